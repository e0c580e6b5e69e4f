DROP TRIGGER published_wording ON content_legalacceptance;
DROP FUNCTION content_guard_acceptance();
