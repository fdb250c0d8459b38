-- What a distributor was before it was what it is: a period that is over is asked for what held then.

-- +goose Up
-- What decides whom courses are required of, as it was until a day; what holds since the last such day stands in distributors.
CREATE TABLE distributor_history (
  distributor_id uuid NOT NULL,
  until          date NOT NULL,   -- the first day on which it was no longer so, where the brand is
  tier           text NOT NULL,
  channel_types  text[] NOT NULL,
  PRIMARY KEY (distributor_id, until)
);
CALL protect('distributor_history', 'scoped');
GRANT SELECT, INSERT ON distributor_history TO portal_app, portal_engine;

-- What the log says of changes so far; what imports of distributors changed it does not say.
INSERT INTO distributor_history (distributor_id, until, tier, channel_types)
SELECT DISTINCT ON (e.subject_id, 2) e.subject_id, (e.at AT TIME ZONE b.time_zone)::date, e.before ->> 'tier', ARRAY(SELECT jsonb_array_elements_text(e.before -> 'channelTypes'))
FROM audit_entries e CROSS JOIN brand_settings b
WHERE e.action = 'distributor.update' AND e.subject_id IN (SELECT id FROM distributors) AND e.before ->> 'tier' <> '' AND jsonb_typeof(e.before -> 'channelTypes') = 'array'
  AND (e.before ->> 'tier', e.before -> 'channelTypes') IS DISTINCT FROM (e.after ->> 'tier', e.after -> 'channelTypes')
ORDER BY e.subject_id, 2, e.at, e.id;
