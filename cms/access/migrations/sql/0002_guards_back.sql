DROP TRIGGER four_eyes_once ON access_accesschange;
DROP TRIGGER four_eyes ON accounts_user;
DROP TRIGGER four_eyes ON accounts_user_groups;
DROP FUNCTION access_guard_use();
DROP FUNCTION access_guard_person();
DROP FUNCTION access_guard_roles();
DROP FUNCTION access_is_approved(bigint, jsonb);
DROP FUNCTION access_is_owner(oid);
