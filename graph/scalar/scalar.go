// Package scalar reads and writes the schema's own scalars. Every reader refuses what is not
// exactly the scalar, saying what would be right.
package scalar

import (
	"encoding/json"
	"fmt"
	"io"
	"net/mail"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/bojanz/currency"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
)

// plain writes a text that needs no escapes.
func plain(text string) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, `"`+text+`"`) }) // to a buffer
}

func text(v any) (string, bool) { s, ok := v.(string); return s, ok }

// MarshalDate writes a day as 2013-07-31.
func MarshalDate(t time.Time) graphql.Marshaler { return plain(t.Format(time.DateOnly)) }

// UnmarshalDate reads a day of the years 1900 to 2999.
func UnmarshalDate(v any) (time.Time, error) {
	s, _ := text(v)
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < period.FirstYear || t.Year() > period.LastYear {
		return time.Time{}, fault.New(fault.Invalid, "scalar.date", fault.Params{"value": short(v)})
	}
	return t, nil
}

// MarshalDateTime writes a moment in UTC.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return plain(t.UTC().Format(time.RFC3339Nano))
}

// UnmarshalDateTime reads an RFC 3339 moment.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, _ := text(v)
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fault.New(fault.Invalid, "scalar.dateTime", fault.Params{"value": short(v)})
	}
	return t, nil
}

// MarshalDecimal writes the exact number as text.
func MarshalDecimal(d decimal.Decimal) graphql.Marshaler { return plain(d.String()) }

// UnmarshalDecimal reads a number of at most 14 digits before the point and 4 after it, as text or
// as a JSON number. The bounds are those of numeric(18,4).
func UnmarshalDecimal(v any) (decimal.Decimal, error) {
	s := fmt.Sprint(v)
	d, err := decimal.NewFromString(s)
	if err != nil || len(s) > 40 || d.Exponent() > 14 || d.Exponent() < -20 ||
		d.Abs().GreaterThanOrEqual(decimal.New(1, 14)) || !d.Equal(d.Truncate(6)) {
		return decimal.Zero, fault.New(fault.Invalid, "scalar.decimal", fault.Params{"value": short(v)})
	}
	return d, nil
}

// MarshalCurrency writes the code.
func MarshalCurrency(code string) graphql.Marshaler { return graphql.MarshalString(code) }

// UnmarshalCurrency reads an ISO 4217 code.
func UnmarshalCurrency(v any) (string, error) {
	s, _ := text(v)
	if !currency.IsValid(s) {
		return "", fault.New(fault.Invalid, "scalar.currency", fault.Params{"value": short(v)})
	}
	return s, nil
}

// MarshalEmail writes the address.
func MarshalEmail(address string) graphql.Marshaler { return graphql.MarshalString(address) }

// UnmarshalEmail reads a bare address and lower-cases it.
func UnmarshalEmail(v any) (string, error) {
	s, _ := text(v)
	s = strings.TrimSpace(s)
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > 254 {
		return "", fault.New(fault.Invalid, "scalar.email", fault.Params{"value": short(v)})
	}
	return strings.ToLower(s), nil
}

// MarshalPeriod writes 2013, 2013-Q3 or 2013-07.
func MarshalPeriod(p period.Period) graphql.Marshaler { return plain(p.String()) }

// UnmarshalPeriod reads 2013, 2013-Q3 or 2013-07.
func UnmarshalPeriod(v any) (period.Period, error) {
	s, _ := text(v)
	p, err := period.Parse(s)
	if err != nil {
		return p, fault.New(fault.Invalid, "scalar.period", fault.Params{"value": short(v)})
	}
	return p, nil
}

// MarshalParams writes a message's values; nil is an empty object.
func MarshalParams(p map[string]any) graphql.Marshaler {
	if p == nil {
		p = map[string]any{}
	}
	return graphql.WriterFunc(func(w io.Writer) {
		text, err := json.Marshal(p)
		if err != nil {
			panic(err) // they are texts, numbers and lists of them
		}
		_, _ = w.Write(text) // to a buffer
	})
}

// UnmarshalParams reads a JSON object.
func UnmarshalParams(v any) (map[string]any, error) { return graphql.UnmarshalMap(v) }

func short(v any) string {
	s := fmt.Sprint(v)
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
