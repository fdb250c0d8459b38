package intake

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// Number is what a cell with a number says.
type Number struct {
	Value   decimal.Decimal
	Symbol  string // what stands beside the digits: "NT$", "EUR"
	Percent bool   // Value is 0.15 for 15 %
}

// maxDigits bounds a number on both sides of the decimal sign.
const maxDigits = 18

// ParseNumber reads a number as people write it: separators of thousands, a
// minus before or behind, parentheses for negatives, a currency, a percent
// sign, full-width digits, an exponent. comma says that the column writes
// decimals with a comma. It gives false for anything that would be a guess,
// such as groups of other than three digits.
func ParseNumber(cell string, comma bool) (Number, bool) {
	if value, ok := plainDecimal(cell, comma); ok {
		return Number{Value: value}, true
	}
	text := strings.ToUpper(Fold(cell))
	if len(text) > 64 {
		return Number{}, false
	}
	var n Number
	negative := false
	if inner, ok := enclosed(text); ok {
		text, negative = inner, true
	}
	text, n.Symbol = trimSymbol(text)
	if rest, ok := strings.CutSuffix(text, "%"); ok {
		text, n.Percent = strings.TrimSpace(rest), true
	}
	if inner, ok := enclosed(text); ok && !negative {
		text, negative = inner, true
	}
	if rest, ok := trimMinus(text); ok {
		if negative {
			return Number{}, false
		}
		text, negative = rest, true
	} else {
		text = strings.TrimSpace(strings.TrimPrefix(text, "+"))
	}
	if n.Symbol == "" { // -NT$ 5
		text, n.Symbol = trimSymbol(text)
	}
	digits, ok := ungroup(text, comma)
	if !ok {
		return Number{}, false
	}
	n.Value, ok = exactDecimal(digits)
	if !ok {
		return Number{}, false
	}
	if negative {
		n.Value = n.Value.Neg()
	}
	if n.Percent {
		n.Value = n.Value.Shift(-2)
	}
	return n, true
}

// plainDecimal is the fast road: digits with a minus before and one point, at most 18.
// It leaves what a decimal comma would change to the slow one.
func plainDecimal(cell string, comma bool) (decimal.Decimal, bool) {
	digits := cell
	negative := false
	if len(digits) > 0 && digits[0] == '-' {
		negative, digits = true, digits[1:]
	}
	if len(digits) == 0 || len(digits) > maxDigits {
		return decimal.Decimal{}, false
	}
	var value int64
	point := -1
	for i := 0; i < len(digits); i++ {
		c := digits[i]
		switch {
		case c >= '0' && c <= '9':
			value = value*10 + int64(c-'0')
		case c == '.' && point < 0 && !comma && i > 0 && i < len(digits)-1:
			point = i
		default:
			return decimal.Decimal{}, false
		}
	}
	if negative {
		value = -value
	}
	exponent := int32(0)
	if point >= 0 {
		exponent = int32(point - len(digits) + 1)
	}
	return decimal.New(value, exponent), true
}

// enclosed gives what is within parentheses around the whole text.
func enclosed(text string) (string, bool) {
	if len(text) > 2 && text[0] == '(' && text[len(text)-1] == ')' {
		return strings.TrimSpace(text[1 : len(text)-1]), true
	}
	return text, false
}

// minuses are the characters people write for a minus.
const minuses = "-−–‐﹣ー"

// trimMinus drops a minus before or behind.
func trimMinus(text string) (string, bool) {
	for _, minus := range minuses {
		if rest, ok := strings.CutPrefix(text, string(minus)); ok {
			return strings.TrimSpace(rest), true
		}
		if rest, ok := strings.CutSuffix(text, string(minus)); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return text, false
}

// countWords stand behind quantities and change nothing about them. Cases and
// packs do, so they are not here.
var countWords = map[string]bool{
	"PCS": true, "PC": true, "EA": true, "EACH": true, "UNIT": true, "UNITS": true,
	"個": true, "个": true, "件": true, "台": true, "支": true,
}

// trimSymbol drops the letters and currency signs before or behind the digits,
// and gives them when they are a currency. Unknown words stay, so that the
// number is unreadable.
func trimSymbol(text string) (rest, symbol string) {
	isSymbol := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) || r == ' ' || r == '\u00A0'
	}
	if end := strings.IndexFunc(text, func(r rune) bool { return !isSymbol(r) }); end > 0 {
		if word := strings.TrimSpace(text[:end]); currencyOfSymbol(word) != unknownSymbol {
			return strings.TrimSpace(text[end:]), word
		}
	}
	if start := strings.LastIndexFunc(text, func(r rune) bool { return !isSymbol(r) }); start >= 0 {
		_, size := decodeRune(text[start:])
		word := strings.TrimSpace(text[start+size:])
		if countWords[word] {
			return strings.TrimSpace(text[:start+size]), ""
		}
		if word != "" && currencyOfSymbol(word) != unknownSymbol {
			return strings.TrimSpace(text[:start+size]), word
		}
	}
	return text, ""
}

