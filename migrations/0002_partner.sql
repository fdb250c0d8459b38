-- Distributors, the region tree, who may sell where, and targets.

-- +goose Up
CREATE TABLE distributors (
  id            uuid PRIMARY KEY REFERENCES organizations,
  code          text NOT NULL UNIQUE CHECK (code <> ''),
  name          text NOT NULL CHECK (name <> ''),
  name_hant     text,
  name_hans     text,
  parent_id     uuid REFERENCES distributors,
  tier          text NOT NULL CHECK (tier IN ('TIER_1', 'TIER_2', 'TIER_3')),
  status        text NOT NULL CHECK (status IN ('ONBOARDING', 'ACTIVE', 'SUSPENDED', 'ENDED')),
  channel_types text[] NOT NULL CHECK (cardinality(channel_types) > 0),
  currency      char(3) NOT NULL,
  country       text NOT NULL,
  time_zone     text NOT NULL,
  joined_on     date NOT NULL,
  left_on       date CHECK (left_on >= joined_on),
  created_at    timestamptz NOT NULL DEFAULT now(),
  CHECK (parent_id <> id)
);
CREATE INDEX distributors_by_name ON distributors (name, id);
CREATE INDEX distributors_by_parent ON distributors (parent_id);

-- span numbers the tree so that a node's span holds those of all below it: two regions overlap exactly
-- when their spans do. It is numbered anew whenever a node is added.
CREATE TABLE territories (
  id        uuid PRIMARY KEY,
  code      text NOT NULL UNIQUE CHECK (code <> ''),
  name      text NOT NULL CHECK (name <> ''),
  name_hant text,
  name_hans text,
  kind      text NOT NULL CHECK (kind IN ('COUNTRY', 'PROVINCE', 'CITY', 'DISTRICT')),
  parent_id uuid REFERENCES territories,
  depth     int NOT NULL,
  aliases   text[] NOT NULL DEFAULT '{}',
  span      int4range NOT NULL
);
CREATE INDEX territories_by_span ON territories USING gist (span);

CREATE TABLE product_lines (
  id        uuid PRIMARY KEY,
  code      text NOT NULL UNIQUE CHECK (code <> ''),
  name      text NOT NULL CHECK (name <> ''),
  name_hant text,
  name_hans text,
  -- Numbers the lines from 1, so that one line and "each line" are both ranges.
  ordinal   int NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY
);

-- Overlapping exclusive assignments of two distributors are refused across ancestors: regions, lines and
-- days are ranges, and all three must overlap. Deferrable, for the numbering of the tree.
CREATE TABLE assignments (
  distributor_id  uuid NOT NULL REFERENCES distributors,
  id              uuid NOT NULL,
  territory_id    uuid NOT NULL REFERENCES territories,
  product_line_id uuid REFERENCES product_lines,
  valid           daterange NOT NULL CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
  exclusive       boolean NOT NULL,
  territory_span  int4range NOT NULL,
  line_span       int4range NOT NULL,
  PRIMARY KEY (distributor_id, id),
  CONSTRAINT assignments_exclusive EXCLUDE USING gist
    (territory_span WITH &&, line_span WITH &&, valid WITH &&, distributor_id WITH <>) WHERE (exclusive)
    DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX assignments_by_territory ON assignments USING gist (territory_span, valid);

CREATE TABLE targets (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start           date NOT NULL,
  product_line_id uuid,
  amount          numeric(18,4) NOT NULL CHECK (amount >= 0), -- in the base currency
  PRIMARY KEY (distributor_id, id),
  UNIQUE NULLS NOT DISTINCT (distributor_id, start, kind, product_line_id)
);
CREATE INDEX targets_by_start ON targets (start, kind);

CALL protect('distributors', 'scoped', 'id');
CALL protect('territories', 'public');
CALL protect('product_lines', 'public');
CALL protect('assignments', 'scoped');
CALL protect('targets', 'scoped');
GRANT SELECT, INSERT, UPDATE ON distributors, territories, product_lines TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON assignments, targets TO portal_app, portal_engine;
