package seed

import "math/rand/v2"

// companyName is the name of a company in three scripts; Latin is for addresses.
type companyName struct{ hant, hans, roman string }

// companyNames gives a maker of company names as a country has them. Names begin
// with the place where the two countries that do so do so.
func companyNames(country string, r *rand.Rand) func(home Territory) companyName {
	return func(home Territory) companyName {
		form := pick(r, legalForms[country])
		if country == "JP" {
			g, t := pick(r, givenJP), pick(r, tradesJP)
			name := g.hant + t.hant + form
			if form == "株式会社" || form == "有限会社" {
				name = form + g.hant + t.hant
			}
			return companyName{name, name, g.roman + "-" + t.roman}
		}
		g, t := pick(r, given), pick(r, trades)
		n := companyName{g.hant + t.hant, g.hans + t.hans, g.roman + "-" + t.roman}
		if chance(r, map[string]int{"TW": 250, "CN": 800}[country]) && home.Name.Hant != "" {
			n.hant, n.hans = short(home.Name.Hant)+n.hant, short(home.Name.Hans)+n.hans
		}
		n.hant, n.hans = n.hant+form, n.hans+form
		return n
	}
}

// personName is the name of a person in the script of a country, and in Latin letters.
func personName(country string, r *rand.Rand) (name, roman string) {
	if country == "JP" {
		f, g := pick(r, surnamesJP), pick(r, forenamesJP)
		return f.hant + " " + g.hant, g.roman + "." + f.roman
	}
	f, g := pick(r, surnames), pick(r, forenames)
	if country == "CN" {
		return f.hans + g.hans, g.roman + "." + f.roman
	}
	return f.hant + g.hant, g.roman + "." + f.roman
}
