DROP TRIGGER four_eyes_together ON wagtailcore_page;
DROP FUNCTION moderation_guard_whole_page();
DROP FUNCTION moderation_was_used(bigint, timestamptz);
DROP FUNCTION moderation_approved_at(bigint);
ALTER TABLE wagtailcore_taskstate DROP CONSTRAINT four_eyes_comment;
