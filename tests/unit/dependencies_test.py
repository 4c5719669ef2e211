#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the table of docs/architecture.md: what each module of src/ may include."""

import collections
import pathlib
import re
import sys

VERIFY = {"base", "json", "crypto", "record", "log", "status", "trust", "pdf", "site"}
ISSUE = VERIFY | {"keys", "signing", "timestamp", "language", "school", "page", "roster",
                  "rules", "register", "ledger"}
ALLOWED = {
    "base": set(),
    "json": {"base"},
    "crypto": {"base"},
    "record": {"base", "json", "crypto"},
    "log": {"base", "crypto"},
    "status": {"base", "json", "crypto", "record"},
    "trust": {"base", "crypto", "log"},
    "site": {"base"},
    "pdf": {"base", "crypto"},
    "verify": VERIFY,
    "picture": set(),
    "keys": {"base", "crypto"},
    "signing": {"base", "crypto", "keys"},
    "timestamp": {"base", "crypto"},
    "language": {"base", "json"},
    "school": {"base", "json"},
    "page": {"base", "crypto"},
    "roster": {"base", "crypto", "language", "school"},
    "rules": {"base", "json", "school", "roster"},
    "register": {"base", "crypto", "record", "log"},
    "ledger": VERIFY - {"pdf"} | {"register"},
    "issue": ISSUE - {"pdf"},
    "publish": ISSUE - {"pdf"} | {"issue"},
    "audit": ISSUE - {"pdf"} | {"issue", "publish"},
    "backup": {"base", "json", "crypto", "keys", "register", "issue"},
    "cli": ISSUE | {"verify", "issue", "publish", "audit", "backup",
                    "picture"},
}
# Which module may touch which library.
LIBRARIES = {
    "openssl/": {"crypto", "keys", "timestamp", "site"},
    "curl/": {"timestamp"},
    "hpdf": {"page"},
    "hb": {"page"},
    "fribidi": {"page"},
    "fontconfig": {"page"},
    "qrcodegen": {"page"},
    "soci": {"register"},
    "sqlite": {"register"},
    "csv.h": {"roster"},
    "archive": {"backup"},
    "ZXing/": {"picture"},
    "turbojpeg": {"picture"},
    "tiffio": {"picture"},
    "qpdf/": {"picture"},
    "CLI/": {"cli"},
}
# Headers that cost seconds to compile stay out of our own.
HEAVY = re.compile(r"nlohmann/json\.hpp|soci/|CLI/CLI\.hpp")
HEAVY_ALLOWED = {"cli/common/command.h", "register/soci.h"}
TYPE = re.compile(
    r"^(?:struct|class|enum class)\s+(?:\[\[nodiscard\]\]\s+)?(\w+)[^;{]*\{", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def problems(root):
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".h", ".cc"}:
            continue
        name = path.relative_to(root).as_posix()
        module = name.split("/")[0]
        for bracket, target in INCLUDE.findall(path.read_text(encoding="utf-8")):
            other = target.split("/")[0]
            if bracket == '"' and other != module and other not in ALLOWED[module]:
                yield f"{name} includes {target}: {module} may not use {other}"
            for prefix, modules in LIBRARIES.items():
                if bracket == "<" and target.startswith(prefix) and module not in modules:
                    yield f"{name} includes {target}: a library of {sorted(modules)}"
            if path.suffix == ".h" and HEAVY.search(target) and name not in HEAVY_ALLOWED:
                yield f"{name} includes {target}: too heavy for a header"


def shared_names(root):
    """Two types of one name break the one-definition rule wherever both are linked."""
    homes = collections.defaultdict(set)
    for path in root.rglob("*.h"):
        for name in TYPE.findall(path.read_text(encoding="utf-8")):
            homes[name].add(path.relative_to(root).as_posix())
    for name, paths in sorted(homes.items()):
        if len(paths) > 1:
            yield f"{name} is defined in {' and '.join(sorted(paths))}"


def main():
    source = pathlib.Path(__file__).resolve().parents[2]
    found = list(problems(source / "src")) + list(shared_names(source / "src"))
    modules = {p.name for p in (source / "src").iterdir()
               if p.is_dir() and any(p.glob("**/*.h"))}
    found += [f"src/{m} is not in the table" for m in sorted(modules - set(ALLOWED))]
    documented = (source / "docs/architecture.md").read_text(encoding="utf-8")
    found += [f"docs/architecture.md does not list `{m}`"
              for m in sorted(ALLOWED) if f"| `{m}` |" not in documented]
    print("\n".join(found) or f"{len(modules)} modules keep the table")
    return 1 if found else 0


sys.exit(main())
