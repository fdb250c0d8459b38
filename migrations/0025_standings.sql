-- How the cards of a period compare: reckoned by a job, for ranks, bands and sorted lists.

-- +goose Up
-- Raised when a period's standings were reckoned anew.
CREATE TABLE cohort_periods (
  kind     text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start    date NOT NULL,
  version  bigint NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (kind, start)
);
CALL protect('cohort_periods', 'public');
GRANT SELECT, INSERT, UPDATE ON cohort_periods TO portal_engine;
GRANT SELECT ON cohort_periods TO portal_app;

CREATE TABLE standings (
  distributor_id uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start          date NOT NULL,
  programme      int NOT NULL,          -- the cohort: those that the same version weighs
  composite      numeric(7,2),
  grade          char(1),
  rank           int,                   -- of the composite, null without one
  cohort         int NOT NULL,          -- how many of the cohort have a composite
  band           text CHECK (band IN ('TOP', 'UPPER', 'LOWER', 'BOTTOM')), -- null in a cohort of fewer than five
  metrics        jsonb NOT NULL,        -- {key: {value, change, rank, band}}
  PRIMARY KEY (distributor_id, start, kind)
);
CREATE INDEX standings_by_composite ON standings (start, kind, composite, distributor_id);
CALL protect('standings', 'brand'); -- a rank is the brand's alone; a distributor's bands come through distributor_bands
GRANT SELECT, INSERT, UPDATE, DELETE ON standings TO portal_engine;
GRANT SELECT ON standings TO portal_app;

-- What a distributor may know of its standing: bands, never ranks.
CREATE TABLE distributor_bands (
  distributor_id uuid NOT NULL,
  kind           text NOT NULL,
  start          date NOT NULL,
  band           text,
  metrics        jsonb NOT NULL,        -- {key: band}
  PRIMARY KEY (distributor_id, start, kind)
);
CALL protect('distributor_bands', 'scoped');
GRANT SELECT, INSERT, UPDATE, DELETE ON distributor_bands TO portal_engine;
GRANT SELECT ON distributor_bands TO portal_app;
