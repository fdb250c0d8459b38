package intake

import "github.com/shopspring/decimal"

var (
	oneNumber = decimal.New(1, 0)
	cent      = decimal.New(1, -2)
)

// NetAmountOf is what a row sold for: its net amount, or else price × quantity
// − discount, rounded half-even to the four decimals that lines keep.
func NetAmountOf(r Row) decimal.Decimal {
	if r.NetAmount.Valid {
		return r.NetAmount.Decimal.RoundBank(4)
	}
	return expectedAmount(r).RoundBank(4)
}

// expectedAmount is price × quantity − discount.
func expectedAmount(r Row) decimal.Decimal {
	amount := r.UnitPrice.Decimal.Mul(r.Quantity)
	if r.Discount.Valid && !r.Discount.Decimal.IsZero() {
		amount = amount.Sub(r.Discount.Decimal)
	}
	return amount
}

// amounts reads quantities, prices, amounts and their currency.
func (p *Parser) amounts(row *Row) {
	returned := p.quantity(row)
	price, okPrice := p.optional(p.in.unitPrice, &row.UnitPrice)
	net, okNet := p.optional(p.in.netAmount, &row.NetAmount)
	if !okPrice && !okNet && !p.faulty(p.in.unitPrice) && !p.faulty(p.in.netAmount) {
		field := p.in.unitPrice
		if p.in.unitPrice.index < 0 {
			field = p.in.netAmount
		}
		p.reject(field, KeyRequired, nil)
	}
	if returned && okNet && net.value.IsPositive() {
		row.NetAmount.Decimal = net.value.Neg()
		p.warn(p.in.netAmount, KeyAmountSign, nil)
	}
	p.discount(row)
	p.currency(row, net.symbol, price.symbol)
	if okPrice && okNet && !row.Quantity.IsZero() {
		expected := expectedAmount(*row)
		if gap := expected.Sub(row.NetAmount.Decimal).Abs(); gap.Cmp(cent) > 0 {
			p.warn(p.in.netAmount, KeyAmountGap, map[string]any{"expected": expected.String(), "found": row.NetAmount.Decimal.String()})
		}
	}
}

// quantity reads the quantity sold less the quantity returned. It reports
// whether the row is a return by its return column alone.
func (p *Parser) quantity(row *Row) bool {
	sold, okSold := p.number(p.in.quantity)
	back, okBack := p.number(p.in.returnQuantity)
	if p.faulty(p.in.quantity) || p.faulty(p.in.returnQuantity) {
		return false
	}
	field := p.in.quantity
	if p.in.quantity.index < 0 {
		field = p.in.returnQuantity
	}
	if !okSold && !okBack {
		p.reject(field, KeyRequired, nil)
		return false
	}
	row.Quantity = sold.value
	if okBack && !back.value.IsZero() {
		row.Quantity = row.Quantity.Sub(back.value.Abs())
	}
	if row.Quantity.IsZero() {
		p.reject(field, KeyZeroQuantity, nil)
	}
	return okBack && !back.value.IsZero() && sold.value.IsZero()
}

// optional reads a number into a field that may be null.
func (p *Parser) optional(field *place, to *decimal.NullDecimal) (number, bool) {
	n, ok := p.number(field)
	*to = decimal.NullDecimal{Decimal: n.value, Valid: ok}
	return n, ok
}

// discount reads the discount; a percentage is one of price × quantity.
func (p *Parser) discount(row *Row) {
	n, ok := p.optional(p.in.discount, &row.Discount)
	if !ok || !n.percent {
		return
	}
	if !row.UnitPrice.Valid {
		row.Discount = decimal.NullDecimal{}
		p.reject(p.in.discount, KeyNumber, map[string]any{"example": "12.50"})
		return
	}
	row.Discount.Decimal = row.UnitPrice.Decimal.Mul(row.Quantity).Mul(n.value).RoundBank(4)
}

// currency reads the currency: the column's, else that of a sign beside the
// amounts, else the distributor's.
func (p *Parser) currency(row *Row, symbols ...string) {
	fallback := p.context.DefaultCurrency
	if value := p.code(p.in.currency, maxCurrencyName); value != "" {
		code, ok := parseCurrency(value, fallback)
		if !ok {
			p.reject(p.in.currency, KeyCurrency, nil)
			return
		}
		row.Currency = code
		return
	}
	for _, symbol := range symbols {
		if symbol == "" {
			continue
		}
		if code, ok := settle(currencyOfSymbol(symbol), fallback); ok {
			row.Currency = code
			return
		}
	}
	row.Currency = fallback
	if fallback == "" && !p.faulty(p.in.currency) {
		p.reject(p.in.currency, KeyNoCurrency, nil)
	}
}

// faulty reports whether the field has an error already.
func (p *Parser) faulty(field *place) bool {
	for _, problem := range p.problems {
		if problem.Field == field.field && !problem.Warning {
			return true
		}
	}
	return false
}
