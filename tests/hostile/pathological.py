#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Feeds both programs input that is made to exhaust them, and demands the answer, its exit
code, and that memory stays below a bound. Time is looked at only to end what hangs.

    CERTSEAL_BIN=build/gcc BOMB_SITES=build/gcc/tests/hostile/bomb_sites \
        tests/hostile/pathological.py [PART OF A NAME]
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hostile_files as files
import limits

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ["CERTSEAL_BIN"])
BOMB_SITES = os.path.abspath(os.environ["BOMB_SITES"])
LOOKUP_MB = 48  # a lookup reads four megabytes at most
SCHOOL_MB = 200  # a roster of 16 megabytes has 16 million cells at most
PASSPHRASE = b"correct horse battery staple\n"


def remove(path):
    """Python's own way recurses, and deep directories are among what is removed."""
    subprocess.run(["rm", "-rf", path], check=True)


class Suite:
    def __init__(self, work, chosen):
        self.work = work
        self.chosen = chosen
        self.failures = 0
        self.cases = 0
        self.largest = 0.0
        self.slowest = 0.0
        self.environment = {
            "PATH": BIN + ":/usr/bin:/bin", "HOME": work, "LC_ALL": "C.UTF-8",
            "XDG_CONFIG_HOME": os.path.join(work, "config"),
            "XDG_STATE_HOME": os.path.join(work, "state"), "NO_COLOR": "1"}

    def path(self, name):
        return os.path.join(self.work, name)

    def file(self, name, contents):
        return files.write(self.path(name), contents)

    def expect(self, name, code, command, megabytes, pieces=None, says=""):
        """The exit code, one message that holds `says`, and no more memory than that."""
        if self.chosen not in name:
            return
        outcome = limits.run(command, self.environment, self.work, pieces)
        problems = []
        if outcome.code != code:
            problems.append(f"exit code {outcome.code}, not {code}")
        if outcome.megabytes > megabytes:
            problems.append(f"took {outcome.megabytes:.0f} MB, not {megabytes}")
        if says not in outcome.stdout + outcome.stderr:
            problems.append(f"does not say {says!r}")
        self.cases += 1
        self.largest = max(self.largest, outcome.megabytes)
        self.slowest = max(self.slowest, outcome.seconds)
        if problems or self.chosen:
            print(f"{name}: {', '.join(problems) or 'as it must be'} "
                  f"({outcome.megabytes:.0f} MB, {outcome.seconds:.1f} s)")
            print("    " + (outcome.stdout + outcome.stderr)[:300].replace("\n", "\n    "))
        self.failures += bool(problems)

    def lookup(self, name, code, arguments, pieces=None, says="", megabytes=LOOKUP_MB):
        self.expect("lookup: " + name, code,
                    ["certseal-lookup", "--jobs", "2", *arguments], megabytes, pieces, says)

    def school(self, name, arguments, pieces=None, says="", code=1, megabytes=SCHOOL_MB):
        self.expect("school: " + name, code, ["certseal", "-C", "school", *arguments],
                    megabytes, pieces, says)


