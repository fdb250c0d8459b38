package feedback

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

const linkColumns = `l.distributor_id, l.id, l.account_id, l.expires_on, l.created_by, l.created_at, l.answered_at, l.revoked_at`

func (f LinkFilter) where(sc scope.Scope, today time.Time, args map[string]any) string {
	parts := []string{sc.Where("l.distributor_id", args)}
	if f.DistributorID != nil {
		parts, args["distributor"] = append(parts, "l.distributor_id = @distributor"), *f.DistributorID
	}
	if f.Waiting != nil {
		waiting := "l.answered_at IS NULL AND l.revoked_at IS NULL AND l.expires_on >= @today"
		if !*f.Waiting {
			waiting = "NOT (" + waiting + ")"
		}
		parts, args["today"] = append(parts, waiting), today
	}
	return strings.Join(parts, " AND ")
}

var newestLinkFirst = []page.Column{{SQL: "l.created_at", Type: "timestamptz"}, {SQL: "l.id", Type: "uuid"}}

func listLinks(ctx context.Context, q postgres.Querier, sc scope.Scope, f LinkFilter, today time.Time, r page.Request) ([]Link, error) {
	args := map[string]any{}
	where := f.where(sc, today, args)
	behind, order, err := r.Keyset(true, args, newestLinkFirst...)
	if err != nil {
		return nil, err
	}
	return postgres.Rows[Link](q.Query(ctx, "SELECT "+linkColumns+" FROM survey_links l WHERE "+where+" AND "+behind+" "+order, postgres.Args(args)))
}

func countLinks(ctx context.Context, q postgres.Querier, sc scope.Scope, f LinkFilter, today time.Time) (n int, err error) {
	args := map[string]any{}
	err = q.QueryRow(ctx, "SELECT count(*) FROM survey_links l WHERE "+f.where(sc, today, args), postgres.Args(args)).Scan(&n)
	return n, err
}

func linksByID(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) ([]Link, error) {
	args := map[string]any{"ids": ids}
	return postgres.Rows[Link](q.Query(ctx, "SELECT "+linkColumns+" FROM survey_links l WHERE l.id = ANY(@ids) AND "+sc.Where("l.distributor_id", args)+" ORDER BY l.id",
		postgres.Args(args)))
}

// lockLink reads a link that is about to be changed. Returns NotFound.
func lockLink(ctx context.Context, tx pgx.Tx, sc scope.Scope, id uuid.UUID) (Link, error) {
	args := map[string]any{"id": id}
	l, err := postgres.Row[Link](tx.Query(ctx, "SELECT "+linkColumns+" FROM survey_links l WHERE l.id = @id AND "+sc.Where("l.distributor_id", args)+" FOR UPDATE", postgres.Args(args)))
	if errors.Is(err, pgx.ErrNoRows) {
		return l, fault.Missing("surveyLink")
	}
	return l, err
}

// linksOfBatch reads the links that were made together, in their order.
func linksOfBatch(ctx context.Context, q postgres.Querier, distributor, batch uuid.UUID) ([]Link, error) {
	return postgres.Rows[Link](q.Query(ctx, "SELECT "+linkColumns+" FROM survey_links l WHERE l.distributor_id = @distributor AND l.batch_id = @batch ORDER BY l.id",
		postgres.Args{"distributor": distributor, "batch": batch}))
}

