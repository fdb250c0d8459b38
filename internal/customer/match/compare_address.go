package match

import "strings"

func (c *Comparison) addresses(a, b *address) {
	c.streets(a, b)
	c.districts(a, b)
	c.places(a, b)
}

// streets: 5 number and street agree, 4 number agrees and the street nearly, 3 the street agrees and the number nearly or is
// missing, 2 the street alone, 1 the number alone, 0 neither. A list may have street and district exchanged.
func (c *Comparison) streets(a, b *address) {
	if a.street == "" || b.street == "" {
		return
	}
	like := streetLikeness(a, b)
	if like < 0.75 && (a.street == b.district || b.street == a.district) {
		like = 0.9
	}
	numbers := Missing
	if a.number != "" && b.number != "" {
		switch {
		case a.number == b.number:
			numbers = 2
		case len(a.number) > 1 && len(b.number) > 1 && distance(a.number, b.number) <= 1:
			numbers = 1
		default:
			numbers = 0
		}
	}
	switch {
	case like >= 0.94 && (numbers == 2 || a.number == "" && b.number == ""):
		c.reach(FieldStreet, 5, makeKey(TermStreet, a.number, min(a.street, b.street)))
	case like >= 0.7 && numbers == 2:
		c.reach(FieldStreet, 4, Key{})
	case like >= 0.85 && numbers != 0:
		c.reach(FieldStreet, 3, Key{})
	case like >= 0.85:
		c.reach(FieldStreet, 2, Key{})
	case numbers == 2:
		c.reach(FieldStreet, 1, Key{})
	default:
		c.reach(FieldStreet, 0, Key{})
	}
}

func streetLikeness(a, b *address) float64 {
	if a.street == b.street {
		return 1
	}
	if len(a.words) == 0 || len(b.words) == 0 {
		if len(a.words) != len(b.words) {
			return 0
		}
		// Ideographic: the shorter within the longer, or a character off.
		short, long := min(len(a.street), len(b.street)), max(len(a.street), len(b.street))
		switch {
		case digits(a.street) != digits(b.street):
			return 0.5
		case short >= 6 && (strings.HasSuffix(a.street, b.street) || strings.HasSuffix(b.street, a.street)):
			return 0.95
		case long >= 12 && distance(a.street, b.street) <= 1:
			return 0.9
		}
		return 0
	}
	if a.street > b.street {
		a, b = b, a // The search for partners may differ by order.
	}
	dice, cover, matched := likeness(a.words, b.words)
	like := dice
	if matched >= 1 && cover >= 0.99 {
		like = max(like, 0.9) // The longer one goes on with town or building.
	}
	if jw := jaroWinkler(a.street, b.street); jw >= 0.9 {
		like = max(like, jw)
	}
	return like
}

func (c *Comparison) districts(a, b *address) {
	if a.district == "" || b.district == "" {
		return
	}
	switch {
	case a.district == b.district:
		c.reach(FieldDistrict, 2, makeKey(TermDistrict, a.district))
	case misspelt(a.district, b.district) && !hasIdeographs(a.district), a.district == b.street || b.district == a.street, !hasIdeographs(a.district) && jaroWinkler(a.district, b.district) >= 0.9:
		c.reach(FieldDistrict, 1, Key{})
	default:
		c.reach(FieldDistrict, 0, Key{})
	}
}

// places: 5 postcode and city agree, 4 the postcode, 3 the city and the postcode nearly or missing, 2 the city against the postcode, 1 the
// postcode nearly, or the region alone, 0 nothing.
func (c *Comparison) places(a, b *address) {
	city, code := Missing, Missing
	if a.city != "" && b.city != "" {
		switch {
		case a.city == b.city:
			city = 2
		case !hasIdeographs(a.city) && (misspelt(a.city, b.city) || jaroWinkler(a.city, b.city) >= 0.88):
			city = 1
		default:
			city = 0
		}
	}
	if a.postcode != "" && b.postcode != "" {
		switch {
		case a.postcode == b.postcode || len(min(a.postcode, b.postcode)) >= 3 && strings.HasPrefix(max(a.postcode, b.postcode), min(a.postcode, b.postcode)):
			code = 2
		case len(a.postcode) == len(b.postcode) && distance(a.postcode, b.postcode) <= 1:
			code = 1
		default:
			code = 0
		}
	}
	switch {
	case city == Missing && code == Missing:
		if a.region != "" && a.region == b.region {
			c.reach(FieldPlace, 1, Key{})
		}
	case code == 2 && city > 0:
		c.reach(FieldPlace, 5, makeKey(TermPostcode, min(a.postcode, b.postcode)))
	case code == 2:
		c.reach(FieldPlace, 4, makeKey(TermPostcode, min(a.postcode, b.postcode)))
	case city > 0 && code != 0:
		term := Key{}
		if city == 2 {
			term = makeKey(TermCity, a.city)
		}
		c.reach(FieldPlace, 3, term)
	case city > 0:
		c.reach(FieldPlace, 2, Key{})
	case code == 1:
		c.reach(FieldPlace, 1, Key{})
	default:
		c.reach(FieldPlace, 0, Key{})
	}
}
