package graph_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

var ids = regexp.MustCompile(`(acc|usr|dup)_[0-9a-z]{26}`)

// Two distributors make an account of the same customer, one after the other: what they are answered and what is asked of the
// database is the same, to the byte and to the statement.
func TestCreatingAnAccountTellsNothingOfOthers(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	in := func() object {
		return object{"name": "大同股份有限公司", "code": "C-1", "isOrganization": true, "taxId": "11347802",
			"contact": object{"phone": "02-2592-5252", "email": "info@tatung.example", "street": "中山北路三段22號", "city": "Taipei", "people": []object{{"name": "林"}}}}
	}
	warm := object{"name": "Warm Ltd", "code": "W", "isOrganization": true}
	// asked gives the statements in an order of their own, for fields are answered side by side; the brand's settings are held for a second.
	asked := func(do func()) []string {
		all := slices.DeleteFunc(g.Counter.During(do), func(sql string) bool { return strings.Contains(sql, "brand_settings") })
		slices.Sort(all)
		return all
	}
	type run struct {
		body       string
		statements []string
	}
	var runs []run
	for _, of := range []string{"NORTH", "SOUTH"} {
		rep := g.As("distributor_rep", of)
		made(t, rep, warm)
		var r run
		r.statements = asked(func() {
			r.body = ids.ReplaceAllString(rep.Do(t, createAccount, object{"in": in()}).Want(t, "").Body, "$1")
		})
		r.body = strings.NewReplacer("NORTH", "DST", "SOUTH", "DST").Replace(r.body)
		runs = append(runs, r)
	}
	matchAll(g, t) // the brand may know by now
	rep := g.As("distributor_rep", "SOUTH")
	third := in()
	third["code"] = "C-2"
	var r run
	r.statements = asked(func() {
		r.body = strings.NewReplacer("C-2", "C-1", "SOUTH", "DST").Replace(ids.ReplaceAllString(rep.Do(t, createAccount, object{"in": third}).Want(t, "").Body, "$1"))
	})
	runs = append(runs, r)
	for i, r := range runs[1:] {
		if r.body != runs[0].body {
			t.Errorf("answer %d differs:\n%s\n%s", i+1, runs[0].body, r.body)
		}
		if !slices.Equal(r.statements, runs[0].statements) {
			t.Errorf("%d statements, then %d:\n%s\n\n%s", len(runs[0].statements), len(r.statements), strings.Join(runs[0].statements, "\n"), strings.Join(r.statements, "\n"))
		}
	}
}

// Another's account is as one that doesn't exist: the same answer, to the byte.
func TestAnothersAccountIsNone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	south := g.As("distributor_rep", "SOUTH")
	theirs := at(made(t, south, object{"name": "South Secret Ltd", "code": "S-1", "isOrganization": true, "tags": []string{"vip"}, "contact": object{"phone": "0223456789"}}), "id").(string)
	person := at(made(t, south, object{"name": "陳南方", "isOrganization": false}), "id").(string)
	ours := at(made(t, g.As("distributor_rep", "NORTH"), object{"name": "North Ltd", "isOrganization": true}), "id").(string)
	none, duplicate := typeid.Format(typeid.Account, typeid.New()), typeid.New()
	g.Exec(`INSERT INTO account_duplicates (distributor_id, id, account_id, other_id, likely, fields, state) VALUES ($1, $2, $3, $4, true, '[]', 'OPEN')`,
		g.Organization("SOUTH"), duplicate, parsed(t, theirs), parsed(t, person))
	tests := []struct{ query, theirs, none string }{
		{`query ($id: ID!) { node(id: $id) { id } }`, theirs, none},
		{`query ($id: ID!) { account(id: $id) { id name } }`, theirs, none},
		{`mutation ($id: ID!) { updateAccount(input: {id: $id, name: "mine"}) { account { id } } }`, theirs, none},
		{`mutation ($id: ID!) { addAccountEntry(input: {accountId: $id, kind: NOTE, text: "x"}) { entry { text } } }`, theirs, none},
		{`mutation ($id: ID!) { recordConsent(input: {accountId: $id, purpose: SERVICE, granted: true, source: "x"}) { account { id } } }`, theirs, none},
		{`mutation ($id: ID!) { mergeAccounts(input: {survivorId: "` + ours + `", mergedId: $id}) { survivor { id } } }`, theirs, none},
		{`mutation ($id: ID!) { mergeAccounts(input: {survivorId: $id, mergedId: "` + ours + `"}) { survivor { id } } }`, theirs, none},
		{`mutation ($id: ID!) { unmergeAccount(input: {id: $id}) { survivor { id } } }`, theirs, none},
		{`query ($id: ID!) { node(id: $id) { id } }`, typeid.Format(typeid.Duplicate, duplicate), typeid.Format(typeid.Duplicate, typeid.New())},
		{`mutation ($id: ID!) { dismissDuplicate(input: {id: $id}) { duplicate { id } } }`, typeid.Format(typeid.Duplicate, duplicate), typeid.Format(typeid.Duplicate, typeid.New())},
		{`query ($id: ID!) { saleLines(filter: {accountId: $id}) { totalCount edges { node { id } } } }`, theirs, none},
	}
	for _, role := range []string{"distributor_admin", "distributor_rep"} {
		north := g.As(role, "NORTH")
		for _, c := range tests {
			a, b := north.Do(t, c.query, object{"id": c.theirs}).Body, north.Do(t, c.query, object{"id": c.none}).Body
			if a != b {
				t.Errorf("%s of NORTH, %s:\n%s\n%s", role, c.query, a, b)
			}
		}
		// Even a filter that names the other distributor finds nothing, and can't be searched within.
		other := typeid.Format(typeid.Distributor, g.Organization("SOUTH"))
		if got := at(dataOf(t, north.Do(t, listAccounts, object{"f": object{"distributorId": other}})), "accounts", "totalCount"); got != 0.0 {
			t.Errorf("%s of NORTH lists %v accounts of SOUTH", role, got)
		}
		for path, f := range map[string]object{"filter.search": {"distributorId": other, "search": "secret"}, "filter.tag": {"distributorId": other, "tag": "vip"}} {
			if answer := north.Do(t, listAccounts, object{"f": f}).Want(t, "INVALID"); wrongFields(answer)[path] != "account.onlyOwn" {
				t.Errorf("%s: %s", path, answer.Body)
			}
		}
	}
}

