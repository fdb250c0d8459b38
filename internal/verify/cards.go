package verify

import "github.com/tonglu/portal/internal/scorecard"

// A frozen card is as it was frozen, says what its columns say, and its versions are numbered without a gap.
const frozenCards = `
SELECT v.distributor_id, format('version %s of the card of %s %s %s', v.version, v.kind, v.start, CASE WHEN v.hash <> ` + scorecard.Hash + ` THEN 'is not what was frozen'
  ELSE 'says another composite than it has' END) AS detail
FROM scorecard_versions v WHERE v.hash <> ` + scorecard.Hash + ` OR (v.card->>'Composite')::numeric IS DISTINCT FROM v.composite
UNION ALL
SELECT distributor_id, format('of the card of %s %s the newest version is %s, and there are %s', kind, start, max(version), count(*))
FROM scorecard_versions GROUP BY distributor_id, kind, start HAVING max(version) <> count(*)`

// A closed period has a frozen card of each distributor that was there when it was closed.
const closedPeriods = `
SELECT u.distributor_id, format('%s %s is closed and has no frozen card', u.kind, u.start) AS detail FROM (` + scorecard.UnfrozenSQL + `) u`

// What was published froze the version that it names; what is open is of a closed period.
const restatedCards = `
SELECT r.distributor_id, format('restatement %s is published, and version %s of its card is not by it', r.id, r.version) AS detail
FROM restatements r LEFT JOIN scorecard_versions v ON v.distributor_id = r.distributor_id AND v.start = r.start AND v.kind = r.kind AND v.version = r.version
WHERE r.state = 'PUBLISHED' AND v.restatement_id IS DISTINCT FROM r.id
UNION ALL
SELECT r.distributor_id, format('restatement %s is open, and month %s is not closed', r.id, m::date)
FROM restatements r, generate_series(lower(r.span)::timestamp, upper(r.span)::timestamp - interval '1 day', interval '1 month') m
WHERE r.state = 'OPEN' AND NOT EXISTS (SELECT FROM accounting_periods p WHERE p.month = m::date AND p.closed_at IS NOT NULL)`
