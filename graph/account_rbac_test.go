package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

func TestWhoMayKeepAccounts(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	nobody := typeid.Format(typeid.Account, typeid.New())
	create := `mutation { createAccount(input: {name: "X Ltd", code: "R-%", isOrganization: true}) { account { id } } }`
	update := `mutation { updateAccount(input: {id: "` + nobody + `", name: "Y"}) { account { id } } }`
	merge := `mutation { mergeAccounts(input: {survivorId: "` + nobody + `", mergedId: "` + typeid.Format(typeid.Account, typeid.New()) + `"}) { survivor { id } } }`
	unmerge := `mutation { unmergeAccount(input: {id: "` + nobody + `"}) { survivor { id } } }`
	dismiss := `mutation { dismissDuplicate(input: {id: "` + typeid.Format(typeid.Duplicate, typeid.New()) + `"}) { duplicate { id } } }`
	for _, c := range []struct{ role, of, read, write string }{
		{"brand_admin", "BRAND", "", ""},
		{"channel_manager", "BRAND", "", ""},
		{"brand_analyst", "BRAND", "", "FORBIDDEN"},
		{"auditor", "BRAND", "FORBIDDEN", "FORBIDDEN"},
		{"distributor_admin", "NORTH", "", ""},
		{"distributor_rep", "NORTH", "", ""},
		{"distributor_viewer", "NORTH", "", "FORBIDDEN"},
	} {
		who := g.As(c.role, c.of)
		who.Do(t, `{ accounts { totalCount } }`, nil).Want(t, c.read)
		who.Do(t, strings.Replace(create, "%", c.role, 1), nil).Want(t, c.write)
		missing := c.write
		if missing == "" {
			missing = "NOT_FOUND"
		}
		for _, query := range []string{update, merge, unmerge, dismiss} {
			who.Do(t, query, nil).Want(t, missing)
		}
		who.Do(t, `{ accountDuplicates { totalCount } }`, nil).Want(t, c.write)
	}
	g.Nobody().Do(t, `{ accounts { totalCount } }`, nil).Want(t, "UNAUTHENTICATED")
}

// Whoever never sees contact details sees no person's name and no note either, and can't search or sort by them.
func TestAnAnalystSeesNoPersonsOfTheBrandsOwn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin, analyst := g.As("brand_admin", "BRAND"), g.As("brand_analyst", "BRAND")
	id := at(made(t, admin, object{"name": "王小明", "code": "B-1", "isOrganization": false, "contact": object{"phone": "+886912345678", "otherNames": []string{"Wang"}}}), "id")
	admin.Do(t, `mutation ($in: AddAccountEntryInput!) { addAccountEntry(input: $in) { entry { text } } }`, object{"in": object{"accountId": id, "kind": "NOTE", "text": "likes tents"}}).Want(t, "")
	answer := analyst.Do(t, listAccounts, nil)
	n := at(dataOf(t, answer), "accounts", "edges", 0, "node")
	if at(n, "code") != "B-1" || at(n, "name") != nil || at(n, "contact", "reason") != "ROLE" || at(n, "entries", "totalCount") != 0.0 || at(n, "update") != false {
		t.Errorf("the analyst sees %v", n)
	}
	for _, text := range []string{"小明", "Wang", "0912", "tents"} {
		if strings.Contains(answer.Body, text) {
			t.Errorf("the analyst reads %s: %s", text, answer.Body)
		}
	}
	for path, variables := range map[string]object{"filter.search": {"f": object{"search": "小明"}}, "sort.field": {"s": object{"field": "NAME", "direction": "ASC"}}} {
		if answer := analyst.Do(t, listAccounts, variables).Want(t, "INVALID"); wrongFields(answer)[path] != "account.masked" {
			t.Errorf("%s: %s", path, answer.Body)
		}
	}
	if got := names(t, admin, object{"f": object{"search": "wang"}}); got != "王小明" {
		t.Errorf("the administrator finds %q", got)
	}
}
