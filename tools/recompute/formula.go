package main

import (
	"fmt"
	"math/big"
	"sort"
)

// inputs are a metric's by name, and what was counted one by one.
type inputs struct {
	values map[string]*big.Rat
	each   map[string][]*big.Rat
	failed error
}

// get is an input that the formula needs.
func (in *inputs) get(key string) *big.Rat {
	v := in.values[key]
	if v == nil {
		if in.failed == nil {
			in.failed = fmt.Errorf("it has no input %s", key)
		}
		return new(big.Rat)
	}
	return v
}

func (in *inputs) over(part, whole *big.Rat, times int64) *big.Rat {
	if whole.Sign() == 0 {
		if in.failed == nil {
			in.failed = fmt.Errorf("it divides by 0")
		}
		return nil
	}
	q := new(big.Rat).Quo(part, whole)
	return q.Mul(q, big.NewRat(times, 1))
}

func (in *inputs) share(part, whole string) *big.Rat {
	return in.over(in.get(part), in.get(whole), 100)
}

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

// formulas are those of docs/scorecard-export.md.
var formulas = map[string]func(*inputs) *big.Rat{
	"revenue_attainment": func(in *inputs) *big.Rat { return in.share("revenue", "target") },
	"revenue_growth": func(in *inputs) *big.Rat {
		return in.over(minus(in.get("revenue"), in.get("revenue_last_year")), in.get("revenue_last_year"), 100)
	},
	"revenue_growth_previous": func(in *inputs) *big.Rat {
		return in.over(minus(in.get("revenue"), in.get("revenue_previous")), in.get("revenue_previous"), 100)
	},
	"territory_share": func(in *inputs) *big.Rat {
		return in.over(in.get("revenue_in_market"), times(in.get("market_size"), in.get("months_present")), 1200)
	},
	"active_customers": func(in *inputs) *big.Rat { return in.get("active_customers") },
	"new_customers":    func(in *inputs) *big.Rat { return in.get("new_customers") },
	"repeat_rate":      func(in *inputs) *big.Rat { return in.share("repeating_customers", "active_customers") },
	"mix_breadth":      func(in *inputs) *big.Rat { return in.share("product_lines_sold", "product_lines_assigned") },
	"satisfaction":     func(in *inputs) *big.Rat { return in.over(in.get("marks_sum"), in.get("marks"), 1) },
	"nps": func(in *inputs) *big.Rat {
		return in.over(minus(in.get("promoters"), in.get("detractors")), in.get("answers"), 100)
	},
	"report_timeliness":    func(in *inputs) *big.Rat { return in.share("months_on_time", "months_due") },
	"data_quality":         quality,
	"price_compliance":     compliance,
	"territory_compliance": compliance,
	"conflict_response":    median,
	"conflicts_upheld":     func(in *inputs) *big.Rat { return in.get("cases_upheld") },
	"training_completion":  func(in *inputs) *big.Rat { return in.share("training_passed", "training_required") },
	"manager_review": func(in *inputs) *big.Rat {
		return in.over(in.get("review_marks_sum"), times(in.get("reviews"), big.NewRat(3, 1)), 1)
	},
}

func quality(in *inputs) *big.Rat {
	accepted := in.get("rows_accepted")
	return in.over(accepted, new(big.Rat).Add(accepted, in.get("rows_rejected")), 100)
}

func compliance(in *inputs) *big.Rat {
	return in.over(minus(in.get("revenue_of_lines"), in.get("revenue_in_breach")), in.get("revenue_of_lines"), 100)
}

// median is the middle of the seconds, or the mean of the two in the middle, in hours.
func median(in *inputs) *big.Rat {
	each := in.each["cases_answered"]
	n := len(each)
	if n == 0 || in.get("cases_answered").Cmp(big.NewRat(int64(n), 1)) != 0 {
		in.failed = fmt.Errorf("it counts %v answers and lists %d", in.values["cases_answered"], n)
		return nil
	}
	sort.Slice(each, func(i, j int) bool { return each[i].Cmp(each[j]) < 0 })
	return in.over(new(big.Rat).Add(each[(n-1)/2], each[n/2]), big.NewRat(2*3600, 1), 1)
}

// reasons tell whether there is no data for a reason that the inputs can show.
var reasons = map[string]func(*inputs) bool{
	"noTarget":     func(in *inputs) bool { return in.values["target"] == nil },
	"zeroTarget":   func(in *inputs) bool { return in.values["target"] != nil && in.values["target"].Sign() <= 0 },
	"noBase":       func(in *inputs) bool { return in.not("revenue_last_year") && in.not("revenue_previous") },
	"noCustomers":  func(in *inputs) bool { return in.not("active_customers") },
	"noAssignment": func(in *inputs) bool { return in.not("product_lines_assigned") },
	"notDue":       func(in *inputs) bool { return in.not("months_due") },
	"noRows":       func(in *inputs) bool { return in.not("rows_accepted") && in.not("rows_rejected") },
	"noMarket":     func(in *inputs) bool { return in.not("market_size") },
	"noAnswers":    func(in *inputs) bool { return in.not("marks") && in.not("answers") },
	"noRevenue":    func(in *inputs) bool { return in.not("revenue_of_lines") },
	"noCases":      func(in *inputs) bool { return in.not("cases_answered") },
	"noCourses":    func(in *inputs) bool { return in.not("training_required") },
	"noReviews":    func(in *inputs) bool { return in.not("reviews") },
	"notReported": func(in *inputs) bool { // revenue may have come of settled cases alone
		return in.not("product_lines_sold") && in.not("cases_upheld") && in.not("active_customers") && in.not("new_customers") &&
			(in.not("revenue") || in.values["credit"] != nil && in.values["revenue"].Cmp(in.values["credit"]) == 0)
	},
}

// not reports whether there is none of an input: it is missing, 0 or less.
func (in *inputs) not(key string) bool { return in.values[key] == nil || in.values[key].Sign() <= 0 }
