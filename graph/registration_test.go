package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	registrationFields = `id state site note expected { amount currency } expectedOn submittedAt dueAt isOverdue decidedAt decidedBy { name } reason reasonText requestedFields requestText
		protectedFrom protectedUntil extensions convertedAt customerName account { id } customer { id } productLine { code } distributor { code } createdAt
		activities { id kind happenedOn text } history { kind params by { name } } rivals { place grounds { key params } registration { id distributor { code } } } conflict { id }`
	register       = `mutation ($in: CreateRegistrationInput!) { it: createRegistration(input: $in) { registration { ` + registrationFields + ` } } }`
	updateClaim    = `mutation ($in: UpdateRegistrationInput!) { it: updateRegistration(input: $in) { registration { ` + registrationFields + ` } } }`
	submitClaim    = `mutation ($id: ID!) { it: submitRegistration(input: {registrationId: $id}) { registration { ` + registrationFields + ` } } }`
	addProof       = `mutation ($id: ID!, $a: RegistrationActivityInput!, $key: String) { it: addRegistrationActivity(input: {registrationId: $id, activity: $a, idempotencyKey: $key}) { registration { ` + registrationFields + ` } } }`
	reviewClaim    = `mutation ($id: ID!) { it: reviewRegistration(input: {registrationId: $id}) { registration { ` + registrationFields + ` } } }`
	askChanges     = `mutation ($id: ID!, $fields: [RegistrationField!]!) { it: requestRegistrationChanges(input: {registrationId: $id, fields: $fields, text: "the amount, please"}) { registration { ` + registrationFields + ` } } }`
	approveClaim   = `mutation ($id: ID!, $days: Int, $reason: String) { it: approveRegistration(input: {registrationId: $id, days: $days, reason: $reason}) { registration { ` + registrationFields + ` } } }`
	rejectClaim    = `mutation ($id: ID!, $reason: RegistrationReason!, $text: String) { it: rejectRegistration(input: {registrationId: $id, reason: $reason, text: $text}) { registration { ` + registrationFields + ` } } }`
	extendClaim    = `mutation ($id: ID!, $days: Int) { it: extendRegistration(input: {registrationId: $id, days: $days}) { registration { ` + registrationFields + ` } } }`
	releaseClaim   = `mutation ($id: ID!) { it: releaseRegistration(input: {registrationId: $id, reason: "no more"}) { registration { ` + registrationFields + ` } } }`
	convertClaim   = `mutation ($id: ID!, $line: ID!) { it: convertRegistration(input: {registrationId: $id, saleLineId: $line}) { registration { ` + registrationFields + ` } } }`
	oneClaim       = `query ($id: ID!) { it: registration(id: $id) { ` + registrationFields + ` } node(id: $id) { id } }`
	claims         = `query ($f: RegistrationFilter, $s: RegistrationSort) { registrations(filter: $f, sort: $s, first: 50) { totalCount edges { node { ` + registrationFields + ` } } } }`
	claimsViewable = `query ($id: ID!) { it: registration(id: $id) { UPDATE: viewerCan(action: UPDATE) SUBMIT: viewerCan(action: SUBMIT) ADD_ACTIVITY: viewerCan(action: ADD_ACTIVITY) REVIEW: viewerCan(action: REVIEW)
		REQUEST_CHANGES: viewerCan(action: REQUEST_CHANGES) APPROVE: viewerCan(action: APPROVE) REJECT: viewerCan(action: REJECT) EXTEND: viewerCan(action: EXTEND) RELEASE: viewerCan(action: RELEASE) CONVERT: viewerCan(action: CONVERT) } }`
)

