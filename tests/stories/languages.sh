#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A class of three languages: each graduate's certificate is in the language that the
# roster says, the record stays what programs read.
. "$(dirname "$0")/lib.sh"
make_school

head="Name,Credentials,Email,License #,Lic. State,Course,Completed,Role,Language"
row() { printf '%s,RN,%s@example.org,%s,CA,BDF-201,2026-03-14,injector,%s\n' "$1" "$2" "$2" "$3"; }
{
  echo "$head"
  row "María José de la Peña-Núñez" 1 Spanish
  row "محمد عبد الله" 2 ar
  row "山田 太郎" 3 ja
} >class.csv
exits 0 certseal -C school check class.csv
out "Language: language by its tag: \"Spanish\" is read as \"es\""
out "Certificate of Completion, in Japanese"
exits 0 issue class.csv
out "Issued 3 certificates."

text_of() { pdftotext "$(file_of "$1")" - | tr '\n' ' '; }
says() { text_of "$1" | grep -qF "$2" || fail "the page of $1 lacks: $2"; }
says "María José" "Certificado de finalización"
says "María José" "Se hace constar que"
says "María José" "14 de marzo de 2026"
says "محمد" "شهادة إتمام"
says "山田" "修了したことを証します。"
says "山田" "2026年3月14日"
# Mandated lines stay in the words of the accreditor.
says "山田" "Provider approved by the California Board of Registered Nursing"

for name in "María José" "محمد" "山田"; do
  file=$(file_of "$name")
  holds qpdf --check "$file"
  exits 0 certseal-lookup --trust school/keys/school.trust --offline "$file"
  first_line "AUTHENTIC - issued by Example School of Aesthetics; its status was not checked (offline)."
  exits 0 certseal -C school show "$(code_of "$name")" --record
  out '"inLanguage":"en"'
done
mutool show "$(file_of 山田)" trailer/Root/Lang | grep -qF "(ja)" || fail "no language of the document"

# Everything adds up, and a page is drawn again as it was.
exits 0 certseal -C school audit
file=$(file_of "山田")
pdftotext "$file" before
rm "$file"
exits 0 certseal -C school render --passphrase-file pass
pdftotext "$file" after
same before after

# A correction keeps the language, or changes it.
code=$(code_of "María José")
exits 0 certseal -C school correct "$code" --set credentials="RN, BSN" --yes --passphrase-file pass
new=$(sed -n 's/^Issued \(.*\), which replaces.*/\1/p' .out)
file=$(certseal -C school show "$new" --json | sed 's/.*"file":"\([^"]*\)".*/\1/')
pdftotext "$file" - | grep -qF "Sustituye a $code" || fail "the new page does not name $code"
exits 0 certseal -C school correct "$new" --set language=pt-BR --yes --passphrase-file pass
grep -qE "language +es +pt-BR" .out || fail "the change of language is not shown"

# What nobody speaks here is said before anything is issued.
{ echo "$head"; row "Ann Lee" 7 Germn; } >bad.csv
exits 1 issue bad.csv
err "Language: is no language that certificates are written in"
err "did you mean \"German\"?"
sed -i 's/"language": "en"/"language": "fe"/' school/school.json
{ echo "$head"; row "Ann Lee" 7 ""; } >bad.csv
exits 1 issue bad.csv
err "school.json: defaults.language: \"fe\" is no language that certificates are written in; did you mean"

# The school's own language is everybody's where nothing else is said.
sed -i 's/"language": "fe"/"language": "de"/' school/school.json
exits 0 issue bad.csv
says "Ann Lee" "Hiermit wird bescheinigt, dass"

# A page of two languages: the row chooses, then the course, then the school.
sed -i 's/"language": "de"/"language": "en", "secondLanguage": "es"/' school/school.json
sed -i 's/"title": "Botulinum Toxin Type A and Dermal Fillers",$/&\n      "titles": {"es": "Fundamentos de toxina botulínica y rellenos"},/' school/courses.json
holds grep -q '"titles"' school/courses.json
{
  echo "$head,Second Language"
  row "Rosa Ortiz" 8 "" | sed 's/$/,/'
  row "Ada Reyes" 9 "" | sed 's/$/,none/'
  row "Lê Thị Hoa" 10 vi | sed 's/$/,English/'
} >two.csv
exits 0 certseal -C school check two.csv
out "Certificate of Completion, in English and Spanish"
out "Second Language: language by its tag: \"English\" is read as"
exits 0 issue two.csv
says "Rosa Ortiz" "Certificate of Completion"
says "Rosa Ortiz" "Certificado de finalización"
says "Rosa Ortiz" "Fundamentos de toxina botulínica y rellenos"
says "Rosa Ortiz" "not a licence"
says "Rosa Ortiz" "No es una licencia"
text_of "Ada Reyes" | grep -qF "Certificado" && fail "two languages though the row says none"
says "Lê Thị Hoa" "đã hoàn thành"
says "Lê Thị Hoa" "has completed"
exits 0 certseal-lookup --trust school/keys/school.trust --offline "$(file_of "Rosa Ortiz")"

# A correction keeps both, and the translated title that no catalogue has any more.
code=$(code_of "Rosa Ortiz")
sed -i '/"titles"/d; s/"secondLanguage": "es"/"secondLanguage": ""/' school/courses.json school/school.json
exits 0 certseal -C school correct "$code" --set credentials="RN, BSN" --yes --passphrase-file pass
new=$(sed -n 's/^Issued \(.*\), which replaces.*/\1/p' .out)
file=$(certseal -C school show "$new" --json | sed 's/.*"file":"\([^"]*\)".*/\1/')
pdftotext "$file" - | grep -qF "Fundamentos de toxina" || fail "the translated title is lost"
pdftotext "$file" - | grep -qF "Certificado de finalización" || fail "the second language is lost"
exits 0 certseal -C school correct "$new" --set second-language=none --yes --passphrase-file pass
grep -qE "second-language +es" .out || fail "the change of the second language is not shown"
exits 0 certseal -C school audit

# What is wrong with a second language is said with its place.
sed -i 's/"secondLanguage": ""/"secondLanguage": "se"/' school/school.json
{ echo "$head"; row "Eva Lind" 11 ""; } >bad.csv
exits 1 issue bad.csv
err "school.json: defaults.secondLanguage: \"se\" is no language that certificates are written in"
