package partner

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
)

// LoadSettings reads the brand's settings. Returns Unavailable before there is a brand.
func LoadSettings(ctx context.Context, q postgres.Querier) (Settings, error) {
	s, err := postgres.Row[Settings](q.Query(ctx, `
		SELECT brand_id, base_currency::text, time_zone, report_due_day FROM brand_settings ORDER BY brand_id LIMIT 1`))
	if errors.Is(err, pgx.ErrNoRows) {
		return s, fault.Wrap(err, fault.Unavailable, "brand.missing", nil)
	}
	if err != nil {
		return s, fmt.Errorf("reading the brand's settings: %w", err)
	}
	return s, nil
}

func insertBrand(ctx context.Context, q postgres.Querier, s Settings, name string) error {
	if _, err := q.Exec(ctx, `INSERT INTO organizations (id, kind, name) VALUES (@id, 'BRAND', @name)`,
		postgres.Args{"id": s.BrandID, "name": name}); err != nil {
		return err
	}
	_, err := q.Exec(ctx, `INSERT INTO brand_settings (brand_id, base_currency, time_zone, report_due_day)
		VALUES (@brand, @currency, @zone, @due)`,
		postgres.Args{"brand": s.BrandID, "currency": s.BaseCurrency, "zone": s.TimeZone, "due": s.ReportDueDay})
	return err
}

// Locks of this domain, taken for a transaction.
const (
	lockParents = "partner.parents" // who changes parents checks them against those of others
	lockTree    = "partner.tree"    // who numbers the tree anew, or copies its numbers; exclusive areas checked at once would wait for each other
	lockBudgets = "partner.budgets" // who sets a budget tells what it was before
)

func lock(ctx context.Context, q postgres.Querier, name string) error {
	_, err := q.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended(@name, 0))`, postgres.Args{"name": name})
	return err
}

// byID makes a map of rows.
func byID[T any](rows []T, id func(T) uuid.UUID) map[uuid.UUID]T {
	m := make(map[uuid.UUID]T, len(rows))
	for _, row := range rows {
		m[id(row)] = row
	}
	return m
}

// missing turns "no row" into the noun's NotFound.
func missing(err error, noun string) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.Missing(noun)
	}
	return fmt.Errorf("reading a %s: %w", noun, err)
}
