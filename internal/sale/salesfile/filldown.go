package salesfile

import (
	"strconv"
	"time"

	"github.com/tonglu/portal/internal/intake"
)

// above is what the row directly above says, its own filled-down cells included.
type above struct {
	number  int64 // its row; 0 when there is none
	invoice string
	line    string
	date    time.Time
	name    string
	code    string
	taxID   string
}

// fillDown reads invoice number, date and customer, which a file may write once
// for many rows, by merged cells or by leaving the rows below blank.
//
// It takes them from the row directly above only, when that is a row of sale:
//   - the invoice number, when its column does so throughout (Style.Sparse, if
//     the styles are known), the date is blank, too, or cells are merged down
//     the column, and neither date, customer nor line number say that another
//     invoice begins;
//   - the date, within one invoice, or when its column does so throughout;
//   - the customer, within one invoice, or down merged cells.
//
// Otherwise a blank cell is a missing one.
func (p *Parser) fillDown(row *Row) {
	last := p.above
	if last.number == 0 || last.number != row.Number-1 {
		last = above{}
	}
	name, code, taxID := p.Text(p.in.customerName, 300), p.Code(p.in.customerCode, 100), p.Code(p.in.customerTaxID, 100)
	date := p.in.saleDate
	switch {
	case !p.Blank(p.in.invoiceNumber):
		row.InvoiceNumber = p.RequiredCode(p.in.invoiceNumber)
	case p.continues(last, name, code, taxID):
		row.InvoiceNumber = last.invoice
	default:
		p.Reject(p.in.invoiceNumber, intake.KeyRequired, nil)
	}
	sameInvoice := row.InvoiceNumber != "" && row.InvoiceNumber == last.invoice
	switch {
	case !p.Blank(p.in.saleDate):
		row.SaleDate = p.date()
	case !last.date.IsZero() && (sameInvoice || date.Style.Sparse):
		row.SaleDate = last.date
	default:
		p.Reject(p.in.saleDate, intake.KeyRequired, nil)
	}
	row.CustomerName, row.CustomerCode, row.CustomerTaxID = name, code, taxID
	compatible := agree(name, last.name) && agree(code, last.code) && agree(taxID, last.taxID)
	fill := func(field *intake.Place, value *string, from string) {
		if *value == "" && p.Blank(field) && compatible && (sameInvoice || field.Style.Merged) {
			*value = from
		}
	}
	fill(p.in.customerName, &row.CustomerName, last.name)
	fill(p.in.customerCode, &row.CustomerCode, last.code)
	fill(p.in.customerTaxID, &row.CustomerTaxID, last.taxID)
}

// continues reports whether a row without an invoice number belongs to the invoice above.
func (p *Parser) continues(last above, name, code, taxID string) bool {
	if last.invoice == "" || !agree(name, last.name) || !agree(code, last.code) || !agree(taxID, last.taxID) {
		return false
	}
	style := p.in.invoiceNumber.Style
	if style.Seen > 0 && !style.Sparse {
		return false
	}
	if !p.Blank(p.in.saleDate) {
		if !style.Merged || !p.IsDay(p.in.saleDate, p.context.DateOrder, last.date) {
			return false
		}
	}
	line, errLine := strconv.Atoi(intake.Fold(p.Cell(p.in.lineNumber)))
	before, errBefore := strconv.Atoi(last.line)
	return errLine != nil || errBefore != nil || line > before
}

// agree reports whether a cell says nothing else than the one above.
func agree(value, above string) bool { return value == "" || value == above }

// remember keeps what the row below may need.
func (p *Parser) remember(row Row) {
	p.above = above{
		number: row.Number, invoice: row.InvoiceNumber, line: row.LineNumber, date: row.SaleDate,
		name: row.CustomerName, code: row.CustomerCode, taxID: row.CustomerTaxID,
	}
}
