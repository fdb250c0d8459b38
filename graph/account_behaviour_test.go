package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
)

const (
	accountFields = `id isOwn code name otherNames isOrganization taxId { value check } legalTaxId { value } channelType territory { code } tags inCharge { email } source
		distributor { code } firstSaleOn mergedInto { id } update: viewerCan(action: UPDATE) merge: viewerCan(action: MERGE) unmerge: viewerCan(action: UNMERGE)
		contact { __typename ... on MaskedContact { reason } ... on ContactDetails { name otherNames personalId phone phoneE164 email street district city region postalCode country birthDate
			people { name role phone email } } }
		consents { purpose granted source givenOn } purchases(months: 60) { month revenue { amount } quantity lines }
		entries { totalCount edges { node { kind text createdBy { email } } } }`
	createAccount = `mutation ($in: CreateAccountInput!) { createAccount(input: $in) { account { ` + accountFields + ` } warnings { path message { key } } } }`
	updateAccount = `mutation ($in: UpdateAccountInput!) { updateAccount(input: $in) { account { ` + accountFields + ` } warnings { path message { key } } } }`
	listAccounts  = `query ($f: AccountFilter, $s: AccountSort, $n: Int, $after: String) { accounts(filter: $f, sort: $s, first: $n, after: $after) {
		totalCount pageInfo { hasNextPage endCursor } edges { node { ` + accountFields + ` } } } }`
	oneAccount = `query ($id: ID!) { account(id: $id) { ` + accountFields + ` } }`
)

// made creates an account and gives it.
func made(t *testing.T, c *graphtest.Caller, in object) map[string]any {
	t.Helper()
	return at(dataOf(t, c.Do(t, createAccount, object{"in": in})), "createAccount", "account").(map[string]any)
}

// names gives the names of a list of accounts, in its order.
func names(t *testing.T, c *graphtest.Caller, variables object) string {
	t.Helper()
	var out []string
	for _, e := range at(dataOf(t, c.Do(t, listAccounts, variables)), "accounts", "edges").([]any) {
		name, _ := at(e, "node", "name").(string)
		out = append(out, name)
	}
	return strings.Join(out, "|")
}

// wrongFields gives the key of each field at fault.
func wrongFields(r *graphtest.Response) map[string]string {
	out := map[string]string{}
	if len(r.Errors) > 0 {
		for _, f := range r.Errors[0].Extensions.Fields {
			out[f.Path] = f.Key
		}
	}
	return out
}

func TestAnOrganizationIsTypedInAndChanged(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.Login("distributor_rep", "NORTH")
	in := object{"code": " C-1 ", "name": "大同股份有限公司", "otherNames": []string{"Tatung Co.", "Tatung Co."}, "isOrganization": true, "taxId": "11347802", "legalTaxId": "12345670",
		"channelType": "STORE", "tags": []string{"key", "north"}, "inChargeId": userID(g, "distributor_rep", "NORTH"), "idempotencyKey": "a-1",
		"contact": object{"phone": "02-2592-5252", "email": "Info@Tatung.example", "street": "中山北路三段22號", "city": "Taipei", "people": []object{{"name": "林小姐", "role": "採購", "phone": "0912345678"}}}}
	data := at(dataOf(t, rep.Do(t, createAccount, object{"in": in})), "createAccount")
	a := at(data, "account")
	for path, want := range map[string]any{"code": "C-1", "name": "大同股份有限公司", "isOwn": true, "source": "FORM", "channelType": "STORE", "update": true, "merge": true, "unmerge": false} {
		if at(a, path) != want {
			t.Errorf("%s = %v, want %v", path, at(a, path), want)
		}
	}
	if at(a, "territory", "code") != "TPE" || at(a, "inCharge", "email") != graphtest.Email("distributor_rep", "NORTH") || len(at(a, "otherNames").([]any)) != 1 || at(a, "distributor", "code") != "NORTH" {
		t.Errorf("account: %v", a)
	}
	if c := at(a, "contact"); at(c, "__typename") != "ContactDetails" || at(c, "name") != "" || at(c, "phone") != "02-2592-5252" || at(c, "phoneE164") != "+886225925252" ||
		at(c, "email") != "info@tatung.example" || at(c, "people", 0, "role") != "採購" {
		t.Errorf("contact: %v", c)
	}
	again := at(dataOf(t, rep.Do(t, createAccount, object{"in": in})), "createAccount", "account", "id")
	if again != at(a, "id") {
		t.Errorf("a repeated key makes %v", again)
	}
	// What is left out stays, an empty text and null clear.
	id := at(a, "id").(string)
	changed := at(dataOf(t, rep.Do(t, updateAccount, object{"in": object{"id": id, "name": "Tatung", "channelType": nil, "tags": []string{}, "contact": object{"phone": "", "people": nil}}})), "updateAccount", "account")
	if at(changed, "name") != "Tatung" || at(changed, "channelType") != nil || len(at(changed, "tags").([]any)) != 0 || at(changed, "contact", "phone") != "" ||
		at(changed, "contact", "street") != "中山北路三段22號" || len(at(changed, "contact", "people").([]any)) != 0 || at(changed, "code") != "C-1" || at(changed, "inCharge") == nil {
		t.Errorf("changed: %v", changed)
	}
	if answer := rep.Do(t, createAccount, object{"in": object{"code": "c-1", "name": "Another", "isOrganization": true}}).Want(t, "CONFLICT"); wrongFields(answer)["input.code"] != "account.codeTaken" {
		t.Errorf("a code that is taken: %s", answer.Body)
	}
	other := made(t, rep, object{"name": "聲寶股份有限公司", "isOrganization": true})
	if answer := rep.Do(t, updateAccount, object{"in": object{"id": at(other, "id"), "code": "C-1"}}).Want(t, "CONFLICT"); wrongFields(answer)["input.code"] != "account.codeTaken" {
		t.Errorf("changing to a code that is taken: %s", answer.Body)
	}
}

