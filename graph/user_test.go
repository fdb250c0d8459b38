package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

type object = map[string]any

func userID(g *graphtest.Graph, role, organization string) string {
	return typeid.Format(typeid.User, g.User(role, organization))
}

const viewerQuery = `{ viewer { role locale baseCurrency today user { id email organization { name } portfolio { code } portfolioCount }
	organization { kind name } distributor { code } permissions { resource action scope } } }`

type viewer struct {
	Viewer *struct {
		Role         string
		Locale       *string
		BaseCurrency string
		Today        string
		User         struct {
			Email          string
			Organization   struct{ Name string }
			Portfolio      []struct{ Code string }
			PortfolioCount int
		}
		Organization struct{ Kind, Name string }
		Distributor  *struct{ Code string }
		Permissions  []struct{ Resource, Action, Scope string }
	}
}

func TestViewer(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	var nobody viewer
	if g.Nobody().Do(t, viewerQuery, nil).Into(t, &nobody); nobody.Viewer != nil {
		t.Errorf("nobody is %+v", nobody.Viewer)
	}
	var rep viewer
	g.As("distributor_rep", "NORTH").Do(t, viewerQuery, nil).Into(t, &rep)
	v := rep.Viewer
	if v.Role != "DISTRIBUTOR_REP" || v.Organization.Kind != "DISTRIBUTOR" || v.Distributor == nil || v.Distributor.Code != "NORTH" ||
		v.BaseCurrency != "TWD" || v.User.Organization.Name != "North Trading" || len(v.Permissions) == 0 {
		t.Errorf("rep: %+v", v)
	}
	var manager viewer
	g.As("channel_manager", "BRAND").Do(t, viewerQuery, nil).Into(t, &manager)
	v = manager.Viewer
	if v.Distributor != nil || v.Organization.Kind != "BRAND" || v.User.PortfolioCount != 1 || len(v.User.Portfolio) != 1 || v.User.Portfolio[0].Code != "NORTH" {
		t.Errorf("manager: %+v", v)
	}
}

const inviteMutation = `mutation($input: InviteUserInput!) { inviteUser(input: $input) { invitationUrl user { id email role status organization { id } } } }`

type invited struct {
	InviteUser struct {
		InvitationURL string `json:"invitationUrl"`
		User          struct {
			ID, Email, Role, Status string
			Organization            struct{ ID string }
		}
	}
}

func TestAnInvitedPersonChoosesAPasswordAndLogsIn(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("distributor_admin", "NORTH")
	input := object{"email": "New.Clerk@north.example", "name": "New Clerk", "role": "DISTRIBUTOR_REP", "locale": "zh-Hant", "idempotencyKey": "k1"}
	var first, again invited
	admin.Do(t, inviteMutation, object{"input": input}).Into(t, &first)
	made := first.InviteUser
	if made.User.Email != "new.clerk@north.example" || made.User.Status != "INVITED" || made.User.Organization.ID != typeid.Format(typeid.Organization, g.Organization("NORTH")) {
		t.Errorf("invited: %+v", made)
	}
	if len(g.Mail.Sent) != 1 || g.Mail.Sent[0].To != made.User.Email || !strings.Contains(g.Mail.Sent[0].Text, made.InvitationURL) {
		t.Errorf("mail: %+v", g.Mail.Sent)
	}
	admin.Do(t, inviteMutation, object{"input": input}).Into(t, &again)
	if again.InviteUser.User.ID != made.User.ID || len(g.Mail.Sent) != 1 {
		t.Errorf("repeated: %+v, %d mails", again.InviteUser, len(g.Mail.Sent))
	}
	input["name"] = "Another"
	admin.Do(t, inviteMutation, object{"input": input}).Want(t, "CONFLICT")

	address, token, _ := strings.Cut(made.InvitationURL, "#")
	if address != "https://portal.example/invitation" {
		t.Errorf("address: %s", address)
	}
	accept := `mutation($token: String!, $password: String!) { acceptInvitation(input: {token: $token, password: $password}) { email } }`
	try := func(token, password string) *graphtest.Response {
		return g.Nobody().Do(t, accept, object{"token": token, "password": password})
	}
	if answer := try(token, "short").Want(t, "INVALID"); answer.Errors[0].Extensions.Fields[0].Path != "input.password" {
		t.Errorf("short password: %s", answer.Body)
	}
	try(token+"x", "long enough for all").Want(t, "NOT_FOUND")
	try(token, "long enough for all").Want(t, "")
	try(token, "long enough for all").Want(t, "NOT_FOUND")
	g.LoginWith("new.clerk@north.example", "long enough for all").Do(t, "{ viewer { role } }", nil).Want(t, "")
}

