#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The pictures of signatures: on every certificate above the name of whoever signs, and on
# what is drawn again the one it was issued with.
. "$(dirname "$0")/lib.sh"
make_school

# An upstroke and a flourish on nothing.
mkdir school/signatures
sign() {
  ppmmake white 300 100 2>/dev/null |
    ppmdraw -script "setcolor $1; line 20 80 120 10; line_here 10 80; line_here 150 0" |
    pnmtopng -transparent white >school/signatures/okafor.png 2>/dev/null
}
sign navy
sed -i 's|"Lead Instructor"}|"Lead Instructor", "signature": "signatures/okafor.png"}|' \
  school/school.json
printf '%s\n' 'Name,Profession,License #,Lic. State,Completed,Course,Didactic,Hands-on,Role,Design' \
  'Mei Lin,RN,5501,CA,2026-03-14,BDF-201,7,9,injector,classic' >class.csv
exits 0 certseal -C school check class.csv --contact-sheet proof.pdf
pdfimages -list proof.pdf >list
holds grep -q ' 300 *100 ' list
exits 0 issue class.csv
file=$(file_of 'Mei Lin')
cp "$file" before.pdf
exits 0 certseal-lookup --trust school/keys/school.trust --offline "$file"
holds qpdf --check "$file"
pdfimages -list "$file" >list
[ "$(grep -c ' 300 *100 ' list)" = 1 ] || fail "not one picture: $(cat list)"
exits 0 certseal -C school audit

# Another signature from today on; what was issued keeps its own.
sign red
rm "$file"
exits 0 certseal -C school render --passphrase-file pass
pdfimages -png before.pdf was
pdfimages -png "$file" is
same was-000.png is-000.png
exits 0 certseal -C school correct "$(code_of 'Mei Lin')" --set name='Mei Lin Chen' --dry-run
out "pictures of signatures"

kept=$(ls school/signatures/issued)
rm "school/signatures/issued/$kept"
run certseal -C school audit
[ "$exit_code" != 0 ] || fail "the audit misses no picture"
grep -q "$kept" .out .err || fail "the audit does not name the picture"
exits 1 certseal -C school render "$(code_of 'Mei Lin')" --passphrase-file pass
err "$kept"

echo GIF89a >school/signatures/okafor.png
run certseal -C school check class.csv
[ "$exit_code" != 0 ] || fail "takes what is no picture"
err 'school.json:11: signatories[1].signature'
err 'is neither PNG nor JPEG'
