package scorecard

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// seen is a distributor that may be seen, and the version of the programme that weighs it; none when no programme is for it.
type seen struct {
	ID          uuid.UUID
	JoinedOn    time.Time
	LeftOn      *time.Time
	Programme   *int
	Written     *uint32
	PublishedAt *time.Time
}

// heldSQL holds for a distributor d that every filled list of the programme p holds in the period of @start to @next: of its tier and channel types
// those that it had on the last day count. Its past is looked up for programmes with such lists alone.
const heldSQL = `(cardinality(p.tiers) + cardinality(p.channel_types) = 0 OR (
      SELECT (cardinality(p.tiers) = 0 OR was.tier = ANY(p.tiers)) AND (cardinality(p.channel_types) = 0 OR was.channel_types && p.channel_types)
      FROM (SELECT h.until, h.tier, h.channel_types FROM distributor_history h WHERE h.distributor_id = d.id AND h.until >= @next
        UNION ALL SELECT 'infinity', d.tier, d.channel_types ORDER BY until LIMIT 1) was))
    AND (cardinality(p.territory_ids) = 0 OR EXISTS (
      SELECT FROM assignments a JOIN territories t ON a.territory_span <@ t.span
      WHERE a.distributor_id = d.id AND a.valid && daterange(@start::date, @next::date) AND t.id = ANY(p.territory_ids)))`

const seenSQL = `
SELECT d.id, d.joined_on, d.left_on, p.version AS programme, p.xmin AS written, p.published_at,
  b.base_currency AS currency, (@now::timestamptz AT TIME ZONE b.time_zone)::date AS today, b.report_due_day AS due_day
FROM distributors d CROSS JOIN brand_settings b LEFT JOIN LATERAL (
  SELECT p.version, p.xmin, p.published_at FROM scorecard_programmes p
  WHERE p.valid_from <= @start AND p.withdrawn_at IS NULL AND ` + heldSQL + `
  ORDER BY p.valid_from DESC, p.version DESC LIMIT 1) p ON true
WHERE d.id = ANY(@ids) AND `

// readFrame reads in one round trip which of the distributors may be seen, the programme that weighs each in the last of the periods, what the others
// were frozen with, and the last one's frozen cards if there is a place for them; programmes that are new to this process take another.
func readFrame(ctx context.Context, q postgres.Querier, sc scope.Scope, ids []uuid.UUID, periods []period.Period, now time.Time, frozen map[uuid.UUID]Scorecard) (*facts, error) {
	f, b, p := newFacts(), &batch{sc: sc}, periods[len(periods)-1]
	b.scoped(seenSQL, "d.id", ` ORDER BY d.id`, args{"ids": ids, "start": p.Start, "next": p.Next(), "now": now}, each(func(r struct {
		seen
		Brand
	}) {
		f.seen[r.ID], f.brand = r.seen, r.Brand
	}))
	if !mayBeOver(p, now) {
		frozen = nil
	}
	f.queueFrozen(b, ids, periods, frozen)
	if err := b.send(ctx, q); err != nil {
		return nil, err
	}
	return f, f.knowProgrammes(ctx, q)
}

// knowProgrammes gives each programme that weighs somebody its content, reading those that are not known in this process.
func (f *facts) knowProgrammes(ctx context.Context, q postgres.Querier) error {
	var unknown []int
	for _, s := range f.seen {
		if s.Programme == nil {
			continue
		}
		if p, ok := programmesKnown.GetIfPresent(writing{*s.Programme, *s.Written, s.PublishedAt.UnixMicro()}); ok {
			f.programmes[*s.Programme] = p
		} else if !slices.Contains(unknown, *s.Programme) {
			unknown = append(unknown, *s.Programme)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	rows, err := postgres.Rows[struct {
		programmeRow
		Written uint32
	}](q.Query(ctx, programmeColumns+`, p.xmin AS written FROM scorecard_programmes p WHERE p.version = ANY(@versions) ORDER BY p.version`, postgres.Args{"versions": unknown}))
	for _, r := range rows {
		p, err := r.programme()
		if err != nil {
			return err
		}
		f.programmes[r.Version] = p
		programmesKnown.Set(writing{r.Version, r.Written, r.PublishedAt.UnixMicro()}, p)
	}
	return err
}

// programmeOf is what weighs the distributor in the period; its version is 0 when no programme is for it.
func (f *facts) programmeOf(distributor uuid.UUID) Programme {
	if s := f.seen[distributor]; s.Programme != nil {
		return f.programmes[*s.Programme]
	}
	return Programme{}
}
