package customer_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// lists is a brand with two distributors who import account lists.
type lists struct {
	t            testing.TB
	db           *pgtest.DB
	engine       *postgres.Pool
	store        *files.Store
	imports      *customer.Imports
	worker       *customer.ImportWorker
	north, south uuid.UUID
	clock        time.Time
}

// noQueue lets tests do the work themselves.
type noQueue struct{}

func (noQueue) Match(context.Context, pgx.Tx) error                        { return nil }
func (noQueue) Import(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }

func newLists(t testing.TB) *lists {
	t.Helper()
	l := &lists{t: t, db: pgtest.New(t), clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	ctx, all := context.Background(), scope.System()
	partners := partner.New(l.db.App())
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(partners.CreateBrand(ctx, all, partner.Brand{Name: "Brand", BaseCurrency: "TWD", TimeZone: "Asia/Taipei"}))
	for code, id := range map[string]*uuid.UUID{"NORTH": &l.north, "SOUTH": &l.south} {
		d, err := partners.CreateDistributor(ctx, all, nil, partner.NewDistributor{Code: code, Facts: partner.Facts{Name: partner.Name{Default: code},
			Tier: "TIER_1", Status: partner.Active, ChannelTypes: []partner.ChannelType{"STORE"}, Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei",
			JoinedOn: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}})
		must(nil, err)
		*id = d.ID
	}
	must(partners.Import(ctx, all, "territories", strings.NewReader("code,name,kind,parent,aliases\nTW,Taiwan,COUNTRY,,台灣\nTPE,Taipei,CITY,TW,台北市|臺北市\nDAAN,Da'an,DISTRICT,TPE,大安區|106\n")))
	var err error
	l.store, err = files.Open(t.TempDir())
	must(nil, err)
	now := func() time.Time { return l.clock }
	l.engine = l.db.Engine()
	l.imports = customer.NewImports(l.db.App(), noQueue{}, now)
	l.worker = customer.NewImportWorker(l.engine, l.store, noQueue{}, now, slog.New(slog.DiscardHandler))
	return l
}

// as is the context and scope of an organisation's clerk.
func (l *lists) as(owner uuid.UUID) (context.Context, scope.Scope) {
	a := auth.Actor{User: typeid.New(), Organization: owner, Role: "distributor_rep", Reach: scope.Own}
	return auth.With(context.Background(), a), scope.Scope{Reach: scope.Own, Organization: owner, User: a.User}
}

// upload keeps a file of the organisation.
func (l *lists) upload(owner uuid.UUID, name string, r io.Reader) uuid.UUID {
	l.t.Helper()
	blob, err := l.store.Create(context.Background(), name, r, 300<<20)
	if err != nil {
		l.t.Fatal(err)
	}
	if _, err := l.db.Owner().Exec(context.Background(), `INSERT INTO files (organization_id, id, name, size, sha256) VALUES ($1, $2, $3, $4, $5)`,
		owner, blob.ID, blob.Name, blob.Size, blob.SHA256); err != nil {
		l.t.Fatal(err)
	}
	return blob.ID
}

// create uploads rows and has an import of them looked at.
func (l *lists) create(owner uuid.UUID, name string, rows ...string) customer.Import {
	l.t.Helper()
	ctx, sc := l.as(owner)
	i, err := l.imports.Create(ctx, sc, nil, customer.NewImport{FileID: l.upload(owner, name, strings.NewReader(strings.Join(rows, "\n")+"\n"))})
	if err != nil {
		l.t.Fatal(err)
	}
	return l.advance(i)
}

// advance moves an import as far as it goes.
func (l *lists) advance(i customer.Import) customer.Import {
	l.t.Helper()
	ctx, sc := l.as(i.DistributorID)
	if err := l.worker.Advance(ctx, i.DistributorID, i.ID); err != nil {
		l.t.Fatal(err)
	}
	i, err := l.imports.Import(ctx, sc, i.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	return i
}

// ingest brings a file to its end with the columns as they are understood.
func (l *lists) ingest(owner uuid.UUID, name string, r io.Reader) customer.Import {
	l.t.Helper()
	ctx, sc := l.as(owner)
	i, err := l.imports.Ingest(ctx, sc, l.upload(owner, name, r), func(ctx context.Context, i customer.Import) error {
		return l.worker.Advance(ctx, i.DistributorID, i.ID)
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return i
}

// rows is ingest for the lines of a text.
func (l *lists) rows(owner uuid.UUID, rows ...string) customer.Import {
	l.t.Helper()
	return l.ingest(owner, "list.csv", strings.NewReader(strings.Join(rows, "\n")+"\n"))
}

// counts writes how an import's rows ended: created, updated, unchanged, rejected, ignored, and with a warning.
func counts(i customer.Import) string {
	return fmt.Sprintf("%s %d+%d+%d+%d+%d (%d)", i.State, i.RowsCreated, i.RowsUpdated, i.RowsUnchanged, i.RowsRejected, i.RowsIgnored, i.RowsWarned)
}

// value reads one value as the engine.
func value[T any](l *lists, sql string, args ...any) (v T) {
	l.t.Helper()
	if err := l.engine.Pgx().QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		l.t.Fatal(err)
	}
	return v
}

// listed writes the keys of what was wrong with an import's rows.
func (l *lists) listed(i customer.Import, outcomes ...customer.ImportOutcome) string {
	l.t.Helper()
	ctx, sc := l.as(i.DistributorID)
	first := 100
	found, err := l.imports.Rows(ctx, sc, i.ID, outcomes, page.Args{First: &first})
	if err != nil {
		l.t.Fatal(err)
	}
	var out []string
	for _, row := range found.Items {
		var keys []string
		for _, p := range row.Problems {
			keys = append(keys, p.Key)
		}
		out = append(out, fmt.Sprintf("%d %s %s", row.RowNo, row.Outcome, strings.Join(keys, " ")))
	}
	return strings.Join(out, "\n")
}

func TestAListIsLookedAtConfirmedAndTakenIn(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	header := "Customer Code,Customer Name,Tel,Wohin,District"
	i := l.create(l.north, "list.csv", header, "C1,甲有限公司,02-2345-6789,台北市,大安區", "C2,王小明,0912345678,,", "", "C3,,,,")
	if i.State != customer.ImportAwaiting || len(i.Preview) != 3 || i.Layout.Encoding != intake.UTF8 || i.Mapping[3].Field != "" {
		t.Fatalf("looked at: %+v", i)
	}
	ctx, sc := l.as(l.north)
	i, err := l.imports.Confirm(ctx, sc, i.ID, intake.Mapping{{Index: -1, Header: "Wohin", Field: "city"}})
	if err != nil || i.State != customer.ImportRunning {
		t.Fatalf("confirmed: %v %v", i.State, err)
	}
	if _, err := l.imports.Confirm(ctx, sc, i.ID, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("confirmed twice: %v", err)
	}
	i = l.advance(i)
	if got := counts(i); got != "ACCEPTED_WITH_REJECTS 2+0+0+1+1 (0)" || *i.RowsTotal != 4 || i.FinishedAt == nil {
		t.Fatalf("taken in: %s of %v", got, i.RowsTotal)
	}
	if got := l.listed(i); got != "4 IGNORED row.ignored.BLANK\n5 REJECTED row.required" {
		t.Errorf("listed:\n%s", got)
	}
	if got := value[string](l, `SELECT a.name || ' ' || c.phone || ' ' || c.city || ' ' || c.district || ' ' || (SELECT code FROM territories t WHERE t.id = a.territory_id) || ' ' || a.source
		FROM accounts a JOIN account_contacts c ON c.distributor_id = a.distributor_id AND c.account_id = a.id WHERE a.code = 'C1'`); got != "甲有限公司 02-2345-6789 台北市 大安區 DAAN IMPORT" {
		t.Errorf("the account is %s", got)
	}
	// A person's name is kept from the profile.
	if got := value[string](l, `SELECT coalesce(a.name, '-') || a.is_organization || c.name FROM accounts a JOIN account_contacts c ON c.account_id = a.id WHERE a.code = 'C2'`); got != "-false王小明" {
		t.Errorf("the person is %s", got)
	}
	if n := value[int](l, `SELECT count(*) FROM match_pending`); n != 2 {
		t.Errorf("%d accounts wait to be matched", n)
	}
	if n := value[int](l, `SELECT count(*) FROM account_words WHERE word = '甲有'`); n != 1 {
		t.Errorf("the list finds %d", n)
	}
	// The same columns again need no confirmation, and what is known already is no news.
	again := l.create(l.north, "next.csv", header, "C1,甲有限公司,02-2345-6789,台北市,大安區", "C2,王小明,0912000000,,", "C4,乙有限公司,,,")
	if got := counts(again); got != "ACCEPTED 1+1+1+0+0 (0)" {
		t.Errorf("the same columns: %s", got)
	}
	if again.StartedAt == nil {
		t.Error("nobody knows when it began")
	}
	// The audit log has nothing that only the owner may see.
	if n := value[int](l, `SELECT count(*) FROM audit_entries WHERE coalesce(before::text, '') || coalesce(after::text, '') ~ '0912|王小明|甲有限公司|Wohin'`); n != 0 {
		t.Errorf("%d entries of the audit log tell", n)
	}
}

func TestTheSameBytesSayNothingNew(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	rows := []string{"Customer Code,Customer Name", "C1,甲有限公司", "C2,乙有限公司"}
	first := l.rows(l.north, rows...)
	again := l.rows(l.north, rows...)
	if counts(first) != "ACCEPTED 2+0+0+0+0 (0)" || counts(again) != "ACCEPTED 0+0+2+0+0 (0)" || again.SameAs == nil || *again.SameAs != first.ID {
		t.Errorf("%s, then %s", counts(first), counts(again))
	}
	if other := l.rows(l.south, rows...); counts(other) != "ACCEPTED 2+0+0+0+0 (0)" {
		t.Errorf("another's same bytes: %s", counts(other))
	}
}

func TestRejectedRowsComeBackMended(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	i := l.rows(l.north, "客戶編號,客戶名稱,生日,備註", "C1,王小明,1990-01-01,=1+1", "C2,李大華,2090-01-01,=2+2", "C3,"+strings.Repeat("長", 400)+",,")
	if got := counts(i); got != "ACCEPTED_WITH_REJECTS 1+0+0+2+0 (0)" {
		t.Fatal(got)
	}
	ctx, sc := l.as(l.north)
	var out bytes.Buffer
	if err := l.imports.WriteRejects(ctx, sc, i, "zh-Hant", &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\r\n")
	if len(lines) != 3 || lines[0] != "客戶編號,客戶名稱,生日,備註,_退回原因" || !strings.HasPrefix(lines[1], "C2,李大華,2090-01-01,'=2+2,生日: 日期在未來") {
		t.Fatalf("rejects:\n%s", out.String())
	}
	mended := strings.ReplaceAll(strings.ReplaceAll(out.String(), "2090", "1990"), strings.Repeat("長", 400), "林小姐")
	i = l.ingest(l.north, i.RejectsName(), strings.NewReader(mended))
	if got := counts(i); got != "ACCEPTED 2+0+0+0+0 (0)" {
		t.Errorf("mended: %s\n%s", got, l.listed(i))
	}
	if got := value[string](l, `SELECT text FROM account_entries WHERE account_id = (SELECT id FROM accounts WHERE code = 'C2')`); got != "=2+2" {
		t.Errorf("the note is %q", got)
	}
	if err := l.imports.WriteRejects(ctx, sc, i, "en", &out); !fault.Is(err, fault.NotFound) {
		t.Errorf("no rejects: %v", err)
	}
}

func TestAListIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	i := l.create(l.north, "list.csv", "Customer Code,Customer Name", "C1,甲有限公司")
	ctx, sc := l.as(l.south)
	if _, err := l.imports.Import(ctx, sc, i.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("read: %v", err)
	}
	if _, err := l.imports.Confirm(ctx, sc, i.ID, nil); !fault.Is(err, fault.NotFound) {
		t.Errorf("confirmed: %v", err)
	}
	if _, err := l.imports.Cancel(ctx, sc, i.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := l.imports.Create(ctx, sc, nil, customer.NewImport{FileID: i.FileID}); !fault.Is(err, fault.NotFound) {
		t.Errorf("another's file: %v", err)
	}
	for _, list := range []scope.Scope{sc, {Reach: scope.All, Organization: l.south}} {
		found, err := l.imports.List(ctx, list, page.Args{})
		if err != nil || len(found.Items) != 0 {
			t.Errorf("listed %v %v", found.Items, err)
		}
	}
	ctx, sc = l.as(l.north)
	i, err := l.imports.Cancel(ctx, sc, i.ID)
	if err != nil || i.State != customer.ImportCancelled {
		t.Errorf("given up: %v %v", i.State, err)
	}
	if i = l.advance(i); i.RowsDone() != 0 {
		t.Errorf("a list given up was taken in: %s", counts(i))
	}
	if _, err := l.imports.Cancel(ctx, sc, i.ID); err != nil {
		t.Errorf("given up twice: %v", err)
	}
}

func TestFilesThatAreNoListsSayWhy(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	for name, c := range map[string]struct{ text, key string }{
		"nul.csv":   {"Customer Code,Customer Name\nC1,甲\x00公司\n", intake.KeyNUL},
		"page.xls":  {"<html><table></table></html>", intake.KeyHTML},
		"head.csv":  {"Customer Code,Customer Name\n", intake.KeyNoRows},
		"quote.csv": {"Customer Code,Customer Name\nC1,\"甲公司\n", intake.KeyUnclosedQuote},
	} {
		ctx, sc := l.as(l.north)
		i, err := l.imports.Create(ctx, sc, nil, customer.NewImport{FileID: l.upload(l.north, name, strings.NewReader(c.text))})
		if err != nil {
			t.Fatal(err)
		}
		if i = l.advance(i); i.State != customer.ImportFailed || i.Failure == nil || i.Failure.Key != c.key {
			t.Errorf("%s: %s %+v", name, i.State, i.Failure)
		}
	}
	if n := value[int](l, `SELECT count(*) FROM accounts`); n != 0 {
		t.Errorf("%d accounts", n)
	}
}
