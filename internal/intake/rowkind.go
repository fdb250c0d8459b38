package intake

import (
	"strings"
	"unicode"
)

// RepeatsHeader reports whether the mapped columns hold their own headers.
func (c *Cells) RepeatsHeader() bool {
	same, named := 0, 0
	for _, column := range c.mapped {
		if column.Header == "" {
			continue
		}
		named++
		if sameHeader(CellAt(c.Record.Cells, column.Index), column.Header) {
			same++
		} else if named == 3 && same == 0 {
			return false
		}
	}
	return same >= 2 && same*5 >= named*4
}

// Filled counts the cells that say something: in all columns, and in those with a field.
func (c *Cells) Filled() (all, mapped int) {
	for _, column := range c.mapped {
		if !IsBlank(CellAt(c.Record.Cells, column.Index)) {
			mapped++
		}
	}
	return filled(c.Record.Cells), mapped
}

// sameHeader compares a cell with a header, white space aside.
func sameHeader(cell, header string) bool {
	if len(cell) < len(header) {
		return false
	}
	return cell == header || strings.Join(strings.Fields(Clean(cell)), " ") == header
}

// totalWords begin or end the label of a total; totalExact are labels by themselves.
var (
	totalWords = []string{"合計", "合计", "總計", "总计", "小計", "小计", "共計", "共计", "累計", "累计", "subtotal", "sub-total", "grand total"}
	totalExact = map[string]bool{"total": true, "totals": true, "sum": true, "grandtotal": true, "subtotals": true, "總數": true, "总数": true, "總和": true, "总和": true}
)

// IsTotalWord reports whether a cell is the label of a total: "合計", "小 計：",
// "SO43659 Total", "Total (TWD)", "2024-01 合计".
func IsTotalWord(cell string) bool {
	if len(cell) > 80 || len(cell) < 3 {
		return false
	}
	if c := cell[0]; c < 0x80 && (c >= '0' && c <= '9') && firstHighIn(cell) < 0 && !hasFold(cell, "total") {
		return false
	}
	text := strings.ToLower(strings.Trim(Fold(cell), ":： "))
	tight := strings.ReplaceAll(text, " ", "")
	if totalExact[tight] {
		return true
	}
	for _, word := range totalWords {
		word = strings.ReplaceAll(word, " ", "")
		if strings.HasSuffix(tight, word) || strings.HasPrefix(tight, word) {
			return true
		}
	}
	if strings.HasSuffix(text, " total") {
		return true
	}
	rest, ok := strings.CutPrefix(text, "total")
	return ok && !strings.ContainsFunc(withoutParentheses(rest), unicode.IsLetter)
}

// hasFold reports whether s has the ASCII word in any case.
func hasFold(s, word string) bool { return strings.Contains(strings.ToLower(s), word) }
