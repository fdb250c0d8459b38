package conflict

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/partner"
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
	if err := partner.Touch(ctx, tx, changedBooks(waiting)...); err != nil {
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
	if err := p.findCustomers(ctx, slices.Collect(maps.Keys(customers))); err != nil {
		return 0, err
	}
	return len(waiting), p.follow(ctx)
}

// catchUp looks at what waits but for its customers, which it collects.
func (p *pass) catchUp(ctx context.Context, w pending, customers map[uuid.UUID]bool) error {
	at := looked{over: rules.Lines, args: pgx.NamedArgs{"distributor": w.DistributorID, "ids": w.IDs}}
	switch {
	case w.Kind == "REGISTRATION":
		if err := p.watch(ctx, overHistories(w.DistributorID)); err != nil {
			return err
		}
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
	if err := p.recheckSerials(ctx, at); err != nil {
		return err
	}
	return p.collect(ctx, customers, `SELECT DISTINCT distributor_id, account_id FROM (`+at.sql+`) l WHERE account_id IS NOT NULL`, at.args)
}

// recheckSerials looks again at the serial numbers of lines: what others brought in at the same moment was not to be seen then, and a return or a
// voided line takes a claim back.
func (p *pass) recheckSerials(ctx context.Context, at looked) error {
	const claims = "DUPLICATE_CLAIM"
	at.sql = `SELECT * FROM (` + at.sql + `) l WHERE l.serial <> ''`
	if err := p.find(ctx, at, claims); err != nil {
		return err
	}
	args := maps.Clone(at.args)
	args["claims"] = claims
	return p.forget(ctx, `SELECT DISTINCT @claims AS rule, 'product:' || product_id || ' serial:' || serial AS subject FROM (`+at.sql+`) l ORDER BY 2`, args)
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
