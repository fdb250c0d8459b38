package accountfile

import (
	"context"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/intake"
)

// TestListsOfOtherSystemsAreKnown has the headers, and a row, of what common systems export.
func TestListsOfOtherSystemsAreKnown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ headers, row, want string }{
		{"CustomerID|CompanyName|ContactName|ContactTitle|Address|City|Region|PostalCode|Country|Phone|Fax", "ALFKI|Alfreds Futterkiste|Maria Anders|Sales|Obere Str. 57|Berlin||12209|Germany|030-0074321|",
			"CustomerID=code CompanyName=name ContactName=contactPerson Address=street City=city Region=region PostalCode=postalCode Country=country Phone=phone"},
		{"Account ID|Account Name|Type|Industry|Billing Street|Billing City|Billing State/Province|Billing Zip/Postal Code|Billing Country|Phone|Website|Account Owner|Description", "0015g|Acme|Customer - Direct|Retail|1 Main|Austin|TX|78701|USA|5125550100|acme.com|Jo|x",
			"Account ID=code Account Name=name Industry=tags Billing Street=street Billing City=city Billing State/Province=region Billing Zip/Postal Code=postalCode Billing Country=country Phone=phone Description=note"},
		{"Customer ID|First Name|Last Name|Email|Accepts Email Marketing|Default Address Company|Default Address Address1|Default Address City|Default Address Province Code|Default Address Country Code|Default Address Zip|Phone|Total Spent|Tags|Note", "77|Jane|Roe|j@x.com|yes|Acme|1 Main|Austin|TX|US|78701|+15125550100|1.00|vip|hello",
			"Customer ID=code First Name=givenName Last Name=familyName Email=email Accepts Email Marketing=marketingConsent Default Address Company=name Default Address Address1=street Default Address City=city Default Address Province Code=region Default Address Country Code=country Default Address Zip=postalCode Phone=phone Tags=tags Note=note"},
		{"客戶代號|客戶簡稱|公司全名|統一編號|聯絡人|電話(一)|傳真|E-MAIL|送貨地址|業務人員|付款條件", "A001|全聯|全聯實業股份有限公司|16740494|王小姐|02-2345-6789|02-1|a@b.tw|台北市大安區1號|B01|月結",
			"客戶代號=code 客戶簡稱=otherName 公司全名=name 統一編號=taxId 聯絡人=contactPerson 電話(一)=phone E-MAIL=email 送貨地址=street"},
		{"客户编码|客户名称|客户简称|所属分类码|税号|法人|电话|地址|邮政编码|联系人|专营业务员", "001|上海国药有限公司|国药|01|91310000MA1FL0000X|张三|021-55551234|上海市浦东|200000|李四|王五",
			"客户编码=code 客户名称=name 客户简称=otherName 税号=taxId 电话=phone 地址=street 邮政编码=postalCode 联系人=contactPerson"},
		{"店號|店名|縣市|區域|地址|電話|店經理|營業時間", "1001|台北忠孝店|台北市|大安區|忠孝東路1號|02-2711-1111|王|24H", "店號=code 店名=name 縣市=region 區域=district 地址=street 電話=phone 店經理=contactPerson"},
		{"會員卡號|姓名|性別|生日|手機|Email|通訊地址|訂閱電子報|會員等級|備註", "V1|王小明|男|1990/1/1|0912345678|a@b.tw|台北市|Y|金卡|x",
			"會員卡號=code 姓名=name 生日=birthDate 手機=phone Email=email 通訊地址=street 訂閱電子報=marketingConsent 會員等級=tags 備註=note"},
		{"得意先コード|得意先名|フリガナ|郵便番号|都道府県|住所|電話番号|担当者", "1|山田商店|ヤマダ|100-0001|東京都|千代田1|03-1234-5678|佐藤",
			"得意先コード=code 得意先名=name フリガナ=otherName 郵便番号=postalCode 都道府県=region 住所=street 電話番号=phone 担当者=contactPerson"},
	} {
		if got := suggested(Fields.Suggest(strings.Split(c.headers, "|"), [][]string{strings.Split(c.row, "|")})); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.headers, got, c.want)
		}
	}
}

func TestRealListsNeedNoHelp(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		rows   int
		fields string
		first  string
	}{
		"tw_store_branches/branches_sample_big5.csv": {2000,
			"公司統一編號=legalTaxId 公司名稱=legalName 分公司統一編號=taxId 分公司名稱=name 分公司地址=street",
			"2 organization 全聯實業股份有限公司關西中山東分公司 tax=00000716 legal=16740494 street=新竹縣關西鎮東安里中山東路26號"},
		"tw_store_branches/branches.csv": {0,
			"company_tax_id=legalTaxId company_name=legalName branch_tax_id=taxId branch_name=name branch_address=street",
			"2 organization 全聯實業股份有限公司關西中山東分公司 tax=00000716 legal=16740494 street=新竹縣關西鎮東安里中山東路26號"},
		"adventureworks/dim_reseller.csv": {701,
			"ResellerKey=code Phone=phone BusinessType=tags ResellerName=name AddressLine1=street",
			"2 organization A Bike Store code=1 phone=245-555-0173 street=2251 Elliot Avenue tags=Value Added Reseller"},
		"adventureworks/dim_customer_direct.csv": {18_484,
			"CustomerKey=code FirstName=givenName LastName=familyName EmailAddress=email AddressLine1=street Phone=phone",
			"2 person Jon Yang code=11000 phone=1 (11) 500 555-0162 email=jon24@adventure-works.com street=3761 N. 14th St (row.phone.country)"},
	} {
		src := shared(t, name)
		l, preview, err := Fields.Inspect(context.Background(), src, intake.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := suggested(Fields.Suggest(l.Headers, preview)); got != want.fields {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want.fields)
			continue
		}
		results := parseFile(t, src)
		if want.rows > 0 && len(results) != want.rows {
			t.Errorf("%s: %d rows, want %d", name, len(results), want.rows)
		}
		if got := show(results[:1]); got != want.first {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want.first)
		}
		for _, r := range results {
			if r.Kind != intake.Data || intake.Rejected(r.Problems) && want.rows > 0 || strings.ContainsRune(r.Row.Name, '\uFFFD') {
				t.Fatalf("%s: row %d: %s %q %v", name, r.Row.Number, r.Kind, r.Row.Name, r.Problems)
			}
		}
	}
}
