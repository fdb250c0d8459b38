package salesfile

import (
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/intake"
)

// suggested writes a mapping as "header=field" for the columns used.
func suggested(m intake.Mapping) string {
	var out []string
	for _, c := range m {
		if c.Field != "" {
			out = append(out, c.Header+"="+string(c.Field))
		}
	}
	return strings.Join(out, " ")
}

func TestHeadersOfRealSystemsAreKnown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, headers, row, want string }{
		{"Microsoft API", "partnerOrgId|invoiceNumber|invoiceDate|microsoftPartNumber|upcEanNumber|salesQuantity|returnQuantity|resellerName|resellerCity|resellerState|resellerPostalCode|resellerCountry|resellerTaxId", "",
			"invoiceNumber=invoiceNumber invoiceDate=saleDate microsoftPartNumber=productCode salesQuantity=quantity returnQuantity=returnQuantity resellerName=customerName resellerCity=shipToCity resellerState=shipToRegion resellerPostalCode=postalCode resellerCountry=shipToCountry resellerTaxId=customerTaxId"},
		{"Benjamin Moore", "DISTRIBUTOR_NAME|INVOICE_NUMBER|INVOICE_DATE|DISTRIBUTOR_PRODUCT_ID|PRODUCT_SKU|PRODUCT_DESCRIPTION|MEMBER_ID", "",
			"INVOICE_NUMBER=invoiceNumber INVOICE_DATE=saleDate PRODUCT_SKU=productCode MEMBER_ID=customerCode"},
		{"Onetrail", "salesDate|orderReference|productIdentifier|quantitySold|unitPrice|currency|customerIdentifier", "2024-01-05T10:00:00Z|A1|P1|2|10.5|EUR|C1",
			"salesDate=saleDate orderReference=invoiceNumber productIdentifier=productCode quantitySold=quantity unitPrice=unitPrice currency=currency customerIdentifier=customerCode"},
		{"ERP export with two parties", "Document No.|Posting Date|Item No.|Quantity|Unit Cost|Amount|Vendor Item No.|Reseller Name|Reseller VAT Registration No.|End Customer Name|End Customer City|Reseller City", "D1|2024-01-05|1896-S|2|9|20|V1|Resell|TW1|Endco|Taipei|Tainan",
			"Document No.=invoiceNumber Posting Date=saleDate Quantity=quantity Amount=netAmount Vendor Item No.=productCode End Customer Name=customerName End Customer City=shipToCity"},
		{"the same without end customers", "Document No.|Posting Date|Item No.|Quantity|Amount|Reseller Name|Reseller VAT Registration No.|End Customer Name", "D1|2024-01-05|1896-S|2|20|Resell|TW1|",
			"Document No.=invoiceNumber Posting Date=saleDate Item No.=productCode Quantity=quantity Amount=netAmount Reseller Name=customerName Reseller VAT Registration No.=customerTaxId"},
		{"semiconductor", "Item No|Invoice Document No|Customer Code|Customer Name|State|Item Code|Qty|Sale Unit Price|Currency|Customer PO|End Customer Code|End Customer Name|End State", "1|I1|C1|Cust|CA|P1|5|2.5|USD|PO1|E1|End Inc|TX",
			"Item No=lineNumber Invoice Document No=invoiceNumber Item Code=productCode Qty=quantity Sale Unit Price=unitPrice Currency=currency End Customer Code=customerCode End Customer Name=customerName End State=shipToRegion"},
		{"Google feed", "store_code|id|gtin|quantity|price|timestamp", "S1|sku1|4710088123456|2|28.00 USD|2024-01-05T10:00:00+08:00",
			"gtin=productCode quantity=quantity price=unitPrice timestamp=saleDate"},
		{"Traditional Chinese", "項次|單據號碼|銷貨日期|產品編號|品名|數量|單價|金額|幣別|客戶名稱|統一編號|縣市|備註", "1|A1|113/10/01|P1|好|1|2|2|NTD|甲|12345678|台北市|",
			"項次=lineNumber 單據號碼=invoiceNumber 銷貨日期=saleDate 產品編號=productCode 數量=quantity 單價=unitPrice 金額=netAmount 幣別=currency 客戶名稱=customerName 統一編號=customerTaxId 縣市=shipToRegion 備註=note"},
		{"Simplified Chinese", "单据号|单据日期|商品编码|品名|规格|销售数量(件)|退货数量|含税单价（元）|金额|币种|终端客户|省|市|业务员|批号|渠道", "A1|2024/1/5|P1|好|x|1||2|2|CNY|甲|上海|上海|王|L1|线上",
			"单据号=invoiceNumber 单据日期=saleDate 商品编码=productCode 销售数量(件)=quantity 退货数量=returnQuantity 含税单价（元）=unitPrice 金额=netAmount 币种=currency 终端客户=customerName 省=shipToRegion 市=shipToCity 业务员=salesPerson 批号=serial 渠道=channelType"},
		{"SAP", "Billing Document|Item|Billing Date|Sold-to Party|Material|Billed Quantity|Net Value|Document Currency|Distribution Channel|Ship-to County", "90000012|000010|05.03.2024|0000100123|MAT-77|2|20|EUR|Retail|Kent",
			"Billing Document=invoiceNumber Item=lineNumber Billing Date=saleDate Sold-to Party=customerCode Material=productCode Billed Quantity=quantity Net Value=netAmount Document Currency=currency Distribution Channel=channelType Ship-to County=shipToRegion"},
		{"Japanese", "伝票番号|行番号|売上日|得意先コード|得意先名|商品コード|商品名|数量|単価|金額|都道府県|担当者|備考", "D1|1|2024/3/5|C1|山田商店|P1|鍋|1|2|2|東京都|佐藤|",
			"伝票番号=invoiceNumber 行番号=lineNumber 売上日=saleDate 得意先コード=customerCode 得意先名=customerName 商品コード=productCode 数量=quantity 単価=unitPrice 金額=netAmount 都道府県=shipToRegion 担当者=salesPerson 備考=note"},
		{"Japanese with a model number", "請求書番号|請求日|型番|販売数量|売上金額|Prefecture", "D1|2024/3/5|KX-1|1|2|Osaka",
			"請求書番号=invoiceNumber 請求日=saleDate 型番=productCode 販売数量=quantity 売上金額=netAmount Prefecture=shipToRegion"},
		{"full names and purchases", "订单号|日期|货号|购买数量|单价|客户全称", "A1|2024/1/5|P1|1|2|甲", "订单号=invoiceNumber 日期=saleDate 货号=productCode 购买数量=quantity 单价=unitPrice 客户全称=customerName"},
		{"the same in Traditional Chinese", "訂單編號|日期|貨號|購買數量|單價|客戶全名", "A1|2024/1/5|P1|1|2|甲", "訂單編號=invoiceNumber 日期=saleDate 貨號=productCode 購買數量=quantity 單價=unitPrice 客戶全名=customerName"},
		{"our rejects", "Invoice No.|Date|SKU|Qty|Amount|_line|_退回原因", "A1|2024-01-05|P1|1|2|l1|because",
			"Invoice No.=invoiceNumber Date=saleDate SKU=productCode Qty=quantity Amount=netAmount _line=_line _退回原因=_reason"},
	} {
		var preview [][]string
		if c.row != "" {
			preview = [][]string{strings.Split(c.row, "|")}
		}
		if got := suggested(Fields.Suggest(strings.Split(c.headers, "|"), preview)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestCellsOverruleHeaders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, headers, rows, want string }{
		{"surrogate keys are no currency", "Currency", "100;19", ""},
		{"words are no date", "Date", "Monday?;Tuesday?", ""},
		{"shares are no discount", "Discount", "0;0.15", ""},
		{"unknown channel words", "Channel", "KA-1;KA-2", ""},
		{"a blank column is second", "Product Code|SKU", "|P1;|P2", "SKU=productCode"},
		{"a date without a name", "foo", "2024-01-05;2024-01-06", "foo=saleDate"},
		{"an address without a name", "bar", "a@b.tw;c@d.cn", "bar=email"},
		{"currencies without a name", "baz", "USD;TWD", "baz=currency"},
		{"a party by code", "Sold-to", "100123;100124", "Sold-to=customerCode"},
		{"a party by name", "Sold-to", "Alpha Store;Beta Ltd", "Sold-to=customerName"},
		{"an item alone is the product", "Item", "10;20", "Item=productCode"},
		{"an item of words beside a material is nothing", "Material|Item", "M1|Pot;M2|Pan", "Material=productCode"},
		{"a number is no date without a name", "foo", "45356;45357", ""},
	} {
		var preview [][]string
		for row := range strings.SplitSeq(c.rows, ";") {
			preview = append(preview, strings.Split(row, "|"))
		}
		if got := suggested(Fields.Suggest(strings.Split(c.headers, "|"), preview)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestPublishedTemplatesAreUnderstood reads the columns that published templates
// of point-of-sale reports have, as far as they mean something of ours.
func TestPublishedTemplatesAreUnderstood(t *testing.T) {
	t.Parallel()
	src := shared(t, "pos_templates/pos_report_columns.csv")
	rows, err := csv.NewReader(io.NewSectionReader(src.R, 0, src.Size)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	headers := map[string][]string{}
	for _, row := range rows[1:] {
		headers[row[0]] = append(headers[row[0]], row[2])
	}
	for template, want := range map[string]string{
		"it_distributor_pos_query": "Document No.=invoiceNumber Currency Code=currency Posting Date=saleDate Quantity=quantity Amount=netAmount Vendor Item No.=productCode " +
			"End Customer Name=customerName End Customer Post Code=postalCode End Customer City=shipToCity End Customer Country/Region Code=shipToCountry " +
			"End Customer County=shipToRegion End Customer Phone No.=phone End Customer E-Mail=email",
		"semiconductor_distributor_pos_extract": "Invoice Document No=invoiceNumber Item Code=productCode Qty=quantity Sale Unit Price=unitPrice Currency=currency " +
			"End Customer Code=customerCode End Customer Name=customerName End State=shipToRegion End Country=shipToCountry End Zip Code=postalCode End City=shipToCity",
		"google_local_sales_feed": "gtin=productCode quantity=quantity price=unitPrice timestamp=saleDate",
	} {
		if got := suggested(Fields.Suggest(headers[template], nil)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", template, got, want)
		}
	}
}

func TestMappingTellsAllThatIsWrong(t *testing.T) {
	t.Parallel()
	headers := []string{"A", "B", "C"}
	m := intake.Mapping{
		{Index: 0, Header: "A", Field: InvoiceNumber}, {Index: 1, Header: "B", Field: InvoiceNumber},
		{Index: 7, Header: "Z", Field: SaleDate}, {Index: 2, Header: "X", Field: "nonsense"}, {Index: 0, Header: "A", Field: Note},
	}
	got := map[string]string{}
	for _, f := range fault.As(Fields.Validate(m, headers)).Fields {
		got[f.Path] = f.Key
	}
	for path, key := range map[string]string{
		"mapping.1": "mapping.fieldTwice", "mapping.2": "mapping.noColumn", "mapping.3": "mapping.otherHeader", "mapping.4": "mapping.columnTwice",
		"mapping.productCode": "mapping.required", "mapping.quantity": "mapping.required", "mapping.unitPrice": "mapping.required",
	} {
		if got[path] != key {
			t.Errorf("%s is %q, want %q", path, got[path], key)
		}
	}
	full := intake.Mapping{{Index: 0, Header: "A", Field: InvoiceNumber}, {Index: 1, Header: "B", Field: SaleDate}, {Index: 2, Header: "C", Field: ProductCode}, {Index: 3, Header: "D", Field: ReturnQuantity}, {Index: 4, Header: "E", Field: NetAmount}}
	if err := Fields.Validate(full, []string{"a", "b", "c", "d", "e"}); err != nil {
		t.Errorf("a full mapping: %v", err)
	}
}

func TestEachNameIsOfAField(t *testing.T) {
	t.Parallel()
	for field := range fieldNames {
		if !Fields.Known(field) {
			t.Errorf("%q is no field", field)
		}
	}
}
