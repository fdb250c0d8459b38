package conflict_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// court is a portal with cases: NORTH, SOUTH and EAST sell; admin and second administer the brand; judge manages nobody, partial NORTH.
type court struct {
	t       *testing.T
	db      *pgtest.DB
	service *conflict.Service
	clock   *conflict.Clock
	settler *conflict.Settler
	store   *files.Store
	now     time.Time
	ids     map[string]uuid.UUID // organisations and people
	roles   map[string]string
	home    map[string]string
	lines   int
}

// settling notes which cases are to be settled.
type settling struct{}

func (settling) Settle(context.Context, pgx.Tx, uuid.UUID) error { return nil }

// Monday morning in Taipei.
var monday = time.Date(2024, 4, 8, 2, 0, 0, 0, time.UTC)

func newCourt(t *testing.T) *court { return newCourtIn(t, "Asia/Taipei", monday) }

func newCourtIn(t *testing.T, zone string, now time.Time) *court {
	t.Helper()
	t.Parallel()
	w := &court{t: t, db: pgtest.New(t), now: now, ids: map[string]uuid.UUID{}, roles: map[string]string{}, home: map[string]string{}}
	w.organization("BRAND", "BRAND")
	w.exec(`INSERT INTO brand_settings (brand_id, base_currency, time_zone) VALUES ($1, 'TWD', $2)`, w.ids["BRAND"], zone)
	for _, code := range []string{"NORTH", "SOUTH", "EAST"} {
		w.organization(code, "DISTRIBUTOR")
		w.exec(`INSERT INTO distributors (id, code, name, name_hant, tier, status, channel_types, currency, country, time_zone, joined_on)
			VALUES ($1, $2, $3, $4, 'TIER_1', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01')`, w.ids[code], code, code+" Trading", code+" 商行")
		w.person(strings.ToLower(code), "distributor_rep", code)
	}
	w.person("admin", "brand_admin", "BRAND")
	w.person("second", "brand_admin", "BRAND")
	w.person("judge", "channel_manager", "BRAND")
	w.person("partial", "channel_manager", "BRAND")
	w.person("analyst", "brand_analyst", "BRAND")
	w.exec(`INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)`, w.ids["partial"], w.ids["NORTH"])
	w.ids["POTS"], w.ids["P-1"] = typeid.New(), typeid.New()
	w.exec(`INSERT INTO product_lines (id, code, name) VALUES ($1, 'POTS', 'Pots')`, w.ids["POTS"])
	w.exec(`INSERT INTO products (id, code, name, product_line_id) VALUES ($1, 'P-1', 'Pot', $2)`, w.ids["P-1"], w.ids["POTS"])
	var err error
	if w.store, err = files.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return w.now }
	w.service = conflict.New(w.db.App(), w.store, settling{}, clock)
	w.clock = conflict.NewClock(w.db.Engine(), clock)
	w.settler = conflict.NewSettler(w.db.Engine(), nil, nil, clock)
	return w
}

func (w *court) organization(code, kind string) {
	w.ids[code] = typeid.New()
	w.exec(`INSERT INTO organizations (id, kind, name) VALUES ($1, $2, $3)`, w.ids[code], kind, code+" Ltd.")
}

func (w *court) person(name, role, home string) {
	w.ids[name], w.roles[name], w.home[name] = typeid.New(), role, home
	w.exec(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES ($1, $2, $3, $4, $5, 'ACTIVE')`, w.ids[name], w.ids[home], name+"@example.com", name, role)
}

func (w *court) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.db.Owner().Exec(context.Background(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}

func value[T any](w *court, sql string, args ...any) (v T) {
	w.t.Helper()
	if err := w.db.Owner().QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return v
}

// as is what @can makes of the person for the action on cases.
func (w *court) as(name, action string) (context.Context, scope.Scope) {
	reach, _ := policy.Allow(w.roles[name], "conflict", action)
	a := auth.Actor{User: w.ids[name], Organization: w.ids[w.home[name]], Brand: w.home[name] == "BRAND", Role: w.roles[name], Reach: reach}
	return auth.With(context.Background(), a), a.Scope()
}

// line gives a distributor a sale.
func (w *court) line(code string, amount int) uuid.UUID {
	id := typeid.New()
	w.lines++
	w.exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, channel_type, quantity, net_amount, currency, base_amount, facts)
		VALUES ($1, $2, $2, 1, $3, '1', '2024-04-01', $4, $5, 'STORE', 1, $6, 'TWD', $6, '\x00')`, w.ids[code], id, fmt.Sprintf("%s-SECRET-%d", code, w.lines), w.ids["P-1"], w.ids["POTS"], amount)
	return id
}

// open opens a case of NORTH against SOUTH over a line of each.
func (w *court) open() uuid.UUID {
	w.t.Helper()
	respondent := w.ids["NORTH"]
	ctx, sc := w.as("admin", "open")
	c, err := w.service.Open(ctx, sc, nil, conflict.NewCase{Title: "Pots in Kaohsiung", Parties: []uuid.UUID{w.ids["SOUTH"], w.ids["NORTH"]}, Respondent: &respondent,
		Lines: []uuid.UUID{w.line("NORTH", 1000), w.line("SOUTH", 500)}})
	w.must(err)
	return c.ID
}

func (w *court) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *court) assign(id uuid.UUID, mediator string) error {
	ctx, sc := w.as("admin", "assign")
	_, err := w.service.Assign(ctx, sc, id, w.ids[mediator], 3)
	return err
}

