package graph

import (
	"context"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/registration"
	"github.com/tonglu/portal/internal/typeid"
)

func (r *Resolver) registrationModel(x registration.Registration) *model.Registration {
	m := &model.Registration{ID: x.NodeID(), Row: &x, Site: x.Site, Expected: model.Money{Amount: x.ExpectedAmount, Currency: x.Currency}, ExpectedOn: x.ExpectedOn, Note: x.Note,
		State: model.RegistrationState(x.State), SubmittedAt: x.SubmittedAt, DueAt: x.DueAt, IsOverdue: x.IsOverdue(r.Registrations.Now()), DecidedAt: x.DecidedAt,
		ReasonText: x.ReasonText, RequestedFields: make([]model.RegistrationField, len(x.RequestedFields)), RequestText: x.RequestText,
		ProtectedFrom: x.ProtectedFrom, ProtectedUntil: x.ProtectedUntil, Extensions: x.Extensions, ConvertedAt: x.ConvertedAt, CreatedAt: x.CreatedAt}
	for i, f := range x.RequestedFields {
		m.RequestedFields[i] = model.RegistrationField(f)
	}
	if x.Reason != nil {
		reason := model.RegistrationReason(*x.Reason)
		m.Reason = &reason
	}
	return m
}

func activityModels(all []registration.Activity) []model.RegistrationActivity {
	out := make([]model.RegistrationActivity, len(all))
	for i, a := range all {
		out[i] = model.RegistrationActivity{ID: a.NodeID(), Kind: model.ActivityKind(a.Kind), HappenedOn: a.HappenedOn, Text: a.Text, RecordedAt: a.RecordedAt}
	}
	return out
}

// registrationEvents writes a history; its owner is not told who of the brand did something.
func registrationEvents(ctx context.Context, all []registration.Event) []model.RegistrationEvent {
	actor, _ := auth.ActorOf(ctx)
	out := make([]model.RegistrationEvent, len(all))
	for i, e := range all {
		out[i] = model.RegistrationEvent{Kind: e.Kind, Params: e.Params, At: e.At, ByID: e.DoneBy}
		if e.ByBrand && !actor.Brand {
			out[i].ByID = nil
		}
	}
	return out
}

// registrationPage makes the page, and has all that the query asks of its rows read together.
func (r *Resolver) registrationPage(ctx context.Context, p page.Page[registration.Registration]) *model.RegistrationConnection {
	ids := idsOf(p.Items, func(x registration.Registration) uuid.UUID { return x.ID })
	accountIDs := idsOf(p.Items, func(x registration.Registration) uuid.UUID { return x.AccountID })
	distributors.expect(ctx, "edges.node.distributor", idsOf(p.Items, func(x registration.Registration) uuid.UUID { return x.DistributorID }))
	accounts.expect(ctx, "edges.node.account", accountIDs)
	accounts.expect(ctx, "edges.node.customerName", accountIDs)
	customersRegistered.expect(ctx, "edges.node.customer", accountIDs)
	productLines.expect(ctx, "edges.node.productLine", idsOf(p.Items, func(x registration.Registration) uuid.UUID { return x.ProductLineID }))
	users.expect(ctx, "edges.node.decidedBy", idsOf(p.Items, func(x registration.Registration) uuid.UUID { return orNil(x.DecidedBy) }))
	activitiesOf.expect(ctx, "edges.node.activities", ids)
	registrationHistory.expect(ctx, "edges.node.history", ids)
	rivalsOf.expect(ctx, "edges.node.rivals", ids)
	casesRegistered.expect(ctx, "edges.node.conflict", ids)
	return &model.RegistrationConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, x registration.Registration) model.RegistrationEdge {
		return model.RegistrationEdge{Cursor: cursor, Node: *r.registrationModel(x)}
	})}
}

// registrationCan reports whether the caller may take the action now.
func registrationCan(ctx context.Context, x registration.Registration, action registration.Action) bool {
	actor, _ := auth.ActorOf(ctx)
	may := map[registration.Action]string{registration.Review: "decide", registration.RequestChanges: "decide", registration.Approve: "decide", registration.Reject: "decide",
		registration.Extend: "decide", registration.Release: "release", registration.Convert: "convert"}[action]
	if may == "" {
		may = "create"
	}
	return viewerCan(ctx, "registration", may, x.DistributorID, x.State.Allows(action, actor.Organization != x.DistributorID))
}

