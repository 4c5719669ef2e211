#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Killed at any moment, issuing has issued all or nothing of a class, and the same
# command again completes it: nothing twice, nothing half-written.
. "$(dirname "$0")/lib.sh"
make_school
# make_class DATE: 300 people with names of letters.
make_class() {
  head -n 1 "$demo/roster.csv"
  python3 - "$1" <<'PY'
import sys
for i in range(300):
    name = "Person " + chr(65 + i // 26) + chr(97 + i % 26)
    print(f"{name},Example,RN,g{i}@example.org,L{i},CA,RN,BDF-201,{sys.argv[1]},,7,9,16,injector")
PY
}
make_class 2026-03-14 >class.csv

exits 0 certseal -C school check class.csv
out "300 to issue"

# Killed after ever longer times, from the first moments into the drawing.
for delay in 0.05 0.3 0.6 0.7 0.8 0.9 1.0 1.2; do
  step=$((step + 1))
  certseal -C school issue class.csv --passphrase-file pass >.out 2>.err &
  pid=$!
  sleep "$delay"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  count=$(certseal -C school list --json 2>.err | wc -l)
  [ "$count" = 0 ] || [ "$count" = 300 ] || fail "$count certificates after a kill at $delay s"
  # A file under its final name is whole.
  for file in $(find school/certificates -name '*.pdf' | head -n 3); do
    holds qpdf --check "$file"
  done
done
exits 0 issue class.csv
exits 0 certseal -C school list
out "300 certificates"
exits 0 certseal -C school render --passphrase-file pass
[ "$(find school/certificates -name '*.pdf' | wc -l)" = 300 ] || fail "not 300 files"

# A second program at the same time waits, or says what happened; nothing is doubled.
make_class 2026-03-21 >second.csv
certseal -C school issue second.csv --passphrase-file pass >one.out 2>one.err &
first=$!
certseal -C school issue second.csv --passphrase-file pass >two.out 2>two.err &
wait $first; a=$?
wait $!; b=$?
[ $a = 0 ] || [ $b = 0 ] || fail "neither of two programs issued"
exits 0 certseal -C school list --from 2026-03-21
out "300 certificates"

# A full disk: said, and nothing of the class is there.
mkdir small
if mount -t tmpfs -o size=1500k tmpfs small 2>/dev/null; then
  trap 'cd /; umount "$work/small"; rm -rf "$work"' EXIT
  exits 0 certseal init small/school --name "Small" --url https://small.example/ --passphrase-file pass
  exits 1 certseal -C small/school issue class.csv --passphrase-file pass
  err "full"
  exits 0 certseal -C small/school list
  out "0 certificates"
else
  echo "$story_name: no tmpfs may be mounted here; the full disk was not tried" >&2
fi

# Where drawing fails, it is said, and nothing that was issued is lost.
rm -rf school/certificates && touch school/certificates
exits 1 certseal -C school render --passphrase-file pass
err "certificates"
exits 0 certseal -C school list
out "600 certificates"
