package conflict_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/typeid"
)

// Whatever a decision does, an appeal that succeeds undoes to the cent; and everything that must hold does after each step.
func TestDecisionsAreAppliedWholeAndUndoneToTheCent(t *testing.T) {
	m := newMarket(t, 12)
	random := rand.New(rand.NewPCG(20, 24))
	before := m.numbers()
	for round := range 4 {
		lines := slices.Concat(m.live("NORTH", random, 4), m.live("SOUTH", random, 3))
		id := m.heard(lines...)
		found := m.evidence(id)
		north, south := m.label(id, "NORTH"), m.label(id, "SOUTH")
		cut := 1 + random.IntN(len(found)-2)
		remedies := []conflict.NewRemedy{
			m.split(id, fmt.Sprintf("%d.%04d", random.IntN(100), random.IntN(10000)), found[:cut]...),
			{Kind: conflict.VoidLines, Evidence: found[cut:], Note: "counted twice"},
			{Kind: conflict.ShareCustomer, Party: north, Other: south, Level: ptr("PROFILE"), Until: in(30)},
			{Kind: conflict.AssignOwner, Party: south},
			{Kind: conflict.Warning, Party: north, Note: "Ask first."},
			{Kind: conflict.CompensationNote, Party: south, Other: north, Amount: ptr(decimal.NewFromInt(900))},
		}
		random.Shuffle(len(remedies), func(i, j int) { remedies[i], remedies[j] = remedies[j], remedies[i] })
		remedies = remedies[:2+random.IntN(5)]
		ctx, sc := m.as("judge", "mediate")
		preview, err := m.service.Preview(ctx, sc, id, remedies)
		m.must(err)
		m.agreed(id, remedies...)
		m.settle(id)
		m.settle(id) // a job that runs again does nothing
		m.holds()
		if got := m.stateOf(id); got != "RESOLVED AGREED" {
			t.Fatalf("round %d: %s", round, got)
		}
		m.sameAsPreviewed(id, preview)
		applied := m.numbers()
		if slices.ContainsFunc(remedies, func(r conflict.NewRemedy) bool { return r.Kind != conflict.CompensationNote }) && applied == before {
			t.Fatalf("round %d: nothing changed", round)
		}
		m.overturned(id)
		m.settle(id)
		m.settle(id)
		m.holds()
		if got := m.numbers(); got != before || m.stateOf(id) != "CLOSED OVERTURNED" {
			t.Fatalf("round %d, %s:\n%s\nwant:\n%s", round, m.stateOf(id), got, before)
		}
	}
}

// live gives some of a distributor's lines that count.
func (m *market) live(code string, random *rand.Rand, n int) []uuid.UUID {
	m.t.Helper()
	all := value[[]uuid.UUID](m.court, `SELECT array_agg(id ORDER BY id) FROM sale_lines WHERE distributor_id = $1 AND voided_at IS NULL`, m.ids[code])
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:n]
}

// sameAsPreviewed fails the test when what was applied isn't what was shown.
func (m *market) sameAsPreviewed(id uuid.UUID, p conflict.Preview) {
	m.t.Helper()
	decision := m.pending(id)
	ctx, sc := m.as("judge", "read")
	applied, err := m.service.RemediesOf(ctx, sc, []uuid.UUID{decision})
	m.must(err)
	for i, r := range applied[decision] {
		was, err := m.service.EffectsOf(ctx, sc, []uuid.UUID{r.ID})
		m.must(err)
		got, want := was[r.ID], p.Effects[p.Remedies[i].ID]
		for j := range want {
			if j >= len(got) || fmt.Sprintf("%v %v %v", got[j].Label, got[j].Effect.Months, got[j].Effect.Lines) != fmt.Sprintf("%v %v %v", want[j].Label, want[j].Effect.Months, want[j].Effect.Lines) {
				m.t.Errorf("%s: applied %+v, shown %+v", r.Kind, got, want)
				break
			}
		}
	}
}

