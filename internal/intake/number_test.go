package intake

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cell  string
		comma bool
		want  string // "" is unreadable
	}{
		{"12", false, "12"},
		{"-12.50", false, "-12.5"},
		{"+7", false, "7"},
		{"1,234.50", false, "1234.5"},
		{"1,234,567", false, "1234567"},
		{"1.234,56", true, "1234.56"},
		{"1.234.567", true, "1234567"},
		{"1 234,56", true, "1234.56"},
		{"1'234.50", false, "1234.5"},
		{"(1,234.50)", false, "-1234.5"},
		{"(NT$1,234)", false, "-1234"},
		{"NT$(1,234)", false, "-1234"},
		{"1,234-", false, "-1234"},
		{"−5", false, "-5"},
		{"－５", false, "-5"},
		{"１２３．５", false, "123.5"},
		{"NT$ 1,200", false, "1200"},
		{"-NT$1,200", false, "-1200"},
		{"¥88.00", false, "88"},
		{"￥８８", false, "88"},
		{"12,50 €", true, "12.5"},
		{"28.00 USD", false, "28"},
		{"1,200元", false, "1200"},
		{"15%", false, "0.15"},
		{"12 pcs", false, "12"},
		{"3個", false, "3"},
		{"1.5E+3", false, "1500"},
		{".5", false, "0.5"},
		{"5.", false, "5"},
		{"0.30000000000000004", false, "0.30000000000000004"},
		{"12,5", true, "12.5"},
		{"1.234,50-", true, "-1234.5"},
		{"1,234.50-", false, "-1234.5"},
		{"1,234.50−", false, "-1234.5"},
		{"(1.234,50)", true, "-1234.5"},
		{"NT$ 1,234", false, "1234"},
		{"NT$ 1,234-", false, "-1234"},
		{"ＮＴ＄１，２３４．５０", false, "1234.5"},
		{"１．２３４，５０", true, "1234.5"},
		{"0,125", true, "0.125"},
		{"0.125", false, "0.125"},
		{"0,125", false, ""},
		{"0.125", true, ""},
		{"1,23", false, ""},
		{"1,2345", false, ""},
		{"1,,234", false, ""},
		{",123", false, ""},
		{"1.234,56", false, ""},
		{"1,234.56", true, ""},
		{"12.5", true, ""},
		{"3 箱", false, ""},
		{"abc", false, ""},
		{"--5", false, ""},
		{"(-5)", false, ""},
		{"1e999999", false, ""},
		{"99999999999999999999", false, ""},
		{"", false, ""},
		{"$", false, ""},
		{"2024-03-05", false, ""},
		{"E", false, ""},
	} {
		n, ok := ParseNumber(c.cell, c.comma)
		switch {
		case c.want == "" && ok:
			t.Errorf("%q is read as %s, want unreadable", c.cell, n.Value)
		case c.want != "" && (!ok || !n.Value.Equal(decimal.RequireFromString(c.want))):
			t.Errorf("%q (comma %v) = %s, %v, want %s", c.cell, c.comma, n.Value, ok, c.want)
		}
	}
}

func TestDecimalSignIsDecidedPerColumn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		cells []string
		comma bool
	}{
		{"a comma with two digits behind", []string{"1.234", "12,50"}, true},
		{"both separators", []string{"1.234,56", "1.000"}, true},
		{"a point with two digits behind", []string{"1,234", "12.50"}, false},
		{"three digits tell nothing", []string{"1,234", "5,678"}, false},
		{"three digits after a point tell nothing", []string{"1.234"}, false},
		{"groups twice", []string{"1.234.567"}, true},
		{"nothing before the sign is no thousands", []string{"0,125", "2,500"}, true},
		{"a point behind nothing", []string{"0.125", "2.500"}, false},
		{"full width", []string{"１２，５０"}, true},
		{"the majority", []string{"12.5", "13.5", "1,5"}, false},
	} {
		var e evidence
		for _, cell := range c.cells {
			e.observe(cell)
		}
		if got := e.style().DecimalComma; got != c.comma {
			t.Errorf("%s: %q: comma = %v", c.name, c.cells, got)
		}
	}
	columns := make([]evidence, 2)
	columns[0].observe("12,50")
	columns[1].observe("1.234")
	if !conclude(columns, ",", nil)[1].DecimalComma {
		t.Error("a column that could be read either way must follow the others")
	}
}

func TestCurrencySignsTellTheCurrency(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cell, fallback, want string }{
		{"USD", "TWD", "USD"}, {"usd", "TWD", "USD"}, {"NT$", "USD", "TWD"}, {"新台幣", "USD", "TWD"}, {"RMB", "", "CNY"},
		{"人民币", "", "CNY"}, {"$", "USD", "USD"}, {"$", "", ""}, {"¥", "JPY", "JPY"}, {"¥", "TWD", "CNY"}, {"€", "", "EUR"},
		{"USD - US Dollar", "", "USD"}, {"100", "USD", ""}, {"XYZ", "USD", ""}, {"ＵＳＤ", "", "USD"},
	} {
		got, ok := ParseCurrency(c.cell, c.fallback)
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("%q with %q = %q, want %q", c.cell, c.fallback, got, c.want)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"1,234.50", "(5)", "NT$ 1", "1.5E+3", "１２", "5-", "%", "()", "-", "1'234"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, cell string, comma bool) {
		n, ok := ParseNumber(cell, comma)
		if ok && n.Value.Abs().Cmp(maxNumber) >= 0 {
			t.Errorf("%q = %s, beyond the bound", cell, n.Value)
		}
		numberEvidence(cell)
	})
}
