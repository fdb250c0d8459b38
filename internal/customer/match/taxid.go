package match

import "strings"

// ValidTaiwanTaxID tells whether id is a 統一編號: eight digits whose check holds. Each digit is multiplied by its weight and the
// digits of the products are summed; since April 2023 a sum divisible by 5 is enough. A seventh digit of 7 gives a product whose
// digits add up to 10, which counts as 1 or 0. (財政部, 營利事業統一編號檢查碼邏輯修正說明.)
func ValidTaiwanTaxID(id string) bool {
	if len(id) != 8 || !isDigits(id) || id == "00000000" {
		return false
	}
	sum := 0
	for i, weight := range [8]int{1, 2, 1, 2, 1, 2, 4, 1} {
		product := int(id[i]-'0') * weight
		sum += product/10 + product%10
	}
	return sum%5 == 0 || id[6] == '7' && (sum+1)%5 == 0
}

// creditAlphabet are the 31 characters of GB 32100: no I, O, S, V, Z.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// ValidChinaCreditCode tells whether code is a 统一社会信用代码: 18 characters, the last of which is the check (GB 32100-2015: weights are powers
// of 3 modulo 31).
func ValidChinaCreditCode(code string) bool {
	if len(code) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(creditAlphabet, code[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31] == code[17]
}

// TaxID is a tax id in its one form with what is known of it.
type TaxID struct {
	Value string
	// Valid: it is of a kind with a check digit, and the check holds. Such ids are worth refusing a link for.
	Valid bool
	// Wrong: it is of a kind with a check digit, and the check fails. Such an id is never a key.
	Wrong bool
}

// ReadTaxID reads an organisation's tax id as written. Country decides what eight digits mean: none or TW makes them a 統一編號.
func ReadTaxID(text, country string) TaxID {
	id := strings.ToUpper(compact(fold(text, longestShort)))
	switch {
	case len(id) < 4 || strings.Trim(id, id[:1]) == "":
		return TaxID{}
	case len(id) == 18 && (country == "" || country == "CN"):
		valid := ValidChinaCreditCode(id)
		return TaxID{Value: id, Valid: valid, Wrong: !valid}
	case len(id) == 8 && isDigits(id) && (country == "" || country == "TW"):
		valid := ValidTaiwanTaxID(id)
		return TaxID{Value: id, Valid: valid, Wrong: !valid}
	}
	return TaxID{Value: id}
}

// compact leaves letters and digits alone.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if isLetterOrDigit(r) {
			return r
		}
		return -1
	}, text)
}
