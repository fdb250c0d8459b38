package sale

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/internal/intake"
)

// sheetWriter writes an export row by row.
type sheetWriter interface {
	header(names []string) error
	line(l exported) error
	close() error
}

func newSheetWriter(format string, w io.Writer) (sheetWriter, error) {
	if format == "XLSX" {
		return newWorkbook(w)
	}
	_, err := io.WriteString(w, "\ufeff") // spreadsheets take it for UTF-8
	return &textSheet{csv.NewWriter(w)}, err
}

type textSheet struct{ csv *csv.Writer }

func (t *textSheet) header(names []string) error { return t.csv.Write(names) }

func (t *textSheet) line(l exported) error {
	price := ""
	if l.UnitPrice != nil {
		price = l.UnitPrice.String()
	}
	return t.csv.Write([]string{intake.Neutral(l.Distributor), intake.Neutral(l.InvoiceNo), intake.Neutral(l.LineNo), l.SaleDate.Format(time.DateOnly),
		intake.Neutral(l.Product), intake.Neutral(l.ProductName), intake.Neutral(l.ProductLine), intake.Neutral(l.Account), intake.Neutral(l.Territory),
		l.ChannelType, l.Quantity.String(), price, l.NetAmount.String(), l.Currency, l.BaseAmount.String(), intake.Neutral(l.Serial), yesNo(l.Voided)})
}

func (t *textSheet) close() error {
	t.csv.Flush()
	return t.csv.Error()
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

type workbook struct {
	file *excelize.File
	rows *excelize.StreamWriter
	row  int
	out  io.Writer
}

func newWorkbook(w io.Writer) (*workbook, error) {
	f := excelize.NewFile()
	rows, err := f.NewStreamWriter("Sheet1")
	return &workbook{file: f, rows: rows, out: w}, err
}

func (b *workbook) add(cells []any) error {
	b.row++
	at, err := excelize.CoordinatesToCellName(1, b.row)
	if err != nil {
		return err
	}
	return b.rows.SetRow(at, cells)
}

func (b *workbook) header(names []string) error {
	cells := make([]any, len(names))
	for i, n := range names {
		cells[i] = n
	}
	return b.add(cells)
}

func (b *workbook) line(l exported) error {
	var price any
	if l.UnitPrice != nil {
		price = number(*l.UnitPrice)
	}
	return b.add([]any{intake.Neutral(l.Distributor), intake.Neutral(l.InvoiceNo), intake.Neutral(l.LineNo), l.SaleDate.Format(time.DateOnly),
		intake.Neutral(l.Product), intake.Neutral(l.ProductName), intake.Neutral(l.ProductLine), intake.Neutral(l.Account), intake.Neutral(l.Territory),
		l.ChannelType, number(l.Quantity), price, number(l.NetAmount), l.Currency, number(l.BaseAmount), intake.Neutral(l.Serial), yesNo(l.Voided)})
}

// number is a cell's value: spreadsheets hold floats, so an amount of more than 15 digits is text there.
func number(n json.Number) any {
	if f, err := n.Float64(); err == nil && len(n) <= 16 {
		return f
	}
	return n.String()
}

func (b *workbook) close() error {
	if err := b.rows.Flush(); err != nil {
		return err
	}
	if _, err := b.file.WriteTo(b.out); err != nil {
		return err
	}
	return b.file.Close()
}