// An owner that came with a merged customer is given back as such, and one that has gone on to another customer with a merge is taken back there, too.
func TestAnOwnerIsGivenBackAcrossMerges(t *testing.T) {
	m := newMarket(t, 3)
	merged, survivor := uuid.New(), uuid.New()
	m.exec(`UPDATE customers SET owner_id = $1, owner_from = $2`, m.ids["NORTH"], merged)
	m.exec(`INSERT INTO customers (id, is_organization) VALUES ($1, true)`, survivor)
	before := m.numbers()
	id := m.heard(m.sold["NORTH"][0], m.sold["SOUTH"][0])
	m.agreed(id, conflict.NewRemedy{Kind: conflict.AssignOwner, Party: m.label(id, "SOUTH")})
	m.settle(id)
	customer := value[uuid.UUID](m.court, `SELECT id FROM customers WHERE owner_id = $1 AND owner_from IS NULL`, m.ids["SOUTH"])
	m.exec(`UPDATE customers SET owner_id = $2, owner_from = $3 WHERE id = $1`, survivor, m.ids["SOUTH"], customer)
	m.overturned(id)
	m.settle(id)
	if got := value[string](m.court, `SELECT format('%s of %s', owner_id, owner_from) FROM customers WHERE id = $1`, survivor); got != fmt.Sprintf("%s of %s", m.ids["NORTH"], customer) {
		t.Errorf("the survivor belongs to %s", got)
	}
	m.exec(`UPDATE customers SET owner_id = NULL, owner_from = NULL WHERE id = $1`, survivor)
	if got := m.numbers(); got != before {
		t.Errorf("it ends with\n%s\nwant:\n%s", got, before)
	}
}

func TestARemedyWhoseLineIsGoneLeavesEverythingAsItWas(t *testing.T) {
	m := newMarket(t, 3)
	id := m.heard(m.sold["NORTH"][0], m.sold["SOUTH"][0])
	north := m.label(id, "NORTH")
	m.agreed(id, conflict.NewRemedy{Kind: conflict.Warning, Party: north, Note: "Ask first."}, m.split(id, "40"))
	m.engine(func(ctx context.Context, tx pgx.Tx) error {
		if err := sale.HoldBooks(ctx, tx, []uuid.UUID{m.ids["NORTH"]}); err != nil {
			return err
		}
		return sale.VoidDecided(ctx, tx, m.ids["NORTH"], m.sold["NORTH"][:1], "typed wrong", m.now)
	})
	before := m.numbers()
	m.settle(id)
	m.settle(id)
	m.holds()
	if got := m.numbers(); got != before {
		t.Errorf("something was applied:\n%s\nwant:\n%s", got, before)
	}
	if got := m.stateOf(id); got != "IN_MEDIATION" {
		t.Errorf("the case is %s", got)
	}
	if got := value[string](m.court, `SELECT d.state || ' ' || string_agg(r.state, ' ') FROM conflict_decisions d JOIN conflict_remedies r ON r.decision_id = d.id WHERE d.case_id = $1 GROUP BY d.state`, id); got != "REJECTED DROPPED DROPPED" {
		t.Errorf("the decision is %s", got)
	}
	// The brand reads which invoice; the parties that a line is gone.
	if got := value[string](m.court, `SELECT string_agg(brand || ' ' || params::text, '; ' ORDER BY brand) FROM conflict_events WHERE case_id = $1 AND kind = 'remedyRefused'`, id); !strings.HasPrefix(got, `false {"key": "remedy.lineVoided"}; true {`) || !strings.Contains(got, "NORTH-SECRET-0") {
		t.Errorf("the timeline says %s", got)
	}
	if n := value[int](m.court, `SELECT count(*) FROM notices WHERE kind = 'conflict.refused'`); n != 1 {
		t.Errorf("%d notices to the mediator", n)
	}
	// What is still there can be settled.
	m.now = m.now.Add(time.Hour)
	m.agreed(id, m.split(id, "40", value[[]uuid.UUID](m.court, `SELECT array_agg(evidence_id) FROM conflict_evidence_own WHERE case_id = $1 AND distributor_id = $2`, id, m.ids["SOUTH"])...))
	m.settle(id)
	m.holds()
	if got := m.stateOf(id); got != "RESOLVED AGREED" {
		t.Errorf("the case is %s", got)
	}
}

// Two cases over one line: the second to be settled is refused, whichever that is, and nothing of it applied.
func TestALineIsSplitByOneCase(t *testing.T) {
	m := newMarket(t, 3)
	first, second := m.heard(m.sold["NORTH"]...), m.heard(m.sold["NORTH"][0], m.sold["SOUTH"][0])
	m.agreed(first, m.split(first, "40"))
	m.agreed(second, m.split(second, "60"))
	done := make(chan error, 4)
	for _, id := range []uuid.UUID{first, second, first, second} {
		go func() { done <- m.settler.Settle(context.Background(), id) }()
	}
	for range 4 {
		m.must(<-done)
	}
	m.holds()
	states := []string{m.stateOf(first), m.stateOf(second)}
	slices.Sort(states)
	if fmt.Sprint(states) != "[IN_MEDIATION RESOLVED AGREED]" {
		t.Errorf("the cases are %v", states)
	}
}