type claimNode struct {
	ID, State, CustomerName, SubmittedAt, DueAt, ProtectedFrom, ProtectedUntil, Reason string
	Expected                                                                           struct{ Amount, Currency string }
	RequestedFields                                                                    []string
	Extensions                                                                         int
	DecidedBy                                                                          *struct{ Name string }
	Customer                                                                           *struct{ ID string }
	Activities                                                                         []struct{ ID, Kind, HappenedOn, Text string }
	History                                                                            []struct {
		Kind   string
		Params map[string]any
		By     *struct{ Name string }
	}
	Rivals []struct {
		Place        int
		Grounds      []struct{ Key string }
		Registration struct {
			ID          string
			Distributor struct{ Code string }
		}
	}
}

// claimIn reads the registration of an answer.
func claimIn(t *testing.T, r *graphtest.Response) claimNode {
	t.Helper()
	var got struct {
		It struct{ Registration claimNode }
	}
	r.Into(t, &got)
	return got.It.Registration
}

func (c claimNode) kinds() string {
	var all []string
	for _, e := range c.History {
		all = append(all, e.Kind)
	}
	return strings.Join(all, " ")
}

// wholeClaim is what it takes to submit a claim of the account for the line TOOLS.
func wholeClaim(g *graphtest.Graph, account uuid.UUID, more object) object {
	in := object{"accountId": accountID(account), "productLineId": typeid.Format(typeid.ProductLine, g.ID("TOOLS")), "expectedAmount": "120000", "expectedOn": inDays(60)}
	for k, v := range more {
		in[k] = v
	}
	return object{"in": in}
}

// submitted has the account's owner register it.
func submitted(t *testing.T, g *graphtest.Graph, owner string, account uuid.UUID) claimNode {
	t.Helper()
	return claimIn(t, g.As("distributor_rep", owner).Do(t, register, wholeClaim(g, account, nil)))
}

