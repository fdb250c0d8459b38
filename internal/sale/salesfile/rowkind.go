package salesfile

import (
	"strings"

	"github.com/tonglu/portal/internal/intake"
)

// kind says what the record is. A row with date, invoice number and product is
// always data; what looks like a total or a title is one only without them.
func (p *Parser) kind() intake.Kind {
	if !p.Blank(p.in.saleDate) && !p.Blank(p.in.invoiceNumber) && !p.Blank(p.in.productCode) {
		if p.RepeatsHeader() {
			return intake.HeaderRepeat
		}
		return intake.Data
	}
	filled, mapped := p.Filled()
	switch {
	case filled == 0 && !p.Record.Cut:
		return intake.Blank
	case p.RepeatsHeader():
		return intake.HeaderRepeat
	case p.isTotal():
		return intake.Total
	case filled <= 3 && mapped <= 1 && p.isTitle():
		return intake.Title
	}
	return intake.Data
}

// isTotal reports whether the row sums up others: a cell says so and there is
// no product, or there are numbers and nothing else.
func (p *Parser) isTotal() bool {
	product := p.Cell(p.in.productCode)
	if !intake.IsBlank(product) {
		return intake.IsTotalWord(product) && (p.Blank(p.in.saleDate) || p.Blank(p.in.invoiceNumber))
	}
	if invoice, date := p.Cell(p.in.invoiceNumber), p.Cell(p.in.saleDate); !intake.IsBlank(invoice) && !intake.IsBlank(date) && !intake.IsTotalWord(invoice) && !intake.IsTotalWord(date) {
		return false // a sale whose product is missing
	}
	onlyNumbers := true
	for _, cell := range p.Record.Cells {
		if intake.IsBlank(cell) {
			continue
		}
		if intake.IsTotalWord(cell) {
			return true
		}
		if onlyNumbers {
			_, ok := intake.ParseNumber(cell, strings.LastIndexByte(cell, ',') > strings.LastIndexByte(cell, '.'))
			onlyNumbers = ok || intake.LooksLikeNumber(cell)
		}
	}
	return onlyNumbers && p.Blank(p.in.invoiceNumber) && p.Blank(p.in.saleDate)
}

// isTitle reports whether a row of few cells is a heading or a note between the sales.
func (p *Parser) isTitle() bool {
	for _, field := range []*intake.Place{p.in.saleDate, p.in.productCode, p.in.quantity, p.in.returnQuantity, p.in.unitPrice, p.in.netAmount} {
		if !p.Blank(field) {
			return false
		}
	}
	return true
}
