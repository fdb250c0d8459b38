package salesfile

import "github.com/tonglu/portal/internal/intake"

// fieldNames are what columns call the fields, from the layouts of real systems (Microsoft
// and X12 867 sales reports, point-of-sale extracts, ERP exports) and the usual
// spellings in Traditional and Simplified Chinese and in Japanese. Case, spaces,
// punctuation, width, units in parentheses and short forms (No., Qty) do not matter.
var fieldNames = map[intake.Field]intake.Names{
	InvoiceNumber: {
		Exact: []string{"Invoice Number", "發票號碼", "发票号码", "單據號碼", "单据号码"},
		Strong: []string{
			"Invoice", "Invoice ID", "Invoice Document No", "Distributor Invoice Number", "Tax Invoice Number", "Sales Invoice Number", "Bill Number", "Billing Document",
			"發票號", "发票号", "發票編號", "发票编号", "單據號", "单据号", "單據編號", "单据编号", "銷貨單號", "销货单号", "銷售單號", "销售单号",
			"出貨單號", "出货单号", "出库单号", "出庫單號", "小票号", "小票號", "收據號碼", "收据号码", "憑證號碼", "凭证号码", "凭证号", "單號", "单号",
			"Document Number", "Receipt Number", "Transaction Number", "Transaction ID", "交易序號", "交易号", "交易編號", "交易编号",
			"Sales Order Number", "Order Number", "Order ID", "Order Reference", "Sales Order", "Sales Document",
			"訂單號碼", "订单号码", "訂單編號", "订单编号", "訂單號", "订单号", "銷售訂單號", "销售订单号", "Shipment Number", "Delivery Number",
			"伝票番号", "売上伝票番号", "請求書番号", "納品書番号", "売上番号", "受注番号", "注文番号", "Pre-Assigned No.",
		},
	},
	LineNumber: {
		Exact: []string{"Line Number", "行號", "行号", "項次", "项次"},
		Strong: []string{
			"Line", "Invoice Line Number", "Invoice Line", "Line Item Number", "Line Item", "Item Line", "Sales Order Line Number", "Order Line Number", "Order Line",
			"行項目", "行项目", "行项目号", "明細行號", "明细行号", "明細序號", "明细序号", "分錄號", "分录号", "發票項次", "单据行号", "單據行號", "Position", "Pos",
			"行番号", "明細番号", "伝票行番号", "Billing Document Item", "Sales Document Item",
		},
		Weak: []string{"Item Number", "Lines Item Number", "Item"},
	},
	SaleDate: {
		Exact: []string{"Sale Date", "Invoice Date", "銷售日期", "销售日期", "發票日期", "发票日期"},
		Strong: []string{
			"Sales Date", "Date of Sale", "Sold Date", "單據日期", "单据日期", "銷貨日期", "销货日期", "開票日期", "开票日期", "Transaction Date", "Billing Date", "Bill Date",
			"交易日期", "交易時間", "交易时间", "銷售時間", "销售时间", "Posting Date", "Document Date", "記帳日期", "记账日期", "過帳日期", "过账日期", "業務日期", "业务日期",
			"出貨日期", "出货日期", "發貨日期", "发货日期", "出库日期", "出庫日期", "Order Date", "訂單日期", "订单日期", "下单日期", "下單日期", "下单时间", "下單時間",
			"Purchase Date", "Ship Date", "Shipped Date", "Shipment Date", "Date", "日期", "日期時間", "日期时间",
			"売上日", "売上日付", "販売日", "売上計上日", "計上日", "請求日", "納品日", "出荷日", "伝票日付", "受注日", "注文日",
			"Timestamp", "Time", "時間", "时间", "Created At", "Period",
		},
	},
	ProductCode: {
		Exact: []string{"Product Code", "產品編號", "产品编号", "產品代碼", "产品代码", "產品編碼", "产品编码", "商品編號", "商品编号", "商品編碼", "商品编码", "商品代碼", "商品代码"},
		Strong: []string{
			"Vendor Item Number", "Vendor Part Number", "Manufacturer Part Number", "Microsoft Part Number", "MPN", "原廠料號", "原厂料号",
			"SKU", "Product SKU", "SKU Code", "Product Number", "Product ID", "Product Identifier", "Distributor Product ID", "Product Key", "產品代號", "产品代号", "商品代號", "商品代号",
			"Item Code", "Item ID", "Part Number", "Part", "Article Number", "Article Code", "Article", "Material Number", "Material", "Material Code", "Stock Code", "Stock Item",
			"料號", "料号", "品號", "品号", "貨號", "货号", "物料編碼", "物料编码", "物料號", "物料号", "物料编号", "存貨編碼", "存货编码", "存貨編號", "存货编号",
			"GTIN", "UPC EAN Number", "EAN", "EAN Code", "UPC", "UPC Code", "Barcode", "條碼", "条码", "國際條碼", "国际条码", "商品條碼", "商品条码", "產品條碼", "产品条码", "條形碼", "条形码", "69码",
			"Item Number", "Model Number", "產品型號", "产品型号", "型號", "型号", "Product", "Item", "產品", "产品", "商品",
			"商品コード", "製品コード", "品目コード", "商品番号", "製品番号", "品番", "型番", "JANコード", "JAN",
		},
		Weak: []string{"ID", "Model", "Code", "編號", "编号", "代碼", "代码"},
	},
	Quantity: {
		Exact: []string{"Quantity", "數量", "数量", "銷售數量", "销售数量"},
		Strong: []string{
			"Quantity Sold", "Sales Quantity", "Sale Quantity", "Sold Quantity", "Units Sold", "Invoiced Quantity", "Invoice Quantity", "Billed Quantity", "Shipped Quantity", "Quantity Shipped",
			"銷量", "销量", "銷售量", "销售量", "銷貨數量", "销货数量", "出貨數量", "出货数量", "發貨數量", "发货数量", "實發數量", "实发数量", "出库数量", "出庫數量",
			"Order Quantity", "Quantity Ordered", "訂購數量", "订购数量", "訂單數量", "订单数量", "件數", "件数", "Units", "Pieces", "PCS",
			"購買數量", "购买数量", "購買數", "购买数", "売上数量", "販売数量", "出荷数量", "納品数量", "売上数", "販売数", "受注数量",
		},
	},
	ReturnQuantity: {
		Exact:  []string{"Return Quantity", "退貨數量", "退货数量"},
		Strong: []string{"Returned Quantity", "Quantity Returned", "Units Returned", "Returns", "退貨量", "退货量", "銷退數量", "销退数量", "退回數量", "退回数量", "返品数量", "返品数"},
	},
	UnitPrice: {
		Exact: []string{"Unit Price", "單價", "单价"},
		Strong: []string{
			"Sale Unit Price", "Sales Unit Price", "Unit Sales Price", "Net Unit Price", "Net Price", "Selling Price", "Sales Price", "Sale Price", "Resale Price", "Invoice Price", "Price Each",
			"銷售單價", "销售单价", "未稅單價", "未税单价", "不含税单价", "不含稅單價", "含稅單價", "含税单价", "成交單價", "成交单价", "成交價", "成交价", "售價", "售价", "銷售價", "销售价",
			"實際單價", "实际单价", "結算價", "结算价", "Price", "價格", "价格",
			"単価", "売上単価", "販売単価", "税抜単価", "納品単価",
		},
	},
	NetAmount: {
		Exact: []string{"Net Amount", "銷售金額", "销售金额", "未稅金額", "未税金额"},
		Strong: []string{
			"Net Sales Amount", "Net Sales", "Net Value", "Line Net Amount", "Sales Amount", "Sale Amount", "Line Amount", "Line Total", "Extended Amount", "Extended Price", "Invoice Amount",
			"淨額", "净额", "銷售淨額", "销售净额", "不含税金额", "不含稅金額", "銷售額", "销售额", "銷貨金額", "销货金额", "實收金額", "实收金额", "成交金額", "成交金额", "實付金額", "实付金额",
			"結算金額", "结算金额", "營業額", "营业额", "Amount", "金額", "金额", "Revenue", "含稅金額", "含税金额", "價稅合計", "价税合计", "Total Amount", "Total Price", "總金額", "总金额", "總價", "总价",
			"Subtotal", "小計", "小计", "Total", "合計", "合计", "Sales",
			"売上金額", "販売金額", "税抜金額", "売上高", "純売上高", "税込金額", "合計金額",
		},
	},
	Currency: {
		Exact: []string{"Currency", "幣別", "币别", "幣種", "币种"},
		Strong: []string{
			"Currency Code", "Transaction Currency", "ISO Currency", "貨幣", "货币", "交易幣別", "交易币种", "货币代码", "貨幣代碼", "結算幣別", "结算币种", "Currency Key", "Cur",
			"通貨", "通貨コード", "Document Currency",
		},
	},
	Discount: {
		Exact: []string{"Discount", "折扣金額", "折扣金额"},
		Strong: []string{
			"Discount Amount", "Line Discount Amount", "Line Discount", "Total Discount", "折扣", "折扣額", "折扣额", "折讓", "折让", "折讓金額", "折让金额", "優惠金額", "优惠金额",
			"値引", "値引額", "値引金額", "割引額", "割引金額",
		},
	},
	CustomerName: {
		Exact: []string{"Customer Name", "End Customer Name", "客戶名稱", "客户名称", "終端客戶名稱", "终端客户名称"},
		Strong: []string{
			"End Customer", "End User Name", "End User", "終端客戶", "终端客户", "最終客戶", "最终客户", "最終用戶", "最终用户", "Customer", "客戶", "客户", "Sold To Name", "Sold To Customer",
			"Buyer Name", "Buyer", "Client Name", "Client", "Account Name", "購買方", "购买方", "購方名稱", "购方名称", "買方名稱", "买方名称", "買受人", "客戶簡稱", "客户简称", "客戶全稱", "客户全称",
			"Ship To Name", "Ship Name", "Bill To Name", "收貨單位", "收货单位", "醫院", "医院", "醫院名稱", "医院名称", "Reseller Name", "Reseller", "Dealer Name", "Dealer",
			"Store Name", "門店名稱", "门店名称", "門市名稱", "Company Name", "Company", "公司名稱", "公司名称", "單位名稱", "单位名称", "會員姓名", "会员姓名", "收貨人", "收货人",
			"客戶全名", "客户全名", "客戶全称", "Sold To Party Name", "Name Of Sold To Party", "得意先名", "得意先名称", "得意先", "顧客名", "お客様名", "取引先名", "取引先", "販売先名", "納入先名", "会社名",
		},
		Weak: []string{"Ship To", "Ship To Party", "Sold To Party", "Sold To"},
	},
	CustomerCode: {
		Exact: []string{"Customer Code", "End Customer Code", "客戶編號", "客户编号", "客戶代碼", "客户代码", "客戶編碼", "客户编码"},
		Strong: []string{
			"Customer Number", "Customer ID", "Customer Identifier", "Customer Key", "Customer Account", "Account Number", "Account Code", "Account ID", "客戶代號", "客户代号", "客戶帳號", "客户账号",
			"Sold To Code", "Sold To Number", "Sold To Party Code", "Ship To Code", "Client Code", "Client ID", "Member ID", "會員編號", "会员编号", "會員卡號", "会员卡号",
			"Reseller Code", "Reseller ID", "Reseller Key", "Reseller Number", "Dealer Code", "Dealer ID", "門店編號", "门店编号", "門店編碼", "门店编码", "門市代號",
			"得意先コード", "得意先番号", "顧客コード", "顧客番号", "取引先コード", "販売先コード",
		},
		Weak: []string{"Sold To Party", "Sold To", "Ship To Party"},
	},
	CustomerTaxID: {
		Exact: []string{"Customer Tax ID", "統一編號", "统一编号", "統編", "稅號", "税号", "統一社會信用代碼", "统一社会信用代码"},
		Strong: []string{
			"Tax ID", "Tax Number", "Tax Registration Number", "VAT Number", "VAT ID", "VAT Registration Number", "Customer VAT Number", "客戶統編", "客戶統一編號", "買方統編", "買受人統編", "買方統一編號",
			"納稅人識別號", "纳税人识别号", "客戶稅號", "客户税号", "購方稅號", "购方税号", "公司統一編號", "Company Tax ID", "GUI Number", "End Customer Tax ID", "End Customer VAT Registration Number",
			"Reseller Tax ID", "Reseller VAT Registration Number",
			"法人番号",
		},
	},
	Phone: {
		Exact: []string{"Phone", "Phone Number", "電話", "电话"},
		Strong: []string{
			"Customer Phone", "Customer Phone Number", "End Customer Phone Number", "End Customer Phone", "Contact Phone", "Contact Number", "Mobile", "Mobile Phone", "Mobile Number", "Cell Phone",
			"聯絡電話", "联络电话", "聯繫電話", "联系电话", "客戶電話", "客户电话", "手機", "手机", "手機號碼", "手机号码", "手機號", "手机号", "行動電話", "電話號碼", "电话号码", "Reseller Phone Number", "Reseller Phone",
			"電話番号", "携帯電話",
		},
	},
	Email: {
		Exact: []string{"Email", "E-mail", "電子郵件", "电子邮件", "電郵", "邮箱"},
		Strong: []string{
			"Email Address", "Customer Email", "End Customer E-Mail", "Contact Email", "Mail", "電子信箱", "電子郵箱", "电子邮箱", "信箱", "郵箱", "客戶郵箱", "客户邮箱", "Reseller Email",
			"メールアドレス", "メール", "Eメール",
		},
	},
	ShipToCountry: {
		Exact: []string{"Ship To Country", "收貨國家", "收货国家"},
		Strong: []string{
			"End Customer Country", "End Customer Country Region Code", "End Country", "Ship Country", "Delivery Country", "Destination Country", "Country", "Country Code", "Country Region", "Country Region Code", "國家", "国家", "國別", "国别", "國家地區", "国家地区",
			"Customer Country", "Reseller Country", "Reseller Country Region Code",
			"国名", "国コード",
		},
	},
	ShipToRegion: {
		Exact: []string{"Ship To Region", "Ship To State", "Ship To Province", "收貨地區", "收货地区", "收貨省份", "收货省份"},
		Strong: []string{
			"End Customer State", "End Customer County", "End State", "Ship Region", "Ship State", "Delivery Region", "State", "Province", "State Province", "Region", "省份", "省", "縣市", "县市", "地區", "地区", "區域", "区域",
			"送貨地區", "送货地区", "銷售區域", "销售区域", "銷售地區", "销售地区", "大區", "大区", "County", "Customer State", "Customer Region", "Reseller State", "Reseller County",
			"Sales Territory", "Sales Territory Key", "Sales Region", "Territory", "行政區", "行政区",
			"Ship To County", "Prefecture", "都道府県", "都道府県名", "届先都道府県",
		},
	},
	ShipToCity: {
		Exact: []string{"Ship To City", "收貨城市", "收货城市"},
		Strong: []string{
			"End Customer City", "End City", "Ship City", "Delivery City", "City", "城市", "市", "所在城市", "鄉鎮市區", "市區", "Town", "Customer City", "Reseller City",
			"市区町村", "市町村",
		},
	},
	PostalCode: {
		Exact: []string{"Postal Code", "Ship To Postal Code", "郵遞區號", "邮政编码", "邮编"},
		Strong: []string{
			"End Customer Post Code", "End Customer Postal Code", "End Zip Code", "Ship Postal Code", "Ship To Zip", "Ship To Zip Code", "Zip", "Zip Code", "Zipcode", "Post Code", "Postcode", "郵政編碼", "郵編", "收貨郵遞區號", "收货邮编",
			"Customer Postal Code", "Reseller Postal Code", "Reseller Post Code",
			"郵便番号",
		},
	},
	ChannelType: {
		Exact:  []string{"Channel Type", "通路類型", "渠道類型", "渠道类型"},
		Strong: []string{"Channel", "Sales Channel", "通路", "渠道", "銷售通路", "销售渠道", "銷售渠道", "通路別", "渠道别", "Distribution Channel", "チャネル", "販売チャネル", "流通チャネル"},
	},
	Serial: {
		Exact: []string{"Serial Number", "Serial", "序列號", "序列号", "批號", "批号"},
		Strong: []string{
			"SN", "Lot Number", "Lot", "Batch Number", "Batch", "IMEI", "產品序號", "产品序号", "產品序列號", "产品序列号", "機號", "机号", "箱碼", "箱码", "生產批號", "生产批号",
			"シリアル番号", "シリアル", "製造番号", "ロット番号", "ロット",
		},
	},
	SalesPerson: {
		Exact: []string{"Sales Person", "業務員", "业务员"},
		Strong: []string{
			"Sales Person Name", "Sales Rep", "Sales Representative", "Sales Rep Name", "Salesman", "Seller", "Rep", "銷售員", "销售员", "銷售人員", "销售人员", "業務人員", "业务人员", "業務代表", "业务代表", "業務", "业务",
			"銷售代表", "销售代表", "Account Manager", "Employee Name", "Employee", "Employee ID", "Employee Key", "店員", "店员", "導購", "导购", "導購員", "导购员",
			"営業担当", "営業担当者", "担当者", "担当者名", "販売員",
		},
	},
	Note: {
		Exact:  []string{"Note", "Notes", "備註", "备注"},
		Strong: []string{"Remark", "Remarks", "Comment", "Comments", "Memo", "備注", "附註", "附注", "摘要", "說明", "说明", "備考", "備考欄"},
	},
}
