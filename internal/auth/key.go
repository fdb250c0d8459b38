package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// keyPrefix begins each API key, so that one that leaked is recognised for what it is.
const keyPrefix = "ptl_"

// NewKey makes an API key that works for the organisation in the role, in the name of the user who makes it. The key
// is given once; only its hash is kept. The role must fit the organisation's kind.
func NewKey(ctx context.Context, tx postgres.Querier, organization, user uuid.UUID, name, role string) (id uuid.UUID, text string, err error) {
	id, text = typeid.New(), keyPrefix+strings.ToLower(rand.Text()+rand.Text())
	hash := sha256.Sum256([]byte(text))
	_, err = tx.Exec(ctx, `INSERT INTO api_keys (id, organization_id, user_id, name, role, key_hash)
		VALUES (@id, @organization, @user, @name, @role, @hash)`,
		postgres.Args{"id": id, "organization": organization, "user": user, "name": name, "role": role, "hash": hash[:]})
	if err != nil {
		return id, "", fmt.Errorf("making an API key: %w", err)
	}
	return id, text, nil
}
