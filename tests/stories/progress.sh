#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a terminal shows of long work, and what is done where nobody watches.
. "$(dirname "$0")/lib.sh"
make_school
head -n 1 "$demo/roster.csv" >class.csv
python3 - >>class.csv <<'PY'
for i in range(800):
    name = "Person " + chr(65 + i // 676) + chr(97 + i // 26 % 26) + chr(97 + i % 26)
    print(f"{name},Example,RN,g{i}@example.org,L{i},CA,RN,BDF-201,2026-03-14,,7,9,16,injector")
PY

# watched TEXT SIGNAL COMMAND...: runs it with a terminal as standard error and sends it
# the signal (0: none) once the terminal has shown the text. All it showed is in `shown`.
cat >watched.py <<'PY'
import os, pty, signal, subprocess, sys
text, number, command = sys.argv[1].encode(), sys.argv[2], sys.argv[3:]
own, other = pty.openpty()
child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=open(".out", "w"),
                         stderr=other, start_new_session=True)
os.close(other)
shown = b""
try:
    while chunk := os.read(own, 4096):
        shown += chunk
        if number != "0" and text in shown:
            child.send_signal(getattr(signal, number))
            number = "0"
except OSError: pass
open("shown", "wb").write(shown)
open(".err", "wb").write(shown)
sys.exit(child.wait())
PY
watched() {
  step=$((step + 1))
  python3 watched.py "$@"
  exit_code=$?
}
issued() { certseal -C school list --json | grep -c '"code"'; }

# A stop while it signs: the transaction is given up, or was just done.
watched Signing SIGTERM issue class.csv
case "$(issued)" in
  0) err "stopped: nothing was issued" ;;
  800) ;;
  *) fail "issued in part: $(issued)" ;;
esac
[ "$exit_code" = 1 ] || [ "$exit_code" = 0 ] || fail "exit code $exit_code"
[ -z "$(find school/certificates -name '*.tmp.*')" ] || fail "a file is half done"

# The bar tells how far, how fast, how long; it goes when all is done.
watched "" 0 issue class.csv
[ "$exit_code" = 0 ] || fail "exit code $exit_code"
grep -qE 'Drawing \[[#.]{30}\] [0-9]+/800  [0-9]+/s, [0-9]+ s left' shown || fail "no bar"
tail -c 4 shown | grep -q "$(printf '\r\033\[K')" || fail "the bar stays"
[ "$(tr '\r' '\n' <shown | grep -c Drawing)" -le 600 ] || fail "the bar is drawn too often"
[ "$(issued)" = 800 ] || fail "$(issued) are issued"
[ "$(find school/certificates -name '*.pdf' | wc -l)" = 800 ] || fail "not all are drawn"

# What is started to ignore Ctrl-C goes on.
sed 's/2026-03-14/2026-03-15/; 40,$d' class.csv >small.csv
step=$((step + 1))
(trap '' INT; exec issue small.csv) >.out 2>.err & background=$!
sleep 0.2; kill -INT $background
wait $background || fail "an ignored signal stopped it"
out "Issued 38 certificates."

# The lookup: a bar where the answers go elsewhere, no answer of it where they do not.
look="certseal-lookup --trust school/keys/school.trust --offline"
watched "" 0 $look school/certificates
[ "$exit_code" = 0 ] || fail "exit code $exit_code"
grep -qE 'Checking \[[#.]{30}\] [0-9]+/838  [0-9]+/s' shown || fail "no bar"
out "838 checked: 838 AUTHENTIC"
watched "" 0 $look "$(file_of "Person Aab")"
[ ! -s shown ] || fail "a bar for one input"

# Standard input is read once.
pdf=$(file_of "Person Aac")
step=$((step + 1))
$look - - <"$pdf" >.out 2>.err
out "-: AUTHENTIC"
out "-: CANNOT CHECK - standard input was read already."
$look --list - --list - <class.csv >.out 2>.err
err "standard input was read already"
printf '%s\0/x\n' "$pdf" >zero
exits 2 $look --list zero
err '"zero": line 1'

# A hint is told once.
exits 2 $look 0123-4567-89AB-CDEF-GHJS 7K3M-9QXT-2A8R-W5DH-N4V2
[ "$(grep -c "hint: without --offline" .err)" = 1 ] || fail "the hint is not told once"
