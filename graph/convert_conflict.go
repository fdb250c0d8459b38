package graph

import (
	"context"
	"encoding/hex"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/typeid"
)

func (r *Resolver) conflictModel(ctx context.Context, c conflict.Case) (*model.Conflict, error) {
	amount, err := r.inBase(ctx, c.Amount)
	if err != nil {
		return nil, err
	}
	m := &model.Conflict{ID: c.NodeID(), Row: &c, Rule: model.ConflictRule(c.Rule), State: model.ConflictState(c.State), Severity: model.ConflictSeverity(c.Severity),
		Mode: model.RuleMode(c.Mode), LegalBasis: c.LegalBasis, Jurisdiction: c.Jurisdiction, Title: c.Title, HappenedFrom: c.HappenedFrom, HappenedUntil: c.HappenedUntil,
		Amount: *amount, Facts: c.Facts, Forms: converted[model.DiversionForm](c.Forms), IsMediated: c.MediatorID != nil, OpenedAt: c.OpenedAt, StateSince: c.StateSince,
		DueAt: c.DueAt, IsOverdue: c.DueAt != nil && !c.DueAt.After(r.Conflicts.Now()), Escalations: c.Escalations, NamesTold: c.NamesToldAt != nil,
		Outcome: convertedOrNone[model.ConflictOutcome](c.Outcome), SettledAt: c.SettledAt}
	if m.Forms == nil {
		m.Forms = []model.DiversionForm{}
	}
	return m, nil
}

func (r *Resolver) conflictModels(ctx context.Context, cases []conflict.Case) ([]model.Conflict, error) {
	out := make([]model.Conflict, len(cases))
	for i, c := range cases {
		m, err := r.conflictModel(ctx, c)
		if err != nil {
			return nil, err
		}
		out[i] = *m
	}
	return out, nil
}

func (r *Resolver) conflictPage(ctx context.Context, p page.Page[conflict.Case]) (*model.ConflictConnection, error) {
	expectOfCases(ctx, "edges.node.", p.Items)
	rows, err := r.conflictModels(ctx, p.Items)
	if err != nil {
		return nil, err
	}
	out := &model.ConflictConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: make([]model.ConflictEdge, len(rows))}
	for i, row := range rows {
		out.Edges[i] = model.ConflictEdge{Cursor: p.Cursors[i], Node: row}
	}
	return out, nil
}

// expectOfCases begins to read what a list of cases shows beside them.
func expectOfCases(ctx context.Context, below string, cases []conflict.Case) {
	ids := idsOf(cases, func(c conflict.Case) uuid.UUID { return c.ID })
	sidesOf.expect(ctx, below+"parties", ids)
	standingsOf.expect(ctx, below+"asked", ids)
	customersIn.expect(ctx, below+"customer", ids)
	productLines.expect(ctx, below+"productLine", idsOf(cases, func(c conflict.Case) uuid.UUID { return orNil(c.ProductLineID) }))
	territories.expect(ctx, below+"territory", idsOf(cases, func(c conflict.Case) uuid.UUID { return orNil(c.TerritoryID) }))
	users.expect(ctx, below+"mediator", idsOf(cases, func(c conflict.Case) uuid.UUID { return orNil(c.MediatorID) }))
}

func sideModel(ctx context.Context, s conflict.Side) model.ConflictParty {
	actor, _ := auth.ActorOf(ctx)
	m := model.ConflictParty{Label: s.Label, Role: model.ConflictRole(s.Role), AnsweredAt: s.AnsweredAt, WasSilent: s.WasSilent, AppealedAt: s.AppealedAt,
		DecidedAgainst: s.DecidedAgainst, DistributorID: s.OrganizationID, IsMine: s.OrganizationID != nil && *s.OrganizationID == actor.Organization}
	if name := s.LocalName(); name != (partner.Name{}) {
		m.Name = new(nameModel(name))
	}
	return m
}

// parties are the parties of a case by their labels.
type parties map[string]model.ConflictParty

