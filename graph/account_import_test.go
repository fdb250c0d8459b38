package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// customers is an account list with a row to mend, one to doubt, and one that is none.
const customers = "Customer Code,Customer Name,Tax ID,Birthday,Wohin\n" +
	"C1,甲有限公司,16740495,,台北市\nC2,王小明,,1990-01-01,台北市\nC3,李大華,,2090-01-01,\n,,,,\n"

const importFields = `fragment I on AccountImport { id state fileName layout { format encoding headerRow } mapping { index header field confidence } preview
	rowsTotal rowsDone rowsCreated rowsUpdated rowsUnchanged rowsRejected rowsIgnored rowsWarned rejectsUrl sameAs { id } failure { key } createdBy { email } finishedAt
	rows { totalCount edges { node { rowNumber outcome cells problems { field column value warning message { key } } } } } }`

const importAccounts = `mutation($in: ImportAccountsInput!) { importAccounts(input: $in) { accountImport { ...I } } } ` + importFields

func imported(t *testing.T, who *graphtest.Caller, id any) any {
	t.Helper()
	for range 400 {
		i := at(dataOf(t, who.Do(t, `query($id: ID!) { accountImport(id: $id) { ...I } } `+importFields, object{"id": id})), "accountImport")
		if s := at(i, "state"); s != "RECEIVED" && s != "IMPORTING" {
			return i
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the import does not end")
	return nil
}

func TestAnAccountListBecomesAccounts(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	file := g.Upload("distributor_rep", "NORTH", "customers.csv", customers)
	made := at(dataOf(t, rep.Do(t, importAccounts, object{"in": object{"fileId": file, "idempotencyKey": "k"}})), "importAccounts", "accountImport")
	if at(made, "state") != "AWAITING_CONFIRMATION" || at(made, "layout", "encoding") != "utf-8" || at(made, "createdBy", "email") != graphtest.Email("distributor_rep", "NORTH") ||
		at(made, "preview", 1, 1) != "王小明" || at(made, "rowsDone") != 0.0 {
		t.Fatalf("looked at: %v", made)
	}
	fields := ""
	for _, c := range at(made, "mapping").([]any) {
		if field := at(c, "field"); field != nil {
			fields += " " + field.(string)
		}
	}
	if fields != " CODE NAME TAX_ID BIRTH_DATE" {
		t.Errorf("columns:%s", fields)
	}
	id := at(made, "id")
	confirm := `mutation($in: ConfirmAccountImportInput!) { confirmAccountImport(input: $in) { accountImport { ...I } } } ` + importFields
	rep.Do(t, confirm, object{"in": object{"id": id, "mapping": []object{{"header": "Nowhere", "field": "CITY"}}}}).Want(t, "INVALID")
	confirmed := at(dataOf(t, rep.Do(t, confirm, object{"in": object{"id": id, "mapping": []object{{"header": "Wohin", "field": "CITY"}}}})), "confirmAccountImport", "accountImport")
	if at(confirmed, "mapping", 4, "field") != "CITY" || at(confirmed, "mapping", 0, "confidence") != "CONFIRMED" {
		t.Errorf("confirmed: %v", confirmed)
	}
	i := imported(t, rep, id)
	if at(i, "state") != "ACCEPTED_WITH_REJECTS" || at(i, "rowsTotal") != 4.0 || at(i, "rowsDone") != 4.0 || at(i, "rowsCreated") != 2.0 || at(i, "rowsRejected") != 1.0 || at(i, "rowsIgnored") != 1.0 ||
		at(i, "rowsWarned") != 1.0 || at(i, "rejectsUrl") != "/rejects/"+id.(string) || at(i, "finishedAt") == nil || at(i, "rows", "totalCount") != 3.0 {
		t.Errorf("taken in: %v", i)
	}
	problem := at(i, "rows", "edges", 0, "node", "problems", 0)
	if at(problem, "field") != "TAX_ID" || at(problem, "column") != "Tax ID" || at(problem, "value") != "16740495" || at(problem, "warning") != true || at(problem, "message", "key") != "row.taxId.check" {
		t.Errorf("the doubtful row: %v", problem)
	}
	list := at(dataOf(t, rep.Do(t, `{ accounts(sort: {field: NAME, direction: ASC}) { edges { node { code name source isOrganization } } } }`, nil)), "accounts", "edges")
	if len(list.([]any)) != 2 || at(list, 0, "node", "source") != "IMPORT" {
		t.Errorf("accounts: %v", list)
	}
	again := at(dataOf(t, rep.Do(t, importAccounts, object{"in": object{"fileId": file, "idempotencyKey": "k"}})), "importAccounts", "accountImport", "id")
	if again != id {
		t.Errorf("the same key gives %v, want %v", again, id)
	}
	rep.Do(t, confirm, object{"in": object{"id": id}}).Want(t, "CONFLICT")
	rep.Do(t, `mutation($id: ID!) { cancelAccountImport(input: {id: $id}) { accountImport { id } } }`, object{"id": id}).Want(t, "CONFLICT")
	if n := at(dataOf(t, rep.Do(t, `{ accountImports { totalCount edges { node { id } } } }`, nil)), "accountImports"); at(n, "totalCount") != 1.0 || at(n, "edges", 0, "node", "id") != id {
		t.Errorf("imports: %v", n)
	}
}

func TestWhoMayImportAccounts(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	none := typeid.Format(typeid.AccountImport, typeid.New())
	for who, want := range map[string]string{"brand_admin@BRAND": "", "channel_manager@BRAND": "", "brand_analyst@BRAND": "FORBIDDEN", "auditor@BRAND": "FORBIDDEN",
		"distributor_admin@NORTH": "", "distributor_rep@NORTH": "", "distributor_viewer@NORTH": "FORBIDDEN"} {
		role, of, _ := strings.Cut(who, "@")
		c := g.As(role, of)
		missing := want
		if want == "" {
			missing = "NOT_FOUND"
		}
		c.Do(t, `{ accountImports { totalCount } }`, nil).Want(t, want)
		c.Do(t, `query($id: ID!) { accountImport(id: $id) { id } }`, object{"id": none}).Want(t, want)
		c.Do(t, `mutation($id: ID!) { importAccounts(input: {fileId: $id}) { accountImport { id } } }`, object{"id": typeid.Format(typeid.File, typeid.New())}).Want(t, missing)
		c.Do(t, `mutation($id: ID!) { confirmAccountImport(input: {id: $id}) { accountImport { id } } }`, object{"id": none}).Want(t, missing)
		c.Do(t, `mutation($id: ID!) { cancelAccountImport(input: {id: $id}) { accountImport { id } } }`, object{"id": none}).Want(t, missing)
	}
	g.Nobody().Do(t, `{ accountImports { totalCount } }`, nil).Want(t, "UNAUTHENTICATED")
}

// An account list and all that it says is its owner's alone: to anybody else it is as one that does not exist.
func TestAnAccountListIsNobodyElses(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	file := g.Upload("distributor_rep", "NORTH", "customers.csv", customers)
	id := at(dataOf(t, rep.Do(t, importAccounts, object{"in": object{"fileId": file}})), "importAccounts", "accountImport", "id")
	dataOf(t, rep.Do(t, `mutation($id: ID!) { confirmAccountImport(input: {id: $id}) { accountImport { id } } }`, object{"id": id}))
	imported(t, rep, id)
	for who, of := range map[string]string{"distributor_admin": "SOUTH", "brand_admin": "BRAND", "channel_manager": "BRAND"} {
		c := g.As(who, of)
		answer := c.Do(t, `query($id: ID!) { accountImport(id: $id) { ...I } node(id: $id) { id } accountImports(first: 2) { totalCount edges { node { id fileName preview } } } } `+importFields, object{"id": id})
		if data := dataOf(t, answer); at(data, "accountImport") != nil || at(data, "node") != nil || at(data, "accountImports", "totalCount") != 0.0 {
			t.Errorf("%s sees %v", who, data)
		}
		c.Do(t, importAccounts, object{"in": object{"fileId": file}}).Want(t, "NOT_FOUND")
		for _, text := range []string{"王小明", "甲有限公司", "Wohin", "16740495"} {
			if strings.Contains(answer.Body, text) {
				t.Errorf("%s reads %s", who, text)
			}
		}
	}
	if data := dataOf(t, g.As("distributor_viewer", "NORTH").Do(t, `query($id: ID!) { node(id: $id) { id } }`, object{"id": id})); at(data, "node", "id") != id {
		t.Errorf("a colleague sees %v", data)
	}
}
