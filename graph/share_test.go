package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/share"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	shareIt  = `mutation ($id: ID!, $until: Date!, $level: ShareLevel!) { shareCustomer(input: {accountId: $id, level: $level, endsOn: $until, reason: "joint visit"}) { share { id state isGiven canRevoke } } }`
	revokeIt = `mutation ($id: ID!) { revokeShare(input: {id: $id, reason: "the visit is over"}) { share { id state canRevoke } } }`
	reveal   = `mutation ($id: ID!) { revealContacts(input: {accountId: $id, reason: "to arrange the visit"}) { account { id } contact { name phone phoneE164 street } } }`
	looks    = `query { contactViews { totalCount edges { node { viewerName byBrand reason account { id } } } } }`
)

type shareAnswer struct {
	ShareCustomer struct {
		Share struct {
			ID, State          string
			IsGiven, CanRevoke bool
		}
	}
}

func inDays(n int) string { return time.Now().UTC().AddDate(0, 0, n).Format(time.DateOnly) }

// grant shares an account of SOUTH's or NORTH's with the brand and gives the share's id.
func grant(t *testing.T, who *graphtest.Caller, account uuid.UUID, level string) string {
	t.Helper()
	var got shareAnswer
	who.Do(t, shareIt, map[string]any{"id": accountID(account), "until": inDays(7), "level": level}).Into(t, &got)
	return got.ShareCustomer.Share.ID
}

func TestContactsAreShownWhileTheyAreShared(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	owner, manager := g.As("distributor_rep", "NORTH"), g.As("channel_manager", "BRAND")
	vars := map[string]any{"id": accountID(s.north)}
	manager.Do(t, reveal, vars).Want(t, "FORBIDDEN")
	grant(t, owner, s.north, "PROFILE")
	manager.Do(t, reveal, vars).Want(t, "FORBIDDEN")

	id := grant(t, owner, s.north, "CONTACTS")
	if body := manager.Do(t, reveal, vars).Want(t, "").Body; !strings.Contains(body, "02-2592-5252") || !strings.Contains(body, "+886225925252") {
		t.Errorf("revealed: %s", body)
	}
	g.As("brand_analyst", "BRAND").Do(t, reveal, vars).Want(t, "FORBIDDEN")
	for _, who := range []*graphtest.Caller{owner, manager} {
		if body := who.Do(t, looks, nil).Want(t, "").Body; !strings.Contains(body, "to arrange the visit") || !strings.Contains(body, `"byBrand":true`) || strings.Contains(body, `"viewerName":""`) {
			t.Errorf("looks: %s", body)
		}
	}
	if body := g.As("distributor_rep", "SOUTH").Do(t, looks, nil).Want(t, "").Body; !strings.Contains(body, `"totalCount":0`) {
		t.Errorf("SOUTH sees looks at NORTH's accounts: %s", body)
	}

	g.As("distributor_rep", "SOUTH").Do(t, revokeIt, map[string]any{"id": id}).Want(t, "NOT_FOUND")
	manager.Do(t, revokeIt, map[string]any{"id": id}).Want(t, "NOT_FOUND")
	if body := owner.Do(t, revokeIt, map[string]any{"id": id}).Want(t, "").Body; !strings.Contains(body, "REVOKED") {
		t.Errorf("revoked: %s", body)
	}
	manager.Do(t, reveal, vars).Want(t, "FORBIDDEN")
	// The brand's queries never hold the values, shared or not.
	if body := g.As("brand_admin", "BRAND").Do(t, customersQuery, nil).Body; strings.Contains(body, "2592") {
		t.Errorf("a list shows contact details: %s", body)
	}
}

func TestAShareEndsByItself(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	owner, manager := g.As("distributor_rep", "NORTH"), g.As("channel_manager", "BRAND")
	grant(t, owner, s.north, "CONTACTS")
	g.Exec(`UPDATE shares SET starts_on = current_date - 9, ends_on = current_date - 2`)
	manager.Do(t, reveal, map[string]any{"id": accountID(s.north)}).Want(t, "FORBIDDEN")
	owner.Do(t, shareIt, map[string]any{"id": accountID(s.north), "until": inDays(-1), "level": "CONTACTS"}).WantField(t, "input.endsOn")
	owner.Do(t, shareIt, map[string]any{"id": accountID(s.north), "until": inDays(2000), "level": "CONTACTS"}).WantField(t, "input.endsOn")
	owner.Do(t, shareIt, map[string]any{"id": accountID(s.south), "until": inDays(1), "level": "CONTACTS"}).Want(t, "NOT_FOUND")
}

