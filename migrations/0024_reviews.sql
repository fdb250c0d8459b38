-- What people add to scorecards: reviews by the rubric, contests, market sizes and budgets.

-- +goose Up
CREATE TABLE reviews (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start          date NOT NULL,
  communication  smallint NOT NULL CHECK (communication BETWEEN 1 AND 5),
  service        smallint NOT NULL CHECK (service BETWEEN 1 AND 5),
  commitment     smallint NOT NULL CHECK (commitment BETWEEN 1 AND 5),
  comment        text NOT NULL CHECK (comment <> ''),
  written_by     uuid NOT NULL,
  written_at     timestamptz NOT NULL,
  replaced_at    timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE UNIQUE INDEX reviews_that_count ON reviews (distributor_id, start, kind) WHERE replaced_at IS NULL;
CREATE INDEX reviews_by_time ON reviews (written_at, id);
CALL protect('reviews', 'scoped');
GRANT SELECT, INSERT, UPDATE (replaced_at) ON reviews TO portal_app, portal_engine;

CREATE TABLE contests (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start          date NOT NULL,
  metric         text NOT NULL,
  line_id        uuid,
  reason         text NOT NULL CHECK (reason <> ''),
  state          text NOT NULL CHECK (state IN ('OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
  made_by        uuid NOT NULL,
  made_at        timestamptz NOT NULL,
  answer         text NOT NULL DEFAULT '',
  answered_by    uuid,
  ended_at       timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE UNIQUE INDEX contests_open ON contests (distributor_id, start, kind, metric, line_id) NULLS NOT DISTINCT WHERE state = 'OPEN';
CREATE INDEX contests_by_time ON contests (made_at, id);
CALL protect('contests', 'scoped');
GRANT SELECT, INSERT, UPDATE (state, answer, answered_by, ended_at) ON contests TO portal_app, portal_engine;

-- Of a territory with all below it and a product line, or all of them.
CREATE TABLE market_sizes (
  id              uuid PRIMARY KEY,
  territory_id    uuid NOT NULL REFERENCES territories,
  product_line_id uuid REFERENCES product_lines,
  year            int NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  amount          numeric(18,4) NOT NULL CHECK (amount > 0), -- in the base currency
  source          text NOT NULL DEFAULT '',
  UNIQUE NULLS NOT DISTINCT (year, territory_id, product_line_id)
);
CALL protect('market_sizes', 'public'); -- a distributor's own share is measured against it
GRANT SELECT, INSERT, UPDATE, DELETE ON market_sizes TO portal_app, portal_engine;

CREATE TABLE budgets (
  year         int NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  channel_type text NOT NULL,
  amount       numeric(18,4) NOT NULL CHECK (amount >= 0), -- in the base currency
  PRIMARY KEY (year, channel_type)
);
CALL protect('budgets', 'brand');
GRANT SELECT, INSERT, UPDATE, DELETE ON budgets TO portal_app, portal_engine;
