# SPDX-License-Identifier: Apache-2.0
"""What the scripts for Python share: bench.mjs, word for word."""
import json
import os
import pathlib
import re
import resource
import sys

ROUNDS = 3
count, directory = int(sys.argv[1]), pathlib.Path(sys.argv[2])
page = json.loads((pathlib.Path(__file__).parent / "page.json").read_text())
record = (directory / "record.json").read_bytes()


def font_file(name):
    return os.path.join(os.environ["FONTS"], page["fonts"][name])


def graduate(number):
    letters, rest = "", number
    while rest or not letters:
        rest, digit = divmod(rest, 26)
        letters = chr(ord("a") + digit) + letters
    code = f"7K3M-9QXT-2A8R-W5DH-{number:04}"
    return {"name": f"Amelia Hartwell-{letters}", "code": code,
            "qr": f"https://verify.school.example/#{code}.{'A' * 270}{number}"}


def fill(text, of):
    return re.sub(r"\{(\w+)\}", lambda field: of[field[1]], text)


def cpu_seconds():
    """Of this process and of those that it waited for."""
    uses = [resource.getrusage(who)
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def report(name, does, seconds, file, each=count):
    print(json.dumps({"name": name, "does": does, "count": each, "seconds": seconds,
                      "file": file}), flush=True)


def measure(name, does, make, file):
    number, seconds, last = 1, [], make(graduate(0))
    for _ in range(ROUNDS):
        begin = cpu_seconds()
        for number in range(number, number + count):
            last = make(graduate(number))
        seconds.append(cpu_seconds() - begin)
    (directory / file).write_bytes(last)
    report(name, does, seconds, file)


def qr_rows(text):
    import qrcode
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()