func TestInvitationsRunOutAndAreRenewed(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("distributor_admin", "NORTH")
	input := object{"email": "clerk@north.example", "name": "Clerk", "role": "DISTRIBUTOR_VIEWER"}
	token := func() string {
		var made invited
		admin.Do(t, inviteMutation, object{"input": input}).Into(t, &made)
		_, token, _ := strings.Cut(made.InviteUser.InvitationURL, "#")
		return token
	}
	accept := `mutation($token: String!) { acceptInvitation(input: {token: $token, password: "long enough for all"}) { email } }`
	first := token()
	input["role"] = "DISTRIBUTOR_REP"
	second := token()
	g.Nobody().Do(t, accept, object{"token": first}).Want(t, "NOT_FOUND")
	g.Exec("UPDATE invitations SET expires_at = expires_at - interval '7 days'")
	g.Nobody().Do(t, accept, object{"token": second}).Want(t, "NOT_FOUND")
	g.Nobody().Do(t, accept, object{"token": token()}).Want(t, "")
}

func TestInvitationsAreChecked(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	input := func(change object) object {
		in := object{"email": "clerk@north.example", "name": "Clerk", "role": "DISTRIBUTOR_REP"}
		for k, v := range change {
			in[k] = v
		}
		return object{"input": in}
	}
	for name, c := range map[string]struct {
		role, organization string
		change             object
		code, path         string
	}{
		"a brand's role":          {"distributor_admin", "NORTH", object{"role": "AUDITOR"}, "INVALID", "input.role"},
		"a distributor's role":    {"brand_admin", "BRAND", nil, "INVALID", "input.role"},
		"no name":                 {"distributor_admin", "NORTH", object{"name": " "}, "INVALID", "input.name"},
		"another language":        {"distributor_admin", "NORTH", object{"locale": "fr"}, "INVALID", "input.locale"},
		"wrong id":                {"distributor_admin", "NORTH", object{"organizationId": "usr_1"}, "INVALID", "input.organizationId"},
		"out of the portfolio":    {"channel_manager", "BRAND", object{"organizationId": typeid.Format(typeid.Organization, g.Organization("SOUTH"))}, "NOT_FOUND", ""},
		"the brand, by a manager": {"channel_manager", "BRAND", object{"role": "BRAND_ADMIN"}, "NOT_FOUND", ""},
		"in the portfolio":        {"channel_manager", "BRAND", object{"organizationId": typeid.Format(typeid.Distributor, g.Organization("NORTH"))}, "", ""},
	} {
		answer := g.As(c.role, c.organization).Do(t, inviteMutation, input(c.change))
		if answer.Code() != c.code {
			t.Errorf("%s: %s", name, answer.Body)
		}
		if c.path != "" && (len(answer.Errors) == 0 || len(answer.Errors[0].Extensions.Fields) != 1 || answer.Errors[0].Extensions.Fields[0].Path != c.path) {
			t.Errorf("%s: fields of %s", name, answer.Body)
		}
	}
}

const setRole = `mutation($id: ID!, $role: Role!) { setUserRole(input: {id: $id, role: $role}) { user { role } } }`

func TestRolesAreInForceWithinASecond(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rep := g.Login("distributor_rep", "NORTH")
	invite := object{"input": object{"email": "x@north.example", "name": "X", "role": "DISTRIBUTOR_REP"}}
	rep.Do(t, inviteMutation, invite).Want(t, "FORBIDDEN")
	g.As("distributor_admin", "NORTH").Do(t, setRole, object{"id": userID(g, "distributor_rep", "NORTH"), "role": "DISTRIBUTOR_ADMIN"}).Want(t, "")
	time.Sleep(time.Second)
	rep.Do(t, inviteMutation, invite).Want(t, "")

	g.As("distributor_admin", "NORTH").Do(t, `mutation($id: ID!) { deactivateUser(input: {id: $id}) { user { status } } }`,
		object{"id": userID(g, "distributor_rep", "NORTH")}).Want(t, "")
	time.Sleep(time.Second)
	rep.Do(t, "{ users { totalCount } }", nil).Want(t, "UNAUTHENTICATED")
	g.As("distributor_admin", "NORTH").Do(t, `mutation($id: ID!) { reactivateUser(input: {id: $id}) { user { status } } }`,
		object{"id": userID(g, "distributor_rep", "NORTH")}).Want(t, "")
	time.Sleep(time.Second)
	rep.Do(t, "{ users { totalCount } }", nil).Want(t, "UNAUTHENTICATED") // the session of before has ended
	g.Login("distributor_rep", "NORTH").Do(t, "{ users { totalCount } }", nil).Want(t, "")
}

