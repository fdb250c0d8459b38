package sale

import (
	"context"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Lines lists the lines of the scope. Counting them gives ErrTooMany when they are many and no sum tells of them. Returns Invalid when
// the filter leaves more than can be looked through.
func (s *Service) Lines(ctx context.Context, sc scope.Scope, f LineFilter, o LineOrder, args page.Args) (page.Page[Line], error) {
	r, err := page.Check(args, len(o.columns()))
	if err != nil {
		return page.Page[Line]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Line, error) { return listLines(ctx, q, sc, f, o, r) })
	if postgres.TimedOut(err) && ctx.Err() == nil {
		return page.Page[Line]{}, fault.New(fault.Invalid, "line.narrow", nil)
	}
	if err != nil {
		return page.Page[Line]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return countLines(ctx, tx, sc, f) })
	}
	return page.Make(r, rows, o.key, count), nil
}

// LinesByID reads those of the ids that the scope reaches.
func (s *Service) LinesByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Line, error) {
	return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Line, error) { return loadLines(ctx, q, sc, ids) })
}

// Rows lists the rows of a report that ended so, in file order. To whom the file is not, they come without its words.
func (s *Service) Rows(ctx context.Context, sc scope.Scope, r Report, outcome Outcome, args page.Args) (page.Page[Row], error) {
	p, err := page.Check(args, 1)
	if err != nil {
		return page.Page[Row]{}, err
	}
	rows, err := postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) ([]Row, error) { return listRows(ctx, q, sc, r, outcome, p) })
	if err != nil {
		return page.Page[Row]{}, err
	}
	for _, row := range rows {
		for i := range row.Problems {
			if !r.FileIsOf(sc.Organization) {
				row.Problems[i].Column = ""
			}
		}
	}
	count := func(ctx context.Context) (int, error) {
		return postgres.Read(ctx, s.pool, sc, func(q postgres.Querier) (int, error) { return countRows(ctx, q, sc, r, outcome) })
	}
	return page.Make(p, rows, func(w Row) []string { return []string{strconv.Itoa(w.RowNo)} }, count), nil
}

// Preview gives the first rows of the report's file; none to whom the file is not.
func (s *Service) Preview(ctx context.Context, sc scope.Scope, r Report) (rows [][]string, err error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([][]string, error) {
		found, err := tx.Query(ctx, `SELECT rows FROM sales_report_previews WHERE distributor_id = @distributor AND report_id = @report`,
			postgres.Args{"distributor": r.DistributorID, "report": r.ID})
		if err != nil {
			return nil, err
		}
		all, err := pgx.CollectRows(found, pgx.RowTo[[][]string])
		if err != nil || len(all) == 0 {
			return nil, err
		}
		return all[0], nil
	})
}

// maxVoided is how many lines one request voids at most.
const maxVoided = 1000

// Void makes lines stop to count; those that are void already stay as they are. It gives the lines as they are
// now and the revenue that went with them. Returns NotFound when one is out of reach, Invalid without a reason or
// for lines of several distributors, Conflict for a line of a closed month or whose credit a case has split.
func (s *Service) Void(ctx context.Context, sc scope.Scope, ids []uuid.UUID, reason string) (lines []Line, removed decimal.Decimal, err error) {
	var fields fault.Fields
	if len(ids) == 0 || len(ids) > maxVoided {
		fields.Add("ids", "line.voidCount", fault.Params{"min": 1, "max": maxVoided})
	}
	if reason == "" {
		fields.Add("reason", "required", nil)
	}
	if err := fields.Err(); err != nil {
		return nil, removed, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if lines, err = loadLines(ctx, tx, sc, ids); err != nil {
			return err
		}
		if err := sameDistributor(lines, ids); err != nil {
			return err
		}
		distributor := lines[0].DistributorID
		if err := lock(ctx, tx, distributor); err != nil {
			return err
		}
		if err := refuseClosed(ctx, tx, distributor, "line", `SELECT sale_date FROM sale_lines WHERE distributor_id = @distributor AND id = ANY(@ids) AND voided_at IS NULL`,
			postgres.Args{"distributor": distributor, "ids": ids}); err != nil {
			return err
		}
		gone, err := void(ctx, tx, distributor, ids, voiding{At: s.now(), By: actorOf(ctx), Reason: reason})
		if err != nil {
			return err
		}
		for _, g := range gone {
			removed = removed.Add(g.BaseAmount)
			err := audit.Record(ctx, tx, audit.Entry{Organization: distributor, Action: "saleLine.void", SubjectType: "saleLine",
				SubjectID: audit.ID(g.ID), Before: map[string]any{"baseAmount": g.BaseAmount}, Reason: reason})
			if err != nil {
				return err
			}
		}
		if err := s.rules.Changed(ctx, tx, distributor, ids, nil); err != nil {
			return err
		}
		lines, err = loadLines(ctx, tx, sc, ids)
		return err
	})
	return lines, removed, err
}

