package conflict

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// looksLock is the advisory lock by which looks take turns: two at once would find the same.
const looksLock = 7_302_418

// pendingBatch is how much that waits is looked at in one transaction.
const pendingBatch = 40

// pending is something that waits to be looked at.
type pending struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	Kind          string
	ReportID      *uuid.UUID
	FirstRow      *int
	LastRow       *int
	IDs           []uuid.UUID
	Since         time.Time
}

// Drain looks at all that waits, each batch in a transaction of its own: at customers whose accounts have new lines, or lines fewer, at lines
// that others took the place of, and at registrations.
func (d *Detector) Drain(ctx context.Context) error {
	for {
		n := 0
		err := d.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
			n, err = d.batch(ctx, tx)
			return err
		})
		if err != nil {
			return fmt.Errorf("looking for conflicts: %w", err)
		}
		if n < pendingBatch {
			return nil
		}
	}
}

func (d *Detector) batch(ctx context.Context, tx pgx.Tx) (int, error) {
	waiting, err := takePending(ctx, tx, `kind <> 'REPORT'`, pgx.NamedArgs{"most": pendingBatch})
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	p, err := d.begin(ctx, tx)
	if err != nil {
		return 0, err
	}
	customers := map[uuid.UUID]bool{}
	for _, w := range waiting {
		if err := p.catchUp(ctx, w, customers); err != nil {
			return 0, err
		}
	}
	ids := make([]uuid.UUID, 0, len(customers))
	for id := range customers {
		ids = append(ids, id)
	}
	if err := p.findCustomers(ctx, ids); err != nil {
		return 0, err
	}
	return len(waiting), p.follow(ctx)
}

// catchUp looks at what waits but for its customers, which it collects.
func (p *pass) catchUp(ctx context.Context, w pending, customers map[uuid.UUID]bool) error {
	at := looked{over: rules.Lines, args: pgx.NamedArgs{"distributor": w.DistributorID, "ids": w.IDs}}
	switch {
	case w.Kind == "REGISTRATION":
		return p.collect(ctx, customers, `SELECT distributor_id, account_id FROM registrations WHERE distributor_id = @distributor AND id = ANY(@ids)`, at.args)
	case w.Kind == "VOIDED":
		if err := p.voided(ctx, w.DistributorID, w.IDs); err != nil {
			return err
		}
		at.sql = `SELECT * FROM sale_lines WHERE distributor_id = @distributor AND id = ANY(@ids)`
	case w.ReportID != nil:
		at = overRows(sale.ReportRows{Distributor: w.DistributorID, Report: *w.ReportID, First: *w.FirstRow, Last: *w.LastRow})
	default:
		at = overLines(w.DistributorID, w.IDs)
		if err := p.find(ctx, at); err != nil {
			return err
		}
	}
	return p.collect(ctx, customers, `SELECT DISTINCT distributor_id, account_id FROM (`+at.sql+`) l WHERE account_id IS NOT NULL`, at.args)
}

// collect adds the customers that several organisations know of the accounts that the query gives.
func (p *pass) collect(ctx context.Context, customers map[uuid.UUID]bool, accounts string, args pgx.NamedArgs) error {
	rows, err := p.tx.Query(ctx, `SELECT DISTINCT c.id FROM (`+accounts+`) s JOIN accounts a ON a.distributor_id = s.distributor_id AND a.id = s.account_id
		JOIN customer_links k ON k.distributor_id = a.distributor_id AND k.account_id = coalesce(a.merged_into, a.id)
		JOIN customers c ON c.id = k.customer_id AND c.organizations > 1 ORDER BY 1`, args)
	if err != nil {
		return err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	for _, id := range ids {
		customers[id] = true
	}
	return err
}

// takePending takes what has waited longest of what the condition says. What comes while it is looked at waits for the next turn.
func takePending(ctx context.Context, tx pgx.Tx, condition string, args pgx.NamedArgs) ([]pending, error) {
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, looksLock); err != nil {
		return nil, err
	}
	return postgres.Rows[pending](tx.Query(ctx, `
		WITH due AS (SELECT distributor_id, id FROM rule_pending WHERE `+condition+` ORDER BY since, id LIMIT @most),
		taken AS (DELETE FROM rule_pending p USING due d WHERE p.distributor_id = d.distributor_id AND p.id = d.id
		  RETURNING p.distributor_id, p.id, p.kind, p.report_id, p.first_row, p.last_row, p.ids, p.since)
		SELECT * FROM taken ORDER BY since, id`, args))
}

// LookBack looks at the weeks in which a distributor's reports brought lines or lost them.
func (d *Detector) LookBack(ctx context.Context, distributor uuid.UUID) error {
	return d.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		waiting, err := takePending(ctx, tx, `kind = 'REPORT' AND distributor_id = @distributor`, pgx.NamedArgs{"most": 1000, "distributor": distributor})
		if err != nil || len(waiting) == 0 {
			return err
		}
		p, err := d.begin(ctx, tx)
		if err != nil {
			return err
		}
		return p.follow(ctx)
	})
}
