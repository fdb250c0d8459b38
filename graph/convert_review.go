package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

func reviewModel(r scorecard.Review) model.Review {
	return model.Review{ID: r.NodeID(), DistributorID: r.DistributorID, Period: r.Period, Communication: r.Communication, Service: r.Service, Commitment: r.Commitment,
		Comment: r.Comment, Reviewer: r.Reviewer, WrittenAt: r.WrittenAt, ReplacedAt: r.ReplacedAt}
}

func contestModel(c scorecard.Contest) model.Contest {
	return model.Contest{ID: c.NodeID(), DistributorID: c.DistributorID, SaleLineID: c.LineID, Period: c.Period, Metric: c.Metric, Reason: c.Reason,
		State: model.ContestState(c.State), CreatedAt: c.MadeAt, Answer: c.Answer, EndedAt: c.EndedAt}
}

func reviewPage(ctx context.Context, p page.Page[scorecard.Review]) *model.ReviewConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(r scorecard.Review) uuid.UUID { return r.DistributorID }))
	return &model.ReviewConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, r scorecard.Review) model.ReviewEdge {
		return model.ReviewEdge{Cursor: cursor, Node: reviewModel(r)}
	})}
}

func contestPage(ctx context.Context, p page.Page[scorecard.Contest]) *model.ContestConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(c scorecard.Contest) uuid.UUID { return c.DistributorID }))
	saleLines.expect(ctx, "edges.node.saleLine", idsOf(p.Items, func(c scorecard.Contest) uuid.UUID { return orNil(c.LineID) }))
	return &model.ContestConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, c scorecard.Contest) model.ContestEdge {
		return model.ContestEdge{Cursor: cursor, Node: contestModel(c)}
	})}
}

func reviewFilter(in *model.ReviewFilter) (f scorecard.ReviewFilter, err error) {
	if in == nil {
		return f, nil
	}
	f.Period = given(in.Period)
	if replaced := given(in.Replaced); replaced != nil {
		f.Replaced = *replaced
	}
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}

func contestFilter(in *model.ContestFilter) (f scorecard.ContestFilter, err error) {
	if in == nil {
		return f, nil
	}
	f.Period, f.States = given(in.Period), converted[string](in.States.Value())
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}

func newReview(in model.ReviewDistributorInput) (n scorecard.NewReview, err error) {
	n = scorecard.NewReview{Period: in.Period, Communication: in.Communication, Service: in.Service, Commitment: in.Commitment, Comment: in.Comment}
	n.DistributorID, err = typeid.Parse(typeid.Distributor, "distributorId", in.DistributorID)
	return n, err
}

func newContest(in model.ContestMetricInput) (n scorecard.NewContest, err error) {
	var errs [2]error
	n = scorecard.NewContest{Period: in.Period, Metric: in.Metric, Reason: in.Reason}
	n.DistributorID, errs[0] = typeid.Parse(typeid.Distributor, "distributorId", in.DistributorID)
	n.LineID, errs[1] = parseOptional(typeid.SaleLine, "saleLineId", given(in.SaleLineID))
	return n, together(errs[:]...)
}

// viewerMayEndContest tells whether the caller may answer the contest, or take it back.
func viewerMayEndContest(ctx context.Context, c *model.Contest, action string) bool {
	actor := auth.MustActor(ctx)
	if c.State != model.ContestStateOpen {
		return false
	}
	switch action {
	case "answer":
		_, may := policy.Allow(actor.Role, "contest", "answer")
		return may && actor.Brand
	case "withdraw":
		_, may := policy.Allow(actor.Role, "contest", "create")
		return may && actor.Organization == c.DistributorID
	}
	return false
}

// modelsOf converts rows.
func modelsOf[T, M any](rows []T, convert func(T) M) []M {
	out := make([]M, len(rows))
	for i, row := range rows {
		out[i] = convert(row)
	}
	return out
}
