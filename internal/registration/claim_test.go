package registration

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func on(text string) *time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return &t
}

// paths are the fields at fault, "" for none.
func paths(err error) string {
	var all []string
	if err != nil {
		for _, f := range fault.As(err).Fields {
			all = append(all, strings.TrimPrefix(f.Path, "input."))
		}
	}
	return strings.Join(all, " ")
}

func TestWhatIsWrongWithANewRegistrationIsNamed(t *testing.T) {
	t.Parallel()
	amount := func(text string) *decimal.Decimal { d := decimal.RequireFromString(text); return &d }
	for name, k := range map[string]struct {
		n    NewRegistration
		want string
	}{
		"nothing said":           {NewRegistration{}, ""},
		"all said":               {NewRegistration{ExpectedAmount: amount("12.5"), ExpectedOn: on("2026-03-10"), Activities: []NewActivity{{Kind: "CALL", HappenedOn: *on("2026-03-10"), Text: "x"}}}, ""},
		"too long":               {NewRegistration{Site: strings.Repeat("x", 201), Note: strings.Repeat("客", 2001)}, "site note"},
		"a negative amount":      {NewRegistration{ExpectedAmount: amount("-1")}, "expectedAmount"},
		"an amount too large":    {NewRegistration{ExpectedAmount: amount("100000000000000")}, "expectedAmount"},
		"an amount too fine":     {NewRegistration{ExpectedAmount: amount("1.00001")}, "expectedAmount"},
		"expected long ago":      {NewRegistration{ExpectedOn: on("2026-03-09")}, "expectedOn"},
		"expected far ahead":     {NewRegistration{ExpectedOn: on("2031-03-12")}, "expectedOn"},
		"work to come":           {NewRegistration{Activities: []NewActivity{{Text: "x", HappenedOn: *on("2026-03-12")}}}, "activities.0.happenedOn"},
		"work that says nothing": {NewRegistration{Activities: []NewActivity{{Text: "x", HappenedOn: *on("2026-03-01")}, {Text: "  ", HappenedOn: *on("2026-03-01")}}}, "activities.1.text"},
		"too much work":          {NewRegistration{Activities: make([]NewActivity, 51)}, "activities"},
	} {
		if got := paths(k.n.check(noon)); !strings.HasPrefix(got, k.want) || k.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", name, got, k.want)
		}
	}
}

func TestOnlyWhatWasAskedForMayChange(t *testing.T) {
	t.Parallel()
	text := func(s string) *string { return &s }
	other := uuid.New()
	base := Registration{AccountID: uuid.New(), ProductLineID: uuid.New(), Site: "A", ExpectedAmount: decimal.NewFromInt(5), ExpectedOn: on("2026-05-01"), Note: "n", SubmittedAt: on("2026-03-01")}
	five, six := decimal.RequireFromString("5.00"), decimal.NewFromInt(6)
	for name, k := range map[string]struct {
		state   State
		asked   []string
		in      Changes
		changed string
		refused string
	}{
		"a draft, anything":              {Draft, nil, Changes{AccountID: &other, Site: text("B"), ExpectedAmount: &six}, "ACCOUNT SITE EXPECTED_AMOUNT", ""},
		"what was asked for":             {ActionRequired, []string{FieldNote}, Changes{Note: text("m")}, "NOTE", ""},
		"something else":                 {ActionRequired, []string{FieldNote}, Changes{Note: text("m"), Site: text("B"), ExpectedAmount: &six}, "SITE EXPECTED_AMOUNT NOTE", "site expectedAmount"},
		"something else, as it was":      {ActionRequired, []string{FieldNote}, Changes{Note: text("m"), Site: text("A"), ExpectedAmount: &five, ExpectedOn: on("2026-05-01")}, "NOTE", ""},
		"another customer":               {ActionRequired, []string{FieldAccount}, Changes{AccountID: &other}, "ACCOUNT", ""},
		"another line that wasn't asked": {ActionRequired, []string{FieldAccount}, Changes{ProductLineID: &other, ExpectedOn: on("2026-06-01")}, "PRODUCT_LINE EXPECTED_ON", "productLineId expectedOn"},
	} {
		r := base
		r.State, r.RequestedFields = k.state, k.asked
		changed, err := k.in.apply(&r, noon)
		if got := strings.Join(changed, " "); got != k.changed || paths(err) != k.refused {
			t.Errorf("%s: changed %q, refused %q; want %q, %q", name, got, paths(err), k.changed, k.refused)
		}
		if again := r.AccountID != base.AccountID || r.ProductLineID != base.ProductLineID; again != r.SubmittedAt.Equal(noon) {
			t.Errorf("%s: it counts from %v", name, r.SubmittedAt)
		}
	}
}

func TestWhatAWholeRegistrationLacksIsNamed(t *testing.T) {
	t.Parallel()
	if got := paths(Registration{}.whole()); got != "expectedAmount expectedOn" {
		t.Errorf("nothing said: %q", got)
	}
	if err := (Registration{ExpectedAmount: decimal.New(1, -4), ExpectedOn: on("2026-05-01")}).whole(); err != nil {
		t.Errorf("whole: %v", err)
	}
}

func TestRemindersAreLeft(t *testing.T) {
	t.Parallel()
	until := *on("2026-06-30")
	for today, want := range map[string]string{"2026-04-01": "2026-05-31", "2026-05-30": "2026-05-31", "2026-05-31": "2026-06-16", "2026-06-10": "2026-06-16",
		"2026-06-16": "2026-06-23", "2026-06-22": "2026-06-23", "2026-06-23": "", "2026-07-01": ""} {
		got := ""
		if next := nextReminder(until, *on(today)); next != nil {
			got = next.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("on %s the next is on %q, want %q", today, got, want)
		}
	}
}
