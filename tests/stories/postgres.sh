#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Two campuses issue at once from one register in a PostgreSQL server, which ends their
# connections and restarts meanwhile: nothing is lost, nothing is issued twice.
. "$(dirname "$0")/lib.sh"
make_school
grep -q '"register": "postgresql://' school/school.json || fail "the school has no database"
absent school/register.db
cp -r school campus  # the same keys, the same database

class_of() {  # class_of LETTER COUNT
  head -n 1 "$demo/roster.csv"
  python3 - "$1" "$2" <<'PY'
import sys
letter, count = sys.argv[1], int(sys.argv[2])
for i in range(count):
    name = "Person " + letter + chr(97 + i // 676) + chr(97 + i // 26 % 26) + chr(97 + i % 26)
    print(f"{name},Example,RN,{letter}{i}@example.org,{letter}{i},CA,RN,BDF-201,2026-03-14,,7,9,16,injector")
PY
}
class_of A 700 >first.csv
class_of B 700 >second.csv

# issue_until DIRECTORY ROSTER: again and again, as a person would that reads the message.
issue_until() {
  for try in $(seq 40); do
    certseal -C "$1" issue --passphrase-file pass "$2" >>"$1.out" 2>>"$1.err" && return
    sleep 0.2
  done
  return 1
}
issue_until school first.csv & first=$!
issue_until campus second.csv & second=$!
for blow in terminate terminate restart terminate terminate restart terminate; do
  sleep 0.3
  case $blow in
    terminate) on_server "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE application_name = 'certseal'" >/dev/null ;;
    restart) "$CERTSEAL_TEST_POSTGRES_CTL" restart ;;
  esac
done
wait $first || fail "the first campus did not come to an end: $(tail -n 2 school.err)"
wait $second || fail "the second campus did not come to an end: $(tail -n 2 campus.err)"
grep -qE "was lost|cannot be reached" school.err campus.err || fail "nobody noticed anything"
grep -hE '^error' school.err campus.err | grep -vE "was lost|cannot be reached" >other_errors &&
  fail "another error: $(head -n 1 other_errors)"
grep -q 'user\|certseal@' school.err campus.err && fail "a message shows who connects"

exits 0 certseal -C school list --limit 1
exits 0 certseal -C school list --json
[ "$(wc -l <.out)" = 1400 ] || fail "not 1,400 certificates"
[ "$(grep -o '"name":"[^"]*"' .out | sort -u | wc -l)" = 1400 ] || fail "one was issued twice"
exits 0 certseal -C campus audit
out "ok    1,400 certificates are those of the log"
exits 0 certseal -C campus publish --passphrase-file pass
exits 0 certseal -C campus audit

# What changes or checks many asks the server a few times, not once for each.
on_server "ALTER DATABASE $(database_of school) SET log_statement = 'all'"
statements() { grep -cE ' (statement|execute [^:]*): ' "$CERTSEAL_TEST_POSTGRES/log"; }
at_most() {  # at_most COUNT COMMAND...
  local limit=$1 before
  shift
  before=$(statements)
  exits 0 "$@"
  local asked=$(($(statements) - before))
  [ $asked -gt 20 ] || fail "the server's log tells nothing: $*"
  [ $asked -le "$limit" ] || fail "$asked statements, more than $limit: $1 $2 $3 $4"
}
exits 0 certseal -C school list --limit 200 --json
codes=$(grep -o '"code":"[^"]*"' .out | cut -d'"' -f4)
keys="--passphrase-file pass --yes"
at_most 110 certseal -C school hold $codes --note fee $keys
at_most 110 certseal -C school release $codes $keys
at_most 110 certseal -C school revoke $codes --reason issued-in-error $keys
at_most 280 certseal -C school publish --passphrase-file pass
at_most 260 certseal -C school audit
out "ok    600 changes of status are those of the log"
on_server "ALTER DATABASE $(database_of school) RESET log_statement"

# A password does not belong into school.json, and is not shown.
cp school/school.json whole.json
sed -i 's|certseal@|certseal:hunter2@|' school/school.json
exits 1 certseal -C school list
err "register: holds a password"
err "~/.pgpass"
no_err hunter2
cp whole.json school/school.json

# No server, no database, no register in it.
"$CERTSEAL_TEST_POSTGRES_CTL" stop
exits 1 certseal -C school list
err "cannot be reached"
"$CERTSEAL_TEST_POSTGRES_CTL" start
new_database
name_database school "$database"
exits 1 certseal -C school list
err "there is no register in"
err "hint: certseal register migrate"
