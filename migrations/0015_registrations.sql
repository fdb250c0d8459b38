-- Registrations: a distributor's claims that it is working a customer for a product line, and the protection that it has been granted.
-- Nothing here tells a distributor of anybody else's: who else registered a customer is reckoned for the brand alone.

-- +goose Up
CREATE TABLE registrations (
  distributor_id    uuid NOT NULL,
  id                uuid NOT NULL,
  account_id        uuid NOT NULL, -- the distributor's own
  product_line_id   uuid NOT NULL,
  site              text NOT NULL DEFAULT '', -- the site alone; '': the whole customer
  expected_amount   numeric(18,4) NOT NULL DEFAULT 0 CHECK (expected_amount >= 0), -- in currency; 0 while a draft doesn't say
  currency          char(3) NOT NULL,
  expected_on       date,
  note              text NOT NULL DEFAULT '',
  state             text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED', 'REJECTED', 'EXTENDED', 'EXPIRED', 'RELEASED', 'CONVERTED')),
  submitted_at      timestamptz, -- of the claim as it is: first whole submission for this account and line
  due_at            timestamptz, -- by when the brand decides, while it is its turn
  escalate_at       timestamptz, -- when the next person up is told
  escalations       int NOT NULL DEFAULT 0,
  decided_at        timestamptz,
  decided_by        uuid,
  reason            text CHECK (reason IN ('INCOMPLETE', 'EXISTING_BUSINESS', 'OUT_OF_TERRITORY', 'NOT_ELIGIBLE', 'INSUFFICIENT_PROOF', 'NOT_AVAILABLE', 'REPEATED', 'OTHER')),
  reason_text       text, -- what its owner reads of the decision or the release
  requested_fields  text[] NOT NULL DEFAULT '{}',
  request_text      text,
  protected_from    date, -- in the brand's days, the last one included
  protected_until   date,
  remind_on         date, -- when the owner is next reminded of the end
  extensions        int NOT NULL DEFAULT 0,
  extended_at       timestamptz,
  converted_at      timestamptz,
  converted_line_id uuid,
  seen_version      bigint NOT NULL DEFAULT 0, -- the owner's data version up to which its lines were looked through for a sale
  created_by        uuid,
  created_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id),
  CHECK (state = 'DRAFT' OR submitted_at IS NOT NULL OR state = 'RELEASED'),
  CHECK (state NOT IN ('APPROVED', 'EXTENDED', 'EXPIRED', 'CONVERTED') OR protected_from IS NOT NULL AND protected_until IS NOT NULL)
);
CREATE UNIQUE INDEX registrations_by_id ON registrations (id);
CREATE INDEX registrations_by_time ON registrations (created_at, id);
-- What is never due, or protects nothing, stands last.
CREATE INDEX registrations_by_due ON registrations (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz), id);
CREATE INDEX registrations_by_end ON registrations (coalesce(protected_until, '9999-12-31'::date), id);
-- A distributor claims the same once at a time.
CREATE UNIQUE INDEX registrations_once ON registrations (distributor_id, account_id, product_line_id, site)
  WHERE state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED', 'EXTENDED');
CREATE INDEX registrations_of_account ON registrations (distributor_id, account_id, product_line_id);
CREATE INDEX registrations_escalating ON registrations (escalate_at, id) WHERE escalate_at IS NOT NULL;
CREATE INDEX registrations_protecting ON registrations (distributor_id, protected_until, id) WHERE state IN ('APPROVED', 'EXTENDED');

-- Proof of work.
CREATE TABLE registration_activities (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  registration_id uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('CALL', 'VISIT', 'MEETING', 'DEMO', 'SAMPLE', 'QUOTE', 'MESSAGE')),
  happened_on     date NOT NULL,
  text            text NOT NULL CHECK (text <> ''),
  recorded_by     uuid,
  recorded_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX registration_activities_of ON registration_activities (registration_id, happened_on, id);

