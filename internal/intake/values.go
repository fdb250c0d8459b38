package intake

import (
	"time"

	"github.com/shopspring/decimal"
)

// DateRange is which days a date may be, and how one that reads in two ways is read.
type DateRange struct {
	First, Last time.Time // UTC midnight; Last zero has no end
	Order       string    // DayFirst or MonthFirst; "" is MonthFirst
}

// Date reads the field's date; the zero time when there is none or it can't be used, which is noted.
func (c *Cells) Date(field *Place, in DateRange) time.Time {
	value := c.Value(field)
	if value == "" {
		return time.Time{}
	}
	d, ok := parseDate(value, field.Style, in.Order)
	switch {
	case !ok:
		c.Reject(field, KeyUnreadableDate, map[string]any{"order": field.Style.DateOrder})
		return time.Time{}
	case !in.Last.IsZero() && d.day.After(in.Last):
		c.Reject(field, KeyFutureDate, map[string]any{"date": d.day.Format(time.DateOnly), "today": in.Last.Format(time.DateOnly)})
		return time.Time{}
	case d.day.Before(in.First):
		c.Reject(field, KeyOldDate, map[string]any{"date": d.day.Format(time.DateOnly), "min": in.First.Format(time.DateOnly)})
		return time.Time{}
	case d.ambiguous:
		c.Warn(field, KeyAmbiguousDate, map[string]any{"read": d.day.Format(time.DateOnly)})
	}
	return d.day
}

// IsDay reports whether the field's cell is written for the day. It notes nothing.
func (c *Cells) IsDay(field *Place, order string, day time.Time) bool {
	d, ok := parseDate(Clean(c.Cell(field)), field.Style, order)
	return ok && d.day.Equal(day)
}

// maxAmount is the first number that a row must not have.
var maxAmount = decimal.New(1, 13)

// Number reads the field's number. It gives false when there is none or it
// can't be used, which is noted.
func (c *Cells) Number(field *Place) (Number, bool) {
	if field.Index < 0 {
		return Number{}, false
	}
	value := c.Value(field)
	if value == "" {
		return Number{}, false
	}
	comma := field.Style.DecimalComma && !c.Record.isNumber(field.Index)
	n, ok := ParseNumber(value, comma)
	if !ok {
		c.RejectNumber(field)
		return Number{}, false
	}
	if n.Value.NumDigits() > 12 && n.Value.Abs().Cmp(maxAmount) >= 0 {
		c.Reject(field, KeyNumberRange, map[string]any{"max": maxAmount.String()})
		return Number{}, false
	}
	if field.Style.EitherWay && n.Value.Exponent() < 0 && !c.Record.isNumber(field.Index) && readsEitherWay(value) {
		c.Warn(field, KeyAmbiguousNumber, map[string]any{"read": n.Value.String()})
	}
	return n, true
}

// RejectNumber notes that the field is no number, and how its column writes them.
func (c *Cells) RejectNumber(field *Place) {
	example := "1,234.56"
	if field.Style.DecimalComma && !c.Record.isNumber(field.Index) {
		example = "1.234,56"
	}
	c.Reject(field, KeyNumber, map[string]any{"example": example})
}

// Channel reads a channel type, "" when the cell says nothing or a word that is none, which is noted.
func (c *Cells) Channel(field *Place) string {
	value := c.Text(field, 60)
	if value == "" {
		return ""
	}
	channel, ok := c.words[value]
	if !ok {
		channel = ChannelOf(value)
		if len(c.words) < 1000 {
			c.words[value] = channel
		}
	}
	if channel == "" {
		c.Reject(field, KeyChannel, map[string]any{"allowed": ChannelTypes})
	}
	return channel
}
