-- Rights come by an approved change of access only, once; they can be taken away at any time. Whoever owns the tables
-- stands above this: the first people of an installation are made that way.

CREATE FUNCTION access_is_owner(guarded oid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = guarded
$$;

CREATE FUNCTION access_is_approved(whom bigint, wanted jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_accesschange change
            JOIN wagtailcore_taskstate decision
                ON decision.revision_id = change.live_revision_id AND decision.status = 'approved'
            JOIN wagtailcore_workflowstate submission ON submission.id = decision.workflow_state_id
        WHERE change.live AND change.applied_at IS NULL AND change.person_id = whom
            AND moderation_is_approved(change.live_revision_id)
            AND decision.finished_by_id <> whom AND submission.requested_by_id <> whom
            AND to_jsonb(change) @> wanted)
$$;

CREATE FUNCTION access_guard_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF access_is_owner(TG_RELID) THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' OR NOT access_is_approved(NEW.user_id, jsonb_build_object(
        'roles', jsonb_build_array((SELECT name FROM auth_group WHERE id = NEW.group_id)))) THEN
        RAISE EXCEPTION 'four eyes: nobody approved this role of person %', NEW.user_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION access_guard_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted jsonb;
BEGIN
    IF access_is_owner(TG_RELID) THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'four eyes: person % is kept', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.is_superuser THEN
            RAISE EXCEPTION 'four eyes: a new person begins without rights' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.id <> OLD.id OR NEW.username <> OLD.username THEN
        RAISE EXCEPTION 'four eyes: person % keeps number and name', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    SELECT jsonb_object_agg(key, value) INTO wanted FROM jsonb_each(to_jsonb(NEW))
        WHERE key IN ('email', 'provider_id', 'is_superuser', 'is_active') AND value <> to_jsonb(OLD) -> key
            AND NOT (key IN ('is_superuser', 'is_active') AND value = 'false');
    IF wanted IS NOT NULL AND NOT access_is_approved(NEW.id, wanted) THEN
        RAISE EXCEPTION 'four eyes: nobody approved % of person %', wanted, NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION access_guard_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.applied_at IS NOT NULL AND NEW.applied_at IS DISTINCT FROM OLD.applied_at THEN
        RAISE EXCEPTION 'four eyes: change of access % was carried out already', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON accounts_user_groups
    FOR EACH ROW EXECUTE FUNCTION access_guard_roles();
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE OR DELETE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION access_guard_person();
CREATE TRIGGER four_eyes_once BEFORE UPDATE ON access_accesschange
    FOR EACH ROW EXECUTE FUNCTION access_guard_use();
