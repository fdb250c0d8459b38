package match

// Record is what is known of one account, as its owner wrote it. Any field may be empty, and any may hold nonsense.
type Record struct {
	ID string
	// Source tells whose list the record is from. It is carried, not compared: one list may hold a customer twice.
	Source string
	// Names may be in several scripts; the first is the main one.
	Names []string
	// GivenName and FamilyName are set where the list has them apart.
	GivenName, FamilyName string
	Organization          bool
	// TaxID is an organisation's tax id or a person's id number. One that should have a check digit and fails it is never used.
	TaxID    string
	OtherIDs []string
	Phones   []string
	Emails   []string
	// Street is the street with its number; an address in one line may stand here whole.
	Street, District, City, Region, PostalCode, Country string
	// BirthDate is YYYY-MM-DD or whatever was written.
	BirthDate string
}

// What a record may hold at most: the rest is not looked at, so that nobody can make the matcher slow.
const (
	longestName    = 200
	longestAddress = 300
	longestShort   = 80
	mostValues     = 5
)

// bounded gives the first most of the values.
func bounded(values []string) []string {
	return values[:min(len(values), mostValues)]
}
