package user

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

func insertInvitation(ctx context.Context, q postgres.Querier, u User, hash []byte) error {
	_, err := q.Exec(ctx, `INSERT INTO invitations (id, organization_id, user_id, token_hash, expires_at)
		VALUES (@id, @organization, @user, @hash, now() + interval '7 days')`,
		postgres.Args{"id": typeid.New(), "organization": u.OrganizationID, "user": u.ID, "hash": hash})
	return err
}

// endInvitations makes the user's open invitations worthless.
func endInvitations(ctx context.Context, q postgres.Querier, user uuid.UUID) error {
	_, err := q.Exec(ctx, "UPDATE invitations SET expires_at = now() WHERE user_id = $1 AND accepted_at IS NULL AND expires_at > now()", user)
	return err
}

// invitedUser reads the organisation's invited person with the address. Returns pgx.ErrNoRows when there is none.
func invitedUser(ctx context.Context, q postgres.Querier, organization uuid.UUID, email string) (User, error) {
	return postgres.Row[User](q.Query(ctx, "SELECT "+columns+` FROM users u
		WHERE u.email = @email AND u.organization_id = @organization AND u.status = 'INVITED' ORDER BY u.id FOR UPDATE`,
		postgres.Args{"email": email, "organization": organization}))
}

func changeInvited(ctx context.Context, q postgres.Querier, u User) error {
	_, err := q.Exec(ctx, "UPDATE users SET name = @name, role = @role, locale = @locale WHERE id = @id",
		postgres.Args{"id": u.ID, "name": u.Name, "role": u.Role, "locale": u.Locale})
	return err
}

// openInvitation reads whom the token's hash invites. Returns pgx.ErrNoRows when it invites nobody (any more).
func openInvitation(ctx context.Context, q postgres.Querier, hash []byte) (User, error) {
	return postgres.Row[User](q.Query(ctx, "SELECT "+columns+` FROM invitations i JOIN users u ON u.id = i.user_id
		WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.expires_at > now() AND u.status = 'INVITED' ORDER BY u.id FOR UPDATE`, hash))
}

func acceptInvitation(ctx context.Context, q postgres.Querier, user uuid.UUID, hash []byte, passwordHash string) error {
	b := &pgx.Batch{}
	b.Queue("UPDATE invitations SET accepted_at = now() WHERE token_hash = $1", hash)
	b.Queue("UPDATE users SET status = 'ACTIVE', password_hash = $2, session_epoch = session_epoch + 1 WHERE id = $1", user, passwordHash)
	return q.SendBatch(ctx, b).Close()
}
