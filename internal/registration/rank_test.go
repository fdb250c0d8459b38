package registration

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// claim is a claim of a letter, submitted on a day of March, with so many proofs since a day.
func claim(letter string, state State, day, proofs, since int) Claim {
	at := time.Date(2026, 3, day, 9, 0, 0, 0, time.UTC)
	c := Claim{ID: uuid.NewSHA1(uuid.Nil, []byte(letter)), State: state, SubmittedAt: &at, Proofs: proofs}
	if proofs > 0 {
		first := time.Date(2026, 2, since, 0, 0, 0, 0, time.UTC)
		c.FirstProof = &first
	}
	if state.Protects() {
		c.ProtectedUntil = &at
	}
	return c
}

func TestTheOrderOfPrecedence(t *testing.T) {
	t.Parallel()
	for name, k := range map[string]struct {
		claims []Claim // named A, B, …
		want   string
		why    string // the first ground of each place
	}{
		"the first submission wins, whatever the work":          {[]Claim{claim("A", Submitted, 3, 9, 1), claim("B", InReview, 2, 0, 0)}, "BA", "first later"},
		"at the same moment the work that began first":          {[]Claim{claim("A", Submitted, 2, 5, 9), claim("B", Submitted, 2, 1, 3)}, "BA", "same same"},
		"at the same moment work before none":                   {[]Claim{claim("A", Submitted, 2, 0, 0), claim("B", Submitted, 2, 1, 3)}, "BA", "same same"},
		"begun on one day, the more work":                       {[]Claim{claim("A", Submitted, 2, 1, 3), claim("B", Submitted, 2, 4, 3)}, "BA", "same same"},
		"a lapsed claim doesn't outrank one made in the gap":    {[]Claim{claim("A", Expired, 1, 9, 1), claim("B", Submitted, 5, 0, 0)}, "BA", "first lapsed"},
		"one that was sold stands behind, too":                  {[]Claim{claim("A", Converted, 1, 9, 1), claim("B", ActionRequired, 5, 0, 0), claim("C", Approved, 9, 0, 0)}, "BCA", "first later converted"},
		"asked for changes, it keeps the time of its first day": {[]Claim{claim("A", Submitted, 3, 0, 0), claim("B", ActionRequired, 2, 0, 0)}, "BA", "first later"},
	} {
		letters := map[uuid.UUID]string{}
		for i := range k.claims {
			letter := string(rune('A' + i))
			letters[uuid.NewSHA1(uuid.Nil, []byte(letter))] = letter
		}
		got, why := "", []string{}
		for i, r := range rank(k.claims) {
			got += letters[r.ID]
			why = append(why, strings.TrimPrefix(r.Grounds[0].Key, "registration.rank."))
			if r.Place != i+1 {
				t.Errorf("%s: place %d at %d", name, r.Place, i)
			}
		}
		if got != k.want || strings.Join(why, " ") != k.why {
			t.Errorf("%s: %s because of %v, want %s, %s", name, got, why, k.want, k.why)
		}
	}
}
