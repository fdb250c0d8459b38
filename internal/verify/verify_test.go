package verify_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/verify"
)

// One distributor d with accounts a and b. Report 1 brought lines 1 to 4, 7 and 8, of which 4 was corrected to 5;
// report 2 was cancelled with its line 6; report 3 was the same file as 1.
const world = `
INSERT INTO organizations (id, kind, name) VALUES ('00000000-0000-7000-8000-0000000000d1', 'DISTRIBUTOR', 'D');
INSERT INTO product_lines (id, code, name) VALUES ('00000000-0000-7000-8000-000000000010', 'PL', 'PL');
INSERT INTO products (id, code, name, product_line_id) VALUES ('00000000-0000-7000-8000-000000000011', 'P', 'P', '00000000-0000-7000-8000-000000000010');
INSERT INTO accounts (distributor_id, id, key_hash, is_organization, first_sale_on) VALUES
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000a', 'a', true, '2013-07-01'),
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000b', 'b', true, '2012-12-31');
INSERT INTO sales_reports (distributor_id, id, source, file_id, file_owner_id, file_name, sha256, state, same_as, rows_total,
  rows_accepted, rows_duplicate, rows_rejected, rows_mended, rows_ignored, rows_warned, total, created_at)
SELECT '00000000-0000-7000-8000-0000000000d1', ('00000000-0000-7000-8000-00000000010' || n)::uuid, 'FILE', gen_random_uuid(),
  '00000000-0000-7000-8000-0000000000d1', 'f', 'f', state, ('00000000-0000-7000-8000-00000000010' || same)::uuid, total_rows, acc, dup, rej, men, ign, war, amount, '2013-08-31T23:59Z'
FROM (VALUES (1, 'ACCEPTED_WITH_REJECTS', NULL, 10, 6, 0, 2, 1, 2, 1, 67), (2, 'CANCELLED', NULL, 5, 1, 0, 0, 0, 0, 0, 0),
  (3, 'ACCEPTED', '1', 8, 0, 6, 0, 0, 2, 0, 0)) v (n, state, same, total_rows, acc, dup, rej, men, ign, war, amount);
INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id,
  channel_type, quantity, net_amount, currency, base_amount, facts, created_at, voided_at, void_reason, replaced_by)
SELECT '00000000-0000-7000-8000-0000000000d1', ('00000000-0000-7000-8000-00000000020' || n)::uuid, ('00000000-0000-7000-8000-00000000010' || report)::uuid,
  n, invoice, line, day::date, '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000010', ('00000000-0000-7000-8000-00000000000' || account)::uuid,
  'STORE', quantity, amount, 'USD', amount, 'f', created::timestamptz, voided::timestamptz, reason, ('00000000-0000-7000-8000-00000000020' || replaced)::uuid
FROM (VALUES
  (1, 1, 'I1', '1', '2013-07-01', 'a', 2, 20, '2013-08-05T00:00Z', NULL, NULL, NULL),
  (2, 1, 'I1', '2', '2013-07-01', 'a', 1, 10, '2013-08-06T00:00Z', NULL, NULL, NULL),
  (3, 1, 'I2', '1', '2013-07-15', 'a', -1, -5, '2013-08-05T00:00Z', NULL, NULL, NULL),
  (4, 1, 'I3', '1', '2013-08-02', 'b', 3, 30, '2013-08-05T00:00Z', '2013-09-01T00:00Z', 'price', 5),
  (5, 1, 'I3', '1', '2013-08-03', 'b', 3, 33, '2013-09-01T00:00Z', NULL, NULL, NULL),
  (6, 2, 'I1', '1', '2013-07-02', 'a', 9, 90, '2013-08-05T00:00Z', '2013-08-05T01:00Z', 'wrong file', NULL),
  (7, 1, 'I4', '1', '2012-12-31', 'b', 1, 7, '2013-08-05T00:00Z', NULL, NULL, NULL),
  (8, 1, 'I5', '1', '2013-08-20', 'a', 1, 2, '2013-08-05T00:00Z', NULL, NULL, NULL)
) v (n, report, invoice, line, day, account, quantity, amount, created, voided, reason, replaced);
INSERT INTO report_rows (distributor_id, report_id, row_no, id, outcome, problems, mended_at)
SELECT '00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000101', n, gen_random_uuid(), outcome, '[]', mended::timestamptz
FROM (VALUES (20, 'REJECTED', NULL), (21, 'REJECTED', '2013-09-01T00:00Z'), (22, 'IGNORED', NULL), (8, 'WARNED', NULL)) v (n, outcome, mended);
INSERT INTO sales_by_line SELECT '00000000-0000-7000-8000-0000000000d1', m::date, '00000000-0000-7000-8000-000000000010', n, q, r
FROM (VALUES ('2012-12-01', 1, 1, 7), ('2013-07-01', 3, 2, 25), ('2013-08-01', 2, 4, 35), ('2013-05-01', 0, 0, 0)) v (m, n, q, r);
INSERT INTO sales_by_product SELECT '00000000-0000-7000-8000-0000000000d1', month, '00000000-0000-7000-8000-000000000011',
  '00000000-0000-0000-0000-000000000000', 'STORE', product_line_id, lines, quantity, revenue FROM sales_by_line;
INSERT INTO sales_by_territory SELECT distributor_id, month, territory_id, product_line_id, channel_type, lines, revenue FROM sales_by_product;
INSERT INTO reported_months SELECT '00000000-0000-7000-8000-0000000000d1', m::date, at::timestamptz, n
FROM (VALUES ('2012-12-01', '2013-08-05T00:00Z', 1), ('2013-07-01', '2013-08-05T00:00Z', 3), ('2013-08-01', '2013-08-05T00:00Z', 2), ('2013-05-01', '2013-06-01T00:00Z', 0)) v (m, at, n);
INSERT INTO account_years SELECT '00000000-0000-7000-8000-0000000000d1', ('00000000-0000-7000-8000-00000000000' || a)::uuid, y, d
FROM (VALUES ('a', 2013, set_bit(set_bit(repeat('0', 366)::bit(366), 181, 1), 231, 1)), ('b', 2013, set_bit(repeat('0', 366)::bit(366), 214, 1)),
  ('b', 2012, set_bit(repeat('0', 366)::bit(366), 365, 1)), ('b', 2011, repeat('0', 366)::bit(366))) v (a, y, d);
INSERT INTO customer_counts SELECT '00000000-0000-7000-8000-0000000000d1', k, s::date, a, r, f FROM (VALUES
  ('month', '2012-12-01', 1, 0, 1), ('quarter', '2012-10-01', 1, 0, 1), ('year', '2012-01-01', 1, 0, 1),
  ('month', '2013-07-01', 1, 0, 1), ('month', '2013-08-01', 2, 0, 0), ('quarter', '2013-07-01', 2, 1, 1), ('year', '2013-01-01', 2, 1, 1)) v (k, s, a, r, f);
INSERT INTO quality_months VALUES ('00000000-0000-7000-8000-0000000000d1', '2013-08-01', 6, 1);
INSERT INTO audit_entries (organization_id, id, action, subject_type, subject_id, after)
SELECT '00000000-0000-7000-8000-0000000000d1', gen_random_uuid(), action, 'x', ('00000000-0000-7000-8000-000000000' || subject)::uuid, after::jsonb FROM (VALUES
  ('saleLine.acceptChunk', '101', '{"rows": 4}'), ('saleLine.acceptChunk', '101', '{"rows": 2}'), ('salesReport.accept', '101', '{}'),
  ('saleLine.acceptChunk', '102', '{"rows": 1}'), ('salesReport.cancel', '102', '{}'), ('salesReport.create', '103', '{}'),
  ('saleLine.correct', '205', '{}')) v (action, subject, after);
`

