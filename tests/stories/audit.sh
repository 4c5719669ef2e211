#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The audit recomputes what register and site claim, and names the first that is false.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school audit
out "ok    18 certificates are those of the log, signed and as recorded"
out "ok    nothing was published to"
exits 0 certseal -C school revoke "$(code_of Suharto)" --reason issued-in-error --yes \
  --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
exits 0 certseal -C school publish --to stick --passphrase-file pass

# No passphrase, no key.
mv school/keys/log.key school/keys/root.key .
exits 0 certseal -C school audit
out "ok    25 log entries are well formed, times increase"
out "ok    1 change of status is those of the log"
out "note: 1 entry not published yet: certseal publish"
out "ok    the site has 18 cards"
no_out FALSE
exits 0 certseal -C school audit --json
holds python3 -c '
import json
report = json.load(open(".out"))
assert report["holds"] and all(c["result"] == "holds" for c in report["claims"])
assert [c["claim"] for c in report["claims"]][:4] == ["school", "register", "entries", "tiles"]'
exits 0 certseal -C school audit --site stick
out "ok    the site has 18 cards"

# One character in each table of the register.
sqlite_only
cp -r school whole
sql() {
  rm -rf school && cp -r whole school
  python3 - "$1" <<'PY'
import sqlite3, sys
connection = sqlite3.connect("school/register.db")
connection.execute(sys.argv[1])
connection.commit()
PY
  exits 1 certseal -C school audit
  out "FALSE $2"
}
sql "update log_entries set entry = (select entry from log_entries where log_index = 3)
  where log_index = 2" "the stored tile 0/0"
sql "update log_entries set entry = 'issue' where log_index = 3" "log entry 3: "
sql "update tiles set hashes = 'A' || substr(hashes, 2)" "the stored tile 0/0"
sql "update checkpoints set note = replace(note, 'A', 'B')" ""
sql "update trust_files set note = replace(note, 'name E', 'name F')" "the trust file of version 1"
sql "update certificates set course_title = 'Brain Surgery' where id = 2" "certificate "
out "its record does not say what its row says: course title"
sql "update holders set email = 'x@example.org' where certificate_id = 2" "certificate "
sql "update documents set seal = replace(seal, '.', '.A') where certificate_id = 2" "certificate "
sql "update events set at = at - 1" "certificate "
out 'is not that of the event "revoked"'
sql "update status_lists set valid_until = valid_until - 1" "status/revocation/0"
sql "delete from holders where certificate_id = 2" ""

# One byte of each kind of file, in the site and of the school's own.
flip() {
  rm -rf school && cp -r whole school
  file=$1
  [ -f "$file" ] || file=$(find "$1" -type f | sort | head -n 1)
  python3 - "$file" <<'PY'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[len(data) // 2] ^= 1
open(sys.argv[1], "wb").write(data)
PY
  exits 1 certseal -C school audit
  out "FALSE $2"
}
flip school/school.json ""
flip school/keys/school.trust ""
flip school/templates/issued "templates/issued/classic-"
flip school/site/checkpoint ""
flip school/site/tile/0 "the site's tile/0/000.p/"
flip school/site/tile/entries "the site's tile/entries/000.p/"
flip school/site/keys/1 "the site's keys/1 is not the one of the log"
flip school/site/.well-known/did.json "the site's .well-known/did.json"
flip school/site/index.html "the site's index.html"
flip school/site/status/manifest.json "the site's status/manifest.json"
flip school/site/status/revocation/0 "the site's status/revocation/0"
flip school/site/status/sha256 "the site's status/sha256/"
flip school/site/c "the site's card of "

# Gone, and added.
rm -rf school && cp -r whole school
rm -r school/site/c
exits 1 certseal -C school audit
out "it is missing"
rm -rf school && cp -r whole school
echo "<script>" >school/site/payment.html
exits 1 certseal -C school audit
out 'FALSE the site holds "payment.html", which is no file of it'
out "look at it"
echo half >school/site/payment.html && mv school/site/payment.html school/site/checkpoint.tmp.1.1
exits 0 certseal -C school audit
out "note: 1 temporary file of an interrupted publication"

# An old copy of the register beside the site that went on.
cp school/register.db old.db
mv log.key root.key school/keys/
exits 0 certseal -C school publish --passphrase-file pass
mv old.db school/register.db
exits 1 certseal -C school audit
out "it is an old copy"

exits 1 certseal -C nowhere audit
out "FALSE "
exits 64 certseal audit --nonsense
