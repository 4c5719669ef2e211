#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Cards for wallets, ten on a sheet, of a course or of codes, whatever design the certificates
# were issued in; none of what is no longer good.
. "$(dirname "$0")/lib.sh"
make_school

{
  echo 'Name,Profession,License #,Lic. State,Completed,Course,Didactic,Hands-on,Role,Design'
  for i in A B C D E F G H I J K; do
    echo "Mei $i. Lin,RN,55$i,CA,2026-03-14,BDF-201,7,9,injector,wallet-card"
  done
  echo 'Ann Lee,RN,5599,CA,2026-03-15,BDF-201,7,9,injector,classic'
} >class.csv
exits 0 issue class.csv

exits 0 certseal -C school cards cards.pdf --course bdf-201
first_line "12 cards on 2 sheets: cards.pdf"
holds qpdf --check cards.pdf
pdfinfo cards.pdf >info
holds grep -q 'Pages: *2$' info
holds grep -q '612 x 792' info
[ "$(pdftotext cards.pdf - | grep -c 'Mei .\. Lin')" = 11 ] || fail "not every card is there"

# A card's QR is read from the sheet, and checked.
code=$(code_of 'Mei C. Lin')
exits 0 certseal -C school cards one.pdf "$code" --paper a4
first_line "1 card on 1 sheet: one.pdf"
holds grep -q 'A4' <(pdfinfo one.pdf)
pdftoppm -r 300 -png -singlefile one.pdf one
zbarimg -q --raw -Sdisable -Sqrcode.enable one.png >qr.txt 2>/dev/null
exits 0 certseal-lookup --trust school/keys/school.trust --offline qr.txt
out "Mei C. Lin"

exits 0 certseal -C school cards ann.pdf "$(code_of 'Ann Lee')"
pdftoppm -r 300 -png -singlefile ann.pdf ann
zbarimg -q --raw -Sdisable -Sqrcode.enable ann.png >qr.txt 2>/dev/null
exits 0 certseal-lookup --trust school/keys/school.trust --offline qr.txt
out "Ann Lee"
exits 1 certseal -C school cards none.pdf --from 2026-03-15 --design classic
err 'the design "classic" is a sheet of 792 by 595 points, no card of 85.6 by 54 mm'
exits 1 certseal -C school cards none.pdf --design nosuch
err 'there is no template "nosuch"'
exits 1 certseal -C school cards none.pdf --to 2026-01-01
err 'no active certificate is found'
exits 64 certseal -C school cards "$code"
exits 64 certseal -C school cards none.pdf "$code" --course BDF-201
exits 0 certseal -C school revoke "$code" --reason issued-in-error --yes --passphrase-file pass
exits 1 certseal -C school cards none.pdf "$code"
err "$code: is revoked: no card is printed of it"
exits 0 certseal -C school cards cards.pdf
first_line "11 cards on 2 sheets: cards.pdf"
absent none.pdf