func sameDistributor(lines []Line, ids []uuid.UUID) error {
	found := map[uuid.UUID]bool{}
	for _, l := range lines {
		found[l.ID] = true
		if l.DistributorID != lines[0].DistributorID {
			var fields fault.Fields
			fields.Add("ids", "line.severalDistributors", nil)
			return fields.Err()
		}
	}
	for _, id := range ids {
		if !found[id] {
			return fault.Missing("saleLine")
		}
	}
	return nil
}

// Correction is what changes of a line; nil parts stay.
type Correction struct {
	SaleDate    *time.Time
	ProductCode *string
	Quantity    *decimal.Decimal
	UnitPrice   *decimal.Decimal
	NetAmount   *decimal.Decimal
	ShipTo      *string
	ChannelType *string
	Serial      *string
	Note        *string
}

// Correct voids a line and adds another in its place, and gives both. A repeated key gives the first answer again.
// Returns NotFound; Conflict when the line is void already, a case has split its credit, or a month concerned is closed; Invalid with all fields at fault.
func (s *Service) Correct(ctx context.Context, sc scope.Scope, key *string, id uuid.UUID, c Correction, reason string) (old, now Line, err error) {
	if reason == "" {
		var fields fault.Fields
		fields.Add("reason", "required", nil)
		return old, now, fields.Err()
	}
	request := map[string]any{"id": id, "correction": c, "reason": reason}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		made, _, err := idempotency.Do(ctx, tx, sc, "correctSaleLine", key, request, func() (uuid.UUID, error) {
			return s.correct(ctx, tx, sc, id, c, reason)
		})
		if err != nil {
			return err
		}
		if now, err = loadLine(ctx, tx, sc, made); err != nil {
			return err
		}
		old, err = loadLine(ctx, tx, sc, id)
		return err
	})
	return old, now, err
}

func (s *Service) correct(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID, c Correction, reason string) (uuid.UUID, error) {
	old, err := loadLine(ctx, tx, sc, id)
	if err != nil {
		return uuid.Nil, err
	}
	if err := lock(ctx, tx, old.DistributorID); err != nil {
		return uuid.Nil, err
	}
	if old, err = loadLine(ctx, tx, sc, id); err != nil { // as it is behind the lock
		return uuid.Nil, err
	}
	if old.VoidedAt != nil {
		return uuid.Nil, fault.New(fault.Conflict, "line.alreadyVoided", nil)
	}
	ref, err := loadReference(ctx, tx, sc, old.DistributorID)
	if err != nil {
		return uuid.Nil, err
	}
	line, err := c.apply(old, ref, s.now())
	if err != nil {
		return uuid.Nil, err
	}
	err = refuseClosed(ctx, tx, old.DistributorID, "line", `SELECT unnest(@days::date[]) AS sale_date`, postgres.Args{"days": []time.Time{old.SaleDate, line.SaleDate}})
	if err != nil {
		return uuid.Nil, err
	}
	if _, err := void(ctx, tx, old.DistributorID, []uuid.UUID{old.ID}, voiding{At: s.now(), By: actorOf(ctx), Reason: reason, ReplacedBy: &line.ID}); err != nil {
		return uuid.Nil, err
	}
	if err := insertLine(ctx, tx, line); err != nil {
		return uuid.Nil, fmt.Errorf("adding the corrected line: %w", err)
	}
	if err := move(ctx, tx, linesOf(line.DistributorID, []uuid.UUID{line.ID}), 1); err != nil {
		return uuid.Nil, err
	}
	if err := addToTotal(ctx, tx, line.DistributorID, line.ReportID, line.BaseAmount); err != nil {
		return uuid.Nil, err
	}
	if err := s.rules.Changed(ctx, tx, line.DistributorID, []uuid.UUID{old.ID}, []uuid.UUID{line.ID}); err != nil {
		return uuid.Nil, err
	}
	return line.ID, audit.Record(ctx, tx, audit.Entry{Organization: line.DistributorID, Action: "saleLine.correct", SubjectType: "saleLine",
		SubjectID: audit.ID(line.ID), Before: old.facts(), After: line.facts(), Reason: reason})
}

// facts is what the audit log keeps of a line; names and notes are not among it.
func (l Line) facts() map[string]any {
	return map[string]any{"id": l.NodeID(), "invoice": l.InvoiceNo, "line": l.LineNo, "date": l.SaleDate.Format(time.DateOnly), "product": l.ProductID,
		"quantity": l.Quantity, "netAmount": l.NetAmount, "currency": l.Currency, "baseAmount": l.BaseAmount, "channel": l.ChannelType, "territory": l.TerritoryID}
}

