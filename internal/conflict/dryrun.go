package conflict

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// DryRun is what a rule would have found in the last twelve months, and what it finds as it is now.
type DryRun struct {
	From, Until  time.Time
	Tried                           // in all
	Months       []TriedMonth       // all of them
	Distributors []TriedDistributor // most first
}

// Tried is how many cases or signals there would have been, and are.
type Tried struct {
	Cases, CasesNow, Facts int
	Amount                 decimal.Decimal // at stake, in the base currency
}

// TriedMonth is what a rule would have found in a month: a case counts in the month of its first fact.
type TriedMonth struct {
	Month time.Time
	Tried
}

// TriedDistributor is what a rule would have found of a distributor.
type TriedDistributor struct {
	DistributorID uuid.UUID
	Tried
}

// mostDistributors is how many distributors a dry run names.
const mostDistributors = 50

// tried is a subject that a setting found, with its distributor: that of whose facts there are.
type tried struct {
	Subject       string
	DistributorID uuid.UUID
	Month         time.Time
	Facts         int
	Amount        decimal.Decimal
}

// DryRun tries a setting on the last twelve months, beside what counts for each of their days now. It writes nothing, and counts what was found whether
// or not it has become evidence. Returns Invalid for a setting that can't be, TooComplex when there is more to look at than a request has time for.
func (s *Service) DryRun(ctx context.Context, sc scope.Scope, n NewSetting) (DryRun, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (DryRun, error) {
		today, all, err := s.ruled(ctx, tx)
		if err != nil {
			return DryRun{}, err
		}
		var fields fault.Fields
		r, next := n.apply(all, today, "input.setting.", &fields)
		if err := checkJurisdictions(ctx, tx, next, "input.setting.", &fields); err != nil {
			return DryRun{}, err
		}
		if err := fields.Err(); err != nil {
			return DryRun{}, err
		}
		out := DryRun{From: today.AddDate(-1, 0, 1), Until: today}
		p := &pass{Detector: &Detector{now: s.now}, tx: tx}
		now, err := p.try(ctx, r, erasOf(all[r.Name]), out.From, out.Until)
		if err != nil {
			return out, tooMuch(err)
		}
		then := []tried{}
		if next.Enabled {
			if then, err = p.try(ctx, r, []era{{next, always, endOfTime}}, out.From, out.Until); err != nil {
				return out, tooMuch(err)
			}
		}
		out.sum(then, now)
		return out, nil
	})
}

// try finds what a rule finds in the days with the settings, and gives it by subject.
func (p *pass) try(ctx context.Context, r rules.Rule, eras []era, from, until time.Time) ([]tried, error) {
	span := pgx.NamedArgs{"from": from, "until": until}
	over := map[rules.Over]looked{
		rules.Lines:     {rules.Lines, `SELECT * FROM sale_lines WHERE sale_date BETWEEN @from AND @until AND voided_at IS NULL`, span},
		rules.Customers: {rules.Customers, `SELECT id AS customer_id FROM customers WHERE organizations > 1 AND merged_into IS NULL`, span},
		rules.Weeks:     {rules.Weeks, `SELECT week::date AS week, t.id AS territory_id FROM generate_series(date_trunc('week', @from::timestamp), @until::timestamp, interval '1 week') week CROSS JOIN territories t`, span},
		rules.Histories: {rules.Histories, `SELECT id AS distributor_id FROM distributors`, span},
	}
	by := map[string]*tried{}
	var order []string
	for _, f := range r.Finds {
		at := over[f.Over]
		if err := p.stage(ctx, at); err != nil {
			return nil, err
		}
		for _, e := range eras {
			e.since, e.before = later(e.since, from), earlier(e.before, until.AddDate(0, 0, 1))
			if !e.Enabled || !e.since.Before(e.before) {
				continue
			}
			sql, args := queryOf(r, f, at, e)
			found, err := postgres.Rows[tried](p.tx.Query(ctx, `SELECT subject, distributor_id, date_trunc('month', min(happened_on)::timestamp)::date AS month, count(*)::int AS facts, sum(amount) AS amount
				FROM (`+sql+`) q WHERE happened_on BETWEEN @from AND @until AND role <> 'CLAIMANT' GROUP BY 1, 2 ORDER BY 1, 2`, args))
			if err != nil {
				return nil, err
			}
			for _, t := range found {
				key := t.Subject + " " + t.DistributorID.String()
				if by[key] == nil {
					by[key], order = &tried{t.Subject, t.DistributorID, t.Month, 0, decimal.Zero}, append(order, key)
				}
				by[key].Facts += t.Facts
				by[key].Amount = by[key].Amount.Add(t.Amount)
				by[key].Month = earlier(by[key].Month, t.Month)
			}
		}
	}
	out := make([]tried, len(order))
	for i, key := range order {
		out[i] = *by[key]
	}
	return out, nil
}

// sum counts what was found by month and distributor. Of a subject of several distributors each has a case.
func (d *DryRun) sum(then, now []tried) {
	months, distributors := map[time.Time]*Tried{}, map[uuid.UUID]*Tried{}
	for m := d.From.AddDate(0, 0, 1-d.From.Day()); !m.After(d.Until); m = m.AddDate(0, 1, 0) {
		months[m] = &Tried{}
	}
	for _, side := range []struct {
		found []tried
		cases func(*Tried) *int
	}{{then, func(t *Tried) *int { return &t.Cases }}, {now, func(t *Tried) *int { return &t.CasesNow }}} {
		first := map[string]time.Time{}
		for _, f := range side.found {
			if at, seen := first[f.Subject]; !seen || f.Month.Before(at) {
				first[f.Subject] = f.Month
			}
			if distributors[f.DistributorID] == nil {
				distributors[f.DistributorID] = &Tried{}
			}
			*side.cases(distributors[f.DistributorID])++
		}
		for _, month := range first {
			*side.cases(&d.Tried)++
			if months[month] != nil {
				*side.cases(months[month])++
			}
		}
	}
	for _, f := range then {
		for _, t := range []*Tried{&d.Tried, months[f.Month], distributors[f.DistributorID]} {
			if t != nil {
				t.Facts += f.Facts
				t.Amount = t.Amount.Add(f.Amount)
			}
		}
	}
	for _, m := range slices.SortedFunc(maps.Keys(months), time.Time.Compare) {
		d.Months = append(d.Months, TriedMonth{m, *months[m]})
	}
	for id, t := range distributors {
		d.Distributors = append(d.Distributors, TriedDistributor{id, *t})
	}
	slices.SortFunc(d.Distributors, func(a, b TriedDistributor) int {
		return cmp.Or(cmp.Compare(b.Cases, a.Cases), cmp.Compare(b.CasesNow, a.CasesNow), strings.Compare(a.DistributorID.String(), b.DistributorID.String()))
	})
	d.Distributors = d.Distributors[:min(len(d.Distributors), mostDistributors)]
}

// tooMuch says so of a statement that ran out of time.
func tooMuch(err error) error {
	var cancelled *pgconn.PgError
	if errors.As(err, &cancelled) && cancelled.Code == "57014" {
		return fault.Wrap(err, fault.TooComplex, "rule.dryRunTooLong", nil)
	}
	return fmt.Errorf("trying a rule: %w", err)
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
