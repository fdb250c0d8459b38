package customer

import (
	"maps"
	"reflect"
	"slices"
)

// profile is what the audit log keeps of an account: what the brand sees of it, too. Of a person that is no name.
func (f Facts) profile() map[string]any {
	p := map[string]any{"code": f.Code, "isOrganization": f.IsOrganization, "channelType": f.ChannelType, "inCharge": f.InCharge}
	if f.IsOrganization {
		p["name"], p["taxId"], p["legalTaxId"] = f.Name, f.TaxID, f.LegalTaxID
	}
	return p
}

// noted is the profile after a change, with the names of all fields that changed. Contact values are in no audit entry: a
// hash of a phone number is soon guessed.
func noted(before, after Facts) map[string]any {
	b, a := before.values(), after.values()
	changed := []string{}
	for _, field := range slices.Sorted(maps.Keys(a)) {
		if !reflect.DeepEqual(b[field], a[field]) {
			changed = append(changed, field)
		}
	}
	p := after.profile()
	p["changed"] = changed
	return p
}

func (f Facts) values() map[string]any {
	c := f.Contact
	birth := ""
	if c.BirthDate != nil {
		birth = c.BirthDate.String()
	}
	return map[string]any{"code": f.Code, "name": f.Name, "otherNames": texts(append(slices.Clone(f.OtherNames), c.OtherNames...)), "isOrganization": f.IsOrganization,
		"taxId": f.TaxID, "legalTaxId": f.LegalTaxID, "channelType": orEmpty(f.ChannelType), "tags": texts(f.Tags), "inCharge": textOf(f.InCharge),
		"personalId": c.TaxID, "phone": c.Phone, "email": c.Email, "address": [...]string{c.Street, c.District, c.City, c.Region, c.PostalCode, c.Country},
		"birthDate": birth, "people": append([]Person{}, f.People...)}
}

// texts makes no difference between no list and an empty one.
func texts(list []string) []string { return append([]string{}, list...) }
