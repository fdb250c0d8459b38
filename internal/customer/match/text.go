package match

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
	"golang.org/x/text/unicode/norm"
)

// fold gives text in the one form that is compared: at most limit runes, Unicode width and case folded, Latin marks taken
// off, traditional characters made simplified, anything that is no letter, digit or punctuation a blank, blanks single.
func fold(text string, limit int) string {
	if text = clip(text, limit); isPlain(text) {
		return strings.Join(strings.Fields(strings.ToLower(text)), " ")
	}
	var b strings.Builder
	latin, blank := false, true
	for _, r := range norm.NFKD.String(clip(text, limit)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			if !latin {
				b.WriteRune(r)
			}
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		case unicode.IsSpace(r) || !(isLetterOrDigit(r) || unicode.IsPunct(r) || r == '+'):
			if !blank {
				b.WriteByte(' ')
			}
			latin, blank = false, true
			continue
		}
		latin, blank = unicode.In(r, unicode.Latin, unicode.Greek), false
		if long, ok := spelledOut[r]; ok {
			b.WriteString(long)
			continue
		}
		b.WriteRune(simplify(unicode.ToLower(r)))
	}
	return strings.TrimSpace(norm.NFC.String(b.String()))
}

// spelledOut are letters that no decomposition takes to plain ones.
var spelledOut = map[rune]string{'ß': "ss", 'ẞ': "ss", 'ø': "o", 'Ø': "o", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ı': "i",
	'’': "'", '‘': "'", '`': "'", '´': "'", '–': "-", '—': "-", '―': "-"}

// clip gives valid text of at most limit runes. NFKD can make a rune longer (up to 18), hence the bound before it.
func clip(text string, limit int) string {
	if len(text) > limit {
		count := 0
		for i := range text {
			if count == limit {
				text = text[:i]
				break
			}
			count++
		}
	}
	return strings.ToValidUTF8(text, " ")
}

func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c < ' ' || c == '`' || c == '$' || c == '<' || c == '>' || c == '=' || c == '^' || c == '|' || c == '~' || c == 0x7f {
			return false
		}
	}
	return true
}

// The block of Han characters that has simplified forms.
const firstHan, lastHan = 0x3400, 0x9FFF

// simplified maps a Han character to its simplified form, character by character: a short name cut from a long
// one must be converted as the long one was, which a conversion by phrases doesn't promise.
var simplified = sync.OnceValue(func() *[lastHan - firstHan + 1]rune {
	var table [lastHan - firstHan + 1]rune
	var all strings.Builder
	for r := rune(firstHan); r <= lastHan; r++ {
		table[r-firstHan] = r
		all.WriteRune(r)
		all.WriteByte('\n')
	}
	converter, err := opencc.New("t2s")
	if err != nil {
		return &table
	}
	text, err := converter.Convert(all.String())
	if err != nil {
		return &table
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if r, size := utf8.DecodeRuneInString(line); size == len(line) && i < len(table) {
			table[i] = r
		}
	}
	table['巿'-firstHan] = '市' // Written for each other in real registers.
	table['囯'-firstHan] = '国'
	return &table
})

// simplify gives the simplified form of a Han character and any other rune as it is.
func simplify(r rune) rune {
	if r < firstHan || r > lastHan {
		return r
	}
	return simplified()[r-firstHan]
}

func isHan(r rune) bool {
	return r >= firstHan && r <= lastHan || r == '々' || r > 0xFFFF && unicode.Is(unicode.Han, r)
}

// isIdeographic tells the scripts that are written without blanks between words.
func isIdeographic(r rune) bool {
	return isHan(r) || r >= 0x3040 && r <= 0x30FF || r >= 0xAC00 && r <= 0xD7A3
}

func hasIdeographs(text string) bool {
	return strings.IndexFunc(text, isIdeographic) >= 0
}

// digits gives the decimal digits of text.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

func isDigits(text string) bool {
	return text != "" && len(digits(text)) == len(text)
}

// isLetterOrDigit counts the marks that are part of letters, as in Thai and Hindi.
func isLetterOrDigit(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }
