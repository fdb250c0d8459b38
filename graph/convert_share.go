package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/share"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	shares   = loaderOf(func(r *Resolver) byIDs[share.Share] { return r.Shares.SharesByID }, func(s share.Share) uuid.UUID { return s.ID })
	sharesTo = loaderBy(func(r *Resolver) byKeys[share.Share] { return r.Shares.LiveTo })
	offersOf = loaderBy(func(r *Resolver) byKeys[[]share.Offer] { return r.Shares.OffersOf })

	_ = registerNode(typeid.Share, "share", func(ctx context.Context, r *Resolver, id uuid.UUID) (model.Node, error) {
		found, err := shares.load(ctx, id)
		if err != nil || found == nil {
			return nil, err
		}
		return r.shareModel(ctx, *found), nil
	})
)

func (r *Resolver) shareModel(ctx context.Context, s share.Share) *model.Share {
	actor, _ := auth.ActorOf(ctx)
	return &model.Share{ID: s.NodeID(), Row: &s, IsGiven: s.OwnerID == actor.Organization, Level: model.ShareLevel(s.Level), StartsOn: s.StartsOn, EndsOn: s.EndsOn, Reason: s.Reason,
		Counterparty: counterparty(actor, s), State: model.ShareState(s.StateOn(r.Shares.Today())), GrantedAt: s.GrantedAt, RevokedAt: s.RevokedAt, RevokeReason: s.RevokeReason, IsLead: s.LeadID != nil}
}

// sideOf is the distributor's side of a share: between two distributors each finds its own.
func sideOf(ctx context.Context, s share.Share) uuid.UUID {
	if actor, _ := auth.ActorOf(ctx); s.OwnerID == actor.Organization && !actor.Brand {
		return s.OwnerID
	}
	return s.DistributorID
}

// counterparty is the name of the other distributor of a share that a case decided: what neither can read of the other's row.
func counterparty(actor auth.Actor, s share.Share) *string {
	if s.OwnerID == actor.Organization {
		return s.GranteeName
	}
	return s.OwnerName
}

// canRevoke reports whether the caller may take the share back now.
func (r *Resolver) canRevoke(ctx context.Context, s share.Share) bool {
	actor, _ := auth.ActorOf(ctx)
	_, may := policy.Allow(actor.Role, "share", "create")
	return may && s.OwnerID == actor.Organization && s.Open(r.Shares.Today())
}

func leadModel(l share.Lead) *model.Lead {
	return &model.Lead{ID: l.NodeID(), Row: &l, Message: l.Message, AcceptUntil: l.AcceptUntil, ShareDays: l.ShareDays, CreatedAt: l.CreatedAt, WithdrawnAt: l.WithdrawnAt}
}

func offerModel(o share.Offer) *model.LeadOffer {
	return &model.LeadOffer{ID: o.NodeID(), Row: &o, Message: o.Message, AcceptUntil: o.AcceptUntil, ShareDays: o.ShareDays, State: model.LeadOfferState(o.State),
		Reason: o.Reason, OfferedAt: o.OfferedAt, DecidedAt: o.DecidedAt}
}

// mayReveal reports whether the caller may have another organisation's contact details shown: its role may, and a share opens them today.
func mayReveal(ctx context.Context, a customer.Account) (bool, error) {
	actor, _ := auth.ActorOf(ctx)
	if _, may := policy.Allow(actor.Role, "contact", "reveal"); !may || a.DistributorID == actor.Organization || a.ErasedAt != nil {
		return false, nil
	}
	live, err := sharesTo.load(ctx, a.ID)
	return live != nil && live.Level == share.Contacts, err
}

// revealed gives contact details that a share has opened.
func (r *Resolver) revealed(ctx context.Context, seen share.Revealed) (*model.RevealContactsPayload, error) {
	home, err := distributors.load(ctx, seen.Account.DistributorID)
	if err != nil {
		return nil, err
	}
	return &model.RevealContactsPayload{Account: *accountModel(ctx, seen.Account), Contact: ownDetails(seen.Account, seen.Contact, seen.People, valueOf(home).Country)}, nil
}

// termsOf reads what somebody wants to share.
func termsOf(in model.ShareCustomerInput) (t share.Terms, err error) {
	t = share.Terms{Level: share.Level(in.Level), StartsOn: given(in.StartsOn), EndsOn: in.EndsOn, Reason: in.Reason}
	if t.AccountID, err = typeid.Parse(typeid.Account, "input.accountId", in.AccountID); err != nil {
		return t, err
	}
	t.DistributorID, err = parseOptional(typeid.Distributor, "input.distributorId", given(in.DistributorID))
	return t, err
}

