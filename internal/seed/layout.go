package seed

import (
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// col is what a column of a file holds.
type col int

const (
	colInvoice col = iota
	colLine
	colDate
	colCode // product: the brand's code, or the distributor's own
	colGTIN
	colName // of the product; no field of ours
	colQuantity
	colSold     // quantity of a sale, empty for a return
	colReturned // quantity of a return, empty for a sale
	colPrice    // unit price after the discount
	colList     // unit price before it
	colDiscount
	colNet
	colCurrency
	colCustomerCode
	colCustomer
	colTaxID
	colPhone
	colEmail
	colRegion // the province, county or prefecture
	colCity   // the city or district within
	colPostal
	colChannel
	colSerial
	colPerson
	colNote
)

// column is a header and what stands below.
type column struct {
	header string
	is     col
}

// layout is how a distributor's system writes its sales.
type layout struct {
	ext       string // csv, txt or xlsx
	encoding  encoding.Encoding
	bom       string
	delimiter byte
	sheet     string
	title     string // rows above the header, when there is one: %s is the distributor's name
	columns   []column
	date      func(time.Time) string
	comma     bool // 1.234,56
	thousands bool // 1,234.56
	total     string
	blanks    bool // a blank row before the total
	words     map[string]string
	english   bool // regions in English
}

func (l *layout) has(c col) bool {
	for _, column := range l.columns {
		if column.is == c {
			return true
		}
	}
	return false
}

func dateAs(format string) func(time.Time) string {
	return func(day time.Time) string { return day.Format(format) }
}

// rocDate counts years from 1912.
func rocDate(day time.Time) string {
	return string(appendInt(nil, int64(day.Year()-1911))) + day.Format("/01/02")
}

var (
	hantChannels    = map[string]string{online: "電商", store: "門市", social: "社群", wholesale: "批發", direct: "直銷"}
	hansChannels    = map[string]string{online: "电商", store: "门店", social: "直播", wholesale: "分销", direct: "直营"}
	englishChannels = map[string]string{online: "Online", store: "Retail", social: "Social Media", wholesale: "Wholesale", direct: "Direct Sales"}
)

// layouts are those of the distributors' systems, by key.
var layouts = map[string]*layout{
	// An ERP in English.
	"erp": {ext: "csv", encoding: encoding.Nop, delimiter: ',', date: dateAs(time.DateOnly), words: englishChannels, english: true, columns: []column{
		{"Invoice No.", colInvoice}, {"Line No.", colLine}, {"Posting Date", colDate}, {"Item No.", colCode}, {"Description", colName},
		{"Quantity", colQuantity}, {"Unit Price", colList}, {"Line Discount Amount", colDiscount}, {"Line Amount", colNet}, {"Currency Code", colCurrency},
		{"Customer No.", colCustomerCode}, {"Customer Name", colCustomer}, {"VAT Registration No.", colTaxID}, {"Ship-to State", colRegion},
		{"Sales Channel", colChannel}, {"Serial No.", colSerial}, {"Salesperson", colPerson}}},
	// 鼎新-like: Big5, years of the Republic, thousands separators, a total at the end.
	"dingxin": {ext: "csv", encoding: traditionalchinese.Big5, delimiter: ',', date: rocDate, thousands: true, total: "合計", blanks: true, columns: []column{
		{"單據日期", colDate}, {"銷貨單號", colInvoice}, {"項次", colLine}, {"客戶代號", colCustomerCode}, {"客戶簡稱", colCustomer}, {"統一編號", colTaxID},
		{"聯絡電話", colPhone}, {"品號", colCode}, {"品名", colName}, {"數量", colQuantity}, {"單價", colPrice}, {"未稅金額", colNet}, {"幣別", colCurrency},
		{"縣市", colRegion}, {"郵遞區號", colPostal}, {"產品序號", colSerial}, {"業務人員", colPerson}, {"備註", colNote}}},
	// 金蝶-like: GB18030.
	"kingdee": {ext: "csv", encoding: simplifiedchinese.GB18030, delimiter: ',', date: dateAs("2006-01-02"), total: "合计", words: hansChannels, columns: []column{
		{"日期", colDate}, {"单据编号", colInvoice}, {"行号", colLine}, {"客户编码", colCustomerCode}, {"客户名称", colCustomer}, {"纳税人识别号", colTaxID},
		{"联系电话", colPhone}, {"物料编码", colCode}, {"物料名称", colName}, {"实发数量", colQuantity}, {"含税单价", colPrice}, {"价税合计", colNet},
		{"币别", colCurrency}, {"省份", colRegion}, {"城市", colCity}, {"销售渠道", colChannel}, {"序列号", colSerial}, {"销售员", colPerson}, {"备注", colNote}}},
	// 用友-like: a workbook with a title above the header.
	"yonyou": {ext: "xlsx", sheet: "销售明细", title: "%s 销售出库明细表", date: dateAs("2006/1/2"), total: "总计", words: hansChannels, columns: []column{
		{"出库单号", colInvoice}, {"行号", colLine}, {"单据日期", colDate}, {"客户编码", colCustomerCode}, {"客户名称", colCustomer}, {"税号", colTaxID},
		{"存货编码", colCode}, {"存货名称", colName}, {"数量", colQuantity}, {"单价", colList}, {"折扣额", colDiscount}, {"金额", colNet},
		{"收货省份", colRegion}, {"收货城市", colCity}, {"渠道类型", colChannel}, {"序列号", colSerial}, {"业务员", colPerson}}},
	// A point of sale's workbook, in Traditional Chinese.
	"pos": {ext: "xlsx", sheet: "Sheet1", title: "%s 門市銷售日報", date: dateAs("2006/01/02"), columns: []column{
		{"交易日期", colDate}, {"發票號碼", colInvoice}, {"明細序號", colLine}, {"會員編號", colCustomerCode}, {"會員姓名", colCustomer}, {"手機", colPhone},
		{"買方統編", colTaxID}, {"國際條碼", colGTIN}, {"商品名稱", colName}, {"數量", colQuantity}, {"售價", colPrice}, {"銷售金額", colNet},
		{"縣市", colRegion}, {"產品序號", colSerial}, {"店員", colPerson}}},
	// What spreadsheets call Unicode text.
	"tab": {ext: "txt", encoding: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), delimiter: '\t', date: dateAs("2006/1/2"), words: hantChannels, columns: []column{
		{"銷貨日期", colDate}, {"單號", colInvoice}, {"項次", colLine}, {"客戶編號", colCustomerCode}, {"客戶名稱", colCustomer}, {"統編", colTaxID}, {"電子信箱", colEmail},
		{"產品編號", colCode}, {"產品名稱", colName}, {"數量", colQuantity}, {"單價", colPrice}, {"金額", colNet}, {"地區", colRegion}, {"鄉鎮市區", colCity},
		{"通路", colChannel}, {"序列號", colSerial}, {"業務", colPerson}}},
	// A European ERP: semicolons, decimal commas, days first.
	"semicolon": {ext: "csv", encoding: encoding.Nop, delimiter: ';', date: dateAs("02.01.2006"), comma: true, total: "Total", words: englishChannels, english: true, columns: []column{
		{"Billing Document", colInvoice}, {"Pos", colLine}, {"Billing Date", colDate}, {"Sold-to Code", colCustomerCode}, {"Sold-to Name", colCustomer}, {"Tax Number", colTaxID},
		{"Material", colCode}, {"Material Description", colName}, {"Billed Quantity", colQuantity}, {"Net Price", colPrice}, {"Net Value", colNet}, {"Currency", colCurrency},
		{"Region", colRegion}, {"Sales Channel", colChannel}, {"Serial Number", colSerial}}},
	// A web shop's orders in Traditional Chinese.
	"shop": {ext: "csv", encoding: encoding.Nop, bom: "\xEF\xBB\xBF", delimiter: ',', date: dateAs("2006-01-02 15:04:05"), words: hantChannels, columns: []column{
		{"訂單編號", colInvoice}, {"項次", colLine}, {"訂單日期", colDate}, {"會員編號", colCustomerCode}, {"收貨人", colCustomer}, {"買方統編", colTaxID}, {"手機", colPhone}, {"電子信箱", colEmail},
		{"商品編號", colCode}, {"商品名稱", colName}, {"數量", colQuantity}, {"單價", colList}, {"折扣金額", colDiscount}, {"實付金額", colNet},
		{"收貨地區", colRegion}, {"郵遞區號", colPostal}, {"通路", colChannel}, {"序列號", colSerial}, {"備註", colNote}}},
	// A marketplace's orders in Simplified Chinese, without line numbers.
	"market": {ext: "csv", encoding: encoding.Nop, bom: "\xEF\xBB\xBF", delimiter: ',', date: dateAs("2006-01-02 15:04:05"), words: hansChannels, columns: []column{
		{"订单编号", colInvoice}, {"下单时间", colDate}, {"商品编码", colCode}, {"商品标题", colName}, {"订购数量", colQuantity}, {"成交单价", colPrice}, {"实付金额", colNet},
		{"会员编号", colCustomerCode}, {"收货人", colCustomer}, {"手机号码", colPhone}, {"税号", colTaxID}, {"收货省份", colRegion}, {"收货城市", colCity},
		{"渠道", colChannel}, {"序列号", colSerial}}},
	// Returns have a column of their own.
	"returns": {ext: "csv", encoding: encoding.Nop, bom: "\xEF\xBB\xBF", delimiter: ',', date: dateAs("2006年1月2日"), thousands: true, total: "合计", words: hansChannels, columns: []column{
		{"销售日期", colDate}, {"销售单号", colInvoice}, {"行号", colLine}, {"客户编号", colCustomerCode}, {"客户名称", colCustomer}, {"统一社会信用代码", colTaxID},
		{"商品编码", colCode}, {"商品名称", colName}, {"销售数量", colSold}, {"退货数量", colReturned}, {"单价", colPrice}, {"销售金额", colNet},
		{"省份", colRegion}, {"城市", colCity}, {"渠道", colChannel}, {"序列号", colSerial}, {"业务员", colPerson}}},
	// A Japanese company's export in English, products by their JAN.
	"japan": {ext: "xlsx", sheet: "Sales", date: dateAs(time.DateOnly), words: englishChannels, english: true, columns: []column{
		{"Invoice Number", colInvoice}, {"Line", colLine}, {"Sales Date", colDate}, {"EAN Code", colGTIN}, {"Product Name", colName},
		{"Qty", colQuantity}, {"Unit Price", colPrice}, {"Amount", colNet}, {"Currency", colCurrency}, {"Customer Code", colCustomerCode}, {"Customer Name", colCustomer},
		{"Tax ID", colTaxID}, {"Phone", colPhone}, {"Ship-to Region", colRegion}, {"Channel", colChannel}, {"Serial Number", colSerial}, {"Sales Rep", colPerson}}},
}
