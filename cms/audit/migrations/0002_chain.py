"""The chain lives in the database: functions that append to it, and triggers that copy what happens in watched tables.

The functions run with the rights of the owner of the tables, so that nobody else needs the right to write events.
"""

from django.db import migrations

from cms.audit.watching import keep, let_go, watch, watch_log, watch_runs

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'"

FUNCTIONS = f"""
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- What the middleware says about the request: address, actor_id, actor.
CREATE FUNCTION audit_context(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('audit.' || name, true), '')
$$;

CREATE FUNCTION audit_hash(event audit_auditevent) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        event.previous_hash, event.sequence, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        event.action, event.actor_id, event.actor, event.address, event.object_type, event.object_id, event.label,
        event.data::text, event.comment, event.role, event.source, event.source_id
    )::text, 'UTF8')), 'hex')
$$;

CREATE FUNCTION audit_append(told jsonb) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    event audit_auditevent;
    last record;
BEGIN
    IF told IS NULL THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(1096109385);
    SELECT sequence, hash INTO last FROM audit_auditevent ORDER BY sequence DESC LIMIT 1;
    event := jsonb_populate_record(NULL::audit_auditevent, told);
    event.sequence := coalesce(last.sequence, 0) + 1;
    event.at := clock_timestamp();
    event.role := session_user;
    event.previous_hash := coalesce(last.hash, repeat('0', 64));
    event.hash := audit_hash(event);
    INSERT INTO audit_auditevent SELECT event.*;
END $$;

-- Each key whose value differs, with both values: {{"email": ["old", "new"]}}.
CREATE FUNCTION audit_changes(old jsonb, new jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(key, jsonb_build_array(old -> key, new -> key)), '{{}}')
    FROM jsonb_object_keys(coalesce(old, '{{}}') || coalesce(new, '{{}}')) AS key
    WHERE (old -> key) IS DISTINCT FROM (new -> key)
$$;

-- What a revision changed in the content, against the revision before it.
CREATE FUNCTION audit_changes_of_revision(revision bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT audit_changes(
        (SELECT before.content - unkept FROM wagtailcore_revision before
         WHERE before.base_content_type_id = this.base_content_type_id AND before.object_id = this.object_id
             AND before.id < this.id ORDER BY before.id DESC LIMIT 1),
        this.content - unkept)
    FROM wagtailcore_revision this, (SELECT ARRAY[
        'latest_revision', 'live_revision', 'latest_revision_created_at', 'has_unpublished_changes', 'draft_title',
        'first_published_at', 'last_published_at', 'wagtail_admin_comments', 'locked', 'locked_at', 'locked_by'
    ] AS unkept) AS bookkeeping
    WHERE this.id = revision
$$;

CREATE FUNCTION audit_of_log(source text, entry jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'action', entry ->> 'action',
        'actor_id', coalesce(entry ->> 'user_id', ''),
        'actor', coalesce((SELECT username FROM accounts_user WHERE id = (entry ->> 'user_id')::bigint), ''),
        'address', audit_context('address'),
        'object_type', coalesce((SELECT app_label || '.' || model FROM django_content_type
                                 WHERE id = (entry ->> 'content_type_id')::int), ''),
        'object_id', coalesce(entry ->> 'object_id', entry ->> 'page_id', ''),
        'label', entry ->> 'label',
        'data', jsonb_build_object('row', entry, 'changes', CASE WHEN (entry ->> 'content_changed')::boolean
            THEN coalesce(audit_changes_of_revision((entry ->> 'revision_id')::bigint), '{{}}') ELSE '{{}}' END),
        'comment', coalesce(entry -> 'data' ->> 'comment', ''),
        'source', source,
        'source_id', entry ->> 'id')
$$;

CREATE FUNCTION audit_label(source text, entry jsonb) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(CASE source
        WHEN 'fundfeed_feedrun' THEN 'Run ' || (entry ->> 'id') || ': ' || replace(entry ->> 'outcome', '_', ' ')
        WHEN 'fundfeed_decision' THEN replace(entry ->> 'kind', '_', ' ') || ' of ' || coalesce(
            (SELECT nullif(delivery_id, '') FROM fundfeed_delivery WHERE id = (entry ->> 'delivery_id')::bigint),
            'delivery ' || (entry ->> 'delivery_id'))
        WHEN 'fundfeed_correction' THEN (entry ->> 'fund_id') || (entry ->> 'pointer')
        WHEN 'fundfeed_guardlimit' THEN (SELECT code FROM fundfeed_provider WHERE id = (entry ->> 'provider_id')::bigint)
            || ': ' || (entry ->> 'measure')
        WHEN 'accounts_user_groups' THEN (SELECT username FROM accounts_user WHERE id = (entry ->> 'user_id')::bigint)
            || ': ' || (SELECT name FROM auth_group WHERE id = (entry ->> 'group_id')::int)
        WHEN 'accounts_user_user_permissions' THEN
            (SELECT username FROM accounts_user WHERE id = (entry ->> 'user_id')::bigint)
            || ': ' || (SELECT codename FROM auth_permission WHERE id = (entry ->> 'permission_id')::int)
        WHEN 'auth_group_permissions' THEN (SELECT name FROM auth_group WHERE id = (entry ->> 'group_id')::int)
            || ': ' || (SELECT codename FROM auth_permission WHERE id = (entry ->> 'permission_id')::int)
    END, entry ->> 'username', entry ->> 'code', entry ->> 'name', entry ->> 'title', source || ' ' || (entry ->> 'id'))
$$;

CREATE FUNCTION audit_people(before jsonb, entry jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(
        CASE WHEN before IS NOT NULL THEN nullif(concat_ws(' and ', nullif(entry ->> 'withdrawn_by', ''),
            nullif(entry ->> 'withdrawal_approved_by', '')), '')
        ELSE nullif(concat_ws(' and ', nullif(entry ->> 'by', ''), nullif(entry ->> 'approved_by', '')), '') END,
        nullif(entry ->> 'requested_by', ''))
$$;

CREATE FUNCTION audit_of_row(source text, action text, before jsonb, entry jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'action', action,
        'actor_id', audit_context('actor_id'),
        'actor', coalesce(audit_people(before, entry), audit_context('actor')),
        'address', audit_context('address'),
        'object_type', CASE split_part(source, '_', 1) || '_' || split_part(source, '_', 2)
            WHEN 'accounts_user' THEN 'accounts.user' WHEN 'auth_group' THEN 'auth.group'
            ELSE regexp_replace(source, '_', '.') END,
        'object_id', CASE source
            WHEN 'accounts_user_groups' THEN entry ->> 'user_id'
            WHEN 'accounts_user_user_permissions' THEN entry ->> 'user_id'
            WHEN 'auth_group_permissions' THEN entry ->> 'group_id'
            ELSE entry ->> 'id' END,
        'label', audit_label(source, entry),
        'data', jsonb_build_object('row', entry, 'changes',
            CASE WHEN before IS NULL THEN '{{}}' ELSE audit_changes(before, entry) END),
        'comment', coalesce(nullif(CASE WHEN before IS NULL THEN '' ELSE entry ->> 'withdrawal_reason' END, ''),
            CASE WHEN source IN ('fundfeed_decision', 'fundfeed_guardlimit', 'fundfeed_correction')
            THEN entry ->> 'reason' WHEN source = 'fundfeed_feedrun' THEN entry ->> 'summary' END, ''),
        'source', source,
        'source_id', entry ->> 'id')
$$;

-- Arguments of the trigger: the action, then the columns that aren't copied.
CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
DECLARE
    unkept text[] := coalesce(TG_ARGV[1:], ARRAY[]::text[]);
    before jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - unkept END;
    entry jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END - unkept;
    word text := CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END;
    secret boolean := false;
    told jsonb;
BEGIN
    IF TG_TABLE_NAME = 'accounts_user' AND TG_OP = 'UPDATE' THEN
        secret := OLD.password IS DISTINCT FROM NEW.password;
    END IF;
    IF before = entry AND NOT secret THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = 'fundfeed_feedrun' THEN before := NULL; END IF;  -- how a run ended is news, not a change
    told := audit_of_row(TG_TABLE_NAME, replace(TG_ARGV[0], '*', word), before, entry);
    IF secret THEN
        told := jsonb_set(told, '{{data,changes,password}}', '["(secret)", "(another secret)"]');
    END IF;
    PERFORM audit_append(told);
    RETURN NULL;
END $$;

CREATE FUNCTION audit_log() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    PERFORM audit_append(audit_of_log(TG_TABLE_NAME, to_jsonb(NEW)));
    RETURN NULL;
END $$;

CREATE FUNCTION audit_act() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    PERFORM audit_append((to_jsonb(NEW) - 'id' - 'at' - 'data') || jsonb_build_object(
        'source', TG_TABLE_NAME, 'source_id', NEW.id,
        'data', jsonb_build_object('row', to_jsonb(NEW), 'changes', coalesce(NEW.data -> 'changes', '{{}}'))));
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION audit_append(jsonb) FROM PUBLIC;
{keep("audit_auditevent")}
{keep("audit_recordedact")}
{keep("audit_auditseal")}
CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON audit_recordedact
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_act();
"""

