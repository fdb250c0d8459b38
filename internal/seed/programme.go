package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// weights are how much each metric counts in the demo's programme.
var weights = []struct {
	key    string
	weight int64
}{
	{"revenue_attainment", 20}, {"revenue_growth", 8}, {"territory_share", 6}, {"active_customers", 6}, {"new_customers", 6}, {"repeat_rate", 6},
	{"mix_breadth", 5}, {"satisfaction", 6}, {"nps", 4}, {"report_timeliness", 5}, {"data_quality", 4}, {"price_compliance", 5}, {"territory_compliance", 5},
	{"conflict_response", 3}, {"conflicts_upheld", 3}, {"training_completion", 4}, {"manager_review", 4},
}

// openMonths is how many months before the running one stay open at least: cases about them are still argued.
const openMonths = 4

// keeper publishes, closes and restates, each at its own time.
type keeper struct {
	*loader
	at time.Time // what its clock shows
	s  *scorecard.Service
}

// keepPeriods publishes the programme of this year, closes the months that nobody works on any more, and restates a quarter once.
func (l *loader) keepPeriods(ctx context.Context) error {
	k := &keeper{loader: l}
	k.s = scorecard.New(l.App, func() time.Time { return k.at })
	all := auth.ScopeOf(ctx)
	if err := k.publish(ctx, all); err != nil {
		return fmt.Errorf("publishing the programme: %w", err)
	}
	end := period.Of(period.Quarter, l.w.Month(fullMonths-openMonths)).Start
	for m := 0; l.w.Month(m).Before(end); m++ {
		month := period.Of(period.Month, l.w.Month(m))
		k.at = month.Next().AddDate(0, 0, l.w.Brand.DueDay+2).Add(2 * time.Hour)
		if _, err := k.s.ClosePeriod(ctx, all, month); err != nil {
			return fmt.Errorf("closing %s: %w", month, err)
		}
	}
	if err := k.restate(ctx, all, period.Of(period.Quarter, end.AddDate(0, 0, -1))); err != nil {
		return fmt.Errorf("restating a quarter: %w", err)
	}
	return nil
}

func (k *keeper) publish(ctx context.Context, all scope.Scope) error {
	year := period.Of(period.Year, k.w.Today)
	k.at = year.Start.AddDate(0, -1, 0).Add(2 * time.Hour)
	d := decimal.NewFromInt
	p := scorecard.Programme{Name: "Channel programme " + year.String(), From: year.Start, GradeA: d(90), GradeB: d(75), GradeC: d(60), Deductions: []scorecard.Deduction{
		{Key: scorecard.UpheldConflict, Points: d(3), Most: d(9)}, {Key: scorecard.Warning, Points: d(2), Most: d(4)}, {Key: scorecard.LateReport, Points: d(1), Most: d(6)}}}
	bounds := map[string]scorecard.MetricDefinition{}
	for _, m := range scorecard.Definitions() {
		bounds[m.Key] = m
	}
	for _, w := range weights {
		p.Rules = append(p.Rules, scorecard.Rule{Key: w.key, Weight: d(w.weight), Month: bounds[w.key].Month, Quarter: bounds[w.key].Quarter, Year: bounds[w.key].Year})
	}
	_, err := k.s.SetProgramme(ctx, all, nil, p)
	return err
}

// restate corrects a line of the first distributor that is shown, in a quarter that was closed, and freezes its card anew.
func (k *keeper) restate(ctx context.Context, all scope.Scope, quarter period.Period) error {
	code := demonstrated[0]
	k.at = quarter.Next().AddDate(0, 1, 3).Add(3 * time.Hour)
	r, err := k.s.Restate(ctx, all, nil, scorecard.Restating{DistributorID: k.ids[code], Period: quarter, Reason: "A credit note for a returned pallet reached us after the quarter was closed."})
	if err != nil {
		return err
	}
	line, amount, err := k.ordinaryLine(ctx, k.ids[code], quarter)
	if err != nil {
		return err
	}
	k.at = k.at.Add(26 * time.Hour)
	clerk := auth.With(ctx, auth.Actor{User: k.clerks[code], Organization: k.ids[code], Role: "distributor_rep", Reach: scope.Own})
	sales := sale.New(k.App, k.Files, noQueue{}, k.detector, func() time.Time { return k.at })
	less := amount.Mul(decimal.RequireFromString("0.4")).Round(0)
	if _, _, err := sales.Correct(clerk, auth.ScopeOf(clerk), nil, line, sale.Correction{NetAmount: &less}, "Credit note for the returned pallet"); err != nil {
		return err
	}
	k.at = k.at.Add(20 * time.Hour)
	_, err = k.s.PublishRestatement(ctx, all, r.ID)
	return err
}

// ordinaryLine is the largest line of a distributor in a period that no case is about.
func (k *keeper) ordinaryLine(ctx context.Context, distributor uuid.UUID, p period.Period) (id uuid.UUID, amount decimal.Decimal, err error) {
	err = k.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT l.id, l.net_amount FROM sale_lines l WHERE l.distributor_id = @distributor AND l.sale_date >= @from AND l.sale_date < @until AND l.voided_at IS NULL
			AND NOT EXISTS (SELECT FROM conflict_evidence_own o WHERE o.distributor_id = l.distributor_id AND o.line_id = l.id) ORDER BY l.net_amount DESC, l.invoice_no, l.line_no LIMIT 1`,
			postgres.Args{"distributor": distributor, "from": p.Start, "until": p.Next()}).Scan(&id, &amount)
	})
	return id, amount, err
}
