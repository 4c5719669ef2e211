#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An employer accepts schools, sees them, and takes his acceptance back.
. "$(dirname "$0")/lib.sh"
make_school

exits 0 certseal-lookup trust list
err "no school is accepted yet"
exits 0 certseal-lookup trust add school/keys/school.trust
out "Example School of Aesthetics"
out "fingerprint"
present config/certseal/schools/verify.school.example.trust
same config/certseal/schools/verify.school.example.trust school/keys/school.trust
exits 0 certseal-lookup trust list
out "verify.school.example"

# The fingerprint that the school told must be the file's.
fingerprint=$(certseal-lookup trust list | tr -d '\n' | sed 's/.*fingerprint *//; s/  */ /g')
[ ${#fingerprint} = 79 ] || fail "not a fingerprint: $fingerprint"
exits 0 certseal-lookup trust remove verify.school.example
exits 2 certseal-lookup trust add school/keys/school.trust --fingerprint "0000 ${fingerprint#????}"
err "the fingerprint is another one than you gave"
absent config/certseal/schools/verify.school.example.trust
exits 0 certseal-lookup trust add school/keys/school.trust --fingerprint "$fingerprint"
present config/certseal/schools/verify.school.example.trust

# Keys that changed are followed from the register, said once, and kept.
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school keys rotate issuer --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
exits 0 certseal-lookup --register school/site "$(file_of Suharto)"
err "has changed its keys (version 2 of its trust file)"
err "issuer key"
same config/certseal/schools/verify.school.example.trust school/keys/school.trust
exits 0 certseal-lookup --register school/site "$(file_of Suharto)"
no_err "has changed its keys"
# With --trust the file stays as it is.
cp school/keys/school-1.trust first.trust
exits 0 certseal-lookup --trust first.trust --register school/site "$(file_of Suharto)"
err "has changed its keys"
same first.trust school/keys/school-1.trust

# A stranger under the same address is not let in.
mkdir other
echo "another passphrase" >pass2
exits 0 certseal init other --name "Example School of Aesthetics" \
  --url https://verify.school.example/ --passphrase-file pass2
exits 2 certseal-lookup trust add other/keys/school.trust
err "another root key"
same config/certseal/schools/verify.school.example.trust school/keys/school.trust

# Every changed byte of a trust file is refused.
size=$(stat -c %s school/keys/school.trust)
for at in 0 40 100 $((size / 2)) $((size - 2)); do
  cp school/keys/school.trust bent
  printf '\001' | dd of=bent bs=1 seek="$at" conv=notrunc status=none
  exits 2 certseal-lookup trust add bent
  err "not a trust file"
done
head -c $((size - 1)) school/keys/school.trust >short
exits 2 certseal-lookup trust add short

exits 0 certseal-lookup trust remove verify.school.example
absent config/certseal/schools/verify.school.example.trust
exits 2 certseal-lookup trust remove verify.school.example
err "no school is pinned"
# Addresses: https, and somebody there.
exits 2 certseal-lookup trust add http://verify.school.example/ --yes
err "https"
exits 2 certseal-lookup trust add https://verify.school.example/ --yes
err "verify.school.example"

# By its address: shown, and asked for at the terminal, whoever else is at hand.
port=$("$story_source/tests/support/nginx_site" web/site tls --until $$) ||
  fail "nginx does not start"
url=https://localhost:$port/
export SSL_CERT_FILE=$work/tls/crt
exits 0 certseal init web --name "Web School" --url "$url" --passphrase-file pass
exits 0 certseal -C web publish --passphrase-file pass
answer() {  # answer TEXT: to the question of `trust add`, at a terminal
  step=$((step + 1))
  printf '%s\n' "$1" | script -qec "certseal-lookup trust add $url" /dev/null >.out 2>.err
  exit_code=$?
}
answer no
[ "$exit_code" = 2 ] || fail "accepted unasked"
out "Web School"
out "Type yes to accept this school"
absent "config/certseal/schools/localhost%3A$port.trust"
answer yes
[ "$exit_code" = 0 ] || fail "not accepted"
out "log key "
out "issuer key   key-"
same "config/certseal/schools/localhost%3A$port.trust" web/keys/school.trust
# Again: what is new since is followed without a question.
exits 0 certseal-lookup trust add "$url"
out "its keys are the same"
exits 0 certseal -C web keys rotate log --passphrase-file pass
exits 0 certseal -C web publish --passphrase-file pass
exits 0 certseal-lookup trust add "$url"
out "What is new:"
out "was added; it counts from entry"
same "config/certseal/schools/localhost%3A$port.trust" web/keys/school.trust
exits 0 certseal-lookup trust remove "$url"
exits 0 certseal-lookup trust add "$url" --yes
exits 64 certseal-lookup trust
exits 64 certseal-lookup trust add
