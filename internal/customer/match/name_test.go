package match

import "testing"

func TestIdeographicNamesAreTakenApart(t *testing.T) {
	for _, c := range []struct {
		text                       string
		place, core, trade, branch string
		open                       bool
	}{
		{"台灣積體電路製造股份有限公司", "台湾", "积体电路", "制造", "", false},
		{"台积电", "", "台积电", "", "", false},
		{"上海浦东发展银行股份有限公司", "上海", "浦东", "发展银行", "", false},
		{"北京小米科技有限责任公司", "北京", "小米", "科技", "", false},
		{"小米科技(北京)有限公司", "北京", "小米", "科技", "", false},
		{"臺灣水泥股份有限公司", "", "台湾", "水泥", "", false},
		{"統一超商台北一店", "", "统一", "超商", "台北1", false},
		{"統一超商股份有限公司台北市第一五四分公司", "", "统一", "超商", "台北154", false},
		{"統一超商股份有限公司台北市第１５４分公司", "", "统一", "超商", "台北154", false},
		{"鼎泰豐信義店", "", "鼎泰丰信义店", "", "", true},
		{"江苏洋河酒厂股份有限公司", "江苏", "洋河酒厂", "", "", false},
		{"如家酒店", "", "如家", "酒店", "", false},
		{"株式会社日立製作所", "", "日立", "制作所", "", false},
		{"㈱日立製作所", "", "日立", "制作所", "", false},
		{"주식회사 카카오", "", "카카오", "", "", false},
		{"삼성전자(주)", "", "삼성", "전자", "", false},
		{"世芯-KY", "", "世芯", "", "", false},
		{"万科A", "", "万科", "", "", false},
		{"愛普*", "", "爱普", "", "", false},
	} {
		n := readIdeographicName(fold(c.text, longestName))
		if n.place != c.place || n.core != c.core || n.trade != c.trade || n.branch != c.branch || n.open != c.open {
			t.Errorf("%s: place %q core %q trade %q branch %q open %v", c.text, n.place, n.core, n.trade, n.branch, n.open)
		}
	}
}

func organization(names ...string) *Profile {
	return Normalise(Record{Organization: true, Names: names})
}

func TestNameLevels(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		least, most int8
	}{
		{"台灣積體電路製造股份有限公司", "台积电", 3, 3},
		{"台灣積體電路製造股份有限公司", "台湾积体电路制造(股)公司", 5, 5},
		{"小米科技有限责任公司", "北京小米科技有限责任公司", 4, 5},
		{"上海小米科技有限公司", "北京小米科技有限公司", 0, 1},
		{"统一企业股份有限公司", "统一证券股份有限公司", 0, 2},
		{"格力电器", "珠海格力电器股份有限公司", 4, 5},
		{"中国石化", "中国石油化工股份有限公司", 3, 3},
		{"上汽集团", "上海汽车集团股份有限公司", 3, 3},
		{"浦发银行", "上海浦东发展银行股份有限公司", 3, 3},
		{"工商银行", "建设银行", 0, 1},
		{"大同股份有限公司", "大華金屬工業股份有限公司", 0, 0},
		{"Siemens AG", "Siemens Aktiengesellschaft", 5, 5},
		{"Müller Maschinenbau GmbH & Co. KG", "Mueller Maschinenbau", 3, 5},
		{"Koninklijke Philips N.V.", "Philips NV", 2, 3},
		{"Acme Inc.", "ACME, Incorporated", 5, 5},
		{"International Business Machines Corp.", "IBM", 2, 4},
		{"H. Jansen Beheer B.V.", "S. Jansen Beheer B.V.", 0, 2},
		{"Jansen Holding I B.V.", "Jansen Holding II B.V.", 0, 3},
		{"Day Care Center Sunny", "Sunny Daycare Center", 3, 5},
		{"株式会社日立製作所", "日立製作所", 5, 5},
		{"(주)카카오", "주식회사 카카오", 5, 5},
		{"Novo Nordisk A/S", "Novo Nordisk", 5, 5},
		{"Żabka Polska Sp. z o.o.", "Zabka Polska", 5, 5},
		{"ООО «Ромашка»", "Ромашка", 5, 5},
		{"L'Oréal S.A.", "LOreal", 5, 5},
		{"McDonald's", "Mc Donalds", 5, 5},
		{"Deutsche Bank AG", "Deutsche Bahn AG", 0, 2},
		{"Matanga Advies B.V.", "Matanga", 4, 4},
		{"Jansen Holding B.V.", "Jansen Beheer B.V.", 0, 3},
		{"Société Générale", "Societe Generale SA", 5, 5},
	} {
		got := Compare(organization(c.a), organization(c.b))
		if level := got.Levels[FieldName]; level < c.least || level > c.most || got.Veto != NoVeto {
			t.Errorf("%s / %s: level %d, likeness %.2f, veto %v; want %d to %d", c.a, c.b, level, got.Likeness, got.Veto, c.least, c.most)
		}
	}
}

func TestBranchesOfOneChainAreKeptApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		veto Veto
	}{
		{"統一超商台北一店", "統一超商台北二店", BranchesDiffer},
		{"統一超商股份有限公司台北市第一五四分公司", "統一超商股份有限公司台北市第一五五分公司", BranchesDiffer},
		{"統一超商股份有限公司台北市第一五四分公司", "統一超商股份有限公司台北市第１５４分公司", NoVeto},
		{"统一超商台北一店", "統一超商台北1店", NoVeto},
		{"全家便利商店復興店", "全家便利商店台北復興店", NoVeto},
		{"鼎泰豐信義店", "鼎泰豐復興店", BranchesDiffer},
		{"鼎泰豐信義店", "鼎泰丰信义店", NoVeto},
		{"招商银行北京分行", "招商银行上海分行", BranchesDiffer},
		{"Starbucks #1234", "Starbucks Coffee #1235", BranchesDiffer},
		{"Starbucks #1234", "Starbucks Coffee No. 1234", NoVeto},
	} {
		x, y := Record{Organization: true, Names: []string{c.a}, TaxID: "22555003"}, Record{Organization: true, Names: []string{c.b}, TaxID: "22555003"}
		if got := Compare(Normalise(x), Normalise(y)); got.Veto != c.veto {
			t.Errorf("%s / %s: veto %q, name level %d", c.a, c.b, got.Veto, got.Levels[FieldName])
		}
	}
}

func TestACompanyIsNotItsBranchUnasked(t *testing.T) {
	m := Default()
	whole := Normalise(Record{Organization: true, Names: []string{"統一超商股份有限公司"}, TaxID: "22555003", Phones: []string{"02-27478711"}, Country: "TW"})
	branch := Normalise(Record{Organization: true, Names: []string{"統一超商股份有限公司台北市第一五四分公司"}, TaxID: "22555003", Phones: []string{"02-27478711"}, Country: "TW"})
	if d := m.Decide(m.Score(m.Compare(whole, branch), Frequencies{Records: 1000})); d == Link {
		t.Error("the branch was linked to its company")
	}
	same := Normalise(Record{Organization: true, Names: []string{"统一超商(股)公司"}, TaxID: "22555003", Phones: []string{"+886 2 2747 8711"}})
	if s := m.Score(m.Compare(whole, same), Frequencies{Records: 1000}); m.Decide(s) != Link {
		t.Errorf("the company written in another way was not linked: %+v", s)
	}
}
