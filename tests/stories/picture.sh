#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Photos and scans: the QR codes in them are checked as if their texts had been given; what
# cannot be read, and what is made to harm the reader, is CANNOT CHECK and nothing else.
. "$(dirname "$0")/lib.sh"
make_school
cat >class.csv <<'CSV'
Name,Credentials,License #,Lic. State,Profession,Course,Completed,Didactic,Hands-on,Role
Mei Lin,RN,5511,CA,RN,BDF-201,2026-03-14,7,9,injector
Ann Lee,RN,5512,CA,RN,BDF-201,2026-03-15,7,9,injector
CSV
exits 0 issue class.csv
mei=$work/school/$(file_of 'Mei Lin')
[ -e "$mei" ] || mei=$(file_of 'Mei Lin')
ann=$work/school/$(file_of 'Ann Lee')
[ -e "$ann" ] || ann=$(file_of 'Ann Lee')
exits 0 certseal -C school revoke "$(code_of 'Ann Lee')" --reason issued-in-error --yes \
  --passphrase-file pass
exits 0 certseal -C school publish --passphrase-file pass
lookup="certseal-lookup --trust $work/school/keys/school.trust --register $work/school/site"
pictures=$story_source/tests/vectors/pictures

pdftoppm -r 150 -gray -png -singlefile "$mei" mei
pdftoppm -r 150 -gray -png -singlefile "$ann" ann
/usr/bin/python3 - <<'PY' || fail "no pictures"
from PIL import Image
mei, ann = (Image.open(name + ".png").convert("L") for name in ("mei", "ann"))
mei.rotate(4, expand=True, fillcolor=200).save("mei.jpg", quality=60)
mei.save("mei.pdf", resolution=150)
mei.convert("1").save("fax.pdf", resolution=150)
both = Image.new("L", (mei.width, 2 * mei.height), 255)
both.paste(mei, (0, 0))
both.paste(ann, (0, mei.height))
both.save("both.png")
Image.new("L", (900, 700), 255).save("blank.png")
mei.crop((0, 0, mei.width, mei.height // 2)).save("half.pdf")
mei.save("mei.jp2x", "JPEG2000")
PY

# Each kind of file, by name and from standard input; it is said what was looked at.
for file in mei.jpg mei.png mei.pdf fax.pdf; do
  exits 0 $lookup $file
  out "VALID - issued by Example School of Aesthetics"
  out "Mei Lin, RN"
  err "compare name, course and date with the picture"
done
step=$((step + 1))
$lookup - <mei.jpg >.out 2>.err || fail "no picture from standard input"
out "Mei Lin, RN"
exits 0 $lookup --offline mei.jpg
first_line "AUTHENTIC - issued by Example School of Aesthetics; its status was not checked (offline)."
exits 1 $lookup --name "Ann Lee" mei.jpg
out "DOES NOT MATCH"

# Two certificates in one picture are two answers, from the top; the worse counts.
exits 1 $lookup both.png
out "both.png, QR 1: VALID"
out "both.png, QR 2: REVOKED"
out "2 checked: 1 VALID, 1 REVOKED"
exits 1 $lookup --json both.png mei.jpg
/usr/bin/python3 - <<'PY' || fail "the JSON is another"
import json
answers = [json.loads(line) for line in open(".out")]
assert [(a["input"], a["qr"], a["result"]) for a in answers] == [
    ("both.png", 1, "VALID"), ("both.png", 2, "REVOKED"), ("mei.jpg", 1, "VALID")]
PY
exits 0 $lookup --json "$mei"
no_out '"qr"'

# Directories have pictures too, in the order of names, whatever the threads.
mkdir dir
cp mei.jpg dir/a.JPEG; cp blank.png dir/b.png; cp "$mei" dir/c.pdf; cp both.png dir/d.png
cp mei.pdf dir/e.PDF; cp mei.jp2x dir/f.jp2
for jobs in 1 3; do
  exits 1 $lookup --jobs $jobs dir
  out "6 checked: 4 VALID, 1 REVOKED, 1 CANNOT CHECK"
  err "passed over in the directories: 1 file that is neither PDF nor picture"
  [ "$jobs" = 1 ] && cp .out expected || same .out expected
done

# Nothing of ours in it: what would help.
cannot() {
  exits 2 $lookup "$1"
  out "CANNOT CHECK - "
  grep -qF -- "$2" .out .err || fail "does not say: $2"
}
cannot blank.png "no QR code is found in the picture"
err "hint: what helps: the whole code in the picture"
cannot "$pictures/menu.png" 'only one that says "https://example.org/menu"'
cannot "$pictures/menu-fax.pdf" 'only one that says "https://example.org/menu"'
cannot half.pdf "nor do its pictures help: no QR code is found"
cannot mei.jp2x "neither a PDF, a record"
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n' >empty.pdf
cannot empty.pdf "this PDF is not an untouched certificate"
err "nor do its pictures help: "

# What is made to harm.
/usr/bin/python3 - <<'PY' || fail "no hostile pictures"
import os, struct, zlib
def png(width, height, rows, colour=0, bits=8):
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data +
                struct.pack(">I", zlib.crc32(name + data)))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
def put(name, contents):
    with open("hostile/" + name, "wb") as file:
        file.write(contents)
os.mkdir("hostile")
jpeg, good = open("mei.jpg", "rb").read(), open("mei.png", "rb").read()
put("cut.jpg", jpeg[:len(jpeg) // 5])
put("cut.png", good[:len(good) // 2])
put("header.jpg", jpeg[:300])
at = jpeg.index(b"\xff\xc0") + 5
put("sides.jpg", jpeg[:at] + struct.pack(">HH", 60000, 60000) + jpeg[at + 4:])
put("sides.png", png(60000, 60000, bytes(100)))
put("bomb.png", png(25000, 2500, bytes(25001 * 2500)))
put("short.png", png(8000, 8000, bytes(100)))
put("colours.png", png(8000, 8000, bytes(8000 * (8 * 8000 + 1)), colour=6, bits=16))
for magic, name in ((b"\xff\xd8\xff", "noise.jpg"), (b"\x89PNG\r\n\x1a\n", "noise.png"),
                    (b"%PDF-1.7\n", "noise.pdf")):
    put(name, magic + os.urandom(100000))
put("polyglot.jpg", b"\xff\xd8\xff\xfe\0\x10%PDF-1.4 1 0 obj" + os.urandom(1000))
put("large.png", good + bytes(33 << 20))
put("empty.png", b"")
flate = zlib.compress(bytes(64 << 20), 9)
put("bomb.pdf", b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R"
    b"/Resources<</XObject<</I 4 0 R>>>>>>endobj\n4 0 obj<</Subtype/Image/Width 8000"
    b"/Height 8000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode/Length %d>>"
    b"stream\n%b\nendstream endobj\ntrailer<</Root 1 0 R>>\n" % (len(flate), flate))
PY
for file in hostile/*; do
  exits 2 $lookup "$file"
  out "CANNOT CHECK - "
done
cannot hostile/sides.png "the picture is too large"
cannot hostile/sides.jpg "the picture is too large"
cannot hostile/cut.png "the picture is damaged"
cannot hostile/large.png "the picture is too large"
exits 2 $lookup mei.png hostile mei.jpg
out "mei.png, QR 1: VALID"
out "mei.jpg, QR 1: VALID"
out "$(($(ls hostile | wc -l) + 2)) checked: 2 VALID, $(ls hostile | wc -l) CANNOT CHECK"

# A reader that is not there, or is no longer itself: stand-ins, beside a copy of the program.
mkdir bin
cp "$CERTSEAL_BIN/certseal-lookup" bin
lookup="bin/certseal-lookup --trust school/keys/school.trust --register school/site --jobs 1"
cannot mei.png "pictures cannot be read here"
err "certseal-read-picture belongs beside certseal-lookup"
reader() { printf '#!/bin/sh\n%s\n' "$1" >bin/certseal-read-picture; chmod +x bin/certseal-read-picture; }
reader 'kill -9 $$'
cannot mei.png "the picture takes too long to read"
reader 'kill -SEGV $$'
cannot mei.png "the picture ended the program that reads it"
reader 'exit 3'
cannot mei.png "could not be started or failed"
reader 'printf "\033[2Jhttps://x\n"'
cannot mei.png "gave an answer that it cannot give"
reader 'printf "no line"'
cannot mei.png "gave an answer that it cannot give"
reader 'while echo 1; do :; done | head -c 9000000'
cannot mei.png "gave an answer that it cannot give"
reader 'echo /etc/passwd; echo school/keys/school.trust'
cannot mei.png 'only one that says "/etc/passwd"'
reader 'env >env; kill -9 $PPID'
exits 2 $lookup mei.png mei.png "$mei"
out "mei.png: CANNOT CHECK - the program that reads pictures has ended"
out "3 checked: 1 VALID, 2 CANNOT CHECK"
refuses grep -q HOME env

# Who holds a certificate's PDF is answered by it: no reader is started for it, genuine,
# changed or joined.
reader 'touch started'
exits 0 $lookup "$mei"
sed 's/Mei Lin/Mei Lim/' "$mei" >changed.pdf
echo >>changed.pdf
exits 1 $lookup changed.pdf
out "ALTERED"
qpdf "$mei" --pages "$mei" "$ann" -- --object-streams=disable joined.pdf 2>/dev/null
exits 1 $lookup joined.pdf
absent started
exits 2 $lookup mei.pdf
present started

# The lookup itself links nothing that looks into pictures.
step=$((step + 1))
ldd "$CERTSEAL_BIN/certseal-lookup" >.out
for library in ZXing jpeg png tiff qpdf; do no_out "$library"; done
