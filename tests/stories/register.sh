#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The register answers by name, course, date and status, for people, Excel and machines.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"

exits 0 certseal -C school list
out "18 certificates"
exits 0 certseal -C school find "ANGSTROM"
out "Zoë Ångström, BSN, RN"
out "1 certificate"
exits 0 certseal -C school find "nguyen ngoc"
out "Nguyễn"
exits 0 certseal -C school find "mj@example.org"
out "María José"
exits 0 certseal -C school find "0093310"
out "Nguyễn"
code=$(code_of Suharto)
exits 0 certseal -C school find "${code%-*}"
out "Suharto"
exits 0 certseal -C school find "nobody at all"
out "0 certificates"
exits 0 certseal -C school find "%"
out "0 certificates"
exits 0 certseal -C school list --course BDF-201 --from 2026-03-14 --to 2026-03-14 --status active
out "18 certificates"
exits 0 certseal -C school list --from 2026-03-15
out "0 certificates"
exits 0 certseal -C school list --limit 3
out "3 certificates"
exits 64 certseal -C school list --status nonsense
err '"nonsense" is not one of: active, expired'
exits 64 certseal -C school list --from 14/3/2026
err "is not a date"
exits 0 certseal -C school list --course bdf201
out "18 certificates"

exits 0 certseal -C school show "$code"
out "Suharto, RN"
exits 0 certseal -C school show "$(echo "$code" | tr A-Z a-z)"
exits 1 certseal -C school show 0123-4567-89AB-CDEF-GHJS
err "the register has no certificate 0123-4567-89AB-CDEF-GHJS"
exits 1 certseal -C school show nonsense
err "is not a certificate's code"

exits 0 certseal -C school list --json
[ "$(wc -l <.out)" = 18 ] || fail "not a line each"
python3 -c 'import json,sys; [json.loads(l) for l in open(".out")]' || fail "not JSON"
exits 64 certseal -C school list --json --csv

# For Excel: a BOM, and no cell that is a formula.
head -n 1 "$demo/roster.csv" >plus.csv
echo "Ann,Name,RN,p@example.org,'-12,CA,RN,BDF-201,03/14/2026,03/13/2026,7,9,16,injector" >>plus.csv
exits 0 issue plus.csv
exits 0 certseal -C school list --csv
[ "$(head -c 3 .out | od -An -tx1 | tr -d ' ')" = efbbbf ] || fail "no BOM"
holds grep -q "Zoë Ångström" .out
holds grep -q "'-12" .out
refuses grep -qE '(^|,)"?[=+@-]' .out
