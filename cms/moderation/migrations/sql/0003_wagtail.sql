CREATE TRIGGER four_eyes BEFORE UPDATE OR DELETE ON wagtailcore_revision
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_revision();
CREATE TRIGGER four_eyes_new BEFORE INSERT ON wagtailcore_revision
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_new_revision();
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON wagtailcore_taskstate
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_decision();
CREATE TRIGGER four_eyes_kept BEFORE DELETE ON wagtailcore_taskstate
    FOR EACH ROW EXECUTE FUNCTION moderation_refuse();
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE ON wagtailcore_workflowstate
    FOR EACH ROW EXECUTE FUNCTION moderation_guard_submission();
CREATE TRIGGER four_eyes_kept BEFORE DELETE ON wagtailcore_workflowstate
    FOR EACH ROW EXECUTE FUNCTION moderation_refuse();
CREATE TRIGGER four_eyes_privacy BEFORE INSERT OR UPDATE ON wagtailcore_pageviewrestriction
    FOR EACH ROW EXECUTE FUNCTION moderation_refuse();
