package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/typeid"
)

func nameModel(n partner.Name) model.LocalizedName {
	return model.LocalizedName{Default: n.Default, ZhHant: textOrNone(n.Hant), ZhHans: textOrNone(n.Hans)}
}

func textOrNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func nameOf(in model.LocalizedNameInput) partner.Name {
	return partner.Name{Default: in.Default, Hant: valueOf(given(in.ZhHant)), Hans: valueOf(given(in.ZhHans))}
}

func nameOrNone(in *model.LocalizedNameInput) *partner.Name {
	if in == nil {
		return nil
	}
	return new(nameOf(*in))
}

// changed is a change of a value that may be taken away: nil when the field was left out, else what it is to be.
func changed[T any](o graphql.Omittable[*T]) **T {
	if !o.IsSet() {
		return nil
	}
	return new(o.Value())
}

// converted is a list of one type of text as another.
func converted[To, From ~string](list []From) []To {
	if list == nil {
		return nil
	}
	out := make([]To, len(list))
	for i, v := range list {
		out[i] = To(v)
	}
	return out
}

// convertedOrNone is an optional text of one type as another.
func convertedOrNone[To, From ~string](v *From) *To {
	if v == nil {
		return nil
	}
	return new(To(*v))
}

func idOrNone(prefix string, id *uuid.UUID) *string {
	if id == nil {
		return nil
	}
	return new(typeid.Format(prefix, *id))
}

func distributorModel(d partner.Distributor) model.Distributor {
	return model.Distributor{
		ID: typeid.Format(typeid.Distributor, d.ID), Code: d.Code, Name: nameModel(d.Name), Tier: model.DistributorTier(d.Tier),
		Status: model.DistributorStatus(d.Status), ChannelTypes: converted[model.ChannelType](d.ChannelTypes), Currency: d.Currency,
		Country: d.Country, TimeZone: d.TimeZone, JoinedOn: d.JoinedOn, LeftOn: d.LeftOn, DistributorID: d.ID, ParentID: d.ParentID,
	}
}

func distributorModels(rows []partner.Distributor) []model.Distributor {
	out := make([]model.Distributor, len(rows))
	for i, d := range rows {
		out[i] = distributorModel(d)
	}
	return out
}

