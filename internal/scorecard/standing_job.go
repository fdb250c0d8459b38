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

// duePeriodsSQL finds the periods that are to be looked at. The current and the previous one of each kind are when anything
// moved, or with the brand's new day; those of the three years before when they never were, and else once an hour when
// anything moved.
const duePeriodsSQL = `
WITH seen AS MATERIALIZED (
  SELECT (SELECT coalesce(sum(version), 0)::bigint FROM data_versions) AS data,
    (SELECT coalesce(sum(version), 0)::bigint FROM input_versions WHERE name <> 'cohort') AS inputs,
    (@now::timestamptz AT TIME ZONE b.time_zone)::date AS today,
    (SELECT month FROM sales_by_line ORDER BY month LIMIT 1) AS first
  FROM brand_settings b ORDER BY b.brand_id LIMIT 1
), periods AS (
  SELECT k.kind, p.start::date AS start, p.start >= date_trunc(k.kind, s.today::timestamp) - k.length AS recent, s.data, s.inputs, s.today
  FROM seen s
  CROSS JOIN (VALUES ('month', interval '1 month'), ('quarter', interval '3 months'), ('year', interval '1 year')) AS k (kind, length)
  CROSS JOIN LATERAL generate_series(
    date_trunc(k.kind, least(greatest(s.first, s.today - interval '3 years'), s.today - k.length)),
    date_trunc(k.kind, s.today::timestamp), k.length) AS p (start)
)
SELECT p.kind, p.start, p.recent, p.data, p.inputs, p.today
FROM periods p LEFT JOIN cohort_periods c ON c.kind = p.kind AND c.start = p.start
WHERE c.start IS NULL
  OR (c.data <> p.data OR c.inputs <> p.inputs) AND (p.recent OR c.taken_at < @now::timestamptz - interval '1 hour')
  OR p.recent AND c.today <> p.today
ORDER BY p.recent DESC, p.start DESC, p.kind`

func (r *Ranker) due(ctx context.Context) (due []duePeriod, err error) {
	err = r.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		due, err = postgres.Rows[duePeriod](tx.Query(ctx, duePeriodsSQL, pgx.StrictNamedArgs{"now": r.now()}))
		return err
	})
	return due, err
}

