package partner

import (
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
)

// Settings are the brand's, which each amount and due day depends on.
type Settings struct {
	BrandID      uuid.UUID
	BaseCurrency string
	TimeZone     string
	ReportDueDay int // reports for a month are due by this day of the next
}

// Brand is a brand to begin with.
type Brand struct {
	Name         string
	BaseCurrency string
	TimeZone     string
	ReportDueDay int // 10 when 0
}

func (b Brand) check() error {
	var fields fault.Fields
	CheckText("name", b.Name, true, MaxName, fields.Add)
	CheckCurrency("baseCurrency", b.BaseCurrency, fields.Add)
	if _, err := time.LoadLocation(b.TimeZone); err != nil || b.TimeZone == "" || b.TimeZone == "Local" {
		fields.Add("timeZone", "timeZone.unknown", fault.Params{"value": b.TimeZone})
	}
	if b.ReportDueDay < 1 || b.ReportDueDay > 28 {
		fields.Add("reportDueDay", "value.range", fault.Params{"min": 1, "max": 28})
	}
	return fields.Err()
}

// NextDue gives the next day by which sales are to be reported; the day itself is in time.
func (s Settings) NextDue(today time.Time) time.Time {
	due := time.Date(today.Year(), today.Month(), s.ReportDueDay, 0, 0, 0, 0, time.UTC)
	if today.Day() > s.ReportDueDay {
		due = due.AddDate(0, 1, 0) // a due day is 28 at most, so each month has it
	}
	return due
}
