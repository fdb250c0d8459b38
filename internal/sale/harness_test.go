package sale_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/verify"
)

// world is a brand with two distributors on a database of its own.
type world struct {
	t            *testing.T
	db           *pgtest.DB
	engine       *postgres.Pool
	store        *files.Store
	sales        *sale.Service
	worker       *sale.Worker
	north, south uuid.UUID
	clock        time.Time
}

// byHand lets tests move reports themselves.
type byHand struct{}

func (byHand) Advance(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error { return nil }
func (byHand) Export(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error  { return nil }
func (byHand) Match(context.Context, pgx.Tx) error                         { return nil }

func newWorld(t *testing.T) *world {
	t.Helper()
	t.Parallel()
	w := &world{t: t, db: pgtest.New(t), clock: time.Date(2024, 4, 2, 8, 0, 0, 0, time.UTC)}
	ctx, all := context.Background(), scope.System()
	app := w.db.App()
	partners, products := partner.New(app), catalog.New(app)
	try := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := partners.CreateBrand(ctx, all, partner.Brand{Name: "Brand", BaseCurrency: "TWD", TimeZone: "Asia/Taipei"})
	try(nil, err)
	for code, id := range map[string]*uuid.UUID{"NORTH": &w.north, "SOUTH": &w.south} {
		d, err := partners.CreateDistributor(ctx, all, nil, partner.NewDistributor{Code: code, Facts: partner.Facts{Name: partner.Name{Default: code},
			Tier: "TIER_1", Status: partner.Active, ChannelTypes: []partner.ChannelType{"STORE"}, Currency: "TWD", Country: "TW", TimeZone: "Asia/Taipei",
			JoinedOn: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}})
		try(nil, err)
		*id = d.ID
	}
	try(partners.Import(ctx, all, "territories", strings.NewReader("code,name,kind,parent,aliases\nTW,Taiwan,COUNTRY,,台灣\nTPE,Taipei,CITY,TW,台北市|臺北市\n")))
	try(products.Import(ctx, all, "product-lines", strings.NewReader("code,name\nPOTS,Pots\nTENTS,Tents\n")))
	try(products.Import(ctx, all, "products", strings.NewReader("code,name,product_line\nP-1,Pot 1,POTS\nP-2,Pot 2,POTS\nT-1,Tent 1,TENTS\n")))
	try(products.Import(ctx, all, "product-aliases", strings.NewReader("distributor,alias,product\nNORTH,鍋一,P-1\n")))
	try(products.Import(ctx, all, "exchange-rates", strings.NewReader("currency,from,rate\nUSD,2024-01-01,31.5\nUSD,2024-03-01,32.25\n")))
	w.store, err = files.Open(t.TempDir())
	try(nil, err)
	now := func() time.Time { return w.clock }
	w.engine = w.db.Engine()
	w.sales = sale.New(app, w.store, byHand{}, sale.NoRules{}, now)
	w.worker = sale.NewWorker(w.engine, w.store, byHand{}, sale.NoRules{}, now, slog.New(slog.DiscardHandler))
	return w
}

// as is the context and scope of a distributor's clerk.
func (w *world) as(distributor uuid.UUID) (context.Context, scope.Scope) {
	a := auth.Actor{User: typeid.New(), Organization: distributor, Role: "distributor_rep"}
	return auth.With(context.Background(), a), a.Scope().Narrow(scope.Own)
}

// scopeOf is the scope in which a distributor works.
func scopeOf(distributor uuid.UUID) scope.Scope {
	return scope.Scope{Reach: scope.Own, Organization: distributor, User: typeid.New()}
}

// report uploads the text and brings the report to its end.
func (w *world) report(distributor uuid.UUID, name, text string) sale.Report {
	w.t.Helper()
	ctx, _ := w.as(distributor)
	sc := scopeOf(distributor)
	blob, err := w.sales.Upload(ctx, sc, name, strings.NewReader(text))
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := w.sales.Ingest(ctx, sc, distributor, blob.ID, func(ctx context.Context, r sale.Report) error {
		return w.worker.Advance(ctx, r.DistributorID, r.ID)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// holds fails the test when an invariant is broken.
func (w *world) holds() {
	w.t.Helper()
	found, err := verify.Run(context.Background(), w.engine.Pgx())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range found {
		w.t.Errorf("invariant broken: %s", f)
	}
}

// value reads one value as the engine.
func value[T any](w *world, sql string, args ...any) (v T) {
	w.t.Helper()
	if err := w.engine.Pgx().QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		w.t.Fatal(err)
	}
	return v
}

// counts writes how a report's rows ended.
func counts(r sale.Report) string {
	return fmt.Sprintf("%s %d+%d+%d+%d", r.State, r.RowsAccepted, r.RowsDuplicate, r.RowsRejected, r.RowsIgnored)
}

var errStop = errors.New("stopped by the test")

// close closes the months of a period.
func (w *world) close(p period.Period) {
	w.t.Helper()
	if _, err := scorecard.New(w.db.App(), func() time.Time { return w.clock }).ClosePeriod(context.Background(), scope.System(), p); err != nil {
		w.t.Fatal(err)
	}
}
