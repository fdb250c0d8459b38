package customer_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/tonglu/portal/internal/customer"
)

// shared opens a file of the shared data, or skips the test.
func shared(t testing.TB, name string) io.Reader {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", name))
	if err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func TestRealListsAreTakenInWhole(t *testing.T) {
	t.Parallel()
	for name, rows := range map[string]int{
		"tw_store_branches/branches_sample_big5.csv": 2000, "adventureworks/dim_reseller.csv": 701, "adventureworks/dim_customer_direct.csv": 18_484,
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			l := newLists(t)
			data, err := io.ReadAll(shared(t, name))
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			i := l.ingest(l.north, filepath.Base(name), bytes.NewReader(data))
			took := time.Since(began)
			if i.State != customer.ImportAccepted || i.RowsCreated != rows {
				t.Fatalf("%s\n%s", counts(i), l.listed(i))
			}
			t.Logf("%s: %s in %v", name, counts(i), took.Round(time.Millisecond))
			if n := value[int](l, `SELECT count(*) FROM accounts`); n != rows {
				t.Errorf("%d accounts", n)
			}
			if lost := value[int](l, `SELECT count(*) FROM accounts a JOIN account_contacts c ON c.account_id = a.id WHERE concat_ws(' ', a.name, c.name, c.street) LIKE '%�%'`); lost > 0 {
				t.Errorf("%d accounts have lost characters", lost)
			}
			// The same list with a line break more says nothing new.
			if i = l.ingest(l.north, "again.csv", bytes.NewReader(append(data, '\r', '\n'))); i.RowsUnchanged != rows || i.RowsCreated+i.RowsUpdated > 0 {
				t.Errorf("again: %s\n%s", counts(i), l.listed(i))
			}
		})
	}
}

// TestBig5ListsKeepEveryCharacter compares what was taken in with the file's own decoding.
func TestBig5ListsKeepEveryCharacter(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	data, err := io.ReadAll(shared(t, "tw_store_branches/branches_sample_big5.csv"))
	if err != nil {
		t.Fatal(err)
	}
	l.ingest(l.north, "big5.csv", bytes.NewReader(data))
	plain, err := traditionalchinese.Big5.NewDecoder().Bytes(data)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(plain)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if n := value[int](l, `SELECT count(*) FROM accounts a JOIN account_contacts c ON c.account_id = a.id
			WHERE a.legal_tax_id = $1 AND a.tax_id = $2 AND a.name = $3 AND c.street = $4 AND a.is_organization`, row[0], row[2], row[1]+row[3], row[4]); n != 1 {
			t.Errorf("%q is there %d times", row, n)
		}
	}
	if n := value[int](l, `SELECT count(*) FROM accounts WHERE territory_id IS NOT NULL`); n == 0 {
		t.Error("no address lies in a region")
	}
}

// numbered is a list of so many accounts.
func numbered(from, to int) string {
	var b strings.Builder
	b.WriteString("Customer Code,Customer Name,Phone,City\n")
	for n := from; n < to; n++ {
		fmt.Fprintf(&b, "C%06d,客戶%06d有限公司,02-23%02d-%04d,台北市\n", n, n, n/10_000, n%10_000)
	}
	return b.String()
}

