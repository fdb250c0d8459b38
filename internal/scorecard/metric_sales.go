package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
)

// Net revenue ÷ target.
func revenueAttainment(in *Inputs) reckoned {
	switch {
	case !in.Target.Valid:
		return noData("noTarget")
	case !in.Target.Decimal.IsPositive():
		return noData("zeroTarget")
	case !in.Reported:
		return noData("notReported")
	}
	return percent(in.Revenue, in.Target.Decimal)
}

func madeOfRevenueAndTarget(in *Inputs) []Input {
	return in.withCredit(money("revenue", in.Revenue).lines(in.Period), Input{Key: "target", Value: in.Target, Money: true})
}

// compared is what growth is against: the same period last year, or the period before when last year had no
// revenue, and the formula then says so.
func (in *Inputs) compared() (formula, key string, base decimal.Decimal, of period.Period) {
	if !in.LastYear.IsPositive() && in.Before.IsPositive() {
		return "revenue_growth_previous", "revenue_previous", in.Before, in.Period.Shift(-1)
	}
	return "revenue_growth", "revenue_last_year", in.LastYear, in.Period.LastYear()
}

// Net revenue ÷ that of the same period last year − 1.
func revenueGrowth(in *Inputs) (r reckoned) {
	formula, _, base, _ := in.compared()
	switch {
	case !base.IsPositive():
		r = noData("noBase")
	case !in.Reported:
		r = noData("notReported")
	default:
		r = percent(in.Revenue.Sub(base), base)
	}
	r.formula = formula
	return r
}

func madeOfTwoRevenues(in *Inputs) []Input {
	_, key, base, of := in.compared()
	return in.withCredit(money("revenue", in.Revenue).lines(in.Period), money(key, base).lines(of))
}

// Accounts of this distributor with a positive live line in the period.
func activeCustomers(in *Inputs) reckoned { return in.customers(in.Active) }

func madeOfActive(in *Inputs) []Input {
	return []Input{count("active_customers", in.Active).purchases(in.Period)}
}

// Accounts of this distributor whose first such line is in the period: brand-wide firsts would tell about rivals.
func newCustomers(in *Inputs) reckoned { return in.customers(in.Fresh) }

func madeOfFresh(in *Inputs) []Input {
	return []Input{count("new_customers", in.Fresh).purchases(in.Period)}
}

// customers is a count of accounts. Before anything was due from the distributor, having none says nothing.
func (in *Inputs) customers(n int64) reckoned {
	if !in.active() {
		return noData("notReported")
	}
	return exactly(decimal.NewFromInt(n))
}

// active reports whether the distributor sold something, or should have said by now that it did not.
func (in *Inputs) active() bool { return in.Lines > 0 || in.MonthsDue > 0 }

// Customers with two or more purchase days ÷ active customers.
func repeatRate(in *Inputs) reckoned {
	if in.Active == 0 {
		return noData("noCustomers")
	}
	return share(in.Repeating, in.Active)
}

func madeOfRepeating(in *Inputs) []Input {
	return []Input{count("repeating_customers", in.Repeating).purchases(in.Period), count("active_customers", in.Active).purchases(in.Period)}
}

// Product lines sold ÷ product lines assigned.
func mixBreadth(in *Inputs) reckoned {
	switch {
	case in.Assigned == 0:
		return noData("noAssignment")
	case !in.Reported:
		return noData("notReported")
	}
	return share(in.Sold, in.Assigned)
}

func madeOfMix(in *Inputs) []Input {
	return []Input{count("product_lines_sold", in.Sold).lines(in.Period), count("product_lines_assigned", in.Assigned)}
}

// Own revenue in the markets whose size is known ÷ their size for the months that the distributor was there. A market is a
// territory with all below it and a product line or all, within what is assigned.
func territoryShare(in *Inputs) reckoned {
	switch {
	case !in.Market.Valid || !in.Market.Decimal.IsPositive():
		return noData("noMarket")
	case !in.Reported:
		return noData("notReported")
	}
	months := decimal.NewFromInt(int64(in.present()))
	return percent(in.MarketRevenue.Mul(decimal.NewFromInt(12)), in.Market.Decimal.Mul(months))
}

func madeOfMarket(in *Inputs) []Input {
	return []Input{money("revenue_in_market", in.MarketRevenue), {Key: "market_size", Value: in.Market, Money: true}, count("months_present", int64(in.present()))}
}

func leftOfMarket(in *Inputs) []Exclusion {
	return leaving(leftOfLines(in), "noMarket", in.Lines-in.MarketLines, decimal.NewNullDecimal(in.Revenue.Sub(in.MarketRevenue)))
}
