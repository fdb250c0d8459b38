package seed

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// listed is how many distributors hand in a list of their accounts too: those of the small scale.
const listed = 24

// streets are what streets are called in a country.
var streets = map[string][]string{
	"TW": {"中山路", "中正路", "民生東路三段", "忠孝東路四段", "復興南路一段", "和平西路二段", "建國北路", "文化路一段", "光復路二段", "成功路"},
	"CN": {"人民路", "解放路", "中山路", "建设路", "北京路", "新华路", "和平路", "文化路", "长江路", "建国路"},
	"JP": {"本町", "中央", "栄町", "大手町", "旭町", "緑町"},
}

// address is where the n-th customer is: the same in whoever's list it stands.
func address(country string, n uint64) string {
	street := streets[country][n%uint64(len(streets[country]))]
	switch number := scatter(n, 97, 397) + 1; country {
	case "TW":
		return fmt.Sprintf("%s%d號", street, number)
	case "CN":
		return fmt.Sprintf("%s%d号", street, number)
	default:
		return fmt.Sprintf("%s%d-%d", street, number%9+1, number%30+1)
	}
}

// listHeaders are the columns of an account list, as systems of the country call them.
var listHeaders = map[string][]string{
	"TW": {"客戶編號", "客戶名稱", "統一編號", "電話", "電子郵件", "縣市", "地址", "聯絡人", "標籤", "同意行銷"},
	"CN": {"客户编号", "客户名称", "统一社会信用代码", "电话", "电子邮件", "城市", "地址", "联系人", "标签", "同意营销"},
	"JP": {"Customer Code", "Customer Name", "Tax Number", "Phone", "Email", "City", "Address", "Contact Person", "Tags", "Marketing Consent"},
}

// accountList is the list of customers that a distributor keeps: those it sells to, those that it hopes to, some of which others know as well, and a few
// that it has twice.
func (w *World) accountList(distributor int) Master {
	d := &w.Distributors[distributor]
	rows := [][]string{listHeaders[d.Country]}
	add := func(code, name, tax, phone, email string, c Customer, number uint64, person string) {
		tags := ""
		if c.Organization && number%4 == 0 {
			tags = map[string]string{"TW": "重點客戶", "CN": "重点客户", "JP": "Key account"}[d.Country]
		}
		consent := ""
		if number%3 == 0 {
			consent = map[string]string{"TW": "是", "CN": "是", "JP": "yes"}[d.Country]
		}
		rows = append(rows, []string{code, name, tax, phone, email, w.Territories[c.Place].Local, address(d.Country, number), person, tags, consent})
	}
	r := stream(w.Seed, streamAccounts, distributor)
	own := w.customers(distributor)
	for rank, c := range own {
		number := uint64(w.firsts[distributor] + rank)
		person := ""
		if c.Organization {
			person, _ = personName(d.Country, r)
		}
		add(c.Code, c.Name, c.TaxID, c.Phone, c.Email, c, number, person)
		if c.Organization && rank%19 == 5 { // the same one, typed in again by a colleague
			add(fmt.Sprintf("D%04d", rank), otherwise(c.Name, rank), "", plain(c.Phone), "", c, number, "")
		}
	}
	for step := 1; step <= 2; step++ {
		neighbour := w.neighbour(distributor, step)
		if neighbour < 0 {
			continue
		}
		for rank, c := range w.customers(neighbour) {
			if !c.Organization || rank%13 != 3+step || rank > 80 {
				continue
			}
			tax := c.TaxID
			if rank%3 == 0 {
				tax = ""
			}
			add(fmt.Sprintf("P%d%03d", step, rank), otherwise(c.Name, rank), tax, plain(c.Phone), "", c, uint64(w.firsts[neighbour]+rank), "")
		}
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		panic(err) // a buffer takes all
	}
	return Master{Kind: "accounts", CSV: out.Bytes()}
}

// neighbour is the step-th distributor after this one in the same country, -1 when there is none.
func (w *World) neighbour(distributor, step int) int {
	n := min(len(w.Distributors), listed)
	for i := 1; i < n; i++ {
		at := (distributor + i) % n
		if w.Distributors[at].Country != w.Distributors[distributor].Country {
			continue
		}
		if step--; step == 0 {
			return at
		}
	}
	return -1
}

// otherwise writes a company's name as somebody else would.
func otherwise(name string, n int) string {
	forms := []struct{ long, short string }{{"股份有限公司", "(股)公司"}, {"有限责任公司", ""}, {"有限公司", "(有)公司"}, {"株式会社", "㈱"}, {"企業社", ""}, {"有限公司", ""}}
	for _, form := range forms {
		if strings.Contains(name, form.long) {
			short := form.short
			if n%2 == 0 && form.long != "株式会社" {
				short = ""
			}
			return strings.Replace(name, form.long, short, 1)
		}
	}
	return strings.Join(strings.Fields(name), "")
}

// plain writes a phone number without its strokes.
func plain(phone string) string { return strings.ReplaceAll(phone, "-", "") }

// brandList are the brand's own accounts: some that distributors know as well, and some that it will offer to them.
func (w *World) brandList() Master {
	rows := [][]string{listHeaders["TW"]}
	for d := range min(len(w.Distributors), listed) {
		if w.Distributors[d].Country != "TW" {
			continue
		}
		for rank, c := range w.customers(d) {
			if c.Organization && rank < 12 && rank%5 == 2 {
				number := uint64(w.firsts[d] + rank)
				rows = append(rows, []string{fmt.Sprintf("B%d-%03d", d, rank), c.Name, c.TaxID, c.Phone, "", w.Territories[c.Place].Local, address("TW", number), "", "", ""})
			}
		}
	}
	for i, name := range leadNames {
		number := uint64(w.size.customers + 100 + i)
		rows = append(rows, []string{fmt.Sprintf("L%03d", i+1), name, taxIDTaiwan(number), phone("TW", number, false), fmt.Sprintf("purchase@lead%d.example", i+1), "臺北市",
			address("TW", number), "", "", ""})
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		panic(err)
	}
	return Master{Kind: "accounts", CSV: out.Bytes()}
}

// leadNames are companies that asked the brand itself.
var leadNames = []string{"雲端旅宿股份有限公司", "海岸線露營開發有限公司", "晴空飯店管理股份有限公司", "山腳下連鎖咖啡有限公司", "都會廚藝教室有限公司", "北境探險用品股份有限公司"}
