package intake

import (
	"cmp"
	"slices"
	"strings"
)

// candidate is a field that a column may have.
type candidate struct {
	column int
	blank  bool // the preview has cells, but none in this column
	synonym
}

// Suggest says what the columns mean, one entry for each header: by the
// synonym table, checked against the cells of the preview, then by the cells
// alone where a header says nothing. No field is given twice: the best name
// wins, and of equals the column further left.
func Suggest(headers []string, preview [][]string) Mapping {
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
	candidates := candidatesOf(headers, preview)
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range candidates {
		if m[c.column].Field != "" || taken[c.field] {
			continue
		}
		m[c.column].Field, taken[c.field] = c.field, true
		m[c.column].Confidence = Synonym
		if c.exact {
			m[c.column].Confidence = Exact
		}
	}
	suggestByContent(m, taken, preview)
	return m
}

// ownColumn recognises the columns that WriteRejects adds.
func ownColumn(header string) Field {
	text := strings.ToLower(clean(header))
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
func candidatesOf(headers []string, preview [][]string) []candidate {
	var all []candidate
	for i, header := range headers {
		if ownColumn(header) != "" {
			continue
		}
		cells := columnCells(preview, i)
		for _, s := range synonyms[normalHeader(header)] {
			blank := len(cells) == 0 && len(preview) > 0
			switch {
			case len(cells) == 0 && s.weak && s.field != SaleDate:
				continue
			case blank:
				s.score -= 20
			case !agrees(s, cells):
				continue
			}
			all = append(all, candidate{i, blank, s})
		}
	}
	return oneParty(all, headers)
}

// customerFields describe one party, so that they must come from columns of one party.
var customerFields = []Field{CustomerName, CustomerCode, CustomerTaxID, Phone, Email, ShipToCountry, ShipToRegion, ShipToCity, PostalCode}

// oneParty keeps a row from naming one party by the code of another. Layouts
// that have both the reseller and the end customer mean the end customer; what
// such a layout says of another party is left out.
func oneParty(all []candidate, headers []string) []candidate {
	isEnd := func(c candidate) bool {
		h := normalHeader(headers[c.column])
		for _, prefix := range []string{"end", "終端", "终端", "最終", "最终"} {
			if strings.HasPrefix(h, prefix) {
				return true
			}
		}
		return false
	}
	ends := map[Field]bool{}
	for i, c := range all {
		if !c.blank && slices.Contains(customerFields, c.field) && isEnd(c) {
			ends[c.field] = true
			all[i].score++
		}
	}
	if !ends[CustomerName] && !ends[CustomerCode] {
		return all
	}
	return slices.DeleteFunc(all, func(c candidate) bool {
		if !slices.Contains(customerFields, c.field) || isEnd(c) {
			return false
		}
		place := c.field == ShipToCountry || c.field == ShipToRegion || c.field == ShipToCity || c.field == PostalCode
		h := normalHeader(headers[c.column])
		return strings.HasPrefix(h, "reseller") || strings.HasPrefix(h, "dealer") || !place && ends[CustomerName]
	})
}

// columnCells gives the cells of a column that say something.
func columnCells(preview [][]string, column int) []string {
	var cells []string
	for _, row := range preview {
		if cell := clean(cellAt(row, column)); cell != "" && !nothing[cell] {
			cells = append(cells, cell)
		}
	}
	return cells
}

// agrees reports whether the cells are such as the field has.
func agrees(s synonym, cells []string) bool {
	switch s.field {
	case SaleDate:
		return mostly(cells, looksLikeDate)
	case Quantity, ReturnQuantity, UnitPrice, NetAmount:
		return mostly(cells, looksLikeNumber)
	case Discount:
		return mostly(cells, looksLikeNumber) && !looksLikeRates(cells)
	case LineNumber:
		return !s.weak || mostly(cells, looksLikePosition)
	case CustomerName:
		return !s.weak || !mostly(cells, looksLikeCode)
	case CustomerCode:
		return !s.weak || mostly(cells, looksLikeCode)
	case Currency:
		return mostly(cells, func(c string) bool { _, ok := parseCurrency(c, "XXX"); return ok && !allDigits(c) })
	case ChannelType:
		return mostly(cells, func(c string) bool { return channelOf(c) != "" })
	case Email:
		return mostly(cells, func(c string) bool { return strings.Contains(c, "@") })
	case ProductCode:
		return !s.weak || !mostly(cells, looksLikeDate)
	}
	return true
}

// mostly reports whether at least two thirds of the cells are such; none at all will do.
func mostly(cells []string, such func(string) bool) bool {
	n := 0
	for _, cell := range cells {
		if such(cell) {
			n++
		}
	}
	return n*3 >= len(cells)*2
}

func looksLikeDate(cell string) bool {
	_, ok := parseDate(cell, Style{}, "")
	return ok
}

func looksLikeNumber(cell string) bool {
	if _, ok := parseNumber(cell, false); ok {
		return true
	}
	_, ok := parseNumber(cell, true)
	return ok
}

// looksLikePosition reports whether the cell counts the lines of an invoice: 7, 20 or 000010.
func looksLikePosition(cell string) bool {
	cell = fold(cell)
	return len(cell) <= 6 && allDigits(cell) && len(strings.TrimLeft(cell, "0")) <= 4
}

// looksLikeCode reports whether the cell is a code rather than a name: one word with a digit.
func looksLikeCode(cell string) bool {
	cell = fold(cell)
	return strings.ContainsAny(cell, "0123456789") && !strings.Contains(cell, " ")
}

// looksLikeRates reports whether the discounts are shares such as 0.15 rather than amounts.
func looksLikeRates(cells []string) bool {
	rates := 0
	for _, cell := range cells {
		n, ok := parseNumber(cell, false)
		if !ok || n.percent || n.value.IsZero() {
			continue
		}
		if n.value.IsNegative() || n.value.Cmp(oneNumber) >= 0 {
			return false
		}
		rates++
	}
	return rates > 0
}

// suggestByContent gives fields that can be told from cells to columns whose headers say nothing.
func suggestByContent(m Mapping, taken map[Field]bool, preview [][]string) {
	for _, guess := range []struct {
		field Field
		such  func(string) bool
	}{
		{SaleDate, func(c string) bool { return len(c) >= 6 && looksLikeDate(c) }},
		{Email, func(c string) bool { return strings.Count(c, "@") == 1 && strings.Contains(c, ".") }},
		{Currency, func(c string) bool { code, ok := parseCurrency(c, ""); return ok && code == c }},
	} {
		if taken[guess.field] {
			continue
		}
		for i := range m {
			cells := columnCells(preview, i)
			if m[i].Field != "" || len(cells) < 2 || len(synonyms[normalHeader(m[i].Header)]) > 0 {
				continue
			}
			if all(cells, guess.such) {
				m[i].Field, m[i].Confidence, taken[guess.field] = guess.field, Content, true
				break
			}
		}
	}
}

// all reports whether every cell is such.
func all(cells []string, such func(string) bool) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !such(c) })
}
