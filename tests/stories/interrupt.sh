#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Ctrl-C while a class is issued: what is done is whole, a sentence says how to go on, and
# the same command again goes on.
. "$(dirname "$0")/lib.sh"
make_school
head -n 1 "$demo/roster.csv" >class.csv
python3 - >>class.csv <<'PY'
for i in range(2000):
    name = "Person " + chr(65 + i // 676) + chr(97 + i // 26 % 26) + chr(97 + i % 26)
    print(f"{name},Example,RN,g{i}@example.org,L{i},CA,RN,BDF-201,2026-03-14,,7,9,16,injector")
PY

# interrupted SIGNAL FILES COMMAND...: sends the signal once so many files are there.
# Python: what bash starts in the background ignores Ctrl-C.
interrupted() {
  step=$((step + 1))
  python3 - "$@" >.out 2>.err <<'PY'
import glob, signal, subprocess, sys, time
name, files, *command = sys.argv[1:]
child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
while child.poll() is None:
    if len(glob.glob("school/certificates/**/*.pdf", recursive=True)) >= int(files):
        child.send_signal(getattr(signal, name))
        break
    time.sleep(0.005)
sys.exit(child.wait())
PY
  exit_code=$?
}
count() { find school/certificates -name '*.pdf' 2>/dev/null | wc -l; }
left_over() { find school/certificates -name '*.tmp.*' 2>/dev/null | wc -l; }

# While it draws.
interrupted SIGINT 1 issue class.csv
[ "$exit_code" = 1 ] || fail "exit code $exit_code, not 1, after Ctrl-C"
err "stopped: 2000 of 2000 were issued, "
err "to go on, run the command again: certseal -C school issue class.csv"
first=$(count)
err ", $first of 2000 drawn"
[ "$first" -gt 0 ] && [ "$first" -lt 2000 ] || fail "$first files after Ctrl-C"
[ "$(left_over)" = 0 ] || fail "temporary files are left"
for file in $(find school/certificates -name '*.pdf' | sort | tail -n 3); do
  holds qpdf --check "$file"
done

# It goes on, is stopped again, by SIGTERM, and goes on by `render`.
interrupted SIGTERM $((first + 1)) issue class.csv
[ "$exit_code" = 1 ] || fail "exit code $exit_code, not 1, after SIGTERM"
second=$(count)
err "stopped: $((second - first)) of $((2000 - first)) were drawn"
[ "$second" -gt "$first" ] && [ "$second" -lt 2000 ] || fail "$second files after SIGTERM"
interrupted SIGINT $((second + 1)) certseal -C school render --passphrase-file pass
[ "$exit_code" = 1 ] || fail "exit code $exit_code, not 1, after Ctrl-C of render"
err "were drawn, each whole"
err "to go on: certseal -C school render"
exits 0 certseal -C school render --passphrase-file pass --jobs 7
[ "$(count)" = 2000 ] || fail "$(count) files, not 2000"
exits 0 issue class.csv
out "Nothing to issue: 2000 issued already."
exits 0 certseal -C school audit
[ "$(left_over)" = 0 ] || fail "temporary files are left"

# Before anything is issued.
sed 's/2026-03-14/2026-03-21/' class.csv >second.csv
interrupted SIGINT 0 issue second.csv
no_out "Issued"
exits 0 certseal -C school list --from 2026-03-21
out "0 certificates"

# Nothing of a bar where nobody watches.
exits 0 issue second.csv --jobs 1
[ ! -s .err ] || fail "something on stderr"
exits 64 issue second.csv --jobs 0
err "--jobs"
