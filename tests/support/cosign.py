#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A witness of the C2SP's kind, for stories: openssl signs, this puts it together.

  cosign.py key KEY.pem NAME        the witness's verifier key
  cosign.py sign KEY.pem NAME REQUEST [TIME]
                                    the answer to an add-checkpoint request
"""

import base64
import hashlib
import subprocess
import sys
import tempfile
import time


def public_key(pem):
    der = subprocess.run(["openssl", "pkey", "-in", pem, "-pubout", "-outform", "DER"],
                         check=True, capture_output=True).stdout
    return der[-32:]


def key_id(name, key):
    return hashlib.sha256(name.encode() + b"\n\x04" + key).digest()[:4]


def sign(pem, message):
    with tempfile.NamedTemporaryFile() as file:
        file.write(message)
        file.flush()
        return subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", pem,
                               "-in", file.name], check=True, capture_output=True).stdout


def main():
    command, pem, name = sys.argv[1:4]
    key = public_key(pem)
    if command == "key":
        encoded = base64.b64encode(b"\x04" + key).decode()
        print(f"{name}+{key_id(name, key).hex()}+{encoded}")
        return
    request = open(sys.argv[4], "rb").read()
    checkpoint = request.split(b"\n\n", 1)[1]
    text = checkpoint[:checkpoint.rindex(b"\n\n") + 1]
    now = int(sys.argv[5]) if len(sys.argv) > 5 else int(time.time())
    signature = sign(pem, b"cosignature/v1\ntime %d\n" % now + text)
    payload = key_id(name, key) + now.to_bytes(8, "big") + signature
    print(f"\u2014 {name} {base64.b64encode(payload).decode()}")


main()
