#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Signatures are timestamped by a server that does its work; one that does not is found
# out before anything is issued.
. "$(dirname "$0")/lib.sh"
export no_proxy=127.0.0.1
make_school

# A time-stamping authority made from OpenSSL. What it does wrong is in the path.
mkdir tsa
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
  -subj "/CN=Story TSA" -addext "extendedKeyUsage=critical,timeStamping" \
  -addext "keyUsage=critical,digitalSignature" -keyout tsa/key -out tsa/crt 2>/dev/null ||
  fail "no authority"
echo 01 >tsa/serial
cat >tsa/cnf <<'CNF'
[t]
serial = tsa/serial
signer_cert = tsa/crt
signer_key = tsa/key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
CNF
cat >tsa/server.py <<'PY'
import http.server, os, subprocess, threading, time

lock = threading.Lock()
answered = {}

def stamp(query):
    with lock:
        with open("tsa/query", "wb") as file:
            file.write(query)
        return subprocess.run(["openssl", "ts", "-reply", "-config", "tsa/cnf",
                               "-section", "t", "-queryfile", "tsa/query"],
                              capture_output=True).stdout

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def reply(self, body, status=200, kind="application/timestamp-reply", location=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"0")
                time.sleep(0.5)
        except OSError:
            self.close_connection = True

    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        what, _, count = self.path[1:].partition("-")
        with lock:
            answered[self.path] = answered.get(self.path, 0) + 1
            times = answered[self.path]
        imprint = len(query) - 3 - 10 - 32  # before nonce and certReq
        sha256, sha384 = (b"\x60\x86\x48\x01\x65\x03\x04\x02" + n for n in (b"\1", b"\2"))
        if self.headers["Content-Type"] != "application/timestamp-query":
            self.reply(b"", 415)
        elif what == "imprint":
            self.reply(stamp(query[:imprint] + bytes(32) + query[imprint + 32:]))
        elif what == "nonce":
            self.reply(stamp(query[:-4] + bytes([query[-4] ^ 1]) + query[-3:]))
        elif what == "refuses":
            self.reply(stamp(query.replace(sha256, sha384)))
        elif what == "html":
            self.reply(b"<p>Welcome", kind="text/html")
        elif what == "away":
            self.reply(b"", 302, location="/good")
        elif what == "broken":
            self.reply(b"\x30\x03\x02\x01\x00")
        elif what == "huge":
            self.reply(b"0" * 10_000_000)
        elif what == "slow":
            self.drip()
        elif what == "busy" or (what == "dies" and times > int(count)):
            self.reply(b"", 503)
        else:
            self.reply(stamp(query))

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
with open("tsa/port.new", "w") as file:
    file.write(str(server.server_port))
os.rename("tsa/port.new", "tsa/port")
server.serve_forever()
PY
python3 tsa/server.py 2>tsa/log &
server=$!
openssl s_server -accept 0 -cert tsa/crt -key tsa/key -www >tsa/tls 2>&1 </dev/null &
tls=$!
trap 'kill $server $tls 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -e tsa/port ] && break; sleep 0.1; done
[ -e tsa/port ] || fail "the server did not start"
port=$(cat tsa/port)
tsa=http://127.0.0.1:$port

# The unsigned attribute signature-time-stamp, in the hex of a file's signature.
attribute=060b2a864886f70d010910020e
count_stamped() { grep -arl $attribute school/certificates | wc -l; }
genuine() {
  exits 0 certseal-lookup --trust school/keys/school.trust --offline "$1"
  out "pass    document"
}

