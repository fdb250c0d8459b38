-- What the decision of a case does to data: the credit of lines that is split, owners of customers, warnings, and shares between
-- distributors. Each row is one party's, which sees it; what ties the rows of several together is the engine's alone.

-- +goose Up
-- Revenue that a case gave to a distributor or took from it. Rollups hold these beside the lines. An entry counts until it is reversed; one whose
-- month has been closed since is not reversed but countered by another in the first open month.
CREATE TABLE credit_entries (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  case_id         uuid NOT NULL,
  remedy_id       uuid NOT NULL,
  month           date NOT NULL CHECK (extract(day FROM month) = 1), -- in which it counts
  product_id      uuid NOT NULL,
  product_line_id uuid NOT NULL,
  territory_id    uuid,
  channel_type    text NOT NULL,
  amount          numeric(18,4) NOT NULL CHECK (amount <> 0),
  line_id         uuid, -- its owner's own line; nobody else's entry names it
  counters        uuid, -- the entry of a closed month that it takes back
  booked_at       timestamptz NOT NULL,
  reversed_at     timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE UNIQUE INDEX credit_entries_by_id ON credit_entries (id);
CREATE INDEX credit_entries_by_month ON credit_entries (distributor_id, month, id);
CREATE INDEX credit_entries_by_time ON credit_entries (booked_at, id);
CREATE INDEX credit_entries_of_case ON credit_entries (case_id, distributor_id);
CREATE INDEX credit_entries_of_remedy ON credit_entries (remedy_id);

-- The lines whose credit is split: they are neither voided nor corrected until the split is released.
CREATE TABLE credit_splits (
  distributor_id uuid NOT NULL,
  line_id        uuid NOT NULL,
  remedy_id      uuid NOT NULL,
  case_id        uuid NOT NULL,
  split_at       timestamptz NOT NULL,
  released_at    timestamptz,
  PRIMARY KEY (distributor_id, line_id, remedy_id)
);
CREATE UNIQUE INDEX credit_splits_once ON credit_splits (distributor_id, line_id) WHERE released_at IS NULL;
CREATE INDEX credit_splits_of_remedy ON credit_splits (remedy_id);

-- Of which line each entry is, whosever the entry: the entries of a line that count add up to nothing.
CREATE TABLE credit_lines (
  entry_id uuid PRIMARY KEY,
  owner_id uuid NOT NULL,
  line_id  uuid NOT NULL
);
CREATE INDEX credit_lines_by_line ON credit_lines (owner_id, line_id);

-- Formal warnings: their distributor's, for as long as they stand.
CREATE TABLE warnings (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  case_id        uuid NOT NULL,
  remedy_id      uuid NOT NULL,
  text           text NOT NULL,
  issued_at      timestamptz NOT NULL,
  withdrawn_at   timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX warnings_of_remedy ON warnings (remedy_id);

-- Which distributor a customer belongs to, since a case said so.
ALTER TABLE customers ADD COLUMN owner_id uuid;

-- Between two distributors a share comes of a case alone: it is the grantee's row, and its owner sees it and may take it back.
ALTER TABLE shares
  ADD COLUMN remedy_id uuid,
  ADD COLUMN owner_name text, -- as the parties were told, for neither can read the other's
  ADD COLUMN grantee_name text;
CREATE INDEX shares_of_remedy ON shares (remedy_id) WHERE remedy_id IS NOT NULL;
CREATE POLICY app_read_given ON shares FOR SELECT TO portal_app USING ((SELECT app_reach()) = 'own' AND owner_id = (SELECT app_organization()));
CREATE POLICY app_change_given ON shares FOR UPDATE TO portal_app
  USING ((SELECT app_reach()) = 'own' AND owner_id = (SELECT app_organization())) WITH CHECK (owner_id = (SELECT app_organization()));
CREATE POLICY app_read_given ON contact_views FOR SELECT TO portal_app USING ((SELECT app_reach()) = 'own' AND owner_id = (SELECT app_organization()));
-- What accounts bought, by month and channel type, that another organisation shares with the caller's at the level of sales today: sums, never a line.
CREATE FUNCTION shared_purchases(asked uuid[], since date) RETURNS TABLE (account_id uuid, distributor_id uuid, month date, channel_type text, revenue numeric, quantity numeric, lines int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id, a.distributor_id, date_trunc('month', l.sale_date::timestamp)::date, l.channel_type, sum(l.base_amount), sum(l.quantity), count(*)::int
  FROM accounts a JOIN sale_lines l ON l.distributor_id = a.distributor_id AND l.sale_date >= since AND l.voided_at IS NULL
    AND l.account_id = ANY (ARRAY(SELECT m.id FROM accounts m WHERE m.distributor_id = a.distributor_id AND m.merged_into = a.id) || a.id)
  WHERE a.id = ANY(asked) AND app_reach() = 'own' AND EXISTS (SELECT 1 FROM shares s WHERE s.owner_id = a.distributor_id AND s.account_id = a.id
    AND s.grantee_id = app_organization() AND s.level IN ('SALES', 'CONTACTS') AND holds_today(s.starts_on, s.ends_on, s.revoked_at))
  GROUP BY 1, 2, 3, 4 $$;
REVOKE ALL ON FUNCTION shared_purchases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shared_purchases TO portal_app;

CALL protect('credit_entries', 'scoped');
CALL protect('credit_splits', 'scoped');
CALL protect('credit_lines', 'engine');
CALL protect('warnings', 'scoped');
GRANT SELECT ON credit_entries, credit_splits, warnings TO portal_app;
GRANT SELECT, INSERT ON credit_entries, credit_splits, credit_lines, warnings TO portal_engine;
GRANT UPDATE (reversed_at) ON credit_entries TO portal_engine;
GRANT UPDATE (released_at) ON credit_splits TO portal_engine;
GRANT UPDATE (withdrawn_at) ON warnings TO portal_engine;
COMMENT ON COLUMN warnings.text IS 'personal=DEALINGS';

-- A line that a case voided comes back as another in its place when the case is decided anew: a voided line may be given its
-- replacement afterwards, once, by the engine, and nothing else of it changes.
DROP POLICY void_once ON sale_lines;
CREATE POLICY void_once ON sale_lines AS RESTRICTIVE FOR UPDATE TO portal_app USING (voided_at IS NULL) WITH CHECK (voided_at IS NOT NULL);
CREATE POLICY void_or_replace_once ON sale_lines AS RESTRICTIVE FOR UPDATE TO portal_engine
  USING (voided_at IS NULL OR replaced_by IS NULL) WITH CHECK (voided_at IS NOT NULL);
-- +goose StatementBegin
CREATE FUNCTION refuse_other_than_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (new.voided_at, new.voided_by, new.void_reason) IS DISTINCT FROM (old.voided_at, old.voided_by, old.void_reason) THEN
    RAISE EXCEPTION 'a voided line changes no more' USING ERRCODE = 'check_violation';
  END IF;
  RETURN new;
END $$;
-- +goose StatementEnd
CREATE TRIGGER replace_alone BEFORE UPDATE ON sale_lines FOR EACH ROW
  WHEN (old.voided_at IS NOT NULL AND current_user = 'portal_engine') EXECUTE FUNCTION refuse_other_than_replacement();

-- The first month from a day on that is not closed.
CREATE FUNCTION open_month(day date) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT m::date FROM generate_series(date_trunc('month', day::timestamp), date_trunc('month', greatest(day, current_date)::timestamp) + interval '1 month', interval '1 month') m
  WHERE NOT EXISTS (SELECT 1 FROM accounting_periods p WHERE p.month = m::date AND p.closed_at IS NOT NULL) ORDER BY 1 LIMIT 1 $$;

-- Whoever mediates a case works out what a remedy would change, whether or not its parties are of the portfolio. These functions
-- are all that is opened to that end, for the cases that one mediates and for nothing else of the parties.
CREATE FUNCTION case_mediated(asked uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (SELECT app_reach()) = 'all' OR (SELECT app_reach()) = 'portfolio' AND EXISTS (
    SELECT 1 FROM conflict_parties p WHERE p.case_id = asked AND p.mediator_id = (SELECT app_user())) $$;
-- The lines that are evidence of the case and hold, as they stand now; one that came back in the place of a voided one stands for it.
CREATE FUNCTION case_lines(asked uuid) RETURNS TABLE (evidence_id uuid, label text, distributor_id uuid, line_id uuid, invoice_no text, sale_date date, counts_in date,
    product_id uuid, product_line_id uuid, territory_id uuid, channel_type text, base_amount numeric, account_id uuid, customer_id uuid,
    voided boolean, split_by uuid, accepted boolean, month_closed boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.label, l.distributor_id, l.id, l.invoice_no, l.sale_date, m.open, l.product_id, l.product_line_id, l.territory_id, l.channel_type, l.base_amount,
    l.account_id, c.customer_id, l.voided_at IS NOT NULL, s.case_id, r.state IN ('ACCEPTED', 'ACCEPTED_WITH_REJECTS'), m.open <> m.month
  FROM conflict_evidence e JOIN conflict_evidence_own o ON o.case_id = e.case_id AND o.evidence_id = e.id
  JOIN sale_lines f ON f.distributor_id = o.distributor_id AND f.id = o.line_id
  LEFT JOIN sale_lines n ON n.distributor_id = f.distributor_id AND n.id = f.replaced_by AND n.facts = f.facts
  JOIN sale_lines l ON l.distributor_id = f.distributor_id AND l.id = coalesce(n.id, f.id)
  JOIN sales_reports r ON r.distributor_id = l.distributor_id AND r.id = l.report_id
  JOIN LATERAL (SELECT date_trunc('month', l.sale_date::timestamp)::date AS month, open_month(l.sale_date) AS open) m ON true
  LEFT JOIN credit_splits s ON s.distributor_id = l.distributor_id AND s.line_id = l.id AND s.released_at IS NULL
  LEFT JOIN accounts a ON a.distributor_id = l.distributor_id AND a.id = l.account_id
  LEFT JOIN customer_links c ON c.distributor_id = a.distributor_id AND c.account_id = coalesce(a.merged_into, a.id)
  WHERE e.case_id = asked AND e.withdrawn_at IS NULL AND case_mediated(asked) ORDER BY l.distributor_id, l.id $$;
-- The revenue of the case's parties in the months in which its lines count.
CREATE FUNCTION case_revenue(asked uuid) RETURNS TABLE (label text, month date, revenue numeric)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH months AS (SELECT DISTINCT m.month FROM case_lines(asked) k CROSS JOIN LATERAL (VALUES (k.counts_in), (date_trunc('month', k.sale_date::timestamp)::date)) m (month))
  SELECT p.label, m.month, (SELECT coalesce(sum(s.revenue), 0) FROM sales_by_line s WHERE s.distributor_id = p.distributor_id AND s.month = m.month)
  FROM conflict_parties p CROSS JOIN months m WHERE p.case_id = asked AND case_mediated(asked) ORDER BY 1, 2 $$;
-- The accounts by which the parties know the customers that the case is about: its own customer, or those whom its lines were sold to.
CREATE FUNCTION case_accounts(asked uuid) RETURNS TABLE (label text, distributor_id uuid, account_id uuid, customer_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.label, p.distributor_id, k.account_id, k.customer_id
  FROM conflict_parties p JOIN customer_links k ON k.distributor_id = p.distributor_id
    AND k.customer_id IN (SELECT s.customer_id FROM conflict_subjects s WHERE s.case_id = asked AND s.customer_id IS NOT NULL
      UNION SELECT l.customer_id FROM case_lines(asked) l WHERE l.customer_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM conflict_subjects s WHERE s.case_id = asked AND s.customer_id IS NOT NULL))
  JOIN accounts a ON a.distributor_id = k.distributor_id AND a.id = k.account_id AND a.merged_into IS NULL AND a.erased_at IS NULL
  WHERE p.case_id = asked AND case_mediated(asked) ORDER BY 1, 3 LIMIT 500 $$;
-- The parties' registrations that the case is about: those that are evidence, and claims of its customers and product line.
CREATE FUNCTION case_registrations(asked uuid) RETURNS TABLE (evidence_id uuid, label text, distributor_id uuid, registration_id uuid, state text, protected_from date, protected_until date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.evidence_id, p.label, r.distributor_id, r.id, r.state, r.protected_from, r.protected_until
  FROM conflict_parties p JOIN registrations r ON r.distributor_id = p.distributor_id
  LEFT JOIN LATERAL (SELECT o.evidence_id FROM conflict_evidence_own o JOIN conflict_evidence v ON v.case_id = o.case_id AND v.id = o.evidence_id AND v.withdrawn_at IS NULL
    WHERE o.case_id = asked AND o.distributor_id = r.distributor_id AND o.registration_id = r.id LIMIT 1) e ON true
  WHERE p.case_id = asked AND case_mediated(asked) AND (e.evidence_id IS NOT NULL
    OR r.state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED', 'EXTENDED') AND r.product_line_id = (SELECT c.product_line_id FROM conflicts c WHERE c.id = asked)
      AND customer_of_account(r.distributor_id, r.account_id) IN (SELECT k.customer_id FROM case_accounts(asked) k))
  ORDER BY 2, 4 LIMIT 100 $$;
REVOKE ALL ON FUNCTION case_mediated, case_lines, case_revenue, case_accounts, case_registrations FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_mediated, case_lines, case_revenue, case_accounts, case_registrations TO portal_app, portal_engine;
