-- What the first version of these functions let somebody do who has the product's role and SQL of his own:
-- use an older approval again, move a public row to another language, prepare a page's other half, unschedule.

ALTER TABLE wagtailcore_taskstate
    ADD CONSTRAINT four_eyes_comment CHECK (status <> 'rejected' OR comment ~ '\S') NOT VALID;

CREATE FUNCTION moderation_approved_at(wanted bigint) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT max(finished_at) FROM wagtailcore_taskstate WHERE revision_id = wanted AND status = 'approved'
$$;

CREATE FUNCTION moderation_was_used(wanted bigint, last_published timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT moderation_approved_at(wanted) <= last_published OR EXISTS (
        SELECT 1 FROM wagtailcore_revision this JOIN wagtailcore_revision newer
            ON newer.base_content_type_id = this.base_content_type_id AND newer.object_id = this.object_id
                AND newer.id > this.id
        WHERE this.id = wanted AND moderation_is_approved(newer.id)
            AND COALESCE((newer.content::jsonb ->> 'go_live_at')::timestamptz <= clock_timestamp(), true))
$$;

CREATE OR REPLACE FUNCTION moderation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    placed constant text[] := '{locale_id,translation_key,content_type_id,alias_of_id}';
    apart text[] := ARRAY(SELECT unnest(TG_ARGV[0]::text[]) EXCEPT SELECT unnest(placed));
    was jsonb; becomes jsonb; differs text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.live THEN
            RAISE EXCEPTION 'four eyes: a new row of % begins as a draft', TG_TABLE_NAME USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.live OR OLD.first_published_at IS NOT NULL THEN
            RAISE EXCEPTION 'four eyes: % % was public and is kept', TG_TABLE_NAME, OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    was := to_jsonb(OLD); becomes := to_jsonb(NEW);
    IF was -> 'id' <> becomes -> 'id' THEN
        RAISE EXCEPTION 'four eyes: % % keeps its number', TG_TABLE_NAME, OLD.id USING ERRCODE = 'check_violation';
    END IF;
    -- Wagtail stores the times of the version at hand, which may be older than those of the row.
    NEW.first_published_at := COALESCE(OLD.first_published_at, NEW.first_published_at);
    NEW.last_published_at := CASE
        WHEN NOT NEW.live OR OLD.live_revision_id = NEW.live_revision_id THEN OLD.last_published_at
        ELSE GREATEST(OLD.last_published_at, NEW.last_published_at, moderation_approved_at(NEW.live_revision_id)) END;
    IF NOT OLD.live AND NOT NEW.live THEN RETURN NEW; END IF;
    IF OLD.live AND NOT NEW.live THEN
        IF OLD.expire_at IS NULL OR OLD.expire_at > clock_timestamp() THEN
            RAISE EXCEPTION 'four eyes: % % has not run out', TG_TABLE_NAME, OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.live AND was ? 'path' AND (was -> 'path' <> becomes -> 'path' OR was -> 'depth' <> becomes -> 'depth') THEN
        RAISE EXCEPTION 'four eyes: public page % stays where it is', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.live AND OLD.live_revision_id IS NOT DISTINCT FROM NEW.live_revision_id THEN
        IF was - apart = becomes - apart THEN RETURN NEW; END IF;
    ELSIF moderation_was_used(NEW.live_revision_id, OLD.last_published_at) THEN
        RAISE EXCEPTION 'four eyes: the approval of % % was used already', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.live_revision_id IS NULL OR NOT moderation_is_approved(NEW.live_revision_id) OR NOT EXISTS (
        SELECT 1 FROM wagtailcore_revision r JOIN wagtailcore_taskstate s ON s.revision_id = r.id
            JOIN wagtailcore_workflowstate w ON w.id = s.workflow_state_id AND w.object_id = NEW.id::text
            JOIN django_content_type t ON t.id = r.base_content_type_id
        WHERE r.id = NEW.live_revision_id AND r.object_id = NEW.id::text
            AND (t.app_label || '_' || t.model = TG_TABLE_NAME)) THEN
        RAISE EXCEPTION 'four eyes: % % was not approved', TG_TABLE_NAME, NEW.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.go_live_at > clock_timestamp() THEN
        RAISE EXCEPTION 'four eyes: % % is approved for later', TG_TABLE_NAME, NEW.id USING ERRCODE = 'check_violation';
    END IF;
    differs := moderation_difference(becomes, NEW.live_revision_id, apart);
    IF differs IS NOT NULL THEN
        RAISE EXCEPTION 'four eyes: % of % % is not what was approved', differs, TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Wagtail stores a page in two tables, one after the other: they are held together against the version at the end.
CREATE FUNCTION moderation_guard_whole_page() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE page record; other_half text; stored jsonb; apart text[]; differs text;
BEGIN
    SELECT p.live_revision_id, p.slug, p.url_path, above.url_path AS above, t.app_label || '_' || t.model AS kind INTO page
        FROM wagtailcore_page p JOIN django_content_type t ON t.id = p.content_type_id
            LEFT JOIN wagtailcore_page above ON above.path = left(p.path, -4)
        WHERE p.id = NEW.id AND p.live;
    IF page.above IS NOT NULL AND page.url_path <> page.above || page.slug || '/' THEN
        RAISE EXCEPTION 'four eyes: public page % stays where it is', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    IF page.live_revision_id IS NULL OR OLD.live AND OLD.live_revision_id = page.live_revision_id THEN RETURN NULL; END IF;
    SELECT tgrelid::regclass::text, convert_from(trim(trailing '\x00'::bytea FROM tgargs), 'UTF8')::text[]
        INTO other_half, apart
        FROM pg_trigger WHERE tgname = 'four_eyes' AND tgrelid = to_regclass(page.kind) AND page.kind <> TG_TABLE_NAME;
    IF other_half IS NULL THEN RETURN NULL; END IF;
    EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE page_ptr_id = $1', other_half) INTO stored USING NEW.id;
    differs := CASE WHEN stored IS NULL THEN other_half ELSE moderation_difference(stored, page.live_revision_id, apart) END;
    IF differs IS NOT NULL THEN
        RAISE EXCEPTION 'four eyes: % of public page % is not what was approved', differs, NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER four_eyes_together AFTER UPDATE ON wagtailcore_page DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION moderation_guard_whole_page();

-- Wagtail takes away all approved times of an object when a version of it runs out; the next one's stays.
CREATE OR REPLACE FUNCTION moderation_guard_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM wagtailcore_workflowstate w
            WHERE w.base_content_type_id = OLD.base_content_type_id AND w.object_id = OLD.object_id) THEN
            RAISE EXCEPTION 'four eyes: version % was submitted and is kept', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF to_jsonb(OLD) - 'approved_go_live_at' <> to_jsonb(NEW) - 'approved_go_live_at' THEN
        RAISE EXCEPTION 'four eyes: version % cannot be rewritten', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.approved_go_live_at IS NULL AND OLD.approved_go_live_at > clock_timestamp() AND NOT EXISTS (
        SELECT 1 FROM wagtailcore_revision r WHERE r.base_content_type_id = OLD.base_content_type_id
            AND r.object_id = OLD.object_id AND r.id > OLD.id AND moderation_is_approved(r.id)) THEN
        NEW.approved_go_live_at := OLD.approved_go_live_at;
    END IF;
    IF NEW.approved_go_live_at IS NOT NULL AND NEW.approved_go_live_at IS DISTINCT FROM OLD.approved_go_live_at AND (
        NOT moderation_is_approved(NEW.id)
        OR NOT moderation_same(to_jsonb(NEW.approved_go_live_at), NEW.content::jsonb -> 'go_live_at')) THEN
        RAISE EXCEPTION 'four eyes: version % was not approved for that time', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION moderation_guard_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.requested_by_id IS NULL OR NEW.status <> 'in_progress' THEN
            RAISE EXCEPTION 'four eyes: a submission begins undecided, by somebody' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(OLD) - '{status,current_task_state_id}'::text[] <> to_jsonb(NEW) - '{status,current_task_state_id}'::text[]
        OR OLD.status IN ('approved', 'cancelled') AND NEW.status <> OLD.status THEN
        RAISE EXCEPTION 'four eyes: a submission cannot be rewritten' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'approved' AND OLD.status <> 'approved' AND NOT EXISTS (
        SELECT 1 FROM wagtailcore_taskstate s JOIN moderation_foureyestask t ON t.task_ptr_id = s.task_id
        WHERE s.workflow_state_id = NEW.id AND s.status = 'approved') THEN
        RAISE EXCEPTION 'four eyes: nobody approved submission %', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
