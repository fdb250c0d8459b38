package sale

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/postgres"
)

// chunk is consecutive rows of a file on their way into one transaction. What the database takes is written out
// while the chunk before is being brought in; of each row only what may still be asked for is kept beside it.
type chunk struct {
	lines     copyText // rows that can be lines
	customers copyText // whom they name, where that is news
	notes     bool     // some of the lines have notes
	rows      []row
	texts     []byte // what the rows say, packed
	last      int64  // number of the last row, where the next chunk goes on behind
	ignored   int
}

// row is what is kept of a row of a chunk.
type row struct {
	no        int
	day       time.Time
	outcome   Outcome // "" for an accepted row without warnings
	duplicate bool
	problems  []intake.Problem
	facts     []byte
	texts     int // where its texts begin in the chunk's
}

// add takes a row that was read. cells is what the file says: of good rows, too, for one may yet prove to be a
// change, or to lie in a closed month.
func (c *chunk) add(out resolved, cells []string, told told) {
	l := &out.line
	c.rows = append(c.rows, row{no: l.RowNo, day: l.SaleDate, outcome: out.outcome, problems: out.problems, facts: l.Facts, texts: len(c.texts)})
	c.pack(l.InvoiceNo, l.LineNo)
	c.texts = binary.AppendUvarint(c.texts, uint64(len(cells)))
	c.pack(cells...)
	if out.outcome == Rejected || out.outcome == Ignored {
		return
	}
	if k := &out.buyer; k.key != nil && told.isNews(k) {
		c.addCustomer(l.RowNo, k)
	}
	c.notes = c.notes || l.SalesPerson != "" || l.Note != ""
	b := &c.lines
	b.row()
	b.int(l.RowNo)
	b.id(l.ID)
	b.text(l.InvoiceNo)
	b.text(l.LineNo)
	b.date(l.SaleDate)
	b.id(l.ProductID)
	b.id(l.ProductLineID)
	b.bytea(out.buyer.key)
	b.idOrNull(l.TerritoryID)
	b.text(l.ChannelType)
	b.decimal(l.Quantity)
	b.decimalOrNull(l.UnitPrice)
	b.decimalOrNull(l.Discount)
	b.decimal(l.NetAmount)
	b.text(l.Currency)
	b.decimal(l.BaseAmount)
	b.text(l.Serial)
	b.bytea(l.Facts)
	b.text(l.SalesPerson)
	b.text(l.Note)
	b.endRow()
}

func (c *chunk) addCustomer(rowNo int, k *buyer) {
	b := &c.customers
	b.row()
	b.int(rowNo)
	b.bytea(k.key)
	b.text(k.code)
	b.text(k.name)
	b.bool(k.isOrganization)
	b.text(k.taxID)
	b.text(k.phone)
	b.text(k.email)
	b.endRow()
}

func (c *chunk) pack(texts ...string) {
	for _, t := range texts {
		c.texts = append(binary.AppendUvarint(c.texts, uint64(len(t))), t...)
	}
}

// textsOf gives a row's invoice and line number, and its cells.
func (c *chunk) textsOf(r *row) (invoice, line string, cells []string) {
	at := c.texts[r.texts:]
	number := func() int {
		n, size := binary.Uvarint(at)
		at = at[size:]
		return int(n)
	}
	text := func() string {
		n := number()
		t := string(at[:n])
		at = at[n:]
		return t
	}
	invoice, line = text(), text()
	cells = make([]string, number())
	for i := range cells {
		cells[i] = text()
	}
	return invoice, line, cells
}

// like makes an empty chunk with room for as much as this one holds.
func (c *chunk) like() *chunk {
	next := &chunk{rows: make([]row, 0, len(c.rows)), texts: make([]byte, 0, len(c.texts)*9/8)}
	next.lines.buf.Grow(c.lines.buf.Len() * 9 / 8)
	return next
}

// told is what was last said of each customer in this reading of the file. Saying the same again is no news.
type told map[[16]byte]uint64

