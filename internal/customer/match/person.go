package match

import (
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// person is a person's name in one script.
type person struct {
	given, family string
	ideographic   bool
}

// honorifics are no part of a name.
var honorifics = set("mr mrs ms miss dr prof sir madam herr frau dhr mevr de heer mw ir drs mme mlle")

var ideographicHonorifics = strings.NewReplacer("先生", "", "小姐", "", "女士", "", "太太", "", "老师", "", "经理", "", "님", "", "씨", "")

// readPersons reads a person's names: those given apart first, then each name in one piece.
func readPersons(r *Record) []person {
	var all []person
	add := func(p person) {
		if (p.given != "" || p.family != "") && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	given, family := fold(r.GivenName, longestShort), fold(r.FamilyName, longestShort)
	if given != "" || family != "" {
		add(person{nameKey(given), nameKey(family), hasIdeographs(given + family)})
	}
	for i, text := range bounded(r.Names) {
		if i == 0 && len(all) > 0 && !differentScript(text, all[0]) {
			continue // The main name says again what is known apart.
		}
		add(readPerson(fold(text, longestName)))
	}
	return all
}

func differentScript(text string, p person) bool {
	return hasIdeographs(text) != p.ideographic
}

// readPerson splits a name in one piece: "family, given"; the last word is the family's name; in Chinese and Korean the first character, or a compound one.
func readPerson(text string) person {
	if hasIdeographs(text) {
		text = ideographicHonorifics.Replace(compact(text))
		runes := []rune(text)
		if len(runes) < 2 {
			return person{"", text, true}
		}
		size := 1
		if len(runes) >= 3 && compoundSurnames()[string(runes[:2])] {
			size = 2
		}
		return person{string(runes[size:]), string(runes[:size]), true}
	}
	if family, given, ok := strings.Cut(text, ","); ok && nameKey(given) != "" {
		return person{nameKey(given), nameKey(family), false}
	}
	words := slices.DeleteFunc(split(text, nil), func(w string) bool { return honorifics[w] })
	if len(words) == 0 {
		return person{}
	}
	last := len(words) - 1
	return person{strings.Join(words[:last], " "), words[last], false}
}

func nameKey(text string) string {
	return strings.Join(split(text, nil), " ")
}

// romanised gives the pinyin of Chinese characters without tones.
func romanised(text string) string {
	return strings.Join(pinyin.LazyPinyin(text, pinyin.NewArgs()), "")
}

// validPersonID tells a resident's id of China or Taiwan whose check digit is wrong from one that may be right; an id of another kind may be right.
func validPersonID(id string) bool {
	switch {
	case len(id) == 18 && isDigits(id[:17]):
		// GB 11643-1999, ISO 7064 MOD 11-2.
		sum := 0
		for i, weight := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
			sum += int(id[i]-'0') * weight
		}
		return "10X98765432"[sum%11] == id[17]
	case len(id) == 10 && id[0] >= 'A' && id[0] <= 'Z' && isDigits(id[1:]) && (id[1] == '1' || id[1] == '2' || id[1] == '8' || id[1] == '9'):
		// 中華民國身分證 and the resident certificate of the same form: the letter stands for two digits.
		letter := strings.IndexByte("ABCDEFGHJKLMNPQRSTUVXYWZIO", id[0]) + 10
		sum := letter/10 + letter%10*9 + int(id[9]-'0')
		for i := 1; i < 9; i++ {
			sum += int(id[i]-'0') * (9 - i)
		}
		return sum%10 == 0
	}
	return true
}
