package partner

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Service is the use cases of this domain. Each method reaches only the rows of its scope; somebody else's row
// is NotFound.
type Service struct {
	pool     *postgres.Pool
	settings atomic.Pointer[heldSettings]
	versions versions
}

// New makes the service over the pool.
func New(pool *postgres.Pool) *Service { return &Service{pool: pool} }

type heldSettings struct {
	Settings
	until time.Time
}

// settingsHeld is how long settings are held in process.
const settingsHeld = time.Second

// Settings gives the brand's settings, at most a second old. Returns Unavailable before there is a brand.
func (s *Service) Settings(ctx context.Context, sc scope.Scope) (Settings, error) {
	if held := s.settings.Load(); held != nil && time.Now().Before(held.until) {
		return held.Settings, nil
	}
	var found Settings
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		found, err = LoadSettings(ctx, tx)
		return err
	})
	if err != nil {
		return Settings{}, err
	}
	s.settings.Store(&heldSettings{found, time.Now().Add(settingsHeld)})
	return found, nil
}

// CreateBrand makes the one brand of an empty portal. Returns Conflict when there is one.
func (s *Service) CreateBrand(ctx context.Context, sc scope.Scope, b Brand) (Settings, error) {
	if b.ReportDueDay == 0 {
		b.ReportDueDay = 10
	}
	if err := b.check(); err != nil {
		return Settings{}, err
	}
	made := Settings{BrandID: typeid.New(), BaseCurrency: b.BaseCurrency, TimeZone: b.TimeZone, ReportDueDay: b.ReportDueDay}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := insertBrand(ctx, tx, made, b.Name); postgres.Violates(err, "organizations_one_brand") {
			return fault.Wrap(err, fault.Conflict, "brand.exists", nil)
		} else if err != nil {
			return fmt.Errorf("adding the brand: %w", err)
		}
		if err := TouchShared(ctx, tx, SharedSettings); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: made.BrandID, Action: "brand.create", SubjectType: "organization", SubjectID: audit.ID(made.BrandID), After: b,
		})
	})
	return made, err
}

// record audits a change of what belongs to no distributor, in the brand's name.
func record(ctx context.Context, tx pgx.Tx, action, subject string, id uuid.UUID, before, after any) error {
	settings, err := LoadSettings(ctx, tx)
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		Organization: settings.BrandID, Action: action, SubjectType: subject,
		SubjectID: uuid.NullUUID{UUID: id, Valid: id != uuid.Nil}, Before: before, After: after,
	})
}
