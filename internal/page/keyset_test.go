package page_test

import (
	"testing"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
)

func TestKeysetStartsBehindTheCursor(t *testing.T) {
	t.Parallel()
	columns := []page.Column{{SQL: "d.name", Type: "text"}, {SQL: "d.id", Type: "uuid"}}
	id := "018f3b1e-0000-7000-8000-000000000000"
	tests := []struct {
		name         string
		request      page.Request
		desc         bool
		where, order string
	}{
		{"first page", page.Request{Limit: 2}, false, "true", "ORDER BY d.name ASC, d.id ASC LIMIT 3"},
		{"next", page.Request{Limit: 2, Cursor: []string{"a", id}}, false,
			"(d.name, d.id) > (@cursor_0::text, @cursor_1::uuid)", "ORDER BY d.name ASC, d.id ASC LIMIT 3"},
		{"next, descending", page.Request{Limit: 2, Cursor: []string{"a", id}}, true,
			"(d.name, d.id) < (@cursor_0::text, @cursor_1::uuid)", "ORDER BY d.name DESC, d.id DESC LIMIT 3"},
		{"backward, descending", page.Request{Limit: 2, Cursor: []string{"a", id}, Backward: true}, true,
			"(d.name, d.id) > (@cursor_0::text, @cursor_1::uuid)", "ORDER BY d.name ASC, d.id ASC LIMIT 3"},
	}
	for _, tt := range tests {
		args := map[string]any{}
		where, order, err := tt.request.Keyset(tt.desc, args, columns...)
		if err != nil || where != tt.where || order != tt.order {
			t.Errorf("%s: %q, %q, %v, %v", tt.name, where, order, args, err)
		}
	}
}

func TestKeysetRefusesAForgedCursor(t *testing.T) {
	t.Parallel()
	for kind, text := range map[string]string{"uuid": "x", "date": "2013-02-30", "int": "9999999999", "numeric": "1e9999", "text": "a\x00"} {
		r := page.Request{Limit: 1, Cursor: []string{text}}
		if _, _, err := r.Keyset(false, map[string]any{}, page.Column{SQL: "x", Type: kind}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s %q: %v, want Invalid", kind, text, err)
		}
	}
}
