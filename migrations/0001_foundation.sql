-- Roles, the settings that row-level security reads, and who is who.
-- portal_app serves requests and sees what the transaction's scope reaches. portal_engine runs jobs that
-- need everybody's rows (intake, matching, rules). Neither owns a table nor bypasses a policy.

-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['portal_app', 'portal_engine'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- roles belong to the whole server
    END;
    EXECUTE format('GRANT %I TO CURRENT_USER', name);
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), name);
  END LOOP;
EXCEPTION WHEN OTHERS THEN
  IF SQLERRM NOT LIKE '%concurrently updated%' THEN RAISE; END IF; -- another database grants the same
END $$;
-- +goose StatementEnd

GRANT USAGE ON SCHEMA public TO portal_app, portal_engine;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- An unset scope is the empty text, which no policy knows.
CREATE FUNCTION app_reach() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('app.reach', true), '') $$;
CREATE FUNCTION app_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.organization', true), '')::uuid $$;
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user', true), '')::uuid $$;

-- protect switches row-level security on and writes the policies of a table whose rows belong to the
-- organisation in owner_column. mode: 'scoped' follows the reach; 'private' is the owner's alone, whatever
-- the reach; 'public' may be read by every scope that is set, and written by one that reaches all.
-- +goose StatementBegin
CREATE PROCEDURE protect(table_name text, mode text, owner_column text DEFAULT 'distributor_id') LANGUAGE plpgsql AS $$
DECLARE seen text; written text;
BEGIN
  seen := CASE mode
    WHEN 'scoped' THEN format(
      '((SELECT app_reach()) = ''all'''
      ' OR (SELECT app_reach()) = ''own'' AND %1$I = (SELECT app_organization())'
      ' OR (SELECT app_reach()) = ''portfolio'' AND %1$I IN (SELECT m.distributor_id FROM portfolio_members m WHERE m.user_id = (SELECT app_user())))',
      owner_column)
    WHEN 'private' THEN format('(SELECT app_reach()) <> '''' AND %I = (SELECT app_organization())', owner_column)
    WHEN 'public' THEN '(SELECT app_reach()) <> '''''
  END;
  written := CASE mode WHEN 'public' THEN '(SELECT app_reach()) = ''all''' ELSE seen END;
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO portal_app USING (%s)', table_name, seen);
  EXECUTE format('CREATE POLICY app_add ON %I FOR INSERT TO portal_app WITH CHECK (%s)', table_name, written);
  EXECUTE format('CREATE POLICY app_change ON %I FOR UPDATE TO portal_app USING (%s) WITH CHECK (%s)', table_name, written, written);
  EXECUTE format('CREATE POLICY app_remove ON %I FOR DELETE TO portal_app USING (%s)', table_name, written);
  EXECUTE format('CREATE POLICY engine ON %I TO portal_engine USING (true) WITH CHECK (true)', table_name);
END $$;
-- +goose StatementEnd

CREATE TABLE organizations (
  id         uuid PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('BRAND', 'DISTRIBUTOR')),
  name       text NOT NULL CHECK (name <> ''),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX organizations_one_brand ON organizations (kind) WHERE kind = 'BRAND';

CREATE TABLE users (
  id              uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  email           text NOT NULL UNIQUE CHECK (email = lower(email)),
  name            text NOT NULL CHECK (name <> ''),
  role            text NOT NULL,
  status          text NOT NULL CHECK (status IN ('INVITED', 'ACTIVE', 'DEACTIVATED')),
  password_hash   text,
  locale          text CHECK (locale IN ('en', 'zh-Hant', 'zh-Hans')),
  -- Raised when sessions must end: a new password, a deactivation.
  session_epoch   int NOT NULL DEFAULT 0,
  last_login_at   timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX users_by_organization ON users (organization_id, name, id);

CREATE TABLE portfolio_members (
  user_id        uuid NOT NULL REFERENCES users,
  distributor_id uuid NOT NULL REFERENCES organizations,
  PRIMARY KEY (user_id, distributor_id)
);
CREATE INDEX portfolio_members_by_distributor ON portfolio_members (distributor_id, user_id);

CREATE TABLE invitations (
  id              uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  user_id         uuid NOT NULL REFERENCES users,
  token_hash      bytea NOT NULL UNIQUE,
  expires_at      timestamptz NOT NULL,
  accepted_at     timestamptz
);

-- The layout is the session library's own; tokens are hashed.
CREATE TABLE sessions (
  token  text PRIMARY KEY,
  data   bytea NOT NULL,
  expiry timestamptz NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expiry);

CREATE TABLE api_keys (
  id              uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  user_id         uuid NOT NULL REFERENCES users,
  name            text NOT NULL,
  role            text NOT NULL,
  key_hash        bytea NOT NULL UNIQUE,
  created_at      timestamptz NOT NULL DEFAULT now(),
  revoked_at      timestamptz
);

-- Exactly one row.
CREATE TABLE brand_settings (
  "only"         boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  brand_id       uuid NOT NULL REFERENCES organizations,
  base_currency  char(3) NOT NULL,
  time_zone      text NOT NULL,
  -- Reports for a month are due by this day of the next.
  report_due_day int NOT NULL DEFAULT 10 CHECK (report_due_day BETWEEN 1 AND 28)
);

CREATE TABLE audit_entries (
  organization_id uuid NOT NULL,
  id              uuid NOT NULL,
  at              timestamptz NOT NULL DEFAULT now(),
  actor_id        uuid,
  action          text NOT NULL,
  subject_type    text NOT NULL,
  subject_id      uuid,
  before          jsonb,
  after           jsonb,
  reason          text,
  request_id      text,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
CREATE INDEX audit_entries_by_subject ON audit_entries (organization_id, subject_id, id);

CREATE TABLE idempotency_keys (
  organization_id uuid NOT NULL,
  operation       text NOT NULL,
  key             text NOT NULL,
  request_hash    bytea NOT NULL,
  result          jsonb NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, operation, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE files (
  organization_id uuid NOT NULL,
  id              uuid NOT NULL,
  name            text NOT NULL,
  size            bigint NOT NULL,
  sha256          bytea NOT NULL,
  created_by      uuid,
  created_at      timestamptz NOT NULL DEFAULT now(),
  -- When the bytes were deleted; the row stays.
  purged_at       timestamptz,
  PRIMARY KEY (organization_id, id)
);

-- Who may see an organisation: its people, those whose scope reaches it, everybody the brand's name.
CALL protect('organizations', 'scoped', 'id');
CREATE POLICY app_read_brand ON organizations FOR SELECT TO portal_app USING (kind = 'BRAND' AND (SELECT app_reach()) <> '');
CREATE POLICY app_read_login ON organizations FOR SELECT TO portal_app USING ((SELECT app_reach()) = 'login');
CALL protect('users', 'scoped', 'organization_id');
CREATE POLICY app_read_self ON users FOR SELECT TO portal_app USING (id = (SELECT app_user()) AND (SELECT app_reach()) <> '');
CREATE POLICY app_change_self ON users FOR UPDATE TO portal_app USING (id = (SELECT app_user()) AND (SELECT app_reach()) <> '');
CREATE POLICY app_login ON users TO portal_app USING ((SELECT app_reach()) = 'login');
CALL protect('portfolio_members', 'scoped');
-- A portfolio is read to know the scope, so its policies can't ask the scope again. Only who reaches all gives portfolios.
DROP POLICY app_read ON portfolio_members;
DROP POLICY app_add ON portfolio_members;
DROP POLICY app_change ON portfolio_members;
DROP POLICY app_remove ON portfolio_members;
CREATE POLICY app_add ON portfolio_members FOR INSERT TO portal_app WITH CHECK ((SELECT app_reach()) = 'all');
CREATE POLICY app_remove ON portfolio_members FOR DELETE TO portal_app USING ((SELECT app_reach()) = 'all');
CREATE POLICY app_read ON portfolio_members FOR SELECT TO portal_app USING (
  (SELECT app_reach()) = 'all' OR (SELECT app_reach()) <> '' AND user_id = (SELECT app_user())
  OR (SELECT app_reach()) = 'own' AND distributor_id = (SELECT app_organization()));
CALL protect('invitations', 'scoped', 'organization_id');
CREATE POLICY app_login ON invitations TO portal_app USING ((SELECT app_reach()) = 'login');
CALL protect('api_keys', 'scoped', 'organization_id');
CREATE POLICY app_login ON api_keys FOR SELECT TO portal_app USING ((SELECT app_reach()) = 'login');
CALL protect('brand_settings', 'public');
CALL protect('audit_entries', 'scoped', 'organization_id');
-- Whatever the reach, one's own organisation's log takes what one did: a portfolio doesn't reach the brand.
CREATE POLICY app_add_own ON audit_entries FOR INSERT TO portal_app
  WITH CHECK ((SELECT app_reach()) <> '' AND organization_id = (SELECT app_organization()));
CREATE POLICY app_add_login ON audit_entries FOR INSERT TO portal_app WITH CHECK ((SELECT app_reach()) = 'login');
CALL protect('idempotency_keys', 'private', 'organization_id');
CALL protect('files', 'private', 'organization_id');

GRANT SELECT, INSERT, UPDATE ON organizations, users, invitations, api_keys, brand_settings, files TO portal_app, portal_engine;
GRANT SELECT, INSERT, DELETE ON portfolio_members, idempotency_keys TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO portal_app;
GRANT SELECT, INSERT ON audit_entries TO portal_app, portal_engine; -- append-only
