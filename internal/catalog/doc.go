// Package catalog owns what is sold and for how much: product lines, products, each distributor's own codes for
// them, price policies and exchange rates.
//
// Its rules:
//   - A product is named by the brand's code, by its GTIN (8, 12, 13 or 14 digits with a right check digit, kept
//     as 14), or by an alias of the distributor that reports it. Codes are compared folded (partner.Fold); a
//     distributor's own alias comes first.
//   - At most one price policy holds for a product, channel type and day.
//   - A rate holds from its day until the next one of its currency. The base currency is always 1.
//
// Index and Rates hold all that a report needs in memory. Products, policies and rates are public to every scope
// that is set; aliases belong to their distributor.
//
// It imports partner, audit, idempotency and ground.
package catalog
