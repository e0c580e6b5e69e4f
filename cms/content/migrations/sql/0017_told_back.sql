DROP TRIGGER never_emptied ON content_contentchange;
DROP TRIGGER append_only ON content_contentchange;
DROP TRIGGER told_of_gone ON content_publishedcontent;
DROP TRIGGER told_of_changed ON content_publishedcontent;
DROP TRIGGER told_of_new ON content_publishedcontent;
DROP FUNCTION content_tell_published();
DROP FUNCTION content_told_as;
DROP FUNCTION content_tell;
