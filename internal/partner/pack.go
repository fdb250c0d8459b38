package partner

import "strings"

// packed joins a list so that a whole column of lists travels as one array of texts. The separator is a control
// character, which CheckText refuses.
func packed[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = string(v)
	}
	return strings.Join(texts, "\x1f")
}
