package scorecard

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// MaxSimulated is how many distributors are simulated at once.
const MaxSimulated = 5000

// Simulation is what a period would have looked like under another programme.
type Simulation struct {
	Period              period.Period
	Grades              []GradeShift // the best first; last those without a composite
	Mean, SimulatedMean decimal.NullDecimal
	Cards               page.Page[SimulatedCard] // the largest change first
}

// GradeShift is how many cards have a grade, now and under the other programme; "" are those without.
type GradeShift struct {
	Grade     string
	Now, Then int
}

// SimulatedCard is one distributor's card, now and under the other programme.
type SimulatedCard struct {
	DistributorID      uuid.UUID
	Composite          decimal.NullDecimal
	Grade              string
	SimulatedComposite decimal.NullDecimal
	SimulatedGrade     string
	Eligible           bool // the other programme is for it; else nothing is simulated
}

// change is how far apart the two composites are: a whole scale when one of them is missing, and nothing for those that it is not for.
func (c SimulatedCard) change() decimal.Decimal {
	switch {
	case !c.Eligible:
		return decimal.NewFromInt(-1)
	case c.Composite.Valid && c.SimulatedComposite.Valid:
		return c.SimulatedComposite.Decimal.Sub(c.Composite.Decimal).Abs()
	case c.Composite.Valid || c.SimulatedComposite.Valid:
		return mostGrade
	}
	return decimal.Zero
}

// Simulate says what a past period would have looked like under the programme, from whatever day it is said to begin; nothing is kept. What was
// frozen counts as it was frozen. Distributors are looked at some hundred at a time, those that the scope reaches. Returns Invalid for a programme
// that could not be published and for a period that is not over, Conflict for more distributors than MaxSimulated.
func (s *Service) Simulate(ctx context.Context, sc scope.Scope, p Programme, of period.Period, a page.Args) (Simulation, error) {
	request, err := page.Check(a, 2)
	if err != nil {
		return Simulation{}, err
	}
	cards, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]SimulatedCard, error) { return s.simulate(ctx, tx, sc, p, of) })
	if err != nil {
		return Simulation{}, err
	}
	out := Simulation{Period: of}
	out.sum(cards)
	slices.SortFunc(cards, largestChange)
	out.Cards, err = cut(request, cards)
	return out, err
}

