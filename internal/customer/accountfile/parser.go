package accountfile

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tonglu/portal/internal/customer/match"
	"github.com/tonglu/portal/internal/intake"
)

// Parser turns the records of one file into rows. It is not safe for use by several goroutines at once.
type Parser struct {
	*intake.Cells
	context       Context
	in            places
	organizations bool // the column of names has organisations', by its header
	isOrg         func(name, taxID string) bool
}

// places has the place of each field.
type places struct {
	code, name, givenName, familyName, otherName, kind, taxID, legalTaxID, legalName *intake.Place
	phone, email, contactPerson, country, region, city, district, postalCode, street *intake.Place
	channelType, tags, birthDate, note, marketingConsent                             *intake.Place
}

// NewParser makes a parser for a valid mapping. isOrganization judges names whose rows don't say what they are.
func NewParser(m intake.Mapping, c Context, isOrganization func(name, taxID string) bool) *Parser {
	p := &Parser{Cells: Fields.Cells(m, c.Styles), context: c, isOrg: isOrganization}
	at := p.Place
	p.in = places{
		code: at(Code), name: at(Name), givenName: at(GivenName), familyName: at(FamilyName), otherName: at(OtherName), kind: at(Kind),
		taxID: at(TaxID), legalTaxID: at(LegalTaxID), legalName: at(LegalName), phone: at(Phone), email: at(Email), contactPerson: at(ContactPerson),
		country: at(Country), region: at(Region), city: at(City), district: at(District), postalCode: at(PostalCode), street: at(Street),
		channelType: at(ChannelType), tags: at(Tags), birthDate: at(BirthDate), note: at(Note), marketingConsent: at(MarketingConsent),
	}
	p.organizations = holdsOrganizations(p.in.name.Header)
	return p
}

// Parse reads one record. Rows that name no customer have a Kind other than Data, and no problems. Problems without
// Warning reject the row; all are told at once.
func (p *Parser) Parse(r intake.Record) Result {
	p.Next(r)
	if kind := p.kind(); kind != intake.Data {
		return Result{Kind: kind, Row: Row{Number: r.Number}}
	}
	row := Row{Number: r.Number}
	p.ExtraCells()
	row.Code = p.Code(p.in.code, MaxCode)
	row.Country = p.country()
	p.who(&row)
	row.OtherName = p.Text(p.in.otherName, MaxName)
	row.Region = p.Text(p.in.region, MaxPlace)
	row.City = p.Text(p.in.city, MaxPlace)
	row.District = p.Text(p.in.district, MaxPlace)
	row.PostalCode = p.Code(p.in.postalCode, MaxPostal)
	row.Street = p.Text(p.in.street, MaxStreet)
	row.Phone = p.phone(row.Country)
	row.Email = p.email()
	row.ChannelType = p.Channel(p.in.channelType)
	row.Tags = p.tags()
	row.BirthDate = p.birthDate(row.Organization)
	row.Note = p.Text(p.in.note, MaxNote)
	row.Marketing = p.consent()
	return Result{Kind: intake.Data, Row: row, Problems: p.Problems}
}

// kind says what the record is.
func (p *Parser) kind() intake.Kind {
	filled, _ := p.Filled()
	switch {
	case filled == 0 && !p.Record.Cut:
		return intake.Blank
	case p.RepeatsHeader():
		return intake.HeaderRepeat
	case filled <= 3 && p.Blank(p.in.phone) && p.Blank(p.in.email) && p.Blank(p.in.taxID) && p.isTotal():
		return intake.Total
	case filled == 1 && len(p.Record.Cells) > 1 && p.isTitle():
		return intake.Title
	}
	return intake.Data
}

// isTitle reports whether a row's only cell is a heading: neither a code, nor a name in a list without codes.
func (p *Parser) isTitle() bool {
	switch {
	case !p.Blank(p.in.code):
		return !intake.LooksLikeCode(p.Cell(p.in.code))
	case !p.Blank(p.in.name), !p.Blank(p.in.legalName):
		return p.in.code.Index >= 0
	}
	return true
}

// isTotal reports whether a cell is the label of a total and the others are numbers.
func (p *Parser) isTotal() bool {
	label := false
	for _, cell := range p.Record.Cells {
		switch {
		case intake.IsBlank(cell):
		case intake.IsTotalWord(cell):
			label = true
		case !intake.LooksLikeNumber(cell):
			return false
		}
	}
	return label
}

