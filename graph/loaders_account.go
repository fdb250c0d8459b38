package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	accounts = loaderOf(func(r *Resolver) byIDs[customer.Account] { return r.Customers.ByIDs }, func(x customer.Account) uuid.UUID { return x.ID })

	_ = registerNode(typeid.Account, "account", func(ctx context.Context, _ *Resolver, id uuid.UUID) (model.Node, error) {
		if a, err := accountOf(ctx, &id); err != nil || a != nil {
			return a, err
		}
		return nil, nil
	})
)

// accountOf gives the account, nil when there is none within reach.
func accountOf(ctx context.Context, id *uuid.UUID) (*model.Account, error) {
	if id == nil {
		return nil, nil
	}
	found, err := accounts.load(ctx, *id)
	if err != nil || found == nil {
		return nil, err
	}
	return accountModel(ctx, *found), nil
}