func newRegistration(in model.CreateRegistrationInput) (n registration.NewRegistration, err error) {
	n = registration.NewRegistration{Site: valueOf(given(in.Site)), ExpectedAmount: given(in.ExpectedAmount), ExpectedOn: given(in.ExpectedOn), Note: valueOf(given(in.Note)), Submit: in.Submit}
	for _, a := range in.Activities.Value() {
		n.Activities = append(n.Activities, newActivity(a))
	}
	if n.DistributorID, err = parseOptional(typeid.Distributor, "input.distributorId", given(in.DistributorID)); err != nil {
		return n, err
	}
	if n.AccountID, err = typeid.Parse(typeid.Account, "input.accountId", in.AccountID); err != nil {
		return n, err
	}
	n.ProductLineID, err = typeid.Parse(typeid.ProductLine, "input.productLineId", in.ProductLineID)
	return n, err
}

func newActivity(a model.RegistrationActivityInput) registration.NewActivity {
	return registration.NewActivity{Kind: string(a.Kind), HappenedOn: a.HappenedOn, Text: a.Text}
}

func registrationChanges(in model.UpdateRegistrationInput) (c registration.Changes, err error) {
	c = registration.Changes{Site: given(in.Site), ExpectedAmount: given(in.ExpectedAmount), ExpectedOn: given(in.ExpectedOn), Note: given(in.Note), Submit: in.Submit}
	if c.AccountID, err = parseOptional(typeid.Account, "input.accountId", given(in.AccountID)); err != nil {
		return c, err
	}
	c.ProductLineID, err = parseOptional(typeid.ProductLine, "input.productLineId", given(in.ProductLineID))
	return c, err
}

// longestAhead bounds how far ahead the end of protections may be asked for, in days.
const longestAhead = 366

func (r *Resolver) registrationFilter(ctx context.Context, in *model.RegistrationFilter) (f registration.Filter, err error) {
	if in == nil {
		return f, nil
	}
	f = registration.Filter{Overdue: given(in.Overdue), EndsWithinDays: given(in.EndsWithinDays), Contested: given(in.Contested)}
	for _, s := range in.States.Value() {
		f.States = append(f.States, registration.State(s))
	}
	if d := f.EndsWithinDays; d != nil && (*d < 0 || *d > longestAhead) {
		var fields fault.Fields
		fields.Add("filter.endsWithinDays", "number.range", fault.Params{"min": 0, "max": longestAhead})
		return f, fields.Err()
	}
	if f.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(in.DistributorID)); err != nil {
		return f, err
	}
	if f.AccountID, err = parseOptional(typeid.Account, "filter.accountId", given(in.AccountID)); err != nil {
		return f, err
	}
	if f.ProductLineID, err = parseOptional(typeid.ProductLine, "filter.productLineId", given(in.ProductLineID)); err != nil {
		return f, err
	}
	id, err := parseOptional(typeid.Customer, "filter.customerId", given(in.CustomerID))
	if err != nil || id == nil {
		return f, err
	}
	f.Accounts, err = r.accountsOfCustomer(ctx, *id)
	return f, err
}

func registrationOrder(in *model.RegistrationSort) registration.Order {
	if in == nil {
		return registration.Order{Field: registration.ByDue}
	}
	return registration.Order{Field: registration.OrderField(in.Field), Desc: in.Direction == model.SortDirectionDesc}
}

// decided parses the id, runs the use case, and writes the registration as it is then.
func (r *Resolver) decided(text string, do func(id uuid.UUID) (registration.Registration, error)) (model.Registration, error) {
	id, err := typeid.Parse(typeid.Registration, "input.registrationId", text)
	if err != nil {
		return model.Registration{}, err
	}
	x, err := do(id)
	if err != nil {
		return model.Registration{}, err
	}
	return *r.registrationModel(x), nil
}
