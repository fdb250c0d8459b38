-- What customers say of a distributor, and the links at which they say it.

-- +goose Up
CREATE TABLE feedback (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  account_id     uuid,
  responded_on   date NOT NULL,
  csat           smallint CHECK (csat BETWEEN 1 AND 5),
  nps            smallint CHECK (nps BETWEEN 0 AND 10),
  comment        text NOT NULL DEFAULT '',
  source         text NOT NULL CHECK (source IN ('SURVEY', 'IMPORT', 'RECORDED')),
  row_key        bytea,                 -- digest of an imported row, so that the same row again adds nothing
  recorded_by    uuid,                  -- null: the customer
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  withdrawn_at   timestamptz,
  PRIMARY KEY (distributor_id, id),
  CHECK (csat IS NOT NULL OR nps IS NOT NULL)
);
CREATE INDEX feedback_by_day ON feedback (distributor_id, responded_on, id);
CREATE INDEX feedback_by_time ON feedback (responded_on, id);
CREATE UNIQUE INDEX feedback_rows ON feedback (distributor_id, row_key) WHERE row_key IS NOT NULL;
CALL protect('feedback', 'scoped');
GRANT SELECT, INSERT, UPDATE (withdrawn_at, comment, account_id) ON feedback TO portal_app, portal_engine;

CREATE TABLE survey_links (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  account_id     uuid,
  token          bytea NOT NULL UNIQUE, -- SHA-256 of it
  expires_on     date NOT NULL,
  created_by     uuid NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  answered_at    timestamptz,
  revoked_at     timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX survey_links_by_time ON survey_links (created_at, id);
CALL protect('survey_links', 'brand');
GRANT SELECT, INSERT, UPDATE (answered_at, revoked_at) ON survey_links TO portal_app, portal_engine;
