-- Courses, of whom they are required, and who passed them.

-- +goose Up
CREATE TABLE courses (
  id                     uuid PRIMARY KEY,
  code                   text NOT NULL CONSTRAINT courses_code UNIQUE CHECK (code <> ''),
  name                   text NOT NULL CHECK (name <> ''),
  name_hant              text,
  name_hans              text,
  required_tiers         text[] NOT NULL DEFAULT '{}', -- both lists empty: required of nobody; a filled list must hold the distributor
  required_channel_types text[] NOT NULL DEFAULT '{}',
  people                 int NOT NULL DEFAULT 1 CHECK (people BETWEEN 1 AND 100),
  valid_months           int CHECK (valid_months BETWEEN 1 AND 120),
  since                  date NOT NULL,                -- required from this day
  retired_on             date
);
CALL protect('courses', 'public');
GRANT SELECT, INSERT, UPDATE ON courses TO portal_app, portal_engine;

CREATE TABLE training_records (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  course_id      uuid NOT NULL,
  trainee        text NOT NULL CHECK (trainee <> ''),
  passed_on      date NOT NULL,
  expires_on     date,                                 -- the last day on which it counts
  recorded_by    uuid NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  withdrawn_at   timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE UNIQUE INDEX training_records_once ON training_records (distributor_id, course_id, lower(trainee), passed_on) WHERE withdrawn_at IS NULL;
CREATE INDEX training_records_by_day ON training_records (passed_on, id);
CREATE INDEX training_records_of_one ON training_records (distributor_id, passed_on, id);
CALL protect('training_records', 'scoped');
-- A distributor reads what its people passed, and writes none of it.
CREATE POLICY brand_adds ON training_records AS RESTRICTIVE FOR INSERT TO portal_app WITH CHECK ((SELECT app_reach()) IN ('all', 'portfolio'));
CREATE POLICY brand_changes ON training_records AS RESTRICTIVE FOR UPDATE TO portal_app USING ((SELECT app_reach()) IN ('all', 'portfolio'));
GRANT SELECT, INSERT, UPDATE (withdrawn_at, trainee) ON training_records TO portal_app, portal_engine;

COMMENT ON COLUMN training_records.trainee IS 'personal=TRAINING';
