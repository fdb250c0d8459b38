-- The chain of seals: each sealed row's digest goes into the hash of all that came before it, so that a row of the log that is
-- changed, taken out or put in between later no longer fits. A job seals what is new; whoever writes the log never waits for it.

-- +goose Up
CREATE TABLE chain_seals (
  seq       bigint PRIMARY KEY CHECK (seq > 0), -- from 1, without gaps
  kind      text NOT NULL CHECK (kind IN ('audit', 'decision', 'evidence')),
  owner_id  uuid NOT NULL,         -- the first part of the row's key: its organisation or case, as it was sealed
  row_id    uuid NOT NULL,
  digest    bytea NOT NULL CHECK (length(digest) = 32),
  hash      bytea NOT NULL CHECK (length(hash) = 32), -- SHA-256 of the hash before and the digest; 32 zeros before the first
  sealed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (kind, row_id)
);

-- Exactly one row: up to when everything that was committed by then has been sealed.
CREATE TABLE chain_state (
  "only"       boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  sealed_until timestamptz NOT NULL
);

CREATE INDEX conflict_decisions_by_time ON conflict_decisions (made_at, id);
CREATE INDEX conflict_evidence_by_time ON conflict_evidence (found_at, id);
CREATE INDEX conflict_evidence_by_id ON conflict_evidence (id);

CALL protect('chain_seals', 'brand');
CALL protect('chain_state', 'engine');
GRANT SELECT ON chain_seals TO portal_app;
GRANT SELECT, INSERT ON chain_seals TO portal_engine; -- append-only
GRANT SELECT, INSERT, UPDATE ON chain_state TO portal_engine;
