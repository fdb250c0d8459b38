package scorecard

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Ranker keeps the standings of each period: it reckons the cards whose inputs moved since it last looked, and ranks their
// cohorts anew.
type Ranker struct {
	pool *postgres.Pool
	now  func() time.Time
}

// NewRanker makes a ranker over portal_engine's pool.
func NewRanker(pool *postgres.Pool, now func() time.Time) *Ranker { return &Ranker{pool, now} }

// rankPatience is how long one look may go on with older periods: the recent ones are due again soon.
const rankPatience = 2 * time.Minute

// Rank looks at the recent periods, and then for a while at older ones, the newest first. When nothing moved it costs one
// statement. Two at once look at a period once.
func (r *Ranker) Rank(ctx context.Context) error { return r.rank(ctx, rankPatience) }

// RankAll is Rank until no period is left to be looked at.
func (r *Ranker) RankAll(ctx context.Context) error { return r.rank(ctx, 24*time.Hour) }

func (r *Ranker) rank(ctx context.Context, patience time.Duration) error {
	begun := time.Now()
	due, err := r.due(ctx)
	if err != nil {
		return fmt.Errorf("looking for periods to rank: %w", err)
	}
	for _, d := range due {
		if !d.Recent && time.Since(begun) > patience {
			return nil
		}
		err := r.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error { return r.reckon(ctx, tx, d) })
		if err != nil {
			return fmt.Errorf("ranking %s: %w", d.period(), err)
		}
	}
	return nil
}

// duePeriod is a period to be looked at, with what there is to be seen.
type duePeriod struct {
	Kind   string
	Start  time.Time
	Recent bool
	Data   int64 // the sum of all data versions
	Inputs int64 // the sum of the versions of what all cards share
	Today  time.Time
}

func (d duePeriod) period() period.Period {
	return period.Period{Kind: period.Kind(d.Kind), Start: d.Start}
}

func (r *Ranker) due(ctx context.Context) (due []duePeriod, err error) {
	err = r.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		due, err = postgres.Rows[duePeriod](tx.Query(ctx, duePeriodsSQL, postgres.Args{"now": r.now()}))
		return err
	})
	return due, err
}

type dueCard struct {
	ID   uuid.UUID
	Seen int64
}

// rankChunk is how many cards are held in memory at a time.
const rankChunk = 200

// reckon reckons the period's due cards, chunk by chunk, and ranks its cohorts, all in one transaction: nobody sees half a
// ranking. The versions are read first, so that what changes meanwhile is due at the next look.
func (r *Ranker) reckon(ctx context.Context, tx pgx.Tx, d duePeriod) error {
	p := d.period()
	mine, anew, err := takeCohort(ctx, tx, d)
	if err != nil || !mine {
		return err
	}
	at := args{"kind": d.Kind, "start": p.Start}
	due, err := postgres.Rows[dueCard](tx.Query(ctx, dueCardsSQL, postgres.Args{
		"kind": d.Kind, "start": p.Start, "next": p.Next(), "months": p.Months(), "anew": anew}))
	if err != nil {
		return err
	}
	for left := due; len(left) > 0; {
		chunk := left[:min(rankChunk, len(left))]
		left = left[len(chunk):]
		if err := r.keep(ctx, tx, p, chunk); err != nil {
			return err
		}
	}
	raise := 0
	if len(due) > 0 {
		raise = 1
		// What was kept a moment ago has no statistics: thousands would be taken for one, and each compared with each.
		if _, err := tx.Exec(ctx, `SET LOCAL enable_nestloop = off`); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, rankSQL, postgres.Args{"kind": d.Kind, "start": p.Start, "lower": lowerIsBetter()}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, tellSQL, postgres.Args(at)); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO cohort_periods AS c (kind, start, version, taken_at, data, inputs, today)
		VALUES (@kind, @start, 1, @at, @data, @inputs, @today)
		ON CONFLICT (kind, start) DO UPDATE SET version = c.version + @raise, taken_at = excluded.taken_at, data = excluded.data,
		  inputs = excluded.inputs, today = excluded.today`, postgres.Args{"kind": d.Kind, "start": p.Start, "at": r.now(),
		"data": d.Data, "inputs": d.Inputs, "today": d.Today, "raise": raise})
	if err != nil || raise == 0 {
		return err
	}
	return partner.TouchShared(ctx, tx, partner.SharedCohort)
}

// takeCohort takes the period for the transaction. mine is false when somebody else is at it or has done it since; anew tells
// that every card is to be reckoned that isn't frozen: something moved that all share.
func takeCohort(ctx context.Context, tx pgx.Tx, d duePeriod) (mine, anew bool, err error) {
	err = tx.QueryRow(ctx, `SELECT pg_try_advisory_xact_lock(hashtextextended('scorecard.cohort ' || @kind || @start::date::text, 0))`,
		postgres.Args{"kind": d.Kind, "start": d.Start}).Scan(&mine)
	if err != nil || !mine {
		return false, false, err
	}
	was, err := postgres.Rows[struct {
		Data, Inputs int64
		Today        time.Time
	}](tx.Query(ctx, `SELECT data, inputs, today FROM cohort_periods WHERE kind = @kind AND start = @start ORDER BY kind`,
		postgres.Args{"kind": d.Kind, "start": d.Start}))
	if err != nil || len(was) == 0 {
		return err == nil, true, err
	}
	w := was[0]
	done := w.Data >= d.Data && w.Inputs >= d.Inputs && !w.Today.Before(d.Today)
	return !done, w.Inputs != d.Inputs || d.Recent && !w.Today.Equal(d.Today), nil
}

// keep reckons the cards and keeps what is ranked of them.
func (r *Ranker) keep(ctx context.Context, tx pgx.Tx, p period.Period, chunk []dueCard) error {
	ids := make([]uuid.UUID, len(chunk))
	for i, d := range chunk {
		ids[i] = d.ID
	}
	cards, err := readCards(ctx, tx, scope.System(), ids, p, WithChanges, r.now())
	if err != nil {
		return err
	}
	var kept struct {
		ids                  []uuid.UUID
		programmes, versions []int
		seen                 []int64
		composites           []decimal.NullDecimal
		grades               []*string
		metrics              []string
	}
	for _, d := range chunk {
		card, ok := cards[d.ID]
		if !ok {
			continue // gone in between
		}
		values, err := json.Marshal(toRank(card))
		if err != nil {
			return err
		}
		var grade *string
		if card.Grade != "" {
			grade = &card.Grade
		}
		kept.ids, kept.programmes, kept.versions = append(kept.ids, d.ID), append(kept.programmes, card.Programme.Version), append(kept.versions, card.Version)
		kept.seen, kept.composites = append(kept.seen, d.Seen), append(kept.composites, card.Composite)
		kept.grades, kept.metrics = append(kept.grades, grade), append(kept.metrics, string(values))
	}
	_, err = tx.Exec(ctx, keepSQL, postgres.Args{"kind": string(p.Kind), "start": p.Start, "ids": kept.ids, "programmes": kept.programmes,
		"versions": kept.versions, "seen": kept.seen, "composites": kept.composites, "grades": kept.grades, "metrics": kept.metrics})
	return err
}

// lowerIsBetter names the metrics of which the least ranks first.
func lowerIsBetter() []string {
	keys := []string{}
	for key, m := range metrics {
		if !m.HigherIsBetter {
			keys = append(keys, key)
		}
	}
	return keys
}