// customers has account a stand for one customer, and another distributor's account for a second.
const customers = `
INSERT INTO customers (id, is_organization, accounts, organizations) VALUES ('00000000-0000-7000-8000-0000000000c1', true, 1, 1), ('00000000-0000-7000-8000-0000000000c2', true, 1, 1);
INSERT INTO customer_links (distributor_id, account_id, customer_id, how) VALUES
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-0000000000c1', 'ALONE'),
  ('00000000-0000-7000-8000-0000000000d2', '00000000-0000-7000-8000-00000000000e', '00000000-0000-7000-8000-0000000000c2', 'ALONE');
`

// breaching has the case hold line 1 as sold below its price, and the rollup say so.
const breaching = `
UPDATE conflict_evidence_own SET rule = 'PRICE_BELOW_FLOOR';
INSERT INTO breach_lines VALUES ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000201', 'PRICE', '2013-07-01', 20);
INSERT INTO breach_months VALUES ('00000000-0000-7000-8000-0000000000d1', '2013-07-01', 'PRICE', 1, 20);
`

// settled is a case that gave 12 of line 1 to a second distributor and warned the first.
const settled = `
INSERT INTO organizations (id, kind, name) VALUES ('00000000-0000-7000-8000-0000000000d2', 'DISTRIBUTOR', 'E');
INSERT INTO conflicts (id, rule, state, severity, mode, outcome) VALUES ('00000000-0000-7000-8000-000000000f01', 'MANUAL', 'RESOLVED', 'LOW', 'ENFORCED', 'AGREED');
INSERT INTO conflict_subjects (case_id, rule, subject, is_open) VALUES ('00000000-0000-7000-8000-000000000f01', 'MANUAL', 'x', false);
INSERT INTO conflict_sides (case_id, label, role) SELECT '00000000-0000-7000-8000-000000000f01', label, 'PEER' FROM unnest('{A,B}'::text[]) label;
INSERT INTO conflict_parties (distributor_id, case_id, label) VALUES ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000f01', 'A'),
  ('00000000-0000-7000-8000-0000000000d2', '00000000-0000-7000-8000-000000000f01', 'B');
INSERT INTO conflict_decisions (case_id, id, kind, state, text) VALUES ('00000000-0000-7000-8000-000000000f01', '00000000-0000-7000-8000-000000000f02', 'PROPOSAL', 'APPLIED', 'x');
INSERT INTO conflict_remedies (case_id, id, decision_id, ordinal, kind, state) VALUES
  ('00000000-0000-7000-8000-000000000f01', '00000000-0000-7000-8000-000000000f03', '00000000-0000-7000-8000-000000000f02', 0, 'SPLIT_CREDIT', 'APPLIED'),
  ('00000000-0000-7000-8000-000000000f01', '00000000-0000-7000-8000-000000000f04', '00000000-0000-7000-8000-000000000f02', 1, 'WARNING', 'APPLIED');
INSERT INTO conflict_undos (remedy_id, case_id, undo) SELECT id, case_id, '{}' FROM conflict_remedies;
INSERT INTO conflict_effects (distributor_id, remedy_id, case_id, effect) SELECT p.distributor_id, r.id, r.case_id, CASE WHEN r.kind = 'WARNING' THEN '{"revenue": "0", "months": []}'
  WHEN p.label = 'A' THEN '{"revenue": "-12", "months": [{"revenue": "-12"}]}' ELSE '{"revenue": "12", "months": [{"revenue": "12"}]}' END::jsonb
FROM conflict_remedies r JOIN conflict_parties p ON p.case_id = r.case_id;
INSERT INTO warnings (distributor_id, id, case_id, remedy_id, text, issued_at)
VALUES ('00000000-0000-7000-8000-0000000000d1', gen_random_uuid(), '00000000-0000-7000-8000-000000000f01', '00000000-0000-7000-8000-000000000f04', 'x', now());
INSERT INTO credit_splits (distributor_id, line_id, remedy_id, case_id, split_at) VALUES
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000f03', '00000000-0000-7000-8000-000000000f01', now());
INSERT INTO credit_entries (distributor_id, id, case_id, remedy_id, month, product_id, product_line_id, channel_type, amount, line_id, booked_at)
SELECT ('00000000-0000-7000-8000-0000000000' || who)::uuid, ('00000000-0000-7000-8000-000000000e0' || n)::uuid, '00000000-0000-7000-8000-000000000f01', '00000000-0000-7000-8000-000000000f03', '2013-07-01',
  '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000010', 'STORE', amount, CASE WHEN who = 'd1' THEN '00000000-0000-7000-8000-000000000201'::uuid END, now()
FROM (VALUES (1, 'd1', -20), (2, 'd1', 8), (3, 'd2', 12)) v (n, who, amount);
INSERT INTO credit_lines (entry_id, owner_id, line_id) SELECT id, '00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000201' FROM credit_entries;
UPDATE sales_by_line SET revenue = 13 WHERE month = '2013-07-01';
UPDATE sales_by_product SET revenue = 13 WHERE month = '2013-07-01';
UPDATE sales_by_territory SET revenue = 13 WHERE month = '2013-07-01';
INSERT INTO sales_by_line VALUES ('00000000-0000-7000-8000-0000000000d2', '2013-07-01', '00000000-0000-7000-8000-000000000010', 0, 0, 12);
INSERT INTO sales_by_product VALUES ('00000000-0000-7000-8000-0000000000d2', '2013-07-01', '00000000-0000-7000-8000-000000000011', '00000000-0000-0000-0000-000000000000', 'STORE', '00000000-0000-7000-8000-000000000010', 0, 0, 12);
INSERT INTO sales_by_territory VALUES ('00000000-0000-7000-8000-0000000000d2', '2013-07-01', '00000000-0000-0000-0000-000000000000', '00000000-0000-7000-8000-000000000010', 'STORE', 0, 12);
INSERT INTO conflict_evidence (case_id, id, label, happened_on, amount, hash) VALUES ('00000000-0000-7000-8000-000000000f01', '00000000-0000-7000-8000-000000000f05', 'A', '2013-07-01', 20, '');
INSERT INTO conflict_evidence_own (distributor_id, evidence_id, case_id, line_id, invoice_no) VALUES
  ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000f05', '00000000-0000-7000-8000-000000000f01', '00000000-0000-7000-8000-000000000201', 'I1');
UPDATE conflict_evidence e SET hash = ` + conflict.Frozen + ` FROM conflict_evidence_own o WHERE o.evidence_id = e.id;
`

