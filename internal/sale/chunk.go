package sale

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/typeid"
)

// tally is what became of a chunk's rows.
type tally struct {
	accepted, duplicate, rejected, ignored, warned int
	mended                                         int // of the rejected rows, those whose sale is there all the same
}

// accept brings a chunk in: lines, listed rows, rollups, all in tx. The caller has checked the fence, holds
// the distributor's row and counts what accept gives back.
func accept(ctx context.Context, tx pgx.Tx, r *Report, c *chunk, rules Rules, now time.Time) (tally, error) {
	closed, err := closedMonths(ctx, tx, r.DistributorID)
	if err != nil {
		return tally{}, err
	}
	if err := stage(ctx, tx, c); err != nil {
		return tally{}, fmt.Errorf("staging the rows: %w", err)
	}
	if err := rejectClosed(ctx, tx, c, r.Mapping, closed); err != nil {
		return tally{}, fmt.Errorf("leaving out closed months: %w", err)
	}
	if err := addAccounts(ctx, tx, r.DistributorID, now); err != nil {
		return tally{}, fmt.Errorf("adding the accounts: %w", err)
	}
	added, err := addLines(ctx, tx, r, c, now)
	if err != nil {
		return tally{}, fmt.Errorf("adding the lines: %w", err)
	}
	t := tally{accepted: added, ignored: c.ignored}
	if err := settleOthers(ctx, tx, r, c, &t); err != nil {
		return tally{}, fmt.Errorf("telling duplicates from changes: %w", err)
	}
	if t.accepted > 0 {
		lines := rowsOf(r.DistributorID, r.ID, int(r.CursorRow)+1, int(c.last))
		if err := move(ctx, tx, lines, 1); err != nil {
			return tally{}, err
		}
		if err := rules.Accepted(ctx, tx, ReportRows{r.DistributorID, r.ID, int(r.CursorRow) + 1, int(c.last)}); err != nil {
			return tally{}, fmt.Errorf("looking for conflicts: %w", err)
		}
		if err := mend(ctx, tx, r, lines); err != nil {
			return tally{}, fmt.Errorf("mending rejected rows: %w", err)
		}
	}
	if err := list(ctx, tx, r, c, now); err != nil {
		return tally{}, fmt.Errorf("listing the rows: %w", err)
	}
	if t.rejected > 0 {
		if t.mended, err = mendAtOnce(ctx, tx, r, c); err != nil {
			return tally{}, fmt.Errorf("telling rows that are mended already: %w", err)
		}
		if err := mend(ctx, tx, r, rejectedAgain(r, c)); err != nil {
			return tally{}, fmt.Errorf("taking over rejected rows: %w", err)
		}
	}
	return t, nil
}

// standing is the live line that a row met.
type standing struct {
	RowNo        int
	Same         bool
	SaleDate     time.Time
	Quantity     string
	NetAmount    string
	Currency     string
	SaidQuantity string // by the row
	SaidAmount   string
}

// settleOthers tells the staged rows that did not become lines: duplicates of a line with the same facts,
// or rejected as changed, showing what stands. A corrected line has no text that its hash of facts could be made of:
// it is compared by what it holds.
func settleOthers(ctx context.Context, tx pgx.Tx, r *Report, c *chunk, t *tally) error {
	staged := 0
	for i := range c.rows {
		switch c.rows[i].outcome {
		case Rejected:
			t.rejected++
		case Ignored:
		default:
			staged++
		}
	}
	if staged > t.accepted {
		met, err := postgres.Rows[standing](tx.Query(ctx, `
			SELECT s.row_no, k.sale_date, k.quantity::text, k.net_amount::text, k.currency::text, s.quantity::text AS said_quantity, s.net_amount::text AS said_amount, CASE WHEN k.facts = s.facts THEN true ELSE
			  (k.product_id, k.sale_date, k.quantity, k.net_amount, k.currency, k.territory_id, k.channel_type, k.serial) IS NOT DISTINCT FROM
			  (s.product_id, s.sale_date, s.quantity, s.net_amount, s.currency, s.territory_id, s.channel_type, s.serial) AND
			  (SELECT coalesce(a.merged_into, a.id) FROM accounts a WHERE a.distributor_id = @distributor AND a.id = k.account_id) IS NOT DISTINCT FROM
			  (SELECT coalesce(a.merged_into, a.id) FROM accounts a WHERE a.distributor_id = @distributor AND a.key_hash = s.account_key) END AS same
			FROM stage_lines s CROSS JOIN LATERAL (SELECT * FROM sale_lines l
			  WHERE l.distributor_id = @distributor AND l.invoice_no = s.invoice_no AND l.line_no = s.line_no AND l.voided_at IS NULL LIMIT 1) k
			WHERE k.id <> s.id ORDER BY s.row_no`, postgres.Args{"distributor": r.DistributorID}))
		if err != nil {
			return err
		}
		columns := r.Mapping.Headers()
		byRow := make(map[int]*row, len(c.rows))
		for i := range c.rows {
			byRow[c.rows[i].no] = &c.rows[i]
		}
		for _, m := range met {
			row := byRow[m.RowNo]
			if m.Same {
				t.duplicate++
				row.outcome, row.duplicate = "", true // a duplicate is not listed, whatever it warned of
				continue
			}
			t.rejected++
			row.outcome = Rejected
			invoice, _, _ := c.textsOf(row)
			row.problems = append(row.problems, intake.Problem{Field: salesfile.InvoiceNumber, Column: columns[salesfile.InvoiceNumber], Key: "row.changed",
				Value: invoice, Params: map[string]any{
					"wasDate": m.SaleDate.Format(time.DateOnly), "wasQuantity": m.Quantity, "wasAmount": m.NetAmount, "currency": m.Currency,
					"date": row.day.Format(time.DateOnly), "quantity": m.SaidQuantity, "amount": m.SaidAmount}})
		}
	}
	for i := range c.rows {
		if c.rows[i].outcome == Warned {
			t.warned++
		}
	}
	return nil
}

