DROP TRIGGER four_eyes_once ON privacy_personaldatarequest;
DROP FUNCTION privacy_guard_use();

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

DROP FUNCTION privacy_is_erasure(accounts_user, accounts_user);
