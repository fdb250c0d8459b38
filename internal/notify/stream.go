package notify

import (
	"context"
	"encoding/binary"
	"maps"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Event is what a stream of events tells.
type Event struct {
	Kind    string
	Subject string // the TypeID of what changed; "" for the inbox, for a Resync, and where all of the kind may have changed
	Unread  int    // items of the inbox
}

var prefixes = map[string]string{Conflict: typeid.Conflict, Registration: typeid.Registration, Signal: typeid.Signal, SalesReport: typeid.SalesReport, Scorecard: typeid.Distributor}

// Events gives all that changes and that the actor may hear of, until ctx ends; the first is a Resync with the count of unread items.
func (s *Service) Events(ctx context.Context, actor auth.Actor) <-chan Event {
	changes, out := s.hub.Watch(ctx, actor, Filter{}), make(chan Event)
	go func() {
		defer close(out)
		unread := 0
		for c := range changes {
			switch c.Kind {
			case Inbox:
				unread = c.unread
			case Resync:
				if n, err := s.Unread(ctx, actor.Scope()); err == nil { // away: the next Resync has it
					unread = n
				}
			}
			e := Event{Kind: c.Kind, Unread: unread}
			if prefix := prefixes[c.Kind]; prefix != "" && c.ID != uuid.Nil {
				e.Subject = typeid.Format(prefix, c.ID)
			}
			select {
			case out <- e:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// Inbox gives each item that comes into the actor's inbox from now until ctx ends, once.
func (s *Service) Inbox(ctx context.Context, actor auth.Actor) (<-chan Item, error) {
	changes := s.hub.Watch(ctx, actor, Filter{Kinds: []string{Inbox}})
	a := &arrivals{service: s, sc: actor.Scope(), told: map[uuid.UUID]bool{}}
	if _, err := a.fresh(ctx, Change{Kind: Resync}); err != nil { // what is there already is not new
		return nil, err
	}
	out := make(chan Item)
	go func() {
		defer close(out)
		for c := range changes {
			fresh, err := a.fresh(ctx, c)
			if err != nil {
				continue // they come with the next change
			}
			for _, item := range fresh {
				select {
				case out <- item:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return out, nil
}

// arrivals keeps a stream of items from telling one twice or missing one.
type arrivals struct {
	service *Service
	sc      scope.Scope
	since   uuid.UUID          // all older items are known
	told    map[uuid.UUID]bool // and these younger ones
	missed  bool               // something could not be read
}

// overlap is by how much the order of ids may differ from the order in which items are committed.
const overlap = time.Minute

// fresh gives the items of a change that were not told yet, and after a Resync all of them.
func (a *arrivals) fresh(ctx context.Context, c Change) ([]Item, error) {
	all, now := a.missed || c.Kind == Resync, time.Now()
	if !all && len(c.items) == 0 {
		return nil, nil // something was read
	}
	if a.since == uuid.Nil {
		a.since = firstAt(now.Add(-overlap))
	}
	found, err := inTx(ctx, a.service.pool, a.sc, func(tx pgx.Tx) ([]Item, error) {
		if all {
			return itemsSince(ctx, tx, a.sc, a.since)
		}
		return itemsByID(ctx, tx, a.sc, c.items)
	})
	if a.missed = err != nil; err != nil {
		return nil, err
	}
	var fresh []Item
	for _, item := range found {
		if !a.told[item.ID] {
			a.told[item.ID] = true
			fresh = append(fresh, item)
		}
	}
	if all {
		a.since = firstAt(now.Add(-overlap))
		maps.DeleteFunc(a.told, func(id uuid.UUID, _ bool) bool { return compareIDs(id, a.since) <= 0 })
	}
	return fresh, nil
}

// firstAt is the least id that is made at the moment.
func firstAt(at time.Time) (id uuid.UUID) {
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16)
	return id
}
