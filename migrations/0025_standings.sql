-- How the cards of a period compare: reckoned by a job, for ranks, bands and sorted lists.

-- +goose Up
CREATE TABLE cohort_periods (
  kind     text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start    date NOT NULL,
  version  bigint NOT NULL,             -- raised when a card of the period was reckoned anew
  taken_at timestamptz NOT NULL,        -- when the period was last looked at
  -- What was seen then: sums of versions, which only ever rise, and the brand's day, by which reports fall due.
  data     bigint NOT NULL,
  inputs   bigint NOT NULL,
  today    date NOT NULL,
  PRIMARY KEY (kind, start)
);
CALL protect('cohort_periods', 'public');
GRANT SELECT, INSERT, UPDATE ON cohort_periods TO portal_engine;
GRANT SELECT (kind, start, version, taken_at) ON cohort_periods TO portal_app; -- the sums would tell a distributor when others report

CREATE TABLE standings (
  distributor_id uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start          date NOT NULL,
  programme      int NOT NULL,          -- the cohort: those that the same version weighs; 0 for none
  version        int NOT NULL,          -- of the frozen card, 0 while the period is open
  seen           bigint NOT NULL,       -- the distributor's data version that it was reckoned at
  composite      numeric(7,2),
  grade          char(1),
  rank           int,                   -- of the composite, null without one
  cohort         int NOT NULL,          -- how many of the cohort have a composite
  band           text CHECK (band IN ('TOP', 'UPPER', 'LOWER', 'BOTTOM')), -- null in a cohort of fewer than five
  metrics        jsonb NOT NULL,        -- {key: {value, change, rank, band}} of those that have a value
  PRIMARY KEY (distributor_id, start, kind)
);
CREATE INDEX standings_by_period ON standings (start, kind, distributor_id);
-- A rank is the brand's people's: a distributor reads nothing here, not even its own row. Its bands come through distributor_bands.
CALL protect('standings', 'scoped');
CREATE POLICY brand_alone ON standings AS RESTRICTIVE TO portal_app USING ((SELECT app_reach()) IN ('all', 'portfolio'));
GRANT SELECT, INSERT, UPDATE, DELETE ON standings TO portal_engine;
GRANT SELECT ON standings TO portal_app;

-- What a distributor may know of its standing: its grade and its bands, never ranks.
CREATE TABLE distributor_bands (
  distributor_id uuid NOT NULL,
  kind           text NOT NULL,
  start          date NOT NULL,
  version        int NOT NULL,          -- as in standings
  grade          char(1),
  band           text,
  metrics        jsonb NOT NULL,        -- {key: band}
  PRIMARY KEY (distributor_id, start, kind)
);
CALL protect('distributor_bands', 'scoped');
GRANT SELECT, INSERT, UPDATE, DELETE ON distributor_bands TO portal_engine;
GRANT SELECT ON distributor_bands TO portal_app;
