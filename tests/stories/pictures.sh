#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A school's own design with a logo: what was issued is drawn again as it was after the
# logo has changed, and the audit misses a picture that is gone.
. "$(dirname "$0")/lib.sh"
make_school

ppmmake red 40 40 | pnmtopng >logo.png 2>/dev/null
mkdir school/templates/own
cp logo.png school/templates/own/logo.png
{
  sed 's/^template "modern"/template "own"/' "$story_source/templates/modern.template"
  echo 'image { box 60 200 80 80; file "logo.png"; alt "Logo of {school.name}" }'
} >school/templates/own.template
printf '%s\n' 'Name,Profession,License #,Lic. State,Completed,Course,Didactic,Hands-on,Role,Design' \
  'Mei Lin,RN,5501,CA,2026-03-14,BDF-201,7,9,injector,own' >class.csv
exits 0 issue class.csv
file=$(file_of 'Mei Lin')
cp "$file" before.pdf
exits 0 certseal-lookup --trust school/keys/school.trust --offline "$file"
holds qpdf --check "$file"
pdfimages -list "$file" >list
holds grep -q ' 40 *40 ' list

ppmmake blue 40 40 | pnmtopng >school/templates/own/logo.png 2>/dev/null
exits 0 certseal -C school audit
rm "$file"
exits 0 certseal -C school render --passphrase-file pass
pdfimages -png before.pdf was
pdfimages -png "$file" is
same was-000.png is-000.png

rm school/templates/issued/own-*/logo.png
run certseal -C school audit
[ "$exit_code" != 0 ] || fail "the audit misses no picture"
grep -q 'templates/issued/own-' .out .err || fail "the audit does not name the template"
