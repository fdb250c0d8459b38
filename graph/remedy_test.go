package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// dispute is a case over what NORTH sold in SOUTH's territory, mediated by somebody without an interest in it.
type dispute struct {
	*graphtest.Graph
	t            *testing.T
	admin        *graphtest.Caller // decides appeals
	mediator     *graphtest.Caller // of no portfolio
	north, south *graphtest.Caller
	id           string
	labels       map[string]string // by code
}

const overBorder = `Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code,Ship-to region
N-1,1,2024-03-05,T-1,10,1000.00,Harbour Tools Ltd,C1,KHH
N-2,1,2024-03-06,T-1,5,500.01,Harbour Tools Ltd,C1,KHH
N-3,1,2024-03-07,T-1,1,100.00,Home Shop Ltd,C2,TPE
`

func newDispute(t *testing.T) *dispute {
	t.Helper()
	t.Parallel()
	g := graphtest.New(t)
	g.Exec(`INSERT INTO users (id, organization_id, email, name, role, status, password_hash)
		SELECT gen_random_uuid(), organization_id, 'mediator@brand.example', 'Mediator', 'channel_manager', 'ACTIVE', password_hash FROM users WHERE id = $1`, g.User("brand_admin", "BRAND"))
	g.Report("NORTH", "march.csv", overBorder)
	g.Report("SOUTH", "march.csv", strings.ReplaceAll(strings.ReplaceAll(overBorder, "N-", "S-"), "KHH", "TPE"))
	for _, side := range []string{"NORTH", "SOUTH"} { // each customer is its own, but C1, whom both know
		g.Exec(`INSERT INTO customers (id, is_organization, name, sort, accounts, organizations)
			SELECT md5(distributor_id::text || code)::uuid, true, name, name, 1, 1 FROM accounts WHERE distributor_id = $1 AND code = 'C2'`, g.Organization(side))
		g.Exec(`INSERT INTO customer_links (distributor_id, account_id, customer_id, how) SELECT distributor_id, id, md5(distributor_id::text || code)::uuid, 'ALONE'
			FROM accounts WHERE distributor_id = $1 AND code = 'C2'`, g.Organization(side))
	}
	g.Exec(`INSERT INTO customers (id, is_organization, name, sort, accounts, organizations) VALUES ('00000000-0000-7000-8000-0000000000c1', true, 'Harbour', 'harbour', 2, 2)`)
	g.Exec(`INSERT INTO customer_links (distributor_id, account_id, customer_id, how) SELECT distributor_id, id, '00000000-0000-7000-8000-0000000000c1', 'AUTOMATIC' FROM accounts WHERE code = 'C1'`)
	d := &dispute{Graph: g, t: t, admin: g.As("brand_admin", "BRAND"), mediator: g.LoginWith("mediator@brand.example", graphtest.Password), north: g.As("distributor_rep", "NORTH"), south: g.As("distributor_rep", "SOUTH"), labels: map[string]string{}}
	var list struct {
		Conflicts struct {
			Edges []struct {
				Node struct {
					ID, State string
					Parties   []struct {
						Label       string
						Role        string
						Distributor *struct{ Code string }
					}
				}
			}
		}
	}
	d.admin.Do(t, `query { conflicts { edges { node { id state parties { label role distributor { code } } } } } }`, nil).Into(t, &list)
	for _, e := range list.Conflicts.Edges {
		for _, p := range e.Node.Parties {
			if p.Role == "RESPONDENT" && p.Distributor.Code == "NORTH" {
				d.id = e.Node.ID
			}
		}
		if d.id == e.Node.ID {
			for _, p := range e.Node.Parties {
				d.labels[p.Distributor.Code] = p.Label
			}
		}
	}
	if d.id == "" || len(d.labels) != 2 {
		t.Fatalf("no case over NORTH's lines: %+v", list)
	}
	return d
}

// heard assigns the mediator and has both parties answer.
func (d *dispute) heard() *dispute {
	d.t.Helper()
	var me struct {
		Viewer struct{ User struct{ ID string } }
	}
	d.do(d.admin, `mutation ($id: ID!, $user: ID!) { assignMediator(input: {conflictId: $id, userId: $user}) { conflict { id } } }`, map[string]any{"user": d.userID("mediator@brand.example")})
	_ = me
	for _, who := range []*graphtest.Caller{d.north, d.south} {
		d.do(who, `mutation ($id: ID!) { respondToConflict(input: {conflictId: $id, text: "it was agreed by phone"}) { conflict { id } } }`, nil)
	}
	return d
}

