package conflict

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
)

// A plan is what remedies would do, reckoned from the facts as they stand: the preview shows it, the check refuses by its problems, and
// the settler carries it out. So what is proposed in numbers is what is booked.

// caseLine is a line that is evidence of a case and holds, as it stands now.
type caseLine struct {
	EvidenceID    uuid.UUID
	Label         string
	DistributorID uuid.UUID
	LineID        uuid.UUID
	InvoiceNo     string
	SaleDate      time.Time
	CountsIn      time.Time // the month in which credit of it counts
	ProductID     uuid.UUID
	ProductLineID uuid.UUID
	TerritoryID   *uuid.UUID
	ChannelType   string
	BaseAmount    decimal.Decimal
	AccountID     *uuid.UUID
	CustomerID    *uuid.UUID
	Voided        bool
	SplitBy       *uuid.UUID // the case that has split its credit
	Accepted      bool       // its report is in and not being taken back
	MonthClosed   bool
}

// caseAccount is a record of a customer that a case is about.
type caseAccount struct {
	Label         string
	DistributorID uuid.UUID
	AccountID     uuid.UUID
	CustomerID    uuid.UUID
}

// caseRegistration is a registration that a case is about.
type caseRegistration struct {
	EvidenceID     *uuid.UUID
	Label          string
	DistributorID  uuid.UUID
	RegistrationID uuid.UUID
	State          string
	ProtectedFrom  *time.Time
	ProtectedUntil *time.Time
}

// standingFacts is all that remedies are reckoned from.
type standingFacts struct {
	caseID        uuid.UUID
	currency      string
	brand         uuid.UUID
	parties       map[string]uuid.UUID
	lines         []caseLine
	accounts      []caseAccount
	registrations []caseRegistration
	revenue       map[string]map[time.Time]decimal.Decimal // by label and month
}

// readFacts reads them for whoever mediates the case, and for the engine. What its own applied remedies did is taken as undone when anew is
// set: an appeal that succeeds undoes them before others are applied.
func readFacts(ctx context.Context, q postgres.Querier, caseID uuid.UUID, anew bool) (*standingFacts, error) {
	f := &standingFacts{caseID: caseID, parties: map[string]uuid.UUID{}, revenue: map[string]map[time.Time]decimal.Decimal{}}
	settings, err := partner.LoadSettings(ctx, q)
	if err != nil {
		return nil, err
	}
	f.currency, f.brand = settings.BaseCurrency, settings.BrandID
	args := postgres.Args{"case": caseID}
	type party struct {
		Label         string
		DistributorID uuid.UUID
	}
	parties, err := postgres.Rows[party](q.Query(ctx, `SELECT label, distributor_id FROM conflict_parties WHERE case_id = @case ORDER BY label`, args))
	if err != nil {
		return nil, err
	}
	for _, p := range parties {
		f.parties[p.Label], f.revenue[p.Label] = p.DistributorID, map[time.Time]decimal.Decimal{}
	}
	if f.lines, err = postgres.Rows[caseLine](q.Query(ctx, `SELECT * FROM case_lines(@case)`, args)); err != nil {
		return nil, err
	}
	if f.accounts, err = postgres.Rows[caseAccount](q.Query(ctx, `SELECT * FROM case_accounts(@case)`, args)); err != nil {
		return nil, err
	}
	if f.registrations, err = postgres.Rows[caseRegistration](q.Query(ctx, `SELECT * FROM case_registrations(@case)`, args)); err != nil {
		return nil, err
	}
	type month struct {
		Label   string
		Month   time.Time
		Revenue decimal.Decimal
	}
	months, err := postgres.Rows[month](q.Query(ctx, `SELECT * FROM case_revenue(@case)`, args))
	if err != nil {
		return nil, err
	}
	for _, m := range months {
		f.revenue[m.Label][m.Month] = m.Revenue
	}
	if anew {
		return f, f.undo(ctx, q)
	}
	return f, nil
}

// undo reckons the case's applied remedies as taken back.
func (f *standingFacts) undo(ctx context.Context, q postgres.Querier) error {
	for i := range f.lines {
		if l := &f.lines[i]; l.SplitBy != nil && *l.SplitBy == f.caseID {
			l.SplitBy = nil
		}
	}
	remedies, err := postgres.Rows[Remedy](q.Query(ctx, "SELECT "+remedyColumns+" FROM conflict_remedies r WHERE r.case_id = @case AND r.state = 'APPLIED' ORDER BY r.ordinal",
		postgres.Args{"case": f.caseID}))
	if err != nil {
		return err
	}
	for _, r := range remedies {
		for i := range f.lines {
			if l := &f.lines[i]; r.Kind == VoidLines && r.Spec.chooses(*l) {
				l.Voided = false
			}
		}
	}
	applied, err := postgres.Rows[PartyEffect](q.Query(ctx, `SELECT f.remedy_id, p.label, f.effect FROM conflict_effects f
		JOIN conflict_parties p ON p.case_id = f.case_id AND p.distributor_id = f.distributor_id
		JOIN conflict_remedies r ON r.case_id = f.case_id AND r.id = f.remedy_id AND r.state = 'APPLIED'
		WHERE f.case_id = @case ORDER BY 1, 2`, postgres.Args{"case": f.caseID}))
	for _, e := range applied {
		for _, m := range e.Effect.Months {
			f.revenue[e.Label][m.Month] = f.revenue[e.Label][m.Month].Sub(m.Revenue)
		}
	}
	return err
}

// labels gives the parties' labels in order.
func (f *standingFacts) labels() []string {
	labels := slices.Collect(maps.Keys(f.parties))
	slices.SortFunc(labels, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return labels
}
