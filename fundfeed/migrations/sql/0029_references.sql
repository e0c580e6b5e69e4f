-- Figures and what follows from the ledger come in tens of thousands and name few funds and one delivery: what they
-- refer to is looked for once in a statement, and not once for each row. What is referred to stays (below).

CREATE FUNCTION fundfeed_refers_to_fund() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE missing text;
BEGIN
    SELECT named.fund_id INTO missing FROM (SELECT DISTINCT fund_id FROM fresh) AS named
    WHERE NOT EXISTS (SELECT FROM fundfeed_fund AS fund WHERE fund.fund_id = named.fund_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% refers to fund %, which is not there', TG_TABLE_NAME, missing
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION fundfeed_refers_to_delivery() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE missing bigint;
BEGIN
    SELECT named.delivery_id INTO missing FROM (SELECT DISTINCT delivery_id FROM fresh) AS named
    WHERE NOT EXISTS (SELECT FROM fundfeed_delivery AS delivery WHERE delivery.id = named.delivery_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% refers to delivery %, which is not there', TG_TABLE_NAME, missing
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER new_refer_to_fund AFTER INSERT ON fundfeed_figure REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_fund();
CREATE TRIGGER new_refer_to_fund AFTER INSERT ON fundfeed_fundversion REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_fund();
CREATE TRIGGER new_refer_to_fund AFTER INSERT ON fundfeed_listedversion REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_fund();
CREATE TRIGGER new_refer_to_fund AFTER INSERT ON fundfeed_publicchange REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_fund();
CREATE TRIGGER new_refer_to_delivery AFTER INSERT ON fundfeed_figure REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_delivery();
CREATE TRIGGER new_refer_to_delivery AFTER INSERT ON fundfeed_fundversion REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_delivery();
-- Entries and changes are never updated.
CREATE TRIGGER changed_refer_to_fund AFTER UPDATE ON fundfeed_figure REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_fund();
CREATE TRIGGER changed_refer_to_fund AFTER UPDATE ON fundfeed_listedversion REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_fund();
CREATE TRIGGER changed_refer_to_delivery AFTER UPDATE ON fundfeed_figure REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_refers_to_delivery();

-- A fund or delivery is kept for good, even one that nothing refers to yet: the look and the writing may be far apart.
CREATE FUNCTION fundfeed_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a row of % stays, under its own key', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
END $$;
CREATE TRIGGER stays BEFORE DELETE ON fundfeed_fund FOR EACH ROW EXECUTE FUNCTION fundfeed_stays();
CREATE TRIGGER stays_under_its_key BEFORE UPDATE OF fund_id ON fundfeed_fund
    FOR EACH ROW WHEN (OLD.fund_id <> NEW.fund_id) EXECUTE FUNCTION fundfeed_stays();
CREATE TRIGGER stays BEFORE DELETE ON fundfeed_delivery FOR EACH ROW EXECUTE FUNCTION fundfeed_stays();
CREATE TRIGGER stays_under_its_key BEFORE UPDATE OF id ON fundfeed_delivery
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION fundfeed_stays();
