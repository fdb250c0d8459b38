-- Sales reports, the lines they bring, and the rollups that are moved in the lines' own transaction.

-- +goose Up
-- Raised in each transaction that changes a distributor's data; its row lock also puts the writers of one
-- distributor's lines in a row, so that counters are moved from a settled state.
CREATE TABLE data_versions (
  distributor_id uuid PRIMARY KEY,
  version        bigint NOT NULL DEFAULT 1
);

CREATE TABLE accounting_periods (
  month       date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  closed_at   timestamptz,
  closed_by   uuid
);

CREATE TABLE sales_reports (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  source          text NOT NULL CHECK (source IN ('FILE', 'API', 'FORM')),
  file_id         uuid NOT NULL,
  -- Whose file it is: the distributor's, or the brand's that reports for it.
  file_owner_id   uuid NOT NULL,
  file_name       text NOT NULL,
  sha256          bytea NOT NULL,
  state           text NOT NULL,
  options         jsonb NOT NULL DEFAULT '{}', -- what a person said about the layout
  layout          jsonb,
  mapping         jsonb NOT NULL DEFAULT '[]',
  same_as         uuid,
  rows_total      int,
  rows_accepted   int NOT NULL DEFAULT 0,
  rows_duplicate  int NOT NULL DEFAULT 0,
  rows_rejected   int NOT NULL DEFAULT 0,
  rows_mended     int NOT NULL DEFAULT 0,
  rows_ignored    int NOT NULL DEFAULT 0,
  rows_warned     int NOT NULL DEFAULT 0,
  total           numeric(20,4) NOT NULL DEFAULT 0, -- of its live lines, in the base currency
  sales_from      date,
  sales_until     date,
  failure         jsonb,
  -- The last row dealt with: an import goes on behind it.
  cursor_row      bigint NOT NULL DEFAULT 0,
  -- Raised by each worker that takes the report over; a worker with an older fence commits nothing.
  fence           int NOT NULL DEFAULT 0,
  -- Take-overs since the last progress: too many fail the report.
  attempts        int NOT NULL DEFAULT 0,
  heartbeat_at    timestamptz,
  created_by      uuid,
  created_at      timestamptz NOT NULL DEFAULT now(),
  confirmed_by    uuid,
  cancel_reason   text,
  started_at      timestamptz,
  finished_at     timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX sales_reports_by_time ON sales_reports (distributor_id, created_at, id);
CREATE INDEX sales_reports_by_time_all ON sales_reports (created_at, id);
CREATE INDEX sales_reports_by_bytes ON sales_reports (distributor_id, sha256) WHERE state = 'ACCEPTED';
CREATE INDEX sales_reports_running ON sales_reports (heartbeat_at)
  WHERE state IN ('RECEIVED', 'VALIDATING', 'IMPORTING', 'CANCELLING');

-- The first rows of a file, which are its owner's alone.
CREATE TABLE sales_report_previews (
  distributor_id uuid NOT NULL,
  report_id      uuid NOT NULL,
  rows           jsonb NOT NULL,
  PRIMARY KEY (distributor_id, report_id)
);

-- How a distributor's columns were understood, by a hash of the headers.
CREATE TABLE column_mappings (
  distributor_id uuid NOT NULL,
  signature      text NOT NULL,
  mapping        jsonb NOT NULL,
  -- How the columns write dates and numbers, as the rows seen so far tell: a file of few rows may not.
  styles         jsonb NOT NULL DEFAULT '[]',
  confirmed_by   uuid,
  confirmed_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, signature)
);

CREATE TABLE accounts (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  -- SHA-256 of the distributor and what its files name the customer by: its code, else its name.
  key_hash        bytea NOT NULL,
  code            text NOT NULL DEFAULT '',
  name            text, -- of an organisation; a person's stands in account_contacts
  is_organization boolean NOT NULL,
  first_sale_on   date,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id),
  UNIQUE (distributor_id, key_hash)
);

