-- Customers: accounts in full, the brand's golden records over them, and what matching keeps.
-- Nothing that tells one distributor of another's accounts stands where a distributor's scope reaches: links,
-- customers and pairs are the brand's, keys the engine's alone.

-- +goose Up
-- protect learns two modes: 'brand' is for scopes that reach all, 'engine' for jobs only.
-- +goose StatementBegin
CREATE OR REPLACE PROCEDURE protect(table_name text, mode text, owner_column text DEFAULT 'distributor_id') LANGUAGE plpgsql AS $$
DECLARE seen text; written text;
BEGIN
  seen := CASE mode
    WHEN 'scoped' THEN format(
      '((SELECT app_reach()) = ''all'''
      ' OR (SELECT app_reach()) = ''own'' AND %1$I = (SELECT app_organization())'
      ' OR (SELECT app_reach()) = ''portfolio'' AND %1$I IN (SELECT m.distributor_id FROM portfolio_members m WHERE m.user_id = (SELECT app_user())))',
      owner_column)
    WHEN 'private' THEN format('(SELECT app_reach()) <> '''' AND %I = (SELECT app_organization())', owner_column)
    WHEN 'public' THEN '(SELECT app_reach()) <> '''''
    WHEN 'brand' THEN '(SELECT app_reach()) = ''all'''
    WHEN 'engine' THEN 'false'
  END;
  written := CASE mode WHEN 'public' THEN '(SELECT app_reach()) = ''all''' ELSE seen END;
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO portal_app USING (%s)', table_name, seen);
  EXECUTE format('CREATE POLICY app_add ON %I FOR INSERT TO portal_app WITH CHECK (%s)', table_name, written);
  EXECUTE format('CREATE POLICY app_change ON %I FOR UPDATE TO portal_app USING (%s) WITH CHECK (%s)', table_name, written, written);
  EXECUTE format('CREATE POLICY app_remove ON %I FOR DELETE TO portal_app USING (%s)', table_name, written);
  EXECUTE format('CREATE POLICY engine ON %I TO portal_engine USING (true) WITH CHECK (true)', table_name);
END $$;
-- +goose StatementEnd

-- An account belongs to a distributor, or to the brand itself: distributor_id is its organisation.
ALTER TABLE accounts
  ADD COLUMN other_names  text[] NOT NULL DEFAULT '{}', -- of an organisation, in other scripts
  ADD COLUMN tax_id       text NOT NULL DEFAULT '',     -- of an organisation; a person's stands in account_contacts
  ADD COLUMN legal_tax_id text NOT NULL DEFAULT '',     -- of the legal person that a branch belongs to
  ADD COLUMN channel_type text,
  ADD COLUMN territory_id uuid,
  ADD COLUMN tags         text[] NOT NULL DEFAULT '{}',
  ADD COLUMN in_charge    uuid,                         -- the user of the organisation who looks after it
  ADD COLUMN source       text NOT NULL DEFAULT 'SALES' CHECK (source IN ('SALES', 'IMPORT', 'FORM', 'API')),
  ADD COLUMN merged_into  uuid,                         -- the account of the same organisation that stands for it now
  ADD COLUMN merged_to    uuid,                         -- the account it was merged with, which may have been merged since
  ADD COLUMN edited_at    timestamptz,                  -- when a person first changed it: sales lines change it no more
  ADD COLUMN erased_at    timestamptz,
  ADD COLUMN updated_at   timestamptz NOT NULL DEFAULT now();
CREATE INDEX accounts_by_id ON accounts (id); -- what refers to accounts of several organisations has their ids alone
CREATE INDEX accounts_by_time ON accounts (distributor_id, created_at, id);
CREATE INDEX accounts_by_tax_id ON accounts (distributor_id, tax_id) WHERE tax_id <> '';
CREATE INDEX accounts_merged ON accounts (merged_into, distributor_id) WHERE merged_into IS NOT NULL;
-- Who works for the brand within a portfolio reaches the brand's own accounts too.
CREATE POLICY app_own ON accounts TO portal_app
  USING ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()))
  WITH CHECK ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()));

