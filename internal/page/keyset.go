package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
)

// Column is one part of a list's sort key. The last one makes the key unique.
type Column struct {
	SQL  string // an expression, written by us and never by a caller
	Type string // its type in SQL: text, uuid, date, timestamptz, int, float8 or numeric
}

// Keyset gives the fragments of SQL that make a list a page: a condition that starts behind the cursor,
// and the ORDER BY with a LIMIT of one row more than the page holds, so that Make knows whether more follow.
// It adds its named arguments to args. Returns Invalid for a cursor that this list did not make.
func (r Request) Keyset(desc bool, args map[string]any, columns ...Column) (where, order string, err error) {
	direction, sign := "ASC", ">"
	if desc != r.Backward {
		direction, sign = "DESC", "<"
	}
	keys := make([]string, len(columns))
	sorts := make([]string, len(columns))
	bounds := make([]string, len(columns))
	for i, c := range columns {
		keys[i] = c.SQL
		sorts[i] = c.SQL + " " + direction
		bounds[i] = fmt.Sprintf("@cursor_%d::%s", i, c.Type)
	}
	// The limit is in the text, so that a plan for any arguments knows how few rows are wanted.
	order = "ORDER BY " + strings.Join(sorts, ", ") + " LIMIT " + strconv.Itoa(r.Limit+1)
	if r.Cursor == nil {
		return "true", order, nil
	}
	for i, c := range columns {
		if !readable(c.Type, r.Cursor[i]) {
			path := "after"
			if r.Backward {
				path = "before"
			}
			var fields fault.Fields
			fields.Add(path, "page.cursor", nil)
			return "", "", fields.Err()
		}
		args[fmt.Sprintf("cursor_%d", i)] = r.Cursor[i]
	}
	return fmt.Sprintf("(%s) %s (%s)", strings.Join(keys, ", "), sign, strings.Join(bounds, ", ")), order, nil
}

// readable reports whether the database can read the text as a value of the type.
func readable(kind, text string) bool {
	var err error
	switch kind {
	case "uuid":
		_, err = uuid.Parse(text)
	case "date":
		_, err = time.Parse(time.DateOnly, text)
	case "timestamptz":
		_, err = time.Parse(time.RFC3339Nano, text)
	case "boolean":
		_, err = strconv.ParseBool(text)
	case "int":
		_, err = strconv.ParseInt(text, 10, 32)
	case "float8":
		_, err = strconv.ParseFloat(text, 64)
	case "numeric":
		var d decimal.Decimal
		d, err = decimal.NewFromString(text)
		if err == nil && (d.Exponent() > 100 || d.Exponent() < -100) {
			return false
		}
	default:
		return !strings.ContainsRune(text, 0)
	}
	return err == nil
}
