-- Which state published bodies and lists are in: another one with every statement that changes them, in its transaction.

CREATE FUNCTION fundfeed_record_changed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE fundfeed_recordstate SET changed = gen_random_uuid();
    IF NOT FOUND THEN
        INSERT INTO fundfeed_recordstate (id, changed) VALUES (1, gen_random_uuid())
            ON CONFLICT (id) DO UPDATE SET changed = gen_random_uuid();
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER record_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON fundfeed_publishedfund
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_record_changed();
CREATE TRIGGER record_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON fundfeed_listedfund
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_record_changed();

INSERT INTO fundfeed_recordstate (id, changed) VALUES (1, gen_random_uuid());
