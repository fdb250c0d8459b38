package user

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/mail"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Mailer sends a message; internal/mail has one.
type Mailer interface {
	Send(ctx context.Context, message mail.Message) error
}

// Sessions are told of what ends them; auth.Service.
type Sessions interface {
	// KeepSession lets the caller's own session outlive the epoch's others.
	KeepSession(ctx context.Context, epoch int) error
	// Forget drops what is held of the user.
	Forget(user uuid.UUID)
}

// Service is the use cases of people and organisations.
type Service struct {
	pool     *postgres.Pool
	mailer   Mailer
	sessions Sessions
	address  string // of the portal, without a slash at its end
}

// NewService makes the service. address is the portal's own, for the links in mails: "https://portal.example".
func NewService(pool *postgres.Pool, mailer Mailer, sessions Sessions, address string) *Service {
	return &Service{pool, mailer, sessions, address}
}

// List lists the users of the scope. Returns Invalid for arguments that page.Check refuses.
func (s *Service) List(ctx context.Context, sc scope.Scope, f Filter, sort Sort, args page.Args) (page.Page[User], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[User]{}, err
	}
	users, err := read(ctx, s.pool, sc, func(tx pgx.Tx) ([]User, error) { return listUsers(ctx, tx, sc, f, sort, r) })
	if err != nil {
		return page.Page[User]{}, err
	}
	count := func(ctx context.Context) (int, error) {
		return read(ctx, s.pool, sc, func(tx pgx.Tx) (int, error) { return countUsers(ctx, tx, sc, f) })
	}
	return page.Make(r, users, sort.key, count), nil
}

// ByIDs reads the users that the scope reaches, and the caller.
func (s *Service) ByIDs(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]User, error) {
	return read(ctx, s.pool, sc, func(tx pgx.Tx) ([]User, error) { return usersByID(ctx, tx, sc, ids) })
}

// OrganizationsByID reads the organisations that the scope reaches, and the brand.
func (s *Service) OrganizationsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) ([]Organization, error) {
	if sc.Reach == scope.None {
		return nil, nil
	}
	return read(ctx, s.pool, sc, func(tx pgx.Tx) ([]Organization, error) { return organizationsByID(ctx, tx, sc, ids) })
}

// SetRole gives the user another role. It is in force within a second; open sessions go on in it.
// Returns NotFound, Invalid when the role doesn't fit the organisation, and Conflict for oneself and for the last
// administrator.
func (s *Service) SetRole(ctx context.Context, sc scope.Scope, id uuid.UUID, role string) (User, error) {
	return s.change(ctx, sc, id, "user.setRole", func(tx pgx.Tx, u *User, kind Kind) error {
		var fields fault.Fields
		if checkRole(role, kind, &fields); fields.Err() != nil {
			return fields.Err()
		}
		if err := notTheLast(ctx, tx, *u, kind, role); err != nil {
			return err
		}
		if u.Role == policy.ChannelManager && role != policy.ChannelManager {
			if err := replacePortfolio(ctx, tx, u.ID, nil); err != nil {
				return err
			}
		}
		u.Role = role
		return setRole(ctx, tx, u.ID, role)
	})
}

// Deactivate shuts the user out and ends all their sessions within a second.
// Returns NotFound, and Conflict for oneself and for the last administrator.
func (s *Service) Deactivate(ctx context.Context, sc scope.Scope, id uuid.UUID) (User, error) {
	return s.change(ctx, sc, id, "user.deactivate", func(tx pgx.Tx, u *User, kind Kind) error {
		if err := notTheLast(ctx, tx, *u, kind, ""); err != nil {
			return err
		}
		if err := endInvitations(ctx, tx, u.ID); err != nil {
			return err
		}
		u.Status = Deactivated
		return setStatus(ctx, tx, u.ID, Deactivated)
	})
}