func (w *court) respond(id uuid.UUID, who string) error {
	ctx, sc := w.as(who, "respond")
	_, err := w.service.Respond(ctx, sc, id, "We say: "+who, nil)
	return err
}

func (w *court) message(id uuid.UUID, who string, to *string) error {
	ctx, sc := w.as(who, "message")
	_, err := w.service.Post(ctx, sc, nil, conflict.NewMessage{CaseID: id, Text: "A word from " + who, To: to})
	return err
}

var nothing = []conflict.NewRemedy{{Kind: conflict.NoRemedy, Note: "An honest mistake."}}

func (w *court) propose(id uuid.UUID, who string) error {
	ctx, sc := w.as(who, "mediate")
	_, err := w.service.Propose(ctx, sc, id, conflict.Verdict{Text: "Shake hands.", Remedies: nothing})
	return err
}

func (w *court) pending(id uuid.UUID) (decision uuid.UUID) {
	err := w.db.Owner().QueryRow(context.Background(), `SELECT id FROM conflict_decisions WHERE case_id = $1 AND kind = 'PROPOSAL' ORDER BY made_at DESC LIMIT 1`, id).Scan(&decision)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		w.t.Fatal(err)
	}
	return decision
}

func (w *court) answer(id uuid.UUID, who string, accept bool) error {
	ctx, sc := w.as(who, "respond")
	_, err := w.service.AnswerProposal(ctx, sc, id, w.pending(id), accept, "")
	return err
}

func (w *court) rule(id uuid.UUID, who string) error {
	ctx, sc := w.as(who, "mediate")
	_, err := w.service.Rule(ctx, sc, id, conflict.Verdict{Text: "NORTH sold where it should not.", Against: []string{"A"}, Remedies: nothing})
	return err
}

func (w *court) appeal(id uuid.UUID, who string) error {
	ctx, sc := w.as(who, "respond")
	w.lines++
	_, err := w.service.Appeal(ctx, sc, id, "There is more to it.", []uuid.UUID{w.upload(w.home[who], fmt.Sprintf("proof-of-%s.txt", who), fmt.Sprintf("proof %d", w.lines))})
	return err
}

func (w *court) decideAppeal(id uuid.UUID, who string, overturn bool) error {
	ctx, sc := w.as(who, "decideAppeal")
	_, err := w.service.DecideAppeal(ctx, sc, id, overturn, conflict.Verdict{Text: "Considered."})
	return err
}

func (w *court) dismiss(id uuid.UUID, who string) error {
	ctx, sc := w.as(who, "mediate")
	_, err := w.service.Dismiss(ctx, sc, id, "Nothing in it.")
	return err
}

func (w *court) tellNames(id uuid.UUID, who string) error {
	ctx, sc := w.as(who, "mediate")
	_, err := w.service.TellNames(ctx, sc, id, "They know anyway.")
	return err
}

// upload keeps a file as POST /files does.
func (w *court) upload(code, name, text string) uuid.UUID {
	w.t.Helper()
	blob, err := w.store.Create(context.Background(), name, strings.NewReader(text), 1<<20)
	w.must(err)
	w.exec(`INSERT INTO files (organization_id, id, name, size, sha256) VALUES ($1, $2, $3, $4, $5)`, w.ids[code], blob.ID, blob.Name, blob.Size, blob.SHA256)
	return blob.ID
}

// bring brings a new case to a state.
func (w *court) bring(to conflict.State) uuid.UUID {
	w.t.Helper()
	id := w.open()
	steps := []struct {
		reaches conflict.State
		do      func() error
	}{
		{conflict.AwaitingResponse, func() error { return w.assign(id, "judge") }},
		{conflict.InMediation, func() error { return errors.Join(w.respond(id, "north"), w.respond(id, "south")) }},
		{conflict.Proposed, func() error { return w.propose(id, "judge") }},
		{conflict.Agreed, func() error { return errors.Join(w.answer(id, "north", true), w.answer(id, "south", true)) }},
		{conflict.Resolved, func() error { return w.settler.Settle(context.Background(), id) }},
		{conflict.Appealed, func() error { return w.appeal(id, "north") }},
		{conflict.Closed, func() error { return w.decideAppeal(id, "admin", false) }},
	}
	switch to {
	case conflict.Dismissed:
		w.must(w.assign(id, "judge"))
		w.must(w.dismiss(id, "judge"))
	case conflict.Ruled:
		for _, s := range steps[:3] {
			w.must(s.do())
		}
		w.must(w.answer(id, "south", false))
		w.must(w.rule(id, "judge"))
	default:
		for _, s := range steps {
			if w.state(id) == to {
				break
			}
			w.must(s.do())
		}
	}
	if got := w.state(id); got != to {
		w.t.Fatalf("the case is %s, want %s", got, to)
	}
	return id
}

func (w *court) state(id uuid.UUID) conflict.State {
	w.t.Helper()
	return conflict.State(value[string](w, `SELECT state FROM conflicts WHERE id = $1`, id))
}

// refused wants the fault with the key.
func (w *court) refused(err error, key, doing string) {
	w.t.Helper()
	if err == nil {
		w.t.Errorf("%s: allowed, want %s", doing, key)
		return
	}
	f := fault.As(err)
	got := f.Key
	for _, field := range f.Fields {
		got = field.Path + " " + field.Key
	}
	if got != key {
		w.t.Errorf("%s: %v, want %s", doing, err, key)
	}
}

func actorOf(ctx context.Context) auth.Actor {
	a, _ := auth.ActorOf(ctx)
	return a
}
