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
	price, okPrice := p.optional(UnitPrice, &row.UnitPrice)
	net, okNet := p.optional(NetAmount, &row.NetAmount)
	if !okPrice && !okNet && !p.faulty(UnitPrice) && !p.faulty(NetAmount) {
		field := UnitPrice
		if p.at(UnitPrice).index < 0 {
			field = NetAmount
		}
		p.reject(field, KeyRequired, nil)
	}
	if returned && okNet && net.value.IsPositive() {
		row.NetAmount.Decimal = net.value.Neg()
		p.warn(NetAmount, KeyAmountSign, nil)
	}
	p.discount(row)
	p.currency(row, net.symbol, price.symbol)
	if okPrice && okNet && !row.Quantity.IsZero() {
		expected := expectedAmount(*row)
		if gap := expected.Sub(row.NetAmount.Decimal).Abs(); gap.Cmp(cent) > 0 {
			p.warn(NetAmount, KeyAmountGap, map[string]any{"expected": expected.String(), "found": row.NetAmount.Decimal.String()})
		}
	}
}

// quantity reads the quantity sold less the quantity returned. It reports
// whether the row is a return by its return column alone.
func (p *Parser) quantity(row *Row) bool {
	sold, okSold := p.number(Quantity)
	back, okBack := p.number(ReturnQuantity)
	if p.faulty(Quantity) || p.faulty(ReturnQuantity) {
		return false
	}
	field := Quantity
	if p.at(Quantity).index < 0 {
		field = ReturnQuantity
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
func (p *Parser) optional(field Field, to *decimal.NullDecimal) (number, bool) {
	n, ok := p.number(field)
	*to = decimal.NullDecimal{Decimal: n.value, Valid: ok}
	return n, ok
}

// discount reads the discount; a percentage is one of price × quantity.
func (p *Parser) discount(row *Row) {
	n, ok := p.optional(Discount, &row.Discount)
	if !ok || !n.percent {
		return
	}
	if !row.UnitPrice.Valid {
		row.Discount = decimal.NullDecimal{}
		p.reject(Discount, KeyNumber, map[string]any{"example": "12.50"})
		return
	}
	row.Discount.Decimal = row.UnitPrice.Decimal.Mul(row.Quantity).Mul(n.value).RoundBank(4)
}

// currency reads the currency: the column's, else that of a sign beside the
// amounts, else the distributor's.
func (p *Parser) currency(row *Row, symbols ...string) {
	fallback := p.context.DefaultCurrency
	if value := p.code(Currency, maxCurrencyName); value != "" {
		code, ok := parseCurrency(value, fallback)
		if !ok {
			p.reject(Currency, KeyCurrency, nil)
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
	if fallback == "" && !p.faulty(Currency) {
		p.reject(Currency, KeyNoCurrency, nil)
	}
}

// faulty reports whether the field has an error already.
func (p *Parser) faulty(field Field) bool {
	for _, problem := range p.problems {
		if problem.Field == field && !problem.Warning {
			return true
		}
	}
	return false
}
