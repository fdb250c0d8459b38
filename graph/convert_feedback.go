package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/feedback"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	feedbacks   = loaderOf(func(r *Resolver) byIDs[feedback.Feedback] { return r.Feedbacks.ByIDs }, func(f feedback.Feedback) uuid.UUID { return f.ID })
	surveyLinks = loaderOf(func(r *Resolver) byIDs[feedback.Link] { return r.Feedbacks.LinksByID }, func(l feedback.Link) uuid.UUID { return l.ID })

	_ = registerNode(typeid.Feedback, "feedback", nodeOf(feedbacks, feedbackModel))
	_ = registerNode(typeid.SurveyLink, "feedback", func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error) {
		if actor, _ := auth.ActorOf(ctx); !maySurvey(actor) {
			return nil, nil
		}
		return nodeOf(surveyLinks, linkModel)(ctx, r, id)
	})
)

// maySurvey reports whether the actor's role works with survey links: not everybody who reads answers does.
func maySurvey(actor auth.Actor) bool {
	_, may := policy.Allow(actor.Role, "feedback", "survey")
	return may
}

func feedbackModel(f feedback.Feedback) *model.Feedback {
	return &model.Feedback{ID: f.NodeID(), DistributorID: f.DistributorID, AccountID: f.AccountID, RespondedOn: f.RespondedOn, Csat: f.CSAT, Nps: f.NPS, Comment: f.Comment,
		Source: model.FeedbackSource(f.Source), WithdrawnAt: f.WithdrawnAt}
}

func linkModel(l feedback.Link) *model.SurveyLink {
	return &model.SurveyLink{ID: l.NodeID(), DistributorID: l.DistributorID, AccountID: l.AccountID, ExpiresOn: l.ExpiresOn, CreatedAt: l.CreatedAt, AnsweredAt: l.AnsweredAt, RevokedAt: l.RevokedAt}
}

// feedbackPage makes the page, and has all that the query asks of its rows read together.
func feedbackPage(ctx context.Context, p page.Page[feedback.Feedback]) *model.FeedbackConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(f feedback.Feedback) uuid.UUID { return f.DistributorID }))
	accounts.expect(ctx, "edges.node.account", idsOf(p.Items, func(f feedback.Feedback) uuid.UUID { return orNil(f.AccountID) }))
	return &model.FeedbackConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, f feedback.Feedback) model.FeedbackEdge {
		return model.FeedbackEdge{Cursor: cursor, Node: *feedbackModel(f)}
	})}
}

// linkPage is feedbackPage for links.
func linkPage(ctx context.Context, p page.Page[feedback.Link]) *model.SurveyLinkConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(l feedback.Link) uuid.UUID { return l.DistributorID }))
	accounts.expect(ctx, "edges.node.account", idsOf(p.Items, func(l feedback.Link) uuid.UUID { return orNil(l.AccountID) }))
	return &model.SurveyLinkConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, l feedback.Link) model.SurveyLinkEdge {
		return model.SurveyLinkEdge{Cursor: cursor, Node: *linkModel(l)}
	})}
}

func feedbackFilter(in *model.FeedbackFilter) (f feedback.Filter, err error) {
	if in == nil {
		return f, nil
	}
	f.Period, f.Unhappy = given(in.Period), given(in.Unhappy)
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}

func linkFilter(in *model.SurveyLinkFilter) (f feedback.LinkFilter, err error) {
	if in == nil {
		return f, nil
	}
	f.Waiting = given(in.Waiting)
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}

func newFeedback(in model.RecordFeedbackInput) (n feedback.NewFeedback, err error) {
	n = feedback.NewFeedback{RespondedOn: in.RespondedOn, Marks: feedback.Marks{CSAT: given(in.Csat), NPS: given(in.Nps), Comment: valueOf(given(in.Comment))}}
	if n.DistributorID, err = typeid.Parse(typeid.Distributor, "input.distributorId", in.DistributorID); err != nil {
		return n, err
	}
	n.AccountID, err = parseOptional(typeid.Account, "input.accountId", given(in.AccountID))
	return n, err
}

func newLinks(in model.CreateSurveyLinksInput) (n feedback.NewLinks, err error) {
	n.ExpiresOn = in.ExpiresOn
	if n.DistributorID, err = typeid.Parse(typeid.Distributor, "input.distributorId", in.DistributorID); err != nil {
		return n, err
	}
	if asked := in.AccountIds.Value(); asked != nil {
		ids, err := parseIDs(typeid.Account, "input.accountIds", asked)
		if err != nil {
			return n, err
		}
		n.AccountIDs = &ids
	}
	return n, nil
}

// newLinkModels writes links as they are given out.
func newLinkModels(all []feedback.NewLink) []model.NewSurveyLink {
	out := make([]model.NewSurveyLink, len(all))
	for i, l := range all {
		out[i] = model.NewSurveyLink{Link: *linkModel(l.Link), URL: textOrNone(l.URL)}
	}
	return out
}

// rowsPayload tells what became of a file's rows.
func rowsPayload(o intake.Outcome) *model.ImportRowsPayload {
	p := &model.ImportRowsPayload{Accepted: o.Accepted, Duplicates: o.Duplicates, Rejected: o.Rejected, Problems: make([]model.ImportProblem, len(o.Problems))}
	for i, one := range o.Problems {
		p.Problems[i] = model.ImportProblem{Row: one.Row, Field: one.Field, Problem: messageModel(one.Key, one.Params)}
	}
	return p
}
