package scorecard_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/verify"
)

// office is the world of this package's tests on 20 November 2013, with two administrators of the brand.
type office struct {
	t       *testing.T
	db      *pgtest.DB
	s       *scorecard.Service
	clock   time.Time
	a, b, m context.Context // administrators and the channel manager, whose portfolio is SOUTH
}

var all = scope.Scope{Reach: scope.All, Organization: uuid.MustParse("00000000-0000-7000-8000-0000000000b0"), User: uuid.MustParse("00000000-0000-7000-8000-0000000000ea")}

func newOffice(t *testing.T) *office {
	t.Helper()
	t.Parallel()
	o := &office{t: t, db: pgtest.New(t), clock: time.Date(2013, 11, 20, 12, 0, 0, 0, time.UTC)}
	o.exec(world)
	o.exec(`UPDATE distributors SET created_at = '2012-01-01'`)
	o.s = scorecard.New(o.db.App(), func() time.Time { return o.clock })
	person := func(last, name, role string) context.Context {
		id := uuid.MustParse("00000000-0000-7000-8000-0000000000" + last)
		o.exec(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES ($1, '00000000-0000-7000-8000-0000000000b0', $2, $3, $4, 'ACTIVE') ON CONFLICT DO NOTHING`, id, name+"@example.com", name, role)
		return auth.With(t.Context(), auth.Actor{User: id, Organization: all.Organization, Brand: true, Role: role, Reach: scope.All})
	}
	o.a, o.b, o.m = person("ea", "ann", "brand_admin"), person("eb", "ben", "brand_admin"), person("e0", "m", "channel_manager")
	return o
}

func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	if _, err := o.db.Owner().Exec(o.t.Context(), sql, args...); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) close(p string) {
	o.t.Helper()
	if _, err := o.s.ClosePeriod(o.a, all, of(o.t, p)); err != nil {
		o.t.Fatal(err)
	}
}

// versions are the versions of all frozen cards, by kind and start.
func (o *office) versions(id uuid.UUID) string {
	o.t.Helper()
	rows, _ := o.db.Owner().Query(o.t.Context(), `SELECT kind || ' ' || to_char(start, 'YYYY-MM') || ' v' || version FROM scorecard_versions WHERE distributor_id = $1 ORDER BY start, kind, version`, id)
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		o.t.Fatal(err)
	}
	return strings.Join(found, ", ")
}

// holds checks what verify says of frozen cards; the world's rollups have no lines under them.
func (o *office) holds() {
	o.t.Helper()
	err := o.db.Engine().InTx(o.t.Context(), scope.System(), func(tx pgx.Tx) error {
		found, err := verify.Run(o.t.Context(), tx)
		for _, f := range found {
			if strings.Contains(f.Invariant, "card") || strings.Contains(f.Invariant, "period") {
				o.t.Error(f)
			}
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func refused(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	f := fault.As(err)
	if f == nil || f.Kind != kind {
		t.Errorf("%v, want %s %s", err, kind, key)
		return
	}
	if f.Key == key {
		return
	}
	for _, field := range f.Fields {
		if field.Path+" "+field.Key == key {
			return
		}
	}
	t.Errorf("%s %v, want %s", f.Key, f.Fields, key)
}

func TestClosingFreezesCardsThatStay(t *testing.T) {
	o := newOffice(t)
	live := summary(card(t, o.s, north, "2013-07"))
	quarter := summary(card(t, o.s, north, "2013-Q3"))
	_, err := o.s.ClosePeriod(o.a, all, of(t, "2013-11"))
	refused(t, err, fault.Conflict, "period.notOver")
	o.exec(`INSERT INTO sales_reports (distributor_id, id, source, file_id, file_owner_id, file_name, sha256, state) VALUES ($1, '00000000-0000-7000-8000-000000000a01', 'FILE', gen_random_uuid(), $1, 'f', '', 'CANCELLING')`, south)
	o.exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, channel_type, quantity, net_amount, currency, base_amount, facts)
		VALUES ($1, gen_random_uuid(), '00000000-0000-7000-8000-000000000a01', 1, 'I', '1', '2013-07-31', gen_random_uuid(), gen_random_uuid(), 'STORE', 1, 1, 'USD', 1, '')`, south)
	_, err = o.s.ClosePeriod(o.a, all, of(t, "2013-07"))
	refused(t, err, fault.Conflict, "period.reportUnderWay")
	o.exec(`UPDATE sales_reports SET state = 'CANCELLED'`)
	o.close("2013-07")
	o.close("2013-08")
	o.close("2013-08") // again: nothing more is frozen
	if got := o.versions(north); got != "month 2013-07 v1, month 2013-08 v1" {
		t.Errorf("frozen are %s", got)
	}
	o.close("2013-09")
	if got := o.versions(south); got != "month 2013-07 v1, quarter 2013-07 v1, month 2013-08 v1, month 2013-09 v1" {
		t.Errorf("frozen are %s", got)
	}
	o.exec(`UPDATE sales_by_line SET revenue = revenue * 2; UPDATE scorecard_programmes SET grade_a = 119`) // what must not show
	c := card(t, o.s, north, "2013-07")
	if got := summary(c); got != live || c.Version != 1 || c.FrozenAt == nil || !c.FrozenAt.Equal(o.clock) {
		t.Errorf("the month is\n%s, version %d of %v, was\n%s", got, c.Version, c.FrozenAt, live)
	}
	if got := summary(card(t, o.s, north, "2013-Q3")); got != quarter {
		t.Errorf("the quarter is\n%s, was\n%s", got, quarter)
	}
	open := card(t, o.s, north, "2013-10") // its trend goes by what was frozen
	if got := text(open.Results[0].Trend[8].Value); got != "125.06" || open.Version != 0 {
		t.Errorf("July in October's trend is %s, version %d", got, open.Version)
	}
	if got := text(open.Results[0].Trend[7].Value); got != "100.1" {
		t.Errorf("June in October's trend is %s, want what it is now", got)
	}
	list, err := o.s.Scorecards(t.Context(), all, of(t, "2013-07"), scorecard.Filter{}, scorecard.Sort{}, page.Args{}, scorecard.Whole)
	if err != nil || len(list.Items) != 2 || summary(&list.Items[0]) != live || list.Items[1].Version != 1 {
		t.Errorf("the list has %d, %v", len(list.Items), err)
	}
	o.holds()
}

// The closing of thousands takes longer than a request may, or than a proxy waits for an answer.
func TestClosingGoesOnWithoutItsCaller(t *testing.T) {
	o := newOffice(t)
	held, err := o.db.Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := sale.HoldMonths(t.Context(), held); err != nil {
		t.Fatal(err)
	}
	caller, leave := context.WithCancel(o.a)
	ended := make(chan error, 1)
	go func() {
		_, err := o.s.ClosePeriod(caller, all, of(t, "2013-07"))
		ended <- err
	}()
	waiting := 0
	for waiting == 0 {
		if err := o.db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
	}
	leave()
	if err := held.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("it ends with %v", err)
	}
	var cards int
	if err := o.db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM scorecard_versions WHERE start = '2013-07-01'`).Scan(&cards); err != nil || cards == 0 {
		t.Errorf("%d cards are frozen, %v", cards, err)
	}
	if _, err := o.s.ClosePeriod(caller, all, of(t, "2013-08")); !errors.Is(err, context.Canceled) {
		t.Errorf("who has left before closes a month: %v", err)
	}
}

func TestFrozenCardsAreOutOfReach(t *testing.T) {
	o := newOffice(t)
	o.close("2013-07")
	for name, pool := range map[string]interface {
		InTx(context.Context, scope.Scope, func(pgx.Tx) error) error
	}{"portal_app": o.db.App(), "portal_engine": o.db.Engine()} {
		for _, sql := range []string{`UPDATE scorecard_versions SET composite = 120`, `UPDATE scorecard_versions SET card = '{}'`, `DELETE FROM scorecard_versions`, `TRUNCATE scorecard_versions`} {
			err := pool.InTx(t.Context(), all, func(tx pgx.Tx) error { _, err := tx.Exec(t.Context(), sql); return err })
			if err == nil || !strings.Contains(err.Error(), "permission denied") {
				t.Errorf("%s: %s: %v", name, sql, err)
			}
		}
	}
	for reach, sc := range map[string]scope.Scope{"own": scope.Of(south), "portfolio": manager} {
		c, err := o.s.Scorecard(t.Context(), sc, north, of(t, "2013-07"), scorecard.Whole)
		v, vErr := o.s.ScorecardVersion(t.Context(), sc, north, of(t, "2013-07"), 1)
		if err != nil || vErr != nil || c != nil || v != nil {
			t.Errorf("%s sees another's card: %v, %v, %v, %v", reach, c, v, err, vErr)
		}
	}
	if c, err := o.s.Scorecard(t.Context(), scope.Of(north), north, of(t, "2013-07"), scorecard.Whole); err != nil || c == nil || c.Version != 1 {
		t.Errorf("its own: %v, %v", c, err)
	}
}

func TestAMonthIsOpenedAgainByTwoPersons(t *testing.T) {
	o := newOffice(t)
	july := of(t, "2013-07")
	_, err := o.s.Reopen(o.a, all, july, "an auditor asked")
	refused(t, err, fault.Conflict, "period.notClosed")
	o.close("2013-Q3")
	_, err = o.s.Reopen(o.a, all, july, " ")
	refused(t, err, fault.Invalid, "reason required")
	_, err = o.s.Reopen(o.a, all, of(t, "2013-Q3"), "x")
	refused(t, err, fault.Invalid, "period period.month")
	wish := func() uuid.UUID {
		t.Helper()
		waiting, err := o.s.Reopenings(o.a, all)
		if err != nil || len(waiting) != 1 {
			t.Fatalf("waiting are %v, %v", waiting, err)
		}
		return waiting[july.Start].ID
	}
	if month, err := o.s.Reopen(o.a, all, july, "an auditor asked"); err != nil || month.ClosedAt == nil {
		t.Fatalf("asking opens nothing: %+v, %v", month, err)
	}
	_, err = o.s.Reopen(o.b, all, july, "me too")
	refused(t, err, fault.Conflict, "reopening.waiting")
	_, err = o.s.ConfirmReopening(o.a, all, wish())
	refused(t, err, fault.Forbidden, "reopening.samePerson")
	first := wish()
	if _, err := o.s.CancelReopening(o.b, all, first); err != nil {
		t.Fatal(err)
	}
	_, err = o.s.ConfirmReopening(o.b, all, first)
	refused(t, err, fault.Conflict, "reopening.ended")
	if _, err := o.s.Reopen(o.b, all, july, "an auditor asked again"); err != nil {
		t.Fatal(err)
	}
	if month, err := o.s.ConfirmReopening(o.a, all, wish()); err != nil || month.ClosedAt != nil {
		t.Fatalf("confirmed: %+v, %v", month, err)
	}
	o.exec(`UPDATE sales_by_line SET revenue = 900 WHERE revenue = 1200.5`)
	for _, p := range []string{"2013-07", "2013-Q3"} {
		if c := card(t, o.s, north, p); c.Version != 0 || !strings.HasPrefix(summary(c), map[string]string{"2013-07": "700/", "2013-Q3": "1100/"}[p]) {
			t.Errorf("%s is reckoned anew: version %d, %s", p, c.Version, summary(c))
		}
	}
	if c := card(t, o.s, north, "2013-08"); c.Version != 1 {
		t.Errorf("August is version %d", c.Version)
	}
	o.clock = o.clock.Add(time.Hour)
	o.close("2013-07")
	if got := o.versions(north); got != "month 2013-07 v1, month 2013-07 v2, quarter 2013-07 v1, quarter 2013-07 v2, month 2013-08 v1, month 2013-09 v1" {
		t.Errorf("frozen are %s", got)
	}
	versions, err := o.s.Versions(t.Context(), all, []uuid.UUID{north, south}, july)
	if err != nil || len(versions[north]) != 2 || len(versions[south]) != 2 {
		t.Fatalf("%v, %v", versions, err)
	}
	newest := versions[north][0]
	if newest.Version != 2 || newest.Reason != "an auditor asked again" || newest.By != "ann" || len(newest.Changes) < 3 ||
		newest.Changes[1].Key != "revenue" || text(newest.Changes[1].Before) != "1000.5" || text(newest.Changes[1].After) != "700" || newest.Changes[2].Key != "revenue_attainment" {
		t.Errorf("the newest version is %+v", newest)
	}
	if first := versions[north][1]; first.Reason != "" || first.Changes != nil {
		t.Errorf("the first version is %+v", first)
	}
	if got := versions[south][0].Changes; len(got) != 0 {
		t.Errorf("SOUTH's card did not change: %v", got)
	}
	o.holds()
}

func TestWhatWasClosedBeforeCardsWereFrozenIsFrozenLater(t *testing.T) {
	o := newOffice(t)
	o.exec(`INSERT INTO accounting_periods (month, closed_at) SELECT m::date, '2013-11-01' FROM generate_series('2013-07-01'::timestamp, '2013-09-01', '1 month') m`)
	keeper := scorecard.NewKeeper(o.db.Engine(), func() time.Time { return o.clock })
	for range 2 {
		if err := keeper.FreezeClosed(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := o.versions(north); got != "month 2013-07 v1, quarter 2013-07 v1, month 2013-08 v1, month 2013-09 v1" {
		t.Errorf("frozen are %s", got)
	}
	o.holds()
}