-- Contact values are the distributor's alone.
CREATE TABLE account_contacts (
  distributor_id uuid NOT NULL,
  account_id     uuid NOT NULL,
  name           text NOT NULL DEFAULT '',
  tax_id         text NOT NULL DEFAULT '',
  phone          text NOT NULL DEFAULT '',
  email          text NOT NULL DEFAULT '',
  PRIMARY KEY (distributor_id, account_id)
);

-- No foreign keys: the import checks whole chunks, at a third of their price.
CREATE TABLE sale_lines (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  report_id       uuid NOT NULL,
  row_no          int NOT NULL,
  invoice_no      text NOT NULL,
  line_no         text NOT NULL,
  sale_date       date NOT NULL,
  product_id      uuid NOT NULL,
  product_line_id uuid NOT NULL,
  account_id      uuid,
  territory_id    uuid,
  channel_type    text NOT NULL,
  quantity        numeric(18,4) NOT NULL CHECK (quantity <> 0),
  unit_price      numeric(18,4),
  discount        numeric(18,4),
  net_amount      numeric(18,4) NOT NULL,
  currency        char(3) NOT NULL,
  base_amount     numeric(18,4) NOT NULL,
  serial          text NOT NULL DEFAULT '',
  -- A hash of what the line says, to tell a duplicate from a change.
  facts           bytea NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  voided_at       timestamptz,
  voided_by       uuid,
  void_reason     text,
  replaced_by     uuid,
  PRIMARY KEY (distributor_id, id)
);
CREATE UNIQUE INDEX sale_lines_identity ON sale_lines (distributor_id, invoice_no, line_no) WHERE voided_at IS NULL;
CREATE INDEX sale_lines_by_report ON sale_lines (distributor_id, report_id, row_no);
CREATE INDEX sale_lines_by_date ON sale_lines (distributor_id, sale_date, id);
CREATE INDEX sale_lines_by_account ON sale_lines (distributor_id, account_id, sale_date);
CREATE INDEX sale_lines_by_date_all ON sale_lines (sale_date, id);

-- What a file says beside the facts, which may name people: the distributor's alone.
CREATE TABLE sale_line_notes (
  distributor_id uuid NOT NULL,
  line_id        uuid NOT NULL,
  sales_person   text NOT NULL DEFAULT '',
  note           text NOT NULL DEFAULT '',
  PRIMARY KEY (distributor_id, line_id)
);

-- Rows that are listed with their report: rejected, ignored, or accepted with a warning.
CREATE TABLE report_rows (
  distributor_id uuid NOT NULL,
  report_id      uuid NOT NULL,
  row_no         int NOT NULL,
  id             uuid NOT NULL,
  outcome        text NOT NULL CHECK (outcome IN ('REJECTED', 'IGNORED', 'WARNED')),
  problems       jsonb NOT NULL, -- [{field, column, key, params}]
  invoice_no     text,           -- the identity, where it is known: accepting it later mends the row
  line_no        text,
  mended_at      timestamptz,
  PRIMARY KEY (distributor_id, report_id, row_no)
);
CREATE INDEX report_rows_unmended ON report_rows (distributor_id, invoice_no, line_no)
  WHERE outcome = 'REJECTED' AND mended_at IS NULL;
CREATE UNIQUE INDEX report_rows_by_id ON report_rows (distributor_id, id);

-- Their raw text, which is the file owner's alone and deleted after 90 days.
CREATE TABLE report_row_cells (
  distributor_id uuid NOT NULL,
  report_id      uuid NOT NULL,
  row_no         int NOT NULL,
  cells          text[] NOT NULL,
  problem_values text[] NOT NULL DEFAULT '{}', -- the value of each of the row's problems
  line_id        text NOT NULL DEFAULT '', -- the identity that the rejects file carries
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, report_id, row_no)
);
CREATE INDEX report_row_cells_by_age ON report_row_cells (created_at);

-- Rollups. Each equals a sum over the live lines, always; portal verify compares.
CREATE TABLE sales_by_line (
  distributor_id  uuid NOT NULL,
  month           date NOT NULL,
  product_line_id uuid NOT NULL,
  lines           bigint NOT NULL,
  quantity        numeric(24,4) NOT NULL,
  revenue         numeric(24,4) NOT NULL,
  PRIMARY KEY (distributor_id, month, product_line_id)
);
CREATE INDEX sales_by_line_by_month ON sales_by_line (month, distributor_id);

