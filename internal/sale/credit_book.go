package sale

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// HoldBooks puts the caller in a row with the writers of these distributors' lines and with whoever closes months, and raises the data
// versions. It goes through them in the order of their ids, so that two who hold several never wait for each other.
func HoldBooks(ctx context.Context, tx pgx.Tx, distributors []uuid.UUID) error {
	if err := partner.Touch(ctx, tx, distributors...); err != nil {
		return err
	}
	return shareMonths(ctx, tx)
}

// SplitCredit splits the credit of live lines among the parts: it books the entries and moves the rollups. It works for
// portal_engine, and the caller holds the books of all concerned. Returns Conflict for a line that was voided meanwhile, is of a report that
// has not been accepted whole, or is split already.
func SplitCredit(ctx context.Context, tx pgx.Tx, caseID, remedyID uuid.UUID, lines []CreditLine, parts []CreditPart, now time.Time) ([]Credit, error) {
	if err := markSplit(ctx, tx, caseID, remedyID, lines, now); err != nil {
		return nil, err
	}
	var book booking
	for _, l := range lines {
		for _, e := range CreditOf(l, parts) {
			e.CaseID, e.RemedyID, e.BookedAt = caseID, remedyID, now
			book.add(e, l.DistributorID, l.LineID)
		}
	}
	return book.entries, book.write(ctx, tx)
}

// markSplit notes that the lines are split, which keeps them as they are. Their reports are held: one that is being taken back has said so.
func markSplit(ctx context.Context, tx pgx.Tx, caseID, remedyID uuid.UUID, lines []CreditLine, now time.Time) error {
	owners, ids := make([]uuid.UUID, len(lines)), make([]uuid.UUID, len(lines))
	for i, l := range lines {
		owners[i], ids[i] = l.DistributorID, l.LineID
	}
	args := postgres.Args{"owners": owners, "lines": ids}
	_, err := tx.Exec(ctx, `SELECT r.id FROM sales_reports r WHERE (r.distributor_id, r.id) IN (
		  SELECT l.distributor_id, l.report_id FROM unnest(@owners::uuid[], @lines::uuid[]) k (owner, line) JOIN sale_lines l ON l.distributor_id = k.owner AND l.id = k.line)
		ORDER BY r.distributor_id, r.id FOR SHARE`, args)
	if err != nil {
		return fmt.Errorf("holding the reports of the lines: %w", err)
	}
	tag, err := tx.Exec(ctx, `
		INSERT INTO credit_splits (distributor_id, line_id, remedy_id, case_id, split_at)
		SELECT l.distributor_id, l.id, @remedy, @case, @now
		FROM unnest(@owners::uuid[], @lines::uuid[]) k (owner, line)
		JOIN sale_lines l ON l.distributor_id = k.owner AND l.id = k.line AND l.voided_at IS NULL
		JOIN sales_reports r ON r.distributor_id = l.distributor_id AND r.id = l.report_id AND r.state IN ('ACCEPTED', 'ACCEPTED_WITH_REJECTS')
		ORDER BY 1, 2`, postgres.Args{"owners": owners, "lines": ids, "remedy": remedyID, "case": caseID, "now": now})
	switch {
	case postgres.Violates(err, "credit_splits_once"):
		return fault.New(fault.Conflict, "remedy.lineSplit", nil)
	case err != nil:
		return fmt.Errorf("marking the lines as split: %w", err)
	case tag.RowsAffected() != int64(len(lines)):
		return fault.New(fault.Conflict, "remedy.lineVoided", nil)
	}
	return nil
}

