package intake

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// dateOf is what a cell with a date says.
type dateOf struct {
	day       time.Time // UTC midnight
	ambiguous bool      // another order of day and month would read as well
}

// dateParts are the pieces of a date before they have a meaning.
type dateParts struct {
	n      [3]int // the numbers in their order
	w      [3]int // their digits
	count  int
	month  int  // by name; 0 when there is none
	first  bool // the name stands before all numbers
	roc    bool // the text says 民國
	dotted bool // 5.3.2024
	serial float64
}

// parseDate reads a date as its column writes them: ISO, year first, year last
// in the order of the style or of the fallback, month names, 年月日, years of
// the Republic of China, compact digits, Excel serials. A time behind it is
// dropped: the business date is the one written. It gives false for what is no
// date, or none in the column's order.
func parseDate(cell string, style Style, fallback string) (dateOf, bool) {
	if day, ok := isoDate(cell); ok {
		return dateOf{day: day}, true
	}
	parts, ok := scanDate(cell)
	if !ok {
		return dateOf{}, false
	}
	if parts.serial > 0 {
		if !style.Serial && style.Seen > 0 {
			return dateOf{}, false
		}
		moment, ok := fromSerial(parts.serial, false)
		return dateOf{day: moment.Truncate(24 * time.Hour)}, ok
	}
	return parts.resolve(style, fallback)
}

// isoDate is the fast road: 2024-03-05 or 2024/03/05, a time behind it perhaps.
func isoDate(s string) (time.Time, bool) {
	if len(s) < 10 || s[4] != s[7] || s[4] != '-' && s[4] != '/' || len(s) > 10 && s[10] != 'T' && s[10] != ' ' {
		return time.Time{}, false
	}
	for _, i := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if s[i] < '0' || s[i] > '9' {
			return time.Time{}, false
		}
	}
	if len(s) > 10 && !isTime(s[10:]) {
		return time.Time{}, false
	}
	digit := func(i int) int { return int(s[i] - '0') }
	return makeDate(digit(0)*1000+digit(1)*100+digit(2)*10+digit(3), digit(5)*10+digit(6), digit(8)*10+digit(9))
}

// makeDate is the day, or false when the calendar has none such.
func makeDate(year, month, day int) (time.Time, bool) {
	if year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == day
}

// rocPrefixes say that the year counts from 1912.
var rocPrefixes = []string{"中華民國", "中华民国", "民國", "民国", "R.O.C.", "ROC"}

// scanDate takes a text apart. It gives false when there is more in it than a date and a time.
func scanDate(cell string) (dateParts, bool) {
	var p dateParts
	text := strings.ToUpper(Fold(cell))
	if len(text) < 4 || len(text) > 64 {
		return p, false
	}
	for _, prefix := range rocPrefixes {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			p.roc, text = true, strings.TrimSpace(rest)
			break
		}
	}
	if i := strings.IndexAny(text, "(〔["); i > 0 { // a weekday
		if end := strings.IndexAny(text[i:], ")〕]"); end >= 0 {
			text = text[:i] + " " + strings.TrimLeftFunc(text[i+end:], func(r rune) bool { return r == ')' || r == '〕' || r == ']' })
		}
	}
	if whole, ok := compactDate(text, &p); ok {
		return p, whole
	}
	for text != "" {
		r, size := decodeRune(text)
		switch {
		case r >= '0' && r <= '9':
			end := 0
			for end < len(text) && text[end] >= '0' && text[end] <= '9' {
				end++
			}
			if p.count+min(p.month, 1) == 3 || end > 4 {
				return p, p.count+min(p.month, 1) == 3 && isTime(text)
			}
			p.n[p.count], _ = strconv.Atoi(text[:end])
			p.w[p.count] = end
			p.count++
			text = text[end:]
			p.dotted = p.dotted || strings.HasPrefix(text, ".")
		case strings.ContainsRune("-/.,年月 ", r) || r == '\u00A0':
			text = text[size:]
		case strings.ContainsRune("日號号", r):
			text = text[size:]
		case p.count+min(p.month, 1) == 3:
			return p, isTime(text)
		case unicode.IsLetter(r):
			end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
			if end < 0 {
				end = len(text)
			}
			if !p.word(text[:end]) {
				return p, false
			}
			text = text[end:]
		default:
			return p, false
		}
	}
	return p, p.count+min(p.month, 1) == 3
}

// months and weekdays are the English names that dates have, by their first three letters.
var (
	months   = []string{"JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"}
	weekdays = []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"}
)

