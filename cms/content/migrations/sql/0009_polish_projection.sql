-- What the public reads changes where something is published or runs out, or when the owner writes it all anew.

CREATE OR REPLACE FUNCTION content_guard_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rebuilds boolean := current_setting('content.rebuilds', true) = 'yes' AND pg_has_role(
    current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER');
BEGIN
    IF rebuilds IS NOT TRUE AND NOT moderation_publishes() THEN
        RAISE EXCEPTION 'four eyes: what is public changes with an approval only, not by % of %', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NOT moderation_is_approved(NEW.revision_id) OR NOT EXISTS (
        SELECT 1 FROM wagtailcore_revision r WHERE r.id = NEW.revision_id
            AND r.object_id = NEW.source_id AND r.base_content_type_id = NEW.source_type_id) THEN
        RAISE EXCEPTION 'four eyes: % % is not of an approved version', NEW.kind, NEW.key USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.sha256 <> encode(sha256(NEW.payload), 'hex') THEN
        RAISE EXCEPTION 'content: % % does not have this digest', NEW.kind, NEW.key USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER four_eyes ON content_publishedcontent;
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE OR DELETE ON content_publishedcontent
    FOR EACH ROW EXECUTE FUNCTION content_guard_published();

-- An address of an image leads to the first size with that digest: nobody comes before it afterwards.
CREATE FUNCTION content_guard_new_rendition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM content_publicrendition WHERE sha256 = NEW.sha256 AND id > NEW.id) THEN
        RAISE EXCEPTION 'four eyes: image % is another size''s address', NEW.sha256 USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes_address BEFORE INSERT ON content_publicrendition
    FOR EACH ROW EXECUTE FUNCTION content_guard_new_rendition();