ALTER TABLE account_contacts
  ADD COLUMN other_names text[] NOT NULL DEFAULT '{}',
  ADD COLUMN birth_date  date,
  ADD COLUMN street      text NOT NULL DEFAULT '',
  ADD COLUMN district    text NOT NULL DEFAULT '',
  ADD COLUMN city        text NOT NULL DEFAULT '',
  ADD COLUMN region      text NOT NULL DEFAULT '',
  ADD COLUMN postal_code text NOT NULL DEFAULT '',
  ADD COLUMN country     text NOT NULL DEFAULT '' CHECK (country ~ '^([A-Z]{2})?$');

-- The people whom one speaks with at an account.
CREATE TABLE account_people (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  account_id     uuid NOT NULL,
  name           text NOT NULL CHECK (name <> ''),
  role           text NOT NULL DEFAULT '',
  phone          text NOT NULL DEFAULT '',
  email          text NOT NULL DEFAULT '',
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX account_people_by_account ON account_people (distributor_id, account_id, id);

-- By which name an account stands in its owner's list, and the words that find it there.
CREATE TABLE account_names (
  distributor_id uuid NOT NULL,
  account_id     uuid NOT NULL,
  sort           text NOT NULL COLLATE "C",
  PRIMARY KEY (distributor_id, account_id)
);
CREATE INDEX account_names_by_sort ON account_names (distributor_id, sort, account_id);
CREATE TABLE account_words (
  distributor_id uuid NOT NULL,
  word           text NOT NULL COLLATE "C",
  account_id     uuid NOT NULL,
  PRIMARY KEY (distributor_id, word, account_id)
);
CREATE INDEX account_words_by_account ON account_words (distributor_id, account_id);

-- What a customer agreed to, or took back: the latest entry for a purpose counts.
CREATE TABLE account_consents (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  account_id     uuid NOT NULL,
  purpose        text NOT NULL CHECK (purpose IN ('MARKETING', 'SERVICE', 'SHARING', 'PROFILING')),
  granted        boolean NOT NULL,
  source         text NOT NULL CHECK (source <> ''), -- how it was given: a form, a call, a contract
  given_on       date NOT NULL,
  recorded_by    uuid,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX account_consents_by_account ON account_consents (distributor_id, account_id, given_on, id);

-- Notes, calls, visits and messages: the owner's alone.
CREATE TABLE account_entries (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  account_id     uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('NOTE', 'CALL', 'VISIT', 'MESSAGE')),
  text           text NOT NULL CHECK (text <> ''),
  happened_at    timestamptz NOT NULL,
  created_by     uuid,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX account_entries_by_account ON account_entries (distributor_id, account_id, happened_at, id);

-- The brand's golden records. Values of persons are read from accounts that the brand may see, never kept here.
CREATE TABLE customers (
  id              uuid PRIMARY KEY,
  is_organization boolean NOT NULL,
  name            text,  -- of an organisation
  other_names     text[] NOT NULL DEFAULT '{}',
  sort            text NOT NULL DEFAULT '' COLLATE "C",
  tax_id          text NOT NULL DEFAULT '',
  legal_tax_id    text NOT NULL DEFAULT '',
  territory_id    uuid,
  channel_type    text,
  -- Which account each value comes from and by which rule: {field: {distributor, account, rule}}.
  sources         jsonb NOT NULL DEFAULT '{}',
  accounts        int NOT NULL DEFAULT 0, -- linked to it
  organizations   int NOT NULL DEFAULT 0, -- whose accounts those are
  merged_into     uuid,                   -- the customer that its accounts went to; NULL for one that stands
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customers_by_sort ON customers (sort, id) WHERE merged_into IS NULL;
CREATE INDEX customers_by_time ON customers (created_at, id) WHERE merged_into IS NULL;
CREATE INDEX customers_shared_by_many ON customers (organizations, id) WHERE merged_into IS NULL;
CREATE INDEX customers_by_tax_id ON customers (tax_id) WHERE tax_id <> '' AND merged_into IS NULL;
CREATE INDEX customers_by_legal_tax_id ON customers (legal_tax_id) WHERE legal_tax_id <> '' AND merged_into IS NULL;
CREATE TABLE customer_words (
  word        text NOT NULL COLLATE "C",
  customer_id uuid NOT NULL,
  PRIMARY KEY (word, customer_id)
);
CREATE INDEX customer_words_by_customer ON customer_words (customer_id);

-- Each account stands for one customer.
CREATE TABLE customer_links (
  distributor_id uuid NOT NULL,
  account_id     uuid NOT NULL,
  customer_id    uuid NOT NULL,
  how            text NOT NULL CHECK (how IN ('ALONE', 'AUTOMATIC', 'PERSON')),
  linked_by      uuid,
  linked_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, account_id)
);
CREATE INDEX customer_links_by_customer ON customer_links (customer_id, distributor_id, account_id);

-- Values that a person of the brand has settled, whatever the accounts say.
CREATE TABLE customer_pins (
  customer_id uuid NOT NULL,
  field       text NOT NULL CHECK (field IN ('NAME', 'TAX_ID', 'LEGAL_TAX_ID', 'TERRITORY', 'CHANNEL_TYPE')),
  value       text NOT NULL,
  reason      text NOT NULL CHECK (reason <> ''),
  pinned_by   uuid,
  pinned_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, field)
);

-- All that has been done to a customer: ids only.
CREATE TABLE customer_events (
  customer_id    uuid NOT NULL,
  id             uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('CREATED', 'LINKED', 'UNLINKED', 'MERGED', 'PINNED', 'UNPINNED', 'ERASED')),
  distributor_id uuid,
  account_id     uuid,
  other_id       uuid, -- the customer that an account came from or went to
  field          text,
  how            text,
  reason         text,
  done_by        uuid,
  done_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, id)
);

