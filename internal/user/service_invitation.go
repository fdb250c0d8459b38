package user

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Invitation is a person who was invited, and the address at which they choose a password.
type Invitation struct {
	User User
	URL  string
}

// Invite adds a person in status INVITED and mails them the address at which to choose a password. Somebody of the
// same organisation who is invited already gets a new address, and the old one is worthless. An empty
// organisation is the caller's own. The same key gives the same person, with an address of their own.
// Returns Invalid, also for an address that is taken by whomever; NotFound for an organisation beyond the scope.
func (s *Service) Invite(ctx context.Context, sc scope.Scope, key *string, n New) (Invitation, error) {
	if n.OrganizationID == uuid.Nil {
		n.OrganizationID = sc.Organization
	}
	var u User
	token := strings.ToLower(rand.Text() + rand.Text())
	var replayed bool
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := checkNew(ctx, tx, sc, &n); err != nil {
			return err
		}
		id, again, err := idempotency.Do(ctx, tx, sc, "user.invite", key, n, func() (uuid.UUID, error) { return invite(ctx, tx, n) })
		if err != nil {
			return err
		}
		replayed = again
		if u, err = lockUser(ctx, tx, sc, id); err != nil {
			return fmt.Errorf("reading the invited user: %w", err)
		}
		if replayed && u.Status != Invited {
			return fault.New(fault.Conflict, "invitation.accepted", nil)
		}
		return insertInvitation(ctx, tx, u, hashOf(token))
	})
	if err != nil {
		return Invitation{}, err
	}
	made := Invitation{u, s.address + "/invitation#" + token}
	if !replayed {
		s.mail(ctx, made)
	}
	return made, nil
}

// invite adds the person, or renews an invitation within the organisation.
func invite(ctx context.Context, tx pgx.Tx, n New) (uuid.UUID, error) {
	u, err := invitedUser(ctx, tx, n.OrganizationID, n.Email)
	if errors.Is(err, pgx.ErrNoRows) {
		u = User{ID: typeid.New(), OrganizationID: n.OrganizationID, Email: n.Email, Name: n.Name, Role: n.Role, Status: Invited, Locale: n.Locale}
		return u.ID, add(ctx, tx, u, nil, "user.invite")
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("looking for an earlier invitation: %w", err)
	}
	before := state{u.Role, u.Status}
	u.Name, u.Role, u.Locale = n.Name, n.Role, n.Locale
	if err := changeInvited(ctx, tx, u); err != nil {
		return uuid.Nil, err
	}
	if err := endInvitations(ctx, tx, u.ID); err != nil {
		return uuid.Nil, err
	}
	return u.ID, audit.Record(ctx, tx, audit.Entry{
		Organization: u.OrganizationID, Action: "user.invite", SubjectType: "user", SubjectID: audit.ID(u.ID),
		Before: before, After: state{u.Role, u.Status},
	})
}

// mail tells the person. A mail that can't be sent is logged: the inviter has the address, too.
func (s *Service) mail(ctx context.Context, i Invitation) {
	subject, body := invitationText(i)
	if err := s.mailer.Send(ctx, mail.Message{To: i.User.Email, Subject: subject, Text: body}); err != nil {
		slog.WarnContext(ctx, "an invitation was not mailed", "requestId", auth.RequestID(ctx), "user", i.User.ID, "error", err)
	}
}

func invitationText(i Invitation) (subject, body string) {
	locale := "en"
	if i.User.Locale != nil {
		locale = *i.User.Locale
	}
	switch locale {
	case "zh-Hant":
		return "邀請您使用合作夥伴入口網站", i.User.Name + " 您好：\n\n請在 7 天內開啟以下網址並設定密碼：\n\n" + i.URL + "\n"
	case "zh-Hans":
		return "邀请您使用合作伙伴门户", i.User.Name + " 您好：\n\n请在 7 天内打开以下网址并设置密码：\n\n" + i.URL + "\n"
	}
	return "Your invitation to the partner portal", "Hello " + i.User.Name + ",\n\nopen this address within 7 days and choose a password:\n\n" + i.URL + "\n"
}

// Accept lets an invited person choose a password; they log in next. Returns Invalid for a password that is too
// short or too long, NotFound for a token that invites nobody (any more).
func (s *Service) Accept(ctx context.Context, token, password string) (User, error) {
	var fields fault.Fields
	if auth.CheckPassword("password", password, &fields); fields.Err() != nil {
		return User{}, fields.Err()
	}
	sc, secret := scope.ForLogin(), hashOf(token)
	if _, err := read(ctx, s.pool, sc, func(tx pgx.Tx) (User, error) { return openInvitation(ctx, tx, secret) }); err != nil {
		return User{}, missingInvitation(err)
	}
	hash, err := auth.HashPassword(ctx, password) // not in a transaction, which it would keep waiting
	if err != nil {
		return User{}, err
	}
	var u User
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if u, err = openInvitation(ctx, tx, secret); err != nil {
			return missingInvitation(err)
		}
		before := state{u.Role, u.Status}
		u.Status = Active
		if err := acceptInvitation(ctx, tx, u.ID, secret, hash); err != nil {
			return fmt.Errorf("accepting the invitation: %w", err)
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: u.OrganizationID, Action: "user.accept", SubjectType: "user", SubjectID: audit.ID(u.ID),
			Before: before, After: state{u.Role, u.Status},
		})
	})
	return u, err
}

func missingInvitation(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.Missing("invitation")
	}
	return fmt.Errorf("reading the invitation: %w", err)
}

func hashOf(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
