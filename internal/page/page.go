// Package page holds keyset paging: limits, cursors and pages. Ground: imports only fault.
package page

import (
	"context"
	"encoding/base64"
	"encoding/json"

	"github.com/tonglu/portal/internal/fault"
)

// Limits of a page.
const (
	Default = 25
	Max     = 100
)

// Args are the Relay arguments of a list. Backward paging reads the same order from the other end.
type Args struct {
	First, Last   *int
	After, Before *string
}

// Request is a checked Args: how many rows, from where, in which direction.
type Request struct {
	Limit    int
	Cursor   []string // the sort key of the row to start after, nil at the edge
	Backward bool
}

// Check turns Args into a Request whose cursor has n parts.
// Returns Invalid naming the argument when a count is out of 1 to Max, when both directions are
// asked for, or when the cursor was not made by this list.
func Check(a Args, n int) (Request, error) {
	var fields fault.Fields
	r := Request{Limit: Default, Backward: a.Last != nil || a.Before != nil}
	count, cursor, countPath, cursorPath := a.First, a.After, "first", "after"
	if r.Backward {
		if a.First != nil || a.After != nil {
			fields.Add("first", "page.bothDirections", nil)
		}
		count, cursor, countPath, cursorPath = a.Last, a.Before, "last", "before"
	}
	if count != nil {
		if *count < 1 || *count > Max {
			fields.Add(countPath, "page.limit", fault.Params{"min": 1, "max": Max})
		}
		r.Limit = *count
	}
	if cursor != nil {
		raw, err := base64.RawURLEncoding.DecodeString(*cursor)
		if err != nil || json.Unmarshal(raw, &r.Cursor) != nil || len(r.Cursor) != n {
			fields.Add(cursorPath, "page.cursor", nil)
		}
	}
	return r, fields.Err()
}

// Cursor writes a row's sort key as an opaque cursor.
func Cursor(key ...string) string {
	raw, err := json.Marshal(key)
	if err != nil {
		panic(err) // strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Counter counts a list's rows when asked to.
type Counter func(context.Context) (int, error)

// Page is one page of rows, in list order.
type Page[T any] struct {
	Items       []T
	Cursors     []string // one for each item
	HasNext     bool
	HasPrevious bool
	Total       Counter // counted only when asked for
}

// Make cuts the rows that a store read with Limit+1 (in the direction of r) to a page.
// key gives a row's sort key, the parts that Check expects.
func Make[T any](r Request, rows []T, key func(T) []string, total Counter) Page[T] {
	more := len(rows) > r.Limit
	if more {
		rows = rows[:r.Limit]
	}
	p := Page[T]{Items: rows, HasNext: more, HasPrevious: r.Cursor != nil, Total: total}
	if r.Backward {
		for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
			rows[i], rows[j] = rows[j], rows[i]
		}
		p.HasNext, p.HasPrevious = r.Cursor != nil, more
	}
	p.Cursors = make([]string, len(rows))
	for i, row := range rows {
		p.Cursors[i] = Cursor(key(row)...)
	}
	return p
}