// word takes a word between the numbers: a month, or one that means nothing here.
func (p *dateParts) word(word string) bool {
	switch word {
	case "ST", "ND", "RD", "TH", "OF", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日":
		return true
	}
	for i, name := range months {
		if len(word) >= 3 && p.month == 0 && (strings.HasPrefix(name, word) || word == "SEPT" && i == 8) {
			p.month, p.first = i+1, p.count == 0
			return true
		}
	}
	for _, name := range weekdays {
		if len(word) >= 3 && strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

// compactDate takes digits without separators: yyyymmdd with a time perhaps,
// yyymmdd and yymmdd, and Excel serials. It gives false for other texts, and
// whole when the digits are a date.
func compactDate(text string, p *dateParts) (whole, ok bool) {
	end := 0
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	rest := text[end:]
	if end == 5 && !p.roc && (rest == "" || rest[0] == '.' && AllDigits(rest[1:])) {
		p.serial, _ = strconv.ParseFloat(text, 64)
		return p.serial >= 20000 && p.serial < 80000, true
	}
	if end < 6 || rest != "" && !isTime(rest) {
		return false, end >= 6
	}
	year := 4
	switch {
	case end == 8 || (end == 14 || end == 12) && rest == "":
	case end == 7:
		year = 3
	case end == 6:
		year = 2
	default:
		return false, true
	}
	p.n[0], _ = strconv.Atoi(text[:year])
	p.n[1], _ = strconv.Atoi(text[year : year+2])
	p.n[2], _ = strconv.Atoi(text[year+2 : year+4])
	p.w, p.count = [3]int{year, 2, 2}, 3
	if year == 2 {
		p.w[1] = 0 // yymmdd: the year is first, whatever the column does otherwise
	}
	return true, true
}

// isTime reports whether the rest of a text is a time of day, with a zone perhaps.
func isTime(rest string) bool {
	rest = strings.TrimLeft(rest, "T ")
	for _, half := range []string{"上午", "下午", "AM", "PM", "中午", "晚上", "凌晨"} {
		rest = strings.TrimLeft(strings.TrimPrefix(rest, half), " ")
	}
	end := 0
	for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
		end++
	}
	if end == 0 || end > 2 {
		return rest == "" || rest == "Z"
	}
	r, _ := decodeRune(rest[end:])
	return strings.ContainsRune(":時时點点", r) && r != 0 && len(rest) < 40
}

// resolve gives the numbers their meaning.
func (p dateParts) resolve(style Style, fallback string) (dateOf, bool) {
	a, b, c := p.n[0], p.n[1], p.n[2]
	exact := func(year, month, day int) (dateOf, bool) {
		t, ok := makeDate(year, month, day)
		return dateOf{day: t}, ok
	}
	switch {
	case p.month > 0 && p.w[0] >= 3: // 2024 Mar 5
		return exact(p.year(0), p.month, b)
	case p.month > 0: // 5 Mar 2024, Mar 5 2024
		return exact(p.year(1), p.month, a)
	case p.w[0] >= 3 || p.roc:
		return exact(p.year(0), b, c)
	case p.w[1] == 0: // yymmdd
		if style.ROC {
			return exact(1911+a, b, c)
		}
		d, ok := exact(2000+a, b, c)
		d.ambiguous = true
		return d, ok
	case p.w[2] == 3:
		return dateOf{}, false
	case p.w[2] == 4:
		if p.dotted {
			fallback = DayFirst // wherever dates have points, the day comes first
		}
		return lastYear(c, a, b, style.DateOrder, fallback)
	}
	return p.short(style, fallback)
}

// year is number i as a year: of four digits, of the Republic of China, or of two digits.
func (p dateParts) year(i int) int {
	switch n := p.n[i]; {
	case p.w[i] == 4 && !(p.roc && n < 1000):
		return n
	case p.w[i] == 3 || p.roc:
		return 1911 + n
	default:
		return century(n)
	}
}

// century makes a year of two digits one of four: 1970 to 2069.
func century(n int) int {
	if n < 70 {
		return 2000 + n
	}
	return 1900 + n
}

// lastYear reads a/b/year in the order of the column, or by the only reading
// that the calendar allows, or else in the fallback's order.
func lastYear(year, a, b int, order, fallback string) (dateOf, bool) {
	dayFirst, okDay := makeDate(year, b, a)
	monthFirst, okMonth := makeDate(year, a, b)
	switch {
	case order == DayFirst:
		return dateOf{day: dayFirst}, okDay
	case order == MonthFirst:
		return dateOf{day: monthFirst}, okMonth
	case okDay && okMonth:
		ambiguous := a != b
		if fallback == DayFirst {
			return dateOf{dayFirst, ambiguous}, true
		}
		return dateOf{monthFirst, ambiguous}, true
	case okDay:
		return dateOf{day: dayFirst}, true
	}
	return dateOf{day: monthFirst}, okMonth
}

// short reads three numbers of at most two digits: the year is first unless the
// column or the fallback says otherwise or it would be no date.
func (p dateParts) short(style Style, fallback string) (dateOf, bool) {
	a, b, c := p.n[0], p.n[1], p.n[2]
	if style.ROC {
		t, ok := makeDate(1911+a, b, c)
		return dateOf{day: t}, ok
	}
	order := style.DateOrder
	yearFirst, okYear := makeDate(century(a), b, c)
	if order == YearFirst {
		return dateOf{day: yearFirst}, okYear
	}
	if order == "" && okYear && fallback != DayFirst && fallback != MonthFirst {
		return dateOf{yearFirst, true}, true
	}
	d, ok := lastYear(century(c), a, b, order, fallback)
	if !ok && order == "" {
		return dateOf{yearFirst, false}, okYear
	}
	d.ambiguous = d.ambiguous || order == "" && okYear
	return d, ok
}