func TestSomebodyCanAlwaysAdminister(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	deactivate := `mutation($id: ID!) { deactivateUser(input: {id: $id}) { user { id } } }`
	brand, north := g.As("brand_admin", "BRAND"), g.As("distributor_admin", "NORTH")
	last := userID(g, "distributor_admin", "NORTH")
	for name, answer := range map[string]*graphtest.Response{
		"own role":            brand.Do(t, setRole, object{"id": userID(g, "brand_admin", "BRAND"), "role": "AUDITOR"}),
		"oneself":             north.Do(t, deactivate, object{"id": last}),
		"the last one's role": brand.Do(t, setRole, object{"id": last, "role": "DISTRIBUTOR_REP"}),
		"the last one":        brand.Do(t, deactivate, object{"id": last}),
		"nobody to let in":    brand.Do(t, `mutation($id: ID!) { reactivateUser(input: {id: $id}) { user { id } } }`, object{"id": last}),
	} {
		if answer.Code() != "CONFLICT" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	brand.Do(t, setRole, object{"id": last, "role": "AUDITOR"}).Want(t, "INVALID")
	brand.Do(t, setRole, object{"id": userID(g, "distributor_rep", "NORTH"), "role": "DISTRIBUTOR_ADMIN"}).Want(t, "")
	brand.Do(t, deactivate, object{"id": last}).Want(t, "")
}

func TestPortfolios(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	set := `mutation($user: ID!, $ids: [ID!]!) { setPortfolio(input: {userId: $user, distributorIds: $ids}) { user { portfolioCount portfolio { code } } } }`
	north, south := typeid.Format(typeid.Distributor, g.Organization("NORTH")), typeid.Format(typeid.Distributor, g.Organization("SOUTH"))
	admin, manager := g.As("brand_admin", "BRAND"), userID(g, "channel_manager", "BRAND")
	admin.Do(t, set, object{"user": manager, "ids": []string{south}}).Want(t, "")
	var seen struct {
		Distributors struct {
			Edges []struct{ Node struct{ Code string } }
		}
	}
	g.As("channel_manager", "BRAND").Do(t, "{ distributors { edges { node { code } } } }", nil).Into(t, &seen)
	if len(seen.Distributors.Edges) != 1 || seen.Distributors.Edges[0].Node.Code != "SOUTH" {
		t.Errorf("the manager sees %+v", seen)
	}
	admin.Do(t, set, object{"user": userID(g, "auditor", "BRAND"), "ids": []string{north}}).Want(t, "CONFLICT")
	unknown := typeid.Format(typeid.Distributor, typeid.New())
	answer := admin.Do(t, set, object{"user": manager, "ids": []string{north, unknown}}).Want(t, "INVALID")
	if f := answer.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != "input.distributorIds.1" {
		t.Errorf("fields: %s", answer.Body)
	}
	admin.Do(t, setRole, object{"id": manager, "role": "BRAND_ANALYST"}).Want(t, "")
	admin.Do(t, setRole, object{"id": manager, "role": "CHANNEL_MANAGER"}).Want(t, "")
	var again viewer
	time.Sleep(time.Second)
	g.As("channel_manager", "BRAND").Do(t, viewerQuery, nil).Into(t, &again)
	if again.Viewer.User.PortfolioCount != 0 {
		t.Error("a portfolio outlives the role")
	}
}

func TestOnesOwnLanguageAndPassword(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for _, who := range []struct{ role, organization string }{{"channel_manager", "BRAND"}, {"auditor", "BRAND"}, {"distributor_viewer", "NORTH"}} {
		person := g.As(who.role, who.organization)
		person.Do(t, `mutation { setLocale(input: {locale: "zh-Hans"}) { viewer { locale user { email } } } }`, nil).Want(t, "")
		person.Do(t, `mutation { setLocale(input: {locale: "fr"}) { viewer { locale } } }`, nil).Want(t, "INVALID")
	}
	here, there := g.Login("distributor_rep", "NORTH"), g.Login("distributor_rep", "NORTH")
	change := `mutation($current: String!, $password: String!) { changePassword(input: {current: $current, password: $password}) { viewer { role } } }`
	here.Do(t, change, object{"current": "wrong password", "password": "another password"}).Want(t, "INVALID")
	g.As("distributor_rep", "NORTH").Do(t, change, object{"current": graphtest.Password, "password": "another password"}).Want(t, "FORBIDDEN")
	there.Do(t, "{ products { totalCount } }", nil).Want(t, "")
	here.Do(t, change, object{"current": graphtest.Password, "password": "another password"}).Want(t, "")
	time.Sleep(time.Second)
	here.Do(t, "{ products { totalCount } }", nil).Want(t, "")
	there.Do(t, "{ products { totalCount } }", nil).Want(t, "UNAUTHENTICATED")
	g.LoginWith(graphtest.Email("distributor_rep", "NORTH"), "another password")
}

func TestUserLists(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	query := `query($filter: UserFilter, $sort: UserSort, $first: Int, $after: String, $last: Int, $before: String) {
		users(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
			totalCount pageInfo { endCursor hasNextPage startCursor hasPreviousPage } edges { node { email organization { name } portfolioCount } } } }`
	type page struct {
		Users struct {
			TotalCount int
			PageInfo   struct {
				EndCursor, StartCursor string
				HasNextPage            bool
			}
			Edges []struct{ Node struct{ Email string } }
		}
	}
	admin := g.As("brand_admin", "BRAND")
	for _, field := range []string{"NAME", "EMAIL", "CREATED_AT"} {
		for _, direction := range []string{"ASC", "DESC"} {
			seen, after := map[string]bool{}, any(nil)
			for range 10 {
				var p page
				admin.Do(t, query, object{"first": 3, "after": after, "sort": object{"field": field, "direction": direction}}).Into(t, &p)
				for _, e := range p.Users.Edges {
					seen[e.Node.Email] = true
				}
				if after = p.Users.PageInfo.EndCursor; !p.Users.PageInfo.HasNextPage {
					break
				}
			}
			if len(seen) != 10 {
				t.Errorf("%s %s: paging finds %d of 10", field, direction, len(seen))
			}
		}
	}
	for name, c := range map[string]struct {
		filter object
		want   int
	}{
		"text":          {object{"search": "NORTH.ex"}, 3},
		"wildcards":     {object{"search": "%"}, 0},
		"role":          {object{"role": "DISTRIBUTOR_REP"}, 2},
		"status":        {object{"status": "DEACTIVATED"}, 0},
		"organisation":  {object{"organizationId": typeid.Format(typeid.Organization, g.Organization("SOUTH"))}, 3},
		"all of them":   {object{"role": "DISTRIBUTOR_REP", "search": "south"}, 1},
		"null is unset": {object{"role": nil, "search": nil, "status": nil, "organizationId": nil}, 10},
	} {
		var p page
		if admin.Do(t, query, object{"filter": c.filter}).Into(t, &p); p.Users.TotalCount != c.want || len(p.Users.Edges) != c.want {
			t.Errorf("%s: %d counted, %d listed, want %d", name, p.Users.TotalCount, len(p.Users.Edges), c.want)
		}
	}
	answer := admin.Do(t, query, object{"first": 101}).Want(t, "INVALID")
	if f := answer.Errors[0].Extensions.Fields; len(f) != 1 || f[0].Path != "first" {
		t.Errorf("fields: %s", answer.Body)
	}
}

func TestStatementsDontGrowWithUsers(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	query := `query($n: Int!) { users(first: $n) { totalCount edges { node { email organization { name } portfolioCount portfolio { code } } } } }`
	count := func(n int) int {
		admin.Do(t, query, object{"n": n}).Want(t, "") // who asks is remembered for a moment
		return len(g.Counter.During(func() { admin.Do(t, query, object{"n": n}).Want(t, "") }))
	}
	if one, ten := count(1), count(10); ten > one+1 || ten > 6 { // the first user may have no portfolio to read
		t.Errorf("one user takes %d statements, ten take %d", one, ten)
	}
}