// maxTold bounds the memory that told takes. Forgetting costs nothing but telling again.
const maxTold = 100_000

var toldSeed = maphash.MakeSeed()

func (t told) isNews(k *buyer) bool {
	var h maphash.Hash
	h.SetSeed(toldSeed)
	for _, s := range [...]string{k.code, k.name, k.taxID, k.phone, k.email} {
		_, _ = h.WriteString(s) // never fails
		_ = h.WriteByte(0)
	}
	said, key := h.Sum64(), [16]byte(k.key)
	if before, seen := t[key]; seen && before == said {
		return false
	}
	if len(t) >= maxTold {
		clear(t)
	}
	t[key] = said
	return true
}

const (
	makeStageLines = `CREATE TEMP TABLE IF NOT EXISTS stage_lines (
  row_no int, id uuid, invoice_no text, line_no text, sale_date date, product_id uuid, product_line_id uuid, account_key bytea,
  territory_id uuid, channel_type text, quantity numeric, unit_price numeric, discount numeric, net_amount numeric, currency char(3),
  base_amount numeric, serial text, facts bytea, sales_person text, note text) ON COMMIT DELETE ROWS`
	makeStageCustomers = `CREATE TEMP TABLE IF NOT EXISTS stage_customers (
  row_no int, account_key bytea, code text, name text, is_organization boolean, tax_id text, phone text, email text) ON COMMIT DELETE ROWS`
	// A plan that was made when the tables were small would be kept for a million rows. For the same reason the statements
	// of a chunk look single rows up by subqueries, which can't become scans of all the distributor's rows.
	planAnew = `SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`
	// What a chunk sorts fits; the default is for ten times fewer rows.
	sortInMemory = `SELECT set_config('work_mem', '32MB', true)`
	// The report's end is waited for until it is on disk, and with it all before. A chunk lost with a crash is read again.
	commitLater = `SELECT set_config('synchronous_commit', 'off', true)`
)

