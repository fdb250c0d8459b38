package seed

import "strings"

// Territory is a node of the region tree. Parents come before their children.
type Territory struct {
	Code    string
	Name    Name
	Kind    string // COUNTRY, PROVINCE, CITY or DISTRICT
	Parent  string // a code; empty for a country
	Aliases []string
	// As files write it: the name in the country's own script, and its postal code or the start of it.
	Local, Postal string
	// Region is the six digits of a mainland province in tax ids.
	Region string
	// Weight is how many customers live there, roughly.
	Weight float64
}

// Name is a name in the three languages.
type Name struct{ En, Hant, Hans string }

// In the language of a country's files.
func (n Name) In(country string) string {
	if country == "CN" {
		return n.Hans
	}
	return n.Hant
}

// place is a row of the tables below. children are districts or cities.
type place struct {
	code, en, hant, hans, postal string
	weight                       float64
	children                     []place
}

// geography builds the tree of the three countries. Names and aliases are unique
// throughout: of districts that several cities have (東區), none is in it.
func geography() []Territory {
	var out []Territory
	country := func(code string, name Name, aliases []string, kind, childKind string, places []place) {
		out = append(out, Territory{Code: code, Name: name, Kind: "COUNTRY", Aliases: aliases, Local: name.In(code)})
		for _, p := range places {
			weight := p.weight
			for _, c := range p.children {
				weight -= c.weight
			}
			out = append(out, p.territory(code, code, kind, max(weight, 0)))
			for _, c := range p.children {
				out = append(out, c.territory(code, code+"-"+p.code, childKind, c.weight))
			}
		}
	}
	country("TW", Name{"Taiwan", "台灣", "台湾"}, []string{"臺灣", "TW", "TWN"}, "CITY", "DISTRICT", taiwan)
	country("CN", Name{"Mainland China", "中國大陸", "中国大陆"}, []string{"中国", "中國", "China", "CN", "CHN"}, "PROVINCE", "CITY", mainland)
	country("JP", Name{"Japan", "日本", "日本"}, []string{"JP", "JPN"}, "PROVINCE", "CITY", japan)
	dropAmbiguous(out)
	return out
}

// dropAmbiguous leaves out the aliases that two places share, as 新竹.
func dropAmbiguous(tree []Territory) {
	uses := map[string]int{}
	for _, t := range tree {
		own := map[string]bool{}
		for _, name := range append([]string{t.Name.En, t.Name.Hant, t.Name.Hans}, t.Aliases...) {
			if !own[name] {
				own[name] = true
				uses[name]++
			}
		}
	}
	for i := range tree {
		kept := tree[i].Aliases[:0]
		for _, alias := range tree[i].Aliases {
			if uses[alias] == 1 {
				kept = append(kept, alias)
			}
		}
		tree[i].Aliases = kept
	}
}

func (p place) territory(country, parent, kind string, weight float64) Territory {
	t := Territory{Code: parent + "-" + p.code, Name: Name{p.en, p.hant, p.hans}, Kind: kind, Parent: parent,
		Postal: p.postal, Weight: weight}
	t.Local = t.Name.In(country)
	if country == "CN" {
		t.Region = p.postal // Postal codes stand in for the region: six digits of the right place.
	}
	t.Aliases = p.aliases(country, kind)
	return t
}

// aliases are the other spellings that files use: short forms, 臺 for 台, postal codes.
func (p place) aliases(country, kind string) []string {
	var out []string
	seen := map[string]bool{p.en: true, p.hant: true, p.hans: true}
	add := func(s string) {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, name := range []string{p.hant, p.hans} {
		runes := []rune(name)
		if runes[0] == '台' {
			add("臺" + string(runes[1:]))
		}
		if len(runes) > 2 && kind != "DISTRICT" {
			add(short(name))
			if runes[0] == '台' {
				add("臺" + string([]rune(short(name))[1:]))
			}
		}
	}
	switch {
	case kind == "CITY" && !strings.Contains(p.en, " "):
		add(p.en + " City")
	case country == "JP":
		add(strings.NewReplacer("縣", "県", "廣", "広").Replace(p.hant))
		add(p.en + " Prefecture")
		add(p.en + "-ken")
	}
	add(p.postal)
	return out
}

// short leaves out what kind of place it is.
func short(name string) string {
	runes := []rune(name)
	switch runes[len(runes)-1] {
	case '市', '縣', '县', '省', '府', '都':
		if len(runes) > 2 {
			return string(runes[:len(runes)-1])
		}
	case '県':
		return string(runes[:len(runes)-1])
	}
	return name
}
