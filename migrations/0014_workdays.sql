-- The brand's calendar: due times are in its business days.

-- +goose Up
-- The days of the week on which nobody works: 0 is Sunday.
ALTER TABLE brand_settings ADD COLUMN weekend int[] NOT NULL DEFAULT '{6,0}'
  CHECK (weekend <@ '{0,1,2,3,4,5,6}' AND cardinality(weekend) < 7);

CREATE TABLE holidays (
  day  date PRIMARY KEY,
  name text NOT NULL CHECK (name <> '')
);
-- Days of the weekend on which people work, to make up for a holiday.
CREATE TABLE workdays (
  day  date PRIMARY KEY,
  name text NOT NULL CHECK (name <> '')
);

CALL protect('holidays', 'public');
CALL protect('workdays', 'public');
GRANT SELECT, INSERT, DELETE ON holidays, workdays TO portal_app, portal_engine;
