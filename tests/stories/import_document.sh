#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A school buys a certificate for its documents; what it signed before stays good.
. "$(dirname "$0")/lib.sh"
make_school
echo "of the purchase" >p12pass
exits 0 issue "$demo/roster.csv"
old=$(file_of Suharto)

# A shop: a root, and an authority below it that sells.
mkdir shop
p256="ec -pkeyopt ec_paramgen_curve:P-256"
ca="-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign"
leaf="-addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature"
by_seller="-CA shop/seller.crt -CAkey shop/seller.key"
# certify NAME SUBJECT OPTION...: NAME.crt
certify() {
  local name=$1 subject=$2
  shift 2
  openssl req -x509 -nodes -days 700 -subj "/CN=$subject" -out "$name.crt" "$@" 2>/dev/null ||
    fail "no certificate for $subject"
}
certify shop/root Root -newkey rsa:2048 -keyout shop/root.key $ca
certify shop/seller Seller -newkey $p256 -keyout shop/seller.key $ca -CA shop/root.crt \
  -CAkey shop/root.key
# pack NAME: NAME.p12 of key, certificate and chain. sell NAME ALGORITHM: a new one.
pack() {
  openssl pkcs12 -export -inkey "$1.key" -in "$1.crt" -out "$1.p12" -passout file:p12pass \
    -certfile <(cat shop/root.crt shop/seller.crt) 2>/dev/null || fail "no $1.p12"
}
sell() {
  certify "$1" "$1, sold" -newkey $2 -keyout "$1.key" $leaf $by_seller
  pack "$1"
}
import() {
  local file=$1
  shift
  run certseal -C school keys import-document --p12 "$file" "$@"
}
usual="--p12-passphrase-file p12pass --passphrase-file pass"
refused() {  # FILE MESSAGE OPTION...
  local file=$1 message=$2
  shift 2
  find school -type f -exec sha256sum {} + | sort >before
  import "$file" "$@"
  [ "$exit_code" = 1 ] || fail "exit code $exit_code for $file"
  err "$message"
  find school -type f -exec sha256sum {} + | sort >after
  same before after
}

sell good "$p256"
exits 0 certseal -C school keys list
out "Trust file, version 1"
out "here: take it offline"
out "Example School of Aesthetics, until "

# What cannot take the document key's place changes nothing.
sell rsa rsa:2048
refused rsa.p12 "rsa.p12: its key is RSA of 2048 bits; certificates are signed with ECDSA P-256" $usual
err "hint: ask the certificate authority for a document-signing certificate with an ECDSA P-256 key"
sell p384 "ec -pkeyopt ec_paramgen_curve:P-384"
refused p384.p12 "its key is EC of 384 bits" $usual
openssl ecparam -name prime256v1 -genkey -noout -out expired.key
openssl req -new -key expired.key -subj "/CN=expired" -out expired.csr
touch index && echo 01 >serial
printf '[c]\ndatabase=index\nserial=serial\nnew_certs_dir=shop\ndefault_md=sha256\npolicy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n[x]\nbasicConstraints=critical,CA:FALSE\n' >ca.cnf
openssl ca -batch -config ca.cnf -name c -cert shop/seller.crt -keyfile shop/seller.key \
  -in expired.csr -out expired.crt -notext -startdate 20200101000000Z \
  -enddate 20210101000000Z 2>/dev/null
pack expired
refused expired.p12 "expired.p12: its certificate expired on 2021-01-01" $usual
cp shop/seller.key authority.key && cp shop/seller.crt authority.crt && pack authority
refused authority.p12 "its certificate is an authority's, not one to sign documents" $usual
head -c 300 good.p12 >cut.p12
refused cut.p12 "it is not a PKCS#12 file" $usual
refused missing.p12 "No such file" $usual
head -c 300000 /dev/zero >huge.p12
refused huge.p12 "huge.p12" $usual
refused good.p12 "good.p12: the passphrase does not open it" \
  --p12-passphrase-file pass --passphrase-file pass
refused good.p12 ".key: the passphrase does not open it" \
  --p12-passphrase-file p12pass --passphrase-file p12pass
refused good.p12 "both passphrases cannot come from standard input" \
  --p12-passphrase-file - --passphrase-file -
