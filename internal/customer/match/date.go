package match

import (
	"strconv"
	"strings"
	"unicode"
)

// readDate gives a date as YYYYMMDD, "" when the text isn't one. A year below 200 before 年 or with a 民國 in front is one of the Republic of China;
// where day and month can't be told apart the month comes second, as in most of the world.
func readDate(text string) string {
	text = fold(text, longestShort)
	republic := strings.Contains(text, "民国")
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	var y, m, d int
	switch {
	case len(parts) >= 1 && len(parts[0]) == 8:
		y, m, d = number(parts[0][:4]), number(parts[0][4:6]), number(parts[0][6:])
	case len(parts) == 1 && (len(parts[0]) == 7 || len(parts[0]) == 6):
		split := len(parts[0]) - 4
		y, m, d, republic = number(parts[0][:split]), number(parts[0][split:split+2]), number(parts[0][split+2:]), true
	case len(parts) >= 3 && len(parts[2]) == 4:
		d, m, y = number(parts[0]), number(parts[1]), number(parts[2])
		if m > 12 {
			d, m = m, d
		}
	case len(parts) >= 3:
		y, m, d = number(parts[0]), number(parts[1]), number(parts[2])
		republic = republic || y < 200 && len(parts[0]) >= 2
	}
	if republic && y > 0 && y < 200 {
		y += 1911
	}
	if m > 12 && d <= 12 {
		m, d = d, m
	}
	if y < 1800 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 {
		return ""
	}
	return strconv.Itoa(y*10000 + m*100 + d)
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}
