#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Serves a directory over HTTPS at https://localhost:PORT/, and lies where it is told to.

    lying_server.py SITE STATE [--until PID]

Prints PORT when it listens. STATE, --until and how to use it in a story: local_tls.py.

What it lies about stands in STATE/lies, which is read at every request, so that a story
changes its mind without a new server:

    echo "missing checkpoint" >tls/lies
    echo "older status/* $work/site-of-yesterday" >tls/lies
    : >tls/lies                                     # the truth again

One lie a line: LIE PATTERN [ARGUMENT]. PATTERN is as the shell's, but * crosses "/"; the
first line that fits counts. The lies:

    missing            it answers 404
    gone               it answers 410
    forbidden          it answers 403
    broken             it answers 500
    empty              a file of no bytes
    truncated          the first half of the file, as if it were all
    cut                it announces the file and ends the connection in the middle
    flipped            the file with one bit changed in its middle
    padded             the file with one more byte
    other-school DIR   the file of this path from another site, or 404
    older DIR          the same: from an older copy of the site
    forked DIR         the same: from a site with another history
    swapped [PATH]     another file of the site: PATH, or the next one beside it, or the
                       next one of the site
    huge               the file with as many zeros behind it as the reader takes
    announced          it announces 10 GB and sends the file
    slow               a byte a second
    slow-head          the same, from the first line on
    silent             it never answers
    closed             it ends the connection without an answer
    redirect [URL]     it answers that the file is at URL (default: this file, elsewhere)
    wrong-type         the file, said to be HTML
    html               an HTML page in its place, said to be well
    gzip               the file, compressed, though nobody asked
    flood              header fields without end

STATE/requests holds a line "METHOD PATH LIE" for each request, LIE being "-" for the truth
and "unknown" for what is not in the list: a story can see there that it was lied to.
"""

import fnmatch
import gzip
import http.server
import itertools
import pathlib
import ssl
import sys
import threading
import time

sys.dont_write_bytecode = True
import local_tls  # noqa: E402

TYPES = {".json": "application/json", ".html": "text/html; charset=utf-8"}
PAGE = b"<!DOCTYPE html><title>Welcome</title><p>Please log in to the network.\n"
lock = threading.Lock()


def flip(body):
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1:] if body else b"\1"


BENT = {
    "empty": lambda body: b"",
    "truncated": lambda body: body[:len(body) // 2],
    "flipped": flip,
    "padded": lambda body: body + b"\n",
}
STATUSES = {"missing": 404, "gone": 410, "forbidden": 403, "broken": 500}


def neighbour(site, path):
    """The next file of the same directory, in the order of names, or else of the site."""
    here = site / path
    for files in (here.parent.glob("*"), site.rglob("*")):
        others = sorted(f for f in files if f.is_file() and f != here)
        if others:
            return next((f for f in others if f > here), others[0])
    return here


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "lying"
    sys_version = ""

    def log_message(self, *_):
        pass

    def lie_about(self, path):
        try:
            lines = (self.server.state / "lies").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return "-", None
        for line in lines:
            lie, pattern, *argument = line.split(maxsplit=2)
            if fnmatch.fnmatchcase(path, pattern):
                known = lie if f"\n    {lie} " in __doc__ else "unknown"
                return known, argument[0] if argument else None
        return "-", None

    def read(self, directory, path):
        root = directory.resolve()
        file = (root / path).resolve()
        if file.is_dir():
            file = file / "index.html"
        if not file.is_relative_to(root) or not file.is_file():
            return None
        return file.read_bytes()

    def head(self, status, length, kind=None, **fields):
        self.send_response(status)
        self.send_header("Content-Type", kind or TYPES.get(
            pathlib.PurePath(self.path).suffix, "text/plain; charset=utf-8"))
        self.send_header("Access-Control-Allow-Origin", "*")
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def reply(self, body, status=200, kind=None, **fields):
        self.head(status, len(body), kind, **fields)
        if self.command != "HEAD":
            self.wfile.write(body)

    def drip(self, data):
        self.close_connection = True
        for byte in data:
            self.wfile.write(bytes([byte]))
            time.sleep(1)

    def do_GET(self):
        path = self.path.split("?")[0].removeprefix("/")
        lie, argument = self.lie_about(path)
        with lock, open(self.server.state / "requests", "a", encoding="utf-8") as log:
            log.write(f"{self.command} {path} {lie}\n")
        try:
            self.answer(path, lie, argument)
        except OSError:  # the reader has had enough
            self.close_connection = True

    do_HEAD = do_GET

    def answer(self, path, lie, argument):
        site = self.server.site
        if lie in ("other-school", "older", "forked"):
            body = self.read(pathlib.Path(argument), path)
        elif lie == "swapped":
            body = (site / argument if argument else neighbour(site, path)).read_bytes()
        else:
            body = self.read(site, path)
        if lie in STATUSES:
            self.reply(b"No.\n", STATUSES[lie], "text/plain")
        elif lie in ("silent", "closed", "unknown", "flood", "redirect", "html"):
            getattr(self, lie)(argument)
        elif body is None:
            self.reply(b"There is nothing here.\n", 404, "text/plain")
        elif lie in BENT:
            self.reply(BENT[lie](body))
        elif lie in ("-", "other-school", "older", "forked", "swapped"):
            self.reply(body)
        else:
            getattr(self, lie.replace("-", "_"))(body)

    def silent(self, _):
        self.close_connection = True
        self.rfile.read()

    def closed(self, _):
        self.close_connection = True

    unknown = closed

    def flood(self, _):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in itertools.count():
            self.wfile.write(b"X-%d: %s\r\n" % (number, b"x" * 1000))

    def redirect(self, url):
        self.reply(b"", 302, Location=url or f"https://elsewhere.example{self.path}")

    def html(self, _):
        self.reply(PAGE, kind="text/html")

    def cut(self, body):
        self.head(200, max(len(body), 2))
        self.wfile.write(body[:len(body) // 2])
        self.close_connection = True

    def huge(self, body):
        self.head(200, None, Transfer_Encoding="chunked")
        for piece in itertools.chain([body or b"\0"], itertools.repeat(bytes(65536))):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def announced(self, body):
        self.head(200, 10_000_000_000)
        self.wfile.write(body)
        self.close_connection = True

    def slow(self, body):
        self.head(200, len(body))
        self.drip(body)

    def slow_head(self, body):
        self.drip(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    def wrong_type(self, body):
        self.reply(body, kind="text/html")

    def gzip(self, body):
        self.reply(gzip.compress(body), Content_Encoding="gzip")


class Server(http.server.ThreadingHTTPServer):
    def __init__(self, listener, site, state):
        super().__init__(listener.getsockname(), Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.site = site
        self.state = state
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(state / "crt", state / "key")

    def get_request(self):
        connection, address = self.socket.accept()
        # The handshake waits for the connection's own thread.
        return self.tls.wrap_socket(connection, server_side=True,
                                    do_handshake_on_connect=False), address

    def handle_error(self, *_):
        pass  # readers who do not like the certificate


def main():
    options = local_tls.arguments(__doc__).parse_args()
    local_tls.make_certificate(options.state)
    listener = local_tls.listen(options.state)
    server = Server(listener, options.site.resolve(), options.state.resolve())
    local_tls.announce(server.state, listener.getsockname()[1], options.until)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    local_tls.stay(options.until)


main()
