package salesfile

import (
	"slices"
	"strings"

	"github.com/tonglu/portal/internal/intake"
)

// MaxSerial and MaxNote are the longest serial number and note, in characters.
const (
	MaxSerial = 100
	MaxNote   = 2000
)

// The fields that a sales file may have.
const (
	InvoiceNumber  intake.Field = "invoiceNumber"
	LineNumber     intake.Field = "lineNumber"
	SaleDate       intake.Field = "saleDate"
	ProductCode    intake.Field = "productCode"
	Quantity       intake.Field = "quantity"
	ReturnQuantity intake.Field = "returnQuantity"
	UnitPrice      intake.Field = "unitPrice"
	NetAmount      intake.Field = "netAmount"
	Currency       intake.Field = "currency"
	Discount       intake.Field = "discount"
	CustomerName   intake.Field = "customerName"
	CustomerCode   intake.Field = "customerCode"
	CustomerTaxID  intake.Field = "customerTaxId"
	Phone          intake.Field = "phone"
	Email          intake.Field = "email"
	ShipToCountry  intake.Field = "shipToCountry"
	ShipToRegion   intake.Field = "shipToRegion"
	ShipToCity     intake.Field = "shipToCity"
	PostalCode     intake.Field = "postalCode"
	ChannelType    intake.Field = "channelType"
	Serial         intake.Field = "serial"
	SalesPerson    intake.Field = "salesPerson"
	Note           intake.Field = "note"
)

// Fields are what a sales file may have.
var Fields = intake.NewFields([]intake.Info{
	{Field: InvoiceNumber, Names: fieldNames[InvoiceNumber], Group: "invoiceNumber", Style: intake.BlankStyle, Code: true},
	{Field: LineNumber, Names: fieldNames[LineNumber], Agrees: intake.SuchWhenWeak(looksLikePosition)},
	{Field: SaleDate, Names: fieldNames[SaleDate], Group: "saleDate", Style: intake.DateStyle, Agrees: intake.Such(intake.LooksLikeDate),
		Proves: func(c string) bool { return len(c) >= 6 && intake.LooksLikeDate(c) }},
	{Field: ProductCode, Names: fieldNames[ProductCode], Group: "productCode", Code: true,
		Agrees: func(cells []string, weak bool) bool { return !weak || !intake.Mostly(cells, intake.LooksLikeDate) }},
	{Field: Quantity, Names: fieldNames[Quantity], Group: "quantity", Style: intake.NumberStyle, Role: intake.SoldRole, Agrees: intake.Such(intake.LooksLikeNumber)},
	{Field: ReturnQuantity, Names: fieldNames[ReturnQuantity], Group: "quantity", Style: intake.NumberStyle, Role: intake.ReturnedRole, Agrees: intake.Such(intake.LooksLikeNumber)},
	{Field: UnitPrice, Names: fieldNames[UnitPrice], Group: "amount", Style: intake.NumberStyle, Role: intake.PriceRole, Agrees: intake.Such(intake.LooksLikeNumber)},
	{Field: NetAmount, Names: fieldNames[NetAmount], Group: "amount", Style: intake.NumberStyle, Role: intake.NetRole, Agrees: intake.Such(intake.LooksLikeNumber)},
	{Field: Currency, Names: fieldNames[Currency], Agrees: intake.Such(looksLikeCurrency),
		Proves: func(c string) bool { code, ok := intake.ParseCurrency(c, ""); return ok && code == c }},
	{Field: Discount, Names: fieldNames[Discount], Style: intake.NumberStyle, Role: intake.DiscountRole,
		Agrees: func(cells []string, _ bool) bool {
			return intake.Mostly(cells, intake.LooksLikeNumber) && !looksLikeRates(cells)
		}},
	{Field: CustomerName, Names: fieldNames[CustomerName], Style: intake.BlankStyle,
		Agrees: func(cells []string, weak bool) bool { return !weak || !intake.Mostly(cells, intake.LooksLikeCode) }},
	{Field: CustomerCode, Names: fieldNames[CustomerCode], Style: intake.BlankStyle, Code: true, Agrees: intake.SuchWhenWeak(intake.LooksLikeCode)},
	{Field: CustomerTaxID, Names: fieldNames[CustomerTaxID], Style: intake.BlankStyle, Code: true},
	{Field: Phone, Names: fieldNames[Phone]},
	{Field: Email, Names: fieldNames[Email], Agrees: intake.Such(func(c string) bool { return strings.Contains(c, "@") }), Proves: intake.LooksLikeEmail},
	{Field: ShipToCountry, Names: fieldNames[ShipToCountry]},
	{Field: ShipToRegion, Names: fieldNames[ShipToRegion]},
	{Field: ShipToCity, Names: fieldNames[ShipToCity]},
	{Field: PostalCode, Names: fieldNames[PostalCode]},
	{Field: ChannelType, Names: fieldNames[ChannelType], Agrees: intake.Such(func(c string) bool { return intake.ChannelOf(c) != "" })},
	{Field: Serial, Names: fieldNames[Serial]},
	{Field: SalesPerson, Names: fieldNames[SalesPerson]},
	{Field: Note, Names: fieldNames[Note]},
	{Field: intake.LineID, Own: true},
	{Field: intake.Reason, Own: true},
}, oneParty)