func TestARegistrationFromDraftToSale(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	rep, manager := g.As("distributor_rep", "NORTH"), g.As("channel_manager", "BRAND")

	draft := claimIn(t, rep.Do(t, register, object{"in": object{"accountId": accountID(s.north), "productLineId": typeid.Format(typeid.ProductLine, g.ID("TOOLS")), "submit": false}}))
	if draft.State != "DRAFT" || draft.SubmittedAt != "" || draft.CustomerName != "大同股份有限公司" || draft.Expected.Currency != "TWD" {
		t.Fatalf("the draft: %+v", draft)
	}
	id := object{"id": draft.ID}
	manager.Do(t, reviewClaim, id).Want(t, "NOT_FOUND") // what is being written is its author's
	lacking := rep.Do(t, submitClaim, id)
	lacking.WantField(t, "input.expectedAmount")
	lacking.WantField(t, "input.expectedOn")

	proof := object{"id": draft.ID, "key": "k1", "a": object{"kind": "VISIT", "happenedOn": inDays(-1), "text": "=1+1 met the buyer <b>"}}
	rep.Do(t, addProof, proof).Want(t, "")
	if got := claimIn(t, rep.Do(t, addProof, proof)); len(got.Activities) != 1 || got.Activities[0].Text != "=1+1 met the buyer <b>" {
		t.Errorf("proof of work: %+v", got.Activities)
	}
	sent := claimIn(t, rep.Do(t, updateClaim, object{"in": object{"registrationId": draft.ID, "expectedAmount": "5000.25", "expectedOn": inDays(30), "submit": true}}))
	if sent.State != "SUBMITTED" || sent.SubmittedAt == "" || sent.DueAt == "" || sent.Expected.Amount != "5000.25" {
		t.Fatalf("submitted: %+v", sent)
	}
	rep.Do(t, updateClaim, object{"in": object{"registrationId": draft.ID, "note": "late"}}).Want(t, "CONFLICT")
	rep.Do(t, register, wholeClaim(g, s.north, nil)).Want(t, "CONFLICT") // claimed already, by itself

	if got := claimIn(t, manager.Do(t, reviewClaim, id)); got.State != "IN_REVIEW" || got.DueAt != sent.DueAt {
		t.Errorf("in review: %+v", got)
	}
	manager.Do(t, reviewClaim, id).Want(t, "CONFLICT")
	asked := claimIn(t, manager.Do(t, askChanges, object{"id": draft.ID, "fields": []string{"EXPECTED_AMOUNT"}}))
	if asked.State != "ACTION_REQUIRED" || strings.Join(asked.RequestedFields, "") != "EXPECTED_AMOUNT" || asked.DueAt != "" {
		t.Errorf("asked for changes: %+v", asked)
	}
	rep.Do(t, updateClaim, object{"in": object{"registrationId": draft.ID, "note": "more", "expectedAmount": "1"}}).WantField(t, "input.note")
	again := claimIn(t, rep.Do(t, updateClaim, object{"in": object{"registrationId": draft.ID, "expectedAmount": "6000", "submit": true}}))
	if again.State != "SUBMITTED" || again.SubmittedAt != sent.SubmittedAt || again.DueAt == "" || len(again.RequestedFields) != 0 {
		t.Errorf("submitted again, it keeps its time: %+v", again)
	}
	manager.Do(t, approveClaim, object{"id": draft.ID, "days": 0}).WantField(t, "input.days")
	approved := claimIn(t, manager.Do(t, approveClaim, id))
	from, _ := time.Parse(time.DateOnly, approved.ProtectedFrom)
	if until := from.AddDate(0, 0, 90).Format(time.DateOnly); approved.State != "APPROVED" || approved.ProtectedUntil != until || approved.DecidedBy == nil {
		t.Errorf("approved: %+v, want it until %s", approved, until)
	}
	extended := claimIn(t, manager.Do(t, extendClaim, id))
	if until := from.AddDate(0, 0, 120).Format(time.DateOnly); extended.State != "EXTENDED" || extended.ProtectedUntil != until || extended.Extensions != 1 {
		t.Errorf("extended: %+v, want it until %s", extended, until)
	}
	manager.Do(t, extendClaim, id).Want(t, "CONFLICT") // not twice for the same work
	manager.Do(t, extendClaim, object{"id": draft.ID, "days": 31}).WantField(t, "input.days")

	line := soldTo(g, "NORTH", s.north, "T-1", "TOOLS", time.Now())
	for name, other := range map[string]uuid.UUID{"no line": typeid.New(), "of another product line": soldTo(g, "NORTH", s.north, "P-1", "PARTS", time.Now()), "somebody else's": soldTo(g, "SOUTH", s.south, "T-1", "TOOLS", time.Now())} {
		if answer := rep.Do(t, convertClaim, object{"id": draft.ID, "line": typeid.Format(typeid.SaleLine, other)}); answer.Key() != "invalid" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	done := claimIn(t, rep.Do(t, convertClaim, object{"id": draft.ID, "line": typeid.Format(typeid.SaleLine, line)}))
	if want := "created activityAdded updated submitted reviewed changesRequested updated submitted approved extended converted"; done.State != "CONVERTED" || done.kinds() != want {
		t.Errorf("converted: %s %s", done.State, done.kinds())
	}
	var use struct {
		RegistrationUse struct {
			Approved, Converted, Lapsed int
			Hoarding                    string
		}
	}
	manager.Do(t, `query ($d: ID!) { registrationUse(distributorId: $d) { approved converted lapsed hoarding distributor { code } } }`, object{"d": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}).Into(t, &use)
	if use.RegistrationUse.Approved != 1 || use.RegistrationUse.Converted != 1 || use.RegistrationUse.Hoarding != "1" {
		t.Errorf("use: %+v", use)
	}
}

// soldTo adds a live line behind the application's back.
func soldTo(g *graphtest.Graph, owner string, account uuid.UUID, product, line string, at time.Time) uuid.UUID {
	id := typeid.New()
	g.Exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id, channel_type, quantity, net_amount, currency, base_amount, facts)
		VALUES ($1, $2, $2, 1, ($2::uuid)::text, '1', $3, $4, $5, $6, 'STORE', 1, 100, 'TWD', 100, '')`, g.Organization(owner), id, at, g.ID(product), g.ID(line), account)
	g.Exec(`INSERT INTO data_versions (distributor_id) VALUES ($1) ON CONFLICT (distributor_id) DO UPDATE SET version = data_versions.version + 1`, g.Organization(owner))
	return id
}

func TestTheFirstWholeSubmissionWins(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	first, second := submitted(t, g, "SOUTH", s.south), submitted(t, g, "NORTH", s.north)
	admin := g.As("brand_admin", "BRAND")
	var seen struct{ It claimNode }
	admin.Do(t, oneClaim, object{"id": second.ID}).Into(t, &seen)
	order := []string{}
	for _, r := range seen.It.Rivals {
		order = append(order, fmt.Sprintf("%d %s %s", r.Place, r.Registration.Distributor.Code, r.Grounds[0].Key))
	}
	if got := strings.Join(order, ", "); got != "1 SOUTH registration.rank.first, 2 NORTH registration.rank.later" || seen.It.Customer == nil {
		t.Errorf("side by side: %s, %+v", got, seen.It.Customer)
	}
	for contested, want := range map[bool]int{true: 2, false: 0} {
		var list struct{ Registrations struct{ TotalCount int } }
		admin.Do(t, claims, object{"f": object{"contested": contested, "customerId": seen.It.Customer.ID}}).Into(t, &list)
		if list.Registrations.TotalCount != want {
			t.Errorf("contested %v: %d, want %d", contested, list.Registrations.TotalCount, want)
		}
	}

	admin.Do(t, approveClaim, object{"id": second.ID}).WantField(t, "input.reason")
	passed := claimIn(t, admin.Do(t, approveClaim, object{"id": second.ID, "reason": "they hold the tender"}))
	if !strings.Contains(passed.kinds(), "passedOver") {
		t.Errorf("the brand's history: %s", passed.kinds())
	}
	body := g.As("distributor_admin", "NORTH").Do(t, oneClaim, object{"id": second.ID}).Want(t, "").Body
	for _, secret := range []string{"passedOver", "tender", "brand_admin", "SOUTH", first.ID, "rank"} {
		if strings.Contains(body, secret) {
			t.Errorf("its owner reads %s: %s", secret, body)
		}
	}
	if body := g.As("distributor_admin", "NORTH").Do(t, `{ auditEntries(first: 100) { edges { node { action after before reason actor { name } } } } }`, nil).Want(t, "").Body; strings.Contains(body, "tender") || strings.Contains(body, "registration.approve") {
		t.Errorf("its owner's log tells who decided: %s", body)
	}
	if answer := admin.Do(t, approveClaim, object{"id": first.ID}); answer.Key() != "registration.protected" {
		t.Errorf("a second protection: %s", answer.Body)
	}
	// It ends, and the way is free: the claim that lapsed stands behind.
	claimIn(t, g.As("distributor_rep", "NORTH").Do(t, releaseClaim, object{"id": second.ID}))
	if got := claimIn(t, admin.Do(t, approveClaim, object{"id": first.ID})); got.State != "APPROVED" {
		t.Errorf("after the other ended: %+v", got)
	}
}

func TestOfTwoWhoApproveAtOnceOneWins(t *testing.T) {
	t.Parallel()
	for round := range 4 {
		g := graphtest.New(t)
		s := withAccounts(g, t)
		ids := []string{submitted(t, g, "NORTH", s.north).ID, submitted(t, g, "SOUTH", s.south).ID}
		keys := make([]string, 2)
		var both sync.WaitGroup
		for i, id := range ids {
			admin := g.As("brand_admin", "BRAND")
			both.Go(func() { keys[i] = admin.Do(t, approveClaim, object{"id": id, "reason": "discretion"}).Key() })
		}
		both.Wait()
		if strings.Join(keys, "") != "registration.protected" {
			t.Errorf("round %d: %q", round, keys)
		}
	}
}

// Whoever comes second to a customer gets the same answer, after the same statements.
func TestSubmittingTellsNothing(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	submitted(t, g, "SOUTH", s.south)
	alone := typeid.New()
	g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), '大同股份有限公司', true)`, g.Organization("NORTH"), alone)
	rep := g.As("distributor_rep", "NORTH")
	ask := func(account uuid.UUID, release bool) (body string, statements []string) {
		var id string
		statements = g.Counter.During(func() {
			answer := rep.Do(t, register, wholeClaim(g, account, nil))
			id, body = claimIn(t, answer).ID, answer.Body
		})
		rep.Do(t, releaseClaim, object{"id": id}).Want(t, "")
		return masked(body), statements
	}
	ask(s.north, true)
	collides, a := ask(s.north, true)
	free, b := ask(alone, true)
	if collides != free {
		t.Errorf("the answers differ:\n%s\n%s", collides, free)
	}
	a, b = slices.Compact(slices.Sorted(slices.Values(a))), slices.Compact(slices.Sorted(slices.Values(b))) // what the answer shows is read in any order, in one batch or two
	if !slices.Equal(a, b) || len(a) == 0 {
		t.Errorf("the statements differ:\n%s\n\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

// masked takes from an answer what is new each time: ids and times.
func masked(body string) string {
	out := []string{}
	for _, word := range strings.Split(body, `"`) {
		_, _, isID := typeid.Split(word)
		if _, err := time.Parse(time.RFC3339Nano, word); err == nil || isID {
			word = "…"
		}
		out = append(out, word)
	}
	return strings.Join(out, `"`)
}

func TestTheTimeOfARegistrationTellsNothing(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	const rounds = 100
	accounts := map[string][]uuid.UUID{}
	for n := range rounds {
		for _, kind := range []string{"held", "free"} {
			id := typeid.New()
			accounts[kind] = append(accounts[kind], id)
			name := map[string]string{"held": held(n), "free": fmt.Sprintf("Quarry %d Tools Ltd", n+1000)}[kind]
			g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), $3, true)`, g.Organization("NORTH"), id, name)
			g.Exec(`INSERT INTO match_pending (distributor_id, account_id) VALUES ($1, $2)`, g.Organization("NORTH"), id)
			if kind == "free" {
				continue
			}
			other := typeid.New()
			g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), $3, true)`, g.Organization("SOUTH"), other, name)
			g.Exec(`INSERT INTO customers (id, is_organization) VALUES ($1, true)`, other)
			g.Exec(`INSERT INTO customer_links (distributor_id, account_id, customer_id, how) VALUES ($1, $2, $3, 'ALONE'), ($4, $5, $3, 'ALONE')`, g.Organization("SOUTH"), other, other, g.Organization("NORTH"), id)
			g.Exec(`INSERT INTO registrations (distributor_id, id, account_id, product_line_id, currency, state, submitted_at, protected_from, protected_until, expected_amount)
				VALUES ($1, $2, $2, $3, 'TWD', 'APPROVED', now(), now()::date, now()::date + 90, 5)`, g.Organization("SOUTH"), other, g.ID("TOOLS"))
		}
	}
	rep := g.As("distributor_rep", "NORTH")
	claim := func(account uuid.UUID) { rep.Do(t, register, wholeClaim(g, account, nil)).Want(t, "") }
	warm := withAccounts(g, t)
	claim(warm.north)
	a, b := stopwatch(t, rounds, func(n int) { claim(accounts["held"][n]) }, func(n int) { claim(accounts["free"][n]) })
	if p := likelihood(a, b); p < 0.35 || p > 0.65 {
		t.Errorf("who asks can tell by the time, %.0f times in 100: held %v, free %v in the median", 100*max(p, 1-p), a[rounds/2], b[rounds/2])
	}
}