// partiesOf gives the parties of a case, also in the order of their labels.
func partiesOf(ctx context.Context, caseID uuid.UUID) (parties, []model.ConflictParty, error) {
	sides, err := sidesOf.load(ctx, caseID)
	if err != nil {
		return nil, nil, err
	}
	all, list := parties{}, []model.ConflictParty{}
	for _, s := range valueOf(sides) {
		all[s.Label] = sideModel(ctx, s)
		list = append(list, all[s.Label])
	}
	return all, list, nil
}

// of gives the party with the label, nil for none.
func (p parties) of(label *string) *model.ConflictParty {
	if label == nil {
		return nil
	}
	party := p.at(*label)
	return &party
}

// at gives the party with the label; one that is not among them has nothing but it.
func (p parties) at(label string) model.ConflictParty {
	if party, ok := p[label]; ok {
		return party
	}
	return model.ConflictParty{Label: label, Role: model.ConflictRolePeer}
}

func (p parties) all(labels []string) []model.ConflictParty {
	out := make([]model.ConflictParty, len(labels))
	for i, label := range labels {
		out[i] = p.at(label)
	}
	return out
}

func (r *Resolver) evidencePage(ctx context.Context, p page.Page[conflict.Evidence]) (*model.ConflictEvidenceConnection, error) {
	products.expect(ctx, "edges.node.product", idsOf(p.Items, func(e conflict.Evidence) uuid.UUID { return orNil(e.ProductID) }))
	productLines.expect(ctx, "edges.node.productLine", idsOf(p.Items, func(e conflict.Evidence) uuid.UUID { return orNil(e.ProductLineID) }))
	territories.expect(ctx, "edges.node.territory", idsOf(p.Items, func(e conflict.Evidence) uuid.UUID { return orNil(e.TerritoryID) }))
	registrations.expect(ctx, "edges.node.registration", idsOf(p.Items, func(e conflict.Evidence) uuid.UUID { return orNil(e.RegistrationID) }))
	accounts.expect(ctx, "edges.node.sale.account", idsOf(p.Items, func(e conflict.Evidence) uuid.UUID { return orNil(e.AccountID) }))
	out := &model.ConflictEvidenceConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: make([]model.ConflictEvidenceEdge, len(p.Items))}
	for i, e := range p.Items {
		amount, err := r.inBase(ctx, e.Amount)
		if err != nil {
			return nil, err
		}
		out.Edges[i] = model.ConflictEvidenceEdge{Cursor: p.Cursors[i], Node: evidenceModel(e, *amount)}
	}
	return out, nil
}

func evidenceModel(e conflict.Evidence, amount model.Money) model.ConflictEvidence {
	m := model.ConflictEvidence{ID: typeid.Format(typeid.Evidence, e.ID), Row: &e, HappenedOn: e.HappenedOn, ChannelType: convertedOrNone[model.ChannelType](e.ChannelType), Quantity: e.Quantity,
		Amount: amount, Form: convertedOrNone[model.DiversionForm](e.Form), Measures: e.Measures, Hash: hex.EncodeToString(e.Hash), FoundAt: e.FoundAt, WithdrawnAt: e.WithdrawnAt}
	if m.Measures == nil {
		m.Measures = map[string]any{}
	}
	if e.LineID != nil && e.DistributorID != nil && e.NetAmount != nil {
		m.Sale = &model.ConflictEvidenceSale{LineID: typeid.Format(typeid.SaleLine, *e.LineID), InvoiceNumber: valueOf(e.InvoiceNo), LineNumber: valueOf(e.LineNo), UnitPrice: e.UnitPrice,
			Net: model.Money{Amount: *e.NetAmount, Currency: valueOf(e.Currency)}, Serial: e.Serial, AccountID: e.AccountID, DistributorID: *e.DistributorID}
	}
	return m
}

func fileModel(f conflict.File) model.ConflictFile {
	return model.ConflictFile{ID: f.NodeID(), Name: f.Name, Ordinal: f.Ordinal, MediaType: f.MediaType, Size: int(f.Size), Sha256: hex.EncodeToString(f.SHA256), AddedAt: f.AddedAt}
}

// filesIn gives those of a case's files that were given with something.
func filesIn(all *[]conflict.File, with func(f conflict.File) bool) []model.ConflictFile {
	out := []model.ConflictFile{}
	for _, f := range valueOf(all) {
		if with(f) {
			out = append(out, fileModel(f))
		}
	}
	return out
}