// An overturned decision gives way to another over the same lines, voided ones included.
func TestANewRulingTakesTheOldOnesPlace(t *testing.T) {
	m := newMarket(t, 4)
	id := m.heard(m.sold["NORTH"][0], m.sold["NORTH"][1], m.sold["SOUTH"][0])
	mine := value[[]uuid.UUID](m.court, `SELECT array_agg(o.evidence_id ORDER BY o.line_id) FROM conflict_evidence_own o WHERE o.case_id = $1 AND o.distributor_id = $2`, id, m.ids["NORTH"])
	m.agreed(id, m.split(id, "10", mine[0]), conflict.NewRemedy{Kind: conflict.VoidLines, Evidence: mine[1:2], Note: "counted twice"})
	m.settle(id)
	m.holds()
	m.overturned(id, m.split(id, "75", mine...))
	m.settle(id)
	m.holds()
	if got := m.stateOf(id); got != "CLOSED OVERTURNED" {
		t.Errorf("the case is %s", got)
	}
	if got := value[string](m.court, `SELECT string_agg(kind, ' ' ORDER BY id) FROM conflict_events WHERE case_id = $1 AND kind LIKE 'remedy%'`, id); got != "remedyApplied remedyApplied remedyUndone remedyUndone remedyApplied" {
		t.Errorf("the timeline says %s", got)
	}
	if n := value[int](m.court, `SELECT count(*) FROM credit_splits WHERE case_id = $1 AND released_at IS NULL`, id); n != 2 {
		t.Errorf("%d lines are split, want both", n)
	}
}

// What was voided can't come back into a month that has been closed since: the appeal waits, and nothing has moved.
func TestAnAppealWaitsForAClosedMonth(t *testing.T) {
	m := newMarket(t, 2)
	id := m.heard(m.sold["NORTH"][0], m.sold["SOUTH"][0])
	m.agreed(id, conflict.NewRemedy{Kind: conflict.VoidLines, Party: m.label(id, "NORTH"), Note: "counted twice"})
	m.settle(id)
	before := m.numbers()
	m.exec(`INSERT INTO accounting_periods (month, closed_at) SELECT date_trunc('month', sale_date::timestamp)::date, '2000-01-01' FROM sale_lines WHERE id = $1`, m.sold["NORTH"][0])
	m.overturned(id)
	m.settle(id)
	m.holds()
	if got := m.numbers(); got != before || m.stateOf(id) != "APPEALED AGREED" {
		t.Errorf("%s:\n%s\nwant:\n%s", m.stateOf(id), got, before)
	}
	m.exec(`UPDATE accounting_periods SET closed_at = NULL`)
	ctx, sc := m.as("second", "decideAppeal")
	_, err := m.service.DecideAppeal(ctx, sc, id, true, conflict.Verdict{Text: "Now."})
	m.must(err)
	m.settle(id)
	m.holds()
	if got := m.stateOf(id); got != "CLOSED OVERTURNED" {
		t.Errorf("the case is %s", got)
	}
}

