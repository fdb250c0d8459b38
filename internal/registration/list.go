package registration

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Filter narrows registrations; nil parts do not.
type Filter struct {
	States         []State
	DistributorID  *uuid.UUID
	AccountID      *uuid.UUID
	Accounts       *[]uuid.UUID // those that stand for a customer
	ProductLineID  *uuid.UUID
	Overdue        *bool
	EndsWithinDays *int
	Contested      *bool // beside others of the same customer and line; a distributor finds none
}

// Order is what registrations are sorted by.
type Order struct {
	Field OrderField
	Desc  bool
}

// OrderField is a sort key.
type OrderField string

// The sort keys. What has none of its own stands last.
const (
	ByDue            OrderField = "DUE_AT"
	ByCreated        OrderField = "CREATED_AT"
	ByProtectedUntil OrderField = "PROTECTED_UNTIL"
)

// never is later than any due time.
var never = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

func (o Order) columns() []page.Column {
	id := page.Column{SQL: "r.id", Type: "uuid"}
	switch o.Field {
	case ByCreated:
		return []page.Column{{SQL: "r.created_at", Type: "timestamptz"}, id}
	case ByProtectedUntil:
		return []page.Column{{SQL: "coalesce(r.protected_until, '9999-12-31'::date)", Type: "date"}, id}
	}
	return []page.Column{{SQL: "coalesce(r.due_at, '9999-12-31 00:00:00+00'::timestamptz)", Type: "timestamptz"}, id}
}

func (o Order) key(r Registration) []string {
	at := r.CreatedAt
	switch o.Field {
	case ByProtectedUntil:
		return []string{orNever(r.ProtectedUntil).Format(time.DateOnly), r.ID.String()}
	case ByDue, "":
		at = orNever(r.DueAt)
	}
	return []string{at.Format(time.RFC3339Nano), r.ID.String()}
}

func orNever(t *time.Time) time.Time {
	if t == nil {
		return never
	}
	return *t
}

// where gives the condition; today is the brand's.
func (f Filter) where(sc scope.Scope, now, today time.Time, args map[string]any) string {
	parts := []string{sc.Where("r.distributor_id", args)}
	add := func(condition, name string, value any) {
		parts, args[name] = append(parts, condition), value
	}
	not := func(yes bool, condition string) string {
		if yes {
			return condition
		}
		return "NOT (" + condition + ")"
	}
	if len(f.States) > 0 {
		add("r.state = ANY(@states)", "states", f.States)
	}
	if f.DistributorID != nil {
		add("r.distributor_id = @distributor", "distributor", *f.DistributorID)
	}
	if f.AccountID != nil {
		add("(r.account_id = @account OR r.account_id IN (SELECT m.id FROM accounts m WHERE m.merged_into = @account))", "account", *f.AccountID)
	}
	if f.Accounts != nil {
		add("r.account_id = ANY(@accounts)", "accounts", *f.Accounts)
	}
	if f.ProductLineID != nil {
		add("r.product_line_id = @line", "line", *f.ProductLineID)
	}
	if f.Overdue != nil {
		add(not(*f.Overdue, "r.state IN ('SUBMITTED', 'IN_REVIEW') AND r.due_at < @now"), "now", now)
	}
	if f.EndsWithinDays != nil {
		add("r.state IN ('APPROVED', 'EXTENDED') AND r.protected_until BETWEEN @today AND @ends", "ends", today.AddDate(0, 0, *f.EndsWithinDays))
		args["today"] = today
	}
	if f.Contested != nil {
		contested := "r.id IN (SELECT contested_registrations())"
		if sc.Reach == scope.Own { // nothing is looked at that isn't its own
			contested = "false"
		}
		parts = append(parts, not(*f.Contested, contested))
	}
	return strings.Join(parts, " AND ")
}

func list(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, o Order, now, today time.Time, r page.Request) ([]Registration, error) {
	args := map[string]any{}
	where := f.where(sc, now, today, args)
	behind, order, err := r.Keyset(o.Desc, args, o.columns()...)
	if err != nil {
		return nil, err
	}
	rows, err := postgres.Rows[Registration](q.Query(ctx, "SELECT "+columns+" FROM registrations r WHERE "+where+" AND "+behind+" "+order, postgres.Args(args)))
	if err != nil {
		return nil, fmt.Errorf("listing registrations: %w", err)
	}
	return rows, nil
}

func count(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, now, today time.Time) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM registrations r WHERE "+f.where(sc, now, today, args), postgres.Args(args)).Scan(&n)
	return n, err
}
