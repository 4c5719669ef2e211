#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Keys are renewed, lost and stolen; certificates from before stay good.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"
keys() {  # certseal keys COMMAND...
  local command=$1
  shift
  run certseal -C school keys "$command" --passphrase-file pass "$@"
}
keys_exits() {
  local want=$1
  shift
  keys "$@"
  [ "$exit_code" = "$want" ] || fail "exit code $exit_code, not $want: keys $*"
}
publish() { exits 0 certseal -C school publish --passphrase-file pass; }
# graduate NAME: a certificate for one more person.
licence=880
graduate() {
  licence=$((licence + 1))
  head -n 1 "$demo/roster.csv" >one.csv
  echo "$1,Later,RN,$1@example.org,$licence,CA,RN,BDF-201,03/14/2026,03/13/2026,7,9,16,injector" >>one.csv
  exits 0 issue one.csv
}
index_of() {
  certseal -C school show "$(code_of "$1")" --json |
    sed 's/.*"recordSha256":"[^"]*".*"logIndex":\([0-9]*\),"history".*/\1/'
}
log_size() { sed -n 2p school/site/checkpoint; }
lookup() { run certseal-lookup --register school/site "$@"; }
valid() {
  lookup "$(file_of "$1")"
  [ "$exit_code" = 0 ] || fail "exit code $exit_code for $1"
  grep -q '^VALID - issued by Example School of Aesthetics; ' "$work/.out" || fail "$1 is not valid"
}
not_genuine() {
  lookup "$(file_of "$1")"
  [ "$exit_code" = 1 ] || fail "exit code $exit_code for $1"
  grep -q '^NOT GENUINE - ' "$work/.out" || fail "$1 is not refused"
}
# answer WORD COMMAND...: run it at a terminal, and type the word when it asks.
answer() {
  step=$((step + 1))
  python3 - "$@" >"$work/.out" 2>"$work/.err" <<'PY'
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
seen = b""
try:
    while chunk := os.read(terminal, 4096):
        seen += chunk
        if seen.endswith(b"[y/N] "):
            os.write(terminal, sys.argv[1].encode() + b"\n")
except OSError:
    pass
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PY
  exit_code=$?
}
year=$(date -u +%Y)
first=key-$year-01
mkdir stick
mv school/keys/root.key school/keys/school-ca.key stick/
root="--root-key stick/root.key"

publish
exits 0 certseal-lookup trust add --yes school/keys/school.trust
valid Suharto
cp school/keys/school.trust first.trust

# What cannot be changes nothing.
refused() {  # MESSAGE keys-arguments...
  local message=$1
  shift
  find school -type f -exec sha256sum {} + | sort >before
  keys_exits 1 "$@"
  err "$message"
  find school -type f -exec sha256sum {} + | sort >after
  same before after
}
refused "the root key is not at " rotate issuer
err "hint: bring the stick with the root key, and name the file on it: --root-key "
refused "log.key: is not the root key of this school" rotate issuer --root-key school/keys/log.key
refused "the key of the school's authority is not at " rotate document $root
refused "exists already: no key is overwritten" rotate root $root --new-root-key school/keys/log.key
refused "--new-root-key goes with" rotate issuer $root --new-root-key new.key
refused "the trust file lists no issuer key \"key-1999-01\"" close issuer key-1999-01 $root
refused "which issuer key?" close issuer $root
refused "is beyond the end of the log" close issuer "$first" --at 999999 $root
refused "is neither \"now\" nor an entry's number" close issuer "$first" --at 01 $root
refused "a log key can only be closed now" close log --at 0 $root
echo "another passphrase" >other
find school -type f -exec sha256sum {} + | sort >before
exits 1 certseal -C school keys rotate issuer $root --passphrase-file other
err "root.key: the passphrase does not open it"
find school -type f -exec sha256sum {} + | sort >after
same before after
exits 64 certseal -C school keys rotate
exits 64 certseal -C school keys rotate nothing
exits 64 certseal -C school keys witnesses
exits 64 certseal -C school keys witnesses --none --quorum 1

# A new issuer key, at the turn of the year.
keys_exits 0 rotate issuer $root
out "The trust file has version 2 now."
out "closed  $first"
out "new     key-$year-02"
out "school/keys/key-$year-02.key"
out "Next: certseal -C school publish"
[ "$(stat -c %a "school/keys/key-$year-02.key")" = 600 ] || fail "the key is not 0600"
absent school/keys/root.key
same school/keys/school-1.trust first.trust
grep -q "^issuer $first .* 0 [0-9]*$" school/keys/school.trust || fail "$first is not closed"
grep -q "^issuer key-$year-02 .* [0-9]* -$" school/keys/school.trust || fail "no new key"
graduate Anna
publish
same school/site/keys/1 first.trust
same school/site/keys/2 school/keys/school.trust
valid Suharto
valid Anna
# Who was given the first trust file follows from there.
exits 0 certseal-lookup --trust first.trust --register school/site "$(file_of Anna)"
exits 0 certseal -C school keys list
out "closed, kept"
exits 0 certseal -C school keys list --json
grep -q "\"name\":\"$first\",.*\"begin\":0,\"end\":[0-9]*,\"state\":\"closed, kept\"" .out || fail "no window"
[ "$(grep -c '"state":"in use"' .out)" = 3 ] || fail "not three keys in use"