func (d *dispute) userID(email string) string {
	d.t.Helper()
	var id uuid.UUID
	if err := d.DB.Owner().QueryRow(d.t.Context(), `SELECT id FROM users WHERE email = $1`, email).Scan(&id); err != nil {
		d.t.Fatal(err)
	}
	return typeid.Format(typeid.User, id)
}

// do asks about the case and wants no error.
func (d *dispute) do(who *graphtest.Caller, query string, vars map[string]any) *graphtest.Response {
	d.t.Helper()
	all := map[string]any{"id": d.id}
	for k, v := range vars {
		all[k] = v
	}
	return who.Do(d.t, query, all).Want(d.t, "")
}

// remedy writes {A} for NORTH and {B} for SOUTH in the words of a remedy.
func (d *dispute) remedies(words string) string {
	return strings.NewReplacer("{N}", `"`+d.labels["NORTH"]+`"`, "{S}", `"`+d.labels["SOUTH"]+`"`, "{in a week}", `"`+inDays(7)+`"`).Replace(words)
}

func (d *dispute) propose(words string) {
	d.t.Helper()
	d.do(d.mediator, fmt.Sprintf(`mutation ($id: ID!) { proposeResolution(input: {conflictId: $id, text: "both have a point", remedies: [%s]}) { conflict { id } } }`, d.remedies(words)), nil)
}

// agree has both accept the proposal, and follows it.
func (d *dispute) agree() {
	d.t.Helper()
	var got struct {
		Conflict struct{ Decisions []struct{ ID, State string } }
	}
	for _, who := range []*graphtest.Caller{d.north, d.south} {
		d.do(who, `query ($id: ID!) { conflict(id: $id) { decisions { id state } } }`, nil).Into(d.t, &got)
		all := got.Conflict.Decisions
		d.do(who, `mutation ($id: ID!, $decision: ID!) { answerProposal(input: {conflictId: $id, decisionId: $decision, accept: true}) { conflict { id } } }`, map[string]any{"decision": all[len(all)-1].ID})
	}
	d.Settle()
}

// revenue is what the scorecard of March says, for who asks.
func (d *dispute) revenue(who *graphtest.Caller, code string) string {
	d.t.Helper()
	var got struct {
		Scorecard struct{ Revenue struct{ Amount string } }
	}
	who.Do(d.t, `query ($id: ID!) { scorecard(distributorId: $id, period: "2024-03") { revenue { amount } } }`, map[string]any{"id": typeid.Format(typeid.Distributor, d.Organization(code))}).Into(d.t, &got)
	return got.Scorecard.Revenue.Amount
}

func (d *dispute) state() string {
	d.t.Helper()
	var got struct {
		Conflict struct {
			State   string
			Outcome *string
		}
	}
	d.do(d.admin, `query ($id: ID!) { conflict(id: $id) { state outcome } }`, nil).Into(d.t, &got)
	if got.Conflict.Outcome != nil {
		return got.Conflict.State + " " + *got.Conflict.Outcome
	}
	return got.Conflict.State
}

const splitAndShare = `{kind: SPLIT_CREDIT, shares: [{party: {N}, percent: "30"}, {party: {S}, percent: "70"}]}, {kind: SHARE_CUSTOMER, party: {N}, other: {S}, level: PROFILE, until: {in a week}, note: "joint care"}, {kind: ASSIGN_OWNER, party: {S}}, {kind: WARNING, party: {N}, note: "ask first"}`

