package sale

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale/salesfile"
	"github.com/tonglu/portal/internal/scope"
)

// bringIn reads the file from where it stopped and accepts its rows. Reading is ahead of the database by
// one chunk. Rows before the cursor are read again, for what later rows take from them (dates that are
// merged over many rows, the count of equal rows within an invoice), and dropped.
func (w *Worker) bringIn(ctx context.Context, r *Report) error {
	ref, today, err := w.reference(ctx, r)
	if err != nil {
		return err
	}
	blob, err := w.blobs.Open(r.FileID)
	if err != nil {
		return fmt.Errorf("opening the file: %w", err)
	}
	defer blob.Close()
	reader, err := intake.Open(ctx, sourceOf(r, blob), *r.Layout)
	if err != nil {
		return err
	}
	defer reader.Close()

	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	chunks, done := make(chan *chunk), make(chan struct{})
	defer func() { stop(nil); <-done }() // the reader is closed only after nobody reads it
	f := &feed{reader: reader, ref: ref, now: w.now(), behind: r.CursorRow, columns: r.Mapping.Headers(), seen: map[uint64]uint32{}, told: told{}, chunk: &chunk{},
		parser: salesfile.NewParser(r.Mapping, salesfile.Context{DefaultCurrency: ref.distributor.Currency, DefaultChannel: string(ref.distributor.ChannelTypes[0]), Today: today, Styles: r.Layout.Styles})}
	go func() {
		defer close(done)
		defer close(chunks)
		for {
			c, err := f.next()
			if c != nil {
				select {
				case chunks <- c:
				case <-ctx.Done():
					return
				}
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					stop(err)
				}
				return
			}
		}
	}()
	for c := range chunks {
		if err := w.commit(ctx, r, c); err != nil {
			return err
		}
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := w.hold(ctx, tx, r); err != nil {
			return err
		}
		state := Accepted
		if r.RowsRejected > 0 {
			state = AcceptedWithRejects
		}
		return w.end(ctx, tx, r, state, nil)
	})
}

// reference loads what the report's rows are resolved against, and today at the distributor's.
func (w *Worker) reference(ctx context.Context, r *Report) (ref *reference, today time.Time, err error) {
	err = w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		ref, err = loadReference(ctx, tx, scope.System(), r.DistributorID)
		return err
	})
	if err != nil {
		return nil, today, fmt.Errorf("loading what rows refer to: %w", err)
	}
	return ref, dayAt(w.now(), ref.distributor.TimeZone), nil
}

// dayAt gives the calendar day of a moment in a time zone.
func dayAt(t time.Time, zone string) time.Time {
	if loc, err := time.LoadLocation(zone); err == nil {
		t = t.In(loc)
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// feed reads, parses and resolves rows into chunks.
type feed struct {
	reader  *intake.Reader
	parser  *salesfile.Parser
	ref     *reference
	columns map[intake.Field]string
	seen    map[uint64]uint32
	told    told
	chunk   *chunk // the one given last
	behind  int64  // rows to this number are in already
	now     time.Time
}

// next gives the next chunk; its error is io.EOF with the last one, which may be nil.
func (f *feed) next() (*chunk, error) {
	c := f.chunk.like()
	for len(c.rows) < chunkRows {
		rec, err := f.reader.Next()
		if err != nil {
			if len(c.rows) == 0 {
				c = nil
			}
			return c, err
		}
		res := f.parser.Parse(rec)
		var row resolved
		if res.Kind == intake.Data {
			row = f.ref.resolve(res, f.columns, f.seen, f.now)
		}
		if rec.Number <= f.behind {
			continue
		}
		c.last = rec.Number
		if res.Kind != intake.Data {
			c.ignored++
			row = resolved{outcome: Ignored, problems: []intake.Problem{{Key: "row.ignored." + string(res.Kind), Warning: true}}}
			row.line.RowNo = int(rec.Number)
		}
		c.add(row, rec.Cells, f.told)
	}
	f.chunk = c
	return c, nil
}

// commit brings a chunk in, in one transaction.
func (w *Worker) commit(ctx context.Context, r *Report, c *chunk) error {
	after := *r
	err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		after = *r
		if err := lock(ctx, tx, r.DistributorID); err != nil {
			return err
		}
		if err := w.hold(ctx, tx, r); err != nil {
			return err
		}
		t, err := accept(ctx, tx, r, c, w.rules, w.now())
		if err != nil {
			return err
		}
		after.CursorRow = c.last
		after.RowsAccepted += t.accepted
		after.RowsDuplicate += t.duplicate
		after.RowsRejected += t.rejected
		after.RowsIgnored += t.ignored
		after.RowsWarned += t.warned
		if err := w.keepProgress(ctx, tx, r, &after); err != nil {
			return fmt.Errorf("keeping the place: %w", err)
		}
		if err := moveQuality(ctx, tx, r, t.accepted, t.rejected-t.mended); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: r.DistributorID, Action: "saleLine.acceptChunk", SubjectType: "salesReport", SubjectID: audit.ID(r.ID),
			After: map[string]any{"rows": t.accepted, "fromRow": r.CursorRow + 1, "toRow": c.last, "sha256": hex.EncodeToString(digest(c))},
		})
	})
	if err == nil {
		*r = after
	}
	return err
}

