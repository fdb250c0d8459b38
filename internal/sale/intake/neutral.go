package intake

// Neutral is a text as it may stand in a cell of a spreadsheet: one that a spreadsheet would run gets an apostrophe
// in front. Numbers stay as they are.
func Neutral(text string) string { return neutralise(text) }