// list keeps the rows that are shown with their report, their raw text apart.
func list(ctx context.Context, tx pgx.Tx, r *Report, c *chunk, now time.Time) error {
	var rows copyText
	for i := range c.rows {
		row := &c.rows[i]
		if row.outcome == "" {
			continue
		}
		values, problems := make([]string, len(row.problems)), slices.Clone(row.problems)
		for j := range problems {
			values[j], problems[j].Value = problems[j].Value, "" // values are the distributor's alone
		}
		said, err := json.Marshal(problems)
		if err != nil {
			return err
		}
		rows.row()
		rows.int(row.no)
		rows.id(typeid.New())
		rows.text(string(row.outcome))
		rows.text(string(said))
		invoice, line, cells := c.textsOf(row)
		if invoice == "" || row.outcome == Ignored {
			rows.null()
			rows.null()
		} else {
			rows.text(invoice)
			rows.text(line)
		}
		rows.array(cells)
		rows.array(values)
		rows.text(line)
		rows.endRow()
	}
	if rows.isEmpty() {
		return nil
	}
	if _, err := tx.Exec(ctx, makeListed); err != nil {
		return err
	}
	if err := rows.into(ctx, tx, "stage_rows"); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, addListed, postgres.Args{"distributor": r.DistributorID, "report": r.ID, "now": now})
	return err
}

// COPY does not go into a table with row security: the rows go by a stage of their own.
const (
	makeListed = `CREATE TEMP TABLE IF NOT EXISTS stage_rows (row_no int, id uuid, outcome text, problems jsonb, invoice_no text, line_no text,
  cells text[], problem_values text[], line_id text) ON COMMIT DELETE ROWS`
	addListed = `
		WITH listed AS (
		  INSERT INTO report_rows (distributor_id, report_id, row_no, id, outcome, problems, invoice_no, line_no)
		  SELECT @distributor::uuid, @report::uuid, row_no, id, outcome, problems, invoice_no, line_no FROM stage_rows ORDER BY row_no)
		INSERT INTO report_row_cells (distributor_id, report_id, row_no, cells, problem_values, line_id, created_at)
		SELECT @distributor::uuid, @report::uuid, row_no, cells, problem_values, line_id, @now::timestamptz FROM stage_rows ORDER BY row_no`
)

// rejectedAgain selects the rows of the chunk that were rejected and whose identity is known: the same row of an earlier
// report is not to be mended there as well, nor to count against the distributor twice.
func rejectedAgain(r *Report, c *chunk) selection {
	return selection{`SELECT invoice_no, line_no FROM report_rows WHERE distributor_id = @distributor AND report_id = @report
		AND row_no BETWEEN @lo AND @hi AND outcome = 'REJECTED' AND mended_at IS NULL AND invoice_no IS NOT NULL`,
		pgx.NamedArgs{"distributor": r.DistributorID, "report": r.ID, "lo": r.CursorRow + 1, "hi": c.last}}
}

