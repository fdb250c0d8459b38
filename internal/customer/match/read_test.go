package match

import "testing"

func TestTaxIDsAreChecked(t *testing.T) {
	for id, valid := range map[string]bool{"22099131": true, "22555003": true, "10458575": true, "10458574": true, "22099132": false, "00000000": false, "2209913": false, "2209913a": false} {
		if ValidTaiwanTaxID(id) != valid {
			t.Errorf("ValidTaiwanTaxID(%s) = %v", id, !valid)
		}
	}
	for code, valid := range map[string]bool{"91350100M000100Y43": true, "91350100M000100Y44": false, "91350100M000100I43": false, "9135": false, "9135010\x00M000100Y43": false} {
		if ValidChinaCreditCode(code) != valid {
			t.Errorf("ValidChinaCreditCode(%q) = %v", code, !valid)
		}
	}
	for text, want := range map[string]TaxID{
		"２２０９９１３１": {"22099131", true, false}, "2209-9131": {"22099131", true, false}, "22099132": {"22099132", false, true}, "91350100m000100y43": {"91350100M000100Y43", true, false},
		"": {}, "00000000": {}, "NL001234567B01": {"NL001234567B01", false, false},
	} {
		if got := ReadTaxID(text, ""); got != want {
			t.Errorf("ReadTaxID(%s) = %+v, wanted %+v", text, got, want)
		}
	}
	for id, valid := range map[string]bool{"11010519491231002X": true, "110105194912310021": false, "A123456789": true, "A123456788": false, "7535316": true} {
		if validPersonID(id) != valid {
			t.Errorf("validPersonID(%s) = %v", id, !valid)
		}
	}
}

func TestAWrongTaxIDIsNoKey(t *testing.T) {
	for _, k := range Normalise(Record{Organization: true, Names: []string{"大同"}, TaxID: "22099132"}).Keys() {
		if k.Class == KeyID {
			t.Error("a tax id that fails its check is a key")
		}
	}
}

func TestPhonesBecomeE164(t *testing.T) {
	for _, c := range [][3]string{
		{"(02)2531-7099", "TW", "+886225317099"}, {"02-2531-7099#123", "TW", "+886225317099"}, {"０２－２５３１－７０９９ 分機 12", "TW", "+886225317099"}, {"+886 2 2531 7099", "", "+886225317099"},
		{"0086 138 0013 8000", "", "+8613800138000"}, {"138-0013-8000", "CN", "+8613800138000"}, {"(312) 386-5286 x12", "US", "+13123865286"}, {"3865286", "", ""}, {"n/a", "TW", ""}, {"", "", ""},
	} {
		if got := E164(c[0], c[1]); got != c[2] {
			t.Errorf("E164(%s, %s) = %s, wanted %s", c[0], c[1], got, c[2])
		}
	}
}

func TestDatesAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"1998-10-21": "19981021", "19981021": "19981021", "21/10/1998": "19981021", "10/21/1998": "19981021", "1998/21/10": "19981021", "民國87年10月21日": "19981021", "87/10/21": "19981021",
		"0871021": "19981021", "1998年10月21日": "19981021", "1998-13-41": "", "": "", "yesterday": "", "1998-10-21T00:00:00Z": "19981021",
	} {
		if got := readDate(text); got != want {
			t.Errorf("readDate(%s) = %s, wanted %s", text, got, want)
		}
	}
}

func TestTextIsFolded(t *testing.T) {
	for text, want := range map[string]string{
		"ＡＢＣ　株式會社": "abc 株式会社", "臺灣": "台湾", "Ångström": "angstrom", "STRAẞE": "strasse", "ガス": "ガス", "한국": "한국", "a\u200fb\u202ec": "abc", "Smile 😀 Ltd": "smile ltd", "a\x00b": "a b", "O’Neil": "o'neil", "  a \t b ": "a b",
		"\xff\xfe": "", "台中巿": "台中市",
	} {
		if got := fold(text, 100); got != want {
			t.Errorf("fold(%q) = %q, wanted %q", text, got, want)
		}
	}
}

func TestNumeralsBecomeDigits(t *testing.T) {
	for text, want := range map[string]string{"一〇八": "108", "一百零八": "108", "第五十四": "第54", "十": "10", "廿三": "23", "一0七八": "1078", "四○八": "408", "忠孝东路四段": "忠孝东路4段"} {
		if got := arabic(text); got != want {
			t.Errorf("arabic(%s) = %s, wanted %s", text, got, want)
		}
	}
}

func TestAddressesAreTakenApart(t *testing.T) {
	for _, c := range []struct {
		record                                   Record
		number, street, district, city, postcode string
	}{
		{Record{Street: "臺北市大安區仁愛里仁愛路四段27巷18號、18號地下"}, "18", "仁爱路4段27巷", "大安", "台北", ""},
		{Record{Street: "台北市大安區仁愛路4段27巷十八號1樓"}, "18", "仁爱路4段27巷", "大安", "台北", ""},
		{Record{Street: "106臺北市大安區敦化南路2段207號30、31樓"}, "207", "敦化南路2段", "大安", "台北", "106"},
		{Record{Street: "广东省深圳市南山区科技园路1号"}, "1", "科技园路", "南山", "深圳", ""},
		{Record{Street: "224 N. Central Ave."}, "224", "northcentralavenue", "", "", ""},
		{Record{Street: "Hauptstr. 5", City: "Köln", PostalCode: "50667"}, "5", "hauptstrasse", "", "koln", "50667"},
		{Record{Street: "221 E. 51st St. Apt 4B"}, "221", "east51ststreet", "", "", ""},
		{Record{Street: "27 Washington Oak Park IL 60302"}, "27", "washingtonoakparkil", "", "", "60302"},
	} {
		a := readAddress(&c.record)
		if a.number != c.number || a.street != c.street || a.district != c.district || a.city != c.city || a.postcode != c.postcode {
			t.Errorf("%s: %+v", c.record.Street, a)
		}
	}
}