// kept adds up what each sold through each channel, as it is.
const kept = `
INSERT INTO channel_months SELECT distributor_id, month, channel_type, sum(lines), sum(revenue), 0, 0 FROM sales_by_product GROUP BY 1, 2, 3;
INSERT INTO channel_keeps SELECT DISTINCT s.distributor_id, coalesce(v.version, 0), 0 FROM sales_by_product s LEFT JOIN data_versions v ON v.distributor_id = s.distributor_id;
`

// A distributor whose January 2013 was closed and frozen, and restated once.
const frozen = `
INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on, created_at)
VALUES ('00000000-0000-7000-8000-0000000000d1', 'D', 'D', 'TIER_1', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2013-01-01', '2013-01-01');
INSERT INTO accounting_periods (month, closed_at) VALUES ('2013-01-01', '2013-02-11');
INSERT INTO scorecard_versions (distributor_id, kind, start, version, programme, composite, grade, values, card, hash, frozen_at, frozen_by, restatement_id)
SELECT '00000000-0000-7000-8000-0000000000d1', 'month', '2013-01-01', n, 1, 90.80, 'A', '{}', v.card, ` + scorecard.Hash + `, now(), gen_random_uuid(),
  CASE n WHEN 2 THEN '00000000-0000-7000-8000-000000000a01'::uuid END
FROM generate_series(1, 2) n, (SELECT '{"Composite": "90.8"}'::jsonb AS card) v;
INSERT INTO restatements (distributor_id, id, kind, start, span, reason, state, opened_by, opened_at, version)
VALUES ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-000000000a01', 'month', '2013-01-01', '[2013-01-01,2013-02-01)', 'x', 'PUBLISHED', gen_random_uuid(), now(), 2);
`

