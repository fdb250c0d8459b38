package customer

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/customer/accountfile"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// importBatch is the accounts that rows of a list name, and how those rows end.
type importBatch struct {
	owner  uuid.UUID
	by     *uuid.UUID // who sent the list
	source string     // what is said of where a consent comes from: no file name, which may name people
	now    time.Time
	place  importPlace
	drafts []*draft
	byKey  map[[16]byte]*draft
	byTax  map[string]*draft // of organisations; of several the oldest
	listed []ImportRow

	created, updated, unchanged, rejected, ignored, warned int
}

// taken reports whether the row may be taken in as far as the file tells.
func taken(r *importRow) bool { return r.Kind == intake.Data && !intake.Rejected(r.Problems) }

// load reads the accounts that the rows may name. The caller holds the owner's data version, so that nobody else makes them meanwhile.
func (b *importBatch) load(ctx context.Context, tx pgx.Tx, rows []importRow) error {
	b.byKey, b.byTax = map[[16]byte]*draft{}, map[string]*draft{}
	var keys [][]byte
	var taxIDs, notes []string
	for n := range rows {
		r := &rows[n].Row
		if !taken(&rows[n]) {
			continue
		}
		if key := KeyOf(b.owner, r.Code, r.Name); key != nil {
			keys = append(keys, key)
		}
		if r.Code == "" && r.TaxIDIsKey {
			keys, taxIDs = append(keys, taxKey(b.owner, r.TaxID)), append(taxIDs, r.TaxID)
		}
		if r.Note != "" {
			notes = append(notes, r.Note)
		}
	}
	// A plan that was made when there were few accounts would be kept for a million.
	if _, err := tx.Exec(ctx, `SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`); err != nil {
		return err
	}
	found, err := postgres.Rows[importedAccount](tx.Query(ctx, selectImported, postgres.Args{"owner": b.owner, "keys": keys, "tax_ids": taxIDs, "notes": notes}))
	if err != nil {
		return err
	}
	for _, f := range found {
		b.add(f.draft(b.owner))
	}
	return nil
}

func (b *importBatch) add(d *draft) {
	d.known = true
	b.drafts = append(b.drafts, d)
	b.byKey[[16]byte(d.key)] = d
	b.knowTax(d)
}

func (b *importBatch) knowTax(d *draft) {
	if other := b.byTax[d.TaxID]; d.TaxID != "" && (other == nil || other.MergedInto != nil) {
		b.byTax[d.TaxID] = d
	}
}

// find gives the account that a row names, made when there is none: by its code, else its tax id, else its name. An
// account that is known by name alone is the one of that name with a tax id; the second organisation of a name is
// known by its tax id.
func (b *importBatch) find(r *accountfile.Row) *draft {
	key := KeyOf(b.owner, r.Code, r.Name)
	if r.Code != "" || !r.TaxIDIsKey {
		if d := b.byKey[[16]byte(key)]; d != nil {
			return d
		}
		return b.make(r, key)
	}
	byTax := taxKey(b.owner, r.TaxID)
	if d := b.byKey[[16]byte(byTax)]; d != nil {
		return d
	}
	if d := b.byTax[r.TaxID]; d != nil {
		return d
	}
	if key == nil || !r.Organization {
		return b.make(r, byTax)
	}
	switch d := b.byKey[[16]byte(key)]; {
	case d == nil:
		return b.make(r, key)
	case d.Code == "" && d.TaxID == "" && d.personalID == "":
		return d
	}
	return b.make(r, byTax)
}

// make drafts a new account; it is added when its row is taken.
func (b *importBatch) make(r *accountfile.Row, key []byte) *draft {
	return &draft{Account: Account{DistributorID: b.owner, ID: typeid.New(), IsOrganization: r.Organization}, key: key, isNew: true,
		people: map[string]bool{}, notes: map[string]bool{}}
}

