# SPDX-License-Identifier: Apache-2.0
"""Certificates whose signature carries a timestamp, by an authority made from OpenSSL."""

import http.server
import pathlib
import subprocess
import threading

from cases.altered import flipped
from cases.school import graduate
from cases.standing import Papers

CONFIGURATION = """[t]
serial = {place}/serial
signer_cert = {place}/crt
signer_key = {place}/key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
# The unsigned attribute signature-time-stamp, in the hex of a file's signature.
ATTRIBUTE = b"060b2a864886f70d010910020e"


class Authority:
    def __init__(self, place, *key):
        self.place = place
        place.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", *key, "-nodes", "-days", "30",
                        "-subj", "/CN=Test TSA", "-addext",
                        "extendedKeyUsage=critical,timeStamping", "-addext",
                        "keyUsage=critical,digitalSignature", "-keyout", place / "key",
                        "-out", place / "crt"], check=True, capture_output=True)
        (place / "serial").write_text("01\n")
        (place / "cnf").write_text(CONFIGURATION.format(place=place))
        self._lock = threading.Lock()

    def answer(self, query):
        with self._lock:
            (self.place / "query").write_bytes(query)
            return subprocess.run(["openssl", "ts", "-reply", "-config", self.place / "cnf",
                                   "-section", "t", "-queryfile", self.place / "query"],
                                  check=True, capture_output=True).stdout

    def serve(self):
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                body = authority.answer(query)
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


def add_all(cases, programs, make):
    school = make(programs, "stamped", "Stamping School", "https://stamped.example/")
    names = {"p256": "Stamped Curve", "p384": "Stamped Larger", "rsa": "Stamped Modulus"}
    kinds = {"p256": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
             "p384": ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], "rsa": ["rsa:2048"]}
    people = {}
    for number, (kind, key) in enumerate(kinds.items()):
        server = Authority(pathlib.Path(programs.work) / f"tsa-{kind}", *key).serve()
        school.issue([graduate(names[kind], 800 + number)], "--tsa",
                     f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        people[kind] = Papers(school, names[kind])
    site = cases.keep_site("stamped", school.publish())
    trust = cases.keep_trust("stamped", school.trust())
    for kind, papers in people.items():
        assert ATTRIBUTE in papers.pdf.lower(), kind
        for place in (site, None):
            cases.add(f"stamped/{kind}/{'online' if place else 'offline'}",
                      {"pdf": papers.pdf}, place, trust=trust)
        begin = papers.pdf.lower().index(ATTRIBUTE)
        for step in range(12):  # two hex digits a byte
            at = begin + 40 + step * 150
            cases.add(f"stamped/{kind}/digit-{step}",
                      {"pdf": flipped(papers.pdf, at)}, site, trust=trust)