// Reactivate lets the user in again, to whom it was before: somebody who never chose a password is invited still and
// needs a new invitation. Returns NotFound, and Conflict for oneself and when the user isn't deactivated.
func (s *Service) Reactivate(ctx context.Context, sc scope.Scope, id uuid.UUID) (User, error) {
	return s.change(ctx, sc, id, "user.reactivate", func(tx pgx.Tx, u *User, _ Kind) error {
		if u.Status != Deactivated {
			return fault.New(fault.Conflict, "user.notDeactivated", nil)
		}
		has, err := hasPassword(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		u.Status = Invited
		if has {
			u.Status = Active
		}
		return setStatus(ctx, tx, u.ID, u.Status)
	})
}

// state is what an audit entry tells of a user: neither name nor address.
type state struct {
	Role   string `json:"role"`
	Status Status `json:"status"`
}

// change runs an administrator's change of another user, audited. Nothing is written when nothing changes.
func (s *Service) change(ctx context.Context, sc scope.Scope, id uuid.UUID, action string, fn func(pgx.Tx, *User, Kind) error) (u User, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		org, err := lockOrganizationOf(ctx, tx, sc, id)
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.Missing("user")
		} else if err != nil {
			return fmt.Errorf("reading the user's organisation: %w", err)
		}
		if u, err = lockUser(ctx, tx, sc, id); err != nil {
			return fmt.Errorf("reading the user: %w", err)
		}
		if id == sc.User {
			return fault.New(fault.Conflict, "user.notYourself", nil)
		}
		before := state{u.Role, u.Status}
		if err := fn(tx, &u, org.Kind); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: u.OrganizationID, Action: action, SubjectType: "user", SubjectID: audit.ID(u.ID),
			Before: before, After: state{u.Role, u.Status},
		})
	})
	if err == nil {
		s.sessions.Forget(id)
	}
	return u, err
}

// notTheLast returns Conflict when the user is the last who can administer the organisation, and would not in the role.
func notTheLast(ctx context.Context, tx pgx.Tx, u User, kind Kind, role string) error {
	admin := adminOf(kind)
	if u.Role != admin || role == admin || u.Status != Active {
		return nil
	}
	n, err := countAdmins(ctx, tx, u.OrganizationID, admin)
	if err != nil {
		return fmt.Errorf("counting administrators: %w", err)
	}
	if n < 2 {
		return fault.New(fault.Conflict, "user.lastAdmin", nil)
	}
	return nil
}

// Add adds a user who can log in with the password at once: for the first administrator, and for demonstration data.
// Returns Invalid, also for an address that is taken, and NotFound for the organisation.
func (s *Service) Add(ctx context.Context, sc scope.Scope, n New, password string) (User, error) {
	var fields fault.Fields
	if auth.CheckPassword("password", password, &fields); fields.Err() != nil {
		return User{}, fields.Err()
	}
	hash, err := auth.HashPassword(ctx, password)
	if err != nil {
		return User{}, err
	}
	var u User
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := checkNew(ctx, tx, sc, &n); err != nil {
			return err
		}
		u = User{ID: typeid.New(), OrganizationID: n.OrganizationID, Email: n.Email, Name: n.Name, Role: n.Role, Status: Active, Locale: n.Locale}
		return add(ctx, tx, u, &hash, "user.add")
	})
	return u, err
}

// AddKey makes an API key of the organisation in the role, in the user's name. Returns Invalid when the role
// doesn't fit the organisation, NotFound for an organisation or user beyond the scope.
func (s *Service) AddKey(ctx context.Context, sc scope.Scope, organizationID, userID uuid.UUID, name, role string) (key string, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		u, err := lockUser(ctx, tx, sc, userID)
		if errors.Is(err, pgx.ErrNoRows) || err == nil && u.OrganizationID != organizationID {
			return fault.Missing("user")
		} else if err != nil {
			return err
		}
		org, err := organization(ctx, tx, sc, organizationID)
		if err != nil {
			return err
		}
		var fields fault.Fields
		if checkRole(role, org.Kind, &fields); fields.Err() != nil {
			return fields.Err()
		}
		if _, key, err = auth.NewKey(ctx, tx, organizationID, userID, name, role); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: organizationID, Action: "apiKey.create", SubjectType: "user", SubjectID: audit.ID(userID),
			After: map[string]string{"name": name, "role": role},
		})
	})
	return key, err
}

// checkNew checks the person against the organisation, which the scope must reach.
func checkNew(ctx context.Context, tx pgx.Tx, sc scope.Scope, n *New) error {
	org, err := organization(ctx, tx, sc, n.OrganizationID)
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.Missing("organization")
	} else if err != nil {
		return fmt.Errorf("reading the organisation: %w", err)
	}
	return n.check(org.Kind)
}

// add writes a new user with its audit entry. Whoever has the address, the fault is the same.
func add(ctx context.Context, tx pgx.Tx, u User, passwordHash *string, action string) error {
	added, err := insertUser(ctx, tx, u, passwordHash)
	if err != nil {
		return fmt.Errorf("adding the user: %w", err)
	}
	if !added {
		var fields fault.Fields
		fields.Add("email", "email.taken", nil)
		return fields.Err()
	}
	return audit.Record(ctx, tx, audit.Entry{
		Organization: u.OrganizationID, Action: action, SubjectType: "user", SubjectID: audit.ID(u.ID), After: state{u.Role, u.Status},
	})
}

// read runs one look-up in a transaction of the scope.
func read[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (out T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}
