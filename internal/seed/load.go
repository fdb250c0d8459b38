package seed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/catalog"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/files"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Deps are what Load works with.
type Deps struct {
	App    *postgres.Pool // as requests use it
	Engine *postgres.Pool // as jobs use it
	Files  *files.Store
	Log    *slog.Logger
	// Progress, when there is one, is told now and then how many of all sales are in.
	Progress func(done, total int)
}

// Summary says what Load has made, and who can log in.
type Summary struct {
	Existed      bool // there was a brand already: nothing was done
	Distributors int
	Files        int
	Lines        int
	Rejected     int
	Accounts     []Account
	APIKeys      []APIKey
}

// loader is one run of Load.
type loader struct {
	Deps
	w        *World
	partners *partner.Service
	catalog  *catalog.Service
	detector *conflict.Detector
	brand    uuid.UUID
	admin    uuid.UUID            // the brand's administrator, who does what nobody else does
	ids      map[string]uuid.UUID // distributors by code
	clerks   map[string]uuid.UUID // who reports for a distributor
}

// Load fills an empty portal with the world of the options, by the same services that people's files go through.
// A portal that has a brand stays as it is. It is not to be repeated over what a broken run has left.
func Load(ctx context.Context, d Deps, o Options) (Summary, error) {
	w, err := New(o)
	if err != nil {
		return Summary{}, err
	}
	if d.Progress == nil {
		d.Progress = func(int, int) {}
	}
	l := &loader{Deps: d, w: w, partners: partner.New(d.App), catalog: catalog.New(d.App),
		detector: conflict.NewDetector(d.Engine, noQueue{}, time.Now), clerks: map[string]uuid.UUID{}}
	settings, err := l.partners.CreateBrand(ctx, scope.System(), partner.Brand{
		Name: w.Brand.Name.En, BaseCurrency: w.Brand.BaseCurrency, TimeZone: w.Brand.TimeZone, ReportDueDay: w.Brand.DueDay})
	if fault.Is(err, fault.Conflict) {
		return Summary{Existed: true}, nil
	} else if err != nil {
		return Summary{}, fmt.Errorf("making the brand: %w", err)
	}
	l.brand = settings.BrandID
	sum := Summary{Distributors: len(w.Distributors)}
	if err := l.addBrandPeople(ctx, &sum); err != nil {
		return sum, err
	}
	ctx = auth.With(ctx, auth.Actor{User: l.admin, Organization: l.brand, Brand: true, Role: "brand_admin", Reach: scope.All})
	if err := l.importMasters(ctx); err != nil {
		return sum, err
	}
	if err := l.keepCalendar(ctx); err != nil {
		return sum, fmt.Errorf("entering holidays: %w", err)
	}
	if err := l.addDistributorPeople(ctx, &sum); err != nil {
		return sum, err
	}
	if err := l.keepRules(ctx); err != nil {
		return sum, fmt.Errorf("setting the rules: %w", err)
	}
	if err := l.deliverAll(ctx, &sum); err != nil {
		return sum, err
	}
	if err := l.keepAccounts(ctx); err != nil {
		return sum, err
	}
	if err := l.registerCustomers(ctx); err != nil {
		return sum, err
	}
	if err := l.look(ctx); err != nil {
		return sum, err
	}
	if err := l.argueCases(ctx); err != nil {
		return sum, err
	}
	if err := l.hearCustomers(ctx); err != nil {
		return sum, err
	}
	if err := l.trainPeople(ctx); err != nil {
		return sum, err
	}
	if err := l.keepPlans(ctx); err != nil {
		return sum, err
	}
	if err := l.reviewAll(ctx); err != nil {
		return sum, err
	}
	if err := l.contestAll(ctx); err != nil {
		return sum, err
	}
	if err := l.keepPeriods(ctx); err != nil {
		return sum, err
	}
	return sum, l.importMaster(ctx, w.distributorFile(true))
}

// look has the rules look at what they don't look at while files come in.
func (l *loader) look(ctx context.Context) error {
	if err := l.detector.Drain(ctx); err != nil {
		return err
	}
	for _, id := range l.ids {
		if err := l.detector.LookBack(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// importMasters brings in everything but people and sales.
func (l *loader) importMasters(ctx context.Context) error {
	before := []Master{l.w.territoryFile(), l.w.distributorFile(false)}
	before = append(before, l.w.catalogueFiles()...)
	for _, m := range append(before, l.w.assignmentFile(), l.w.targetFile()) {
		if err := l.importMaster(ctx, m); err != nil {
			return err
		}
	}
	return l.App.InTx(ctx, scope.System(), func(tx pgx.Tx) (err error) {
		l.ids, err = partner.LoadCodes(ctx, tx, "distributors")
		return err
	})
}

func (l *loader) importMaster(ctx context.Context, m Master) error {
	var err error
	if l.knows(m.Kind) {
		_, err = l.partners.Import(ctx, scope.System(), m.Kind, bytes.NewReader(m.CSV))
	} else {
		_, err = l.catalog.Import(ctx, scope.System(), m.Kind, bytes.NewReader(m.CSV))
	}
	if f := fault.As(err); f != nil && len(f.Fields) > 0 {
		err = errors.Join(err, fmt.Errorf("%s: %s %v", f.Fields[0].Path, f.Fields[0].Key, f.Fields[0].Params))
	}
	if err != nil {
		return fmt.Errorf("importing %s: %w", m.Kind, err)
	}
	return nil
}

// knows tells whether a kind of master data is the partner domain's.
func (l *loader) knows(kind string) bool {
	for _, known := range partner.Imports {
		if known == kind {
			return true
		}
	}
	return false
}
