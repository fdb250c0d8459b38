package customer

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/customer/accountfile"
)

// draft is an account as the rows of a list change it.
type draft struct {
	Account
	key          []byte
	name         string
	personalID   string // a person's; TaxID is an organisation's
	contact      Contact
	people       map[string]bool // whom one speaks with, by folded name
	notes        map[string]bool
	marketing    *bool
	isNew        bool
	known        bool // to its batch
	changed      bool // in what is said of the customer
	newPeople    []string
	newNotes     []string
	newMarketing *bool
}

// put replaces a text by one that says something.
func (d *draft) put(text *string, said string) {
	if said != "" && *text != said {
		*text, d.changed = said, true
	}
}

// take takes over what a row says, and reports whether that was news. What the row leaves blank stays as it is.
func (d *draft) take(r *accountfile.Row, territory *uuid.UUID) bool {
	before := d.changed
	d.changed = false
	d.beKind(r)
	d.put(&d.Code, r.Code)
	d.put(&d.name, r.Name)
	if others := d.others(); r.OtherName != "" && r.OtherName != d.name && !slices.Contains(*others, r.OtherName) && len(*others) < MaxOtherNames {
		*others, d.changed = append(slices.Clone(*others), r.OtherName), true
	}
	if d.IsOrganization {
		d.put(&d.TaxID, r.TaxID)
		d.put(&d.LegalTaxID, r.LegalTaxID)
	} else {
		d.put(&d.personalID, r.TaxID)
	}
	d.takeContact(r)
	if r.ChannelType != "" && (d.ChannelType == nil || *d.ChannelType != r.ChannelType) {
		d.ChannelType, d.changed = &r.ChannelType, true
	}
	if territory != nil && (d.TerritoryID == nil || *d.TerritoryID != *territory) {
		d.TerritoryID, d.changed = territory, true
	}
	if tags := trimmed(r.Tags); len(tags) > 0 && !slices.Equal(tags, d.Tags) {
		d.Tags, d.changed = tags, true
	}
	more := d.takeMore(r)
	news := d.changed || more
	d.changed = d.changed || before
	return news
}

// beKind makes the account an organisation's or a person's, as the row says. A name alone makes nobody a person who was an
// organisation before.
func (d *draft) beKind(r *accountfile.Row) {
	if r.Organization == d.IsOrganization || !r.Organization && !r.SaysKind && !d.isNew {
		return
	}
	d.IsOrganization, d.changed = r.Organization, true
	if r.Organization {
		d.OtherNames, d.contact.OtherNames = d.contact.OtherNames, nil
		d.TaxID, d.personalID, d.contact.BirthDate = d.personalID, "", nil
	} else {
		d.contact.OtherNames, d.OtherNames = d.OtherNames, nil
		d.personalID, d.TaxID, d.LegalTaxID = d.TaxID, "", ""
	}
}

// others are the other names: an organisation's are its profile's, a person's its contact's.
func (d *draft) others() *[]string {
	if d.IsOrganization {
		return &d.OtherNames
	}
	return &d.contact.OtherNames
}

func (d *draft) takeContact(r *accountfile.Row) {
	c := &d.contact
	d.put(&c.Phone, r.Phone)
	d.put(&c.Email, strings.ToLower(r.Email))
	d.put(&c.Street, r.Street)
	d.put(&c.District, r.District)
	d.put(&c.City, r.City)
	d.put(&c.Region, r.Region)
	d.put(&c.PostalCode, r.PostalCode)
	d.put(&c.Country, r.Country)
	if born := r.BirthDate; !born.IsZero() && !d.IsOrganization && (c.BirthDate == nil || !c.BirthDate.Equal(born)) {
		c.BirthDate, d.changed = &born, true
	}
}

// takeMore takes over what is kept beside the account: whom to speak with, notes, consent.
func (d *draft) takeMore(r *accountfile.Row) (news bool) {
	if who := strings.ToLower(r.ContactPerson); who != "" && d.IsOrganization && !d.people[who] && len(d.people) < MaxPeople {
		d.people[who] = true
		d.newPeople, d.changed = append(d.newPeople, r.ContactPerson), true
	}
	if r.Note != "" && !d.notes[r.Note] {
		d.notes[r.Note] = true
		d.newNotes, news = append(d.newNotes, r.Note), true
	}
	if r.Marketing != nil && (d.marketing == nil || *d.marketing != *r.Marketing) {
		d.marketing, d.newMarketing, news = r.Marketing, r.Marketing, true
	}
	return news
}

// accountOut is a draft as the database takes it.
type accountOut struct {
	ID            uuid.UUID  `json:"id"`
	Key           string     `json:"key"`
	Code          string     `json:"code"`
	Name          *string    `json:"name"`
	OtherNames    []string   `json:"other_names"`
	Organization  bool       `json:"is_organization"`
	TaxID         string     `json:"tax_id"`
	LegalTaxID    string     `json:"legal_tax_id"`
	ChannelType   *string    `json:"channel_type"`
	TerritoryID   *uuid.UUID `json:"territory_id"`
	Tags          []string   `json:"tags"`
	ContactName   string     `json:"contact_name"`
	ContactOthers []string   `json:"contact_others"`
	PersonalID    string     `json:"personal_id"`
	Phone         string     `json:"phone"`
	Email         string     `json:"email"`
	Street        string     `json:"street"`
	District      string     `json:"district"`
	City          string     `json:"city"`
	Region        string     `json:"region"`
	PostalCode    string     `json:"postal_code"`
	Country       string     `json:"country"`
	BirthDate     *string    `json:"birth_date"`
}

func (d *draft) out() accountOut {
	c := &d.contact
	o := accountOut{ID: d.ID, Key: bytesText(d.key), Code: d.Code, OtherNames: orNone(d.OtherNames), Organization: d.IsOrganization, TaxID: d.TaxID, LegalTaxID: d.LegalTaxID,
		ChannelType: d.ChannelType, TerritoryID: d.TerritoryID, Tags: orNone(d.Tags), ContactOthers: orNone(c.OtherNames), PersonalID: d.personalID,
		Phone: c.Phone, Email: c.Email, Street: c.Street, District: c.District, City: c.City, Region: c.Region, PostalCode: c.PostalCode, Country: c.Country}
	if d.IsOrganization {
		o.Name = &d.name
	} else {
		o.ContactName = d.name
	}
	if c.BirthDate != nil {
		day := c.BirthDate.Format(time.DateOnly)
		o.BirthDate = &day
	}
	return o
}

func orNone(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}
