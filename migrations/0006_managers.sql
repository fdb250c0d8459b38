-- A distributor sees the brand's people who look after it: whom to ask. Of the brand's other people it sees none.

-- +goose Up
CREATE POLICY app_read_managers ON users FOR SELECT TO portal_app USING (
  (SELECT app_reach()) = 'own' AND role = 'channel_manager'
  AND id IN (SELECT m.user_id FROM portfolio_members m WHERE m.distributor_id = (SELECT app_organization())));