-- All that happened to it. What is for the brand alone says so.
CREATE TABLE registration_events (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  registration_id uuid NOT NULL,
  kind            text NOT NULL,
  params          jsonb NOT NULL DEFAULT '{}', -- numbers, dates, codes, and what was said to the owner
  brand           boolean NOT NULL DEFAULT false,
  by_brand        boolean NOT NULL DEFAULT false, -- whether done_by is of the brand, whose people the owner is not told
  done_by         uuid,
  at              timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX registration_events_of ON registration_events (registration_id, id);

CALL protect('registrations', 'scoped');
-- What was never submitted is its author's.
CREATE POLICY drafts ON registrations AS RESTRICTIVE TO portal_app USING (submitted_at IS NOT NULL OR distributor_id = (SELECT app_organization()));
CALL protect('registration_activities', 'scoped');
CALL protect('registration_events', 'scoped');
CREATE POLICY brand_alone ON registration_events AS RESTRICTIVE FOR SELECT TO portal_app USING (NOT brand OR (SELECT app_reach()) IN ('all', 'portfolio'));
GRANT SELECT, INSERT, UPDATE ON registrations TO portal_app, portal_engine;
GRANT SELECT, INSERT ON registration_activities, registration_events TO portal_app, portal_engine;
GRANT UPDATE (text) ON registration_activities TO portal_engine; -- a person may be forgotten
GRANT UPDATE (params) ON registration_events TO portal_engine;
COMMENT ON COLUMN registrations.site IS 'personal=DEALINGS';
COMMENT ON COLUMN registrations.note IS 'personal=DEALINGS';
COMMENT ON COLUMN registration_activities.text IS 'personal=DEALINGS';

-- The customer that an account stands for, by way of the account that it was merged into. Links are for who reaches all: the
-- functions below are their owner's, and tell the brand's people alone.
CREATE FUNCTION customer_of_account(owner uuid, account uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT l.customer_id FROM accounts a JOIN customer_links l ON l.distributor_id = a.distributor_id AND l.account_id = coalesce(a.merged_into, a.id)
        WHERE a.distributor_id = owner AND a.id = account $$;
REVOKE ALL ON FUNCTION customer_of_account FROM PUBLIC;
GRANT EXECUTE ON FUNCTION customer_of_account TO portal_engine; -- of requests, the functions below alone

-- Others' registrations of the same customer and line as each of those that are asked for: what it takes to say whose claim goes first.
-- A portfolio asks for its own; what it may read of the others is row-level security's to say.
CREATE FUNCTION registration_rivals(asked uuid[]) RETURNS TABLE (registration_id uuid, distributor_id uuid, id uuid, state text, submitted_at timestamptz,
  protected_from date, protected_until date, proofs int, first_proof date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, o.distributor_id, o.id, o.state, o.submitted_at, o.protected_from, o.protected_until, p.proofs, p.first_proof
  FROM registrations r
  JOIN accounts a ON a.distributor_id = r.distributor_id AND a.id = r.account_id
  JOIN customer_links l ON l.distributor_id = a.distributor_id AND l.account_id = coalesce(a.merged_into, a.id)
  JOIN customer_links ol ON ol.customer_id = l.customer_id AND ol.distributor_id <> r.distributor_id
  CROSS JOIN LATERAL (SELECT ol.account_id AS id UNION SELECT m.id FROM accounts m WHERE m.distributor_id = ol.distributor_id AND m.merged_into = ol.account_id) oa
  JOIN registrations o ON o.distributor_id = ol.distributor_id AND o.account_id = oa.id AND o.product_line_id = r.product_line_id
  CROSS JOIN LATERAL (SELECT count(*)::int AS proofs, min(v.happened_on) AS first_proof FROM registration_activities v WHERE v.registration_id = o.id) p
  WHERE r.id = ANY(asked) AND r.submitted_at IS NOT NULL
    AND o.state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED', 'EXTENDED', 'EXPIRED', 'CONVERTED')
    AND app_reach() IN ('all', 'portfolio')
    AND (app_reach() = 'all' OR r.distributor_id IN (SELECT app_portfolio()))
$$;
REVOKE ALL ON FUNCTION registration_rivals FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registration_rivals TO portal_app, portal_engine;

-- The registrations that wait or protect while another's of the same customer and line does, where the caller reaches both.
CREATE FUNCTION contested_registrations() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT v.registration_id FROM registration_rivals(ARRAY(SELECT r.id FROM registrations r
    WHERE r.state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'APPROVED', 'EXTENDED'))) v
  WHERE v.state NOT IN ('EXPIRED', 'CONVERTED') AND (app_reach() = 'all' OR v.distributor_id IN (SELECT app_portfolio()))
$$;
REVOKE ALL ON FUNCTION contested_registrations FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contested_registrations TO portal_app, portal_engine;

-- Takes the customer of a registration, so that of two who decide about it at once the second waits for the first. Gives the
-- customer; NULL while the account has not been matched.
-- +goose StatementBegin
CREATE FUNCTION lock_registered_customer(owner uuid, registration uuid) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found uuid; now_is uuid; account uuid;
BEGIN
  SELECT r.account_id INTO account FROM registrations r WHERE r.distributor_id = owner AND r.id = registration
    AND (app_reach() = 'all' OR app_reach() = 'portfolio' AND r.distributor_id IN (SELECT app_portfolio()));
  found := customer_of_account(owner, account);
  WHILE found IS NOT NULL LOOP
    PERFORM 1 FROM customers c WHERE c.id = found FOR NO KEY UPDATE;
    now_is := customer_of_account(owner, account); -- it may have been linked elsewhere while the lock was waited for
    EXIT WHEN now_is IS NOT DISTINCT FROM found;
    found := now_is;
  END LOOP;
  RETURN found;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION lock_registered_customer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_registered_customer TO portal_app, portal_engine;