func (s *Service) simulate(ctx context.Context, tx pgx.Tx, sc scope.Scope, p Programme, of period.Period) ([]SimulatedCard, error) {
	const at = "programme."
	var fields fault.Fields
	p.check(at, &fields)
	if err := checkTerritories(ctx, tx, p, at, &fields); err != nil {
		return nil, err
	}
	home, err := homeOf(ctx, tx, s.now())
	if err != nil {
		return nil, err
	}
	if home.Today.Before(of.Next()) {
		fields.Add("period", "period.notOver", fault.Params{"period": of.String()})
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	found, err := whoIsHeld(ctx, tx, sc, p, of)
	if err != nil {
		return nil, err
	}
	if len(found) > MaxSimulated {
		return nil, fault.New(fault.Conflict, "programme.tooManyDistributors", fault.Params{"max": MaxSimulated})
	}
	var cards []SimulatedCard
	for some := range slices.Chunk(found, freezeBatch) {
		more, err := simulateSome(ctx, tx, sc, p, of, some, s.now())
		if err != nil {
			return nil, err
		}
		cards = append(cards, more...)
	}
	return cards, nil
}

// held is a distributor within the scope, and whether a programme is for it.
type held struct {
	ID   uuid.UUID
	Held bool
}

// whoIsHeld tells of each distributor whether the programme is for it in the period; one more than can be simulated at most.
func whoIsHeld(ctx context.Context, q postgres.Querier, sc scope.Scope, p Programme, of period.Period) ([]held, error) {
	a := args{"start": of.Start, "next": of.Next(), "tiers": append([]string{}, p.Eligibility.Tiers...), "channels": append([]string{}, p.Eligibility.ChannelTypes...),
		"territories": append([]uuid.UUID{}, p.Eligibility.Territories...), "most": MaxSimulated + 1}
	found, err := postgres.Rows[held](q.Query(ctx, `SELECT d.id, `+heldSQL+` AS held
		FROM distributors d CROSS JOIN (SELECT @tiers::text[] AS tiers, @channels::text[] AS channel_types, @territories::uuid[] AS territory_ids) p
		WHERE `+sc.Where("d.id", a)+` ORDER BY d.id LIMIT @most`, postgres.Args(a)))
	if err != nil {
		return nil, fmt.Errorf("reading whom a programme is for: %w", err)
	}
	return found, nil
}

// simulateSome weighs some distributors' period as it is and as it would be, from one reading of their numbers.
func simulateSome(ctx context.Context, q postgres.Querier, sc scope.Scope, p Programme, of period.Period, some []held, now time.Time) ([]SimulatedCard, error) {
	ids := make([]uuid.UUID, len(some))
	for i, h := range some {
		ids[i] = h.ID
	}
	frozen := map[uuid.UUID]Scorecard{}
	alone := []period.Period{of}
	f, err := readFrame(ctx, q, sc, ids, alone, now, frozen)
	if err != nil {
		return nil, err
	}
	if err := f.readNumbers(ctx, q, sc, alone, now, (f.sources(0)|p.sources())&^ofVoided); err != nil {
		return nil, err
	}
	cards := make([]SimulatedCard, len(some))
	for i, h := range some {
		in := f.of(h.ID, alone)
		c := SimulatedCard{DistributorID: h.ID, Eligible: h.Held}
		if was, ok := frozen[h.ID]; ok {
			c.Composite, c.Grade = was.Composite, was.Grade
		} else {
			c.Composite, c.Grade = f.programmeOf(h.ID).weigh(f.brand, &in[0])
		}
		if h.Held {
			c.SimulatedComposite, c.SimulatedGrade = p.weigh(f.brand, &in[0])
		}
		cards[i] = c
	}
	return cards, nil
}

// sum counts grades and takes the means.
func (s *Simulation) sum(cards []SimulatedCard) {
	now, then := map[string]int{}, map[string]int{}
	var sumNow, sumThen decimal.Decimal
	var nNow, nThen int64
	for _, c := range cards {
		if !c.Eligible {
			continue // the other programme changes nothing for it
		}
		now[c.Grade]++
		then[c.SimulatedGrade]++
		if c.Composite.Valid {
			sumNow, nNow = sumNow.Add(c.Composite.Decimal), nNow+1
		}
		if c.SimulatedComposite.Valid {
			sumThen, nThen = sumThen.Add(c.SimulatedComposite.Decimal), nThen+1
		}
	}
	for _, grade := range []string{GradeA, GradeB, GradeC, GradeD, ""} {
		s.Grades = append(s.Grades, GradeShift{grade, now[grade], then[grade]})
	}
	s.Mean, s.SimulatedMean = meanOf(sumNow, nNow), meanOf(sumThen, nThen)
}

func meanOf(sum decimal.Decimal, n int64) decimal.NullDecimal {
	if n == 0 {
		return decimal.NullDecimal{}
	}
	return shown(decimal.NewNullDecimal(sum.DivRound(decimal.NewFromInt(n), precision)))
}

// largestChange orders cards by how far their composites move, and by id.
func largestChange(a, b SimulatedCard) int {
	return cmp.Or(b.change().Cmp(a.change()), bytes.Compare(a.DistributorID[:], b.DistributorID[:]))
}

// cut cuts the page out of all cards, which are in order.
func cut(r page.Request, cards []SimulatedCard) (page.Page[SimulatedCard], error) {
	total := func(context.Context) (int, error) { return len(cards), nil }
	key := func(c SimulatedCard) []string { return []string{c.change().String(), c.DistributorID.String()} }
	rows := slices.Clone(cards)
	if r.Backward {
		slices.Reverse(rows)
	}
	if r.Cursor != nil {
		at, err := cursorCard(r)
		if err != nil {
			return page.Page[SimulatedCard]{}, err
		}
		rows = slices.DeleteFunc(rows, func(c SimulatedCard) bool {
			order := cmp.Or(at.change.Cmp(c.change()), bytes.Compare(c.DistributorID[:], at.id[:]))
			if r.Backward {
				order = -order
			}
			return order <= 0
		})
	}
	return page.Make(r, rows[:min(len(rows), r.Limit+1)], key, total), nil
}

type cardCursor struct {
	change decimal.Decimal
	id     uuid.UUID
}

func cursorCard(r page.Request) (at cardCursor, err error) {
	var idErr error
	at.change, err = decimal.NewFromString(r.Cursor[0])
	at.id, idErr = uuid.Parse(r.Cursor[1])
	if err != nil || idErr != nil {
		path := "after"
		if r.Backward {
			path = "before"
		}
		var fields fault.Fields
		fields.Add(path, "page.cursor", nil)
		return at, fields.Err()
	}
	return at, nil
}

// weigh gives the composite and grade of a period under the programme, as they would be shown.
func (p Programme) weigh(b Brand, in *Inputs) (decimal.NullDecimal, string) {
	mean := p.after(composite(results(p, in, false)), p.take(b, in))
	if !mean.Valid {
		return mean, ""
	}
	return shown(mean), p.Grade(mean.Decimal)
}
