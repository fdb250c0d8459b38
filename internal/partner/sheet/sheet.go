package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/fault"
)

// Limits of a file.
const (
	MaxRows  = 500_000
	maxBytes = 256 << 20
)

// Column is one column that a file may have.
type Column struct {
	Name string
	// Required: the file must have it and each row must fill it. Another one may be missing, which is the
	// same as all its cells being empty.
	Required bool
}

// Must and May write a list of columns.
func Must(name string) Column { return Column{Name: name, Required: true} }

// May is a column that need not be there.
func May(name string) Column { return Column{Name: name} }

// Read gives the file's rows, without blank ones. The separator is the comma, semicolon or tab that the header has
// most of. Faults of single rows go to faults; the error is Invalid for a file that can't be read as a
// whole: not UTF-8, an unknown, repeated or missing column, broken quotes, too many rows.
func Read(r io.Reader, columns []Column, faults *Faults) ([]Row, error) {
	in := bufio.NewReaderSize(io.LimitReader(r, maxBytes+1), 64<<10)
	if bom, _ := in.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		in.Discard(3)
	}
	c := csv.NewReader(in)
	c.Comma = separator(in)
	c.FieldsPerRecord = -1
	c.ReuseRecord = true
	header, err := c.Read()
	if err == io.EOF {
		return nil, fault.New(fault.Invalid, "import.empty", nil)
	}
	if err != nil {
		return nil, unreadable(err)
	}
	at, err := positions(header, columns)
	if err != nil {
		return nil, err
	}
	width := len(header)
	var rows []Row
	for {
		record, err := c.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
		line, _ := c.FieldPos(0)
		if blank(record) {
			continue
		}
		if c.InputOffset() > maxBytes || len(rows) == MaxRows {
			return nil, fault.New(fault.Invalid, "import.tooLarge", fault.Params{"maxRows": MaxRows, "maxBytes": maxBytes})
		}
		if len(record) > width && !blank(record[width:]) {
			faults.Add(line, columns[0].Name, "import.columns", fault.Params{"expected": width, "got": len(record)})
			continue
		}
		row := Row{Line: line, cells: make([]string, min(width, len(record))), at: at, faults: faults}
		for name, i := range at {
			if i >= len(record) {
				continue
			}
			cell := record[i]
			if !utf8.ValidString(cell) || strings.ContainsRune(cell, 0) {
				return nil, fault.New(fault.Invalid, "import.notUTF8", fault.Params{"row": line, "column": name})
			}
			row.cells[i] = strings.Clone(strings.TrimSpace(cell)) // not the whole record
		}
		for _, column := range columns {
			if column.Required && row.cell(column.Name) == "" {
				faults.Add(line, column.Name, "required", nil)
			}
		}
		rows = append(rows, row)
	}
}

// positions finds the columns in the header.
func positions(header []string, columns []Column) (map[string]int, error) {
	at := make(map[string]int, len(header))
	var unknown, repeated, missing []string
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		switch _, seen := at[name]; {
		case seen:
			repeated = append(repeated, name)
		case !slices.ContainsFunc(columns, func(c Column) bool { return c.Name == name }):
			unknown = append(unknown, name)
		default:
			at[name] = i
		}
	}
	known := make([]string, len(columns))
	for i, c := range columns {
		known[i] = c.Name
		if _, ok := at[c.Name]; c.Required && !ok {
			missing = append(missing, c.Name)
		}
	}
	var fields fault.Fields
	for key, names := range map[string][]string{"import.unknownColumn": unknown, "import.repeatedColumn": repeated, "import.missingColumn": missing} {
		for _, name := range names {
			fields.Add("columns."+name, key, fault.Params{"row": 1, "column": name, "columns": strings.Join(known, ", ")})
		}
	}
	if len(fields) == 0 {
		return at, nil
	}
	slices.SortFunc(fields, func(a, b fault.Field) int { return strings.Compare(a.Path+a.Key, b.Path+b.Key) })
	return nil, &fault.Error{Kind: fault.Invalid, Key: "import.header", Fields: fields}
}

// separator looks at the header without reading it.
func separator(in *bufio.Reader) rune {
	head, _ := in.Peek(4096)
	if end := bytes.IndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	best, most := ',', bytes.Count(head, []byte{','})
	for _, other := range []rune{';', '\t'} {
		if n := bytes.Count(head, []byte(string(other))); n > most {
			best, most = other, n
		}
	}
	return best
}

func blank(record []string) bool {
	return !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func unreadable(err error) error {
	if broken, ok := errors.AsType[*csv.ParseError](err); ok {
		return fault.Wrap(err, fault.Invalid, "import.quotes", fault.Params{"row": broken.Line})
	}
	return err
}
