package notify

import (
	"context"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const itemColumns = `i.id, i.kind, i.subject, i.params, i.due_at, i.created_at, i.read_at`

// maxItems bounds what is read at once by id.
const maxItems = 1000

// mine is the condition that holds items within the scope: they are their user's, however far it reaches.
func mine(sc scope.Scope, unread *bool, args postgres.Args) string {
	if sc.Reach == scope.None {
		return "false"
	}
	args["user"] = sc.User
	where := "i.user_id = @user"
	if unread != nil && *unread {
		where += " AND i.read_at IS NULL"
	} else if unread != nil {
		where += " AND i.read_at IS NOT NULL"
	}
	return where
}

func items(ctx context.Context, q postgres.Querier, sc scope.Scope, unread *bool, r page.Request) ([]Item, error) {
	args := postgres.Args{}
	where := mine(sc, unread, args)
	behind, order, err := r.Keyset(true, args, page.Column{SQL: "i.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Item](q.Query(ctx, "SELECT "+itemColumns+" FROM inbox_items i WHERE "+where+" AND "+behind+" "+order, args))
}

func itemsByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Item, error) {
	args := postgres.Args{"ids": ids, "max": maxItems}
	sql := "SELECT " + itemColumns + " FROM inbox_items i WHERE i.id = ANY(@ids) AND " + mine(sc, nil, args) + " ORDER BY i.id LIMIT @max"
	return postgres.Rows[Item](q.Query(ctx, sql, args))
}

// itemsSince reads the items with greater ids, oldest first.
func itemsSince(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) ([]Item, error) {
	args := postgres.Args{"since": id, "max": maxItems}
	sql := "SELECT " + itemColumns + " FROM inbox_items i WHERE i.id > @since AND " + mine(sc, nil, args) + " ORDER BY i.id LIMIT @max"
	return postgres.Rows[Item](q.Query(ctx, sql, args))
}

func countItems(ctx context.Context, q postgres.Querier, sc scope.Scope, unread *bool) (n int, err error) {
	args := postgres.Args{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM inbox_items i WHERE "+mine(sc, unread, args), args).Scan(&n)
	return n, err
}

// mark gives how many items it changed. nil ids are all.
func mark(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, read bool) (int64, error) {
	unread := read // only those that are the other way round change
	args := postgres.Args{"read": read}
	where := mine(sc, &unread, args)
	if ids != nil {
		where += " AND i.id = ANY(@ids)"
		args["ids"] = ids
	}
	tag, err := q.Exec(ctx, "UPDATE inbox_items i SET read_at = CASE WHEN @read THEN now() END WHERE "+where, args)
	return tag.RowsAffected(), err
}
