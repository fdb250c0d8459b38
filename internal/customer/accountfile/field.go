package accountfile

import (
	"slices"
	"strings"

	"github.com/tonglu/portal/internal/intake"
)

// The fields that an account list may have.
const (
	Code             intake.Field = "code"
	Name             intake.Field = "name"
	GivenName        intake.Field = "givenName"
	FamilyName       intake.Field = "familyName"
	OtherName        intake.Field = "otherName"
	Kind             intake.Field = "kind"
	TaxID            intake.Field = "taxId"
	LegalTaxID       intake.Field = "legalTaxId"
	LegalName        intake.Field = "legalName"
	Phone            intake.Field = "phone"
	Email            intake.Field = "email"
	ContactPerson    intake.Field = "contactPerson"
	Country          intake.Field = "country"
	Region           intake.Field = "region"
	City             intake.Field = "city"
	District         intake.Field = "district"
	PostalCode       intake.Field = "postalCode"
	Street           intake.Field = "street"
	ChannelType      intake.Field = "channelType"
	Tags             intake.Field = "tags"
	BirthDate        intake.Field = "birthDate"
	Note             intake.Field = "note"
	MarketingConsent intake.Field = "marketingConsent"
)

// Fields are what an account list may have. Each row needs a name, whole or in parts.
var Fields = intake.NewFields([]intake.Info{
	{Field: Code, Names: names[Code], Code: true, Agrees: intake.SuchWhenWeak(intake.LooksLikeCode)},
	{Field: Name, Names: names[Name], Group: "name", Agrees: namesNotCodes},
	{Field: GivenName, Names: names[GivenName], Group: "name", Agrees: namesNotCodes},
	{Field: FamilyName, Names: names[FamilyName], Group: "name", Agrees: namesNotCodes},
	{Field: OtherName, Names: names[OtherName]},
	{Field: Kind, Names: names[Kind], Agrees: intake.Such(func(c string) bool { return kindOf(c) != "" })},
	{Field: TaxID, Names: names[TaxID], Code: true},
	{Field: LegalTaxID, Names: names[LegalTaxID], Code: true},
	{Field: LegalName, Names: names[LegalName], Group: "name", Agrees: namesNotCodes},
	{Field: Phone, Names: names[Phone], Code: true, Agrees: intake.Such(looksLikePhone)},
	{Field: Email, Names: names[Email], Agrees: intake.Such(func(c string) bool { return strings.Contains(c, "@") }), Proves: intake.LooksLikeEmail},
	{Field: ContactPerson, Names: names[ContactPerson], Agrees: namesNotCodes},
	{Field: Country, Names: names[Country]},
	{Field: Region, Names: names[Region], Agrees: wordsNotKeys},
	{Field: City, Names: names[City], Agrees: wordsNotKeys},
	{Field: District, Names: names[District], Agrees: wordsNotKeys},
	{Field: PostalCode, Names: names[PostalCode]},
	{Field: Street, Names: names[Street]},
	{Field: ChannelType, Names: names[ChannelType], Agrees: intake.Such(func(c string) bool { return intake.ChannelOf(c) != "" })},
	{Field: Tags, Names: names[Tags], Agrees: wordsNotKeys},
	{Field: BirthDate, Names: names[BirthDate], Style: intake.DateStyle, Agrees: intake.Such(intake.LooksLikeDate)},
	{Field: Note, Names: names[Note]},
	{Field: MarketingConsent, Names: names[MarketingConsent], Agrees: intake.Such(func(c string) bool { _, ok := answerOf(c); return ok })},
	{Field: intake.LineID, Own: true},
	{Field: intake.Reason, Own: true},
}, oneName)

// namesNotCodes keeps numbers and keys from being taken for names.
func namesNotCodes(cells []string, _ bool) bool {
	return len(cells) == 0 || !intake.Mostly(cells, intake.LooksLikeNumber)
}

// wordsNotKeys keeps keys of other tables from being taken for what they stand for.
func wordsNotKeys(cells []string, _ bool) bool {
	return len(cells) == 0 || !intake.Mostly(cells, func(c string) bool { return intake.AllDigits(intake.Fold(c)) })
}

// looksLikePhone reports whether the cell has the digits of a number that one dials.
func looksLikePhone(cell string) bool {
	digits := 0
	for _, r := range intake.Fold(cell) {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits >= 5
}

// oneName settles who a row is about where a list has several names: a family or given name is a part of the name only
// beside the other one, and the name itself without it.
func oneName(all []intake.Candidate, headers []string) []intake.Candidate {
	parts := map[intake.Field]bool{}
	for _, c := range all {
		parts[c.Field] = true
	}
	return slices.DeleteFunc(all, func(c intake.Candidate) bool {
		switch c.Field {
		case GivenName, FamilyName:
			return !parts[GivenName] || !parts[FamilyName]
		case Name: // 姓 alone names nobody, and neither does "First Name" beside "Last Name"
			return parts[GivenName] && parts[FamilyName] && partOfName[intake.NormalHeader(headers[c.Column])]
		}
		return false
	})
}

// partOfName are the headers of parts of names, normalised.
var partOfName = func() map[string]bool {
	out := map[string]bool{}
	for _, field := range []intake.Field{GivenName, FamilyName} {
		for _, list := range [][]string{names[field].Exact, names[field].Strong} {
			for _, header := range list {
				out[intake.NormalHeader(header)] = true
			}
		}
	}
	return out
}()
