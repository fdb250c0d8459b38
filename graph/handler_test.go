package graph_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
)

func TestQueriesThatAskTooMuchAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")

	doubling := "query { ...f0 }"
	for i := range 26 {
		doubling += fmt.Sprintf(" fragment f%d on Query { ...f%d ...f%d }", i, i+1, i+1)
	}
	doubling += " fragment f26 on Query { viewer { role } }"
	deep := "query { __typename }"
	for range 30 {
		deep = strings.Replace(deep, "__typename", "viewer { __typename }", 1)
	}
	nested := "users(first: 100) { edges { node { portfolio { managers { portfolio { managers { id } } } } } } }"
	for name, query := range map[string]string{
		"doubling fragments":       doubling,
		"doubling, but never used": strings.Replace(doubling, "query { ...f0 }", "query { viewer { role } }", 1),
		"fragments in a circle":    "query { ...a } fragment a on Query { viewer { ...b } } fragment b on Viewer { user { ...b } }",
		"deep":                     deep,
		"aliases":                  "query { " + strings.Repeat("a: __typename b: __typename ", 40) + "}",
		"directives":               "query { __typename " + strings.Repeat("@nonsense ", 2000) + "}",
		"selections":               "query { viewer { " + strings.Repeat("role ", 2000) + "} }",
		"tokens":                   "query { viewer { role(" + strings.Repeat("a: 1 ", 20_000) + ") } }",
		"cost":                     "query { " + nested + " }",
		"cost by variable":         "query($n: Int = 100) { users(last: $n) { edges { node { portfolio { managers { portfolio { managers { id } } } } } } } }",
	} {
		begin := time.Now()
		answer := admin.Do(t, query, nil)
		if took := time.Since(begin); took > 500*time.Millisecond {
			t.Errorf("%s: refused after %v", name, took)
		}
		if answer.Code() != "TOO_COMPLEX" && !(name == "fragments in a circle" && answer.Code() == "INVALID") {
			t.Errorf("%s: %.300s", name, answer.Body)
		}
	}
}

func TestTheLargestAllowedQueryIsQuick(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	query := "query { viewer { " + strings.Repeat("role ", 990) + "} }"
	begin := time.Now()
	g.As("brand_admin", "BRAND").Do(t, query, nil).Want(t, "")
	if took := time.Since(begin); took > time.Second {
		t.Errorf("took %v", took)
	}
}

func TestErrorsAreFew(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	query := "query { "
	for i := range 40 {
		query += fmt.Sprintf("nonsense%d ", i)
	}
	answer := g.As("brand_admin", "BRAND").Do(t, query+"}", nil).Want(t, "INVALID")
	if n := len(answer.Errors); n > 10 || answer.Key() != "graphql.invalid" {
		t.Errorf("%d errors, key %s", n, answer.Key())
	}
}

func TestWhatIsNoRequestIsRefused(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	for name, c := range map[string]struct {
		method, contentType, body, code string
		status                          int
	}{
		"no JSON":        {"POST", "application/json", "{query}", "INVALID", 400},
		"a list":         {"POST", "application/json", `[{"query": "{ __typename }"}]`, "INVALID", 400},
		"no query":       {"POST", "application/json", `{}`, "INVALID", 400},
		"a number":       {"POST", "application/json", `{"query": 5}`, "INVALID", 400},
		"another type":   {"POST", "text/plain", `{"query": "{ __typename }"}`, "INVALID", 415},
		"too large":      {"POST", "application/json", `{"query": "` + strings.Repeat(" ", 1<<20) + `{ __typename }"}`, "TOO_COMPLEX", 413},
		"another verb":   {"PUT", "application/json", `{"query": "{ __typename }"}`, "INVALID", 405},
		"syntax":         {"POST", "application/json", `{"query": "{ viewer { "}`, "INVALID", 422},
		"no operation":   {"POST", "application/json", `{"query": "{ __typename }", "operationName": "other"}`, "INVALID", 422},
		"wrong variable": {"POST", "application/json", `{"query": "query($n: Int!) { users(first: $n) { totalCount } }", "variables": {"n": "x"}}`, "INVALID", 422},
	} {
		r := httptest.NewRequest(c.method, "/graphql", strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.contentType)
		if answer := admin.Send(t, r); answer.Status != c.status || answer.Code() != c.code || strings.Contains(answer.Body, "body:") {
			t.Errorf("%s: %d %.300s", name, answer.Status, answer.Body)
		}
	}
}

func TestTransports(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	get := func(query, accept string) *graphtest.Response {
		r := httptest.NewRequest("GET", "/graphql?query="+url.QueryEscape(query), nil)
		r.Header.Set("Accept", accept)
		return admin.Send(t, r)
	}
	answer := get("{ viewer { role } }", "application/json").Want(t, "")
	if h := answer.Header; h.Get("Cache-Control") != "private, no-cache" || h.Get("Vary") != "Cookie, Authorization" {
		t.Errorf("headers: %v", h)
	}
	const modern = "application/graphql-response+json"
	if h := get("{ viewer { role } }", modern).Want(t, "").Header; h.Get("Content-Type") != modern {
		t.Errorf("media type: %v", h)
	}
	if answer := get("{ nonsense }", modern); answer.Status != http.StatusBadRequest {
		t.Errorf("an invalid query: %d", answer.Status)
	}
	if answer := get(`mutation { setLocale(input: {locale: "en"}) { viewer { locale } } }`, "application/json"); answer.Status == http.StatusOK {
		t.Errorf("a mutation by GET: %s", answer.Body)
	}
}

