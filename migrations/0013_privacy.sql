-- Privacy: which columns hold what of people, how long it is kept, and what has been erased.

-- +goose Up
-- A column that holds something of a person says so here: 'personal=' and the category of the register. A test holds that each
-- column of the tables with such values is marked, and the register is made from the marks.
COMMENT ON COLUMN users.name IS 'personal=STAFF';
COMMENT ON COLUMN users.email IS 'personal=STAFF';
COMMENT ON COLUMN users.password_hash IS 'personal=STAFF';
COMMENT ON COLUMN users.last_login_at IS 'personal=STAFF';
COMMENT ON COLUMN contact_views.viewer_name IS 'personal=STAFF';
COMMENT ON COLUMN account_contacts.name IS 'personal=IDENTITY';
COMMENT ON COLUMN account_contacts.other_names IS 'personal=IDENTITY';
COMMENT ON COLUMN account_contacts.tax_id IS 'personal=IDENTITY';
COMMENT ON COLUMN account_contacts.birth_date IS 'personal=IDENTITY';
COMMENT ON COLUMN account_names.sort IS 'personal=IDENTITY';
COMMENT ON COLUMN account_words.word IS 'personal=IDENTITY';
COMMENT ON COLUMN account_contacts.phone IS 'personal=CONTACT';
COMMENT ON COLUMN account_contacts.email IS 'personal=CONTACT';
COMMENT ON COLUMN account_contacts.street IS 'personal=CONTACT';
COMMENT ON COLUMN account_contacts.district IS 'personal=CONTACT';
COMMENT ON COLUMN account_contacts.city IS 'personal=CONTACT';
COMMENT ON COLUMN account_contacts.region IS 'personal=CONTACT';
COMMENT ON COLUMN account_contacts.postal_code IS 'personal=CONTACT';
COMMENT ON COLUMN account_contacts.country IS 'personal=CONTACT';
COMMENT ON COLUMN account_people.name IS 'personal=CONTACT_PERSON';
COMMENT ON COLUMN account_people.role IS 'personal=CONTACT_PERSON';
COMMENT ON COLUMN account_people.phone IS 'personal=CONTACT_PERSON';
COMMENT ON COLUMN account_people.email IS 'personal=CONTACT_PERSON';
COMMENT ON COLUMN account_consents.purpose IS 'personal=CONSENT';
COMMENT ON COLUMN account_consents.granted IS 'personal=CONSENT';
COMMENT ON COLUMN account_consents.source IS 'personal=CONSENT';
COMMENT ON COLUMN account_consents.given_on IS 'personal=CONSENT';
COMMENT ON COLUMN account_entries.text IS 'personal=DEALINGS';
COMMENT ON COLUMN account_entries.happened_at IS 'personal=DEALINGS';
COMMENT ON COLUMN sale_line_notes.sales_person IS 'personal=DEALINGS';
COMMENT ON COLUMN sale_line_notes.note IS 'personal=DEALINGS';
COMMENT ON COLUMN sale_lines.account_id IS 'personal=PURCHASES';
COMMENT ON COLUMN account_years.days IS 'personal=PURCHASES';
COMMENT ON COLUMN report_row_cells.cells IS 'personal=RAW_FILES';
COMMENT ON COLUMN report_row_cells.problem_values IS 'personal=RAW_FILES';
COMMENT ON COLUMN sales_report_previews.rows IS 'personal=RAW_FILES';
COMMENT ON COLUMN account_import_rows.cells IS 'personal=RAW_FILES';
COMMENT ON COLUMN account_imports.preview IS 'personal=RAW_FILES';
COMMENT ON COLUMN match_keys.key IS 'personal=RECOGNITION';
COMMENT ON COLUMN availability_checks.subject IS 'personal=RECOGNITION';

-- How long it is kept, in days. Raw text goes after 90 days, whatever anybody wants.
CREATE TABLE retention_periods (
  category   text PRIMARY KEY CHECK (category IN ('RAW_FILES', 'CONTACT_VIEWS', 'AVAILABILITY_CHECKS', 'DORMANT_PERSONS')),
  days       int NOT NULL CHECK (days BETWEEN 1 AND 3650),
  fixed      boolean NOT NULL DEFAULT false,
  updated_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO retention_periods (category, days, fixed) VALUES
  ('RAW_FILES', 90, true), ('CONTACT_VIEWS', 730, false), ('AVAILABILITY_CHECKS', 365, false), ('DORMANT_PERSONS', 1825, false);

-- Requests to be forgotten: ids alone.
CREATE TABLE erasures (
  organization_id uuid NOT NULL, -- who was asked
  id              uuid NOT NULL,
  account_id      uuid,
  customer_id     uuid,
  reason          text NOT NULL CHECK (reason <> ''),
  requested_by    uuid,
  requested_at    timestamptz NOT NULL DEFAULT now(),
  accounts        int NOT NULL DEFAULT 0, -- that were erased
  done_at         timestamptz,
  PRIMARY KEY (organization_id, id),
  CHECK ((account_id IS NULL) <> (customer_id IS NULL))
);
CREATE INDEX erasures_by_time ON erasures (organization_id, requested_at, id);

CALL protect('retention_periods', 'public');
CALL protect('erasures', 'scoped', 'organization_id');
-- A portfolio doesn't reach the brand's own requests, whoever works for it does.
CREATE POLICY app_own ON erasures TO portal_app
  USING ((SELECT app_reach()) <> '' AND organization_id = (SELECT app_organization()))
  WITH CHECK ((SELECT app_reach()) <> '' AND organization_id = (SELECT app_organization()));
GRANT SELECT, INSERT, UPDATE ON erasures TO portal_app, portal_engine;
GRANT SELECT, UPDATE ON retention_periods TO portal_app, portal_engine;
GRANT DELETE ON account_contacts, account_entries, account_consents, sale_line_notes, contact_views, availability_checks TO portal_engine;
