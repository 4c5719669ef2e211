#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What the programs are made of, and how they answer to wrong usage.
. "$(dirname "$0")/lib.sh"

libraries=$(ldd "$CERTSEAL_BIN/certseal-lookup")
for library in hpdf harfbuzz fribidi fontconfig freetype soci sqlite csv qrcodegen curl; do
  case $libraries in *"lib$library"*) fail "certseal-lookup links lib$library" ;; esac
done
# No private-key code: nothing that signs, decrypts or makes a key.
for symbol in EVP_DigestSign PKCS8_decrypt EVP_PKEY_Q_keygen PEM_read_bio_PrivateKey X509_sign; do
  ! nm -D --undefined-only "$CERTSEAL_BIN/certseal-lookup" | grep -qw "$symbol" ||
    fail "certseal-lookup uses $symbol"
done
strip -o lookup-stripped "$CERTSEAL_BIN/certseal-lookup"
[ "$(stat -c %s lookup-stripped)" -le $((2 * 1024 * 1024)) ] || fail "more than 2 MB stripped"

for program in certseal certseal-lookup; do
  exits 0 "$program" --help
  out "Examples:"
  exits 0 "$program" --version
  exits 64 "$program" --no-such-option
  err "$program: error:"
  err "$program: hint: $program --help"
  exits 64 "$program"
done
for command in init check issue render list show find publish audit recover revoke suspend reinstate \
  correct renew hold release erase keys "keys list" "keys import-document" "keys rotate" \
  "keys close" "keys witnesses"; do
  # shellcheck disable=SC2086
  exits 0 certseal $command -h
  out "Example"
done
for command in add list remove; do exits 0 certseal-lookup trust "$command" -h; done

# The passphrase is taken from no environment and no argument.
! strings -a "$CERTSEAL_BIN/certseal" | grep -qi 'CERTSEAL_PASS' || fail "an environment variable"
exits 64 certseal init x --name X --url https://x.example/ --passphrase secret
absent x
