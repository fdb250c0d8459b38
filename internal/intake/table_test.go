package intake_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/tonglu/portal/internal/intake"
)

// tableRow is a row with each kind of cell, among them what a spreadsheet would run and a number longer than it can hold.
func tableRow() []any {
	day, marks := time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC), 4
	return []any{"=cmd()", "王", true, false, day, (*time.Time)(nil), &marks, (*int)(nil), json.Number("1.50"), decimal.RequireFromString("12345678901234567.25"), nil}
}

func TestATableIsWrittenAsText(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	table, err := intake.NewTable(intake.FormatCSV, &out, "a", "b")
	if err != nil || table.Row(tableRow()...) != nil || table.Close() != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "\ufeffa,b\n'=cmd(),王,yes,,2024-01-31,,4,,1.50,12345678901234567.25,\n"; got != want {
		t.Errorf("it reads %q, want %q", got, want)
	}
}

func TestATableIsWrittenAsAWorkbook(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	table, err := intake.NewTable("XLSX", &out, "a", "b")
	if err != nil || table.Row(tableRow()...) != nil || table.Close() != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Sheet1")
	if err != nil || len(rows) != 2 || strings.Join(rows[1], "|") != "'=cmd()|王|yes||2024-01-31||4||1.5|12345678901234567.25" {
		t.Errorf("it reads %q, %v", rows, err)
	}
	for cell, want := range map[string]excelize.CellType{"G2": excelize.CellTypeUnset, "J2": excelize.CellTypeInlineString} { // a number, and a text
		if kind, err := book.GetCellType("Sheet1", cell); err != nil || kind != want {
			t.Errorf("%s is of type %v, %v", cell, kind, err)
		}
	}
}
