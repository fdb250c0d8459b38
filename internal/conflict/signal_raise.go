package conflict

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/notify"
)

// watch raises the signals that go over what there is to look at, and withdraws those that the rules decide on and whose condition is gone. A signal that a person has
// decided on stays decided.
func (p *pass) watch(ctx context.Context, at looked) error {
	if err := p.stage(ctx, at); err != nil {
		return err
	}
	for _, r := range slices.Concat(rules.All, rules.Warnings) {
		if !r.Signals || r.Finds[0].Over != at.over {
			continue
		}
		eras := []era{{original(r), always, endOfTime}}
		if all, set := p.settings[r.Name]; set {
			eras = erasOf(all)
		}
		for _, e := range eras {
			if err := p.watchFor(ctx, r, e, at); err != nil {
				return fmt.Errorf("watching for %s: %w", r.Name, err)
			}
		}
	}
	return p.unstage(ctx)
}

func (p *pass) watchFor(ctx context.Context, r rules.Rule, e era, at looked) error {
	sql, args := queryOf(r, r.Finds[0], at, e)
	args["kind"], args["now"], args["enabled"] = r.Name, p.at, e.Enabled
	rows, err := p.tx.Query(ctx, `
		WITH found AS MATERIALIZED (SELECT *, (measures ->> 'strength')::numeric AS strength FROM (`+sql+`) q WHERE @enabled::boolean),
		raised AS (
		  INSERT INTO signals AS s (distributor_id, id, kind, subject, state, severity, product_line_id, territory_id, happened_from, happened_until, measures, distributors, raised_at)
		  SELECT distributor_id, gen_random_uuid(), @kind, subject, 'OPEN', CASE WHEN strength >= 3 THEN 'CRITICAL' WHEN strength >= 2 THEN 'HIGH' WHEN strength >= 1.5 THEN 'MEDIUM' ELSE 'LOW' END,
		    product_line_id, area_id, happened_on, (measures ->> 'until')::date, measures - 'until' - 'strength', CASE WHEN others = '{}' THEN ARRAY[distributor_id] ELSE others END, @now::timestamptz
		  FROM found ORDER BY distributor_id, subject
		  ON CONFLICT (distributor_id, kind, subject) DO UPDATE SET state = 'OPEN', severity = excluded.severity, measures = excluded.measures, distributors = excluded.distributors,
		    happened_until = excluded.happened_until, raised_at = CASE s.state WHEN 'OPEN' THEN s.raised_at ELSE excluded.raised_at END
		  WHERE s.state = 'WITHDRAWN' OR s.state = 'OPEN' AND (s.severity, s.measures, s.distributors) IS DISTINCT FROM (excluded.severity, excluded.measures, excluded.distributors)
		  RETURNING s.id, s.distributors),
		gone AS (
		  UPDATE signals s SET state = 'WITHDRAWN' WHERE s.kind = @kind AND s.state = 'OPEN' AND s.happened_from >= @since AND s.happened_from < @before AND (`+strings.ReplaceAll(r.Decides, string(at.over), at.sql)+`)
		    AND NOT EXISTS (SELECT 1 FROM found f WHERE f.distributor_id = s.distributor_id AND f.subject = s.subject)
		  RETURNING s.id, s.distributors)
		SELECT id, distributors, false FROM raised UNION ALL SELECT id, distributors, true FROM gone ORDER BY 1`, args)
	if err != nil {
		return err
	}
	change, gone := notify.Change{Kind: notify.Signal}, false
	var moved []notify.Change
	if _, err := pgx.ForEachRow(rows, []any{&change.ID, &change.Organizations, &gone}, func() error {
		change.Organizations = slices.Clone(change.Organizations)
		if moved = append(moved, change); gone {
			p.tally.of(r.Name).Withdrawn++
		} else {
			p.tally.of(r.Name).Signals++
		}
		return nil
	}); err != nil {
		return err
	}
	for _, change := range moved {
		if err := notify.Changed(ctx, p.tx, change); err != nil {
			return err
		}
	}
	return nil
}

// overHistories is all that is known of distributors.
func overHistories(distributors ...uuid.UUID) looked {
	return looked{rules.Histories, `SELECT unnest(@distributors::uuid[]) AS distributor_id`, pgx.NamedArgs{"distributors": distributors}}
}
