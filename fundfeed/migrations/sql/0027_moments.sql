-- When the record became as it is, in whole seconds, as HTTP counts: one moment for a whole transaction, and no two
-- transactions have the same, so that an answer never changes without its moment. Who changes the record holds the
-- row of its state until the end, and so they come one after the other.

UPDATE fundfeed_recordstate SET changed_at = date_trunc('second', clock_timestamp());

CREATE FUNCTION fundfeed_moment() RETURNS timestamptz LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moment timestamptz := nullif(current_setting('fundfeed.moment', true), '');
BEGIN
    IF moment IS NULL THEN
        INSERT INTO fundfeed_recordstate AS state (id, changed, changed_at)
            VALUES (1, gen_random_uuid(), date_trunc('second', clock_timestamp()))
            ON CONFLICT (id) DO UPDATE SET
                changed = gen_random_uuid(),
                changed_at = greatest(date_trunc('second', clock_timestamp()), state.changed_at + interval '1 second')
            RETURNING state.changed_at INTO moment;
        PERFORM set_config('fundfeed.moment', moment::text, true);
    END IF;
    RETURN moment;
END $$;

CREATE OR REPLACE FUNCTION fundfeed_record_changed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM fundfeed_moment();
    UPDATE fundfeed_recordstate SET changed = gen_random_uuid();
    RETURN NULL;
END $$;

CREATE FUNCTION fundfeed_body_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.changed_at := coalesce(nullif(current_setting('fundfeed.moment', true), '')::timestamptz, fundfeed_moment());
    RETURN NEW;
END $$;

CREATE TRIGGER body_changed BEFORE INSERT OR UPDATE ON fundfeed_publishedfund
    FOR EACH ROW EXECUTE FUNCTION fundfeed_body_changed();
