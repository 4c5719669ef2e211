#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An employer checks what he was given: one verdict, its evidence, an exit code.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school publish --passphrase-file pass
code=$(code_of "Ångström")
pdf=$(file_of "Ångström")
trust="--trust school/keys/school.trust"
site="--register school/site"
authentic="AUTHENTIC - issued by Example School of Aesthetics; its status was not checked (offline)."
remembered() { ls "$HOME/.local/state/certseal/checkpoints" 2>/dev/null | wc -l; }

# Every check passes: one word, its evidence, an exit code.
exits 0 certseal-lookup $trust $site "$pdf"
out "VALID - issued by Example School of Aesthetics; not revoked or replaced as of $(date -u +%Y)-"
out "  Name            Zoë Ångström, BSN, RN"
for check in document record log register status dates; do out "pass    $check"; done
out "This confirms a training record."
[ "$(remembered)" = 1 ] || fail "the register that was seen is not remembered"

# Offline was asked for: good, and no more than that.
exits 0 certseal-lookup $trust --offline "$pdf"
first_line "$authentic"
out "pass    document"
out "pass    log"
out "unknown register"
out "unknown status"
step=$((step + 1))
certseal-lookup $trust --offline - <"$pdf" >.out 2>.err || fail "standard input"
first_line "$authentic"

# The school's own address is asked where no other place is given: nobody is there.
exits 2 certseal-lookup $trust "$pdf"
out "CANNOT CHECK - "
out "Zoë Ångström, BSN, RN"
err "hint: with --offline"

# The school must have been accepted.
exits 2 certseal-lookup --offline "$pdf"
first_line "NOT TRUSTED - signed by a school you have not accepted (Example School of Aesthetics, key did:web:verify.school.example#key-$(date -u +%Y)-01)."
no_out "Ångström"
exits 0 certseal-lookup trust add school/keys/school.trust
exits 0 certseal-lookup --offline "$pdf"

# Claims are compared.
exits 0 certseal-lookup $trust --offline --name "zoe angstrom" --course BDF-201 --completed 2026-03-14 "$pdf"
out "pass    claims"
exits 1 certseal-lookup $trust --offline --name "Jane Doe" "$pdf"
first_line "DOES NOT MATCH - certificate $code exists, but not for the name you gave."
exits 1 certseal-lookup $trust --offline --completed 2026-03-15 "$pdf"
first_line "DOES NOT MATCH - certificate $code exists, but not for the completion date you gave."
exits 64 certseal-lookup $trust --offline --completed 14.3.2026 "$pdf"
err "is not a date"

# By code alone: in the register, in any writing.
exits 0 certseal-lookup $trust $site "$code"
out "VALID"
out "Zoë Ångström, BSN, RN"
exits 0 certseal-lookup $trust $site "$(echo "$code" | tr 'A-Z-' 'a-z ')"
exits 2 certseal-lookup $trust --offline "$code"
first_line "CANNOT CHECK - a code alone says nothing without the school's register. Nothing is known about this certificate."
err "hint: without --offline"
exits 1 certseal-lookup $trust $site 0123-4567-89AB-CDEF-GHJS
out "NOT FOUND - Example School of Aesthetics has no certificate with this number in the register of "
exits 2 certseal-lookup $trust $site 0123-4567-89AB-CDEF-GHJT
out "has a slip in it"
mkdir empty
exits 2 certseal-lookup $trust --register empty 0123-4567-89AB-CDEF-GHJS
first_line "CANNOT CHECK - empty holds no register: it lacks checkpoint. Nothing is known about this certificate."
exits 2 certseal-lookup $trust --register missing "$code"
err "is not a directory"
exits 2 certseal-lookup $trust --register http://verify.school.example/ "$code"
err "https"

# What became of it.
suharto=$(code_of Suharto)
exits 0 certseal -C school revoke "$suharto" --reason document-misused --yes --passphrase-file pass
exits 0 certseal-lookup $trust $site "$suharto"
exits 0 certseal -C school publish --passphrase-file pass
for input in "$suharto" "$(file_of Suharto)"; do
  exits 1 certseal-lookup $trust $site "$input"
  first_line "REVOKED on $(date -u +%F) - do not rely on this certificate. Reason: document-misused."
  out "fail    status"
done
exits 0 certseal-lookup $trust --offline "$(file_of Suharto)"

# An old copy is not believed by whoever has seen a newer one.
cp -r school/site older
exits 0 certseal -C school publish --passphrase-file pass
exits 0 certseal-lookup $trust $site "$code"
exits 2 certseal-lookup $trust --register older "$code"
out "is older than the register of "
XDG_STATE_HOME="$work/fresh" exits 0 certseal-lookup $trust --register older "$code"
present fresh/certseal/checkpoints
# Where nothing can be remembered it is said, and goes on.
echo >file
XDG_STATE_HOME="$work/file" exits 0 certseal-lookup $trust $site "$code"
err "cannot be remembered"

