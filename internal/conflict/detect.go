package conflict

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/typeid"
)

// Detector has the rules look, and makes cases and signals of what they find. It is the Rules of sale, customer and registration: those call it in their own
// transactions, as portal_engine where lines come in, as whoever links where accounts are linked. What it looks at later it
// looks at as portal_engine.
type Detector struct {
	pool  *postgres.Pool
	queue Looks
	now   func() time.Time
}

// NewDetector makes the detector over portal_engine's pool.
func NewDetector(pool *postgres.Pool, queue Looks, now func() time.Time) *Detector {
	return &Detector{pool: pool, queue: queue, now: now}
}

// Accepted looks at lines in the transaction that accepts them. Whose customers they are is looked at after it, so that the time an
// import takes tells nothing of others.
func (d *Detector) Accepted(ctx context.Context, tx pgx.Tx, lines sale.ReportRows) error {
	p, err := d.begin(ctx, tx)
	if err != nil {
		return err
	}
	if err := p.find(ctx, overRows(lines)); err != nil {
		return err
	}
	if err := p.follow(ctx); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO rule_pending (distributor_id, id, kind, report_id, first_row, last_row) VALUES (@distributor, @id, 'LINES', @report, @first, @last)`,
		postgres.Args{"distributor": lines.Distributor, "id": typeid.New(), "report": lines.Report, "first": lines.First, "last": lines.Last})
	if err != nil {
		return err
	}
	return d.queue.Look(ctx, tx)
}

// Changed notes lines that were voided and added by hand, or taken back with their report: a job looks at them at once. The caller
// holds the distributor's books.
func (d *Detector) Changed(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, voided, added []uuid.UUID) error {
	if err := keepBreaches(ctx, tx, distributor, voided); err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, c := range []struct {
		kind string
		ids  []uuid.UUID
	}{{"VOIDED", voided}, {"LINES", added}, {"REPORT", slices.Concat(voided, added)}} {
		if len(c.ids) > 0 {
			b.Queue(`INSERT INTO rule_pending (distributor_id, id, kind, ids) VALUES (@distributor, @id, @kind, @ids)`,
				postgres.Args{"distributor": distributor, "id": typeid.New(), "kind": c.kind, "ids": c.ids})
		}
	}
	if b.Len() == 0 {
		return nil
	}
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if err := d.queue.LookBack(ctx, tx, distributor); err != nil {
		return err
	}
	return d.queue.Look(ctx, tx)
}

// Ended has the weeks of a report looked at that was brought in or taken back.
func (d *Detector) Ended(ctx context.Context, tx pgx.Tx, distributor, report uuid.UUID) error {
	_, err := tx.Exec(ctx, `INSERT INTO rule_pending (distributor_id, id, kind, report_id) VALUES (@distributor, @id, 'REPORT', @report)`,
		postgres.Args{"distributor": distributor, "id": typeid.New(), "report": report})
	if err != nil {
		return err
	}
	return d.queue.LookBack(ctx, tx, distributor)
}

// Linked looks at customers whose accounts came or went, in the transaction that moved them.
func (d *Detector) Linked(ctx context.Context, tx pgx.Tx, customers []uuid.UUID) error {
	p, err := d.begin(ctx, tx)
	if err != nil {
		return err
	}
	if err := p.findCustomers(ctx, customers); err != nil {
		return err
	}
	return p.follow(ctx)
}

// Registered has a registration looked at whose claim or protection came, changed or went. It is the Rules of registration.
func (d *Detector) Registered(ctx context.Context, tx pgx.Tx, distributor, id uuid.UUID) error {
	_, err := tx.Exec(ctx, `INSERT INTO rule_pending (distributor_id, id, kind, ids) VALUES (@distributor, @id, 'REGISTRATION', @ids)`,
		postgres.Args{"distributor": distributor, "id": typeid.New(), "ids": []uuid.UUID{id}})
	if err != nil {
		return err
	}
	return d.queue.Look(ctx, tx)
}

// pass is one look of the rules in a transaction: what they find is collected in a temporary table, and then followed as a whole.
type pass struct {
	*Detector
	tx       pgx.Tx
	at       time.Time
	settings map[string][]Setting
	kept     bool // whether the settings stand where statements find them
	found    int64
	tally    tally
}

// tally is what a pass did, by rule, for the log.
type tally map[string]*done

type done struct {
	Opened    int `json:"opened,omitempty"`
	Joined    int `json:"joined,omitempty"`
	Facts     int `json:"facts,omitempty"`
	Withdrawn int `json:"withdrawn,omitempty"`
	Signals   int `json:"signals,omitempty"`
}

func (t tally) of(rule string) *done {
	if t[rule] == nil {
		t[rule] = &done{}
	}
	return t[rule]
}

// begin makes room for what is found. The statements that follow plan for what is there, as those of an import do.
func (d *Detector) begin(ctx context.Context, tx pgx.Tx) (*pass, error) {
	made, empty := &pgx.Batch{}, &pgx.Batch{}
	made.Queue(makeFound)
	made.Queue(makeRuleNow)
	made.Queue(`SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`)
	empty.Queue(indexFacts)
	empty.Queue(indexSubjects)
	empty.Queue(`DELETE FROM found`)
	empty.Queue(`DELETE FROM rule_now`)
	for _, b := range []*pgx.Batch{made, empty} { // a batch is understood before any of it is done
		if err := tx.SendBatch(ctx, b).Close(); err != nil {
			return nil, err
		}
	}
	settings, err := loadSettings(ctx, tx)
	return &pass{Detector: d, tx: tx, at: d.now(), settings: settings, tally: tally{}}, err
}

// looked is what rules look at: the SQL that stands for the word in braces in their queries, and its arguments.
type looked struct {
	over rules.Over
	sql  string
	args pgx.NamedArgs
}

// overRows is the lines that rows of a report brought.
func overRows(r sale.ReportRows) looked {
	return looked{rules.Lines, `SELECT * FROM sale_lines WHERE distributor_id = @distributor AND report_id = @report AND row_no BETWEEN @firstRow AND @lastRow AND voided_at IS NULL`,
		pgx.NamedArgs{"distributor": r.Distributor, "report": r.Report, "firstRow": r.First, "lastRow": r.Last}}
}

// overLines is lines by their ids.
func overLines(distributor uuid.UUID, ids []uuid.UUID) looked {
	return looked{rules.Lines, `SELECT * FROM sale_lines WHERE distributor_id = @distributor AND id = ANY(@ids) AND voided_at IS NULL`,
		pgx.NamedArgs{"distributor": distributor, "ids": ids}}
}
