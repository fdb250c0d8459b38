package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cells reads the fields of one record after the other and notes what is wrong
// with each. The parser of a kind of file is built upon it. It is not safe for
// use by several goroutines at once.
type Cells struct {
	Record   Record
	Problems []Problem // of the record, so far

	fields *Fields
	all    Mapping
	mapped Mapping // columns with a field
	styles Styles
	words  map[string]string // channel words seen
}

// Place is where a field stands in a file.
type Place struct {
	Field  Field
	Index  int // -1 when no column has it
	Header string
	Style  Style
	code   bool
}

// Cells reads by a valid mapping and the styles of a Survey.
func (f *Fields) Cells(m Mapping, styles Styles) *Cells {
	c := &Cells{fields: f, all: m, styles: styles, words: map[string]string{}}
	for _, column := range m {
		if column.Field != "" {
			c.mapped = append(c.mapped, column)
		}
	}
	return c
}

// Place finds a field.
func (c *Cells) Place(field Field) *Place {
	p := &Place{Field: field, Index: -1}
	for _, column := range c.all {
		if column.Field == field {
			p.Index, p.Header = column.Index, column.Header
			break
		}
	}
	if p.Index >= 0 && p.Index < len(c.styles) {
		p.Style = c.styles[p.Index]
	}
	if info := c.fields.info(field); info != nil {
		p.code = info.Code
	}
	return p
}

// Next goes on to a record.
func (c *Cells) Next(r Record) { c.Record, c.Problems = r, nil }

// Cell is the field's cell as it is.
func (c *Cells) Cell(field *Place) string { return CellAt(c.Record.Cells, field.Index) }

// Blank reports whether the field has no column or its cell says nothing.
func (c *Cells) Blank(field *Place) bool { return IsBlank(c.Cell(field)) }

// Reject notes an error of the field.
func (c *Cells) Reject(field *Place, key string, params map[string]any) {
	c.Problems = append(c.Problems, Problem{Field: field.Field, Column: field.Header, Key: key, Params: params, Value: c.Cell(field)})
}

// Warn notes a warning of the field.
func (c *Cells) Warn(field *Place, key string, params map[string]any) {
	c.Reject(field, key, params)
	c.Problems[len(c.Problems)-1].Warning = true
}

// Faulty reports whether the field has an error already.
func (c *Cells) Faulty(field *Place) bool {
	for _, problem := range c.Problems {
		if problem.Field == field.Field && !problem.Warning {
			return true
		}
	}
	return false
}

// ExtraCells rejects a row with more cells than headers: a delimiter within a
// text that is not quoted has moved the cells behind it.
func (c *Cells) ExtraCells() {
	found, width := 0, len(c.styles)
	if c.Record.Cut {
		found = MaxColumns + 1
	} else if width > 0 {
		for i := width; i < len(c.Record.Cells); i++ {
			if !IsBlank(c.Record.Cells[i]) {
				found = i + 1
			}
		}
	}
	if found > 0 {
		c.Problems = append(c.Problems, Problem{Key: KeyRowColumns, Params: map[string]any{"found": found, "expected": width}})
	}
}

// nothing are the words by which systems write that there is no value.
var nothing = map[string]bool{
	"NULL": true, "(null)": true, `\N`: true, "NaN": true, "nan": true, "#N/A": true, "N/A": true, "n/a": true, "-": true, "--": true, "—": true, "–": true,
}

// excelErrors are what a broken formula shows.
var excelErrors = map[string]bool{"#REF!": true, "#VALUE!": true, "#DIV/0!": true, "#NAME?": true, "#NULL!": true, "#NUM!": true, "#SPILL!": true, "#CALC!": true}

// Value is the field's cell without white space around it; "" when it says
// nothing, or when it can't be used, which is noted.
func (c *Cells) Value(field *Place) string {
	value := Clean(c.Cell(field))
	if len(value) == 0 {
		return ""
	}
	if len(value) <= 8 && nothing[value] {
		return ""
	}
	if value[0] == '#' && excelErrors[value] {
		c.Reject(field, KeyCellError, nil)
		return ""
	}
	if value[0] == '=' && len(value) > 3 && value[1] == '"' && value[len(value)-1] == '"' {
		value = Clean(strings.ReplaceAll(value[2:len(value)-1], `""`, `"`)) // ="00123" keeps zeros in a spreadsheet
	}
	if c.Record.Garbled && strings.ContainsRune(value, utf8.RuneError) {
		c.Reject(field, KeyGarbled, nil)
		return ""
	}
	return value
}

// Text is a text on one line of at most limit characters.
func (c *Cells) Text(field *Place, limit int) string {
	if field.Index < 0 {
		return ""
	}
	return c.limited(field, oneLine(c.Value(field)), limit)
}

// Code is a text whose full-width letters and digits are made narrow.
func (c *Cells) Code(field *Place, limit int) string {
	if field.Index < 0 {
		return ""
	}
	value := oneLine(Fold(c.Value(field)))
	if isRounded(value) {
		if field.code {
			c.Reject(field, KeyRounded, nil)
			return ""
		}
		c.Warn(field, KeyRounded, nil)
	}
	return c.limited(field, value, limit)
}

// RequiredCode is a code that must not be blank.
func (c *Cells) RequiredCode(field *Place) string {
	problems := len(c.Problems)
	value := c.Code(field, 100)
	if value == "" && len(c.Problems) == problems {
		c.Reject(field, KeyRequired, nil)
	}
	return value
}

// limited rejects a text of more characters than the limit.
func (c *Cells) limited(field *Place, value string, limit int) string {
	if len(value) > limit && utf8.RuneCountInString(value) > limit {
		c.Reject(field, KeyTooLong, map[string]any{"max": limit})
		return ""
	}
	return value
}

// oneLine puts a space for each run of control characters.
func oneLine(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, unicode.IsControl), " ")
}

// isRounded recognises what a spreadsheet makes of a long number: 4.71009E+12.
func isRounded(value string) bool {
	if len(value) < 5 || len(value) > 24 || value[0] < '1' || value[0] > '9' {
		return false
	}
	mantissa, exponent, ok := strings.Cut(value, "E+")
	if !ok || !AllDigits(exponent) || len(exponent) > 2 {
		return false
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	return len(whole) == 1 && (fraction == "" || AllDigits(fraction))
}
