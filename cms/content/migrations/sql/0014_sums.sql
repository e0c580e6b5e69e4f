-- Acceptances older than two years go on as a number for each wording and day. Nobody shortens that by one SQL statement of
-- his own: the database looks at its own clock, and only this function lets rows go.
CREATE OR REPLACE FUNCTION content_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('content.sums', true) = 'yes' AND pg_has_role(
        current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'append-only: % cannot be changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION content_sum_acceptances(zone text) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    until timestamptz := (date_trunc('day', clock_timestamp() AT TIME ZONE zone) - interval '2 years') AT TIME ZONE zone;
    gone bigint;
BEGIN
    PERFORM set_config('content.sums', 'yes', true);
    WITH old AS (
        DELETE FROM content_legalacceptance WHERE accepted_at < until RETURNING notice_id, text_sha256, accepted_at
    ), summed AS (
        INSERT INTO content_legalacceptancecount AS kept (notice_id, text_sha256, day, acceptances, first_at, last_at)
        SELECT notice_id, text_sha256, (accepted_at AT TIME ZONE zone)::date, count(*), min(accepted_at), max(accepted_at)
        FROM old GROUP BY 1, 2, 3
        ON CONFLICT (notice_id, text_sha256, day) DO UPDATE SET
            acceptances = kept.acceptances + excluded.acceptances,
            first_at = LEAST(kept.first_at, excluded.first_at), last_at = GREATEST(kept.last_at, excluded.last_at)
    )
    SELECT count(*) INTO gone FROM old;
    PERFORM set_config('content.sums', '', true);
    RETURN gone;
END $$;

CREATE VIEW content_accepted AS
    SELECT receipt::text AS id, receipt, notice_id, text_sha256, accepted_at, accepted_at AS last_at, 1::bigint AS times
    FROM content_legalacceptance
    UNION ALL
    SELECT 'day ' || id, NULL, notice_id, text_sha256, first_at, last_at, acceptances AS times
    FROM content_legalacceptancecount;