# Wrong servers: said, and nothing is issued.
nothing_issued() {
  exits 1 issue "$demo/roster.csv" --tsa "$1"
  err "certseal: error: nothing was issued: time-stamping server \"$1\": "
  err "$2"
  err "--tsa-optional"
  exits 0 certseal -C school list
  out "0 certificates"
  [ -z "$(find school/certificates -type f)" ] || fail "something was drawn"
}
nothing_issued http://127.0.0.1:1/ "onnect"
nothing_issued "$tsa/imprint" "the answer is for another signature: its imprint is not ours"
nothing_issued "$tsa/nonce" "the answer is to another request: its nonce is not ours"
nothing_issued "$tsa/refuses" "the server refused to give a timestamp: "
nothing_issued "$tsa/html" "it answers with \"text/html\", not with a timestamp"
nothing_issued "$tsa/away" "it answers that it is elsewhere (HTTP 302)"
nothing_issued "$tsa/broken" "the answer is no timestamp response (RFC 3161)"
nothing_issued "$tsa/busy" "it answers HTTP 503"
nothing_issued "$tsa/huge" "its answer is larger than 65536 bytes"
nothing_issued "$tsa/slow" "timed out"
# Who cannot prove to be the server that was named is not asked.
nothing_issued "https://127.0.0.1:$port/good" "SSL"
for _ in $(seq 100); do grep -q ACCEPT tsa/tls && break; sleep 0.1; done
tls_port=$(sed -n 's/^ACCEPT.*:\([0-9]*\).*/\1/p' tsa/tls)
nothing_issued "https://127.0.0.1:$tls_port/" "certificate"
exits 1 issue "$demo/roster.csv" --tsa ftp://tsa.example/
err '"ftp://tsa.example/" is not the address of a time-stamping server'

# Optional: it goes on without, and says so.
head -n 3 "$demo/roster.csv" >two.csv
exits 0 issue two.csv --tsa http://127.0.0.1:1/ --tsa-optional
err "certseal: warning: going on without timestamps: time-stamping server "
out "Issued 2 certificates."
out "Without a timestamp: 2 (time-stamping server "
[ "$(count_stamped)" = 0 ] || fail "a timestamp from nowhere"

# The server dies in the middle of drawing. All is issued; what was drawn is whole.
exits 1 issue "$demo/roster.csv" --tsa "$tsa/dies-6"
err "16 were issued, but not all were drawn: "
err "it answers HTTP 503"
err "certseal: hint: when that is mended: certseal -C school render --tsa $tsa/dies-6"
exits 0 certseal -C school list
out "18 certificates"
drawn=$(find school/certificates -name '*.pdf' | wc -l)
[ "$drawn" -ge 3 ] && [ "$drawn" -lt 18 ] || fail "$drawn files"
[ "$(count_stamped)" = $((drawn - 2)) ] || fail "a file lacks its timestamp"
for file in $(grep -arl $attribute school/certificates | head -n 2); do genuine "$file"; done
# Nothing is signed without the timestamp that school.json asks for ...
sed -i "s|\"url\"|\"tsa\": \"$tsa/busy\", \"url\"|" school/school.json
exits 1 certseal -C school render --passphrase-file pass
err "it answers HTTP 503"
[ "$(find school/certificates -name '*.pdf' | wc -l)" = "$drawn" ] || fail "drawn without"
# ... and when the server is back the rest is drawn.
sed -i "s|/busy|/good|" school/school.json
exits 0 certseal -C school render --passphrase-file pass
out "$((18 - drawn)) drawn, $drawn there already"
out "Timestamped: $((18 - drawn)), by \"Story TSA\""
[ "$(count_stamped)" = 16 ] || fail "not 16 timestamps"

# Drawn again: the page that was issued, a new signature, a new timestamp.
file=$(file_of Suharto)
cp "$file" first.pdf
exits 0 certseal -C school render "$(code_of Suharto)" --passphrase-file pass
! cmp -s first.pdf "$file" || fail "the same signature twice"
pdftotext first.pdf first.txt && pdftotext "$file" second.txt
same first.txt second.txt
genuine "$file"
genuine first.pdf

# Optional, and it dies in the middle: the rest is drawn without, and counted.
rm -r school/certificates/2026
exits 0 certseal -C school render --passphrase-file pass --tsa "$tsa/dies-9" --tsa-optional
out "18 drawn, 0 there already"
out "Without a timestamp: "
with=$(count_stamped)
[ "$with" -ge 3 ] && [ "$with" -lt 18 ] || fail "$with timestamps"
out "Timestamped: $with, by"
for file in $(find school/certificates -name '*.pdf'); do genuine "$file"; done

# What is wrong in school.json is said.
sed -i "s|$tsa/good|tsa.example|" school/school.json
exits 1 certseal -C school list
err "tsa: must be a web address"
