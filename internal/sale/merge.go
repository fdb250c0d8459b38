package sale

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
)

// Rollups counts anew what is counted by account. It is the Rollups of customer.Service.
type Rollups struct{}

// Recount brings the purchase days, the first sales and the customer counts in line with who stands for whom now, after
// accounts were merged or unmerged in the same transaction. accounts are those that stood or stand now. Their lines stay as
// they are: an account's days are those of its lines and of those of the accounts merged into it, a merged account has none.
// The caller holds the distributor's row of data_versions.
func (Rollups) Recount(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, accounts []uuid.UUID) error {
	_, err := tx.Exec(ctx, recount+moveCustomers, postgres.Args{"distributor": distributor, "accounts": accounts})
	if err != nil {
		return fmt.Errorf("counting merged accounts: %w", err)
	}
	return nil
}

// recount is what bought, years and firsts are for lines, for whole accounts.
var recount = strings.ReplaceAll(`
WITH days AS MATERIALIZED (
  SELECT a.id AS account_id, k.sale_date FROM accounts a JOIN sale_lines k ON k.distributor_id = @distributor
    AND k.account_id = ANY (`+family("a.id")+`) AND k.voided_at IS NULL AND k.quantity > 0
  WHERE a.distributor_id = @distributor AND a.id = ANY(@accounts) AND a.merged_into IS NULL GROUP BY 1, 2),
said AS (
  SELECT account_id, extract(year FROM sale_date)::int AS year, bit_or(set_bit({none}, extract(doy FROM sale_date)::int - 1, 1)) AS days
  FROM days GROUP BY 1, 2),
bought AS MATERIALIZED (
  SELECT account_id, year, make_date(year, 1, 1) AS since, make_date(year, 12, 31) AS until FROM (
    SELECT account_id, year FROM said
    UNION SELECT account_id, year FROM account_years WHERE distributor_id = @distributor AND account_id = ANY(@accounts)) y),
years AS MATERIALIZED (
  SELECT b.*,
    coalesce((SELECT y.days FROM account_years y WHERE y.distributor_id = @distributor AND y.account_id = b.account_id AND y.year = b.year), {none}) AS before,
    coalesce((SELECT s.days FROM said s WHERE s.account_id = b.account_id AND s.year = b.year), {none}) AS after
  FROM bought b),
firsts AS (
  SELECT a.id AS account_id, a.first_sale_on AS before, (SELECT min(d.sale_date) FROM days d WHERE d.account_id = a.id) AS after
  FROM accounts a WHERE a.distributor_id = @distributor AND a.id = ANY(@accounts))`, "{none}", noDays)

// family gives the SQL array of an account and the accounts merged into it.
func family(account string) string {
	return "ARRAY(SELECT m.id FROM accounts m WHERE m.distributor_id = @distributor AND m.merged_into = " + account + ") || " + account
}