// A portfolio ends where it ends: SOUTH is in nobody's.
func TestAShareOpensNothingBeyondThePortfolio(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	grant(t, g.As("distributor_admin", "SOUTH"), s.person, "CONTACTS")
	vars := map[string]any{"id": accountID(s.person)}
	g.As("channel_manager", "BRAND").Do(t, reveal, vars).Want(t, "NOT_FOUND")
	if body := g.As("brand_admin", "BRAND").Do(t, reveal, vars).Want(t, "").Body; !strings.Contains(body, "王小明") {
		t.Errorf("revealed: %s", body)
	}
	g.As("distributor_rep", "NORTH").Do(t, reveal, vars).Want(t, "NOT_FOUND")
}

func TestThePreviewIsWhatTheOtherSideSees(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	preview := `query ($id: ID!, $level: ShareLevel!) { sharePreview(accountId: $id, level: $level) { name seesPurchases account { name } contact { name phone } } }`
	owner := g.As("distributor_rep", "SOUTH")
	for level, sees := range map[string]bool{"PROFILE": false, "SALES": false, "CONTACTS": true} {
		body := owner.Do(t, preview, map[string]any{"id": accountID(s.person), "level": level}).Want(t, "").Body
		if strings.Contains(body, "王小明") != sees || strings.Contains(body, "0912") != sees {
			t.Errorf("%s: %s", level, body)
		}
		if !strings.Contains(body, `"seesPurchases":true`) { // which it does from the sales reports
			t.Errorf("%s hides from the owner that the brand sees purchases: %s", level, body)
		}
	}
	owner.Do(t, preview, map[string]any{"id": accountID(s.north), "level": "PROFILE"}).Want(t, "NOT_FOUND")
}

func TestTheFirstToAcceptHasTheLead(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	id := typeid.New()
	g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization) VALUES ($1, $2, uuid_send($2), 'New Hotel', true)`, g.Brand, id)
	g.Exec(`INSERT INTO account_contacts (distributor_id, account_id, phone) VALUES ($1, $2, '02-2345-6789')`, g.Brand, id)
	admin := g.As("brand_admin", "BRAND")
	distributor := func(code string) string { return typeid.Format(typeid.Distributor, g.Organization(code)) }
	offer := `mutation ($id: ID!, $to: [ID!]!, $until: DateTime!) { offerLead(input: {accountId: $id, distributorIds: $to, message: "wants 40 beds", acceptUntil: $until, shareDays: 30}) { lead { id offers { state distributor { code } } } } }`
	admin.Do(t, offer, map[string]any{"id": accountID(id), "to": []string{}, "until": time.Now().Add(time.Hour).UTC().Format(time.RFC3339)}).WantField(t, "input.distributorIds")
	var led struct {
		OfferLead struct{ Lead struct{ ID string } }
	}
	admin.Do(t, offer, map[string]any{"id": accountID(id), "to": []string{distributor("NORTH"), distributor("SOUTH")}, "until": time.Now().Add(time.Hour).UTC().Format(time.RFC3339)}).Into(t, &led)
	settle := func() {
		t.Helper()
		_, lead, _ := typeid.Split(led.OfferLead.Lead.ID)
		if err := share.NewSettler(g.DB.Engine(), time.Now).Settle(t.Context(), lead); err != nil {
			t.Fatal(err)
		}
	}
	settle() // changes nothing yet
	offers := `query { leadOffers(open: true) { edges { node { id state message account { name contact { __typename } } distributor { code } } } } }`
	var north, south struct {
		LeadOffers struct {
			Edges []struct {
				Node struct {
					ID, State string
					Account   *struct{ Name string }
				}
			}
		}
	}
	g.As("distributor_rep", "NORTH").Do(t, offers, nil).Into(t, &north)
	g.As("distributor_rep", "SOUTH").Do(t, offers, nil).Into(t, &south)
	if len(north.LeadOffers.Edges) != 1 || len(south.LeadOffers.Edges) != 1 || north.LeadOffers.Edges[0].Node.Account == nil || north.LeadOffers.Edges[0].Node.Account.Name != "New Hotel" {
		t.Fatalf("offers: %+v, %+v", north, south)
	}
	answer := func(code, id string) *graphtest.Response {
		return g.As("distributor_rep", code).Do(t, `mutation ($id: ID!) { answerLead(input: {id: $id, accept: true}) { offer { state } } }`, map[string]any{"id": id})
	}
	answer("SOUTH", north.LeadOffers.Edges[0].Node.ID).Want(t, "NOT_FOUND")
	answer("NORTH", north.LeadOffers.Edges[0].Node.ID).Want(t, "")
	answer("SOUTH", south.LeadOffers.Edges[0].Node.ID).Want(t, "CONFLICT")
	settle()
	settle() // a second time does nothing
	var said string
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT string_agg(action || ' ' || coalesce(after->>'level', after->>'closedOffers', ''), ', ' ORDER BY action, id) FROM audit_entries
		WHERE subject_id = $1 AND actor_id IS NULL`, id).Scan(&said); err != nil || said != "lead.settle 1, share.grant CONTACTS" {
		t.Errorf("the log says of what followed: %s, %v", said, err)
	}
	answer("SOUTH", south.LeadOffers.Edges[0].Node.ID).Want(t, "CONFLICT")
	vars := map[string]any{"id": accountID(id)}
	if body := g.As("distributor_rep", "NORTH").Do(t, reveal, vars).Want(t, "").Body; !strings.Contains(body, "02-2345-6789") {
		t.Errorf("the contact: %s", body)
	}
	g.As("distributor_rep", "SOUTH").Do(t, reveal, vars).Want(t, "NOT_FOUND")
	admin.Do(t, `mutation ($id: ID!) { withdrawLead(input: {id: $id}) { lead { withdrawnAt } } }`, map[string]any{"id": led.OfferLead.Lead.ID}).Want(t, "")
	g.As("distributor_rep", "NORTH").Do(t, reveal, vars).Want(t, "NOT_FOUND")
}

