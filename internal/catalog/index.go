package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/partner"
)

// Ref is a product that a code was found to mean.
type Ref struct {
	ProductID     uuid.UUID
	ProductLineID uuid.UUID
}

// Index tells which product a code in a distributor's report means: the distributor's own alias first, then the brand's
// code, then the GTIN. It may be used by many at once.
type Index struct {
	refs    []Ref
	byAlias map[string]int32
	byCode  map[string]int32
	byGTIN  map[string]int32

	mu       sync.Mutex
	codes    []candidate         // codes and aliases, sorted by key once Nearest is asked
	backward []int32             // the same, sorted by the key read from its end
	near     map[string][]string // what was asked before
	budget   int                 // distances that may still be measured by looking at every code
}

// candidate is a code that may be meant by one that isn't known.
type candidate struct {
	key   []rune
	shown string
}

// Bounds of Nearest.
const (
	nearBudget = 10_000_000 // about three seconds
	nearWindow = 64         // codes looked at on each side when the budget is spent
	maxNear    = 4096       // answers kept
)

// NewIndex makes an index of the products and one distributor's aliases.
func NewIndex(products []Product, aliases []Alias) *Index {
	x := &Index{
		refs: make([]Ref, len(products)), byAlias: make(map[string]int32, len(aliases)), byCode: make(map[string]int32, len(products)),
		byGTIN: map[string]int32{}, near: map[string][]string{}, budget: nearBudget,
	}
	at := make(map[uuid.UUID]int32, len(products))
	for i, p := range products {
		x.refs[i] = Ref{p.ID, p.ProductLineID}
		at[p.ID] = int32(i)
		x.offer(x.byCode, p.Code, int32(i))
		if p.GTIN != "" {
			x.byGTIN[p.GTIN] = int32(i)
		}
	}
	for _, a := range aliases {
		if i, ok := at[a.ProductID]; ok {
			x.offer(x.byAlias, a.Alias, i)
		}
	}
	return x
}

func (x *Index) offer(m map[string]int32, code string, product int32) {
	key := partner.Fold(code)
	if _, taken := m[key]; key == "" || taken {
		return
	}
	m[key] = product
	x.codes = append(x.codes, candidate{[]rune(key), code})
}

// Find gives the product that the code means. Case, width and spaces around it don't matter; digits are a GTIN of any
// length, as spreadsheets drop leading zeros.
func (x *Index) Find(code string) (Ref, bool) {
	key := partner.Fold(code)
	if i, ok := x.byAlias[key]; ok {
		return x.refs[i], true
	}
	if i, ok := x.byCode[key]; ok {
		return x.refs[i], true
	}
	if len(x.byGTIN) == 0 || len(key) < 7 || len(key) > 17 {
		return Ref{}, false
	}
	var digits [14]byte
	n := 0
	for i := range len(key) {
		switch c := key[i]; {
		case c == ' ' || c == '-':
		case c < '0' || c > '9' || n == len(digits):
			return Ref{}, false
		default:
			digits[n] = c
			n++
		}
	}
	if i, ok := x.byGTIN[pad(string(digits[:n]))]; ok {
		return x.refs[i], true
	}
	return Ref{}, false
}

// Nearest gives the n codes of fewest edits away from the code, nearest first, as the brand or the distributor writes
// them. All codes are looked at as long as the index's budget lasts; then only those that begin or end most like it, so
// that a large file of unknown codes against a large catalogue stays cheap.
func (x *Index) Nearest(code string, n int) []string {
	key := partner.Fold(code)
	if r := []rune(key); len(r) > maxDistance {
		key = string(r[:maxDistance])
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	found, ok := x.near[key]
	if !ok {
		found = x.nearest([]rune(key), max(n, 3))
		if len(x.near) >= maxNear {
			clear(x.near)
		}
		x.near[strings.Clone(key)] = found
	}
	return found[:min(n, len(found))]
}

// sort puts the codes in both orders, for the first unknown code that comes.
func (x *Index) sort() {
	slices.SortFunc(x.codes, func(a, b candidate) int { return slices.Compare(a.key, b.key) })
	x.codes = slices.CompactFunc(x.codes, func(a, b candidate) bool { return slices.Equal(a.key, b.key) })
	x.backward = make([]int32, len(x.codes))
	for i := range x.backward {
		x.backward[i] = int32(i)
	}
	slices.SortFunc(x.backward, func(a, b int32) int { return compareBackward(x.codes[a].key, x.codes[b].key) })
}

func (x *Index) nearest(key []rune, n int) []string {
	if x.backward == nil {
		x.sort()
	}
	d := newDistance(key)
	type scored struct {
		distance int
		at       int32
	}
	var best []scored
	look := func(at int32) {
		limit := maxDistance
		if len(best) == n {
			limit = best[n-1].distance
		}
		other := x.codes[at].key
		if gap := len(other) - len(key); gap > limit || -gap > limit {
			return
		}
		s := scored{d.to(other), at}
		if len(best) == n && s.distance > limit {
			return
		}
		i, twice := slices.BinarySearchFunc(best, s, func(a, b scored) int {
			return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.at, b.at))
		})
		if twice {
			return
		}
		best = slices.Insert(best, i, s)
		best = best[:min(n, len(best))]
	}
	if x.budget >= len(x.codes) {
		x.budget -= len(x.codes)
		for at := range x.codes {
			look(int32(at))
		}
	} else {
		i, _ := slices.BinarySearchFunc(x.codes, key, func(c candidate, key []rune) int { return slices.Compare(c.key, key) })
		for at := max(0, i-nearWindow); at < min(len(x.codes), i+nearWindow); at++ {
			look(int32(at))
		}
		i, _ = slices.BinarySearchFunc(x.backward, key, func(at int32, key []rune) int { return compareBackward(x.codes[at].key, key) })
		for at := max(0, i-nearWindow); at < min(len(x.codes), i+nearWindow); at++ {
			look(x.backward[at])
		}
	}
	shown := make([]string, len(best))
	for i, s := range best {
		shown[i] = x.codes[s.at].shown
	}
	return shown
}

func compareBackward(a, b []rune) int {
	for i, j := len(a)-1, len(b)-1; i >= 0 && j >= 0; i, j = i-1, j-1 {
		if a[i] != b[j] {
			return cmp.Compare(a[i], b[j])
		}
	}
	return cmp.Compare(len(a), len(b))
}
