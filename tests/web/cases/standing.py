# SPDX-License-Identifier: Apache-2.0
"""What became of certificates: every state, by PDF, record, QR and code."""

import datetime
import pathlib

from cases.school import DAY, demo_rows, graduate

REASONS = ["issued-in-error", "requirements-not-met", "withdrawn-by-issuer",
           "document-misused"]


def day(ago):
    return (datetime.date.today() - datetime.timedelta(days=ago)).isoformat()


def rows():
    """The demo's graduates, and those whom something will happen to."""
    people = demo_rows()
    people += [graduate(f"Revoked {reason}", 100 + i) for i, reason in enumerate(REASONS)]
    people += [graduate(name, 200 + i) for i, name in enumerate([
        "Suspended", "Reinstated", "Held", "Released", "Corrected", "Corrected Twice",
        "Renewed", "Erased", "Reissued", "Both Ways", "Late Change"])]
    short = {"Course": "EMG-010", "Didactic": "2", "Hands-on": "2", "Claimed": "4"}
    people += [
        graduate("Expired", 301, Completed=day(800), Started=day(800), **short),
        graduate("Current", 302, Completed=day(30), Started=day(30), **short),
        graduate("Last Day", 303, Completed=day(364), Started=day(364), **short),
        graduate("María Peña-Núñez", 304, Language="es"),
        graduate("محمد عبد الله", 305, Language="ar"),
        graduate("山田 太郎", 306, Language="ja"),
        graduate("Двуязычная", 307, Language="en", **{"Second Language": "es"}),
        graduate("Plain\u00a0Space", 308, Role="observer", **{"Hands-on": "0",
                                                            "Claimed": "7"}),
    ]
    return people


class Papers:
    """A certificate in all its forms, as they were when it was handed out."""

    def __init__(self, school, name):
        self.school, self.name = school, name
        self.code = school.code(name)
        shown = school.shown(self.code)
        self.pdf, self.qr = pathlib.Path(shown["file"]).read_bytes(), shown["qr"]
        self.record = school.record(self.code)

    def subjects(self):
        return {"pdf": {"pdf": self.pdf}, "record": {"record": self.record},
                "qr": {"text": self.qr}, "code": {"text": self.code}}


