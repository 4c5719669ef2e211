#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The spreadsheet she has: every trouble is shown, nothing is guessed, nothing is issued
# from a file with an error unless she says which rows to leave out.
. "$(dirname "$0")/lib.sh"
make_school
cp "$story_source/tests/vectors/rosters/roster-difficult.csv" roster.csv
sha256sum school/register.db >before

exits 1 certseal -C school check roster.csv
# The mapping, the rows, the repairs.
out "License #"
out "María José de la Peña-Núñez, MSN, RN"
out "Certificate of Completion"
out 'guard stripped: "="0093310"" is read as "0093310"'
out "Certificate of Attendance"
# Errors with line, column, value and remedy.
out "line 6, License #"
out "5.12E+06"
out "line 8, Completed"
out "03/04/2026"
out "--dates mdy"
out "anna@@example.org"
out "16.1"
out "left early"
out "HYPERLINK"
out "with errors"
# Nothing is changed.
holds sha256sum -c before
absent school/site
[ -z "$(ls school/certificates)" ] || fail "check drew something"

exits 1 issue roster.csv
err "has errors: nothing was issued"
err "certseal: hint: or leave these rows out: --skip "
holds sha256sum -c before
[ -z "$(ls school/certificates)" ] || fail "a refused roster drew something"
absent roster.left-out.csv

# --dates settles what was ambiguous, and only that.
exits 1 certseal -C school check roster.csv --dates mdy
no_out '"03/04/2026"'
out "John Smith, PA-C"
exits 64 certseal -C school check roster.csv --dates xyz
err '"xyz" is not one of: mdy, dmy, ymd'

# A column by another name.
sed 's/License #/Kennung/' roster.csv >renamed.csv
exits 1 certseal -C school check renamed.csv
out "Kennung"
out "(ignored)"
exits 1 certseal -C school check renamed.csv --map licence=Kennung
no_out "(ignored)"
exits 1 certseal -C school check renamed.csv --map nonsense=Kennung
err "does not say FIELD=COLUMN"

# Leaving out: said explicitly, reported, written down to be corrected.
exits 0 issue roster.csv --valid-only --dry-run
out "Nothing was changed (--dry-run)."
holds sha256sum -c before
exits 1 issue roster.csv --valid-only --skip 999
err "no row begins on line 999"
exits 0 issue roster.csv --valid-only
out "Issued "
out "Left out: "
present roster.left-out.csv
[ "$(head -c 3 roster.left-out.csv | od -An -tx1 | tr -d ' ')" = efbbbf ] || fail "no BOM for Excel"
holds grep -q "Left out because" roster.left-out.csv
# A formula in the left-out rows is no formula any more.
refuses grep -qE '(^|,)"?[=@]' roster.left-out.csv
issued=$(find school/certificates -name '*.pdf' | wc -l)
[ "$issued" -ge 9 ] || fail "only $issued drawn"

# The same again issues nothing, and says so.
exits 0 issue roster.csv --valid-only
out "Nothing to issue: $issued issued already."
[ "$(find school/certificates -name '*.pdf' | wc -l)" = "$issued" ] || fail "drawn twice"

# Her corrections are never overwritten.
echo "corrected by hand" >roster.left-out.csv
exits 0 issue roster.csv --valid-only
out "roster.left-out-2.csv"
[ "$(cat roster.left-out.csv)" = "corrected by hand" ] || fail "the corrections are gone"
cp roster.csv keep.csv
exits 1 issue roster.csv --valid-only --left-out roster.csv
err "says something else: nothing was issued"
same roster.csv keep.csv
exits 1 issue roster.csv --valid-only --left-out nowhere/x.csv
mv roster.left-out-2.csv roster.left-out.csv

# The left-out file can be read again, and has the same errors still.
exits 1 certseal -C school check roster.left-out.csv
out "anna@@example.org"

# Other encodings and delimiters say the same.
grep -v 'علي\|可林\|Llŷr\|nguyễn' roster.csv | sed '1s/^\xef\xbb\xbf//' >latin.csv
certseal -C school check latin.csv --json | sed 's/"encoding":"[^"]*"//' >utf8.json
iconv -f UTF-8 -t UTF-16LE latin.csv | cat <(printf '\xff\xfe') - >utf16.csv
certseal -C school check utf16.csv --json | sed 's/"encoding":"[^"]*"//' >utf16.json
same utf8.json utf16.json

# What cannot be a roster.
exits 1 certseal -C school check /dev/null
exits 1 certseal -C school check missing.csv
err "No such file"
printf 'a,b\n"open,1\n' >open.csv
exits 1 certseal -C school check open.csv
exits 1 certseal -C school check roster.csv --course XXX-000
out '--course "XXX-000" is no course of the catalogue'