func shareFilter(in *model.ShareFilter) (f share.Filter, err error) {
	if in == nil {
		return f, nil
	}
	f = share.Filter{Given: given(in.Given), Open: given(in.Open)}
	if f.AccountID, err = parseOptional(typeid.Account, "filter.accountId", given(in.AccountID)); err != nil {
		return f, err
	}
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}

func viewFilter(in *model.ContactViewFilter) (f share.ViewFilter, err error) {
	if in == nil {
		return f, nil
	}
	if f.AccountID, err = parseOptional(typeid.Account, "filter.accountId", given(in.AccountID)); err != nil {
		return f, err
	}
	f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID))
	return f, err
}

func newLead(in model.OfferLeadInput) (n share.NewLead, err error) {
	n = share.NewLead{Message: in.Message, AcceptUntil: in.AcceptUntil, ShareDays: 90}
	if days := given(in.ShareDays); days != nil {
		n.ShareDays = *days
	}
	if n.AccountID, err = typeid.Parse(typeid.Account, "input.accountId", in.AccountID); err != nil {
		return n, err
	}
	n.Distributors, err = parseIDs(typeid.Distributor, "input.distributorIds", in.DistributorIds)
	return n, err
}

func (r *Resolver) sharePage(ctx context.Context, p page.Page[share.Share]) *model.ShareConnection {
	accounts.expect(ctx, "edges.node.account", idsOf(p.Items, func(s share.Share) uuid.UUID { return s.AccountID }))
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(s share.Share) uuid.UUID { return sideOf(ctx, s) }))
	users.expect(ctx, "edges.node.grantedBy", idsOf(p.Items, func(s share.Share) uuid.UUID { return orNil(s.GrantedBy) }))
	return &model.ShareConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, s share.Share) model.ShareEdge {
		return model.ShareEdge{Cursor: cursor, Node: *r.shareModel(ctx, s)}
	})}
}

func viewPage(ctx context.Context, p page.Page[share.View]) *model.ContactViewConnection {
	accounts.expect(ctx, "edges.node.account", idsOf(p.Items, func(v share.View) uuid.UUID { return v.AccountID }))
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(v share.View) uuid.UUID { return v.DistributorID }))
	return &model.ContactViewConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, v share.View) model.ContactViewEdge {
		return model.ContactViewEdge{Cursor: cursor, Node: model.ContactView{Row: &v, ViewerName: v.ViewerName, ByBrand: v.ViewerOrg != v.DistributorID, Reason: v.Reason, ViewedAt: v.ViewedAt}}
	})}
}

func leadPage(ctx context.Context, p page.Page[share.Lead]) *model.LeadConnection {
	accounts.expect(ctx, "edges.node.account", idsOf(p.Items, func(l share.Lead) uuid.UUID { return l.AccountID }))
	offersOf.expect(ctx, "edges.node.offers", idsOf(p.Items, func(l share.Lead) uuid.UUID { return l.ID }))
	users.expect(ctx, "edges.node.createdBy", idsOf(p.Items, func(l share.Lead) uuid.UUID { return orNil(l.CreatedBy) }))
	return &model.LeadConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, l share.Lead) model.LeadEdge {
		return model.LeadEdge{Cursor: cursor, Node: *leadModel(l)}
	})}
}

func offerPage(ctx context.Context, p page.Page[share.Offer]) *model.LeadOfferConnection {
	accounts.expect(ctx, "edges.node.account", idsOf(p.Items, func(o share.Offer) uuid.UUID { return o.AccountID }))
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(o share.Offer) uuid.UUID { return o.DistributorID }))
	return &model.LeadOfferConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, o share.Offer) model.LeadOfferEdge {
		return model.LeadOfferEdge{Cursor: cursor, Node: *offerModel(o)}
	})}
}

func checkPage(ctx context.Context, p page.Page[share.Check]) *model.AvailabilityCheckConnection {
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(c share.Check) uuid.UUID { return c.DistributorID }))
	users.expect(ctx, "edges.node.askedBy", idsOf(p.Items, func(c share.Check) uuid.UUID { return orNil(c.AskedBy) }))
	return &model.AvailabilityCheckConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, c share.Check) model.AvailabilityCheckEdge {
		return model.AvailabilityCheckEdge{Cursor: cursor, Node: model.AvailabilityCheck{Row: &c, Answer: model.Availability(c.Answer), AskedAt: c.AskedAt}}
	})}
}

// previewModel shows the owner what the other side of a share would see.
func previewModel(ctx context.Context, seen share.Seen) *model.SharePreview {
	m := accountModel(ctx, seen.Account)
	m.Tags, m.IsOwn = nil, false
	out := &model.SharePreview{Account: *m, Name: seen.Account.Name, SeesPurchases: seen.Purchases}
	if seen.Level == share.Contacts {
		details := ownDetails(seen.Account, seen.Contact, seen.People, "")
		out.Contact = &details
	}
	return out
}
