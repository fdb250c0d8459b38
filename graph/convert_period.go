package graph

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

func accountingModel(a sale.Accounting) model.AccountingPeriod {
	return model.AccountingPeriod{Period: a.Period, Closed: a.ClosedAt != nil, ClosedAt: a.ClosedAt, ClosedByID: a.ClosedBy}
}

func reopeningModel(ctx context.Context, r scorecard.Reopening) *model.PeriodReopening {
	actor, _ := auth.ActorOf(ctx)
	return &model.PeriodReopening{ID: r.NodeID(), Period: r.Period(), Reason: r.Reason, RequestedAt: r.RequestedAt, RequestedByID: r.RequestedBy,
		ViewerCanConfirm: viewerCan(ctx, "period", "reopen", uuid.Nil, actor.User != r.RequestedBy)}
}

func restatementModel(r scorecard.Restatement) model.Restatement {
	return model.Restatement{ID: r.NodeID(), Period: r.Period, Reason: r.Reason, State: model.RestatementState(r.State), OpenedBy: r.OpenedBy, OpenedAt: r.OpenedAt,
		EndedAt: r.EndedAt, Version: r.Version, DistributorID: r.DistributorID, RestatementID: r.ID}
}

func restatementConnection(ctx context.Context, p page.Page[scorecard.Restatement]) *model.RestatementConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(r scorecard.Restatement) uuid.UUID { return r.DistributorID }))
	restatementChanges.expect(ctx, "edges.node.changes", idsOf(p.Items, func(r scorecard.Restatement) uuid.UUID { return r.ID }))
	return &model.RestatementConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, r scorecard.Restatement) model.RestatementEdge {
		return model.RestatementEdge{Cursor: cursor, Node: restatementModel(r)}
	})}
}

func restatementFilter(f *model.RestatementFilter) (filter scorecard.RestatementFilter, err error) {
	if f == nil {
		return filter, nil
	}
	for _, s := range f.States.Value() {
		filter.States = append(filter.States, string(s))
	}
	filter.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(f.DistributorID))
	return filter, err
}

func changeModels(all []scorecard.Difference) []model.ScorecardChange {
	out := make([]model.ScorecardChange, len(all))
	for i, d := range all {
		out[i] = model.ScorecardChange{Key: d.Key, Before: numberOrNone(d.Before), After: numberOrNone(d.After), ScoreBefore: numberOrNone(d.ScoreBefore), ScoreAfter: numberOrNone(d.ScoreAfter)}
	}
	return out
}

func versionModels(all []scorecard.Version) []model.ScorecardVersion {
	out := make([]model.ScorecardVersion, len(all))
	for i, v := range all {
		out[i] = model.ScorecardVersion{Version: v.Version, FrozenAt: v.FrozenAt, By: v.By, Reason: v.Reason, Composite: numberOrNone(v.Composite), Grade: gradeModel(v.Grade), Changes: changeModels(v.Changes)}
	}
	return out
}

// viewerMayEnd reports whether the caller may take the action with the restatement: publish or cancel.
func viewerMayEnd(ctx context.Context, r *model.Restatement, action string) bool {
	return slices.Contains([]string{"publish", "cancel"}, action) && viewerCan(ctx, "period", "restate", r.DistributorID, r.State == model.RestatementStateOpen)
}

// scorecardOf gives the distributor's card of the period, or the frozen version of it that is asked for; nil when there is none within reach.
func (r *Resolver) scorecardOf(ctx context.Context, distributor uuid.UUID, p period.Period, version *int, parts scorecard.Parts) (*scorecard.Scorecard, error) {
	if version != nil {
		return r.Scorecards.ScorecardVersion(ctx, auth.ScopeOf(ctx), distributor, p, *version)
	}
	return r.Scorecards.Scorecard(ctx, auth.ScopeOf(ctx), distributor, p, parts)
}
