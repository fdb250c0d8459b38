package graph_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	createKey = `mutation($in: CreateApiKeyInput!) { createApiKey(input: $in) { key apiKey { id name role createdAt revokedAt createdBy { name } } } }`
	revokeKey = `mutation($id: ID!) { revokeApiKey(input: {id: $id}) { apiKey { id revokedAt } } }`
	listKeys  = `{ apiKeys { totalCount edges { node { id name role revokedAt createdBy { name } } } } }`
)

func TestAKeyIsToldOnceAndEndsWithinASecond(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.Login("distributor_admin", "NORTH")
	in := object{"name": " ERP ", "role": "DISTRIBUTOR_REP", "idempotencyKey": "k-1"}
	made := at(dataOf(t, admin.Do(t, createKey, object{"in": in})), "createApiKey")
	secret, id := at(made, "key").(string), at(made, "apiKey", "id").(string)
	if !strings.HasPrefix(secret, "ptl_") || at(made, "apiKey", "name") != "ERP" || at(made, "apiKey", "createdBy", "name") != "distributor_admin of NORTH" {
		t.Fatalf("%v", made)
	}
	again := at(dataOf(t, admin.Do(t, createKey, object{"in": in})), "createApiKey")
	if at(again, "key") != nil || at(again, "apiKey", "id") != id {
		t.Errorf("the same call: %v", again)
	}
	in["name"] = "other"
	admin.Do(t, createKey, object{"in": in}).Want(t, "CONFLICT")

	erp := g.WithKey(secret)
	if role := at(dataOf(t, erp.Do(t, `{ viewer { role } }`, nil)), "viewer", "role"); role != "DISTRIBUTOR_REP" {
		t.Errorf("the key works as %v", role)
	}
	erp.Do(t, listKeys, nil).Want(t, "FORBIDDEN")
	answer := admin.Do(t, listKeys, nil).Want(t, "")
	if strings.Contains(answer.Body, secret[4:]) || !strings.Contains(answer.Body, id) {
		t.Errorf("the list: %s", answer.Body)
	}
	revoked := at(dataOf(t, admin.Do(t, revokeKey, object{"id": id})), "revokeApiKey", "apiKey", "revokedAt")
	if revoked == nil {
		t.Error("the key is not revoked")
	}
	time.Sleep(time.Second)
	if viewer := at(dataOf(t, erp.Do(t, `{ viewer { role } }`, nil)), "viewer"); viewer != nil {
		t.Errorf("a second later the key works as %v", viewer)
	}
	if again := at(dataOf(t, admin.Do(t, revokeKey, object{"id": id})), "revokeApiKey", "apiKey", "revokedAt"); again != revoked {
		t.Errorf("revoked again: %v, before %v", again, revoked)
	}
	log := dataOf(t, admin.Do(t, `query($id: ID!) { auditEntries(filter: {subjectId: $id}) { edges { node { action before after } } } }`, object{"id": id}))
	if text := fmt.Sprint(log); strings.Count(text, "apiKey.create") != 1 || strings.Count(text, "apiKey.revoke") != 1 || strings.Contains(text, "ptl_") {
		t.Errorf("the log: %v", log)
	}
	for path, in := range map[string]object{"input.name": {"name": " ", "role": "DISTRIBUTOR_REP"}, "input.role": {"name": "x", "role": "AUDITOR"}} {
		if f := admin.Do(t, createKey, object{"in": in}).Want(t, "INVALID").Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != path {
			t.Errorf("%v: %v", in, f)
		}
	}
}

func TestWhoMayHandleKeys(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	may(t, g, listKeys, nil, "brand_admin", "distributor_admin")
	for _, role := range policy.Roles() {
		of, code := "BRAND", "FORBIDDEN"
		if policy.Fits(role, false) {
			of = "NORTH"
		}
		c := g.Login(role, of)
		if strings.HasSuffix(role, "_admin") {
			code = "NOT_FOUND"
		}
		c.Do(t, revokeKey, object{"id": typeid.Format(typeid.APIKey, typeid.New())}).Want(t, code)
		if code == "NOT_FOUND" {
			code = "INVALID"
		}
		c.Do(t, createKey, object{"in": object{"name": "", "role": "AUDITOR"}}).Want(t, code)
	}
	// A key never makes or ends keys, whatever its role.
	for of, role := range map[string]string{"BRAND": "brand_admin", "NORTH": "distributor_admin"} {
		c := g.As(role, of)
		if answer := c.Do(t, createKey, object{"in": object{"name": "x", "role": strings.ToUpper(role)}}).Want(t, "FORBIDDEN"); answer.Key() != "auth.notByKey" {
			t.Errorf("%s", answer.Body)
		}
		if answer := c.Do(t, revokeKey, object{"id": typeid.Format(typeid.APIKey, typeid.New())}).Want(t, "FORBIDDEN"); answer.Key() != "auth.notByKey" {
			t.Errorf("%s", answer.Body)
		}
	}
}

// Keys are each organisation's own: of another's there is nothing, for the brand neither.
func TestAnothersKeysAreNone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	theirs := at(dataOf(t, g.Login("distributor_admin", "NORTH").Do(t, createKey, object{"in": object{"name": "Secret ERP", "role": "DISTRIBUTOR_REP"}})), "createApiKey", "apiKey", "id")
	nobodys := typeid.Format(typeid.APIKey, typeid.New())
	for of, role := range map[string]string{"BRAND": "brand_admin", "SOUTH": "distributor_admin"} {
		c := g.Login(role, of)
		if answer := c.Do(t, listKeys, nil).Want(t, ""); strings.Contains(answer.Body, "Secret") || strings.Contains(answer.Body, theirs.(string)) {
			t.Errorf("%s: %s", role, answer.Body)
		}
		for _, query := range []string{revokeKey, `query($id: ID!) { node(id: $id) { id } }`} {
			got, none := c.Do(t, query, object{"id": theirs}), c.Do(t, query, object{"id": nobodys})
			if got.Body != none.Body || got.Status != http.StatusOK {
				t.Errorf("%s: theirs %s, nobody's %s", role, got.Body, none.Body)
			}
		}
	}
	// Nor may a role of the brand's be lent to a distributor's key, or the other way round.
	g.Login("distributor_admin", "SOUTH").Do(t, createKey, object{"in": object{"name": "x", "role": "BRAND_ADMIN"}}).Want(t, "INVALID")
}

func TestTheViewerKnowsTheDueDay(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Exec("UPDATE brand_settings SET report_due_day = 12, time_zone = 'Asia/Taipei'")
	v := at(dataOf(t, g.As("distributor_rep", "NORTH").Do(t, `{ viewer { today reportDueDay nextReportDueOn } }`, nil)), "viewer")
	today, err := time.Parse(time.DateOnly, at(v, "today").(string))
	next, err2 := time.Parse(time.DateOnly, at(v, "nextReportDueOn").(string))
	if err != nil || err2 != nil || at(v, "reportDueDay") != 12.0 || next.Day() != 12 || next.Before(today) || next.AddDate(0, -1, 0).After(today) {
		t.Errorf("%v", v)
	}
}
