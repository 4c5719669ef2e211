#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A designer tries templates, and an administrator proof-reads a class before issuing it.
. "$(dirname "$0")/lib.sh"
pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }

# Outside a school the shipped ones can be tried.
exits 0 certseal template list
out "classic"
out "792 x 595"
out "shipped"
exits 0 certseal template check
out "ok    classic: the longest, an ordinary, a bilingual and the shortest fit"
exits 0 certseal template preview classic --png pictures
out "Wrote classic-preview.pdf"
holds qpdf --check classic-preview.pdf
[ "$(pages classic-preview.pdf)" = 4 ] || fail "not four samples"
[ "$(ls pictures/classic-*.png | wc -l)" = 4 ] || fail "not four pictures"
pdftotext classic-preview.pdf - | grep -q "Certificado" || fail "no bilingual sample"
pdftotext classic-preview.pdf - | grep -q "Bo Li" || fail "no shortest sample"
pdftotext classic-preview.pdf - | grep -q "Konstantinopoulou" || fail "no longest sample"
zbarimg -q --raw -Sdisable -Sqrcode.enable pictures/classic-2.png |
  grep -q "#SAMPLE-NOT-A-CERTIFICATE" ||
  fail "a sample's QR does not say what it is"
exits 0 certseal template preview --out all.pdf
holds qpdf --check all.pdf
pdftotext all.pdf - | grep -q "classic, longest" || fail "no caption"

# What is wrong is named, and nothing is written.
exits 1 certseal template check nosuch
err 'there is no template "nosuch"'
mkdir mine
sed 's/^color ink .*/colour ink #16263f/' "$CERTSEAL_BIN/templates/classic.template" >mine/ours.template
exits 1 certseal template preview mine/ours.template --out ours.pdf
err "mine/ours.template:"
absent ours.pdf
sed 's/^\(style name .*\)size 42 [0-9]*/\1size 90 80/' "$CERTSEAL_BIN/templates/classic.template" >mine/ours.template
exits 1 certseal template check mine/ours.template
out "longest: name: "
exits 1 certseal template preview mine/ours.template --out ours.pdf
absent ours.pdf
echo '{"fields":' >page.json
exits 1 certseal template check classic --data page.json
err "page.json: is no page"
echo '{"language": "en-US", "lists": {}, "fields": {"nmae": "Zoë"}}' >page.json
exits 1 certseal template check classic --data page.json
err 'page.json: there is no field "nmae"; did you mean "name"?'
echo '{"language": "en-US", "lists": {"facts": [{"label": "Hours", "worth": "7"}]}, "fields": {}}' >page.json
exits 1 certseal template check classic --data page.json
err 'there is no field of the list facts "worth"'
echo '{"language": "en-US", "lists": {}, "fields": {"name": "Zoë"}}' >page.json
exits 0 certseal template preview classic --data page.json --out one.pdf
[ "$(pages one.pdf)" = 1 ] || fail "not one page"
exits 64 certseal template
exits 64 certseal template draw

# A school's own comes before the shipped one of its name.
make_school
mkdir -p school/templates
sed 's/#7d5c26/#5c1f1f/' "$CERTSEAL_BIN/templates/classic.template" >school/templates/classic.template
exits 0 certseal -C school template list
out "school/templates/classic.template"

# A class to proof-read: each certificate with its line, nobody's twice.
exits 0 certseal -C school check "$demo/roster.csv" --contact-sheet proof.pdf
err "to proof-read: proof.pdf"
holds qpdf --check proof.pdf
pdftotext proof.pdf proof.txt
grep -q "18 certificates to proof-read, sheet 3" proof.txt || fail "not three sheets"
for name in "Suharto" "Zoë Ångström" "Łukasz Żółć"; do
  grep -q "$name" proof.txt || fail "no proof of $name"
done
[ "$(grep -c "^line [0-9]*$" proof.txt)" = 18 ] || fail "not eighteen captions"
refuses certseal-lookup --trust school/keys/school.trust --offline proof.pdf
exits 0 certseal -C school list --json
no_out '"code"'
{ cat "$demo/roster.csv"; echo "No,Date,RN,x@example.org,L1,CA,RN,BDF-201,03/04/26,,7,9,16,injector"; } >wrong.csv
exits 1 certseal -C school check wrong.csv --contact-sheet wrong.pdf
err "no contact sheet was written"
absent wrong.pdf
exits 1 certseal -C school check "$demo/roster.csv" --contact-sheet nowhere/proof.pdf
err "nowhere"
