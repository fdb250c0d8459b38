package intake

import (
	"io"
	"strconv"
	"strings"
	"time"
)

// cellFormat is what a number format makes of a number.
type cellFormat struct {
	date    bool // the number is a day, or a moment
	time    bool // it is a time of day only
	pad     int  // "00000": leading zeros up to this many digits
	percent bool // 0.15 is shown as 15%
}

// readFormats reads the number formats of a workbook's cell styles, in their order.
func readFormats(part io.Reader) ([]cellFormat, error) {
	custom := map[int]string{}
	var formats []cellFormat
	x := newXMLScanner(part)
	inCells := false
	for {
		err := x.next()
		if err == io.EOF {
			return formats, nil
		}
		if err != nil {
			return nil, err
		}
		switch string(x.name) {
		case "numFmt":
			if id, err := strconv.Atoi(string(x.attr("numFmtId"))); x.kind == xmlStart && err == nil && len(custom) < maxFormats {
				custom[id] = x.attrText("formatCode")
			}
		case "cellXfs":
			inCells = x.kind == xmlStart
		case "xf":
			if inCells && x.kind == xmlStart && len(formats) < maxFormats {
				id, _ := strconv.Atoi(string(x.attr("numFmtId")))
				formats = append(formats, formatOf(id, custom[id]))
			}
		}
	}
}

// formatOf classes a number format by its id or, when it is the workbook's own, by its code.
func formatOf(id int, code string) cellFormat {
	switch {
	case code != "":
		return formatOfCode(code)
	case id == 9 || id == 10:
		return cellFormat{percent: true}
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return cellFormat{date: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return cellFormat{time: true}
	}
	return cellFormat{}
}

// formatOfCode reads the first section of a format code, without literals,
// colours and conditions. The letter e stands for a year in Asian calendars.
func formatOfCode(code string) cellFormat {
	var letters strings.Builder
	for i := 0; i < len(code) && code[i] != ';'; i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				end = len(code) - i - 1
			}
			switch strings.ToLower(code[i : i+end+1]) {
			case "[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]":
				letters.WriteByte('h')
			}
			i += end
		case '\\', '_', '*':
			i++
		default:
			letters.WriteByte(c)
		}
	}
	text := strings.ToLower(strings.TrimSpace(letters.String()))
	if len(text) > 1 && strings.Trim(text, "0") == "" {
		return cellFormat{pad: len(text)}
	}
	if strings.HasSuffix(text, "%") {
		return cellFormat{percent: true}
	}
	for _, number := range []string{"general", "e+", "e-", "#", "?"} {
		if strings.Contains(text, number) {
			return cellFormat{}
		}
	}
	switch {
	case strings.ContainsAny(text, "yde"), strings.Contains(text, "m") && !strings.ContainsAny(text, "hs"):
		return cellFormat{date: true}
	case strings.ContainsAny(text, "hs"):
		return cellFormat{time: true}
	}
	return cellFormat{}
}

// appendNumber appends the number that a cell holds as its format means it:
// dates in ISO form, others in plain digits of the 15 that Excel knows, so that
// 0.1+0.2 is 0.3 and 1.23E+12 is 1230000000000. What is no number is appended as it is.
func appendNumber(dst, raw []byte, format cellFormat, date1904 bool) []byte {
	if format == (cellFormat{}) && plainNumber(raw) {
		return append(dst, raw...)
	}
	value, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return append(dst, raw...)
	}
	if format.date || format.time {
		if moment, ok := fromSerial(value, date1904); ok {
			return appendMoment(dst, moment, format.time && value < 1)
		}
	}
	if format.percent {
		return append(appendPlain(dst, value*100), '%')
	}
	from := len(dst)
	dst = appendPlain(dst, value)
	if missing := format.pad - (len(dst) - from); missing > 0 && value >= 0 {
		zeros := strings.Repeat("0", missing)
		dst = append(dst[:from], append([]byte(zeros), dst[from:]...)...)
	}
	return dst
}

// plainNumber reports whether raw is digits, with a sign and a point perhaps,
// that need no rounding.
func plainNumber(raw []byte) bool {
	if len(raw) > 0 && raw[0] == '-' {
		raw = raw[1:]
	}
	if len(raw) == 0 || len(raw) > 15 {
		return false
	}
	point := false
	for _, c := range raw {
		switch {
		case c == '.' && !point:
			point = true
		case c < '0' || c > '9':
			return false
		}
	}
	return true
}

// appendPlain appends a number of 15 significant digits without an exponent.
func appendPlain(dst []byte, value float64) []byte {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	if err != nil || rounded > 1e30 || rounded < -1e30 || rounded != 0 && rounded < 1e-30 && rounded > -1e-30 {
		return strconv.AppendFloat(dst, value, 'g', -1, 64)
	}
	return strconv.AppendFloat(dst, rounded, 'f', -1, 64)
}

// fromSerial is the moment that Excel means by a number of days: since 1904, or
// since 1900 with its 29 February of that year, which never was.
func fromSerial(serial float64, date1904 bool) (time.Time, bool) {
	if serial < 0 || serial >= 2958466 {
		return time.Time{}, false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 61:
		epoch = epoch.AddDate(0, 0, 1)
	}
	days := int(serial)
	seconds := int((serial-float64(days))*86400 + 0.5)
	return epoch.AddDate(0, 0, days).Add(time.Duration(seconds) * time.Second), true
}

// appendMoment appends a date, with the time when there is one, or the time alone.
func appendMoment(dst []byte, moment time.Time, timeOnly bool) []byte {
	switch {
	case timeOnly:
		return moment.AppendFormat(dst, time.TimeOnly)
	case moment.Hour() == 0 && moment.Minute() == 0 && moment.Second() == 0:
		return moment.AppendFormat(dst, time.DateOnly)
	}
	return moment.AppendFormat(dst, time.DateTime)
}
