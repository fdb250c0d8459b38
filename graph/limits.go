package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"strings"

	"github.com/99designs/gqlgen/complexity"
	"github.com/99designs/gqlgen/graphql"
	"github.com/maypok86/otter/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
)

// What a request may ask for. The first five are counted with fragments written out, before the query is
// validated: validation itself takes time that grows with them, without bound where fragments double.
const (
	maxTokens     = 15_000
	maxDepth      = 16
	maxSelections = 1_000
	maxAliases    = 60
	maxDirectives = 60
	maxSpreads    = 200
	maxCost       = 20_000
	maxErrors     = 10
	maxBody       = 1 << 20
)

// tooComplex is the fault of a query over a limit.
func tooComplex(what string, limit int) *gqlerror.Error {
	err := fault.New(fault.TooComplex, "graphql.tooComplex", fault.Params{"what": what, "limit": limit})
	g := gqlerror.Wrap(err)
	g.Extensions = map[string]any{"code": string(fault.TooComplex)} // decides the HTTP status
	return g
}

// sizeLimit counts what a query consists of, with a budget: it stops where the budget ends.
type sizeLimit struct{ known *queryCache }

func (sizeLimit) ExtensionName() string                   { return "SizeLimit" }
func (sizeLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses the query when it is too large; a cached one has been counted.
func (l sizeLimit) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	if _, ok := l.known.Get(ctx, p.Query); ok {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, maxTokens)
	if err != nil {
		if g, ok := err.(*gqlerror.Error); ok && strings.HasPrefix(g.Message, "exceeded token limit") { // has no type of its own
			return tooComplex("tokens", maxTokens)
		}
		return nil // the executor says what is wrong
	}
	c := counter{fragments: map[string]*ast.FragmentDefinition{}}
	for _, f := range doc.Fragments {
		c.fragments[f.Name] = f
	}
	for _, f := range doc.Fragments {
		c.walk(f.SelectionSet, f.Directives, 1)
	}
	for _, op := range doc.Operations {
		c.walk(op.SelectionSet, op.Directives, 1)
	}
	if c.over != "" {
		return tooComplex(c.over, c.limit)
	}
	return nil
}

type counter struct {
	fragments                               map[string]*ast.FragmentDefinition
	selections, aliases, spreads, directive int
	over                                    string // the first limit that was passed
	limit                                   int
}

func (c *counter) check(what string, n, limit int) {
	if n > limit && c.over == "" {
		c.over, c.limit = what, limit
	}
}

func (c *counter) walk(set ast.SelectionSet, directives ast.DirectiveList, depth int) {
	c.directive += len(directives)
	c.check("directives", c.directive, maxDirectives)
	c.check("depth", depth-1, maxDepth) // the leaves' sets are empty
	for _, selection := range set {
		if c.over != "" {
			return
		}
		c.selections++
		c.check("selections", c.selections, maxSelections)
		switch s := selection.(type) {
		case *ast.Field:
			if s.Alias != s.Name {
				c.aliases++
				c.check("aliases", c.aliases, maxAliases)
			}
			c.walk(s.SelectionSet, s.Directives, depth+1)
		case *ast.InlineFragment:
			c.walk(s.SelectionSet, s.Directives, depth)
		case *ast.FragmentSpread:
			c.spreads++
			c.check("spreads", c.spreads, maxSpreads)
			if f := c.fragments[s.Name]; f != nil {
				c.walk(f.SelectionSet, s.Directives, depth)
			}
		}
	}
}

// costLimit refuses an operation that may give too many values: each list counts as often as its longest page.
type costLimit struct{ schema *costedSchema }

func (costLimit) ExtensionName() string                   { return "CostLimit" }
func (costLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses the operation when it costs too much.
func (l costLimit) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if complexity.Calculate(ctx, l.schema, op.Operation, op.Variables) > maxCost {
		return tooComplex("cost", maxCost)
	}
	return nil
}

// costedSchema knows what a field costs: one, and what is below it as often as it may come.
type costedSchema struct{ graphql.ExecutableSchema }

// unpaged is how long a list without paging is taken to be.
const unpaged = 10

// mostly says of lists that nest within each other how long they are mostly, where that is less: a case has few parties and decisions, a
// decision few remedies, and each of those changes a few months of a few parties.
var mostly = map[string]int{
	"Conflict.parties": 3, "Conflict.statements": 3, "Conflict.appeals": 3, "Conflict.decisions": 3, "Conflict.asked": 3, "Conflict.forms": 3,
	"ConflictDecision.against": 3, "ConflictDecision.remedies": 4, "ConflictDecision.answers": 3, "ResolutionPreview.remedies": 4,
	"ConflictRemedy.shares": 3, "ConflictRemedy.effects": 3, "RemedyEffect.months": 4, "RemedyEffect.changes": 3,
}

// Complexity is the cost of a field with its children.
func (s *costedSchema) Complexity(_ context.Context, typeName, field string, children int, args map[string]any) (int, bool) {
	def := s.Schema().Types[typeName].Fields.ForName(field)
	times := 1
	switch {
	case def == nil:
	case def.Arguments.ForName("first") != nil:
		times = pageSize(args)
	case def.Type.Elem != nil && field != "edges": // edges come as often as their connection says
		times = cmp.Or(mostly[typeName+"."+field], unpaged)
	}
	if children > math.MaxInt/2/times {
		return math.MaxInt / 2, true
	}
	return 1 + times*children, true
}

// pageSize gives how many rows a page holds at most: what was asked for, within bounds, else the default.
func pageSize(args map[string]any) int {
	size := 0
	for _, name := range []string{"first", "last"} {
		switch n := args[name].(type) {
		case int:
			size = max(size, n)
		case int64:
			size = int(max(int64(size), min(n, page.Max)))
		case json.Number:
			if i, err := n.Int64(); err == nil {
				size = int(max(int64(size), min(i, page.Max)))
			} else {
				size = page.Max
			}
		}
	}
	if size <= 0 {
		return page.Default
	}
	return min(size, page.Max)
}

// queryCache keeps queries that were found valid, by their text. It is bounded by the length of the texts.
type queryCache struct {
	docs *otter.Cache[string, *ast.QueryDocument]
}

const (
	maxCached    = 32 << 10 // of one query
	maxAllCached = 1 << 20
)

func newQueryCache() *queryCache {
	return &queryCache{otter.Must(&otter.Options[string, *ast.QueryDocument]{
		MaximumWeight: maxAllCached,
		Weigher:       func(query string, _ *ast.QueryDocument) uint32 { return uint32(len(query) + 100) },
	})}
}

// Get gives the query when it was found valid before.
func (c *queryCache) Get(_ context.Context, query string) (*ast.QueryDocument, bool) {
	return c.docs.GetIfPresent(query)
}

// Add keeps the query unless it is too long to be one of an application's own.
func (c *queryCache) Add(_ context.Context, query string, doc *ast.QueryDocument) {
	if len(query) <= maxCached {
		c.docs.Set(query, doc)
	}
}
