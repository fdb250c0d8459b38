package intake

import "io"

// Source is a file to read. R must give the same Size bytes each time.
type Source struct {
	Name string
	Size int64
	R    io.ReaderAt
}

// Options are what the user knows better than detection. Zero values mean detect.
type Options struct {
	Encoding  string `json:"encoding,omitempty"`
	Delimiter string `json:"delimiter,omitempty"`
	Sheet     string `json:"sheet,omitempty"`
	HeaderRow int    `json:"headerRow,omitempty"` // 1-based row in the file
}

// Formats of a file.
const (
	FormatCSV  = "csv"
	FormatXLSX = "xlsx"
)

// Layout says how a file is laid out. It is stored as JSON, so
// that every later reading is the same reading.
type Layout struct {
	Format    string   `json:"format"` // csv or xlsx
	Encoding  string   `json:"encoding,omitempty"`
	Delimiter string   `json:"delimiter,omitempty"`
	Sheet     string   `json:"sheet,omitempty"`
	Sheets    []string `json:"sheets,omitempty"` // all visible sheets, for the user to choose from
	HeaderRow int      `json:"headerRow"`        // 1-based row in the file
	Headers   []string `json:"headers"`
	Signature string   `json:"signature"` // hash of the normalised headers but ours: the same layout has the same one
	Rows      int64    `json:"rows"`      // estimate of the rows below the header; -1 when unknown
	Styles    Styles   `json:"styles,omitempty"`
}

// Record is one row below the header.
type Record struct {
	Number  int64    // the row in the file, 1-based
	Cells   []string // valid until the next call of Next
	Numbers []bool   // which cells are numbers of a workbook, always with a point; valid as long; may be shorter
	Garbled bool     // some bytes are no characters of the file's encoding
	Cut     bool     // the row has more cells than MaxColumns; the rest is not in Cells
}

// Raw copies the cells, for keeping.
func (r Record) Raw() []string {
	return append([]string(nil), r.Cells...)
}

// isNumber reports whether cell i is a number of a workbook.
func (r Record) isNumber(i int) bool { return i >= 0 && i < len(r.Numbers) && r.Numbers[i] }

// Kind says what a row is.
type Kind string

// The kinds of row. All but Data are ignored, and listed as such.
const (
	Data         Kind = "DATA"
	Blank        Kind = "BLANK"
	Title        Kind = "TITLE"
	Total        Kind = "TOTAL"
	HeaderRepeat Kind = "HEADER_REPEAT"
)

// Orders of day and month in a numeric date whose year comes last.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
	YearFirst  = "ymd"
)

// Problem is what is wrong with one field of a row. With Warning the row may be accepted.
type Problem struct {
	Field   Field          `json:"field"`
	Column  string         `json:"column"` // the header, as in the file
	Key     string         `json:"key"`    // message key: "row.date.unreadable"
	Params  map[string]any `json:"params,omitempty"`
	Value   string         `json:"value"` // what the cell says
	Warning bool           `json:"warning,omitempty"`
}

// Rejected reports whether one of the problems is an error rather than a warning.
func Rejected(problems []Problem) bool {
	for _, p := range problems {
		if !p.Warning {
			return true
		}
	}
	return false
}

// Style is how one column writes dates and numbers, from the evidence of its cells.
// The zero value has seen nothing, and reads what can be read in one way only.
type Style struct {
	Seen         int64  `json:"seen,omitempty"`         // filled cells looked at
	DateOrder    string `json:"dateOrder,omitempty"`    // "" undecided, DayFirst, MonthFirst or YearFirst
	Serial       bool   `json:"serial,omitempty"`       // dates are Excel serials
	ROC          bool   `json:"roc,omitempty"`          // years count from 1912
	DecimalComma bool   `json:"decimalComma,omitempty"` // 1.234,56
	EitherWay    bool   `json:"eitherWay,omitempty"`    // its numbers may be thousands or have three decimals, and nothing tells
	Sparse       bool   `json:"sparse,omitempty"`       // filled once for many rows: merged cells, or a third of the rows blank
	Merged       bool   `json:"merged,omitempty"`       // the workbook merges cells down this column
}

// Styles has one Style per column of the file.
type Styles []Style

// Count is the outcome of a Survey.
type Count struct {
	Rows   int64  // records below the header; Next gives exactly as many
	Styles Styles // from all rows, better than the layout's
}

// Learn fills in, from earlier files of the same columns, what a file of few rows leaves open about how its columns write
// dates and numbers. s is changed.
func (s Styles) Learn(kept Styles) Styles {
	for i := range min(len(s), len(kept)) {
		if s[i].DateOrder == "" {
			s[i].DateOrder = kept[i].DateOrder
		}
		if s[i].EitherWay {
			s[i].DecimalComma, s[i].EitherWay = kept[i].DecimalComma, kept[i].EitherWay
		}
	}
	return s
}
