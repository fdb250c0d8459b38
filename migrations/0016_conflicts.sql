-- Channel conflicts: the settings of the rules, what they found, and the cases that are argued and settled.
-- Parties of a case are each other's competitors. Whoever is one finds in every table of a case labels (A, B, …) where
-- somebody else is meant: only conflict_parties says whose label is whose, and there each party finds its own row.

-- +goose Up
-- What a rule goes by from a day on. Rows are never changed: a new version counts for what happened from its day.
CREATE TABLE rule_settings (
  rule          text NOT NULL,
  version       int NOT NULL,
  valid_from    date NOT NULL,
  enabled       boolean NOT NULL,
  values        jsonb NOT NULL,                -- the rule's thresholds by name
  bands         jsonb NOT NULL,                -- {medium, high, critical}: from which amount in the base currency
  tells_parties boolean NOT NULL DEFAULT false, -- whether the parties learn of a case at once
  quiet_days    int NOT NULL DEFAULT 0 CHECK (quiet_days BETWEEN 0 AND 3650), -- how long a settled subject rests
  mode          text NOT NULL CHECK (mode IN ('ADVISORY', 'ENFORCED')),
  legal_basis   text NOT NULL DEFAULT '',
  jurisdictions text[] NOT NULL DEFAULT '{}',  -- codes of the territories it holds in; none: everywhere
  reason        text NOT NULL DEFAULT '',
  changed_by    uuid,
  changed_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rule, version),
  CHECK (mode = 'ADVISORY' OR legal_basis <> '')
);

