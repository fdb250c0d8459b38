package conflict_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/verify"
)

// market is a court whose distributors have sold to customers, with every number that follows from it.
type market struct {
	*court
	settler *conflict.Settler
	sold    map[string][]uuid.UUID // lines by distributor
}

// newMarket gives each distributor one report of n lines, sold to two customers whom all know.
func newMarket(t *testing.T, n int) *market {
	t.Helper()
	m := &market{court: newCourt(t), sold: map[string][]uuid.UUID{}}
	m.settler = conflict.NewSettler(m.db.Engine(), sale.NoRules{}, registration.NoRules{}, func() time.Time { return m.now })
	for c := range 2 {
		m.exec(`INSERT INTO customers (id, is_organization, name, sort, accounts, organizations) VALUES ($1, true, $2, $2, 3, 3)`, customerAt(c), fmt.Sprintf("Customer %d", c))
	}
	for _, code := range []string{"NORTH", "SOUTH", "EAST"} {
		m.sell(code, n)
	}
	return m
}

func customerAt(n int) uuid.UUID {
	return uuid.MustParse(fmt.Sprintf("00000000-0000-7000-8000-0000000000c%d", n))
}

func (m *market) sell(code string, n int) {
	m.t.Helper()
	owner, report := m.ids[code], typeid.New()
	var accounts []uuid.UUID
	for c := range 2 {
		id := typeid.New()
		accounts = append(accounts, id)
		m.exec(`INSERT INTO accounts (distributor_id, id, key_hash, code, name, is_organization) VALUES ($1, $2, uuid_send($2), $3, $3, true)`, owner, id, fmt.Sprintf("%s-%d", code, c))
		m.exec(`INSERT INTO customer_links (distributor_id, account_id, customer_id, how) VALUES ($1, $2, $3, 'AUTOMATIC')`, owner, id, customerAt(c))
	}
	m.exec(`INSERT INTO sales_reports (distributor_id, id, source, file_id, file_owner_id, file_name, sha256, state, rows_total, rows_accepted, created_at)
		VALUES ($1, $2, 'FILE', $2, $1, 'f', 'f', 'ACCEPTED', $3, $3, '2024-04-02T00:00Z')`, owner, report, n)
	for i := range n {
		id := typeid.New()
		m.sold[code] = append(m.sold[code], id)
		m.exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id, channel_type, quantity, net_amount, currency, base_amount, facts, created_at)
			VALUES ($1, $2, $3, $4, $5, '1', date '2024-01-05' + ($4 * 17 % 80)::int, $6, $7, $8, 'STORE', 2, $9, 'TWD', $9, uuid_send($2), '2024-04-02T00:00Z')`,
			owner, id, report, i+1, fmt.Sprintf("%s-SECRET-%d", code, i), m.ids["P-1"], m.ids["POTS"], accounts[i%2], fmt.Sprintf("%d.%04d", 100+i*37, i*1237%10000))
	}
	m.exec(`INSERT INTO sales_by_line SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date, product_line_id, count(*), sum(quantity), sum(base_amount) FROM sale_lines WHERE report_id = $1 GROUP BY 1, 2, 3`, report)
	m.exec(`INSERT INTO sales_by_product SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date, product_id, '00000000-0000-0000-0000-000000000000', channel_type, product_line_id, count(*), sum(quantity), sum(base_amount)
		FROM sale_lines WHERE report_id = $1 GROUP BY 1, 2, 3, 5, 6`, report)
	m.exec(`INSERT INTO sales_by_territory SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date, '00000000-0000-0000-0000-000000000000', product_line_id, channel_type, count(*), sum(base_amount)
		FROM sale_lines WHERE report_id = $1 GROUP BY 1, 2, 4, 5`, report)
	m.exec(`INSERT INTO reported_months SELECT distributor_id, date_trunc('month', sale_date::timestamp)::date, min(created_at), count(*) FROM sale_lines WHERE report_id = $1 GROUP BY 1, 2`, report)
	m.exec(`INSERT INTO quality_months VALUES ($1, '2024-04-01', $2, 0)`, owner, n)
	m.exec(`UPDATE sales_reports p SET total = l.total, sales_from = l.first, sales_until = l.last FROM (SELECT sum(base_amount) AS total, min(sale_date) AS first, max(sale_date) AS last FROM sale_lines WHERE report_id = $1) l WHERE p.id = $1`, report)
	m.exec(`INSERT INTO audit_entries (organization_id, id, action, subject_type, subject_id, after) SELECT $1, gen_random_uuid(), a, 'salesReport', $2, jsonb_build_object('rows', $3::int) FROM unnest('{saleLine.acceptChunk,salesReport.accept}'::text[]) a`, owner, report, n)
	m.engine(func(ctx context.Context, tx pgx.Tx) error { return sale.Rollups{}.Recount(ctx, tx, owner, accounts) })
}

func (m *market) engine(do func(ctx context.Context, tx pgx.Tx) error) {
	m.t.Helper()
	ctx := context.Background()
	m.must(m.db.Engine().InTx(ctx, scope.System(), func(tx pgx.Tx) error { return do(ctx, tx) }))
}

// heard opens a case of NORTH against SOUTH over some of their lines, and brings it before the judge.
func (m *market) heard(lines ...uuid.UUID) uuid.UUID {
	m.t.Helper()
	respondent := m.ids["NORTH"]
	ctx, sc := m.as("admin", "open")
	c, err := m.service.Open(ctx, sc, nil, conflict.NewCase{Title: "Pots", Parties: []uuid.UUID{m.ids["SOUTH"], m.ids["NORTH"]}, Respondent: &respondent, Lines: lines})
	m.must(err)
	m.must(m.assign(c.ID, "judge"))
	m.must(m.respond(c.ID, "north"))
	m.must(m.respond(c.ID, "south"))
	return c.ID
}

// label is by which a distributor stands in the case.
func (m *market) label(id uuid.UUID, code string) *string {
	m.t.Helper()
	l := value[string](m.court, `SELECT label FROM conflict_parties WHERE case_id = $1 AND distributor_id = $2`, id, m.ids[code])
	return &l
}

func (m *market) offer(id uuid.UUID, in ...conflict.NewRemedy) error {
	ctx, sc := m.as("judge", "mediate")
	_, err := m.service.Propose(ctx, sc, id, conflict.Verdict{Text: "Shake hands.", Remedies: in})
	return err
}

// agreed has both accept the remedies, without following them yet.
func (m *market) agreed(id uuid.UUID, in ...conflict.NewRemedy) {
	m.t.Helper()
	m.must(m.offer(id, in...))
	m.must(m.answer(id, "north", true))
	m.must(m.answer(id, "south", true))
}

func (m *market) settle(id uuid.UUID) {
	m.t.Helper()
	m.must(m.settler.Settle(context.Background(), id))
}

// overturned has NORTH appeal and the decision overturned, with other remedies in its place.
func (m *market) overturned(id uuid.UUID, in ...conflict.NewRemedy) {
	m.t.Helper()
	m.must(m.appeal(id, "north"))
	ctx, sc := m.as("second", "decideAppeal")
	_, err := m.service.DecideAppeal(ctx, sc, id, true, conflict.Verdict{Text: "Considered anew.", Remedies: in})
	m.must(err)
}

func (m *market) split(id uuid.UUID, percent string, evidence ...uuid.UUID) conflict.NewRemedy {
	p := decimal.RequireFromString(percent)
	return conflict.NewRemedy{Kind: conflict.SplitCredit, Evidence: evidence,
		Shares: []conflict.CreditShare{{Party: *m.label(id, "NORTH"), Percent: p}, {Party: *m.label(id, "SOUTH"), Percent: decimal.NewFromInt(100).Sub(p)}}}
}

// evidence gives the case's pieces of evidence.
func (m *market) evidence(id uuid.UUID) []uuid.UUID {
	m.t.Helper()
	return value[[]uuid.UUID](m.court, `SELECT array_agg(id ORDER BY id) FROM conflict_evidence WHERE case_id = $1 AND withdrawn_at IS NULL`, id)
}

// holds fails the test when something does not hold that must.
func (m *market) holds() {
	m.t.Helper()
	m.engine(func(ctx context.Context, tx pgx.Tx) error {
		found, err := verify.Run(ctx, tx)
		for _, f := range found {
			m.t.Errorf("invariant broken: %s", f)
		}
		return err
	})
}

// numbers writes all that remedies move: rollups, shares, owners, warnings.
func (m *market) numbers() string {
	m.t.Helper()
	return value[string](m.court, `SELECT string_agg(r, E'\n' ORDER BY r) FROM (
		SELECT format('line %s %s %s %s %s', distributor_id, month, lines, quantity, revenue) AS r FROM sales_by_line WHERE (lines, quantity, revenue) <> (0, 0, 0)
		UNION ALL SELECT format('product %s %s %s %s %s %s', distributor_id, month, territory_id, lines, quantity, revenue) FROM sales_by_product WHERE (lines, quantity, revenue) <> (0, 0, 0)
		UNION ALL SELECT format('territory %s %s %s %s %s', distributor_id, month, territory_id, lines, revenue) FROM sales_by_territory WHERE (lines, revenue) <> (0, 0)
		UNION ALL SELECT format('month %s %s %s %s', distributor_id, month, lines, reported_at) FROM reported_months WHERE lines <> 0
		UNION ALL SELECT format('days %s %s %s %s', distributor_id, account_id, year, days) FROM account_years WHERE bit_count(days) > 0
		UNION ALL SELECT format('customers %s %s %s %s %s %s', distributor_id, kind, start, active, repeating, fresh) FROM customer_counts WHERE (active, repeating, fresh) <> (0, 0, 0)
		UNION ALL SELECT format('report %s %s %s %s', id, total, sales_from, sales_until) FROM sales_reports
		UNION ALL SELECT format('share %s %s %s', owner_id, account_id, grantee_id) FROM shares WHERE revoked_at IS NULL
		UNION ALL SELECT format('owner %s %s %s', id, owner_id, owner_from) FROM customers
		UNION ALL SELECT format('warning %s', distributor_id) FROM warnings WHERE withdrawn_at IS NULL) x`)
}

func (m *market) stateOf(id uuid.UUID) string {
	m.t.Helper()
	return value[string](m.court, `SELECT state || coalesce(' ' || outcome, '') FROM conflicts WHERE id = $1`, id)
}

func in(days int) *time.Time {
	day := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, days)
	return &day
}

func ptr[T any](v T) *T { return &v }
