package graph

import (
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// keepable are the fields whose values come of versioned inputs alone, by type; "*" is all of a type. An answer is kept when it has no other
// fields, so that a new field is not kept before somebody has seen to its versions. docs/caching.md says which version covers what.
// What tells of persons or of contact details, or depends on the time within a day, has no place here.
var keepable = map[string][]string{
	"Query": {"scorecard", "scorecards", "portfolioOverview", "channelView"},

	"Scorecard": {"*"}, "ScorecardConnection": {"*"}, "ScorecardEdge": {"*"}, "ScorecardDeduction": {"*"}, "ScorecardVersion": {"*"}, "ScorecardChange": {"*"},
	"ScorecardMovement": {"*"}, "MovementPart": {"*"}, "ScorecardLift": {"*"}, "ScorecardStanding": {"*"},
	"ScorecardMetric": {"*"}, "TrendPoint": {"*"}, "MetricExplanation": {"*"}, "MetricExclusion": {"*"}, "MetricInput": {"*"},
	"SaleSelection": {"*"}, "CreditSelection": {"*"},
	"ScorecardProgramme": {"version", "name", "from", "gradeA", "gradeB", "gradeC", "rules", "deductions", "eligibility", "publishedAt", "withdrawnAt"},
	"ProgrammeRule":      {"*"}, "MetricBounds": {"*"}, "ProgrammeDeduction": {"*"}, "ProgrammeEligibility": {"tiers", "channelTypes"},
	"Review":  {"*"},
	"Contest": {"*"}, "Restatement": {"*"},
	"SaleLine": {"id", "invoiceNumber", "lineNumber", "saleDate", "baseAmount"},

	"PortfolioOverview": {"*"}, "PortfolioMonth": {"*"}, "RevenueChange": {"*"}, "RevenueAgainstTarget": {"*"},
	"Distributor": {"id", "code", "name", "tier", "status", "channelTypes", "currency", "country", "timeZone", "joinedOn", "leftOn", "revenue"},

	"ChannelView": {"*"}, "ChannelFigures": {"*"}, "TerritoryFigures": {"*"}, "Concentration": {"*"}, "CurvePoint": {"*"}, "PlanMonth": {"*"}, "Territory": {"*"},

	"LocalizedName": {"*"}, "Money": {"*"}, "Message": {"*"}, "PageInfo": {"*"},
}

// plan is what must be checked before an operation's kept answer is given.
type plan struct{ permissions []permission }

type permission struct{ resource, action string }

// planOf gives the plan of a query, nil when its answers are not kept.
func planOf(op *graphql.OperationContext) *plan {
	p := &plan{}
	if !p.walk(op.Operation.SelectionSet) || len(p.permissions) == 0 {
		return nil
	}
	return p
}

// walk collects the permissions that the fields need, whatever is skipped, and reports whether all are keepable.
func (p *plan) walk(set ast.SelectionSet) bool {
	for _, selection := range set {
		below := ast.SelectionSet(nil)
		switch s := selection.(type) {
		case *ast.Field:
			if !p.field(s) {
				return false
			}
			below = s.SelectionSet
		case *ast.InlineFragment:
			below = s.SelectionSet
		case *ast.FragmentSpread:
			below = s.Definition.SelectionSet
		}
		if !p.walk(below) {
			return false
		}
	}
	return true
}

func (p *plan) field(f *ast.Field) bool {
	if strings.HasPrefix(f.Name, "__") {
		return f.Name == "__typename"
	}
	if f.ObjectDefinition == nil || f.Definition == nil {
		return false
	}
	fields := keepable[f.ObjectDefinition.Name]
	if !slices.Contains(fields, f.Name) && !slices.Contains(fields, "*") {
		return false
	}
	for _, d := range f.Definition.Directives {
		switch d.Name {
		case "can":
			p.permissions = append(p.permissions, permission{d.Arguments.ForName("resource").Value.Raw, d.Arguments.ForName("action").Value.Raw})
		case "deprecated":
		default: // it may do something that a permission does not
			return false
		}
	}
	return true
}
