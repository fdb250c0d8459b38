package scorecard

// The statements of the job that keeps standings. They run as portal_engine, over all distributors.

// duePeriodsSQL finds the periods that are to be looked at. The current and the previous one of each kind are when anything
// moved, or with the brand's new day; those of the three years before when they never were, and else once an hour when
// anything moved.
const duePeriodsSQL = `
WITH seen AS MATERIALIZED (
  SELECT (SELECT coalesce(sum(version), 0)::bigint FROM data_versions) AS data,
    (SELECT coalesce(sum(version), 0)::bigint FROM input_versions WHERE name <> 'cohort') AS inputs,
    (@now::timestamptz AT TIME ZONE b.time_zone)::date AS today,
    (SELECT month FROM sales_by_line ORDER BY month LIMIT 1) AS first
  FROM brand_settings b ORDER BY b.brand_id LIMIT 1
), periods AS (
  SELECT k.kind, p.start::date AS start, p.start >= date_trunc(k.kind, s.today::timestamp) - k.length AS recent, s.data, s.inputs, s.today
  FROM seen s
  CROSS JOIN (VALUES ('month', interval '1 month'), ('quarter', interval '3 months'), ('year', interval '1 year')) AS k (kind, length)
  CROSS JOIN LATERAL generate_series(
    date_trunc(k.kind, least(greatest(s.first, s.today - interval '3 years'), s.today - k.length)),
    date_trunc(k.kind, s.today::timestamp), k.length) AS p (start)
)
SELECT p.kind, p.start, p.recent, p.data, p.inputs, p.today
FROM periods p LEFT JOIN cohort_periods c ON c.kind = p.kind AND c.start = p.start
WHERE c.start IS NULL
  OR (c.data <> p.data OR c.inputs <> p.inputs) AND (p.recent OR c.taken_at < @now::timestamptz - interval '1 hour')
  OR p.recent AND c.today <> p.today
ORDER BY p.recent DESC, p.start DESC, p.kind`

// dueCardsSQL finds the distributors whose card is to be reckoned, with the data version that it will be reckoned at or
// behind. A frozen card is due when there is a newer version of it, and never else.
const dueCardsSQL = `
SELECT d.id, coalesce(v.version, 0) AS seen
FROM distributors d
LEFT JOIN data_versions v ON v.distributor_id = d.id
LEFT JOIN standings s ON s.distributor_id = d.id AND s.start = @start AND s.kind = @kind
LEFT JOIN LATERAL (
  SELECT max(w.version) AS version FROM scorecard_versions w WHERE w.distributor_id = d.id AND w.start = @start AND w.kind = @kind
  HAVING (SELECT count(*) FROM accounting_periods m WHERE m.closed_at IS NOT NULL AND m.month >= @start AND m.month < @next) = @months
) f ON true
WHERE s.distributor_id IS NULL
  OR CASE WHEN f.version IS NOT NULL THEN s.version <> f.version ELSE s.version > 0 OR @anew OR s.seen <> coalesce(v.version, 0) END
ORDER BY d.id`

// keepSQL keeps what was reckoned; ranks follow when the whole cohort is known.
const keepSQL = `
INSERT INTO standings (distributor_id, kind, start, programme, version, seen, composite, grade, cohort, metrics)
SELECT c.id, @kind, @start, c.programme, c.version, c.seen, c.composite, c.grade, 0, c.metrics::jsonb
FROM unnest(@ids::uuid[], @programmes::int[], @versions::int[], @seen::bigint[], @composites::numeric[], @grades::text[], @metrics::text[])
  AS c (id, programme, version, seen, composite, grade, metrics)
ON CONFLICT (distributor_id, start, kind) DO UPDATE SET programme = excluded.programme, version = excluded.version, seen = excluded.seen,
  composite = excluded.composite, grade = excluded.grade, metrics = excluded.metrics`

// bandOf is the quarter of n that the rank lies in, in SQL.
func bandOf(rank, n string) string {
	return `CASE WHEN ` + n + ` >= 5 THEN (ARRAY['` + BandTop + `', '` + BandUpper + `', '` + BandLower + `', '` + BandBottom + `'])[ceil(4.0 * ` + rank + ` / ` + n + `)::int] END`
}

// rankSQL ranks the period's cohorts, by composite and by each metric.
var rankSQL = `
WITH cards AS MATERIALIZED (
  SELECT s.distributor_id, s.programme, s.composite, s.metrics FROM standings s WHERE s.start = @start AND s.kind = @kind
), placed AS (
  SELECT distributor_id, composite, rank() OVER (PARTITION BY programme ORDER BY composite DESC NULLS LAST)::int AS rank,
    (count(composite) OVER (PARTITION BY programme))::int AS n
  FROM cards
), said AS (
  SELECT c.distributor_id, c.programme, m.key, m.value - 'rank' - 'band' AS kept,
    CASE WHEN m.key = ANY(@lower) THEN -1 ELSE 1 END * (m.value->>'value')::numeric AS value
  FROM cards c CROSS JOIN LATERAL jsonb_each(c.metrics) m
), ranked AS (
  SELECT distributor_id, key, kept, rank() OVER (PARTITION BY programme, key ORDER BY value DESC) AS rank, count(*) OVER (PARTITION BY programme, key) AS n
  FROM said
), told AS (
  SELECT distributor_id, jsonb_object_agg(key, kept || jsonb_strip_nulls(jsonb_build_object('rank', rank, 'band', ` + bandOf("rank", "n") + `))) AS metrics
  FROM ranked GROUP BY 1
), new AS (
  SELECT p.distributor_id, CASE WHEN p.composite IS NOT NULL THEN p.rank END AS rank, p.n AS cohort,
    CASE WHEN p.composite IS NOT NULL THEN ` + bandOf("p.rank", "p.n") + ` END AS band, coalesce(t.metrics, '{}') AS metrics
  FROM placed p LEFT JOIN told t ON t.distributor_id = p.distributor_id
)
UPDATE standings s SET rank = n.rank, cohort = n.cohort, band = n.band, metrics = n.metrics
FROM new n
WHERE s.distributor_id = n.distributor_id AND s.start = @start AND s.kind = @kind
  AND (s.rank, s.cohort, s.band, s.metrics) IS DISTINCT FROM (n.rank, n.cohort, n.band, n.metrics)`

// tellSQL keeps what each distributor may know.
const tellSQL = `
INSERT INTO distributor_bands AS b (distributor_id, kind, start, version, grade, band, metrics)
SELECT s.distributor_id, s.kind, s.start, s.version, s.grade, s.band,
  coalesce((SELECT jsonb_object_agg(m.key, m.value->'band') FROM jsonb_each(s.metrics) m WHERE m.value ? 'band'), '{}')
FROM standings s WHERE s.start = @start AND s.kind = @kind ORDER BY 1
ON CONFLICT (distributor_id, start, kind) DO UPDATE SET version = excluded.version, grade = excluded.grade, band = excluded.band, metrics = excluded.metrics
WHERE (b.version, b.grade, b.band, b.metrics) IS DISTINCT FROM (excluded.version, excluded.grade, excluded.band, excluded.metrics)`
