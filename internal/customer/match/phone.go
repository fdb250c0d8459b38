package match

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// extension is where the number ends and what is dialled afterwards begins.
var extension = regexp.MustCompile(`(?i)(ext\.?|extension|x|#|分机|转|内线)\s*\d{1,6}\s*$`)

// E164 gives a phone number in E.164 form, or "" when it isn't a possible number of the country (ISO 3166 alpha-2) and doesn't name its own.
func E164(text, country string) string {
	text = fold(text, longestShort)
	if cut := extension.FindStringIndex(text); cut != nil {
		text = text[:cut[0]]
	}
	number := digits(text)
	if len(number) < 6 || len(number) > 17 {
		return ""
	}
	international := strings.HasPrefix(strings.TrimLeft(text, " (:"), "+")
	if strings.HasPrefix(number, "00") {
		number, international = number[2:], true
	}
	if international {
		number = "+" + number
	} else if country == "" {
		return ""
	}
	parsed, err := phonenumbers.Parse(number, strings.ToUpper(country))
	if err != nil || !phonenumbers.IsPossibleNumber(parsed) {
		return ""
	}
	return phonenumbers.Format(parsed, phonenumbers.E164)
}

// phone is one number: e164 when the country is known, and in any case its digits without leading zeros.
type phone struct {
	e164, digits string
}

// tail is how many of a number's last digits stand for it where a country or area code may be missing.
const tail = 7

func readPhone(text, country string) (phone, bool) {
	e164 := E164(text, country)
	number := digits(e164)
	if e164 == "" {
		text = fold(text, longestShort)
		if cut := extension.FindStringIndex(text); cut != nil {
			text = text[:cut[0]]
		}
		number = strings.TrimLeft(digits(text), "0")
	}
	if len(number) < 5 || strings.Trim(number, number[len(number)-1:]) == "" {
		return phone{}, false // Too short, or one digit all along: a placeholder.
	}
	return phone{e164, number[max(0, len(number)-15):]}, true
}

// tail gives the digits that are equal however much of the number's beginning was written.
func (p phone) tail() string {
	return p.digits[max(0, len(p.digits)-tail):]
}

// phoneCountry guesses the country from a number that can be of one alone: an eleven-digit mobile of China, a ten-digit mobile of Taiwan.
func phoneCountry(text string) string {
	number := digits(text)
	switch {
	case len(number) == 11 && number[0] == '1' && number[1] >= '3':
		return "CN"
	case len(number) == 10 && strings.HasPrefix(number, "09"):
		return "TW"
	}
	return ""
}
