package conflict

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// RemedyKind is what a decision does to data.
type RemedyKind string

// The kinds.
const (
	AssignOwner         RemedyKind = "ASSIGN_OWNER"
	ShareCustomer       RemedyKind = "SHARE_CUSTOMER"
	SplitCredit         RemedyKind = "SPLIT_CREDIT"
	VoidLines           RemedyKind = "VOID_LINES"
	ConfirmRegistration RemedyKind = "CONFIRM_REGISTRATION"
	ShortenRegistration RemedyKind = "SHORTEN_REGISTRATION"
	RevokeRegistration  RemedyKind = "REVOKE_REGISTRATION"
	Warning             RemedyKind = "WARNING"
	CompensationNote    RemedyKind = "COMPENSATION_NOTE"
	NoRemedy            RemedyKind = "NONE"
)

// DecisionKind is what a decision is.
type DecisionKind string

// The kinds.
const (
	Proposal   DecisionKind = "PROPOSAL"
	Ruling     DecisionKind = "RULING"
	Upheld     DecisionKind = "UPHELD"
	Overturned DecisionKind = "OVERTURNED"
)

// CreditShare is a party's part of the credit.
type CreditShare struct {
	Party   string          `json:"party"`
	Percent decimal.Decimal `json:"percent"`
}

// NewRemedy is what somebody wants a decision to do.
type NewRemedy struct {
	Kind     RemedyKind
	Party    *string // label: the new owner, who shares, whose registration, who is warned or compensated
	Other    *string // label: who gets to see the customer, who compensates
	Shares   []CreditShare
	Evidence []uuid.UUID // none: all that holds
	Level    *string     // of a share
	Until    *time.Time  // the last day, of a share or a registration
	Amount   *decimal.Decimal
	Note     string
}

// Remedy is what a decision does to data, in labels.
type Remedy struct {
	CaseID     uuid.UUID
	ID         uuid.UUID
	DecisionID uuid.UUID
	Ordinal    int
	Kind       RemedyKind
	Spec       RemedySpec
	State      string // PLANNED, APPLIED, UNDONE or DROPPED
	Waived     string // why the losing side is spared
	AppliedAt  *time.Time
	UndoneAt   *time.Time
}

// NodeID is the remedy's id outside.
func (r Remedy) NodeID() string { return typeid.Format(typeid.Remedy, r.ID) }

// RemedySpec is what a remedy of its kind needs to be told.
type RemedySpec struct {
	Party    *string          `json:"party,omitempty"`
	Other    *string          `json:"other,omitempty"`
	Shares   []CreditShare    `json:"shares,omitempty"`
	Evidence []uuid.UUID      `json:"evidence,omitempty"`
	Level    *string          `json:"level,omitempty"`
	Until    *string          `json:"until,omitempty"` // a day
	Amount   *decimal.Decimal `json:"amount,omitempty"`
	Note     string           `json:"note,omitempty"`
}

func (n NewRemedy) spec() RemedySpec {
	s := RemedySpec{Party: n.Party, Other: n.Other, Shares: n.Shares, Evidence: n.Evidence, Level: n.Level, Amount: n.Amount, Note: n.Note}
	if n.Until != nil {
		day := n.Until.Format(time.DateOnly)
		s.Until = &day
	}
	return s
}

// addRemedies writes a decision's remedies down, to be applied when it is followed.
func addRemedies(ctx context.Context, tx postgres.Querier, caseID, decisionID uuid.UUID, in []NewRemedy) error {
	b := &pgx.Batch{}
	for i, n := range in {
		spec, err := json.Marshal(n.spec())
		if err != nil {
			return err
		}
		waived := ""
		if n.Kind == NoRemedy {
			waived = n.Note
		}
		b.Queue(`INSERT INTO conflict_remedies (case_id, id, decision_id, ordinal, kind, spec, state, waived)
			VALUES (@case, @id, @decision, @ordinal, @kind, @spec, 'PLANNED', @waived)`, postgres.Args{"case": caseID, "id": typeid.New(),
			"decision": decisionID, "ordinal": i, "kind": n.Kind, "spec": json.RawMessage(spec), "waived": waived})
	}
	return tx.SendBatch(ctx, b).Close()
}

// dropRemedies says of a decision's remedies that they will never be applied.
func dropRemedies(ctx context.Context, tx postgres.Querier, decisionID uuid.UUID) error {
	_, err := tx.Exec(ctx, `UPDATE conflict_remedies SET state = 'DROPPED' WHERE decision_id = @decision AND state = 'PLANNED'`,
		postgres.Args{"decision": decisionID})
	return err
}

const remedyColumns = `r.case_id, r.id, r.decision_id, r.ordinal, r.kind, r.spec, r.state, r.waived, r.applied_at, r.undone_at`

// remediesOf reads the remedies of decisions, each decision's in order.
func remediesOf(ctx context.Context, q postgres.Querier, decisions []uuid.UUID) ([]Remedy, error) {
	return postgres.Rows[Remedy](q.Query(ctx, "SELECT "+remedyColumns+" FROM conflict_remedies r WHERE r.decision_id = ANY(@decisions) ORDER BY r.decision_id, r.ordinal",
		postgres.Args{"decisions": decisions}))
}
