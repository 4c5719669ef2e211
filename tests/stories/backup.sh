#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A school goes into one encrypted file and comes out of it on another machine, and neither
# forks the log.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school publish --passphrase-file pass
echo "another passphrase" >backup_pass

exits 0 certseal -C school backup first.backup --passphrase-file backup_pass
out "Wrote first.backup"
out "Example School of Aesthetics"
[ "$(stat -c %a first.backup)" = 600 ] || fail "others may read the backup"
for secret in Ångström 'BEGIN ENCRYPTED' SQLite school.json; do
  grep -qaF "$secret" first.backup && fail "the backup shows $secret"
done
ls school | grep -q tmp && fail "something was left in the school's directory"
exits 0 certseal restore --check first.backup --passphrase-file backup_pass
out "every byte is as it was written"

# Nothing is overwritten, and nothing half-written is left.
exits 1 certseal -C school backup first.backup --passphrase-file backup_pass
err "is there already"
exits 1 certseal -C school backup school/inside.backup --passphrase-file backup_pass
err "lies in the school's own directory"
exits 1 certseal -C school backup nowhere/b.backup --passphrase-file backup_pass
absent nowhere
exits 1 certseal restore first.backup school --passphrase-file backup_pass
err "is there already"
echo "not the passphrase" >wrong
exits 1 certseal restore first.backup other --passphrase-file wrong
err "first.backup: the passphrase is wrong, or the backup is damaged"
absent other
head -c 100000 first.backup >cut.backup
exits 1 certseal restore cut.backup other --passphrase-file backup_pass
err "damaged or cut off"
absent other
exits 1 certseal restore --check cut.backup --passphrase-file backup_pass
ls -d other* 2>/dev/null && fail "a part of a restored school was left"
exits 1 certseal restore --check "$demo/roster.csv" --passphrase-file backup_pass
err "is no backup of certseal"
ln -s "$demo" school/link
exits 1 certseal -C school backup link.backup --passphrase-file backup_pass
err "is no plain file"
absent link.backup
rm school/link

# Meanwhile the school goes on.
revoked=$(code_of Suharto)
exits 0 certseal -C school revoke "$revoked" --reason document-misused --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass

# What comes out is the school as it was, that signs nothing until it was compared.
exits 0 certseal restore first.backup again --passphrase-file backup_pass
out "recover --from https://verify.school.example/"
exits 0 certseal -C again list
cp .out listed
exits 0 certseal -C school list
[ "$(grep -c . listed)" = "$(grep -c . .out)" ] || fail "not all certificates came back"
same school/courses.json again/courses.json
# It stands on its own: its register is a file.
[ "$engine" != sqlite ] || same school/school.json again/school.json
grep -q postgresql again/school.json && fail "the restored school names a database"
holds diff -r school/keys again/keys
for key in again/keys/*.key; do
  [ "$(stat -c %a "$key")" = 600 ] || fail "others may read $key"
done
[ "$(stat -c %a again/register.db)" = 600 ] || fail "others may read the register"
exits 1 certseal -C again publish --passphrase-file pass
err "was restored from a backup and not yet compared"
exits 1 certseal -C again revoke "$revoked" --reason document-misused --yes --passphrase-file pass
err "recover --from https://verify.school.example/"
exits 0 certseal -C again recover --from school/site --dry-run
exits 1 certseal -C again publish --passphrase-file pass
exits 0 certseal -C again recover --from school/site --yes
out "it may sign again"
exits 0 certseal -C again show "$revoked"
out "revoked"
exits 0 certseal -C again publish --passphrase-file pass
exits 0 certseal -C again audit
exits 0 certseal -C again render --passphrase-file pass
file=$(file_of "Ångström")
exits 0 certseal-lookup --trust school/keys/school.trust --offline "again/${file#school/}"

# The same backup on a second machine, that publishes to the same place: whoever comes later
# is told, and goes on from what the other one has published.
exits 0 certseal restore first.backup twice --passphrase-file backup_pass
exits 0 certseal -C twice recover --from again/site --yes
exits 0 certseal -C again publish --passphrase-file pass
cp -r again/site twice/site
exits 1 certseal -C twice publish --passphrase-file pass
err "this register is older than what was published"
exits 0 certseal -C twice recover --yes
exits 0 certseal -C twice publish --passphrase-file pass

# A school that never published may sign at once, when a person says so.
exits 0 certseal init new --name "New School" --url https://new.school.example/ --passphrase-file pass
exits 0 certseal -C new backup new.backup --passphrase-file backup_pass
exits 0 certseal restore new.backup newer --passphrase-file backup_pass
exits 1 certseal -C newer publish --passphrase-file pass
exits 0 certseal -C newer recover --nothing-published --yes
exits 0 certseal -C newer publish --passphrase-file pass

# While somebody issues, the backup is of one moment.
( for i in 1 2 3; do
    certseal -C school revoke "$(code_of "Ångström")" --reason document-misused --yes --passphrase-file pass
    certseal -C school publish --passphrase-file pass
  done >/dev/null 2>&1 ) &
busy=$!
for i in 1 2 3; do
  exits 0 certseal -C school backup "busy$i.backup" --passphrase-file backup_pass
  exits 0 certseal restore "busy$i.backup" "busy$i" --passphrase-file backup_pass
done
wait $busy
for i in 1 2 3; do
  exits 0 certseal -C "busy$i" recover --from school/site --yes
  exits 0 certseal -C "busy$i" audit
done
