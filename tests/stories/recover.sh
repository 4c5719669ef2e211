#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The newest register is lost for good: a backup takes over what was published since, and
# the log goes on.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school publish --passphrase-file pass
keep_register school backup

# What the backup does not know: one more graduate, one revoked certificate.
{ head -n 1 "$demo/roster.csv"
  echo "Ada,Later,RN,ada@example.org,L777,CA,RN,BDF-201,2026-03-21,,7,9,16,injector"; } >second.csv
exits 0 issue second.csv
ada=$(code_of Later)
suharto=$(code_of Suharto)
exits 0 certseal -C school revoke "$suharto" --reason issued-in-error --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
size=$(sed -n 2p school/site/checkpoint)
cp school/site/checkpoint lost.checkpoint
exits 0 certseal -C school recover
out "Nothing to recover"

# The backup alone may change nothing.
bring_back backup school
exits 1 certseal -C school publish --passphrase-file pass
err "older than what was published"
err "certseal recover --help"

# It shows what it would do, and asks.
exits 0 certseal -C school recover --dry-run
out "1 certificate is lost, log entry"
out "1 change of status"
exits 1 certseal -C school recover
err "nothing was changed"
is_kept backup school

exits 0 certseal -C school recover --yes
out "Taken over"
exits 0 certseal -C school audit
out "1 certificate is lost"
exits 0 certseal -C school show "$suharto"
out "revoked"

# The log goes on from what was published; the lost certificate stays good.
exits 0 issue second.csv
exits 0 certseal -C school publish --passphrase-file pass
[ "$(sed -n 2p school/site/checkpoint)" -gt "$size" ] || fail "the log did not grow"
exits 0 certseal -C school audit
exits 0 certseal-lookup --trust school/keys/school.trust --register school/site "$ada"
out "VALID"
exits 1 certseal-lookup --trust school/keys/school.trust --register school/site "$suharto"
out "REVOKED"

# Another school's site, and one that was tampered with.
bring_back backup school
exits 1 certseal -C school recover --yes --from lost.checkpoint
cp -r school/site forged
bundle=$(find forged/tile/entries -type f | sort | tail -n 1)
python3 - "$bundle" <<'PY'
import sys
with open(sys.argv[1], "r+b") as bundle:
    bundle.seek(-5, 2)
    byte = bundle.read(1)
    bundle.seek(-5, 2)
    bundle.write(b"y" if byte == b"x" else b"x")
PY
exits 1 certseal -C school recover --yes --from forged
is_kept backup school
