-- Of a person who may sign in no more, name and address go by an approved request about personal data only, once, and
-- nothing takes their place but the number.

CREATE FUNCTION privacy_is_erasure(before accounts_user, after accounts_user) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT before.id = after.id AND NOT before.is_active AND NOT after.is_active AND NOT after.is_superuser
        AND after.username = 'person-' || before.id AND after.email = ''
        AND after.first_name = '' AND after.last_name = ''
        AND after.provider_id IS NOT DISTINCT FROM before.provider_id
        AND EXISTS (
            SELECT 1 FROM privacy_personaldatarequest request
                JOIN wagtailcore_taskstate decision
                    ON decision.revision_id = request.live_revision_id AND decision.status = 'approved'
                JOIN wagtailcore_workflowstate submission ON submission.id = decision.workflow_state_id
            WHERE request.live AND request.kind = 'erase' AND request.carried_out_at IS NULL
                AND request.person_id = before.id AND moderation_is_approved(request.live_revision_id)
                AND decision.finished_by_id <> before.id AND submission.requested_by_id <> before.id)
$$;

CREATE OR REPLACE FUNCTION access_guard_person() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF privacy_is_erasure(OLD, NEW) THEN RETURN NEW; END IF;
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

CREATE FUNCTION privacy_guard_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.carried_out_at IS NOT NULL AND NEW.carried_out_at IS DISTINCT FROM OLD.carried_out_at THEN
        RAISE EXCEPTION 'four eyes: request % was carried out already', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER four_eyes_once BEFORE UPDATE ON privacy_personaldatarequest
    FOR EACH ROW EXECUTE FUNCTION privacy_guard_use();
