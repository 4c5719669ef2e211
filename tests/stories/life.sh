#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The life of a certificate: revoked, suspended, held, corrected, renewed, erased. Each
# change asks, does all or nothing, and says what it did and what comes next.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"

school() { certseal -C school "$@"; }
# keyed N COMMAND...: with the passphrase, unasked.
keyed() { want=$1; shift; exits "$want" certseal -C school "$@" --yes --passphrase-file pass; }
# field NAME OF-CODE: of `show --json`.
field() {
  school show "$2" --json | python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"
}
status_of() { field status "$1"; }
file_now() { field file "$1"; }
unchanged() { school list --json >now.json; same before.json now.json; }

# Every command shows its examples first.
for command in revoke suspend reinstate correct renew hold release erase show; do
  exits 0 certseal "$command" -h
  first_line "Examples:"
done

# --- Suspend, reinstate, revoke.
zoe=$(code_of Ångström); bob=$(code_of Bob); suharto=$(code_of Suharto)
exits 64 certseal -C school revoke "$zoe"
err "--reason is required"
exits 64 certseal -C school revoke "$zoe" --reason replaced
err '"replaced" is not one of: issued-in-error'
exits 64 certseal -C school revoke --reason issued-in-error
err "CODE or --from FILE is required"
exits 64 certseal -C school revoke --from - --reason issued-in-error --passphrase-file -
err "cannot both come from standard input"

school list --json >before.json
exits 0 certseal -C school revoke "$zoe" --reason issued-in-error --dry-run
out "Zoë Ångström"
out "revoked  issued-in-error"
out "Nothing was changed (--dry-run)."
unchanged
# Without a terminal and --yes nothing is done; nor with a wrong passphrase.
exits 1 certseal -C school revoke "$zoe" --reason issued-in-error --passphrase-file pass
err "there is no terminal to ask: nothing was changed"
err "--yes"
echo wrong >wrong
exits 1 certseal -C school revoke "$zoe" --reason issued-in-error --yes --passphrase-file wrong
err "the passphrase does not open it"
unchanged

keyed 0 suspend "$zoe" "$bob" --reason document-misused
out "Suspended 2 certificates, reason document-misused."
out "Next: certseal -C school publish"
[ "$(status_of "$zoe")" = suspended ] || fail "not suspended"
keyed 1 suspend "$bob" --reason document-misused
err "$bob is suspended since"
keyed 0 reinstate "$bob" --json
out '"before":"suspended","after":"active","reason":"document-misused","done":true'
keyed 1 reinstate "$bob"
err "$bob is not suspended"
keyed 0 revoke "$zoe" --reason withdrawn-by-issuer
keyed 1 reinstate "$zoe"
err "(withdrawn-by-issuer): a revocation is final"
err "hint: where it was a mistake, issue a successor: certseal correct $zoe --reissue"
keyed 1 revoke "$zoe" --reason issued-in-error
err "already"

# --- Many at once, from a file: all bad lines are named, and nothing is done.
school list --json >before.json
printf 'code,name\n# the class of spring\n%s,"Bob, Observer"\n\nABCD\n%s\nnot a code\n' "$bob" "$suharto" >codes.csv
keyed 1 suspend --from codes.csv --reason requirements-not-met
err '"codes.csv" line 5: "ABCD" is not'
err '"codes.csv" line 7: "not a code" is not'
err "nothing was changed"
printf '%s\n%s\n%s\n0123-4567-89AB-CDEF-GHJS\n' "$bob" "$zoe" "$suharto" >codes.txt
keyed 1 suspend --from codes.txt --reason requirements-not-met
err "$zoe was revoked on"
err "0123-4567-89AB-CDEF-GHJS is not in the register"
no_err "$bob"
unchanged
exits 1 certseal -C school suspend --from missing.txt --reason requirements-not-met --yes
err "missing.txt"
# What Excel saved serves as well; what stands there twice counts once.
school list --csv --limit 3 >list.csv
head -n 2 list.csv | tail -n 1 >>list.csv
keyed 0 suspend --from list.csv --reason requirements-not-met
out "Suspended 3 certificates"
err "line 5 stands on line 2 already"
school list --status suspended --csv >suspended.csv
step=$((step + 1))
certseal -C school reinstate --from - --yes --passphrase-file pass <suspended.csv >.out 2>.err ||
  fail "not reinstated from standard input"
