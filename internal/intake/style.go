package intake

// evidence is what the cells of one column tell about its style.
type evidence struct {
	seen, blankBelow           int64
	dates                      int64 // of any form but serials
	dayFirst, monthFirst       int64
	yearFirst, roc, serial     int64
	decimalPoint, decimalComma int64
	openPoint, openComma       int64 // 2.128 and 2,128: thousands or three decimals
	merged                     bool
}

// StyleKind is what of a column's style matters.
type StyleKind int

// What Survey learns of a column.
const (
	NoStyle     StyleKind = iota
	DateStyle             // how dates are written, and what blank cells mean
	NumberStyle           // how numbers are written
	BlankStyle            // whether one cell stands for the blank ones below
	anyStyle              // whatever may matter
)

// observe takes a cell of text into account, for all that it may tell.
func (e *evidence) observe(cell string) { e.observeAs(anyStyle, cell, false) }

// observeAs takes a cell into account for what matters of the column. Dates
// count to the end, since the 13th of a month may come late; numbers for a while.
// A number of a workbook tells nothing of how the texts among them are written.
func (e *evidence) observeAs(kind StyleKind, cell string, isNumber bool) {
	if !e.observeBlank(cell) || len(cell) > 40 {
		return
	}
	if kind == anyStyle || kind == DateStyle {
		e.observeDate(cell)
	}
	if !isNumber && (kind == anyStyle || kind == NumberStyle && e.seen < 100_000) {
		switch sign, open := numberEvidence(cell); {
		case sign > 0:
			e.decimalPoint++
		case sign < 0:
			e.decimalComma++
		case open == '.':
			e.openPoint++
		case open == ',':
			e.openComma++
		}
	}
}

// observeBlank counts filled and blank cells. It reports whether the cell is filled.
func (e *evidence) observeBlank(cell string) bool {
	if !IsBlank(cell) {
		e.seen++
		return true
	}
	if e.seen > 0 {
		e.blankBelow++
	}
	return false
}

// observeDate takes the form of a date into account.
func (e *evidence) observeDate(cell string) {
	if _, ok := isoDate(cell); ok {
		e.dates++
		e.yearFirst++
		return
	}
	p, ok := scanDate(cell)
	if !ok {
		return
	}
	if p.serial > 0 {
		e.serial++
		return
	}
	e.dates++
	a, b, c := p.n[0], p.n[1], p.n[2]
	switch {
	case p.month > 0:
	case p.roc || p.w[0] == 3:
		e.roc++
		e.yearFirst++
	case p.w[0] == 4:
		e.yearFirst++
	case p.w[1] == 0:
	case p.w[2] == 4 && a > 12 && b <= 12:
		e.dayFirst++
	case p.w[2] == 4 && b > 12 && a <= 12:
		e.monthFirst++
	case p.w[2] == 4:
	case b > 12: // of two digits each: only month first has a day in the middle
		e.monthFirst++
	case c > 31 && a > 12:
		e.dayFirst++
	case a > 31:
		e.yearFirst++
	}
}

// style concludes. A column whose cells contradict each other stays undecided,
// so that only what reads in one way is read.
func (e *evidence) style() Style {
	s := Style{Seen: e.seen, Merged: e.merged}
	switch {
	case e.dayFirst > 0 && e.monthFirst == 0:
		s.DateOrder = DayFirst
	case e.monthFirst > 0 && e.dayFirst == 0:
		s.DateOrder = MonthFirst
	case e.yearFirst > 0 && e.dayFirst == 0 && e.monthFirst == 0:
		s.DateOrder = YearFirst
	}
	s.Serial = e.serial > 0 && e.serial*10 >= e.seen*9 && e.dates == 0 || e.serial > 0 && e.serial > e.dates && e.serial+e.dates == e.seen
	s.ROC = e.roc > 0 && e.roc*2 >= e.dates-e.roc
	s.DecimalComma = e.decimalComma > 0 && e.decimalComma > e.decimalPoint
	s.Sparse = e.merged || e.blankBelow > 0 && e.blankBelow*3 >= e.seen+e.blankBelow
	return s
}

// eitherWay reports whether the column has numbers that read either way, and
// none that decides.
func (e *evidence) eitherWay() bool {
	return e.decimalPoint == 0 && e.decimalComma == 0 && e.openPoint+e.openComma > 0
}

// conclude gives the styles of all columns. A column whose numbers read either
// way is decided by what the rows say (decided, whether it has a decimal comma),
// else it follows the other columns when they agree, else a file with semicolons
// has decimal commas, as the spreadsheets that write it, and another has not.
func conclude(columns []evidence, delimiter string, decided map[int]bool) Styles {
	styles := make(Styles, len(columns))
	var points, commas int64
	for i := range columns {
		e := &columns[i]
		styles[i] = e.style()
		points += e.decimalPoint
		commas += e.decimalComma
		if comma, ok := decided[i]; ok && comma {
			commas++
		} else if ok {
			points++
		}
	}
	for i := range columns {
		comma, ok := decided[i]
		switch {
		case ok:
			styles[i].DecimalComma = comma
		case points == 0 && commas > 0:
			styles[i].DecimalComma = true
		case columns[i].eitherWay() && (points == 0) == (commas == 0):
			styles[i].DecimalComma, styles[i].EitherWay = delimiter == ";", true
		}
	}
	return styles
}
