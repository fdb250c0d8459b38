package scorecard

import (
	"github.com/shopspring/decimal"
)

// MetricDefinition is a metric that a programme may name, with bounds to begin with.
type MetricDefinition struct {
	Metric
	Month, Quarter, Year Bounds
}

// begin are the bounds to begin with, in the order of the screen: floor, target and stretch of a month, a quarter and a year.
var begin = []struct {
	key                  string
	month, quarter, year [3]float64
}{
	{"revenue_attainment", [3]float64{50, 100, 120}, [3]float64{60, 100, 115}, [3]float64{70, 100, 110}},
	{"revenue_growth", [3]float64{-20, 10, 25}, [3]float64{-15, 10, 20}, [3]float64{-10, 10, 20}},
	{"territory_share", [3]float64{2, 10, 20}, [3]float64{2, 10, 20}, [3]float64{2, 10, 20}},
	{"active_customers", [3]float64{0, 40, 80}, [3]float64{0, 60, 120}, [3]float64{0, 90, 180}},
	{"new_customers", [3]float64{0, 3, 6}, [3]float64{0, 8, 16}, [3]float64{0, 25, 50}},
	{"repeat_rate", [3]float64{5, 25, 45}, [3]float64{20, 50, 75}, [3]float64{40, 75, 95}},
	{"mix_breadth", [3]float64{25, 80, 100}, [3]float64{40, 90, 100}, [3]float64{50, 95, 100}},
	{"satisfaction", [3]float64{3, 4.2, 4.8}, [3]float64{3, 4.2, 4.8}, [3]float64{3, 4.2, 4.8}},
	{"nps", [3]float64{-20, 30, 60}, [3]float64{-20, 30, 60}, [3]float64{-20, 30, 60}},
	{"report_timeliness", [3]float64{0, 100, 100}, [3]float64{30, 100, 100}, [3]float64{50, 100, 100}},
	{"data_quality", [3]float64{90, 99, 100}, [3]float64{90, 99, 100}, [3]float64{90, 99, 100}},
	{"price_compliance", [3]float64{80, 98, 100}, [3]float64{80, 98, 100}, [3]float64{80, 98, 100}},
	{"territory_compliance", [3]float64{80, 98, 100}, [3]float64{80, 98, 100}, [3]float64{80, 98, 100}},
	{"conflict_response", [3]float64{120, 48, 8}, [3]float64{120, 48, 8}, [3]float64{120, 48, 8}},
	{"conflicts_upheld", [3]float64{2, 0, 0}, [3]float64{4, 1, 0}, [3]float64{10, 3, 0}},
	{"training_completion", [3]float64{40, 90, 100}, [3]float64{40, 90, 100}, [3]float64{40, 90, 100}},
	{"manager_review", [3]float64{2, 4, 5}, [3]float64{2, 4, 5}, [3]float64{2, 4, 5}},
}

// Definitions are the metrics that a programme may name.
func Definitions() []MetricDefinition {
	all := make([]MetricDefinition, len(begin))
	for i, d := range begin {
		all[i] = MetricDefinition{metrics[d.key], boundsOf(d.month), boundsOf(d.quarter), boundsOf(d.year)}
	}
	return all
}

func boundsOf(v [3]float64) Bounds {
	return Bounds{decimal.NewFromFloat(v[0]), decimal.NewFromFloat(v[1]), decimal.NewFromFloat(v[2])}
}