BACKWARD = f"""
DROP TRIGGER audit ON audit_recordedact;
{let_go("audit_auditseal")}
{let_go("audit_recordedact")}
{let_go("audit_auditevent")}
DROP FUNCTION audit_act(), audit_log(), audit_row();
DROP FUNCTION audit_of_row(text, text, jsonb, jsonb), audit_people(jsonb, jsonb), audit_label(text, jsonb);
DROP FUNCTION audit_of_log(text, jsonb), audit_changes_of_revision(bigint), audit_changes(jsonb, jsonb);
DROP FUNCTION audit_append(jsonb), audit_hash(audit_auditevent), audit_context(text), audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("accounts", "0003_corrections_are_seen"),
        ("fundfeed", "0008_who_withdrew"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, BACKWARD),
        watch_log("wagtailcore_pagelogentry"),
        watch_log("wagtailcore_modellogentry"),
        watch_runs(unkept=("heartbeat_at", "timings", "verdict", "stage")),
        watch("fundfeed_decision", action="feed.decision.*"),
        watch("fundfeed_correction", action="feed.correction.*"),
        watch("fundfeed_provider", action="feed.provider.*"),
        watch("fundfeed_guardlimit", action="feed.limit.*"),
        watch("accounts_user", action="user.*", unkept=("password", "last_login")),
        watch("accounts_user_groups", action="user.role.*"),
        watch("accounts_user_user_permissions", action="user.permission.*"),
        watch("auth_group", action="role.*"),
        watch("auth_group_permissions", action="role.permission.*"),
    ]
