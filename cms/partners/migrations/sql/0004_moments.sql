-- A link lives from the moment on at which it can be used, which a scheduled approval comes long before.
CREATE OR REPLACE FUNCTION partners_guard_claim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_request boolean;
BEGIN
    IF access_is_owner(TG_RELID) THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;
    IF TG_OP = 'DELETE' THEN PERFORM partners_refuse('a link is kept'); END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - '{expires_at,claimed_at}'::text[] <> to_jsonb(NEW) - '{expires_at,claimed_at}'::text[]
            OR NEW.expires_at > OLD.expires_at OR OLD.claimed_at IS NOT NULL OR NEW.claimed_at >= OLD.expires_at THEN
            PERFORM partners_refuse('a link is opened once, in its time');
        END IF;
        RETURN NEW;
    END IF;
    SELECT bool_or(approved.is_request) INTO is_request FROM (
        SELECT live_revision_id AS revision, false AS is_request FROM partners_partner WHERE id = NEW.partner_id AND live
        UNION ALL SELECT live_revision_id, true FROM partners_keyrequest WHERE partner_id = NEW.partner_id AND live
    ) AS approved WHERE moderation_is_approved(approved.revision)
        AND moderation_approved_at(approved.revision) = NEW.created_at;
    IF is_request IS NULL OR NEW.claimed_at IS NOT NULL OR NEW.token_sha256 !~ '^[0-9a-f]{64}$'
        OR NEW.expires_at > GREATEST(NEW.created_at, clock_timestamp()) + interval '72 hours'
        OR NOT EXISTS (SELECT 1 FROM partners_partner WHERE id = NEW.partner_id AND live)
        OR EXISTS (SELECT 1 FROM partners_claim WHERE partner_id = NEW.partner_id AND created_at = NEW.created_at) THEN
        PERFORM partners_refuse('nobody approved this link');
    END IF;
    IF NEW.with_key AND NOT is_request AND (
        EXISTS (SELECT 1 FROM partners_apikey WHERE partner_id = NEW.partner_id)
        OR EXISTS (SELECT 1 FROM partners_claim WHERE partner_id = NEW.partner_id)) AND NOT EXISTS (
        SELECT 1 FROM partners_claim WHERE partner_id = NEW.partner_id AND with_key AND claimed_at IS NULL
            AND expires_at = NEW.created_at) THEN
        PERFORM partners_refuse('nobody approved another key');
    END IF;
    RETURN NEW;
END $$;

-- A key that is revoked is revoked now: the minute is for clocks that differ.
CREATE OR REPLACE FUNCTION partners_guard_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ending constant text[] := '{expires_at,last_used_at,revoked_at,revoked_by,revoked_because,ends_replaced}';
BEGIN
    IF access_is_owner(TG_RELID) THEN RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END; END IF;
    IF TG_OP = 'DELETE' THEN PERFORM partners_refuse('a key is kept'); END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.revoked_at IS NOT NULL AND OLD.revoked_at IS DISTINCT FROM NEW.revoked_at
            OR OLD.last_used_at IS NOT NULL AND NEW.last_used_at IS NULL THEN
            PERFORM partners_refuse('a key can only end');
        END IF;
        IF NEW.revoked_at > clock_timestamp() + interval '1 minute' THEN
            PERFORM partners_refuse('a key is revoked now, not later');
        END IF;
        IF to_jsonb(OLD) - ending = to_jsonb(NEW) - ending AND NEW.expires_at <= OLD.expires_at THEN RETURN NEW; END IF;
        IF OLD.replaces_id IS NULL OR OLD.last_used_at IS NOT NULL OR NEW.last_used_at IS NOT NULL
            OR OLD.digest = NEW.digest OR (OLD.id, OLD.partner_id, OLD.replaces_id)
                IS DISTINCT FROM (NEW.id, NEW.partner_id, NEW.replaces_id) THEN
            PERFORM partners_refuse('a key can only end');
        END IF;
    END IF;
    IF NEW.name !~ '^frk_[a-z0-9]{8}$' OR NEW.digest !~ '^[0-9a-f]{64}$' OR NEW.revoked_at IS NOT NULL
        OR NEW.expires_at > NEW.created_at + interval '366 days' OR NOT EXISTS (
            SELECT 1 FROM partners_partner AS partner WHERE partner.id = NEW.partner_id AND partner.live
                AND moderation_is_approved(partner.live_revision_id) AND NEW.expires_at <= partner.access_until + 2) THEN
        PERFORM partners_refuse('this key has no approved partner, or outlives its access');
    END IF;
    IF NEW.replaces_id IS NULL AND (
        NOT EXISTS (SELECT 1 FROM partners_claim WHERE partner_id = NEW.partner_id AND with_key
            AND claimed_at = NEW.created_at)
        OR EXISTS (SELECT 1 FROM partners_apikey WHERE partner_id = NEW.partner_id AND replaces_id IS NULL
            AND created_at = NEW.created_at)) THEN
        PERFORM partners_refuse('no opened link gives this key');
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM partners_apikey AS held
        WHERE held.id = NEW.replaces_id AND held.partner_id = NEW.partner_id AND held.revoked_at IS NULL
            AND held.expires_at > GREATEST(NEW.created_at, clock_timestamp())) THEN
        PERFORM partners_refuse('this key takes the place of none that works');
    END IF;
    RETURN NEW;
END $$;
