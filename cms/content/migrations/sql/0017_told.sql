-- What becomes public, changes and goes is told by the database alone, in the transaction that does it: nothing is left
-- out, and nobody can tell what isn't so. The lock is that of the projection's writers, held until all can see the said.

CREATE FUNCTION content_tell(
    what text, deed text, its_id text, its_key text, its_locale text, digest text, since timestamptz, until timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last content_contentchange;
    told content_contentchange;
BEGIN
    PERFORM pg_advisory_xact_lock(7204110001);
    SELECT * INTO last FROM content_contentchange ORDER BY sequence DESC LIMIT 1;
    SELECT coalesce(last.sequence, 0) + 1, greatest(clock_timestamp(), last.at), what, deed, its_id
        INTO told.sequence, told.at, told.kind, told.action, told.thing;
    SELECT its_key, its_locale, digest, since, until
        INTO told.key, told.locale, told.sha256, told.shown_from, told.shown_until;
    told.mark := left(encode(sha256(convert_to(coalesce(last.mark, '') || told::text, 'UTF8')), 'hex'), 16);
    INSERT INTO content_contentchange SELECT told.*;
END $$;
REVOKE EXECUTE ON FUNCTION content_tell FROM PUBLIC;

-- News and notices are pages: their lines in lists, and the menu, follow from the pages.
CREATE FUNCTION content_told_as(said content_publishedcontent) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN page IS NULL THEN said.kind WHEN page ->> 'pageType' = 'news' THEN page ->> 'category' ELSE 'page' END
    FROM (SELECT CASE said.kind WHEN 'page' THEN convert_from(said.payload, 'UTF8')::jsonb END AS page) AS read
$$;

-- A piece of news that becomes a notice goes for those who follow news, and comes for those who follow notices.
CREATE FUNCTION content_tell_published() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was text := CASE WHEN TG_OP <> 'INSERT' THEN content_told_as(OLD) END;
    becomes text := CASE WHEN TG_OP <> 'DELETE' THEN content_told_as(NEW) END;
BEGIN
    IF was <> becomes OR becomes IS NULL THEN
        PERFORM content_tell(was, 'withdrawn', OLD.source_id, OLD.key, OLD.locale, '', OLD.shown_from, OLD.shown_until);
    END IF;
    IF becomes IS NOT NULL THEN
        PERFORM content_tell(
            becomes, CASE was WHEN becomes THEN 'changed' ELSE 'published' END,
            NEW.source_id, NEW.key, NEW.locale, NEW.sha256, NEW.shown_from, NEW.shown_until
        );
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told_of_new AFTER INSERT ON content_publishedcontent FOR EACH ROW
    WHEN (NEW.kind NOT IN ('menu', 'news')) EXECUTE FUNCTION content_tell_published();
CREATE TRIGGER told_of_changed AFTER UPDATE ON content_publishedcontent FOR EACH ROW
    WHEN (NEW.kind NOT IN ('menu', 'news') AND (OLD.key, OLD.sha256, OLD.shown_from, OLD.shown_until)
        IS DISTINCT FROM (NEW.key, NEW.sha256, NEW.shown_from, NEW.shown_until))
    EXECUTE FUNCTION content_tell_published();
CREATE TRIGGER told_of_gone AFTER DELETE ON content_publishedcontent FOR EACH ROW
    WHEN (OLD.kind NOT IN ('menu', 'news')) EXECUTE FUNCTION content_tell_published();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON content_contentchange
    FOR EACH ROW EXECUTE FUNCTION content_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON content_contentchange
    FOR EACH STATEMENT EXECUTE FUNCTION content_refuse_change();
