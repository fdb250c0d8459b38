-- A channel manager sees who else looks after the distributors of its portfolio.

-- +goose Up
-- A policy of portfolio_members can't ask portfolio_members: this function, its owner's, asks for it. It tells callers of
-- their own portfolio alone.
CREATE FUNCTION app_portfolio() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT distributor_id FROM portfolio_members WHERE user_id = app_user() $$;
CREATE POLICY app_read_shared ON portfolio_members FOR SELECT TO portal_app USING (
  (SELECT app_reach()) = 'portfolio' AND distributor_id IN (SELECT app_portfolio()));
CREATE POLICY app_read_colleagues ON users FOR SELECT TO portal_app USING (
  (SELECT app_reach()) = 'portfolio' AND role = 'channel_manager'
  AND id IN (SELECT m.user_id FROM portfolio_members m WHERE m.distributor_id IN (SELECT app_portfolio())));
