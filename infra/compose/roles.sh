#!/bin/bash
# When the database is made: the role with which web and worker sign in. It owns nothing; `migrate` gives it its rights.
set -euo pipefail
password="$(cat /run/secrets/database_role)"  # a line of its own: what fails inside another command stops nothing
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set password="$password" <<'SQL'
CREATE ROLE fund_repository LOGIN PASSWORD :'password';
SQL
