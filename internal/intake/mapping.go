package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/tonglu/portal/internal/fault"
)

// How a column came to its field.
const (
	Exact   = "exact"   // the header is the field's own name
	Synonym = "synonym" // the header is a name that systems use for it
	Content = "content" // the cells tell
	None    = "none"    // not used, unless the user says so

	Confirmed = "confirmed" // a person said so
)

// Column is what one column of a file means.
type Column struct {
	Index      int    `json:"index"` // 0-based
	Header     string `json:"header"`
	Field      Field  `json:"field"` // "" is not used
	Confidence string `json:"confidence"`
}

// Mapping is what the columns of a file mean.
type Mapping []Column

// Missing gives the required fields that no column means. Where one of several
// would do, it gives the first.
func (f *Fields) Missing(m Mapping) []Field {
	have := map[string]bool{}
	for _, c := range m {
		if info := f.info(c.Field); info != nil {
			have[info.Group] = true
		}
	}
	var missing []Field
	for _, info := range f.List {
		if info.Group != "" && !have[info.Group] {
			have[info.Group] = true
			missing = append(missing, info.Field)
		}
	}
	return missing
}

// Validate checks a mapping against the headers of its file. It returns one
// Invalid fault that names each column and field at fault: "mapping.3" is the
// third entry, "mapping.name" a required field without a column.
func (f *Fields) Validate(m Mapping, headers []string) error {
	var faults fault.Fields
	columns, fields := map[int]bool{}, map[Field]int{}
	for i, c := range m {
		path := fmt.Sprintf("mapping.%d", i)
		switch {
		case c.Index < 0 || c.Index >= len(headers):
			faults.Add(path, "mapping.noColumn", fault.Params{"column": c.Header, "columns": len(headers)})
			continue
		case NormalHeader(c.Header) != NormalHeader(headers[c.Index]):
			faults.Add(path, "mapping.otherHeader", fault.Params{"column": c.Header, "header": headers[c.Index]})
		case columns[c.Index]:
			faults.Add(path, "mapping.columnTwice", fault.Params{"column": c.Header})
		case !f.Known(c.Field):
			faults.Add(path, "mapping.unknownField", fault.Params{"column": c.Header, "field": string(c.Field)})
		}
		columns[c.Index] = true
		if c.Field == "" {
			continue
		}
		if first, twice := fields[c.Field]; twice {
			faults.Add(path, "mapping.fieldTwice", fault.Params{"column": c.Header, "field": string(c.Field), "other": m[first].Header})
			continue
		}
		fields[c.Field] = i
	}
	for _, field := range f.Missing(m) {
		faults.Add("mapping."+string(field), "mapping.required", fault.Params{"field": string(field)})
	}
	return faults.Err()
}

// For gives the mapping of a file's columns for the headers of another file with
// the same signature: there they may be spelled in another way and have our
// columns among them. Columns go by their order, so that equal headers stay
// apart; ours are left out. The mapping must have all columns, as Suggest gives them.
func (m Mapping) For(headers []string) Mapping {
	m = slices.DeleteFunc(slices.Clone(m), func(c Column) bool { return ownColumn(c.Header) != "" })
	slices.SortFunc(m, func(a, b Column) int { return cmp.Compare(a.Index, b.Index) })
	kept := keptColumns(headers)
	for i := range min(len(m), len(kept)) {
		m[i].Index, m[i].Header = kept[i], headers[kept[i]]
	}
	return m[:min(len(m), len(kept))]
}

// Headers gives the header of each field's column.
func (m Mapping) Headers() map[Field]string {
	out := make(map[Field]string, len(m))
	for _, c := range m {
		if c.Field != "" {
			out[c.Field] = c.Header
		}
	}
	return out
}

// Override puts what a person said over what was suggested, column by column:
// by place, else by header. A field that a person gives to one column is taken
// from the others. m is changed.
func (m Mapping) Override(said Mapping) Mapping {
	for _, s := range said {
		at := m.place(s)
		if at < 0 {
			continue
		}
		for i := range m {
			if s.Field != "" && m[i].Field == s.Field && i != at && m[i].Confidence != Confirmed {
				m[i].Field, m[i].Confidence = "", None
			}
		}
		m[at].Field, m[at].Confidence = s.Field, Confirmed
	}
	return m
}

// RefuseUnknown returns Invalid naming what was said of columns that m does not have.
func (m Mapping) RefuseUnknown(said Mapping) error {
	var faults fault.Fields
	for i, s := range said {
		if m.place(s) < 0 {
			name := s.Header
			if name == "" {
				name = strconv.Itoa(s.Index)
			}
			faults.Add(fmt.Sprintf("mapping.%d", i), "mapping.noColumn", fault.Params{"column": name})
		}
	}
	return faults.Err()
}

// place gives the place in m of the column that s speaks of, -1 when there is none.
func (m Mapping) place(s Column) int {
	at := -1
	for i, c := range m {
		if c.Index == s.Index && (s.Header == "" || c.Header == s.Header) {
			return i
		}
		if s.Header != "" && c.Header == s.Header && at < 0 {
			at = i
		}
	}
	return at
}
