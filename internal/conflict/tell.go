package conflict

import (
	"context"
	"maps"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/partner"
)

// post tells of something in a case. What goes out names nobody: the rule, how severe it is, and by when something is asked. What is for a mediator
// goes to the brand's administrators while there is none.
func post(ctx context.Context, tx pgx.Tx, c *Case, kind string, params map[string]any, to ...notify.Audience) error {
	for i := range to {
		if to[i].Mediator && c.MediatorID == nil {
			all, err := admins(ctx, tx)
			if err != nil {
				return err
			}
			to[i] = all
		}
	}
	all := map[string]any{"rule": c.Rule, "severity": c.Severity}
	maps.Copy(all, params)
	return notify.Post(ctx, tx, notify.Notice{Kind: kind, Subject: c.NodeID(), Params: all, DueAt: c.DueAt, To: to})
}

// everybody is the parties that were told, and whoever mediates.
func everybody(c *Case) []notify.Audience {
	return []notify.Audience{{Case: &c.ID}, mediatorOf(c)}
}

func mediatorOf(c *Case) notify.Audience { return notify.Audience{Case: &c.ID, Mediator: true} }

// admins are the brand's administrators.
func admins(ctx context.Context, tx pgx.Tx) (notify.Audience, error) {
	settings, err := partner.LoadSettings(ctx, tx)
	brand := settings.BrandID
	return notify.Audience{Organization: &brand, Roles: []string{"brand_admin"}}, err
}

// sideOf is one party, as far as it was told.
func sideOf(caseID uuid.UUID, label string) notify.Audience {
	return notify.Audience{Case: &caseID, Labels: []string{label}}
}