// looksLikePosition reports whether the cell counts the lines of an invoice: 7, 20 or 000010.
func looksLikePosition(cell string) bool {
	cell = intake.Fold(cell)
	return len(cell) <= 6 && intake.AllDigits(cell) && len(strings.TrimLeft(cell, "0")) <= 4
}

// looksLikeCurrency reports whether the cell is a currency, rather than the key of one.
func looksLikeCurrency(cell string) bool {
	_, ok := intake.ParseCurrency(cell, "XXX")
	return ok && !intake.AllDigits(cell)
}

// looksLikeRates reports whether the discounts are shares such as 0.15 rather than amounts.
func looksLikeRates(cells []string) bool {
	rates := 0
	for _, cell := range cells {
		n, ok := intake.ParseNumber(cell, false)
		if !ok || n.Percent || n.Value.IsZero() {
			continue
		}
		if n.Value.IsNegative() || n.Value.Cmp(oneNumber) >= 0 {
			return false
		}
		rates++
	}
	return rates > 0
}

// customerFields describe one party, so that they must come from columns of one party.
var customerFields = []intake.Field{CustomerName, CustomerCode, CustomerTaxID, Phone, Email, ShipToCountry, ShipToRegion, ShipToCity, PostalCode}

// oneParty keeps a row from naming one party by the code of another. Layouts
// that have both the reseller and the end customer mean the end customer; what
// such a layout says of another party is left out.
func oneParty(all []intake.Candidate, headers []string) []intake.Candidate {
	isEnd := func(c intake.Candidate) bool {
		h := intake.NormalHeader(headers[c.Column])
		for _, prefix := range []string{"end", "終端", "终端", "最終", "最终"} {
			if strings.HasPrefix(h, prefix) {
				return true
			}
		}
		return false
	}
	ends := map[intake.Field]bool{}
	for i, c := range all {
		if !c.Blank && slices.Contains(customerFields, c.Field) && isEnd(c) {
			ends[c.Field] = true
			all[i].Score++
		}
	}
	if !ends[CustomerName] && !ends[CustomerCode] {
		return all
	}
	return slices.DeleteFunc(all, func(c intake.Candidate) bool {
		if !slices.Contains(customerFields, c.Field) || isEnd(c) {
			return false
		}
		place := c.Field == ShipToCountry || c.Field == ShipToRegion || c.Field == ShipToCity || c.Field == PostalCode
		h := intake.NormalHeader(headers[c.Column])
		return strings.HasPrefix(h, "reseller") || strings.HasPrefix(h, "dealer") || !place && ends[CustomerName]
	})
}
