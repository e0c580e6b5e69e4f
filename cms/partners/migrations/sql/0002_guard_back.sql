DROP TRIGGER four_eyes ON partners_webhookendpoint;
DROP TRIGGER four_eyes ON partners_apikey;
DROP TRIGGER four_eyes ON partners_claim;
DROP FUNCTION partners_guard_webhook();
DROP FUNCTION partners_wants(bigint, text, text[]);
DROP FUNCTION partners_guard_key();
DROP FUNCTION partners_guard_claim();
DROP FUNCTION partners_refuse(text);
