DROP TRIGGER search_changed_by_fewer_rows ON fundfeed_listedfund;
DROP TRIGGER search_changed_by_other_rows ON fundfeed_listedfund;
DROP TRIGGER search_changed_by_new_rows ON fundfeed_listedfund;
DROP FUNCTION fundfeed_search_changed();