func TestWhatLooksWrongIsKeptWithAWarning(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	brand := g.As("brand_admin", "BRAND")
	in := object{"name": "🛍️ Shop \u200fمتجر", "isOrganization": true, "taxId": "11347803", "contact": object{"phone": "22334455"}}
	data := at(dataOf(t, brand.Do(t, createAccount, object{"in": in})), "createAccount")
	if at(data, "account", "taxId", "check") != "INVALID" || at(data, "account", "contact", "phoneE164") != nil || at(data, "account", "name") != in["name"] || at(data, "account", "source") != "API" || at(data, "account", "distributor") != nil {
		t.Errorf("account: %v", data)
	}
	if at(data, "warnings", 0, "path") != "input.contact.phone" || at(data, "warnings", 1, "path") != "input.taxId" || at(data, "warnings", 1, "message", "key") != "account.taxId.checkDigit" {
		t.Errorf("warnings: %v", at(data, "warnings"))
	}
}

func TestAllThatIsWrongIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	answer := rep.Do(t, createAccount, object{"in": object{"name": strings.Repeat("名", 10_000), "code": "a\x00b", "isOrganization": false, "taxId": "11347802", "tags": []string{strings.Repeat("x", 51)},
		"contact": object{"country": "XX", "birthDate": "2999-01-01", "city": "line\nbreak", "people": []object{{"name": ""}}}}}).Want(t, "INVALID")
	got := wrongFields(answer)
	for path, key := range map[string]string{"input.name": "text.tooLong", "input.code": "text.control", "input.taxId": "account.notForPersons", "input.tags.0": "text.tooLong", "input.contact.country": "country.unknown",
		"input.contact.birthDate": "date.impossible", "input.contact.city": "text.control", "input.contact.people": "account.notForPersons", "input.contact.people.0.name": "required"} {
		if got[path] != key {
			t.Errorf("%s: %q, want %q", path, got[path], key)
		}
	}
	if len(got) != 9 {
		t.Errorf("faults: %v", got)
	}
	for name, in := range map[string]object{"input.name": {"name": "\u200f \u200b", "isOrganization": true}, "input.contact.personalId": {"name": "X Ltd", "isOrganization": true, "contact": object{"personalId": "A123456789"}},
		"input.inChargeId": {"name": "X Ltd", "isOrganization": true, "inChargeId": userID(g, "distributor_rep", "SOUTH")}} {
		if answer := rep.Do(t, createAccount, object{"in": in}).Want(t, "INVALID"); wrongFields(answer)[name] == "" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
}

