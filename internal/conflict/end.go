package conflict

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// maxReason is the greatest length of a reason.
const maxReason = 2000

func checkReason(reason string) error {
	var fields fault.Fields
	checkText(&fields, "reason", reason, maxReason)
	return fields.Err()
}

// Dismiss says that there is nothing in a case. Parties that were told of it are told of its end; why stays with the brand.
// Returns NotFound, Invalid without a reason, and what Case.Allows gives.
func (s *Service) Dismiss(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (*Case, error) {
	if err := checkReason(reason); err != nil {
		return nil, err
	}
	return s.inCase(ctx, sc, id, Dismiss, func(tx pgx.Tx, c *Case, _ Standing, cal workday.Calendar) error {
		if err := endProposal(ctx, tx, id, decisionReplaced); err != nil {
			return err
		}
		if err := addEvent(ctx, tx, id, event{Kind: "dismissed", Brand: true, Params: map[string]any{"reason": reason}, At: s.now()}); err != nil {
			return err
		}
		if err := move(ctx, tx, c, Dismissed, cal, s.now(), nil); err != nil {
			return err
		}
		if err := record(ctx, tx, *c, "conflict.dismiss", nil, nil, reason); err != nil {
			return err
		}
		return post(ctx, tx, c, "conflict.dismissed", nil, everybody(c)[0])
	})
}

// TellNames lets the parties of a case know each other's names, for good.
// Returns NotFound, Invalid without a reason, and what Case.Allows gives.
func (s *Service) TellNames(ctx context.Context, sc scope.Scope, id uuid.UUID, reason string) (*Case, error) {
	if err := checkReason(reason); err != nil {
		return nil, err
	}
	return s.inCase(ctx, sc, id, TellNames, func(tx pgx.Tx, c *Case, _ Standing, _ workday.Calendar) error {
		if err := tellNames(ctx, tx, c, s.now()); err != nil {
			return err
		}
		if err := record(ctx, tx, *c, "conflict.tellNames", nil, nil, reason); err != nil {
			return err
		}
		return changed(ctx, tx, id)
	})
}
