package intake

import (
	"strings"
	"unicode"
)

// kind says what the record is. A row with date, invoice number and product is
// always data; what looks like a total or a title is one only without them.
func (p *Parser) kind() Kind {
	if !p.blank(p.in.saleDate) && !p.blank(p.in.invoiceNumber) && !p.blank(p.in.productCode) {
		if p.repeatsHeader() {
			return HeaderRepeat
		}
		return Data
	}
	filledCells := filled(p.record.Cells)
	switch {
	case filledCells == 0 && !p.record.Cut:
		return Blank
	case p.repeatsHeader():
		return HeaderRepeat
	case p.isTotal():
		return Total
	case p.isTitle(filledCells):
		return Title
	}
	return Data
}

// repeatsHeader reports whether the mapped columns hold their own headers.
func (p *Parser) repeatsHeader() bool {
	same, named := 0, 0
	for _, c := range p.mapped {
		if c.Header == "" {
			continue
		}
		named++
		if sameHeader(cellAt(p.record.Cells, c.Index), c.Header) {
			same++
		} else if named == 3 && same == 0 {
			return false
		}
	}
	return same >= 2 && same*5 >= named*4
}

// sameHeader compares a cell with a header, white space aside.
func sameHeader(cell, header string) bool {
	if len(cell) < len(header) {
		return false
	}
	return cell == header || strings.Join(strings.Fields(clean(cell)), " ") == header
}

// isTotal reports whether the row sums up others: a cell says so and there is
// no product, or there are numbers and nothing else.
func (p *Parser) isTotal() bool {
	product := p.cell(p.in.productCode)
	if !isBlank(product) {
		return isTotalWord(product) && (p.blank(p.in.saleDate) || p.blank(p.in.invoiceNumber))
	}
	if invoice, date := p.cell(p.in.invoiceNumber), p.cell(p.in.saleDate); !isBlank(invoice) && !isBlank(date) && !isTotalWord(invoice) && !isTotalWord(date) {
		return false // a sale whose product is missing
	}
	onlyNumbers := true
	for _, cell := range p.record.Cells {
		if isBlank(cell) {
			continue
		}
		if isTotalWord(cell) {
			return true
		}
		if onlyNumbers {
			_, ok := parseNumber(cell, strings.LastIndexByte(cell, ',') > strings.LastIndexByte(cell, '.'))
			onlyNumbers = ok || looksLikeNumber(cell)
		}
	}
	return onlyNumbers && p.blank(p.in.invoiceNumber) && p.blank(p.in.saleDate)
}

// isTitle reports whether the row is a heading or a note between the sales.
func (p *Parser) isTitle(filledCells int) bool {
	if filledCells > 3 {
		return false
	}
	for _, field := range []*place{p.in.saleDate, p.in.productCode, p.in.quantity, p.in.returnQuantity, p.in.unitPrice, p.in.netAmount} {
		if !p.blank(field) {
			return false
		}
	}
	mapped := 0
	for _, c := range p.mapped {
		if !isBlank(cellAt(p.record.Cells, c.Index)) {
			mapped++
		}
	}
	return mapped <= 1
}

// totalWords begin or end the label of a total; totalExact are labels by themselves.
var (
	totalWords = []string{"合計", "合计", "總計", "总计", "小計", "小计", "共計", "共计", "累計", "累计", "subtotal", "sub-total", "grand total"}
	totalExact = map[string]bool{"total": true, "totals": true, "sum": true, "grandtotal": true, "subtotals": true, "總數": true, "总数": true, "總和": true, "总和": true}
)

// isTotalWord reports whether a cell is the label of a total: "合計", "小 計：",
// "SO43659 Total", "Total (TWD)", "2024-01 合计".
func isTotalWord(cell string) bool {
	if len(cell) > 80 || len(cell) < 3 {
		return false
	}
	if c := cell[0]; c < 0x80 && (c >= '0' && c <= '9') && firstHighIn(cell) < 0 && !hasFold(cell, "total") {
		return false
	}
	text := strings.ToLower(strings.Trim(fold(cell), ":： "))
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
