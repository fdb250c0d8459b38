package share

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// Decision is what a settled case has one party show another: the only way in which distributors come to see each other's accounts.
type Decision struct {
	RemedyID uuid.UUID
	OwnerID  uuid.UUID
	Accounts []uuid.UUID // of the owner
	Grantee  uuid.UUID
	Level    Level
	Until    time.Time // the last day
	Reason   string
	By       *uuid.UUID // of the brand
}

// GrantDecided shares the accounts as a case decided, from today on, and has each side know the other's name. It works for portal_engine, and gives the
// shares' ids.
func GrantDecided(ctx context.Context, tx pgx.Tx, d Decision, now time.Time) ([]uuid.UUID, error) {
	brand, err := brandOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	side := d.Grantee
	if side == brand {
		side = d.OwnerID
	}
	ids := make([]uuid.UUID, len(d.Accounts))
	for i, account := range d.Accounts {
		s := Share{DistributorID: side, ID: typeid.New(), OwnerID: d.OwnerID, AccountID: account, GranteeID: d.Grantee, Level: d.Level, StartsOn: today(now), EndsOn: d.Until,
			Reason: cut(d.Reason), RemedyID: &d.RemedyID, GrantedBy: d.By, GrantedAt: now}
		if err := insertShare(ctx, tx, s); err != nil {
			return nil, err
		}
		if err := granted(ctx, tx, s); err != nil {
			return nil, err
		}
		if s.OwnerID != s.DistributorID && s.OwnerID != brand { // its account is shown without its doing: its own log says so
			s.DistributorID = s.OwnerID
			if err := granted(ctx, tx, s); err != nil {
				return nil, err
			}
		}
		ids[i] = s.ID
	}
	return ids, nil
}

// RevokeDecided takes the shares of a remedy back. Those that their owner revoked before stay as they are.
func RevokeDecided(ctx context.Context, tx pgx.Tx, remedy uuid.UUID, now time.Time) error {
	gone, err := postgres.Rows[Share](tx.Query(ctx, "UPDATE shares s SET revoked_at = @now WHERE s.remedy_id = @remedy AND s.revoked_at IS NULL RETURNING "+shareColumns,
		postgres.Args{"remedy": remedy, "now": now}))
	if err != nil {
		return err
	}
	for _, s := range gone {
		for _, organization := range []uuid.UUID{s.OwnerID, s.GranteeID} {
			err := audit.Record(ctx, tx, audit.Entry{Organization: organization, Action: "share.revoke", SubjectType: "account", SubjectID: audit.ID(s.AccountID),
				After: map[string]any{"share": s.NodeID(), "remedy": typeid.Format(typeid.Remedy, remedy)}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
