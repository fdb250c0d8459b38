package registration

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Claim is what it takes to say whose registration of a customer and line goes first.
type Claim struct {
	RegistrationID uuid.UUID // the one that was asked about
	DistributorID  uuid.UUID
	ID             uuid.UUID
	State          State
	SubmittedAt    *time.Time
	ProtectedFrom  *time.Time
	ProtectedUntil *time.Time
	Proofs         int
	FirstProof     *time.Time // its day
}

// Ground is a reason for the place that a claim has.
type Ground struct {
	Key    string
	Params map[string]any
}

// Ranked is a claim with its place among all of the same customer and line.
type Ranked struct {
	Claim
	Place   int // from 1
	Grounds []Ground
}

// rank puts claims of one customer and line into the order of precedence: one that protects or waits goes before one that has lapsed; of
// these the first that was submitted whole; of two at the same moment the one whose proof of work begins first, then the one with more.
// What the brand decides otherwise needs a reason.
func rank(claims []Claim) []Ranked {
	claims = slices.Clone(claims)
	slices.SortFunc(claims, func(a, b Claim) int {
		return cmp.Or(precede(a, b), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	out := make([]Ranked, len(claims))
	for i, c := range claims {
		out[i] = Ranked{Claim: c, Place: i + 1, Grounds: grounds(claims, i)}
	}
	return out
}

// precede is negative when a's claim goes before b's, and 0 when only discretion tells.
func precede(a, b Claim) int {
	return cmp.Or(
		order(a.State.Lives(), b.State.Lives()),
		timeOf(a.SubmittedAt).Compare(timeOf(b.SubmittedAt)),
		order(a.FirstProof != nil, b.FirstProof != nil),
		timeOf(a.FirstProof).Compare(timeOf(b.FirstProof)),
		cmp.Compare(b.Proofs, a.Proofs))
}

// grounds says why the claim at i stands where it does.
func grounds(claims []Claim, i int) []Ground {
	c := claims[i]
	at := map[string]any{"at": timeOf(c.SubmittedAt)}
	var out []Ground
	switch tied := i > 0 && sameMoment(claims[i-1], c) || i+1 < len(claims) && sameMoment(claims[i+1], c); {
	case c.State == Converted:
		out = append(out, Ground{"registration.rank.converted", at})
	case !c.State.Lives():
		out = append(out, Ground{"registration.rank.lapsed", at})
	case tied:
		out = append(out, Ground{"registration.rank.same", at})
	case i == 0:
		out = append(out, Ground{"registration.rank.first", at})
	default:
		out = append(out, Ground{"registration.rank.later", at})
	}
	if c.FirstProof != nil {
		out = append(out, Ground{"registration.rank.proof", map[string]any{"since": c.FirstProof.Format(time.DateOnly), "count": c.Proofs}})
	} else {
		out = append(out, Ground{"registration.rank.noProof", map[string]any{}})
	}
	if c.State.Protects() && c.ProtectedUntil != nil {
		out = append(out, Ground{"registration.rank.protected", map[string]any{"until": c.ProtectedUntil.Format(time.DateOnly)}})
	}
	return out
}

func sameMoment(a, b Claim) bool {
	return a.State.Lives() && b.State.Lives() && timeOf(a.SubmittedAt).Equal(timeOf(b.SubmittedAt))
}

// order puts what holds before what does not.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
