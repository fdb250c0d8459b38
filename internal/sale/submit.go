package sale

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/scope"
)

// NewLine is one line to report without a file; empty texts and nil amounts say nothing.
type NewLine struct {
	InvoiceNumber, LineNumber string
	SaleDate                  time.Time
	ProductCode               string
	Quantity                  decimal.Decimal
	UnitPrice, NetAmount      *decimal.Decimal
	Currency                  string
	Discount                  *decimal.Decimal
	CustomerName              string
	CustomerCode              string
	CustomerTaxID             string
	Phone, Email              string
	ShipToRegion, PostalCode  string
	ChannelType               string
	Serial, SalesPerson, Note string
}

// maxSubmitted is how many lines one submission holds at most.
const maxSubmitted = 1000

// submitted are the fields of a submission's file, in the order of NewLine.cells.
var submitted = []intake.Field{salesfile.InvoiceNumber, salesfile.LineNumber, salesfile.SaleDate, salesfile.ProductCode, salesfile.Quantity, salesfile.UnitPrice,
	salesfile.NetAmount, salesfile.Currency, salesfile.Discount, salesfile.CustomerName, salesfile.CustomerCode, salesfile.CustomerTaxID, salesfile.Phone, salesfile.Email,
	salesfile.ShipToRegion, salesfile.PostalCode, salesfile.ChannelType, salesfile.Serial, salesfile.SalesPerson, salesfile.Note}

func (l NewLine) cells() []string {
	return []string{l.InvoiceNumber, l.LineNumber, l.SaleDate.Format(time.DateOnly), l.ProductCode, l.Quantity.String(), amountText(l.UnitPrice),
		amountText(l.NetAmount), l.Currency, amountText(l.Discount), l.CustomerName, l.CustomerCode, l.CustomerTaxID, l.Phone, l.Email,
		l.ShipToRegion, l.PostalCode, l.ChannelType, l.Serial, l.SalesPerson, l.Note}
}

func amountText(d *decimal.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// Submit reports lines without a file: they are written to one and go the same road. It waits until the report has
// ended, ten seconds at most. A repeated key gives the first report again.
// Returns Invalid unless there are 1 to 1,000 lines; what is wrong with a line is told by the report's rows.
func (s *Service) Submit(ctx context.Context, sc scope.Scope, key *string, distributor uuid.UUID, source Source, lines []NewLine) (r Report, err error) {
	if len(lines) == 0 || len(lines) > maxSubmitted {
		var fields fault.Fields
		fields.Add("lines", "submit.count", fault.Params{"min": 1, "max": maxSubmitted, "count": len(lines)})
		return r, fields.Err()
	}
	text, mapping := fileOf(lines)
	blob, err := s.files.Create(ctx, "submission.csv", bytes.NewReader(text), MaxFile)
	if err != nil {
		return r, err
	}
	kept := false
	request := map[string]any{"distributor": distributor, "lines": lines}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, replayed, err := idempotency.Do(ctx, tx, sc, "submitSales", key, request, func() (uuid.UUID, error) {
			if err := keepFile(ctx, tx, sc, blob); err != nil {
				return uuid.Nil, err
			}
			return s.create(ctx, tx, sc, NewReport{DistributorID: distributor, FileID: blob.ID, Source: source, Mapping: mapping})
		})
		if err != nil {
			return err
		}
		kept = !replayed
		r, err = loadReport(ctx, tx, sc, id, false)
		return err
	})
	if err != nil || !kept {
		_ = s.files.Remove(blob.ID) // best effort: without its row nobody can reach it
	}
	if err != nil {
		return r, err
	}
	return s.Await(ctx, sc, r.ID, 10*time.Second, Received, Validating, Importing)
}

func fileOf(lines []NewLine) ([]byte, intake.Mapping) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	headers, mapping := make([]string, len(submitted)), make(intake.Mapping, len(submitted))
	for i, f := range submitted {
		headers[i] = string(f)
		mapping[i] = intake.Column{Index: i, Header: string(f), Field: f, Confidence: intake.Confirmed}
	}
	_ = w.Write(headers) // a buffer takes everything
	for _, l := range lines {
		cells := l.cells()
		for i, cell := range cells {
			cells[i] = intake.Neutral(cell) // what reading the file takes off again
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes(), mapping
}

// Ingest feeds a file of the machine through the same road as an upload, with the columns understood as far as the
// headers tell, and gives the report when it has ended. For portal import and the demo's data; advance moves the report.
// Returns Invalid naming the facts that no column holds.
func (s *Service) Ingest(ctx context.Context, sc scope.Scope, distributor uuid.UUID, fileID uuid.UUID, advance func(context.Context, Report) error) (Report, error) {
	r, err := s.Create(ctx, sc, nil, NewReport{DistributorID: distributor, FileID: fileID})
	if err != nil {
		return r, err
	}
	for range 3 { // look, confirm, bring in
		if r.State.Finished() {
			break
		}
		if r.State == AwaitingConfirm {
			if r, err = s.Confirm(ctx, sc, r.ID, nil); err != nil {
				return r, fmt.Errorf("confirming %s: %w", r.FileName, err)
			}
		}
		if err := advance(ctx, r); err != nil {
			return r, err
		}
		if r, err = s.Report(ctx, sc, r.ID); err != nil {
			return r, err
		}
	}
	return r, nil
}
