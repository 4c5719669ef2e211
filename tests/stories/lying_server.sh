#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A server that lies, file by file and in every way: never VALID, and never a crash.
. "$(dirname "$0")/lib.sh"
port=$("$story_source/tests/support/lying_server.py" site tls --until $$) ||
  fail "the server does not start"
url=https://localhost:$port/
export SSL_CERT_FILE=$work/tls/crt
echo "correct horse battery staple" >pass
make() {  # make DIR: a school of this address
  exits 0 certseal init "$1" --name "Example School of Aesthetics" --url "$url" --passphrase-file pass
  cheap_keys "$1"
  sed "s|https://verify.school.example/|$url|" "$demo/school.json" >"$1/school.json"
}
make school
make stranger
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school publish --passphrase-file pass --to site
cp -r site older
cp -r school fork
revoked=$(code_of Suharto)
exits 0 certseal -C school revoke "$revoked" --reason document-misused --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass --to site
rm -rf fork/site
exits 0 certseal -C fork revoke "$(code_of "Ångström")" --reason document-misused --yes --passphrase-file pass
exits 0 certseal -C fork publish --passphrase-file pass --to forked
exits 0 certseal -C stranger publish --passphrase-file pass --to other

good=$(code_of "Ångström")
pdf=$(file_of "Ångström")
card=$(cd site && find c -type f | head -n 1)
lookup() { certseal-lookup --trust school/keys/school.trust "$@" >.out 2>.err; exit_code=$?; }
forget() { rm -rf "$HOME/.local/state/certseal"; }

# The truth.
: >tls/lies
exits 0 certseal-lookup --trust school/keys/school.trust "$good"
out "VALID"
exits 1 certseal-lookup --trust school/keys/school.trust "$revoked"
out "REVOKED"

# alone INPUT LIE...: asked alone, it is not good by a lie that it was told, and never good
# where it is revoked.
alone() {
  input=$1; shift
  : >tls/requests
  lookup "$input"
  case $exit_code in
    1 | 2) ;;
    0) [ "$input" != "$revoked" ] || fail "$* made a revoked certificate good"
       ! grep -q " $1\$" tls/requests || fail "$* was believed for $input" ;;
    *) fail "$*: exit code $exit_code" ;;
  esac
}

# told LIE PATTERN [ARG]: whatever is told the lie is not VALID by it; what does not ask
# for that file may be. Three are asked at once, and each alone where one of them is.
told() {
  was_told=no
  for memory in kept lost; do
    [ $memory = kept ] || forget
    printf '%s\n' "$*" >tls/lies
    step=$((step + 1))
    : >tls/requests
    lookup --json "$good" "$pdf" "$revoked"
    case $exit_code in 1 | 2) ;; *) fail "$*: exit code $exit_code" ;; esac
    [ "$(wc -l <.out)" = 3 ] || fail "$*: not three answers"
    ! grep -q " $1\$" tls/requests || was_told=yes
    grep -q '"result":"VALID"' .out || continue
    for input in "$good" "$pdf" "$revoked"; do
      [ $memory = kept ] || forget
      alone "$input" "$@"
    done
  done
  [ $was_told = yes ] || fail "$* was never told"
  : >tls/lies
}

for file in checkpoint 'status/sha256/*' 'tile/0/*' 'tile/entries/*' 'c/*'; do
  for lie in missing forbidden broken empty truncated cut flipped padded redirect html gzip closed; do
    told "$lie" "$file"
  done
done
for file in checkpoint 'status/*' 'tile/*' 'c/*' '*'; do
  told "other-school" "$file" "$work/other"
done
told swapped 'c/*'
told swapped 'status/sha256/*'
told swapped 'tile/0/*' checkpoint
told swapped checkpoint index.html
told huge checkpoint
told announced 'tile/entries/*'
told flood checkpoint

# Older and forked registers, all of them at once and in part. Who has seen the newer one
# is not shown the older; who has not sees a state that was true, and is bound in time.
: >tls/lies; forget
lookup "$good"
printf 'older * %s\n' "$work/older" >tls/lies
exits 2 certseal-lookup --trust school/keys/school.trust "$good"
out "older than the register"
exits 2 certseal-lookup --trust school/keys/school.trust "$revoked"
printf 'older checkpoint %s\n' "$work/older" >tls/lies
exits 2 certseal-lookup --trust school/keys/school.trust "$revoked"
printf 'older status/* %s\n' "$work/older" >tls/lies
exits 2 certseal-lookup --trust school/keys/school.trust "$revoked"
printf 'forked * %s\n' "$work/forked" >tls/lies
exits 1 certseal-lookup --trust school/keys/school.trust "$revoked"
out "NOT GENUINE"
out "two logs that contradict each other"
[ -n "$(find "$HOME/.local/state/certseal" -type d -name '*fork*')" ] || fail "no evidence was kept"
for part in checkpoint 'tile/*' 'status/*' 'c/*'; do
  printf 'forked %s %s\n' "$part" "$work/forked" >tls/lies
  lookup "$revoked"
  case $exit_code in 1 | 2) ;; *) fail "a part of a fork ($part) made a revoked certificate good" ;; esac
  lookup "$good"
done

# Slow ones end, and say so.
printf 'slow checkpoint\n' >tls/lies
exits 2 certseal-lookup --trust school/keys/school.trust "$good"
out "CANNOT CHECK"

# A register that nobody renews is not believed: its promise has run out.
: >tls/lies
exits 0 certseal-lookup --trust school/keys/school.trust "$good"
