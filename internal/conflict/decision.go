package conflict

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Decision is a proposal, a ruling, or what became of an appeal.
type Decision struct {
	CaseID  uuid.UUID
	ID      uuid.UUID
	Kind    DecisionKind
	State   string // PENDING, REJECTED, TAKEN, APPLIED, UNDONE or REPLACED
	Text    string
	Against []string // labels
	MadeBy  *uuid.UUID
	MadeAt  time.Time
}

// NodeID is the decision's id outside.
func (d Decision) NodeID() string { return typeid.Format(typeid.Decision, d.ID) }

// The states of a decision.
const (
	decisionPending  = "PENDING"
	decisionRejected = "REJECTED"
	decisionTaken    = "TAKEN"
	decisionApplied  = "APPLIED"
	decisionReplaced = "REPLACED"
)

const decisionColumns = `d.case_id, d.id, d.kind, d.state, d.text, d.against, d.made_by, d.made_at`

// DecisionsOf reads the decisions of cases, oldest first.
func (s *Service) DecisionsOf(ctx context.Context, sc scope.Scope, cases []uuid.UUID) (map[uuid.UUID][]Decision, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]Decision, error) {
		return postgres.Rows[Decision](tx.Query(ctx, "SELECT "+decisionColumns+" FROM conflict_decisions d WHERE d.case_id = ANY(@cases) ORDER BY d.case_id, d.made_at, d.id", postgres.Args{"cases": cases}))
	}, func(d Decision) uuid.UUID { return d.CaseID })
}

// Reply is a party's answer to a proposal.
type Reply struct {
	CaseID     uuid.UUID
	DecisionID uuid.UUID
	Label      string
	Accepted   bool
	Text       string
	GivenAt    time.Time
}

// RepliesOf reads the answers to the proposals of cases that the caller may read, by decision: a party finds its own.
func (s *Service) RepliesOf(ctx context.Context, sc scope.Scope, decisions []uuid.UUID) (map[uuid.UUID][]Reply, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]Reply, error) {
		return postgres.Rows[Reply](tx.Query(ctx, `SELECT a.case_id, a.decision_id, a.label, a.accepted, a.text, a.given_at FROM conflict_answers a
			WHERE a.decision_id = ANY(@decisions) ORDER BY a.decision_id, a.given_at, a.label`, postgres.Args{"decisions": decisions}))
	}, func(r Reply) uuid.UUID { return r.DecisionID })
}

// RemediesOf reads what decisions do, each decision's in order.
func (s *Service) RemediesOf(ctx context.Context, sc scope.Scope, decisions []uuid.UUID) (map[uuid.UUID][]Remedy, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]Remedy, error) { return remediesOf(ctx, tx, decisions) }, func(r Remedy) uuid.UUID { return r.DecisionID })
}

// Verdict is what somebody wants to decide.
type Verdict struct {
	Text     string
	Against  []string // labels
	Remedies []NewRemedy
}

// decide writes a decision down with what it does.
// Returns Invalid naming what is wrong with it.
func (s *Service) decide(ctx context.Context, tx pgx.Tx, sc scope.Scope, c *Case, kind DecisionKind, state string, v Verdict) (Decision, error) {
	d := Decision{CaseID: c.ID, ID: typeid.New(), Kind: kind, State: state, Text: v.Text, Against: v.Against, MadeBy: &sc.User, MadeAt: s.now()}
	var fields fault.Fields
	checkText(&fields, "text", v.Text, maxText)
	if err := checkLabels(ctx, tx, c.ID, &fields, "against", v.Against...); err != nil {
		return d, err
	}
	if err := checkRemedies(ctx, tx, c, kind, v.Remedies); kind != Upheld && err != nil {
		told := fault.As(err)
		if told.Kind != fault.Invalid {
			return d, err
		}
		fields = append(fields, told.Fields...)
	}
	if kind != Upheld {
		checkLosers(&fields, v.Against, v.Remedies)
	}
	if err := fields.Err(); err != nil {
		return d, err
	}
	slices.Sort(d.Against)
	d.Against = append([]string{}, slices.Compact(d.Against)...)
	if _, err := tx.Exec(ctx, `INSERT INTO conflict_decisions (case_id, id, kind, state, text, against, made_by, made_at) VALUES (@case, @id, @kind, @state, @text, @against, @by, @at)`,
		postgres.Args{"case": d.CaseID, "id": d.ID, "kind": d.Kind, "state": d.State, "text": d.Text, "against": d.Against, "by": d.MadeBy, "at": d.MadeAt}); err != nil {
		return d, err
	}
	if len(v.Remedies) == 0 {
		return d, nil
	}
	return d, addRemedies(ctx, tx, c.ID, d.ID, v.Remedies)
}

// checkLabels notes labels that no party of the case has: path.0, path.1, … when there are several.
func checkLabels(ctx context.Context, tx pgx.Tx, caseID uuid.UUID, fields *fault.Fields, path string, labels ...string) error {
	known, err := labelsOf(ctx, tx, caseID)
	if err != nil {
		return err
	}
	for i, label := range labels {
		if !slices.Contains(known, label) {
			at := path
			if path == "against" {
				at += "." + strconv.Itoa(i)
			}
			fields.Add(at, "conflict.noLabel", fault.Params{"label": label})
		}
	}
	return nil
}

// setDecision brings a decision to another state.
func setDecision(ctx context.Context, tx postgres.Querier, caseID, id uuid.UUID, state string) error {
	_, err := tx.Exec(ctx, `UPDATE conflict_decisions SET state = @state WHERE case_id = @case AND id = @id`, postgres.Args{"case": caseID, "id": id, "state": state})
	return err
}

// takeAgainst says against whom the case is decided, in place of what an earlier decision said.
func takeAgainst(ctx context.Context, tx postgres.Querier, caseID uuid.UUID, labels []string) error {
	_, err := tx.Exec(ctx, `UPDATE conflict_sides SET decided_against = (label = ANY(@labels)) WHERE case_id = @case`, postgres.Args{"case": caseID, "labels": labels})
	return err
}

// endProposal gives up a proposal that the parties still have their say on, if there is one.
func endProposal(ctx context.Context, tx postgres.Querier, caseID uuid.UUID, state string) error {
	var id uuid.UUID
	err := tx.QueryRow(ctx, `UPDATE conflict_decisions SET state = @state WHERE case_id = @case AND kind = 'PROPOSAL' AND state = 'PENDING' RETURNING id`,
		postgres.Args{"case": caseID, "state": state}).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return dropRemedies(ctx, tx, id)
}
