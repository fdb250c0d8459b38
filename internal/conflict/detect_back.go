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

// LookBack looks at the weeks in which a distributor's reports brought lines or lost them, where they did, and at its history. It takes with it what has waited as long
// of others: when all report on the same day, markets are read once for many. So a distributor's own job may find nothing left to do.
func (d *Detector) LookBack(ctx context.Context, distributor uuid.UUID) error {
	err := d.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		waiting, err := takePending(ctx, tx, `kind = 'REPORT' AND (distributor_id = @distributor OR since < now() - make_interval(secs => @patience::float8))`,
			pgx.NamedArgs{"most": mostReports, "distributor": distributor, "patience": lookBackAfter.Seconds()})
		if err != nil || len(waiting) == 0 {
			return err
		}
		p, err := d.begin(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `SET LOCAL work_mem = '64MB'`); err != nil { // sums of markets fit, and one looks at a time
			return err
		}
		weeks, distributors := overWeeks(waiting)
		if err := p.find(ctx, weeks); err != nil {
			return err
		}
		if err := p.forget(ctx, ofWeeks, pgx.NamedArgs{"rules": rulesOver(rules.Weeks)}); err != nil {
			return err
		}
		if err := p.watch(ctx, weeks); err != nil {
			return err
		}
		if err := p.watch(ctx, overHistories(distributors...)); err != nil {
			return err
		}
		return p.follow(ctx)
	})
	if err != nil {
		return fmt.Errorf("looking back: %w", err)
	}
	return nil
}

// overWeeks is the weeks and places that the lines of reports, or single lines, lie in, whether they count or not; and whose they are.
func overWeeks(waiting []pending) (looked, []uuid.UUID) {
	var distributors, owners, reports, holders, ids []uuid.UUID
	seen := map[uuid.UUID]bool{}
	for _, w := range waiting {
		if !seen[w.DistributorID] {
			seen[w.DistributorID], distributors = true, append(distributors, w.DistributorID)
		}
		if w.ReportID != nil {
			owners, reports = append(owners, w.DistributorID), append(reports, *w.ReportID)
		}
		for _, id := range w.IDs {
			holders, ids = append(holders, w.DistributorID), append(ids, id)
		}
	}
	return looked{rules.Weeks, `SELECT DISTINCT date_trunc('week', l.sale_date::timestamp)::date AS week, l.territory_id FROM (
		  SELECT s.sale_date, s.territory_id FROM unnest(@owners::uuid[], @reports::uuid[]) AS u (distributor_id, report_id)
		    CROSS JOIN LATERAL (SELECT * FROM sale_lines k WHERE k.distributor_id = u.distributor_id AND k.report_id = u.report_id OFFSET 0) s
		  UNION ALL SELECT s.sale_date, s.territory_id FROM unnest(@holders::uuid[], @ids::uuid[]) AS u (distributor_id, id)
		    CROSS JOIN LATERAL (SELECT * FROM sale_lines k WHERE k.distributor_id = u.distributor_id AND k.id = u.id OFFSET 0) s) l`,
		pgx.NamedArgs{"owners": owners, "reports": reports, "holders": holders, "ids": ids}}, distributors
}

// ofWeeks is the subjects about weeks and places that are looked at: such begin with the week's monday, and end with an area that holds the place.
const ofWeeks = `SELECT s.rule, s.subject FROM conflict_subjects s
	WHERE s.rule = ANY(@rules) AND split_part(s.subject, ' ', 1) IN (SELECT 'week:' || week FROM looked)
	  AND split_part(s.subject, ' territory:', 2) IN (SELECT a.id::text FROM (SELECT DISTINCT territory_id FROM looked) k
	    JOIN territories t ON t.id = k.territory_id JOIN territories a ON a.span @> t.span)
	ORDER BY 1, 2`
