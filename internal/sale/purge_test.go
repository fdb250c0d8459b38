package sale_test

import (
	"context"
	"testing"
	"time"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/sale"
)

func TestRawFilesAndRowsAreDeletedAfterNinetyDays(t *testing.T) {
	w := newWorld(t)
	r := w.report(w.north, "march.csv", march)
	ctx := context.Background()
	// Files and their purge go by the database's clock; reports by the service's.
	if _, err := w.engine.Pgx().Exec(ctx, `UPDATE files SET created_at = $1`, w.clock); err != nil {
		t.Fatal(err)
	}
	left := func() (files, cells, previews int) {
		return value[int](w, `SELECT count(*) FROM files WHERE purged_at IS NULL`), value[int](w, `SELECT count(*) FROM report_row_cells`),
			value[int](w, `SELECT count(*) FROM sales_report_previews`)
	}
	w.clock = w.clock.Add(89 * 24 * time.Hour)
	if err := w.worker.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if files, cells, previews := left(); files != 1 || cells != 4 || previews != 1 {
		t.Errorf("after 89 days: %d files, %d rows, %d previews", files, cells, previews)
	}
	w.clock = w.clock.Add(2 * 24 * time.Hour)
	if err := w.worker.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	if files, cells, previews := left(); files+cells+previews != 0 {
		t.Errorf("after 91 days: %d files, %d rows, %d previews", files, cells, previews)
	}
	if _, _, err := w.sales.Download(ctx, scopeOf(w.north), r.FileID); !fault.Is(err, fault.NotFound) {
		t.Errorf("the file: %v, want NotFound", err)
	}
	if f, err := w.store.Open(r.FileID); !fault.Is(err, fault.NotFound) {
		f.Close()
		t.Errorf("the bytes: %v, want NotFound", err)
	}
	rows, err := w.sales.Rows(ctx, scopeOf(w.north), r, sale.Rejected, page.Args{})
	if err != nil || len(rows.Items) != 2 || len(rows.Items[0].Cells) != 0 || rows.Items[0].Problems[0].Key != "row.product.unknown" {
		t.Errorf("what is left of the rejected rows: %+v, %v", rows.Items, err)
	}
	w.holds()
}
