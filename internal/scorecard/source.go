package scorecard

// source is a set of what numbers are read from. Revenue, credit and targets are not in it: every card has them.
type source uint

// The sources; each is a statement.
const (
	ofCustomers source = 1 << iota
	ofAssignments
	ofVoided
	ofMarkets
	ofMonths // when they were reported
	ofRows
	ofAnswers
	ofBreaches
	ofCases
	ofWarnings
	ofCourses
	ofReviews
)

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

// sources are what the cards of the distributors that were seen are made of.
func (f *facts) sources() (all source) {
	for _, s := range f.seen {
		if s.Programme != nil {
			all |= f.programmes[*s.Programme].sources()
		}
	}
	return all
}