func TestRemediesAreCheckedBeforeTheyAreProposed(t *testing.T) {
	m := newMarket(t, 3)
	m.exec(`UPDATE sales_reports SET state = 'CANCELLING' WHERE distributor_id = $1`, m.ids["EAST"])
	id := m.heard(m.sold["NORTH"][0], m.sold["SOUTH"][0])
	a, b := m.label(id, "NORTH"), m.label(id, "SOUTH")
	percent := func(parts ...string) (out []conflict.CreditShare) {
		for i := 0; i < len(parts); i += 2 {
			out = append(out, conflict.CreditShare{Party: parts[i], Percent: decimal.RequireFromString(parts[i+1])})
		}
		return out
	}
	for _, c := range []struct {
		name string
		r    conflict.NewRemedy
		path string
		key  string
	}{
		{"99", conflict.NewRemedy{Kind: conflict.SplitCredit, Shares: percent(*a, "30", *b, "69")}, "remedies.0.shares", "remedy.sharesSum"},
		{"a hair more", conflict.NewRemedy{Kind: conflict.SplitCredit, Shares: percent(*a, "30", *b, "70.0001")}, "remedies.0.shares", "remedy.sharesSum"},
		{"too fine", conflict.NewRemedy{Kind: conflict.SplitCredit, Shares: percent(*a, "30.00001", *b, "69.99999")}, "remedies.0.shares", "remedy.percent"},
		{"less than nothing", conflict.NewRemedy{Kind: conflict.SplitCredit, Shares: percent(*a, "-10", *b, "110")}, "remedies.0.shares", "remedy.percent"},
		{"twice", conflict.NewRemedy{Kind: conflict.SplitCredit, Shares: percent(*a, "50", *a, "50")}, "remedies.0.shares", "remedy.partyTwice"},
		{"none", conflict.NewRemedy{Kind: conflict.SplitCredit}, "remedies.0.shares", "remedy.sharesSum"},
		{"a stranger", conflict.NewRemedy{Kind: conflict.SplitCredit, Shares: percent(*a, "50", "Z", "50")}, "remedies.0.shares", "remedy.noParty"},
		{"others' evidence", conflict.NewRemedy{Kind: conflict.SplitCredit, Shares: percent(*a, "50", *b, "50"), Evidence: []uuid.UUID{typeid.New()}}, "remedies.0.evidenceIds", "remedy.noEvidence"},
		{"no party", conflict.NewRemedy{Kind: conflict.AssignOwner}, "remedies.0.party", "required"},
		{"no such party", conflict.NewRemedy{Kind: conflict.AssignOwner, Party: ptr("Q")}, "remedies.0.party", "remedy.noParty"},
		{"with oneself", conflict.NewRemedy{Kind: conflict.ShareCustomer, Party: a, Other: a, Level: ptr("PROFILE"), Until: in(5)}, "remedies.0.other", "remedy.sameParty"},
		{"until yesterday", conflict.NewRemedy{Kind: conflict.ShareCustomer, Party: a, Other: b, Level: ptr("PROFILE"), Until: in(-1)}, "remedies.0.until", "remedy.past"},
		{"for ever", conflict.NewRemedy{Kind: conflict.ShareCustomer, Party: a, Other: b, Level: ptr("PROFILE"), Until: in(9999)}, "remedies.0.until", "share.tooLong"},
		{"void what", conflict.NewRemedy{Kind: conflict.VoidLines}, "remedies.0.party", "required"},
		{"a silent warning", conflict.NewRemedy{Kind: conflict.Warning, Party: a}, "remedies.0.note", "required"},
		{"no money", conflict.NewRemedy{Kind: conflict.CompensationNote, Party: a, Other: b, Amount: ptr(decimal.Zero)}, "remedies.0.amount", "remedy.amount"},
		{"spared for nothing", conflict.NewRemedy{Kind: conflict.NoRemedy}, "remedies.0.note", "required"},
		{"no registration", conflict.NewRemedy{Kind: conflict.RevokeRegistration, Party: a}, "remedies.0.party", "remedy.noRegistration"},
	} {
		err := m.offer(id, c.r)
		f := fault.As(err)
		if f.Kind != fault.Invalid || !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Path == c.path && x.Key == c.key }) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	// A ruling on a rule that only advises neither warns nor voids, and says what becomes of the losing side.
	m.must(m.offer(id, conflict.NewRemedy{Kind: conflict.NoRemedy, Note: "a start"}))
	m.must(m.answer(id, "north", false))
	rule := func(v conflict.Verdict) *fault.Error {
		ctx, sc := m.as("judge", "mediate")
		v.Text = "So be it."
		_, err := m.service.Rule(ctx, sc, id, v)
		if err == nil {
			return nil
		}
		return fault.As(err)
	}
	m.exec(`UPDATE conflicts SET mode = 'ADVISORY' WHERE id = $1`, id)
	for _, kind := range []conflict.RemedyKind{conflict.Warning, conflict.VoidLines} {
		if f := rule(conflict.Verdict{Remedies: []conflict.NewRemedy{{Kind: kind, Party: a, Note: "so"}}}); f == nil || len(f.Fields) == 0 || f.Fields[0].Key != "remedy.advisory" {
			t.Errorf("%s by a ruling: %v", kind, f)
		}
	}
	if f := rule(conflict.Verdict{Against: []string{*a}, Remedies: []conflict.NewRemedy{{Kind: conflict.CompensationNote, Party: b, Other: b, Amount: ptr(decimal.NewFromInt(1))}}}); f == nil || !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.Key == "remedy.loserSpared" }) {
		t.Errorf("the losing side is forgotten: %v", f)
	}
	if f := rule(conflict.Verdict{Against: []string{*a}, Remedies: []conflict.NewRemedy{{Kind: conflict.NoRemedy, Party: a, Note: "it was the first time"}}}); f != nil {
		t.Errorf("the losing side is spared with a reason: %v", f)
	}
}

