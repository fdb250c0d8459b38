package match

import (
	"regexp"
	"strings"
)

// address is where a customer is, taken apart as far as it could be read.
type address struct {
	number string
	// street is the street's name alone; words are its words in an alphabet.
	street   string
	words    []word
	district string
	city     string
	region   string
	postcode string
}

func readAddress(r *Record) address {
	a := address{
		district: placeKey(r.District), city: placeKey(r.City), region: placeKey(r.Region),
		postcode: compact(fold(r.PostalCode, longestShort)),
	}
	street := fold(r.Street, longestAddress)
	if hasIdeographs(street) {
		a.readIdeographic(street)
	} else {
		a.readLatin(street)
	}
	return a
}

// placeKey folds a place's name; 市, 區 and the like at its end say nothing.
func placeKey(text string) string {
	text = compact(fold(text, longestShort))
	for _, unit := range []string{"特别行政区", "自治区", "省", "市", "县", "区", "乡", "镇"} {
		if hasIdeographs(text) && strings.HasSuffix(text, unit) && len(text) > len(unit)+3 {
			return strings.TrimSuffix(text, unit)
		}
	}
	return text
}

var (
	areaCode   = regexp.MustCompile(`^\d{3,6}`)
	province   = regexp.MustCompile(`^(.{2,3}?省|内蒙古自治区|.{2,3}?族?自治区)`)
	cityPart   = regexp.MustCompile(`^(.{2,3}?)[市县]`)
	district   = regexp.MustCompile(`^(.{1,4}?)[区乡镇市县]`)
	village    = regexp.MustCompile(`^.{1,4}?[里村](\d+邻)?(.{4,})$`)
	numberPart = regexp.MustCompile(`(\d+)(?:[-之]\d+)?(?:[、,~至-]\d+(?:[-之]\d+)?)*号`)
)

// readIdeographic reads an address written from the large to the small: code, city, district, road, number, floor.
func (a *address) readIdeographic(text string) {
	text = arabic(strings.ReplaceAll(text, " ", ""))
	text = strings.NewReplacer("(", "", ")", "", "。", "", "–", "-").Replace(text)
	if code := areaCode.FindString(text); code != "" {
		text = text[len(code):]
		if a.postcode == "" {
			a.postcode = code
		}
	}
	if m := province.FindString(text); m != "" {
		text = text[len(m):]
		if a.region == "" {
			a.region = placeKey(m)
		}
	}
	if m := cityPart.FindStringSubmatch(text); m != nil {
		text = text[len(m[0]):]
		if a.city == "" {
			a.city = m[1]
		}
	}
	if m := district.FindStringSubmatch(text); m != nil && !strings.ContainsAny(m[1], "路街道巷") {
		text = text[len(m[0]):]
		if a.district == "" {
			a.district = m[1]
		}
	}
	if m := village.FindStringSubmatch(text); m != nil {
		text = m[2]
	}
	if m := numberPart.FindStringSubmatchIndex(text); m != nil {
		a.number, text = text[m[2]:m[3]], text[:m[0]]
	}
	a.street = compact(text)
}

// streetWords spells abbreviations out; streetTypes weigh little, for they are left out or written for each other.
var (
	streetWords = pairs("st street str strasse ave avenue av avenue rd road blvd boulevard bd boulevard dr drive ln lane ct court pl place sq square pkwy parkway pky parkway hwy highway cir circuit circle circuit " +
		"cres crescent crsc crescent ter terrace tce terrace trl trail n north s south e east w west ne northeast nw northwest se southeast sw southwest mt mount ft fort bldg building ctr center sec section")
	streetTypes = set("street strasse avenue road boulevard drive lane court place square parkway highway circuit crescent terrace trail way close north south east west northeast northwest southeast southwest rue straat weg plein laan platz gasse via calle avenida rua section")
	unitMarks   = set("apt apartment suite ste unit rm room floor fl flat level no bldg building")
)

func pairs(list string) map[string]string {
	m := make(map[string]string)
	fields := strings.Fields(list)
	for i := 0; i+1 < len(fields); i += 2 {
		m[fields[i]] = fields[i+1]
	}
	return m
}

// readLatin reads number and street in either order, leaves units and floors out, and takes a five-digit code at the end for the postcode.
func (a *address) readLatin(text string) {
	words := split(text, nil)
	words = words[:min(len(words), mostWords)]
	at := -1
	for i, w := range words {
		if w[0] >= '0' && w[0] <= '9' && (at < 0 || at > 0 && i == len(words)-1) && !ordinal(w) && !(i > 0 && unitMarks[words[i-1]]) {
			at = i
		}
	}
	var b strings.Builder
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case i == at && !(i > 0 && len(w) >= 5):
			a.number = strings.TrimLeft(w, "0")
			continue
		case i > 0 && len(w) == 5 && isDigits(w):
			if a.postcode == "" {
				a.postcode = w
			}
			continue
		case unitMarks[w] && i+1 < len(words) && (len(words[i+1]) == 1 || strings.ContainsAny(words[i+1], "0123456789")):
			i++
			continue
		}
		if long, ok := streetWords[w]; ok {
			w = long
		} else if stem, ok := strings.CutSuffix(w, "str"); ok && len(stem) > 3 {
			w = stem + "strasse"
		}
		weight := 1.0
		if streetTypes[w] {
			weight = 0.3
		}
		a.words = append(a.words, word{w, weight})
		b.WriteString(w)
	}
	a.street = b.String()
}

// ordinal tells 51st, 2nd, 103rd and 5th, which name streets.
func ordinal(w string) bool {
	return len(w) > 2 && isDigits(w[:len(w)-2]) && (strings.HasSuffix(w, "st") || strings.HasSuffix(w, "nd") || strings.HasSuffix(w, "rd") || strings.HasSuffix(w, "th"))
}
