package match

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countries maps names of countries, in the languages the portal's users write, and their codes to ISO 3166 alpha-2.
var countries = sync.OnceValue(func() map[string]string {
	m := map[string]string{"uk": "GB", "england": "GB", "usa": "US", "america": "US", "中华民国": "TW", "台湾省": "TW", "中华人民共和国": "CN", "prc": "CN", "roc": "TW", "holland": "NL", "korea": "KR"}
	namers := []display.Namer{}
	for _, tag := range []string{"en", "zh-Hant", "zh-Hans", "de", "nl", "fr", "ja", "ko"} {
		namers = append(namers, display.Regions(language.Make(tag)))
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string(a) + string(b))
			if err != nil || !region.IsCountry() || region.Canonicalize() != region || region.String() != string(a)+string(b) {
				continue
			}
			m[strings.ToLower(region.String())] = region.String()
			m[strings.ToLower(region.ISO3())] = region.String()
			for _, namer := range namers {
				if name := namer.Name(region); name != "" {
					m[placeKey(name)] = region.String()
				}
			}
		}
	}
	return m
})

// country gives the code of the country a record names or, failing that, the one its Chinese address lies in; "" when it tells neither.
func country(r *Record, a *address) string {
	if named := placeKey(r.Country); named != "" {
		return countries()[named]
	}
	for _, part := range []string{a.city, a.region} {
		if part == "" || !hasIdeographs(part) {
			continue
		}
		switch {
		case places.holds("台湾", part):
			return "TW"
		case part == "香港":
			return "HK"
		case part == "澳门":
			return "MO"
		case places.holds("中国", part):
			return "CN"
		}
	}
	return ""
}

// CountryCode gives the ISO 3166 alpha-2 code of a country by its code or by its name in one of the languages that users write; "" when there is none such.
func CountryCode(name string) string { return countries()[placeKey(name)] }
