package match

import "strings"

// persons compares the names of two people: the best pair of names, each straight or with given and family name exchanged.
func (c *Comparison) persons(a, b *Profile) {
	var best namesCompared
	some := false
	for _, x := range a.persons {
		for _, y := range b.persons {
			if n := comparePersons(x, y); !some || n.before(best) {
				best, some = n, true
			}
		}
	}
	if !some {
		return
	}
	c.Levels[FieldGiven], c.Levels[FieldFamily] = best.given, best.family
	c.Terms[FieldGiven], c.Terms[FieldFamily] = best.givenTerm, best.familyTerm
	c.Likeness = max(0, float64(best.sum)/8)
}

// namesCompared is one way to lay two people's names beside each other.
type namesCompared struct {
	sum                   int
	given, family         int8
	givenTerm, familyTerm Key
}

// before orders ways by what they are worth, and equal ones so that the order of the names doesn't matter.
func (n namesCompared) before(o namesCompared) bool {
	switch {
	case n.sum != o.sum:
		return n.sum > o.sum
	case n.given != o.given:
		return n.given > o.given
	case n.family != o.family:
		return n.family > o.family
	case n.givenTerm != o.givenTerm:
		return less(n.givenTerm, o.givenTerm)
	}
	return less(n.familyTerm, o.familyTerm)
}

func comparePersons(x, y person) namesCompared {
	if x.ideographic != y.ideographic {
		x, y = latinised(x), latinised(y)
	}
	n := namesCompared{given: wordLevel(x.given, y.given), family: wordLevel(x.family, y.family)}
	n.sum = worth(n.given) + worth(n.family)
	if n.given == top[FieldGiven] {
		n.givenTerm = makeKey(TermGiven, x.given)
	}
	if n.family == top[FieldFamily] {
		n.familyTerm = makeKey(TermFamily, x.family)
	}
	one, other := wordLevel(x.given, y.family), wordLevel(x.family, y.given)
	if sum := worth(one) + worth(other); sum > n.sum && n.sum < 6 {
		return namesCompared{sum: sum, given: min(one, other), family: max(one, other)}
	}
	return n
}

// worth weighs a level for choosing between two ways to lay names beside each other: a difference is worse than nothing.
func worth(level int8) int {
	switch level {
	case Missing:
		return 0
	case 0:
		return -1
	}
	return int(level)
}

func latinised(p person) person {
	if !p.ideographic {
		return p
	}
	return person{given: romanised(p.given), family: romanised(p.family)}
}

// wordLevel: 4 equal, 3 misspelt, 2 much alike or one the beginning of the other, 1 an initial, a like sound or a shared character, 0 different.
func wordLevel(a, b string) int8 {
	switch {
	case a == "" || b == "":
		return Missing
	case a == b:
		return 4
	}
	if hasIdeographs(a) || hasIdeographs(b) {
		switch {
		case romanised(a) != "" && romanised(a) == romanised(b):
			return 2
		case strings.ContainsAny(a, b):
			return 1
		}
		return 0
	}
	if len(a) > len(b) || len(a) == len(b) && a > b {
		a, b = b, a
	}
	switch {
	case misspelt(a, b) || strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", ""):
		return 3
	case len(a) >= 3 && (strings.HasPrefix(b, a) || strings.HasSuffix(b, " "+a)):
		return 2
	case len(a) > 1 && jaroWinkler(a, b) >= 0.85:
		return 2
	case len(a) == 1 && a[0] == b[0], soundex(a) == soundex(b) && soundex(a) != "":
		return 1
	}
	return 0
}
