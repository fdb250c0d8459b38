-- How much of a distributor's revenue breaches prices or territories, by month: the rollup of what cases hold against it.

-- +goose Up
-- A line counts, once for each kind, while it is live and evidence that holds in a case that its parties know of and that was not dismissed:
-- a case that is open is the brand's alone, and so is what it would do to a number.
CREATE TABLE breach_lines (
  distributor_id uuid NOT NULL,
  line_id        uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('PRICE', 'TERRITORY')),
  month          date NOT NULL,
  revenue        numeric(18,4) NOT NULL,
  PRIMARY KEY (distributor_id, line_id, kind)
);
CREATE TABLE breach_months (
  distributor_id uuid NOT NULL,
  month          date NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('PRICE', 'TERRITORY')),
  lines          bigint NOT NULL,
  revenue        numeric(24,4) NOT NULL,
  PRIMARY KEY (distributor_id, month, kind)
);
CALL protect('breach_lines', 'engine');
CALL protect('breach_months', 'scoped');
GRANT SELECT, INSERT, DELETE ON breach_lines TO portal_engine;
GRANT SELECT, INSERT, UPDATE ON breach_months TO portal_engine;
GRANT SELECT ON breach_months TO portal_app;

-- What the evidence of cases says of lines: each that is to count.
CREATE VIEW breaching_lines WITH (security_invoker = true) AS
SELECT DISTINCT o.distributor_id, o.line_id, CASE o.rule WHEN 'PRICE_BELOW_FLOOR' THEN 'PRICE' ELSE 'TERRITORY' END AS kind,
  date_trunc('month', l.sale_date::timestamp)::date AS month, l.base_amount AS revenue
FROM conflict_evidence_own o
JOIN conflict_evidence e ON e.case_id = o.case_id AND e.id = o.evidence_id AND e.withdrawn_at IS NULL
JOIN conflicts c ON c.id = o.case_id AND c.state NOT IN ('OPEN', 'DISMISSED')
JOIN sale_lines l ON l.distributor_id = o.distributor_id AND l.id = o.line_id AND l.voided_at IS NULL
WHERE o.rule IN ('PRICE_BELOW_FLOOR', 'OUT_OF_TERRITORY') AND o.line_id IS NOT NULL;
GRANT SELECT ON breaching_lines TO portal_engine;

-- Brings the rollup in line with the evidence for some lines, and gives the distributors whose numbers moved. Whoever mediates may not reach
-- all parties of its case: this makes numbers equal what the evidence says, for whoever asks, and tells nothing of them.
CREATE FUNCTION keep_breaches(owners uuid[], lines uuid[]) RETURNS SETOF uuid
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH asked AS MATERIALIZED (
    SELECT DISTINCT u.owner, u.line FROM unnest(owners, lines) AS u (owner, line) WHERE app_reach() <> '' AND u.line IS NOT NULL
  ), held AS MATERIALIZED (
    SELECT b.* FROM asked a CROSS JOIN LATERAL (SELECT * FROM breaching_lines x WHERE x.distributor_id = a.owner AND x.line_id = a.line OFFSET 0) b
  ), gone AS (
    DELETE FROM breach_lines b USING asked a WHERE b.distributor_id = a.owner AND b.line_id = a.line
      AND NOT EXISTS (SELECT FROM held h WHERE h.distributor_id = b.distributor_id AND h.line_id = b.line_id AND h.kind = b.kind)
    RETURNING b.distributor_id, b.month, b.kind, -1 AS n, -b.revenue AS revenue
  ), come AS (
    INSERT INTO breach_lines AS b (distributor_id, line_id, kind, month, revenue)
    SELECT distributor_id, line_id, kind, month, revenue FROM held ORDER BY distributor_id, line_id, kind
    ON CONFLICT DO NOTHING RETURNING b.distributor_id, b.month, b.kind, 1 AS n, b.revenue
  ), moved AS (
    INSERT INTO breach_months AS m (distributor_id, month, kind, lines, revenue)
    SELECT distributor_id, month, kind, sum(n), sum(revenue) FROM (SELECT * FROM gone UNION ALL SELECT * FROM come) x GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (distributor_id, month, kind) DO UPDATE SET lines = m.lines + excluded.lines, revenue = m.revenue + excluded.revenue
    RETURNING m.distributor_id
  )
  SELECT DISTINCT distributor_id FROM moved ORDER BY 1 $$;

-- The same for all lines that are evidence of a case.
CREATE FUNCTION keep_case_breaches(asked uuid) RETURNS SETOF uuid
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT keep_breaches(x.owners, x.lines) FROM (SELECT array_agg(o.distributor_id) AS owners, array_agg(o.line_id) AS lines FROM conflict_evidence_own o
    WHERE o.case_id = asked AND o.rule IN ('PRICE_BELOW_FLOOR', 'OUT_OF_TERRITORY') AND o.line_id IS NOT NULL) x $$;

-- Raises the data versions of the parties of cases, which their cards depend on, in the order in which everybody does, and gives those that
-- know of one. Only of cases that the caller has a part in; with others nothing happens.
CREATE FUNCTION touch_cases(asked uuid[]) RETURNS SETOF uuid
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS MATERIALIZED (
    SELECT DISTINCT me.case_id FROM conflict_parties me WHERE me.case_id = ANY(asked) AND (app_reach() = 'all'
      OR app_reach() = 'own' AND me.distributor_id = app_organization() AND me.told_at IS NOT NULL
      OR app_reach() = 'portfolio' AND (me.mediator_id = app_user() OR EXISTS (
        SELECT FROM portfolio_members m WHERE m.user_id = app_user() AND m.distributor_id = me.distributor_id)))
  ), raised AS (
    INSERT INTO data_versions (distributor_id)
    SELECT DISTINCT p.distributor_id FROM conflict_parties p JOIN mine ON mine.case_id = p.case_id ORDER BY 1
    ON CONFLICT (distributor_id) DO UPDATE SET version = data_versions.version + 1 RETURNING distributor_id
  )
  SELECT DISTINCT p.distributor_id FROM conflict_parties p JOIN mine ON mine.case_id = p.case_id
  JOIN raised r ON r.distributor_id = p.distributor_id WHERE p.told_at IS NOT NULL ORDER BY 1 $$;
REVOKE ALL ON FUNCTION keep_breaches, keep_case_breaches, touch_cases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_breaches, keep_case_breaches, touch_cases TO portal_app, portal_engine;

-- For scorecards: lines that count no more, and cases by when their parties were told.
CREATE INDEX sale_lines_voided ON sale_lines (distributor_id, sale_date) INCLUDE (base_amount) WHERE voided_at IS NOT NULL;
CREATE INDEX conflict_parties_told ON conflict_parties (distributor_id, told_at) WHERE told_at IS NOT NULL;