// take ends a row: it makes an account, changes one, says nothing new, or is rejected or ignored.
func (b *importBatch) take(row *importRow) {
	switch {
	case row.Kind != intake.Data:
		b.ignored++
		b.listed = append(b.listed, row.unread())
		return
	case intake.Rejected(row.Problems):
		b.reject(row, row.Problems)
		return
	}
	r := &row.Row
	d := b.find(r)
	known := d.known
	switch {
	case d.ErasedAt != nil:
		b.reject(row, append(row.Problems, intake.Problem{Key: accountfile.KeyErased, Value: r.Code}))
		return
	case !known && r.Name == "", r.Name != "" && !visible(r.Name):
		b.reject(row, append(row.Problems, intake.Problem{Field: accountfile.Name, Key: intake.KeyRequired}))
		return
	case !known:
		b.add(d)
	}
	news := d.take(r, b.territory(r))
	b.knowTax(d)
	problems := row.Problems
	switch {
	case !known:
		b.created++
	case !news:
		b.unchanged++
	default:
		b.updated++
		if row.earlier > 0 {
			problems = append(problems, intake.Problem{Key: accountfile.KeyAgain, Params: map[string]any{"row": row.earlier}, Warning: true})
		}
	}
	if len(problems) > 0 {
		b.warned++
		b.listed = append(b.listed, row.listedRow(RowWarned, problems))
	}
}

func (b *importBatch) reject(row *importRow, problems []intake.Problem) {
	b.rejected++
	b.listed = append(b.listed, row.listedRow(RowRejected, problems))
}

// territory finds where the row says that its customer is; nil when it doesn't say, or the tree doesn't know it.
func (b *importBatch) territory(r *accountfile.Row) *uuid.UUID {
	c := Contact{Country: r.Country, Region: r.Region, City: r.City, District: r.District, PostalCode: r.PostalCode}
	if c.Region+c.City+c.District == "" {
		c.Region, c.City = accountfile.PlacesIn(r.Street)
	}
	return TerritoryOf(b.place.tree, c, b.place.home)
}

// tell indexes what has changed, has it matched, and writes the log, which has no hash of what was written: who knows all of a
// short list but a phone number would find that by trying.
func (b *importBatch) tell(ctx context.Context, tx pgx.Tx, queue Queue, i *Import, rows []importRow) error {
	var changed []Account
	var ids []uuid.UUID
	for _, d := range b.drafts {
		if d.changed {
			a := d.Account
			a.Name, a.OtherNames = &d.name, *d.others()
			changed, ids = append(changed, a), append(ids, a.ID)
		}
	}
	if len(ids) > 0 { // before the index: the matcher, too, holds an account's place in the queue before it indexes it
		if err := touched(ctx, tx, queue, b.owner, ids...); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(changed, 250) {
		if err := Index(ctx, tx, some...); err != nil {
			return err
		}
	}
	if b.created+b.updated == 0 {
		return nil
	}
	return audit.Record(ctx, tx, audit.Entry{Organization: b.owner, Action: "account.importChunk", SubjectType: "accountImport", SubjectID: audit.ID(i.ID),
		After: map[string]any{"created": b.created, "updated": b.updated, "fromRow": rows[0].Row.Number, "toRow": rows[len(rows)-1].Row.Number}})
}

// bytesText writes bytes as the database reads them from text.
func bytesText(b []byte) string { return `\x` + hex.EncodeToString(b) }

// writeImportRows lists rows with their import.
func writeImportRows(ctx context.Context, tx pgx.Tx, i *Import, rows []ImportRow) error {
	if len(rows) == 0 {
		return nil
	}
	for n, row := range rows {
		rows[n].Cells = withoutNUL(row.Cells)
		for p := range row.Problems {
			row.Problems[p].Value = strings.ReplaceAll(row.Problems[p].Value, "\x00", "")
		}
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO account_import_rows (distributor_id, import_id, row_no, id, outcome, problems, cells, created_at)
		SELECT @owner, @import, r.row_no, r.id, r.outcome, r.problems, r.cells, @now::timestamptz
		FROM jsonb_to_recordset(@rows::jsonb) AS r (row_no int, id uuid, outcome text, problems jsonb, cells text[]) ORDER BY r.row_no`,
		postgres.Args{"owner": i.DistributorID, "import": i.ID, "rows": rows, "now": i.CreatedAt})
	if err != nil {
		return fmt.Errorf("listing rows: %w", err)
	}
	return nil
}

func withoutNUL(cells []string) []string {
	for n, cell := range cells {
		cells[n] = strings.ReplaceAll(cell, "\x00", "")
	}
	return orNone(cells)
}
