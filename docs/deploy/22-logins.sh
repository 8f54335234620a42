#!/bin/sh
# The two logins of the app, after platform.sql; passwords come from the environment and reach psql as variables.
set -eu
psql -v ON_ERROR_STOP=1 -v app="$REPERE_APP_PASSWORD" -v door="$AUTHENTICATOR_PASSWORD" \
  --username postgres --dbname "$POSTGRES_DB" <<'SQL'
create role repere_app login password :'app' in role repere_owner;
alter role authenticator password :'door';
SQL
