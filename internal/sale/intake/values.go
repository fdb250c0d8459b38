package intake

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// nothing are the words by which systems write that there is no value.
var nothing = map[string]bool{
	"NULL": true, "(null)": true, `\N`: true, "NaN": true, "nan": true, "#N/A": true, "N/A": true, "n/a": true, "-": true, "--": true, "—": true, "–": true,
}

// excelErrors are what a broken formula shows.
var excelErrors = map[string]bool{"#REF!": true, "#VALUE!": true, "#DIV/0!": true, "#NAME?": true, "#NULL!": true, "#NUM!": true, "#SPILL!": true, "#CALC!": true}

// value is the field's cell without white space around it; "" when it says
// nothing, or when it can't be used, which is noted.
func (p *Parser) value(field *place) string {
	value := clean(p.cell(field))
	if len(value) == 0 {
		return ""
	}
	if len(value) <= 8 && nothing[value] {
		return ""
	}
	if value[0] == '#' && excelErrors[value] {
		p.reject(field, KeyCellError, nil)
		return ""
	}
	if value[0] == '=' && len(value) > 3 && value[1] == '"' && value[len(value)-1] == '"' {
		value = clean(strings.ReplaceAll(value[2:len(value)-1], `""`, `"`)) // ="00123" keeps zeros in a spreadsheet
	}
	if p.record.Garbled && strings.ContainsRune(value, utf8.RuneError) {
		p.reject(field, KeyGarbled, nil)
		return ""
	}
	return value
}

// text is a text on one line.
func (p *Parser) text(field *place, limit int) string {
	if field.index < 0 {
		return ""
	}
	return p.limited(field, oneLine(p.value(field)), limit)
}

// code is a text whose full-width letters and digits are made narrow.
func (p *Parser) code(field *place, limit int) string {
	if field.index < 0 {
		return ""
	}
	value := oneLine(fold(p.value(field)))
	if isRounded(value) {
		switch field.field {
		case InvoiceNumber, ProductCode, CustomerCode, CustomerTaxID:
			p.reject(field, KeyRounded, nil)
			return ""
		}
		p.warn(field, KeyRounded, nil)
	}
	return p.limited(field, value, limit)
}

// requiredCode is a code that must not be blank.
func (p *Parser) requiredCode(field *place) string {
	problems := len(p.problems)
	value := p.code(field, 100)
	if value == "" && len(p.problems) == problems {
		p.reject(field, KeyRequired, nil)
	}
	return value
}

// limited rejects a text of more characters than the limit.
func (p *Parser) limited(field *place, value string, limit int) string {
	if len(value) > limit && utf8.RuneCountInString(value) > limit {
		p.reject(field, KeyTooLong, map[string]any{"max": limit})
		return ""
	}
	return value
}

// oneLine puts a space for each run of control characters.
func oneLine(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, unicode.IsControl), " ")
}

// isRounded recognises what a spreadsheet makes of a long number: 4.71009E+12.
func isRounded(value string) bool {
	if len(value) < 5 || len(value) > 24 || value[0] < '1' || value[0] > '9' {
		return false
	}
	mantissa, exponent, ok := strings.Cut(value, "E+")
	if !ok || !allDigits(exponent) || len(exponent) > 2 {
		return false
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	return len(whole) == 1 && (fraction == "" || allDigits(fraction))
}

// oldest is the first day of sale that is taken for one.
var oldest = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// date reads the sale date; the zero time when it can't be used, which is noted.
func (p *Parser) date() time.Time {
	problems := len(p.problems)
	value := p.value(p.in.saleDate)
	if value == "" {
		if len(p.problems) == problems {
			p.reject(p.in.saleDate, KeyRequired, nil)
		}
		return time.Time{}
	}
	style := p.in.saleDate.style
	d, ok := parseDate(value, style, p.context.DateOrder)
	switch {
	case !ok:
		p.reject(p.in.saleDate, KeyUnreadableDate, map[string]any{"order": style.DateOrder})
		return time.Time{}
	case !p.context.Today.IsZero() && d.day.After(p.context.Today):
		p.reject(p.in.saleDate, KeyFutureDate, map[string]any{"date": d.day.Format(time.DateOnly), "today": p.context.Today.Format(time.DateOnly)})
		return time.Time{}
	case d.day.Before(oldest):
		p.reject(p.in.saleDate, KeyOldDate, map[string]any{"date": d.day.Format(time.DateOnly), "min": oldest.Format(time.DateOnly)})
		return time.Time{}
	case d.ambiguous:
		p.warn(p.in.saleDate, KeyAmbiguousDate, map[string]any{"read": d.day.Format(time.DateOnly)})
	}
	return d.day
}

// maxAmount is the first number that a row must not have.
var maxAmount = decimal.New(1, 13)

// number reads the field's number. It gives false when there is none or it
// can't be used, which is noted.
func (p *Parser) number(field *place) (number, bool) {
	if field.index < 0 {
		return number{}, false
	}
	value := p.value(field)
	if value == "" {
		return number{}, false
	}
	comma := field.style.DecimalComma && !p.record.isNumber(field.index)
	n, ok := parseNumber(value, comma)
	if !ok {
		example := "1,234.56"
		if comma {
			example = "1.234,56"
		}
		p.reject(field, KeyNumber, map[string]any{"example": example})
		return number{}, false
	}
	if n.value.NumDigits() > 12 && n.value.Abs().Cmp(maxAmount) >= 0 {
		p.reject(field, KeyNumberRange, map[string]any{"max": maxAmount.String()})
		return number{}, false
	}
	if field.style.EitherWay && n.value.Exponent() < 0 && !p.record.isNumber(field.index) && readsEitherWay(value) {
		p.warn(field, KeyAmbiguousNumber, map[string]any{"read": n.value.String()})
	}
	return n, true
}

// channel reads the channel type; the distributor's where the row names none.
func (p *Parser) channel() string {
	value := p.text(p.in.channelType, 60)
	if value == "" {
		return p.context.DefaultChannel
	}
	channel, ok := p.words[value]
	if !ok {
		channel = channelOf(value)
		if len(p.words) < 1000 {
			p.words[value] = channel
		}
	}
	if channel == "" {
		p.reject(p.in.channelType, KeyChannel, map[string]any{"allowed": ChannelTypes})
	}
	return channel
}