func TestAvailabilityIsOffUntilTheBrandSaysSo(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	const held, free = "12345675", "04595257"
	id := typeid.New()
	g.Exec(`INSERT INTO accounts (distributor_id, id, key_hash, name, is_organization, tax_id) VALUES ($1, $2, uuid_send($2), 'Held', true, $3)`, g.Organization("SOUTH"), id, held)
	g.Exec(`INSERT INTO match_pending (distributor_id, account_id) VALUES ($1, $2)`, g.Organization("SOUTH"), id)
	matchAll(g, t)
	ask := `mutation ($tax: String!) { checkAvailability(input: {taxId: $tax}) { answer } }`
	north := g.As("distributor_rep", "NORTH")
	north.Do(t, ask, map[string]any{"tax": held}).Want(t, "CONFLICT")
	g.As("brand_admin", "BRAND").Do(t, `mutation { setAvailability(input: {answers: true}) { answersAvailability } }`, nil).Want(t, "")
	north.Do(t, ask, map[string]any{"tax": "12345678"}).WantField(t, "input.taxId")
	sizes, texts := map[int]bool{}, map[string]string{held: "TAKEN", free: "FREE"}
	for tax, want := range texts {
		var statements []string
		begin := time.Now()
		var answer *graphtest.Response
		statements = g.Counter.During(func() { answer = north.Do(t, ask, map[string]any{"tax": tax}).Want(t, "") })
		if took := time.Since(begin); took < 250*time.Millisecond {
			t.Errorf("%s was answered after %v: the time tells", want, took)
		}
		sizes[len(statements)] = true
		if !strings.Contains(answer.Body, want) {
			t.Errorf("%s: %s", want, answer.Body)
		}
	}
	if len(sizes) != 1 {
		t.Errorf("the answers take different numbers of statements: %v", sizes)
	}
	// Whoever holds the customer hears FREE of its own, and both sides see what was asked.
	if body := g.As("distributor_rep", "SOUTH").Do(t, ask, map[string]any{"tax": held}).Body; !strings.Contains(body, "FREE") {
		t.Errorf("its holder hears %s", body)
	}
	checks := `query { availabilityChecks { totalCount } }`
	for who, want := range map[*graphtest.Caller]int{north: 2, g.As("brand_admin", "BRAND"): 3, g.As("distributor_rep", "SOUTH"): 1} {
		if body := who.Do(t, checks, nil).Want(t, "").Body; !strings.Contains(body, fmt.Sprintf(`"totalCount":%d`, want)) {
			t.Errorf("checks: %s, want %d", body, want)
		}
	}
}
