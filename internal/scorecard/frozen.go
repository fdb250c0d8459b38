package scorecard

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// The scorecard of a closed period is the one that was frozen: it is read here and never reckoned anew.

// closedSQL gives the first days of the periods of @kind, from @from to before @until, all of whose months are closed.
const closedSQL = `
  SELECT date_trunc(@kind::text, a.month::timestamp)::date AS start FROM accounting_periods a
  WHERE a.closed_at IS NOT NULL AND a.month >= @from AND a.month < @until GROUP BY 1 HAVING count(*) = @months::int`

// frozenSQL gives the newest version of each card of a closed period: the whole card of @last, of those before it the values.
const frozenSQL = `
SELECT DISTINCT ON (v.distributor_id, v.start) v.distributor_id, v.start,
  CASE WHEN v.start = @last THEN v.card END AS card, CASE WHEN v.start < @last THEN v.values END AS values
FROM scorecard_versions v JOIN (` + closedSQL + `) c ON c.start = v.start
WHERE v.distributor_id = ANY(@ids) AND v.kind = @kind AND v.start >= @from AND v.start < @until AND `

// readCards gives the scorecards of the distributors that the scope reaches, in no order: as they were frozen where the
// period is closed, else as they are now. Frozen ones take one round trip, others two.
func readCards(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, p period.Period, parts Parts, now time.Time) (map[uuid.UUID]Scorecard, error) {
	frozen := map[uuid.UUID]Scorecard{}
	f, err := readFrame(ctx, q, sc, ids, parts.periods(p), now, frozen)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(f.seen, func(id uuid.UUID, _ seen) bool { _, known := frozen[id]; return known })
	cards, err := f.reckon(ctx, q, sc, p, parts, now)
	maps.Copy(frozen, cards)
	return frozen, err
}

// mayBeOver tells whether the period is over anywhere on earth, so that it may have been closed.
func mayBeOver(p period.Period, now time.Time) bool {
	const furthest = 14 * time.Hour // east of Greenwich
	return !now.Add(furthest).Before(p.Next())
}

// queueFrozen asks for what the cards of the periods were frozen with: the last one's whole cards, if there is a place for them.
func (f *facts) queueFrozen(b *batch, ids []uuid.UUID, periods []period.Period, cards map[uuid.UUID]Scorecard) {
	last := periods[len(periods)-1]
	until := last.Start
	if cards != nil {
		until = last.Next()
	}
	if !periods[0].Start.Before(until) {
		return
	}
	a := args{"ids": ids, "kind": string(last.Kind), "from": periods[0].Start, "last": last.Start, "until": until, "months": last.Months()}
	b.scoped(frozenSQL, "v.distributor_id", ` ORDER BY v.distributor_id, v.start, v.version DESC`, a, func(rows pgx.Rows) error {
		var k key
		var card, values []byte
		_, err := pgx.ForEachRow(rows, []any{&k.Distributor, &k.Start, &card, &values}, func() (err error) {
			if card != nil {
				cards[k.Distributor], err = thaw(card)
				return err
			}
			f.frozen[k], err = thawValues(values)
			return err
		})
		return err
	})
}

// frozenValues are the values that a card was frozen with, of some of which a card of a later period shows the trend.
type frozenValues []struct{ metric, value string } // "" without data

// thawValues reads values as Postgres writes them, {"metric": "12.5", "other": null}: for each quarter of each card, so that it is
// worth more than a general reader takes.
func thawValues(raw []byte) (frozenValues, error) {
	rest, opened := strings.CutPrefix(string(raw), "{")
	rest, closed := strings.CutSuffix(rest, "}")
	values, sound := make(frozenValues, strings.Count(rest, ": ")), opened && closed
	for i := range values {
		var pair string
		pair, rest, _ = strings.Cut(rest, ", ")
		metric, value, _ := strings.Cut(pair, ": ")
		value = strings.Trim(strings.TrimPrefix(value, "null"), `"`)
		values[i].metric, values[i].value = strings.Trim(metric, `"`), value
		sound = sound && strings.Trim(value, "-.0123456789") == ""
	}
	if !sound || rest != "" {
		return nil, fmt.Errorf("reading frozen values: %s", raw)
	}
	return values, nil
}

// of gives the metric's value, and whether it was frozen.
func (v frozenValues) of(metric string) (value decimal.NullDecimal, frozen bool) {
	i := slices.IndexFunc(v, func(one struct{ metric, value string }) bool { return one.metric == metric })
	if i < 0 {
		return value, false
	}
	d, err := decimal.NewFromString(v[i].value)
	return decimal.NullDecimal{Decimal: d, Valid: err == nil}, true
}

// readFrozen gives the frozen cards of a period, as far as it is closed.
func readFrozen(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, p period.Period) (map[uuid.UUID]Scorecard, error) {
	cards, b := map[uuid.UUID]Scorecard{}, &batch{sc: sc}
	newFacts().queueFrozen(b, ids, []period.Period{p}, cards)
	if err := b.send(ctx, q); err != nil {
		return nil, fmt.Errorf("reading frozen scorecards: %w", err)
	}
	return cards, nil
}

// readVersion gives one frozen version of a card, nil when there is none that the scope reaches.
func readVersion(ctx context.Context, q postgres.Querier, sc scope.Scope, distributor uuid.UUID, p period.Period, version int) (*Scorecard, error) {
	a := args{"distributor": distributor, "kind": string(p.Kind), "start": p.Start, "version": version}
	cards, err := postgres.Rows[struct{ Card []byte }](q.Query(ctx, `SELECT v.card FROM scorecard_versions v
		WHERE v.distributor_id = @distributor AND v.kind = @kind AND v.start = @start AND v.version = @version AND `+sc.Where("v.distributor_id", a)+` ORDER BY 1 LIMIT 1`, postgres.Args(a)))
	if err != nil || len(cards) == 0 {
		return nil, err
	}
	card, err := thaw(cards[0].Card)
	return &card, err
}

// thaw reads a card that was frozen.
func thaw(raw []byte) (card Scorecard, err error) {
	if err = json.Unmarshal(raw, &card); err != nil {
		err = fmt.Errorf("reading a frozen scorecard: %w", err)
	}
	return card, err
}
