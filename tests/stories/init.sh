#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An administrator sets a school up.
. "$(dirname "$0")/lib.sh"

# Without a terminal and a passphrase file it refuses, and says what helps.
exits 1 certseal init school --name "A School" --url https://verify.school.example/
err "certseal: error: there is no terminal to ask for the passphrase"
err "certseal: hint: give it in a file: --passphrase-file FILE, or - for standard input"
absent school

# Nothing is half-made.
echo "short" >weak
exits 1 certseal init school --name "A School" --url https://verify.school.example/ --passphrase-file weak
err "the passphrase is shorter than 8 characters"
absent school
[ -z "$(ls -d school* 2>/dev/null)" ] || fail "something was left behind"

echo "correct horse battery staple" >pass
exits 1 certseal init school --name "A School" --url http://school.example/ --passphrase-file pass
err 'does not begin with https://'
absent school
exits 1 certseal init school --name " " --url https://school.example/ --passphrase-file pass
err '--name " " is not a school'
absent school
exits 64 certseal init school --name "A School"
err "--url is required"

exits 0 certseal init school --name "A School" --url https://verify.school.example/ --passphrase-file pass
out "Made the school A School in school"
out "Take the root key offline now."
for file in school.json courses.json register.db templates certificates keys/school.trust \
  keys/school-ca.crt keys/document.crt; do
  present "school/$file"
done
for key in root log document school-ca "key-$(date -u +%Y)-01"; do
  [ "$(stat -c %a "school/keys/$key.key")" = 600 ] || fail "$key.key is not 0600"
  holds grep -q "BEGIN ENCRYPTED PRIVATE KEY" "school/keys/$key.key"
  # Stock OpenSSL opens it with the passphrase, and not without.
  holds openssl pkey -in "school/keys/$key.key" -passin file:pass -noout
  refuses openssl pkey -in "school/keys/$key.key" -passin pass:wrong-one -noout
done
[ "$(stat -c %a school/register.db)" = 600 ] || fail "register.db is not 0600"
holds openssl verify -x509_strict -CAfile school/keys/school-ca.crt school/keys/document.crt
holds grep -q "^certseal trust/v1$" school/keys/school.trust
[ "$(grep -c '"code"' school/courses.json)" = 13 ] || fail "not 13 courses"

# The trust file lists the document certificate's key.
spki=$(openssl x509 -in school/keys/document.crt -pubkey -noout |
  openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64)
holds grep -qF "document $spki 0 -" school/keys/school.trust

# Never overwritten.
cp -r school before
exits 1 certseal init school --name "Other" --url https://other.example/ --passphrase-file pass
err '"school" exists already and is not empty'
holds diff -r before school

# The passphrase from standard input.
step=$((step + 1))
certseal init second --name "Second" --url https://second.example/a/ --passphrase-file - <pass >.out 2>.err ||
  fail "init with standard input"
present second/keys/root.key

# However the directory is written; and not into the current one.
exits 0 certseal init third/ --name "Third" --url https://third.example/ --passphrase-file pass
present third/school.json
mkdir empty
exits 0 certseal init empty/ --name "Fourth" --url https://fourth.example/ --passphrase-file pass
present empty/school.json
exits 1 certseal init . --name "Fifth" --url https://fifth.example/ --passphrase-file pass
err "current directory"
exits 1 certseal init long --name "$(printf 'x%.0s' $(seq 121))" --url https://x.example/ --passphrase-file pass
err "at most 120 characters"
absent long

# A new school can work at once.
exits 0 certseal -C second list
out "0 certificates"

# A directory that is no school's.
exits 1 certseal -C nowhere list
err "is not a school's directory"

# What is wrong in school.json is said with file, line and field.
sed -i 's/"name": "A School"/"nam": "A School"/' school/school.json
exits 1 certseal -C school list
err "school/school.json:"
err "nam"
