package notify

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

var placeholder = regexp.MustCompile(`\{\w*\}`)

func TestEachNoticeHasItsWordsInEachLanguage(t *testing.T) {
	t.Parallel()
	en := languages["en"]
	for locale, w := range languages {
		for _, kind := range Kinds {
			for i, text := range w.Kinds[kind] {
				if text == "" {
					t.Errorf("%s: %s has no words", locale, kind)
				}
				if got, want := placeholder.FindAllString(text, -1), placeholder.FindAllString(en.Kinds[kind][i], -1); !slices.Equal(got, want) {
					t.Errorf("%s: %s has the placeholders %v, in English %v", locale, kind, got, want)
				}
				for _, name := range placeholder.FindAllString(text, -1) {
					if !slices.Contains([]string{"{days}", "{period}", "{version}"}, name) {
						t.Errorf("%s: %s shows %s", locale, kind, name)
					}
				}
			}
		}
		if len(w.Kinds) != len(Kinds) {
			t.Errorf("%s has words for %d kinds of %d", locale, len(w.Kinds), len(Kinds))
		}
		for name := range en.Rules {
			if w.Rules[name] == "" {
				t.Errorf("%s has no word for %s", locale, name)
			}
		}
		for name := range en.Severities {
			if w.Severities[name] == "" {
				t.Errorf("%s has no word for %s", locale, name)
			}
		}
		for _, text := range []string{w.Greeting, w.OpenHere, w.Rule, w.Severity, w.Due, w.Choice, w.SeveralSubject, w.SeveralText, w.DigestSubject, w.DigestText, w.More} {
			if text == "" {
				t.Errorf("%s lacks a sentence", locale)
			}
		}
	}
}

// Whatever finds its way into the params, a mail shows words of ours, numbers and times alone.
func TestAMailSaysNothingButOurWords(t *testing.T) {
	t.Parallel()
	params, err := json.Marshal(map[string]any{"rule": "Acme", "severity": "Acme", "days": "Acme", "period": "2026-Q1", "version": 2, "counterparty": "Acme", "customer": "Acme"})
	if err != nil {
		t.Fatal(err)
	}
	due := time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC)
	for locale := range languages {
		for _, kind := range Kinds {
			one := Item{ID: uuid.New(), Kind: kind, Subject: "reg_00000000000000000000000001", Params: params, DueAt: &due}
			for _, items := range [][]Item{{one}, slices.Repeat([]Item{one}, 120)} {
				for _, daily := range []bool{false, true} {
					m := write(reader{"Reader", "r@example.com", locale, zoneOf("Europe/Berlin")}, items, daily, "https://portal.example")
					if text := m.Subject + m.Text; strings.Contains(text, "Acme") || placeholder.MatchString(text) || strings.Count(text, "•") > maxListed {
						t.Errorf("%s %s: %s\n%s", locale, kind, m.Subject, m.Text)
					}
					if !strings.Contains(m.Text, "https://portal.example/registrations/reg_00000000000000000000000001") || !strings.Contains(m.Text, "2026-03-29 01:30 (Europe/Berlin)") {
						t.Errorf("%s %s lacks its link or time:\n%s", locale, kind, m.Text)
					}
				}
			}
		}
	}
}

func TestTheLastMorning(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{
		"2026-11-23T06:59:00Z": "2026-11-22T07:00:00Z", // Berlin in winter
		"2026-11-23T07:00:00Z": "2026-11-23T07:00:00Z",
		"2026-03-29T05:59:00Z": "2026-03-28T07:00:00Z", // the night in which clocks go forward
		"2026-03-29T06:00:00Z": "2026-03-29T06:00:00Z",
		"2026-10-25T06:59:00Z": "2026-10-24T06:00:00Z", // and back
		"2026-10-25T07:00:00Z": "2026-10-25T07:00:00Z",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := lastMorning(at, zoneOf("Europe/Berlin")).UTC().Format(time.RFC3339); got != want {
			t.Errorf("at %s the last morning was %s, want %s", now, got, want)
		}
	}
}
