package registration_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// desk is a portal whose time is the test's.
type desk struct {
	*graphtest.Graph
	t   *testing.T
	now time.Time
	s   *registration.Service
	// looked counts what the rules were asked to look at.
	mu     sync.Mutex
	looked int
}

// Registered counts.
func (d *desk) Registered(context.Context, pgx.Tx, uuid.UUID, uuid.UUID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looked++
	return nil
}

// newDesk opens on a Thursday, 10:00 in Taipei; the Monday after is a holiday.
func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Graph: graphtest.New(t), t: t, now: time.Date(2026, 4, 2, 2, 0, 0, 0, time.UTC)}
	d.Exec(`INSERT INTO holidays (day, name) VALUES ('2026-04-06', '清明節')`)
	d.s = registration.New(d.DB.App(), d, func() time.Time { return d.now })
	return d
}

// as is how a person of the organisation asks, as far as the permission reaches.
func (d *desk) as(role, organization string, reach scope.Reach) (context.Context, scope.Scope) {
	a := auth.Actor{User: d.User(role, organization), Organization: d.Organization(organization), Brand: organization == "BRAND", Role: role, Reach: reach}
	return auth.With(d.t.Context(), a), a.Scope()
}

// submit registers a new account of NORTH's.
func (d *desk) submit() registration.Registration {
	d.t.Helper()
	account := typeid.New()
	d.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), 'Harbour', true)`, d.Organization("NORTH"), account)
	ctx, sc := d.as("distributor_rep", "NORTH", scope.Own)
	amount, on := decimal.NewFromInt(1000), d.now.AddDate(0, 1, 0).Truncate(24*time.Hour)
	r, err := d.s.Create(ctx, sc, nil, registration.NewRegistration{AccountID: account, ProductLineID: d.ID("TOOLS"), ExpectedAmount: &amount, ExpectedOn: &on, Submit: true})
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *desk) approve(days int) registration.Registration {
	d.t.Helper()
	r := d.submit()
	ctx, sc := d.as("channel_manager", "BRAND", scope.Portfolio)
	r, err := d.s.Approve(ctx, sc, r.ID, &days, "")
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// tick lets the clock do what is due at the time, twice: the second time it has nothing to do.
func (d *desk) tick(at string) {
	d.t.Helper()
	now, err := time.Parse(time.RFC3339, at)
	if err != nil {
		d.t.Fatal(err)
	}
	d.now = now
	for range 2 {
		if err := registration.NewClock(d.DB.Engine(), d, func() time.Time { return d.now }, slog.New(slog.DiscardHandler)).Tick(d.t.Context()); err != nil {
			d.t.Fatal(err)
		}
	}
}

func (d *desk) read(id uuid.UUID) registration.Registration {
	d.t.Helper()
	r, err := d.s.Registration(d.t.Context(), scope.System(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// notices are the kinds that were posted, with whom they are for.
func (d *desk) notices() []string {
	d.t.Helper()
	rows, err := d.DB.Owner().Query(d.t.Context(), `SELECT kind || CASE WHEN params ? 'days' THEN ' ' || (params->>'days') ELSE '' END
		|| CASE WHEN audience::text LIKE '%brand_admin%' THEN ' admins' WHEN audience::text LIKE '%managersOf%' THEN ' managers' ELSE ' owner' END FROM notices ORDER BY id`)
	if err != nil {
		d.t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

func TestALateDecisionGoesToTheNextPersonUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.submit()
	// Friday is a business day, the weekend and Monday's holiday are not.
	if want := "2026-04-07T10:00:00+08:00"; r.DueAt.In(time.FixedZone("", 8*3600)).Format(time.RFC3339) != want {
		t.Errorf("due %v, want %s", r.DueAt, want)
	}
	d.tick("2026-04-07T09:59:00+08:00")
	if got := d.notices(); !slices.Equal(got, []string{"registration.submitted managers"}) {
		t.Errorf("before it is due: %v", got)
	}
	for _, at := range []string{"2026-04-07T10:00:00+08:00", "2026-04-08T09:59:00+08:00", "2026-04-08T10:00:00+08:00", "2026-04-09T10:00:00+08:00"} {
		d.tick(at)
	}
	want := []string{"registration.submitted managers", "registration.escalated managers", "registration.escalated admins", "registration.escalated admins"}
	if got := d.notices(); !slices.Equal(got, want) {
		t.Errorf("after it was due: %v, want %v", got, want)
	}
	if r := d.read(r.ID); r.Escalations != 3 || !r.IsOverdue(d.now) {
		t.Errorf("escalated %d times", r.Escalations)
	}
	own, _ := d.s.History(d.t.Context(), scope.Of(d.Organization("NORTH")), []uuid.UUID{r.ID})
	if len(own[r.ID]) != 2 {
		t.Errorf("its owner reads of the brand's escalations: %+v", own[r.ID])
	}
	ctx, sc := d.as("channel_manager", "BRAND", scope.Portfolio)
	if _, err := d.s.Reject(ctx, sc, r.ID, "INSUFFICIENT_PROOF", ""); err != nil {
		t.Fatal(err)
	}
	d.tick("2026-04-20T10:00:00+08:00")
	if got := d.notices(); len(got) != 5 {
		t.Errorf("after it was decided: %v", got)
	}
}

func TestRemindersComeOnceEachAndThenTheEnd(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.approve(90) // until July 1st
	for day := r.ProtectedFrom.AddDate(0, 0, 1); !day.After(r.ProtectedUntil.AddDate(0, 0, 2)); day = day.AddDate(0, 0, 1) {
		d.tick(day.Format(time.DateOnly) + "T00:00:30+08:00")
		if lives := !day.After(*r.ProtectedUntil); lives != (d.read(r.ID).State == registration.Approved) {
			t.Fatalf("on %s: %s", day.Format(time.DateOnly), d.read(r.ID).State)
		}
	}
	want := []string{"registration.submitted managers", "registration.approved owner", "registration.reminder 30 owner", "registration.reminder 14 owner",
		"registration.reminder 7 owner", "registration.expired owner"}
	if got := d.notices(); !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

func TestWhoWasAwayIsRemindedOnceOfWhatIsLeft(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.approve(20) // too short for the first reminder
	d.tick("2026-04-17T12:00:00+08:00")
	if got := d.notices(); !slices.Equal(got[2:], []string{"registration.reminder 5 owner"}) {
		t.Errorf("%v", got)
	}
}

func TestALongerProtectionRemindsAnewAndTakesNewWork(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.approve(30)
	rep, own := d.as("distributor_rep", "NORTH", scope.Own)
	manager, portfolio := d.as("channel_manager", "BRAND", scope.Portfolio)
	work := func(days int) {
		t.Helper()
		if _, err := d.s.AddActivity(rep, own, r.ID, nil, registration.NewActivity{Kind: "DEMO", HappenedOn: d.now.AddDate(0, 0, -days).Truncate(24 * time.Hour), Text: "shown"}); err != nil {
			t.Fatal(err)
		}
	}
	extend := func(want string) {
		t.Helper()
		_, err := d.s.Extend(manager, portfolio, r.ID, nil, "")
		if got := keyOf(err); got != want {
			t.Errorf("extending: %q, want %q", got, want)
		}
	}
	extend("registration.noActivity")
	work(31)
	extend("registration.noActivity") // too long ago
	work(30)
	d.now = d.now.Add(time.Minute)
	extend("")
	extend("registration.noActivity") // for the same work
	d.tick("2026-05-02T12:00:00+08:00")
	d.tick("2026-05-03T12:00:00+08:00") // it would have been over
	if got := d.read(r.ID); got.State != registration.Extended || got.ProtectedUntil.Format(time.DateOnly) != "2026-06-01" {
		t.Errorf("%s until %v", got.State, got.ProtectedUntil)
	}
	if got := d.notices(); !slices.Equal(got[2:], []string{"registration.extended owner", "registration.reminder 30 owner"}) {
		t.Errorf("%v", got)
	}
	d.now = time.Date(2026, 6, 2, 4, 0, 0, 0, time.UTC)
	work(1)
	extend("registration.over") // before the clock has taken it away
}

func keyOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.As(err).Key
}

func TestASaleConverts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	r := d.approve(30)
	sell := func(day, line string, quantity int, account uuid.UUID) (id uuid.UUID) {
		id = typeid.New()
		d.Exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id, channel_type, quantity, net_amount, currency, base_amount, facts)
			VALUES ($1, $2, $2, 1, ($2::uuid)::text, '1', $3::date, $2, $4, $5, 'STORE', $6, 100, 'TWD', 100, '')`, d.Organization("NORTH"), id, day, d.ID(line), account, quantity)
		d.Exec(`INSERT INTO data_versions (distributor_id) VALUES ($1) ON CONFLICT (distributor_id) DO UPDATE SET version = data_versions.version + 1`, d.Organization("NORTH"))
		return id
	}
	for name, before := range map[string]func(){
		"before the protection": func() { sell("2026-04-01", "TOOLS", 1, r.AccountID) },
		"of another line":       func() { sell("2026-04-10", "PARTS", 1, r.AccountID) },
		"a return":              func() { sell("2026-04-10", "TOOLS", -1, r.AccountID) },
		"to somebody else":      func() { sell("2026-04-10", "TOOLS", 1, typeid.New()) },
		"after the end":         func() { sell("2026-05-03", "TOOLS", 1, r.AccountID) },
		"one that was voided": func() {
			d.Exec(`UPDATE sale_lines SET voided_at = now() WHERE id = $1`, sell("2026-04-10", "TOOLS", 1, r.AccountID))
		},
		"none: nothing has happened": func() {},
	} {
		before()
		d.tick("2026-04-12T12:00:00+08:00")
		if got := d.read(r.ID); got.State != registration.Approved {
			t.Fatalf("a sale %s: %s", name, got.State)
		}
	}
	// The account was merged into another since, to which it was sold on the last day; the report came later.
	survivor := typeid.New()
	d.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), 'Harbour Ltd', true)`, d.Organization("NORTH"), survivor)
	d.Exec(`UPDATE accounts SET merged_into = $2 WHERE id = $1`, r.AccountID, survivor)
	line := sell("2026-05-02", "TOOLS", 2, survivor)
	looked := d.looked
	d.tick("2026-05-03T00:00:00+08:00")
	if got := d.read(r.ID); got.State != registration.Converted || got.ConvertedLineID == nil || *got.ConvertedLineID != line {
		t.Errorf("sold on the last day: %+v", got)
	}
	if d.looked != looked+1 {
		t.Errorf("the rules looked %d times", d.looked-looked)
	}
	if use, err := d.s.Use(t.Context(), scope.System(), d.Organization("NORTH")); err != nil || use.Approved != 1 || use.Converted != 1 || use.Lapsed != 0 {
		t.Errorf("use: %+v, %v", use, err)
	}
}

// Two nodes that tick at once do each thing once.
func TestTwoClocksDoEachThingOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for range 5 {
		d.approve(30)
	}
	d.now = time.Date(2026, 5, 3, 4, 0, 0, 0, time.UTC)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if err := registration.NewClock(d.DB.Engine(), d, func() time.Time { return d.now }, slog.New(slog.DiscardHandler)).Tick(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if n := strings.Count(strings.Join(d.notices(), "\n"), "registration.expired"); n != 5 {
		t.Errorf("%d were told of 5 ends", n)
	}
}