func TestStatementsOfAPageOfRegistrations(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	submitted(t, g, "SOUTH", s.south)
	submitted(t, g, "NORTH", s.north)
	admin := g.As("brand_admin", "BRAND")
	ask := func() int {
		return len(g.Counter.During(func() { admin.Do(t, claims, object{"s": object{"field": "DUE_AT"}}).Want(t, "") }))
	}
	ask()
	few := fewest(ask)
	for n := range 20 {
		id := typeid.New()
		g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), $3, true)`, g.Organization("SOUTH"), id, fmt.Sprint("More ", n))
		submitted(t, g, "SOUTH", id)
	}
	if many := fewest(ask); many != few || many > 16 {
		t.Errorf("%d statements for 2 rows, %d for 22", few, many)
	}
}

func TestThePageOfRegistrationsIsSortedAndNarrowed(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for n, state := range []string{"SUBMITTED", "IN_REVIEW", "APPROVED", "EXTENDED", "EXPIRED"} {
		id := typeid.New()
		g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), $3, true)`, g.Organization("NORTH"), id, fmt.Sprint("N", n))
		g.Exec(`INSERT INTO registrations (distributor_id, id, account_id, product_line_id, currency, state, submitted_at, due_at, protected_from, protected_until, site)
			VALUES ($1, $2, $2, $3, 'TWD', $4, now(), CASE WHEN $5 < 2 THEN now() + make_interval(days => 1 - 2 * $5) END,
			  CASE WHEN $5 > 1 THEN current_date - 60 END, CASE WHEN $5 > 1 THEN current_date + 70 - 20 * $5 END, $4)`, g.Organization("NORTH"), id, g.ID("TOOLS"), state, n)
	}
	ask := func(vars object) string {
		var got struct {
			Registrations struct {
				TotalCount int
				Edges      []struct{ Node struct{ State string } }
			}
		}
		g.As("distributor_viewer", "NORTH").Do(t, `query ($f: RegistrationFilter, $s: RegistrationSort) { registrations(filter: $f, sort: $s) { totalCount edges { node { state } } } }`, vars).Into(t, &got)
		all := []string{}
		for _, e := range got.Registrations.Edges {
			all = append(all, e.Node.State)
		}
		if len(all) != got.Registrations.TotalCount {
			t.Errorf("%v: %d of %d", vars, len(all), got.Registrations.TotalCount)
		}
		return strings.Join(all, " ")
	}
	for name, k := range map[string]struct {
		vars object
		want string
	}{
		"those due first":          {nil, "IN_REVIEW SUBMITTED APPROVED EXTENDED EXPIRED"},
		"latest made first":        {object{"s": object{"field": "CREATED_AT", "direction": "DESC"}}, "EXPIRED EXTENDED APPROVED IN_REVIEW SUBMITTED"},
		"by the end":               {object{"s": object{"field": "PROTECTED_UNTIL"}}, "EXPIRED EXTENDED APPROVED SUBMITTED IN_REVIEW"},
		"overdue":                  {object{"f": object{"overdue": true}}, "IN_REVIEW"},
		"ending soon":              {object{"f": object{"endsWithinDays": 14}}, "EXTENDED"},
		"of states":                {object{"f": object{"states": []string{"EXPIRED", "SUBMITTED"}}}, "SUBMITTED EXPIRED"},
		"contested, for its owner": {object{"f": object{"contested": true}}, ""},
		"of another product line":  {object{"f": object{"productLineId": typeid.Format(typeid.ProductLine, g.ID("PARTS"))}}, ""},
		"of a customer":            {object{"f": object{"customerId": typeid.Format(typeid.Customer, typeid.New())}}, ""},
	} {
		if got := ask(k.vars); got != k.want {
			t.Errorf("%s: %q, want %q", name, got, k.want)
		}
	}
}
