package customer

import (
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/typeid"
)

// PairState is where a pair of the match queue stands.
type PairState string

// The states.
const (
	PairOpen      PairState = "OPEN"
	PairSkipped   PairState = "SKIPPED"
	PairLinked    PairState = "LINKED"
	PairDifferent PairState = "DIFFERENT"
	PairClosed    PairState = "CLOSED" // an account was merged, erased or says something else now
)

// Pair is two accounts of different organisations that may be one customer, the smaller owner's first.
type Pair struct {
	ID             uuid.UUID
	FirstOwner     uuid.UUID
	FirstAccount   uuid.UUID
	SecondOwner    uuid.UUID
	SecondAccount  uuid.UUID
	IsOrganization bool
	Weight         float64 // bits
	Probability    float64
	Fields         []Compared
	State          PairState
	Automatic      bool
	DecidedBy      *uuid.UUID
	DecidedAt      *time.Time
	Undo           *Undo
	CreatedAt      time.Time
}

// NodeID is the pair's id outside.
func (p Pair) NodeID() string { return typeid.Format(typeid.MatchPair, p.ID) }

// Undo is what a link did: which accounts it moved from one customer to the other.
type Undo struct {
	From     uuid.UUID   `json:"from"`
	To       uuid.UUID   `json:"to"`
	Accounts []uuid.UUID `json:"accounts"`
}

// Agreement is how much two accounts agree in a field.
type Agreement string

// The agreements.
const (
	Agrees  Agreement = "AGREE"
	Partly  Agreement = "PARTLY"
	Differs Agreement = "DIFFER"
)

// Compared is how two accounts compare in a field: never what they say.
type Compared struct {
	Field     string    `json:"field"`
	Agreement Agreement `json:"agreement"`
	Weight    float64   `json:"weight,omitempty"` // bits, negative when it speaks against
}
