package scorecard

const feedbackSQL = `
SELECT k.distributor_id, date_trunc(@kind::text, k.responded_on::timestamp)::date AS start,
  count(k.csat) FILTER (WHERE k.withdrawn_at IS NULL) AS marks, coalesce(sum(k.csat) FILTER (WHERE k.withdrawn_at IS NULL), 0)::bigint AS stars,
  count(k.nps) FILTER (WHERE k.withdrawn_at IS NULL) AS answers, count(*) FILTER (WHERE k.nps >= 9 AND k.withdrawn_at IS NULL) AS promoters,
  count(*) FILTER (WHERE k.nps <= 6 AND k.withdrawn_at IS NULL) AS detractors,
  count(k.csat) FILTER (WHERE k.withdrawn_at IS NOT NULL) AS withdrawn_marks, count(k.nps) FILTER (WHERE k.withdrawn_at IS NOT NULL) AS withdrawn_answers
FROM feedback k
WHERE k.distributor_id = ANY(@ids) AND k.responded_on >= @from AND k.responded_on < @until AND `

// trainingSQL is followed by the scope's condition on distributors d and by trainingEndSQL. A course counts on the last day of a period,
// or today while it goes on, when it is required of the distributor by what that was then; a person fills one of its places when a pass is valid then.
const trainingSQL = `
WITH days AS MATERIALIZED (
  SELECT p.start, least(p.next - 1, b.today) AS day
  FROM unnest(@starts::date[], @nexts::date[]) AS p (start, next)
  CROSS JOIN (SELECT (@now::timestamptz AT TIME ZONE time_zone)::date AS today FROM brand_settings) b
  WHERE p.start <= b.today
), required AS MATERIALIZED (
  SELECT d.id AS distributor_id, y.start, y.day, c.id AS course_id, c.people
  FROM distributors d CROSS JOIN days y
  LEFT JOIN LATERAL (
    SELECT h.tier, h.channel_types FROM distributor_history h WHERE h.distributor_id = d.id AND h.until > y.day ORDER BY h.until LIMIT 1) was ON true
  JOIN courses c ON c.since <= y.day AND (c.retired_on IS NULL OR c.retired_on > y.day)
    AND cardinality(c.required_tiers) + cardinality(c.required_channel_types) > 0
    AND (c.required_tiers = '{}' OR coalesce(was.tier, d.tier) = ANY(c.required_tiers))
    AND (c.required_channel_types = '{}' OR coalesce(was.channel_types, d.channel_types) && c.required_channel_types)
  WHERE d.id = ANY(@ids) AND `

const trainingEndSQL = `
), passed AS (
  SELECT t.distributor_id, y.start, t.course_id, count(DISTINCT lower(t.trainee)) AS ever,
    count(DISTINCT lower(t.trainee)) FILTER (WHERE t.expires_on IS NULL OR t.expires_on >= y.day) AS people
  FROM training_records t JOIN days y ON t.passed_on <= y.day
  WHERE t.distributor_id = ANY(@ids) AND t.withdrawn_at IS NULL GROUP BY 1, 2, 3
)
SELECT q.distributor_id, q.start, sum(q.people)::bigint AS required, sum(least(q.people, coalesce(p.people, 0)))::bigint AS passed,
  coalesce(sum(p.ever - p.people), 0)::bigint AS expired
FROM required q LEFT JOIN passed p ON p.distributor_id = q.distributor_id AND p.start = q.start AND p.course_id = q.course_id
GROUP BY 1, 2`

const reviewsSQL = `
SELECT r.distributor_id, date_trunc(@kind::text, r.start::timestamp)::date AS start, count(*) FILTER (WHERE r.replaced_at IS NULL) AS reviews,
  coalesce(sum(r.communication + r.service + r.commitment) FILTER (WHERE r.replaced_at IS NULL), 0)::bigint AS rubric,
  count(*) FILTER (WHERE r.replaced_at IS NOT NULL) AS superseded
FROM reviews r
WHERE r.distributor_id = ANY(@ids) AND r.kind = ANY(@within) AND r.start >= @from AND r.start < @until AND `

const breachSQL = `
SELECT m.distributor_id, date_trunc(@kind::text, m.month::timestamp)::date AS start,
  coalesce(sum(m.revenue) FILTER (WHERE m.kind = 'PRICE'), 0) AS price, coalesce(sum(m.revenue) FILTER (WHERE m.kind = 'TERRITORY'), 0) AS territory
FROM breach_months m
WHERE m.distributor_id = ANY(@ids) AND m.month >= @from AND m.month < @until AND `

// casesSQL gives cases that the distributors were told of or that were settled in the span, give or take a day. Silence lasts until the
// others' statements were opened without it.
const casesSQL = `
SELECT p.distributor_id, p.case_id, (p.told_at AT TIME ZONE b.time_zone)::date AS told_on,
  extract(epoch FROM coalesce(s.answered_at, CASE WHEN s.was_silent THEN c.statements_opened_at END) - p.told_at) AS seconds,
  s.was_silent AND s.answered_at IS NULL AS silent,
  CASE WHEN s.decided_against AND c.state IN ('RESOLVED', 'APPEALED', 'CLOSED') THEN (c.settled_at AT TIME ZONE b.time_zone)::date END AS settled_on,
  c.mode = 'ENFORCED' AS enforced
FROM brand_settings b CROSS JOIN conflict_parties p
JOIN conflict_sides s ON s.case_id = p.case_id AND s.label = p.label JOIN conflicts c ON c.id = p.case_id
WHERE p.distributor_id = ANY(@ids) AND p.told_at < @until::date + interval '1 day'
  AND (p.told_at >= @from::date - interval '1 day' OR c.settled_at >= @from::date - interval '1 day') AND `

const warningsSQL = `
SELECT w.distributor_id, w.case_id, (w.issued_at AT TIME ZONE b.time_zone)::date AS day
FROM warnings w CROSS JOIN brand_settings b
WHERE w.distributor_id = ANY(@ids) AND w.withdrawn_at IS NULL
  AND w.issued_at >= @from::date - interval '1 day' AND w.issued_at < @until::date + interval '1 day' AND `
