package customer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/customer/accountfile"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	// importChunk is how many rows of a list go into one transaction.
	importChunk = 2000
	// maxNamed bounds the memory for who was named before in a file; forgetting costs a warning.
	maxNamed = 1 << 20
)

// importRow is a row of a list on its way in.
type importRow struct {
	accountfile.Result
	cells   []string
	earlier int64 // the row of the file that named the same customer before; 0 when there is none
}

// importReader reads a list row by row.
type importReader struct {
	reader *intake.Reader
	parser *accountfile.Parser
	owner  uuid.UUID
	behind int64               // rows to this number are in already
	named  map[[16]byte]uint32 // the row that last named a customer
}

// takeIn reads the file from where it stopped and takes its rows in. Rows before the cursor are read again, for whom
// they name, and dropped.
func (w *ImportWorker) takeIn(ctx context.Context, i *Import) error {
	blob, err := w.blobs.Open(i.FileID)
	if err != nil {
		return fmt.Errorf("opening the file: %w", err)
	}
	defer blob.Close()
	src := importSource(i, blob)
	if i.RowsTotal == nil {
		count, err := accountfile.Fields.Survey(ctx, src, *i.Layout, i.Mapping, nil)
		if err != nil {
			return err
		}
		if err := w.keepSurvey(ctx, i, count); err != nil {
			return err
		}
	}
	place, err := w.place(ctx, i.DistributorID)
	if err != nil {
		return err
	}
	reader, err := intake.Open(ctx, src, *i.Layout)
	if err != nil {
		return err
	}
	defer reader.Close()
	in := &importReader{reader: reader, owner: i.DistributorID, behind: i.CursorRow, named: map[[16]byte]uint32{},
		parser: accountfile.NewParser(i.Mapping, accountfile.Context{Country: place.home, Today: today(w.now()), Styles: i.Layout.Styles}, LooksLikeOrganization)}
	for more := true; more; {
		rows, err := in.next()
		if more = err == nil; err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if len(rows) == 0 {
			break
		}
		if err := w.commit(ctx, i, rows, place); err != nil {
			return err
		}
	}
	state := ImportAccepted
	if i.RowsRejected > 0 {
		state = ImportPartly
	}
	return w.end(ctx, i, state, nil)
}

func today(now time.Time) time.Time {
	y, m, d := now.UTC().Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC) // somewhere it is tomorrow already
}

// keepSurvey keeps how the file is written and how many rows it has, so that it is read alike after a crash.
func (w *ImportWorker) keepSurvey(ctx context.Context, i *Import, count intake.Count) error {
	total := int(count.Rows)
	i.RowsTotal, i.Layout.Styles = &total, count.Styles
	return w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if err := w.hold(ctx, tx, i); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE account_imports SET layout = @layout, rows_total = @total, attempts = 0, heartbeat_at = clock_timestamp()
			WHERE distributor_id = @owner AND id = @id AND fence = @fence`, with(fencedImport(i), "layout", i.Layout, "total", total))
		return err
	})
}

// importPlace is where the owner of a list is at home, and the regions that its addresses lie in.
type importPlace struct {
	home string
	tree *partner.TerritoryIndex
}

func (w *ImportWorker) place(ctx context.Context, owner uuid.UUID) (p importPlace, err error) {
	err = w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		if p.home, err = homeOf(ctx, tx, owner); err != nil {
			return err
		}
		p.tree, err = partner.LoadTerritoryIndex(ctx, tx)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("loading what addresses refer to: %w", err)
	}
	return p, nil
}

// next gives the next rows; its error is io.EOF with the last ones.
func (in *importReader) next() ([]importRow, error) {
	var rows []importRow
	for len(rows) < importChunk {
		record, err := in.reader.Next()
		if err != nil {
			return rows, err
		}
		row := importRow{Result: in.parser.Parse(record)}
		if row.Kind == intake.Data && !intake.Rejected(row.Problems) {
			key := rowKey(in.owner, &row.Row)
			row.earlier = int64(in.named[key])
			if len(in.named) < maxNamed || row.earlier > 0 {
				in.named[key] = uint32(record.Number)
			}
		}
		if record.Number <= in.behind {
			continue
		}
		row.cells = record.Raw()
		rows = append(rows, row)
	}
	return rows, nil
}

// commit takes rows in, in one transaction with their account entries, the matching that they ask for, the audit entry,
// and the place to go on from.
func (w *ImportWorker) commit(ctx context.Context, i *Import, rows []importRow, place importPlace) error {
	after := *i
	err := w.pool.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		after = *i
		if err := partner.Touch(ctx, tx, i.DistributorID); err != nil { // whoever else writes its accounts waits
			return err
		}
		if err := w.hold(ctx, tx, i); err != nil {
			return err
		}
		batch := &importBatch{owner: i.DistributorID, by: i.CreatedBy, source: i.NodeID(), now: w.now(), place: place}
		if err := batch.load(ctx, tx, rows); err != nil {
			return fmt.Errorf("reading the accounts that rows name: %w", err)
		}
		for n := range rows {
			batch.take(&rows[n])
		}
		if err := batch.write(ctx, tx); err != nil {
			return err
		}
		if err := batch.tell(ctx, tx, w.queue, i, rows); err != nil {
			return err
		}
		after.CursorRow = rows[len(rows)-1].Row.Number
		after.RowsCreated += batch.created
		after.RowsUpdated += batch.updated
		after.RowsUnchanged += batch.unchanged
		after.RowsRejected += batch.rejected
		after.RowsIgnored += batch.ignored
		after.RowsWarned += batch.warned
		if err := writeImportRows(ctx, tx, &after, batch.listed); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE account_imports SET cursor_row = @cursor, rows_created = @created, rows_updated = @updated, rows_unchanged = @unchanged,
			  rows_rejected = @rejected, rows_ignored = @ignored, rows_warned = @warned, attempts = 0, heartbeat_at = clock_timestamp()
			WHERE distributor_id = @owner AND id = @id AND fence = @fence`,
			with(fencedImport(i), "cursor", after.CursorRow, "created", after.RowsCreated, "updated", after.RowsUpdated, "unchanged", after.RowsUnchanged,
				"rejected", after.RowsRejected, "ignored", after.RowsIgnored, "warned", after.RowsWarned))
		return err
	})
	if err == nil {
		*i = after
	}
	return err
}

// rowKey is what a row names its customer by: its code, else its tax id, else its name.
func rowKey(owner uuid.UUID, r *accountfile.Row) [16]byte {
	if r.Code == "" && r.TaxIDIsKey {
		return [16]byte(taxKey(owner, r.TaxID))
	}
	key := KeyOf(owner, r.Code, r.Name)
	if key == nil {
		return [16]byte{}
	}
	return [16]byte(key)
}

// taxKey is the key of an account that has no code, and whose name is another's, too.
func taxKey(owner uuid.UUID, taxID string) []byte {
	return keyHash(owner, "tax", strings.ToUpper(taxID))
}

// listedRow makes the row that is listed with its import.
func (r *importRow) listedRow(outcome ImportOutcome, problems []intake.Problem) ImportRow {
	return ImportRow{RowNo: int(r.Row.Number), ID: typeid.New(), Outcome: outcome, Problems: problems, Cells: r.cells}
}

// unread is how a row ends that names nobody.
func (r *importRow) unread() ImportRow {
	return r.listedRow(RowIgnored, []intake.Problem{{Key: "row.ignored." + string(r.Kind), Warning: true}})
}