CREATE TABLE sales_by_product (
  distributor_id  uuid NOT NULL,
  month           date NOT NULL,
  product_id      uuid NOT NULL,
  territory_id    uuid NOT NULL, -- all zeros where the lines do not say
  channel_type    text NOT NULL,
  product_line_id uuid NOT NULL,
  lines           bigint NOT NULL,
  quantity        numeric(24,4) NOT NULL,
  revenue         numeric(24,4) NOT NULL,
  PRIMARY KEY (distributor_id, month, product_id, territory_id, channel_type)
);
CREATE INDEX sales_by_product_by_month ON sales_by_product (month, distributor_id);

-- The days of a year, bit 0 for January 1, on which an account bought something (a positive live line).
CREATE TABLE account_years (
  distributor_id uuid NOT NULL,
  account_id     uuid NOT NULL,
  year           int NOT NULL,
  days           bit(366) NOT NULL,
  PRIMARY KEY (distributor_id, account_id, year)
);

-- How many accounts bought on a day at least, on two at least, and for the first time ever, by period.
CREATE TABLE customer_counts (
  distributor_id uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('month', 'quarter', 'year')),
  start          date NOT NULL,
  active         int NOT NULL,
  repeating      int NOT NULL,
  fresh          int NOT NULL,
  PRIMARY KEY (distributor_id, start, kind)
);

-- When a month was first reported, and how many live lines it has.
CREATE TABLE reported_months (
  distributor_id uuid NOT NULL,
  month          date NOT NULL,
  reported_at    timestamptz NOT NULL,
  lines          bigint NOT NULL,
  PRIMARY KEY (distributor_id, month)
);

-- Rows accepted and rejected by the month in which their report came in.
CREATE TABLE quality_months (
  distributor_id uuid NOT NULL,
  month          date NOT NULL,
  accepted       bigint NOT NULL,
  rejected       bigint NOT NULL, -- and not mended
  PRIMARY KEY (distributor_id, month)
);

CREATE TABLE exports (
  organization_id uuid NOT NULL,
  id              uuid NOT NULL,
  user_id         uuid NOT NULL,
  reach           text NOT NULL,
  filter          jsonb NOT NULL,
  format          text NOT NULL CHECK (format IN ('CSV', 'XLSX')),
  state           text NOT NULL CHECK (state IN ('RUNNING', 'READY', 'FAILED')),
  rows            int NOT NULL DEFAULT 0,
  file_id         uuid,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id)
);

CALL protect('data_versions', 'scoped');
CALL protect('accounting_periods', 'public');
CALL protect('sales_reports', 'scoped');
CALL protect('sales_report_previews', 'private');
CALL protect('column_mappings', 'scoped');
CALL protect('accounts', 'scoped');
CALL protect('account_contacts', 'private');
CALL protect('sale_lines', 'scoped');
CALL protect('sale_line_notes', 'private');
CALL protect('report_rows', 'scoped');
CALL protect('report_row_cells', 'private');
CALL protect('sales_by_line', 'scoped');
CALL protect('sales_by_product', 'scoped');
CALL protect('account_years', 'scoped');
CALL protect('customer_counts', 'scoped');
CALL protect('reported_months', 'scoped');
CALL protect('quality_months', 'scoped');
CALL protect('exports', 'private', 'organization_id');

-- A line is voided once and never changes otherwise, whoever asks.
CREATE POLICY void_once ON sale_lines AS RESTRICTIVE FOR UPDATE TO portal_app, portal_engine
  USING (voided_at IS NULL) WITH CHECK (voided_at IS NOT NULL);
GRANT SELECT, INSERT, UPDATE (voided_at, voided_by, void_reason, replaced_by) ON sale_lines TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE ON data_versions, accounting_periods, sales_reports, column_mappings, accounts,
  account_contacts, report_rows, sales_by_line, sales_by_product, account_years, customer_counts, reported_months,
  quality_months, exports, sale_line_notes TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON sales_report_previews, report_row_cells TO portal_app, portal_engine;
