package intake

import "fmt"

// Field is what a column means. The empty field is a column not used.
type Field string

// The columns of our own rejects files, which nobody picks by hand.
const (
	LineID Field = "_line"   // the identity of a row
	Reason Field = "_reason" // why it was rejected: ignored when it comes back
)

// Info is what a kind of file knows of one of its fields: what columns call it, and what their cells look like.
type Info struct {
	Field Field
	// Group names the requirement a field helps to meet: one field of each group
	// must be mapped. The empty group is optional.
	Group string
	// Own is true for the columns of our rejects file.
	Own   bool
	Names Names
	// Agrees reports whether a column of the name, weak or not, may be the field,
	// by those of its first cells that say something. Nil takes any.
	Agrees func(cells []string, weak bool) bool
	// Proves reports whether a cell shows by itself what it is: a column whose
	// name says nothing is the field when all of its cells do. Nil is never.
	Proves func(cell string) bool
	// Style is what Survey learns of the field's column.
	Style StyleKind
	// Role is what the field's numbers are in the arithmetic of a row.
	Role Role
	// Code is true for what names a thing: digits that a spreadsheet cut off would name another.
	Code bool
}

// Names are the headers that mean a field.
type Names struct {
	Exact  []string // the field's own names in the three languages
	Strong []string // what real systems call it, the best first
	Weak   []string // words of many meanings: taken only when the cells agree
}

// Fields are the fields that a kind of file may have, in the order they are shown.
type Fields struct {
	List  []Info
	index map[Field]int
	// synonyms is the table by normalised header, the best field first.
	synonyms map[string][]synonym
	choose   func(all []Candidate, headers []string) []Candidate
}

// synonym is a field that a header may mean, and how well.
type synonym struct {
	field Field
	score float64
	exact bool
	weak  bool
}

// NewFields makes the fields of a kind of file. choose may be nil; it sees all
// that the columns of a file may mean before the best are taken, and gives back
// what is to be considered. It panics when a field has no name of its own, or one
// that is another's.
func NewFields(list []Info, choose func(all []Candidate, headers []string) []Candidate) *Fields {
	f := &Fields{List: list, index: make(map[Field]int, len(list)), synonyms: map[string][]synonym{}, choose: choose}
	for i, info := range list {
		f.index[info.Field] = i
		if len(info.Names.Exact) == 0 && !info.Own {
			panic(fmt.Sprintf("the field %s has no name", info.Field))
		}
		for j, header := range info.Names.Exact {
			f.add(header, synonym{field: info.Field, score: 100 - float64(j)/100, exact: true})
		}
		for j, header := range info.Names.Strong {
			f.add(header, synonym{field: info.Field, score: 90 - float64(j)/10})
		}
		for j, header := range info.Names.Weak {
			f.add(header, synonym{field: info.Field, score: 40 - float64(j)/10, weak: true})
		}
	}
	return f
}

// add puts a spelling into the table, before those that mean it less.
func (f *Fields) add(header string, s synonym) {
	key := NormalHeader(header)
	for i, other := range f.synonyms[key] {
		if other.field == s.field {
			return // an earlier spelling is the same word
		}
		if key == "" || other.exact && s.exact {
			panic(fmt.Sprintf("%q is the own name of both %s and %s", header, other.field, s.field))
		}
		if s.score > other.score {
			f.synonyms[key] = append(f.synonyms[key][:i], append([]synonym{s}, f.synonyms[key][i:]...)...)
			return
		}
	}
	f.synonyms[key] = append(f.synonyms[key], s)
}

// Known reports whether a field is one of these; the empty field is one, too.
func (f *Fields) Known(field Field) bool {
	_, ok := f.index[field]
	return ok || field == ""
}

// info is what is known of a field; nil when it is none of these.
func (f *Fields) info(field Field) *Info {
	if i, ok := f.index[field]; ok {
		return &f.List[i]
	}
	return nil
}
