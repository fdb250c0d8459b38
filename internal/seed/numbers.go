package seed

import (
	"fmt"
	"strconv"
	"strings"
)

// gtin13 writes the trade item number of a product. Numbers that begin with 2 are
// kept for use within a company, so it is never somebody's product.
func gtin13(product int) string {
	digits := fmt.Sprintf("2%05d%06d", 40718, 100000+scatter(uint64(product), 7001, 899_981))
	sum := 0
	for i, d := range digits {
		weight := 1
		if i%2 == 1 {
			weight = 3
		}
		sum += int(d-'0') * weight
	}
	return digits + strconv.Itoa((10-sum%10)%10)
}

// taxIDTaiwan writes the n-th 統一編號: eight digits whose weighted digit sums add
// up to a multiple of ten (and so of five, the rule since 2023). A seventh digit
// of 7, which has two readings, is left out.
func taxIDTaiwan(n uint64) string {
	last := n % 9
	if last >= 7 {
		last++
	}
	head := (100_000+scatter(n/9, 314_159, 899_981))*10 + last
	digits := strconv.FormatUint(head, 10)
	sum := 0
	for i, weight := range []int{1, 2, 1, 2, 1, 2, 4} {
		product := int(digits[i]-'0') * weight
		sum += product/10 + product%10
	}
	return digits + strconv.Itoa((10-sum%10)%10)
}

// Characters of the 统一社会信用代码, GB 32100-2015: no I, O, S, V, Z.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// taxIDChina writes the n-th 统一社会信用代码 of an enterprise in a region (six
// digits): both its check characters, GB 11714 and GB 32100, are right.
func taxIDChina(n uint64, region string) string {
	body := fmt.Sprintf("MA%06d", scatter(n, 271_829, 999_983))
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		value := int(body[i] - '0')
		if body[i] >= 'A' {
			value = int(body[i]-'A') + 10
		}
		sum += value * weight
	}
	check := (11 - sum%11) % 11
	body += string("0123456789X"[check])

	code := "91" + region + body
	sum = 0
	for i, weight := range []int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28} {
		sum += strings.IndexByte(creditAlphabet, code[i]) * weight
	}
	return code + string(creditAlphabet[(31-sum%31)%31])
}

// taxIDJapan writes the n-th 法人番号: a check digit before twelve digits.
func taxIDJapan(n uint64) string {
	body := fmt.Sprintf("%04d01%06d", 100+n%47, scatter(n, 161_803, 999_979))
	sum := 0
	for i := range 12 {
		weight := 1
		if i%2 == 0 { // counted from the right, the even places weigh double
			weight = 2
		}
		sum += int(body[i]-'0') * weight
	}
	return strconv.Itoa(9-sum%9) + body
}

// phone writes the n-th number of a country: each customer has one of its own.
func phone(country string, n uint64, mobile bool) string {
	switch country {
	case "CN":
		digits := fmt.Sprintf("%09d", scatter(n, 314_159_269, 999_999_937))
		return "13" + digits
	case "JP":
		digits := strconv.FormatUint(10_000_000+scatter(n, 27_182_819, 79_999_987), 10)
		if mobile {
			return "090-" + digits[:4] + "-" + digits[4:]
		}
		return "03-" + digits[:4] + "-" + digits[4:]
	default:
		digits := strconv.FormatUint(10_000_000+scatter(n, 31_415_927, 79_999_987), 10)
		if mobile {
			return "09" + digits[:2] + "-" + digits[2:5] + "-" + digits[5:]
		}
		return "02-" + digits[:4] + "-" + digits[4:]
	}
}

// serialNumber writes the n-th serial of a brand's device.
func serialNumber(year int, n uint64) string {
	return fmt.Sprintf("YW%02d%07d", year%100, n)
}