out "Reinstated 3 certificates."

# --- A hold keeps a certificate and its file back.
bob_file=$(file_now "$bob")
present "$bob_file"
keyed 0 hold "$bob" --note "fee not paid"
out "Put 1 certificate on hold."
out "release CODE"
absent "$bob_file"
[ "$(status_of "$bob")" = suspended ] || fail "what is on hold is not suspended"
held_file=$(file_now "$bob")
case $held_file in school/certificates/held/*) present "$held_file" ;; *) fail "held: $held_file" ;; esac
exits 0 certseal -C school list --held
out "fee not paid"
out "1 on hold"
exits 0 certseal -C school list --held --json
out '"note":"fee not paid"'
exits 64 certseal -C school list --held --course BDF-201
exits 0 certseal -C school show "$bob"
out "holdNote      fee not paid"
keyed 1 hold "$bob"
err "is on hold since"
keyed 1 reinstate "$bob"
err "certseal release $bob"
# Neither render nor the roster brings it back.
exits 0 certseal -C school render
exits 0 issue "$demo/roster.csv"
out "Nothing to issue: 18 issued already."
absent "$bob_file"
keyed 0 release "$bob"
out "1 moved back, 0 drawn"
present "$bob_file"
absent "$held_file"
keyed 1 release "$bob"
err "is not on hold"
# A file that was lost meanwhile is drawn.
keyed 0 hold "$bob"
rm "$held_file"
keyed 0 release "$bob"
out "0 moved back, 1 drawn"
holds qpdf --check "$bob_file"
# A command that was killed before it moved the file: render does it.
keyed 0 hold "$bob"
mkdir -p "$(dirname "$bob_file")"
mv "$held_file" "$bob_file"
exits 0 certseal -C school render
out "1 moved where they belong"
present "$held_file"
absent "$bob_file"
keyed 0 release "$bob"

# --- A correction shows the difference, and issues a successor.
exits 64 certseal -C school correct "$suharto"
err "--set FIELD=VALUE or --reissue is required"
exits 1 certseal -C school correct "$suharto" --set nmae=X --set first-name=Y --set name
err '--set "nmae" is no field that can be set here; did you mean "name"?'
err '--set "first-name" is no field that can be set here: give the whole name'
err '--set "name" does not say FIELD=VALUE'
exits 1 certseal -C school correct "$suharto" --set name=Suharto
err "nothing would change"
exits 1 certseal -C school correct "$suharto" --set completed=03/04/2026 --set hands-on=99
err "completed: can be March 4, 2026 or April 3, 2026"
err "hands-on: is more than the 9 hours of the course"
err "nothing was issued"
school list --json >before.json
exits 0 certseal -C school correct "$suharto" --set name=" Suharto  Jr. " --set licence=45121 --dry-run
grep -qE "^  name +Suharto +Suharto Jr\.$" .out || fail "not the name before and after"
grep -qE "^  licence +45120 +45121$" .out || fail "not the licence before and after"
out "... Licence number 45120.  ... Licence number 45121."
out "repaired: name:"
out "will be replaced"
exits 0 certseal -C school correct "$suharto" --set language=ru --dry-run
out "language  en "
[ "$(wc -L <.out)" -lt 220 ] || fail "a table too wide to read"
exits 0 certseal -C school correct "$suharto" --set licence=45121 --dry-run --json
out '"differences":[{"field":"licence","before":"45120","after":"45121"},{"field":"accreditors'"'"' lines"'
unchanged

old_file=$(file_now "$suharto")
keyed 0 correct "$suharto" --set name="Suharto Jr."
out "which replaces $suharto."
out "Next: certseal -C school publish"
junior=$(code_of "Suharto Jr")
[ "$junior" != "$suharto" ] || fail "no code of its own"
new_file=$(file_now "$junior")
pdftotext "$new_file" - | tr '\n' ' ' >page.txt
grep -qF "Suharto Jr." page.txt || fail "the page lacks the new name"
tr -d ' ' <page.txt | grep -qF "Replaces$suharto" || fail "the page does not say what it replaces"
holds qpdf --check "$new_file"
absent "$old_file"
present "school/certificates/replaced/${old_file#school/certificates/}"
[ "$(status_of "$suharto")" = replaced ] || fail "not marked as replaced"
exits 0 certseal -C school show "$suharto"
out "correctedBy   $junior"
out "replaced by $junior"
exits 0 certseal -C school show "$junior"
out "corrects      $suharto"
exits 1 certseal -C school correct "$suharto" --set name=X
err "was replaced on"
err "certseal correct $junior"
# Neither roster issues it again, and the former file is not drawn again.
exits 0 issue "$demo/roster.csv"
out "Nothing to issue: 18 issued already."
sed 's/^,Suharto,/,Suharto Jr.,/' "$demo/roster.csv" >corrected.csv
exits 0 issue corrected.csv
out "Nothing to issue: 18 issued already."
exits 0 certseal -C school render
out "0 drawn"
absent "$old_file"
exits 0 certseal -C school render "$suharto" --passphrase-file pass
absent "$old_file"
# After a revocation the way on is a successor.
keyed 0 correct "$zoe" --reissue
out "The new one will be valid, though the former is not."
out "which replaces $zoe."
# A correction of what is on hold stays on hold.
keyed 0 hold "$bob" --note "fee not paid"
keyed 0 correct "$bob" --set name="Bob Observer Jr." --json
bob_jr=$(code_of "Bob Observer Jr")
[ "$(status_of "$bob_jr")" = suspended ] || fail "the correction of a held one is not held"
case $(file_now "$bob_jr") in school/certificates/held/*) ;; *) fail "its file is not held" ;; esac
keyed 0 release "$bob_jr"

# --- A renewal: both are good.
lukasz=$(code_of Żółć)
exits 64 certseal -C school renew "$lukasz"
exits 1 certseal -C school renew "$lukasz" --completed 2026-03-14 --yes
err "is not after 2026-03-14"
exits 1 certseal -C school renew "$zoe" --completed 2026-03-20 --yes
err "was replaced on"
keyed 0 renew "$lukasz" --completed 2026-03-20 --set location=Chicago
out "completed  2026-03-14"
out "goes on as it is"
out "which renews $lukasz."
[ "$(status_of "$lukasz")" = active ] || fail "the renewed one is not active"
renewed=$(school show "$lukasz" | sed -n "s/^ *renewedBy *//p")
[ "$(field completed "$renewed")" = 2026-03-20 ] || fail "not renewed"
pdftotext "$(file_now "$renewed")" - | grep -q Replaces && fail "the renewal says Replaces"
keyed 1 renew "$lukasz" --completed 2026-03-21
err "was renewed already, as $renewed"
keyed 0 renew "$renewed" --completed 2026-03-22 --replace
[ "$(status_of "$renewed")" = replaced ] || fail "not replaced"

