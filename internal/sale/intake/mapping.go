package intake

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/tonglu/portal/internal/fault"
)

// How a column came to its field.
const (
	Exact   = "exact"   // the header is the field's own name
	Synonym = "synonym" // the header is a name that systems use for it
	Content = "content" // the cells tell
	None    = "none"    // not used, unless the user says so
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

// Missing gives the required fields that no column means. Where one of two
// would do, it gives the first: Quantity, UnitPrice.
func (m Mapping) Missing() []Field {
	have := map[string]bool{}
	for _, c := range m {
		if i, ok := fieldIndex[c.Field]; ok {
			have[Fields[i].Group] = true
		}
	}
	var missing []Field
	for _, info := range Fields {
		if info.Group != "" && !have[info.Group] {
			have[info.Group] = true
			missing = append(missing, info.Field)
		}
	}
	return missing
}

// Validate checks a mapping against the headers of its file. It returns one
// Invalid fault that names each column and field at fault: "mapping.3" is the
// third entry, "mapping.saleDate" a required field without a column.
func (m Mapping) Validate(headers []string) error {
	var faults fault.Fields
	columns, fields := map[int]bool{}, map[Field]int{}
	for i, c := range m {
		path := fmt.Sprintf("mapping.%d", i)
		switch {
		case c.Index < 0 || c.Index >= len(headers):
			faults.Add(path, "mapping.noColumn", fault.Params{"column": c.Header, "columns": len(headers)})
			continue
		case normalHeader(c.Header) != normalHeader(headers[c.Index]):
			faults.Add(path, "mapping.otherHeader", fault.Params{"column": c.Header, "header": headers[c.Index]})
		case columns[c.Index]:
			faults.Add(path, "mapping.columnTwice", fault.Params{"column": c.Header})
		case !c.Field.Known():
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
	for _, field := range m.Missing() {
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

// columnOf is the column of the field, or -1, and its header.
func (m Mapping) columnOf(field Field) (int, string) {
	i := slices.IndexFunc(m, func(c Column) bool { return c.Field == field })
	if i < 0 {
		return -1, ""
	}
	return m[i].Index, m[i].Header
}
