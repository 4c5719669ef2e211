#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What boards and accreditors demand of a certificate: each finding names its rule, source
# and row; errors stop issuing, warnings do not; a school adds rules and waives them aloud.
. "$(dirname "$0")/lib.sh"
make_school
cp "$demo/roster.csv" roster.csv
completed=$(date -u -d '10 days ago' +%Y-%m-%d)
heading="Name,Credentials,Email,License #,Lic. State,Profession,Member #,Course,Completed,Didactic,Hands-on,Claimed,Role"
row() { echo "$1,$2,$3@example.org,$4,$5,$2,$6,BDF-201,$completed,7,9,$7,injector"; }

# A school.json as schools have it: what is typed is printed, and still issues. That it
# does not show the licence number is said once, whatever the number of rows.
sed -i 's/"scheme": "California BRN",$/& "statement": "Provider approved by the California Board of Registered Nursing, Provider Number CEP 00000, for {hours} contact hours. This document must be retained by the licensee for a period of four years after the course concludes.",/' school/school.json
exits 0 certseal -C school check roster.csv
out "lines 2, 4-6, 10, 13, 14 and 18: no line of California RN says: \"Licence number {licence}.\""
out "rule ca-rn.ninety-days (California Board of Registered Nursing, 16 CCR § 1458(c), checked "
[ "$(grep -c 'rule ca-rn.licence-shown' .out)" = 1 ] || fail "said row by row"

# The schemes' own wordings.
python3 - "$demo/school.json" >school/school.json <<'PY'
import json, sys
school = json.load(open(sys.argv[1]))
days = {"firstDay": "2026-01-01", "lastDay": "2030-12-31"}
school["accreditations"] = [
    {"scheme": "AMA PRA", "provider": "Example CME Institute", **days,
     "activities": [{"course": "BDF-201", "maximumCredits": 14}]},
    {"scheme": "California RN", **days},
    {"scheme": "California dental", **days,
     "activities": [{"course": "BDF-201", "registration": "07-4321-26001"}]},
    {"scheme": "AGD PACE", **days,
     "activities": [{"course": "BDF-201", "subject": "780", "delivery": "participation"}]},
    {"scheme": "Florida osteopathic", "firstDay": "2020-01-01", "lastDay": "2020-12-31",
     "number": "50-1234"}]
json.dump(school, sys.stdout, ensure_ascii=False, indent=2)
PY
{ echo "$heading"
  row "Ada Nurse" RN ada 7781 CA "" 16
  row "Max Physician" MD max G12 NY "" 13.75
  row "Dora Dentist" DDS dora D-55 CA 112233 12
  row "Olaf Osteopath" DO olaf OS9 FL "" 14; } >good.csv
exits 0 certseal -C school check good.csv
no_out "Errors"
out "no line of Florida osteopathic: completed on"
out "line 5 (Olaf Osteopath), Completed: "
exits 0 issue good.csv
text() { pdftotext -layout -enc UTF-8 "$(file_of "$1")" - | tr -s ' \n' ' '; }
text "Ada Nurse" >ada.txt
holds grep -qF "Provider Number CEP 00000, for 16 contact hours. This document must be retained by the licensee for a period of four years after the course concludes. Licence number 7781." ada.txt
holds grep -qF "Participated in a live activity that Example CME Institute designated for a maximum of 14 AMA PRA Category 1 Credit(s)™." ada.txt
text "Max Physician" >max.txt
holds grep -qF "Example CME Institute designates this live activity for a maximum of 14 AMA PRA Category 1 Credit(s)™. Physicians should claim only the credit commensurate with the extent of their participation in the activity." max.txt
holds grep -qF "Credit claimed: 13.75 AMA PRA Category 1 Credit(s)™." max.txt
refuses grep -qF "contact hours" max.txt
text "Dora Dentist" >dora.txt
holds grep -qF "course registration number 07-4321-26001: 12 units. Licence number D-55. All of the information contained on this certificate is truthful and accurate." dora.txt
holds grep -qF "AGD subject code 780, participation, 12 hours. AGD member number 112233." dora.txt
holds grep -qF "Licensee" dora.txt
refuses grep -qF "Florida" dora.txt

# A template shows the three parts of a line, and AMA's name is in italics.
mkdir -p school/templates
sed -e 's|say "{text}"|say "{before}"; say "{emphasis}" italics-of-credits; say "{after}"|' \
  -e 's|^style signer |style italics-of-credits { font italic; size 9 8.5; color ink; leading 1.2 }\n&|' \
  "$story_source/templates/classic.template" >school/templates/italics.template
sed -i 's/^template "classic"/template "italics"/' school/templates/italics.template
{ echo "$heading,Template"; echo "$(row "Lea Physician" MD lea G18 NY "" 13.5),italics"; } >lea.csv
exits 0 issue lea.csv
mutool draw -q -F stext "$(file_of "Lea Physician")" >lea.xml 2>/dev/null
python3 - lea.xml <<'PY' || fail "AMA's name is not in italics"
import sys, xml.etree.ElementTree as tree
fonts = {}
for font in tree.parse(sys.argv[1]).iter("font"):
    text = "".join(c.get("c") for c in font.iter("char"))
    fonts[font.get("name")] = fonts.get(font.get("name"), "") + text + "|"
slanted = "".join(text for name, text in fonts.items() if "Italic" in name)
upright = "".join(text for name, text in fonts.items() if "Italic" not in name)
assert slanted.count("AMA PRA Category 1 Credit(s)") == 2, slanted
assert "AMA PRA" not in upright and "a maximum of 14 " in upright, upright
PY

