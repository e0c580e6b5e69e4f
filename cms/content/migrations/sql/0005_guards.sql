-- What the public reads comes from approved versions only; files of images and languages of public things stay.

CREATE FUNCTION content_guard_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON content_publishedcontent
    FOR EACH ROW EXECUTE FUNCTION content_guard_published();

CREATE FUNCTION content_guard_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.file, OLD.width, OLD.height, OLD.file_size, OLD.file_hash)
            IS DISTINCT FROM (NEW.file, NEW.width, NEW.height, NEW.file_size, NEW.file_hash) THEN
            RAISE EXCEPTION 'four eyes: the file of image % stays as it is', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM wagtailcore_revision
        WHERE content::text ~ ('image\\*": *' || OLD.id || '[,}[:space:]]')) THEN
        RAISE EXCEPTION 'four eyes: image % is part of a version and is kept', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER four_eyes BEFORE UPDATE OR DELETE ON content_publicimage
    FOR EACH ROW EXECUTE FUNCTION content_guard_image();

CREATE FUNCTION content_guard_rendition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) <> to_jsonb(NEW) THEN
            RAISE EXCEPTION 'four eyes: image size % stays as it is', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM content_publishedcontent WHERE depends_on @> ARRAY['rendition:' || OLD.id]::varchar[]) THEN
        RAISE EXCEPTION 'four eyes: image size % is public and is kept', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER four_eyes BEFORE UPDATE OR DELETE ON content_publicrendition
    FOR EACH ROW EXECUTE FUNCTION content_guard_rendition();

CREATE FUNCTION content_keeps_its_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'four eyes: % % is public and keeps its language', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER four_eyes_language BEFORE UPDATE ON wagtailcore_page FOR EACH ROW
    WHEN (OLD.live AND (OLD.locale_id, OLD.translation_key) IS DISTINCT FROM (NEW.locale_id, NEW.translation_key))
    EXECUTE FUNCTION content_keeps_its_language();
CREATE TRIGGER four_eyes_language BEFORE UPDATE ON content_banner FOR EACH ROW
    WHEN (OLD.live AND (OLD.locale_id, OLD.translation_key) IS DISTINCT FROM (NEW.locale_id, NEW.translation_key))
    EXECUTE FUNCTION content_keeps_its_language();
CREATE TRIGGER four_eyes_language BEFORE UPDATE ON content_legalnotice FOR EACH ROW
    WHEN (OLD.live AND (OLD.locale_id, OLD.translation_key) IS DISTINCT FROM (NEW.locale_id, NEW.translation_key))
    EXECUTE FUNCTION content_keeps_its_language();
CREATE TRIGGER four_eyes_language BEFORE UPDATE ON content_frequentquestion FOR EACH ROW
    WHEN (OLD.live AND (OLD.locale_id, OLD.translation_key) IS DISTINCT FROM (NEW.locale_id, NEW.translation_key))
    EXECUTE FUNCTION content_keeps_its_language();

CREATE FUNCTION content_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % cannot be changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON content_legalacceptance
    FOR EACH ROW EXECUTE FUNCTION content_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON content_legalacceptance
    FOR EACH STATEMENT EXECUTE FUNCTION content_refuse_change();
