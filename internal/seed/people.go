package seed

// Password opens each account of the demonstration, which serves the own machine only.
const Password = "demo-password-1"

// Person is somebody who can log in.
type Person struct {
	Email       string
	Name        string
	Role        string
	Distributor string // code; empty for the brand's people
	Locale      string
	Portfolio   []string // codes, for a channel manager
	Extra       bool     // one more of a role: not among the accounts that are shown
	Second      bool     // the second person that some things need: shown after everybody else
}

// demonstrated are the distributors that have people. They are rivals, of
// different countries and portfolios, and have not reported the running month.
var demonstrated = []string{"TW-101", "CN-101"}

func (w *World) demonstrates(code string) bool {
	return code == demonstrated[0] || code == demonstrated[1]
}

// People are the accounts: one for each role of the brand, and of two
// distributors, a second administrator of the brand, for what takes two persons, a second channel manager for the rest of the distributors, and a
// clerk for each of the other distributors of the cast.
func (w *World) People() []Person {
	var taiwan, others []string
	for _, d := range w.Distributors {
		if d.Country == "TW" && len(taiwan) < 10 {
			taiwan = append(taiwan, d.Code)
		} else {
			others = append(others, d.Code)
		}
	}
	at := "@" + w.Brand.Domain
	people := []Person{
		{Email: "admin" + at, Name: "Margaret Lindqvist", Role: "brand_admin", Locale: "en"},
		{Email: "manager" + at, Name: "周雅琪", Role: "channel_manager", Locale: "zh-Hant", Portfolio: taiwan},
		{Email: "manager.abroad" + at, Name: "Daniel Okafor", Role: "channel_manager", Locale: "en", Portfolio: others, Extra: true},
		{Email: "analyst" + at, Name: "沈思远", Role: "brand_analyst", Locale: "zh-Hans"},
		{Email: "auditor" + at, Name: "Ingrid Vasseur", Role: "auditor", Locale: "en"},
		{Email: "admin@beichen.example", Name: "林志豪", Role: "distributor_admin", Distributor: "TW-101", Locale: "zh-Hant"},
		{Email: "clerk@beichen.example", Name: "陳怡安", Role: "distributor_rep", Distributor: "TW-101", Locale: "zh-Hant"},
		{Email: "viewer@beichen.example", Name: "黃柏霖", Role: "distributor_viewer", Distributor: "TW-101", Locale: "zh-Hant"},
		{Email: "admin@muye.example", Name: "顾文婷", Role: "distributor_admin", Distributor: "CN-101", Locale: "zh-Hans"},
		{Email: "clerk@muye.example", Name: "赵一鸣", Role: "distributor_rep", Distributor: "CN-101", Locale: "zh-Hans"},
		{Email: "viewer@muye.example", Name: "马晓雯", Role: "distributor_viewer", Distributor: "CN-101", Locale: "zh-Hans"},
	}
	for i, d := range w.Distributors[:len(cast())] {
		if !w.demonstrates(d.Code) {
			name, _ := personName(d.Country, stream(w.Seed, streamDistributors, i, 4))
			people = append(people, Person{Email: "sales@" + d.Slug + ".example", Name: name, Role: "distributor_rep", Distributor: d.Code, Locale: locales[d.Country], Extra: true})
		}
	}
	return append(people, Person{Email: "admin.second" + at, Name: "Henrik Solvang", Role: "brand_admin", Locale: "en", Second: true})
}

// locales are the languages of the distributors' people, by country.
var locales = map[string]string{"TW": "zh-Hant", "CN": "zh-Hans", "JP": "en"}
