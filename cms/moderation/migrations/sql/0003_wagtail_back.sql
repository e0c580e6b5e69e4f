DROP TRIGGER four_eyes_privacy ON wagtailcore_pageviewrestriction;
DROP TRIGGER four_eyes_kept ON wagtailcore_workflowstate;
DROP TRIGGER four_eyes ON wagtailcore_workflowstate;
DROP TRIGGER four_eyes_kept ON wagtailcore_taskstate;
DROP TRIGGER four_eyes ON wagtailcore_taskstate;
DROP TRIGGER four_eyes_new ON wagtailcore_revision;
DROP TRIGGER four_eyes ON wagtailcore_revision;
