package scorecard

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// MaxPacked is how many distributors' cards a pack holds.
const MaxPacked = 5000

// packChunk is how many cards of a pack are held in memory at a time.
const packChunk = 200

// Pack says which cards of a period to write, in which order and in which language: en, zh-Hant or zh-Hans. Filter and Sort
// are those of the list; without a sort the best come first, as the cohort was last looked at.
type Pack struct {
	Period   period.Period
	Filter   Filter
	Sort     Sort
	Language string
}

// Check returns Invalid naming what is wrong.
func (p Pack) Check() error {
	var fields fault.Fields
	if p.Period == (period.Period{}) {
		fields.Add("period", "required", nil)
	}
	if len(p.Filter.Distributors) > MaxListed {
		fields.Add("distributor", "list.tooLong", fault.Params{"max": MaxListed})
	}
	for _, g := range p.Filter.Grades {
		if !slices.Contains([]string{GradeA, GradeB, GradeC, GradeD}, g) {
			fields.Add("grade", "value.unknown", fault.Params{"value": g})
		}
	}
	for _, t := range p.Filter.Tiers {
		if !slices.Contains(partner.Tiers, partner.Tier(t)) {
			fields.Add("tier", "value.unknown", fault.Params{"value": t})
		}
	}
	p.Sort.checkAt("sort", "metric", &fields)
	return fields.Err()
}

// packed is a distributor of a pack.
type packed struct {
	ID   uuid.UUID
	Code string
	Name string
}

// packSQL names the distributors in the order of the given ids.
const packSQL = `
SELECT d.id, d.code, coalesce(CASE @language::text WHEN 'zh-Hant' THEN d.name_hant WHEN 'zh-Hans' THEN d.name_hans END, d.name) AS name
FROM unnest(@ids::uuid[]) WITH ORDINALITY AS wanted (id, place) JOIN distributors d ON d.id = wanted.id
WHERE `

// WritePack writes the cards of the distributors that the scope reaches as a workbook: an overview, the metrics with what they were
// made of, trends, deductions and reviews. Ranks are for the brand's people; a distributor's pack has its own card with its bands.
// It holds a chunk of cards at a time. That it was taken is in the log. Returns Invalid for what Check finds, and when it
// would hold more than MaxPacked; nothing is written then.
func (s *Service) WritePack(ctx context.Context, sc scope.Scope, p Pack, to io.Writer) error {
	if err := p.Check(); err != nil {
		return err
	}
	all, err := inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]packed, error) {
		all, err := p.list(ctx, tx, sc)
		if err != nil {
			return nil, err
		}
		return all, audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "scorecard.export", SubjectType: "scorecard",
			After: map[string]any{"period": p.Period.String(), "cards": len(all)}})
	})
	if err != nil {
		return err
	}
	book, err := newPackBook(p, sc.Reach != scope.Own)
	if err != nil {
		return err
	}
	defer book.file.Close()
	for some := range slices.Chunk(all, packChunk) {
		if err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error { return s.packSome(ctx, tx, sc, p, some, book) }); err != nil {
			return fmt.Errorf("reading the cards of a pack: %w", err)
		}
	}
	return book.write(to)
}

// list gives whose cards the pack holds. Returns Invalid for too many.
func (p Pack) list(ctx context.Context, q postgres.Querier, sc scope.Scope) ([]packed, error) {
	sort := p.Sort
	if sort.By == "" {
		sort = Sort{By: ByComposite, Descending: true}
	}
	rows, err := readRows(ctx, q, sc, p.Period, p.Filter, sort, page.Request{Limit: MaxPacked})
	if err != nil {
		return nil, fmt.Errorf("reading whose cards to pack: %w", err)
	}
	if len(rows) > MaxPacked {
		var fields fault.Fields
		fields.Add("distributor", "list.tooLong", fault.Params{"max": MaxPacked})
		return nil, fields.Err()
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	a := args{"language": p.Language, "ids": ids}
	all, err := postgres.Rows[packed](q.Query(ctx, packSQL+sc.Where("d.id", a)+` ORDER BY wanted.place`, postgres.Args(a)))
	if err != nil {
		return nil, fmt.Errorf("naming whose cards to pack: %w", err)
	}
	return all, nil
}

func (s *Service) packSome(ctx context.Context, tx pgx.Tx, sc scope.Scope, p Pack, some []packed, book *packBook) error {
	ids := make([]uuid.UUID, len(some))
	for i, d := range some {
		ids[i] = d.ID
	}
	cards, err := readCards(ctx, tx, sc, ids, p.Period, Whole, s.now())
	if err != nil {
		return err
	}
	standings, err := readStandings(ctx, tx, sc, ids, p.Period)
	if err != nil {
		return err
	}
	found, err := readReviewsIn(ctx, tx, sc, ids, p.Period)
	if err != nil {
		return err
	}
	reviews := map[uuid.UUID][]Review{}
	for _, r := range found {
		reviews[r.DistributorID] = append(reviews[r.DistributorID], r)
	}
	for _, d := range some {
		card, seen := cards[d.ID]
		if !seen {
			continue // it left the scope in between
		}
		standing := standings[d.ID]
		if !standing.IsOf(card.Version) {
			standing = Standing{}
		}
		if err := book.card(d, card, standing, reviews[d.ID]); err != nil {
			return err
		}
	}
	return nil
}
