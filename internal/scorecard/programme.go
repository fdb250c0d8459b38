package scorecard

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/maypok86/otter/v2"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
)

// Programme is a version of what counts, how much, between which bounds, and for whom. It is in force for the
// periods that begin on its day or later, until a later one's that is for the same distributor. Version 0 is none.
type Programme struct {
	Version                int
	Name                   string
	From                   time.Time
	GradeA, GradeB, GradeC decimal.Decimal
	Rules                  []Rule // in the order of the card
	Deductions             []Deduction
	Eligibility            Eligibility
	PublishedAt            time.Time
	PublishedBy            *uuid.UUID // nil for the first
	WithdrawnAt            *time.Time // before it came into force
}

// Deduction is what is taken off a composite for each of a kind of reason, and how much at most in a period.
type Deduction struct {
	Key    string          `json:"key"`
	Points decimal.Decimal `json:"points"`
	Most   decimal.Decimal `json:"most"`
}

// The kinds of reasons to take points off: a case that was decided against the distributor and enforced, a
// formal warning that stands, and a month reported late or not.
const (
	UpheldConflict = "upheld_conflict"
	Warning        = "warning"
	LateReport     = "late_report"
)

// Eligibility says who a programme is for: those that every filled list holds.
type Eligibility struct {
	Tiers        []string
	ChannelTypes []string    // with one of them
	Territories  []uuid.UUID // assigned within one of them in the period
}

// Rule is how one metric counts in a programme.
type Rule struct {
	Key     string          `json:"key"`
	Weight  decimal.Decimal `json:"weight"`
	Month   Bounds          `json:"month"`
	Quarter Bounds          `json:"quarter"`
	Year    Bounds          `json:"year"`
}

// Bounds are the rule's for a kind of period.
func (r Rule) Bounds(kind period.Kind) Bounds {
	switch kind {
	case period.Year:
		return r.Year
	case period.Quarter:
		return r.Quarter
	default:
		return r.Month
	}
}

// Grades.
const (
	GradeA = "A"
	GradeB = "B"
	GradeC = "C"
	GradeD = "D"
)

// Grade is the letter of a composite. It goes by the composite as shown, so that what reads 90.00 is
// never a B.
func (p Programme) Grade(composite decimal.Decimal) string {
	composite = composite.RoundBank(2)
	switch {
	case composite.GreaterThanOrEqual(p.GradeA):
		return GradeA
	case composite.GreaterThanOrEqual(p.GradeB):
		return GradeB
	case composite.GreaterThanOrEqual(p.GradeC):
		return GradeC
	default:
		return GradeD
	}
}

const programmeColumns = `
SELECT p.version, p.name, p.valid_from, p.metrics, p.deductions, p.tiers, p.channel_types, p.territory_ids, p.grade_a, p.grade_b, p.grade_c,
  p.published_at, p.published_by, p.withdrawn_at`

type programmeRow struct {
	Version                int
	Name                   string
	ValidFrom              time.Time
	Metrics, Deductions    []byte
	Tiers, ChannelTypes    []string
	TerritoryIDs           []uuid.UUID
	GradeA, GradeB, GradeC decimal.Decimal
	PublishedAt            time.Time
	PublishedBy            *uuid.UUID
	WithdrawnAt            *time.Time
}

// readProgrammes collects programmes from rows of programmeColumns.
func readProgrammes(rows pgx.Rows) ([]Programme, error) {
	found, err := postgres.Rows[programmeRow](rows, nil)
	if err != nil {
		return nil, err
	}
	all := make([]Programme, len(found))
	for i, r := range found {
		if all[i], err = r.programme(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (r programmeRow) programme() (p Programme, err error) {
	p = Programme{Version: r.Version, Name: r.Name, From: r.ValidFrom, GradeA: r.GradeA, GradeB: r.GradeB, GradeC: r.GradeC,
		Eligibility: Eligibility{r.Tiers, r.ChannelTypes, r.TerritoryIDs},
		PublishedAt: r.PublishedAt, PublishedBy: r.PublishedBy, WithdrawnAt: r.WithdrawnAt}
	if p.Rules, err = readRules(r.Metrics); err != nil {
		return p, err
	}
	if err := json.Unmarshal(r.Deductions, &p.Deductions); err != nil {
		return p, fmt.Errorf("reading the scorecard programme's deductions: %w", err)
	}
	return p, nil
}

// writing names one writing of a programme's row: its version, the transaction that wrote it, and when it was published, in microseconds. A
// transaction's number is one server's; the time tells servers apart.
type writing struct {
	version int
	written uint32
	at      int64
}

// programmesKnown are the programmes that were read before, which nobody may change: there are few, and each card is weighed by one.
var programmesKnown = otter.Must(&otter.Options[writing, Programme]{MaximumSize: 500})

// readRules reads a programme's metrics. Returns an error for a metric that there is no formula for, and for bounds out of order.
func readRules(raw []byte) ([]Rule, error) {
	var rules []Rule
	if err := json.Unmarshal(raw, &rules); err != nil {
		return nil, fmt.Errorf("reading the scorecard programme: %w", err)
	}
	for _, r := range rules {
		m, known := metrics[r.Key]
		if !known {
			return nil, fmt.Errorf("the scorecard programme names the unknown metric %q", r.Key)
		}
		for _, b := range []Bounds{r.Month, r.Quarter, r.Year} {
			if !b.Ordered(m.HigherIsBetter) {
				return nil, fmt.Errorf("the scorecard programme has bounds of %q out of order", r.Key)
			}
		}
	}
	return rules, nil
}