func TestAccountsAreFoundByTheirWordsAndSortedByName(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	made(t, rep, object{"name": "臺北大同商行", "code": "TP-77", "isOrganization": true, "tags": []string{"key"}})
	made(t, rep, object{"name": "Ｏcean Cycles", "isOrganization": true})
	made(t, rep, object{"name": "王小明", "isOrganization": false, "contact": object{"otherNames": []string{"Wang Hsiao-Ming"}}})
	made(t, rep, object{"name": "Bike Ocean", "isOrganization": true})
	for search, want := range map[string]string{"大同": "臺北大同商行", "台北大同": "臺北大同商行", "tp-7": "臺北大同商行", "oce": "Bike Ocean|Ｏcean Cycles", "OCEAN cyc": "Ｏcean Cycles", "ocean bike": "Bike Ocean",
		"小明": "王小明", "hsiao wang": "王小明", "nobody": "", "!!!": "", " ": "Bike Ocean|王小明|Ｏcean Cycles|臺北大同商行"} {
		if got := names(t, rep, object{"f": object{"search": search}}); got != want {
			t.Errorf("search %q finds %s, want %s", search, got, want)
		}
	}
	if got := names(t, rep, object{"f": object{"tag": "key"}}); got != "臺北大同商行" {
		t.Errorf("by tag: %s", got)
	}
	if got := names(t, rep, object{"f": object{"isOrganization": false, "sources": []string{"API"}}}); got != "王小明" {
		t.Errorf("persons: %s", got)
	}
	sorted := object{"s": object{"field": "NAME", "direction": "ASC"}, "n": 3}
	first := dataOf(t, rep.Do(t, listAccounts, sorted))
	if got := names(t, rep, sorted); got != "Bike Ocean|Ｏcean Cycles|臺北大同商行" || at(first, "accounts", "totalCount") != 4.0 {
		t.Errorf("by name: %s", got)
	}
	sorted["after"] = at(first, "accounts", "pageInfo", "endCursor")
	if got := names(t, rep, sorted); got != "王小明" {
		t.Errorf("the next page: %s", got)
	}
}

func TestSalesLinesFindTheAccountThatWasTypedIn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	a := made(t, rep, object{"name": "Alpha Store Ltd", "code": "C-9", "isOrganization": true})
	b := made(t, rep, object{"name": "beta  store", "isOrganization": true})
	g.Report("NORTH", "s.csv", "Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code,Tax ID,Phone\n"+
		"A-1,1,2024-03-01,T-1,2,200,ALPHA,c-9,,0223456789\nA-2,1,2024-03-05,T-1,1,50,Beta Store,,,\nA-3,1,2024-03-05,T-1,1,50,王大明,,A123456789,\nA-4,1,2024-03-05,T-1,1,70,Gamma,G-1,11347802,\n")
	got := at(dataOf(t, rep.Do(t, oneAccount, object{"id": at(a, "id")})), "account")
	if at(got, "name") != "Alpha Store Ltd" || at(got, "contact", "phone") != "" || at(got, "firstSaleOn") != "2024-03-01" || at(got, "purchases", 0, "revenue", "amount") != "200" {
		t.Errorf("lines change what a person said, or miss it: %v", got)
	}
	if got := at(dataOf(t, rep.Do(t, oneAccount, object{"id": at(b, "id")})), "account", "firstSaleOn"); got != "2024-03-05" {
		t.Errorf("found by name: %v", got)
	}
	accounts := at(dataOf(t, rep.Do(t, listAccounts, object{"f": object{"sources": []string{"SALES"}}})), "accounts", "edges").([]any)
	if len(accounts) != 2 {
		t.Fatalf("made by lines: %v", accounts)
	}
	for _, e := range accounts {
		if n := at(e, "node"); at(n, "isOrganization") == true && (at(n, "taxId", "value") != "11347802" || at(n, "name") != "Gamma") ||
			at(n, "isOrganization") == false && (at(n, "contact", "personalId") != "A123456789" || at(n, "taxId") != nil) {
			t.Errorf("made by lines: %v", n)
		}
	}
	// Until somebody edits it, lines say what it is.
	id := at(accounts[0], "node", "id")
	if at(accounts[0], "node", "isOrganization") != true {
		id = at(accounts[1], "node", "id")
	}
	g.Report("NORTH", "t.csv", "Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code\nA-5,1,2024-03-06,T-1,2,200,Gamma Shop,G-1\n")
	rename := object{"in": object{"id": id, "name": "Gamma & Sons"}}
	if got := at(dataOf(t, rep.Do(t, oneAccount, object{"id": id})), "account", "name"); got != "Gamma Shop" {
		t.Errorf("renamed by lines: %v", got)
	}
	rep.Do(t, updateAccount, rename).Want(t, "")
	g.Report("NORTH", "u.csv", "Invoice,Line,Date,Product,Qty,Net amount,Customer,Customer code,Phone\nA-6,1,2024-03-07,T-1,2,200,Gamma Shop 2,G-1,0987654321\n")
	if got := at(dataOf(t, rep.Do(t, oneAccount, object{"id": id})), "account"); at(got, "name") != "Gamma & Sons" || at(got, "contact", "phone") != "" || at(got, "purchases", 0, "lines") != 3.0 {
		t.Errorf("lines change what a person said: %v", got)
	}
}

