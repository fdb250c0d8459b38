package customer

import (
	"context"
	"strconv"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const duplicateColumns = `d.distributor_id, d.id, d.account_id, d.other_id, d.likely, d.fields, d.state, d.decided_by, d.decided_at, d.created_at`

func duplicateStates(decided bool) []string {
	if decided {
		return []string{"MERGED", "DIFFERENT"}
	}
	return []string{"OPEN"}
}

func listDuplicates(ctx context.Context, q postgres.Querier, sc scope.Scope, decided bool, r page.Request) ([]Duplicate, error) {
	args := map[string]any{"owner": sc.Organization, "states": duplicateStates(decided)}
	behind, order, err := r.Keyset(true, args, page.Column{SQL: "d.likely", Type: "boolean"}, page.Column{SQL: "d.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Duplicate](q.Query(ctx, "SELECT "+duplicateColumns+" FROM account_duplicates d WHERE d.distributor_id = @owner AND d.state = ANY(@states) AND "+
		behind+" "+order, postgres.Args(args)))
}

func (d Duplicate) key() []string { return []string{strconv.FormatBool(d.Likely), d.ID.String()} }

func countDuplicates(ctx context.Context, q postgres.Querier, sc scope.Scope, decided bool) (n int, err error) {
	err = q.QueryRow(ctx, "SELECT count(*) FROM account_duplicates d WHERE d.distributor_id = @owner AND d.state = ANY(@states)",
		postgres.Args{"owner": sc.Organization, "states": duplicateStates(decided)}).Scan(&n)
	return n, err
}

func loadDuplicates(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Duplicate, error) {
	return postgres.Rows[Duplicate](q.Query(ctx, "SELECT "+duplicateColumns+" FROM account_duplicates d WHERE d.distributor_id = @owner AND d.id = ANY(@ids) ORDER BY d.id",
		postgres.Args{"owner": sc.Organization, "ids": ids}))
}

// decideDuplicate keeps what was decided, unless something was decided before.
func decideDuplicate(ctx context.Context, q postgres.Querier, d Duplicate) (done bool, err error) {
	tag, err := q.Exec(ctx, `UPDATE account_duplicates SET state = @state, decided_by = @by, decided_at = @at
		WHERE distributor_id = @owner AND id = @id AND state = 'OPEN'`,
		postgres.Args{"owner": d.DistributorID, "id": d.ID, "state": d.State, "by": d.DecidedBy, "at": d.DecidedAt})
	return tag.RowsAffected() == 1, err
}
