package scorecard

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

// Review is what a channel manager thinks of a distributor in a period, by the rubric: 1 to 5 each. One counts for a period; those that
// it took the place of are kept.
type Review struct {
	DistributorID uuid.UUID
	ID            uuid.UUID
	Period        period.Period
	Communication int
	Service       int
	Commitment    int
	Comment       string
	Reviewer      string // the person's name, to whoever may know it; else the brand's
	WrittenAt     time.Time
	ReplacedAt    *time.Time
}

// NodeID is the review's id outside.
func (r Review) NodeID() string { return typeid.Format(typeid.Review, r.ID) }

// NewReview is a review to write.
type NewReview struct {
	DistributorID uuid.UUID
	Period        period.Period
	Communication int
	Service       int
	Commitment    int
	Comment       string
}

// Check names all that is wrong with what is written, as far as it tells by itself.
func (n NewReview) Check() error {
	var fields fault.Fields
	for _, mark := range []struct {
		field string
		mark  int
	}{{"communication", n.Communication}, {"service", n.Service}, {"commitment", n.Commitment}} {
		if mark.mark < 1 || mark.mark > 5 {
			fields.Add(mark.field, "value.range", fault.Params{"min": 1, "max": 5})
		}
	}
	checkWords(&fields, "comment", n.Comment)
	return fields.Err()
}

// longestWords is how many characters somebody may write to a distributor, or it to the brand.
const longestWords = 2000

// checkWords wants words that people can read, in several lines perhaps: not empty and not too long.
func checkWords(fields *fault.Fields, path, text string) {
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		fields.Add(path, "required", nil)
	case n > longestWords || !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		fields.Add(path, "text.length", fault.Params{"min": 1, "max": longestWords})
	}
}

// begun notes a period that lies wholly to come.
func begun(fields *fault.Fields, p period.Period, today time.Time) {
	if p.Start.After(today) {
		fields.Add("period", "period.notBegun", fault.Params{"period": p.String()})
	}
}
