package match

import (
	"strconv"
	"strings"
)

const numerals = "零一二三四五六七八九"

// arabic writes Chinese numerals as digits: 一〇八 and 一百零八 become 108. Numerals within names become digits too, on both sides of a comparison.
func arabic(text string) string {
	if !strings.ContainsAny(text, numerals+"〇○十百千廿卅") {
		return text
	}
	var b strings.Builder
	run := []rune{}
	flush := func() {
		if len(run) > 0 {
			b.WriteString(value(run))
			run = run[:0]
		}
	}
	for _, r := range text {
		if r == '〇' || r == '○' {
			r = '零'
		}
		if strings.ContainsRune(numerals+"十百千廿卅", r) || r >= '0' && r <= '9' {
			run = append(run, r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// value reads a run of numerals: by place (一〇八) without units, else by units (一百零八, 廿三).
func value(run []rune) string {
	units := strings.ContainsAny(string(run), "十百千廿卅")
	if !units {
		var b strings.Builder
		for _, r := range run {
			b.WriteString(strconv.Itoa(digit(r)))
		}
		return b.String()
	}
	total, current := 0, 0
	for _, r := range run {
		switch r {
		case '十':
			total, current = total+max(1, current)*10, 0
		case '百':
			total, current = total+max(1, current)*100, 0
		case '千':
			total, current = total+max(1, current)*1000, 0
		case '廿':
			total, current = total+20, 0
		case '卅':
			total, current = total+30, 0
		default:
			current = min(current*10+digit(r), 1e6)
		}
		total = min(total, 1e6)
	}
	return strconv.Itoa(total + current)
}

func digit(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	return strings.Index(numerals, string(r)) / len("零")
}
