# SPDX-License-Identifier: Apache-2.0
"""Sites in which one kind of file is not what it should be."""

import hashlib

from cases.altered import flipped


LIES = {
    "missing": lambda contents: None,
    "empty": lambda contents: b"",
    "cut": lambda contents: contents[:-1],
    "half": lambda contents: contents[:len(contents) // 2],
    "first-bit": lambda contents: flipped(contents, 0),
    "bit": lambda contents: flipped(contents, len(contents) * 2 // 3),
    "padded": lambda contents: contents + b"\n",
    "html": lambda contents: b"<!doctype html><title>Not Found</title>",
}


def kinds_of(site):
    """The files of a site that a lookup reads, by what they are."""
    def below(*patterns):
        return sorted(path.relative_to(site).as_posix() for pattern in patterns
                      for path in site.glob(pattern) if path.is_file())
    return {
        "checkpoint": ["checkpoint"],
        "tiles": below("tile/0/**/*", "tile/1/**/*"),
        "entries": below("tile/entries/**/*"),
        "manifest": [_digest_path(site, (site / "status/manifest.json").read_bytes())],
        "revocation": [_digest_path(site, (site / "status/revocation/0").read_bytes())],
        "suspension": [_digest_path(site, (site / "status/suspension/0").read_bytes())],
        "cards": below("c/*/*/*"),
    }


def _digest_path(site, contents):
    path = f"status/sha256/{hashlib.sha256(contents).hexdigest()}"
    assert (site / path).read_bytes() == contents
    return path


def add_all(cases, standing, other_site):
    """`other_site` is another school's."""
    main, first = cases.site("main"), cases.site("first")
    subjects = {"good": standing.papers["Ångström"].subjects(),
                "revoked": standing.papers["Revoked document-misused"].subjects()}
    for kind, paths in kinds_of(main).items():
        for lie, change in LIES.items():
            changes = {path: change((main / path).read_bytes()) for path in paths}
            site = cases.changed_site(f"{kind}-{lie}", "main", changes)
            for whose, forms in subjects.items():
                for form in ("pdf", "code", "qr"):
                    if whose == "revoked" and form == "qr":
                        continue
                    cases.add(f"site/{kind}/{lie}/{whose}/{form}", forms[form], site)
        _add_of_another(cases, kind, paths, subjects, {"older": first, "other": other_site})
    _add_swapped_cards(cases, subjects)
    cases.changed_site("nothing", "main", {})
    for path in list(cases.site("nothing").rglob("*")):
        if path.is_file():
            path.unlink()
    for form, subject in subjects["good"].items():
        cases.add(f"site/nothing/{form}", subject, "nothing")
        cases.add(f"site/other-school/{form}", subject, "other-school")


def _add_of_another(cases, kind, paths, subjects, sites):
    for name, place in sites.items():
        changes = {path: (place / path).read_bytes() if (place / path).exists() else None
                   for path in paths}
        site = cases.changed_site(f"{kind}-{name}", "main", changes)
        for whose, forms in subjects.items():
            for form in ("pdf", "code"):
                cases.add(f"site/{kind}/{name}/{whose}/{form}", forms[form], site)


def _add_swapped_cards(cases, subjects):
    """Every card under another one's name."""
    main = cases.site("main")
    paths = kinds_of(main)["cards"]
    changes = {path: (main / paths[i - 1]).read_bytes() for i, path in enumerate(paths)}
    site = cases.changed_site("cards-swapped", "main", changes)
    for whose, forms in subjects.items():
        for form, subject in forms.items():
            cases.add(f"site/cards/swapped/{whose}/{form}", subject, site)
