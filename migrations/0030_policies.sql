-- What a policy asks is planned with each statement and made ready at each execution, whether it is asked in the end or not. Here the same is
-- asked with fewer and cheaper parts: an organisation's own rows first, which most statements are about, and others through functions, which
-- no policies of their own unfold in. Those are said to be cheap, or a table would be read whole for fear of a question that is not asked.

-- +goose Up
-- The distributors of who reaches a portfolio, none for everybody else.
CREATE OR REPLACE FUNCTION app_portfolio() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp COST 1 ROWS 10
  AS $$ SELECT distributor_id FROM portfolio_members WHERE app_reach() = 'portfolio' AND user_id = app_user() $$;

-- The accounts of others that a share of the level, or of any, opens today to the organisation, as far as it reaches the share.
CREATE FUNCTION app_shared_accounts(wanted text DEFAULT NULL) RETURNS TABLE (owner_id uuid, account_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp COST 1 ROWS 10
  AS $$ SELECT s.owner_id, s.account_id FROM shares s
    WHERE s.grantee_id = app_organization() AND (wanted IS NULL OR s.level = wanted) AND holds_today(s.starts_on, s.ends_on, s.revoked_at)
      AND (app_reach() IN ('all', 'own') OR s.distributor_id IN (SELECT app_portfolio())) $$;
REVOKE ALL ON FUNCTION app_shared_accounts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_shared_accounts TO portal_app;

-- The condition of a mode of protect, in settings and not in functions that read them: a function unfolds anew in each plan.
-- +goose StatementBegin
CREATE FUNCTION protected_by(mode text, owner_column text DEFAULT 'distributor_id') RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE mode
    WHEN 'scoped' THEN format(
      '%1$I = (SELECT CASE WHEN current_setting(''app.reach'', true) = ''own'' THEN nullif(current_setting(''app.organization'', true), '''')::uuid END)'
      ' OR (SELECT current_setting(''app.reach'', true)) = ''all'''
      ' OR %1$I IN (SELECT app_portfolio())',
      owner_column)
    WHEN 'private' THEN format(
      '(SELECT current_setting(''app.reach'', true)) <> '''' AND %I = (SELECT nullif(current_setting(''app.organization'', true), '''')::uuid)',
      owner_column)
    WHEN 'public' THEN '(SELECT current_setting(''app.reach'', true)) <> '''''
    WHEN 'brand' THEN '(SELECT current_setting(''app.reach'', true)) = ''all'''
    WHEN 'engine' THEN 'false'
  END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE PROCEDURE protect(table_name text, mode text, owner_column text DEFAULT 'distributor_id') LANGUAGE plpgsql AS $$
DECLARE seen text := protected_by(mode, owner_column); written text := protected_by(CASE mode WHEN 'public' THEN 'brand' ELSE mode END, owner_column);
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO portal_app USING (%s)', table_name, seen);
  EXECUTE format('CREATE POLICY app_add ON %I FOR INSERT TO portal_app WITH CHECK (%s)', table_name, written);
  EXECUTE format('CREATE POLICY app_change ON %I FOR UPDATE TO portal_app USING (%s) WITH CHECK (%s)', table_name, written, written);
  EXECUTE format('CREATE POLICY app_remove ON %I FOR DELETE TO portal_app USING (%s)', table_name, written);
  EXECUTE format('CREATE POLICY engine ON %I TO portal_engine USING (true) WITH CHECK (true)', table_name);
END $$;
-- +goose StatementEnd

-- The same for the policies that there are. Those that protect has written for scoped tables alone ask for the members of a portfolio by the
-- column of an owner; all others keep their shape.
-- +goose StatementBegin
CREATE FUNCTION cheaper(condition text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE owner_column text := substring(condition FROM
  '^\(\(\( SELECT app_reach\(\) AS app_reach\) = ''all''::text\) OR .*\((\w+) IN \( SELECT m\.distributor_id\s+FROM portfolio_members m\s+WHERE \(m\.user_id = \( SELECT app_user\(\) AS app_user\)\)\)\)\)\)$');
BEGIN
  IF owner_column IS NOT NULL THEN
    RETURN protected_by('scoped', owner_column);
  END IF;
  RETURN replace(replace(replace(condition,
    '( SELECT app_reach() AS app_reach)', '( SELECT current_setting(''app.reach'', true))'),
    '( SELECT app_organization() AS app_organization)', '( SELECT nullif(current_setting(''app.organization'', true), '''')::uuid)'),
    '( SELECT app_user() AS app_user)', '( SELECT nullif(current_setting(''app.user'', true), '''')::uuid)');
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
DECLARE p record; scoped int := 0;
BEGIN
  FOR p IN SELECT tablename, policyname, cheaper(qual) AS seen, cheaper(with_check) AS written FROM pg_policies
    WHERE schemaname = 'public' AND roles = '{portal_app}'
  LOOP
    EXECUTE format('ALTER POLICY %I ON %I', p.policyname, p.tablename) || coalesce(' USING (' || p.seen || ')', '') || coalesce(' WITH CHECK (' || p.written || ')', '');
    scoped := scoped + (coalesce(p.seen, p.written) LIKE '%app_portfolio%')::int;
  END LOOP;
  IF scoped < 100 THEN
    RAISE EXCEPTION 'only % scoped policies were found', scoped;
  END IF;
END $$;
-- +goose StatementEnd
DROP FUNCTION cheaper;

-- What others share is asked for last: policies are asked in the reverse order of their names, the parts of one in their own.
DROP POLICY app_read_shared ON accounts;
DROP POLICY app_read_shared ON account_contacts;
DROP POLICY app_read_shared ON account_people;
-- +goose StatementBegin
DO $$
DECLARE opened constant text := '%s OR (distributor_id, %I) IN (SELECT owner_id, account_id FROM app_shared_accounts(%s))';
BEGIN
  EXECUTE 'ALTER POLICY app_read ON accounts USING (' || format(opened, protected_by('scoped'), 'id', '') || ')';
  EXECUTE 'ALTER POLICY app_read ON account_contacts USING (' || format(opened, protected_by('private'), 'account_id', '''CONTACTS''') || ')';
  EXECUTE 'ALTER POLICY app_read ON account_people USING (' || format(opened, protected_by('private'), 'account_id', '''CONTACTS''') || ')';
END $$;
-- +goose StatementEnd