def make_school(suite):
    """A school with one certificate, published; gives the certificate's code and file."""
    def must(*command):
        done = subprocess.run(command, cwd=suite.work, env=suite.environment,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: {done.stderr}")
        return done.stdout
    suite.file("pass", PASSPHRASE)
    must("certseal", "init", "school", "--name", "Example School of Aesthetics", "--url",
         "https://verify.school.example/", "--passphrase-file", "pass")
    shutil.copy(os.path.join(SOURCE, "scripts/demo/school.json"), suite.path("school"))
    suite.file("one.csv", b"Name,Email,Profession,Course,Completed\n"
                          b"Ada Lovelace,ada@example.com,MD,BDF-201,2026-11-02\n")
    must("certseal", "-C", "school", "issue", "one.csv", "--passphrase-file", "pass")
    must("certseal", "-C", "school", "publish", "--passphrase-file", "pass")
    shown = must("certseal", "-C", "school", "find", "Ada", "--json")
    code = shown.split('"code":"')[1].split('"')[0]
    folder, = [where for where, _, found in os.walk(suite.path("school/certificates"))
               if any(each.endswith(".pdf") for each in found)]
    return code, os.path.join(folder, os.listdir(folder)[0])


def lookup_inputs(suite, trust):
    offline = ["--offline", "--trust", trust]
    two_gigabytes = files.sparse(suite.path("sparse.pdf"))
    suite.lookup("two gigabytes", 2, [*offline, two_gigabytes], says="larger than")
    suite.lookup("an endless pipe", 2, [*offline, "-"], files.endless(), says="larger than")
    suite.lookup("an endless list", 2, [*offline, "--list", "-"], files.endless(),
                 says="longer than")
    suite.lookup("an endless line", 2, [*offline, "--list", "-"],
                 files.endless(b"A" * 65536), says="longer than")
    suite.lookup("a device", 2, [*offline, "/dev/zero"], says="not a regular file")
    suite.lookup("an argument of 100,000 characters", 2, [*offline, "7" * 100000])
    for name, contents in files.pdfs():
        suite.lookup("PDF: " + name, 2, [*offline, suite.file("hostile.pdf", contents)])
    texts = {
        "nested arrays": lambda: b"[" * 4000000,
        "nested objects": lambda: b'{"a":' * 800000,
        "two million values": lambda: b"[" + b"0," * 1900000 + b"0]",
        "one string": lambda: b'"' + b"a" * 4000000 + b'"',
        "one number": lambda: b"1" * 4000000,
        "escapes": lambda: b'{"' + b"\\u0041" * 600000 + b'":1}',
        "NUL bytes": lambda: b"{" + bytes(4000000),
        "an address of four megabytes": lambda: (
            b"https://verify.school.example/#" + b"A" * 4000000),
        "a million lines": lambda: b"\n" * 4000000}
    for name, contents in texts.items():
        suite.lookup("text: " + name, 2, [*offline, suite.file("hostile.txt", contents)])


def lookup_lists(suite, trust):
    offline = ["--offline", "--trust", trust]
    crowd = files.crowded_directory(suite.path("crowd"))
    suite.lookup("a crowded directory", 2, [*offline, crowd], says="10005 checked")
    remove(crowd)
    lines = suite.file("codes.txt", b"7K3M-9QXT-2A8R-W5DH-N4V2\n" * 100000)
    suite.lookup("a list of 100,000", 2, [*offline, "--list", lines], says="100000 checked")


def lookup_trust(suite, trust):
    def signatures(count):
        return contents + signature * count

    def keys(count):
        return text + (b"\n" + key) * count + b"\n\n" + signature
    with open(trust, "rb") as file:
        contents = file.read()
    text, signature = contents.split(b"\n\n")
    key = next(line for line in text.split(b"\n") if line.startswith(b"issuer"))
    cases = {
        "of two gigabytes": files.sparse(suite.path("sparse.trust")),
        "with 100,000 signatures": suite.file("a.trust", signatures(100000)),
        "with as many signatures as fit": suite.file("b.trust", signatures(400)),
        "with 100,000 keys": suite.file("c.trust", keys(100000)),
        "with as many keys as fit": suite.file("d.trust", keys(400)),
        "of NUL bytes": suite.file("e.trust", bytes(60000))}
    for name, path in cases.items():
        suite.lookup("a trust file " + name, 2, ["trust", "add", path])
        suite.lookup("--trust " + name, 2, ["--trust", path, "--offline", "x"])


def lookup_site(suite, trust, code, certificate):
    """A register whose every file is hostile in its turn; never a hang, never VALID."""
    site = suite.path("school/site")
    bent = suite.path("bent")
    honest = ["--trust", trust, "--register", site]
    suite.lookup("the register as it is", 0, [*honest, certificate, code], says="2 VALID")

    def bend(make):
        remove(bent)
        for where, _, names in os.walk(site):
            there = os.path.join(bent, os.path.relpath(where, site))
            os.makedirs(there, exist_ok=True)
            for name in names:
                make(os.path.join(there, name))

    def hostile(name, make):
        bend(make)
        suite.lookup("a register of " + name, 2,
                     ["--trust", trust, "--register", bent, certificate, code],
                     says="2 CANNOT CHECK")
    hostile("two gigabytes a file", files.sparse)
    hostile("pipes", os.mkfifo)
    hostile("directories", os.mkdir)
    hostile("links to themselves", lambda path: os.symlink(os.path.basename(path), path))
    hostile("devices", lambda path: os.symlink("/dev/zero", path))
    hostile("brackets", lambda path: files.write(path, b"[" * 1000))
    remove(bent)


def lookup_bombs(suite):
    """Registers that a school has signed, which unpack to more than anybody has."""
    bombs = suite.path("bombs")
    os.mkdir(bombs)
    made = subprocess.run([BOMB_SITES, bombs], capture_output=True, text=True, check=True)
    for line in made.stdout.splitlines():
        name, code, exit_code, says = line.split(" ", 3)
        remove(suite.path("state"))  # the same school was seen with another log
        suite.lookup("a genuine " + name.replace("-", " "), int(exit_code),
                     ["--trust", os.path.join(bombs, "school.trust"), "--register",
                      os.path.join(bombs, name), code], says=says)
    remove(bombs)


def rosters(suite):
    megabytes = 15 * files.MEGABYTE
    sparse = files.sparse(suite.path("sparse.csv"))
    suite.school("a roster of two gigabytes", ["check", sparse], says="larger than")
    suite.school("an endless roster", ["check", "-"], files.endless(b"a,b\n" * 16384),
                 says="larger than")
    header = b"Name,Email,Profession,Course,Completed\n"
    row = b"Ada Lovelace,ada@example.com,MD,BDF-201,2026-11-02\n"
    contents = {
        "one line": lambda: b"A" * megabytes,
        "a million columns": lambda: b"Name," + b"x," * (megabytes // 2),
        "a header's worth of columns in a row": lambda: header + b"," * megabytes,
        "a million quotes": lambda: header + b'"' * megabytes,
        "an open quote": lambda: header + b'"' + row * (megabytes // len(row)),
        "a million empty lines": lambda: header + b"\n" * megabytes,
        "the same row 300,000 times": lambda: header + row * (megabytes // len(row)),
        "millions of short rows": lambda: header + b"a,b\n" * (megabytes // 4),
        "NUL bytes": lambda: header + bytes(megabytes),
        "UTF-16 without end": lambda: b"\xff\xfe" + b"a\0" * (megabytes // 2),
        "combining marks": lambda: header + b"A" + b"\xcc\x81" * (megabytes // 2) +
                           b",a@b.example,MD,BDF-201,2026-11-02\n",
        "all columns alike": lambda: b"Name," * (megabytes // 5) + b"\n" + row}
    for name, text in contents.items():
        suite.school("a roster of " + name, ["check", suite.file("hostile.csv", text)])
    suite.school("issuing a roster of one line",
                 ["issue", suite.file("hostile.csv", lambda: b"A" * megabytes), "--passphrase-file", "pass"])


def school_files(suite):
    """What a school's people write or are sent."""
    def replaced(name, contents, arguments, says=""):
        path = suite.path("school/" + name)
        os.rename(path, path + ".kept")
        try:
            if contents is None:
                files.sparse(path)
            else:
                files.write(path, contents)
            suite.school(f"{name} of {arguments[0]}", arguments[1:], says=says)
        finally:
            os.rename(path + ".kept", path)
    for name in ("school.json", "courses.json"):
        for kind, contents in {"two gigabytes": None, "brackets": b"[" * 1000000,
                               "keys": b'{"courses":[' + b"{}," * 80000 + b"{}]}",
                               "NUL bytes": bytes(1000000)}.items():
            replaced(name, contents, [kind, "check", "one.csv"])
    bar = b"0123456789abcdef" * 64
    templates = {"braces": b"stack {" * 30000, "values": b"x" + b" 1" * 100000,
                 "a string": b'text "' + b"a" * 250000, "quotes": b'"' * 250000,
                 "comments": b"//" * 125000, "words": bar * 240,
                 "ornaments": b'template "t"\npage 792 595\ncolor ink #102030\n' + (
                     b"rosette { center 300 300; radius 10 200; petals 360; strands 64; "
                     b"width 0.2; color ink; wave 40 1 }\n") * 2000}
    for name, text in templates.items():
        suite.school("a template of " + name, ["template", "check", suite.file("t.template", text)])
    suite.school("a template of two gigabytes",
                 ["template", "check", files.sparse(suite.path("s.template"))])
    os.makedirs(suite.path("p"), exist_ok=True)
    for name, picture in {"four billion pixels": files.picture(65535, 65535),
                          "too many rows": files.picture(100, 2000000),
                          "NUL bytes": bytes(100000)}.items():
        suite.file("p/x.png", picture)
        page = suite.file("p.template", b'template "p"\npage 792 595\nimage { box 9 9 90 90; file "x.png"; ornament }\n')
        suite.school("a picture of " + name, ["template", "check", page])


def keys_and_backups(suite):
    pass_file = ["--passphrase-file", "pass"]
    sparse = files.sparse(suite.path("sparse.bin"))
    for name, path in {"two gigabytes": sparse,
                       "NUL bytes": suite.file("k.p12", bytes(200000)),
                       "nested DER": suite.file("n.p12", b"\x30\x80" * 100000)}.items():
        suite.school("a PKCS#12 file of " + name,
                     ["keys", "import-document", "--p12", path, *pass_file,
                      "--p12-passphrase-file", "pass"])
    suite.school("revoking a list of two gigabytes", ["revoke", "--from", sparse, "--reason",
                 "issued-in-error", "--yes", *pass_file], says="larger than")
    header = b"certseal-backup/v1\n" + bytes(16)
    for name, path in {"two gigabytes": sparse,
                       "a header alone": suite.file("h.backup", header),
                       "a header and two gigabytes": grown(suite.file("g.backup", header))}.items():
        suite.expect("school: restoring " + name, 1,
                     ["certseal", "restore", path, "restored", *pass_file], SCHOOL_MB)
        if os.path.exists(suite.path("restored")):
            print(f"restoring {name}: left something behind")
            suite.failures += 1


def grown(path):
    os.truncate(path, 2 << 30)
    return path


def main():
    work = tempfile.mkdtemp(prefix="certseal-hostile.")
    suite = Suite(work, sys.argv[1] if len(sys.argv) > 1 else "")
    try:
        code, certificate = make_school(suite)
        trust = suite.path("school/keys/school.trust")
        if not os.path.exists(trust):
            trust = suite.path("school/site/school.trust")
        lookup_inputs(suite, trust)
        lookup_lists(suite, trust)
        lookup_trust(suite, trust)
        lookup_site(suite, trust, code, certificate)
        lookup_bombs(suite)
        rosters(suite)
        school_files(suite)
        keys_and_backups(suite)
    finally:
        remove(work)
    print(f"{suite.cases} hostile inputs, at most {suite.largest:.0f} MB and "
          f"{suite.slowest:.1f} s each: {suite.failures} failures")
    return 1 if suite.failures or suite.cases == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
