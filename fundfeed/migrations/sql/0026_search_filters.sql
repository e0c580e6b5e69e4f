-- Says that the index no longer holds when what is found, its order or the value of a filter changes.
CREATE OR REPLACE FUNCTION fundfeed_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM after) THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (
            SELECT FROM before LEFT JOIN after USING (fund_id)
            WHERE (before.is_withdrawn, before.sort_name, before.sort_name_zh, before.lexemes, before.asset_class,
                   before.domicile, before.currency, before.share_class_currencies, before.fund_group,
                   before.umbrella_id, before.legal_form, before.risk_level, before.distribution_policies, before.is_etf)
                IS DISTINCT FROM
                  (after.is_withdrawn, after.sort_name, after.sort_name_zh, after.lexemes, after.asset_class,
                   after.domicile, after.currency, after.share_class_currencies, after.fund_group,
                   after.umbrella_id, after.legal_form, after.risk_level, after.distribution_policies, after.is_etf)
        ) THEN
            RETURN NULL;
        END IF;
    END IF;
    UPDATE fundfeed_searchstate SET changed = gen_random_uuid();
    RETURN NULL;
END
$$;

UPDATE fundfeed_searchstate SET changed = gen_random_uuid();
