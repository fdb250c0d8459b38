package sale

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// A selection is lines of one distributor that have just been added or voided.
type selection struct {
	sql  string // gives sale_lines rows
	args pgx.NamedArgs
}

// rowsOf selects the lines that rows lo to hi of a report brought.
func rowsOf(distributor, report uuid.UUID, lo, hi int) selection {
	return selection{`SELECT * FROM sale_lines WHERE distributor_id = @distributor AND report_id = @report AND row_no BETWEEN @lo AND @hi AND voided_at IS NULL`,
		pgx.NamedArgs{"distributor": distributor, "report": report, "lo": lo, "hi": hi}}
}

// linesOf selects lines by id, those of merged accounts as their survivors'.
func linesOf(distributor uuid.UUID, ids []uuid.UUID) selection {
	return selection{`SELECT l.sale_date, l.product_id, l.product_line_id, l.territory_id, l.channel_type, l.quantity, l.base_amount, l.created_at,
		  (SELECT coalesce(a.merged_into, a.id) FROM accounts a WHERE a.distributor_id = @distributor AND a.id = l.account_id) AS account_id
		FROM sale_lines l WHERE l.distributor_id = @distributor AND l.id = ANY(@ids)`,
		pgx.NamedArgs{"distributor": distributor, "ids": ids}}
}

// move brings all rollups in line with lines that were added (sign +1) or voided (sign −1) before in the
// same transaction. The caller holds the distributor's row of data_versions, so that the counters are moved
// from a settled state.
func move(ctx context.Context, tx pgx.Tx, s selection, sign int) error {
	sums, customers := moveSums+monthsAdded, bought+yearsAdded+moveCustomers
	if sign < 0 {
		sums, customers = moveSums+monthsVoided, bought+yearsVoided+moveCustomers
	}
	batch := &pgx.Batch{}
	for _, statement := range []string{sums, customers} {
		args := postgres.Args{}
		for name, value := range s.args {
			args[name] = value
		}
		if strings.Contains(statement, "@sign") {
			args["sign"] = sign
		}
		batch.Queue(strings.ReplaceAll(statement, "{lines}", s.sql), args)
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("moving the rollups: %w", err)
	}
	return nil
}

// The lines are read once: "cells" holds their sums by all that a rollup tells apart. A product's line may have
// changed since older lines came in, so that cells of one product can differ in it.
const moveSums = `
WITH cells AS MATERIALIZED (
  SELECT date_trunc('month', sale_date::timestamp)::date AS month, product_id, territory_id, channel_type, product_line_id,
    @sign * count(*) AS lines, @sign * sum(quantity) AS quantity, @sign * sum(base_amount) AS revenue, min(created_at) AS reported_at
  FROM ({lines}) l GROUP BY 1, 2, 3, 4, 5),
by_line AS (
  INSERT INTO sales_by_line AS r (distributor_id, month, product_line_id, lines, quantity, revenue)
  SELECT @distributor, month, product_line_id, sum(lines), sum(quantity), sum(revenue) FROM cells GROUP BY 2, 3 ORDER BY 2, 3
  ON CONFLICT (distributor_id, month, product_line_id) DO UPDATE
  SET lines = r.lines + excluded.lines, quantity = r.quantity + excluded.quantity, revenue = r.revenue + excluded.revenue),
by_product AS (
  INSERT INTO sales_by_product AS r (distributor_id, month, product_id, territory_id, channel_type, product_line_id, lines, quantity, revenue)
  SELECT @distributor, month, product_id, coalesce(territory_id, '00000000-0000-0000-0000-000000000000'), channel_type,
    (array_agg(product_line_id))[1], sum(lines), sum(quantity), sum(revenue)
  FROM cells GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
  ON CONFLICT (distributor_id, month, product_id, territory_id, channel_type) DO UPDATE
  SET lines = r.lines + excluded.lines, quantity = r.quantity + excluded.quantity, revenue = r.revenue + excluded.revenue),
by_territory AS (
  INSERT INTO sales_by_territory AS r (distributor_id, month, territory_id, product_line_id, channel_type, lines, revenue)
  SELECT @distributor, month, coalesce(territory_id, '00000000-0000-0000-0000-000000000000'), product_line_id, channel_type, sum(lines), sum(revenue)
  FROM cells GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
  ON CONFLICT (distributor_id, month, territory_id, product_line_id, channel_type) DO UPDATE
  SET lines = r.lines + excluded.lines, revenue = r.revenue + excluded.revenue)`

const monthsAdded = `
INSERT INTO reported_months AS r (distributor_id, month, reported_at, lines)
SELECT @distributor, month, min(reported_at), sum(lines) FROM cells GROUP BY 2 ORDER BY 2
ON CONFLICT (distributor_id, month) DO UPDATE
SET lines = r.lines + excluded.lines,
  reported_at = CASE WHEN r.lines = 0 THEN excluded.reported_at ELSE least(r.reported_at, excluded.reported_at) END`

// A month whose lines were voided was reported when the first of those that are left came in.
const monthsVoided = `
UPDATE reported_months r SET lines = r.lines + m.moved, reported_at = coalesce(
  (SELECT min(k.created_at) FROM sale_lines k WHERE k.distributor_id = @distributor AND k.voided_at IS NULL
   AND k.sale_date >= m.month AND k.sale_date < m.month + interval '1 month'), r.reported_at)
FROM (SELECT month, sum(lines) AS moved FROM cells GROUP BY 1) m
WHERE r.distributor_id = @distributor AND r.month = m.month`

