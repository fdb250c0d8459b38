package match

import "testing"

func TestDecisionsOfAColdStart(t *testing.T) {
	tw := func(r Record) Record { r.Organization, r.Country = true, "TW"; return r }
	for _, c := range []struct {
		what    string
		a, b    Record
		records int
		want    Decision
	}{
		{"name in another script and the phone", tw(Record{Names: []string{"台灣積體電路製造股份有限公司"}, Phones: []string{"03-5636688"}}), tw(Record{Names: []string{"台积电"}, Phones: []string{"+886 3 563 6688"}}), 10_000, Link},
		{"tax id and name", tw(Record{Names: []string{"台灣積體電路製造股份有限公司"}, TaxID: "22099131"}), tw(Record{Names: []string{"台積電"}, TaxID: "22099131"}), 1_000_000, Link},
		{"tax id with a wrong check digit", tw(Record{Names: []string{"大同股份有限公司"}, TaxID: "22099132"}), tw(Record{Names: []string{"永豐餘"}, TaxID: "22099132"}), 1000, New},
		{"the same name, nothing else", tw(Record{Names: []string{"永豐餘投資控股股份有限公司"}}), tw(Record{Names: []string{"永丰余投资控股(股)公司"}}), 10_000, Ask},
		{"the same phone, nothing else", tw(Record{Names: []string{"大同"}, Phones: []string{"02-25925252"}}), tw(Record{Names: []string{"永豐餘"}, Phones: []string{"02-25925252"}}), 1000, New},
		{"name, street and city", Record{Organization: true, Names: []string{"Bäckerei Müller GmbH"}, Street: "Hauptstr. 5", City: "Köln", PostalCode: "50667", Country: "DE"},
			Record{Organization: true, Names: []string{"Baeckerei Mueller"}, Street: "Hauptstraße 5", City: "Koln", PostalCode: "50667", Country: "Deutschland"}, 100_000, Link},
		{"a person and an organisation", Record{Names: []string{"Jan Jansen"}, Phones: []string{"+31201234567"}, Emails: []string{"jan@jansen.nl"}}, Record{Organization: true, Names: []string{"Jan Jansen"}, Phones: []string{"+31201234567"}, Emails: []string{"jan@jansen.nl"}}, 100, New},
		{"a person by name and email", Record{Names: []string{"Jan Jansen"}, Emails: []string{"jan@jansen.nl"}}, Record{GivenName: "Jan", FamilyName: "Janssen", Emails: []string{"Jan@Jansen.nl"}}, 100_000, Link},
		{"a person, names exchanged, date of birth and phone", Record{GivenName: "Siggins", FamilyName: "Barnaby", BirthDate: "1998-10-21", Phones: []string{"+61 2 9876 5432"}}, Record{GivenName: "Barnaby", FamilyName: "Siggins", BirthDate: "21/10/1998", Phones: []string{"0298765432"}, Country: "Australia"}, 100_000, Link},
		{"a rare Chinese name alone", Record{Names: []string{"王小明"}}, Record{Names: []string{"王小明"}}, 10_000, Ask},
		{"a Chinese name and mobile", Record{Names: []string{"王小明"}, Phones: []string{"0912-345-678"}}, Record{Names: []string{"王小明 先生"}, Phones: []string{"+886912345678"}}, 1_000_000, Link},
		{"a household: phone and address, other given names", Record{GivenName: "Anna", FamilyName: "Berg", Phones: []string{"+46 8 123 456 78"}, Street: "Storgatan 4", City: "Lund", BirthDate: "1960-01-02"},
			Record{GivenName: "Olof", FamilyName: "Berg", Phones: []string{"+46812345678"}, Street: "Storgatan 4", City: "Lund", BirthDate: "1991-11-23"}, 10_000, Ask},
	} {
		m := Default()
		a, b := Normalise(c.a), Normalise(c.b)
		index := NewIndex()
		index.Add(a)
		index.Add(b)
		known := index.Frequencies()
		known.Records = c.records // Nobody else holds any of their values.
		s := m.Score(m.Compare(a, b), known)
		if d := m.Decide(s); d != c.want {
			t.Errorf("%s: decided %d, wanted %d: %.1f bits, %.3f, veto %q, corroborated %v, %+v", c.what, d, c.want, s.Weight, s.Probability, s.Veto, s.Corroborated, s.Parts)
		}
	}
}