# The key was stolen after Anna's certificate; the thief was at the machine too.
graduate Bert
graduate Carl
publish
anna=$(index_of Anna)
[ "$anna" -lt "$(log_size)" ] || fail "Anna is at $anna"
refused "there is no terminal to ask: nothing was changed" \
  close issuer "key-$year-02" --at $((anna + 1)) $root
err "hint: to go on without being asked: --yes"
close="certseal -C school keys close issuer key-$year-02 --at $((anna + 1)) --passphrase-file pass $root"
for word in n "" maybe; do
  answer "$word" $close
  [ "$exit_code" = 1 ] || fail "exit code $exit_code for $word"
  out "What key-$year-02 signed for the 2 certificates logged from entry $((anna + 1)) on"
  out "it was not confirmed: nothing was changed"
done
answer Yes $close
[ "$exit_code" = 0 ] || fail "exit code $exit_code"
out "a new one takes its place"
out "Disowned: 2"
out "$(code_of Bert)"
out "correct CODE --reissue"
out "new     key-$year-03"
publish
valid Suharto
valid Anna
not_genuine Bert
not_genuine Carl
# It is older than was thought; it is never younger.
refused "key-$year-02 is closed already, at entry $((anna + 1))" \
  close issuer "key-$year-02" --at $((anna + 2)) --yes $root
keys_exits 0 close issuer "key-$year-02" --at "$anna" --yes $root
out "Disowned: 1"
publish
not_genuine Anna
valid Suharto
# One that was the school's after all gets a new certificate.
exits 0 certseal -C school correct "$(code_of Anna)" --reissue --yes --passphrase-file pass
publish

# The log key is lost.
mv school/keys/log.key lost.key
exits 1 certseal -C school publish --passphrase-file pass
keys_exits 0 rotate log $root
out "new     log-2"
graduate Dora
publish
valid Suharto
valid Dora
exits 0 certseal -C school keys list
out "closed, not here"
mv lost.key school/keys/log.key

# The document key is replaced: what it signed stays, and is drawn again with the new one.
keys_exits 0 rotate document $root --ca-key stick/school-ca.key
out "new     document-2"
absent school/keys/school-ca.key
holds openssl verify -CAfile school/keys/school-ca.crt school/keys/document-2.crt
graduate Emil
publish
valid Suharto
valid Emil
exits 0 certseal -C school render "$(code_of Suharto)" --passphrase-file pass
valid Suharto

# A new root: who has accepted the school goes on by himself.
keys_exits 0 rotate root $root --new-root-key stick/new-root.key
out "Take it offline now:"
new_root=$(grep ^root school/keys/school.trust)
[ "$new_root" != "$(grep ^root first.trust)" ] || fail "the root is the same"
[ "$(grep -c '^— ' school/keys/school.trust)" = 2 ] || fail "not signed by both"
publish
valid Suharto
refused "is not the root key of this school" rotate issuer $root
root="--root-key stick/new-root.key"

# Witnesses.
witness="witness.example+$(python3 - <<'PY'
import base64, hashlib
key = bytes(range(32))
id = hashlib.sha256(b"witness.example\n\x04" + key).hexdigest()[:8]
print(id + "+" + base64.b64encode(b"\x04" + key).decode())
PY
)"
refused "a quorum of 2 cannot be reached with 1 witness" witnesses --set "$witness" --quorum 2 $root
refused "--set" witnesses --set nonsense --quorum 1 $root
keys_exits 0 witnesses --set "$witness" --quorum 1 $root
out "demand 1 of 1 witnesses"
grep -qxF "witness $witness" school/keys/school.trust || fail "no witness"
exits 0 certseal -C school keys list
out "Of the 1 witnesses, 1 must sign what employers are shown."
refused "names these witnesses already" witnesses --set "$witness" --quorum 1 $root
keys_exits 0 witnesses --none $root
publish
valid Suharto

# Everything at once: the machine is gone, the sticks and the backup of the register are not.
rm school/keys/key-*.key school/keys/log*.key school/keys/document*.key
keys_exits 0 rotate issuer log document $root --ca-key stick/school-ca.key
graduate Fred
publish
valid Suharto
valid Fred

# A power cut between the register and school.trust: the next command completes it.
version=$(sed -n 's/^version //p' school/keys/school.trust)
cp school/keys/school.trust newest
cp "school/keys/school-$((version - 1)).trust" school/keys/school.trust
exits 0 certseal -C school keys list
out "Trust file, version $version"
same newest school/keys/school.trust

# Somebody knows the passphrase: every key gets a new one.
echo "another good passphrase" >new-pass
for key in school/keys/*.key stick/*.key; do
  holds openssl pkcs8 -topk8 -scrypt -scrypt_N 16384 -scrypt_r 8 -scrypt_p 16 -in "$key" \
    -passin file:pass -out "$key.new" -passout file:new-pass
  mv "$key.new" "$key"
done
keys_exits 1 rotate issuer $root
mv new-pass pass
keys_exits 0 rotate issuer log document $root --ca-key stick/school-ca.key
graduate Gina
publish
valid Gina
