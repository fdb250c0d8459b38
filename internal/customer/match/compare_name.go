package match

import (
	"math"
	"slices"
	"strings"
)

// names compares two organisations' names: the best pair of names in one script. Branches that differ in that pair forbid a link.
func (c *Comparison) names(a, b *Profile, common map[string]float64) {
	differs := false
	for i := range a.names {
		for j := range b.names {
			x, y := &a.names[i], &b.names[j]
			if x.ideographic != y.ideographic {
				continue
			}
			var level int8
			var like float64
			if x.ideographic {
				level, like = ideographicLevel(x, y)
			} else {
				level, like = latinLevel(x, y, common)
			}
			differ, lacking := branches(x, y)
			if lacking {
				level, like = min(level, 2), like*0.8
			}
			term := Key{}
			switch {
			case level == 5:
				term = makeKey(KeyName, min(x.plain, y.plain))
			case level == 4 && x.ideographic:
				term = makeKey(KeyCore, x.core)
			}
			if level > c.Levels[FieldName] {
				differs, c.Branch = false, false
			}
			if level >= c.Levels[FieldName] {
				differs, c.Branch = differs || differ && (level >= 1 || x.open), c.Branch || lacking
			}
			c.reach(FieldName, level, term)
			c.Likeness = max(c.Likeness, like)
		}
	}
	if elsewhere := c.Levels[FieldStreet] >= 0 && c.Levels[FieldStreet] <= 2; differs || elsewhere && sameChain(a, b) {
		c.Veto = BranchesDiffer
	}
}

// branches tells whether the branches of two names differ, and whether one name is a branch's and the other none.
func branches(x, y *name) (differ, lacking bool) {
	if x.open && y.open && x.plain != y.plain {
		return commonPrefix(x.plain, y.plain) >= 2, false
	}
	if x.branch != "" && y.branch != "" {
		return !sameBranch(x.branch, y.branch), false
	}
	return false, x.branch != y.branch || x.open != y.open
}

// sameChain: both are branches of one name, so that another street or number means another branch.
func sameChain(a, b *Profile) bool {
	for i := range a.names {
		for j := range b.names {
			if x, y := &a.names[i], &b.names[j]; x.branch != "" && y.branch != "" && x.plain == y.plain {
				return true
			}
		}
	}
	return false
}

func commonPrefix(a, b string) int {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return n
}

// ideographicLevel: 5 the same name; 4 the same core, where place and trade are equal or missing on one side; 3 one is an abbreviation of the
// other, or a character is off in a long name; 2 a short abbreviation, or the same core in another trade; 1 a likeness; 0 none. A place that contradicts
// leaves a likeness at best.
func ideographicLevel(x, y *name) (int8, float64) {
	if x.plain == y.plain && !places.contradict(x.place, y.place) {
		return 5, 1
	}
	level, like := int8(0), 0.0
	short, long := x, y
	if len(short.plain) > len(long.plain) || len(short.plain) == len(long.plain) && short.plain > long.plain {
		short, long = long, short
	}
	shortRunes, longRunes := []rune(short.plain), []rune(long.plain)
	switch {
	case x.core == y.core && (x.trade == "" || y.trade == "" || strings.Contains(x.trade, y.trade) || strings.Contains(y.trade, x.trade)):
		level, like = 4, 0.95
	case x.core == y.core:
		level, like = 2, 0.6
	}
	fit, whole := abbreviates(shortRunes, longRunes, long)
	switch {
	case level >= 4:
	case whole && len(shortRunes) >= 3 && fit >= 0.6:
		level = max(level, 3)
	case whole && fit >= 0.6:
		level = max(level, 2)
	case len(longRunes) >= 5 && distance(short.plain, long.plain) == 1 && digits(arabic(short.plain)) == digits(arabic(long.plain)):
		level, fit = max(level, 3), max(fit, 0.85)
	case fit >= 0.45:
		level = max(level, 1)
	}
	like = max(like, fit*0.9)
	if places.contradict(x.place, y.place) {
		level, like = min(level, 1), like*0.7
	}
	return level, like
}

// abbreviates measures how well short may be cut from long: characters in order, the first from the beginning of the name or of its
// core, the others from beginnings of its parts or next to each other; what is left out of the core counts against it. whole: every character was found.
func abbreviates(short, long []rune, of *name) (fit float64, whole bool) {
	if len(short) < 2 || len(short) > 12 || len(long) > 24 {
		return 0, false
	}
	coreAt := len([]rune(of.plain[:max(0, strings.Index(of.plain, of.core))]))
	tradeAt := coreAt + len([]rune(of.core))
	missed := 0.0
	// before[j] is the most that the characters so far can earn when the last one of them that was found is at long[j].
	var before []float64
	for i, r := range short {
		row := make([]float64, len(long))
		found := false
		for j := range row {
			row[j] = math.Inf(-1)
			if long[j] != r {
				continue
			}
			gain := 1.0
			if j == 0 || j == coreAt || j == tradeAt {
				gain += 0.5
			}
			if before == nil {
				if i == 0 || missed > 0 {
					if j == 0 || j == coreAt {
						gain += 0.5
					}
					row[j], found = gain-missed, true
				}
				continue
			}
			for k := range j {
				if math.IsInf(before[k], -1) {
					continue
				}
				bonus := 0.0
				if k == j-1 {
					bonus = 0.4
				}
				if earned := before[k] + gain + bonus; earned > row[j] {
					row[j], found = earned, true
				}
			}
		}
		if !found {
			missed += 1.5
			for j := range before {
				before[j] -= 1.5
			}
			continue
		}
		before = row
	}
	if before == nil {
		return 0, false
	}
	most := slices.Max(before)
	left := float64(max(0, len([]rune(of.core))-len(short)))
	fit = (most - 0.1*left) / (1.45*float64(len(short)) + 0.35)
	return max(0, min(1, fit)), missed == 0
}

