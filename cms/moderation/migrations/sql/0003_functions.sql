-- The database's own four eyes: what becomes public is compared, column by column, with what was approved.

CREATE FUNCTION moderation_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'four eyes: % of % is refused, its history is kept', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION moderation_is_approved(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM wagtailcore_taskstate state JOIN moderation_foureyestask task ON task.task_ptr_id = state.task_id
        WHERE state.revision_id = wanted AND state.status = 'approved' AND state.finished_by_id IS NOT NULL)
$$;

CREATE FUNCTION moderation_same(stored jsonb, approved jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE said text := approved #>> '{}'; has text := stored #>> '{}';
BEGIN
    IF has IS NOT DISTINCT FROM said THEN RETURN true; END IF;
    IF has IS NULL OR said IS NULL THEN RETURN false; END IF;
    IF jsonb_typeof(stored) IN ('object', 'array') THEN
        RETURN stored = CASE WHEN jsonb_typeof(approved) = 'string' THEN said::jsonb ELSE approved END;
    END IF;
    IF said ~ '^\d{4}-\d\d-\d\dT' THEN
        RETURN date_trunc('milliseconds', has::timestamptz) = date_trunc('milliseconds', said::timestamptz);
    END IF;
    RETURN jsonb_typeof(stored) = 'number' AND said ~ '^-?[0-9.]+$' AND has::numeric = said::numeric;
END $$;

CREATE FUNCTION moderation_difference(stored jsonb, revision bigint, apart text[]) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE approved jsonb; field record; name text;
BEGIN
    SELECT content::jsonb INTO approved FROM wagtailcore_revision WHERE id = revision;
    FOR field IN SELECT key, value FROM jsonb_each(approved) LOOP
        name := CASE WHEN stored ? field.key THEN field.key WHEN stored ? (field.key || '_id') THEN field.key || '_id' END;
        IF name IS NOT NULL AND NOT name = ANY(apart) AND NOT moderation_same(stored -> name, field.value) THEN
            RETURN name;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION moderation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE apart text[] := TG_ARGV[0]::text[]; was jsonb; becomes jsonb; differs text;
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
    IF NOT OLD.live AND NOT NEW.live THEN RETURN NEW; END IF;
    IF OLD.live AND NOT NEW.live THEN
        IF OLD.expire_at IS NULL OR OLD.expire_at > clock_timestamp() THEN
            RAISE EXCEPTION 'four eyes: % % has not run out', TG_TABLE_NAME, OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.live AND was ? 'path' AND (was -> 'path' <> becomes -> 'path'
        OR becomes ->> 'url_path' NOT LIKE '%/' || (becomes ->> 'slug') || '/' AND (becomes ->> 'depth')::int > 1) THEN
        RAISE EXCEPTION 'four eyes: public page % stays where it is', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.live AND OLD.live_revision_id IS NOT DISTINCT FROM NEW.live_revision_id AND was - apart = becomes - apart THEN
        RETURN NEW;
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

CREATE FUNCTION moderation_guard_page() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE apart text[] := TG_ARGV[0]::text[]; page record; differs text;
BEGIN
    SELECT id, live, live_revision_id INTO page FROM wagtailcore_page
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.page_ptr_id ELSE OLD.page_ptr_id END;
    IF page.live IS NOT TRUE OR TG_OP = 'UPDATE' AND to_jsonb(OLD) = to_jsonb(NEW) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND page.live_revision_id IS NOT NULL AND OLD.page_ptr_id = NEW.page_ptr_id THEN
        differs := moderation_difference(to_jsonb(NEW), page.live_revision_id, apart);
        IF differs IS NULL AND moderation_is_approved(page.live_revision_id) THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'four eyes: % of public page % is not what was approved', COALESCE(differs, TG_TABLE_NAME), page.id
        USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION moderation_guard_revision() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF NEW.approved_go_live_at IS NOT NULL AND NEW.approved_go_live_at IS DISTINCT FROM OLD.approved_go_live_at AND (
        NOT moderation_is_approved(NEW.id)
        OR NOT moderation_same(to_jsonb(NEW.approved_go_live_at), NEW.content::jsonb -> 'go_live_at')) THEN
        RAISE EXCEPTION 'four eyes: version % was not approved for that time', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION moderation_guard_new_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.approved_go_live_at IS NOT NULL THEN
        RAISE EXCEPTION 'four eyes: a new version is not approved' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM wagtailcore_workflowstate w WHERE w.base_content_type_id = NEW.base_content_type_id
        AND w.object_id = NEW.object_id AND w.status = 'in_progress') THEN
        RAISE EXCEPTION 'four eyes: what waits for a decision cannot be edited' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION moderation_guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE submitted record; decided record; before bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'in_progress' THEN
            RAISE EXCEPTION 'four eyes: a step begins undecided' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status <> 'in_progress' OR OLD.revision_id <> NEW.revision_id OR OLD.task_id <> NEW.task_id
        OR OLD.workflow_state_id <> NEW.workflow_state_id THEN
        IF to_jsonb(OLD) = to_jsonb(NEW) THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'four eyes: a decision cannot be rewritten' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status NOT IN ('approved', 'rejected') THEN RETURN NEW; END IF;
    SELECT requested_by_id AS maker, base_content_type_id AS kind, object_id AS thing, status INTO submitted
        FROM wagtailcore_workflowstate WHERE id = NEW.workflow_state_id;
    IF NEW.status = 'rejected' AND btrim(NEW.comment) = '' THEN
        RAISE EXCEPTION 'four eyes: a rejection needs a comment' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.finished_by_id IS NULL OR submitted.status <> 'in_progress' OR NOT EXISTS (
        SELECT 1 FROM moderation_foureyestask_groups g JOIN accounts_user_groups m ON m.group_id = g.group_id
            JOIN accounts_user u ON u.id = m.user_id
        WHERE g.foureyestask_id = NEW.task_id AND m.user_id = NEW.finished_by_id AND u.is_active) THEN
        RAISE EXCEPTION 'four eyes: only a checker decides' USING ERRCODE = 'check_violation';
    END IF;
    SELECT max(s.revision_id) INTO before FROM wagtailcore_taskstate s
        JOIN wagtailcore_workflowstate w ON w.id = s.workflow_state_id
        WHERE w.base_content_type_id = submitted.kind AND w.object_id = submitted.thing
            AND s.status = 'approved' AND s.revision_id < NEW.revision_id;
    SELECT bool_or(user_id IS NULL OR user_id = NEW.finished_by_id) AS own, max(id) AS latest INTO decided
        FROM wagtailcore_revision WHERE base_content_type_id = submitted.kind AND object_id = submitted.thing
            AND id > COALESCE(before, 0);
    IF submitted.maker IS NULL OR submitted.maker = NEW.finished_by_id OR decided.own IS NOT FALSE THEN
        RAISE EXCEPTION 'four eyes: nobody decides about what he made' USING ERRCODE = 'check_violation';
    END IF;
    IF decided.latest IS DISTINCT FROM NEW.revision_id::bigint THEN
        RAISE EXCEPTION 'four eyes: it was edited after it was submitted' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION moderation_guard_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.requested_by_id IS NULL OR NEW.status <> 'in_progress' THEN
            RAISE EXCEPTION 'four eyes: a submission begins undecided, by somebody' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.requested_by_id IS DISTINCT FROM NEW.requested_by_id OR OLD.object_id <> NEW.object_id
        OR OLD.base_content_type_id <> NEW.base_content_type_id
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
