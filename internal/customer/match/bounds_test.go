package match

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// Nobody can make the matcher slow, or have it link, by names that everybody has.
func TestACommonNameCostsNothingAndLinksNobody(t *testing.T) {
	const many = 50_000
	index := NewIndex()
	var profiles []*Profile
	add := func(r Record) *Profile {
		p := Normalise(r)
		profiles = append(profiles, p)
		index.Add(p)
		return p
	}
	for i := range many {
		add(Record{ID: fmt.Sprint(i), Organization: true, Names: []string{"Test"}, City: "Taipei", Country: "TW"})
	}
	first := add(Record{Organization: true, Names: []string{"永豐餘投資控股股份有限公司"}, Phones: []string{"02-23961166"}, Country: "TW"})
	second := add(Record{Organization: true, Names: []string{"永丰余"}, Phones: []string{"+886-2-2396-1166"}})
	began := time.Now()
	model := Default().learn(profiles, index)
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("learning took %v", took)
	}
	known := index.Frequencies()
	test := Normalise(Record{Organization: true, Names: []string{"TEST Ltd."}, City: "Taipei", Country: "TW"})
	began = time.Now()
	for range 1000 {
		if found := index.Candidates(test); len(found) > 0 {
			t.Fatalf("a name of %d records finds %d candidates", many, len(found))
		}
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("1,000 look-ups took %v", took)
	}
	for _, m := range []Model{model, Default()} {
		s := m.Score(m.Compare(test, profiles[0]), known)
		if d := m.Decide(s); d != New || s.Parts[0].Weight > 1 {
			t.Errorf("two of them were not told apart: %d, %+v", d, s)
		}
		if s := m.Score(m.Compare(first, second), known); m.Decide(s) != Link {
			t.Errorf("a customer among them was not linked: %+v", s)
		}
	}
	capped := Frequencies{Records: many, Cap: MostHolders + 1, Counts: map[Key]int{makeKey(KeyName, "test"): MostHolders + 1}}
	if s := Default(); s.Decide(s.Score(s.Compare(test, profiles[0]), capped)) == Link {
		t.Error("linked where counting stopped early")
	}
}

func TestNormaliseIsBounded(t *testing.T) {
	long := strings.Repeat("台灣股份有限公司 GmbH \u202e😀\x00分公司(", 2000)
	r := Record{Organization: true, Names: []string{long, long + "1", long + "2"}, Street: long, City: long, TaxID: long, PostalCode: long, Country: long,
		Phones: []string{strings.Repeat("1", 10_000)}, Emails: []string{long + "@" + long}, OtherIDs: make([]string, 10_000)}
	for _, organization := range []bool{true, false} {
		r.Organization = organization
		Normalise(r) // Tables are made once.
		began := time.Now()
		p := Normalise(r)
		Compare(p, p)
		if took := time.Since(began); took > time.Second {
			t.Errorf("took %v", took)
		}
		if len(p.Keys()) > MostKeys {
			t.Errorf("%d keys", len(p.Keys()))
		}
		if !reflect.DeepEqual(p, Normalise(r)) {
			t.Error("the same record gave another profile")
		}
	}
}

func TestAModelSurvivesJSON(t *testing.T) {
	var profiles []*Profile
	for i := range 300 {
		profiles = append(profiles, Normalise(Record{Organization: i%2 == 0, Names: []string{fmt.Sprintf("Bike Shop %d", i%100)}, City: "Taipei", Phones: []string{fmt.Sprint(25310000 + i%100)}}))
	}
	m, _ := Learn(profiles)
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var back Model
	if err := json.Unmarshal(text, &back); err != nil || !reflect.DeepEqual(m, back) {
		t.Errorf("%v: the model changed on its way", err)
	}
	if again, _ := Learn(profiles); !reflect.DeepEqual(m, again) {
		t.Error("learning twice gave two models")
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("統一超商股份有限公司台北市第一五四分公司", "統一超商台北一店", "台北市大安區仁愛路四段27巷18號", "22555003", "02-2531-7099#1", "a@b.co", true)
	f.Add("Maatschap M.J. Hofstede & M.A.E. Hofstede-de Groot", "\u202e(株)日立😀\x00", "27 Washington #4 60302", "91350100M000100Y43", "+", "@", true)
	f.Add("Siggins, Barnaby", "王小明", "51 hurley street", "A123456789", "0912345678", "x+y@gmail.com", false)
	f.Add("0超", "0", "0", "0", "0", "0", false)
	f.Fuzz(func(t *testing.T, one, other, street, id, phone, email string, organization bool) {
		a := Normalise(Record{Organization: organization, Names: []string{one, other}, Street: street, TaxID: id, Phones: []string{phone}, Emails: []string{email}, BirthDate: id, City: other})
		b := Normalise(Record{Organization: organization, Names: []string{other}, GivenName: one, FamilyName: street, Street: one, District: street, TaxID: phone, Phones: []string{id, phone}, Emails: []string{email}, PostalCode: id, BirthDate: phone})
		if x, y := Compare(a, b), Compare(b, a); x != y {
			t.Errorf("%+v\n%+v", x, y)
		}
		if len(a.Keys()) > MostKeys || len(b.Keys()) > MostKeys {
			t.Error("too many keys")
		}
		m := Default()
		if s := m.Score(Compare(a, b), Frequencies{}); s.Probability < 0 || s.Probability > 1 || s.Probability != s.Probability {
			t.Errorf("probability %v", s.Probability)
		}
	})
}
