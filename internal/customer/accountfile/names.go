package accountfile

import "github.com/tonglu/portal/internal/intake"

// names are what columns call the fields, from the exports of customer and point-of-sale systems and the usual
// spellings in Traditional and Simplified Chinese and in Japanese. Case, spaces, punctuation, width, units in
// parentheses and short forms (No., Tel) do not matter.
var names = map[intake.Field]intake.Names{
	Code: {
		Exact: []string{"Customer Code", "Account Code", "客戶編號", "客户编号", "客戶代碼", "客户代码", "客戶編碼", "客户编码"},
		Strong: []string{
			"Customer Number", "Customer ID", "Customer Key", "Customer Identifier", "Account Number", "Account ID", "Client Code", "Client ID", "客戶代號", "客户代号", "客戶帳號", "客户账号",
			"Reseller Code", "Reseller ID", "Reseller Key", "Reseller Number", "Dealer Code", "Dealer ID", "Store Code", "Store ID", "Store Number", "Outlet Code", "Branch Code",
			"門市代號", "門市代碼", "門市編號", "門店編號", "门店编号", "門店編碼", "门店编码", "店號", "店号", "店編", "Member ID", "Member Number", "Member Code", "會員編號", "会员编号", "會員卡號", "会员卡号", "會員號", "会员号",
			"Sold To Code", "Ship To Code", "往來對象編號", "往来单位编码", "往來單位代號", "單位編號", "单位编码",
			"得意先コード", "得意先番号", "顧客コード", "顧客番号", "取引先コード", "会員番号",
			"Customer Alternate Key", "Reseller Alternate Key", "External ID", "Record ID", "Rec ID", "Unique ID",
		},
		Weak: []string{"ID", "Code", "Number", "編號", "编号", "代碼", "代码", "代號", "代号"},
	},
	Name: {
		Exact: []string{"Customer Name", "Account Name", "客戶名稱", "客户名称"},
		Strong: []string{
			"Branch Name", "分公司名稱", "分公司名称", "Store Name", "門市名稱", "门店名称", "門店名稱", "店名", "Outlet Name", "Reseller Name", "Dealer Name", "Client Name", "Customer Full Name", "客戶全名", "客户全名", "客戶全稱", "客户全称", "公司全名", "公司全稱", "公司全称", "Site Name",
			"Customer", "Client", "Account", "Reseller", "Dealer", "客戶", "客户", "Sold To Name", "Ship To Name", "Bill To Name", "Buyer Name", "購買方", "购方名称", "買方名稱", "買受人",
			"會員姓名", "会员姓名", "會員名稱", "会员名称", "Member Name", "醫院名稱", "医院名称", "經銷商名稱", "经销商名称", "單位名稱", "单位名称", "Full Name", "姓名",
			"Company Name", "公司名稱", "公司名称", "Company", "公司", "Organization Name", "Organisation Name", "Business Name", "企業名稱", "企业名称", "Default Address Company", "機構名稱", "机构名称", "商號名稱", "商号名称", "營業人名稱", "Legal Name",
			"客戶簡稱", "客户简称", "Name", "名稱", "名称", "得意先名", "得意先名称", "顧客名", "お客様名", "取引先名", "会社名", "氏名", "会員名",
		},
		Weak: []string{"Last Name", "姓", "First Name"},
	},
	GivenName: {
		Exact:  []string{"Given Name", "First Name", "名"},
		Strong: []string{"Forename", "Customer First Name", "Contact First Name", "First", "名字"},
	},
	FamilyName: {
		Exact:  []string{"Family Name", "Last Name", "姓", "姓氏"},
		Strong: []string{"Surname", "Customer Last Name", "Contact Last Name", "Last"},
	},
	OtherName: {
		Exact: []string{"Other Name", "English Name", "Name In Another Script", "英文名稱", "英文名称", "其他名稱", "其他名称"},
		Strong: []string{
			"Local Name", "Native Name", "Chinese Name", "中文名稱", "中文名称", "中文名", "英文名", "英文姓名", "Customer English Name", "客戶英文名稱", "客户英文名称", "Company English Name", "公司英文名稱", "公司英文名称",
			"Alias", "Trade Name", "Trading Name", "Doing Business As", "DBA", "簡稱", "简称", "別名", "别名", "商業名稱", "招牌名稱", "Short Name", "Name 2", "略称", "カナ名", "フリガナ",
		},
		Weak: []string{"客戶簡稱", "客户简称"},
	},
	Kind: {
		Exact:  []string{"Customer Type", "Account Type", "客戶類型", "客户类型", "客戶性質", "客户性质"},
		Strong: []string{"Organization or Person", "Organisation or Person", "Entity Type", "Party Type", "Legal Entity Type", "公司或個人", "企業或個人", "企业或个人", "客戶屬性", "客户属性", "個人法人", "法人区分", "法人個人区分", "Type", "類型", "类型", "Kind"},
	},
	TaxID: {
		Exact: []string{"Tax ID", "統一編號", "统一编号", "統編", "統一社會信用代碼", "统一社会信用代码", "稅號", "税号"},
		Strong: []string{
			"Branch Tax ID", "分公司統一編號", "分公司统一编号", "客戶統一編號", "客戶統編", "Customer Tax ID", "Account Tax ID", "Tax Number", "VAT Number", "VAT ID", "VAT Registration Number", "Tax Registration Number", "GUI Number", "Business Number", "Registration Number",
			"納稅人識別號", "纳税人识别号", "客戶稅號", "客户税号", "營業人統一編號", "買方統編", "社會信用代碼", "社会信用代码", "信用代码", "營業執照號", "营业执照号", "Reseller Tax ID",
			"公司統一編號", "公司统一编号", "公司統編", "Company Tax ID", "法人番号",
			"National ID", "ID Number", "身分證字號", "身分證號", "身份证号", "身份证号码", "證件號碼", "证件号码", "居留證號",
		},
	},
	LegalTaxID: {
		Exact:  []string{"Legal Person Tax ID", "總公司統一編號", "总公司统一编号", "總公司統編"},
		Strong: []string{"Head Office Tax ID", "Parent Tax ID", "Headquarters Tax ID", "本公司統一編號", "母公司統一編號", "總機構統一編號", "總公司稅號", "总公司税号", "Legal Entity Tax ID"},
		Weak:   []string{"公司統一編號", "公司统一编号", "公司統編", "Company Tax ID"},
	},
	LegalName: {
		Exact:  []string{"Legal Person Name", "總公司名稱", "总公司名称"},
		Strong: []string{"Head Office Name", "Parent Company", "Parent Name", "Parent Account", "Headquarters", "本公司名稱", "母公司名稱", "母公司名称", "總公司", "总公司", "集團名稱", "集团名称", "所屬公司", "所属公司", "Legal Entity"},
		Weak:   []string{"Legal Name", "公司名稱", "公司名称", "Company Name", "Company", "公司"},
	},
	Phone: {
		Exact: []string{"Phone", "Phone Number", "電話", "电话"},
		Strong: []string{
			"Customer Phone", "Customer Phone Number", "Account Phone", "Mobile", "Mobile Phone", "Mobile Number", "Cell Phone", "Contact Phone", "Contact Number", "Main Phone", "Business Phone", "Work Phone", "Primary Phone", "Phone 1", "Default Address Phone", "Reseller Phone",
			"聯絡電話", "联络电话", "聯繫電話", "联系电话", "客戶電話", "客户电话", "公司電話", "公司电话", "門市電話", "门店电话", "手機", "手机", "手機號碼", "手机号码", "手機號", "手机号", "行動電話", "電話號碼", "电话号码", "電話一", "會員手機",
			"電話番号", "携帯電話", "代表電話",
		},
	},
	Email: {
		Exact: []string{"Email", "E-mail", "電子郵件", "电子邮件", "電郵", "邮箱"},
		Strong: []string{
			"Email Address", "Customer Email", "Account Email", "Contact Email", "Primary Email", "Work Email", "Mail", "Email 1", "電子信箱", "電子郵箱", "电子邮箱", "信箱", "郵箱", "客戶郵箱", "客户邮箱", "Reseller Email",
			"メールアドレス", "メール", "Eメール",
		},
	},
	ContactPerson: {
		Exact:  []string{"Contact Person", "Contact Name", "聯絡人", "联络人", "联系人", "聯繫人"},
		Strong: []string{"Contact", "Primary Contact", "Main Contact", "Attention", "Attn", "聯絡人姓名", "联系人姓名", "聯絡窗口", "窗口", "店經理", "店经理", "承辦人", "負責人", "负责人", "店長", "店长", "担当者", "担当者名", "ご担当者", "Owner Name", "Manager"},
	},
	Country: {
		Exact:  []string{"Country", "國家", "国家"},
		Strong: []string{"Country Code", "Country Region", "Country Region Code", "Country Name", "國別", "国别", "國家地區", "国家地区", "Customer Country", "Default Address Country Code", "Billing Country", "Mailing Country", "Reseller Country", "国名", "国コード"},
	},
	Region: {
		Exact: []string{"Region", "State", "Province", "省份", "省", "縣市", "县市"},
		Strong: []string{
			"State Province", "State Province Name", "Province State", "County", "Customer State", "Customer Region", "Default Address Province Code", "Billing State", "Mailing State", "Billing State Province", "Reseller State", "省市", "省/直辖市", "直轄市縣市", "地區", "地区", "區域", "区域",
			"Prefecture", "都道府県", "都道府県名",
		},
	},
	City: {
		Exact:  []string{"City", "城市", "市"},
		Strong: []string{"Town", "Customer City", "Default Address City", "Billing City", "Mailing City", "Reseller City", "所在城市", "城市名称", "縣市別", "地级市", "市区町村", "市町村"},
	},
	District: {
		Exact:  []string{"District", "鄉鎮市區", "行政區", "行政区", "區", "区县"},
		Strong: []string{"Suburb", "Borough", "鄉鎮區", "鄉鎮", "市區", "区", "區縣", "县区", "鄉鎮市", "區域", "区域", "町名"},
	},
	PostalCode: {
		Exact:  []string{"Postal Code", "郵遞區號", "邮政编码", "邮编"},
		Strong: []string{"Zip", "Zip Code", "Zipcode", "Post Code", "Postcode", "郵政編碼", "郵編", "區號", "Customer Postal Code", "Billing Postal Code", "Mailing Postal Code", "Billing Zip", "Billing Zip Postal Code", "Mailing Zip Postal Code", "Default Address Zip", "郵便番号"},
	},
	Street: {
		Exact: []string{"Address", "Street", "地址"},
		Strong: []string{
			"Street Address", "Address Line 1", "Default Address Address1", "Address 1", "Address Line", "Branch Address", "分公司地址", "Customer Address", "Full Address", "Billing Street", "Billing Address", "Mailing Street", "Mailing Address", "Company Address", "公司地址", "Store Address", "門市地址", "门店地址",
			"客戶地址", "客户地址", "聯絡地址", "联系地址", "通訊地址", "通讯地址", "營業地址", "营业地址", "詳細地址", "详细地址", "送貨地址", "送货地址", "收貨地址", "收货地址", "戶籍地址", "Reseller Address", "住所", "所在地", "番地",
		},
	},
	ChannelType: {
		Exact:  []string{"Channel Type", "通路類型", "渠道類型", "渠道类型"},
		Strong: []string{"Channel", "Sales Channel", "通路", "渠道", "銷售通路", "销售渠道", "銷售渠道", "通路別", "渠道别", "Distribution Channel", "Business Type", "チャネル", "販売チャネル"},
	},
	Tags: {
		Exact: []string{"Tags", "標籤", "标签"},
		Strong: []string{
			"Tag", "Labels", "Label", "Segment", "Customer Segment", "Category", "Customer Category", "Customer Group", "Group", "Customer Class", "Class", "Business Type", "Industry", "Tier", "Grade", "Membership Level", "會員等級", "会员等级", "會員級別", "会员级别",
			"客戶分類", "客户分类", "客戶類別", "客户类别", "客戶等級", "客户等级", "客戶群組", "分類", "分类", "類別", "类别", "等級", "等级", "群組", "群组", "分組", "分组", "產業", "行業", "行业", "業態", "业态", "業種", "会員ランク", "區分",
		},
	},
	BirthDate: {
		Exact:  []string{"Birth Date", "Birthday", "生日", "出生日期"},
		Strong: []string{"Date Of Birth", "DOB", "Birthdate", "Customer Birthday", "出生年月日", "會員生日", "会员生日", "生年月日", "誕生日"},
	},
	Note: {
		Exact:  []string{"Note", "Notes", "備註", "备注"},
		Strong: []string{"Remark", "Remarks", "Comment", "Comments", "Memo", "Description", "備注", "附註", "附注", "說明", "说明", "備考", "備考欄"},
	},
	MarketingConsent: {
		Exact: []string{"Marketing Consent", "行銷同意", "营销同意"},
		Strong: []string{
			"Marketing Opt In", "Opt In", "Opted In", "Email Opt In", "SMS Opt In", "Accepts Marketing", "Accepts Email Marketing", "Email Marketing Consent", "Newsletter", "Subscribed", "Subscribe", "Consent", "GDPR Consent", "Allow Marketing", "Marketing Permission",
			"同意行銷", "同意营销", "同意接收行銷訊息", "接收行銷", "接收优惠信息", "願意收到廣告", "訂閱電子報", "訂閱", "订阅", "個資同意", "个人信息同意", "メルマガ", "配信可否", "メール配信",
		},
	},
}
