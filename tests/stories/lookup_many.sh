#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A directory, a list, a stream: many inputs on several threads, answered in their order.
. "$(dirname "$0")/lib.sh"
make_school
head -n 1 "$demo/roster.csv" >class.csv
python3 - >>class.csv <<'PY'
for i in range(60):
    name = "Person " + chr(65 + i // 26) + chr(97 + i % 26)
    print(f"{name},Example,RN,g{i}@example.org,L{i},CA,RN,BDF-201,2026-03-14,,7,9,16,injector")
PY
exits 0 issue class.csv
revoked=$(code_of "Person Ab")
exits 0 certseal -C school revoke "$revoked" --reason issued-in-error --yes --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
lookup="certseal-lookup --trust school/keys/school.trust"
site="--register school/site"

# What is beneath a directory, at any depth, by name; what is no PDF is passed over.
mkdir -p received/b/deep received/a received/.trash
i=0
for file in $(find school/certificates -name '*.pdf' | sort); do
  i=$((i + 1))
  case $((i % 3)) in 0) cp "$file" received/a ;; 1) cp "$file" received/b/deep ;; 2) cp "$file" received ;; esac
done
cp "$file" received/LAST.PDF
echo "a note" >received/notes.txt
ln -s .. received/b/circle
sed 's/Person/Persom/' "$file" >received/b/altered.pdf
(cd received && find . -iname '*.pdf' | sed 's|^\./||' | LC_ALL=C sort) >names
exits 1 $lookup $site received
out "62 checked: 60 VALID, 1 REVOKED, 1 ALTERED"
err "passed over in the directories: 2 files that are neither PDFs nor pictures"
cp .out expected
sed -n 's/^received\/\(.*\.[pP][dD][fF]\): .*/\1/p' .out | LC_ALL=C sort >answered
same names answered
for jobs in 1 2 7; do
  exits 1 $lookup $site --jobs $jobs received
  same .out expected
done

# A list: the order is that of its lines, empty ones count nothing, directories stand for
# what is in them.
cut -d: -f1 expected | grep '^received' | sort -r >list
echo >>list
echo "$revoked" >>list
echo received/a >>list
for jobs in 1 7; do
  exits 1 $lookup $site --jobs $jobs --list list --json
  python3 - list <<'PY' || fail "not the list's order"
import json, os, sys
lines = [line.strip() for line in open(sys.argv[1]) if line.strip()]
want = lines[:-1] + sorted(os.path.join("received/a", f) for f in os.listdir("received/a"))
answers = [json.loads(line) for line in open(".out")]
assert [a["input"] for a in answers] == want
assert all("result" in a for a in answers)
PY
  err "checked: "
  no_out "checked: "
done
step=$((step + 1))
head -n 3 list | $lookup $site --list - >.out 2>.err || fail "a list from standard input"
out "3 checked: "
exits 2 $lookup $site --list missing-list
err "cannot read the list"
head -c 9000 /dev/zero | tr '\0' x >long
exits 2 $lookup $site --list long
err '"long": line 1 is longer than'

# A file is answered at length, a directory of one file in a line; of none, that is said.
exits 0 $lookup $site received/LAST.PDF
out "pass    document"
mkdir one none
cp "$file" one
exits 0 $lookup $site one
out "1 checked: 1 VALID"
exits 2 $lookup $site none
err "there is nothing to check"
exits 64 $lookup $site --jobs none one

# Answers come as they are made: the first is there while the list goes on.
step=$((step + 1))
python3 - $lookup $site --json --list - <<PY || fail "the answers do not come as they are made"
import json, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
for _ in range(40):
    child.stdin.write("$file\n")
child.stdin.flush()
assert json.loads(child.stdout.readline())["result"] == "VALID"
child.stdin.close()
assert len(child.stdout.readlines()) == 39
PY
