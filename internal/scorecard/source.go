package scorecard

// source is a set of what numbers are read from.
type source uint

// The sources. All but the last two are readings, in their order.
const (
	ofRevenue source = 1 << iota
	ofTargets
	ofCredit
	ofCustomers
	ofAssignments
	ofVoided
	ofMarkets
	ofMonths // when they were reported
	ofRows
	ofAnswers
	ofBreaches
	ofCourses
	ofReviews
	ofCases
	ofWarnings
)

// ofMoney is what each card has.
const ofMoney = ofRevenue | ofTargets | ofCredit

// sources are what the programme's metrics and deductions are made of.
func (p Programme) sources() (all source) {
	for _, r := range p.Rules {
		all |= metrics[r.Key].of
	}
	for _, d := range p.Deductions {
		switch d.Key {
		case UpheldConflict:
			all |= ofCases
		case Warning:
			all |= ofWarnings
		case LateReport:
			all |= ofMonths
		}
	}
	return all
}

// sources are what the cards of the distributors that were seen are made of. Voided lines count in no number: explanations tell of them.
func (f *facts) sources(parts Parts) source {
	all := ofMoney
	for _, s := range f.seen {
		if s.Programme != nil {
			all |= f.programmes[*s.Programme].sources()
		}
	}
	if !parts.has(WithExplanations) {
		all &^= ofVoided
	}
	return all
}