func TestIntrospectionIsForTheSignedIn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	query := "{ __schema { queryType { name } } }"
	g.As("distributor_viewer", "NORTH").Do(t, query, nil).Want(t, "")
	g.Nobody().Do(t, query, nil).Want(t, "UNAUTHENTICATED")
	g.Nobody().Do(t, `{ ...f } fragment f on Query { __type(name: "User") { name } }`, nil).Want(t, "UNAUTHENTICATED")
	g.Nobody().Do(t, "{ __typename viewer { role } }", nil).Want(t, "")
	for _, guess := range []string{"{ viewr { role } }", "{ user: users(frist: 1) { totalCount } }", "query($x: Usr) { __typename }"} {
		if answer := g.Nobody().Do(t, guess, nil).Want(t, "INVALID"); strings.Contains(answer.Body, "Did you mean") {
			t.Errorf("a guess is helped: %s", answer.Body)
		}
	}
}

func TestInternalErrorsTellNothing(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	g.Exec("ALTER TABLE users RENAME COLUMN last_login_at TO elsewhere")
	answer := admin.Do(t, "{ users { totalCount edges { node { id } } } }", nil).Want(t, "INTERNAL")
	e := answer.Errors[0].Extensions
	if e.RequestID != graphtest.RequestID || e.Key != "" || strings.Contains(answer.Body, "last_login_at") {
		t.Errorf("answer: %s", answer.Body)
	}
}

func TestWrongScalarsNameTheirField(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	invite := `mutation($input: InviteUserInput!) { inviteUser(input: $input) { user { id } } }`
	answer := admin.Do(t, invite, map[string]any{"input": map[string]any{"email": "nonsense", "name": "N", "role": "AUDITOR"}}).Want(t, "INVALID")
	if f := answer.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != "input.email" || f[0].Key != "scalar.email" {
		t.Errorf("fields: %s", answer.Body)
	}
	answer = admin.Do(t, invite, map[string]any{"input": map[string]any{"email": "a@b.example", "name": "N", "role": "KING"}}).Want(t, "INVALID")
	if f := answer.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != "input.role" {
		t.Errorf("fields: %s", answer.Body)
	}
}

// However the caller puts the input in and wherever the fault is found, the path goes from the argument down.
func TestFaultPathsBeginWithTheArgument(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.As("distributor_rep", "NORTH")
	line := map[string]any{"invoiceNumber": "A", "saleDate": "2024-03-01", "productCode": "T-1", "quantity": "1", "netAmount": "1"}
	with := func(name string, value any) map[string]any {
		out := map[string]any{name: value}
		for k, v := range line {
			if k != name {
				out[k] = v
			}
		}
		return out
	}
	const whole, part, one = `mutation($whatever: SubmitSalesInput!) { submitSales(input: $whatever) { salesReport { id } } }`,
		`mutation($l: [SaleLineInput!]!) { submitSales(input: {lines: $l}) { salesReport { id } } }`,
		`mutation($l: SaleLineInput!) { ...f } fragment f on Mutation { submitSales(input: {lines: [$l]}) { salesReport { id } } }`
	for _, c := range []struct {
		query string
		vars  map[string]any
		path  string
	}{
		{whole, map[string]any{"whatever": map[string]any{"lines": []any{line, with("quantity", "x")}}}, "input.lines.1.quantity"},
		{whole, map[string]any{"whatever": map[string]any{"lines": []any{with("channelType", "MAIL")}}}, "input.lines.0.channelType"},
		{whole, map[string]any{"whatever": map[string]any{"lines": []any{}}}, "input.lines"},
		{whole, map[string]any{"whatever": map[string]any{"lines": []any{line}, "idempotencyKey": ""}}, "input.idempotencyKey"},
		{part, map[string]any{"l": []any{with("quantity", nil)}}, "input.lines.0.quantity"},
		{one, map[string]any{"l": with("quantity", nil)}, "input.lines.0.quantity"},
		{one, map[string]any{"l": with("saleDate", "yesterday")}, "input.lines.0.saleDate"},
		{`query($n: Int) { salesReports(first: $n) { totalCount } }`, map[string]any{"n": 1000}, "first"},
		{`query($id: ID) { saleLines(filter: {distributorId: $id}) { totalCount } }`, map[string]any{"id": "x"}, "filter.distributorId"},
		{`query($d: Date) { saleLines(filter: {from: $d}) { totalCount } }`, map[string]any{"d": "x"}, "filter.from"},
	} {
		answer := rep.Do(t, c.query, c.vars).Want(t, "INVALID")
		if f := answer.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != c.path {
			t.Errorf("%s %v: want %s: %s", c.query, c.vars, c.path, answer.Body)
		}
	}
}

func TestOtherSitesCantRead(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	person := g.Login("distributor_rep", "NORTH")
	r := httptest.NewRequest("GET", "/graphql?query="+url.QueryEscape("{ viewer { role } }"), nil)
	r.Header.Set("Origin", "https://evil.example")
	if answer := person.Send(t, r); answer.Status != http.StatusForbidden {
		t.Errorf("another site's GET: %d %s", answer.Status, answer.Body)
	}
	person.Do(t, "{ viewer { role } }", nil).Want(t, "")
}
