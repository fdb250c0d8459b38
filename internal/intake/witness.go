package intake

import "math"

// Role is what a column's numbers are in the arithmetic of a row.
type Role int

// The roles. Price × (sold − returned) − discount is the net amount, about.
const (
	NoRole Role = iota
	SoldRole
	ReturnedRole
	PriceRole
	DiscountRole
	NetRole
	otherRole // an amount that no field has, beside the net amount or instead of it
	roles
)

// roleSet is a set of roles, a bit for each.
type roleSet uint8

func (s roleSet) has(r Role) bool { return s>>r&1 == 1 }

// witness tells by the arithmetic of the rows how numbers such as 2.128 are
// meant, which could be two and a bit or thousands. Price × quantity −
// discount, the net amount and another amount beside it are about the same, so
// that a row votes for the readings that bring them nearest to each other.
type witness struct {
	columns [roles]int // -1 when the file has none
	rows    int
	votes   map[ballot]int
}

// ballot is what a row votes for: of the roles whose numbers could be read
// either way, those in comma have a decimal comma.
type ballot struct{ open, comma roleSet }

const (
	witnessRows = 100_000 // rows heard: more tell nothing new
	nearEnough  = 0.3     // taxes and small costs may stand between two amounts
)

// newWitness finds the columns of the roles; without a mapping there are none.
func (f *Fields) newWitness(m Mapping, headers []string) *witness {
	w := &witness{votes: map[ballot]int{}}
	for r := range w.columns {
		w.columns[r] = -1
	}
	if len(m) == 0 {
		return w
	}
	used := make([]bool, len(headers))
	for _, c := range m {
		if c.Index < 0 || c.Index >= len(headers) || c.Field == "" {
			continue
		}
		used[c.Index] = true
		if info := f.info(c.Field); info != nil && info.Role != NoRole {
			w.columns[info.Role] = c.Index
		}
	}
	for i, header := range headers {
		if names := f.synonyms[NormalHeader(header)]; !used[i] && len(names) > 0 && f.info(names[0].field).Role == NetRole && w.columns[otherRole] < 0 {
			w.columns[otherRole] = i
		}
	}
	return w
}

// observe hears a row.
func (w *witness) observe(r Record) {
	if w.rows >= witnessRows || !w.isOpen(r) {
		return
	}
	w.rows++
	var s sums
	for of, column := range w.columns {
		cell := CellAt(r.Cells, column)
		if IsBlank(cell) {
			continue
		}
		withPoint, withComma, okPoint, okComma := readings(cell)
		if r.isNumber(column) {
			okComma = false
		}
		if withPoint.Percent || withComma.Percent || !okPoint && !okComma {
			continue
		}
		point, comma := withPoint.Value.InexactFloat64(), withComma.Value.InexactFloat64()
		switch {
		case !okPoint:
			point = comma
		case !okComma:
			comma = point
		}
		s.value[of], s.known = [2]float64{point, comma}, s.known|1<<of
		if point != comma {
			s.open |= 1 << of
		}
	}
	for _, b := range s.ballots() {
		w.votes[b]++
	}
}

// isOpen reports whether a number of the row could be read either way.
func (w *witness) isOpen(r Record) bool {
	for _, column := range w.columns {
		if column >= 0 && !r.isNumber(column) && readsEitherWay(CellAt(r.Cells, column)) {
			return true
		}
	}
	return false
}

// sums are the numbers of one row, each with a point and with a decimal comma.
type sums struct {
	value       [roles][2]float64
	known, open roleSet
}

// the sides that are about the same amount.
const (
	priced roleSet = 1<<SoldRole | 1<<ReturnedRole | 1<<PriceRole | 1<<DiscountRole
	net    roleSet = 1 << NetRole
	other  roleSet = 1 << otherRole
)

// amount is what one side comes to. It gives false when the row does not say it.
func (s *sums) amount(side, comma roleSet) (float64, bool) {
	at := func(r Role) float64 { return s.value[r][comma>>r&1] }
	switch side {
	case net:
		return at(NetRole), s.known.has(NetRole)
	case other:
		return at(otherRole), s.known.has(otherRole)
	}
	quantity := at(SoldRole) - math.Abs(at(ReturnedRole))
	return at(PriceRole)*quantity - at(DiscountRole), s.known.has(PriceRole) && (s.known.has(SoldRole) || s.known.has(ReturnedRole))
}

// ballots compares each two sides that can be read in several ways.
func (s *sums) ballots() []ballot {
	var all []ballot
	for _, pair := range [...][2]roleSet{{priced, net}, {priced, other}, {net, other}} {
		open := s.open & (pair[0] | pair[1])
		if open == 0 {
			continue
		}
		best := nearEnough
		var cast []ballot
		for comma := range open.subsets {
			a, okA := s.amount(pair[0], comma)
			b, okB := s.amount(pair[1], comma)
			if !okA || !okB {
				break
			}
			switch gap := distance(a, b); {
			case gap < best-1e-9:
				best, cast = gap, append(cast[:0], ballot{open, comma})
			case gap <= best+1e-9:
				cast = append(cast, ballot{open, comma})
			}
		}
		all = append(all, cast...)
	}
	return all
}

// subsets yields all sets of the roles in s.
func (s roleSet) subsets(yield func(roleSet) bool) {
	for sub := s; ; sub = (sub - 1) & s {
		if !yield(sub) || sub == 0 {
			return
		}
	}
}

// distance is how far two amounts are apart, from 0 to 1, whatever their signs.
func distance(a, b float64) float64 {
	a, b = math.Abs(a), math.Abs(b)
	if a == 0 || b == 0 {
		return 1 // a gift tells nothing
	}
	return math.Abs(a-b) / max(a, b)
}

// verdicts gives the columns that the rows decide, and whether they have a
// decimal comma. What cells of their own decide is taken as given.
func (w *witness) verdicts(columns []evidence) map[int]bool {
	var open, given roleSet
	for r, column := range w.columns {
		if column < 0 {
			continue
		}
		if e := &columns[column]; e.eitherWay() {
			open |= 1 << r
		} else if e.decimalComma > e.decimalPoint {
			given |= 1 << r
		}
	}
	most := 0
	var always, ever roleSet // what all, and what some, of the best readings read with a comma
	for comma := range open.subsets {
		votes := 0
		for b, n := range w.votes {
			if (given|comma)&b.open == b.comma {
				votes += n
			}
		}
		switch {
		case votes > most:
			most, always, ever = votes, comma, comma
		case votes == most:
			always, ever = always&comma, ever|comma
		}
	}
	decided := map[int]bool{}
	for r, column := range w.columns {
		if r := Role(r); most > 0 && open.has(r) && always.has(r) == ever.has(r) {
			decided[column] = ever.has(r)
		}
	}
	return decided
}
