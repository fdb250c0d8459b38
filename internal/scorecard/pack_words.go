package scorecard

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

// The words of a pack, by language. Those that screens show too are the same: a test compares them with the web app's.
//
//go:embed words/*.json
var wordFiles embed.FS

// Languages are those that a pack is written in; the first is for who speaks none of them.
var Languages = []string{"en", "zh-Hant", "zh-Hans"}

type words map[string]string

var wordsByLanguage = func() map[string]words {
	all := map[string]words{}
	for _, language := range Languages {
		raw, err := wordFiles.ReadFile("words/" + language + ".json")
		w := words{}
		if err == nil {
			err = json.Unmarshal(raw, &w)
		}
		if err != nil {
			panic(fmt.Sprintf("the words of packs in %s: %v", language, err)) // they are part of the program
		}
		all[language] = w
	}
	return all
}()

// wordsIn gives the words of the language, English for another.
func wordsIn(language string) words {
	if w, ok := wordsByLanguage[language]; ok {
		return w
	}
	return wordsByLanguage[Languages[0]]
}

// say gives the word, and the key of one that there is none for.
func (w words) say(key string) string {
	if text, ok := w[key]; ok {
		return text
	}
	return key
}

// message is a message with its parameters put in.
func (w words) message(m Message) string {
	var pairs []string
	for name, value := range m.Params {
		pairs = append(pairs, "{{"+name+"}}", fmt.Sprint(value))
	}
	return strings.NewReplacer(pairs...).Replace(w.say(m.Key))
}

// head is a header, or another word of packs alone, as a cell.
func (w words) head(key string) any { return w.say("pack." + key) }

func (w words) heads(keys ...string) []any {
	cells := make([]any, len(keys))
	for i, key := range keys {
		cells[i] = w.head(key)
	}
	return cells
}

// band is a band in words, empty for none.
func (w words) band(band string) string {
	if band == "" {
		return ""
	}
	return w.say("band." + band)
}
