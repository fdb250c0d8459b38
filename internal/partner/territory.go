package partner

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
)

// TerritoryKind is what kind of region a territory is.
type TerritoryKind string

// The kinds, from the largest.
const (
	Country  TerritoryKind = "COUNTRY" // or a group of countries
	Province TerritoryKind = "PROVINCE"
	City     TerritoryKind = "CITY"
	District TerritoryKind = "DISTRICT"
)

// TerritoryKinds are all kinds, from the largest.
var TerritoryKinds = []TerritoryKind{Country, Province, City, District}

// Limits of the region tree.
const (
	MaxTerritories = 5000
	maxAliases     = 1000
	maxAlias       = 100
)

// Territory is a node of the region tree.
type Territory struct {
	ID       uuid.UUID     `json:"id"`
	Code     string        `json:"code"`
	Name     Name          `json:"name"`
	Kind     TerritoryKind `json:"kind"`
	ParentID *uuid.UUID    `json:"parentId,omitempty"`
	Depth    int           `json:"depth"`   // 0 without a parent
	Aliases  []string      `json:"aliases"` // other spellings, and postal codes or their beginnings
	// First and Last are the span: the numbers of this node and of all below it.
	First int `json:"-"`
	Last  int `json:"-"`
}

// Holds reports whether other is t or lies below it.
func (t Territory) Holds(other Territory) bool { return t.First <= other.First && other.Last <= t.Last }

func (t Territory) check(report Report) {
	checkCode(t.Code, report)
	t.Name.Check(report)
	oneOf("kind", t.Kind, TerritoryKinds, report)
	checkAliases(t.Aliases, report)
}

func checkAliases(aliases []string, report Report) {
	if len(aliases) > maxAliases {
		report("aliases", "list.tooLong", fault.Params{"max": maxAliases})
		return
	}
	for _, alias := range aliases {
		CheckText("aliases", alias, true, maxAlias, report)
	}
}

// fits reports whether a region of the kind may lie within one of the other: nothing lies in a smaller one.
func (k TerritoryKind) fits(parent TerritoryKind) bool {
	return slices.Index(TerritoryKinds, k) >= slices.Index(TerritoryKinds, parent)
}

// cleanAliases trims the aliases and drops repeated ones.
func cleanAliases(aliases []string) []string {
	out := make([]string, 0, len(aliases))
	for _, alias := range aliases {
		if alias = strings.TrimSpace(alias); !slices.Contains(out, alias) {
			out = append(out, alias)
		}
	}
	return out
}

// number gives each node its depth and span: depth first, siblings by code. A node whose parents lead to no
// root keeps First 0.
func number(nodes []Territory) {
	children := map[uuid.UUID][]int{}
	for i, n := range nodes {
		nodes[i].First, nodes[i].Last = 0, 0
		parent := uuid.Nil
		if n.ParentID != nil {
			parent = *n.ParentID
		}
		children[parent] = append(children[parent], i)
	}
	next := 1
	var visit func(parent uuid.UUID, depth int)
	visit = func(parent uuid.UUID, depth int) {
		below := children[parent]
		slices.SortFunc(below, func(a, b int) int { return strings.Compare(nodes[a].Code, nodes[b].Code) })
		for _, i := range below {
			nodes[i].Depth, nodes[i].First = depth, next
			next++
			visit(nodes[i].ID, depth+1)
			nodes[i].Last = next - 1
		}
	}
	visit(uuid.Nil, 0)
}