# --- Killed at any moment, a correction is there whole or not at all, and render does
# what is left to do.
nguyen=$(code_of Nguyễn)
hall=0
for delay in 0.1 0.5 0.7 0.8 0.9 1.0 1.3; do
  step=$((step + 1)); hall=$((hall + 1))
  before=$(school list --json | wc -l)
  certseal -C school correct "$nguyen" --set location="Hall $hall" --yes --passphrase-file pass \
    >.out 2>.err &
  pid=$!
  sleep "$delay"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  after=$(school list --json | wc -l)
  if [ "$after" = "$before" ]; then
    [ "$(status_of "$nguyen")" = active ] || fail "half corrected after $delay s"
  else
    [ "$after" = $((before + 1)) ] || fail "$before certificates became $after"
    [ "$(status_of "$nguyen")" = replaced ] || fail "not replaced after $delay s"
    nguyen=$(school show "$nguyen" | sed -n "s/^ *correctedBy *//p")
  fi
done
exits 0 certseal -C school render --passphrase-file pass
[ "$(find school/certificates/2026 -name '*Nguyễn*.pdf' | wc -l)" = 1 ] || fail "not one file"
present "$(file_now "$nguyen")"
exits 0 certseal -C school render
out "0 drawn"

# --- What employers see, once it is published.
exits 0 certseal -C school publish --passphrase-file pass
exits 1 certseal-lookup --trust school/keys/school.trust --register school/site "$suharto"
grep -q "^REPLACED on .* - ask the holder for certificate $junior\.$" .out || fail "not REPLACED"
exits 0 certseal-lookup --trust school/keys/school.trust --register school/site "$new_file"
exits 0 certseal-lookup --trust school/keys/school.trust --register school/site "$lukasz"
keyed 0 revoke "$junior" --reason document-misused
keyed 0 suspend "$lukasz" --reason document-misused
keyed 0 hold "$bob_jr" --note "SECRET NOTE"
exits 0 certseal -C school publish --passphrase-file pass
exits 1 certseal-lookup --trust school/keys/school.trust --register school/site "$junior"
grep -q "^REVOKED on .* Reason: document-misused\.$" .out || fail "not REVOKED"
exits 1 certseal-lookup --trust school/keys/school.trust --register school/site "$lukasz"
grep -q "^SUSPENDED since" .out || fail "not SUSPENDED"
refuses grep -rqF "SECRET NOTE" school/site