// keepProgress writes the counters and the place to go on from.
func (w *Worker) keepProgress(ctx context.Context, tx pgx.Tx, before, after *Report) error {
	_, err := tx.Exec(ctx, `
		UPDATE sales_reports p SET cursor_row = @last, rows_accepted = @accepted, rows_duplicate = @duplicate, rows_rejected = @rejected,
		  rows_ignored = @ignored, rows_warned = @warned, attempts = 0, heartbeat_at = clock_timestamp(),
		  total = p.total + l.total, sales_from = least(p.sales_from, l.first), sales_until = greatest(p.sales_until, l.last)
		FROM (SELECT coalesce(sum(base_amount), 0) AS total, min(sale_date) AS first, max(sale_date) AS last FROM sale_lines
		  WHERE distributor_id = @distributor AND report_id = @report AND row_no BETWEEN @first AND @last AND voided_at IS NULL) l
		WHERE p.distributor_id = @distributor AND p.id = @report AND p.fence = @fence`,
		with(fenced(after), "first", before.CursorRow+1, "last", after.CursorRow, "accepted", after.RowsAccepted, "duplicate", after.RowsDuplicate,
			"rejected", after.RowsRejected, "ignored", after.RowsIgnored, "warned", after.RowsWarned))
	return err
}

// moveQuality counts rows accepted and rejected in the month in which their report came in.
func moveQuality(ctx context.Context, tx pgx.Tx, r *Report, accepted, rejected int) error {
	if accepted == 0 && rejected == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO quality_months AS q (distributor_id, month, accepted, rejected)
		VALUES (@distributor, date_trunc('month', @created::timestamptz AT TIME ZONE 'UTC')::date, @accepted, @rejected)
		ON CONFLICT (distributor_id, month) DO UPDATE SET accepted = q.accepted + excluded.accepted, rejected = q.rejected + excluded.rejected`,
		postgres.Args{"distributor": r.DistributorID, "created": r.CreatedAt, "accepted": accepted, "rejected": rejected})
	return err
}

// loadReference loads what a distributor's rows are resolved against.
func loadReference(ctx context.Context, tx pgx.Tx, sc scope.Scope, distributor uuid.UUID) (*reference, error) {
	d, err := partner.LoadSeller(ctx, tx, sc, distributor)
	if err != nil {
		return nil, err
	}
	products, err := catalog.LoadIndex(ctx, tx, distributor)
	if err != nil {
		return nil, err
	}
	territories, err := partner.LoadTerritoryIndex(ctx, tx)
	if err != nil {
		return nil, err
	}
	rates, err := catalog.LoadRates(ctx, tx)
	if err != nil {
		return nil, err
	}
	return &reference{distributor: d, products: products, territories: territories, rates: rates}, nil
}
