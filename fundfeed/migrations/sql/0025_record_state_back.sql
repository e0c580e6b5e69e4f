DROP TRIGGER record_changed ON fundfeed_listedfund;
DROP TRIGGER record_changed ON fundfeed_publishedfund;
DROP FUNCTION fundfeed_record_changed();
