package scorecard

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/scope"
)

// span is what the statements of numbers are bounded by.
type span struct {
	ids     []uuid.UUID
	periods []period.Period // oldest first; the last is the card's
	now     time.Time
}

func (s span) last() period.Period { return s.periods[len(s.periods)-1] }

// arg is what a name in the statements stands for.
func (s span) arg(name string) any {
	switch name {
	case "ids":
		return s.ids
	case "kind": // of periods to sum up by
		return string(s.last().Kind)
	case "since": // the first day of the oldest period that one is compared with
		return s.periods[0].LastYear().Start
	case "from":
		return s.periods[0].Start
	case "last":
		return s.last().Start
	case "until":
		return s.last().Next()
	case "now":
		return s.now
	case "within":
		return kindsWithin(s.last().Kind)
	}
	starts, nexts := make([]time.Time, len(s.periods)), make([]time.Time, len(s.periods))
	for i, p := range s.periods {
		starts[i], nexts[i] = p.Start, p.Next()
	}
	if name == "starts" {
		return starts
	}
	return nexts
}

func (s span) args(names ...string) args {
	a := make(args, len(names))
	for _, name := range names {
		a[name] = s.arg(name)
	}
	return a
}

// kindsWithin are the kinds of periods that are no longer than the kind.
func kindsWithin(kind period.Kind) []string {
	all := []string{string(period.Month), string(period.Quarter), string(period.Year)}
	return all[:slices.Index(all, string(kind))+1]
}

// absent is how many months of the period were over before the distributor joined, or begun after it left.
func (s seen) absent(p period.Period) (months int) {
	for i := range p.Months() {
		month := period.Period{Kind: period.Month, Start: p.Start}.Shift(i)
		if s.JoinedOn.After(month.Last()) || s.LeftOn != nil && s.LeftOn.Before(month.Start) {
			months++
		}
	}
	return months
}

// numbers are what a reading says of a distributor in a period, in the order of its columns.
type numbers struct {
	counts []int64
	sums   [2]decimal.NullDecimal
	days   []time.Time
}

// reading is how a source is read: by sql, the scope's condition on column, and end, which give a distributor_id, a start and the columns.
type reading struct {
	of               source
	sql, column, end string
	names            string // of arguments
	counts           string // columns that are whole numbers
	sums             string // up to two that are amounts
	days             string // one that is an array of days
	take             func(*Inputs, numbers)
}

// opening puts what the reading gives into the columns that all have.
func (r reading) opening() string {
	or := func(column, none string) string {
		if column == "" {
			return none
		}
		return column
	}
	first, second, _ := strings.Cut(r.sums, ", ")
	return fmt.Sprintf("SELECT %d, distributor_id, start, ARRAY[%s]::bigint[], %s::numeric, %s::numeric, %s::date[] FROM (",
		r.of, r.counts, or(first, "NULL"), or(second, "NULL"), or(r.days, "NULL"))
}

// prepared is a reading whose parts are at hand.
type prepared struct {
	reading
	opening string
	names   []string
}

// bySource are the readings, in the order of their sources' bits.
var bySource = func() (all []prepared) {
	for i, r := range readings {
		if r.of != 1<<i {
			panic(fmt.Sprintf("reading %d is of source %b", i, r.of)) // they are written down here
		}
		all = append(all, prepared{r, r.opening(), strings.Fields(r.names)})
	}
	return all
}()

// queueNumbers asks for what comes of the sources in all of the periods. All but cases and warnings, which are lists, is one statement:
// what each part costs beside its rows is paid once.
func (f *facts) queueNumbers(b *batch, s span, of source) {
	a := s.args("ids")
	_ = b.sc.Where("", a) // its argument is the same for all
	for _, r := range bySource {
		if of&r.of == 0 {
			continue
		}
		for _, name := range r.names {
			a[name] = s.arg(name)
		}
	}
	if text := numbersSQL(of, s.last().Kind, b.sc); text != "" {
		b.plain(text, a, f.takeNumbers)
	}
	if of&ofCases != 0 {
		f.queueCases(b, s)
	}
	if of&ofWarnings != 0 {
		f.queueWarnings(b, s)
	}
}

// numbersTexts are the statements that were written before: as many as there are programmes, kinds and reaches.
var numbersTexts sync.Map

// targetsOf are the rows that targetsOfKindSQL has for a kind of period.
var targetsOf = map[period.Kind]string{period.Month: "said WHERE kind = 'month'", period.Quarter: "quarters", period.Year: "years"}

// numbersSQL is the statement of the sources' numbers for periods of the kind within the scope, "" when none of them has any.
func numbersSQL(of source, kind period.Kind, sc scope.Scope) string {
	type asked struct {
		of    source
		kind  period.Kind
		reach scope.Reach
	}
	if known, ok := numbersTexts.Load(asked{of, kind, sc.Reach}); ok {
		return known.(string)
	}
	var parts []string
	for _, r := range bySource {
		if of&r.of != 0 {
			parts = append(parts, r.opening+r.sql+sc.Where(r.column, args{})+strings.ReplaceAll(r.end, "{targets}", targetsOf[kind])+") r")
		}
	}
	text := strings.Join(parts, "\nUNION ALL ")
	numbersTexts.Store(asked{of, kind, sc.Reach}, text)
	return text
}

// takeNumbers hands each row to the reading that it is of.
func (f *facts) takeNumbers(rows pgx.Rows) error {
	var of int32
	var k key
	var n numbers
	_, err := pgx.ForEachRow(rows, []any{&of, &k.Distributor, &k.Start, &n.counts, &n.sums[0], &n.sums[1], &n.days}, func() error {
		bySource[bits.TrailingZeros32(uint32(of))].take(f.at(k.Distributor, k.Start), n)
		return nil
	})
	return err
}
