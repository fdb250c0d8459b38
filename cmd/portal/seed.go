package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/seed"
)

type seedCommand struct {
	Seed  uint64 `help:"Number that the invented data grows from." default:"1"`
	Scale string `help:"How much data: small, medium or large." enum:"small,medium,large" default:"small"`
}

// Run fills an empty portal with invented data and prints who can log in.
func (s seedCommand) Run(p *process) error {
	return p.withPortal(func(portal *portal) error {
		made, err := portal.seed(p.ctx, s.Seed, s.Scale)
		if err != nil {
			return err
		}
		for _, a := range made.Accounts {
			fmt.Fprintf(p.stdout, "%s\t%s\t%s\t%s\n", a.Email, a.Password, a.Role, a.Organization)
		}
		return nil
	})
}

// fill is how a demo gets its data; tests of the process itself have none.
var fill = (*portal).seed

// seed fills an empty portal. A portal that has a brand stays as it is.
func (p *portal) seed(ctx context.Context, number uint64, scale string) (seeded, error) {
	told := 0
	sum, err := seed.Load(ctx, seed.Deps{App: p.app, Engine: p.engine, Files: p.files, Log: p.log, Progress: func(done, total int) {
		if percent := done * 100 / max(1, total); percent >= told+10 {
			told = percent - percent%10
			p.log.Info("filling the database", "percent", told, "lines", done)
		}
	}}, seed.Options{Seed: number, Scale: seed.Scale(scale), Today: time.Now()})
	if err != nil {
		return seeded{}, err
	}
	if err := scorecard.NewKeeper(p.engine, time.Now).KeepChannel(ctx); err != nil {
		return seeded{}, err
	}
	if err := scorecard.NewRanker(p.engine, time.Now).Rank(ctx); err != nil { // what it leaves to do is done while the portal serves
		return seeded{}, err
	}
	out := seeded{Seed: number, Scale: scale}
	for _, a := range sum.Accounts {
		out.Accounts = append(out.Accounts, demoAccount(a))
	}
	for _, k := range sum.APIKeys {
		out.APIKeys = append(out.APIKeys, demoKey(k))
	}
	return out, nil
}

// writeSamples puts a file of each demonstrated distributor into the folder, for whoever wants to report one.
func writeSamples(folder string, number uint64, scale string) error {
	world, err := seed.New(seed.Options{Seed: number, Scale: seed.Scale(scale), Today: time.Now()})
	if err != nil {
		return err
	}
	samples, err := world.Samples()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, s := range samples {
		if err := os.WriteFile(filepath.Join(folder, s.Name), s.Bytes, 0o644); err != nil {
			return err
		}
	}
	return nil
}
