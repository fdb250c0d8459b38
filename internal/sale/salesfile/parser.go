package salesfile

import (
	"time"

	"github.com/tonglu/portal/internal/intake"
)

// Parser turns the records of one file into rows. It remembers the row above,
// for cells that stand for several rows, so it must see every record in order,
// from the first on. It is not safe for use by several goroutines at once.
type Parser struct {
	*intake.Cells
	context Context
	in      places
	above   above
}

// places has the place of each field.
type places struct {
	invoiceNumber, lineNumber, lineID, saleDate, productCode      *intake.Place
	quantity, returnQuantity, unitPrice, netAmount                *intake.Place
	currency, discount, customerName, customerCode, customerTaxID *intake.Place
	phone, email, shipToCountry, shipToRegion, shipToCity         *intake.Place
	postalCode, channelType, serial, salesPerson, note            *intake.Place
}

// NewParser makes a parser for a valid mapping.
func NewParser(m intake.Mapping, c Context) *Parser {
	p := &Parser{Cells: Fields.Cells(m, c.Styles), context: c}
	at := p.Place
	p.in = places{
		invoiceNumber: at(InvoiceNumber), lineNumber: at(LineNumber), lineID: at(intake.LineID), saleDate: at(SaleDate), productCode: at(ProductCode),
		quantity: at(Quantity), returnQuantity: at(ReturnQuantity), unitPrice: at(UnitPrice), netAmount: at(NetAmount),
		currency: at(Currency), discount: at(Discount), customerName: at(CustomerName), customerCode: at(CustomerCode), customerTaxID: at(CustomerTaxID),
		phone: at(Phone), email: at(Email), shipToCountry: at(ShipToCountry), shipToRegion: at(ShipToRegion), shipToCity: at(ShipToCity),
		postalCode: at(PostalCode), channelType: at(ChannelType), serial: at(Serial), salesPerson: at(SalesPerson), note: at(Note),
	}
	return p
}

// Parse reads one record. Rows that hold no sale have a Kind other than Data,
// and no problems. Problems without Warning reject the row; all are told at once.
func (p *Parser) Parse(r intake.Record) Result {
	p.Next(r)
	kind := p.kind()
	if kind != intake.Data {
		p.above = above{}
		return Result{Kind: kind, Row: Row{Number: r.Number}}
	}
	row := Row{Number: r.Number}
	p.ExtraCells()
	p.fillDown(&row)
	row.LineNumber = p.Code(p.in.lineNumber, 40)
	row.LineID = p.Code(p.in.lineID, 100)
	row.ProductCode = p.RequiredCode(p.in.productCode)
	p.amounts(&row)
	row.Phone = p.Text(p.in.phone, 100)
	row.Email = p.Text(p.in.email, 320)
	row.ShipToCountry = p.Text(p.in.shipToCountry, 100)
	row.ShipToRegion = p.Text(p.in.shipToRegion, 100)
	row.ShipToCity = p.Text(p.in.shipToCity, 100)
	row.PostalCode = p.Code(p.in.postalCode, 20)
	row.ChannelType = p.channel()
	row.Serial = p.Code(p.in.serial, MaxSerial)
	row.SalesPerson = p.Text(p.in.salesPerson, 200)
	row.Note = p.Text(p.in.note, MaxNote)
	p.remember(row)
	return Result{Kind: intake.Data, Row: row, Problems: p.Problems}
}

// oldest is the first day of sale that is taken for one.
var oldest = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// date reads the sale date, which must be there; the zero time when it can't be used, which is noted.
func (p *Parser) date() time.Time {
	problems := len(p.Problems)
	day := p.Date(p.in.saleDate, intake.DateRange{First: oldest, Last: p.context.Today, Order: p.context.DateOrder})
	if day.IsZero() && len(p.Problems) == problems {
		p.Reject(p.in.saleDate, intake.KeyRequired, nil)
	}
	return day
}

// channel reads the channel type; the distributor's where the row names none.
func (p *Parser) channel() string {
	channel := p.Channel(p.in.channelType)
	if channel == "" && !p.Faulty(p.in.channelType) {
		return p.context.DefaultChannel
	}
	return channel
}
