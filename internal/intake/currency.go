package intake

import (
	"strings"
	"unicode/utf8"

	"github.com/bojanz/currency"
)

// What a symbol may be instead of a currency code.
const (
	unknownSymbol   = "?" // no currency
	anyDollar       = "$" // the currency is one of several: the row's or the owner's decides
	yuanOrYen       = "¥" // CNY or JPY
	maxCurrencyName = 40
)

// currencySymbols are the signs and names of currencies, in upper case.
var currencySymbols = map[string]string{
	"$": anyDollar, "元": anyDollar, "圓": anyDollar, "圆": anyDollar, "块": anyDollar, "塊": anyDollar,
	"¥": yuanOrYen, "￥": yuanOrYen, "円": "JPY",
	"NT$": "TWD", "NT": "TWD", "NTD": "TWD", "TW$": "TWD", "NTD$": "TWD", "新台幣": "TWD", "新臺幣": "TWD", "台幣": "TWD", "臺幣": "TWD", "新台币": "TWD", "台币": "TWD",
	"RMB": "CNY", "CN¥": "CNY", "RMB¥": "CNY", "CNH": "CNY", "人民币": "CNY", "人民幣": "CNY", "人民币元": "CNY",
	"US$": "USD", "USD$": "USD", "U$": "USD", "美元": "USD", "美金": "USD", "US DOLLAR": "USD", "US DOLLARS": "USD", "DOLLARS": anyDollar,
	"HK$": "HKD", "港币": "HKD", "港幣": "HKD", "港元": "HKD", "MOP$": "MOP", "澳門幣": "MOP", "澳门元": "MOP",
	"S$": "SGD", "SG$": "SGD", "新加坡元": "SGD", "新幣": "SGD", "A$": "AUD", "AU$": "AUD", "澳元": "AUD", "C$": "CAD", "CA$": "CAD", "加元": "CAD",
	"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "歐元": "EUR", "欧元": "EUR", "£": "GBP", "英鎊": "GBP", "英镑": "GBP",
	"JP¥": "JPY", "YEN": "JPY", "日圓": "JPY", "日元": "JPY", "日幣": "JPY", "₩": "KRW", "韓元": "KRW", "韩元": "KRW",
	"฿": "THB", "泰銖": "THB", "泰铢": "THB", "RM": "MYR", "馬幣": "MYR", "₫": "VND", "越南盾": "VND", "₹": "INR", "RP": "IDR", "₱": "PHP", "CHF": "CHF",
}

// currencyOfSymbol gives the ISO code that an upper-case sign, code or name
// means, anyDollar or yuanOrYen when it means several, or unknownSymbol.
func currencyOfSymbol(symbol string) string {
	if len(symbol) == 3 && currency.IsValid(symbol) {
		return symbol
	}
	if code, ok := currencySymbols[symbol]; ok {
		return code
	}
	return unknownSymbol
}

// ParseCurrency reads a cell of a currency column. A sign that means several
// currencies is settled by the fallback, the owner's. It gives false for
// what is no currency.
func ParseCurrency(cell, fallback string) (string, bool) {
	if len(cell) == 3 && currency.IsValid(cell) {
		return cell, true
	}
	text := strings.ToUpper(Fold(cell))
	if len(text) > maxCurrencyName {
		return "", false
	}
	code := currencyOfSymbol(text)
	if code == unknownSymbol { // "USD - US Dollar", "NTD/新台幣"
		word, _, _ := strings.Cut(strings.NewReplacer("-", " ", "/", " ", "(", " ", ")", " ").Replace(text), " ")
		code = currencyOfSymbol(word)
	}
	return settle(code, fallback)
}

// settle resolves a sign of several currencies by the fallback.
func settle(code, fallback string) (string, bool) {
	switch {
	case code == unknownSymbol:
		return "", false
	case code == anyDollar:
		return fallback, fallback != ""
	case code == yuanOrYen && (fallback == "CNY" || fallback == "JPY"):
		return fallback, true
	case code == yuanOrYen:
		return "CNY", true
	}
	return code, true
}

// decodeRune is utf8.DecodeRuneInString.
func decodeRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }
