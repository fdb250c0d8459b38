-- What a policy asks is planned with each statement and made ready at each execution, whether it is asked in the end or not. Here the same is
-- asked with fewer parts: an organisation's own rows first, which most statements are about, and others through functions, which no policies
-- of their own unfold in.

-- +goose Up
-- As before, but not unfolded into each statement that is planned.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION app_reach() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN coalesce(current_setting('app.reach', true), ''); END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION app_organization() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN nullif(current_setting('app.organization', true), '')::uuid; END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION app_user() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN nullif(current_setting('app.user', true), '')::uuid; END $$;
-- +goose StatementEnd

-- The organisation of who reaches its own rows alone, NULL for everybody else.
-- +goose StatementBegin
CREATE FUNCTION app_own() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$ BEGIN RETURN CASE WHEN current_setting('app.reach', true) = 'own' THEN nullif(current_setting('app.organization', true), '')::uuid END; END $$;
-- +goose StatementEnd

-- The distributors of who reaches a portfolio, none for everybody else.
CREATE OR REPLACE FUNCTION app_portfolio() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT distributor_id FROM portfolio_members WHERE app_reach() = 'portfolio' AND user_id = app_user() $$;

-- The accounts of others that a share of the level, or of any, opens today to the organisation, as far as it reaches the share.
CREATE FUNCTION app_shared_accounts(wanted text DEFAULT NULL) RETURNS TABLE (owner_id uuid, account_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT s.owner_id, s.account_id FROM shares s
    WHERE s.grantee_id = app_organization() AND (wanted IS NULL OR s.level = wanted) AND holds_today(s.starts_on, s.ends_on, s.revoked_at)
      AND (app_reach() IN ('all', 'own') OR s.distributor_id IN (SELECT app_portfolio())) $$;
REVOKE ALL ON FUNCTION app_shared_accounts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_shared_accounts TO portal_app;

-- What others share is asked for last: policies are asked in the reverse order of their names, the parts of one in their own.
DROP POLICY app_read_shared ON accounts;
DROP POLICY app_read_shared ON account_contacts;
DROP POLICY app_read_shared ON account_people;

-- The modes of protect are those of 0008_customers.sql.
CREATE FUNCTION scoped_condition(owner_column text) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT format('%1$I = (SELECT app_own()) OR (SELECT app_reach()) = ''all'' OR %1$I IN (SELECT app_portfolio())', owner_column) $$;
-- +goose StatementBegin
CREATE OR REPLACE PROCEDURE protect(table_name text, mode text, owner_column text DEFAULT 'distributor_id') LANGUAGE plpgsql AS $$
DECLARE seen text; written text;
BEGIN
  seen := CASE mode
    WHEN 'scoped' THEN scoped_condition(owner_column)
    WHEN 'private' THEN format('(SELECT app_reach()) <> '''' AND %I = (SELECT app_organization())', owner_column)
    WHEN 'public' THEN '(SELECT app_reach()) <> '''''
    WHEN 'brand' THEN '(SELECT app_reach()) = ''all'''
    WHEN 'engine' THEN 'false'
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

-- The policies that protect has written for scoped tables: they alone ask for a portfolio's members by the column of an owner.
-- +goose StatementBegin
DO $$
DECLARE
  p record; owner_column text; n int := 0;
  scoped constant text := 'app_reach\(\) AS app_reach\) = ''all''::text\) OR .*\((\w+) IN \( SELECT m\.distributor_id\s+FROM portfolio_members m\s+WHERE \(m\.user_id = \( SELECT app_user\(\) AS app_user\)\)\)\)';
BEGIN
  FOR p IN SELECT tablename, policyname, qual, with_check FROM pg_policies
    WHERE schemaname = 'public' AND roles = '{portal_app}' AND policyname IN ('app_read', 'app_add', 'app_change', 'app_remove')
  LOOP
    owner_column := substring(coalesce(p.qual, p.with_check) FROM scoped);
    CONTINUE WHEN owner_column IS NULL;
    EXECUTE format('ALTER POLICY %I ON %I', p.policyname, p.tablename)
      || CASE WHEN p.qual IS NOT NULL THEN ' USING (' || scoped_condition(owner_column) || ')' ELSE '' END
      || CASE WHEN p.with_check IS NOT NULL THEN ' WITH CHECK (' || scoped_condition(owner_column) || ')' ELSE '' END;
    n := n + 1;
  END LOOP;
  IF n = 0 THEN
    RAISE EXCEPTION 'no scoped policy was found';
  END IF;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$ BEGIN
  EXECUTE format('ALTER POLICY app_read ON accounts USING (%s OR (distributor_id, id) IN (SELECT owner_id, account_id FROM app_shared_accounts()))', scoped_condition('distributor_id'));
END $$;
-- +goose StatementEnd
ALTER POLICY app_read ON account_contacts USING ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization())
  OR (distributor_id, account_id) IN (SELECT owner_id, account_id FROM app_shared_accounts('CONTACTS')));
ALTER POLICY app_read ON account_people USING ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization())
  OR (distributor_id, account_id) IN (SELECT owner_id, account_id FROM app_shared_accounts('CONTACTS')));
