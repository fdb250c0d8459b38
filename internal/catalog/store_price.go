package catalog

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
)

// policyColumns name the columns as PricePolicy does; a list's cursor also needs the product's code.
const policyColumns = `y.id, y.product_id, coalesce(y.channel_type, '') AS channel_type, lower(y.valid) AS "from", upper(y.valid) - 1 AS until,
	y.list_price, y.floor_price, y.currency::text AS currency`

type listedPolicy struct {
	PricePolicy
	ProductCode string
}

// PolicyFilter says which price policies to list; the zero value is all.
type PolicyFilter struct {
	ProductID   *uuid.UUID
	On          *time.Time
	ChannelType partner.ChannelType // those for it, and for each
}

func (f PolicyFilter) where(args postgres.Args) string {
	parts := []string{"true"}
	if f.ProductID != nil {
		parts = append(parts, "y.product_id = @product")
		args["product"] = *f.ProductID
	}
	if f.On != nil {
		parts = append(parts, "y.valid @> @on_day::date")
		args["on_day"] = *f.On
	}
	if f.ChannelType != "" {
		parts = append(parts, "(y.channel_type = @channel_type OR y.channel_type IS NULL)")
		args["channel_type"] = f.ChannelType
	}
	return strings.Join(parts, " AND ")
}

var policyKey = []page.Column{{SQL: "p.code", Type: "text"}, {SQL: "lower(y.valid)", Type: "date"}, {SQL: "y.id", Type: "uuid"}}

func (p listedPolicy) key() []string {
	return []string{p.ProductCode, p.From.Format(time.DateOnly), p.ID.String()}
}

func listPolicies(ctx context.Context, q postgres.Querier, f PolicyFilter, desc bool, r page.Request) ([]listedPolicy, error) {
	args := postgres.Args{}
	where := f.where(args)
	behind, order, err := r.Keyset(desc, args, policyKey...)
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[listedPolicy](q.Query(ctx, "SELECT "+policyColumns+`, p.code AS product_code
		FROM price_policies y JOIN products p ON p.id = y.product_id WHERE `+where+" AND "+behind+" "+order, args))
	if err != nil {
		return nil, fmt.Errorf("listing price policies: %w", err)
	}
	return rows, nil
}

func countPolicies(ctx context.Context, q postgres.Querier, f PolicyFilter) (n int, err error) {
	args := postgres.Args{}
	where := f.where(args)
	err = q.QueryRow(ctx, "SELECT count(*) FROM price_policies y WHERE "+where, args).Scan(&n)
	return n, err
}

// policiesOf reads all policies of the products and keeps others from changing them.
func policiesOf(ctx context.Context, q postgres.Querier, products []uuid.UUID) ([]PricePolicy, error) {
	rows, err := postgres.Rows[PricePolicy](q.Query(ctx, "SELECT "+policyColumns+` FROM price_policies y WHERE y.product_id = ANY(@ids)
		ORDER BY y.product_id, y.channel_type, lower(y.valid), y.id FOR UPDATE`, postgres.Args{"ids": products}))
	if err != nil {
		return nil, fmt.Errorf("reading price policies: %w", err)
	}
	return rows, nil
}

func loadPolicy(ctx context.Context, q postgres.Querier, id uuid.UUID) (PricePolicy, error) {
	return postgres.Row[PricePolicy](q.Query(ctx, "SELECT "+policyColumns+" FROM price_policies y WHERE y.id = @id ORDER BY y.id LIMIT 1", postgres.Args{"id": id}))
}

// putPolicies removes the policies of the same ids and adds these, so that neighbours may change places.
func putPolicies(ctx context.Context, q postgres.Querier, policies []PricePolicy) error {
	var ids, products []uuid.UUID
	var channels, lists, currencies []string
	var floors []*string
	var firsts []time.Time
	var lasts []*time.Time
	for _, p := range policies {
		ids, products, channels = append(ids, p.ID), append(products, p.ProductID), append(channels, string(p.ChannelType))
		firsts, lasts, lists = append(firsts, p.From), append(lasts, p.Until), append(lists, p.ListPrice.String())
		var floor *string
		if p.FloorPrice.Valid {
			floor = new(p.FloorPrice.Decimal.String())
		}
		floors, currencies = append(floors, floor), append(currencies, p.Currency)
	}
	if _, err := q.Exec(ctx, `DELETE FROM price_policies WHERE id = ANY(@ids)`, postgres.Args{"ids": ids}); err != nil {
		return err
	}
	_, err := q.Exec(ctx, `INSERT INTO price_policies (id, product_id, channel_type, valid, list_price, floor_price, currency)
		SELECT id, product, nullif(channel, ''), daterange(first, last, '[]'), list::numeric, floor::numeric, currency
		FROM unnest(@ids::uuid[], @products::uuid[], @channels::text[], @firsts::date[], @lasts::date[], @lists::text[], @floors::text[], @currencies::text[])
			AS n (id, product, channel, first, last, list, floor, currency) ORDER BY product, channel, first`,
		postgres.Args{"ids": ids, "products": products, "channels": channels, "firsts": firsts, "lasts": lasts,
			"lists": lists, "floors": floors, "currencies": currencies})
	return err
}

