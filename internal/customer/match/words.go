package match

import (
	"regexp"
	"strings"
	"unicode"
)

// word is a word of a name or street with what it weighs: 1 for one that tells customers apart, less for one that many share.
type word struct {
	text   string
	weight float64
}

// initials are letters with a dot behind each: b.v., m.j.
var initials = regexp.MustCompile(`\b(?:[a-z]\.){1,6}(?:[a-z]\b)?`)

// slashed is a legal form as Danes and Norwegians write it: a/s.
var slashed = regexp.MustCompile(`\b([ak])/(s)\b`)

// split gives the words of folded text. Apostrophes join; a run of dotted letters is one word when known says so, else a word for each letter.
func split(text string, known map[string]bool) []string {
	text = slashed.ReplaceAllString(text, "$1$2")
	text = initials.ReplaceAllStringFunc(text, func(run string) string {
		if joined := strings.ReplaceAll(run, ".", ""); known[joined] && len(joined) > 1 {
			return " " + joined + " "
		}
		return strings.ReplaceAll(run, ".", " ") + " "
	})
	runes := []rune(text)
	var b strings.Builder
	for i, r := range runes {
		switch {
		case isLetterOrDigit(r):
			b.WriteRune(r)
		case (r == '\'' || r == '?') && i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1]):
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// likeness compares two bags of words: dice is twice what is matched by all there is, cover is what is matched by the smaller one's all, matched
// is what was matched. Words match when equal, misspelt, or one an initial or the beginning of the other, for less.
func likeness(a, b []word) (dice, cover, matched float64) {
	var sumA, sumB float64
	for _, w := range a {
		sumA += w.weight
	}
	for _, w := range b {
		sumB += w.weight
	}
	if sumA == 0 || sumB == 0 {
		return 0, 0, 0
	}
	var usedA, usedB uint64
	for round, least := range [...]float64{1, 0.7, 0.3} {
		if round == 1 {
			matched += compounds(a, b, &usedA, &usedB) + compounds(b, a, &usedB, &usedA)
		}
		for i, x := range a {
			if usedA&(1<<i) != 0 {
				continue
			}
			best, at := 0.0, -1
			for j, y := range b {
				if usedB&(1<<j) == 0 {
					if s := alike(x.text, y.text, least); s >= least && s > best {
						best, at = s, j
					}
				}
			}
			if at >= 0 {
				usedA, usedB = usedA|1<<i, usedB|1<<at
				matched += best * (x.weight + b[at].weight) / 2
			}
		}
	}
	return 2 * matched / (sumA + sumB), min(1, matched/min(sumA, sumB)), matched
}

// compounds matches words of a with two neighbours of b that were written apart: daycare and day care.
func compounds(a, b []word, usedA, usedB *uint64) (matched float64) {
	for i, x := range a {
		for j := 0; j+1 < len(b) && len(x.text) >= 5; j++ {
			if both := uint64(3) << j; *usedA&(1<<i) == 0 && *usedB&both == 0 && x.text == b[j].text+b[j+1].text {
				*usedA, *usedB = *usedA|1<<i, *usedB|both
				matched += (x.weight + b[j].weight + b[j+1].weight) / 2
			}
		}
	}
	return matched
}

// alike is how well two words match; only as much work is done as a similarity of least needs.
func alike(a, b string, least float64) float64 {
	switch {
	case a == b:
		return 1
	case least >= 1 || isDigits(a) || isDigits(b):
		return 0
	case misspelt(a, b):
		if short := min(len(a), len(b)); short < 6 {
			return 0.7
		} else if short < 8 {
			return 0.85
		}
		return 0.93
	case least >= 0.7:
		return 0
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	switch {
	case len(short) == 1 && strings.HasPrefix(long, short):
		return 0.5
	case len(short) >= 3 && strings.HasPrefix(long, short):
		return 0.65
	case len(short) >= 5 && jaroWinkler(a, b) >= 0.9:
		return 0.6
	}
	return 0
}

// mostWords bounds a bag of words; likeness needs it to be at most 64.
const mostWords = 16
