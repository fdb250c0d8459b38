package conflict

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Effect is what a remedy changes for one party, in numbers of the base currency and in words.
type Effect struct {
	Revenue decimal.Decimal `json:"revenue"`
	Months  []EffectMonth   `json:"months"` // oldest first
	Lines   int             `json:"lines"`
	Changes []Change        `json:"changes"` // labels, dates and amounts: nobody's name
}

// EffectMonth is what a remedy changes in a month.
type EffectMonth struct {
	Month   time.Time       `json:"month"` // its first day
	Revenue decimal.Decimal `json:"revenue"`
	Before  decimal.Decimal `json:"before"` // the party's revenue in all
	After   decimal.Decimal `json:"after"`
}

// Change is something to say to what changes besides revenue.
type Change struct {
	Key    string       `json:"key"`
	Params fault.Params `json:"params,omitempty"`
}

// What a remedy changes besides revenue.
const (
	changeOwner      = "remedy.change.owner"       // {party, customers}
	changeShares     = "remedy.change.shares"      // {other, level, until, accounts}
	changeIsShared   = "remedy.change.isShared"    // {party, level, until, accounts}
	changeVoids      = "remedy.change.voids"       // {lines}
	changeConfirms   = "remedy.change.confirms"    // {registrations, until?}
	changeShortens   = "remedy.change.shortens"    // {registrations, until}
	changeRevokes    = "remedy.change.revokes"     // {registrations}
	changeWarns      = "remedy.change.warns"       // {}
	changePays       = "remedy.change.compensates" // {party, amount, currency}
	changeIsPaid     = "remedy.change.compensated" // {other, amount, currency}
	changeClosedLate = "remedy.change.countsLater" // {lines}: their months are closed
)

// PartyEffect is an effect with the label of whose it is.
type PartyEffect struct {
	RemedyID uuid.UUID
	Label    string
	Effect   Effect
}

// effects collects what a remedy changes, by label.
type effects map[string]*Effect

func (e effects) of(label string) *Effect {
	if e[label] == nil {
		e[label] = &Effect{Months: []EffectMonth{}, Changes: []Change{}}
	}
	return e[label]
}

func (e effects) say(label, key string, params fault.Params) {
	x := e.of(label)
	x.Changes = append(x.Changes, Change{key, params})
}

// add moves a party's revenue of a month.
func (e *Effect) add(month time.Time, amount decimal.Decimal) {
	e.Revenue = e.Revenue.Add(amount)
	for i := range e.Months {
		if e.Months[i].Month.Equal(month) {
			e.Months[i].Revenue = e.Months[i].Revenue.Add(amount)
			return
		}
	}
	e.Months = append(e.Months, EffectMonth{Month: month, Revenue: amount})
}

// settle puts the months into order and says what the party's revenue was and is; revenue moves on with it.
func (e *Effect) settle(revenue map[time.Time]decimal.Decimal) {
	slices.SortFunc(e.Months, func(a, b EffectMonth) int { return a.Month.Compare(b.Month) })
	for i := range e.Months {
		m := &e.Months[i]
		m.Before = revenue[m.Month]
		m.After = m.Before.Add(m.Revenue)
		revenue[m.Month] = m.After
	}
}

// effectsOf reads what remedies changed, for those parties that row-level security shows.
func effectsOf(ctx context.Context, q postgres.Querier, remedies []uuid.UUID) ([]PartyEffect, error) {
	return postgres.Rows[PartyEffect](q.Query(ctx, `SELECT f.remedy_id, p.label, f.effect FROM conflict_effects f
		JOIN conflict_parties p ON p.case_id = f.case_id AND p.distributor_id = f.distributor_id
		WHERE f.remedy_id = ANY(@remedies) ORDER BY f.remedy_id, length(p.label), p.label`, postgres.Args{"remedies": remedies}))
}

// EffectsOf reads what remedies changed for the parties that the caller may see.
func (s *Service) EffectsOf(ctx context.Context, sc scope.Scope, remedies []uuid.UUID) (map[uuid.UUID][]PartyEffect, error) {
	return grouped(ctx, s, sc, func(tx pgx.Tx) ([]PartyEffect, error) { return effectsOf(ctx, tx, remedies) }, func(e PartyEffect) uuid.UUID { return e.RemedyID })
}
