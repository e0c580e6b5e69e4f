-- How many funds lists have, kept with every row that comes, goes or is withdrawn, so that no list need count them.

CREATE FUNCTION fundfeed_count_listed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE more bigint := 0;
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        more := more + (SELECT count(*) FROM fresh WHERE NOT is_withdrawn);
    END IF;
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        more := more - (SELECT count(*) FROM former WHERE NOT is_withdrawn);
    END IF;
    IF more <> 0 THEN
        UPDATE fundfeed_listedtotal SET funds = funds + more;
        IF NOT FOUND THEN
            INSERT INTO fundfeed_listedtotal AS total (id, funds) VALUES (1, more)
                ON CONFLICT (id) DO UPDATE SET funds = total.funds + more;
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION fundfeed_count_none_listed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM fundfeed_listedtotal;
    RETURN NULL;
END $$;

CREATE TRIGGER counts_new AFTER INSERT ON fundfeed_listedfund REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_count_listed();
CREATE TRIGGER counts_changed AFTER UPDATE ON fundfeed_listedfund REFERENCING OLD TABLE AS former NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_count_listed();
CREATE TRIGGER counts_gone AFTER DELETE ON fundfeed_listedfund REFERENCING OLD TABLE AS former
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_count_listed();
CREATE TRIGGER counts_none AFTER TRUNCATE ON fundfeed_listedfund
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_count_none_listed();

INSERT INTO fundfeed_listedtotal (id, funds)
    SELECT 1, count(*) FROM fundfeed_listedfund WHERE NOT is_withdrawn HAVING count(*) > 0;
