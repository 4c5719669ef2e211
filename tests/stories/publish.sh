#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The public site holds every certificate, and not a single name; the log behind it only
# grows.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school publish --passphrase-file pass
out "18 cards written"
out "publish again before"
same school/site/keys/1 school/keys/school.trust
[ "$(find school/site/c -type f | wc -l)" = 18 ] || fail "not 18 cards"
head -n 1 school/site/checkpoint | grep -qx verify.school.example || fail "another origin"

# The page on which anyone checks a certificate: its files under a name that changes with
# them, and what refers to them.
page=$(cd school/site && echo page/*)
[ "$(cd "school/site/$page" && find . -type f | sed 's|^\./||' | LC_ALL=C sort |
  xargs sha256sum | sha256sum | cut -c 1-16)" = "${page#page/}" ] || fail "$page is not its digest"
holds grep -q "$page" school/site/index.html school/site/sw.js
holds grep -qF "https://verify.school.example/" school/site/index.html
refuses grep -F '{{' school/site/index.html school/site/sw.js
(cd "$story_source/src/web" && find . -type f ! -name README.md ! -path ./index.html ! -path ./sw.js) |
  while read -r file; do same "$story_source/src/web/$file" "school/site/$page/$file"; done || exit 1

# Again: the promise is renewed, nothing else that was published changes.
find school/site -type f | grep -v -e checkpoint -e status/ | xargs sha256sum | sort >before
find school/site/page school/site/index.html school/site/sw.js -printf '%p %T@\n' | sort >page.before
cp school/site/checkpoint first.checkpoint
exits 0 certseal -C school publish --passphrase-file pass --next 30d
out "0 cards written"
refuses cmp school/site/checkpoint first.checkpoint
sha256sum -c before >/dev/null || fail "something changed that never may"
find school/site/page school/site/index.html school/site/sw.js -printf '%p %T@\n' | sort >page.after
same page.before page.after

# No name, e-mail, licence number or code, in any spelling, in any file or path.
certseal -C school list --json | python3 "$story_source/tests/support/find_personal.py" \
  school/site || fail "the site says who graduated"
# The search finds what is there.
mkdir planted && certseal -C school find Suharto --json >planted/list.json
certseal -C school list --json | refuses python3 "$story_source/tests/support/find_personal.py" planted

# To another place, such as a USB stick; a lookup works from the copy.
exits 0 certseal -C school publish --passphrase-file pass --to stick --with-headers
present stick/_headers
present stick/headers/nginx.conf
exits 0 certseal-lookup --trust school/keys/school.trust --register stick "$(code_of Suharto)"
out "VALID"
out "Suharto, RN"

# A school below a path has its page there too.
exits 0 certseal init below --name "Below <b>" --url https://school.example/verify/ --passphrase-file pass
exits 0 certseal -C below publish --passphrase-file pass --with-headers
holds grep -q "$page" below/site/index.html
holds grep -qF "Below &lt;b&gt;" below/site/index.html
refuses grep -E '(src|href)="/' below/site/index.html
holds grep -qF "location ^~ /verify/page/ {" below/site/headers/nginx.conf
holds grep -qF "frame-ancestors 'none'" below/site/headers/nginx.conf
exits 0 certseal -C below audit
out "ok    the page that checks certificates is the one of this program"

# Two schools do not share a site.
exits 0 certseal init other --name "Other" --url https://other.example/ --passphrase-file pass
exits 1 certseal -C other publish --passphrase-file pass --to stick
err "not one of this school"
exits 0 certseal-lookup --trust school/keys/school.trust --register stick "$(code_of Suharto)"

# Without a passphrase nothing is signed, a wrong span is wrong usage.
exits 1 certseal -C school publish
err "passphrase"
exits 64 certseal -C school publish --passphrase-file pass --next soon
err "7d"

# A backup that was put back stops before it signs anything.
copy_school school backup
{ head -n 1 "$demo/roster.csv"
  echo "Ada,Later,RN,ada@example.org,L777,CA,RN,BDF-201,2026-03-21,,7,9,16,injector"; } >second.csv
exits 0 issue second.csv
exits 0 certseal -C school publish --passphrase-file pass
rm -rf backup/site && cp -r school/site backup/site
keep_register backup before
exits 1 certseal -C backup publish --passphrase-file pass
err "older than what was published"
err "hint:"
exits 1 certseal -C backup issue --passphrase-file pass second.csv
err "older than what was published"
is_kept before backup

# A copy on a second machine that goes its own way is stopped where the two meet.
copy_school school second
# Another promise makes another head, even within the same second.
rm -rf second/site
exits 0 certseal -C second publish --passphrase-file pass --next 8d
exits 0 certseal -C school publish --passphrase-file pass --to shared
cp shared/checkpoint shared.before
exits 1 certseal -C second publish --passphrase-file pass --next 8d --to shared
err "different ways"
same shared/checkpoint shared.before

# Two at once: one waits or says so, and what is published is whole.
certseal -C school publish --passphrase-file pass >one.out 2>one.err & first=$!
certseal -C school publish --passphrase-file pass >two.out 2>two.err & second=$!
wait $first; a=$?
wait $second; b=$?
[ $a = 0 ] || [ $b = 0 ] || fail "neither of two programs published"
exits 0 certseal-lookup --trust school/keys/school.trust --register school/site "$(code_of Suharto)"

# Witnesses: nothing is shown before they have answered.
openssl genpkey -algorithm ed25519 -out witness.pem 2>/dev/null
cosign() { python3 "$story_source/tests/support/cosign.py" "$@"; }
witness=$(cosign key witness.pem witness.example/w1)
exits 0 certseal -C school keys witnesses --set "$witness" --quorum 1 --passphrase-file pass
cp school/site/checkpoint unwitnessed
exits 1 certseal -C school publish --passphrase-file pass
err "--witness-request"
exits 0 certseal -C school publish --passphrase-file pass --witness-request request
same school/site/checkpoint unwitnessed
head -n 1 request | grep -qx "old 0" || fail "the request does not begin at 0"
cosign sign witness.pem witness.example/w1 request >answer
exits 0 certseal -C school publish --witness-response answer
grep -q "witness.example/w1" school/site/checkpoint || fail "the answer is not there"
exits 0 certseal-lookup --trust school/keys/school.trust --register school/site "$(code_of Suharto)"
# Without the cosignature the same register decides nothing.
cp -r school/site stripped
grep -v "witness.example/w1" school/site/checkpoint >stripped/checkpoint
exits 2 certseal-lookup --trust school/keys/school.trust --register stripped "$(code_of Suharto)"
# An answer to an older request is none.
exits 0 certseal -C school publish --passphrase-file pass --witness-request request2
grep -q "^old [1-9]" request2 || fail "the request does not go on from the last answer"
exits 1 certseal -C school publish --witness-response answer
exits 0 certseal -C school list