// apply makes the corrected line. The net amount is the one given; else it is computed anew when the quantity or the
// price changes; else it stays.
func (c Correction) apply(old Line, ref *reference, now time.Time) (Line, error) {
	l, r := old, salesfile.Row{Quantity: old.Quantity, UnitPrice: old.UnitPrice, Discount: old.Discount}
	l.ID = typeid.New() // the time of coming in stays the old line's: the month was reported then
	var fields fault.Fields
	if c.SaleDate != nil {
		if today := dayAt(now, ref.distributor.TimeZone); c.SaleDate.After(today) {
			fields.Add("line.saleDate", intake.KeyFutureDate, fault.Params{"today": today.Format(time.DateOnly)})
		}
		l.SaleDate = *c.SaleDate
	}
	if c.ProductCode != nil {
		product, known := ref.products.Find(*c.ProductCode)
		if !known {
			fields.Add("line.productCode", "row.product.unknown", fault.Params{"nearest": joined(ref.products.Nearest(*c.ProductCode, 3))})
		}
		l.ProductID, l.ProductLineID = product.ProductID, product.ProductLineID
	}
	if c.Quantity != nil {
		if r.Quantity = c.Quantity.RoundBank(4); r.Quantity.IsZero() {
			fields.Add("line.quantity", salesfile.KeyZeroQuantity, nil)
		}
		l.Quantity = r.Quantity
	}
	if c.UnitPrice != nil {
		r.UnitPrice = decimal.NewNullDecimal(c.UnitPrice.RoundBank(4))
		l.UnitPrice = r.UnitPrice
	}
	switch {
	case c.NetAmount != nil:
		l.NetAmount = c.NetAmount.RoundBank(4)
	case (c.Quantity != nil || c.UnitPrice != nil) && r.UnitPrice.Valid:
		l.NetAmount = salesfile.NetAmountOf(r).RoundBank(4)
	case c.Quantity != nil:
		fields.Add("line.netAmount", "required", nil)
	}
	if c.ShipTo != nil {
		id, known := ref.territories.Find("", *c.ShipTo, "", "")
		if l.TerritoryID = &id; !known {
			fields.Add("line.shipToRegion", "row.territory.unknown", nil)
		}
	}
	if c.ChannelType != nil {
		l.ChannelType = *c.ChannelType
	}
	for _, t := range []struct {
		path  string
		said  *string
		to    *string
		limit int
	}{{"line.serial", c.Serial, &l.Serial, salesfile.MaxSerial}, {"line.note", c.Note, &l.Note, salesfile.MaxNote}} {
		if t.said == nil {
			continue
		}
		if *t.to = *t.said; utf8.RuneCountInString(*t.said) > t.limit {
			fields.Add(t.path, intake.KeyTooLong, fault.Params{"max": t.limit})
		}
	}
	rate, known := ref.rates.RateOn(l.Currency, l.SaleDate)
	if !known {
		fields.Add("line.saleDate", "row.currency.noRate", fault.Params{"currency": l.Currency, "date": l.SaleDate.Format(time.DateOnly)})
	}
	l.BaseAmount = l.NetAmount.Mul(rate).RoundBank(4)
	if l.BaseAmount.Abs().GreaterThanOrEqual(largest) || l.NetAmount.Abs().GreaterThanOrEqual(largest) {
		fields.Add("line.netAmount", intake.KeyNumberRange, fault.Params{"max": "10^14"})
	}
	account := buyer{}
	if l.AccountID != nil {
		account.key = l.AccountID[:]
	}
	l.Facts = l.factsOf(account, "")
	return l, fields.Err()
}

func insertLine(ctx context.Context, tx pgx.Tx, l Line) error {
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id,
		  territory_id, channel_type, quantity, unit_price, discount, net_amount, currency, base_amount, serial, facts, created_at)
		VALUES (@distributor, @id, @report, @row, @invoice, @line, @date, @product, @product_line, @account,
		  @territory, @channel, @quantity, @price, @discount, @net, @currency, @base, @serial, @facts, @at)`, postgres.Args{
		"distributor": l.DistributorID, "id": l.ID, "report": l.ReportID, "row": l.RowNo, "invoice": l.InvoiceNo, "line": l.LineNo, "date": l.SaleDate,
		"product": l.ProductID, "product_line": l.ProductLineID, "account": l.AccountID, "territory": l.TerritoryID, "channel": l.ChannelType,
		"quantity": l.Quantity, "price": l.UnitPrice, "discount": l.Discount, "net": l.NetAmount, "currency": l.Currency, "base": l.BaseAmount,
		"serial": l.Serial, "facts": l.Facts, "at": l.CreatedAt})
	if l.SalesPerson != "" || l.Note != "" {
		b.Queue(`INSERT INTO sale_line_notes (distributor_id, line_id, sales_person, note) VALUES (@distributor, @line, @person, @note)`,
			postgres.Args{"distributor": l.DistributorID, "line": l.ID, "person": l.SalesPerson, "note": l.Note})
	}
	return tx.SendBatch(ctx, b).Close()
}

func actorOf(ctx context.Context) *uuid.UUID {
	if a, ok := auth.ActorOf(ctx); ok {
		return &a.User
	}
	return nil
}