class Standing:
    """The school most cases are about."""

    def __init__(self, programs, cases, make):
        self.cases = cases
        self.school = make(programs, "school", "Example School of Aesthetics")
        self.school.issue(rows())
        self.papers = {}
        cases.keep_site("first", self.school.publish())
        self._collect()
        self._change()
        cases.keep_site("main", self.school.publish())
        cases.keep_trust("school", self.school.trust())
        cases.keep_trust("first", self.school.trust())

    def _collect(self):
        names = ["Revoked " + reason for reason in REASONS]
        names += ["Suspended", "Reinstated", "Held", "Released", "Corrected",
                  "Corrected Twice", "Renewed", "Erased", "Reissued", "Both Ways",
                  "Late Change", "Expired", "Current", "Last Day", "María Peña", "محمد",
                  "山田", "Двуязычная", "Plain", "Suharto", "Ångström", "O’Connor",
                  "Щербаченко", "शर्मा", "髙橋", "דוד", "Observer"]
        for name in names:
            self.papers[name] = Papers(self.school, name)

    def _change(self):
        change, code = self.school.change, lambda name: self.papers[name].code
        for reason in REASONS:
            change("revoke", code("Revoked " + reason), "--reason", reason)
        change("suspend", code("Suspended"), "--reason", "requirements-not-met")
        change("suspend", code("Reinstated"), "--reason", "document-misused")
        change("reinstate", code("Reinstated"))
        change("hold", code("Held"), "--note", "fee not paid")
        change("hold", code("Released"), "--note", "fee not paid")
        change("release", code("Released"))
        change("correct", code("Corrected"), "--set", "name=Corrected Name")
        change("correct", code("Corrected Twice"), "--set", "name=Corrected Once")
        once = self.school.code("Corrected Once")
        change("correct", once, "--set", "name=Corrected Again")
        change("renew", code("Renewed"), "--completed", day(10))
        change("revoke", code("Reissued"), "--reason", "issued-in-error")
        change("correct", code("Reissued"), "--reissue")
        change("suspend", code("Both Ways"), "--reason", "document-misused")
        change("revoke", code("Both Ways"), "--reason", "withdrawn-by-issuer")
        self.school.command("erase", code("Erased"), "--yes")

    def add_all(self):
        for name, papers in self.papers.items():
            for kind, subject in papers.subjects().items():
                self.cases.add(f"standing/{name}/{kind}", subject, "main")
        for name in ["Corrected Name", "Corrected Once", "Corrected Again"]:
            code = self.school.code(name)
            self.cases.add(f"standing/{name}/code", {"text": code}, "main")
        self._add_offline()
        self._add_claims()
        self._add_times()
        self._add_older()

    def _add_offline(self):
        for name in ["Suharto", "Expired", "Current", "Revoked document-misused", "髙橋"]:
            for kind, subject in self.papers[name].subjects().items():
                self.cases.add(f"offline/{name}/{kind}", subject, None)

    def _add_claims(self):
        subject = self.papers["Ångström"].subjects()
        claims = {
            "all": {"name": "zoe angstrom", "course": "BDF-201", "completed": "2026-03-14"},
            "title": {"course": "  botulinum  TOXIN type A and dermal fillers "},
            "other-name": {"name": "Jane Doe"},
            "part-of-a-name": {"name": "Angstrom"},
            "with-credentials": {"name": "Zoë Ångström, BSN, RN"},
            "other-course": {"course": "EMG-010"},
            "other-day": {"completed": "2026-03-15"},
            "two": {"name": "Jane Doe", "completed": "2026-03-15"},
            "three": {"name": "X", "course": "Y", "completed": "2020-02-29"},
            "empty-name": {"name": ""},
        }
        for name, given in claims.items():
            self.cases.add(f"claims/{name}", subject["pdf"], "main", claims=given)
        for kind in ("qr", "code", "record"):
            self.cases.add(f"claims/qr-{kind}", subject[kind], "main",
                           claims=claims["two"])
            self.cases.add(f"claims/good-{kind}", subject[kind], "main",
                           claims=claims["all"])
        self.cases.add("claims/revoked", self.papers["Revoked document-misused"].subjects()
                       ["pdf"], "main", claims={"name": "Somebody"})
        self.cases.add("claims/offline", subject["qr"], None, claims=claims["other-day"])
        for name, given in {"Щербаченко": "ЩЕРБАЧЕНКО їжак", "髙橋": "髙橋 さくら",
                            "O’Connor": "sean o'connor iii"}.items():
            self.cases.add(f"claims/{name}", self.papers[name].subjects()["qr"], "main",
                           claims={"name": given})

    def _add_times(self):
        papers = self.papers
        for name, moved in {"stale": 30 * DAY, "last-minute": 7 * DAY - 300,
                            "an-hour-ago": -3600, "a-year-ago": -365 * DAY,
                            "far-away": 4000 * DAY}.items():
            for kind in ("pdf", "code", "qr"):
                self.cases.add(f"times/{name}/{kind}", papers["Suharto"].subjects()[kind],
                               "main", moved=moved)
            self.cases.add(f"times/{name}/offline", papers["Suharto"].subjects()["pdf"],
                           None, moved=moved)
        for name in ("Revoked issued-in-error", "Current", "Last Day"):
            self.cases.add(f"times/stale/{name}", papers[name].subjects()["pdf"], "main",
                           moved=30 * DAY)
        self.cases.add("times/expires/offline", papers["Last Day"].subjects()["qr"], None,
                       moved=3 * DAY)

    def _add_older(self):
        for name in ("Suharto", "Revoked document-misused", "Erased"):
            for kind in ("pdf", "code", "qr"):
                subject = self.papers[name].subjects()[kind]
                self.cases.add(f"older/unseen/{name}/{kind}", subject, "first")
                self.cases.add(f"older/seen/{name}/{kind}", subject, "first", seen="main")
        self.cases.add("older/newer-seen", self.papers["Suharto"].subjects()["pdf"], "main",
                       seen="first")
