package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/fault"
)

var smallFields = NewFields([]Info{
	{Field: "who", Group: "who", Code: true, Names: Names{Exact: []string{"Who"}}},
	{Field: "when", Group: "when", Style: DateStyle, Names: Names{Exact: []string{"When"}}},
}, nil)

func small(text string, each func(*Cells) error) error {
	return smallFields.Small(context.Background(), Source{Name: "small.csv", Size: int64(len(text)), R: bytes.NewReader([]byte(text))}, each)
}

func TestASmallFileIsReadAtOnce(t *testing.T) {
	t.Parallel()
	var rows []string
	err := small("A list,\n\nWho,When\nA,2026-01-02\n,\nWho,When\nB,2026-01-03,\n", func(c *Cells) error {
		rows = append(rows, fmt.Sprintf("%d %s %v", c.Record.Number, c.Cell(c.Place("who")), Rejected(c.Problems)))
		return nil
	})
	if got := strings.Join(rows, ", "); err != nil || got != "4 A false, 7 B false" {
		t.Errorf("rows: %s, %v", got, err)
	}
}

func TestASmallFileIsRefusedWhole(t *testing.T) {
	t.Parallel()
	for name, k := range map[string]struct{ text, key string }{
		"too many rows": {"Who,When\n" + strings.Repeat("A,2026-01-02\n", SmallRows+1), KeyTooManyRows},
		"too big":       {"Who,When\n" + strings.Repeat("x", smallBytes), KeyTooBig},
		"no rows":       {"Who,When\n", KeyNoRows},
		"empty":         {"", KeyEmpty},
	} {
		if err := small(k.text, func(*Cells) error { t.Errorf("%s: a row", name); return errors.New("enough") }); err == nil || fault.As(err).Key != k.key {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := small("Who,Other\nA,B\n", nil); err == nil || fault.As(err).Fields[0].Path != "mapping.when" {
		t.Errorf("a column is missing: %v", err)
	}
	stop := errors.New("stop")
	if err := small("Who,When\nA,2026-01-02\n", func(*Cells) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("what each returns: %v", err)
	}
}

// An outcome counts every row and tells the first problems, never what a cell says.
func TestAnOutcomeTellsTheFirstProblems(t *testing.T) {
	t.Parallel()
	var o Outcome
	for row := range int64(150) {
		o.Reject(row+2, []Problem{{Field: "who", Column: "Who", Key: KeyRequired, Value: "secret"}, {Field: "when", Key: KeyOldDate, Warning: true}, {Field: "when", Key: KeyUnreadableDate}})
	}
	if o.Rejected != 150 || len(o.Problems) != mostTold || o.Problems[0].Field != "Who" || o.Problems[1].Field != "when" || o.Problems[1].Key != KeyUnreadableDate || o.Problems[199].Row != 101 {
		t.Errorf("%d rows, %d problems, %+v, %+v", o.Rejected, len(o.Problems), o.Problems[:2], o.Problems[len(o.Problems)-1])
	}
	if strings.Contains(fmt.Sprint(o), "secret") {
		t.Error("the outcome tells what a cell says")
	}
}
