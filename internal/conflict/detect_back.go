package conflict

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/scope"
)

// mostReports bounds how many ended reports are looked back at in one transaction.
const mostReports = 1000

// LookBack looks at the weeks in which a distributor's reports brought lines or lost them, and at its history. Nothing is done when another job has
// seen to it: several reports at once are one look.
func (d *Detector) LookBack(ctx context.Context, distributor uuid.UUID) error {
	err := d.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		waiting, err := takePending(ctx, tx, `kind = 'REPORT' AND distributor_id = @distributor`, pgx.NamedArgs{"most": mostReports, "distributor": distributor})
		if err != nil || len(waiting) == 0 {
			return err
		}
		p, err := d.begin(ctx, tx)
		if err != nil {
			return err
		}
		args := pgx.NamedArgs{"distributor": distributor, "reports": []uuid.UUID{}, "ids": []uuid.UUID{}}
		for _, w := range waiting {
			if w.ReportID != nil {
				args["reports"] = append(args["reports"].([]uuid.UUID), *w.ReportID)
			}
			args["ids"] = append(args["ids"].([]uuid.UUID), w.IDs...)
		}
		weeks := looked{rules.Weeks, weeksOf, args}
		if err := p.find(ctx, weeks); err != nil {
			return err
		}
		gap := `SELECT s.rule, s.subject FROM (` + weeksOf + `) w JOIN conflict_subjects s ON s.rule = ANY(@rules) AND starts_with(s.subject, 'week:' || w.week || ' ') ORDER BY 1, 2`
		args["rules"] = rulesOver(rules.Weeks)
		if err := p.forget(ctx, gap, args); err != nil {
			return err
		}
		if err := p.watch(ctx, weeks, ofMonths); err != nil {
			return err
		}
		if err := p.watch(ctx, overHistories(distributor), ofHistories); err != nil {
			return err
		}
		return p.follow(ctx)
	})
	if err != nil {
		return fmt.Errorf("looking back: %w", err)
	}
	return nil
}

// weeksOf is the mondays of the weeks that lines of reports, or single lines, lie in, whether they count or not.
const weeksOf = `SELECT DISTINCT date_trunc('week', sale_date::timestamp)::date AS week FROM sale_lines WHERE distributor_id = @distributor AND report_id = ANY(@reports)
	UNION SELECT date_trunc('week', sale_date::timestamp)::date FROM sale_lines WHERE distributor_id = @distributor AND id = ANY(@ids)`
