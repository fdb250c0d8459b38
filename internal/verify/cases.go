package verify

import "github.com/tonglu/portal/internal/conflict"

// nobody is the distributor of what is not one's.
const nobody = `'00000000-0000-0000-0000-000000000000'::uuid`

// There is one open case per rule and subject. The unique index holds it; this looks without the index.
const openCases = `
SELECT ` + nobody + ` AS distributor_id, format('%s cases of %s about %s are open', count(*), rule, subject) AS detail
FROM conflict_subjects WHERE is_open GROUP BY rule, subject HAVING count(*) > 1`

// What a case is about is open while the case is, and the case has sides that are the parties.
const statesOfCases = `
SELECT ` + nobody + ` AS distributor_id, format('case %s is %s and its subject is %s', c.id, c.state, CASE WHEN s.is_open THEN 'open' ELSE 'settled' END) AS detail
FROM conflicts c JOIN conflict_subjects s ON s.case_id = c.id
WHERE s.is_open <> (c.state IN ('OPEN', 'AWAITING_RESPONSE', 'IN_MEDIATION', 'PROPOSED', 'AGREED', 'RULED'))
UNION ALL
SELECT coalesce(p.distributor_id, ` + nobody + `), format('case %s has %s', coalesce(s.case_id, p.case_id),
  CASE WHEN p.case_id IS NULL THEN 'a side ' || s.label || ' of nobody' ELSE 'a party ' || p.label || ' without a side' END)
FROM conflict_sides s FULL JOIN conflict_parties p ON p.case_id = s.case_id AND p.label = s.label WHERE s.case_id IS NULL OR p.case_id IS NULL`

// What was applied says for each party what it did, and how it is taken back; and it stands in the data.
const appliedRemedies = `
SELECT ` + nobody + ` AS distributor_id, format('remedy %s (%s) is applied and %s', r.id, r.kind, w.what) AS detail
FROM conflict_remedies r CROSS JOIN LATERAL (
  SELECT 'says not how to undo it' AS what WHERE NOT EXISTS (SELECT FROM conflict_undos u WHERE u.remedy_id = r.id)
  UNION ALL SELECT 'says not what it did' WHERE EXISTS (SELECT FROM conflict_parties p WHERE p.case_id = r.case_id
    AND NOT EXISTS (SELECT FROM conflict_effects f WHERE f.distributor_id = p.distributor_id AND f.remedy_id = r.id))
  UNION ALL SELECT 'splits no line' WHERE r.kind = 'SPLIT_CREDIT' AND NOT EXISTS (SELECT FROM credit_splits s WHERE s.remedy_id = r.id AND s.released_at IS NULL)
  UNION ALL SELECT 'warns nobody' WHERE r.kind = 'WARNING' AND NOT EXISTS (SELECT FROM warnings x WHERE x.remedy_id = r.id AND x.withdrawn_at IS NULL)
  UNION ALL SELECT 'shares nothing' WHERE r.kind = 'SHARE_CUSTOMER' AND NOT EXISTS (SELECT FROM shares s WHERE s.remedy_id = r.id)
  UNION ALL SELECT format('the months of party %s add up to %s, not to %s', p.label, m.sum, f.effect->>'revenue')
    FROM conflict_effects f JOIN conflict_parties p ON p.case_id = f.case_id AND p.distributor_id = f.distributor_id
    CROSS JOIN LATERAL (SELECT coalesce(sum((x->>'revenue')::numeric), 0) AS sum FROM jsonb_array_elements(f.effect->'months') x) m
    WHERE f.remedy_id = r.id AND m.sum <> (f.effect->>'revenue')::numeric
  UNION ALL SELECT format('party %s was to get %s of credit and got %s', p.label, f.effect->>'revenue', coalesce(e.sum, 0))
    FROM conflict_effects f JOIN conflict_parties p ON p.case_id = f.case_id AND p.distributor_id = f.distributor_id
    LEFT JOIN LATERAL (SELECT sum(amount) AS sum FROM credit_entries e WHERE e.remedy_id = r.id AND e.distributor_id = f.distributor_id AND e.counters IS NULL) e ON true
    WHERE r.kind = 'SPLIT_CREDIT' AND f.remedy_id = r.id AND coalesce(e.sum, 0) <> (f.effect->>'revenue')::numeric) w
WHERE r.state = 'APPLIED'`

// Of what was undone, or never applied, nothing is left in the data.
const undoneRemedies = `
SELECT ` + nobody + ` AS distributor_id, format('remedy %s (%s) is %s and %s', r.id, r.kind, lower(r.state), w.what) AS detail
FROM conflict_remedies r CROSS JOIN LATERAL (
  SELECT 'still splits lines' AS what WHERE EXISTS (SELECT FROM credit_splits s WHERE s.remedy_id = r.id AND s.released_at IS NULL)
  UNION ALL SELECT 'still warns' WHERE EXISTS (SELECT FROM warnings x WHERE x.remedy_id = r.id AND x.withdrawn_at IS NULL)
  UNION ALL SELECT 'still shares' WHERE EXISTS (SELECT FROM shares s WHERE s.remedy_id = r.id AND s.revoked_at IS NULL)
  UNION ALL SELECT 'is still to be undone' WHERE EXISTS (SELECT FROM conflict_undos u WHERE u.remedy_id = r.id)) w
WHERE r.state <> 'APPLIED'`

// A decision and its remedies stand alike, and a case that was agreed, ruled or overturned has been settled by one.
const followedDecisions = `
SELECT ` + nobody + ` AS distributor_id, format('remedy %s is %s under a decision that is %s', r.id, r.state, d.state) AS detail
FROM conflict_remedies r JOIN conflict_decisions d ON d.case_id = r.case_id AND d.id = r.decision_id
WHERE r.state <> CASE d.state WHEN 'PENDING' THEN 'PLANNED' WHEN 'TAKEN' THEN 'PLANNED' WHEN 'APPLIED' THEN 'APPLIED' WHEN 'UNDONE' THEN 'UNDONE' ELSE 'DROPPED' END
UNION ALL
SELECT ` + nobody + `, format('case %s was %s and no decision is applied', c.id, lower(c.outcome))
FROM conflicts c WHERE c.outcome IN ('AGREED', 'RULED', 'OVERTURNED') AND c.state IN ('RESOLVED', 'APPEALED', 'CLOSED')
  AND NOT EXISTS (SELECT FROM conflict_decisions d WHERE d.case_id = c.id AND d.state = 'APPLIED')`

// What was frozen as evidence is as it was when it was found.
const evidenceHolds = `
SELECT coalesce(o.distributor_id, ` + nobody + `) AS distributor_id, format('evidence %s of case %s %s', e.id, e.case_id,
  CASE WHEN o.evidence_id IS NULL THEN 'has lost its owner''s part' ELSE 'is not what was frozen' END) AS detail
FROM conflict_evidence e LEFT JOIN conflict_evidence_own o ON o.case_id = e.case_id AND o.evidence_id = e.id
WHERE o.evidence_id IS NULL OR e.hash <> ` + conflict.Frozen
