package sale

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/typeid"
)

// reference is what rows are resolved against: loaded once for a report, for one distributor.
type reference struct {
	distributor partner.Distributor
	products    *catalog.Index
	territories *partner.TerritoryIndex
	rates       *catalog.Rates
}

// resolved is a row on its way: its line when it can be accepted, its problems when there are some.
type resolved struct {
	line     Line
	buyer    buyer
	problems []intake.Problem
	outcome  Outcome // "" for an accepted row without warnings
}

// boundedText is a text of a row with its longest length in characters.
type boundedText struct {
	field intake.Field
	text  *string
	limit int
}

func textsOf(r *salesfile.Row) [11]boundedText {
	return [...]boundedText{
		{salesfile.InvoiceNumber, &r.InvoiceNumber, 80}, {salesfile.LineNumber, &r.LineNumber, 40}, {salesfile.ProductCode, &r.ProductCode, 80},
		{salesfile.CustomerName, &r.CustomerName, 300}, {salesfile.CustomerCode, &r.CustomerCode, 100}, {salesfile.CustomerTaxID, &r.CustomerTaxID, 40},
		{salesfile.Phone, &r.Phone, 60}, {salesfile.Email, &r.Email, 254}, {salesfile.Serial, &r.Serial, salesfile.MaxSerial},
		{salesfile.SalesPerson, &r.SalesPerson, 120}, {salesfile.Note, &r.Note, salesfile.MaxNote},
	}
}

// resolve makes a line of a parsed row, or says what is wrong with it.
func (ref *reference) resolve(res salesfile.Result, columns map[intake.Field]string, seen map[uint64]uint32, now time.Time) resolved {
	r := res.Row
	out := resolved{problems: res.Problems, buyer: buyerOf(ref.distributor.ID, r)}
	at := func(f intake.Field, value, key string, params map[string]any, warning bool) {
		out.problems = append(out.problems, intake.Problem{Field: f, Column: columns[f], Key: key, Params: params, Value: value, Warning: warning})
	}
	for _, t := range textsOf(&r) {
		if len(*t.text) <= t.limit { // bytes bound characters
			continue
		}
		if n := utf8.RuneCountInString(*t.text); n > t.limit {
			at(t.field, cut(*t.text, 60), intake.KeyTooLong, map[string]any{"max": t.limit}, false)
		}
	}
	product, known := ref.products.Find(r.ProductCode)
	if !known && r.ProductCode != "" {
		at(salesfile.ProductCode, r.ProductCode, "row.product.unknown",
			map[string]any{"nearest": joined(ref.products.Nearest(r.ProductCode, 3))}, false)
	}
	rate, known := ref.rates.RateOn(r.Currency, r.SaleDate)
	if !known && r.Currency != "" && !r.SaleDate.IsZero() {
		at(salesfile.Currency, r.Currency, "row.currency.noRate", map[string]any{"currency": r.Currency, "date": r.SaleDate.Format(time.DateOnly)}, false)
	}
	net := salesfile.NetAmountOf(r).RoundBank(4)
	base := net.Mul(rate).RoundBank(4)
	for _, a := range [...]struct {
		field  intake.Field
		amount decimal.Decimal
	}{{salesfile.NetAmount, net}, {salesfile.Quantity, r.Quantity}, {salesfile.UnitPrice, r.UnitPrice.Decimal}, {salesfile.Discount, r.Discount.Decimal}, {salesfile.Currency, base}} {
		if a.amount.Abs().GreaterThanOrEqual(largest) {
			at(a.field, cut(a.amount.String(), 60), intake.KeyNumberRange, map[string]any{"max": "10^14"}, false)
		}
	}
	out.line = Line{
		DistributorID: ref.distributor.ID, ID: typeid.New(), RowNo: int(r.Number), InvoiceNo: r.InvoiceNumber, LineNo: r.LineNumber,
		SaleDate: r.SaleDate, ProductID: product.ProductID, ProductLineID: product.ProductLineID, TerritoryID: ref.territory(r, at),
		ChannelType: r.ChannelType, Quantity: r.Quantity.RoundBank(4), UnitPrice: rounded(r.UnitPrice), Discount: rounded(r.Discount),
		NetAmount: net, Currency: r.Currency, BaseAmount: base, Serial: r.Serial, CreatedAt: now, SalesPerson: r.SalesPerson, Note: r.Note,
	}
	if out.line.LineNo == "" {
		if out.line.LineNo = identityOf(r, seen); ourIdentity(r.LineID) {
			out.line.LineNo = r.LineID
		}
	}
	out.line.Facts = out.line.factsOf(out.buyer, strings.Join([]string{r.ShipToCountry, r.ShipToRegion, r.ShipToCity, r.PostalCode}, "|"))
	out.outcome = outcomeOf(out.problems)
	return out
}

// territory finds where a row was shipped to. An unknown region is a warning: the sale counts all the same.
func (ref *reference) territory(r salesfile.Row, at func(intake.Field, string, string, map[string]any, bool)) *uuid.UUID {
	if r.ShipToCountry+r.ShipToRegion+r.ShipToCity+r.PostalCode == "" {
		return nil
	}
	id, known := ref.territories.Find(r.ShipToCountry, r.ShipToRegion, r.ShipToCity, r.PostalCode)
	if known {
		return &id
	}
	for _, part := range []struct {
		field intake.Field
		text  string
	}{{salesfile.ShipToRegion, r.ShipToRegion}, {salesfile.ShipToCity, r.ShipToCity}, {salesfile.PostalCode, r.PostalCode}, {salesfile.ShipToCountry, r.ShipToCountry}} {
		if part.text != "" {
			at(part.field, cut(part.text, 60), "row.territory.unknown", nil, true)
			break
		}
	}
	return nil
}

// largest bounds what numeric(18,4) holds.
var largest = decimal.New(1, 14)

// ourIdentity reports whether a text of the _line column was written by identityOf.
func ourIdentity(text string) bool {
	if len(text) < 19 || len(text) > 30 || text[0] != '#' || text[17] != '-' {
		return false
	}
	_, err := strconv.ParseUint(text[1:17], 16, 64)
	_, err2 := strconv.ParseUint(text[18:], 10, 32)
	return err == nil && err2 == nil
}

// outcomeOf tells how a row ends whose problems these are, as far as the row alone can tell.
func outcomeOf(problems []intake.Problem) Outcome {
	out := Outcome("")
	for _, p := range problems {
		if !p.Warning {
			return Rejected
		}
		out = Warned
	}
	return out
}

func rounded(d decimal.NullDecimal) decimal.NullDecimal {
	d.Decimal = d.Decimal.RoundBank(4)
	return d
}

func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n]) + "…"
}

func itoa(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