// who reads whom the row is about. A person at a company is the one to speak with there, unless the row says that the
// customer is the person.
func (p *Parser) who(row *Row) {
	name, legal := p.Text(p.in.name, MaxName), p.Text(p.in.legalName, MaxName)
	row.ContactPerson = p.Text(p.in.contactPerson, MaxName)
	given, family := p.Text(p.in.givenName, MaxName), p.Text(p.in.familyName, MaxName)
	parts := personsName(given, family)
	parted := name == "" && parts != ""
	switch {
	case parted:
		name = parts
	case parts != "" && row.ContactPerson == "" && !(strings.Contains(name, given) && strings.Contains(name, family)):
		row.ContactPerson = parts
	}
	kind := p.saidKind()
	row.SaysKind = kind != ""
	row.TaxID, row.TaxIDIsKey = p.taxID(p.in.taxID, row.Country, kind != person)
	if kind != person {
		row.LegalTaxID, _ = p.taxID(p.in.legalTaxID, row.Country, true)
	}
	isName := !parted && (p.organizations || p.isOrg(name, row.TaxID) || row.LegalTaxID != "" || row.ContactPerson != "" && row.ContactPerson != name ||
		legal != "" && looksLikeBranch(name))
	switch {
	case kind == person || kind == "" && legal == "" && !isName:
		row.Name = name
	case legal != "" && name != "" && !isName:
		row.Name, row.Organization = legal, true
		if row.ContactPerson == "" {
			row.ContactPerson = name
		}
	default:
		row.Name, row.Organization = fullName(legal, name), true
	}
	if utf8.RuneCountInString(row.Name) > MaxName {
		p.Reject(p.in.name, intake.KeyTooLong, map[string]any{"max": MaxName})
	}
	if row.Name == "" && row.Code == "" && !p.Faulty(p.in.name) && !p.Faulty(p.in.code) && !p.Faulty(p.in.legalName) {
		p.Reject(p.in.name, intake.KeyRequired, nil)
	}
}

// saidKind is what the row says of the kind of its customer; "" when it says nothing.
func (p *Parser) saidKind() string {
	value := p.Text(p.in.kind, 60)
	kind := kindOf(value)
	if value != "" && kind == "" {
		p.Warn(p.in.kind, KeyKind, nil)
	}
	return kind
}

// taxID reads a tax id, or a person's id number, in its one form. It reports whether the id may be used to recognise
// its holder.
func (p *Parser) taxID(field *intake.Place, country string, ofOrganization bool) (string, bool) {
	text := p.Code(field, MaxTaxID)
	if text == "" {
		return "", false
	}
	taiwan := country == "TW" || country == "" && p.context.Country == "TW"
	if country == "" && !taiwan && p.context.Country != "CN" {
		country = p.context.Country // elsewhere eight digits have another check
	}
	if ofOrganization && taiwan && len(text) < 8 && intake.AllDigits(text) {
		if padded := strings.Repeat("0", 8-len(text)) + text; match.ValidTaiwanTaxID(padded) {
			p.Warn(field, KeyTaxIDZeros, map[string]any{"read": padded})
			return padded, true
		}
	}
	id := match.ReadTaxID(text, country)
	switch {
	case id.Value == "":
		p.Warn(field, KeyTaxIDNothing, nil)
		return "", false
	case id.Wrong:
		p.Warn(field, KeyTaxIDCheck, nil)
		return id.Value, false
	}
	return id.Value, true
}

// country reads a country by its name or code.
func (p *Parser) country() string {
	value := p.Text(p.in.country, MaxPlace)
	if value == "" {
		return ""
	}
	code := match.CountryCode(value)
	if code == "" {
		p.Warn(p.in.country, KeyCountry, nil)
	}
	return code
}

// phone reads a phone number as it is written. One that names no country is dialled in the row's or the owner's.
func (p *Parser) phone(country string) string {
	value := p.Code(p.in.phone, MaxPhone)
	if value == "" {
		return ""
	}
	if country == "" {
		country = p.context.Country
	}
	if match.E164(value, country) == "" {
		p.Warn(p.in.phone, KeyPhoneCountry, nil)
	}
	return value
}

func (p *Parser) email() string {
	value := p.Code(p.in.email, MaxEmail)
	if value != "" && !intake.LooksLikeEmail(value) {
		p.Warn(p.in.email, KeyEmail, nil)
	}
	return value
}

func (p *Parser) tags() []string {
	if p.in.tags.Index < 0 {
		return nil
	}
	tags := tagsOf(p.Value(p.in.tags))
	for _, tag := range tags {
		if utf8.RuneCountInString(tag) > MaxTag {
			p.Reject(p.in.tags, intake.KeyTooLong, map[string]any{"max": MaxTag})
			return nil
		}
	}
	if len(tags) > MaxTags {
		p.Warn(p.in.tags, KeyTooManyTags, map[string]any{"max": MaxTags})
		tags = tags[:MaxTags]
	}
	return tags
}

// firstBirth is the first birthday that is taken for one.
var firstBirth = time.Date(1880, 1, 1, 0, 0, 0, 0, time.UTC)

func (p *Parser) birthDate(ofOrganization bool) time.Time {
	if p.in.birthDate.Index < 0 {
		return time.Time{}
	}
	day := p.Date(p.in.birthDate, intake.DateRange{First: firstBirth, Last: p.context.Today})
	if ofOrganization && !day.IsZero() {
		p.Warn(p.in.birthDate, KeyBirthDate, nil)
		return time.Time{}
	}
	return day
}

func (p *Parser) consent() *bool {
	value := p.Text(p.in.marketingConsent, 60)
	if value == "" {
		return nil
	}
	yes, ok := answerOf(value)
	if !ok {
		p.Warn(p.in.marketingConsent, KeyConsent, nil)
		return nil
	}
	return &yes
}