-- A case, in words that each of its parties may read.
CREATE TABLE conflicts (
  id                   uuid PRIMARY KEY,
  rule                 text NOT NULL,          -- MANUAL for one that a person opened
  rule_version         int,
  state                text NOT NULL CHECK (state IN ('OPEN', 'AWAITING_RESPONSE', 'IN_MEDIATION', 'PROPOSED', 'AGREED', 'RULED', 'RESOLVED', 'APPEALED', 'DISMISSED', 'CLOSED')),
  severity             text NOT NULL CHECK (severity IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  mode                 text NOT NULL CHECK (mode IN ('ADVISORY', 'ENFORCED')),
  legal_basis          text NOT NULL DEFAULT '',
  jurisdiction         text NOT NULL DEFAULT '',
  title                text NOT NULL DEFAULT '', -- what a person wrote; a rule's is made of the facts
  product_line_id      uuid,
  territory_id         uuid,
  happened_from        date,
  happened_until       date,
  amount               numeric(24,4) NOT NULL DEFAULT 0, -- at stake, in the base currency
  facts                int NOT NULL DEFAULT 0,           -- pieces of evidence that hold
  forms                text[] NOT NULL DEFAULT '{}',     -- forms of diversion that were told
  is_exclusive         boolean NOT NULL DEFAULT false,   -- whether a piece of evidence that holds breaches an exclusive assignment
  mediator_id          uuid,
  opened_at            timestamptz NOT NULL DEFAULT now(),
  opened_by            uuid,                             -- null: a rule did
  state_since          timestamptz NOT NULL DEFAULT now(),
  due_at               timestamptz,
  escalations          int NOT NULL DEFAULT 0,           -- in this state
  wake_at              timestamptz,                      -- when the clock looks again after it escalated; none: when it is due
  statements_opened_at timestamptz,
  names_told_at        timestamptz,                      -- when the parties learned of each other's names
  outcome              text CHECK (outcome IN ('AGREED', 'RULED', 'UPHELD', 'OVERTURNED', 'DISMISSED', 'WITHDRAWN', 'MERGED')),
  settled_at           timestamptz,
  merged_into          uuid
);
CREATE INDEX conflicts_by_due ON conflicts (state, (coalesce(due_at, '9999-12-31 00:00:00+00'::timestamptz)), id);
CREATE INDEX conflicts_due ON conflicts ((coalesce(wake_at, due_at)), id) WHERE due_at IS NOT NULL;
CREATE INDEX conflicts_by_time ON conflicts (opened_at, id);
CREATE INDEX conflicts_by_line ON conflicts (rule, product_line_id, opened_at);

-- What a case is about, in the portal's own words: two cases of one rule and subject are never open at once.
CREATE TABLE conflict_subjects (
  case_id     uuid PRIMARY KEY,
  rule        text NOT NULL,
  subject     text NOT NULL,
  customer_id uuid,
  is_open     boolean NOT NULL DEFAULT true -- until it is resolved, closed or dismissed
);
CREATE UNIQUE INDEX conflict_subjects_open ON conflict_subjects (rule, subject) WHERE is_open;
CREATE INDEX conflict_subjects_all ON conflict_subjects (rule, subject, case_id);
CREATE INDEX conflict_subjects_by_customer ON conflict_subjects (customer_id) WHERE customer_id IS NOT NULL;

-- Who is a party: each sees its own row, once it has been told of the case.
CREATE TABLE conflict_parties (
  distributor_id uuid NOT NULL, -- the brand's for the brand itself
  case_id        uuid NOT NULL,
  label          text NOT NULL, -- A, B, … what the others know it by
  mediator_id    uuid,          -- the case's: who mediates reaches all parties of the case
  told_at        timestamptz,
  PRIMARY KEY (distributor_id, case_id),
  UNIQUE (case_id, label)
);
CREATE INDEX conflict_parties_by_mediator ON conflict_parties (mediator_id, case_id) WHERE mediator_id IS NOT NULL;

-- What everybody in the case may know of each party.
CREATE TABLE conflict_sides (
  case_id     uuid NOT NULL,
  label       text NOT NULL,
  role        text NOT NULL CHECK (role IN ('RESPONDENT', 'CLAIMANT', 'PEER')),
  answered_at timestamptz,
  was_silent  boolean NOT NULL DEFAULT false,
  appealed_at timestamptz,
  decided_against boolean NOT NULL DEFAULT false,
  name        text, -- once the brand has told the parties each other's names
  name_hant   text,
  name_hans   text,
  PRIMARY KEY (case_id, label)
);

-- What the rule saw, frozen: in this table what each party may read, in the next the owner's part.
CREATE TABLE conflict_evidence (
  case_id         uuid NOT NULL,
  id              uuid NOT NULL,
  label           text NOT NULL, -- whose line or registration it is
  happened_on     date NOT NULL,
  product_id      uuid,
  product_line_id uuid,
  territory_id    uuid,
  channel_type    text,
  quantity        numeric(18,4),
  amount          numeric(18,4) NOT NULL, -- in the base currency
  form            text,                   -- of diversion, where one was told
  measures        jsonb NOT NULL DEFAULT '{}', -- what the rule measured: numbers and dates, nobody's name
  hash            bytea NOT NULL,         -- SHA-256 of all that is frozen, the owner's part included
  found_at        timestamptz NOT NULL DEFAULT now(),
  withdrawn_at    timestamptz,            -- when the line was voided or the breach was gone
  PRIMARY KEY (case_id, id)
);
CREATE TABLE conflict_evidence_own (
  distributor_id  uuid NOT NULL,
  evidence_id     uuid NOT NULL,
  case_id         uuid NOT NULL,
  line_id         uuid,
  registration_id uuid,
  invoice_no      text,
  line_no         text,
  account_id      uuid,
  unit_price      numeric(18,4),
  net_amount      numeric(18,4),
  currency        char(3),
  serial          text,
  rule            text NOT NULL DEFAULT 'MANUAL', -- that found it, wherever it has been moved since
  subject         uuid,                           -- a digest of the subject that it was found for
  PRIMARY KEY (distributor_id, evidence_id)
);
CREATE INDEX conflict_evidence_of_case ON conflict_evidence_own (case_id);
CREATE INDEX conflict_evidence_of_subject ON conflict_evidence_own (subject) WHERE subject IS NOT NULL;
CREATE INDEX conflict_evidence_of_line ON conflict_evidence_own (distributor_id, line_id) WHERE line_id IS NOT NULL;
CREATE INDEX conflict_evidence_of_registration ON conflict_evidence_own (distributor_id, registration_id) WHERE registration_id IS NOT NULL;

-- A party's one answer. Nobody but its author reads it before all have answered or their time is over.
CREATE TABLE conflict_statements (
  case_id  uuid NOT NULL,
  label    text NOT NULL,
  text     text NOT NULL CHECK (text <> ''),
  given_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, label)
);

