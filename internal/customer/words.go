package customer

import (
	"slices"
	"unicode"

	"github.com/tonglu/portal/internal/customer/match"
)

// mostWords bounds what one record is found by.
const mostWords = 60

// sortKey is what a name is sorted by: as it is compared, so that width, case and script make no difference.
func sortKey(name string) string { return match.Fold(name) }

// wordsOf gives the words that names are found by: those of alphabets whole, Chinese, Japanese and Korean text by each
// character and each two that follow each other. Each word once, in order, 60 at most.
func wordsOf(names ...string) []string {
	var words []string
	for _, name := range names {
		for _, part := range parts(name) {
			if isIdeographic(part[0]) {
				for i := range part {
					words = append(words, string(part[i]))
					if i > 0 {
						words = append(words, string(part[i-1:i+1]))
					}
				}
				continue
			}
			words = append(words, string(part[:min(len(part), 40)]))
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	return words[:min(len(words), mostWords)]
}

// query is a search: every word must be there, and one that begins with the prefix.
type query struct {
	words  []string
	prefix string // the last word of an alphabet, which may not be typed to its end
}

// queryOf reads what a person types into a search field.
func queryOf(text string) query {
	var q query
	all := parts(text)
	for i, part := range all {
		switch {
		case !isIdeographic(part[0]) && i == len(all)-1:
			q.prefix = string(part[:min(len(part), 40)])
		case !isIdeographic(part[0]):
			q.words = append(q.words, string(part[:min(len(part), 40)]))
		case len(part) == 1:
			q.words = append(q.words, string(part))
		default:
			for i := 1; i < len(part); i++ {
				q.words = append(q.words, string(part[i-1:i+1]))
			}
		}
	}
	q.words = q.words[:min(len(q.words), 20)]
	return q
}

// empty reports whether the search says nothing to search for.
func (q query) empty() bool { return len(q.words) == 0 && q.prefix == "" }

// conditions gives the SQL that holds the rows of a table of words to the search: column is the id that its rows are joined
// on, scope a condition on the alias w that leads its key. It adds its named arguments to args.
func (q query) conditions(table, id, column, scope string, args map[string]any) []string {
	var out []string
	exists := "EXISTS (SELECT 1 FROM " + table + " w WHERE " + scope + " AND w." + id + " = " + column + " AND "
	for i, word := range q.words {
		name := "word_" + string(rune('a'+i))
		args[name] = word
		out = append(out, exists+"w.word = @"+name+")")
	}
	if q.prefix != "" {
		args["word_from"], args["word_until"] = q.prefix, q.prefix+"\U0010FFFF"
		out = append(out, exists+"w.word >= @word_from AND w.word < @word_until)")
	}
	return out
}

// parts cuts folded text into runs of letters and digits, those of ideographs apart.
func parts(text string) [][]rune {
	var out [][]rune
	var run []rune
	flush := func() {
		if len(run) > 0 {
			out = append(out, run)
			run = nil
		}
	}
	for _, r := range match.Fold(text) {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			flush()
			continue
		}
		if len(run) > 0 && isIdeographic(run[0]) != isIdeographic(r) {
			flush()
		}
		run = append(run, r)
	}
	flush()
	return out
}

func isIdeographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}
