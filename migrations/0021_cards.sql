-- Cards as they were frozen when their period was closed, restatements of closed periods, and wishes to open them again.

-- +goose Up
-- A frozen card never changes and never goes: nobody is granted more than to add one.
CREATE TABLE scorecard_versions (
  distributor_id uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start          date NOT NULL,
  version        int NOT NULL CHECK (version > 0),
  programme      int NOT NULL,          -- the version that weighed it
  composite      numeric(7,2),
  grade          char(1),
  values         jsonb NOT NULL,        -- {metric: value}, for the trends of later cards
  card           jsonb NOT NULL,        -- the whole card, with all that it was reckoned from
  hash           bytea NOT NULL,        -- SHA-256 of the card's text as Postgres writes it
  restatement_id uuid,
  reason         text NOT NULL DEFAULT '',
  frozen_at      timestamptz NOT NULL,
  frozen_by      uuid NOT NULL,
  PRIMARY KEY (distributor_id, start, kind, version)
);
CALL protect('scorecard_versions', 'scoped');
GRANT SELECT, INSERT ON scorecard_versions TO portal_app, portal_engine;

-- While one is open, the distributor's lines of the closed months within it can be changed. Months of two never overlap.
CREATE TABLE restatements (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start          date NOT NULL,
  span           daterange NOT NULL,
  reason         text NOT NULL CHECK (reason <> ''),
  state          text NOT NULL CHECK (state IN ('OPEN', 'PUBLISHED', 'CANCELLED')),
  opened_by      uuid NOT NULL,
  opened_at      timestamptz NOT NULL,
  ended_by       uuid,
  ended_at       timestamptz,
  version        int,                   -- of the period's card that it made
  PRIMARY KEY (distributor_id, id),
  CONSTRAINT restatements_open EXCLUDE USING gist (distributor_id WITH =, span WITH &&) WHERE (state = 'OPEN')
);
CREATE INDEX restatements_by_time ON restatements (opened_at, id);
CALL protect('restatements', 'scoped');
GRANT SELECT, INSERT, UPDATE (state, ended_by, ended_at, version) ON restatements TO portal_app, portal_engine;

-- A wish to open a closed month again waits for a second person.
CREATE TABLE period_reopenings (
  id           uuid PRIMARY KEY,
  month        date NOT NULL CHECK (extract(day FROM month) = 1),
  reason       text NOT NULL CHECK (reason <> ''),
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  ended_by     uuid,
  ended_at     timestamptz,
  confirmed    boolean,
  CHECK (NOT confirmed OR ended_by <> requested_by)
);
CREATE UNIQUE INDEX period_reopenings_waiting ON period_reopenings (month) WHERE ended_at IS NULL;
CALL protect('period_reopenings', 'brand');
GRANT SELECT, INSERT, UPDATE (ended_by, ended_at, confirmed) ON period_reopenings TO portal_app, portal_engine;
