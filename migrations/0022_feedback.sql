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
CREATE INDEX feedback_by_account ON feedback (distributor_id, account_id) WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX feedback_rows ON feedback (distributor_id, row_key) WHERE row_key IS NOT NULL;
CALL protect('feedback', 'scoped');
-- A distributor reads what is said of it, and writes none of it.
CREATE POLICY brand_adds ON feedback AS RESTRICTIVE FOR INSERT TO portal_app WITH CHECK ((SELECT app_reach()) IN ('all', 'portfolio'));
CREATE POLICY brand_changes ON feedback AS RESTRICTIVE FOR UPDATE TO portal_app USING ((SELECT app_reach()) IN ('all', 'portfolio'));
GRANT SELECT, INSERT, UPDATE (withdrawn_at, comment, account_id) ON feedback TO portal_app, portal_engine;

CREATE TABLE survey_links (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  batch_id       uuid NOT NULL,         -- those that were made together
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
CREATE INDEX survey_links_by_batch ON survey_links (distributor_id, batch_id, id);
-- Nobody is asked by two links at once, so that nobody answers twice.
CREATE UNIQUE INDEX survey_links_waiting ON survey_links (distributor_id, account_id) WHERE answered_at IS NULL AND revoked_at IS NULL;
CALL protect('survey_links', 'scoped');
-- Whom it is that a customer is asked about must not know the links: it could answer itself.
CREATE POLICY brand_alone ON survey_links AS RESTRICTIVE TO portal_app USING ((SELECT app_reach()) IN ('all', 'portfolio'));
GRANT SELECT, INSERT, UPDATE (answered_at, revoked_at) ON survey_links TO portal_app, portal_engine;

-- A customer has no scope: the digest of its link's token is all that it brings, and these two functions of the tables' owner are all that it
-- reaches by it. Of a link that is unknown, answered, revoked or over both tell the same: nothing.
CREATE FUNCTION survey_at(digest bytea) RETURNS TABLE (distributor_id uuid, distributor_name text, brand_name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT d.id, d.name, b.name FROM survey_links l JOIN distributors d ON d.id = l.distributor_id CROSS JOIN brand_settings s JOIN organizations b ON b.id = s.brand_id
    WHERE l.token = digest AND l.answered_at IS NULL AND l.revoked_at IS NULL AND l.expires_on >= (now() AT TIME ZONE s.time_zone)::date $$;
-- Of two answers at once the second waits for the first, and finds the link answered.
CREATE FUNCTION answer_survey(digest bytea, answer uuid, csat int, nps int, words text) RETURNS TABLE (distributor_id uuid, responded_on date)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
  AS $$ WITH link AS (
      UPDATE survey_links l SET answered_at = now() FROM brand_settings s
      WHERE l.token = digest AND l.answered_at IS NULL AND l.revoked_at IS NULL AND l.expires_on >= (now() AT TIME ZONE s.time_zone)::date
      RETURNING l.distributor_id, l.account_id, (now() AT TIME ZONE s.time_zone)::date AS today)
    INSERT INTO feedback AS f (distributor_id, id, account_id, responded_on, csat, nps, comment, source)
    SELECT k.distributor_id, answer, k.account_id, k.today, csat, nps, words, 'SURVEY' FROM link k
    RETURNING f.distributor_id, f.responded_on $$;
REVOKE ALL ON FUNCTION survey_at, answer_survey FROM PUBLIC;
GRANT EXECUTE ON FUNCTION survey_at, answer_survey TO portal_app;

COMMENT ON COLUMN feedback.comment IS 'personal=OPINIONS';
-- The words of a comment go after some years; the marks stay.
ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_category_check,
  ADD CONSTRAINT retention_periods_category_check CHECK (category IN ('RAW_FILES', 'CONTACT_VIEWS', 'AVAILABILITY_CHECKS', 'DORMANT_PERSONS', 'OPINIONS', 'TRAINING'));
INSERT INTO retention_periods (category, days) VALUES ('OPINIONS', 1095), ('TRAINING', 1825);