// UnsplitCredit takes a remedy's split back. Entries of open months are reversed; those of months that were closed since are countered in the
// first open one, for a closed month's numbers stay. The caller holds the books of all concerned. A remedy that is not booked is left as it is.
func UnsplitCredit(ctx context.Context, tx pgx.Tx, remedyID uuid.UUID, now time.Time) error {
	type entry struct {
		Credit
		OwnerID uuid.UUID // of the line
		Line    uuid.UUID
		Open    time.Time // the first open month from its own on
	}
	booked, err := postgres.Rows[entry](tx.Query(ctx, "SELECT "+creditColumns+`, k.owner_id, k.line_id AS line, open_month(c.month) AS open
		FROM credit_entries c JOIN credit_lines k ON k.entry_id = c.id
		WHERE c.remedy_id = @remedy AND c.reversed_at IS NULL AND c.counters IS NULL
		  AND EXISTS (SELECT 1 FROM credit_splits s WHERE s.distributor_id = k.owner_id AND s.line_id = k.line_id AND s.remedy_id = @remedy AND s.released_at IS NULL)
		ORDER BY c.distributor_id, c.id`, postgres.Args{"remedy": remedyID}))
	if err != nil {
		return fmt.Errorf("reading the entries: %w", err)
	}
	var counter booking
	var reversed []Credit
	var ids []uuid.UUID
	for _, e := range booked {
		c := e.Credit
		c.Amount = c.Amount.Neg()
		if e.Open.Equal(e.Month) {
			reversed, ids = append(reversed, c), append(ids, c.ID)
			continue
		}
		id := c.ID
		c.Counters, c.Month, c.BookedAt = &id, e.Open, now
		c.ID = typeid.New()
		counter.add(c, e.OwnerID, e.Line)
	}
	if _, err := tx.Exec(ctx, `UPDATE credit_entries SET reversed_at = @now WHERE id = ANY(@ids) AND remedy_id = @remedy`,
		postgres.Args{"ids": ids, "remedy": remedyID, "now": now}); err != nil {
		return fmt.Errorf("reversing entries: %w", err)
	}
	if err := moveCredit(ctx, tx, reversed); err != nil {
		return err
	}
	if err := counter.write(ctx, tx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE credit_splits SET released_at = @now WHERE remedy_id = @remedy AND released_at IS NULL`,
		postgres.Args{"remedy": remedyID, "now": now})
	return err
}

// booking is entries to be written, each with the line that it is of.
type booking struct {
	entries       []Credit
	owners, lines []uuid.UUID
}

func (b *booking) add(c Credit, owner, line uuid.UUID) {
	b.entries, b.owners, b.lines = append(b.entries, c), append(b.owners, owner), append(b.lines, line)
}

// write adds the entries and moves the rollups.
func (b *booking) write(ctx context.Context, tx pgx.Tx) error {
	if len(b.entries) == 0 {
		return nil
	}
	c := columnsOf(b.entries)
	batch := &pgx.Batch{}
	batch.Queue(`
		INSERT INTO credit_entries (distributor_id, id, case_id, remedy_id, month, product_id, product_line_id, territory_id, channel_type, amount, line_id, counters, booked_at)
		SELECT * FROM unnest(@distributors::uuid[], @ids::uuid[], @cases::uuid[], @remedies::uuid[], @months::date[], @products::uuid[], @product_lines::uuid[],
		  @territories::uuid[], @channels::text[], @amounts::numeric[], @own_lines::uuid[], @counters::uuid[], @booked::timestamptz[])`,
		postgres.Args{"distributors": c.distributors, "ids": c.ids, "cases": c.cases, "remedies": c.remedies, "months": c.months, "products": c.products,
			"product_lines": c.productLines, "territories": c.territories, "channels": c.channels, "amounts": c.amounts, "own_lines": c.lines, "counters": c.counters, "booked": c.booked})
	batch.Queue(`INSERT INTO credit_lines (entry_id, owner_id, line_id) SELECT * FROM unnest(@ids::uuid[], @owners::uuid[], @lines::uuid[])`,
		postgres.Args{"ids": c.ids, "owners": b.owners, "lines": b.lines})
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("booking credit entries: %w", err)
	}
	return moveCredit(ctx, tx, b.entries)
}

// moveCredit adds the entries' amounts to the rollups: revenue alone, for a split line is still one line of its owner's.
func moveCredit(ctx context.Context, tx pgx.Tx, entries []Credit) error {
	if len(entries) == 0 {
		return nil
	}
	c := columnsOf(entries)
	_, err := tx.Exec(ctx, `
		WITH cells AS MATERIALIZED (
		  SELECT distributor_id, month, product_id, coalesce(territory_id, '00000000-0000-0000-0000-000000000000') AS territory_id, channel_type, product_line_id, sum(amount) AS revenue
		  FROM unnest(@distributors::uuid[], @months::date[], @products::uuid[], @territories::uuid[], @channels::text[], @product_lines::uuid[], @amounts::numeric[])
		    AS e (distributor_id, month, product_id, territory_id, channel_type, product_line_id, amount) GROUP BY 1, 2, 3, 4, 5, 6),
		by_line AS (
		  INSERT INTO sales_by_line AS r (distributor_id, month, product_line_id, lines, quantity, revenue)
		  SELECT distributor_id, month, product_line_id, 0, 0, sum(revenue) FROM cells GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
		  ON CONFLICT (distributor_id, month, product_line_id) DO UPDATE SET revenue = r.revenue + excluded.revenue),
		by_territory AS (
		  INSERT INTO sales_by_territory AS r (distributor_id, month, territory_id, product_line_id, channel_type, lines, revenue)
		  SELECT distributor_id, month, territory_id, product_line_id, channel_type, 0, sum(revenue) FROM cells GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
		  ON CONFLICT (distributor_id, month, territory_id, product_line_id, channel_type) DO UPDATE SET revenue = r.revenue + excluded.revenue)
		INSERT INTO sales_by_product AS r (distributor_id, month, product_id, territory_id, channel_type, product_line_id, lines, quantity, revenue)
		SELECT distributor_id, month, product_id, territory_id, channel_type, (array_agg(product_line_id))[1], 0, 0, sum(revenue)
		FROM cells GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
		ON CONFLICT (distributor_id, month, product_id, territory_id, channel_type) DO UPDATE SET revenue = r.revenue + excluded.revenue`,
		postgres.Args{"distributors": c.distributors, "months": c.months, "products": c.products, "territories": c.territories, "channels": c.channels,
			"product_lines": c.productLines, "amounts": c.amounts})
	if err != nil {
		return fmt.Errorf("moving the rollups by credit: %w", err)
	}
	return nil
}

// columnsOfCredit are entries column by column, as a statement takes many at once.
type columnsOfCredit struct {
	distributors, ids, cases, remedies, products, productLines []uuid.UUID
	territories, lines, counters                               []*uuid.UUID
	months, booked                                             []time.Time
	channels                                                   []string
	amounts                                                    []decimal.Decimal
}

func columnsOf(entries []Credit) (c columnsOfCredit) {
	for _, e := range entries {
		c.distributors, c.ids = append(c.distributors, e.DistributorID), append(c.ids, e.ID)
		c.cases, c.remedies = append(c.cases, e.CaseID), append(c.remedies, e.RemedyID)
		c.products, c.productLines = append(c.products, e.ProductID), append(c.productLines, e.ProductLineID)
		c.territories, c.lines, c.counters = append(c.territories, e.TerritoryID), append(c.lines, e.LineID), append(c.counters, e.Counters)
		c.months, c.booked = append(c.months, e.Month), append(c.booked, e.BookedAt)
		c.channels, c.amounts = append(c.channels, e.ChannelType), append(c.amounts, e.Amount)
	}
	return c
}
