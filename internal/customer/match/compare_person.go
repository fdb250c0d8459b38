package match

import "strings"

// persons compares the names of two people: the best pair of names, each straight or with given and family name exchanged.
func (c *Comparison) persons(a, b *Profile) {
	best := -10
	for _, x := range a.persons {
		for _, y := range b.persons {
			if x.ideographic != y.ideographic {
				x, y = latinised(x), latinised(y)
			}
			given, family := wordLevel(x.given, y.given), wordLevel(x.family, y.family)
			sum := worth(given) + worth(family)
			if crossed, crossedFamily := wordLevel(x.given, y.family), wordLevel(x.family, y.given); worth(crossed)+worth(crossedFamily) > sum && sum < 6 {
				sum = worth(crossed) + worth(crossedFamily)
				given, family = min(crossed, crossedFamily), max(crossed, crossedFamily)
			}
			if sum > best || sum == best && given > c.Levels[FieldGiven] {
				best = sum
				c.Levels[FieldGiven], c.Levels[FieldFamily] = given, family
				c.Terms[FieldGiven], c.Terms[FieldFamily] = Key{}, Key{}
				if given == top[FieldGiven] && x.given == y.given {
					c.Terms[FieldGiven] = makeKey(TermGiven, x.given)
				}
				if family == top[FieldFamily] && x.family == y.family {
					c.Terms[FieldFamily] = makeKey(TermFamily, x.family)
				}
				c.Likeness = max(0, float64(sum)/8)
			}
		}
	}
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
		case isHan([]rune(a)[0]) && romanised(a) == romanised(b):
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
