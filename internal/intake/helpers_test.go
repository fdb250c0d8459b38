package intake

import (
	"bytes"
	"context"
	"io"
	"slices"
	"testing"

	"github.com/tonglu/portal/internal/fault"
)

// testFields are those of a kind of file that has no package of its own.
var testFields = NewFields([]Info{
	{Field: "number", Group: "number", Names: Names{Exact: []string{"Invoice Number", "發票號碼", "发票号码"}, Strong: []string{"單據號碼"}}},
	{Field: "day", Group: "day", Names: Names{Exact: []string{"Invoice Date", "Sale Date", "銷售日期", "销售日期"}, Strong: []string{"Date", "日期"}},
		Style: DateStyle, Agrees: Such(LooksLikeDate), Proves: LooksLikeDate},
	{Field: "code", Names: Names{Exact: []string{"Product Code", "產品編號", "产品编号"}, Strong: []string{"SKU"}}, Code: true},
	{Field: "quantity", Names: Names{Exact: []string{"Quantity", "數量", "数量"}}, Style: NumberStyle, Role: SoldRole, Agrees: Such(LooksLikeNumber)},
	{Field: "price", Names: Names{Exact: []string{"Unit Price", "單價", "单价"}}, Style: NumberStyle, Role: PriceRole, Agrees: Such(LooksLikeNumber)},
	{Field: "amount", Names: Names{Exact: []string{"Net Amount", "Amount", "金額", "金额"}}, Style: NumberStyle, Role: NetRole, Agrees: Such(LooksLikeNumber)},
	{Field: "name", Names: Names{Exact: []string{"Customer Name", "客戶名稱", "客户名称"}, Strong: []string{"Customer"}, Weak: []string{"Sold To"}},
		Agrees: func(cells []string, weak bool) bool { return !weak || !Mostly(cells, LooksLikeCode) }},
	{Field: "note", Names: Names{Exact: []string{"Note", "備註", "备注"}}},
	{Field: LineID, Own: true},
	{Field: Reason, Own: true},
}, nil)

// source is a file in memory.
func source(data []byte) Source {
	return Source{Name: "test", Size: int64(len(data)), R: bytes.NewReader(data)}
}

// encoded is text in an encoding, without a mark.
func encoded(t testing.TB, text, name string) []byte {
	t.Helper()
	if codecs[name] == nil {
		return []byte(text)
	}
	data, err := codecs[name].NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("encoding as %s: %v", name, err)
	}
	return data
}

// inspect is Inspect that must succeed.
func inspect(t testing.TB, src Source, opts Options) (Layout, [][]string) {
	t.Helper()
	l, preview, err := testFields.Inspect(context.Background(), src, opts)
	if err != nil {
		t.Fatalf("Inspect: %v", err)
	}
	return l, preview
}

// readAll gives all records below the header.
func readAll(t testing.TB, src Source, l Layout) []Record {
	t.Helper()
	r, err := Open(context.Background(), src, l)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer r.Close()
	var records []Record
	for {
		record, err := r.Next()
		if err == io.EOF {
			return records
		}
		if err != nil {
			t.Fatalf("Next: %v", err)
		}
		record.Cells, record.Numbers = record.Raw(), slices.Clone(record.Numbers)
		records = append(records, record)
	}
}

// wantKey checks that err is an Invalid fault with the key.
func wantKey(t testing.TB, err error, key string) {
	t.Helper()
	if !fault.Is(err, fault.Invalid) || fault.As(err).Key != key {
		t.Errorf("error = %v, want %s", err, key)
	}
}
