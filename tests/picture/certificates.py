# SPDX-License-Identifier: Apache-2.0
"""Certificates of a school that is made for the purpose, as pages in gray."""
import csv
import json
import os
import subprocess

from PIL import Image

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DESIGNS = ["classic", "modern", "academic", "transcript", "wallet-card"]
# Short and long, Latin and other: what a QR holds decides how fine its modules are.
NAMES = ["Ann Lee", "María José de la Peña-Núñez", "Ngọc Anh Nguyễn", "Αλέξανδρος Παπαδόπουλος",
         "Wolfeschlegelsteinhausen Christensen-Montgomery-Featherstonehaugh"]
# Only a course of several modules has a transcript.
COURSES = {"transcript": ["CMP-500", 69, 43]}
HEADER = ["Name", "Credentials", "License #", "Lic. State", "Profession", "Course", "Completed",
          "Didactic", "Hands-on", "Role", "Design"]
DPI = 300


def must(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


class Page:
    """A page of paper, and the codes of the certificates on it."""

    def __init__(self, name, pdf, codes):
        self.name = name
        self.pdf = pdf
        self.codes = set(codes)

    def image(self):
        """The page in gray at 300 dots an inch."""
        return render(self.pdf)


def render(pdf, dpi=DPI):
    base = pdf + f".{dpi}"
    if not os.path.exists(base + ".png"):
        must(["pdftoppm", "-r", str(dpi), "-gray", "-png", "-singlefile", pdf, base])
    return Image.open(base + ".png").convert("L")


class School:
    """A school in a directory, and its certificates as pages."""

    def __init__(self, programs, work):
        self.certseal = os.path.join(programs, "certseal")
        self.work = work

    def run(self, *arguments):
        return must([self.certseal, *arguments], cwd=self.work)

    def make(self, names):
        """Issues one certificate of each design to each name; gives the pages."""
        with open(os.path.join(self.work, "pass"), "w", encoding="ascii") as file:
            file.write("correct horse battery staple\n")
        self.run("init", "school", "--name", "Example School of Aesthetics", "--url",
                 "https://verify.school.example/", "--passphrase-file", "pass")
        with open(os.path.join(SOURCE, "scripts/demo/school.json"), "rb") as profile, \
                open(os.path.join(self.work, "school/school.json"), "wb") as file:
            file.write(profile.read())
        with open(os.path.join(self.work, "class.csv"), "w", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(HEADER)
            for number, (name, design) in enumerate(
                    (name, design) for name in names for design in DESIGNS):
                course = COURSES.get(design, ["BDF-201", 7, 9])
                rows.writerow([name, "RN", 1000 + number, "CA", "RN", course[0],
                               f"2026-03-{1 + number % 28:02}", *course[1:], "injector",
                               design])
        self.run("-C", "school", "issue", "class.csv", "--passphrase-file", "pass")
        return self.pages()

    def pages(self):
        found = [json.loads(line) for line in
                 self.run("-C", "school", "list", "--json").splitlines()]
        return [self.page(each) for each in found] + [self.sheet(found)]

    def page(self, certificate):
        code = certificate["code"]
        shown = json.loads(self.run("-C", "school", "show", code, "--json"))
        return Page(shown["template"],
                    os.path.join(self.work, shown["file"]), [code])

    def sheet(self, certificates):
        codes = [each["code"] for each in certificates][:10]
        self.run("-C", "school", "cards", "sheet.pdf", *codes)
        return Page("card sheet", os.path.join(self.work, "sheet.pdf"), codes)
