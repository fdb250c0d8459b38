package scorecard

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
)

// Frozen values read as JSON says that they are.
func TestFrozenValuesAreReadFromTheirText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{}`, `{"a": null}`, `{"mix_breadth": "100", "data_quality": null, "growth": "-12.50", "nps": "0"}`} {
		got, err := thawValues([]byte(text))
		if err != nil {
			t.Fatal(text, err)
		}
		var want map[string]decimal.NullDecimal
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Errorf("%s has %d values", text, len(got))
		}
		for metric, value := range want {
			if is, frozen := got.of(metric); !frozen || fmt.Sprint(is) != fmt.Sprint(value) {
				t.Errorf("%s: %s is %v, %v", text, metric, is, frozen)
			}
		}
		if value, frozen := got.of("other"); frozen || value.Valid {
			t.Errorf("%s: a metric that was not frozen is %v", text, value)
		}
	}
	for _, text := range []string{``, `null`, `{"a": "1"`, `{"a": "x"}`, `{"a": {"b": "1"}}`, `{"a"}`} {
		if got, err := thawValues([]byte(text)); err == nil {
			t.Errorf("%q reads as %v", text, got)
		}
	}
}
