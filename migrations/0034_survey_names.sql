-- The survey page speaks three languages, and so do distributors' names.

-- +goose Up
DROP FUNCTION survey_at;
-- As in 0022, with the distributor's other names.
CREATE FUNCTION survey_at(digest bytea) RETURNS TABLE (distributor_id uuid, distributor_name text, name_hant text, name_hans text, brand_name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT d.id, d.name, d.name_hant, d.name_hans, b.name
    FROM survey_links l JOIN distributors d ON d.id = l.distributor_id CROSS JOIN brand_settings s JOIN organizations b ON b.id = s.brand_id
    WHERE l.token = digest AND l.answered_at IS NULL AND l.revoked_at IS NULL AND l.expires_on >= (now() AT TIME ZONE s.time_zone)::date $$;
REVOKE ALL ON FUNCTION survey_at FROM PUBLIC;
GRANT EXECUTE ON FUNCTION survey_at TO portal_app;
