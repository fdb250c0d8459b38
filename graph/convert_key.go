package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/user"
)

var (
	apiKeys = loaderOf(func(r *Resolver) byIDs[user.Key] { return r.Users.KeysByID }, func(k user.Key) uuid.UUID { return k.ID })

	_ = registerNode(typeid.APIKey, "apiKey", nodeOf(apiKeys, keyModel))
)

func keyModel(k user.Key) model.APIKey {
	return model.APIKey{ID: typeid.Format(typeid.APIKey, k.ID), Name: k.Name, Role: roleModel(k.Role), CreatedAt: k.CreatedAt, RevokedAt: k.RevokedAt, CreatedByID: k.UserID}
}

func keyConnection(ctx context.Context, p page.Page[user.Key]) *model.APIKeyConnection {
	users.expect(ctx, "edges.node.createdBy", idsOf(p.Items, func(k user.Key) uuid.UUID { return k.UserID }))
	return &model.APIKeyConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, k user.Key) model.APIKeyEdge {
		return model.APIKeyEdge{Cursor: cursor, Node: keyModel(k)}
	})}
}
