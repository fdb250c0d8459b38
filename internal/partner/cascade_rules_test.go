package partner

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
)

var (
	cascadeWho  = uuid.MustParse("00000000-0000-0000-0000-000000000001")
	cascadeLine = uuid.MustParse("00000000-0000-0000-0000-00000000000a")
	otherLine   = uuid.MustParse("00000000-0000-0000-0000-00000000000b")
)

// had reads targets written as "2013-Q1=100", of the line.
func had(line *uuid.UUID, texts ...string) (rows []Target) {
	for _, text := range texts {
		at, amount, _ := strings.Cut(text, "=")
		p, err := period.Parse(at)
		if err != nil {
			panic(err)
		}
		rows = append(rows, Target{ID: uuid.New(), DistributorID: cascadeWho, Period: p, ProductLineID: line, Amount: decimal.RequireFromString(amount)})
	}
	return rows
}

func closedUpTo(n int) (closed [12]bool) {
	for i := range n {
		closed[i] = true
	}
	return closed
}

// after is the year's targets when the changes are made.
func after(rows, set, gone []Target) TargetSet {
	type at struct {
		line uuid.UUID
		periodKey
	}
	key := func(t Target) at {
		k := at{periodKey: keyOf(t.Period)}
		if t.ProductLineID != nil {
			k.line = *t.ProductLineID
		}
		return k
	}
	now := map[at]Target{}
	for _, t := range rows {
		now[key(t)] = t
	}
	for _, t := range gone {
		delete(now, key(t))
	}
	for _, t := range set {
		now[key(t)] = t
	}
	var all []Target
	for _, t := range now {
		all = append(all, t)
	}
	return NewTargetSet(all)
}

func TestACascadeAddsUpToTheYearAtEveryLevel(t *testing.T) {
	t.Parallel()
	lastYear := [12]decimal.Decimal{}
	for i, n := range []int64{10, 20, 30, 0, -5, 70, 11, 13, 17, 19, 23, 29} {
		lastYear[i] = decimal.NewFromInt(n)
	}
	cases := map[string]struct {
		line    *uuid.UUID
		rows    []Target
		closed  [12]bool
		weights [12]decimal.Decimal
		amount  string
	}{
		"nothing yet":                         {line: &cascadeLine, amount: "100"},
		"as last year":                        {line: &cascadeLine, amount: "100", weights: lastYear},
		"a number that nothing divides":       {amount: "99999999999999.9997", weights: lastYear},
		"nought":                              {amount: "0"},
		"quarters and a year of its own":      {line: &cascadeLine, rows: had(&cascadeLine, "2013=5", "2013-Q1=7", "2013-Q3=8", "2013-02=1"), amount: "1000"},
		"closed months":                       {line: &cascadeLine, rows: had(&cascadeLine, "2013-01=33.3333", "2013-02=1"), closed: closedUpTo(2), weights: lastYear, amount: "500"},
		"a closed quarter with its own":       {line: &cascadeLine, rows: had(&cascadeLine, "2013-Q1=90", "2013=4"), closed: closedUpTo(4), amount: "500"},
		"a closed quarter that differs":       {line: &cascadeLine, rows: had(&cascadeLine, "2013-Q1=90", "2013-01=10", "2013-02=20"), closed: closedUpTo(3), amount: "500"},
		"an open quarter with a closed month": {line: &cascadeLine, rows: had(&cascadeLine, "2013-Q1=90", "2013-01=10"), closed: closedUpTo(1), amount: "500"},
		"all together over lines":             {rows: append(had(&otherLine, "2013-Q2=90", "2013=70", "2013-05=3"), had(nil, "2013-Q4=2")...), amount: "480"},
		"all together, lines closed":          {rows: had(&otherLine, "2013-01=10", "2013-02=10", "2013-Q1=40"), closed: closedUpTo(3), amount: "480"},
	}
	for name, c := range cases {
		cascade := Cascade{DistributorID: cascadeWho, ProductLineID: c.line, Year: 2013, Amount: decimal.RequireFromString(c.amount)}
		parts, err := cascade.spread(NewTargetSet(c.rows), c.closed, c.weights)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sum := decimal.Zero
		for _, p := range parts {
			sum = sum.Add(p.Amount)
			if p.Amount.IsNegative() || !p.Amount.Equal(p.Amount.Truncate(4)) {
				t.Errorf("%s: %s gets %s", name, p.Period, p.Amount)
			}
		}
		if !sum.Equal(cascade.Amount) {
			t.Errorf("%s: the parts add up to %s", name, sum)
		}
		set, gone := cascade.changes(parts, c.rows)
		now := after(c.rows, set, gone)
		if got := now.For(cascadeWho, yearOf(2013)); !got.Decimal.Equal(cascade.Amount) {
			t.Errorf("%s: the year has %s", name, got.Decimal)
		}
		for q := 0; q < 12; q += 3 {
			want := parts[q].Amount.Add(parts[q+1].Amount).Add(parts[q+2].Amount)
			if got := now.For(cascadeWho, period.Of(period.Quarter, parts[q].Period.Start)); !got.Decimal.Equal(want) {
				t.Errorf("%s: quarter %d has %s, its months %s", name, q/3+1, got.Decimal, want)
			}
		}
		for i, p := range parts {
			got := now.For(cascadeWho, p.Period)
			if !p.Closed && !got.Decimal.Equal(p.Amount) {
				t.Errorf("%s: %s has %s, not %s", name, p.Period, got.Decimal, p.Amount)
			}
			if p.Closed && (got.Valid != p.Before.Valid || !got.Decimal.Equal(p.Before.Decimal)) {
				t.Errorf("%s: the closed month %d moved to %v", name, i+1, got)
			}
		}
		if set, gone := cascade.changes(parts, rowsOf(c.rows, set, gone)); len(set)+len(gone) > 0 {
			t.Errorf("%s: doing it again sets %v and removes %v", name, set, gone)
		}
	}
}

