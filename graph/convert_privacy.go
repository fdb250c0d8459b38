package graph

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/privacy"
	"github.com/tonglu/portal/internal/typeid"
)

// saysOf gives a message of a category: privacy.contact.purpose.
func saysOf(c privacy.Category, what string) model.Message {
	return messageModel("privacy."+strings.ToLower(string(c))+"."+what, nil)
}

func publicModels(rows []privacy.Public) []model.PrivacyCategoryRecord {
	out := make([]model.PrivacyCategoryRecord, len(rows))
	for i, r := range rows {
		out[i] = model.PrivacyCategoryRecord{Category: model.PrivacyCategory(r.Category), Purpose: saysOf(r.Category, "purpose"), Basis: saysOf(r.Category, "basis"),
			Contents: r.Contents, RetentionDays: r.RetentionDays, Protection: saysOf(r.Category, "protection")}
	}
	return out
}

func registerModels(rows []privacy.Record) []model.PrivacyRecord {
	out := make([]model.PrivacyRecord, len(rows))
	for i, r := range rows {
		out[i] = model.PrivacyRecord{Category: model.PrivacyCategory(r.Category), ControllerID: r.ControllerID, Purpose: saysOf(r.Category, "purpose"), Basis: saysOf(r.Category, "basis"),
			Contents: r.Contents, Subjects: r.Subjects, RetentionDays: r.RetentionDays, Protection: saysOf(r.Category, "protection"), Disclosures: make([]model.PrivacyDisclosure, len(r.Disclosures))}
		for j, d := range r.Disclosures {
			out[i].Disclosures[j] = model.PrivacyDisclosure{RecipientID: d.RecipientID, Level: model.ShareLevel(d.Level), Accounts: d.Accounts, Until: d.Until}
		}
	}
	return out
}

func periodModel(p privacy.Period) model.RetentionPeriod {
	return model.RetentionPeriod{Category: p.Category, Days: p.Days, Fixed: p.Fixed, UpdatedAt: p.UpdatedAt}
}

func erasureModel(e privacy.Erasure) *model.Erasure {
	return &model.Erasure{ID: e.NodeID(), Reason: e.Reason, RequestedByID: e.RequestedBy, RequestedAt: e.RequestedAt, Accounts: e.Accounts, DoneAt: e.DoneAt}
}

func erasurePage(ctx context.Context, p page.Page[privacy.Erasure]) *model.ErasureConnection {
	users.expect(ctx, "edges.node.requestedBy", idsOf(p.Items, func(e privacy.Erasure) uuid.UUID { return orNil(e.RequestedBy) }))
	return &model.ErasureConnection{PageInfo: pageInfo(p), Count: p.Total, Edges: edgesOf(p, func(cursor string, e privacy.Erasure) model.ErasureEdge {
		return model.ErasureEdge{Cursor: cursor, Node: *erasureModel(e)}
	})}
}

// whomOf reads who is at issue.
func whomOf(account, customer *string) (w privacy.Whom, err error) {
	if w.AccountID, err = parseOptional(typeid.Account, "input.accountId", account); err != nil {
		return w, err
	}
	w.CustomerID, err = parseOptional(typeid.Customer, "input.customerId", customer)
	return w, err
}