# Whom a line is for must be known.
{ echo "$heading"; row "Una Dentist" DDS una D-56 "" 112234 12; } >unknown.csv
exits 0 certseal -C school check unknown.csv
out "line 2 (Una Dentist), Lic. State: no line of California dental, which is for CA: the state of the licence is not known"

# Errors: all of them, with row, rule, source and what would mend it. Nothing is issued.
{ echo "$heading"
  row "Ben Nurse" RN ben "" CA "" 16
  row "Cleo Nurse" RN cleo "" NV "" 16
  row "Eve Physician" MD eve G13 NY "" 14.25
  row "Fay Physician" MD fay G14 NY "" ""
  row "Gus Physician" MD gus G15 NY "" 14; } >bad.csv
sha256sum school/register.db >before
exits 1 certseal -C school check bad.csv
out "lines 2 and 3, License #: California RN needs the licence number, and there is none"
out '-> add it in a column "License #"'
out "rule ca-rn.licence (California Board of Registered Nursing, 16 CCR § 1458(b)(1), checked 2026-11-26)"
out "line 4 (Eve Physician), Claimed: claims 14.25 credits of a course that is designated for 14"
out "line 5 (Fay Physician), Claimed: AMA PRA needs the credits claimed, and there is none"
out "1 to issue, 0 issued already, 0 left out, 4 with errors"
exits 1 issue bad.csv
err "has errors: nothing was issued"
holds sha256sum -c before
exits 1 certseal -C school check bad.csv --json
python3 - .out <<'PY' || fail "the findings are not as data"
import json, sys
findings = json.load(open(sys.argv[1]))["findings"]
found = [f for f in findings if f.get("rule") == "ca-rn.licence"]
assert [f["line"] for f in found] == [2, 3], found
assert found[0]["person"] == "Ben Nurse" and found[0]["severity"] == "error"
assert "16 CCR" in found[0]["source"] and found[0]["checked"] == "2026-11-26"
PY
exits 0 issue bad.csv --valid-only
out "Left out: "
holds grep -qF "License #: California RN needs the licence number" bad.left-out.csv

# A correction is held to the same rules.
code=$(code_of "Ada Nurse")
exits 1 certseal -C school correct "$code" --set licence= --dry-run
err "licence: California RN needs the licence number, and there is none"
exits 0 certseal -C school correct "$code" --set licence=7782 --dry-run
out "Licence number 7782."

# A brand without its sign, and words that no certificate carries.
cp school/courses.json courses.keep
sed -i 's/"Botulinum Toxin Type A and Dermal Fillers"/"Botox and Dermal Fillers"/' school/courses.json
exits 1 certseal -C school check bad.csv
out "the course's title has \"BOTOX\" without ®: \"Botox and Dermal Fillers\""
out 'nothing says who owns the name "BOTOX"'
sed -i 's/"Botox and/"BOTOX® and/' school/courses.json
python3 - school/school.json "$demo/school.json" <<'PY'
import json, sys
school = json.load(open(sys.argv[2]))
school["footerNote"] = "BOTOX® is a registered trademark of Allergan, Inc."
json.dump(school, open(sys.argv[1], "w"), ensure_ascii=False)
PY
{ echo "$heading"; row "Hal Physician" MD hal G16 NY "" 14; } >brand.csv
exits 0 issue brand.csv
text "Hal Physician" | grep -qF "BOTOX® is a registered trademark of Allergan, Inc." || fail "no owner"
cp courses.keep school/courses.json
{ echo "$heading,Location"; echo "$(row "Ian Physician" MD ian G17 NY "" 14),Board-Certified Hall"; } >words.csv
exits 1 certseal -C school check words.csv
out 'says "board certified": "Board-Certified Hall"'

# Rules of the school's own, and a waiver that every check shows.
cp "$demo/school.json" school/school.json
{ echo "$heading"; row "Jo Nurse" RN jo "" CA "" 16; row "Kay Assistant" PA kay P1 NV "" ""; } >own.csv
exits 1 certseal -C school check own.csv
out "California RN needs the licence number"
cat >school/rules.json <<'JSON'
{
  "rules": [
    {
      "id": "nevada.claimed",
      "title": "The hours claimed",
      "source": {"authority": "Nevada State Board", "document": "its letter"},
      "checked": "2026-11-20",
      "severity": "warning",
      "applies": {"states": ["NV"]},
      "demands": {"field": "credits"}
    }
  ],
  "waivers": [{"rule": "ca-rn.licence", "reason": "the board accepts dates of birth"}]
}
JSON
exits 0 certseal -C school check own.csv
out "the rule ca-rn.licence is waived by the school's rules.json: the board accepts dates of birth"
out "line 3 (Kay Assistant), Claimed: Nevada State Board needs the credits claimed, and there is none"
out "rule nevada.claimed (Nevada State Board, its letter, checked 2026-11-20)"
exits 0 issue own.csv

# What is wrong with the file itself.
sed -i 's/"nevada.claimed"/"ca-rn.number"/; s/2026-11-20/soon/; s/"credits"/"credit"/' school/rules.json
exits 1 certseal -C school check own.csv
err "school/rules.json:4: rules[0].id: \"ca-rn.number\" is a rule that ships"
err "school/rules.json:7: rules[0].checked: must be a date as \"2026-03-14\""
err "school/rules.json:10: rules[0].demands.field: \"credit\" is no field that a rule can ask for; did you mean \"credits\"?"
rm school/rules.json
sed -i 's/"California BRN",$/"Californai RN",/; s/"statement": "[^"]*",//' school/school.json
exits 1 certseal -C school check own.csv
err 'accreditations[0].statement: is missing, and "Californai RN" is no scheme whose wording is known; did you mean "California RN"?'
err "hint: known schemes: AMA PRA, California RN,"
