package match

import (
	"slices"
	"sync"

	"github.com/longbridgeapp/opencc"
)

var converters = sync.OnceValue(func() (all []*opencc.OpenCC) {
	for _, to := range []string{"t2s", "s2t"} {
		if c, err := opencc.New(to); err == nil {
			all = append(all, c)
		}
	}
	return all
})

// Scripts gives a text as it is written, then in simplified and in traditional Chinese where that differs: to look for
// it among names that stand in either.
func Scripts(text string) []string {
	forms := []string{text}
	for _, c := range converters() {
		if form, err := c.Convert(text); err == nil && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return forms
}
