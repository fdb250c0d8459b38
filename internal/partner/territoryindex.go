package partner

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/postgres"
)

// TerritoryIndex tells which territory a line's own words mean: codes, names in any language, aliases, and
// postal codes. It may be used by many at once.
type TerritoryIndex struct {
	nodes  []Territory
	exact  map[string][]int32 // by folded code, name or alias
	loose  map[string][]int32 // by the same without 市, 縣, 省 …, for texts that no exact one has
	postal map[string][]int32 // by alias that holds a digit

	mu    sync.Mutex
	known map[[4]string]found // what was asked before; a file repeats itself
}

type found struct {
	id uuid.UUID
	ok bool
}

// maxKnown bounds the memory of answers.
const maxKnown = 20_000

// LoadTerritoryIndex makes an index of the whole tree.
func LoadTerritoryIndex(ctx context.Context, q postgres.Querier) (*TerritoryIndex, error) {
	tree, err := LoadTerritories(ctx, q)
	if err != nil {
		return nil, err
	}
	return NewTerritoryIndex(tree), nil
}

// NewTerritoryIndex makes an index of the nodes.
func NewTerritoryIndex(tree []Territory) *TerritoryIndex {
	x := &TerritoryIndex{nodes: tree, exact: map[string][]int32{}, loose: map[string][]int32{},
		postal: map[string][]int32{}, known: map[[4]string]found{}}
	for i, t := range tree {
		names := append([]string{t.Code, t.Name.Default, t.Name.Hant, t.Name.Hans}, t.Aliases...)
		for _, name := range names {
			key := Fold(name)
			add(x.exact, key, int32(i))
			add(x.loose, loosen(key), int32(i))
		}
		for _, alias := range t.Aliases {
			if key := postalKey(alias); strings.ContainsAny(key, "0123456789") {
				add(x.postal, key, int32(i))
			}
		}
	}
	return x
}

func add(m map[string][]int32, key string, node int32) {
	if key != "" && !slices.Contains(m[key], node) {
		m[key] = append(m[key], node)
	}
}

// suffixes that people leave out.
var suffixes = []string{"特别行政区", "特別行政區", "自治区", "自治區", "市", "縣", "县", "省", "區", "区"}

func loosen(key string) string {
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(key, suffix); ok && len(rest) >= len("台北") {
			return rest
		}
	}
	return key
}

func postalKey(text string) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(Fold(text))
}

// Find gives the deepest territory that is consistent with the words, any of which may be empty. Each text narrows what
// the texts before it left: a region is looked for within the country, a city within both; what is unknown or
// lies elsewhere is passed over, but an unknown country finds nothing, as its regions could be anybody's. A postal code counts by
// the longest alias that begins it. A text that several territories share and nothing narrows to one is passed over.
func (x *TerritoryIndex) Find(country, region, city, postal string) (uuid.UUID, bool) {
	key := [4]string{country, region, city, postal}
	x.mu.Lock()
	answer, asked := x.known[key]
	x.mu.Unlock()
	if asked {
		return answer.id, answer.ok
	}
	if at := x.find(Fold(country), Fold(region), Fold(city), postalKey(postal)); at >= 0 {
		answer = found{x.nodes[at].ID, true}
	}
	for i := range key {
		key[i] = strings.Clone(key[i]) // a reader may reuse the row
	}
	x.mu.Lock()
	if len(x.known) >= maxKnown {
		clear(x.known)
	}
	x.known[key] = answer
	x.mu.Unlock()
	return answer.id, answer.ok
}

// find gives the index of the node, -1 for none.
func (x *TerritoryIndex) find(country, region, city, postal string) int32 {
	best, within := int32(-1), []int32(nil) // the deepest single node so far; the nodes one of which it must be in
	for _, word := range []struct {
		text  string
		kinds []TerritoryKind // in order of likelihood
	}{
		{country, TerritoryKinds},
		{region, []TerritoryKind{Province, City, District, Country}},
		{city, []TerritoryKind{City, District, Province, Country}},
	} {
		if word.text == "" {
			continue
		}
		nodes := x.inside(x.lookUp(word.text), within)
		if len(nodes) == 0 {
			if word.text == country && within == nil {
				return -1
			}
			continue
		}
		nodes = x.likeliest(nodes, word.kinds)
		within = nodes
		if len(nodes) == 1 {
			best = nodes[0]
		}
	}
	return x.byPostal(postal, best, within)
}

func (x *TerritoryIndex) lookUp(text string) []int32 {
	if nodes := x.exact[text]; nodes != nil {
		return nodes
	}
	return x.loose[loosen(text)]
}

// inside keeps the nodes that lie in one of within, or hold one (a region named again); nil within keeps all.
// Of nodes that hold one, the one within itself stands for it.
func (x *TerritoryIndex) inside(nodes, within []int32) []int32 {
	if within == nil {
		return nodes
	}
	var kept []int32
	for _, n := range nodes {
		for _, w := range within {
			if x.nodes[w].Holds(x.nodes[n]) && !slices.Contains(kept, n) {
				kept = append(kept, n)
			}
		}
	}
	if kept != nil {
		return kept
	}
	for _, n := range nodes {
		for _, w := range within {
			if x.nodes[n].Holds(x.nodes[w]) && !slices.Contains(kept, w) {
				kept = append(kept, w)
			}
		}
	}
	return kept
}

// likeliest keeps the nodes of the first kind that any of them has.
func (x *TerritoryIndex) likeliest(nodes []int32, kinds []TerritoryKind) []int32 {
	for _, kind := range kinds {
		var kept []int32
		for _, n := range nodes {
			if x.nodes[n].Kind == kind {
				kept = append(kept, n)
			}
		}
		if kept != nil {
			return kept
		}
	}
	return nodes
}

// byPostal goes deeper by the postal code, or chooses among the nodes of within, where it agrees with them.
func (x *TerritoryIndex) byPostal(postal string, best int32, within []int32) int32 {
	for end := len(postal); end > 0; end-- {
		nodes := x.postal[postal[:end]]
		if nodes == nil {
			continue
		}
		if nodes = x.inside(nodes, within); len(nodes) == 1 {
			return nodes[0]
		}
	}
	return best
}
