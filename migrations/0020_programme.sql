-- The programme has a name, is for some, takes off for reasons, and may be withdrawn before it comes into force.

-- +goose Up
ALTER TABLE scorecard_programmes
  DROP CONSTRAINT scorecard_programmes_valid_from_key,
  ADD COLUMN name          text NOT NULL DEFAULT '',
  ADD COLUMN deductions    jsonb NOT NULL DEFAULT '[]',    -- [{key, points, most}]
  ADD COLUMN tiers         text[] NOT NULL DEFAULT '{}',   -- who it is for: an empty list holds all
  ADD COLUMN channel_types text[] NOT NULL DEFAULT '{}',
  ADD COLUMN territory_ids uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN published_at  timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN published_by  uuid,
  ADD COLUMN withdrawn_at  timestamptz,
  ADD COLUMN withdrawn_by  uuid;
CREATE INDEX scorecard_programmes_by_start ON scorecard_programmes (valid_from, version);
GRANT UPDATE (withdrawn_at, withdrawn_by) ON scorecard_programmes TO portal_app, portal_engine;
