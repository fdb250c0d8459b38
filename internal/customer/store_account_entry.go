package customer

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const entryColumns = `e.distributor_id, e.id, e.account_id, e.kind, e.text, e.happened_at, e.created_by, e.created_at`

// Of an account and of those merged into it.
const ofAccount = `e.distributor_id = @owner AND (e.account_id = @account OR e.account_id IN (
	SELECT m.id FROM accounts m WHERE m.distributor_id = @owner AND m.merged_into = @account))`

// listEntries reads the timeline of an account of the scope's own organisation, latest first.
func listEntries(ctx context.Context, q postgres.Querier, sc scope.Scope, account uuid.UUID, r page.Request) ([]Entry, error) {
	args := map[string]any{"owner": sc.Organization, "account": account}
	behind, order, err := r.Keyset(true, args, page.Column{SQL: "e.happened_at", Type: "timestamptz"}, page.Column{SQL: "e.id", Type: "uuid"})
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Entry](q.Query(ctx, "SELECT "+entryColumns+" FROM account_entries e WHERE "+ofAccount+" AND "+behind+" "+order, postgres.Args(args)))
}

func entryKey(e Entry) []string {
	return []string{e.HappenedAt.Format(time.RFC3339Nano), e.ID.String()}
}

func countEntries(ctx context.Context, q postgres.Querier, sc scope.Scope, account uuid.UUID) (n int, err error) {
	err = q.QueryRow(ctx, "SELECT count(*) FROM account_entries e WHERE "+ofAccount, postgres.Args{"owner": sc.Organization, "account": account}).Scan(&n)
	return n, err
}

func loadEntry(ctx context.Context, q postgres.Querier, sc scope.Scope, id uuid.UUID) (Entry, error) {
	return postgres.Row[Entry](q.Query(ctx, "SELECT "+entryColumns+" FROM account_entries e WHERE e.distributor_id = @owner AND e.id = @id",
		postgres.Args{"owner": sc.Organization, "id": id}))
}

func insertEntry(ctx context.Context, q postgres.Querier, e Entry) error {
	_, err := q.Exec(ctx, `INSERT INTO account_entries (distributor_id, id, account_id, kind, text, happened_at, created_by, created_at)
		VALUES (@owner, @id, @account, @kind, @text, @happened, @by, @at)`, postgres.Args{"owner": e.DistributorID, "id": e.ID, "account": e.AccountID,
		"kind": e.Kind, "text": e.Text, "happened": e.HappenedAt, "by": e.CreatedBy, "at": e.CreatedAt})
	return err
}

func insertConsent(ctx context.Context, q postgres.Querier, c Consent) error {
	_, err := q.Exec(ctx, `INSERT INTO account_consents (distributor_id, id, account_id, purpose, granted, source, given_on, recorded_by, recorded_at)
		VALUES (@owner, @id, @account, @purpose, @granted, @source, @given, @by, @at)`, postgres.Args{"owner": c.DistributorID, "id": c.ID,
		"account": c.AccountID, "purpose": c.Purpose, "granted": c.Granted, "source": c.Source, "given": c.GivenOn, "by": c.RecordedBy, "at": c.RecordedAt})
	return err
}

// loadConsents reads the latest consent of each of the accounts, with those merged into them, for each purpose.
func loadConsents(ctx context.Context, q postgres.Querier, sc scope.Scope, accounts []uuid.UUID) ([]Consent, error) {
	args := map[string]any{"accounts": accounts}
	return postgres.Rows[Consent](q.Query(ctx, `
		SELECT DISTINCT ON (f.root, c.purpose) c.distributor_id, c.id, f.root AS account_id, c.purpose, c.granted, c.source, c.given_on, c.recorded_by, c.recorded_at
		FROM (SELECT a.distributor_id, a.id, a.id AS root FROM accounts a WHERE a.id = ANY(@accounts) AND `+within(sc, args)+`
		  UNION ALL SELECT m.distributor_id, m.id, m.merged_into FROM accounts a JOIN accounts m ON m.distributor_id = a.distributor_id AND m.merged_into = a.id
		  WHERE a.id = ANY(@accounts) AND `+within(sc, args)+`) f
		JOIN account_consents c ON c.distributor_id = f.distributor_id AND c.account_id = f.id
		ORDER BY f.root, c.purpose, c.given_on DESC, c.id DESC`, postgres.Args(args)))
}
