package match

import "strings"

// The longest texts that are compared letter by letter.
const longestCompared = 64

// jaroWinkler is Winkler's (1990) form of Jaro's similarity, from 0 to 1: letters in common within half a length, less half the
// transposed ones, and a bonus of a tenth of what is missing for each of up to four equal letters in front.
func jaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	if a > b {
		a, b = b, a // Jaro's greedy search may differ by order.
	}
	var space [2][longestCompared]rune
	ra, rb := runesInto(space[0][:0], a), runesInto(space[1][:0], b)
	if len(ra) == 0 || len(rb) == 0 {
		return 0
	}
	window := max(0, max(len(ra), len(rb))/2-1)
	var tookA, tookB [longestCompared]bool
	common := 0
	for i, r := range ra {
		for j := max(0, i-window); j < min(len(rb), i+window+1); j++ {
			if !tookB[j] && rb[j] == r {
				tookA[i], tookB[j] = true, true
				common++
				break
			}
		}
	}
	if common == 0 {
		return 0
	}
	swapped, j := 0, 0
	for i, r := range ra {
		if !tookA[i] {
			continue
		}
		for !tookB[j] {
			j++
		}
		if r != rb[j] {
			swapped++
		}
		j++
	}
	c := float64(common)
	jaro := (c/float64(len(ra)) + c/float64(len(rb)) + (c-float64(swapped/2))/c) / 3
	front := 0
	for front < min(4, len(ra), len(rb)) && ra[front] == rb[front] {
		front++
	}
	return jaro + float64(front)*0.1*(1-jaro)
}

// distance counts the letters to insert, delete, replace or swap with their neighbour to make b of a (optimal string alignment).
func distance(a, b string) int {
	if a == b {
		return 0
	}
	var space [2][longestCompared]rune
	ra, rb := runesInto(space[0][:0], a), runesInto(space[1][:0], b)
	var rows [3][longestCompared + 1]int
	before, above, row := &rows[0], &rows[1], &rows[2]
	for j := range len(rb) + 1 {
		above[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(rb)]
}

func runesInto(space []rune, text string) []rune {
	for _, r := range text {
		if len(space) == longestCompared {
			break
		}
		space = append(space, r)
	}
	return space
}

// misspelt tells whether two words are so alike that one may be a slip of the other: one edit, or two in words of eight letters.
func misspelt(a, b string) bool {
	short := min(len(a), len(b))
	if short < 3 || max(len(a), len(b))-short > 2*3 {
		return false
	}
	edits := distance(a, b)
	return edits <= 1 || edits == 2 && short >= 8
}

// soundex is the code of Russell and Odell (US patents 1918 and 1922): a letter and three digits.
func soundex(word string) string {
	const codes = "01230120022455012623010202"
	var b strings.Builder
	last := byte('0')
	for _, r := range word {
		if r < 'a' || r > 'z' {
			continue
		}
		code := codes[r-'a']
		switch {
		case b.Len() == 0:
			b.WriteRune(r)
		case code != '0' && code != last:
			b.WriteByte(code)
		case r == 'h' || r == 'w':
			continue
		}
		if last = code; b.Len() == 4 {
			break
		}
	}
	return b.String()
}
