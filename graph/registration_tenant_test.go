package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// A distributor finds nothing of another's registration of its own customer, by no question.
func TestAnothersRegistrationIsNone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	theirs, mine := submitted(t, g, "SOUTH", s.south), submitted(t, g, "NORTH", s.north)
	g.As("brand_admin", "BRAND").Do(t, approveClaim, object{"id": theirs.ID}).Want(t, "")
	none := typeid.Format(typeid.Registration, typeid.New())
	for _, role := range []string{"distributor_admin", "distributor_rep", "distributor_viewer"} {
		who := g.As(role, "NORTH")
		if a, b := who.Do(t, oneClaim, object{"id": theirs.ID}), who.Do(t, oneClaim, object{"id": none}); a.Body != b.Body {
			t.Errorf("%s tells another's from none:\n%s\n%s", role, a.Body, b.Body)
		}
		body := who.Do(t, claims, nil).Want(t, "").Body
		for _, secret := range []string{theirs.ID, "SOUTH", "South", "(股)", accountID(s.south), "cus_", "rank", `"place"`} {
			if strings.Contains(body, secret) {
				t.Errorf("%s reads %s: %s", role, secret, body)
			}
		}
		if !strings.Contains(body, `"totalCount":1`) || !strings.Contains(body, mine.ID) {
			t.Errorf("%s: %s", role, body)
		}
	}
	rep := g.As("distributor_rep", "NORTH")
	for name, query := range map[string]string{"submit": submitClaim, "release": releaseClaim} {
		if a, b := rep.Do(t, query, object{"id": theirs.ID}), rep.Do(t, query, object{"id": none}); a.Key() != "registration.notFound" || a.Body != b.Body {
			t.Errorf("%s: %s, %s", name, a.Body, b.Body)
		}
	}
	for name, in := range map[string]object{"another's account": {"accountId": accountID(s.south)}, "no account": {"accountId": accountID(typeid.New())},
		"another's name": {"distributorId": typeid.Format(typeid.Distributor, g.Organization("SOUTH"))}} {
		if answer := rep.Do(t, register, wholeClaim(g, s.north, in)); answer.Code() != "NOT_FOUND" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	rep.Do(t, `query ($d: ID!) { registrationUse(distributorId: $d) { approved } }`, object{"d": typeid.Format(typeid.Distributor, g.Organization("SOUTH"))}).Want(t, "NOT_FOUND")
}

// A channel manager decides for its portfolio, and sees beside it what else is in there; that another claim is first counts all the same.
func TestAChannelManagerReachesItsPortfolio(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	theirs, mine := submitted(t, g, "SOUTH", s.south), submitted(t, g, "NORTH", s.north)
	manager := g.As("channel_manager", "BRAND")
	manager.Do(t, approveClaim, object{"id": theirs.ID}).Want(t, "NOT_FOUND")
	look := func() (claimNode, string, string) {
		var got struct{ It claimNode }
		one := manager.Do(t, oneClaim, object{"id": mine.ID})
		one.Into(t, &got)
		return got.It, one.Body, manager.Do(t, claims, object{"f": object{"contested": true}}).Want(t, "").Body
	}
	node, body, contested := look()
	if len(node.Rivals) != 0 || node.Customer == nil || strings.Contains(body, "SOUTH") || !strings.Contains(contested, `"totalCount":0`) {
		t.Errorf("one of two in the portfolio: %s\n%s", body, contested)
	}
	manager.Do(t, approveClaim, object{"id": mine.ID}).WantField(t, "input.reason")

	g.Exec(`INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)`, g.User("channel_manager", "BRAND"), g.Organization("SOUTH"))
	if node, body, contested = look(); len(node.Rivals) != 2 || !strings.Contains(contested, `"totalCount":2`) {
		t.Errorf("both in the portfolio: %s\n%s", body, contested)
	}
	manager.Do(t, claims, object{"f": object{"customerId": node.Customer.ID}}).Want(t, "")
}

// A person's name is its owner's alone.
func TestTheNameOfAPersonIsItsOwners(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	claim := submitted(t, g, "SOUTH", s.person)
	if claim.CustomerName != "王小明" {
		t.Errorf("its owner reads %q", claim.CustomerName)
	}
	for _, role := range []string{"brand_admin", "brand_analyst"} {
		if body := g.As(role, "BRAND").Do(t, oneClaim, object{"id": claim.ID}).Want(t, "").Body; strings.Contains(body, "王小明") || !strings.Contains(body, `"customerName":null`) {
			t.Errorf("%s reads %s", role, body)
		}
	}
}

// The case that a collision opens shows beside the registration to those who may see it: not to a party that wasn't told.
func TestTheCaseOfARegistrationIsSeenByThoseWhoMay(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	mine, id := submitted(t, g, "NORTH", s.north), typeid.New()
	_, registered, _ := typeid.Split(mine.ID)
	look := func(role, of string) bool {
		var got struct {
			It struct{ Conflict *struct{ ID string } }
		}
		g.As(role, of).Do(t, oneClaim, object{"id": mine.ID}).Into(t, &got)
		return got.It.Conflict != nil
	}
	if look("brand_admin", "BRAND") {
		t.Error("there is a case already")
	}
	g.Exec(`INSERT INTO conflicts (id, rule, state, severity, mode) VALUES ($1, 'REGISTRATION_COLLISION', 'OPEN', 'LOW', 'ADVISORY')`, id)
	g.Exec(`INSERT INTO conflict_parties (distributor_id, case_id, label) VALUES ($1, $2, 'A')`, g.Organization("NORTH"), id)
	g.Exec(`INSERT INTO conflict_evidence_own (distributor_id, evidence_id, case_id, registration_id) VALUES ($1, $2, $2, $3)`, g.Organization("NORTH"), id, registered)
	if !look("brand_admin", "BRAND") || look("distributor_rep", "NORTH") {
		t.Errorf("the brand sees it: %v; a party that wasn't told: %v", look("brand_admin", "BRAND"), look("distributor_rep", "NORTH"))
	}
	g.Exec(`UPDATE conflict_parties SET told_at = now()`)
	if !look("distributor_rep", "NORTH") {
		t.Error("a party that was told sees nothing")
	}
	g.Exec(`UPDATE conflicts SET state = 'CLOSED'`)
	if look("brand_admin", "BRAND") {
		t.Error("a closed case shows")
	}
}