CREATE TABLE conflict_messages (
  case_id    uuid NOT NULL,
  id         uuid NOT NULL,
  from_label text, -- null: the brand
  to_label   text, -- null: all; a party's, between it and the brand
  text       text NOT NULL CHECK (text <> ''),
  sent_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, id)
);

-- Files that were given with a statement, a message or an appeal. Their names are their owner's.
CREATE TABLE conflict_files (
  case_id    uuid NOT NULL,
  id         uuid NOT NULL,
  label      text, -- whose; null: the brand's
  to_label   text, -- as its message's
  part       text NOT NULL CHECK (part IN ('STATEMENT', 'MESSAGE', 'APPEAL')),
  message_id uuid,
  ordinal    int NOT NULL,
  media_type text NOT NULL,
  size       bigint NOT NULL,
  sha256     bytea NOT NULL,
  file_id    uuid NOT NULL,
  added_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, id)
);
CREATE INDEX conflict_files_by_id ON conflict_files (id);
CREATE TABLE conflict_file_names (
  distributor_id uuid NOT NULL,
  case_id        uuid NOT NULL,
  file_id        uuid NOT NULL, -- of conflict_files
  name           text NOT NULL,
  PRIMARY KEY (distributor_id, file_id)
);

-- Proposals, rulings and decisions on appeals.
CREATE TABLE conflict_decisions (
  case_id    uuid NOT NULL,
  id         uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('PROPOSAL', 'RULING', 'UPHELD', 'OVERTURNED')),
  state      text NOT NULL CHECK (state IN ('PENDING', 'REJECTED', 'TAKEN', 'APPLIED', 'UNDONE', 'REPLACED')),
  text       text NOT NULL CHECK (text <> ''),
  against    text[] NOT NULL DEFAULT '{}', -- labels of those it was decided against
  made_by    uuid,
  made_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, id)
);
CREATE INDEX conflict_decisions_by_text ON conflict_decisions USING gin (text gin_trgm_ops);
CREATE TABLE conflict_answers (
  case_id     uuid NOT NULL,
  decision_id uuid NOT NULL,
  label       text NOT NULL,
  accepted    boolean NOT NULL,
  text        text NOT NULL DEFAULT '',
  given_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, decision_id, label)
);
CREATE INDEX conflict_answers_of_decision ON conflict_answers (decision_id);
CREATE TABLE conflict_appeals (
  case_id  uuid NOT NULL,
  label    text NOT NULL,
  text     text NOT NULL CHECK (text <> ''),
  made_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, label)
);

-- What a decision does to data, in labels; what became of it for each party; and what it takes to undo it.
CREATE TABLE conflict_remedies (
  case_id     uuid NOT NULL,
  id          uuid NOT NULL,
  decision_id uuid NOT NULL,
  ordinal     int NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('ASSIGN_OWNER', 'SHARE_CUSTOMER', 'SPLIT_CREDIT', 'VOID_LINES', 'CONFIRM_REGISTRATION', 'SHORTEN_REGISTRATION', 'REVOKE_REGISTRATION', 'WARNING', 'COMPENSATION_NOTE', 'NONE')),
  spec        jsonb NOT NULL DEFAULT '{}', -- of its kind: labels, percentages, dates, pieces of evidence
  state       text NOT NULL CHECK (state IN ('PLANNED', 'APPLIED', 'UNDONE', 'DROPPED')),
  waived      text NOT NULL DEFAULT '',    -- why the losing side is spared, for NONE
  applied_at  timestamptz,
  undone_at   timestamptz,
  PRIMARY KEY (case_id, id)
);
CREATE INDEX conflict_remedies_of_decision ON conflict_remedies (decision_id);
CREATE TABLE conflict_effects (
  distributor_id uuid NOT NULL,
  remedy_id      uuid NOT NULL,
  case_id        uuid NOT NULL,
  effect         jsonb NOT NULL, -- what changed for this party: amounts by month, shares, registrations
  PRIMARY KEY (distributor_id, remedy_id)
);
CREATE TABLE conflict_undos (
  remedy_id uuid PRIMARY KEY,
  case_id   uuid NOT NULL,
  undo      jsonb NOT NULL
);

