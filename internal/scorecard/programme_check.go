package scorecard

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
)

// Limits of a programme.
const (
	maxProgrammeName = 200
	maxEligible      = 200
)

var (
	hundred = decimal.NewFromInt(100)
	// mostGrade is the greatest composite; points above it take nothing more.
	mostGrade = scoreAtStretch
	// mostBound is past whatever a metric can be.
	mostBound = decimal.New(1, 12)
)

// check notes all that is wrong with the programme by itself; at is where it stands in the input, with a point at the end.
func (p Programme) check(at string, fields *fault.Fields) {
	partner.CheckText(at+"name", p.Name, true, maxProgrammeName, fields.Add)
	p.checkGrades(at, fields)
	p.checkRules(at, fields)
	p.checkDeductions(at, fields)
	for i, tier := range p.Eligibility.Tiers {
		if slices.Contains(p.Eligibility.Tiers[:i], tier) {
			fields.Add(fmt.Sprintf("%seligibility.tiers.%d", at, i), "value.doubled", fault.Params{"value": tier})
		}
	}
	for i, channel := range p.Eligibility.ChannelTypes {
		if slices.Contains(p.Eligibility.ChannelTypes[:i], channel) {
			fields.Add(fmt.Sprintf("%seligibility.channelTypes.%d", at, i), "value.doubled", fault.Params{"value": channel})
		}
	}
	if len(p.Eligibility.Territories) > maxEligible {
		fields.Add(at+"eligibility.territoryIds", "list.tooLong", fault.Params{"max": maxEligible})
	}
}

// checkGrades: an A asks for more than a B, a B for more than a C, all within what a composite can be, to two digits.
func (p Programme) checkGrades(at string, fields *fault.Fields) {
	for _, g := range []struct {
		field string
		value decimal.Decimal
	}{{"gradeA", p.GradeA}, {"gradeB", p.GradeB}, {"gradeC", p.GradeC}} {
		if g.value.IsNegative() || g.value.GreaterThan(mostGrade) || !g.value.Equal(g.value.Truncate(2)) {
			fields.Add(at+g.field, "value.range", fault.Params{"min": 0, "max": mostGrade.IntPart()})
		}
	}
	if !p.GradeA.GreaterThan(p.GradeB) {
		fields.Add(at+"gradeB", "programme.gradeOrder", fault.Params{"above": GradeA, "value": p.GradeA.String()})
	}
	if !p.GradeB.GreaterThan(p.GradeC) {
		fields.Add(at+"gradeC", "programme.gradeOrder", fault.Params{"above": GradeB, "value": p.GradeB.String()})
	}
}

func (p Programme) checkRules(at string, fields *fault.Fields) {
	sum, seen := decimal.Zero, map[string]bool{}
	for i, r := range p.Rules {
		path := fmt.Sprintf("%srules.%d.", at, i)
		m, known := metrics[r.Key]
		switch {
		case !known:
			fields.Add(path+"key", "value.unknown", fault.Params{"value": r.Key})
		case seen[r.Key]:
			fields.Add(path+"key", "value.doubled", fault.Params{"value": r.Key})
		}
		seen[r.Key] = true
		if r.Weight.IsNegative() || r.Weight.GreaterThan(hundred) || !r.Weight.Equal(r.Weight.Truncate(4)) {
			fields.Add(path+"weight", "value.range", fault.Params{"min": 0, "max": hundred.IntPart()})
		}
		sum = sum.Add(r.Weight)
		for _, b := range []struct {
			field string
			Bounds
		}{{"month", r.Month}, {"quarter", r.Quarter}, {"year", r.Year}} {
			if b.far() {
				fields.Add(path+b.field, "programme.boundTooLarge", nil)
			} else if known && !b.Ordered(m.HigherIsBetter) {
				key := "programme.boundsUp"
				if !m.HigherIsBetter {
					key = "programme.boundsDown"
				}
				fields.Add(path+b.field, key, nil)
			}
		}
	}
	if !sum.Equal(hundred) {
		fields.Add(at+"rules", "programme.weights", fault.Params{"sum": sum.String()})
	}
}

// far reports whether a bound is past whatever a metric can be, or finer than is counted.
func (b Bounds) far() bool {
	for _, d := range []decimal.Decimal{b.Floor, b.Target, b.Stretch} {
		if d.Abs().GreaterThan(mostBound) || d.Exponent() < -6 {
			return true
		}
	}
	return false
}

func (p Programme) checkDeductions(at string, fields *fault.Fields) {
	seen := map[string]bool{}
	for i, d := range p.Deductions {
		path := fmt.Sprintf("%sdeductions.%d.", at, i)
		switch {
		case !slices.Contains([]string{UpheldConflict, Warning, LateReport}, d.Key):
			fields.Add(path+"key", "value.unknown", fault.Params{"value": d.Key})
		case seen[d.Key]:
			fields.Add(path+"key", "value.doubled", fault.Params{"value": d.Key})
		}
		seen[d.Key] = true
		if !d.Points.IsPositive() || d.Points.GreaterThan(mostGrade) || !d.Points.Equal(d.Points.Truncate(2)) {
			fields.Add(path+"points", "value.range", fault.Params{"min": 0.01, "max": mostGrade.IntPart()})
		}
		if d.Most.LessThan(d.Points) || d.Most.GreaterThan(mostGrade) || !d.Most.Equal(d.Most.Truncate(2)) {
			fields.Add(path+"most", "value.range", fault.Params{"min": d.Points.InexactFloat64(), "max": mostGrade.IntPart()})
		}
	}
}
