package match

import (
	"slices"
	"strings"
)

// Profile is a record as it is compared. It is made by Normalise and doesn't change.
type Profile struct {
	ID, Source   string
	Organization bool

	names   []name   // of an organisation
	persons []person // of a person
	tax     TaxID
	ids     []string
	phones  []phone
	emails  []email
	birth   string
	address address
	keys    []Key
}

// Normalise reads a record. It takes anything, and looks at a bounded part of it; equal records give equal profiles.
func Normalise(r Record) *Profile {
	p := &Profile{ID: r.ID, Source: r.Source, Organization: r.Organization}
	p.address = readAddress(&r)
	land := country(&r, &p.address)
	if r.Organization {
		p.names = readNames(append([]string(nil), r.Names...))
		if p.tax = ReadTaxID(r.TaxID, land); p.tax.Value != "" && !p.tax.Wrong {
			p.ids = append(p.ids, p.tax.Value)
		}
	} else {
		p.persons = readPersons(&r)
		p.birth = readDate(r.BirthDate)
		p.addID(r.TaxID)
	}
	for _, id := range bounded(r.OtherIDs) {
		p.addID(id)
	}
	for _, text := range bounded(r.Phones) {
		of := land
		if guess := phoneCountry(text); of == "" {
			of = guess
		}
		if number, ok := readPhone(text, of); ok && !slices.Contains(p.phones, number) {
			p.phones = append(p.phones, number)
		}
	}
	for _, text := range bounded(r.Emails) {
		if e, ok := readEmail(text); ok && !slices.Contains(p.emails, e) {
			p.emails = append(p.emails, e)
		}
	}
	p.keys = p.makeKeys()
	return p
}

func (p *Profile) addID(text string) {
	id := strings.ToUpper(compact(fold(text, longestShort)))
	if len(id) >= 4 && strings.Trim(id, id[:1]) != "" && (p.Organization || validPersonID(id)) && !slices.Contains(p.ids, id) {
		p.ids = append(p.ids, id)
	}
}
