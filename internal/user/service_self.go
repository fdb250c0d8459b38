package user

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
)

// SetLocale sets the caller's own language. Returns Invalid for one that the portal doesn't speak.
func (s *Service) SetLocale(ctx context.Context, locale string) error {
	var fields fault.Fields
	if checkLocale(locale, &fields); fields.Err() != nil {
		return fields.Err()
	}
	self := auth.MustActor(ctx)
	err := s.pool.InTx(ctx, self.Scope(), func(tx pgx.Tx) error {
		var before *string
		if err := tx.QueryRow(ctx, "SELECT locale FROM users WHERE id = $1 FOR UPDATE", self.User).Scan(&before); err != nil {
			return fmt.Errorf("reading the language: %w", err)
		}
		if _, err := tx.Exec(ctx, "UPDATE users SET locale = $2 WHERE id = $1", self.User, locale); err != nil {
			return fmt.Errorf("setting the language: %w", err)
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: self.Organization, Action: "user.setLocale", SubjectType: "user", SubjectID: audit.ID(self.User),
			Before: map[string]any{"locale": before}, After: map[string]any{"locale": locale},
		})
	})
	s.sessions.Forget(self.User)
	return err
}

// ChangePassword changes the caller's own password and ends the caller's other sessions. Returns Invalid when the
// present one is wrong or the new one too short or too long, Forbidden to an API key.
func (s *Service) ChangePassword(ctx context.Context, current, password string) error {
	self := auth.MustActor(ctx)
	if self.Key.Valid {
		return fault.New(fault.Forbidden, "auth.notByKey", nil)
	}
	var fields fault.Fields
	if auth.CheckPassword("password", password, &fields); fields.Err() != nil {
		return fields.Err()
	}
	known, err := read(ctx, s.pool, self.Scope(), func(tx pgx.Tx) (hash string, err error) {
		err = tx.QueryRow(ctx, "SELECT coalesce(password_hash, '') FROM users WHERE id = $1", self.User).Scan(&hash)
		return hash, err
	})
	if err != nil {
		return fmt.Errorf("reading the password: %w", err)
	}
	if ok, err := auth.VerifyPassword(ctx, current, known); err != nil {
		return err
	} else if !ok {
		fields.Add("current", "password.wrong", nil)
		return fields.Err()
	}
	hash, err := auth.HashPassword(ctx, password)
	if err != nil {
		return err
	}
	epoch, err := read(ctx, s.pool, self.Scope(), func(tx pgx.Tx) (epoch int, err error) {
		err = tx.QueryRow(ctx, `UPDATE users SET password_hash = $2, session_epoch = session_epoch + 1
			WHERE id = $1 AND password_hash = $3 RETURNING session_epoch`, self.User, hash, known).Scan(&epoch)
		if errors.Is(err, pgx.ErrNoRows) { // changed meanwhile
			return 0, fault.New(fault.Conflict, "password.changed", nil)
		} else if err != nil {
			return 0, fmt.Errorf("setting the password: %w", err)
		}
		return epoch, audit.Record(ctx, tx, audit.Entry{
			Organization: self.Organization, Action: "user.changePassword", SubjectType: "user", SubjectID: audit.ID(self.User),
		})
	})
	if err != nil {
		return err
	}
	return s.sessions.KeepSession(ctx, epoch)
}
