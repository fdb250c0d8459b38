-- What a policy asks is made ready at each execution of a statement, asked or not: a set that is looked up costs tables of its own, an array that
-- is made when it is asked for next to nothing. A condition that stands alone as a question is taken to hold for half of the rows, as it was before.

-- +goose Up
-- The distributors of who reaches a portfolio, NULL for everybody else.
CREATE FUNCTION app_portfolio_ids() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp COST 1
  AS $$ SELECT array_agg(m.distributor_id) FROM portfolio_members m WHERE app_reach() = 'portfolio' AND m.user_id = app_user() $$;
-- The distributors that are parties of cases which who reaches a portfolio mediates.
CREATE FUNCTION app_mediated_ids() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp COST 1
  AS $$ SELECT array_agg(p.distributor_id) FROM conflict_parties p WHERE app_reach() = 'portfolio' AND p.mediator_id = app_user() $$;
REVOKE ALL ON FUNCTION app_portfolio_ids, app_mediated_ids FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_portfolio_ids, app_mediated_ids TO portal_app;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION protected_by(mode text, owner_column text DEFAULT 'distributor_id') RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE mode
    WHEN 'scoped' THEN format(
      '%1$I = ANY ((SELECT CASE current_setting(''app.reach'', true)'
      ' WHEN ''own'' THEN ARRAY[nullif(current_setting(''app.organization'', true), '''')::uuid]'
      ' WHEN ''portfolio'' THEN app_portfolio_ids() END)::uuid[])'
      ' OR (SELECT current_setting(''app.reach'', true) = ''all'')',
      owner_column)
    WHEN 'private' THEN format(
      '%1$I = (SELECT CASE WHEN current_setting(''app.reach'', true) <> '''' THEN nullif(current_setting(''app.organization'', true), '''')::uuid END)',
      owner_column)
    WHEN 'public' THEN '(SELECT current_setting(''app.reach'', true) <> '''')'
    WHEN 'brand' THEN '(SELECT current_setting(''app.reach'', true) = ''all'')'
    WHEN 'engine' THEN 'false'
  END
$$;
-- +goose StatementEnd

-- The same for the policies that there are.
-- +goose StatementBegin
CREATE FUNCTION in_arrays(condition text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE owner_column text := substring(condition FROM '^\(\((\w+) = \( SELECT\s+CASE\s.* OR \(\w+ IN \( SELECT app_portfolio\(\) AS app_portfolio\)\)\)$');
BEGIN
  IF owner_column IS NOT NULL THEN
    RETURN protected_by('scoped', owner_column);
  END IF;
  RETURN regexp_replace(condition, '\(\( SELECT current_setting\(''app\.reach''::text, true\) AS current_setting\) (=|<>) (''\w*'')::text\)',
    '(SELECT current_setting(''app.reach'', true) \1 \2)', 'g');
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
DO $$
DECLARE p record; scoped int := 0;
BEGIN
  FOR p IN SELECT tablename, policyname, in_arrays(qual) AS seen, in_arrays(with_check) AS written FROM pg_policies
    WHERE schemaname = 'public' AND roles = '{portal_app}'
  LOOP
    EXECUTE format('ALTER POLICY %I ON %I', p.policyname, p.tablename) || coalesce(' USING (' || p.seen || ')', '') || coalesce(' WITH CHECK (' || p.written || ')', '');
    scoped := scoped + (coalesce(p.seen, p.written) LIKE '%app_portfolio_ids%')::int;
  END LOOP;
  IF scoped < 190 THEN
    RAISE EXCEPTION 'only % scoped policies were found', scoped;
  END IF;
END $$;
-- +goose StatementEnd
DROP FUNCTION in_arrays;

-- +goose StatementBegin
DO $$
DECLARE opened constant text := '%s OR (distributor_id, %I) IN (SELECT owner_id, account_id FROM app_shared_accounts(%s))';
BEGIN
  EXECUTE 'ALTER POLICY app_read ON accounts USING (' || format(opened, protected_by('scoped'), 'id', '') || ')';
  EXECUTE 'ALTER POLICY app_read ON account_contacts USING (' || format(opened, protected_by('private'), 'account_id', '''CONTACTS''') || ')';
  EXECUTE 'ALTER POLICY app_read ON account_people USING (' || format(opened, protected_by('private'), 'account_id', '''CONTACTS''') || ')';
END $$;
-- +goose StatementEnd
ALTER POLICY mediator ON distributors USING (id = ANY ((SELECT CASE current_setting('app.reach', true) WHEN 'portfolio' THEN app_mediated_ids() END)::uuid[]));