-- Candidate keys of the accounts: hashes of what they share when they are one customer.
CREATE TABLE match_keys (
  distributor_id uuid NOT NULL,
  account_id     uuid NOT NULL,
  key            bigint NOT NULL,
  PRIMARY KEY (distributor_id, account_id, key)
);
CREATE INDEX match_keys_by_key ON match_keys (key, distributor_id, account_id);

-- Accounts that have come or changed since they were last matched.
CREATE TABLE match_pending (
  distributor_id uuid NOT NULL,
  account_id     uuid NOT NULL,
  since          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, account_id)
);
CREATE INDEX match_pending_by_time ON match_pending (since);

-- Two accounts of different organisations that may be one customer. Levels and weights, never values.
CREATE TABLE match_pairs (
  id               uuid PRIMARY KEY,
  first_owner      uuid NOT NULL,
  first_account    uuid NOT NULL,
  second_owner     uuid NOT NULL,
  second_account   uuid NOT NULL,
  is_organization  boolean NOT NULL,
  weight           double precision NOT NULL, -- log2 of how much likelier the agreement is for one customer than for two
  probability      double precision NOT NULL,
  fields           jsonb NOT NULL,            -- [{field, level, weight}]
  state            text NOT NULL CHECK (state IN ('OPEN', 'SKIPPED', 'LINKED', 'DIFFERENT', 'CLOSED')),
  automatic        boolean NOT NULL DEFAULT false,
  decided_by       uuid,
  decided_at       timestamptz,
  -- The customer whose accounts the link moved, and which they were, so that it can be undone: {from, to, accounts}.
  undo             jsonb,
  created_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (first_owner, first_account, second_owner, second_account),
  CHECK ((first_owner, first_account) < (second_owner, second_account) AND first_owner <> second_owner)
);
CREATE INDEX match_pairs_by_state ON match_pairs (state, probability, id);
CREATE INDEX match_pairs_by_second ON match_pairs (second_owner, second_account);

-- Two accounts of one organisation that may be one customer: its own business.
CREATE TABLE account_duplicates (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  account_id     uuid NOT NULL,
  other_id       uuid NOT NULL,
  likely         boolean NOT NULL, -- else possible
  fields         jsonb NOT NULL,   -- [{field, level}]
  state          text NOT NULL CHECK (state IN ('OPEN', 'MERGED', 'DIFFERENT', 'CLOSED')),
  decided_by     uuid,
  decided_at     timestamptz,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id),
  UNIQUE (distributor_id, account_id, other_id),
  CHECK (account_id < other_id)
);
CREATE INDEX account_duplicates_by_state ON account_duplicates (distributor_id, state, likely, id);
CREATE INDEX account_duplicates_by_other ON account_duplicates (distributor_id, other_id);

-- The weights that were estimated from the accounts themselves; the newest counts.
CREATE TABLE match_models (
  id        uuid PRIMARY KEY,
  model     jsonb NOT NULL,
  accounts  bigint NOT NULL, -- how many there were
  fitted_at timestamptz NOT NULL DEFAULT now()
);

