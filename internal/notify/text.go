package notify

import (
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

//go:embed text/*.json
var texts embed.FS

// words are what mails are made of in one language. None of them names anybody but the reader.
type words struct {
	Greeting, OpenHere, Rule, Severity, Due, Choice string
	SeveralSubject, SeveralText                     string // of items that came together
	DigestSubject, DigestText                       string // of the morning's mail
	More                                            string
	Rules, Severities                               map[string]string
	Kinds                                           map[string][2]string // subject, text
}

// languages are the words by locale; English is for those who have chosen none.
var languages = func() map[string]words {
	m := map[string]words{}
	for _, locale := range []string{"en", "zh-Hant", "zh-Hans"} {
		raw, err := texts.ReadFile("text/" + locale + ".json")
		if err != nil {
			panic(err) // it is embedded
		}
		var w words
		if err := json.Unmarshal(raw, &w); err != nil {
			panic(fmt.Errorf("the mails' words in %s: %w", locale, err)) // a test has read them
		}
		m[locale] = w
	}
	m[""] = m["en"]
	return m
}()

// reader is whom a mail is written to.
type reader struct {
	Name   string
	Email  string
	Locale string
	Zone   *time.Location
}

// maxListed is how many items a mail lists.
const maxListed = 50

// write makes the mail of the items, of which there is at least one; address is the portal's.
func write(r reader, items []Item, daily bool, address string) mail.Message {
	w, ok := languages[r.Locale]
	if !ok {
		w = languages[""]
	}
	lines := []string{put(w.Greeting, "name", r.Name), ""}
	subject := ""
	if len(items) == 1 && !daily {
		facts := w.facts(items[0], r.Zone)
		subject = put(w.Kinds[items[0].Kind][0], facts...)
		lines = append(lines, put(w.Kinds[items[0].Kind][1], facts...), "")
		if details := w.details(facts); details != nil {
			lines = append(append(lines, details...), "")
		}
		lines = append(lines, w.OpenHere, link(address, items[0].Subject))
	} else {
		count := strconv.Itoa(len(items))
		text := w.SeveralText
		subject = put(w.SeveralSubject, "count", count)
		if daily {
			text, subject = w.DigestText, put(w.DigestSubject, "count", count)
		}
		lines = append(lines, put(text, "count", count), "")
		lines = append(lines, w.list(items, r.Zone, address)...)
	}
	lines = append(lines, "", w.Choice, address+"/profile", "")
	return mail.Message{To: r.Email, Subject: subject, Text: strings.Join(lines, "\n")}
}

// list gives the lines of several items.
func (w words) list(items []Item, zone *time.Location, address string) (lines []string) {
	for _, item := range items[:min(len(items), maxListed)] {
		facts := w.facts(item, zone)
		lines = append(lines, "• "+put(w.Kinds[item.Kind][0], facts...))
		for _, detail := range append(w.details(facts), link(address, item.Subject)) {
			lines = append(lines, "  "+detail)
		}
	}
	if left := len(items) - maxListed; left > 0 {
		lines = append(lines, put(w.More, "count", strconv.Itoa(left)))
	}
	return lines
}

// facts are the values of an item in words, by name: only those that are known, so that nothing else finds its way into a mail.
func (w words) facts(i Item, zone *time.Location) []string {
	var params map[string]any
	_ = json.Unmarshal(i.Params, &params) // what has another form is left out
	number := func(name string) string {
		if n, ok := params[name].(float64); ok {
			return strconv.FormatFloat(n, 'f', -1, 64)
		}
		return ""
	}
	said := func(name string) string { text, _ := params[name].(string); return text }
	facts := []string{"days", number("days"), "version", number("version")}
	if of, err := period.Parse(said("period")); err == nil {
		facts = append(facts, "period", of.String())
	}
	if name := w.Rules[said("rule")]; name != "" {
		facts = append(facts, "rule", name)
	}
	if name := w.Severities[said("severity")]; name != "" {
		facts = append(facts, "severity", name)
	}
	if i.DueAt != nil {
		facts = append(facts, "due", i.DueAt.In(zone).Format("2006-01-02 15:04")+" ("+zone.String()+")")
	}
	return facts
}

// details gives a line each for the rule, the severity and the due time, as far as they are known.
func (w words) details(facts []string) (lines []string) {
	for _, one := range [][2]string{{"rule", w.Rule}, {"severity", w.Severity}, {"due", w.Due}} {
		for i := 0; i < len(facts); i += 2 {
			if facts[i] == one[0] {
				lines = append(lines, put(one[1], facts...))
			}
		}
	}
	return lines
}

// put replaces {name} by the value that follows the name.
func put(format string, values ...string) string {
	pairs := make([]string, len(values))
	for i := 0; i+1 < len(values); i += 2 {
		pairs[i], pairs[i+1] = "{"+values[i]+"}", values[i+1]
	}
	return strings.NewReplacer(pairs...).Replace(format)
}

// link is the page of what an item is about.
func link(address, subject string) string {
	switch prefix, _, _ := typeid.Split(subject); prefix {
	case typeid.Conflict:
		return address + "/conflicts/" + subject
	case typeid.Registration:
		return address + "/registrations/" + subject
	case typeid.Distributor:
		return address + "/scorecards/" + subject
	}
	return address + "/inbox"
}
