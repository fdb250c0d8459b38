package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"golang.org/x/text/unicode/norm"
)

// headerShort are the short spellings that headers use, and the word they stand for.
var headerShort = map[string]string{
	"no": "number", "num": "number", "nbr": "number", "nr": "number", "nos": "number", "#": "number",
	"qty": "quantity", "qnty": "quantity", "amt": "amount", "cust": "customer", "prod": "product",
	"curr": "currency", "ccy": "currency", "inv": "invoice", "desc": "description", "disc": "discount",
	"addr": "address", "tel": "phone", "telephone": "phone", "postcode": "postalcode", "zip": "postalcode",
	"zipcode": "postalcode", "reg": "registration", "doc": "document", "ord": "order",
}

// NormalHeader is a header without what spellings differ by: width, case,
// spaces, punctuation, camel case, units in parentheses, short forms.
func NormalHeader(header string) string {
	text := norm.NFKC.String(header)
	if plain := withoutParentheses(text); strings.TrimSpace(plain) != "" {
		text = plain
	}
	var out strings.Builder
	for _, word := range headerWordsOf(text) {
		if long, ok := headerShort[word]; ok {
			word = long
		}
		out.WriteString(word)
	}
	return out.String()
}

// withoutParentheses drops (…), […] and 【…】.
func withoutParentheses(text string) string {
	var out strings.Builder
	depth := 0
	for _, r := range text {
		switch r {
		case '(', '[', '【', '（', '〔':
			depth++
		case ')', ']', '】', '）', '〕':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				out.WriteRune(r)
			}
		}
	}
	return out.String()
}

// headerWordsOf splits at everything that is no letter or digit and at the humps of camel case.
func headerWordsOf(text string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case r == '#':
			flush()
			words = append(words, "#")
			continue
		case r == '\'' || r == '’':
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
			continue
		case unicode.IsUpper(r) && i > 0:
			before := runes[i-1]
			startsWord := i+1 < len(runes) && unicode.IsLower(runes[i+1]) && unicode.IsUpper(before)
			if unicode.IsLower(before) || startsWord {
				flush()
			}
		case unicode.Is(unicode.Han, r) != (len(word) > 0 && unicode.Is(unicode.Han, word[len(word)-1])):
			flush()
		}
		word = append(word, r)
	}
	flush()
	return words
}

// signature is the hash of the normalised headers, by which a layout is
// recognised. The columns of a rejects file do not count, so that rows come
// back mended in the layout that they left in.
func signature(headers []string) string {
	hash := sha256.New()
	for _, i := range keptColumns(headers) {
		hash.Write([]byte(NormalHeader(headers[i])))
		hash.Write([]byte{0})
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}

// findHeader gives the index of the row that holds the column names, and how
// sure that is (the number of names known), or -1. It is the row with the most
// known names; without any, the first row of two or more texts, none of them a
// number or a date, that is about as wide as the widest.
func (f *Fields) findHeader(rows [][]string) (index, known int) {
	index = -1
	widest := 0
	for i, row := range rows {
		if n := f.knownHeaders(row); n > known && n >= 2 {
			index, known = i, n
		}
		widest = max(widest, filled(row))
	}
	if index >= 0 {
		return index, known
	}
	for i, row := range rows {
		if n := filled(row); n >= 2 && n*2 >= widest && allWords(row) {
			return i, 0
		}
	}
	return -1, 0
}

// knownHeaders counts the different fields that a row's cells name.
func (f *Fields) knownHeaders(row []string) int {
	seen := map[Field]bool{}
	for _, cell := range row {
		if len(cell) > 100 {
			continue
		}
		for _, s := range f.synonyms[NormalHeader(cell)] {
			if !seen[s.field] {
				seen[s.field] = true
				break
			}
		}
	}
	return len(seen)
}

// knownHeader reports whether the text is a name that the synonym table has.
func (f *Fields) knownHeader(text string) bool {
	return len(text) <= 100 && len(f.synonyms[NormalHeader(text)]) > 0
}

// filled counts the cells that are not blank.
func filled(row []string) int {
	n := 0
	for _, cell := range row {
		if !IsBlank(cell) {
			n++
		}
	}
	return n
}

// allWords reports whether each filled cell has a letter and none is a number or a date.
func allWords(row []string) bool {
	for _, cell := range row {
		if IsBlank(cell) {
			continue
		}
		if !strings.ContainsFunc(cell, unicode.IsLetter) || len(cell) > 200 {
			return false
		}
		if _, ok := parseDate(cell, Style{}, ""); ok {
			return false
		}
		if _, ok := ParseNumber(cell, false); ok {
			return false
		}
	}
	return true
}

// IsBlank reports whether a cell says nothing.
func IsBlank(cell string) bool {
	if cell == "" {
		return true
	}
	if cell[0] > ' ' && cell[0] < 0x80 {
		return false
	}
	return Clean(cell) == ""
}

// Clean trims a cell, ideographic and no-break spaces, and invisible marks included.
func Clean(cell string) string {
	if n := len(cell); n > 0 && cell[0] > ' ' && cell[0] < 0x7F && cell[n-1] > ' ' && cell[n-1] < 0x7F {
		return cell
	}
	return strings.TrimFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFEFF' || r == '\u200B' || r == '\u200E' || r == '\u200F'
	})
}

// Fold is Clean with full-width letters and digits made narrow.
func Fold(cell string) string {
	cell = Clean(cell)
	if firstHighIn(cell) < 0 {
		return cell
	}
	return width.Fold.String(cell)
}

// firstHighIn is the index of the first byte beyond ASCII, or -1.
func firstHighIn(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return i
		}
	}
	return -1
}
