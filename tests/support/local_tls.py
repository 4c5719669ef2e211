# SPDX-License-Identifier: Apache-2.0
"""What the servers of the stories share: a certificate for localhost, and how to stay.

A server is started with a directory of its own, STATE, and leaves there

    crt     its certificate: for SSL_CERT_FILE, NODE_EXTRA_CA_CERTS, curl --cacert
    key     the key to it
    port    where it listens, once it does
    pid     its process

With --until PID it goes to the background when it listens, and ends with that process,
so that a story needs no more than

    port=$("$story_source/tests/support/nginx_site" site tls --until $$)
    export SSL_CERT_FILE=$work/tls/crt
"""

import argparse
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time


def arguments(description):
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path, help="the directory to serve")
    parser.add_argument("state", type=pathlib.Path, help="a directory for crt, key, port")
    parser.add_argument("--until", type=int, metavar="PID",
                        help="go to the background and end with this process")
    return parser


def make_certificate(state):
    """Makes STATE with a certificate for localhost, unless it has one already."""
    state.mkdir(parents=True, exist_ok=True)
    if (state / "crt").exists():
        return
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", state / "key", "-out", state / "crt"],
        check=True, stderr=subprocess.DEVNULL)


def listen(state):
    """Listens on a free port of 127.0.0.1, or on the one STATE remembers."""
    known = state / "port"
    port = int(known.read_text(encoding="ascii")) if known.exists() else 0
    return socket.create_server(("127.0.0.1", port), backlog=64)


def detach():
    """Goes to the background; what waits for the output sees its end."""
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)


def announce(state, port, until):
    """Says where the server listens; returns in the process that is to stay."""
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    (state / "port.new").write_text(f"{port}\n", encoding="ascii")
    (state / "port.new").rename(state / "port")
    if until:
        detach()
    (state / "pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def stay(until, is_well=lambda: True):
    """Waits until the process ends, the server does, or a signal comes."""
    while is_well() and (not until or is_running(until)):
        time.sleep(0.1)
