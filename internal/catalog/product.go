package catalog

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
)

// Limits.
const (
	MaxLines     = 1000
	maxUnit      = 40
	maxAlias     = 100
	maxAliasesOf = 100 // aliases of one product that are read at once
)

// Status tells whether a product is sold now. Late reports may name one that isn't.
type Status string

// The statuses.
const (
	Active       Status = "ACTIVE"
	Discontinued Status = "DISCONTINUED"
)

// Statuses are all statuses.
var Statuses = []Status{Active, Discontinued}

// ProductLine is a family of products.
type ProductLine struct {
	ID   uuid.UUID    `json:"id"`
	Code string       `json:"code"`
	Name partner.Name `json:"name"`
}

func (l ProductLine) check(report partner.Report) {
	partner.CheckText("code", l.Code, true, partner.MaxCode, report)
	l.Name.Check(report)
}

// Product is what is sold.
type Product struct {
	ID            uuid.UUID    `json:"id"`
	Code          string       `json:"code"`
	Name          partner.Name `json:"name"`
	ProductLineID uuid.UUID    `json:"productLineId"`
	GTIN          string       `json:"gtin,omitempty"` // 14 digits, or empty
	Unit          string       `json:"unit"`
	Status        Status       `json:"status"`
}

// check notes all faults but those that only the database knows. The GTIN may be of any length.
func (p Product) check(report partner.Report) {
	partner.CheckText("code", p.Code, true, partner.MaxCode, report)
	p.Name.Check(report)
	partner.CheckText("unit", p.Unit, true, maxUnit, report)
	if !slices.Contains(Statuses, p.Status) {
		report("status", "value.unknown", fault.Params{"value": string(p.Status), "known": "ACTIVE, DISCONTINUED"})
	}
	if p.GTIN != "" {
		if _, ok := ParseGTIN(p.GTIN); !ok {
			report("gtin", "gtin.wrong", fault.Params{"value": p.GTIN})
		}
	}
}

// Alias is a distributor's own code for a product.
type Alias struct {
	DistributorID uuid.UUID `json:"distributorId"`
	Alias         string    `json:"alias"`
	ProductID     uuid.UUID `json:"productId"`
}

// ParseGTIN gives the 14 digits of a GTIN-8, -12, -13 or -14 with a right check digit; spaces and hyphens are passed over.
// The check digit makes the sum of the digits, every second one from the right threefold, a multiple of ten
// (GS1 General Specifications, 7.9).
func ParseGTIN(text string) (string, bool) {
	digits := strings.NewReplacer(" ", "", "-", "").Replace(text)
	switch len(digits) {
	case 8, 12, 13, 14:
	default:
		return "", false
	}
	sum := 0
	for i := range len(digits) {
		c := digits[i]
		if c < '0' || c > '9' {
			return "", false
		}
		weight := 1
		if (len(digits)-i)%2 == 0 {
			weight = 3
		}
		sum += int(c-'0') * weight
	}
	if sum%10 != 0 || strings.Trim(digits, "0") == "" {
		return "", false
	}
	return pad(digits), true
}

func pad(digits string) string { return "00000000000000"[len(digits):] + digits }

// ShownGTIN is the GTIN as people know it: 8, 12, 13 or 14 digits, the shortest that holds it.
func ShownGTIN(gtin string) string {
	for _, n := range []int{8, 12, 13} {
		if len(gtin) == 14 && strings.Trim(gtin[:14-n], "0") == "" {
			return gtin[14-n:]
		}
	}
	return gtin
}

// cleanAlias is an alias as it is kept: full width made plain and without spaces around, but in its own case.
func cleanAlias(alias string) string {
	return strings.TrimSpace(narrow.Replace(alias))
}

// narrow makes full-width ASCII plain.
var narrow = func() *strings.Replacer {
	pairs := []string{"\u3000", " "}
	for c := rune('!'); c <= '~'; c++ {
		pairs = append(pairs, string(c-'!'+'！'), string(c))
	}
	return strings.NewReplacer(pairs...)
}()
