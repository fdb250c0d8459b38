package scorecard

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// A pack says what screens say, in each language, and has a word for all that a card may name.
func TestPacksSpeakAsScreensDo(t *testing.T) {
	t.Parallel()
	for _, language := range Languages {
		screens := map[string]string{}
		for _, file := range []string{"common", "faults", "scorecards"} {
			raw, err := os.ReadFile("../../web/src/shared/i18n/locales/" + language + "/" + file + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(raw, &screens); err != nil {
				t.Fatal(err)
			}
		}
		w := wordsIn(language)
		for key, text := range w {
			if !strings.HasPrefix(key, "pack.") && screens[key] != text {
				t.Errorf("%s: %s is %q on screens and %q in packs", language, key, screens[key], text)
			}
		}
		for key, text := range screens {
			for _, shared := range []string{"metric.", "band.", "input.", "scorecard.formula.", "scorecard.noData.", "scorecard.exclusion.", "scorecard.note.", "scorecard.caveat.", "scorecard.deduction."} {
				if _, ok := w[key]; !ok && strings.HasPrefix(key, shared) && (shared != "metric." || metrics[strings.TrimPrefix(key, shared)].Key != "") {
					t.Errorf("%s: packs have no word for %s, %q", language, key, text)
				}
			}
		}
	}
	if got := wordsIn("de").say("band.TOP"); got != "Best quarter" {
		t.Errorf("in a language of no words it is %q", got)
	}
	if got := wordsIn("en").message(Message{Key: "scorecard.deduction.late_report", Params: map[string]any{"month": "2026-03"}}); got != "Report of 2026-03 late or missing" {
		t.Errorf("a message reads %q", got)
	}
}