const rateColumns = `r.currency::text AS currency, r.valid_from AS "from", r.rate`

// rateKey sorts by currency, then newest first: the days until a far one grow as days go back.
var rateKey = []page.Column{{SQL: "r.currency::text", Type: "text"}, {SQL: "(date '3000-01-01' - r.valid_from)", Type: "int"}}

var farDay = time.Date(3000, 1, 1, 0, 0, 0, 0, time.UTC)

// key counts in seconds: a time.Duration ends after 292 years.
func (r ExchangeRate) key() []string {
	return []string{r.Currency, strconv.FormatInt((farDay.Unix()-r.From.Unix())/(24*60*60), 10)}
}

func rateWhere(currency string, args postgres.Args) string {
	if currency == "" {
		return "true"
	}
	args["currency"] = currency
	return "r.currency = @currency"
}

func listRates(ctx context.Context, q postgres.Querier, currency string, desc bool, r page.Request) ([]ExchangeRate, error) {
	args := postgres.Args{}
	where := rateWhere(currency, args)
	behind, order, err := r.Keyset(desc, args, rateKey...)
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[ExchangeRate](q.Query(ctx, "SELECT "+rateColumns+" FROM exchange_rates r WHERE "+where+" AND "+behind+" "+order, args))
	if err != nil {
		return nil, fmt.Errorf("listing exchange rates: %w", err)
	}
	return rows, nil
}

func countRates(ctx context.Context, q postgres.Querier, currency string) (n int, err error) {
	args := postgres.Args{}
	where := rateWhere(currency, args)
	err = q.QueryRow(ctx, "SELECT count(*) FROM exchange_rates r WHERE "+where, args).Scan(&n)
	return n, err
}

// LoadRates reads all exchange rates and the base currency.
func LoadRates(ctx context.Context, q postgres.Querier) (*Rates, error) {
	settings, err := partner.LoadSettings(ctx, q)
	if err != nil {
		return nil, err
	}
	rates, err := allRates(ctx, q)
	if err != nil {
		return nil, err
	}
	return NewRates(settings.BaseCurrency, rates), nil
}

func allRates(ctx context.Context, q postgres.Querier) ([]ExchangeRate, error) {
	rates, err := postgres.Rows[ExchangeRate](q.Query(ctx, "SELECT "+rateColumns+" FROM exchange_rates r ORDER BY r.currency, r.valid_from"))
	if err != nil {
		return nil, fmt.Errorf("reading exchange rates: %w", err)
	}
	return rates, nil
}

// findRate reads the rate that begins on the day; pgx.ErrNoRows when there is none.
func findRate(ctx context.Context, q postgres.Querier, currency string, day time.Time) (ExchangeRate, error) {
	return postgres.Row[ExchangeRate](q.Query(ctx, "SELECT "+rateColumns+" FROM exchange_rates r WHERE r.currency = @currency AND r.valid_from = @day ORDER BY r.currency LIMIT 1",
		postgres.Args{"currency": currency, "day": day}))
}

func putRates(ctx context.Context, q postgres.Querier, rates []ExchangeRate) (added, changed int, err error) {
	var currencies, values []string
	var days []time.Time
	for _, r := range rates {
		currencies, days, values = append(currencies, r.Currency), append(days, r.From), append(values, r.Rate.String())
	}
	return written(q.Query(ctx, `
		INSERT INTO exchange_rates AS r (currency, valid_from, rate)
		SELECT currency, day, rate::numeric FROM unnest(@currencies::text[], @days::date[], @rates::text[]) AS n (currency, day, rate) ORDER BY currency, day
		ON CONFLICT (currency, valid_from) DO UPDATE SET rate = EXCLUDED.rate WHERE r.rate <> EXCLUDED.rate
		RETURNING xmax = 0 AS added`, postgres.Args{"currencies": currencies, "days": days, "rates": values}))
}
