package accountfile

import (
	"regexp"
	"testing"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/intake"
)

var isoCountry = regexp.MustCompile(`^([A-Z]{2})?$`)

// FuzzParse has a row of anything: what comes of it fits into an account.
func FuzzParse(f *testing.F) {
	f.Add("C1", "甲有限公司", "16740494", "02-2345-6789", "a@b.tw", "台灣", "台北市大安區", "VIP、A", "1990/1/1", "是", "總公司")
	f.Add("4.71E+12", "🦄\u202E", "716", "(+886) 0912 345 678 ext. 9", "@", "Narnia", "縣", ",,|", "民國79年3月5日", "?", "甲")
	f.Add("=1", "'=x", "-", "1e9", "a@", "TW", "台灣省", "\x00", "45356", "1", "")
	f.Fuzz(func(t *testing.T, code, name, tax, phone, email, country, street, tags, born, consent, legal string) {
		cells := []string{code, name, tax, phone, email, country, street, tags, born, consent, legal}
		var m intake.Mapping
		for i, field := range []intake.Field{Code, Name, TaxID, Phone, Email, Country, Street, Tags, BirthDate, MarketingConsent, LegalName} {
			if !utf8.ValidString(cells[i]) {
				return // readers give none such
			}
			m = append(m, intake.Column{Index: i, Header: string(field), Field: field})
		}
		r := NewParser(m, testContext, looksLikeOrganization).Parse(intake.Record{Number: 2, Cells: cells})
		row := r.Row
		for _, text := range []struct {
			is   string
			most int
		}{{row.Code, MaxCode}, {row.TaxID, MaxTaxID}, {row.Phone, MaxPhone}, {row.Email, MaxEmail}, {row.Street, MaxStreet}} {
			if !utf8.ValidString(text.is) || utf8.RuneCountInString(text.is) > text.most {
				t.Errorf("%q does not fit", text.is)
			}
		}
		if !intake.Rejected(r.Problems) && (utf8.RuneCountInString(row.Name) > MaxName || r.Kind == intake.Data && row.Name == "" && row.Code == "") {
			t.Errorf("the name is %q", row.Name)
		}
		if !isoCountry.MatchString(row.Country) || len(row.Tags) > MaxTags || row.TaxIDIsKey && row.TaxID == "" {
			t.Errorf("%+v", row)
		}
	})
}
