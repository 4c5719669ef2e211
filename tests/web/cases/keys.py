# SPDX-License-Identifier: Apache-2.0
"""Keys that are changed, closed, stolen; other schools; witnesses; forks."""

import pathlib
import subprocess

from cases.school import SOURCE, graduate
from cases.standing import REASONS, Papers

FORMS = ("pdf", "record", "qr", "code")
COSIGN = SOURCE / "tests/support/cosign.py"


def add_rotations(cases, standing):
    """Every kind of key is changed in turn; what was issued before stays good."""
    school = standing.school.copy("rotating")
    before = standing.papers["Suharto"]
    for number, kind in enumerate(["issuer", "document", "log", "root"]):
        if kind == "root":
            school.keys("rotate", "root", "--new-root-key", school.directory / "new.key")
        else:
            school.keys("rotate", kind)
        name = f"After The {kind.title()} Key"
        school.issue([graduate(name, 500 + number)])
        site = cases.keep_site(f"rotated-{kind}", school.publish())
        newest = cases.keep_trust(f"rotated-{kind}", school.trust())
        papers = Papers(school, name)
        for form in FORMS:
            for trust in ("first", newest):
                cases.add(f"keys/{kind}/after/{form}/{trust}", papers.subjects()[form],
                          site, trust=trust)
            cases.add(f"keys/{kind}/before/{form}", before.subjects()[form], site,
                      trust="first")
            cases.add(f"keys/{kind}/offline/{form}", papers.subjects()[form], None,
                      trust="first")
        cases.add(f"keys/{kind}/unpublished/pdf", papers.subjects()["pdf"], "main",
                  trust="first")
        cases.add(f"keys/{kind}/newer-trust", before.subjects()["pdf"], "main",
                  trust=newest)
    _add_broken_trust_files(cases, before)


def _add_broken_trust_files(cases, papers):
    """What leads from the accepted trust file to the newest one is not there, or not it."""
    site = cases.site("rotated-root")
    second, third = ((site / f"keys/{n}").read_bytes() for n in (2, 3))
    changes = {"missing": {"keys/2": None}, "last-missing": {"keys/5": None},
               "cut": {"keys/3": third[:-1]},
               "swapped": {"keys/2": third, "keys/3": second},
               "bit": {"keys/4": bytes([third[0] ^ 1]) + third[1:]}}
    for name, changed in changes.items():
        place = cases.changed_site(f"trust-{name}", "rotated-root", changed)
        for form in ("pdf", "code"):
            cases.add(f"keys/trust-file/{name}/{form}", papers.subjects()[form], place,
                      trust="first")


def add_closed_key(cases, standing):
    """The issuer key was stolen after Anna's certificate; the thief issued Bert's."""
    school = standing.school.copy("robbed")
    school.issue([graduate("Anna Before", 600)])
    school.issue([graduate("Bert After", 601)])
    people = {name: Papers(school, name) for name in ("Anna Before", "Bert After")}
    first = cases.keep_site("robbed-before", school.publish())
    key = next(line.split()[1] for line in school.trust().read_text().splitlines()
               if line.startswith("issuer "))
    at = school.index(people["Anna Before"].code) + 1
    school.keys("close", "issuer", key, "--at", str(at), "--yes")
    site = cases.keep_site("robbed", school.publish())
    trust = cases.keep_trust("robbed", school.trust())
    people["Suharto"] = standing.papers["Suharto"]
    for name, papers in people.items():
        for form in FORMS:
            subject = papers.subjects()[form]
            cases.add(f"keys/closed/{name}/{form}", subject, site, trust=trust)
            cases.add(f"keys/closed/{name}/{form}/offline", subject, None, trust=trust)
            cases.add(f"keys/closed/{name}/{form}/older-site", subject, first, trust=trust)
            cases.add(f"keys/closed/{name}/{form}/older-trust", subject, site,
                      trust="first")
    reissued = school.copy("reissued")
    reissued.change("correct", people["Bert After"].code, "--reissue")
    site = cases.keep_site("reissued", reissued.publish())
    for form in FORMS:
        cases.add(f"keys/closed/reissued/{form}", people["Bert After"].subjects()[form],
                  site, trust=trust)


