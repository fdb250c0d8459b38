package accountfile

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/intake"
)

// Kinds of customer, as a column may say.
const (
	organization = "organization"
	person       = "person"
)

// wordTable makes a table of words as they are compared.
func wordTable[V any](words map[string]V) func(string) (V, bool) {
	table := map[string]V{}
	for list, value := range words {
		for word := range strings.SplitSeq(list, ",") {
			table[intake.NormalHeader(word)] = value
		}
	}
	return func(cell string) (V, bool) {
		if len(cell) > 60 {
			var none V
			return none, false
		}
		value, ok := table[intake.NormalHeader(cell)]
		return value, ok
	}
}

var kinds = wordTable(map[string]string{
	"Organization,Organisation,Company,Business,Corporate,Corporation,Enterprise,Legal Person,Juridical Person,B2B,Wholesale,Reseller,Dealer,Store,Shop,公司,公司戶,企業,企业,企業客戶,企业客户,法人,機構,机构,單位,单位,團體,组织,組織,商號,商号,門市,门店,经销商,經銷商,会社": organization,
	"Person,Individual,Consumer,Private,Natural Person,Retail Customer,Member,B2C,個人,个人,個人戶,个人客户,個人客戶,自然人,消費者,消费者,會員,会员":                                                                                                       person,
})

// kindOf gives the kind of customer that a word means, or "".
func kindOf(cell string) string {
	kind, _ := kinds(cell)
	return kind
}

// answerOf reads a yes or no.
var answerOf = wordTable(map[string]bool{
	"Y,Yes,True,T,1,X,V,OK,Opt In,Opted In,Subscribed,Granted,Agreed,Accepted,是,同意,已同意,願意,愿意,有,可,订阅,已订阅,訂閱,已訂閱,はい,可能":                 true,
	"N,No,False,F,0,Opt Out,Opted Out,Unsubscribed,Never,Withdrawn,Declined,Refused,否,不同意,未同意,拒絕,拒绝,不願意,不愿意,無,无,不可,取消訂閱,取消订阅,いいえ,不可能": false,
})

// branchEnds are how the names of branches end, as far as they don't tell an organisation anyhow.
var branchEnds = []string{"店", "分行", "分局", "分社", "據點", "据点", "營業所", "营业所", "營業部", "营业部", "營業處", "营业处", "支店", "branch", "outlet"}

// looksLikeBranch reports whether the name is that of a branch rather than of a person.
func looksLikeBranch(name string) bool {
	low := strings.ToLower(name)
	for _, end := range branchEnds {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// holdersOfNames are words in the header of a column of names by which all of them are organisations'.
var holdersOfNames = []string{"company", "reseller", "dealer", "store", "shop", "outlet", "branch", "organi", "business", "hospital", "公司", "門市", "门店", "門店", "店名", "企業", "企业",
	"機構", "机构", "單位", "单位", "醫院", "医院", "經銷", "经销", "商號", "商号", "營業人", "会社", "取引先", "得意先"}

// holdsOrganizations reports whether a column of names has those of organisations, by its header.
func holdsOrganizations(header string) bool {
	header = intake.NormalHeader(header)
	for _, word := range holdersOfNames {
		if strings.Contains(header, word) {
			return true
		}
	}
	return false
}

// fullName joins the name of a branch with the company's, unless it says that already.
func fullName(company, branch string) string {
	if company == "" || strings.Contains(match.Fold(branch), match.Fold(company)) {
		return branch
	}
	if branch == "" {
		return company
	}
	return joined(company, branch)
}

// joined puts a space between two names unless they meet in ideographs.
func joined(first, second string) string {
	last, _ := utf8.DecodeLastRuneInString(first)
	next, _ := utf8.DecodeRuneInString(second)
	if unicode.Is(unicode.Han, last) && unicode.Is(unicode.Han, next) {
		return first + second
	}
	return strings.TrimSpace(first + " " + second)
}

// personsName is the name of given and family name, in the order of its script.
func personsName(given, family string) string {
	if strings.ContainsFunc(family, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	}) {
		return joined(family, given)
	}
	return joined(given, family)
}

// tagsOf splits what a cell lists.
func tagsOf(cell string) []string {
	var tags []string
	for _, tag := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",;|、，；/\n", r) }) {
		if tag = intake.Clean(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// PlacesIn takes apart an address in Chinese that begins with its places: 新竹縣關西鎮東安里中山東路26號 lies in 關西鎮 of 新竹縣.
func PlacesIn(address string) (region, city string) {
	text := []rune(strings.TrimLeft(strings.TrimSpace(address), "0123456789-() "))
	for _, country := range []string{"中華民國", "中华民国", "台灣", "臺灣", "台湾", "中國", "中国"} {
		if rest, ok := strings.CutPrefix(string(text), country); ok && rest != "" && !strings.HasPrefix(rest, "省") {
			text = []rune(rest)
		}
	}
	cut := func(ends string, most int) string {
		for i := 1; i < min(len(text), most); i++ {
			if strings.ContainsRune(ends, text[i]) && unicode.Is(unicode.Han, text[i]) {
				part := string(text[:i+1])
				text = text[i+1:]
				return part
			}
		}
		return ""
	}
	if region = cut("縣县市省", 8); region == "" {
		return "", ""
	}
	return region, cut("鄉乡鎮镇市區区縣县", 8)
}