// statementModels gives what each party said; of those that are still sealed, that they were given.
func statementModels(ctx context.Context, c conflict.Case) ([]model.ConflictStatement, error) {
	_, sides, err := partiesOf(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	texts, err := statementsOf.load(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	files, err := caseFilesOf.load(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	out := make([]model.ConflictStatement, len(sides))
	for i, side := range sides {
		s := model.ConflictStatement{Party: side, IsSealed: c.StatementsOpenedAt == nil, GivenAt: side.AnsweredAt}
		for _, said := range valueOf(texts) {
			if said.Label == side.Label {
				s.IsSealed, s.Text = false, &said.Text
			}
		}
		s.Files = filesIn(files, func(f conflict.File) bool { return f.Part == "STATEMENT" && valueOf(f.Label) == side.Label })
		out[i] = s
	}
	return out, nil
}

func messagePage(ctx context.Context, p page.Page[conflict.Message]) (*model.ConflictMessageConnection, error) {
	out := &model.ConflictMessageConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: make([]model.ConflictMessageEdge, len(p.Items))}
	for i, m := range p.Items {
		node, err := caseMessageModel(ctx, m)
		if err != nil {
			return nil, err
		}
		out.Edges[i] = model.ConflictMessageEdge{Cursor: p.Cursors[i], Node: *node}
	}
	return out, nil
}

func caseMessageModel(ctx context.Context, m conflict.Message) (*model.ConflictMessage, error) {
	sides, _, err := partiesOf(ctx, m.CaseID)
	if err != nil {
		return nil, err
	}
	files, err := caseFilesOf.load(ctx, m.CaseID)
	if err != nil {
		return nil, err
	}
	return &model.ConflictMessage{ID: m.NodeID(), From: sides.of(m.FromLabel), To: sides.of(m.ToLabel), Text: m.Text, SentAt: m.SentAt,
		Files: filesIn(files, func(f conflict.File) bool { return f.MessageID != nil && *f.MessageID == m.ID })}, nil
}

func timelinePage(ctx context.Context, caseID uuid.UUID, p page.Page[conflict.Event]) (*model.ConflictEventConnection, error) {
	sides, _, err := partiesOf(ctx, caseID)
	if err != nil {
		return nil, err
	}
	return &model.ConflictEventConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, e conflict.Event) model.ConflictEventEdge {
		return model.ConflictEventEdge{Cursor: cursor, Node: model.ConflictEvent{ID: typeid.Format(typeid.CaseEvent, e.ID), Kind: e.Kind, Party: sides.of(e.Label), Params: e.Params, At: e.At}}
	})}, nil
}

// decisionModels gives a case's decisions with what they do and what the parties said to them.
func (r *Resolver) decisionModels(ctx context.Context, caseID uuid.UUID) ([]model.ConflictDecision, error) {
	found, err := decisionsOf.load(ctx, caseID)
	if err != nil {
		return nil, err
	}
	sides, _, err := partiesOf(ctx, caseID)
	if err != nil {
		return nil, err
	}
	all := valueOf(found)
	if err := readDecisions(ctx, all); err != nil {
		return nil, err
	}
	users.expect(ctx, "madeBy", idsOf(all, func(d conflict.Decision) uuid.UUID { return orNil(d.MadeBy) }))
	out := make([]model.ConflictDecision, len(all))
	for i, d := range all {
		remedies, err := r.remediesOf(ctx, d, sides)
		if err != nil {
			return nil, err
		}
		answers, err := answerModels(ctx, d, sides)
		if err != nil {
			return nil, err
		}
		out[i] = model.ConflictDecision{ID: d.NodeID(), Kind: model.DecisionKind(d.Kind), State: model.DecisionState(d.State), Text: d.Text, Against: sides.all(d.Against),
			Remedies: remedies, Answers: answers, MadeByID: madeBy(ctx, d), MadeAt: d.MadeAt}
	}
	return out, nil
}

// madeBy is who made the decision, for the brand.
func madeBy(ctx context.Context, d conflict.Decision) *uuid.UUID {
	if actor, _ := auth.ActorOf(ctx); !actor.Brand {
		return nil
	}
	return d.MadeBy
}