// stage copies the chunk's rows that can be lines into the database.
func stage(ctx context.Context, tx pgx.Tx, c *chunk) error {
	b := &pgx.Batch{}
	for _, sql := range []string{makeStageLines, makeStageCustomers, planAnew, sortInMemory, commitLater} {
		b.Queue(sql)
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if err := c.customers.into(ctx, tx, "stage_customers"); err != nil {
		return err
	}
	return c.lines.into(ctx, tx, "stage_lines")
}

// addAccounts makes accounts of customers that are new, keeps what the rows say of them, and notes those that changed to be
// matched. A customer is an organisation as soon as one row shows it. What a person or an account list says of a customer
// stands: lines change only accounts that lines made and nobody edited or erased.
func addAccounts(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, now time.Time) error {
	b := &pgx.Batch{}
	// gen_random_uuid is not ordered by time, but accounts are few beside lines and found by their key.
	b.Queue(`WITH made AS (
		  INSERT INTO accounts AS a (distributor_id, id, key_hash, code, name, tax_id, is_organization, created_at, updated_at)
		  SELECT DISTINCT ON (account_key) @distributor::uuid, gen_random_uuid(), account_key, code,
		    CASE WHEN is_organization THEN nullif(name, '') END, CASE WHEN is_organization THEN tax_id ELSE '' END, is_organization, @now::timestamptz, @now
		  FROM stage_customers ORDER BY account_key, is_organization DESC, tax_id = '', row_no DESC
		  ON CONFLICT (distributor_id, key_hash) DO UPDATE SET is_organization = true, name = coalesce(excluded.name, a.name),
		    tax_id = coalesce(nullif(excluded.tax_id, ''), a.tax_id), updated_at = excluded.updated_at
		  WHERE a.source = 'SALES' AND a.edited_at IS NULL AND a.erased_at IS NULL AND excluded.is_organization
		    AND (NOT a.is_organization OR excluded.name IS DISTINCT FROM a.name AND excluded.name IS NOT NULL OR excluded.tax_id NOT IN ('', a.tax_id))
		  RETURNING id)
		INSERT INTO match_pending AS p (distributor_id, account_id) SELECT @distributor, id FROM made `+pendingAnew,
		postgres.Args{"distributor": distributor, "now": now})
	b.Queue(`WITH kept AS (
		  INSERT INTO account_contacts AS c (distributor_id, account_id, name, tax_id, phone, email)
		  SELECT @distributor::uuid, id, name, tax_id, phone, email FROM (
		    SELECT DISTINCT ON (s.account_key) s.name, CASE WHEN s.is_organization THEN '' ELSE s.tax_id END AS tax_id, s.phone, s.email,
		      (SELECT a.id FROM accounts a WHERE a.distributor_id = @distributor AND a.key_hash = s.account_key
		        AND a.source = 'SALES' AND a.edited_at IS NULL AND a.erased_at IS NULL) AS id
		    FROM stage_customers s WHERE s.name || s.tax_id || s.phone || s.email <> '' ORDER BY s.account_key, s.row_no DESC) s
		  WHERE id IS NOT NULL
		  ON CONFLICT (distributor_id, account_id) DO UPDATE SET name = coalesce(nullif(excluded.name, ''), c.name),
		    tax_id = coalesce(nullif(excluded.tax_id, ''), c.tax_id), phone = coalesce(nullif(excluded.phone, ''), c.phone),
		    email = coalesce(nullif(excluded.email, ''), c.email)
		  WHERE excluded.name NOT IN ('', c.name) OR excluded.tax_id NOT IN ('', c.tax_id) OR excluded.phone NOT IN ('', c.phone) OR excluded.email NOT IN ('', c.email)
		  RETURNING account_id)
		INSERT INTO match_pending AS p (distributor_id, account_id) SELECT @distributor, account_id FROM kept `+pendingAnew,
		postgres.Args{"distributor": distributor})
	return tx.SendBatch(ctx, b).Close()
}

// A matcher that has the account in hand is waited for: what it has read of it may be what changes now.
const pendingAnew = `ON CONFLICT (distributor_id, account_id) DO UPDATE SET since = excluded.since WHERE p.since <> excluded.since`

// addLines adds what has no live line of its identity yet; of two rows with one identity the first. The lines of an
// account that was merged are its survivor's.
func addLines(ctx context.Context, tx pgx.Tx, r *Report, c *chunk, now time.Time) (added int, err error) {
	tag, err := tx.Exec(ctx, `
		INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id,
		  territory_id, channel_type, quantity, unit_price, discount, net_amount, currency, base_amount, serial, facts, created_at)
		SELECT @distributor, s.id, @report, s.row_no, s.invoice_no, s.line_no, s.sale_date, s.product_id, s.product_line_id,
		  (SELECT coalesce(a.merged_into, a.id) FROM accounts a WHERE a.distributor_id = @distributor AND a.key_hash = s.account_key),
		  s.territory_id, s.channel_type, s.quantity, s.unit_price, s.discount, s.net_amount, s.currency, s.base_amount, s.serial, s.facts, @now::timestamptz
		FROM stage_lines s ORDER BY s.row_no
		ON CONFLICT (distributor_id, invoice_no, line_no) WHERE voided_at IS NULL DO NOTHING`,
		postgres.Args{"distributor": r.DistributorID, "report": r.ID, "now": now})
	if err != nil || !c.notes {
		return int(tag.RowsAffected()), err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO sale_line_notes (distributor_id, line_id, sales_person, note)
		SELECT @distributor, s.id, s.sales_person, s.note FROM stage_lines s
		WHERE (s.sales_person <> '' OR s.note <> '') AND (SELECT true FROM sale_lines l WHERE l.distributor_id = @distributor AND l.id = s.id)`, postgres.Args{"distributor": r.DistributorID})
	return int(tag.RowsAffected()), err
}