func TestASettledCaseChangesTheNumbersAndAnAppealTakesItBack(t *testing.T) {
	d := newDispute(t).heard()
	if got := d.revenue(d.north, "NORTH") + " " + d.revenue(d.south, "SOUTH"); got != "1600.0100 1600.0100" && got != "1600.01 1600.01" {
		t.Fatalf("before: %s", got)
	}
	// What is proposed in numbers …
	preview := fmt.Sprintf(`query ($id: ID!) { resolutionPreview(conflictId: $id, remedies: [%s]) { problems { key params } remedies { kind effects { party { label } revenue { amount } lines months { period revenue { amount } before { amount } after { amount } } changes { key params } } } } }`, d.remedies(splitAndShare))
	seen := d.do(d.mediator, preview, nil).Body
	for _, want := range []string{`"problems":[]`, `"amount":"-1050.007`, `"amount":"1050.007`, `"before":{"amount":"1600.01`, `"after":{"amount":"2650.017`, `remedy.change.isShared`} {
		if !strings.Contains(seen, want) {
			t.Errorf("the preview doesn't say %s: %s", want, seen)
		}
	}
	d.north.Do(t, preview, map[string]any{"id": d.id}).Want(t, "FORBIDDEN")
	d.As("channel_manager", "BRAND").Do(t, preview, map[string]any{"id": d.id}).Want(t, "FORBIDDEN") // manages NORTH
	d.Holds()

	// … is what is applied, whole, once both accept.
	d.propose(splitAndShare)
	d.agree()
	d.Settle() // again: nothing is left to do
	d.Holds()
	if got := d.state(); got != "RESOLVED AGREED" {
		t.Errorf("the case is %s", got)
	}
	if got := d.revenue(d.north, "NORTH") + " " + d.revenue(d.south, "SOUTH"); !strings.HasPrefix(got, "550.003") || !strings.Contains(got, " 2650.017") {
		t.Errorf("after: %s", got)
	}
	var page struct {
		Conflict struct {
			Decisions []struct {
				State    string
				Remedies []struct {
					Kind, State string
					Effects     []struct {
						Party struct {
							Label  string
							IsMine bool
						}
					}
				}
			}
		}
	}
	d.do(d.south, `query ($id: ID!) { conflict(id: $id) { decisions { state remedies { kind state effects { party { label isMine } revenue { amount } } } } } }`, nil).Into(t, &page)
	for _, r := range page.Conflict.Decisions[0].Remedies {
		if r.State != "APPLIED" || len(r.Effects) != 1 || !r.Effects[0].Party.IsMine {
			t.Errorf("SOUTH reads of %s: %+v", r.Kind, r)
		}
	}
	// SOUTH sees the customer by NORTH's record, and who shared it; NORTH sees the share and may take it back.
	given := `query { shares { edges { node { id counterparty canRevoke isGiven account { id } distributor { code } } } } }`
	if body := d.south.Do(t, given, nil).Want(t, "").Body; !strings.Contains(body, `"counterparty":"North Trading"`) || !strings.Contains(body, `"isGiven":false`) || strings.Contains(body, `"account":null`) {
		t.Errorf("SOUTH's shares: %s", body)
	}
	if body := d.north.Do(t, given, nil).Want(t, "").Body; !strings.Contains(body, `"counterparty":"South Trading"`) || !strings.Contains(body, `"canRevoke":true`) || !strings.Contains(body, `"code":"NORTH"`) {
		t.Errorf("NORTH's shares: %s", body)
	}
	if body := d.admin.Do(t, `query { customer(id: "`+typeid.Format(typeid.Customer, uuid.MustParse("00000000-0000-7000-8000-0000000000c1"))+`") { owner { code } } }`, nil).Want(t, "").Body; !strings.Contains(body, `"code":"SOUTH"`) {
		t.Errorf("the customer's owner: %s", body)
	}

	// At the level of sales SOUTH would see what NORTH's record bought, month by month; a profile shows none of it.
	bought := `query { shares { edges { node { account { purchases(months: 60) { month revenue { amount } lines } } } } } }`
	if body := d.south.Do(t, bought, nil).Want(t, "").Body; !strings.Contains(body, `"purchases":[]`) {
		t.Errorf("SOUTH sees by a profile: %s", body)
	}
	d.Exec(`UPDATE shares SET level = 'SALES'`)
	if body := d.south.Do(t, bought, nil).Want(t, "").Body; !strings.Contains(body, `"month":"2024-03-01"`) || !strings.Contains(body, "1500.01") {
		t.Errorf("SOUTH sees by sales: %s", body)
	}

	// The appeal succeeds: everything is as it was, to the cent.
	file := d.Upload("distributor_rep", "NORTH", "mail.txt", "they agreed to it in writing")
	d.do(d.north, `mutation ($id: ID!, $file: ID!) { appealConflict(input: {conflictId: $id, text: "here is the mail", fileIds: [$file]}) { conflict { id } } }`, map[string]any{"file": file})
	d.do(d.admin, `mutation ($id: ID!) { decideAppeal(input: {conflictId: $id, overturn: true, text: "the mail settles it"}) { conflict { id } } }`, nil)
	d.Settle()
	d.Holds()
	if got := d.state(); got != "CLOSED OVERTURNED" {
		t.Errorf("the case is %s", got)
	}
	if got := d.revenue(d.north, "NORTH") + " " + d.revenue(d.south, "SOUTH"); got != "1600.0100 1600.0100" && got != "1600.01 1600.01" {
		t.Errorf("undone: %s", got)
	}
	if body := d.south.Do(t, given, nil).Want(t, "").Body; !strings.Contains(body, `"account":null`) {
		t.Errorf("SOUTH still sees the customer: %s", body)
	}
	if body := d.north.Do(t, `query { creditEntries { totalCount edges { node { reversedAt } } } }`, nil).Want(t, "").Body; strings.Contains(body, `"reversedAt":null`) {
		t.Errorf("NORTH's entries still count: %s", body)
	}
}
