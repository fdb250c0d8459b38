package sheet

import (
	"fmt"

	"github.com/tonglu/portal/internal/fault"
)

// MaxFaults is how many faults are told; the rest is counted.
const MaxFaults = 200

// Faults collects what is wrong with the rows of a file.
type Faults struct {
	fields fault.Fields
	count  int
	seen   map[string]bool
}

// Add notes that the column of the row is at fault. The row is counted as an editor counts lines: the header
// is 1. The path is "rows.3.tier"; params get the row and the column, too. The first fault of a cell is told.
func (f *Faults) Add(row int, column, key string, params fault.Params) {
	path := fmt.Sprintf("rows.%d.%s", row, column)
	if f.seen[path] {
		return
	}
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	f.seen[path] = true
	f.count++
	if len(f.fields) == MaxFaults {
		return
	}
	told := fault.Params{"row": row, "column": column}
	for name, value := range params {
		told[name] = value
	}
	f.fields.Add(path, key, told)
}

// Err gives an Invalid fault that names the first MaxFaults faults and how many there are, or nil.
func (f *Faults) Err() error {
	if f.count == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, Key: "import.rows", Params: fault.Params{"count": f.count}, Fields: f.fields}
}
