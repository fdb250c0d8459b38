package scorecard

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// key is a distributor and the first day of a period.
type key struct {
	Distributor uuid.UUID
	Start       time.Time
}

// facts are all that the cards of some distributors need, by distributor and period.
type facts struct {
	brand      Brand
	programmes map[int]Programme // those that weigh one of them, by version
	seen       map[uuid.UUID]seen
	inputs     map[key]*Inputs
	frozen     map[key]frozenValues // the values that closed periods were frozen with
}

func newFacts() *facts {
	return &facts{programmes: map[int]Programme{}, seen: map[uuid.UUID]seen{}, inputs: map[key]*Inputs{}, frozen: map[key]frozenValues{}}
}

func (f *facts) at(distributor uuid.UUID, start time.Time) *Inputs {
	k := key{distributor, start}
	if f.inputs[k] == nil {
		f.inputs[k] = &Inputs{}
	}
	return f.inputs[k]
}

// readLive reckons the whole scorecards of the distributors that the scope reaches from what is known now, in no order: two round
// trips, however many distributors, metrics and periods.
func readLive(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, p period.Period, now time.Time) (map[uuid.UUID]Scorecard, error) {
	f, err := readFrame(ctx, q, sc, ids, Whole.periods(p), now, nil)
	if err != nil {
		return nil, err
	}
	return f.reckon(ctx, q, sc, p, Whole, now)
}

// reckon makes the cards of the distributors that were seen.
func (f *facts) reckon(ctx context.Context, q postgres.Querier, sc scope.Scope, p period.Period, parts Parts, now time.Time) (map[uuid.UUID]Scorecard, error) {
	periods := parts.periods(p)
	if err := f.readNumbers(ctx, q, sc, periods, now, f.sources(parts)); err != nil {
		return nil, err
	}
	cards := make(map[uuid.UUID]Scorecard, len(f.seen))
	for id := range f.seen {
		cards[id] = assemble(id, f.brand, f.programmeOf(id), f.of(id, periods), parts)
	}
	return cards, nil
}

// readNumbers reads what the cards of the distributors that were seen are made of, as far as it comes of the sources.
func (f *facts) readNumbers(ctx context.Context, q postgres.Querier, sc scope.Scope, periods []period.Period, now time.Time, of source) error {
	if len(f.seen) == 0 {
		return nil
	}
	b := &batch{sc: sc}
	f.queueNumbers(b, span{slices.Collect(maps.Keys(f.seen)), periods, now}, of)
	return b.send(ctx, q)
}

// of gives the inputs of the distributor in each of the periods.
func (f *facts) of(id uuid.UUID, periods []period.Period) []Inputs {
	all := make([]Inputs, len(periods))
	for i, p := range periods {
		in := *f.at(id, p.Start)
		in.Period = p
		in.Joined, in.Left, in.Absent = f.seen[id].JoinedOn, f.seen[id].LeftOn, f.seen[id].absent(p)
		in.LastYear = f.at(id, p.LastYear().Start).Revenue
		in.Before = f.at(id, p.Shift(-1).Start).Revenue
		if i < len(periods)-1 {
			in.Frozen = f.frozen[key{id, p.Start}]
		}
		in.Reported = in.Lines > 0 || !p.Start.After(f.brand.LastMonthDue())
		all[i] = in
	}
	return all
}
