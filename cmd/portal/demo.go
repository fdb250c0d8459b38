package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/tonglu/portal/internal/child"
	"github.com/tonglu/portal/internal/postgres"
)

type demoCommand struct {
	Reset bool   `help:"Start over: throw away the data of this clone's demo."`
	Seed  uint64 `help:"Number that the invented data grows from." default:"1"`
	Scale string `help:"How much data: small, medium (5 million lines) or large (50 million)." enum:"small,medium,large" default:"small"`
}

// Run brings a database and a Redis of its own, fills the database once, and serves.
// Killed at any moment, it starts again: a database that was not filled to the end is filled anew.
func (d demoCommand) Run(p *process) error {
	c, err := readConfig(p.getenv)
	if err != nil {
		return err
	}
	probe, err := listen(c.Addr)
	if err != nil {
		return err
	}
	probe.Close() // its own turn comes when there is something to serve
	data, err := d.openData(c.DataDir)
	if err != nil {
		return err
	}
	defer data.lock.Close()

	server, err := d.database(p, c, data)
	if err != nil {
		return err
	}
	log := newLog(c, p.stdout)
	c.DatabaseURL, c.DatabaseDirectURL = server.URL(), server.URL()
	ctx, end := context.WithCancel(p.ctx)
	watched := make(chan struct{})
	go func() { defer close(watched); keepRunning(ctx, server, log) }()
	defer func() {
		end()
		<-watched
		limit, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := server.Stop(limit); err != nil {
			log.Warn("stopping Postgres", "error", err)
		}
	}()
	portal, err := build(p.ctx, c, log)
	if err != nil {
		return err
	}
	return errors.Join(d.run(p, portal, data), portal.shut())
}

// database starts Postgres and brings it to the schema of this program.
func (d demoCommand) database(p *process, c config, data *demoData) (*postgres.Embedded, error) {
	fmt.Fprintf(p.stdout, "Data is in %s\n", data.root)
	server, err := postgres.Start(p.ctx, postgres.StartOptions{DataDir: filepath.Join(data.root, "postgres"), BinDir: c.PGBinDir, MaxConnections: 2*c.Connections + 20})
	if err != nil {
		return nil, err
	}
	if err := postgres.Migrate(p.ctx, server.URL()); err != nil {
		return nil, errors.Join(err, server.Stop(context.WithoutCancel(p.ctx)))
	}
	return server, nil
}

func (d demoCommand) run(p *process, portal *portal, data *demoData) error {
	who := data.seeded
	if who == nil {
		fmt.Fprintf(p.stdout, "Inventing a brand, its distributors and their sales (%s); this happens once …\n", d.Scale)
		begin := time.Now()
		made, err := fill(portal, p.ctx, d.Seed, d.Scale)
		if err != nil {
			return fmt.Errorf("filling the database: %w", err)
		}
		who = &made
		fmt.Fprintf(p.stdout, "… done in %v\n", time.Since(begin).Round(time.Second))
		if err := writeJSON(data.file(), who); err != nil {
			return err
		}
	}
	listener, err := listen(portal.config.Addr)
	if err != nil {
		return err
	}
	address, err := reachable(listener.Addr().String())
	if err != nil {
		return err
	}
	if err := writeSamples(filepath.Join(filepath.Dir(demoPath), "samples"), who.Seed, who.Scale); err != nil {
		listener.Close()
		return err
	}
	about := demoFile{URL: "http://" + address, Accounts: who.Accounts, APIKeys: who.APIKeys}
	if err := about.write(data.root); err != nil {
		listener.Close()
		return err
	}
	about.print(p.stdout)
	return portal.run(p.ctx, listener, portal.config.Work)
}

// reachable is the address to reach a listener at from this machine, be it on all its addresses.
func reachable(address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}

// demoData is the folder of a clone's demo.
type demoData struct {
	root   string
	lock   *os.File
	seeded *seeded // nil when the database has to be filled
}

func (d *demoData) file() string { return filepath.Join(d.root, "seeded.json") }

// openData takes the folder for this process, and clears it when it is to be filled anew.
func (d demoCommand) openData(root string) (*demoData, error) {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return nil, fmt.Errorf("making the data folder: %w", err)
	}
	lock, err := child.LockFolder(root)
	if errors.Is(err, child.ErrInUse) {
		return nil, fmt.Errorf("a demo of this clone is running already: %w; stop that first", err)
	}
	if err != nil {
		return nil, err
	}
	data := &demoData{root: root, lock: lock}
	if err := d.readSeeded(data); err != nil {
		lock.Close()
		return nil, err
	}
	return data, nil
}

func (d demoCommand) readSeeded(data *demoData) error {
	_ = os.Remove(demoPath) // an older one must not be taken for ours
	var was seeded
	err := readJSON(data.file(), &was)
	if err == nil && !d.Reset {
		if was.Seed != d.Seed || was.Scale != d.Scale {
			return fmt.Errorf("the demo was filled with --seed %d --scale %s; add --reset to throw that away", was.Seed, was.Scale)
		}
		data.seeded = &was
		return nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("reading how the demo was filled (--reset starts over): %w", err)
	}
	if err := os.RemoveAll(data.file()); err != nil { // first: what follows may be cut off
		return err
	}
	for _, name := range []string{"postgres", "files"} {
		if err := postgres.Discard(context.Background(), filepath.Join(data.root, name)); err != nil {
			return err
		}
	}
	return nil
}
