package sheet

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
)

// Row is one row of a file. Its readers give the zero value for an empty cell, and note a fault for a cell
// that is not what it should be.
type Row struct {
	Line   int // as an editor counts
	cells  []string
	at     map[string]int // where each column stands
	faults *Faults
}

// cell gives the column's text, empty when the file doesn't have it.
func (r Row) cell(column string) string {
	if i, ok := r.at[column]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// Text gives the cell without the spaces around it.
func (r Row) Text(column string) string { return r.cell(column) }

// List gives the parts of a cell, separated by "|".
func (r Row) List(column string) []string {
	list := []string{}
	for part := range strings.SplitSeq(r.cell(column), "|") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// Date reads 2013-07-31.
func (r Row) Date(column string) time.Time {
	text := r.cell(column)
	if text == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < period.FirstYear || day.Year() > period.LastYear {
		r.fault(column, "scalar.date")
		return time.Time{}
	}
	return day
}

// MaybeDate is Date with nil for an empty cell.
func (r Row) MaybeDate(column string) *time.Time {
	if day := r.Date(column); !day.IsZero() {
		return &day
	}
	return nil
}

// Period reads 2013, 2013-Q3 or 2013-07.
func (r Row) Period(column string) period.Period {
	text := r.cell(column)
	if text == "" {
		return period.Period{}
	}
	p, err := period.Parse(text)
	if err != nil {
		r.fault(column, "scalar.period")
	}
	return p
}

// Decimal reads a number with a point and without thousands separators, of at most 40 characters.
func (r Row) Decimal(column string) decimal.Decimal {
	text := r.cell(column)
	if text == "" {
		return decimal.Zero
	}
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 40 || d.Exponent() > 14 || d.Exponent() < -20 {
		r.fault(column, "scalar.decimal")
		return decimal.Zero
	}
	return d
}

// MaybeDecimal is Decimal that is not valid for an empty cell.
func (r Row) MaybeDecimal(column string) decimal.NullDecimal {
	if r.cell(column) == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(r.Decimal(column))
}

// Bool reads true, yes, 1, false, no, 0; empty is false.
func (r Row) Bool(column string) bool {
	switch strings.ToLower(r.cell(column)) {
	case "true", "yes", "y", "1":
		return true
	case "", "false", "no", "n", "0":
	default:
		r.fault(column, "import.bool")
	}
	return false
}

func (r Row) fault(column, key string) {
	r.faults.Add(r.Line, column, key, fault.Params{"value": Short(r.cell(column))})
}

// Short cuts a value so that it fits a message.
func Short(value string) string {
	if cut := []rune(value); len(cut) > 60 {
		return string(cut[:60]) + "…"
	}
	return value
}