-- The timeline: everything that happened, for everybody in the case or for one party.
CREATE TABLE conflict_events (
  case_id  uuid NOT NULL,
  id       uuid NOT NULL,
  kind     text NOT NULL,
  label    text, -- who did it, or whom it is about; null: the brand or the portal itself
  to_label text, -- for one party alone
  brand    boolean NOT NULL DEFAULT false, -- for the brand alone
  params   jsonb NOT NULL DEFAULT '{}',    -- numbers, dates, labels: nobody's name
  at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, id)
);

-- Early warnings, which are the brand's. distributor_id is the brand's where several distributors are concerned.
CREATE TABLE signals (
  distributor_id  uuid NOT NULL,
  id              uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('VOLUME_ANOMALY', 'PRICE_SPREAD', 'REGISTRATIONS_LAPSING', 'CHANNELS_PROMOTING')),
  subject         text NOT NULL,
  state           text NOT NULL CHECK (state IN ('OPEN', 'DISMISSED', 'CASE', 'WITHDRAWN')),
  severity        text NOT NULL CHECK (severity IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  product_line_id uuid,
  territory_id    uuid,
  happened_from   date NOT NULL,
  happened_until  date NOT NULL,
  measures        jsonb NOT NULL DEFAULT '{}',
  distributors    uuid[] NOT NULL DEFAULT '{}', -- all that are concerned
  case_id         uuid,
  raised_at       timestamptz NOT NULL DEFAULT now(),
  decided_by      uuid,
  decided_at      timestamptz,
  reason          text,
  PRIMARY KEY (distributor_id, id),
  UNIQUE (distributor_id, kind, subject)
);
CREATE INDEX signals_by_state ON signals (state, raised_at, id);

-- What has to be looked at by rules that don't run with it: chunks of lines, voided lines, registrations, reports that have ended.
CREATE TABLE rule_pending (
  distributor_id uuid NOT NULL,
  id             uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('LINES', 'VOIDED', 'REGISTRATION', 'REPORT')),
  report_id      uuid, -- lines: rows of this report
  first_row      int,
  last_row       int,
  ids            uuid[] NOT NULL DEFAULT '{}', -- or these
  since          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (distributor_id, id)
);
CREATE INDEX rule_pending_by_time ON rule_pending (since, id);

-- Why somebody can't mediate between distributors: who managed one of them, or worked for it.
CREATE TABLE interests (
  user_id        uuid NOT NULL,
  distributor_id uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('MANAGES', 'WORKED')),
  reason         text NOT NULL DEFAULT '',
  declared_by    uuid,
  since          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, distributor_id, kind)
);
INSERT INTO interests (user_id, distributor_id, kind) SELECT user_id, distributor_id, 'MANAGES' FROM portfolio_members;
-- A portfolio that was given once stays an interest when it is taken away.
-- +goose StatementBegin
CREATE FUNCTION keep_interest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO interests (user_id, distributor_id, kind) VALUES (new.user_id, new.distributor_id, 'MANAGES') ON CONFLICT DO NOTHING;
  RETURN new;
END $$;
-- +goose StatementEnd
CREATE TRIGGER keep_interest AFTER INSERT ON portfolio_members FOR EACH ROW EXECUTE FUNCTION keep_interest();

-- Returns and free goods: what some forms of diversion are told by.
CREATE INDEX sale_lines_odd ON sale_lines (distributor_id, product_id, sale_date) WHERE voided_at IS NULL AND (quantity < 0 OR base_amount <= 0.01 * quantity);
CREATE INDEX sale_lines_by_serial ON sale_lines (product_id, serial) WHERE serial <> '' AND voided_at IS NULL;

CALL protect('rule_settings', 'brand');
CREATE POLICY app_read_portfolio ON rule_settings FOR SELECT TO portal_app USING ((SELECT app_reach()) = 'portfolio');
CALL protect('interests', 'brand');
CREATE POLICY app_read_portfolio ON interests FOR SELECT TO portal_app USING ((SELECT app_reach()) = 'portfolio');
CALL protect('rule_pending', 'scoped');
CREATE POLICY app_own ON rule_pending TO portal_app
  USING ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()))
  WITH CHECK ((SELECT app_reach()) <> '' AND distributor_id = (SELECT app_organization()));
