-- Versions of what all cards depend on besides their distributor's own data: a cached answer names those it was made of.

-- +goose Up
-- Raised in the transaction that changes the input.
CREATE TABLE input_versions (
  name    text PRIMARY KEY CHECK (name IN ('settings', 'programme', 'rates', 'targets', 'market', 'territories', 'catalog', 'periods', 'cohort')),
  version bigint NOT NULL DEFAULT 1
);
INSERT INTO input_versions (name) VALUES ('settings'), ('programme'), ('rates'), ('targets'), ('market'), ('territories'), ('catalog'), ('periods'), ('cohort');
CALL protect('input_versions', 'public');
GRANT SELECT, UPDATE (version) ON input_versions TO portal_app, portal_engine;