const noDays = `repeat('0', 366)::bit(366)`

// Days on which an account bought, as bits of its years. "bought" holds the lines' days, "years" all of the
// account's before and after.
const bought = `
WITH bought AS MATERIALIZED (
  SELECT account_id, extract(year FROM sale_date)::int AS year, bit_or(set_bit(` + noDays + `, extract(doy FROM sale_date)::int - 1, 1)) AS days,
    min(sale_date) AS since, max(sale_date) AS until
  FROM ({lines}) l WHERE account_id IS NOT NULL AND quantity > 0 GROUP BY 1, 2),
had AS (
  SELECT t.*, coalesce((SELECT a.days FROM account_years a WHERE a.distributor_id = @distributor AND a.account_id = t.account_id AND a.year = t.year),
    ` + noDays + `) AS before FROM bought t),
years AS MATERIALIZED (
  SELECT t.account_id, t.year, t.since, t.until, t.before, `

const yearsAdded = `t.before | t.days AS after FROM had t),
firsts AS (
  SELECT account_id, before, least(before, since) AS after FROM (
    SELECT c.account_id, min(c.since) AS since,
      (SELECT a.first_sale_on FROM accounts a WHERE a.distributor_id = @distributor AND a.id = c.account_id) AS before
    FROM years c WHERE c.before <> c.after GROUP BY 1) c)`

var yearsVoided = `coalesce((
    SELECT bit_or(set_bit(` + noDays + `, extract(doy FROM k.sale_date)::int - 1, 1)) FROM sale_lines k
    WHERE k.distributor_id = @distributor AND k.account_id = ANY (` + family("t.account_id") + `) AND k.voided_at IS NULL AND k.quantity > 0
      AND k.sale_date BETWEEN make_date(t.year, 1, 1) AND make_date(t.year, 12, 31)), ` + noDays + `) AS after FROM had t),
firsts AS (
  SELECT a.id AS account_id, a.first_sale_on AS before, (
    SELECT min(k.sale_date) FROM sale_lines k WHERE k.distributor_id = @distributor
      AND k.account_id = ANY (` + family("c.account_id") + `) AND k.voided_at IS NULL AND k.quantity > 0) AS after
  FROM (SELECT DISTINCT account_id FROM years WHERE before <> after) c JOIN accounts a ON a.distributor_id = @distributor AND a.id = c.account_id)`

// The counters of a period move by how many accounts cross one and two days in it, and by whose first day lies in it.
// Only periods between the first and the last of the lines' days can have changed.
const moveCustomers = `,
changed AS (
  SELECT * FROM years WHERE before <> after),
kept AS (
  INSERT INTO account_years AS a (distributor_id, account_id, year, days)
  SELECT @distributor, account_id, year, after FROM changed ORDER BY account_id, year
  ON CONFLICT (distributor_id, account_id, year) DO UPDATE SET days = excluded.days),
moved_firsts AS MATERIALIZED (
  SELECT * FROM firsts WHERE before IS DISTINCT FROM after),
dated AS (
  UPDATE accounts a SET first_sale_on = m.after FROM moved_firsts m WHERE a.distributor_id = @distributor AND a.id = m.account_id),
spans AS MATERIALIZED (
  SELECT y.year, k.kind, s.start::date AS start, (s.start + k.length)::date AS until,
    s.start::date - make_date(y.year, 1, 1) + 1 AS first, (s.start + k.length)::date - s.start::date AS days
  FROM (SELECT DISTINCT year FROM bought) y
  CROSS JOIN (VALUES ('month', interval '1 month'), ('quarter', interval '3 months'), ('year', interval '1 year')) k (kind, length)
  CROSS JOIN LATERAL generate_series(make_date(y.year, 1, 1)::timestamp, make_date(y.year, 12, 31)::timestamp, k.length) s (start)),
moves AS (
  SELECT kind, start, (after_days >= 1)::int - (before_days >= 1)::int AS active, (after_days >= 2)::int - (before_days >= 2)::int AS repeating, 0 AS fresh
  FROM (
    SELECT s.kind, s.start, bit_count(substring(c.before FROM s.first FOR s.days)) AS before_days, bit_count(substring(c.after FROM s.first FOR s.days)) AS after_days
    FROM changed c JOIN spans s ON s.year = c.year AND s.start <= c.until AND s.until > c.since) days
  WHERE before_days < 2 OR after_days < 2
  UNION ALL
  SELECT k.kind, date_trunc(k.kind, m.day::timestamp)::date, 0, 0, m.moved
  FROM moved_firsts CROSS JOIN LATERAL (VALUES (before, -1), (after, 1)) m (day, moved)
  CROSS JOIN (VALUES ('month'), ('quarter'), ('year')) k (kind) WHERE m.day IS NOT NULL)
INSERT INTO customer_counts AS c (distributor_id, kind, start, active, repeating, fresh)
SELECT @distributor, kind, start, sum(active), sum(repeating), sum(fresh) FROM moves GROUP BY 2, 3
HAVING sum(active) <> 0 OR sum(repeating) <> 0 OR sum(fresh) <> 0 ORDER BY 3, 2
ON CONFLICT (distributor_id, start, kind) DO UPDATE
SET active = c.active + excluded.active, repeating = c.repeating + excluded.repeating, fresh = c.fresh + excluded.fresh`
