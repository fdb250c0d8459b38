package graph

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/notify"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
)

var (
	inboxItems = loaderOf(func(r *Resolver) byIDs[notify.Item] { return r.Notices.ByIDs }, func(i notify.Item) uuid.UUID { return i.ID })

	_ = registerNode(typeid.InboxItem, "inbox", nodeOf(inboxItems, inboxModel))
)

func inboxModel(i notify.Item) model.InboxItem {
	m := model.InboxItem{ID: i.NodeID(), Kind: i.Kind, DueAt: i.DueAt, CreatedAt: i.CreatedAt, ReadAt: i.ReadAt}
	_ = json.Unmarshal(i.Params, &m.Params) // it is an object: notify wrote it
	if i.Subject != "" {
		m.SubjectID = &i.Subject
	}
	return m
}

func inboxPage(p page.Page[notify.Item]) *model.InboxItemConnection {
	return &model.InboxItemConnection{
		Edges: edgesOf(p, func(cursor string, i notify.Item) model.InboxItemEdge {
			return model.InboxItemEdge{Cursor: cursor, Node: inboxModel(i)}
		}),
		PageInfo: pageInfo(p), Count: p.Total,
	}
}

// eventModels turns what a stream tells into what GraphQL sends.
func eventModels(ctx context.Context, events <-chan notify.Event) <-chan *model.Event {
	return mapped(ctx, events, func(e notify.Event) *model.Event {
		m := &model.Event{Kind: model.EventKind(e.Kind), Unread: e.Unread}
		if e.Subject != "" {
			m.SubjectID = &e.Subject
		}
		return m
	})
}

// mapped gives what convert makes of each value until the values or ctx end.
func mapped[T, M any](ctx context.Context, values <-chan T, convert func(T) M) <-chan M {
	out := make(chan M)
	go func() {
		defer close(out)
		for v := range values {
			select {
			case out <- convert(v):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
