package intake

import (
	"cmp"
	"slices"
	"strings"
)

// Candidate is a field that a column may have.
type Candidate struct {
	Column int
	Field  Field
	Score  float64 // the best is taken
	Blank  bool    // the preview has cells, but none in this column
	exact  bool
}

// Suggest says what the columns mean, one entry for each header: by the
// synonym table, checked against the cells of the preview, then by the cells
// alone where a header says nothing. No field is given twice: the best name
// wins, and of equals the column further left.
func (f *Fields) Suggest(headers []string, preview [][]string) Mapping {
	m := make(Mapping, len(headers))
	for i, header := range headers {
		m[i] = Column{Index: i, Header: header, Confidence: None}
	}
	taken := map[Field]bool{}
	for i, header := range headers {
		if field := ownColumn(header); field != "" && !taken[field] {
			m[i].Field, m[i].Confidence, taken[field] = field, Exact, true
		}
	}
	candidates := f.candidatesOf(headers, preview)
	slices.SortStableFunc(candidates, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	for _, c := range candidates {
		if m[c.Column].Field != "" || taken[c.Field] {
			continue
		}
		m[c.Column].Field, taken[c.Field] = c.Field, true
		m[c.Column].Confidence = Synonym
		if c.exact {
			m[c.Column].Confidence = Exact
		}
	}
	f.suggestByContent(m, taken, preview)
	return m
}

// ownColumn recognises the columns that WriteRejects adds.
func ownColumn(header string) Field {
	text := strings.ToLower(Clean(header))
	if text == string(LineID) {
		return LineID
	}
	for _, reason := range reasonHeaders {
		if text == reason {
			return Reason
		}
	}
	return ""
}

// candidatesOf gives all fields that the columns may have. A field whose cells
// disagree is none; blank columns come after filled ones.
func (f *Fields) candidatesOf(headers []string, preview [][]string) []Candidate {
	var all []Candidate
	for i, header := range headers {
		if ownColumn(header) != "" {
			continue
		}
		cells := columnCells(preview, i)
		for _, s := range f.synonyms[NormalHeader(header)] {
			blank := len(cells) == 0 && len(preview) > 0
			agrees := f.info(s.field).Agrees
			switch {
			case len(cells) == 0 && s.weak:
				continue
			case blank:
				s.score -= 20
			case agrees != nil && !agrees(cells, s.weak):
				continue
			}
			all = append(all, Candidate{Column: i, Field: s.field, Score: s.score, Blank: blank, exact: s.exact})
		}
	}
	if f.choose != nil {
		all = f.choose(all, headers)
	}
	return all
}

// columnCells gives the cells of a column that say something.
func columnCells(preview [][]string, column int) []string {
	var cells []string
	for _, row := range preview {
		if cell := Clean(CellAt(row, column)); cell != "" && !nothing[cell] {
			cells = append(cells, cell)
		}
	}
	return cells
}

// Such makes an Info.Agrees of what most cells must look like.
func Such(such func(cell string) bool) func([]string, bool) bool {
	return func(cells []string, _ bool) bool { return Mostly(cells, such) }
}

// SuchWhenWeak makes an Info.Agrees of what most cells must look like when the name has many meanings.
func SuchWhenWeak(such func(cell string) bool) func([]string, bool) bool {
	return func(cells []string, weak bool) bool { return !weak || Mostly(cells, such) }
}

// Mostly reports whether at least two thirds of the cells are such; none at all will do.
func Mostly(cells []string, such func(string) bool) bool {
	n := 0
	for _, cell := range cells {
		if such(cell) {
			n++
		}
	}
	return n*3 >= len(cells)*2
}

// LooksLikeDate reports whether the cell is a date, however written.
func LooksLikeDate(cell string) bool {
	_, ok := parseDate(cell, Style{}, "")
	return ok
}

// LooksLikeNumber reports whether the cell is a number, however written.
func LooksLikeNumber(cell string) bool {
	if _, ok := ParseNumber(cell, false); ok {
		return true
	}
	_, ok := ParseNumber(cell, true)
	return ok
}

// LooksLikeCode reports whether the cell is a code rather than a name: one word with a digit.
func LooksLikeCode(cell string) bool {
	cell = Fold(cell)
	return strings.ContainsAny(cell, "0123456789") && !strings.Contains(cell, " ")
}

// suggestByContent gives fields that can be told from cells to columns whose headers say nothing.
func (f *Fields) suggestByContent(m Mapping, taken map[Field]bool, preview [][]string) {
	for _, info := range f.List {
		if info.Proves == nil || taken[info.Field] {
			continue
		}
		for i := range m {
			cells := columnCells(preview, i)
			if m[i].Field != "" || len(cells) < 2 || f.knownHeader(m[i].Header) {
				continue
			}
			if all(cells, info.Proves) {
				m[i].Field, m[i].Confidence, taken[info.Field] = info.Field, Content, true
				break
			}
		}
	}
}

// all reports whether every cell is such.
func all(cells []string, such func(string) bool) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !such(c) })
}

// LooksLikeEmail reports whether the cell is an address such as name@example.com.
func LooksLikeEmail(cell string) bool {
	name, domain, ok := strings.Cut(cell, "@")
	return ok && name != "" && strings.Contains(domain, ".") && !strings.ContainsAny(domain, "@ ")
}
