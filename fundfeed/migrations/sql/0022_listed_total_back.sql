DROP TRIGGER counts_new ON fundfeed_listedfund;
DROP TRIGGER counts_changed ON fundfeed_listedfund;
DROP TRIGGER counts_gone ON fundfeed_listedfund;
DROP TRIGGER counts_none ON fundfeed_listedfund;
DROP FUNCTION fundfeed_count_listed();
DROP FUNCTION fundfeed_count_none_listed();