// The brand finds a distributor's accounts by what it may read of them, in either Chinese script, and by nothing that is masked.
func TestTheBrandSearchesByWhatIsShown(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for _, of := range []string{"NORTH", "SOUTH"} {
		rep := g.As("distributor_rep", of)
		made(t, rep, object{"name": of + " 大同貿易 100%", "code": "C-" + of, "isOrganization": true})
		made(t, rep, object{"name": "王貿易", "code": "P-" + of, "isOrganization": false, "contact": object{"otherNames": []string{"Wang"}, "phone": "0223456789"}})
	}
	for _, c := range []struct {
		role, of, search string
		found            float64
	}{
		{"brand_admin", "NORTH", "贸易", 1}, {"brand_admin", "NORTH", "貿易", 1}, {"brand_admin", "SOUTH", "大同", 1}, {"brand_admin", "NORTH", "00%", 1}, {"brand_admin", "NORTH", "0%0", 0},
		{"brand_admin", "NORTH", "p-nor", 1}, {"brand_admin", "NORTH", "C-SOUTH", 0}, {"brand_admin", "NORTH", "王", 0}, {"brand_admin", "NORTH", "Wang", 0}, {"brand_admin", "NORTH", "23456789", 0},
		{"channel_manager", "NORTH", "贸易", 1}, {"channel_manager", "SOUTH", "贸易", 0}, {"brand_analyst", "SOUTH", "贸易", 1},
	} {
		f := object{"distributorId": typeid.Format(typeid.Distributor, g.Organization(c.of)), "search": c.search}
		if got := at(dataOf(t, g.As(c.role, "BRAND").Do(t, listAccounts, object{"f": f})), "accounts", "totalCount"); got != c.found {
			t.Errorf("%s finds %v accounts of %s by %s, want %v", c.role, got, c.of, c.search, c.found)
		}
	}
	f := object{"distributorId": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "tag": "vip"}
	g.As("brand_admin", "BRAND").Do(t, listAccounts, object{"f": f}).WantField(t, "filter.tag")
}

// The brand sees profiles and no contacts; a manager its portfolio's alone.
func TestTheBrandSeesProfilesBehindAMask(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for _, of := range []string{"NORTH", "SOUTH"} {
		rep := g.As("distributor_rep", of)
		made(t, rep, object{"name": of + " Secret Ltd", "code": "S-1", "isOrganization": true, "taxId": "11347802", "tags": []string{"vip"}, "inChargeId": userID(g, "distributor_rep", of),
			"contact": object{"phone": "0223456789", "street": "信義路", "people": []object{{"name": "Lin"}}}})
		id := at(made(t, rep, object{"name": "王小明", "isOrganization": false, "contact": object{"otherNames": []string{"Wang"}}}), "id")
		rep.Do(t, `mutation ($in: AddAccountEntryInput!) { addAccountEntry(input: $in) { entry { text } } }`, object{"in": object{"accountId": id, "kind": "NOTE", "text": "a note"}}).Want(t, "")
	}
	for _, c := range []struct {
		role, of string
		seen     float64
	}{{"brand_admin", "NORTH", 2}, {"brand_admin", "SOUTH", 2}, {"brand_analyst", "SOUTH", 2}, {"channel_manager", "NORTH", 2}, {"channel_manager", "SOUTH", 0}} {
		who := g.As(c.role, "BRAND")
		answer := who.Do(t, listAccounts, object{"f": object{"distributorId": typeid.Format(typeid.Distributor, g.Organization(c.of))}})
		data := dataOf(t, answer)
		if at(data, "accounts", "totalCount") != c.seen {
			t.Errorf("%s counts %v accounts of %s, want %v", c.role, at(data, "accounts", "totalCount"), c.of, c.seen)
		}
		for _, e := range at(data, "accounts", "edges").([]any) {
			if n := at(e, "node"); at(n, "contact", "__typename") != "MaskedContact" || at(n, "isOwn") != false || at(n, "inCharge") != nil || at(n, "update") != false || at(n, "entries", "totalCount") != 0.0 {
				t.Errorf("%s sees %v", c.role, n)
			}
		}
		for _, text := range []string{"小明", "Wang", "23456789", "vip", "信義", "a note", "Lin"} {
			if strings.Contains(answer.Body, text) {
				t.Errorf("%s reads %s: %s", c.role, text, answer.Body)
			}
		}
		if own := at(dataOf(t, who.Do(t, listAccounts, nil)), "accounts", "totalCount"); own != 0.0 {
			t.Errorf("%s has %v accounts of its own", c.role, own)
		}
	}
}