// latinLevel: 5 the same words; 4 the same but for a slip or for words that many share; 3 most of the words that tell; 2 half of them, or all of the shorter name's; 1 a likeness; 0 none.
func latinLevel(x, y *name, common map[string]float64) (int8, float64) {
	if x.plain == y.plain || x.core == y.core {
		return 5, 1
	}
	if x.core > y.core {
		x, y = y, x // The search for partners may differ by order.
	}
	var space [2][mostWords]word
	a, b := weighed(space[0][:0], x.words, common), weighed(space[1][:0], y.words, common)
	dice, cover, matched := likeness(a, b)
	like := dice
	switch {
	case numbersDiffer(a, b) || initialsDiffer(a, b):
		return min(2, latinStep(like, cover, matched)), like * 0.8
	case initialsOf(a) == y.core || initialsOf(b) == x.core:
		return max(2, latinStep(like, cover, matched)), max(like, 0.6)
	}
	if level := latinStep(like, cover, matched); level >= 2 && sameTelling(a, b) {
		return 4, max(like, 0.9)
	}
	return latinStep(like, cover, matched), like
}

// leastTelling is the weight from which a word tells customers apart.
const leastTelling = 0.6

// sameTelling: the words that tell are the same, and of the words that many names share one name has all that the other has: Tetu and Tetu Nederland,
// but not Jansen Holding and Jansen Beheer.
func sameTelling(a, b []word) bool {
	some := false
	for _, w := range a {
		some = some || w.weight >= leastTelling && len(w.text) >= 3
	}
	return some && (within(a, b) || within(b, a)) && tellingWithin(a, b) && tellingWithin(b, a)
}

func within(a, b []word) bool {
	for _, w := range a {
		if !binding[w.text] && !has(b, w.text) {
			return false
		}
	}
	return true
}

func tellingWithin(a, b []word) bool {
	for _, w := range a {
		if (w.weight >= leastTelling || len(w.text) == 1) && !has(b, w.text) {
			return false
		}
	}
	return true
}

func has(words []word, text string) bool {
	return slices.ContainsFunc(words, func(w word) bool { return w.text == text })
}

func latinStep(like, cover, matched float64) int8 {
	switch {
	case like >= 0.9:
		return 4
	case like >= 0.75 || cover >= 0.95 && matched >= 2:
		return 3
	case like >= 0.55 || cover >= 0.9 && matched >= 0.9:
		return 2
	case like >= 0.35:
		return 1
	}
	return 0
}

// weighed gives the words with what the data says of them: a word in a tenth of all names weighs a third of a rare one.
func weighed(into, words []word, common map[string]float64) []word {
	for _, w := range words {
		if share, ok := common[w.text]; ok {
			w.weight = min(w.weight, max(0.15, math.Log(share)/math.Log(leastShare)))
		}
		into = append(into, w)
	}
	return into
}

// leastShare of the names must hold a word for it to be called common.
const leastShare = 0.001

// numbersDiffer: both names hold numbers and no number is in both. A Roman one letter long is a number at the end alone.
func numbersDiffer(a, b []word) bool {
	some := false
	for i, x := range a {
		if !isNumber(x.text, i == len(a)-1) {
			continue
		}
		for j, y := range b {
			if x.text == y.text {
				return false
			}
			some = some || isNumber(y.text, j == len(b)-1)
		}
	}
	return some
}

// initialsDiffer: both names hold single letters and no letter is in both: H. Jansen and S. Jansen.
func initialsDiffer(a, b []word) bool {
	some := false
	for _, x := range a {
		if len(x.text) != 1 {
			continue
		}
		for _, y := range b {
			if x.text == y.text {
				return false
			}
			some = some || len(y.text) == 1
		}
	}
	return some
}

func isNumber(w string, last bool) bool {
	return isDigits(w) || romanNumbers[w] && (len(w) > 1 || last)
}

var romanNumbers = set("i ii iii iv v vi vii viii ix x xi xii")

// initialsOf gives the first letters of three words or more.
func initialsOf(words []word) string {
	if len(words) < 3 {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		if w.weight > 0.2 {
			b.WriteString(beginning(w.text, 1))
		}
	}
	if b.Len() < 3 {
		return ""
	}
	return b.String()
}
