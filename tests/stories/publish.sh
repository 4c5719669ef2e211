#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The public site holds every certificate, and not a single name.
. "$(dirname "$0")/lib.sh"
make_school
exits 0 issue "$demo/roster.csv"
exits 0 certseal -C school publish
out "18 new cards, 0 there already"
same school/site/keys/1 school/keys/school.trust
[ "$(find school/site/c -type f | wc -l)" = 18 ] || fail "not 18 cards"

# Again: nothing that was published changes.
find school/site -type f -exec sha256sum {} + | sort >before
exits 0 certseal -C school publish
out "0 new cards, 18 there already"
find school/site -type f -exec sha256sum {} + | sort >after
same before after

# No name, e-mail, licence number or code, in plain, hex or base64, in any file or path.
certseal -C school list --json >all.json
python3 - <<'PY' || fail "the site says who graduated"
import base64, json, pathlib
needles = set()
for line in open("all.json", encoding="utf-8"):
    c = json.loads(line)
    for value in (c["name"], c["email"], c["licence"], c["code"], c["code"].replace("-", "")):
        words = [value] + [w for w in value.replace(",", " ").split() if len(w) > 3]
        needles.update(w.encode() for w in words if len(w) > 4)
spelled = set()
for n in needles:
    spelled |= {n, n.lower(), n.hex().encode(), n.hex().upper().encode()}
    for shift in range(3):  # base64 of the needle at any alignment, without its edges
        spelled.add(base64.b64encode(b"\0" * shift + n)[4 if shift else 0:-4])
spelled = {s for s in spelled if len(s) > 4}
for path in pathlib.Path("school/site").rglob("*"):
    hay = str(path).encode() + (path.read_bytes() if path.is_file() else b"")
    for s in spelled:
        assert s not in hay, (path, s)
print(len(spelled), "spellings")
PY

# To another place, such as a USB stick; a lookup works from the copy.
exits 0 certseal -C school publish --to stick
exits 2 certseal-lookup --trust school/keys/school.trust --register stick "$(code_of Suharto)"
out "Suharto, RN"

# Two schools do not share a site.
exits 0 certseal init other --name "Other" --url https://other.example/ --passphrase-file pass
exits 1 certseal -C other publish --to stick
err "holds another trust file"

# A place that cannot be written.
touch file
exits 1 certseal -C school publish --to file/site
err "cannot create the directory"
