#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A school moves its register to a PostgreSQL server and back, is killed on the way, and at
# no moment has two registers.
. "$(dirname "$0")/lib.sh"
echo "correct horse battery staple" >pass
exits 0 "$CERTSEAL_BIN/certseal" init school --name "Example School of Aesthetics" \
  --url https://verify.school.example/ --passphrase-file pass
cheap_keys school
cp "$demo/school.json" school/school.json
cp "$demo/school.json" plain.json
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school revoke "$(code_of Suharto)" --reason issued-in-error --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
exits 0 certseal -C school list --json
cp .out before.list
cp school/register.db before.db
new_database
url=$(url_of "$database")

# What would be done, and what cannot be.
exits 0 certseal -C school register migrate --to "$url" --dry-run
out "Would move"
same school/register.db before.db
exits 64 certseal -C school register migrate
exits 1 certseal -C school register migrate --to mysql://x/y
err "no address of a PostgreSQL database"
exits 1 certseal -C school register migrate --to "$(url_of nowhere)"
err 'database "nowhere" does not exist'
exits 1 certseal -C school register migrate --to sqlite
err "already"
same school/school.json plain.json

# Killed at many moments: one register is there each time, never two.
moved=no
for delay in 0.01 0.02 0.03 0.05 0.07 0.1 0.13 0.16 0.2 0.25 0.3 0.4 0.5 0.7; do
  timeout -s KILL "$delay" certseal -C school register migrate --to "$url" >/dev/null 2>&1
  code=$?
  if certseal -C school list --json >listed 2>listed.err; then
    same listed before.list
  else
    grep -q "was moved to" listed.err || fail "no register: $(cat listed.err)"
  fi
  if [ $code = 0 ]; then moved=yes; break; fi
done
if [ $moved = no ]; then
  run certseal -C school register migrate --to "$url"
  [ "$exit_code" = 0 ] || grep -q "already" .err || fail "the move did not come to an end"
fi
grep -q '"register": "postgresql://' school/school.json || fail "school.json names no database"
absent school/register.db
present school/register.db.moved
exits 0 certseal -C school list --json
same .out before.list
exits 0 certseal -C school audit
out "ok    18 certificates are those of the log"

# The former register is none any more, wherever it is put.
cp -r school former
cp plain.json former/school.json
cp school/register.db.moved former/register.db
exits 1 certseal -C former issue --passphrase-file pass "$demo/roster.csv"
err "is no register any more: it was moved to"
exits 1 certseal -C school register migrate --to "$url"
err "already"

# The school goes on there; a backup is a school with a file again.
{ head -n 1 "$demo/roster.csv"
  echo "Ada,Later,RN,ada@example.org,L777,CA,RN,BDF-201,2026-03-21,,7,9,16,injector"; } >second.csv
exits 0 issue second.csv
exits 0 certseal -C school publish --passphrase-file pass
exits 0 certseal -C school backup b.backup --passphrase-file pass
exits 0 certseal restore b.backup again --passphrase-file pass
present again/register.db
grep -q postgresql again/school.json && fail "the restored school names the database"
exits 0 certseal -C again recover --from school/site --yes
exits 0 certseal -C again audit
out "ok    19 certificates are those of the log"

# Another school's register is never touched.
exits 1 certseal -C again register migrate --to "$url"
err "has a register already"

# And back.
exits 0 certseal -C school register migrate --to sqlite
present school/register.db
[ "$(stat -c %a school/register.db)" = 600 ] || fail "others may read the register"
grep -q '"register": ""' school/school.json || fail "school.json still names the database"
exits 0 certseal -C school audit
out "ok    19 certificates are those of the log"
exits 0 certseal -C school publish --passphrase-file pass
name_database former "$database"
exits 1 certseal -C former list
err "was moved to \"register.db\""
