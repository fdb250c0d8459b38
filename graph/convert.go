package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/model"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
)

// pageArgs gathers a list's paging arguments.
func pageArgs(first *int, after *string, last *int, before *string) page.Args {
	return page.Args{First: first, After: after, Last: last, Before: before}
}

// pageInfo tells where a page stands.
func pageInfo[T any](p page.Page[T]) model.PageInfo {
	info := model.PageInfo{HasNextPage: p.HasNext, HasPreviousPage: p.HasPrevious}
	if n := len(p.Cursors); n > 0 {
		info.StartCursor, info.EndCursor = &p.Cursors[0], &p.Cursors[n-1]
	}
	return info
}

// edgesOf makes a page's edges, each with its cursor.
func edgesOf[T, E any](p page.Page[T], edge func(cursor string, item T) E) []E {
	edges := make([]E, len(p.Items))
	for i, item := range p.Items {
		edges[i] = edge(p.Cursors[i], item)
	}
	return edges
}

// countOf is the totalCount of a connection whose list may not have a counter.
func countOf(ctx context.Context, count page.Counter) (int, error) {
	if count == nil {
		return 0, nil
	}
	return count(ctx)
}

// given reads an optional input field: nil when it was left out or null.
func given[T any](o graphql.Omittable[*T]) *T { return o.Value() }

// parseOptional reads an optional id: nil when there is none.
func parseOptional(prefix, field string, text *string) (*uuid.UUID, error) {
	if text == nil {
		return nil, nil
	}
	id, err := typeid.Parse(prefix, field, *text)
	if err != nil {
		return nil, err
	}
	return &id, nil
}

// indexed names an element of a list input: ids.3.
func indexed(field string, i int) string { return fmt.Sprintf("%s.%d", field, i) }

// parseIDs reads a list of ids; field.0, field.1, … name the wrong ones.
func parseIDs(prefix, field string, texts []string) ([]uuid.UUID, error) {
	ids, fields := make([]uuid.UUID, len(texts)), fault.Fields{}
	for i, text := range texts {
		id, err := typeid.Parse(prefix, indexed(field, i), text)
		if err != nil {
			fields = append(fields, fault.As(err).Fields...)
		}
		ids[i] = id
	}
	return ids, fields.Err()
}

// idsOf gathers an id of each row, for loader.expect: each once, without nil ones.
func idsOf[T any](rows []T, id func(T) uuid.UUID) []uuid.UUID {
	seen := map[uuid.UUID]bool{uuid.Nil: true}
	var ids []uuid.UUID
	for _, row := range rows {
		if one := id(row); !seen[one] {
			seen[one] = true
			ids = append(ids, one)
		}
	}
	return ids
}

// orNil is the id, uuid.Nil for none.
func orNil(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}
