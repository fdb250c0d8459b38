package graph_test

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// hasWords fails the test unless the key has words in each language.
func hasWords(t *testing.T, key string) {
	t.Helper()
	for _, language := range []string{"en", "zh-Hant", "zh-Hans"} {
		words := map[string]string{}
		text, err := os.ReadFile("../web/src/shared/i18n/locales/" + language + "/faults.json")
		if err == nil {
			err = json.Unmarshal(text, &words)
		}
		if err != nil || words[key] == "" {
			t.Errorf("%s has no words in %s, %v", key, language, err)
		}
	}
}

// A programme that can't be is refused with the field, and what would be right.
func TestProgrammesThatCantBeSayWhy(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	manager := g.As("channel_manager", "BRAND")
	g.As("brand_admin", "BRAND").Do(t, closeIt, object{"p": "2024-03"}).Want(t, "")
	rule := func(weight, floor, target, stretch any) object {
		b := object{"floor": floor, "target": target, "stretch": stretch}
		return object{"rules": []object{{"key": "data_quality", "weight": weight, "month": b, "quarter": b, "year": b}}}
	}
	for name, c := range map[string]struct {
		from         string
		more         object
		path, key    string
		param, value string
	}{
		"weights of 99.9":      {"2099-01-01", rule("99.9", "90", "95", "99"), "input.programme.rules", "programme.weights", "sum", "99.9"},
		"weights of 101":       {"2099-01-01", rule("101", "90", "95", "99"), "input.programme.rules", "programme.weights", "sum", "101"},
		"upside down":          {"2099-01-01", rule("100", "99", "95", "90"), "input.programme.rules.0.month", "programme.boundsUp", "", ""},
		"a closed month":       {"2024-03-15", rule("100", "90", "95", "99"), "input.programme.from", "programme.closed", "earliest", "2024-04-01"},
		"NaN":                  {"2099-01-01", rule("NaN", "90", "95", "99"), "input.programme.rules.0.weight", "scalar.decimal", "value", "NaN"},
		"Infinity":             {"2099-01-01", rule("100", "90", "95", "Infinity"), "input.programme.rules.0.month.stretch", "scalar.decimal", "value", "Infinity"},
		"minus infinity":       {"2099-01-01", rule("100", "-Inf", "95", "99"), "input.programme.rules.0.month.floor", "scalar.decimal", "value", "-Inf"},
		"more than is counted": {"2099-01-01", rule("1e400", "90", "95", "99"), "input.programme.rules.0.weight", "scalar.decimal", "value", "1e400"},
	} {
		answer := manager.Do(t, setProgramme, object{"p": qualityAlone(c.from, c.more)}).Want(t, "INVALID")
		found := false
		for _, f := range answer.Errors[0].Extensions.Fields {
			found = found || f.Path == c.path && f.Key == c.key && (c.param == "" || fmt.Sprint(f.Params[c.param]) == c.value)
		}
		if !found {
			t.Errorf("%s: %s\nwant %s %s with %s %s", name, answer.Body, c.path, c.key, c.param, c.value)
		}
		hasWords(t, c.key)
	}
}

// A card divides by nothing, and says who was there for a part of its period.
func TestCardsSayWhatTheyLack(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	north, south := g.Organization("NORTH"), g.Organization("SOUTH")
	g.Exec(`UPDATE distributors SET joined_on = '2024-02-10' WHERE id = $1`, north)
	g.Exec(`UPDATE distributors SET left_on = '2024-02-10' WHERE id = $1`, south)
	g.Exec(`DELETE FROM targets`)
	g.Exec(`INSERT INTO sales_by_line VALUES ($1, '2024-02-01', $2, 1, 1, 500)`, north, g.ID("TOOLS"))
	for id, note := range map[string]string{typeid.Format(typeid.Distributor, north): "scorecard.note.joined", typeid.Format(typeid.Distributor, south): "scorecard.note.left"} {
		var data struct {
			Scorecard struct {
				Notes   []struct{ Key, Params string }
				Metrics []struct {
					Key         string
					Value       *string
					Explanation struct{ NoData *struct{ Key string } }
				}
			}
		}
		g.As("brand_admin", "BRAND").Do(t, `query($id: ID!) { scorecard(distributorId: $id, period: "2024-Q1") { notes { key } metrics { key value explanation { noData { key } } } } }`, object{"id": id}).Into(t, &data)
		if len(data.Scorecard.Notes) != 1 || data.Scorecard.Notes[0].Key != note {
			t.Errorf("the notes are %v, want %s", data.Scorecard.Notes, note)
		}
		hasWords(t, note)
		without := 0
		for _, m := range data.Scorecard.Metrics {
			if (m.Value == nil) != (m.Explanation.NoData != nil) {
				t.Errorf("%s: %v, %v", m.Key, m.Value, m.Explanation.NoData)
			}
			if (m.Key == "revenue_attainment" || m.Key == "revenue_growth") && m.Value == nil {
				without++
				hasWords(t, m.Explanation.NoData.Key)
			}
		}
		if without != 2 {
			t.Errorf("without a target and a year before, %d of attainment and growth have no value", without)
		}
	}
}

// Of two restatements of a month at once one is opened, and the other is told.
func TestOfTwoRestatementsAtOnceOneIsOpened(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, closeIt, object{"p": "2024-01"}).Want(t, "")
	var answers [2]*graphtest.Response
	var both sync.WaitGroup
	for i := range answers {
		both.Go(func() {
			answers[i] = admin.Do(t, restateIt, object{"in": object{"distributorId": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "period": "2024-01", "reason": "late"}})
		})
	}
	both.Wait()
	if a, b := answers[0].Key()+answers[1].Key(), answers[0].Code()+answers[1].Code(); a != "restatement.open" || b != "CONFLICT" {
		t.Errorf("%s\n%s", answers[0].Body, answers[1].Body)
	}
	hasWords(t, "restatement.open")
}