# --- A person is erased; what was issued to her can still be checked by who holds it.
maria=$(code_of "María José")
maria_file=$(file_now "$maria")
cp "$maria_file" kept.pdf
cards=$(find school/site/c -type f | wc -l)
exits 1 certseal -C school erase "$maria"
err "there is no terminal to ask"
exits 0 certseal -C school erase "$maria" --dry-run
out "María José"
present "$maria_file"
exits 0 certseal -C school erase "$maria" --yes
out "deleted 1 PDF and 1 card of the site"
out "What stays:"
out "Next: certseal -C school publish"
absent "$maria_file"
[ "$(find school/site/c -type f | wc -l)" = $((cards - 1)) ] || fail "the card is there"
for name in "María José" "mj@example.org" 0078121; do
  refuses grep -qaF "$name" school/register.db
done
exits 0 certseal -C school show "$maria"
out "this is what is left"
out "erased"
no_out "María"
exits 0 certseal -C school show "$maria" --json
out '"name":""'
exits 1 certseal -C school show "$maria" --record
err "was erased"
exits 0 certseal -C school erase "$maria" --yes
exits 1 certseal -C school correct "$maria" --set name=X
err "was erased"
exits 1 certseal -C school erase "$maria" 0123-4567-89AB-CDEF-GHJS --yes
err "0123-4567-89AB-CDEF-GHJS is not in the register"
exits 0 certseal -C school publish --passphrase-file pass
[ "$(find school/site/c -type f | wc -l)" = $((cards - 1)) ] || fail "publish brought the card back"
exits 0 certseal-lookup --trust school/keys/school.trust --register school/site kept.pdf
exits 1 certseal-lookup --trust school/keys/school.trust --register school/site "$maria"
first_line_begins() { head -n 1 .out | grep -q "^$1" || fail "first line is not: $1"; }
first_line_begins "NOT FOUND"
exits 0 certseal -C school erase "$bob_jr" --yes
out "Not erased by this, of the same person as $bob_jr: $bob"

# The history of what happened, in the order of the log.
school show "$zoe" --json | python3 -c '
import json, sys
c = json.load(sys.stdin)
events = [(e["event"], e.get("reason", "")) for e in c["history"]]
assert events == [("issued", ""), ("suspended", "document-misused"),
                  ("revoked", "withdrawn-by-issuer"), ("replaced", "replaced")], events
indexes = [e["logIndex"] for e in c["history"]]
assert indexes == sorted(set(indexes)) and indexes[0] == c["logIndex"], indexes
assert c["successors"][0]["kind"] == "correction" and c["predecessors"] == []
' || fail "the history is not what happened"
exits 0 certseal -C school audit
[ -z "$(find school/site -name '*.tmp*')" ] || fail "temporary files were left"
