package partner

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// NewDistributor is a distributor to add.
type NewDistributor struct {
	Code string
	Facts
}

// DistributorChange changes what is not nil. A pointer to nil takes a value away.
type DistributorChange struct {
	Name         *Name
	ParentID     **uuid.UUID
	Tier         *Tier
	Status       *Status
	ChannelTypes []ChannelType
	Currency     *string
	Country      *string
	TimeZone     *string
	JoinedOn     *time.Time
	LeftOn       **time.Time
}

// Distributors lists the distributors of the scope. Returns Invalid for arguments that page.Check refuses.
func (s *Service) Distributors(ctx context.Context, sc scope.Scope, f DistributorFilter, sort Sort, args page.Args) (page.Page[Distributor], error) {
	r, err := page.Check(args, 2)
	if err != nil {
		return page.Page[Distributor]{}, err
	}
	var rows []Distributor
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		rows, err = listDistributors(ctx, tx, sc, f, sort, r)
		return err
	})
	if err != nil {
		return page.Page[Distributor]{}, err
	}
	count := func(ctx context.Context) (n int, err error) {
		err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
			n, err = countDistributors(ctx, tx, sc, f)
			return err
		})
		return n, err
	}
	return page.Make(r, rows, sort.key, count), nil
}

// Distributor reads one distributor. Returns NotFound when the scope doesn't reach it.
func (s *Service) Distributor(ctx context.Context, sc scope.Scope, id uuid.UUID) (d Distributor, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		d, err = LoadDistributor(ctx, tx, sc, id)
		return err
	})
	return d, err
}

// DistributorsByID reads those of the ids that the scope reaches.
func (s *Service) DistributorsByID(ctx context.Context, sc scope.Scope, ids []uuid.UUID) (m map[uuid.UUID]Distributor, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) (err error) {
		m, err = LoadDistributors(ctx, tx, sc, ids)
		return err
	})
	return m, err
}

// CreateDistributor adds a distributor with its organisation. A repeated key gives the first one again.
// Returns Invalid with all fields at fault, Conflict when the code is taken.
func (s *Service) CreateDistributor(ctx context.Context, sc scope.Scope, key *string, n NewDistributor) (made Distributor, err error) {
	n.Code, n.Name = strings.TrimSpace(n.Code), n.Name.Trim()
	var fields fault.Fields
	checkCode(n.Code, fields.Add)
	n.check(fields.Add)
	if err := fields.Err(); err != nil {
		return made, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		id, _, err := idempotency.Do(ctx, tx, sc, "createDistributor", key, n, func() (uuid.UUID, error) {
			d := Distributor{ID: typeid.New(), Code: n.Code, Facts: n.Facts}
			return d.ID, addDistributor(ctx, tx, sc, d)
		})
		if err != nil {
			return err
		}
		made, err = LoadDistributor(ctx, tx, sc, id)
		return err
	})
	return made, err
}

func addDistributor(ctx context.Context, tx pgx.Tx, sc scope.Scope, d Distributor) error {
	if d.ParentID != nil {
		if _, err := LoadDistributor(ctx, tx, sc, *d.ParentID); err != nil {
			return wrongParent(err)
		}
	}
	if err := insertDistributor(ctx, tx, d); postgres.Violates(err, "distributors_code_key") {
		return taken("distributor.codeTaken", d.Code)
	} else if err != nil {
		return fmt.Errorf("adding a distributor: %w", err)
	}
	if err := Touch(ctx, tx, d.ID); err != nil {
		return err
	}
	return audit.Record(ctx, tx, audit.Entry{
		Organization: d.ID, Action: "distributor.create", SubjectType: "distributor", SubjectID: audit.ID(d.ID), After: d,
	})
}

// UpdateDistributor changes a distributor. Returns NotFound, Invalid with all fields at fault (parentId for a parent
// that would close a cycle), Forbidden for a new parent when the scope doesn't reach all distributors.
func (s *Service) UpdateDistributor(ctx context.Context, sc scope.Scope, id uuid.UUID, c DistributorChange) (now Distributor, err error) {
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if c.ParentID != nil {
			if err := lock(ctx, tx, lockParents); err != nil {
				return err
			}
		}
		before, err := LoadDistributor(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		now = before
		c.apply(&now.Facts)
		if reflect.DeepEqual(now, before) {
			return nil
		}
		if err := checkUpdate(ctx, tx, sc, before, now); err != nil {
			return err
		}
		if err := updateDistributor(ctx, tx, sc, now); err != nil {
			return fmt.Errorf("changing a distributor: %w", err)
		}
		if err := Touch(ctx, tx, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{
			Organization: id, Action: "distributor.update", SubjectType: "distributor", SubjectID: audit.ID(id), Before: before, After: now,
		})
	})
	return now, err
}

func (c DistributorChange) apply(f *Facts) {
	set(&f.Name, c.Name)
	f.Name = f.Name.Trim()
	set(&f.ParentID, c.ParentID)
	set(&f.Tier, c.Tier)
	set(&f.Status, c.Status)
	if c.ChannelTypes != nil {
		f.ChannelTypes = c.ChannelTypes
	}
	set(&f.Currency, c.Currency)
	set(&f.Country, c.Country)
	set(&f.TimeZone, c.TimeZone)
	set(&f.JoinedOn, c.JoinedOn)
	set(&f.LeftOn, c.LeftOn)
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// checkUpdate checks the facts, and that a new parent exists and closes no cycle.
func checkUpdate(ctx context.Context, tx pgx.Tx, sc scope.Scope, before, now Distributor) error {
	var fields fault.Fields
	now.check(fields.Add)
	if now.ParentID != nil && (before.ParentID == nil || *before.ParentID != *now.ParentID) {
		if sc.Reach != scope.All {
			return fault.New(fault.Forbidden, "distributor.parentNeedsAll", nil) // part of the chain is out of sight
		}
		if _, err := LoadDistributor(ctx, tx, sc, *now.ParentID); err != nil {
			return wrongParent(err)
		}
		parent, err := parents(ctx, tx)
		if err != nil {
			return err
		}
		parent[now.ID] = *now.ParentID
		if cyclic(now.ID, parent) {
			fields.Add("parentId", "distributor.cycle", nil)
		}
	}
	return fields.Err()
}

func wrongParent(err error) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	var fields fault.Fields
	fields.Add("parentId", "distributor.notFound", nil)
	return fields.Err()
}

// taken is the Conflict of a code that another has.
func taken(key, code string) error {
	return &fault.Error{Kind: fault.Conflict, Key: key, Params: fault.Params{"code": code},
		Fields: fault.Fields{{Path: "code", Key: key, Params: fault.Params{"code": code}}}}
}