def add_closed_document_key(cases, standing):
    school = standing.school.copy("robbed-document")
    school.issue([graduate("Drawn Before", 610)])
    school.issue([graduate("Drawn After", 611)])
    people = {name: Papers(school, name) for name in ("Drawn Before", "Drawn After")}
    at = school.index(people["Drawn Before"].code) + 1
    school.keys("close", "document", "document", "--at", str(at), "--yes")
    site = cases.keep_site("robbed-document", school.publish())
    trust = cases.keep_trust("robbed-document", school.trust())
    for name, papers in people.items():
        for place in (site, "main", None):
            cases.add(f"keys/closed-document/{name}/{place}", {"pdf": papers.pdf}, place,
                      trust=trust)


def add_log_key_closed(cases, standing):
    school = standing.school.copy("robbed-log")
    school.keys("close", "log", "--yes")
    site = cases.keep_site("robbed-log", school.publish())
    trust = cases.keep_trust("robbed-log", school.trust())
    for form in FORMS:
        subject = standing.papers["Suharto"].subjects()[form]
        cases.add(f"keys/closed-log/{form}", subject, site, trust=trust)
        cases.add(f"keys/closed-log/older-site/{form}", subject, "main", trust=trust)
        cases.add(f"keys/closed-log/offline/{form}", subject, None, trust=trust)


def add_strangers(cases, standing, make):
    """Another school; one of the same name and address; and pages that mix them."""
    programs = standing.school.programs
    other = make(programs, "other", "Other School", "https://other.example/verify/")
    twin = make(programs, "twin", "Example School of Aesthetics")
    for school in (other, twin):
        school.issue([graduate("Strange", 700), graduate("Revoked Stranger", 701)])
        school.change("revoke", school.code("Revoked Stranger"), "--reason", REASONS[0])
    sites = {school: cases.keep_site(name, school.publish())
             for school, name in ((other, "other-school"), (twin, "twin"))}
    cases.keep_trust("other", other.trust())
    cases.keep_trust("twin", twin.trust())
    for school, name in ((other, "other"), (twin, "twin")):
        papers = Papers(school, "Strange")
        for form in FORMS:
            subject = papers.subjects()[form]
            cases.add(f"strangers/{name}/{form}", subject, "main")
            cases.add(f"strangers/{name}/{form}/offline", subject, None)
            cases.add(f"strangers/{name}/{form}/their-site", subject, sites[school])
            cases.add(f"strangers/{name}/{form}/accepted", subject, sites[school],
                      trust=name)
        cases.add(f"strangers/{name}/revoked",
                  Papers(school, "Revoked Stranger").subjects()["qr"], sites[school],
                  trust=name)
    good = standing.papers["Suharto"].subjects()
    for form in FORMS:
        cases.add(f"strangers/two-accepted/{form}", good[form], "main",
                  trust=["school", "other"])
        cases.add(f"strangers/two-accepted/{form}/other-site", good[form], "other-school",
                  trust=["school", "other"])
    cases.add("strangers/two-accepted/nobody", {"text": "0123-4567-89AB-CDEF-GHJS"}, "main",
              trust=["school", "other"])
    _add_mixed_pages(cases, standing, other)
    return cases.site("other-school")


def _add_mixed_pages(cases, standing, other):
    """The school's own record in a page that another key signed."""
    thief = standing.school.copy("thief")
    thief.keys("rotate", "document")
    unlisted = _redrawn(thief, standing.papers["Suharto"])
    borrowed = standing.school.copy("borrowed")
    _import_document_key(borrowed, other)
    foreign = _redrawn(borrowed, standing.papers["Suharto"])
    for site in ("main", None):
        where = "online" if site else "offline"
        cases.add(f"strangers/page/unlisted/{where}", {"pdf": unlisted}, site)
        cases.add(f"strangers/page/foreign/{where}", {"pdf": foreign}, site)
        cases.add(f"strangers/page/accepted/{where}", {"pdf": foreign}, site,
                  trust=["school", "other"])
        cases.add(f"strangers/page/reversed/{where}", {"pdf": foreign}, site,
                  trust=["other", "school"])
    cases.add("strangers/page/record-unaccepted", {"pdf": foreign}, "other-school",
              trust="other")


