package partner

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form in which codes and names are compared: full-width and other compatible forms made plain
// (NFKC), lower case, single spaces, none at the ends, 臺 as 台. It allocates nothing for a text that is so already.
func Fold(text string) string {
	plain, space := true, true // space: a space would be one too many
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 0x80 || c < ' ' || c >= 'A' && c <= 'Z' || c == ' ' && space {
			plain = false
			break
		}
		space = c == ' '
	}
	if plain && (text == "" || !space) {
		return text
	}
	text = strings.ToLower(norm.NFKC.String(text))
	text = strings.Join(strings.Fields(text), " ")
	return strings.ReplaceAll(text, "臺", "台")
}
