package graph

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	auditEntries = loaderOf(func(r *Resolver) byIDs[audit.Recorded] { return r.Audit.ByIDs },
		func(e audit.Recorded) uuid.UUID { return e.ID })

	_ = registerNode(typeid.AuditEntry, "audit", nodeOf(auditEntries, auditEntryModel))
)

// subjectPrefixes are the id prefixes of what entries are about.
var subjectPrefixes = map[string]string{
	"organization": typeid.Organization, "user": typeid.User, "distributor": typeid.Distributor, "territory": typeid.Territory,
	"assignment": typeid.Assignment, "target": typeid.Target, "product": typeid.Product, "productLine": typeid.ProductLine,
	"pricePolicy": typeid.PricePolicy, "salesReport": typeid.SalesReport, "saleLine": typeid.SaleLine, "account": typeid.Account,
	"file": typeid.File, "export": typeid.Export,
}

func auditEntryModel(e audit.Recorded) model.AuditEntry {
	m := model.AuditEntry{
		ID: typeid.Format(typeid.AuditEntry, e.ID), At: e.At, Action: e.Action, SubjectType: e.SubjectType,
		Before: jsonText(e.Before), After: jsonText(e.After), Reason: e.Reason, RequestID: e.RequestID, ActorID: e.ActorID,
	}
	if prefix, ok := subjectPrefixes[e.SubjectType]; ok && e.SubjectID != nil {
		id := typeid.Format(prefix, *e.SubjectID)
		m.SubjectID = &id
	}
	return m
}

func jsonText(raw json.RawMessage) *string {
	if raw == nil {
		return nil
	}
	text := string(raw)
	return &text
}

func auditFilter(f *model.AuditEntryFilter) (audit.Filter, error) {
	var out audit.Filter
	if f == nil {
		return out, nil
	}
	if action := f.Action.Value(); action != nil {
		out.Action = *action
	}
	if text := f.SubjectID.Value(); text != nil {
		_, id, ok := typeid.Split(*text)
		if !ok {
			var fields fault.Fields
			fields.Add("filter.subjectId", "id.wrong", nil)
			return out, fields.Err()
		}
		out.SubjectID = &id
	}
	actor, err := parseOptional(typeid.User, "filter.actorId", f.ActorID.Value())
	if err != nil {
		return out, err
	}
	out.ActorID, out.From, out.Until = actor, f.From.Value(), f.Until.Value()
	return out, nil
}

func auditConnection(ctx context.Context, p page.Page[audit.Recorded]) *model.AuditEntryConnection {
	users.expect(ctx, "edges.node.actor", idsOf(p.Items, func(e audit.Recorded) uuid.UUID { return orNil(e.ActorID) }))
	return &model.AuditEntryConnection{
		Edges: edgesOf(p, func(cursor string, e audit.Recorded) model.AuditEntryEdge {
			return model.AuditEntryEdge{Cursor: cursor, Node: auditEntryModel(e)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}
