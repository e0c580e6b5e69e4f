DROP TRIGGER body_changed ON fundfeed_publishedfund;
DROP FUNCTION fundfeed_body_changed();

CREATE OR REPLACE FUNCTION fundfeed_record_changed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE fundfeed_recordstate SET changed = gen_random_uuid();
    IF NOT FOUND THEN
        INSERT INTO fundfeed_recordstate (id, changed) VALUES (1, gen_random_uuid())
            ON CONFLICT (id) DO UPDATE SET changed = gen_random_uuid();
    END IF;
    RETURN NULL;
END $$;

DROP FUNCTION fundfeed_moment();