func TestTheTimelineAndConsentsOfAnAccount(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	id := at(made(t, rep, object{"name": "王小明", "isOrganization": false}), "id")
	entry := `mutation ($in: AddAccountEntryInput!) { addAccountEntry(input: $in) { entry { kind text happenedAt createdBy { email } } } }`
	in := object{"accountId": id, "kind": "CALL", "text": "wants a quote\nby Friday", "happenedAt": "2024-03-01T08:00:00Z", "idempotencyKey": "e-1"}
	rep.Do(t, entry, object{"in": in}).Want(t, "")
	rep.Do(t, entry, object{"in": in}).Want(t, "")
	rep.Do(t, entry, object{"in": object{"accountId": id, "kind": "NOTE", "text": "later"}}).Want(t, "")
	rep.Do(t, entry, object{"in": object{"accountId": id, "kind": "NOTE", "text": " \u200b"}}).Want(t, "INVALID")
	rep.Do(t, entry, object{"in": object{"accountId": id, "kind": "NOTE", "text": strings.Repeat("x", 5001)}}).Want(t, "INVALID")
	consent := `mutation ($in: RecordConsentInput!) { recordConsent(input: $in) { account { consents { purpose granted source givenOn } } } }`
	rep.Do(t, consent, object{"in": object{"accountId": id, "purpose": "MARKETING", "granted": true, "source": "form", "givenOn": "2024-01-01"}}).Want(t, "")
	rep.Do(t, consent, object{"in": object{"accountId": id, "purpose": "SERVICE", "granted": true, "source": "contract", "givenOn": "2024-01-01"}}).Want(t, "")
	data := dataOf(t, rep.Do(t, consent, object{"in": object{"accountId": id, "purpose": "MARKETING", "granted": false, "source": "call", "givenOn": "2024-02-01"}}))
	if all := at(data, "recordConsent", "account", "consents").([]any); len(all) != 2 || at(all[0], "purpose") != "MARKETING" || at(all[0], "granted") != false || at(all[0], "source") != "call" {
		t.Errorf("consents: %v", all)
	}
	rep.Do(t, consent, object{"in": object{"accountId": id, "purpose": "MARKETING", "granted": false, "source": "call", "givenOn": "2024-02-01"}}).Want(t, "")
	var kept int
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT count(*) FROM account_consents`).Scan(&kept); err != nil || kept != 3 {
		t.Errorf("the same word again is kept again: %d, %v", kept, err)
	}
	rep.Do(t, consent, object{"in": object{"accountId": id, "purpose": "MARKETING", "granted": false, "source": "", "givenOn": "2999-02-01"}}).Want(t, "INVALID")
	a := at(dataOf(t, rep.Do(t, oneAccount, object{"id": id})), "account")
	if at(a, "entries", "totalCount") != 2.0 || at(a, "entries", "edges", 0, "node", "text") != "later" || at(a, "entries", "edges", 1, "node", "createdBy", "email") != graphtest.Email("distributor_rep", "NORTH") {
		t.Errorf("entries: %v", at(a, "entries"))
	}
}

// A page of accounts costs the same however many there are.
func TestAPageOfAccountsCostsAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	page := `{ accounts(first: 50) { totalCount edges { node { id name territory { code } distributor { code } inCharge { name } contact { ... on ContactDetails { phone people { name } } } consents { purpose } purchases { lines } mergedInto { id } } } } }`
	add := func(name string) {
		made(t, rep, object{"name": name, "isOrganization": true, "inChargeId": userID(g, "distributor_rep", "NORTH"), "contact": object{"phone": "0223456789", "city": "Taipei", "people": []object{{"name": "A"}}}})
	}
	add("One")
	var last []string
	ask := func() int { last = g.Counter.During(func() { rep.Do(t, page, nil).Want(t, "") }); return len(last) }
	few := fewest(ask)
	for _, name := range []string{"Two", "Three", "Four", "Five", "Six"} {
		add(name)
	}
	if many := fewest(ask); many > few || many > 12 {
		t.Errorf("%d statements for one account, %d for six:\n%s", few, many, strings.Join(last, "\n"))
	}
}

// The log says which fields changed, and no value of a contact.
func TestTheAuditLogHoldsNoContactValues(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	id := at(made(t, rep, object{"name": "王小明", "isOrganization": false, "contact": object{"phone": "0912345678", "email": "ming@example.com", "personalId": "A123456789"}}), "id")
	rep.Do(t, updateAccount, object{"in": object{"id": id, "contact": object{"phone": "0987654321", "street": "信義路一段1號"}}}).Want(t, "")
	var log string
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT string_agg(concat(before::text, after::text, reason), ' ') FROM audit_entries WHERE subject_type = 'account'`).Scan(&log); err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"小明", "0912345678", "0987654321", "ming@", "A123456789", "信義路"} {
		if strings.Contains(log, value) {
			t.Errorf("the log holds %s: %s", value, log)
		}
	}
	if !strings.Contains(log, `"changed": ["address", "phone"]`) {
		t.Errorf("the log doesn't say what changed: %s", log)
	}
}