CALL protect('signals', 'scoped');
CREATE POLICY brand_alone ON signals AS RESTRICTIVE TO portal_app USING ((SELECT app_reach()) IN ('all', 'portfolio'));

-- A party sees its row once it was told; a mediator all rows of the case.
CALL protect('conflict_parties', 'scoped');
CREATE POLICY told ON conflict_parties AS RESTRICTIVE TO portal_app USING ((SELECT app_reach()) <> 'own' OR told_at IS NOT NULL);
CREATE POLICY mediator ON conflict_parties TO portal_app USING ((SELECT app_reach()) = 'portfolio' AND mediator_id = (SELECT app_user()));

-- protect_case lets those read and write a case's rows who see one of its parties; condition narrows what is read.
-- +goose StatementBegin
CREATE PROCEDURE protect_case(table_name text, condition text DEFAULT 'true', case_column text DEFAULT 'case_id') LANGUAGE plpgsql AS $$
DECLARE seen text := format('(SELECT app_reach()) = ''all'' OR EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = %I.%I)', table_name, case_column);
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO portal_app USING ((%s) AND (%s))', table_name, seen, condition);
  EXECUTE format('CREATE POLICY app_add ON %I FOR INSERT TO portal_app WITH CHECK (%s)', table_name, seen);
  EXECUTE format('CREATE POLICY app_change ON %I FOR UPDATE TO portal_app USING (%s) WITH CHECK (%s)', table_name, seen, seen);
  EXECUTE format('CREATE POLICY engine ON %I TO portal_engine USING (true) WITH CHECK (true)', table_name);
END $$;
-- +goose StatementEnd
-- Of a row for one party: it is mine, or I am of the brand and see that party.
CREATE FUNCTION case_mine(case_id uuid, label text) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = $1 AND p.label = $2) $$;

CALL protect_case('conflicts', 'true', 'id');
CALL protect_case('conflict_subjects', '(SELECT app_reach()) <> ''own''');
CALL protect_case('conflict_sides');
CALL protect_case('conflict_evidence');
CALL protect_case('conflict_evidence_own', '(SELECT app_reach()) = ''all'' OR EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = conflict_evidence_own.case_id AND p.distributor_id = conflict_evidence_own.distributor_id)');
CALL protect_case('conflict_statements', '(SELECT app_reach()) = ''own'' AND case_mine(case_id, label) OR EXISTS (SELECT 1 FROM conflicts c WHERE c.id = conflict_statements.case_id AND c.statements_opened_at IS NOT NULL)');
CALL protect_case('conflict_messages', '(SELECT app_reach()) = ''all'' OR to_label IS NULL OR case_mine(case_id, to_label)');
CALL protect_case('conflict_files', 'part = ''STATEMENT'' AND ((SELECT app_reach()) = ''own'' AND case_mine(case_id, label) OR EXISTS (SELECT 1 FROM conflicts c WHERE c.id = conflict_files.case_id AND c.statements_opened_at IS NOT NULL)) OR part <> ''STATEMENT'' AND ((SELECT app_reach()) = ''all'' OR to_label IS NULL OR case_mine(case_id, to_label))');
CALL protect_case('conflict_file_names', '(SELECT app_reach()) = ''all'' OR distributor_id = (SELECT app_organization()) OR EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = conflict_file_names.case_id AND p.distributor_id = conflict_file_names.distributor_id)');
CALL protect_case('conflict_decisions');
CALL protect_case('conflict_answers', '(SELECT app_reach()) <> ''own'' OR case_mine(case_id, label)');
CALL protect_case('conflict_appeals', '(SELECT app_reach()) <> ''own'' OR case_mine(case_id, label)');
CALL protect_case('conflict_remedies');
CALL protect_case('conflict_effects', '(SELECT app_reach()) = ''all'' OR EXISTS (SELECT 1 FROM conflict_parties p WHERE p.case_id = conflict_effects.case_id AND p.distributor_id = conflict_effects.distributor_id)');
CALL protect('conflict_undos', 'engine');
CALL protect_case('conflict_events', '((SELECT app_reach()) <> ''own'' OR NOT brand) AND ((SELECT app_reach()) = ''all'' OR to_label IS NULL OR case_mine(case_id, to_label))');

