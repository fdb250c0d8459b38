package catalog

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// PolicyRow is a price policy in a file, its product by code. One of the same product, channel type and start day is the
// same policy.
type PolicyRow struct {
	Line        int `json:"-"`
	Product     string
	ChannelType partner.ChannelType // empty for each
	From        time.Time
	Until       *time.Time
	ListPrice   decimal.Decimal
	FloorPrice  decimal.NullDecimal
	Currency    string
}

func readPolicies(r io.Reader, faults *sheet.Faults) ([]PolicyRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{
		sheet.Must("product"), sheet.May("channel_type"), sheet.Must("from"), sheet.May("until"), sheet.Must("list_price"),
		sheet.May("floor_price"), sheet.Must("currency"),
	}, faults)
	rows := make([]PolicyRow, len(cells))
	for i, c := range cells {
		rows[i] = PolicyRow{Line: c.Line, Product: c.Text("product"), ChannelType: partner.ChannelType(c.Text("channel_type")), From: c.Date("from"),
			Until: c.MaybeDate("until"), ListPrice: c.Decimal("list_price"), FloorPrice: c.MaybeDecimal("floor_price"), Currency: c.Text("currency")}
	}
	return rows, err
}

// ImportPolicies sets the price policies. Rows that overlap another policy, in the file or known, are refused.
func (s *Service) ImportPolicies(ctx context.Context, sc scope.Scope, rows []PolicyRow) (partner.Summary, error) {
	return s.importPolicies(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importPolicies(ctx context.Context, sc scope.Scope, rows []PolicyRow, faults *sheet.Faults) (partner.Summary, error) {
	done := partner.Summary{Kind: "price-policies", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		codes, err := partner.LoadCodes(ctx, tx, "products")
		if err != nil {
			return fmt.Errorf("reading products: %w", err)
		}
		policies := readable(rows, codes, faults)
		ids := make([]uuid.UUID, 0, len(policies))
		for _, p := range policies {
			ids = append(ids, p.ProductID)
		}
		slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
		known, err := policiesOf(ctx, tx, slices.Compact(ids))
		if err != nil {
			return err
		}
		fresh := planPolicies(policies, known, faults)
		if err := faults.Err(); err != nil {
			return err
		}
		for _, p := range fresh {
			if p.replaces {
				done.Changed++
			} else {
				done.Added++
			}
		}
		if err := writePolicies(ctx, tx, plain(fresh)); err != nil {
			return err
		}
		return partner.RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

// filedPolicy is a policy with where it stands in its file, 0 for one that was known before.
type filedPolicy struct {
	PricePolicy
	line     int
	replaces bool
}

func plain(list []filedPolicy) []PricePolicy {
	out := make([]PricePolicy, len(list))
	for i, p := range list {
		out[i] = p.PricePolicy
	}
	return out
}

func readable(rows []PolicyRow, codes map[string]uuid.UUID, faults *sheet.Faults) []filedPolicy {
	var out []filedPolicy
	for i, row := range rows {
		at := partner.LineOf(row.Line, i)
		report := partner.RowReport(faults, at)
		p := PricePolicy{ChannelType: row.ChannelType, From: row.From, Until: row.Until, ListPrice: row.ListPrice, FloorPrice: row.FloorPrice, Currency: row.Currency}
		p.check(report)
		id, ok := find(codes, report, "product", row.Product)
		if ok {
			p.ProductID = id
			out = append(out, filedPolicy{PricePolicy: p, line: at})
		}
	}
	return out
}

// planPolicies gives ids to the policies, leaves out those that say what is known, and notes overlaps.
func planPolicies(policies []filedPolicy, known []PricePolicy, faults *sheet.Faults) []filedPolicy {
	type key struct {
		product uuid.UUID
		channel partner.ChannelType
		from    string
	}
	keyOf := func(p PricePolicy) key { return key{p.ProductID, p.ChannelType, p.From.Format(time.DateOnly)} }
	old := make(map[key]PricePolicy, len(known))
	for _, k := range known {
		old[keyOf(k)] = k
	}
	seen := map[key]int{}
	all := make([]filedPolicy, 0, len(policies)+len(known))
	var fresh []filedPolicy
	for _, p := range policies {
		k := keyOf(p.PricePolicy)
		if earlier, ok := seen[k]; ok {
			partner.Repeated(partner.RowReport(faults, p.line), "from", earlier)
			continue
		}
		seen[k] = p.line
		if o, ok := old[k]; ok {
			p.ID, p.replaces = o.ID, true
		} else {
			p.ID = typeid.New()
		}
		if !p.replaces || !p.equal(old[k]) {
			fresh = append(fresh, p)
		}
		all = append(all, p)
	}
	for _, k := range known {
		if seen[keyOf(k)] == 0 {
			all = append(all, filedPolicy{PricePolicy: k})
		}
	}
	slices.SortFunc(all, func(a, b filedPolicy) int {
		if c := slices.Compare(a.ProductID[:], b.ProductID[:]); c != 0 {
			return c
		}
		if c := slices.Compare([]byte(a.ChannelType), []byte(b.ChannelType)); c != 0 {
			return c
		}
		return a.From.Compare(b.From)
	})
	for i := 1; i < len(all); i++ {
		before, p := all[i-1], all[i]
		if !before.overlaps(p.PricePolicy) {
			continue
		}
		if p.line == 0 { // the known one comes later: the row reaches into it
			before, p = p, before
		}
		partner.RowReport(faults, p.line)("from", "price.overlaps", before.days())
	}
	return fresh
}

// RateRow is an exchange rate in a file.
type RateRow struct {
	Line int `json:"-"`
	ExchangeRate
}

func readRates(r io.Reader, faults *sheet.Faults) ([]RateRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{sheet.Must("currency"), sheet.Must("from"), sheet.Must("rate")}, faults)
	rows := make([]RateRow, len(cells))
	for i, c := range cells {
		rows[i] = RateRow{c.Line, ExchangeRate{c.Text("currency"), c.Date("from"), c.Decimal("rate")}}
	}
	return rows, err
}

// ImportRates sets the exchange rates. What a file doesn't name stays as it is.
func (s *Service) ImportRates(ctx context.Context, sc scope.Scope, rows []RateRow) (partner.Summary, error) {
	return s.importRates(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importRates(ctx context.Context, sc scope.Scope, rows []RateRow, faults *sheet.Faults) (partner.Summary, error) {
	done := partner.Summary{Kind: "exchange-rates", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		settings, err := partner.LoadSettings(ctx, tx)
		if err != nil {
			return err
		}
		rates := make([]ExchangeRate, len(rows))
		seen := map[string]int{}
		for i, row := range rows {
			at := partner.LineOf(row.Line, i)
			report := partner.RowReport(faults, at)
			row.check(settings.BaseCurrency, report)
			key := row.Currency + row.From.Format(time.DateOnly)
			if earlier, ok := seen[key]; ok {
				partner.Repeated(report, "from", earlier)
			}
			seen[key] = at
			rates[i] = row.ExchangeRate
		}
		if err := faults.Err(); err != nil {
			return err
		}
		if done.Added, done.Changed, err = putRates(ctx, tx, rates); err != nil {
			return fmt.Errorf("importing exchange rates: %w", err)
		}
		if err := partner.TouchShared(ctx, tx, partner.SharedRates); err != nil {
			return err
		}
		return partner.RecordImport(ctx, tx, done, rows)
	})
	return done, err
}