func answerModels(ctx context.Context, d conflict.Decision, sides parties) ([]model.ConflictAnswer, error) {
	found, err := repliesOf.load(ctx, d.ID)
	out := []model.ConflictAnswer{}
	for _, a := range valueOf(found) {
		out = append(out, model.ConflictAnswer{Party: sides.at(a.Label), Accepted: a.Accepted, Text: a.Text, GivenAt: a.GivenAt})
	}
	return out, err
}

func appealModels(ctx context.Context, caseID uuid.UUID) ([]model.ConflictAppeal, error) {
	found, err := appealsOf.load(ctx, caseID)
	if err != nil {
		return nil, err
	}
	sides, _, err := partiesOf(ctx, caseID)
	if err != nil {
		return nil, err
	}
	files, err := caseFilesOf.load(ctx, caseID)
	out := []model.ConflictAppeal{}
	for _, a := range valueOf(found) {
		out = append(out, model.ConflictAppeal{Party: sides.at(a.Label), Text: a.Text, MadeAt: a.MadeAt,
			Files: filesIn(files, func(f conflict.File) bool { return f.Part == "APPEAL" && valueOf(f.Label) == a.Label })})
	}
	return out, err
}

// askedOf is what is asked of the caller in a case.
func (r *Resolver) askedOf(ctx context.Context, c conflict.Case) ([]model.ConflictAction, error) {
	s, err := standingsOf.load(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	asked := converted[model.ConflictAction](c.Asked(auth.MustActor(ctx), valueOf(s), r.Conflicts.Now()))
	if asked == nil {
		asked = []model.ConflictAction{}
	}
	return asked, nil
}

func (r *Resolver) mayIn(ctx context.Context, c conflict.Case, action conflict.Action) (bool, error) {
	s, err := standingsOf.load(ctx, c.ID)
	return err == nil && c.Allows(action, auth.MustActor(ctx), valueOf(s), r.Conflicts.Now()) == nil, err
}

func choiceModels(ctx context.Context, all []conflict.Choice) []model.MediatorChoice {
	users.expect(ctx, "user", idsOf(all, func(c conflict.Choice) uuid.UUID { return c.UserID }))
	out := make([]model.MediatorChoice, len(all))
	for i, c := range all {
		out[i] = model.MediatorChoice{UserID: c.UserID, IsEligible: c.Obstacle == nil}
		if c.Obstacle != nil {
			out[i].Obstacle = &model.Message{Key: conflict.ObstacleKey(*c.Obstacle), Params: map[string]any{}}
		}
	}
	return out
}

func interestModel(i conflict.Interest) model.Interest {
	return model.Interest{UserID: i.UserID, DistributorID: i.DistributorID, IsManager: i.Kind == "MANAGES", Reason: i.Reason, Since: i.Since}
}

// conflictEvents gives the case each time that it changes, as the caller may see it; the stream ends when it may not any more.
func (r *Resolver) conflictEvents(ctx context.Context, id uuid.UUID, changes <-chan notify.Change) <-chan *model.Conflict {
	out := make(chan *model.Conflict)
	go func() {
		defer close(out)
		for range changes {
			fresh := withLoaders(ctx, r)
			m, err := r.conflictByID(fresh, id)
			if err != nil || m == nil {
				return
			}
			select {
			case out <- m:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// daysToAnswer is how many business days parties are given unless somebody says otherwise.
const daysToAnswer = 3

// firstOf is how many rows a short list has.
func firstOf(first *int) int {
	if first == nil {
		return 10
	}
	return *first
}

// done gives the case as it is after a step, or why the step was not taken.
func (r *Resolver) done(ctx context.Context) func(c *conflict.Case, err error) (*model.Conflict, error) {
	return func(c *conflict.Case, err error) (*model.Conflict, error) {
		if err != nil {
			return nil, err
		}
		return r.conflictModel(ctx, *c)
	}
}

// payload wraps the case that a step was taken in.
func payload[P any](c *model.Conflict, err error, wrap func(model.Conflict) *P) (*P, error) {
	if err != nil {
		return nil, err
	}
	return wrap(*c), nil
}
