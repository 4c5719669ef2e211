#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The register as a school serves it, by nginx over HTTPS: the lookup needs nothing but
# the accepted school, and verifiers that know nothing of certseal see revocations.
. "$(dirname "$0")/lib.sh"
port=$("$story_source/tests/support/nginx_site" school/site tls --until $$) ||
  fail "nginx does not start"
url=https://localhost:$port/
export SSL_CERT_FILE=$work/tls/crt NODE_EXTRA_CA_CERTS=$work/tls/crt
echo "correct horse battery staple" >pass
exits 0 certseal init school --name "Example School of Aesthetics" --url "$url" --passphrase-file pass
cheap_keys school
sed "s|https://verify.school.example/|$url|" "$demo/school.json" >school/school.json
exits 0 issue "$demo/roster.csv"
pdf=$(file_of Suharto)
code=$(code_of Suharto)

# Before anything is published: nothing is known, and it is said.
exits 2 certseal-lookup trust add "$url" --yes
exits 2 certseal-lookup --trust school/keys/school.trust "$pdf"
out "CANNOT CHECK"
exits 0 certseal-lookup --trust school/keys/school.trust --offline "$pdf"
out "AUTHENTIC"
out "pass    log"

exits 0 certseal -C school publish --passphrase-file pass --with-headers
cp school/site/headers/nginx.conf rules
kill "$(cat tls/pid)"
while kill -0 "$(cat tls/pid)" 2>/dev/null; do sleep 0.05; done
[ "$("$story_source/tests/support/nginx_site" school/site tls --include rules --until $$)" = "$port" ] ||
  fail "nginx does not start with the header rules"

# The page that checks certificates comes with its types, and may load and ask nothing but
# the school's own files.
headers_of() {
  step=$((step + 1))
  python3 - "$url$1" >.out 2>.err <<'PY' || fail "there is no $url$1"
import sys, urllib.request
for name, value in urllib.request.urlopen(sys.argv[1]).headers.items():
    print(f"{name}: {value}")
PY
}
page=$(cd school/site && echo page/*)
headers_of ""
out "Content-Type: text/html; charset=utf-8"
out "Cache-Control: no-cache"
out "Content-Security-Policy: default-src 'none'; "
out "frame-ancestors 'none'"
out "Referrer-Policy: no-referrer"
out "Permissions-Policy: camera=(self)"
headers_of sw.js
out "Content-Type: text/javascript"
out "Cache-Control: no-cache"
headers_of "$page/base/bytes.js"
out "Content-Type: text/javascript"
out "Cache-Control: public, max-age=31536000, immutable"
out "X-Content-Type-Options: nosniff"
headers_of "$page/strings/en.json"
out "Content-Type: application/json"

# The school is accepted by its address, once, and compared by its fingerprint.
fingerprint=$(certseal -C school keys list | sed -n 's/^Root key fingerprint: //p')
exits 2 certseal-lookup trust add "$url"
err "--fingerprint"
exits 2 certseal-lookup trust add "$url" --fingerprint "0000 $fingerprint"
exits 0 certseal-lookup trust list
no_out localhost
exits 0 certseal-lookup trust add "$url" --fingerprint "$fingerprint"
out "Example School of Aesthetics"

# From then on: one word, from a PDF, a code, a QR.
exits 0 certseal-lookup "$pdf"
out "VALID - issued by Example School of Aesthetics; not revoked or replaced as of "
for check in document record log register status dates; do out "pass    $check"; done
exits 0 certseal-lookup "$code"
out "VALID"
qr=$(certseal -C school show "$code" --json | sed 's/.*"qr":"\([^"]*\)".*/\1/')
exits 0 certseal-lookup "$qr"
out "VALID"
exits 1 certseal-lookup 0123-4567-89AB-CDEF-GHJS
out "NOT FOUND"

# What other verifiers see.
third_party() { (cd "$story_source/tests/interop" && node verify_site.mjs "$work/record.json"); }
certseal -C school show "$code" --record >record.json
[ "$(third_party)" = good ] || fail "another verifier says: $(third_party)"
sed 's/Suharto/Sukarno/' record.json >changed.json
cp record.json kept.json; cp changed.json record.json
case $(third_party) in good | revoked) fail "another verifier takes a changed record" ;; esac
cp kept.json record.json

# Revoked, but not published yet: everyone sees what is published.
exits 0 certseal -C school revoke "$code" --reason issued-in-error --yes --passphrase-file pass
exits 0 certseal-lookup "$pdf"
exits 0 certseal -C school publish --passphrase-file pass
exits 1 certseal-lookup "$pdf"
first_line "REVOKED on $(date -u +%F) - do not rely on this certificate. Reason: issued-in-error."
exits 1 certseal-lookup "$code"
out "REVOKED"
exits 1 certseal-lookup "$qr"
out "REVOKED"
[ "$(third_party)" = revoked ] || fail "another verifier says: $(third_party)"

# Suspended and reinstated.
other=$(code_of "Ångström")
exits 0 certseal -C school suspend "$other" --reason requirements-not-met --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
exits 1 certseal-lookup "$other"
first_line "SUSPENDED since $(date -u +%F) - the school is reviewing it. Contact Example School of Aesthetics."
exits 0 certseal -C school reinstate "$other" --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
exits 0 certseal-lookup "$other"

# A correction: the old number answers, and names the new one.
exits 0 certseal -C school correct "$other" --set "name=Zoë Ångström-Lindqvist" --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
new=$(code_of Lindqvist)
exits 1 certseal-lookup "$other"
first_line "REPLACED on $(date -u +%F) - ask the holder for certificate $new."
exits 0 certseal-lookup "$new"
out "Zoë Ångström-Lindqvist"

# Erased: the number is not found any more, the graduate's own PDF still stands in the log.
erased=$(code_of "O’Connor")
mkdir holder && cp "$(file_of "O’Connor")" holder/certificate.pdf
exits 0 certseal -C school erase "$erased" --yes
exits 0 certseal -C school publish --passphrase-file pass
exits 1 certseal-lookup "$erased"
out "NOT FOUND"
exits 0 certseal-lookup holder/certificate.pdf
out "VALID"

# The keys change: employers follow, and are told. What was issued before stays good.
exits 0 certseal -C school keys rotate issuer --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
third=$(code_of "Peña")
exits 0 certseal-lookup "$third"
err "has changed its keys"
exits 0 certseal-lookup "$third"
no_err "has changed its keys"
certseal -C school show "$third" --record >record.json
[ "$(third_party)" = good ] || fail "after the rotation another verifier says: $(third_party)"

# Another school at the same address is not this one.
mv school/site school/site.away
exits 2 certseal-lookup "$third"
out "CANNOT CHECK"
echo "second" >pass2; echo "second passphrase" >pass2
exits 0 certseal init second --name "Example School of Aesthetics" --url "$url" --passphrase-file pass2
exits 0 certseal -C second publish --passphrase-file pass2 --to school/site
exits 2 certseal-lookup "$third"
out "CANNOT CHECK"
rm -rf school/site; mv school/site.away school/site

# The server is gone.
kill "$(cat tls/pid)"
exits 2 certseal-lookup "$third"
out "CANNOT CHECK"
err "--offline"
