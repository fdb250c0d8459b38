package accountfile

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/intake"
)

func TestListsAreReadAsTheyMean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"a list in English", []string{
			"Customer ID,Company,Tax ID,Phone,Email,Contact Person,Address,City,State,Zip,Country,Business Type,Notes",
			"C-1,Acme Ltd,GB123456,+44 20 7946 0958,info@acme.example,Jane Roe,1 High St,London,,SW1A 1AA,United Kingdom,Retail,=good",
		}, `2 organization Acme Ltd code=C-1 tax=GB123456 phone=+44 20 7946 0958 email=info@acme.example contact=Jane Roe country=GB city=London postal=SW1A 1AA street=1 High St channel=STORE note==good`},

		{"branches and the company that they belong to", []string{
			"公司統一編號,公司名稱,分公司統一編號,分公司名稱,分公司地址",
			"16740494,全聯實業股份有限公司,00000716,關西中山東分公司,新竹縣關西鎮東安里中山東路26號",
			"16740494,全聯實業股份有限公司,716,全聯實業股份有限公司關西店,",
		}, `2 organization 全聯實業股份有限公司關西中山東分公司 tax=00000716 legal=16740494 street=新竹縣關西鎮東安里中山東路26號
3 organization 全聯實業股份有限公司關西店 tax=00000716 legal=16740494 (row.taxId.zeros)`},

		{"the same columns without branches are the company's own", []string{
			"公司統一編號,公司名稱,電話", "16740494,全聯實業股份有限公司,02-2345-6789",
		}, `2 organization 全聯實業股份有限公司 tax=16740494 phone=02-2345-6789`},

		{"people", []string{
			"會員編號,姓名,手機,生日,同意行銷,標籤", "M1,王小明,0912-345-678,民國79年3月5日,是,VIP、常客", "M2,李大華,0987654321,80/12/31,否,", "M3,陳中,0987654321,,也許,",
		}, `2 person 王小明 code=M1 phone=0912-345-678 tags=VIP+常客 born=1990-03-05 marketing=true
3 person 李大華 code=M2 phone=0987654321 born=1991-12-31 marketing=false
4 person 陳中 code=M3 phone=0987654321 (row.consent.unknown)`},

		{"given and family name", []string{
			"CustomerKey,FirstName,LastName,EmailAddress", "1,Jon,Yang,jon@example.com", "2,小明,王,x@example.com", "3,Cher,,cher", "4,,,d@example.com",
		}, `2 person Jon Yang code=1 email=jon@example.com
3 person 王小明 code=2 email=x@example.com
4 person Cher code=3 email=cher (row.email.unreadable)
5 person  code=4 email=d@example.com`},

		{"a person at a company is the one to speak with", []string{
			"編號,姓名,總公司名稱,電話", "P1,王小明,好棒股份有限公司,02-2345-6789", "P2,台北店,好棒股份有限公司,02-2345-6789", "P3,王小明,,",
		}, `2 organization 好棒股份有限公司 code=P1 phone=02-2345-6789 contact=王小明
3 organization 好棒股份有限公司台北店 code=P2 phone=02-2345-6789
4 person 王小明 code=P3`},

		{"the parts of another name are whom one speaks with", []string{
			"Record ID,First Name,Last Name,Company name,Phone Number", "1,Jane,Roe,Acme,+15125550100", "2,Joe,Doe,,+15125550101", "3,,,Gamma,",
		}, `2 organization Acme code=1 phone=+15125550100 contact=Jane Roe
3 person Joe Doe code=2 phone=+15125550101
4 organization Gamma code=3`},

		{"the parts of the name itself say nothing more", []string{
			"Customer ID,First Name,Last Name,Customer Name,Phone", "1,Jane,Roe,Dr. Jane Roe,+15125550100",
		}, `2 person Dr. Jane Roe code=1 phone=+15125550100`},

		{"what the row says itself counts", []string{
			"客戶編號,客戶名稱,客戶類型,生日", "1,王小明,公司,1990-01-01", "2,好棒股份有限公司,個人,", "3,好棒股份有限公司,公司,",
		}, `2 organization 王小明 code=1 (row.birthDate.company)
3 person 好棒股份有限公司 code=2
4 organization 好棒股份有限公司 code=3`},

		{"doubts are warnings", []string{
			"客戶編號,客戶名稱,統一編號,電話,國家,通路", "1,甲公司,16740495,02-123,Narnia,門市", "2,乙公司,0000,+886 2 2345 6789,台灣,電商", "3,丙公司,=,03-123-4567,日本,門市", "4,丁公司,,12,,",
		}, `2 organization 甲公司 code=1 tax=16740495 phone=02-123 channel=STORE (row.country.unknown) (row.taxId.check) (row.phone.country)
3 organization 乙公司 code=2 phone=+886 2 2345 6789 country=TW channel=ECOMMERCE (row.taxId.unreadable)
4 organization 丙公司 code=3 phone=03-123-4567 country=JP channel=STORE (row.taxId.unreadable)
5 organization 丁公司 code=4 phone=12 (row.phone.country)`},

		{"what can't be used is rejected", []string{
			"客戶編號,客戶名稱,生日,通路", "1,甲,1990-01-01,門市", "4.71E+12,甲,1990-01-01,門市", "3,#REF!,2030-01-01,月亮", "4,,,電商", ",,1990-01-01,電商",
		}, `2 person 甲 code=1 channel=STORE born=1990-01-01
3 person 甲 channel=STORE born=1990-01-01 !row.code.rounded
4 person  code=3 !row.cell.error !row.channel.unknown !row.date.future
5 person  code=4 channel=ECOMMERCE
6 person  channel=ECOMMERCE born=1990-01-01 !row.required`},

		{"titles, blank lines, totals and repeated headers are nobody", []string{
			"客戶名冊,,", "客戶編號,客戶名稱,電話", "1,甲公司,02-2345-6789", "", "台北區,,", "客戶編號,客戶名稱,電話", "2,Total,02-2345-6789", "合計,2,",
		}, `3 organization 甲公司 code=1 phone=02-2345-6789
4 BLANK
5 TITLE
6 HEADER_REPEAT
7 person Total code=2 phone=02-2345-6789
8 TOTAL`},

		{"names alone", []string{"Name", "甲公司", "王小明"}, `2 organization 甲公司
3 person 王小明`},
	} {
		if c.name == "names alone" {
			c.rows[0] += ",Phone"
		}
		if got := show(parseRows(t, c.rows...)); got != c.want {
			t.Errorf("%s:\n got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestHostileNamesAreKeptOrRejected(t *testing.T) {
	t.Parallel()
	results := parseRows(t, "Code,Customer Name,Email",
		"1,🦄 Bike 店,a@b.tw", "2,\u202Eevil\u202C Ltd,a@b.tw", "3,"+strings.Repeat("長", 10_000)+",a@b.tw", "4,'=cmd|'/c calc'!A1,a@b.tw", "5,e\u0301\u200D\uFE0F,a@b.tw")
	for i, want := range []string{"🦄 Bike 店", "\u202Eevil\u202C Ltd", "", "=cmd|'/c calc'!A1", "e\u0301\u200D\uFE0F"} {
		got := results[i]
		if got.Row.Name != want || !utf8.ValidString(got.Row.Name) {
			t.Errorf("row %d is %q, want %q", i, got.Row.Name, want)
		}
		if long := i == 2; intake.Rejected(got.Problems) != long || long && got.Problems[0].Key != intake.KeyTooLong {
			t.Errorf("row %d: %v", i, got.Problems)
		}
	}
}

func TestPlacesAreFoundInAnAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"新竹縣關西鎮東安里中山東路26號":   "新竹縣 關西鎮",
		"臺北市大安區仁愛里仁愛路四段27巷":  "臺北市 大安區",
		"106台灣台北市大安區仁愛路1號":   "台北市 大安區",
		"广东省深圳市南山区科技园":       "广东省 深圳市",
		"上海市浦东新区世纪大道1号":      "上海市 浦东新区",
		"2251 Elliot Avenue": " ",
		"":                   " ",
		"市":                  " ",
	} {
		region, city := PlacesIn(address)
		if region+" "+city != want {
			t.Errorf("%s lies in %q %q, want %q", address, region, city, want)
		}
	}
}
