package feedback

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const columns = `f.distributor_id, f.id, f.account_id, f.responded_on, f.csat, f.nps, f.comment, f.source, f.recorded_by, f.recorded_at, f.withdrawn_at`

func (f Filter) where(sc scope.Scope, args map[string]any) string {
	parts := []string{sc.Where("f.distributor_id", args)}
	if f.DistributorID != nil {
		parts, args["distributor"] = append(parts, "f.distributor_id = @distributor"), *f.DistributorID
	}
	if f.Period != nil {
		parts, args["first"], args["last"] = append(parts, "f.responded_on BETWEEN @first AND @last"), f.Period.Start, f.Period.Last()
	}
	if f.Unhappy != nil {
		unhappy := "coalesce(f.csat <= 2, false) OR coalesce(f.nps <= 6, false)"
		if !*f.Unhappy {
			unhappy = "NOT (" + unhappy + ")"
		}
		parts = append(parts, "("+unhappy+")")
	}
	return strings.Join(parts, " AND ")
}

var latestFirst = []page.Column{{SQL: "f.responded_on", Type: "date"}, {SQL: "f.id", Type: "uuid"}}

func list(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter, r page.Request) ([]Feedback, error) {
	args := map[string]any{}
	where := f.where(sc, args)
	behind, order, err := r.Keyset(true, args, latestFirst...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Feedback](q.Query(ctx, "SELECT "+columns+" FROM feedback f WHERE "+where+" AND "+behind+" "+order, postgres.Args(args)))
}

func count(ctx context.Context, q postgres.Querier, sc scope.Scope, f Filter) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM feedback f WHERE "+f.where(sc, args), postgres.Args(args)).Scan(&n)
	return n, err
}

func byID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Feedback, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Feedback](q.Query(ctx, "SELECT "+columns+" FROM feedback f WHERE f.id = ANY(@ids) AND "+sc.Where("f.distributor_id", args)+" ORDER BY f.id",
		postgres.Args(args)))
}

// load reads an answer; lock has others wait who are about to change it. Returns NotFound.
func load(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID, lock bool) (Feedback, error) {
	args := map[string]any{"id": id}
	sql := "SELECT " + columns + " FROM feedback f WHERE f.id = @id AND " + sc.Where("f.distributor_id", args)
	if lock {
		sql += " FOR UPDATE"
	}
	f, err := postgres.Row[Feedback](q.Query(ctx, sql, postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return f, fault.Missing("feedback")
	}
	return f, err
}

// added is an answer to write. RowKey is nil but for imported rows.
type added struct {
	Feedback
	RowKey []byte
}

// insert writes answers, and gives the distributors of those that were written: a row of a file that was taken before is passed over.
func insert(ctx context.Context, q postgres.Querier, all []added) (of []uuid.UUID, err error) {
	var distributors, ids []uuid.UUID
	var accounts, by []*uuid.UUID
	var days []string
	var csat, nps []*int
	var comments, sources []string
	var keys [][]byte
	for _, a := range all {
		distributors, ids, accounts, by = append(distributors, a.DistributorID), append(ids, a.ID), append(accounts, a.AccountID), append(by, a.RecordedBy)
		days, csat, nps = append(days, a.RespondedOn.Format("2006-01-02")), append(csat, a.CSAT), append(nps, a.NPS)
		comments, sources, keys = append(comments, a.Comment), append(sources, string(a.Source)), append(keys, a.RowKey)
	}
	rows, err := q.Query(ctx, `INSERT INTO feedback (distributor_id, id, account_id, responded_on, csat, nps, comment, source, row_key, recorded_by)
		SELECT * FROM unnest(@distributors::uuid[], @ids::uuid[], @accounts::uuid[], @days::date[], @csat::smallint[], @nps::smallint[], @comments::text[], @sources::text[],
		  @keys::bytea[], @by::uuid[])
		ON CONFLICT (distributor_id, row_key) WHERE row_key IS NOT NULL DO NOTHING RETURNING distributor_id`,
		postgres.Args{"distributors": distributors, "ids": ids, "accounts": accounts, "days": days, "csat": csat, "nps": nps, "comments": comments, "sources": sources,
			"keys": keys, "by": by})
	if err != nil {
		return nil, fmt.Errorf("writing answers: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}
