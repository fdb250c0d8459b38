package rules_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// world is a brand with three distributors, whose lines go the way that everybody's go.
//
// TW is Taiwan with its cities TPE, KHH and TXG; NORTH sells everything in TPE alone, SOUTH everything in KHH alone, and EAST and SOUTH pots in TXG.
type world struct {
	t         *testing.T
	db        *pgtest.DB
	engine    *postgres.Pool
	store     *files.Store
	sales     *sale.Service
	worker    *sale.Worker
	detector  *conflict.Detector
	customers *customer.Service
	ids       map[string]uuid.UUID
	clock     time.Time
	files     int
}

// byHand lets tests do the jobs themselves.
type byHand struct{}

func (byHand) Advance(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }
func (byHand) Export(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error  { return nil }
func (byHand) Match(context.Context, pgx.Tx) error                         { return nil }
func (byHand) Look(context.Context, pgx.Tx) error                          { return nil }
func (byHand) LookBack(context.Context, pgx.Tx, uuid.UUID) error           { return nil }

func newWorld(t *testing.T) *world {
	t.Helper()
	t.Parallel()
	w := &world{t: t, db: pgtest.New(t), clock: time.Date(2024, 4, 2, 8, 0, 0, 0, time.UTC), ids: map[string]uuid.UUID{}}
	w.open("TWD", "Asia/Taipei")
	for _, code := range []string{"NORTH", "SOUTH", "EAST"} {
		w.distributor(code)
	}
	w.bring("territories", "code,name,kind,parent\nTW,Taiwan,COUNTRY,\nTPE,Taipei,CITY,TW\nKHH,Kaohsiung,CITY,TW\nTXG,Taichung,CITY,TW\nDAAN,Daan,DISTRICT,TPE\n")
	w.bring("product-lines", "code,name\nPOTS,Pots\nTENTS,Tents\n")
	w.bring("products", "code,name,product_line\nP-1,Pot 1,POTS\nP-2,Pot 2,POTS\nT-1,Tent 1,TENTS\n")
	w.bring("assignments", "distributor,territory,product_line,from,exclusive\nNORTH,TPE,,2020-01-01,true\nSOUTH,KHH,,2020-01-01,true\nEAST,TXG,POTS,2020-01-01,false\nSOUTH,TXG,POTS,2020-01-01,false\n")
	w.bring("price-policies", "product,channel_type,from,list_price,floor_price,currency\nP-1,,2020-01-01,100,80,TWD\nP-1,ECOMMERCE,2020-01-01,100,70,TWD\nT-1,,2020-01-01,50,40,USD\n")
	w.bring("exchange-rates", "currency,from,rate\nUSD,2024-01-01,30\nUSD,2024-03-01,32\n")
	return w
}

// open makes the brand and what works for it.
func (w *world) open(currency, zone string) {
	w.t.Helper()
	_, err := partner.New(w.db.App()).CreateBrand(context.Background(), scope.System(), partner.Brand{Name: "Brand", BaseCurrency: currency, TimeZone: zone})
	w.must(err)
	w.store, err = files.Open(w.t.TempDir())
	w.must(err)
	now, quiet := func() time.Time { return w.clock }, slog.New(slog.DiscardHandler)
	w.engine = w.db.Engine()
	w.detector = conflict.NewDetector(w.engine, byHand{}, now)
	w.sales = sale.New(w.db.App(), w.store, byHand{}, w.detector, now)
	w.worker = sale.NewWorker(w.engine, w.store, byHand{}, w.detector, now, quiet)
	w.customers = customer.New(w.db.App(), byHand{}, sale.Rollups{}, w.detector, now)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) distributor(code string) {
	w.t.Helper()
	d, err := partner.New(w.db.App()).CreateDistributor(context.Background(), scope.System(), nil, partner.NewDistributor{Code: code, Facts: partner.Facts{Name: partner.Name{Default: code},
		Tier: "TIER_1", Status: partner.Active, ChannelTypes: []partner.ChannelType{"STORE"}, Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei",
		JoinedOn: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}})
	w.must(err)
	w.ids[code] = d.ID
}

// bring imports master data.
func (w *world) bring(kind, text string) {
	w.t.Helper()
	all := scope.System()
	var err error
	switch kind {
	case "territories", "distributors", "assignments", "targets":
		_, err = partner.New(w.db.App()).Import(context.Background(), all, kind, strings.NewReader(text))
	default:
		_, err = catalog.New(w.db.App()).Import(context.Background(), all, kind, strings.NewReader(text))
	}
	if err != nil {
		w.t.Fatal(kind, err)
	}
}

// header is the columns of a report's rows in report.
const header = "Invoice No,Line,Date,Product Code,Qty,Unit Price,Customer Code,Ship To Region,Channel,Serial No\n"

// report has the distributor report the rows, and what looks afterwards look.
func (w *world) report(code string, rows ...string) sale.Report {
	w.t.Helper()
	r := w.reportOnly(code, rows...)
	w.look()
	return r
}

func (w *world) reportOnly(code string, rows ...string) sale.Report {
	w.t.Helper()
	w.files++
	r := w.ingest(w.ids[code], fmt.Sprintf("%s-%d.csv", code, w.files), header+strings.Join(rows, "\n")+"\n")
	if r.State != sale.Accepted {
		w.t.Fatalf("%s: %s, %d rejected, %+v", r.FileName, r.State, r.RowsRejected, r.Failure)
	}
	return r
}

// ingest brings a file in to its end.
func (w *world) ingest(distributor uuid.UUID, name, text string) sale.Report {
	w.t.Helper()
	ctx, sc := context.Background(), scope.Scope{Reach: scope.Own, Organization: distributor, User: typeid.New()}
	blob, err := w.sales.Upload(ctx, sc, name, strings.NewReader(text))
	w.must(err)
	r, err := w.sales.Ingest(ctx, sc, distributor, blob.ID, func(ctx context.Context, r sale.Report) error { return w.worker.Advance(ctx, r.DistributorID, r.ID) })
	w.must(err)
	return r
}

// look does the jobs of the rules.
func (w *world) look() {
	w.t.Helper()
	w.must(w.detector.Drain(context.Background()))
	for _, id := range w.ids {
		w.must(w.detector.LookBack(context.Background(), id))
	}
}

// void voids lines by their invoices.
func (w *world) void(code string, invoices ...string) {
	w.t.Helper()
	rows, err := w.engine.Pgx().Query(context.Background(), `SELECT id FROM sale_lines WHERE distributor_id = $1 AND invoice_no = ANY($2)`, w.ids[code], invoices)
	w.must(err)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	w.must(err)
	_, _, err = w.sales.Void(context.Background(), scope.Scope{Reach: scope.Own, Organization: w.ids[code]}, ids, "wrong")
	w.must(err)
	w.look()
}

// match gives each account a customer of its own, then makes one customer of those that have the same code.
func (w *world) match(codes ...string) {
	w.t.Helper()
	ctx := context.Background()
	w.must(customer.NewMatcher(w.engine, w.detector, func() time.Time { return w.clock }, slog.New(slog.DiscardHandler)).Drain(ctx))
	for _, code := range codes {
		rows, err := w.engine.Pgx().Query(ctx, `SELECT id FROM accounts WHERE code = $1 ORDER BY id`, code)
		w.must(err)
		ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		w.must(err)
		to := value[uuid.UUID](w, `SELECT customer_id FROM customer_links WHERE account_id = $1`, ids[0])
		for _, id := range ids[1:] {
			_, err := w.customers.Link(ctx, scope.System(), id, to, "they are one")
			w.must(err)
		}
	}
}

// cases writes the cases of a rule that were not withdrawn, one a line: severity, state, amount, forms, parties with what they are and the
// evidence that holds of each.
func (w *world) cases(rule string) string {
	w.t.Helper()
	rows, err := w.engine.Pgx().Query(context.Background(), `
		SELECT c.severity || ' ' || c.state || ' ' || trim_scale(c.amount) || ' ' || c.forms::text || ' ' || (
		  SELECT string_agg(coalesce(d.code, 'BRAND') || ' ' || s.role || ' ' || (SELECT coalesce(string_agg(coalesce(o.invoice_no, 'registration'), '+' ORDER BY o.invoice_no), '-')
		      FROM conflict_evidence e JOIN conflict_evidence_own o ON o.evidence_id = e.id WHERE e.case_id = c.id AND e.label = p.label AND e.withdrawn_at IS NULL), ', ' ORDER BY s.role DESC, d.code)
		  FROM conflict_parties p JOIN conflict_sides s ON s.case_id = p.case_id AND s.label = p.label LEFT JOIN distributors d ON d.id = p.distributor_id WHERE p.case_id = c.id)
		FROM conflicts c WHERE c.rule = $1 AND c.outcome IS DISTINCT FROM 'WITHDRAWN' ORDER BY 1`, rule)
	w.must(err)
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.must(err)
	return strings.Join(lines, "\n")
}

// wants fails the test unless the rule's cases are these.
func (w *world) wants(rule string, lines ...string) {
	w.t.Helper()
	if got, want := w.cases(rule), strings.Join(lines, "\n"); got != want {
		w.t.Errorf("%s:\n%s\nwant\n%s", rule, got, want)
	}
}

// value reads one value as the engine.
func value[T any](w *world, sql string, args ...any) (v T) {
	w.t.Helper()
	if err := w.engine.Pgx().QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		w.t.Fatal(err)
	}
	return v
}

