package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/typeid"
)

// person is somebody of a distributor who has logged in.
type person struct{ cookie string }

// invite adds a person to each of the organizations, which may be named more than once, and logs them in: the rows are those that a login
// leaves, without the password's cost.
func (h *hall) invite(ctx context.Context, organizations []uuid.UUID) (map[uuid.UUID]person, error) {
	_, people, err := h.inviteAll(ctx, organizations)
	return people, err
}

// inviteAll gives the people in the order of their organizations, too.
func (h *hall) inviteAll(ctx context.Context, organizations []uuid.UUID) ([]person, map[uuid.UUID]person, error) {
	all, byOrganization := make([]person, len(organizations)), map[uuid.UUID]person{}
	users, sessions := make([][]any, len(organizations)), make([][]any, len(organizations))
	until := time.Now().Add(24 * time.Hour).UTC()
	for i, organization := range organizations {
		id, token := typeid.New(), rand.Text()
		users[i] = []any{id, organization, "bench-" + id.String() + "@example.com", fmt.Sprint("Person ", i), "distributor_rep", "ACTIVE"}
		data, err := scs.GobCodec{}.Encode(until, map[string]any{"user": id.String(), "epoch": 0})
		if err != nil {
			return nil, nil, err
		}
		sum := sha256.Sum256([]byte(token))
		sessions[i] = []any{base64.RawURLEncoding.EncodeToString(sum[:]), data, until}
		all[i] = person{"portal_session=" + token}
		byOrganization[organization] = all[i]
	}
	err := h.owner(ctx, func(c *pgx.Conn) error {
		_, err := c.CopyFrom(ctx, pgx.Identifier{"users"}, []string{"id", "organization_id", "email", "name", "role", "status"}, pgx.CopyFromRows(users))
		if err == nil {
			_, err = c.CopyFrom(ctx, pgx.Identifier{"sessions"}, []string{"token", "data", "expiry"}, pgx.CopyFromRows(sessions))
		}
		return err
	})
	return all, byOrganization, err
}
