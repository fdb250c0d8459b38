package salesfile

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/intake"
)

// Context is what the parser has to know beyond the file.
type Context struct {
	DefaultCurrency string        // the distributor's, where a row names none
	DefaultChannel  string        // the distributor's main channel type
	Today           time.Time     // UTC midnight; a later sale date is in the future
	DateOrder       string        // how an ambiguous 03/04/2024 is read: intake.DayFirst or intake.MonthFirst; "" is the latter
	Styles          intake.Styles // from the layout or, better, a Survey
}

// Row is the typed content of a data row. Fields with an error Problem are zero.
type Row struct {
	Number        int64
	InvoiceNumber string
	LineNumber    string
	LineID        string // the _line column of a rejects file
	SaleDate      time.Time
	ProductCode   string
	Quantity      decimal.Decimal // negative for a return
	UnitPrice     decimal.NullDecimal
	NetAmount     decimal.NullDecimal
	Discount      decimal.NullDecimal
	Currency      string
	CustomerName  string
	CustomerCode  string
	CustomerTaxID string
	Phone         string
	Email         string
	ShipToCountry string
	ShipToRegion  string
	ShipToCity    string
	PostalCode    string
	ChannelType   string
	Serial        string
	SalesPerson   string
	Note          string
}

// Result is what the parser made of a record.
type Result struct {
	Kind     intake.Kind
	Row      Row
	Problems []intake.Problem
}

// Rejected reports whether a problem is an error rather than a warning.
func (r Result) Rejected() bool { return intake.Rejected(r.Problems) }