// rowsOf gives the rows with the changes made.
func rowsOf(rows, set, gone []Target) (now []Target) {
	is := func(list []Target, t Target) bool {
		for _, other := range list {
			if keyOf(other.Period) == keyOf(t.Period) && sameLine(other.ProductLineID, t.ProductLineID) {
				return true
			}
		}
		return false
	}
	for _, t := range rows {
		if !is(set, t) && !is(gone, t) {
			now = append(now, t)
		}
	}
	return append(now, set...)
}

func TestACascadeKeepsTheOtherLinesTargets(t *testing.T) {
	t.Parallel()
	rows := append(had(&otherLine, "2013-Q1=90", "2013-Q2=30"), had(&cascadeLine, "2013-Q2=4", "2013-Q3=6")...)
	c := Cascade{DistributorID: cascadeWho, ProductLineID: &cascadeLine, Year: 2013, Amount: decimal.NewFromInt(120)}
	parts, err := c.spread(NewTargetSet(had(&cascadeLine, "2013-Q2=4", "2013-Q3=6")), [12]bool{}, [12]decimal.Decimal{})
	if err != nil {
		t.Fatal(err)
	}
	set, gone := c.changes(parts, rows)
	now := after(rows, set, gone)
	for at, want := range map[string]int64{"2013-Q1": 120, "2013-Q2": 60, "2013-Q3": 30, "2013-05": 10, "2013": 240} {
		p, _ := period.Parse(at)
		if got := now.For(cascadeWho, p); !got.Decimal.Equal(decimal.NewFromInt(want)) {
			t.Errorf("%s has %s, not %d", at, got.Decimal, want)
		}
	}
	if len(gone) != 1 || gone[0].Period.String() != "2013-Q3" {
		t.Errorf("taken away: %v", gone)
	}
}

func TestACascadeIsRefused(t *testing.T) {
	t.Parallel()
	rows := had(nil, "2013-01=80", "2013-Q1=100")
	c := Cascade{DistributorID: cascadeWho, Year: 2013, Amount: decimal.NewFromInt(79)}
	_, err := c.spread(NewTargetSet(rows), closedUpTo(1), [12]decimal.Decimal{})
	if f := fault.As(err); f.Kind != fault.Invalid || f.Fields[0].Path != "amount" || f.Fields[0].Params["amount"] != "80" {
		t.Errorf("less than the closed month has: %v", err)
	}
	if _, err := c.spread(NewTargetSet(rows), closedUpTo(12), [12]decimal.Decimal{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a closed year: %v", err)
	}
	c.Amount = decimal.NewFromInt(100)
	parts, err := c.spread(NewTargetSet(rows), closedUpTo(12), [12]decimal.Decimal{})
	if set, gone := c.changes(parts, rows); err != nil || len(set)+len(gone) > 0 {
		t.Errorf("a closed year as it is: %v, %v, %v", err, set, gone)
	}
}

func TestLastYearsShapeIsKept(t *testing.T) {
	t.Parallel()
	c := Cascade{DistributorID: cascadeWho, Year: 2013, Amount: decimal.NewFromInt(100)}
	weights := [12]decimal.Decimal{3: decimal.NewFromInt(3), 4: decimal.NewFromInt(-9), 11: decimal.NewFromInt(1)}
	parts, err := c.spread(nil, [12]bool{}, weights)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range parts {
		if want := map[int]int64{3: 75, 11: 25}[i]; !p.Amount.Equal(decimal.NewFromInt(want)) {
			t.Errorf("month %d gets %s, not %d", i+1, p.Amount, want)
		}
	}
}
