package match

// Ranked is a candidate on its way into a list, the likeliest first.
type Ranked struct {
	Score    Score
	Likeness float64
}

// Before tells whether a candidate comes before another: by plain weight in whole bits, then by the likeness of the names.
func (r Ranked) Before(other Ranked) bool {
	if a, b := int(r.Score.Plain), int(other.Score.Plain); a != b {
		return a > b
	}
	return r.Likeness > other.Likeness
}