// insertLinks writes links in the place of those of the same customers that wait. Who makes links of a distributor waits for others who do.
func insertLinks(ctx context.Context, tx pgx.Tx, batch uuid.UUID, links []Link, tokens []string) error {
	distributor, ids, accounts, digests := links[0].DistributorID, make([]uuid.UUID, len(links)), make([]uuid.UUID, len(links)), make([][]byte, len(links))
	for i, l := range links {
		ids[i], accounts[i], digests[i] = l.ID, *l.AccountID, digest(tokens[i])
	}
	args := postgres.Args{"distributor": distributor, "accounts": accounts, "now": links[0].CreatedAt}
	b := &pgx.Batch{}
	b.Queue(`SELECT pg_advisory_xact_lock(hashtextextended(concat('feedback.survey ', @distributor::text), 0))`, postgres.Args{"distributor": distributor})
	b.Queue(`UPDATE survey_links SET revoked_at = @now WHERE distributor_id = @distributor AND account_id = ANY(@accounts) AND answered_at IS NULL AND revoked_at IS NULL`, args)
	b.Queue(`INSERT INTO survey_links (distributor_id, id, batch_id, account_id, token, expires_on, created_by, created_at)
		SELECT @distributor, n.id, @batch, n.account, n.token, @expires, @by, @now FROM unnest(@ids::uuid[], @accounts::uuid[], @digests::bytea[]) AS n (id, account, token)`,
		postgres.Args{"distributor": distributor, "batch": batch, "expires": links[0].ExpiresOn, "by": links[0].CreatedBy, "now": links[0].CreatedAt, "ids": ids,
			"accounts": accounts, "digests": digests})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("writing survey links: %w", err)
	}
	return nil
}

// asked is an account as far as it matters to whom is asked.
type asked struct {
	ID            uuid.UUID
	DistributorID uuid.UUID
	Stands        bool
}

func accountsToAsk(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID) (map[uuid.UUID]asked, error) {
	args := map[string]any{"ids": ids}
	rows, err := postgres.Rows[asked](q.Query(ctx, `SELECT a.id, a.distributor_id, a.merged_into IS NULL AND a.erased_at IS NULL AS stands FROM accounts a
		WHERE a.id = ANY(@ids) AND `+sc.Where("a.distributor_id", args)+` ORDER BY a.id`, postgres.Args(args)))
	out := make(map[uuid.UUID]asked, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

// bestCustomers are the accounts of a distributor that bought most from one day to another, the best first. What accounts merged into one bought is its own.
func bestCustomers(ctx context.Context, q postgres.Querier, distributor uuid.UUID, from, until time.Time) ([]uuid.UUID, error) {
	rows, err := q.Query(ctx, `SELECT s.id FROM sale_lines l JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id
		  JOIN accounts s ON s.distributor_id = a.distributor_id AND s.id = coalesce(a.merged_into, a.id) AND s.erased_at IS NULL
		WHERE l.distributor_id = @distributor AND l.sale_date BETWEEN @from AND @until AND l.voided_at IS NULL
		GROUP BY s.id HAVING sum(l.base_amount) > 0 ORDER BY sum(l.base_amount) DESC, s.id LIMIT @most`,
		postgres.Args{"distributor": distributor, "from": from, "until": until, "most": mostByDefault})
	if err != nil {
		return nil, fmt.Errorf("looking for the best customers: %w", err)
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// surveyAt reads what a customer sees at a link. Returns NotFound for one at which nobody may answer, whichever the reason.
func surveyAt(ctx context.Context, q postgres.Querier, token string) (s Survey, err error) {
	err = q.QueryRow(ctx, `SELECT s.distributor_id, s.distributor_name, coalesce(s.name_hant, ''), coalesce(s.name_hans, ''), s.brand_name FROM survey_at(@digest) s`,
		postgres.Args{"digest": digest(token)}).Scan(&s.DistributorID, &s.Name.Default, &s.Name.Hant, &s.Name.Hans, &s.BrandName)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, fault.Missing("survey")
	}
	return s, err
}

// answerSurvey keeps the answer under the id and ends the link. Returns NotFound as surveyAt does: also when another answer was first.
func answerSurvey(ctx context.Context, tx pgx.Tx, token string, id uuid.UUID, m Marks) error {
	var distributor uuid.UUID
	err := tx.QueryRow(ctx, `SELECT a.distributor_id FROM answer_survey(@digest, @id, @csat, @nps, @comment) a`,
		postgres.Args{"digest": digest(token), "id": id, "csat": m.CSAT, "nps": m.NPS, "comment": m.Comment}).Scan(&distributor)
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.Missing("survey")
	}
	if err != nil {
		return fmt.Errorf("keeping an answer: %w", err)
	}
	return nil
}
