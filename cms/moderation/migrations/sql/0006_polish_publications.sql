-- Which transactions changed what is public, told by the guard that let them: other tables of the public ask here.
-- A number of a transaction comes again when the database is restored elsewhere, its beginning doesn't.

CREATE TABLE moderation_publication (
    transaction xid8, began_at timestamptz, PRIMARY KEY (transaction, began_at));

CREATE FUNCTION moderation_publishes() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM moderation_publication
        WHERE transaction = pg_current_xact_id_if_assigned() AND began_at = now())
$$;

CREATE OR REPLACE FUNCTION moderation_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
        INSERT INTO moderation_publication VALUES (pg_current_xact_id(), now()) ON CONFLICT DO NOTHING;
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
    IF NOT OLD.live OR OLD.live_revision_id IS DISTINCT FROM NEW.live_revision_id THEN
        INSERT INTO moderation_publication VALUES (pg_current_xact_id(), now()) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NEW;
END $$;
