-- Sharing: what an organisation lets another see of an account, who has looked, leads, and the question whether a
-- customer is taken. One side of everything here is the brand, the other one distributor: its id leads each row, so
-- that both see it and nobody else does.

-- +goose Up
CREATE TABLE shares (
  distributor_id uuid NOT NULL, -- the distributor's side
  id             uuid NOT NULL,
  owner_id       uuid NOT NULL, -- whose account it is
  account_id     uuid NOT NULL,
  grantee_id     uuid NOT NULL, -- who may see it
  level          text NOT NULL CHECK (level IN ('PROFILE', 'SALES', 'CONTACTS')),
  starts_on      date NOT NULL,
  ends_on        date NOT NULL,
  reason         text NOT NULL CHECK (reason <> ''),
  lead_id        uuid, -- the lead that it came with
  granted_by     uuid,
  granted_at     timestamptz NOT NULL DEFAULT now(),
  revoked_at     timestamptz,
  revoked_by     uuid,
  revoke_reason  text,
  PRIMARY KEY (distributor_id, id),
  CHECK (ends_on >= starts_on),
  CHECK (distributor_id IN (owner_id, grantee_id) AND owner_id <> grantee_id)
);
CREATE INDEX shares_of_account ON shares (owner_id, account_id, grantee_id) WHERE revoked_at IS NULL;
CREATE INDEX shares_to ON shares (grantee_id, account_id) WHERE revoked_at IS NULL;
CREATE INDEX shares_by_time ON shares (granted_at, id);