// mendAtOnce marks the chunk's rejected rows whose identity a line of another report has already, and counts them: a file
// that was mended comes again as it first was, and nothing of it is missing. A row that was rejected because it says other
// than its line is not mended by that line.
func mendAtOnce(ctx context.Context, tx pgx.Tx, r *Report, c *chunk) (int, error) {
	var mended int
	err := tx.QueryRow(ctx, `
		WITH mended AS (
		  UPDATE report_rows w SET mended_at = now()
		  WHERE w.distributor_id = @distributor AND w.report_id = @report AND w.row_no BETWEEN @lo AND @hi
		    AND w.outcome = 'REJECTED' AND w.invoice_no IS NOT NULL AND NOT w.problems @> '[{"key": "row.changed"}]'
		    AND (SELECT l.report_id <> @report FROM sale_lines l WHERE l.distributor_id = @distributor
		      AND l.invoice_no = w.invoice_no AND l.line_no = w.line_no AND l.voided_at IS NULL)
		  RETURNING w.row_no)
		UPDATE sales_reports p SET rows_mended = p.rows_mended + (SELECT count(*) FROM mended)
		WHERE p.distributor_id = @distributor AND p.id = @report
		RETURNING (SELECT count(*) FROM mended)`,
		postgres.Args{"distributor": r.DistributorID, "report": r.ID, "lo": r.CursorRow + 1, "hi": c.last}).Scan(&mended)
	return mended, err
}

// mend marks rejected rows of earlier reports whose identity a line has now, or a rejected row of this report.
func mend(ctx context.Context, tx pgx.Tx, r *Report, lines selection) error {
	args := postgres.Args{"distributor": r.DistributorID, "report": r.ID}
	for name, value := range lines.args {
		args[name] = value
	}
	_, err := tx.Exec(ctx, `
		WITH mended AS (
		  UPDATE report_rows w SET mended_at = now() FROM (`+lines.sql+`) l
		  WHERE w.distributor_id = @distributor AND w.invoice_no = l.invoice_no AND w.line_no = l.line_no
		    AND w.outcome = 'REJECTED' AND w.mended_at IS NULL AND w.report_id <> @report
		    AND EXISTS (SELECT 1 FROM sales_reports p WHERE p.distributor_id = @distributor AND p.id = w.report_id AND p.state NOT IN ('FAILED', 'CANCELLED'))
		    AND EXISTS (SELECT 1 FROM report_rows x WHERE x.distributor_id = @distributor AND x.outcome = 'REJECTED' AND x.mended_at IS NULL)
		  RETURNING w.report_id),
		counted AS (
		  UPDATE sales_reports p SET rows_mended = p.rows_mended + m.rows
		  FROM (SELECT report_id, count(*) AS rows FROM mended GROUP BY 1) m
		  WHERE p.distributor_id = @distributor AND p.id = m.report_id
		  RETURNING date_trunc('month', p.created_at AT TIME ZONE 'UTC')::date AS month, m.rows)
		INSERT INTO quality_months AS q (distributor_id, month, accepted, rejected)
		SELECT @distributor, month, 0, -sum(rows) FROM counted GROUP BY month ORDER BY month
		ON CONFLICT (distributor_id, month) DO UPDATE SET rejected = q.rejected + excluded.rejected`, args)
	return err
}

// rejectClosed rejects the staged lines of closed months.
func rejectClosed(ctx context.Context, tx pgx.Tx, c *chunk, m intake.Mapping, closed []time.Time) error {
	if len(closed) == 0 {
		return nil
	}
	column := m.Headers()[salesfile.SaleDate]
	var rejected []int
	for i := range c.rows {
		row := &c.rows[i]
		d := row.day
		if row.outcome == Rejected || row.outcome == Ignored || !slices.ContainsFunc(closed, func(m time.Time) bool { return m.Year() == d.Year() && m.Month() == d.Month() }) {
			continue
		}
		row.outcome = Rejected
		row.problems = append(row.problems, intake.Problem{Field: salesfile.SaleDate, Column: column, Key: "row.date.closed",
			Value: d.Format(time.DateOnly), Params: map[string]any{"month": d.Format("2006-01")}})
		rejected = append(rejected, row.no)
	}
	if len(rejected) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `DELETE FROM stage_lines WHERE row_no = ANY(@rows)`, postgres.Args{"rows": rejected})
	return err
}

// digest hashes what a chunk added, for its audit entry: a line is its own after-image.
func digest(c *chunk) []byte {
	h := sha256.New()
	for i := range c.rows {
		if row := &c.rows[i]; !row.duplicate && (row.outcome == "" || row.outcome == Warned) {
			h.Write(row.facts)
		}
	}
	return h.Sum(nil)
}

// lock puts the writers of one distributor's lines in a row and raises its data version.
func lock(ctx context.Context, tx pgx.Tx, distributor uuid.UUID) error {
	return partner.Touch(ctx, tx, distributor)
}
