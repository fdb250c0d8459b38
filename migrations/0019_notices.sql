-- Notices: what somebody should know of. A change posts them into an outbox in its own transaction; the engine finds
-- out after the commit who is meant, and fills inboxes, which are their users' alone.

-- +goose Up
CREATE TABLE notices (
  id         uuid PRIMARY KEY,
  kind       text NOT NULL,
  subject    text NOT NULL,               -- the id outside of what it is about, "" for nothing
  params     jsonb NOT NULL DEFAULT '{}', -- numbers, dates and codes: nobody's name
  due_at     timestamptz,
  audience   jsonb NOT NULL,              -- whom it is for, to be worked out on delivery
  actor_id   uuid,                        -- who did it and so needn't be told
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE inbox_items (
  user_id    uuid NOT NULL,
  id         uuid NOT NULL,
  notice_id  uuid NOT NULL,
  kind       text NOT NULL,
  subject    text NOT NULL,
  params     jsonb NOT NULL,
  due_at     timestamptz,
  created_at timestamptz NOT NULL,
  read_at    timestamptz,
  mail_due   boolean NOT NULL DEFAULT false, -- waits for the mail of the next morning
  mailed_at  timestamptz,
  PRIMARY KEY (user_id, id),
  UNIQUE (user_id, notice_id) -- delivering twice tells once
);
CREATE INDEX inbox_items_unread ON inbox_items (user_id) WHERE read_at IS NULL;
CREATE INDEX inbox_items_mail_due ON inbox_items (user_id) WHERE mail_due;
CREATE INDEX inbox_items_by_time ON inbox_items (created_at);

ALTER TABLE users
  ADD COLUMN mail_choice    text NOT NULL DEFAULT 'AT_ONCE' CHECK (mail_choice IN ('AT_ONCE', 'DAILY', 'NONE')),
  ADD COLUMN last_digest_on date; -- the day, where the organisation is, of the last morning's mail

-- Anybody whose scope is set may post; nobody but the engine reads or removes.
CALL protect('notices', 'engine');
CREATE POLICY app_post ON notices FOR INSERT TO portal_app WITH CHECK ((SELECT app_reach()) IN ('own', 'portfolio', 'all'));
-- An inbox is its user's, whatever the reach.
CALL protect('inbox_items', 'engine');
CREATE POLICY app_own_read ON inbox_items FOR SELECT TO portal_app USING ((SELECT app_reach()) <> '' AND user_id = (SELECT app_user()));
CREATE POLICY app_own_change ON inbox_items FOR UPDATE TO portal_app
  USING ((SELECT app_reach()) <> '' AND user_id = (SELECT app_user())) WITH CHECK (user_id = (SELECT app_user()));

GRANT INSERT ON notices TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON notices, inbox_items TO portal_engine;
GRANT SELECT ON inbox_items TO portal_app;
GRANT UPDATE (read_at, mail_due) ON inbox_items TO portal_app;
