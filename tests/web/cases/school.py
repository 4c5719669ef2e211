# SPDX-License-Identifier: Apache-2.0
"""Schools that are made with the real programs, in a temporary directory."""

import csv
import io
import json
import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[3]
DEMO = SOURCE / "scripts" / "demo"
DAY = 24 * 3600
COLUMNS = ["First Name", "Last Name", "Credentials", "Email", "License #", "Lic. State",
           "Profession", "Course", "Completed", "Started", "Didactic", "Hands-on",
           "Claimed", "Role", "Language", "Second Language"]


class Programs:
    """certseal and certseal-lookup, with a clock that can be moved."""

    def __init__(self, build, work):
        self.build, self.work = build, work
        self.clock = build / "other_world.so"  # of tests/faults

    def run(self, program, *arguments, moved=0, home=None, **options):
        """`moved` seconds from now; what the program remembers stays below `home`."""
        home = home or self.work / "home"
        environment = {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home),
                       "XDG_CONFIG_HOME": str(home), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        if moved:
            environment |= {"LD_PRELOAD": str(self.clock),
                            "OTHER_WORLD_CLOCK": str(moved)}
        return subprocess.run([self.build / program, *map(str, arguments)],
                              env=environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, **options)


class School:
    """A school's directory; `moved` is where its clock stands."""

    def __init__(self, programs, directory, moved=0):
        self.programs, self.directory, self.moved = programs, directory, moved
        self.passphrase = programs.work / "pass"
        self._cheap = set()

    @classmethod
    def make(cls, programs, name, title, url="https://verify.school.example/", moved=0):
        school = cls(programs, programs.work / name, moved)
        school.passphrase.write_text("correct horse battery staple\n")
        school.command("init", school.directory, "--name", title, "--url", url,
                       "--passphrase-file", school.passphrase, outside=True)
        school._cheapen_keys()
        profile = json.loads((DEMO / "school.json").read_text(encoding="utf-8"))
        profile |= {"name": title, "url": url}
        (school.directory / "school.json").write_text(
            json.dumps(profile, ensure_ascii=False), encoding="utf-8")
        return school

    def copy(self, name):
        """Another copy of it that goes its own way."""
        other = School(self.programs, self.programs.work / name, self.moved)
        shutil.copytree(self.directory, other.directory)
        other._cheap = set(self._cheap)
        return other

    def _cheapen_keys(self):
        """Its private keys open at once, which is wrong for anything but a test."""
        secret = f"file:{self.passphrase}"
        for key in (self.directory / "keys").glob("*.key"):
            if key.name in self._cheap:
                continue
            self._cheap.add(key.name)
            plain = subprocess.run(["openssl", "pkey", "-in", key, "-passin", secret],
                                   check=True, capture_output=True).stdout
            key.unlink()
            subprocess.run(["openssl", "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-iter",
                            "1", "-passout", secret, "-out", key], check=True, input=plain)
            key.chmod(0o600)

    def command(self, *arguments, outside=False):
        place = [] if outside else ["-C", self.directory]
        done = self.programs.run("certseal", *place, *arguments, moved=self.moved)
        if done.returncode:
            raise SystemExit(f"certseal {arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def keyed(self, *arguments):
        """A command that signs, unasked."""
        return self.command(*arguments, "--passphrase-file", self.passphrase)

    def issue(self, rows, *options):
        roster = self.directory / "cases.csv"
        with open(roster, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        self.keyed("issue", roster, *options)

    def change(self, *arguments):
        self.keyed(*arguments, "--yes")

    def keys(self, *arguments):
        self.keyed("keys", *arguments)
        self._cheapen_keys()

    def publish(self, span="7d"):
        self.keyed("publish", "--next", span)
        return self.directory / "site"

    def trust(self, version=None):
        name = f"school-{version}.trust" if version else "school.trust"
        return self.directory / "keys" / name

    def code(self, name):
        """Of a certificate of that name."""
        found = json.loads(self.command("find", name, "--json").splitlines()[0])
        return found["code"]

    def shown(self, code):
        return json.loads(self.command("show", code, "--json"))

    def index(self, code):
        return self.shown(code)["logIndex"]

    def record(self, code):
        return self.command("show", code, "--record").rstrip("\n").encode()


def demo_rows():
    text = (DEMO / "roster.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def graduate(name, number, **other):
    """A row of the roster for one person."""
    return {"Last Name": name, "Credentials": "RN", "Email": f"g{number}@example.org",
            "License #": str(number), "Lic. State": "CA", "Profession": "RN",
            "Course": "BDF-201", "Completed": "2026-03-14", "Started": "2026-03-13",
            "Didactic": "7", "Hands-on": "9", "Claimed": "16", "Role": "injector", **other}
