package salesfile

import (
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/intake"
)

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
	if !okPrice && !okNet && !p.Faulty(p.in.unitPrice) && !p.Faulty(p.in.netAmount) {
		field := p.in.unitPrice
		if p.in.unitPrice.Index < 0 {
			field = p.in.netAmount
		}
		p.Reject(field, intake.KeyRequired, nil)
	}
	if returned && okNet && net.Value.IsPositive() {
		row.NetAmount.Decimal = net.Value.Neg()
		p.Warn(p.in.netAmount, KeyAmountSign, nil)
	}
	p.discount(row)
	p.currency(row, net.Symbol, price.Symbol)
	if okPrice && okNet && !row.Quantity.IsZero() {
		expected := expectedAmount(*row)
		if gap := expected.Sub(row.NetAmount.Decimal).Abs(); gap.Cmp(cent) > 0 {
			p.Warn(p.in.netAmount, KeyAmountGap, map[string]any{"expected": expected.String(), "found": row.NetAmount.Decimal.String()})
		}
	}
}

// quantity reads the quantity sold less the quantity returned. It reports
// whether the row is a return by its return column alone.
func (p *Parser) quantity(row *Row) bool {
	sold, okSold := p.Number(p.in.quantity)
	back, okBack := p.Number(p.in.returnQuantity)
	if p.Faulty(p.in.quantity) || p.Faulty(p.in.returnQuantity) {
		return false
	}
	field := p.in.quantity
	if p.in.quantity.Index < 0 {
		field = p.in.returnQuantity
	}
	if !okSold && !okBack {
		p.Reject(field, intake.KeyRequired, nil)
		return false
	}
	row.Quantity = sold.Value
	if okBack && !back.Value.IsZero() {
		row.Quantity = row.Quantity.Sub(back.Value.Abs())
	}
	if row.Quantity.IsZero() {
		p.Reject(field, KeyZeroQuantity, nil)
	}
	return okBack && !back.Value.IsZero() && sold.Value.IsZero()
}

// optional reads a number into a field that may be null.
func (p *Parser) optional(field *intake.Place, to *decimal.NullDecimal) (intake.Number, bool) {
	n, ok := p.Number(field)
	*to = decimal.NullDecimal{Decimal: n.Value, Valid: ok}
	return n, ok
}

// discount reads the discount; a percentage is one of price × quantity.
func (p *Parser) discount(row *Row) {
	n, ok := p.optional(p.in.discount, &row.Discount)
	if !ok || !n.Percent {
		return
	}
	if !row.UnitPrice.Valid {
		row.Discount = decimal.NullDecimal{}
		p.Reject(p.in.discount, intake.KeyNumber, map[string]any{"example": "12.50"})
		return
	}
	row.Discount.Decimal = row.UnitPrice.Decimal.Mul(row.Quantity).Mul(n.Value).RoundBank(4)
}

// currency reads the currency: the column's, else that of a sign beside the
// amounts, else the distributor's.
func (p *Parser) currency(row *Row, symbols ...string) {
	fallback := p.context.DefaultCurrency
	if value := p.Code(p.in.currency, 40); value != "" {
		code, ok := intake.ParseCurrency(value, fallback)
		if !ok {
			p.Reject(p.in.currency, intake.KeyCurrency, nil)
			return
		}
		row.Currency = code
		return
	}
	for _, symbol := range symbols {
		if symbol == "" {
			continue
		}
		if code, ok := intake.ParseCurrency(symbol, fallback); ok {
			row.Currency = code
			return
		}
	}
	row.Currency = fallback
	if fallback == "" && !p.Faulty(p.in.currency) {
		p.Reject(p.in.currency, KeyNoCurrency, nil)
	}
}
