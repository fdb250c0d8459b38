package scorecard

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// freezing is why and when cards are frozen, and by whom.
type freezing struct {
	At          time.Time
	By          uuid.UUID
	Reason      string // of a restatement, or of the reopening before; "" for the first
	Restatement *uuid.UUID
}

// freezeBatch is how many cards are frozen at a time, so that a portal of thousands takes little memory.
const freezeBatch = 250

// Hash is what a frozen card's hash is of, in SQL: the card's text as Postgres writes it.
const Hash = `sha256(convert_to(v.card::text, 'UTF8'))`

const freezeSQL = `
INSERT INTO scorecard_versions (distributor_id, kind, start, version, programme, composite, grade, values, card, hash, restatement_id, reason, frozen_at, frozen_by)
SELECT v.distributor, @kind, @start, v.version, v.programme, v.composite, v.grade, v.values, v.card, ` + Hash + `, @restatement, @reason, @at, @by
FROM unnest(@distributors::uuid[], @versions::int[], @programmes::int[], @composites::numeric[], @grades::text[], @values::jsonb[], @cards::jsonb[])
  AS v (distributor, version, programme, composite, grade, values, card)`

// freezeAll freezes the period's card of each distributor, as the next version.
func freezeAll(ctx context.Context, tx postgres.Querier, sc scope.Scope, p period.Period, f freezing) error {
	a := args{}
	rows, err := tx.Query(ctx, `SELECT d.id FROM distributors d WHERE `+sc.Where("d.id", a)+` ORDER BY 1`, postgres.Args(a))
	if err != nil {
		return err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		return fmt.Errorf("reading whose scorecards to freeze: %w", err)
	}
	for some := range slices.Chunk(ids, freezeBatch) {
		if _, err := freeze(ctx, tx, sc, some, p, f); err != nil {
			return err
		}
	}
	return nil
}

// freeze freezes the cards that the distributors have now, and gives their versions.
func freeze(ctx context.Context, tx postgres.Querier, sc scope.Scope, ids []uuid.UUID, p period.Period, f freezing) (map[uuid.UUID]int, error) {
	cards, err := readLive(ctx, tx, sc, ids, p, f.At)
	if err != nil {
		return nil, fmt.Errorf("reckoning the scorecards to freeze: %w", err)
	}
	versions, err := nextVersions(ctx, tx, ids, p)
	if err != nil {
		return nil, err
	}
	var owners []uuid.UUID
	var numbers, programmes []int
	var composites []decimal.NullDecimal
	var grades []*string
	var values, texts []string
	for _, id := range ids {
		card, seen := cards[id]
		if !seen {
			continue
		}
		card.Version, card.FrozenAt = versions[id], &f.At
		text, err := json.Marshal(card)
		if err != nil {
			return nil, fmt.Errorf("writing a scorecard: %w", err)
		}
		said, err := json.Marshal(card.values())
		if err != nil {
			return nil, fmt.Errorf("writing a scorecard's values: %w", err)
		}
		owners, numbers, programmes = append(owners, id), append(numbers, card.Version), append(programmes, card.Programme.Version)
		composites, grades = append(composites, card.Composite), append(grades, orNil(card.Grade))
		values, texts = append(values, string(said)), append(texts, string(text))
	}
	_, err = tx.Exec(ctx, freezeSQL, postgres.Args{"kind": string(p.Kind), "start": p.Start, "restatement": f.Restatement, "reason": f.Reason, "at": f.At, "by": f.By,
		"distributors": owners, "versions": numbers, "programmes": programmes, "composites": composites, "grades": grades, "values": values, "cards": texts})
	if err != nil {
		return nil, fmt.Errorf("freezing the scorecards of %s: %w", p, err)
	}
	return versions, nil
}

// nextVersions gives the number that each distributor's next frozen card of the period has.
func nextVersions(ctx context.Context, q postgres.Querier, ids []uuid.UUID, p period.Period) (map[uuid.UUID]int, error) {
	found, err := postgres.Rows[struct {
		ID      uuid.UUID
		Version int
	}](q.Query(ctx, `SELECT d.id, coalesce(max(v.version), 0) + 1 AS version FROM unnest(@ids::uuid[]) AS d (id)
		LEFT JOIN scorecard_versions v ON v.distributor_id = d.id AND v.kind = @kind AND v.start = @start GROUP BY 1 ORDER BY 1`,
		postgres.Args{"ids": ids, "kind": string(p.Kind), "start": p.Start}))
	if err != nil {
		return nil, fmt.Errorf("numbering frozen scorecards: %w", err)
	}
	versions := make(map[uuid.UUID]int, len(found))
	for _, f := range found {
		versions[f.ID] = f.Version
	}
	return versions, nil
}

// values are the card's values by metric.
func (c Scorecard) values() map[string]decimal.NullDecimal {
	values := make(map[string]decimal.NullDecimal, len(c.Results))
	for _, r := range c.Results {
		values[r.Key] = r.Value
	}
	return values
}

func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
