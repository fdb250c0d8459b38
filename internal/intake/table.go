package intake

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// TableWriter writes a table row by row. A text may have come from anybody and is written neutralised, a day as 2024-01-31, a
// number as one, true as yes; what is nil or false stays empty.
type TableWriter interface {
	Row(cells ...any) error
	// Close ends the table. A workbook is written only now.
	Close() error
	// Drop lets go of what a table holds that was not ended; of one that was, nothing is left.
	Drop()
}

// NewTable begins a table with its header: a workbook for FormatXLSX in any case, else text.
func NewTable(format string, w io.Writer, header ...string) (t TableWriter, err error) {
	if strings.EqualFold(format, FormatXLSX) {
		t, err = newTableBook(w)
	} else {
		t = tableText{csv.NewWriter(w)}
		_, err = io.WriteString(w, "\ufeff") // spreadsheets take it for UTF-8
	}
	if err != nil {
		return nil, err
	}
	cells := make([]any, len(header))
	for i, name := range header {
		cells[i] = name
	}
	return t, t.Row(cells...)
}

// cellText writes a value, and tells whether it is a number.
func cellText(value any) (text string, number bool) {
	switch v := value.(type) {
	case nil:
		return "", false
	case string:
		return Neutral(v), false
	case bool:
		if v {
			return "yes", false
		}
		return "", false
	case time.Time:
		return v.Format(time.DateOnly), false
	case *time.Time:
		if v == nil {
			return "", false
		}
		return v.Format(time.DateOnly), false
	case int:
		return strconv.Itoa(v), true
	case *int:
		if v == nil {
			return "", false
		}
		return strconv.Itoa(*v), true
	case json.Number:
		return v.String(), true
	case *json.Number:
		if v == nil {
			return "", false
		}
		return v.String(), true
	case decimal.Decimal:
		return v.String(), true
	}
	return Neutral(fmt.Sprint(value)), false
}

type tableText struct{ csv *csv.Writer }

func (t tableText) Row(cells ...any) error {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i], _ = cellText(c)
	}
	return t.csv.Write(texts)
}

func (t tableText) Close() error {
	t.csv.Flush()
	return t.csv.Error()
}

func (tableText) Drop() {}

type tableBook struct {
	file *excelize.File
	rows *excelize.StreamWriter
	row  int
	out  io.Writer
}

func newTableBook(w io.Writer) (*tableBook, error) {
	f := excelize.NewFile()
	rows, err := f.NewStreamWriter("Sheet1")
	return &tableBook{file: f, rows: rows, out: w}, err
}

func (b *tableBook) Row(cells ...any) error {
	b.row++
	at, err := excelize.CoordinatesToCellName(1, b.row)
	if err != nil {
		return err
	}
	row := make([]any, len(cells))
	for i, c := range cells {
		text, number := cellText(c)
		row[i] = text
		if number {
			row[i] = cellNumber(text)
		} else if text == "" {
			row[i] = nil
		}
	}
	return b.rows.SetRow(at, row)
}

// cellNumber is a cell's value: spreadsheets hold floats, so an amount of more than 15 digits is text there.
func cellNumber(text string) any {
	if f, err := strconv.ParseFloat(text, 64); err == nil && len(text) <= 16 {
		return f
	}
	return text
}

func (b *tableBook) Close() error {
	defer b.Drop()
	if err := b.rows.Flush(); err != nil {
		return err
	}
	return WriteBook(b.file, b.out)
}

func (b *tableBook) Drop() { _ = b.file.Close() } // of temporary files: one that can't be removed is the system's to clean up

// WriteBook writes a workbook as it is packed: the library by itself packs it into memory first.
func WriteBook(f *excelize.File, w io.Writer) error {
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	_, err := f.WriteToBuffer()
	return err
}
