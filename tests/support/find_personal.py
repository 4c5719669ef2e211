#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""find_personal.py SITE < list.json: demands that no file of a site says who graduated.

Standard input is what `certseal list --json` prints. Every name, e-mail address, licence
number and code is looked for in every file and path: in plain, in either case, in
hexadecimal, in base64 at any alignment, and in whatever can be inflated out of the files.
"""

import base64
import json
import pathlib
import re
import sys
import zlib

MAX_INFLATED = 1 << 20


def words_of(certificate):
    values = (certificate["name"], certificate["email"], certificate["licence"],
              certificate["code"], certificate["code"].replace("-", ""))
    for value in values:
        yield value
        # A number's or a code's parts are too short to mean anything.
        if not any(c.isdigit() for c in value):
            yield from re.split(r"[,\s]+", value)


def spellings(word):
    raw = word.encode()
    yield from (raw, raw.lower(), raw.upper(), raw.hex().encode(), raw.hex().upper().encode())
    for shift in range(3):
        for alphabet in (None, b"-_"):
            text = base64.b64encode(b"\0" * shift + raw, alphabet)
            yield text[4 if shift else 0:-4]


def inflated(data):
    """What begins like gzip or zlib anywhere in the data, or in base64 in it."""
    for match in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data):
        try:
            yield zlib.decompressobj(47).decompress(data[match.start():], MAX_INFLATED)
        except zlib.error:
            pass
    for match in re.finditer(rb"u(H4sI[A-Za-z0-9_-]+)", data):
        text = match.group(1) + b"=" * (-len(match.group(1)) % 4)
        yield zlib.decompress(base64.urlsafe_b64decode(text), 47)


def main():
    needles = set()
    for line in sys.stdin:
        for word in words_of(json.loads(line)):
            if len(word) > 4:
                needles.update(spellings(word))
    needles = {needle for needle in needles if len(needle) > 4}
    searched = 0
    for path in pathlib.Path(sys.argv[1]).rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for hay in (str(path).encode() + b"\n" + data, *inflated(data)):
            searched += len(hay)
            for needle in needles:
                if needle in hay:
                    sys.exit(f"{path}: holds {needle!r}")
    if not needles or not searched:
        sys.exit("there was nothing to look for, or nothing to look into")
    print(f"{len(needles)} spellings, {searched} bytes")


main()