-- Account lists that came as files: their owner's alone.
CREATE TABLE account_imports (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  file_id        uuid NOT NULL,
  file_name      text NOT NULL,
  sha256         bytea NOT NULL,
  state          text NOT NULL CHECK (state IN ('RECEIVED', 'AWAITING_CONFIRMATION', 'IMPORTING', 'ACCEPTED', 'ACCEPTED_WITH_REJECTS', 'FAILED', 'CANCELLED')),
  options        jsonb NOT NULL DEFAULT '{}',
  layout         jsonb,
  mapping        jsonb NOT NULL DEFAULT '[]',
  preview        jsonb,
  same_as        uuid,
  rows_total     int,
  rows_created   int NOT NULL DEFAULT 0,
  rows_updated   int NOT NULL DEFAULT 0,
  rows_unchanged int NOT NULL DEFAULT 0,
  rows_rejected  int NOT NULL DEFAULT 0,
  rows_ignored   int NOT NULL DEFAULT 0,
  rows_warned    int NOT NULL DEFAULT 0,
  cursor_row     bigint NOT NULL DEFAULT 0,
  fence          int NOT NULL DEFAULT 0,
  attempts       int NOT NULL DEFAULT 0,
  heartbeat_at   timestamptz,
  failure        jsonb,
  created_by     uuid,
  created_at     timestamptz NOT NULL DEFAULT now(),
  confirmed_by   uuid,
  started_at     timestamptz,
  finished_at    timestamptz,
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX account_imports_by_time ON account_imports (distributor_id, created_at, id);
CREATE INDEX account_imports_by_bytes ON account_imports (distributor_id, sha256) WHERE state = 'ACCEPTED';
CREATE TABLE account_import_rows (
  distributor_id uuid NOT NULL,
  import_id      uuid NOT NULL,
  row_no         int NOT NULL,
  id             uuid NOT NULL,
  outcome        text NOT NULL CHECK (outcome IN ('REJECTED', 'IGNORED', 'WARNED')),
  problems       jsonb NOT NULL,
  cells          text[] NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, import_id, row_no)
);
CREATE INDEX account_import_rows_by_age ON account_import_rows (created_at);
CREATE TABLE account_column_mappings (
  distributor_id uuid NOT NULL,
  signature      text NOT NULL,
  mapping        jsonb NOT NULL,
  confirmed_by   uuid,
  confirmed_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, signature)
);

-- What is there already: an organisation's tax id stands with its profile from now on, and every account waits to be matched.
UPDATE accounts a SET tax_id = c.tax_id FROM account_contacts c
  WHERE c.distributor_id = a.distributor_id AND c.account_id = a.id AND a.is_organization AND c.tax_id <> '';
UPDATE account_contacts c SET tax_id = '' FROM accounts a
  WHERE c.distributor_id = a.distributor_id AND c.account_id = a.id AND a.is_organization AND c.tax_id <> '';
INSERT INTO match_pending (distributor_id, account_id) SELECT distributor_id, id FROM accounts;

CALL protect('account_people', 'private');
CALL protect('account_names', 'private');
CALL protect('account_words', 'private');
CALL protect('account_consents', 'scoped');
CREATE POLICY app_own ON account_consents TO portal_app
  USING ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()))
  WITH CHECK ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()));
CALL protect('account_entries', 'private');
CALL protect('customers', 'brand');
CALL protect('customer_words', 'brand');
CALL protect('customer_links', 'brand');
CALL protect('customer_pins', 'brand');
CALL protect('customer_events', 'brand');
CALL protect('match_keys', 'engine');
CALL protect('match_pending', 'scoped');
CREATE POLICY app_own ON match_pending TO portal_app
  USING ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()))
  WITH CHECK ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()));
CALL protect('match_pairs', 'brand');
CALL protect('account_duplicates', 'private');
CALL protect('match_models', 'brand');
CALL protect('account_imports', 'private');
CALL protect('account_import_rows', 'private');
CALL protect('account_column_mappings', 'private');

GRANT SELECT, INSERT, UPDATE ON account_consents, account_entries, customers, customer_links, match_pairs, account_duplicates,
  account_imports, account_column_mappings TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON account_people, account_names, account_words, customer_words, customer_pins, match_pending,
  account_import_rows TO portal_app, portal_engine;
GRANT SELECT, INSERT ON customer_events, match_models TO portal_app, portal_engine;
GRANT SELECT, INSERT, DELETE ON match_keys TO portal_engine;