// dueCardsSQL finds the distributors whose card is to be reckoned, with the data version that it will be reckoned at or
// behind. A frozen card is due when there is a newer version of it, and never else.
const dueCardsSQL = `
SELECT d.id, coalesce(v.version, 0) AS seen
FROM distributors d
LEFT JOIN data_versions v ON v.distributor_id = d.id
LEFT JOIN standings s ON s.distributor_id = d.id AND s.start = @start AND s.kind = @kind
LEFT JOIN LATERAL (
  SELECT max(w.version) AS version FROM scorecard_versions w WHERE w.distributor_id = d.id AND w.start = @start AND w.kind = @kind
  HAVING (SELECT count(*) FROM accounting_periods m WHERE m.closed_at IS NOT NULL AND m.month >= @start AND m.month < @next) = @months
) f ON true
WHERE s.distributor_id IS NULL
  OR CASE WHEN f.version IS NOT NULL THEN s.version <> f.version ELSE s.version > 0 OR @anew OR s.seen <> coalesce(v.version, 0) END
ORDER BY d.id`

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
	due, err := postgres.Rows[dueCard](tx.Query(ctx, dueCardsSQL, pgx.StrictNamedArgs{
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
		if _, err := tx.Exec(ctx, rankSQL, pgx.StrictNamedArgs{"kind": d.Kind, "start": p.Start, "lower": lowerIsBetter()}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, tellSQL, pgx.StrictNamedArgs(at)); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, `INSERT INTO cohort_periods AS c (kind, start, version, taken_at, data, inputs, today)
		VALUES (@kind, @start, 1, @at, @data, @inputs, @today)
		ON CONFLICT (kind, start) DO UPDATE SET version = c.version + @raise, taken_at = excluded.taken_at, data = excluded.data,
		  inputs = excluded.inputs, today = excluded.today`, pgx.StrictNamedArgs{"kind": d.Kind, "start": p.Start, "at": r.now(),
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
		pgx.StrictNamedArgs{"kind": d.Kind, "start": d.Start}).Scan(&mine)
	if err != nil || !mine {
		return false, false, err
	}
	var was []struct {
		Data, Inputs int64
		Today        time.Time
	}
	was, err = postgres.Rows[struct {
		Data, Inputs int64
		Today        time.Time
	}](tx.Query(ctx, `SELECT data, inputs, today FROM cohort_periods WHERE kind = @kind AND start = @start ORDER BY kind`,
		pgx.StrictNamedArgs{"kind": d.Kind, "start": d.Start}))
	if err != nil || len(was) == 0 {
		return err == nil, true, err
	}
	w := was[0]
	done := w.Data >= d.Data && w.Inputs >= d.Inputs && !w.Today.Before(d.Today)
	return !done, w.Inputs != d.Inputs || d.Recent && !w.Today.Equal(d.Today), nil
}

// keepSQL keeps what was reckoned; ranks follow when the whole cohort is known.
const keepSQL = `
INSERT INTO standings (distributor_id, kind, start, programme, version, seen, composite, grade, cohort, metrics)
SELECT c.id, @kind, @start, c.programme, c.version, c.seen, c.composite, c.grade, 0, c.metrics::jsonb
FROM unnest(@ids::uuid[], @programmes::int[], @versions::int[], @seen::bigint[], @composites::numeric[], @grades::text[], @metrics::text[])
  AS c (id, programme, version, seen, composite, grade, metrics)
ON CONFLICT (distributor_id, start, kind) DO UPDATE SET programme = excluded.programme, version = excluded.version, seen = excluded.seen,
  composite = excluded.composite, grade = excluded.grade, metrics = excluded.metrics`

// keep reckons the cards and keeps what is ranked of them.
func (r *Ranker) keep(ctx context.Context, tx pgx.Tx, p period.Period, chunk []dueCard) error {
	ids := make([]uuid.UUID, len(chunk))
	for i, d := range chunk {
		ids[i] = d.ID
	}
	cards, err := readCards(ctx, tx, scope.System(), ids, p, r.now())
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
	_, err = tx.Exec(ctx, keepSQL, pgx.StrictNamedArgs{"kind": string(p.Kind), "start": p.Start, "ids": kept.ids, "programmes": kept.programmes,
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

// bandOf is the quarter of n that the rank lies in, in SQL.
func bandOf(rank, n string) string {
	return `CASE WHEN ` + n + ` >= 5 THEN (ARRAY['` + BandTop + `', '` + BandUpper + `', '` + BandLower + `', '` + BandBottom + `'])[ceil(4.0 * ` + rank + ` / ` + n + `)::int] END`
}

// rankSQL ranks the period's cohorts, by composite and by each metric.
var rankSQL = `
WITH cards AS MATERIALIZED (
  SELECT s.distributor_id, s.programme, s.composite, s.metrics FROM standings s WHERE s.start = @start AND s.kind = @kind
), placed AS (
  SELECT distributor_id, composite, rank() OVER (PARTITION BY programme ORDER BY composite DESC NULLS LAST)::int AS rank,
    (count(composite) OVER (PARTITION BY programme))::int AS n
  FROM cards
), said AS (
  SELECT c.distributor_id, c.programme, m.key, m.value - 'rank' - 'band' AS kept,
    CASE WHEN m.key = ANY(@lower) THEN -1 ELSE 1 END * (m.value->>'value')::numeric AS value
  FROM cards c CROSS JOIN LATERAL jsonb_each(c.metrics) m
), ranked AS (
  SELECT distributor_id, key, kept, rank() OVER (PARTITION BY programme, key ORDER BY value DESC) AS rank, count(*) OVER (PARTITION BY programme, key) AS n
  FROM said
), told AS (
  SELECT distributor_id, jsonb_object_agg(key, kept || jsonb_strip_nulls(jsonb_build_object('rank', rank, 'band', ` + bandOf("rank", "n") + `))) AS metrics
  FROM ranked GROUP BY 1
), new AS (
  SELECT p.distributor_id, CASE WHEN p.composite IS NOT NULL THEN p.rank END AS rank, p.n AS cohort,
    CASE WHEN p.composite IS NOT NULL THEN ` + bandOf("p.rank", "p.n") + ` END AS band, coalesce(t.metrics, '{}') AS metrics
  FROM placed p LEFT JOIN told t ON t.distributor_id = p.distributor_id
)
UPDATE standings s SET rank = n.rank, cohort = n.cohort, band = n.band, metrics = n.metrics
FROM new n
WHERE s.distributor_id = n.distributor_id AND s.start = @start AND s.kind = @kind
  AND (s.rank, s.cohort, s.band, s.metrics) IS DISTINCT FROM (n.rank, n.cohort, n.band, n.metrics)`

// tellSQL keeps what each distributor may know.
const tellSQL = `
INSERT INTO distributor_bands AS b (distributor_id, kind, start, version, grade, band, metrics)
SELECT s.distributor_id, s.kind, s.start, s.version, s.grade, s.band,
  coalesce((SELECT jsonb_object_agg(m.key, m.value->'band') FROM jsonb_each(s.metrics) m WHERE m.value ? 'band'), '{}')
FROM standings s WHERE s.start = @start AND s.kind = @kind ORDER BY 1
ON CONFLICT (distributor_id, start, kind) DO UPDATE SET version = excluded.version, grade = excluded.grade, band = excluded.band, metrics = excluded.metrics
WHERE (b.version, b.grade, b.band, b.metrics) IS DISTINCT FROM (excluded.version, excluded.grade, excluded.band, excluded.metrics)`
