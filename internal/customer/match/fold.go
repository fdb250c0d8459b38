package match

// Fold gives text in the one form that names are compared and searched in: Unicode width and case folded, Latin marks
// taken off, traditional characters made simplified, single blanks. What goes beyond 200 characters is left out.
func Fold(text string) string { return fold(text, longestName) }
