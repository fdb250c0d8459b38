package customer

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/language"

	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
)

// Facts are all that an owner says of a customer. A person's names stand in Name and in Contact.OtherNames.
type Facts struct {
	Code           string
	Name           string
	OtherNames     []string // of an organisation
	IsOrganization bool
	TaxID          string // of an organisation; a person's own is Contact.TaxID
	LegalTaxID     string
	ChannelType    *string
	Tags           []string
	InCharge       *uuid.UUID
	Contact        Contact // its Name is not looked at
	People         []Person
}

// Lengths of an account's texts in characters, and of its lists.
const (
	MaxAccountName = 300
	MaxAccountCode = 100
	MaxTaxID       = 40
	MaxPhone       = 60
	MaxEmail       = 254
	MaxStreet      = 300
	MaxPlace       = 100
	MaxPostalCode  = 20
	MaxTag         = 50
	MaxTags        = 20
	MaxOtherNames  = 10
	MaxPeople      = 50
)

// Trim takes spaces off the ends of all texts, and empty and repeated ones out of the lists.
func (f Facts) Trim() Facts {
	c := &f.Contact
	for _, text := range []*string{&f.Code, &f.Name, &f.TaxID, &f.LegalTaxID, &c.TaxID, &c.Phone, &c.Email, &c.Street, &c.District, &c.City, &c.Region, &c.PostalCode, &c.Country} {
		*text = strings.TrimSpace(*text)
	}
	c.Email, c.Country = strings.ToLower(c.Email), strings.ToUpper(c.Country)
	f.OtherNames, f.Tags, c.OtherNames = trimmed(f.OtherNames), trimmed(f.Tags), trimmed(c.OtherNames)
	f.People = slices.Clone(f.People)
	for i, p := range f.People {
		f.People[i].Name, f.People[i].Role = strings.TrimSpace(p.Name), strings.TrimSpace(p.Role)
		f.People[i].Phone, f.People[i].Email = strings.TrimSpace(p.Phone), strings.ToLower(strings.TrimSpace(p.Email))
	}
	return f
}

func trimmed(texts []string) []string {
	out := []string{}
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// Check notes all that is wrong with the facts but what only the database knows.
func (f Facts) Check(report partner.Report) {
	if f.Name != "" && !visible(f.Name) {
		report("name", "required", nil)
	}
	partner.CheckText("name", f.Name, true, MaxAccountName, report)
	partner.CheckText("code", f.Code, false, MaxAccountCode, report)
	partner.CheckText("taxId", f.TaxID, false, MaxTaxID, report)
	partner.CheckText("legalTaxId", f.LegalTaxID, false, MaxTaxID, report)
	checkTexts("otherNames", f.OtherNames, MaxOtherNames, MaxAccountName, report)
	checkTexts("tags", f.Tags, MaxTags, MaxTag, report)
	if f.ChannelType != nil && !slices.Contains(partner.ChannelTypes, partner.ChannelType(*f.ChannelType)) {
		report("channelType", "value.unknown", fault.Params{"value": *f.ChannelType})
	}
	f.checkKind(report)
	f.Contact.check(report)
	if len(f.People) > MaxPeople {
		report("contact.people", "list.tooLong", fault.Params{"max": MaxPeople})
		return
	}
	for i, p := range f.People {
		at := "contact.people." + strconv.Itoa(i)
		partner.CheckText(at+".name", p.Name, true, MaxAccountName, report)
		partner.CheckText(at+".role", p.Role, false, MaxPlace, report)
		partner.CheckText(at+".phone", p.Phone, false, MaxPhone, report)
		partner.CheckText(at+".email", p.Email, false, MaxEmail, report)
	}
}

// checkKind notes what only organisations, or only persons, have.
func (f Facts) checkKind(report partner.Report) {
	for _, p := range []struct {
		field        string
		organization bool
		set          bool
	}{{"otherNames", true, len(f.OtherNames) > 0}, {"taxId", true, f.TaxID != ""}, {"legalTaxId", true, f.LegalTaxID != ""}, {"contact.people", true, len(f.People) > 0},
		{"contact.otherNames", false, len(f.Contact.OtherNames) > 0}, {"contact.personalId", false, f.Contact.TaxID != ""}, {"contact.birthDate", false, f.Contact.BirthDate != nil}} {
		switch {
		case p.set && p.organization && !f.IsOrganization:
			report(p.field, "account.notForPersons", nil)
		case p.set && !p.organization && f.IsOrganization:
			report(p.field, "account.notForOrganizations", nil)
		}
	}
}

func (c Contact) check(report partner.Report) {
	checkTexts("contact.otherNames", c.OtherNames, MaxOtherNames, MaxAccountName, report)
	for _, t := range []struct {
		field, text string
		most        int
	}{{"personalId", c.TaxID, MaxTaxID}, {"phone", c.Phone, MaxPhone}, {"email", c.Email, MaxEmail}, {"street", c.Street, MaxStreet}, {"district", c.District, MaxPlace},
		{"city", c.City, MaxPlace}, {"region", c.Region, MaxPlace}, {"postalCode", c.PostalCode, MaxPostalCode}} {
		partner.CheckText("contact."+t.field, t.text, false, t.most, report)
	}
	if r, err := language.ParseRegion(c.Country); c.Country != "" && (err != nil || !r.IsCountry() || r.String() != c.Country) {
		report("contact.country", "country.unknown", fault.Params{"value": clipped(c.Country)})
	}
	if b := c.BirthDate; b != nil && (b.Year() < 1850 || b.After(time.Now())) {
		report("contact.birthDate", "date.impossible", nil)
	}
}

func checkTexts(field string, texts []string, most, longest int, report partner.Report) {
	if len(texts) > most {
		report(field, "list.tooLong", fault.Params{"max": most})
		return
	}
	for i, text := range texts {
		partner.CheckText(field+"."+strconv.Itoa(i), text, false, longest, report)
	}
}

// visible reports whether a text shows anything: more than spaces and marks of direction.
func visible(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc) })
}

