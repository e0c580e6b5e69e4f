-- Only what is published and has begun can be accepted, whoever writes the row.
CREATE FUNCTION content_guard_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM content_publishedcontent WHERE kind = 'legal' AND source_id = NEW.notice_id::text
            AND shown_from <= NEW.accepted_at
            AND convert_from(payload, 'UTF8')::jsonb ->> 'textSha256' = NEW.text_sha256) THEN
        RAISE EXCEPTION 'content: nobody could accept notice % with the wording %', NEW.notice_id, NEW.text_sha256
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_wording BEFORE INSERT ON content_legalacceptance
    FOR EACH ROW EXECUTE FUNCTION content_guard_acceptance();
