package rules_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/conflict/rules"
)

var argument = regexp.MustCompile(`@([a-zA-Z]+)`)

// TestEveryRuleIsOneFileAndOneTest holds the table against the folder, and the queries against what they are given.
func TestEveryRuleIsOneFileAndOneTest(t *testing.T) {
	t.Parallel()
	for _, r := range slices.Concat(rules.All, rules.Warnings) {
		for _, suffix := range []string{".go", "_test.go"} {
			if _, err := os.Stat(strings.ToLower(r.Name) + suffix); err != nil {
				t.Error(err)
			}
		}
		given := map[string]bool{"since": true, "before": true, "distributor": true}
		for _, v := range r.Values {
			given[v.Key] = true
			if !v.Holds(v.Default) {
				t.Errorf("%s: the default of %s is out of its bounds", r.Name, v.Key)
			}
		}
		for _, f := range r.Finds {
			asked := map[string]bool{}
			for _, m := range argument.FindAllStringSubmatch(f.SQL, -1) {
				if asked[m[1]] = true; !given[m[1]] {
					t.Errorf("%s asks for @%s, which nobody gives", r.Name, m[1])
				}
			}
			if !asked["since"] && !r.Signals {
				t.Errorf("%s doesn't mind the days of its setting", r.Name)
			}
		}
	}
}

func TestValuesHoldWithinBounds(t *testing.T) {
	t.Parallel()
	days := rules.Value{Unit: rules.Days, Least: "0", Most: "60"}
	choice := rules.Value{Unit: rules.Choice, Choices: []string{"A", "B"}}
	percent := rules.Value{Unit: rules.Percent, Least: "0", Most: "50"}
	for _, c := range []struct {
		value rules.Value
		text  string
		want  bool
	}{{days, "0", true}, {days, "60", true}, {days, "61", false}, {days, "-1", false}, {days, "2.5", false}, {days, "many", false}, {days, "", false},
		{choice, "A", true}, {choice, "C", false}, {percent, "2.5", true}, {percent, "50.01", false}, {percent, "1e400000", false}} {
		if got := c.value.Holds(c.text); got != c.want {
			t.Errorf("%q of %v: %t", c.text, c.value, got)
		}
	}
}
