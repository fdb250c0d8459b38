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
