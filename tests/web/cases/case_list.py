# SPDX-License-Identifier: Apache-2.0
"""The cases, as they are put together, and what certseal-lookup says of them."""

import concurrent.futures
import datetime
import json
import os
import pathlib
import shutil
import tempfile


def time_of(answer):
    time = datetime.datetime.fromisoformat(answer["asOf"].replace("Z", "+00:00"))
    return int(time.timestamp())


class CaseList:
    """One directory: sites/, trust/, files/, and cases.json with the answers."""

    def __init__(self, programs, directory):
        self.programs, self.directory = programs, directory
        self.cases, self._names = [], set()
        for part in ("sites", "trust", "files"):
            (directory / part).mkdir(parents=True)

    # --- What cases refer to.

    def keep_site(self, name, site):
        """A site as it was published, under a name."""
        shutil.copytree(site, self.directory / "sites" / name)
        return name

    def changed_site(self, name, of, changes):
        """The site `of` with other contents in some files (path: bytes; None: gone)."""
        place = self.directory / "sites" / name
        if place.exists():
            return name
        shutil.copytree(self.directory / "sites" / of, place, copy_function=os.link)
        for path, contents in changes.items():
            file = place / path
            file.unlink(missing_ok=True)
            if contents is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(contents)
        return name

    def site(self, name):
        return self.directory / "sites" / name

    def keep_trust(self, name, file):
        contents = file if isinstance(file, bytes) else file.read_bytes()
        (self.directory / "trust" / name).write_bytes(contents)
        return name

    def keep_file(self, name, contents):
        file = self.directory / "files" / name
        file.write_bytes(contents)
        return f"files/{name}"

    # --- The cases.

    def add(self, name, subject, site, trust="school", claims=None, moved=0, seen=None):
        """`subject`: {"pdf": bytes}, {"record": bytes} or {"text": str}; `site` None:
        offline; `seen`: the site whose checkpoint was seen before; `moved`: the clock, in
        seconds."""
        if name in self._names:
            raise SystemExit(f"two cases are called {name}")
        self._names.add(name)
        [(kind, what)] = subject.items()
        given = {"kind": kind}
        if kind == "text":
            given["text"] = what
        else:
            ending = "pdf" if kind == "pdf" else "json"
            file = name.replace("/", "-").replace(" ", "-")
            given["file"] = self.keep_file(f"{file}.{ending}", what)
        trusts = [trust] if isinstance(trust, str) else trust
        paths = [f"trust/{each}" for each in trusts]
        case = {"name": name, "site": site and f"sites/{site}",
                "trust": paths[0] if len(paths) == 1 else paths, "input": given,
                "claims": claims or {}}
        if seen:
            case["seen"] = f"sites/{seen}"
        self.cases.append((case, moved))

    def answer_all(self):
        """Asks certseal-lookup about each, and writes cases.json."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            ordered = sorted(self.cases, key=lambda each: each[0]["name"])
            answered = list(pool.map(lambda each: self._answered(*each), ordered))
        text = json.dumps(answered, ensure_ascii=False, indent=1)
        (self.directory / "cases.json").write_text(text + "\n", encoding="utf-8")
        return answered

    def _answered(self, case, moved):
        with tempfile.TemporaryDirectory() as home:
            if case.get("seen"):
                before = self._ask(case, case["seen"], moved, home)
                case = {**case, "seenAt": time_of(before)}
            expected = self._ask(case, case["site"], moved, home)
        return {**case, "now": time_of(expected), "expected": expected}

    def _ask(self, case, site, moved, home):
        trust = case["trust"] if isinstance(case["trust"], list) else [case["trust"]]
        arguments = ["--json", *[f"--trust={each}" for each in trust]]
        arguments += ["--register", site] if site else ["--offline"]
        arguments += [f"--{key}={value}" for key, value in case["claims"].items()]
        given = case["input"]
        done = self.programs.run("certseal-lookup", *arguments, "--",
                                 given.get("file") or given["text"], moved=moved,
                                 home=pathlib.Path(home), cwd=self.directory)
        if done.returncode not in (0, 1, 2) or not done.stdout:
            raise SystemExit(f"{case['name']}: exit code {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)
