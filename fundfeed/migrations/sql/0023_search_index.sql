INSERT INTO fundfeed_searchstate (id) VALUES (1);

-- Says that the index no longer holds, in the transaction that changes what is found or in which order.
CREATE FUNCTION fundfeed_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE TRIGGER search_changed_by_new_rows AFTER INSERT ON fundfeed_listedfund
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_search_changed();
CREATE TRIGGER search_changed_by_other_rows AFTER UPDATE ON fundfeed_listedfund
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_search_changed();
CREATE TRIGGER search_changed_by_fewer_rows AFTER DELETE OR TRUNCATE ON fundfeed_listedfund
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_search_changed();
