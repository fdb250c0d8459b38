package graph

import (
	"context"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/typeid"
)

func ruleModel(r conflict.RuleInfo) model.ConflictRuleInfo {
	m := model.ConflictRuleInfo{Rule: model.ConflictRule(r.Rule.Name), Moment: model.RuleMoment(r.Rule.Moment), RaisesSignals: r.Rule.Signals, Current: settingModel(r.Rule, r.Current)}
	for _, s := range r.History {
		m.History = append(m.History, settingModel(r.Rule, s))
	}
	return m
}

func settingModel(r rules.Rule, s conflict.Setting) model.RuleSetting {
	m := model.RuleSetting{Version: s.Version, ValidFrom: s.ValidFrom, Enabled: s.Enabled, Values: make([]model.RuleValue, len(r.Values)),
		Bands:        model.SeverityBands{Medium: s.Bands.Medium, High: s.Bands.High, Critical: s.Bands.Critical},
		TellsParties: s.TellsParties, QuietDays: s.QuietDays, Mode: model.RuleMode(s.Mode), LegalBasis: s.LegalBasis, Jurisdictions: append([]string{}, s.Jurisdictions...),
		Reason: s.Reason, ChangedAt: s.ChangedAt, ChangedByID: s.ChangedBy}
	for i, v := range r.Values {
		m.Values[i] = model.RuleValue{Key: v.Key, Value: s.Values[v.Key], Unit: model.RuleUnit(v.Unit), Least: bound(v.Least), Most: bound(v.Most), Choices: append([]string{}, v.Choices...), Default: v.Default}
	}
	return m
}

// bound reads a bound of a threshold; nil when there is none.
func bound(text string) *decimal.Decimal {
	if text == "" {
		return nil
	}
	d := decimal.RequireFromString(text)
	return &d
}

func newSetting(in model.ConflictRuleInput) conflict.NewSetting {
	n := conflict.NewSetting{Rule: string(in.Rule), ValidFrom: given(in.ValidFrom), Enabled: in.Enabled, Values: map[string]string{}, TellsParties: given(in.TellsParties),
		QuietDays: given(in.QuietDays), LegalBasis: given(in.LegalBasis), Jurisdictions: in.Jurisdictions.Value()}
	for _, v := range in.Values.Value() {
		n.Values[v.Key] = v.Value
	}
	if b := given(in.Bands); b != nil {
		n.Bands = &rules.Bands{Medium: b.Medium, High: b.High, Critical: b.Critical}
	}
	if mode := given(in.Mode); mode != nil {
		text := string(*mode)
		n.Mode = &text
	}
	return n
}

func (r *Resolver) dryRunModel(ctx context.Context, d conflict.DryRun) (*model.RuleDryRun, error) {
	amount, err := r.inBase(ctx, d.Amount)
	if err != nil {
		return nil, err
	}
	m := &model.RuleDryRun{From: d.From, Until: d.Until, Cases: d.Cases, CasesNow: d.CasesNow, Facts: d.Facts, Amount: *amount,
		Months: make([]model.RuleDryRunMonth, len(d.Months)), Distributors: make([]model.RuleDryRunDistributor, len(d.Distributors))}
	for i, x := range d.Months {
		m.Months[i] = model.RuleDryRunMonth{Period: period.Of(period.Month, x.Month), Cases: x.Cases, CasesNow: x.CasesNow, Amount: model.Money{Amount: x.Amount, Currency: amount.Currency}}
	}
	for i, x := range d.Distributors {
		m.Distributors[i] = model.RuleDryRunDistributor{DistributorID: x.DistributorID, Cases: x.Cases, CasesNow: x.CasesNow}
	}
	return m, nil
}

var signals = loaderOf(func(r *Resolver) byIDs[conflict.Signal] { return r.Conflicts.SignalsByID }, func(s conflict.Signal) uuid.UUID { return s.ID })

var _ = registerNode(typeid.Signal, "signal", nodeOf(signals, signalModel))

func signalModel(s conflict.Signal) model.Signal {
	return model.Signal{ID: s.NodeID(), Row: &s, Kind: model.SignalKind(s.Kind), State: model.SignalState(s.State), Severity: model.ConflictSeverity(s.Severity),
		HappenedFrom: s.HappenedFrom, HappenedUntil: s.HappenedUntil, Measures: s.Measures, RaisedAt: s.RaisedAt, Reason: s.Reason}
}

func signalPage(p page.Page[conflict.Signal]) *model.SignalConnection {
	return &model.SignalConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, s conflict.Signal) model.SignalEdge {
		return model.SignalEdge{Cursor: cursor, Node: signalModel(s)}
	})}
}

func signalFilter(in *model.SignalFilter) (f conflict.SignalFilter, err error) {
	if in == nil {
		return f, nil
	}
	f.States, f.Kinds = converted[string](in.States.Value()), converted[string](in.Kinds.Value())
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}
