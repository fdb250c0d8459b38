package catalog

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// PricePolicies lists price policies by the product's code and start date.
func (s *Service) PricePolicies(ctx context.Context, sc scope.Scope, f PolicyFilter, desc bool, args page.Args) (page.Page[PricePolicy], error) {
	listed, err := list(ctx, s, sc, args, len(policyKey), listedPolicy.key,
		func(tx pgx.Tx, r page.Request) ([]listedPolicy, error) { return listPolicies(ctx, tx, f, desc, r) },
		func(ctx context.Context, tx pgx.Tx) (int, error) { return countPolicies(ctx, tx, f) })
	p := page.Page[PricePolicy]{Cursors: listed.Cursors, HasNext: listed.HasNext, HasPrevious: listed.HasPrevious, Total: listed.Total}
	for _, l := range listed.Items {
		p.Items = append(p.Items, l.PricePolicy)
	}
	return p, err
}

// PricePolicy reads one policy. Returns NotFound when there is none.
func (s *Service) PricePolicy(ctx context.Context, sc scope.Scope, id uuid.UUID) (p PricePolicy, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		p, err = loadPolicy(ctx, tx, id)
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.Missing("pricePolicy")
		}
		return err
	})
	return p, err
}

// SetPricePolicy sets the policy of p's product, channel type and start day: one that is there is replaced. What is
// so already stays as it is. Returns Invalid with all fields at fault, Conflict (price.overlaps, with the
// other's days) where another one of the same product and channel type overlaps.
func (s *Service) SetPricePolicy(ctx context.Context, sc scope.Scope, p PricePolicy) (now PricePolicy, err error) {
	var fields fault.Fields
	p.check(fields.Add)
	if err := fields.Err(); err != nil {
		return now, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if _, err := loadProduct(ctx, tx, p.ProductID); fault.Is(err, fault.NotFound) {
			fields.Add("productId", "product.notFound", nil)
			return fields.Err()
		} else if err != nil {
			return err
		}
		known, err := policiesOf(ctx, tx, []uuid.UUID{p.ProductID})
		if err != nil {
			return err
		}
		var before any
		for _, o := range known {
			switch {
			case !o.overlaps(p) && !o.From.Equal(p.From) || o.ChannelType != p.ChannelType:
			case !o.From.Equal(p.From):
				return fault.New(fault.Conflict, "price.overlaps", o.days())
			case o.equal(p):
				now = o
				return nil
			default:
				p.ID, before = o.ID, o
			}
		}
		if before == nil {
			p.ID = typeid.New()
		}
		now = p
		if err := writePolicies(ctx, tx, []PricePolicy{p}); err != nil {
			return err
		}
		return record(ctx, tx, "pricePolicy.set", "pricePolicy", p.ID, before, p)
	})
	return now, err
}

// writePolicies turns the constraint's refusal, of what came in at the same moment, into a Conflict. It raises the catalog's version:
// price levels are reckoned from the policies.
func writePolicies(ctx context.Context, tx pgx.Tx, policies []PricePolicy) error {
	if err := putPolicies(ctx, tx, policies); postgres.Violates(err, "price_policies_overlap") {
		return fault.Wrap(err, fault.Conflict, "price.overlapsUnseen", nil)
	} else if err != nil {
		return fmt.Errorf("setting price policies: %w", err)
	}
	return partner.TouchShared(ctx, tx, partner.SharedCatalog)
}

// ExchangeRates lists the rates of a currency, or of all when it is empty, by currency and newest first.
func (s *Service) ExchangeRates(ctx context.Context, sc scope.Scope, currency string, desc bool, args page.Args) (page.Page[ExchangeRate], error) {
	return list(ctx, s, sc, args, len(rateKey), ExchangeRate.key,
		func(tx pgx.Tx, r page.Request) ([]ExchangeRate, error) { return listRates(ctx, tx, currency, desc, r) },
		func(ctx context.Context, tx pgx.Tx) (int, error) { return countRates(ctx, tx, currency) })
}

// SetExchangeRate sets what the currency is worth from the day on. What is so already stays as it is. Returns Invalid
// with all fields at fault: among them the base currency, which is always worth 1.
func (s *Service) SetExchangeRate(ctx context.Context, sc scope.Scope, r ExchangeRate) (ExchangeRate, error) {
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		settings, err := partner.LoadSettings(ctx, tx)
		if err != nil {
			return err
		}
		var fields fault.Fields
		r.check(settings.BaseCurrency, fields.Add)
		if err := fields.Err(); err != nil {
			return err
		}
		var before any
		switch old, err := findRate(ctx, tx, r.Currency, r.From); {
		case err == nil:
			before = old
		case !errors.Is(err, pgx.ErrNoRows):
			return fmt.Errorf("reading an exchange rate: %w", err)
		}
		added, changed, err := putRates(ctx, tx, []ExchangeRate{r})
		if err != nil {
			return fmt.Errorf("setting an exchange rate: %w", err)
		}
		if added+changed == 0 {
			return nil
		}
		if err := partner.TouchShared(ctx, tx, partner.SharedRates); err != nil {
			return err
		}
		return record(ctx, tx, "exchangeRate.set", "exchangeRate", uuid.Nil, before, r)
	})
	return r, err
}
