package rules

// policyAt gives the SQL of the price policy of a product in a channel type on a day, its prices in the base currency at the day's rate:
// the channel's own, else that of any channel. Alias it and join it LATERAL: it has at most one row.
func policyAt(product, channel, day string) string {
	return `(SELECT p.list_price * r.rate AS list, p.floor_price * r.rate AS floor FROM price_policies p CROSS JOIN LATERAL (` + rateAt("p.currency", day) + `) r
	  WHERE p.product_id = ` + product + ` AND p.valid @> ` + day + ` AND (p.channel_type IS NULL OR p.channel_type = ` + channel + `)
	  ORDER BY p.channel_type NULLS LAST LIMIT 1)`
}

// rateAt gives the SQL of a currency's rate on a day: base-currency units for one unit.
func rateAt(currency, day string) string {
	return `SELECT coalesce((SELECT 1.0 FROM brand_settings b WHERE b.base_currency = ` + currency + `),
	  (SELECT x.rate FROM exchange_rates x WHERE x.currency = ` + currency + ` AND x.valid_from <= ` + day + ` ORDER BY x.valid_from DESC LIMIT 1)) AS rate`
}
