package feedback

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/idempotency"
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Import takes in the answers of an uploaded file: all rows that can be taken in one transaction, the others are told. A repeated key gives the first
// outcome again. Returns NotFound for a file that is not the organisation's, Invalid for one that can't be read, lacks a column or is too large.
func (s *Service) Import(ctx context.Context, sc scope.Scope, key *string, file uuid.UUID) (out intake.Outcome, err error) {
	name, blob, err := s.uploads.Download(ctx, sc, file)
	if err != nil {
		return out, err
	}
	defer blob.Close()
	src := intake.Source{Name: name, Size: blob.Size, R: blob}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		out, _, err = idempotency.Answer(ctx, tx, sc, "importFeedback", key, file, func() (intake.Outcome, error) { return s.take(ctx, tx, sc, src) })
		return err
	})
	return out, err
}

func (s *Service) take(ctx context.Context, tx pgx.Tx, sc scope.Scope, src intake.Source) (out intake.Outcome, err error) {
	p := &parser{}
	if p.today, err = s.today(ctx, tx); err != nil {
		return out, err
	}
	if p.finder, err = partner.LoadFinder(ctx, tx, sc); err != nil {
		return out, err
	}
	var rows []said
	problems := map[int64][]intake.Problem{}
	err = Fields.Small(ctx, src, func(c *intake.Cells) error {
		r := p.read(c)
		if intake.Rejected(c.Problems) {
			problems[r.row] = c.Problems
		}
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		return out, err
	}
	customers, err := customersOf(ctx, tx, sc, rows)
	if err != nil {
		return out, err
	}
	var all []added
	before, by := map[string]int{}, actorOf(ctx)
	for i, r := range rows {
		if r.customer != "" && r.about != uuid.Nil && customers[i] == nil {
			problems[r.row] = append(problems[r.row], intake.Problem{Field: fieldCustomer, Column: p.customer.Header, Key: keyUnknownCustomer})
		}
		if found := problems[r.row]; intake.Rejected(found) {
			out.Reject(r.row, found)
			continue
		}
		all = append(all, added{Feedback{DistributorID: r.about, ID: typeid.New(), AccountID: customers[i], RespondedOn: r.on, CSAT: r.marks.CSAT, NPS: r.marks.NPS,
			Comment: r.marks.Comment, Source: FromImport, RecordedBy: by}, r.key(customers[i], before)})
	}
	of, err := insert(ctx, tx, all)
	if err != nil {
		return out, err
	}
	out.Accepted, out.Duplicates = len(of), len(all)-len(of)
	return out, imported(ctx, tx, of)
}

// imported notes how many answers each distributor got, and raises their versions.
func imported(ctx context.Context, tx pgx.Tx, of []uuid.UUID) error {
	counts := map[uuid.UUID]int{}
	var order []uuid.UUID
	for _, id := range of {
		if counts[id]++; counts[id] == 1 {
			order = append(order, id)
		}
	}
	for _, id := range order {
		if err := audit.Record(ctx, tx, audit.Entry{Organization: id, Action: "feedback.import", SubjectType: "distributor", SubjectID: audit.ID(id),
			After: map[string]any{"accepted": counts[id]}}); err != nil {
			return err
		}
	}
	return partner.Touch(ctx, tx, order...)
}

// customersOf finds the account of each row by the distributor's own code, else by the name of an organisation, one alone of that name. A person's name
// is its distributor's to know: nobody is found by it, or the brand could ask for one.
func customersOf(ctx context.Context, q postgres.Querier, sc scope.Scope, rows []said) ([]*uuid.UUID, error) {
	distributors, texts := make([]uuid.UUID, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		distributors[i], texts[i] = r.about, r.customer
	}
	type found struct {
		N  int
		ID uuid.UUID
	}
	args := map[string]any{"distributors": distributors, "texts": texts}
	in := sc.Where("a.distributor_id", args)
	all, err := postgres.Rows[found](q.Query(ctx, `
		WITH asked AS (SELECT * FROM unnest(@distributors::uuid[], @texts::text[]) WITH ORDINALITY AS i (distributor_id, text, n) WHERE text <> ''),
		  coded AS (SELECT i.n, coalesce(a.merged_into, a.id) AS id FROM asked i JOIN accounts a ON a.distributor_id = i.distributor_id AND lower(a.code) = lower(i.text) WHERE a.erased_at IS NULL AND `+in+`),
		  named AS (SELECT i.n, coalesce(a.merged_into, a.id) AS id FROM asked i JOIN accounts a ON a.distributor_id = i.distributor_id AND lower(a.name) = lower(i.text) WHERE a.erased_at IS NULL AND `+in+`
		    AND NOT EXISTS (SELECT 1 FROM coded c WHERE c.n = i.n))
		SELECT (n - 1)::int AS n, min(id::text)::uuid AS id FROM (SELECT * FROM coded UNION SELECT * FROM named) f GROUP BY n HAVING count(DISTINCT id) = 1 ORDER BY n`,
		postgres.Args(args)))
	if err != nil {
		return nil, fmt.Errorf("looking for customers: %w", err)
	}
	out := make([]*uuid.UUID, len(rows))
	for _, f := range all {
		out[f.N] = &f.ID
	}
	return out, nil
}
