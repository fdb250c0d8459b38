package sale_test

import (
	"errors"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// Where lines are very many, those that no sum tells of are not counted one by one, and what can't be looked through in time says so.
func TestVeryManyLinesAreNotCountedOneByOne(t *testing.T) {
	w := newWorld(t)
	w.report(w.north, "a.csv", "invoice_no,line_no,sale_date,product_code,quantity,net_amount,currency,account_code,city\nA-1,1,2024-03-01,P-1,1,10,TWD,C-1,台北市\n")
	_, err := w.db.Owner().Exec(t.Context(), `INSERT INTO sale_lines SELECT (l).* FROM (SELECT jsonb_populate_record(l, jsonb_build_object(
		'id', gen_random_uuid(), 'row_no', n, 'invoice_no', 'B-' || n, 'base_amount', n)) AS l FROM sale_lines l, generate_series(1, $1::int) n) x`, sale.MostCounted)
	if err != nil {
		t.Fatal(err)
	}
	yes, no, march := true, false, time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	brand := scope.Scope{Reach: scope.All}
	for _, c := range []struct {
		what string
		f    sale.LineFilter
		want int // -1: too many
	}{
		{"as the rollups have it", sale.LineFilter{}, 1},
		{"of a channel", sale.LineFilter{ChannelType: new("STORE")}, 1},
		{"no returns", sale.LineFilter{Returns: &no}, -1},
		{"with those that are voided", sale.LineFilter{IncludeVoided: true}, -1},
		{"of one day", sale.LineFilter{From: &march, Until: &march}, -1},
		{"returns", sale.LineFilter{Returns: &yes}, 0},
		{"an invoice", sale.LineFilter{InvoiceNo: new("B-7")}, 1},
		{"an invoice, voided or not", sale.LineFilter{InvoiceNo: new("B-7"), IncludeVoided: true}, 1},
	} {
		for _, sc := range []scope.Scope{brand, scopeOf(w.north)} {
			lines, err := w.sales.Lines(t.Context(), sc, c.f, sale.LineOrder{}, page.Args{})
			if err != nil {
				t.Fatal(err)
			}
			n, err := lines.Total(t.Context())
			if c.want < 0 && errors.Is(err, sale.ErrTooMany) {
				continue
			}
			if err != nil || n != c.want {
				t.Errorf("%s, %s: %d, %v, want %d", c.what, sc.Reach, n, err, c.want)
			}
		}
	}
	hurried := sale.New(w.db.Open(postgres.RoleApp, postgres.WithStatementTimeout(10*time.Millisecond)), w.store, byHand{}, sale.NoRules{}, time.Now)
	_, err = hurried.Lines(t.Context(), brand, sale.LineFilter{}, sale.LineOrder{ByAmount: true}, page.Args{})
	if f := fault.As(err); f == nil || f.Kind != fault.Invalid || f.Key != "line.narrow" {
		t.Errorf("what takes too long ends with %v", err)
	}
}
