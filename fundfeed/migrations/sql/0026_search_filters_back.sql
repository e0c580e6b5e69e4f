CREATE OR REPLACE FUNCTION fundfeed_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM after) THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (
            SELECT FROM before LEFT JOIN after USING (fund_id)
            WHERE (before.is_withdrawn, before.sort_name, before.sort_name_zh, before.lexemes)
                IS DISTINCT FROM (after.is_withdrawn, after.sort_name, after.sort_name_zh, after.lexemes)
        ) THEN
            RETURN NULL;
        END IF;
    END IF;
    UPDATE fundfeed_searchstate SET changed = gen_random_uuid();
    RETURN NULL;
END
$$;

UPDATE fundfeed_searchstate SET changed = gen_random_uuid();
