#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A class is issued: every certificate reads right on the page, to a phone and to an
# employer.
. "$(dirname "$0")/lib.sh"
make_school

exits 0 issue "$demo/roster.csv" --json
[ "$(grep -o '"code"' .out | wc -l)" = 18 ] || fail "not 18 certificates"
[ "$(find school/certificates -name '*.pdf' | wc -l)" = 18 ] || fail "not 18 files"
[ -z "$(find school -name '*.tmp*')" ] || fail "temporary files were left"

# File names: <year>/<course>/<date>_<course>_<name>_<first four>.pdf
holds test -e school/certificates/2026/BDF-201/2026-03-14_BDF-201_Zoë-Ångström_*.pdf
holds test -e school/certificates/2026/BDF-201/2026-03-14_BDF-201_Suharto_*.pdf

# Each file is a whole PDF, says its name, and its QR is read back from the picture.
while IFS=$'\t' read -r code name file; do
  holds qpdf --check "$file"
  exits 0 pdftotext -layout "$file" -
  pdftoppm -r 150 -png "$file" page
  zbarimg -q --raw -Sdisable -Sqrcode.enable page-1.png >qr 2>/dev/null || fail "no QR in $file"
  holds grep -q "^https://verify.school.example/#${code//-/}\." qr
  exits 0 certseal-lookup --trust school/keys/school.trust --offline --json "$(cat qr)"
  out "\"name\":\"$name\""
  exits 0 certseal-lookup --trust school/keys/school.trust --offline "$file"
  first_line "AUTHENTIC - issued by Example School of Aesthetics; its status was not checked (offline)."
  exits 0 certseal-lookup --trust school/keys/school.trust --offline --json "$file"
  out "\"name\":\"$name\""
  # The attached record is the register's, byte for byte.
  pdfdetach -save 1 -o record.json "$file"
  certseal -C school show "$code" --record >expected
  same record.json expected
  rm -f page-1.png
done < <(certseal -C school list --json | python3 -c '
import json, sys, subprocess
for line in sys.stdin:
    c = json.loads(line)
    shown = json.loads(subprocess.run(["certseal", "-C", "school", "show", c["code"], "--json"],
                                      capture_output=True, text=True).stdout)
    print(c["code"], c["name"], shown["file"], sep="\t")')

# Text copies out of the page as it was typed, wherever readers allow.
for name in "María José de la Peña-Núñez" "Nguyễn" "Їжак" "Αλέξανδρος" "Zoë Ångström" "Łukasz Żółć"; do
  file=$(file_of "$name")
  pdftotext "$file" - | tr '\n' ' ' | grep -qF "$name" || fail "the page of $file lacks $name"
done

# The same class again: nothing is issued twice, nothing is drawn.
find school/certificates -name '*.pdf' -exec sha256sum {} + | sort >before
exits 0 issue "$demo/roster.csv"
out "Nothing to issue: 18 issued already."
find school/certificates -name '*.pdf' -exec sha256sum {} + | sort >after
same before after

# What is lost is drawn again from the register: the same bytes but for the signature,
# which is a new one.
unsigned_sums() {
  python3 - <<'PY'
import hashlib, pathlib, re
for path in sorted(pathlib.Path("school/certificates").rglob("*.pdf")):
    bare, count = re.subn(rb"/Contents <[0-9a-f]{2000,}>", b"", path.read_bytes())
    assert count == 1, path
    print(hashlib.sha256(bare).hexdigest(), path)
PY
}
unsigned_sums >before
find school/certificates -name '*.pdf' | head -n 5 | xargs rm
exits 1 certseal -C school render
err "there is no terminal to ask for the passphrase"
exits 0 certseal -C school render --passphrase-file pass
out "5 drawn, 13 there already"
unsigned_sums >after
same before after
exits 0 certseal -C school render
out "0 drawn, 18 there already"

# A changed profile changes no issued page.
sed -i 's/Helena Marchetti/Somebody Else/' school/school.json
rm -r school/certificates/2026
exits 0 certseal -C school render --passphrase-file pass
unsigned_sums >after
same before after

# A licence written otherwise is the same licence.
sed 's/0078121/00-78121/' "$demo/roster.csv" >respelled.csv
exits 0 issue respelled.csv
out "Nothing to issue: 18 issued already."

# Whoever missed hours is not said to have completed and passed.
head -n 1 "$demo/roster.csv" >short.csv
echo "Ida,Short,RN,short@example.org,9,CA,RN,BDF-201,03/14/2026,,7,4,11,injector" >>short.csv
exits 0 certseal -C school check short.csv
out "attended 11 of 16 hours: becomes a Certificate of Attendance"
exits 0 certseal -C school check "$demo/roster.csv" --duplicate 2
out "Certificate of Completion of BDF-201 states: written and practical, passed"

# A deliberate second certificate takes an explicit word.
exits 0 issue "$demo/roster.csv" --duplicate 2
out "Issued 1 certificate; 17 were issued already."

# What does not fit, or has no glyph, is said before anything is issued.
head -n 1 "$demo/roster.csv" >bad.csv
printf 'Emoji,\xf0\x9f\x98\x80face,RN,e@example.org,1,CA,RN,BDF-201,03/14/2026,03/13/2026,7,9,16,injector\n' >>bad.csv
printf '%s,Long,RN,l@example.org,2,CA,RN,BDF-201,03/14/2026,03/13/2026,7,9,16,injector\n' \
  "$(printf 'Wolfeschlegelsteinhausenbergerdorff%.0s' 1 2 3 4)" >>bad.csv
exits 1 issue bad.csv
err "nothing was issued"
err "line 2"
err "line 3"
exits 0 certseal -C school list
out "19 certificates"

# A wrong passphrase issues nothing.
echo "not the passphrase" >wrong
sed 's/Suharto/Sukarno/;s/45120/45121/;s/s@example/s2@example/' "$demo/roster.csv" >other.csv
exits 1 certseal -C school issue other.csv --passphrase-file wrong
err "the passphrase does not open it"
exits 1 certseal -C school issue other.csv
err "there is no terminal to ask for the passphrase"
exits 0 certseal -C school list
out "19 certificates"
