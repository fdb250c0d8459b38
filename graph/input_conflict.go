package graph

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/typeid"
)

func conflictFilter(in *model.ConflictFilter) (f conflict.Filter, err error) {
	if in == nil {
		return f, nil
	}
	f = conflict.Filter{States: converted[conflict.State](in.States.Value()), Rules: converted[string](in.Rules.Value()), Severities: converted[conflict.Severity](in.Severities.Value()),
		Mine: valueOf(given(in.Mine)), Overdue: valueOf(given(in.Overdue)), Text: valueOf(given(in.Text))}
	for _, part := range []struct {
		into          **uuid.UUID
		prefix, field string
		text          *string
	}{
		{&f.DistributorID, typeid.Distributor, "distributorId", given(in.DistributorID)}, {&f.CustomerID, typeid.Customer, "customerId", given(in.CustomerID)},
		{&f.MediatorID, typeid.User, "mediatorId", given(in.MediatorID)}, {&f.ProductLineID, typeid.ProductLine, "productLineId", given(in.ProductLineID)},
		{&f.TerritoryID, typeid.Territory, "territoryId", given(in.TerritoryID)},
	} {
		if *part.into, err = parseOptional(part.prefix, "filter."+part.field, part.text); err != nil {
			return f, err
		}
	}
	return f, nil
}

func conflictSort(in *model.ConflictSort) conflict.Sort {
	if in == nil {
		return conflict.Sort{}
	}
	return conflict.Sort{Field: string(in.Field), Desc: in.Direction == model.SortDirectionDesc}
}

func newCase(in model.OpenConflictInput) (n conflict.NewCase, err error) {
	n = conflict.NewCase{Title: in.Title}
	if n.Parties, err = parseIDs(typeid.Distributor, "input.partyIds", in.PartyIds); err != nil {
		return n, err
	}
	if n.Respondent, err = parseOptional(typeid.Distributor, "input.respondentId", given(in.RespondentID)); err != nil {
		return n, err
	}
	if n.Lines, err = parseIDs(typeid.SaleLine, "input.saleLineIds", in.SaleLineIds.Value()); err != nil {
		return n, err
	}
	if n.CustomerID, err = parseOptional(typeid.Customer, "input.customerId", given(in.CustomerID)); err != nil {
		return n, err
	}
	n.SignalID, err = parseOptional(typeid.Signal, "input.signalId", given(in.SignalID))
	return n, err
}

func newMessage(in model.PostConflictMessageInput) (n conflict.NewMessage, err error) {
	n = conflict.NewMessage{Text: in.Text, To: given(in.To)}
	if n.CaseID, err = typeid.Parse(typeid.Conflict, "input.conflictId", in.ConflictID); err != nil {
		return n, err
	}
	n.Files, err = parseIDs(typeid.File, "input.fileIds", in.FileIds.Value())
	return n, err
}

// caseAnd reads a case's id and that of something else of the input.
func caseAnd(text, prefix, field, other string) (id, second uuid.UUID, err error) {
	if id, err = typeid.Parse(typeid.Conflict, "input.conflictId", text); err != nil {
		return id, second, err
	}
	second, err = typeid.Parse(prefix, field, other)
	return id, second, err
}

// caseAndFiles reads a case's id and files.
func caseAndFiles(text string, files []string) (id uuid.UUID, list []uuid.UUID, err error) {
	if id, err = typeid.Parse(typeid.Conflict, "input.conflictId", text); err != nil {
		return id, nil, err
	}
	list, err = parseIDs(typeid.File, "input.fileIds", files)
	return id, list, err
}

// verdictOf reads a case's id and what somebody decides on it.
func verdictOf(id, words string, against []string, remedies []model.RemedyInput) (caseID uuid.UUID, v conflict.Verdict, err error) {
	if caseID, err = typeid.Parse(typeid.Conflict, "input.conflictId", id); err != nil {
		return caseID, v, err
	}
	v = conflict.Verdict{Text: words, Against: against}
	v.Remedies, err = newRemedies("input.remedies", remedies)
	return caseID, v, err
}

// newRemedies reads what a decision is to do.
func newRemedies(path string, in []model.RemedyInput) ([]conflict.NewRemedy, error) {
	var fields fault.Fields
	out := make([]conflict.NewRemedy, len(in))
	for i, one := range in {
		evidence, err := parseIDs(typeid.Evidence, fmt.Sprintf("%s.%d.evidenceIds", path, i), one.EvidenceIds.Value())
		if err != nil {
			fields = append(fields, fault.As(err).Fields...)
		}
		out[i] = conflict.NewRemedy{Kind: conflict.RemedyKind(one.Kind), Party: given(one.Party), Other: given(one.Other), Evidence: evidence, Level: convertedOrNone[string](given(one.Level)),
			Until: given(one.Until), Amount: given(one.Amount), Note: valueOf(given(one.Note))}
		for _, share := range one.Shares.Value() {
			out[i].Shares = append(out[i].Shares, conflict.CreditShare{Party: share.Party, Percent: share.Percent})
		}
	}
	return out, fields.Err()
}
