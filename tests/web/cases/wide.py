# SPDX-License-Identifier: Apache-2.0
"""A log of several tiles: proofs that climb, and files of every level."""

from cases.lying_sites import kinds_of
from cases.school import graduate
from cases.standing import Papers

COUNT = 300


def name_of(number):
    """A name has no digits."""
    letters = (chr(ord("a") + int(digit)) for digit in f"{number:03}")
    return "Graduate " + "".join(letters).title()


def add_all(cases, programs, make):
    school = make(programs, "wide", "Wide School", "https://wide.example:8443/a/b/")
    school.issue([graduate(name_of(number), 1000 + number) for number in range(COUNT)])
    people = {name: Papers(school, name_of(number))
              for name, number in (("first", 0), ("last", COUNT - 1))}
    cases.keep_site("wide-first", school.publish())
    school.change("revoke", people["last"].code, "--reason", "document-misused")
    site = cases.keep_site("wide", school.publish())
    trust = cases.keep_trust("wide", school.trust())
    for name, papers in people.items():
        for form, subject in papers.subjects().items():
            cases.add(f"wide/{name}/{form}", subject, site, trust=trust)
            cases.add(f"wide/{name}/{form}/seen", subject, site, trust=trust,
                      seen="wide-first")
            cases.add(f"wide/{name}/{form}/older-seen", subject, "wide-first", trust=trust,
                      seen=site)
    place = cases.site(site)
    for kind in ("tiles", "entries"):
        for path in kinds_of(place)[kind]:
            contents = (place / path).read_bytes()
            word = path.replace("/", "-")
            for lie, change in {"missing": None,
                                "bit": contents[:-1] + bytes([contents[-1] ^ 1])}.items():
                changed = cases.changed_site(f"wide-{word}-{lie}", site, {path: change})
                for name, papers in people.items():
                    for form in ("pdf", "code"):
                        cases.add(f"wide/{word}/{lie}/{name}/{form}",
                                  papers.subjects()[form], changed, trust=trust)
