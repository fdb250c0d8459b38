package sheet_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner/sheet"
)

var columns = []sheet.Column{sheet.Must("code"), sheet.May("from"), sheet.May("amount")}

func TestReadTakesTheUsualForms(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain":            "code,from,amount\nA,2013-07-01,1.50\n",
		"byte order mark":  "\ufeffcode,from,amount\r\nA,2013-07-01,1.50\r\n",
		"semicolons":       "code;from;amount\nA;2013-07-01;1.50",
		"tabs, other case": "Code\tFROM\tamount\nA\t2013-07-01\t1.50",
		"other order":      "amount,code,from\n1.50, A ,2013-07-01\n",
		"blank rows":       "\n\ncode,from,amount\n\n,,\nA,2013-07-01,1.50\n,,\n",
	} {
		var faults sheet.Faults
		rows, err := sheet.Read(strings.NewReader(text), columns, &faults)
		if err != nil || len(rows) != 1 {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
			continue
		}
		r := rows[0]
		if r.Text("code") != "A" || r.Date("from").Format("2006-01-02") != "2013-07-01" || r.Decimal("amount").String() != "1.5" || faults.Err() != nil {
			t.Errorf("%s: %+v, %v", name, r, faults.Err())
		}
	}
}

func TestReadNamesRowAndColumn(t *testing.T) {
	t.Parallel()
	var faults sheet.Faults
	rows, err := sheet.Read(strings.NewReader("code,from,amount\nA,31/7/2013,1\n,2013-07-01,x\n"), columns, &faults)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		r.Date("from")
		r.Decimal("amount")
	}
	var paths []string
	for _, f := range fault.As(faults.Err()).Fields {
		paths = append(paths, f.Path+" "+f.Key)
	}
	want := "rows.3.code required, rows.2.from scalar.date, rows.3.amount scalar.decimal"
	if got := strings.Join(paths, ", "); got != want {
		t.Errorf("faults: %s\nwant    %s", got, want)
	}
}

func TestReadRefusesWhatItCanNotRead(t *testing.T) {
	t.Parallel()
	for text, key := range map[string]string{
		"":                       "import.empty",
		"code,colour\nA,red\n":   "import.header",
		"from\n2013-01-01\n":     "import.header",
		"code,code\nA,B\n":       "import.header",
		"code\n\"A\n":            "import.quotes",
		"code\n\xa4\xa4\xa4\xe5": "import.notUTF8",
		"code\nA\x00\n":          "import.notUTF8",
	} {
		var faults sheet.Faults
		if _, err := sheet.Read(strings.NewReader(text), columns, &faults); err == nil || fault.As(err).Key != key {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

func TestExplainNamesRowAndColumn(t *testing.T) {
	t.Parallel()
	var faults sheet.Faults
	faults.Add(3, "tier", "value.unknown", fault.Params{"value": "TIER_9", "known": "TIER_1, TIER_2"})
	for row := range sheet.MaxFaults {
		faults.Add(row+4, "code", "required", nil)
	}
	got := sheet.Explain(faults.Err()).Error()
	for _, want := range []string{"201 cells are wrong", "row 3, column tier: TIER_9 is unknown; known are TIER_1, TIER_2", "row 4, column code: must be filled", "and 1 more"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %q", got, want)
		}
	}
}
