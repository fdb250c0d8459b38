package partner

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

func mustPeriod(t *testing.T, text string) period.Period {
	t.Helper()
	p, err := period.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTargetIsSetOrSummed(t *testing.T) {
	t.Parallel()
	line1, line2 := typeid.New(), typeid.New()
	type set struct {
		period string
		line   *uuid.UUID
		amount int64
	}
	tests := []struct {
		name string
		set  []set
		of   string
		want string
	}{
		{"none", nil, "2013", "none"},
		{"direct", []set{{"2013-Q1", nil, 10}}, "2013-Q1", "10"},
		{"direct before lines", []set{{"2013-Q1", nil, 10}, {"2013-Q1", &line1, 3}}, "2013-Q1", "10"},
		{"sum of lines", []set{{"2013-Q1", &line1, 3}, {"2013-Q1", &line2, 4}}, "2013-Q1", "7"},
		{"lines before months", []set{{"2013-Q1", &line1, 3}, {"2013-01", nil, 50}}, "2013-Q1", "3"},
		{"quarter of months", []set{{"2013-01", nil, 1}, {"2013-02", &line1, 2}, {"2013-02", &line2, 3}, {"2013-04", nil, 100}}, "2013-Q1", "6"},
		{"year of quarters", []set{{"2013-Q1", nil, 1}, {"2013-Q4", nil, 2}}, "2013", "3"},
		{"year of quarters and months", []set{{"2013-Q1", nil, 1}, {"2013-01", nil, 90}, {"2013-05", nil, 5}}, "2013", "6"},
		{"year before quarters", []set{{"2013", nil, 1}, {"2013-Q1", nil, 9}}, "2013", "1"},
		{"a month is not a part of its quarter's target", []set{{"2013-Q1", nil, 9}}, "2013-01", "none"},
		{"zero is a target", []set{{"2013-01", nil, 0}}, "2013", "0"},
	}
	for _, tt := range tests {
		id := typeid.New()
		var targets []Target
		for _, s := range tt.set {
			targets = append(targets, Target{DistributorID: id, Period: mustPeriod(t, s.period), ProductLineID: s.line, Amount: decimal.NewFromInt(s.amount)})
		}
		got := "none"
		if amount := NewTargetSet(targets).For(id, mustPeriod(t, tt.of)); amount.Valid {
			got = amount.Decimal.String()
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestCycleIsFound(t *testing.T) {
	t.Parallel()
	a, b, c, d := typeid.New(), typeid.New(), typeid.New(), typeid.New()
	chain := map[uuid.UUID]uuid.UUID{a: b, b: c, c: a, d: a}
	if !cyclic(a, chain) || cyclic(d, chain) {
		t.Error("a lies on the cycle, d only leads to it")
	}
	delete(chain, c)
	if cyclic(a, chain) {
		t.Error("a chain is no cycle")
	}
}

// tree is a region tree in miniature: code, parent, kind, then names and aliases.
func tree(t *testing.T, lines ...[]string) []Territory {
	t.Helper()
	ids := map[string]uuid.UUID{}
	var nodes []Territory
	for _, l := range lines {
		n := Territory{ID: typeid.New(), Code: l[0], Kind: TerritoryKind(l[2]), Name: Name{Default: l[3]}, Aliases: l[4:]}
		if l[1] != "" {
			parent, ok := ids[l[1]]
			if !ok {
				t.Fatalf("no parent %s", l[1])
			}
			n.ParentID = &parent
		}
		ids[n.Code] = n.ID
		nodes = append(nodes, n)
	}
	number(nodes)
	return nodes
}

func TestSpansOverlapWhereRegionsDo(t *testing.T) {
	t.Parallel()
	nodes := tree(t, []string{"B", "", "COUNTRY", "B"}, []string{"B1", "B", "CITY", "B1"}, []string{"A", "", "COUNTRY", "A"},
		[]string{"A2", "A", "PROVINCE", "A2"}, []string{"A1", "A", "PROVINCE", "A1"}, []string{"A1x", "A1", "CITY", "A1x"})
	within := func(n, of Territory) bool { return len(n.Code) >= len(of.Code) && n.Code[:len(of.Code)] == of.Code }
	for _, a := range nodes {
		if a.Depth != len(a.Code)-1 {
			t.Errorf("%s lies %d deep", a.Code, a.Depth)
		}
		for _, b := range nodes {
			overlap := a.First <= b.Last && b.First <= a.Last
			if want := within(a, b) || within(b, a); overlap != want || a.Holds(b) != within(b, a) {
				t.Errorf("%s [%d,%d] and %s [%d,%d]: overlap %v, want %v", a.Code, a.First, a.Last, b.Code, b.First, b.Last, overlap, want)
			}
		}
	}
}

func TestTerritoryOfWords(t *testing.T) {
	t.Parallel()
	nodes := tree(t,
		[]string{"TW", "", "COUNTRY", "Taiwan", "台灣", "中華民國"},
		[]string{"TW-TPE", "TW", "PROVINCE", "Taipei", "臺北市"},
		[]string{"TW-TPE-XINYI", "TW-TPE", "DISTRICT", "Xinyi", "信義區", "110"},
		[]string{"TW-KEE", "TW", "PROVINCE", "Keelung", "基隆市"},
		[]string{"TW-KEE-XINYI", "TW-KEE", "DISTRICT", "Xinyi", "信義區", "201"},
		[]string{"TW-HSZ", "TW", "PROVINCE", "Hsinchu City", "新竹市"},
		[]string{"TW-HSQ", "TW", "PROVINCE", "Hsinchu County", "新竹縣"},
		[]string{"US", "", "COUNTRY", "United States", "USA", "U.S."},
		[]string{"US-NY", "US", "PROVINCE", "New York", "NY"},
		[]string{"US-NY-NYC", "US-NY", "CITY", "New York", "100"},
		[]string{"US-TX", "US", "PROVINCE", "Texas", "TX"},
		[]string{"US-TX-PARIS", "US-TX", "CITY", "Paris"},
		[]string{"FR", "", "COUNTRY", "France"},
		[]string{"FR-PARIS", "FR", "CITY", "Paris", "75"},
	)
	x := NewTerritoryIndex(nodes)
	code := map[uuid.UUID]string{}
	for _, n := range nodes {
		code[n.ID] = n.Code
	}
	tests := []struct{ country, region, city, postal, want string }{
		{"", "", "", "", ""},
		{"TW", "", "", "", "TW"},
		{" ｔｗ ", "", "", "", "TW"},
		{"Taiwan", "台北市", "", "", "TW-TPE"},
		{"", "台北", "", "", "TW-TPE"},
		{"", "臺北市", "信義區", "", "TW-TPE-XINYI"},
		{"", "", "信義區", "", ""},                           // two of them
		{"TW", "", "信義區", "", "TW"},                       // still two
		{"TW", "", "信義區", "20145", "TW-KEE-XINYI"},        // the postal code chooses
		{"TW", "基隆市", "信義區", "11049", "TW-KEE-XINYI"},     // a postal code elsewhere is passed over
		{"TW", "", "", "110-49", "TW-TPE-XINYI"},          // its beginning
		{"TW", "新竹", "", "", "TW"},                        // city or county
		{"TW", "新竹縣", "", "", "TW-HSQ"},                   //
		{"US", "New York", "", "", "US-NY"},               // the state
		{"US", "New York", "New York", "", "US-NY-NYC"},   // the city
		{"US", "NY", "Albany", "", "US-NY"},               // unknown city
		{"US", "", "", "10001", "US-NY-NYC"},              // 100…, not Taiwan's
		{"", "", "Paris", "", ""},                         // France or Texas
		{"FR", "", "Paris", "", "FR-PARIS"},               //
		{"", "TX", "Paris", "", "US-TX-PARIS"},            //
		{"", "", "Paris", "75001", "FR-PARIS"},            //
		{"Japan", "", "Paris", "", ""},                    // an unknown country finds nothing
		{"FR", "Texas", "", "", "FR"},                     // a region elsewhere is passed over
		{"", "US-TX-PARIS", "", "", "US-TX-PARIS"},        // by code
		{"", "Texas", "United States", "", "US-TX"},       // named again from above
		{"", "ＮＥＷ　ＹＯＲＫ", "", "", "US-NY"},                 // full width
		{"United States", "Texas", "信義區", "201", "US-TX"}, // all elsewhere
	}
	for range 2 { // the second time from memory
		for _, tt := range tests {
			id, ok := x.Find(tt.country, tt.region, tt.city, tt.postal)
			if got := code[id]; got != tt.want || ok != (tt.want != "") {
				t.Errorf("Find(%q, %q, %q, %q) = %q, %v, want %q", tt.country, tt.region, tt.city, tt.postal, got, ok, tt.want)
			}
		}
	}
}

func TestFold(t *testing.T) { // counts allocations, so not parallel
	for in, want := range map[string]string{"": "", " ": "", "ab-1": "ab-1", " AB  1 ": "ab 1", "ＡＢ－１": "ab-1", "臺北": "台北", "a\tb": "a b"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	if n := testing.AllocsPerRun(10, func() { Fold("abc-123 x") }); n != 0 {
		t.Errorf("folding a plain text allocates %v times", n)
	}
}

func BenchmarkTerritoryFind(b *testing.B) {
	var nodes []Territory
	for i := range 5000 {
		nodes = append(nodes, Territory{ID: typeid.New(), Code: fmt.Sprint("C", i), Kind: City, Name: Name{Default: fmt.Sprint("City ", i)}})
	}
	number(nodes)
	x := NewTerritoryIndex(nodes)
	for b.Loop() {
		x.Find("", "", "City 77", "")
	}
}

func TestTheNextDueDay(t *testing.T) {
	t.Parallel()
	for today, want := range map[string]string{"2024-01-09": "2024-01-10", "2024-01-10": "2024-01-10", "2024-01-11": "2024-02-10", "2024-12-31": "2025-01-10"} {
		day, _ := time.Parse(time.DateOnly, today)
		if got := (Settings{ReportDueDay: 10}).NextDue(day).Format(time.DateOnly); got != want {
			t.Errorf("on %s it is %s, want %s", today, got, want)
		}
	}
}