-- Whoever mediates knows both sides by name.
CREATE POLICY mediator ON distributors FOR SELECT TO portal_app USING ((SELECT app_reach()) = 'portfolio' AND EXISTS (
  SELECT 1 FROM conflict_parties p WHERE p.distributor_id = distributors.id AND p.mediator_id = (SELECT app_user())));

-- Why somebody of the brand can't judge a case, null when nothing stands against it: an interest in one of its parties or in some of several, or
-- having set the price or approved the registration at issue. It reads what a portfolio doesn't reach, and tells no more than one word.
CREATE FUNCTION case_obstacle(asked uuid, person uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH parties AS (
    SELECT (SELECT min(CASE i.kind WHEN 'WORKED' THEN 'worked' ELSE 'manages' END) FROM interests i WHERE i.user_id = person AND i.distributor_id = p.distributor_id) AS interest
    FROM conflict_parties p WHERE p.case_id = asked)
  SELECT CASE
    WHEN app_reach() NOT IN ('all', 'portfolio') THEN 'hidden'
    WHEN (SELECT count(interest) = 1 OR count(interest) BETWEEN 1 AND count(*) - 1 FROM parties) THEN (SELECT max(interest) FROM parties)
    WHEN EXISTS (SELECT 1 FROM conflicts c JOIN conflict_evidence e ON e.case_id = c.id JOIN price_policies pp ON pp.product_id = e.product_id AND pp.valid @> e.happened_on
      JOIN audit_entries a ON a.organization_id = (SELECT brand_id FROM brand_settings) AND a.subject_id = pp.id AND a.action LIKE 'pricePolicy.%' AND a.actor_id = person
      WHERE c.id = asked AND c.rule IN ('PRICE_BELOW_FLOOR', 'CHANNEL_PRICE_GAP')) THEN 'price'
    WHEN EXISTS (SELECT 1 FROM conflict_evidence_own o JOIN registrations r ON r.distributor_id = o.distributor_id AND r.id = o.registration_id
      WHERE o.case_id = asked AND r.decided_by = person) THEN 'registration'
  END $$;
-- How many parties have accepted a proposal: a party reads its own answer alone, and yet the last one makes the agreement.
CREATE FUNCTION case_accepted(asked uuid, decision uuid) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT count(*)::int FROM conflict_answers WHERE case_id = asked AND decision_id = decision AND accepted $$;
REVOKE ALL ON FUNCTION case_obstacle, case_accepted FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_obstacle, case_accepted TO portal_app, portal_engine;

GRANT SELECT, INSERT ON rule_settings, conflict_statements, conflict_messages, conflict_files, conflict_file_names, conflict_answers,
  conflict_appeals, conflict_events, conflict_effects TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE ON conflicts, conflict_subjects, conflict_parties, conflict_sides, conflict_decisions, conflict_remedies, signals TO portal_app, portal_engine;
GRANT SELECT, INSERT ON conflict_evidence, conflict_evidence_own TO portal_app, portal_engine;
GRANT UPDATE (case_id, label, withdrawn_at) ON conflict_evidence TO portal_app, portal_engine; -- what is frozen stays: it may move to another case
GRANT UPDATE (case_id) ON conflict_evidence_own TO portal_app, portal_engine;
GRANT SELECT, INSERT, DELETE ON interests, rule_pending TO portal_app, portal_engine;
GRANT SELECT, INSERT, UPDATE, DELETE ON conflict_undos TO portal_engine;
GRANT UPDATE, DELETE ON conflict_effects TO portal_engine;
COMMENT ON COLUMN conflict_statements.text IS 'personal=DEALINGS';
COMMENT ON COLUMN conflict_messages.text IS 'personal=DEALINGS';
COMMENT ON COLUMN conflict_file_names.name IS 'personal=DEALINGS';
