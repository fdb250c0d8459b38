package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/seed"
)

// scorecardFigures compares one distributor's scorecard at small and at medium.
func scorecardFigures(ctx context.Context, o options) ([]figure, error) {
	return scorecardAt(ctx, o, seed.Medium)
}

// largeFigures compares it with one among 50,000,000 lines, which take some 55 GB of disk.
func largeFigures(ctx context.Context, o options) ([]figure, error) {
	return scorecardAt(ctx, o, seed.Large)
}

// scorecardAt compares one distributor's scorecard at small with the same at a larger scale of the invented data, without
// kept answers. Both databases are asked in turns, so that what else the machine does meets both.
func scorecardAt(ctx context.Context, o options, larger seed.Scale) ([]figure, error) {
	scales := [2]seed.Scale{seed.Small, larger}
	if o.Quick {
		scales[1] = seed.Small // shows what two equal ones differ by
	}
	var sites [2]*site
	var ids [2][]uuid.UUID
	var loaded [2]time.Duration
	for i, scale := range scales {
		s, took, err := invented(ctx, o, scale)
		if s != nil {
			defer s.close()
		}
		if err != nil {
			return nil, fmt.Errorf("filling %s: %w", scale, err)
		}
		loaded[i] = took
		fmt.Printf("%s: filled in %v\n", scale, loaded[i].Round(time.Second))
		if err := s.owner(ctx, func(c *pgx.Conn) error { _, err := c.Exec(ctx, allMetrics); return err }); err != nil {
			return nil, err
		}
		if ids[i], err = s.distributors(ctx); err != nil {
			return nil, err
		}
		sites[i] = s
	}
	took, err := compareCards(ctx, sites, ids)
	if err != nil {
		return nil, err
	}
	how := fmt.Sprintf("Median of %d scorecards of the quarter before this one, of %d and %d distributors in turns: %v at %s, %v at %s. Filling %s through the road of uploads took %v.",
		rounds, len(ids[0]), len(ids[1]), took[0].Round(time.Microsecond), scales[0], took[1].Round(time.Microsecond), scales[1], scales[1], loaded[1].Round(time.Second))
	return []figure{{fmt.Sprintf("scorecard, %s ÷ small", scales[1]), took[1].Seconds() / took[0].Seconds(), "×", true, 1.2, how}}, nil
}

// rounds is how many scorecards are asked for at each scale.
const rounds = 2000

func compareCards(ctx context.Context, sites [2]*site, ids [2][]uuid.UUID) (medians [2]time.Duration, err error) {
	today := time.Now().UTC()
	last := period.Of(period.Quarter, today.AddDate(0, -3, 0))
	var took [2][]time.Duration
	for n := range rounds + 100 {
		for i, s := range sites {
			cards := scorecard.New(s.app, time.Now)
			id := ids[i][n%len(ids[i])]
			begin := time.Now()
			card, err := cards.Scorecard(ctx, scope.Of(id), id, last, scorecard.Whole)
			if err != nil || card == nil {
				return medians, fmt.Errorf("no scorecard of %s: %w", id, err)
			}
			if n >= 100 { // the first ones warm the caches of Postgres
				took[i] = append(took[i], time.Since(begin))
			}
		}
	}
	for i := range took {
		slices.Sort(took[i])
		medians[i] = took[i][len(took[i])/2]
	}
	return medians, nil
}

// invent fills the site with invented data of the scale.
func (s *site) invent(ctx context.Context, scale seed.Scale) error {
	told := 0
	_, err := seed.Load(ctx, seed.Deps{App: s.app, Engine: s.engine, Files: s.files, Log: slog.New(slog.DiscardHandler), Progress: func(done, total int) {
		if percent := done * 100 / max(1, total); percent >= told+10 {
			told = percent - percent%10
			fmt.Printf("%s: %d %% of %d lines\n", scale, told, total)
		}
	}}, seed.Options{Scale: scale, Today: time.Now()})
	if err != nil {
		return err
	}
	return s.owner(ctx, func(c *pgx.Conn) error { _, err := c.Exec(ctx, "ANALYZE"); return err })
}

// distributors are those that have sold something, 2,000 at most.
func (s *site) distributors(ctx context.Context) (ids []uuid.UUID, err error) {
	err = s.engine.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		type one struct{ ID uuid.UUID }
		all, err := postgres.Rows[one](tx.Query(ctx, `SELECT d.id FROM distributors d JOIN sales_by_line l ON l.distributor_id = d.id
			GROUP BY d.id ORDER BY d.id LIMIT 2000`))
		for _, d := range all {
			ids = append(ids, d.ID)
		}
		return err
	})
	return ids, err
}