func distributorConnection(p page.Page[partner.Distributor]) *model.DistributorConnection {
	return &model.DistributorConnection{
		Edges: edgesOf(p, func(cursor string, d partner.Distributor) model.DistributorEdge {
			return model.DistributorEdge{Cursor: cursor, Node: distributorModel(d)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}

func distributorFilter(f *model.DistributorFilter) (partner.DistributorFilter, error) {
	if f == nil {
		return partner.DistributorFilter{}, nil
	}
	parent, err := parseOptional(typeid.Distributor, "filter.parentId", given(f.ParentID))
	return partner.DistributorFilter{
		Search: valueOf(given(f.Search)), Tiers: converted[partner.Tier](f.Tiers.Value()), Statuses: converted[partner.Status](f.Statuses.Value()),
		Country: valueOf(given(f.Country)), ParentID: parent, ChannelType: partner.ChannelType(valueOf(given(f.ChannelType))),
	}, err
}

func distributorSort(s *model.DistributorSort) partner.Sort {
	if s == nil {
		return partner.Sort{}
	}
	return partner.Sort{Field: partner.SortField(s.Field), Desc: s.Direction == model.SortDirectionDesc}
}

func newDistributor(in model.CreateDistributorInput) (partner.NewDistributor, error) {
	parent, err := parseOptional(typeid.Distributor, "parentId", given(in.ParentID))
	return partner.NewDistributor{Code: in.Code, Facts: partner.Facts{
		Name: nameOf(in.Name), ParentID: parent, Tier: partner.Tier(in.Tier), Status: partner.Status(in.Status),
		ChannelTypes: converted[partner.ChannelType](in.ChannelTypes), Currency: in.Currency, Country: in.Country,
		TimeZone: in.TimeZone, JoinedOn: in.JoinedOn,
	}}, err
}

func distributorChange(in model.UpdateDistributorInput) (partner.DistributorChange, error) {
	c := partner.DistributorChange{
		Name: nameOrNone(given(in.Name)), Tier: convertedOrNone[partner.Tier](given(in.Tier)), Status: convertedOrNone[partner.Status](given(in.Status)),
		ChannelTypes: converted[partner.ChannelType](in.ChannelTypes.Value()), Currency: given(in.Currency), Country: given(in.Country),
		TimeZone: given(in.TimeZone), JoinedOn: given(in.JoinedOn), LeftOn: changed(in.LeftOn),
	}
	if !in.ParentID.IsSet() {
		return c, nil
	}
	parent, err := parseOptional(typeid.Distributor, "parentId", in.ParentID.Value())
	c.ParentID = &parent
	return c, err
}

func territoryModel(t partner.Territory) model.Territory {
	return model.Territory{
		ID: typeid.Format(typeid.Territory, t.ID), Code: t.Code, Name: nameModel(t.Name), Kind: model.TerritoryKind(t.Kind),
		ParentID: idOrNone(typeid.Territory, t.ParentID), Depth: t.Depth, Aliases: t.Aliases,
	}
}

func territoryModels(tree []partner.Territory) []model.Territory {
	out := make([]model.Territory, len(tree))
	for i, t := range tree {
		out[i] = territoryModel(t)
	}
	return out
}

func newTerritory(in model.CreateTerritoryInput) (partner.NewTerritory, error) {
	parent, err := parseOptional(typeid.Territory, "parentId", given(in.ParentID))
	return partner.NewTerritory{Code: in.Code, Name: nameOf(in.Name), Kind: partner.TerritoryKind(in.Kind), ParentID: parent, Aliases: in.Aliases}, err
}

func assignmentModel(a partner.Assignment) model.Assignment {
	return model.Assignment{
		ID: typeid.Format(typeid.Assignment, a.ID), From: a.From, Until: a.Until, Exclusive: a.Exclusive,
		DistributorID: a.DistributorID, TerritoryID: a.TerritoryID, ProductLineID: a.ProductLineID,
	}
}

func assignmentModels(rows []partner.Assignment) []model.Assignment {
	out := make([]model.Assignment, len(rows))
	for i, a := range rows {
		out[i] = assignmentModel(a)
	}
	return out
}

func assignmentConnection(p page.Page[partner.Assignment]) *model.AssignmentConnection {
	return &model.AssignmentConnection{
		Edges: edgesOf(p, func(cursor string, a partner.Assignment) model.AssignmentEdge {
			return model.AssignmentEdge{Cursor: cursor, Node: assignmentModel(a)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}

func assignmentFilter(f *model.AssignmentFilter) (out partner.AssignmentFilter, err error) {
	if f == nil {
		return out, nil
	}
	out.On = given(f.On)
	if out.DistributorID, err = parseOptional(typeid.Distributor, "filter.distributorId", given(f.DistributorID)); err != nil {
		return out, err
	}
	out.TerritoryID, err = parseOptional(typeid.Territory, "filter.territoryId", given(f.TerritoryID))
	return out, err
}

func newAssignment(in model.AssignTerritoryInput) (partner.Assignment, error) {
	a := partner.Assignment{From: in.From, Until: given(in.Until), Exclusive: in.Exclusive}
	var errs [3]error
	a.DistributorID, errs[0] = typeid.Parse(typeid.Distributor, "distributorId", in.DistributorID)
	a.TerritoryID, errs[1] = typeid.Parse(typeid.Territory, "territoryId", in.TerritoryID)
	a.ProductLineID, errs[2] = parseOptional(typeid.ProductLine, "productLineId", given(in.ProductLineID))
	return a, together(errs[:]...)
}

// together makes one fault of the fields of several.
func together(errs ...error) error {
	var fields fault.Fields
	for _, err := range errs {
		if err != nil {
			fields = append(fields, fault.As(err).Fields...)
		}
	}
	return fields.Err()
}

func targetModel(t partner.Target, base string) model.Target {
	return model.Target{
		ID: typeid.Format(typeid.Target, t.ID), Period: t.Period, Amount: model.Money{Amount: t.Amount, Currency: base},
		DistributorID: t.DistributorID, ProductLineID: t.ProductLineID,
	}
}

// targetInBase is targetModel with the base currency, which the settings tell.
func (r *Resolver) targetInBase(ctx context.Context, t partner.Target) (*model.Target, error) {
	amount, err := r.inBase(ctx, t.Amount)
	if err != nil {
		return nil, err
	}
	return new(targetModel(t, amount.Currency)), nil
}

func (r *Resolver) targetConnection(ctx context.Context, p page.Page[partner.Target]) (*model.TargetConnection, error) {
	edges := make([]model.TargetEdge, len(p.Items))
	for i, t := range p.Items {
		m, err := r.targetInBase(ctx, t)
		if err != nil {
			return nil, err
		}
		edges[i] = model.TargetEdge{Cursor: p.Cursors[i], Node: *m}
	}
	return &model.TargetConnection{Edges: edges, PageInfo: pageInfo(p), Count: p.Total}, nil
}

func targetFilter(f *model.TargetFilter) (partner.TargetFilter, error) {
	if f == nil {
		return partner.TargetFilter{}, nil
	}
	distributor, err := parseOptional(typeid.Distributor, "filter.distributorId", given(f.DistributorID))
	return partner.TargetFilter{DistributorID: distributor, Period: given(f.Period), Year: given(f.Year)}, err
}

func targetSort(s *model.TargetSort) partner.TargetSort {
	if s == nil {
		return partner.TargetSort{}
	}
	return partner.TargetSort{ByAmount: s.Field == model.TargetSortFieldAmount, Desc: s.Direction == model.SortDirectionDesc}
}

// targetOf reads the input; remove is true when it takes the target away.
func targetOf(in model.SetTargetInput) (t partner.Target, remove bool, err error) {
	var errs [2]error
	t.DistributorID, errs[0] = typeid.Parse(typeid.Distributor, "distributorId", in.DistributorID)
	t.ProductLineID, errs[1] = parseOptional(typeid.ProductLine, "productLineId", given(in.ProductLineID))
	t.Period = in.Period
	if amount := given(in.Amount); amount != nil {
		t.Amount = *amount
	} else {
		remove = true
	}
	return t, remove, together(errs[:]...)
}
