#!/bin/bash
# Runs once, when the primary is made: who may copy it, and who may read.
set -e
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v replica="$REPLICA_PASSWORD" -v reader="$READER_PASSWORD" <<'SQL'
create role replica login replication password :'replica';
create role reader login password :'reader';
alter default privileges in schema public grant select on tables to reader;
SQL
echo "host replication replica all scram-sha-256" >> "$PGDATA/pg_hba.conf"