func clipped(text string) string {
	if utf8.RuneCountInString(text) > 20 {
		return string([]rune(text)[:20]) + "…"
	}
	return text
}

// Warnings names what is kept although it looks wrong. home is the country of the owner, "" when it has none.
func (f Facts) Warnings(home string) (odd fault.Fields) {
	country := f.Contact.CountryOr(home)
	for field, id := range map[string]string{"taxId": f.TaxID, "legalTaxId": f.LegalTaxID} {
		if match.ReadTaxID(id, "").Wrong {
			odd.Add(field, "account.taxId.checkDigit", nil)
		}
	}
	if f.Contact.Phone != "" && match.E164(f.Contact.Phone, country) == "" {
		odd.Add("contact.phone", "account.phone.noCountry", nil)
	}
	for i, p := range f.People {
		if p.Phone != "" && match.E164(p.Phone, country) == "" {
			odd.Add("contact.people."+strconv.Itoa(i)+".phone", "account.phone.noCountry", nil)
		}
	}
	slices.SortFunc(odd, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	return odd
}

// CountryOr is the contact's country, else the given one.
func (c Contact) CountryOr(home string) string {
	if c.Country != "" {
		return c.Country
	}
	return home
}

// TerritoryOf finds the territory of an address, nil when the tree doesn't know it: the deepest place that it knows, within
// the place before it.
func TerritoryOf(tree *partner.TerritoryIndex, c Contact, home string) *uuid.UUID {
	if c.Region+c.City+c.District+c.PostalCode == "" {
		return nil
	}
	country := c.CountryOr(home)
	land, _ := tree.Find(country, "", "", "")
	places := append([]string{""}, slices.DeleteFunc([]string{c.Region, c.City, c.District}, func(text string) bool { return text == "" })...)
	for last := len(places) - 1; last > 0; last-- {
		if id, ok := tree.Find(country, places[last-1], places[last], c.PostalCode); ok && id != land {
			return &id
		}
	}
	if id, ok := tree.Find(country, "", "", c.PostalCode); ok {
		return &id
	}
	return nil
}
