package scorecard

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
)

// sound is a programme that is right: two metrics, one of which is better when it is lower.
func sound() Programme {
	bounds := Bounds{decimal.NewFromInt(0), decimal.NewFromInt(10), decimal.NewFromInt(20)}
	hours := bounds.negated()
	return Programme{Name: "Channel programme", GradeA: decimal.NewFromInt(90), GradeB: decimal.NewFromInt(75), GradeC: decimal.NewFromInt(60),
		Rules: []Rule{
			{Key: "revenue_growth", Weight: decimal.RequireFromString("60.5"), Month: bounds, Quarter: bounds, Year: bounds},
			{Key: "conflict_response", Weight: decimal.RequireFromString("39.5"), Month: hours, Quarter: hours, Year: hours},
		},
		Deductions: []Deduction{{UpheldConflict, decimal.NewFromInt(5), decimal.NewFromInt(10)}}}
}

func TestAProgrammeIsCheckedWhole(t *testing.T) {
	t.Parallel()
	d := decimal.RequireFromString
	for name, c := range map[string]struct {
		change func(*Programme)
		want   string // the fields at fault and why, in order
	}{
		"sound":                         {func(*Programme) {}, ""},
		"99.9":                          {func(p *Programme) { p.Rules[0].Weight = d("60.4") }, "rules programme.weights(99.9)"},
		"101":                           {func(p *Programme) { p.Rules[0].Weight = d("61.5") }, "rules programme.weights(101)"},
		"100.0001":                      {func(p *Programme) { p.Rules[0].Weight = d("60.5001") }, "rules programme.weights(100.0001)"},
		"nothing":                       {func(p *Programme) { p.Rules = nil }, "rules programme.weights(0)"},
		"a weight below nothing":        {func(p *Programme) { p.Rules[0].Weight, p.Rules[1].Weight = d("-1"), d("101") }, "rules.0.weight value.range; rules.1.weight value.range"},
		"a weight of none":              {func(p *Programme) { p.Rules[0].Weight, p.Rules[1].Weight = d("0"), d("100") }, ""},
		"upside down":                   {func(p *Programme) { p.Rules[0].Quarter.Target = d("20.01") }, "rules.0.quarter programme.boundsUp"},
		"upwards where lower is better": {func(p *Programme) { p.Rules[1].Year = p.Rules[0].Year }, "rules.1.year programme.boundsDown"},
		"bounds alike":                  {func(p *Programme) { p.Rules[0].Month.Floor, p.Rules[0].Month.Target = d("20"), d("20") }, ""},
		"a bound past counting":         {func(p *Programme) { p.Rules[0].Month.Stretch = d("1e13") }, "rules.0.month programme.boundTooLarge"},
		"an unknown metric":             {func(p *Programme) { p.Rules[0].Key = "luck" }, "rules.0.key value.unknown(luck)"},
		"a metric twice":                {func(p *Programme) { p.Rules[1] = p.Rules[0]; p.Rules[1].Weight = d("39.5") }, "rules.1.key value.doubled(revenue_growth)"},
		"grades alike":                  {func(p *Programme) { p.GradeB = d("90") }, "gradeB programme.gradeOrder(90)"},
		"a C above a B":                 {func(p *Programme) { p.GradeC = d("80") }, "gradeC programme.gradeOrder(75)"},
		"an A out of reach":             {func(p *Programme) { p.GradeA = d("120.01") }, "gradeA value.range"},
		"no name":                       {func(p *Programme) { p.Name = " " }, "name required"},
		"a long name":                   {func(p *Programme) { p.Name = strings.Repeat("錄", 201) }, "name text.tooLong"},
		"an unknown deduction":          {func(p *Programme) { p.Deductions[0].Key = "mood" }, "deductions.0.key value.unknown(mood)"},
		"a deduction of nothing":        {func(p *Programme) { p.Deductions[0].Points = d("0") }, "deductions.0.points value.range"},
		"less at most than once":        {func(p *Programme) { p.Deductions[0].Most = d("4.99") }, "deductions.0.most value.range"},
		"a deduction twice":             {func(p *Programme) { p.Deductions = append(p.Deductions, p.Deductions[0]) }, "deductions.1.key value.doubled(upheld_conflict)"},
		"a tier twice":                  {func(p *Programme) { p.Eligibility.Tiers = []string{"TIER_1", "TIER_1"} }, "eligibility.tiers.1 value.doubled(TIER_1)"},
	} {
		p := sound()
		c.change(&p)
		var fields fault.Fields
		p.check("", &fields)
		var got []string
		for _, f := range fields {
			line := f.Path + " " + f.Key
			for _, name := range []string{"sum", "value"} {
				if v, ok := f.Params[name]; ok {
					line += "(" + v.(string) + ")"
				}
			}
			got = append(got, line)
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
	}
}

func TestEachMetricHasBoundsToBeginWith(t *testing.T) {
	t.Parallel()
	var defined []string
	for _, d := range Definitions() {
		defined = append(defined, d.Key)
		for _, b := range []Bounds{d.Month, d.Quarter, d.Year} {
			if !b.Ordered(d.HigherIsBetter) || b.Floor.Equal(b.Target) {
				t.Errorf("%s begins with %v", d.Key, b)
			}
		}
	}
	slices.Sort(defined)
	if known := slices.Sorted(maps.Keys(metrics)); !slices.Equal(defined, known) {
		t.Errorf("defined are %v, of %v", defined, known)
	}
}
