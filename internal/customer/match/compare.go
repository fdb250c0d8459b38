package match

import "strings"

// Field is one thing that is compared.
type Field uint8

const (
	FieldName Field = iota // of an organisation
	FieldGiven
	FieldFamily
	FieldBirth
	FieldID
	FieldPhone
	FieldEmail
	FieldStreet
	FieldDistrict
	FieldPlace
	fieldCount
)

var fieldNames = [fieldCount]string{"name", "givenName", "familyName", "birthDate", "id", "phone", "email", "street", "district", "place"}

func (f Field) String() string { return fieldNames[f] }

// Missing is the level of a field that one of the two records doesn't have.
const Missing = -1

// top is the level of full agreement; 0 is disagreement, and what is between is partial.
var top = [fieldCount]int8{5, 4, 4, 3, 2, 3, 4, 5, 2, 5}

// mostLevels is one more than the largest top.
const mostLevels = 6

// Veto is a reason why two records must never be linked, whatever else agrees.
type Veto uint8

const (
	NoVeto Veto = iota
	KindsDiffer
	BranchesDiffer
	TaxIDsDiffer
)

func (v Veto) String() string {
	return [...]string{"", "kindsDiffer", "branchesDiffer", "taxIDsDiffer"}[v]
}

// Comparison is how far two profiles agree. It holds no values, so it may be shown to whoever may not see them.
type Comparison struct {
	Organization bool
	Levels       [fieldCount]int8
	// Terms are the values agreed on, as keys, where how common the value is changes what the agreement weighs.
	Terms [fieldCount]Key
	// Likeness of the names from 0 to 1: finer than the level, for ranking.
	Likeness float64
	// Branch: one name is a branch's, the other is its company's. Such are linked by a person alone.
	Branch bool
	Veto   Veto
}

// Agreement of a field, as it is told to people.
type Agreement string

const (
	Agrees  Agreement = "agree"
	Partly  Agreement = "partly"
	Differs Agreement = "differ"
	Unknown Agreement = "missing"
)

// Agreement says in a word how far a field agrees.
func (c *Comparison) Agreement(f Field) Agreement {
	switch level := c.Levels[f]; {
	case level == Missing:
		return Unknown
	case level == 0:
		return Differs
	case level >= top[f]-1 && f == FieldName || level == top[f]:
		return Agrees
	}
	return Partly
}

// Compare compares two profiles without knowing which words are common: Model.Compare does better.
func Compare(a, b *Profile) Comparison { return compare(a, b, nil) }

func compare(a, b *Profile, common map[string]float64) Comparison {
	c := Comparison{Organization: a.Organization && b.Organization}
	for f := range c.Levels {
		c.Levels[f] = Missing
	}
	if a.Organization != b.Organization {
		c.Veto = KindsDiffer
		return c
	}
	c.ids(a, b)
	c.phones(a, b)
	c.emails(a, b)
	c.addresses(&a.address, &b.address)
	if a.Organization {
		c.names(a, b, common)
		if a.tax.Valid && b.tax.Valid && a.tax.Value != b.tax.Value {
			c.Veto = TaxIDsDiffer
		}
	} else {
		c.persons(a, b)
		c.births(a.birth, b.birth)
	}
	return c
}

// reach notes a level of a field when it is higher than what was noted; term is the value agreed on.
func (c *Comparison) reach(f Field, level int8, term Key) {
	if level > c.Levels[f] {
		c.Levels[f], c.Terms[f] = level, term
	} else if level == c.Levels[f] && less(term, c.Terms[f]) {
		c.Terms[f] = term // So that the order of a and b doesn't matter.
	}
}

func less(a, b Key) bool { return a.Class < b.Class || a.Class == b.Class && a.Hash < b.Hash }

func (c *Comparison) ids(a, b *Profile) {
	for _, x := range a.ids {
		for _, y := range b.ids {
			switch {
			case x == y:
				c.reach(FieldID, 2, makeKey(KeyID, x))
			case len(x) >= 6 && len(x) == len(y) && distance(x, y) <= 1:
				c.reach(FieldID, 1, Key{})
			default:
				c.reach(FieldID, 0, Key{})
			}
		}
	}
}

func (c *Comparison) phones(a, b *Profile) {
	for _, x := range a.phones {
		for _, y := range b.phones {
			tailX, tailY := x.tail(), y.tail()
			switch {
			case x.digits == y.digits:
				c.reach(FieldPhone, 3, makeKey(KeyPhone, tailX))
			case tailX == tailY && (x.e164 == "" || y.e164 == "" || strings.HasSuffix(x.digits, y.digits) || strings.HasSuffix(y.digits, x.digits)):
				c.reach(FieldPhone, 2, makeKey(KeyPhone, tailX))
			case len(tailX) == tail && len(tailY) == tail && distance(tailX, tailY) <= 1:
				c.reach(FieldPhone, 1, Key{})
			default:
				c.reach(FieldPhone, 0, Key{})
			}
		}
	}
}

// emails: 4 equal; 3 a slip or two; 2 the same person's part, or both parts much alike; 1 the same domain, unless everybody may have one there; else
// they differ. jon24 and jon25 are two people.
func (c *Comparison) emails(a, b *Profile) {
	for _, x := range a.emails {
		for _, y := range b.emails {
			numbered := x.local != y.local && digits(x.local) != "" && digits(y.local) != "" && letters(x.local) == letters(y.local)
			switch {
			case x == y:
				c.reach(FieldEmail, 4, makeKey(KeyEmail, x.String()))
			case !numbered && len(x.local) >= 4 && len(y.local) >= 4 && distance(x.String(), y.String()) <= 2:
				c.reach(FieldEmail, 3, Key{})
			case x.local == y.local && len(x.local) >= 4, !numbered && jaroWinkler(x.local, y.local) >= 0.9 && jaroWinkler(x.domain, y.domain) >= 0.9:
				c.reach(FieldEmail, 2, Key{})
			case x.domain == y.domain && !publicMail[x.domain]:
				c.reach(FieldEmail, 1, makeKey(KeyEmail, "@", x.domain))
			default:
				c.reach(FieldEmail, 0, Key{})
			}
		}
	}
}

// letters gives text without its digits.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text)
}

// births: equal; one slip of a digit, or day and month exchanged; two slips; else they differ.
func (c *Comparison) births(a, b string) {
	if a == "" || b == "" {
		return
	}
	edits := distance(a, b)
	switch {
	case edits == 0:
		c.reach(FieldBirth, 3, makeKey(KeyBirth, a))
	case edits == 1 || a[:4] == b[:4] && a[4:6] == b[6:] && a[6:] == b[4:6]:
		c.reach(FieldBirth, 2, Key{})
	case edits == 2:
		c.reach(FieldBirth, 1, Key{})
	default:
		c.reach(FieldBirth, 0, Key{})
	}
}