# A record, changed by one character, appended to, cut.
certseal -C school show "$code" --record >record.json
exits 0 certseal-lookup $trust --offline record.json
sed 's/2026-03-14/2026-03-15/g' record.json >changed.json
exits 1 certseal-lookup $trust --offline changed.json
out "NOT GENUINE - the record's signature by key-$(date -u +%Y)-01 of Example School of Aesthetics does not verify."
no_out "Ångström"
(cat record.json; echo) >appended.json
exits 1 certseal-lookup $trust --offline appended.json
head -c 500 record.json >cut.json
exits 2 certseal-lookup $trust --offline cut.json

# A changed PDF.
(cat "$pdf"; echo "%") >appended.pdf
exits 1 certseal-lookup $trust --offline appended.pdf
out "ALTERED - this file is not what Example School of Aesthetics issued: "
out "  Name            Zoë Ångström, BSN, RN"
qpdf "$pdf" resaved.pdf
exits 1 certseal-lookup $trust --offline resaved.pdf
out "ALTERED"
printf '%%PDF-1.7\n' >no.pdf
exits 2 certseal-lookup $trust --offline no.pdf
exits 2 certseal-lookup $trust --offline nothing-there.pdf
out 'CANNOT CHECK - there is no file "nothing-there.pdf".'
exits 2 certseal-lookup $trust --offline "$demo"

# A QR's text, and one whose seal is of another certificate.
qr=$(certseal -C school show "$code" --json | sed 's/.*"qr":"\([^"]*\)".*/\1/')
exits 0 certseal-lookup $trust --offline "$qr"
out "Zoë Ångström, BSN, RN"
exits 0 certseal-lookup $trust $site "$qr"
out "VALID"
out "Didactic hours"
other=$(certseal -C school show "$(code_of Suharto)" --json | sed 's/.*"qr":"\([^"]*\)".*/\1/')
exits 2 certseal-lookup $trust --offline "${qr%%.*}.verify.school.example/#${code//-/}.${other##*.}"
exits 2 certseal-lookup $trust --offline "https://verify.school.example/#${code//-/}.${other##*.}"

# Many at once: one line each, a summary, the worst exit code.
exits 1 certseal-lookup $trust --offline "$pdf" record.json changed.json nothing-there.pdf
out "$pdf: $authentic Name: Zoë Ångström, BSN, RN"
out "4 checked: 2 AUTHENTIC, 1 NOT GENUINE, 1 CANNOT CHECK"
exits 0 certseal-lookup $trust --offline "$pdf" record.json
exits 0 certseal-lookup $trust $site "$pdf" record.json "$code" "$qr"
out "4 checked: 4 VALID"

# For machines.
exits 0 certseal-lookup $trust $site --json "$pdf"
python3 - <<'PY' || fail "the JSON is not as documented"
import datetime, json
o = json.loads(open(".out").read())
assert list(o) == ["input", "result", "statement", "certificate", "checks", "registerTime", "asOf"], o
assert o["result"] == "VALID" and o["certificate"]["name"] == "Zoë Ångström, BSN, RN"
assert o["certificate"]["status"] == "active"
# Commits of one second push each other into the next: a register may be a little ahead.
times = [datetime.datetime.fromisoformat(o[k].replace("Z", "+00:00")) for k in ("registerTime", "asOf")]
assert times[0] - times[1] <= datetime.timedelta(seconds=60), o
assert [c["name"] for c in o["checks"]] == ["document", "record", "log", "register", "status", "dates"]
PY
exits 0 certseal-lookup $trust --offline --json "$pdf"
out '"status":"unknown"'
out '"registerTime":null'

# An expired certificate still says that the training happened.
head -n 1 "$demo/roster.csv" >old.csv
echo "Ola,Nordmann,RN,on@example.org,77,CA,RN,EMG-010,2024-05-02,2024-05-02,2,2,4,injector" >>old.csv
exits 0 issue old.csv
exits 1 certseal-lookup $trust --offline "$(file_of Nordmann)"
first_line "EXPIRED 2025-05-02 - training was completed 2024-05-02; the certificate is no longer current."
out "Ola Nordmann, RN"

# Wrong usage.
exits 64 certseal-lookup
exits 64 certseal-lookup --register
# What keeps a lookup from being made leaves the matter undecided.
exits 2 certseal-lookup --trust nothing-there --offline "$pdf"
err "No such file"
mkdir second
exits 0 certseal init second --name "Example School of Aesthetics" \
  --url https://verify.school.example/ --passphrase-file pass
exits 2 certseal-lookup $trust --trust second/keys/school.trust --offline "$pdf"
err "two different trust files"
