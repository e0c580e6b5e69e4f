-- Where a page stood is written by the database alone: whoever could write it could lead readers anywhere.
CREATE FUNCTION content_remember_address() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO content_formeraddress AS former (path, locale, source_id, moved_at)
    VALUES (OLD.key, OLD.locale, OLD.source_id, now())
    ON CONFLICT (path, locale, source_id) DO UPDATE SET moved_at = excluded.moved_at;
    RETURN NULL;
END $$;
CREATE TRIGGER former_address AFTER UPDATE ON content_publishedcontent FOR EACH ROW
    WHEN (OLD.kind = 'page' AND OLD.key <> NEW.key) EXECUTE FUNCTION content_remember_address();
CREATE TRIGGER former_address_of_withdrawn AFTER DELETE ON content_publishedcontent FOR EACH ROW
    WHEN (OLD.kind = 'page') EXECUTE FUNCTION content_remember_address();
