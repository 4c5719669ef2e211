#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A programme's transcript shows its modules with their hours; one without modules is
# refused before anything is issued. Every shipped design can be asked for by a row.
. "$(dirname "$0")/lib.sh"
make_school

head='Name,Profession,License #,Lic. State,Completed,Course,Didactic,Hands-on,Role,Design'
printf '%s\n' "$head" \
  'Ana Prieto,RN,5501,CA,2026-03-14,CMP-500,69,43,injector,transcript' \
  'Olu Bello,RN,5502,CA,2026-03-14,CMP-500,69,0,observer,transcript' \
  'Mei Lin,RN,5503,CA,2026-03-14,BDF-201,7,9,injector,modern' \
  'Ida Holm,RN,5504,CA,2026-03-14,BDF-201,7,9,injector,academic' \
  'Jo Park,RN,5505,CA,2026-03-14,BDF-201,7,9,injector,wallet-card' >class.csv
exits 0 issue class.csv

pdftotext -layout "$(file_of 'Ana Prieto')" text
for line in 'Cosmetic Laser and IPL: Didactic and Safety +40 +–' \
  'Laser Hair Reduction Clinical Practicum +– +24' 'total: 112 +69 +43'; do
  holds grep -qiE "$line" text
done
pdftotext -layout "$(file_of 'Olu Bello')" text
holds grep -qiE 'Botulinum Toxin Type A and Dermal Fillers +7 +–' text
for name in 'Mei Lin' 'Ida Holm' 'Jo Park'; do
  file=$(file_of "$name")
  holds qpdf --check "$file"
  exits 0 certseal-lookup --trust school/keys/school.trust --offline "$file"
  pdftotext "$file" - | grep -qx "$name" || fail "$name is not on the page"
done

# What was corrected keeps the modules it was issued with, whatever courses.json says now.
sed -i 's/Cosmetic Laser and IPL: Didactic and Safety", "did/Lasers", "did/' school/courses.json
holds grep -q '"Lasers"' school/courses.json
exits 0 certseal -C school correct "$(code_of 'Ana Prieto')" --set 'name=Ana María Prieto' \
  --yes --passphrase-file pass
pdftotext -layout "$(file_of 'Ana María Prieto')" text
holds grep -q 'Cosmetic Laser and IPL' text

# No modules, no transcript.
printf '%s\n' "$head" 'Kim Vo,RN,5506,CA,2026-03-14,BDF-201,7,9,injector,transcript' >none.csv
exits 1 certseal -C school check none.csv
out 'the template "transcript" has a table of them, and there are none for the course BDF-201'
printf '%s\n' "$head" 'Kim Vo,RN,5507,CA,2026-03-14,CMP-500,60,43,injector,transcript' >missed.csv
exits 1 certseal -C school check missed.csv
out 'not all its hours were attended'
