package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// timed are rules whose time with the lines is measured.
type timed struct {
	sale.Rules
	took   time.Duration
	chunks int
}

// Accepted measures how long the rules look at a chunk.
func (t *timed) Accepted(ctx context.Context, tx pgx.Tx, lines sale.ReportRows) error {
	begin := time.Now()
	err := t.Rules.Accepted(ctx, tx, lines)
	t.took += time.Since(begin)
	t.chunks++
	return err
}

// detectionFigures compares imports with and without rules, and a chunk's rules over few lines stored with those over ten times as many.
func detectionFigures(ctx context.Context, o options) ([]figure, error) {
	rows, probe := 1_000_000, 200_000
	if o.Quick {
		rows, probe = 100_000, 50_000
	}
	s, err := newSite(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close()
	ids, err := s.settleBrand(ctx, "NORTH", "SOUTH")
	if err != nil {
		return nil, err
	}
	if err := s.settleRules(ctx); err != nil {
		return nil, err
	}
	now := func() time.Time { return s.clock }
	detector := conflict.NewDetector(s.engine, byHand{}, now)
	bring := func(distributor uuid.UUID, rows, number int, rules sale.Rules) (time.Duration, error) {
		s.worker = sale.NewWorker(s.engine, s.files, byHand{}, rules, now, slog.New(slog.DiscardHandler))
		text := salesFile(rows, number)
		if err := s.settle(ctx); err != nil {
			return 0, err
		}
		begin := time.Now()
		_, err := s.report(ctx, distributor, fmt.Sprintf("sales-%d.csv", number), bytes.NewReader(text))
		return time.Since(begin), err
	}

	if _, err = bring(ids[1], probe, 9, sale.NoRules{}); err != nil { // the first file of all pays for what is made once
		return nil, err
	}
	// First with rules, then without, then the other way round: what the second of a pair costs more falls on both.
	var took [4]time.Duration
	few, many := &timed{Rules: detector}, &timed{Rules: detector}
	for i, rules := range []sale.Rules{detector, sale.NoRules{}, sale.NoRules{}, detector} {
		if took[i], err = bring(ids[0], rows, i, rules); err != nil {
			return nil, err
		}
		fmt.Printf("import %d: %v\n", i+1, took[i].Round(time.Millisecond))
		if i == 0 {
			if _, err = bring(ids[0], probe, 10, few); err != nil {
				return nil, err
			}
		}
	}
	with, without := took[0]+took[3], took[1]+took[2]
	begin := time.Now()
	if err := detector.Drain(ctx); err != nil {
		return nil, err
	}
	drained := time.Since(begin)
	var cases, facts int
	if err := s.engine.Pgx().QueryRow(ctx, `SELECT count(*), sum(facts) FROM conflicts`).Scan(&cases, &facts); err != nil {
		return nil, err
	}

	stored := 4 * rows
	for number := 20; stored < 10*rows; number++ {
		if _, err = bring(ids[number%2], rows, number, sale.NoRules{}); err != nil {
			return nil, err
		}
		stored += rows
	}
	if _, err = bring(ids[0], probe, 11, many); err != nil {
		return nil, err
	}
	fewEach, manyEach := few.took/time.Duration(few.chunks), many.took/time.Duration(many.chunks)
	return []figure{
		{"rules: import with them ÷ without", with.Seconds() / without.Seconds(), "×", true, 1.30,
			fmt.Sprintf("Files of %d rows with all rules took %v and %v, without %v and %v. The rules found %d cases of %d pieces of evidence; what they look at after an import took %v more.",
				rows, round(took[0]), round(took[3]), round(took[1]), round(took[2]), cases, facts, round(drained))},
		{"rules: a chunk's over ten times the lines ÷ over them", manyEach.Seconds() / fewEach.Seconds(), "×", true, 1.25,
			fmt.Sprintf("%v for %d rows where %d lines were stored, %v where it was %d.", manyEach.Round(time.Millisecond), probe/many.chunks, stored, fewEach.Round(time.Millisecond), rows)},
	}, nil
}

// settleRules gives the rules something to find: each article has a list price and a floor that one line in a hundred is below, and for two weeks one city
// is another's alone.
func (s *site) settleRules(ctx context.Context) error {
	var b strings.Builder
	b.WriteString("product,channel_type,from,list_price,floor_price,currency\n")
	for i := range products {
		fmt.Fprintf(&b, "SKU-%05d,,2020-01-01,1000,%d,TWD\n", i, 55+i%5)
	}
	if _, err := catalog.New(s.app).Import(ctx, scope.System(), "price-policies", strings.NewReader(b.String())); err != nil {
		return err
	}
	_, err := partner.New(s.app).Import(ctx, scope.System(), "assignments", strings.NewReader("distributor,territory,from,until,exclusive\n"+
		"NORTH,TW,2020-01-01,,false\nSOUTH,TW,2020-01-01,,false\nSOUTH,C19,2023-06-01,2023-06-14,true\n"))
	return err
}

// Look enqueues nothing.
func (byHand) Look(context.Context, pgx.Tx) error { return nil }

// LookBack enqueues nothing.
func (byHand) LookBack(context.Context, pgx.Tx, uuid.UUID) error { return nil }
