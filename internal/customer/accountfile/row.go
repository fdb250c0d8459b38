package accountfile

import (
	"time"

	"github.com/tonglu/portal/internal/intake"
)

// The longest texts that an account may have, in characters, and the most tags.
const (
	MaxCode   = 100
	MaxName   = 300
	MaxTaxID  = 40
	MaxPhone  = 60
	MaxEmail  = 254
	MaxPlace  = 100
	MaxStreet = 300
	MaxPostal = 20
	MaxTag    = 50
	MaxTags   = 20
	MaxNote   = 4000
)

// Context is what the parser has to know beyond the file.
type Context struct {
	Country string        // the owner's, ISO 3166; what a phone without any is dialled in
	Today   time.Time     // UTC midnight; nobody is born later
	Styles  intake.Styles // from a Survey
}

// Row is what a data row says. Fields with an error Problem are zero, and so are those that say nothing.
type Row struct {
	Number        int64
	Code          string
	Name          string
	OtherName     string
	Organization  bool
	SaysKind      bool // the row says itself whether it is an organisation
	TaxID         string
	TaxIDIsKey    bool // nothing speaks against the tax id
	LegalTaxID    string
	Phone         string
	Email         string
	ContactPerson string
	Country       string // ISO 3166
	Region        string
	City          string
	District      string
	PostalCode    string
	Street        string
	ChannelType   string
	Tags          []string
	BirthDate     time.Time
	Note          string
	Marketing     *bool // what it agreed to, or did not
}

// Result is what the parser made of a record.
type Result struct {
	Kind     intake.Kind
	Row      Row
	Problems []intake.Problem
}
