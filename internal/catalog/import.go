package catalog

import (
	"context"
	"io"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/scope"
)

// Imports are the kinds of files that Import takes; docs/formats.md describes them.
var Imports = []string{"product-lines", "products", "product-aliases", "price-policies", "exchange-rates"}

// Import reads a file of the kind and takes over all of its rows, or none: then the fault names every row and column
// that is wrong. What a row names already exists is changed to what the row says.
func (s *Service) Import(ctx context.Context, sc scope.Scope, kind string, r io.Reader) (partner.Summary, error) {
	var faults sheet.Faults
	switch kind {
	case "product-lines":
		rows, err := readLines(r, &faults)
		if err != nil {
			return partner.Summary{}, err
		}
		return s.importLines(ctx, sc, rows, &faults)
	case "products":
		rows, err := readProducts(r, &faults)
		if err != nil {
			return partner.Summary{}, err
		}
		return s.importProducts(ctx, sc, rows, &faults)
	case "product-aliases":
		rows, err := readAliases(r, &faults)
		if err != nil {
			return partner.Summary{}, err
		}
		return s.importAliases(ctx, sc, rows, &faults)
	case "price-policies":
		rows, err := readPolicies(r, &faults)
		if err != nil {
			return partner.Summary{}, err
		}
		return s.importPolicies(ctx, sc, rows, &faults)
	case "exchange-rates":
		rows, err := readRates(r, &faults)
		if err != nil {
			return partner.Summary{}, err
		}
		return s.importRates(ctx, sc, rows, &faults)
	}
	return partner.Summary{}, fault.New(fault.Invalid, "import.kind", fault.Params{"kind": kind, "known": strings.Join(Imports, ", ")})
}

// find gives the id of a code, and notes a code that is missing or names nothing.
func find(codes map[string]uuid.UUID, report partner.Report, field, code string) (uuid.UUID, bool) {
	id, ok := codes[code]
	switch {
	case ok:
	case code == "":
		report(field, "required", nil)
	default:
		partner.Unknown(report, field, code)
	}
	return id, ok
}