func TestEightListsAtOnceMakeEachAccountOnce(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	var all sync.WaitGroup
	imports := make([]customer.Import, 8)
	for n := range imports {
		ctx, sc := l.as(l.north)
		i, err := l.imports.Create(ctx, sc, nil, customer.NewImport{FileID: l.upload(l.north, "list.csv", strings.NewReader(numbered(n*500, n*500+3000))),
			Mapping: nil})
		if err != nil {
			t.Fatal(err)
		}
		i = l.advance(i)
		if i.State == customer.ImportAwaiting {
			if i, err = l.imports.Confirm(ctx, sc, i.ID, nil); err != nil {
				t.Fatal(err)
			}
		}
		imports[n] = i
	}
	for n := range imports {
		all.Go(func() {
			if err := l.worker.Advance(context.Background(), l.north, imports[n].ID); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	created := 0
	ctx, sc := l.as(l.north)
	for _, i := range imports {
		i, err := l.imports.Import(ctx, sc, i.ID)
		if err != nil || i.State != customer.ImportAccepted || i.RowsDone() != 3000 || i.RowsUpdated != 0 {
			t.Errorf("%s %v", counts(i), err)
		}
		created += i.RowsCreated
	}
	if n := value[int](l, `SELECT count(*) FROM accounts`); n != 6500 || created != 6500 {
		t.Errorf("%d accounts, %d said to be created", n, created)
	}
}

// TestAnImportGoesOnWhereItStopped ends the worker after its first transaction, in the middle of a later one, and hands a
// slow worker's import to another.
func TestAnImportGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	ctx, sc := l.as(l.north)
	i, err := l.imports.Create(ctx, sc, nil, customer.NewImport{FileID: l.upload(l.north, "list.csv", strings.NewReader(numbered(0, 9000)))})
	if err != nil {
		t.Fatal(err)
	}
	if i = l.advance(i); i.State == customer.ImportAwaiting {
		if i, err = l.imports.Confirm(ctx, sc, i.ID, nil); err != nil {
			t.Fatal(err)
		}
	}
	for stops := 0; ; stops++ {
		dying, kill := context.WithCancel(context.Background())
		go func() { // dies as soon as rows have been taken in
			for before := i.RowsDone(); dying.Err() == nil; time.Sleep(time.Millisecond) {
				if now, err := l.imports.Import(ctx, sc, i.ID); err == nil && now.RowsDone() > before {
					kill()
				}
			}
		}()
		_ = l.worker.Advance(dying, l.north, i.ID) // what it says as it dies is nothing to go by
		kill()
		var err error
		if i, err = l.imports.Import(ctx, sc, i.ID); err != nil {
			t.Fatal(err)
		}
		if i.State.Finished() {
			if stops < 2 {
				t.Errorf("it was stopped only %d times", stops)
			}
			break
		}
		if _, err := l.db.Owner().Exec(ctx, `UPDATE account_imports SET heartbeat_at = NULL`); err != nil { // the silence is over
			t.Fatal(err)
		}
	}
	if n := value[int](l, `SELECT count(*) FROM accounts`); counts(i) != "ACCEPTED 9000+0+0+0+0 (0)" || n != 9000 {
		t.Errorf("%s, %d accounts", counts(i), n)
	}
}

func TestAnImportHasOneWorker(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	i := l.create(l.north, "list.csv", "Customer Code,Customer Name", "C1,甲有限公司")
	ctx, sc := l.as(l.north)
	if _, err := l.imports.Confirm(ctx, sc, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.db.Owner().Exec(ctx, `UPDATE account_imports SET heartbeat_at = clock_timestamp()`); err != nil {
		t.Fatal(err)
	}
	if err := l.worker.Advance(ctx, l.north, i.ID); !errors.Is(err, customer.ErrImportBusy) {
		t.Errorf("a second worker: %v", err)
	}
}

func TestFiftyThousandNamedTest(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	rows := 50_000
	if testing.Short() {
		rows = 5000
	}
	var coded, named strings.Builder
	coded.WriteString("Customer Code,Customer Name,Phone\n")
	named.WriteString("Customer Name,Phone\n")
	for n := range rows {
		fmt.Fprintf(&coded, "T%d,Test,02-2345-%04d\n", n, n%10_000)
		fmt.Fprintf(&named, "Test,02-2345-%04d\n", n%10_000)
	}
	for _, text := range []string{coded.String(), named.String()} {
		began := time.Now()
		i := l.ingest(l.north, "test.csv", strings.NewReader(text))
		took := time.Since(began)
		t.Logf("%s in %v", counts(i), took.Round(time.Millisecond))
		if i.State != customer.ImportAccepted || i.RowsDone() != rows || took > 90*time.Second {
			t.Errorf("%s in %v", counts(i), took)
		}
	}
	if n := value[int](l, `SELECT count(*) FROM accounts`); n != rows+1 {
		t.Errorf("%d accounts", n)
	}
}

func TestHostileRowsEndOneByOne(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	book := excelize.NewFile()
	defer book.Close()
	for n, row := range [][]any{
		{"Customer Code", "Customer Name", "Tax ID", "Email", "Note"},
		{"H1", "🦄 Bikes 有限公司", "16740495", "not an address", "_x0000_"},
		{"H2", "\u202Eevil\u202C 公司", "00000000", "a@b.tw", "two\nlines"},
		{"H3", strings.Repeat("長", 10_000), "", "", ""},
		{"H4", "\u200F\u200E\u2066\u2069", "", "", ""},
		{"H5", "=HYPERLINK(\"http://x\")", "", "", "'; DROP TABLE accounts; --"},
		{"H6", "Ａｃｍｅ　公司", "１６７４０４９４", "Ａ@Ｂ.tw", ""},
	} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	i := l.ingest(l.north, "hostile.xlsx", &out)
	if got := counts(i); got != "ACCEPTED_WITH_REJECTS 4+0+0+2+0 (2)" {
		t.Errorf("%s\n%s", got, l.listed(i))
	}
	if got := l.listed(i, customer.RowRejected); got != "4 REJECTED row.text.tooLong\n5 REJECTED row.required" {
		t.Errorf("rejected:\n%s", got)
	}
	if got := value[string](l, `SELECT string_agg(coalesce(a.name, c.name) || ' ' || a.tax_id || ' ' || c.email, ' / ' ORDER BY a.code) FROM accounts a JOIN account_contacts c ON c.account_id = a.id`); got !=
		"🦄 Bikes 有限公司 16740495 not an address / \u202Eevil\u202C 公司  a@b.tw / =HYPERLINK(\"http://x\")   / Ａｃｍｅ　公司 16740494 a@b.tw" {
		t.Errorf("kept as %q", got)
	}
}

func TestRawRowsAreForgotten(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	i := l.rows(l.north, "Customer Code,Customer Name,Birthday", "C1,王小明,2090-01-01")
	l.clock = l.clock.Add(91 * 24 * time.Hour)
	if err := l.worker.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := value[int](l, `SELECT count(*) FROM account_imports i JOIN account_import_rows r ON r.import_id = i.id WHERE i.preview IS NOT NULL OR r.cells <> '{}' OR r.problems::text LIKE '%2090%'`); n != 0 {
		t.Error("raw text is kept")
	}
	if got := l.listed(i); got != "2 REJECTED row.date.future" {
		t.Errorf("listed is %s", got)
	}
}
