-- Which lines stand in breach is what a card's revenue in breach is made of: whoever may read the number may read them.

-- +goose Up
-- The rollup by month has told the sum to the same readers since 0027; lines of a case that its parties don't know of are not in it.
ALTER POLICY app_read ON breach_lines USING ((SELECT app_reach()) = 'all'
  OR (SELECT app_reach()) = 'own' AND distributor_id = (SELECT app_organization())
  OR (SELECT app_reach()) = 'portfolio' AND distributor_id IN (SELECT m.distributor_id FROM portfolio_members m WHERE m.user_id = (SELECT app_user())));
GRANT SELECT ON breach_lines TO portal_app;
