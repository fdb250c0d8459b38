package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/tonglu/portal/graph/generated"
	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/policy"
)

// rootFields gives the fields of Query, Mutation and Subscription.
func rootFields() map[string]*ast.FieldDefinition {
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	fields := map[string]*ast.FieldDefinition{}
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation, schema.Subscription} {
		for _, field := range root.Fields {
			if !strings.HasPrefix(field.Name, "__") {
				fields[root.Name+"."+field.Name] = field
			}
		}
	}
	return fields
}

func TestEachRootFieldSaysWhoMayAsk(t *testing.T) {
	t.Parallel()
	for name, field := range rootFields() {
		guards := 0
		for _, directive := range []string{"can", "public", "signedIn"} {
			if field.Directives.ForName(directive) != nil {
				guards++
			}
		}
		if guards != 1 {
			t.Errorf("%s has %d of @can, @public and @signedIn, want one", name, guards)
		}
		if strings.HasPrefix(name, "Subscription.") && field.Directives.ForName("can") == nil {
			t.Errorf("%s has no @can: the events of a stream are opened by it", name)
		}
	}
}

// elsewhere are the actions that no root field takes: they open plain HTTP routes, or fields below the root.
var elsewhere = []string{"contact.read"} // Account.contact: a mask without it

// TestContactDetailsStandWhereTheyAreGuarded names the fields that hold them: each is reached through a permission of its own, or gives a mask.
func TestContactDetailsStandWhereTheyAreGuarded(t *testing.T) {
	t.Parallel()
	guarded := []string{"Account.contact", "SharePreview.contact", "RevealContactsPayload.contact"}
	for _, def := range generated.NewExecutableSchema(generated.Config{}).Schema().Types {
		for _, field := range def.Fields {
			if of := field.Type.Name(); def.Kind == ast.Object && (of == "ContactDetails" || of == "AccountContact") && !slices.Contains(guarded, def.Name+"."+field.Name) {
				t.Errorf("%s.%s holds contact details", def.Name, field.Name)
			}
		}
	}
}

func TestSchemaAndPolicyNameTheSameActions(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	for _, action := range elsewhere {
		asked[action] = true
	}
	for _, field := range rootFields() {
		if can := field.Directives.ForName("can"); can != nil {
			asked[can.Arguments.ForName("resource").Value.Raw+"."+can.Arguments.ForName("action").Value.Raw] = true
		}
	}
	granted := map[string]bool{}
	for _, role := range policy.Roles() {
		for _, p := range policy.Permissions(role) {
			granted[p.Resource+"."+p.Action] = true
		}
	}
	for action := range asked {
		if !granted[action] {
			t.Errorf("the schema asks for %s, which the policy grants nobody", action)
		}
	}
	for action := range granted {
		if !asked[action] {
			t.Errorf("the policy grants %s, which the schema never asks for", action)
		}
	}
}

// sample gives a text that a field could be asked by, with what its required arguments need.
func sample(name string, field *ast.FieldDefinition) string {
	var arguments []string
	for _, a := range field.Arguments {
		if a.Type.NonNull && a.DefaultValue == nil {
			arguments = append(arguments, a.Name+": "+literal(a.Type))
		}
	}
	text := field.Name
	if arguments != nil {
		text += "(" + strings.Join(arguments, ", ") + ")"
	}
	return strings.ToLower(strings.Split(name, ".")[0]) + " { " + text + leaf(field.Type) + " }"
}

func leaf(of *ast.Type) string {
	def := generated.NewExecutableSchema(generated.Config{}).Schema().Types[of.Name()]
	if def.Kind == ast.Scalar || def.Kind == ast.Enum {
		return ""
	}
	return " { __typename }"
}

func literal(of *ast.Type) string {
	if of.Elem != nil {
		return "[]"
	}
	schema := generated.NewExecutableSchema(generated.Config{}).Schema()
	def := schema.Types[of.Name()]
	switch def.Kind {
	case ast.InputObject:
		var fields []string
		for _, f := range def.Fields {
			if f.Type.NonNull && f.DefaultValue == nil {
				fields = append(fields, f.Name+": "+literal(f.Type))
			}
		}
		return "{" + strings.Join(fields, ", ") + "}"
	case ast.Enum:
		return def.EnumValues[0].Name
	}
	return map[string]string{
		"Int": "1", "Boolean": "true", "Decimal": `"1"`, "Date": `"2024-01-01"`, "DateTime": `"2024-01-01T00:00:00Z"`,
		"Currency": `"TWD"`, "Email": `"a@b.example"`, "Period": `"2024-01"`,
	}[def.Name] + map[bool]string{true: `"x"`}[def.Name == "String" || def.Name == "ID"]
}

// Each role asks for each root field: what the policy grants is let in, everything else is FORBIDDEN, and
// without a session UNAUTHENTICATED. Whatever else is wrong with the request comes after that.
func TestEachRoleMayAskWhatThePolicyGrants(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	for name, field := range rootFields() {
		can := field.Directives.ForName("can")
		if can == nil || strings.HasPrefix(name, "Subscription.") {
			continue
		}
		query := sample(name, field)
		resource, action := can.Arguments.ForName("resource").Value.Raw, can.Arguments.ForName("action").Value.Raw
		g.Nobody().Do(t, query, nil).Want(t, "UNAUTHENTICATED")
		for _, role := range policy.Roles() {
			organization := "BRAND"
			if policy.Fits(role, false) {
				organization = "NORTH"
			}
			answer := g.As(role, organization).Do(t, query, nil)
			_, allowed := policy.Allow(role, resource, action)
			if refused := answer.Code() == "FORBIDDEN" && answer.Key() != "auth.notByKey"; refused == allowed { // callers here are keys
				t.Errorf("%s as %s: %s, allowed %v: %s", name, role, query, allowed, answer.Body)
			}
			if answer.Code() == "INTERNAL" {
				t.Errorf("%s as %s: %s", name, role, answer.Body)
			}
		}
	}
}

func TestStreamsAreGuarded(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	subscription := `subscription($id: ID!) { salesReportProgress(id: $id) { id } }`
	variables := map[string]any{"id": "rpt_01h455vb4pex5vsknk084sn02q"}
	for code, c := range map[string]*graphtest.Caller{"UNAUTHENTICATED": g.Nobody(), "FORBIDDEN": g.As("auditor", "BRAND")} {
		answers := slices.Collect(drain(c.Watch(t, subscription, variables)))
		if len(answers) != 1 || answers[0].Code() != code {
			t.Errorf("want one answer with %s: %v", code, answers)
		}
	}
	if answer := g.As("distributor_rep", "NORTH").Do(t, subscription, variables); answer.Key() != "graphql.eventStream" {
		t.Errorf("without an event stream: %s", answer.Body)
	}
}

func drain[T any](from <-chan T) func(func(T) bool) {
	return func(yield func(T) bool) {
		for v := range from {
			if !yield(v) {
				return
			}
		}
	}
}
