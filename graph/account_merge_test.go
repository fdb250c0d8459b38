package graph_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

const (
	mergeTwo   = `mutation ($survivor: ID!, $merged: ID!) { mergeAccounts(input: {survivorId: $survivor, mergedId: $merged}) { survivor { ` + accountFields + ` } merged { ` + accountFields + ` } } }`
	unmergeOne = `mutation ($id: ID!) { unmergeAccount(input: {id: $id}) { survivor { ` + accountFields + ` } merged { ` + accountFields + ` } } }`
	duplicates = `query ($decided: Boolean) { accountDuplicates(decided: $decided) { totalCount edges { node { id likely decision first { id name } second { id name } fields { field agreement } } } } }`
)

func parsed(t *testing.T, id string) uuid.UUID {
	t.Helper()
	out, err := typeid.Parse(typeid.Account, "id", id)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The road of a clerk: the portal says which two look alike, they are merged, looked at, and taken apart again.
func TestDuplicatesOfAListAreMergedAndTakenApart(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	first := at(made(t, rep, object{"name": "大同股份有限公司", "code": "C-1", "isOrganization": true, "taxId": "11347802", "contact": object{"phone": "02-2592-5252"}}), "id").(string)
	second := at(made(t, rep, object{"name": "大同（股）公司", "code": "C-2", "isOrganization": true, "taxId": "11347802", "contact": object{"phone": "+886 2 2592 5252"}}), "id").(string)
	g.Report("NORTH", "s.csv", "Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code\nA-1,1,2024-03-01,T-1,2,200,x,C-1\nA-2,1,2024-04-05,T-1,1,50,x,C-2\n")
	rep.Do(t, `mutation ($in: AddAccountEntryInput!) { addAccountEntry(input: $in) { entry { text } } }`, object{"in": object{"accountId": first, "kind": "NOTE", "text": "of the first"}}).Want(t, "")
	matchAll(g, t)
	list := dataOf(t, rep.Do(t, duplicates, nil))
	d := at(list, "accountDuplicates", "edges", 0, "node")
	if at(list, "accountDuplicates", "totalCount") != 1.0 || at(d, "likely") != true || at(d, "decision") != nil || at(d, "fields", 0, "agreement") == nil || at(d, "first", "id") != first || at(d, "second", "id") != second {
		t.Fatalf("duplicates: %v", list)
	}
	if got := at(dataOf(t, rep.Do(t, `query ($id: ID!) { node(id: $id) { ... on AccountDuplicate { likely } } }`, object{"id": at(d, "id")})), "node", "likely"); got != true {
		t.Errorf("by id: %v", got)
	}
	both := object{"survivor": second, "merged": first}
	done := at(dataOf(t, rep.Do(t, mergeTwo, both)), "mergeAccounts")
	if s := at(done, "survivor"); at(s, "firstSaleOn") != "2024-03-01" || len(at(s, "purchases").([]any)) != 2 || at(s, "entries", "totalCount") != 1.0 || at(s, "merge") != true {
		t.Errorf("survivor: %v", s)
	}
	if m := at(done, "merged"); at(m, "mergedInto", "id") != second || at(m, "unmerge") != true || at(m, "update") != false || at(m, "firstSaleOn") != nil || len(at(m, "purchases").([]any)) != 1 {
		t.Errorf("merged: %v", m)
	}
	if got := names(t, rep, nil); got != "大同（股）公司" {
		t.Errorf("the list: %s", got)
	}
	if got := at(dataOf(t, rep.Do(t, listAccounts, object{"f": object{"includeMerged": true}})), "accounts", "totalCount"); got != 2.0 {
		t.Errorf("with merged ones: %v", got)
	}
	if got := at(dataOf(t, rep.Do(t, `query ($id: ID!) { saleLines(filter: {accountId: $id}) { totalCount } }`, object{"id": second})), "saleLines", "totalCount"); got != 2.0 {
		t.Errorf("its lines: %v", got)
	}
	decided := dataOf(t, rep.Do(t, duplicates, object{"decided": true}))
	if at(decided, "accountDuplicates", "edges", 0, "node", "decision") != "MERGED" {
		t.Errorf("decided: %v", decided)
	}
	rep.Do(t, mergeTwo, both).Want(t, "CONFLICT")
	rep.Do(t, updateAccount, object{"in": object{"id": first, "name": "x"}}).Want(t, "CONFLICT")
	matchAll(g, t)
	if got := at(dataOf(t, rep.Do(t, duplicates, nil)), "accountDuplicates", "totalCount"); got != 0.0 {
		t.Errorf("open after merging: %v", got)
	}

	undone := at(dataOf(t, rep.Do(t, unmergeOne, object{"id": first})), "unmergeAccount")
	if at(undone, "merged", "mergedInto") != nil || at(undone, "merged", "firstSaleOn") != "2024-03-01" || at(undone, "survivor", "firstSaleOn") != "2024-04-05" {
		t.Errorf("unmerged: %v", undone)
	}
	rep.Do(t, unmergeOne, object{"id": first}).Want(t, "CONFLICT")
	matchAll(g, t)
	list = dataOf(t, rep.Do(t, duplicates, nil))
	if at(list, "accountDuplicates", "totalCount") != 1.0 {
		t.Fatalf("open after unmerging: %v", list)
	}
	dismiss := `mutation ($id: ID!) { dismissDuplicate(input: {id: $id}) { duplicate { decision } } }`
	id := object{"id": at(list, "accountDuplicates", "edges", 0, "node", "id")}
	if got := at(dataOf(t, rep.Do(t, dismiss, id)), "dismissDuplicate", "duplicate", "decision"); got != "DIFFERENT" {
		t.Errorf("dismissed: %v", got)
	}
	rep.Do(t, dismiss, id).Want(t, "CONFLICT")
	rep.Do(t, updateAccount, object{"in": object{"id": first, "contact": object{"street": "中山北路三段22號"}}}).Want(t, "")
	matchAll(g, t)
	if got := at(dataOf(t, rep.Do(t, duplicates, nil)), "accountDuplicates", "totalCount"); got != 0.0 {
		t.Errorf("what was dismissed comes back: %v", got)
	}
}