func TestEachInvariantThatIsBrokenIsNamed(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), world); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		sql   string
		names []string // every check that names it
		says  string   // part of the detail of the first
	}{
		{"nothing", `SELECT 1`, nil, ""},
		{"a line twice", `DROP INDEX sale_lines_identity; UPDATE sale_lines SET invoice_no = 'I1', line_no = '1' WHERE row_no = 2`,
			[]string{"1 identity"}, "invoice I1 line 1 stands in 2 live lines"},
		{"a void without a reason", `UPDATE sale_lines SET void_reason = NULL WHERE row_no = 4`, []string{"2 voids"}, "without a reason"},
		{"a live line with a reason", `UPDATE sale_lines SET void_reason = 'x' WHERE row_no = 1`, []string{"2 voids"}, "is live and says"},
		{"a replacement that is none", `UPDATE sale_lines SET replaced_by = gen_random_uuid() WHERE row_no = 6`, []string{"2 voids"}, "no line of this distributor"},
		{"an account that is none", `UPDATE sale_lines SET account_id = '00000000-0000-7000-8000-00000000000c' WHERE row_no = 6`,
			[]string{"2 references"}, "account 00000000-0000-7000-8000-00000000000c, which is none"},
		{"an account merged into a merged one", `INSERT INTO accounts (distributor_id, id, key_hash, is_organization, merged_into)
			SELECT '00000000-0000-7000-8000-0000000000d1', ('00000000-0000-7000-8000-00000000000' || id)::uuid, id::bytea, true, ('00000000-0000-7000-8000-00000000000' || survivor)::uuid
			FROM (VALUES ('c', 'd'), ('d', 'a')) v (id, survivor)`, []string{"2 merged accounts"}, "is merged itself"},
		{"accounts merged behind the rollups", `UPDATE accounts SET merged_into = '00000000-0000-7000-8000-00000000000b' WHERE key_hash = 'a'`,
			[]string{"3 account_years", "3 account_years", "3 first_sale_on", "3 customer_counts", "3 customer_counts", "3 customer_counts", "3 customer_counts"},
			"account 00000000-0000-7000-8000-00000000000a year 2013: 2 purchase days; the lines say 0"},
		{"a deleted line", `DELETE FROM sale_lines WHERE row_no = 6`, []string{"2 accepted lines"}, "accepted 1 rows and has 0 lines"},
		{"revenue by line", `UPDATE sales_by_line SET revenue = revenue + 0.0001 WHERE month = '2013-07-01'`, []string{"3 sales_by_line"},
			"3 lines, quantity 2.0000, revenue 25.0001; the lines say 3, 2.0000, 25.0000"},
		{"a month that is left over", `UPDATE sales_by_line SET lines = 1 WHERE month = '2013-05-01'`, []string{"3 sales_by_line"}, "2013-05-01"},
		{"a missing product", `DELETE FROM sales_by_product WHERE month = '2013-08-01'`, []string{"3 sales_by_product"}, "the lines say 2, 4.0000, 35.0000"},
		{"a cent of a territory", `UPDATE sales_by_territory SET revenue = revenue + 0.0001 WHERE month = '2013-07-01'`, []string{"3 sales_by_territory"}, "3 lines, revenue 25.0001; the lines say 3, 25.0000"},
		{"lines of a territory", `UPDATE sales_by_territory SET lines = 1 WHERE month = '2013-05-01'`, []string{"3 sales_by_territory"}, "1 lines, revenue 0.0000; the lines say 0, 0"},
		{"another territory", `UPDATE sales_by_territory SET territory_id = '00000000-0000-7000-8000-000000000f01' WHERE month = '2013-08-01'`,
			[]string{"3 sales_by_territory", "3 sales_by_territory"}, "month 2013-08-01 territory 00000000-0000-"},
		{"another kind of channel", `UPDATE sales_by_territory SET channel_type = 'DIRECT' WHERE month = '2013-08-01'`, []string{"3 sales_by_territory", "3 sales_by_territory"}, "month 2013-08-01"},
		{"a missing territory", `DELETE FROM sales_by_territory WHERE month = '2013-08-01'`, []string{"3 sales_by_territory"}, "the lines say 2, 35.0000"},
		{"a cent of a channel's month", kept + `UPDATE channel_months SET revenue = revenue + 0.0001 WHERE month = '2013-07-01'`, []string{"3 channel_months"},
			"month 2013-07-01 channel STORE: 3 lines, revenue 25.0001; the products say 3, 25.0000"},
		{"a missing month of a channel", kept + `DELETE FROM channel_months WHERE month = '2013-08-01'`, []string{"3 channel_months"}, "0 lines, revenue 0; the products say 2, 35.0000"},
		{"months of channels that count no more", kept + `UPDATE channel_months SET revenue = 1; UPDATE channel_keeps SET seen = seen - 1`, nil, ""},
		{"lines of a month", `UPDATE reported_months SET lines = 9 WHERE month = '2013-07-01'`, []string{"3 reported_months"}, "9 lines"},
		{"the day of reporting", `UPDATE reported_months SET reported_at = '2013-07-01T00:00Z' WHERE month = '2013-07-01'`, []string{"3 reported_months"}, "2013-08-05"},
		{"a purchase day", `UPDATE account_years SET days = set_bit(set_bit(days, 214, 0), 213, 1) WHERE year = 2013 AND account_id::text LIKE '%b'`,
			[]string{"3 account_years"}, "1 purchase days; the lines say 1, and others"},
		{"a first sale", `UPDATE accounts SET first_sale_on = '2012-12-30' WHERE key_hash = 'b'`, []string{"3 first_sale_on"}, "2012-12-30; the lines say 2012-12-31"},
		{"repeat customers", `UPDATE customer_counts SET repeating = 0 WHERE kind = 'quarter' AND start = '2013-07-01'`, []string{"3 customer_counts"}, "the lines say 2, 1, 1"},
		{"new customers", `DELETE FROM customer_counts WHERE kind = 'year' AND start = '2012-01-01'`, []string{"3 customer_counts"}, "the lines say 1, 0, 1"},
		{"quality", `UPDATE quality_months SET rejected = 2`, []string{"3 quality_months"}, "6 accepted, 2 rejected; the reports say 6, 1"},
		{"a report's total", `UPDATE sales_reports SET total = 66 WHERE rows_accepted = 6`, []string{"3 report total"}, "its lines say 67.0000"},
		{"a row that ended nowhere", `UPDATE sales_reports SET rows_total = 11 WHERE rows_accepted = 6`, []string{"4 report rows"}, "read 11 rows"},
		{"a rejected row that is not listed", `DELETE FROM report_rows WHERE row_no = 21`, []string{"4 report rows"}, "listed are 1 rejected (0 mended)"},
		{"an unsaid end", `DELETE FROM audit_entries WHERE action = 'salesReport.accept'`, []string{"9 audit of reports"}, "ACCEPTED_WITH_REJECTS"},
		{"an unsaid chunk", `DELETE FROM audit_entries WHERE after = '{"rows": 2}'`, []string{"9 audit of chunks"}, "accepted 6 rows; its audit entries say 4"},
		{"an unsaid correction", `DELETE FROM audit_entries WHERE action = 'saleLine.correct'`, []string{"9 audit of voids"}, "0000000204"},
		{"a line voided by itself", `UPDATE audit_entries SET action = 'saleLine.void', subject_id = '00000000-0000-7000-8000-000000000204'
			WHERE action = 'saleLine.correct'`, nil, ""},
		{"a line changed behind the rollups", `UPDATE sale_lines SET base_amount = 1 WHERE row_no = 8`,
			[]string{"3 sales_by_line", "3 sales_by_product", "3 sales_by_territory", "3 report total"}, "revenue 35.0000; the lines say 2, 4.0000, 34.0000"},
		{"a link to a merged customer", customers + `UPDATE customers SET merged_into = '00000000-0000-7000-8000-0000000000c2' WHERE id::text LIKE '%c1'`,
			[]string{"customer links"}, "was merged into 00000000-0000-7000-8000-0000000000c2"},
		{"a matched account of no customer", `INSERT INTO match_keys VALUES ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000a', 7)`,
			[]string{"customer of each account"}, "stands for no customer"},
		{"a customer of too many", customers + `UPDATE customers SET accounts = 2 WHERE id::text LIKE '%c1'`, []string{"customer sizes"}, "has 2 accounts"},
		{"a pair that is linked and apart", customers + `INSERT INTO match_pairs (id, first_owner, first_account, second_owner, second_account, is_organization, weight, probability, fields, state)
			VALUES (gen_random_uuid(), '00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-0000000000d2', '00000000-0000-7000-8000-00000000000e', true, 9, 1, '[]', 'LINKED')`,
			[]string{"customer pairs"}, "is linked, and its accounts stand for"},
		{"a phone of somebody forgotten", `UPDATE accounts SET erased_at = now() WHERE key_hash = 'a'; INSERT INTO account_contacts (distributor_id, account_id, phone)
			VALUES ('00000000-0000-7000-8000-0000000000d1', '00000000-0000-7000-8000-00000000000a', '1')`, []string{"forgotten people"}, "still has contact details"},
		{"a settled case", settled, nil, ""},
		{"a cent of credit", settled + `UPDATE credit_entries SET amount = 12.0001 WHERE amount = 12`, []string{"3 sales_by_line", "3 sales_by_product", "3 sales_by_territory", "6 credit of lines", "8 applied remedies"}, "the lines say 0, 0, 12.0001"},
		{"credit moved behind the rollups", settled + `UPDATE sales_by_line SET revenue = 13.5 WHERE revenue = 13`, []string{"3 sales_by_line"}, "revenue 13.5000; the lines say 3, 2.0000, 13.0000"},
		{"an entry that is forgotten", settled + `UPDATE credit_entries SET reversed_at = now(); UPDATE sales_by_line SET revenue = 25 WHERE revenue = 13; UPDATE sales_by_product SET revenue = 25 WHERE revenue = 13; UPDATE sales_by_territory SET revenue = 25 WHERE revenue = 13;
			DELETE FROM sales_by_line WHERE revenue = 12; DELETE FROM sales_by_product WHERE revenue = 12; DELETE FROM sales_by_territory WHERE revenue = 12`, []string{"6 credit parts"}, "is split and no entry takes away its 20.0000"},
		{"an entry that names another's line", settled + `UPDATE credit_entries SET line_id = '00000000-0000-7000-8000-000000000201' WHERE amount = 12`, []string{"6 credit parts"}, "names a line of another"},
		{"an entry of no line", settled + `DELETE FROM credit_lines WHERE entry_id::text LIKE '%e03'`, []string{"6 credit of lines", "6 credit parts"}, "add up to -12.0000"},
		{"a split that is released and counts", settled + `UPDATE credit_splits SET released_at = now()`, []string{"6 split lines", "6 split lines", "8 applied remedies"}, "and -12.0000 of it still count"},
		{"a split line that is voided", settled + `UPDATE sale_lines SET voided_at = now(), void_reason = 'x' WHERE row_no = 1; UPDATE sales_reports SET total = 47 WHERE total = 67; INSERT INTO audit_entries (organization_id, id, action, subject_type, subject_id)
			VALUES ('00000000-0000-7000-8000-0000000000d1', gen_random_uuid(), 'saleLine.void', 'saleLine', '00000000-0000-7000-8000-000000000201'); UPDATE sales_by_line SET lines = 2, quantity = 0, revenue = -7 WHERE revenue = 13;
			UPDATE sales_by_product SET lines = 2, quantity = 0, revenue = -7 WHERE revenue = 13; UPDATE sales_by_territory SET lines = 2, revenue = -7 WHERE revenue = 13; UPDATE reported_months SET lines = 2 WHERE lines = 3`, []string{"6 split lines"}, "is split and is voided"},
		{"two open cases", settled + `DROP INDEX conflict_subjects_open; UPDATE conflicts SET state = 'OPEN', outcome = NULL; INSERT INTO conflicts (id, rule, state, severity, mode) VALUES ('00000000-0000-7000-8000-000000000f09', 'MANUAL', 'OPEN', 'LOW', 'ADVISORY');
			UPDATE conflict_subjects SET is_open = true; INSERT INTO conflict_subjects (case_id, rule, subject) VALUES ('00000000-0000-7000-8000-000000000f09', 'MANUAL', 'x')`, []string{"7 open cases"}, "2 cases of MANUAL about x are open"},
		{"a settled case that is open", settled + `UPDATE conflict_subjects SET is_open = true`, []string{"7 states of cases"}, "is RESOLVED and its subject is open"},
		{"a side of nobody", settled + `DELETE FROM conflict_parties WHERE label = 'B'; DELETE FROM conflict_effects WHERE distributor_id::text LIKE '%d2'`, []string{"7 states of cases"}, "a side B of nobody"},
		{"a remedy without a way back", settled + `DELETE FROM conflict_undos WHERE remedy_id::text LIKE '%f04'`, []string{"8 applied remedies"}, "says not how to undo it"},
		{"a remedy without its effect", settled + `DELETE FROM conflict_effects WHERE remedy_id::text LIKE '%f04'`, []string{"8 applied remedies"}, "says not what it did"},
		{"another effect than the entries'", settled + `UPDATE conflict_effects SET effect = '{"revenue": "13", "months": [{"revenue": "13"}]}' WHERE effect->>'revenue' = '12'`, []string{"8 applied remedies"}, "was to get 13 of credit and got 12.0000"},
		{"a warning that is gone", settled + `DELETE FROM warnings`, []string{"8 applied remedies"}, "warns nobody"},
		{"an undone remedy that still warns", settled + `UPDATE conflict_remedies SET state = 'UNDONE' WHERE kind = 'WARNING'`, []string{"8 undone remedies", "8 undone remedies", "8 decisions"}, "is undone and is still to be undone"},
		{"a decision that was never followed", settled + `UPDATE conflict_decisions SET state = 'REJECTED'`, []string{"8 decisions", "8 decisions", "8 decisions"}, "was agreed and no decision is applied"},
		{"a line in breach", settled + breaching, nil, ""},
		{"a cent of breach", settled + breaching + `UPDATE breach_months SET revenue = 20.01`, []string{"3 breach_months"}, "1 lines, revenue 20.0100; the cases say 1, 20.0000"},
		{"a breach that was forgotten", settled + breaching + `DELETE FROM breach_months; DELETE FROM breach_lines`, []string{"3 breach_months", "3 breach_months"}, "breaches and is not counted"},
		{"a breach of a case that was dismissed", settled + breaching + `UPDATE conflicts SET state = 'DISMISSED', outcome = 'DISMISSED'`, []string{"3 breach_months", "3 breach_months"}, "is counted and does not breach"},
		{"evidence that was changed", settled + `UPDATE conflict_evidence SET amount = 21`, []string{"evidence"}, "is not what was frozen"},
		{"frozen cards", frozen, nil, ""},
		{"a frozen card that was changed", frozen + `UPDATE scorecard_versions SET card = '{"Composite": "90.80"}' WHERE version = 1`, []string{"frozen cards"}, "version 1 of the card of month 2013-01-01 is not what was frozen"},
		{"a frozen grade's number that was changed", frozen + `UPDATE scorecard_versions SET composite = 91 WHERE version = 2`, []string{"frozen cards"}, "says another composite"},
		{"a frozen card that is gone", frozen + `DELETE FROM scorecard_versions WHERE version = 1`, []string{"frozen cards"}, "the newest version is 2, and there are 1"},
		{"a closed month without cards", frozen + `DELETE FROM scorecard_versions; DELETE FROM restatements`, []string{"closed periods"}, "month 2013-01-01 is closed and has no frozen card"},
		{"a closed quarter without cards", frozen + `INSERT INTO accounting_periods (month, closed_at) VALUES ('2013-02-01', '2012-12-31'), ('2013-03-01', '2012-12-31')`, []string{"closed periods"}, "quarter 2013-01-01 is closed"},
		{"a restatement that froze nothing", frozen + `UPDATE restatements SET version = 3`, []string{"restated cards"}, "is not by it"},
		{"a restatement of an open month", frozen + `UPDATE restatements SET state = 'OPEN', version = NULL; UPDATE accounting_periods SET closed_at = NULL`, []string{"restated cards"}, "month 2013-01-01 is not closed"},
		{"an invoice that was changed", settled + `UPDATE conflict_evidence_own SET invoice_no = 'I2'`, []string{"evidence"}, "is not what was frozen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := broken(t, db, c.sql)
			names := make([]string, len(found))
			for i, f := range found {
				names[i] = f.Invariant
			}
			if !slices.Equal(names, c.names) {
				t.Fatalf("named %v, want %v", found, c.names)
			}
			if len(found) > 0 && !strings.Contains(found[0].String(), c.says) {
				t.Errorf("%q does not say %q", found[0], c.says)
			}
		})
	}
}

// broken gives what is found after the statements, and takes them back.
func broken(t *testing.T, db *pgtest.DB, sql string) []verify.Finding {
	t.Helper()
	tx, err := db.Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context())
	if _, err := tx.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
	found, err := verify.Run(t.Context(), tx)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheEngineMayVerifyAndFindingsAreBounded(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := db.Owner().Exec(t.Context(), world+`
		INSERT INTO sales_by_line SELECT '00000000-0000-7000-8000-0000000000d1', '2014-01-01', gen_random_uuid(), 1, 1, 1 FROM generate_series(1, 50)`); err != nil {
		t.Fatal(err)
	}
	err := db.Engine().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
		found, err := verify.Run(t.Context(), tx)
		if len(found) != verify.PerCheck {
			t.Errorf("%d findings", len(found))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