-- Each time that somebody had another organisation's contact details shown: the owner sees it.
CREATE TABLE contact_views (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  owner_id       uuid NOT NULL,
  account_id     uuid NOT NULL,
  share_id       uuid NOT NULL,
  viewer_id      uuid,
  viewer_name    text NOT NULL, -- as it was: the owner can't read the other side's people
  viewer_org     uuid NOT NULL,
  reason         text NOT NULL CHECK (reason <> ''),
  viewed_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX contact_views_by_account ON contact_views (distributor_id, account_id, id);
CREATE INDEX contact_views_by_time ON contact_views (viewed_at, id);

-- Leads of the brand, offered to one distributor or several: the first to accept has it. How many were asked is the brand's to know.
CREATE TABLE leads (
  id            uuid PRIMARY KEY,
  account_id    uuid NOT NULL, -- the brand's own
  message       text NOT NULL CHECK (message <> ''),
  accept_until  timestamptz NOT NULL,
  share_days    int NOT NULL CHECK (share_days BETWEEN 1 AND 365), -- how long who accepts sees the contact details
  created_by    uuid,
  created_at    timestamptz NOT NULL DEFAULT now(),
  withdrawn_at  timestamptz,
  withdrawn_by  uuid
);
CREATE INDEX leads_by_time ON leads (created_at, id);
CREATE TABLE lead_offers (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  lead_id        uuid NOT NULL,
  account_id     uuid NOT NULL,
  message        text NOT NULL,
  accept_until   timestamptz NOT NULL,
  share_days     int NOT NULL,
  state          text NOT NULL CHECK (state IN ('OFFERED', 'ACCEPTED', 'DECLINED', 'CLOSED')),
  reason         text,
  offered_at     timestamptz NOT NULL DEFAULT now(),
  decided_at     timestamptz,
  decided_by     uuid,
  PRIMARY KEY (distributor_id, id)
);
-- The one key that tells of another's row, as it is meant to: that a lead is gone.
CREATE UNIQUE INDEX lead_offers_accepted ON lead_offers (lead_id) WHERE state = 'ACCEPTED';
CREATE INDEX lead_offers_by_lead ON lead_offers (lead_id, distributor_id);
CREATE INDEX lead_offers_by_time ON lead_offers (distributor_id, offered_at, id);

-- Whether distributors may ask if a customer is taken: off until the brand switches it on.
ALTER TABLE brand_settings ADD COLUMN answers_availability boolean NOT NULL DEFAULT false;
CREATE TABLE availability_checks (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  asked_by       uuid,
  subject        bytea NOT NULL, -- a salted hash of the tax id that was asked for
  answer         text NOT NULL CHECK (answer IN ('FREE', 'TAKEN', 'DISPUTED')),
  asked_at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX availability_checks_by_time ON availability_checks (asked_at, id);

-- How many others keep an account with the key: nobody, one, or several. It is the only thing a request learns from the
-- engine's keys, and the only answer is one of three words.
CREATE FUNCTION customer_availability(asker uuid, asked bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT CASE WHEN NOT (SELECT answers_availability FROM brand_settings) THEN NULL
    ELSE (ARRAY['FREE', 'TAKEN', 'DISPUTED'])[1 + least(2, (SELECT count(*)::int FROM (
      SELECT DISTINCT k.distributor_id FROM (SELECT distributor_id FROM match_keys WHERE key = asked LIMIT 100) k
      WHERE k.distributor_id <> asker AND k.distributor_id NOT IN (SELECT brand_id FROM brand_settings)) others))] END $$;
REVOKE ALL ON FUNCTION customer_availability FROM PUBLIC;
GRANT EXECUTE ON FUNCTION customer_availability TO portal_app;

CALL protect('shares', 'scoped');
-- An organisation shares what is its own, and takes that back; nobody else's.
CREATE POLICY own_alone ON shares AS RESTRICTIVE FOR INSERT TO portal_app WITH CHECK (owner_id = (SELECT app_organization()));
CREATE POLICY own_back ON shares AS RESTRICTIVE FOR UPDATE TO portal_app USING (owner_id = (SELECT app_organization()));
CALL protect('contact_views', 'scoped');
CALL protect('leads', 'brand');
CALL protect('lead_offers', 'scoped');
CALL protect('availability_checks', 'scoped');
GRANT SELECT, INSERT ON shares, contact_views, leads, lead_offers, availability_checks TO portal_app, portal_engine;
GRANT UPDATE (revoked_at, revoked_by, revoke_reason) ON shares TO portal_app, portal_engine;
GRANT UPDATE (withdrawn_at, withdrawn_by) ON leads TO portal_app, portal_engine;
GRANT UPDATE (state, reason, decided_at, decided_by) ON lead_offers TO portal_app, portal_engine;

-- A share that holds today opens the account to the other side, and at its last level the contact details too.
-- shares has row-level security of its own, so that a portfolio opens what it reaches only.
CREATE FUNCTION holds_today(starts_on date, ends_on date, revoked_at timestamptz) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT revoked_at IS NULL AND (now() AT TIME ZONE 'UTC')::date BETWEEN starts_on AND ends_on $$;
CREATE POLICY app_read_shared ON accounts FOR SELECT TO portal_app USING ((SELECT app_reach()) <> '' AND EXISTS (SELECT 1 FROM shares s
  WHERE s.owner_id = accounts.distributor_id AND s.account_id = accounts.id AND s.grantee_id = (SELECT app_organization())
    AND holds_today(s.starts_on, s.ends_on, s.revoked_at)));
CREATE POLICY app_read_shared ON account_contacts FOR SELECT TO portal_app USING ((SELECT app_reach()) <> '' AND EXISTS (SELECT 1 FROM shares s
  WHERE s.owner_id = account_contacts.distributor_id AND s.account_id = account_contacts.account_id AND s.grantee_id = (SELECT app_organization())
    AND s.level = 'CONTACTS' AND holds_today(s.starts_on, s.ends_on, s.revoked_at)));
CREATE POLICY app_read_shared ON account_people FOR SELECT TO portal_app USING ((SELECT app_reach()) <> '' AND EXISTS (SELECT 1 FROM shares s
  WHERE s.owner_id = account_people.distributor_id AND s.account_id = account_people.account_id AND s.grantee_id = (SELECT app_organization())
    AND s.level = 'CONTACTS' AND holds_today(s.starts_on, s.ends_on, s.revoked_at)));
