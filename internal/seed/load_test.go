package seed

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/postgres/pgtest"
)

// load fills a database with the world of the options.
func load(t testing.TB, o Options) (*pgtest.DB, Deps, Summary) {
	t.Helper()
	db := pgtest.New(t)
	store, err := files.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	deps := Deps{App: db.App(), Engine: db.Engine(), Files: store, Log: slog.New(slog.DiscardHandler)}
	begin := time.Now()
	sum, err := Load(t.Context(), deps, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d lines in %v", sum.Files, sum.Lines, time.Since(begin).Round(time.Millisecond))
	return db, deps, sum
}

func TestLoad(t *testing.T) {
	t.Parallel()
	o := Options{Today: today, size: size{24, 700, 9_000}}
	db, deps, sum := load(t, o)
	if sum.Lines != o.size.lines || sum.Rejected == 0 || len(sum.Accounts) != 11 || len(sum.APIKeys) != 11 {
		t.Errorf("%d lines, %d rejected, %d accounts, %d keys", sum.Lines, sum.Rejected, len(sum.Accounts), len(sum.APIKeys))
	}
	count := func(sql string) int {
		t.Helper()
		var n int
		if err := db.Owner().QueryRow(context.Background(), sql).Scan(&n); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		return n
	}
	w, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var expected Expected
	for d := range w.Distributors {
		s := w.Seller(d)
		for _, sub := range w.Submissions(d, 1) {
			e, err := s.Write(discard{}, sub)
			if err != nil {
				t.Fatal(err)
			}
			expected.Lines, expected.Duplicates = expected.Lines+e.Lines, expected.Duplicates+e.Duplicates
			expected.Rejected, expected.Ignored = expected.Rejected+e.Rejected, expected.Ignored+e.Ignored
		}
	}
	for _, c := range []struct {
		what string
		sql  string
		want int
	}{
		{"live lines", `SELECT count(*) FROM sale_lines WHERE voided_at IS NULL`, expected.Lines},
		{"rejected", `SELECT sum(rows_rejected) FROM sales_reports`, expected.Rejected},
		{"duplicates", `SELECT sum(rows_duplicate) FROM sales_reports`, expected.Duplicates},
		{"ignored", `SELECT sum(rows_ignored) FROM sales_reports`, expected.Ignored},
		{"warned", `SELECT sum(rows_warned) FROM sales_reports`, 0},
		{"lines without a place", `SELECT count(*) FROM sale_lines WHERE territory_id IS NULL`, 0},
		{"suspended", `SELECT count(*) FROM distributors WHERE status = 'SUSPENDED'`, 1},
		{"joining", `SELECT count(*) FROM distributors WHERE status = 'ONBOARDING'`, 1},
		{"second tier", `SELECT count(*) FROM distributors WHERE tier = 'TIER_2' AND parent_id IS NOT NULL`, 9},
		{"lines outside", `SELECT count(*) FROM sale_lines s JOIN territories t ON t.id = s.territory_id WHERE NOT EXISTS (
			SELECT 1 FROM assignments a JOIN product_lines p ON p.id = s.product_line_id
			WHERE a.distributor_id = s.distributor_id AND a.territory_span @> t.span AND a.line_span @> p.ordinal AND a.valid @> s.sale_date)`, 41},
		{"registrations", `SELECT count(*) FROM registrations`, 67},
		{"registrations that wait or protect", `SELECT count(*) FROM registrations WHERE state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED', 'EXTENDED')`, 46},
		{"registrations that became sales, and that expired", `SELECT count(*) FILTER (WHERE state = 'CONVERTED') * 100 + count(*) FILTER (WHERE state = 'EXPIRED') FROM registrations`, 605},
		{"registrations of one customer by two", `SELECT count(*) FROM registrations r JOIN accounts a ON a.id = r.account_id AND a.code = 'C90001'`, 2},
		{"distributors that customers speak of", `SELECT count(DISTINCT distributor_id) FROM feedback WHERE csat IS NOT NULL AND nps IS NOT NULL`, 23},
		{"languages of comments", `SELECT count(DISTINCT CASE WHEN comment ~ '[a-z]' THEN 'en' WHEN comment ~ '[們貨務價]' THEN 'hant' ELSE 'hans' END) FROM feedback WHERE comment <> ''`, 3},
		{"answers of the wrong distributor's customers", `SELECT count(*) FROM feedback f WHERE f.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.distributor_id = f.distributor_id AND a.id = f.account_id)`, 0},
		{"links that wait", `SELECT count(*) FROM survey_links WHERE answered_at IS NULL AND revoked_at IS NULL`, 8},
		{"courses", `SELECT count(*) FROM courses`, 5},
		{"years of passes that are over, or not", `SELECT count(DISTINCT expires_on < '2026-11-22') FROM training_records`, 2},
		{"distributors that were reviewed", `SELECT count(DISTINCT distributor_id) FROM reviews`, 23},
		{"languages of reviews", `SELECT count(DISTINCT CASE WHEN comment ~ '[a-z]{3}' THEN 'en' WHEN comment ~ '[報們務應與訓難]' THEN 'hant' ELSE 'hans' END) FROM reviews`, 3},
		{"reviews that were replaced", `SELECT count(*) FROM reviews WHERE replaced_at IS NOT NULL`, 1},
		{"reviews of quarters that were not over", `SELECT count(*) FROM reviews WHERE written_at < start + interval '3 months' OR kind <> 'quarter'`, 0},
		{"states of contests", `SELECT count(DISTINCT state) FROM contests`, 4},
		{"contested lines that are not the distributor's", `SELECT count(*) FROM contests c WHERE line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sale_lines l WHERE l.distributor_id = c.distributor_id AND l.id = c.line_id)`, 0},
		{"years of market sizes", `SELECT count(DISTINCT year) FROM market_sizes WHERE product_line_id IS NOT NULL`, 3},
		{"markets that are smaller than what was sold there", `SELECT count(*) FROM market_sizes m JOIN territories t ON t.id = m.territory_id WHERE m.amount < (
			SELECT coalesce(sum(s.revenue), 0) FROM sales_by_territory s JOIN territories p ON p.id = s.territory_id
			WHERE t.span @> p.span AND extract(year FROM s.month) = m.year AND (m.product_line_id IS NULL OR s.product_line_id = m.product_line_id))`, 0},
		{"years of budgets", `SELECT count(DISTINCT year) FROM budgets`, 3},
		{"versions of the programme", `SELECT count(*) FROM scorecard_programmes`, 2},
		{"closed months", `SELECT count(*) FROM accounting_periods WHERE closed_at IS NOT NULL`, 20},
		{"frozen cards: 20 months, 6 quarters and a year", `SELECT count(*) FROM scorecard_versions WHERE version = 1`, 24 * 27},
		{"cards frozen anew: a quarter and its months", `SELECT count(*) FROM scorecard_versions v JOIN restatements r ON r.id = v.restatement_id WHERE v.version = 2 AND r.state = 'PUBLISHED'`, 4},
		{"grades of the last closed quarter", `SELECT count(DISTINCT grade) FROM scorecard_versions WHERE kind = 'quarter' AND start = '2026-04-01' AND programme = 2`, 3},
		{"holidays of this year", `SELECT count(*) FROM holidays WHERE day BETWEEN '2026-01-01' AND '2026-12-31'`, 16},
		{"managed by somebody", `SELECT count(DISTINCT distributor_id) FROM portfolio_members`, 24},
		{"months reported late", `SELECT count(*) FROM (SELECT 1 FROM reported_months WHERE reported_at > month + interval '1 month 10 days') l`,
			late(w)},
	} {
		if got := count(c.sql); got != c.want {
			t.Errorf("%s: %d, not %d", c.what, got, c.want)
		}
	}
	recompute(t, db, today)
	again, err := Load(t.Context(), deps, o)
	if err != nil || !again.Existed || count(`SELECT count(*) FROM organizations`) != 25 {
		t.Errorf("the second time: %+v, %v", again, err)
	}
}

// late counts the months that are handed in after the due day.
func late(w *World) int {
	n := 0
	for d := range w.Distributors {
		for _, sub := range w.Submissions(d, 1) {
			if sub.At.After(w.Month(sub.Until+1).AddDate(0, 0, w.Brand.DueDay)) {
				n++
			}
		}
	}
	return n
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