// ungroup turns the digits of a number into the form that has a point and no
// separators. Separators of thousands must stand before each three digits, and
// behind a number of thousands: 0,125 has none.
func ungroup(text string, comma bool) (string, bool) {
	mantissa, exponent := text, ""
	if i := strings.IndexByte(text, 'E'); i > 0 {
		mantissa, exponent = text[:i], text[i:]
		if n, err := strconv.Atoi(exponent[1:]); err != nil || n < -maxDigits || n > maxDigits {
			return "", false
		}
	}
	point, group := byte('.'), byte(',')
	if comma {
		point, group = ',', '.'
	}
	whole, fraction := mantissa, ""
	if i := strings.LastIndexByte(mantissa, point); i >= 0 {
		whole, fraction = mantissa[:i], mantissa[i+1:]
	}
	var digits strings.Builder
	groups := strings.FieldsFunc(whole, func(r rune) bool {
		return r == rune(group) || r == ' ' || r == '\'' || r == '’' || r == '\u00A0' || r == '\u202F' || r == '\u2009'
	})
	for i, g := range groups {
		if !AllDigits(g) || i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (len(g) > 3 || g[0] == '0') {
			return "", false
		}
		digits.WriteString(g)
	}
	if len(groups) == 0 {
		if whole != "" || fraction == "" {
			return "", false
		}
		digits.WriteByte('0')
	}
	if separators := len(whole) - digits.Len(); len(groups) > 0 && separators > 0 && !groupedCleanly(whole) {
		return "", false
	}
	if fraction != "" {
		if !AllDigits(fraction) {
			return "", false
		}
		digits.WriteByte('.')
		digits.WriteString(fraction)
	}
	digits.WriteString(exponent)
	return digits.String(), true
}

// groupedCleanly reports whether no separator stands at an end or beside another.
func groupedCleanly(whole string) bool {
	digit := false
	for _, r := range whole {
		if !unicode.IsDigit(r) && !digit {
			return false
		}
		digit = unicode.IsDigit(r)
	}
	return digit
}

// AllDigits reports whether s is one or more ASCII digits.
func AllDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// exactDecimal reads digits with a point and an exponent, within maxDigits.
func exactDecimal(digits string) (decimal.Decimal, bool) {
	if len(digits) > 60 {
		return decimal.Decimal{}, false
	}
	value, err := decimal.NewFromString(digits)
	if err != nil || value.Exponent() < -2*maxDigits || value.Abs().Cmp(maxNumber) >= 0 {
		return decimal.Decimal{}, false
	}
	return value, true
}

// maxNumber is the first number with too many digits.
var maxNumber = decimal.NewFromBigInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(maxDigits), nil), 0)

// numberEvidence says what one cell tells about the decimal sign of its column:
// +1 it is a point, -1 it is a comma, 0 nothing. open is the sign in a number
// that reads either way, as thousands or with three decimals: 2.128 or 2,128.
func numberEvidence(cell string) (sign int, open byte) {
	cell = Fold(cell)
	comma, point := strings.LastIndexByte(cell, ','), strings.LastIndexByte(cell, '.')
	if comma < 0 && point < 0 {
		return 0, 0
	}
	if comma < 0 && strings.Count(cell, ".") == 1 && len(cell)-point-1 != 3 {
		if _, ok := plainDecimal(cell, false); ok {
			return 1, 0
		}
	}
	withPoint, withComma, okPoint, okComma := readings(cell)
	switch {
	case okPoint && !okComma:
		return 1, 0
	case okComma && !okPoint:
		return -1, 0
	case !okPoint || withPoint.Value.Equal(withComma.Value):
		return 0, 0
	case comma >= 0:
		return 0, ','
	}
	return 0, '.'
}

// readings reads a cell in both ways.
func readings(cell string) (withPoint, withComma Number, okPoint, okComma bool) {
	withPoint, okPoint = ParseNumber(cell, false)
	withComma, okComma = ParseNumber(cell, true)
	return withPoint, withComma, okPoint, okComma
}

// readsEitherWay reports whether a cell is a number that reads either way. Most
// are told apart by the three digits that stand behind the sign.
func readsEitherWay(cell string) bool {
	cell = Fold(cell)
	i := strings.LastIndexAny(cell, ".,")
	if i < 0 || len(cell) < i+4 || !AllDigits(cell[i+1:i+4]) || len(cell) > i+4 && cell[i+4] >= '0' && cell[i+4] <= '9' {
		return false
	}
	_, open := numberEvidence(cell)
	return open != 0
}
