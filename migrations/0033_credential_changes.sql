-- What is known of sessions, people and keys is held in each process; a change of one is noted, so that the others need not be asked for again.

-- +goose Up
CREATE TABLE credential_changes (
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(), -- the one that made it: what commits late is found by it
  kind        text NOT NULL CHECK (kind IN ('session', 'person', 'key')),
  subject     text NOT NULL,                              -- the session's token, the person's id, the key's hash as \x…
  noted_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX credential_changes_by_transaction ON credential_changes (transaction);
CREATE INDEX credential_changes_by_time ON credential_changes (noted_at);
ALTER TABLE credential_changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY app_login ON credential_changes TO portal_app USING ((SELECT current_setting('app.reach', true) = 'login')); -- before it is known who asks
GRANT SELECT, DELETE ON credential_changes TO portal_app;

-- +goose StatementBegin
-- Notes a change of the kind of row that the first argument says, which the column in the second tells apart.
CREATE FUNCTION note_credential_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO credential_changes (kind, subject) VALUES (TG_ARGV[0], to_jsonb(OLD) ->> TG_ARGV[1]);
  RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION note_credential_change FROM PUBLIC;

CREATE TRIGGER note_change AFTER UPDATE ON sessions FOR EACH ROW WHEN (OLD.data <> NEW.data OR NEW.expiry < OLD.expiry) EXECUTE FUNCTION note_credential_change('session', 'token');
CREATE TRIGGER note_end AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION note_credential_change('session', 'token');
CREATE TRIGGER note_change AFTER UPDATE ON users FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.role, OLD.status, OLD.session_epoch, OLD.locale) IS DISTINCT FROM (NEW.organization_id, NEW.role, NEW.status, NEW.session_epoch, NEW.locale))
  EXECUTE FUNCTION note_credential_change('person', 'id');
CREATE TRIGGER note_end AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION note_credential_change('person', 'id');
CREATE TRIGGER note_change AFTER UPDATE ON api_keys FOR EACH ROW EXECUTE FUNCTION note_credential_change('key', 'key_hash');
CREATE TRIGGER note_end AFTER DELETE ON api_keys FOR EACH ROW EXECUTE FUNCTION note_credential_change('key', 'key_hash');