// exec runs SQL as the owner, behind the portal's back.
func (w *world) exec(sql string) {
	w.t.Helper()
	_, err := w.db.Owner().Exec(context.Background(), sql)
	w.must(err)
}

// register has a distributor claim a customer, as the registration domain leaves it: 10,000 expected, empty dates not set.
func (w *world) register(code, account, line, site, state, submitted, from, until string) {
	w.t.Helper()
	_, err := w.db.Owner().Exec(context.Background(), `INSERT INTO registrations (distributor_id, id, account_id, product_line_id, site, expected_amount, currency, state, submitted_at, protected_from, protected_until)
		SELECT a.distributor_id, gen_random_uuid(), a.id, n.id, $4, 10000, 'TWD', $5, $6::timestamptz, nullif($7, '')::date, nullif($8, '')::date
		FROM accounts a, product_lines n WHERE a.distributor_id = $1 AND a.code = $2 AND n.code = $3`, w.ids[code], account, line, site, state, submitted, from, until)
	w.must(err)
	w.registered(code)
}

// registered tells the rules of a distributor's registrations.
func (w *world) registered(code string) {
	w.t.Helper()
	w.must(w.engine.InTx(context.Background(), scope.System(), func(tx pgx.Tx) error {
		rows, err := tx.Query(context.Background(), `SELECT id FROM registrations WHERE distributor_id = $1`, w.ids[code])
		if err != nil {
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		for _, id := range ids {
			if err == nil {
				err = w.detector.Registered(context.Background(), tx, w.ids[code], id)
			}
		}
		return err
	}))
}