refused good.p12 "there is no terminal" --passphrase-file pass
err "give it in a file: --p12-passphrase-file FILE"

# The root key is offline, as it should be: said, with the way out.
mkdir stick && mv school/keys/root.key stick/
refused good.p12 "the root key is not at " $usual
err "hint: bring the stick with the root key, and name the file on it: --root-key "
refused good.p12 "is not the root key of this school" $usual --root-key school/keys/log.key
exits 0 certseal -C school keys list
out "offline"

cp -r school/keys keys-before
import good.p12 $usual --root-key stick/root.key
[ "$exit_code" = 0 ] || fail "exit code $exit_code"
out "Imported the document key document-2:"
out "  good, sold, until "
out "  Root, until "
out "The trust file has version 2 now."
absent school/keys/root.key
[ "$(stat -c %a school/keys/document-2.key)" = 600 ] || fail "document-2.key is not 0600"
holds openssl pkey -in school/keys/document-2.key -passin file:pass -noout
[ "$(grep -c 'BEGIN CERTIFICATE' school/keys/document-2.crt)" = 3 ] || fail "not the chain"
holds openssl verify -CAfile shop/root.crt -untrusted school/keys/document-2.crt \
  school/keys/document-2.crt
# Nothing that was there is changed but the trust file, whose former version is kept.
for file in keys-before/*; do
  name=$(basename "$file")
  [ "$name" = school.trust ] || same "$file" "school/keys/$name"
done
same keys-before/school.trust school/keys/school-1.trust
# The new key stands behind the old one.
spki=$(openssl x509 -in good.crt -pubkey -noout | openssl pkey -pubin -outform DER |
  openssl dgst -sha256 -binary | base64)
grep '^document ' keys-before/school.trust >expected
echo "document $spki 0 -" >>expected
grep '^document ' school/keys/school.trust >listed
same expected listed
exits 0 certseal -C school keys list
out "Trust file, version 2"
out "kept"
out "good, sold, until "
exits 0 certseal -C school keys list --json
[ "$(grep -c '"state":"in use"' .out)" = 3 ] || fail "not three keys in use"
refused good.p12 "this certificate is here already, as document-2.crt" $usual

# Certificates are signed with it from now on; those of before are as good as they were.
head -n 1 "$demo/roster.csv" >new.csv
echo "New,Graduate,RN,new@example.org,881,CA,RN,BDF-201,03/14/2026,03/13/2026,7,9,16,injector" >>new.csv
exits 0 issue new.csv
new=$(file_of "New Graduate")
for file in "$old" "$new"; do
  exits 0 certseal-lookup --trust school/keys/school.trust --offline "$file"
  first_line "AUTHENTIC - issued by Example School of Aesthetics; its status was not checked (offline)."
  out "pass    document"
done
exits 0 pdfsig -nocert "$new"
out "good, sold"
out "Signature is Valid"
# Who has the former trust file alone does not know the new key.
exits 0 certseal-lookup --trust keys-before/school.trust --offline "$old"
run certseal-lookup --trust keys-before/school.trust --offline "$new"
[ "$exit_code" != 0 ] || fail "an unlisted key was accepted"
# An employer takes the new version, which the same root signed.
exits 0 certseal-lookup trust add --yes keys-before/school.trust
exits 0 certseal-lookup trust add --yes school/keys/school.trust
exits 0 certseal-lookup --offline "$new"

# Both versions are published, the former though it never was before.
exits 0 certseal -C school publish --passphrase-file pass
same school/site/keys/1 keys-before/school.trust
same school/site/keys/2 school/keys/school.trust
# Who has the former one follows from there.
for file in "$old" "$new"; do
  exits 0 certseal-lookup --trust keys-before/school.trust --register school/site "$file"
done

# A renewed certificate of the same key needs no new trust file and no root key.
certify good "good, renewed" -key good.key $leaf $by_seller
pack good
cp school/keys/school.trust trust-before
import good.p12 $usual
[ "$exit_code" = 0 ] || fail "exit code $exit_code"
out "Imported the document key document-3:"
same trust-before school/keys/school.trust
exits 0 certseal -C school render "$(code_of "New Graduate")" --passphrase-file pass
exits 0 pdfsig -nocert "$new"
out "good, renewed"

exits 64 certseal -C school keys
exits 64 certseal -C school keys import-document