// Who mediates a case learns of its lines and its parties' months, of nobody else's cases and of nothing else of the parties.
func TestThePreviewOpensOneCaseAlone(t *testing.T) {
	m := newMarket(t, 3)
	mine := m.heard(m.sold["NORTH"][0], m.sold["SOUTH"][0])
	ctx, admin := m.as("admin", "open")
	other, err := m.service.Open(ctx, admin, nil, conflict.NewCase{Title: "Others", Parties: []uuid.UUID{m.ids["EAST"], m.ids["SOUTH"]}, Lines: []uuid.UUID{m.sold["EAST"][0], m.sold["SOUTH"][1]}})
	m.must(err)
	for _, who := range []string{"judge", "partial", "north"} {
		_, sc := m.as(who, "read")
		for _, id := range []uuid.UUID{mine, other.ID} {
			for _, from := range []string{"case_lines", "case_revenue", "case_accounts", "case_registrations"} {
				var n int
				m.must(m.db.App().InTx(context.Background(), sc, func(tx pgx.Tx) error {
					return tx.QueryRow(context.Background(), "SELECT count(*) FROM "+from+"($1)", id).Scan(&n)
				}))
				if may := who == "judge" && id == mine && from != "case_registrations"; (n > 0) != may {
					t.Errorf("%s reads %d rows of %s of case mine=%v", who, n, from, id == mine)
				}
			}
		}
	}
	remedy := []conflict.NewRemedy{m.split(mine, "50")}
	for who, want := range map[string]fault.Kind{"partial": fault.Forbidden, "north": fault.Forbidden, "analyst": fault.Forbidden} {
		ctx, sc := m.as(who, "read")
		if _, err := m.service.Preview(ctx, sc, mine, remedy); !fault.Is(err, want) {
			t.Errorf("%s: %v", who, err)
		}
	}
	ctx, sc := m.as("judge", "mediate")
	if _, err := m.service.Preview(ctx, sc, other.ID, remedy); !fault.Is(err, fault.NotFound) {
		t.Errorf("another case: %v", err)
	}
}

// Registrations that a case is about are confirmed, shortened and revoked by its decision, and stand as before when it is overturned.
func TestRegistrationsFollowTheDecision(t *testing.T) {
	m := newMarket(t, 2)
	for code, state := range map[string]string{"NORTH": "APPROVED", "SOUTH": "IN_REVIEW"} {
		m.exec(`INSERT INTO registrations (distributor_id, id, account_id, product_line_id, expected_amount, currency, expected_on, state, submitted_at, protected_from, protected_until)
			SELECT $1, gen_random_uuid(), a.id, $2, 100, 'TWD', '2024-06-01', $3, '2024-04-01T00:00Z', CASE WHEN $3 = 'APPROVED' THEN date '2024-04-01' END, CASE WHEN $3 = 'APPROVED' THEN date '2027-04-01' END
			FROM accounts a WHERE a.distributor_id = $1 AND a.code = $4`, m.ids[code], m.ids["POTS"], state, code+"-0")
	}
	standing := func() string {
		return value[string](m.court, `SELECT string_agg(format('%s %s', r.state, r.protected_until), ', ' ORDER BY d.code) FROM registrations r JOIN distributors d ON d.id = r.distributor_id`)
	}
	before := standing()
	id := m.heard(m.sold["NORTH"][0], m.sold["SOUTH"][0]) // both sold to the customer
	m.exec(`UPDATE conflicts SET product_line_id = $2 WHERE id = $1`, id, m.ids["POTS"])
	north, south := m.label(id, "NORTH"), m.label(id, "SOUTH")
	until := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	if err := m.offer(id, conflict.NewRemedy{Kind: conflict.ShortenRegistration, Party: south, Until: &until}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a claim that protects nothing yet is shortened: %v", err)
	}
	m.agreed(id, conflict.NewRemedy{Kind: conflict.ShortenRegistration, Party: north, Until: &until}, conflict.NewRemedy{Kind: conflict.ConfirmRegistration, Party: south})
	m.settle(id)
	m.holds()
	if got := standing(); !strings.HasPrefix(got, "APPROVED 2026-12-31, APPROVED 2024-07") {
		t.Errorf("decided: %s", got)
	}
	m.overturned(id, conflict.NewRemedy{Kind: conflict.RevokeRegistration, Party: north})
	m.settle(id)
	m.holds()
	if got := standing(); !strings.HasPrefix(got, "RELEASED ") || !strings.HasSuffix(got, ", IN_REVIEW ") {
		t.Errorf("overturned: %s, before %s, the case is %s", got, before, m.stateOf(id))
	}
}
