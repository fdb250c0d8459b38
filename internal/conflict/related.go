package conflict

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// mostAlike is how many related cases and precedents are shown at most.
const mostAlike = 50

func checkFirst(n int) error {
	var fields fault.Fields
	if n < 1 || n > mostAlike {
		fields.Add("first", "page.limit", fault.Params{"min": 1, "max": mostAlike})
	}
	return fields.Err()
}

// Related finds cases that share the customer, parties, product line or territory with one, the likest first. What the caller doesn't see counts for
// nothing: a party finds its own cases, by what it reads in them.
func (s *Service) Related(ctx context.Context, sc scope.Scope, c Case, n int) ([]Case, error) {
	if err := checkFirst(n); err != nil {
		return nil, err
	}
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Case, error) {
		args := map[string]any{"case": c.ID, "rule": c.Rule, "line": c.ProductLineID, "territory": c.TerritoryID, "limit": n}
		return postgres.Rows[Case](tx.Query(ctx, `WITH alike AS (
				SELECT case_id, sum(weight) AS weight FROM (
					SELECT o.case_id, 8 AS weight FROM conflict_subjects s JOIN conflict_subjects o ON o.customer_id = s.customer_id WHERE s.case_id = @case
					UNION ALL SELECT o.case_id, 3 FROM conflict_parties p JOIN conflict_parties o ON o.distributor_id = p.distributor_id WHERE p.case_id = @case
					UNION ALL SELECT o.id, CASE WHEN o.territory_id = @territory THEN 4 ELSE 2 END FROM conflicts o WHERE o.rule = @rule AND o.product_line_id = @line
				) x WHERE case_id <> @case GROUP BY case_id)
			SELECT `+caseColumns+` FROM conflicts c JOIN alike ON alike.case_id = c.id WHERE `+within(sc, args)+` AND alike.weight > 3
			ORDER BY alike.weight + (c.rule = @rule)::int DESC, c.opened_at DESC, c.id LIMIT @limit`, postgres.Args(args)))
	})
}

// Precedents finds settled cases of the same rule that somebody decided, the likest first: those whose reasons hold the words, then those of the same
// product line, territory and severity, then the latest. A party is given none.
func (s *Service) Precedents(ctx context.Context, sc scope.Scope, c Case, words string, n int) ([]Case, error) {
	if err := checkFirst(n); err != nil || sc.Reach == scope.Own {
		return nil, err
	}
	words = strings.TrimSpace(words)
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Case, error) {
		args := map[string]any{"case": c.ID, "rule": c.Rule, "line": c.ProductLineID, "territory": c.TerritoryID, "severity": c.Severity, "limit": n, "words": words, "text": pattern(words)}
		return postgres.Rows[Case](tx.Query(ctx, `SELECT `+caseColumns+` FROM conflicts c
			JOIN LATERAL (SELECT max(word_similarity(@words, d.text) + (d.text ILIKE @text)::int) AS alike FROM conflict_decisions d WHERE d.case_id = c.id AND d.state <> 'PENDING') d
				ON d.alike IS NOT NULL AND (@words = '' OR d.alike >= 0.3)
			WHERE c.rule = @rule AND c.id <> @case AND c.outcome IN ('AGREED', 'RULED', 'UPHELD', 'OVERTURNED') AND `+within(sc, args)+`
			ORDER BY CASE WHEN @words = '' THEN 0 ELSE d.alike END DESC, (c.product_line_id IS NOT DISTINCT FROM @line::uuid)::int + (c.territory_id IS NOT DISTINCT FROM @territory::uuid)::int
				+ (c.severity = @severity)::int DESC, c.settled_at DESC, c.id LIMIT @limit`, postgres.Args(args)))
	})
}