def _redrawn(school, papers):
    school.keyed("render", papers.code)
    return pathlib.Path(school.shown(papers.code)["file"]).read_bytes()


def _import_document_key(school, other):
    """The other school's document key, as if it had been bought."""
    keys, p12 = other.directory / "keys", school.directory / "borrowed.p12"
    secret = other.passphrase.read_text().strip()
    subprocess.run(["openssl", "pkcs12", "-export", "-inkey", keys / "document.key",
                    "-passin", f"pass:{secret}", "-in", keys / "document.crt", "-certfile",
                    keys / "school-ca.crt", "-out", p12, "-passout", f"pass:{secret}"],
                   check=True, capture_output=True)
    school.keys("import-document", "--p12", p12, "--p12-passphrase-file", school.passphrase)


def add_fork(cases, standing):
    """Two logs of one school that contradict each other."""
    fork = standing.school.copy("fork")
    fork.change("revoke", standing.papers["Suharto"].code, "--reason", "document-misused")
    cases.keep_site("fork", fork.publish())
    more = standing.school.copy("more")
    more.change("revoke", standing.papers["Ångström"].code, "--reason", "issued-in-error")
    cases.keep_site("more", more.publish())
    for name in ("Suharto", "Ångström"):
        for form in FORMS:
            subject = standing.papers[name].subjects()[form]
            cases.add(f"fork/unseen/{name}/{form}", subject, "fork")
            cases.add(f"fork/seen/{name}/{form}", subject, "fork", seen="more")
            cases.add(f"fork/extends/{name}/{form}", subject, "fork", seen="main")
    mixed = {path.relative_to(cases.site("fork")).as_posix(): path.read_bytes()
             for path in cases.site("fork").rglob("*") if path.is_file()}
    for part in ("checkpoint", "tile/", "status/", "c/"):
        place = cases.changed_site(f"fork-{part.strip('/')}", "more", {
            path: contents for path, contents in mixed.items() if path.startswith(part)})
        for form in ("pdf", "code"):
            subject = standing.papers["Ångström"].subjects()[form]
            cases.add(f"fork/mixed/{part.strip('/')}/{form}", subject, place)


def add_witnesses(cases, standing):
    school = standing.school.copy("witnessed")
    work = school.directory
    witness = [_witness(work, number) for number in (1, 2)]
    school.keys("witnesses", "--set", witness[0][1], "--set", witness[1][1],
                "--quorum", "2")
    school.keyed("publish", "--witness-request", work / "request")
    for number in (0, 1):
        pem, _, name = witness[number]
        answer = _cosign("sign", pem, name, work / "request")
        (work / f"answer{number}").write_text(answer)
    school.command("publish", "--witness-response", work / "answer0",
                   "--witness-response", work / "answer1")
    site = cases.keep_site("witnessed", school.directory / "site")
    trust = cases.keep_trust("witnessed", school.trust())
    lines = (cases.site(site) / "checkpoint").read_bytes().splitlines(keepends=True)
    without = {
        "one": [line for line in lines if b"witness.example/w2" not in line],
        "none": [line for line in lines if b"witness.example" not in line],
        "twice": [line for line in lines if b"w2" not in line] + [lines[-2]],
        "bad": lines[:-1] + [lines[-1][:-10] + b"AAAAAAAA=\n"],
        "swapped": lines[:-2] + [lines[-1], lines[-2]],
    }
    papers = standing.papers["Suharto"].subjects()
    places = {"all": site} | {name: cases.changed_site(
        f"witnessed-{name}", site, {"checkpoint": b"".join(kept)})
        for name, kept in without.items()}
    for name, place in places.items():
        for form in ("pdf", "code"):
            cases.add(f"witnesses/{name}/{form}", papers[form], place, trust=trust)
        cases.add(f"witnesses/{name}/first-trust", papers["pdf"], place, trust="first")


def _cosign(*arguments):
    return subprocess.run(["python3", COSIGN, *map(str, arguments)], check=True,
                          capture_output=True, text=True).stdout


def _witness(work, number):
    pem = pathlib.Path(work) / f"witness{number}.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", pem], check=True,
                   capture_output=True)
    name = f"witness.example/w{number}"
    return pem, _cosign("key", pem, name).strip(), name
