# SPDX-License-Identifier: Apache-2.0
"""Files and texts that are not what a school handed out."""

import pathlib
import re
import subprocess
import tempfile

FLIPS = 48
CODE_OF_NOBODY = "0123-4567-89AB-CDEF-GHJS"


def flipped(contents, at, bit=0):
    changed = bytearray(contents)
    changed[at] ^= 1 << bit
    return bytes(changed)


def add_pdfs(cases, papers, other):
    """`other` is another certificate of the same school."""
    whole = papers.pdf
    for i in range(FLIPS):
        at = i * (len(whole) - 1) // (FLIPS - 1)
        cases.add(f"altered/pdf/bit-{at}", {"pdf": flipped(whole, at, i % 8)}, "main")
    _add_flips_of_parts(cases, whole)
    changed = {
        "appended-byte": whole + b"%", "appended-line": whole + b"\n",
        "appended-zeros": whole + bytes(1000), "two-files": whole + other.pdf,
        "cut-by-one": whole[:-1], "half": whole[:len(whole) // 2],
        "first-kib": whole[:1024],
        "header-only": whole[:9], "junk-before": b"junk\n" + whole,
        "no-header": whole[9:], "other-version": whole.replace(b"%PDF-1.7", b"%PDF-1.4", 1),
        "empty-update": whole + b"\nxref\n0 0\ntrailer\n<</Size 1>>\nstartxref\n0\n%%EOF\n",
        "newlines": whole.replace(b"\n", b"\r\n"),
    }
    for name, contents in changed.items():
        cases.add(f"altered/pdf/{name}", {"pdf": contents}, "main")
    for site in ("main", None):
        where = "offline" if site is None else "online"
        for name, contents in _attachments(whole, other.pdf).items():
            cases.add(f"altered/pdf/{name}/{where}", {"pdf": contents}, site)
        cases.add(f"altered/pdf/resaved/{where}", {"pdf": _resaved(whole)}, site)
        cases.add(f"altered/pdf/uncompressed/{where}",
                  {"pdf": _resaved(whole, "--stream-data=uncompress")}, site)
    cases.add("altered/pdf/foreign", {"pdf": _page_without_certificate()}, "main")


def _add_flips_of_parts(cases, whole):
    """One bit in what matters most: signature, byte range, attachments, offsets."""
    for name in [b"/ByteRange", b"/Contents", b"/EmbeddedFile", b"/AFRelationship",
                 b"startxref", b"%%EOF", b"trailer", b"xref", b"/Root", b"/Filter",
                 b"/Length", b"/AcroForm", b"/SubFilter", b"/M ", b"/ID", b"endstream"]:
        for which, at in {"first": whole.find(name), "last": whole.rfind(name)}.items():
            if at < 0:
                continue
            word = name.decode().strip(" /%").lower()
            cases.add(f"altered/pdf/{word}/{which}",
                      {"pdf": flipped(whole, at + len(name) // 2)}, "main")
            cases.add(f"altered/pdf/{word}/{which}/behind",
                      {"pdf": flipped(whole, min(at + len(name) + 2, len(whole) - 1))},
                      "main")


def _streams(whole):
    """Where the contents of embedded files stand."""
    found = []
    for match in re.finditer(rb"/EmbeddedFile\b.*?stream\r?\n", whole, re.S):
        end = whole.index(b"endstream", match.end())
        found.append((match.end(), end))
    return found


def _attachments(whole, other):
    """The files attached to one certificate put into another one's page."""
    mine, theirs = _streams(whole), _streams(other)
    result = {}
    for i, ((begin, end), (from_, to)) in enumerate(zip(mine, theirs)):
        result[f"attachment-{i}-of-another"] = whole[:begin] + other[from_:to] + whole[end:]
        result[f"attachment-{i}-emptied"] = whole[:begin] + bytes(end - begin) + whole[end:]
    return result


def _resaved(whole, *options):
    """What a program makes of it that reads and writes PDFs."""
    with tempfile.TemporaryDirectory() as place:
        source, target = pathlib.Path(place) / "in.pdf", pathlib.Path(place) / "out.pdf"
        source.write_bytes(whole)
        subprocess.run(["qpdf", "--deterministic-id", *options, source, target], check=True)
        return target.read_bytes()


def _page_without_certificate():
    return (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")


def add_records(cases, papers, other):
    whole = papers.record
    changed = {
        "completed": whole.replace(b"2026-03-14", b"2026-03-15"),
        "name": whole.replace(b"Suharto", b"Sukarno"),
        "appended-line": whole + b"\n", "leading-space": b" " + whole, "cut": whole[:500],
        "cut-by-one": whole[:-1], "spaces": whole.replace(b'":"', b'": "', 1),
        "no-proof": re.sub(rb',"proof":\[.*?\]', b"", whole),
        "unknown-field": whole[:-1] + b',"x":1}', "duplicate": whole[:-1] + b',"id":"x"}',
        "empty-object": b"{}", "array": b"[]", "byte-order-mark": b"\xef\xbb\xbf" + whole,
        "not-utf8": whole.replace(b"Suharto", b"Suhart\xff"),
        "deep": b'{"a":' * 100 + b"1" + b"}" * 100,
        "other-site": whole.replace(b"verify.school.example", b"verify.skool.example"),
        "other-key": whole.replace(b"#key-", b"#kee-"),
    }
    signature = re.search(rb'"proofValue":"z([^"]*)"', whole)
    theirs = re.search(rb'"proofValue":"z([^"]*)"', other.record)
    changed["signature-of-another"] = whole.replace(signature[1], theirs[1])
    for i in range(24):
        at = i * (len(whole) - 1) // 23
        changed[f"bit-{at}"] = flipped(whole, at, i % 7)
    for name, contents in changed.items():
        cases.add(f"altered/record/{name}", {"record": contents}, "main")
    cases.add("altered/record/completed/offline", {"record": changed["completed"]}, None)


def add_texts(cases, papers, other):
    code, qr = papers.code, papers.qr
    head, seal = qr.rsplit(".", 1)
    their_seal = other.qr.rsplit(".", 1)[1]
    texts = {
        "code/lower": code.lower(), "code/spaces": code.replace("-", " "),
        "code/compact": code.replace("-", ""), "code/around": f"  {code}  ",
        "code/o-for-0": "O123-4567-89AB-CDEF-GHJS",
        "code/l-for-1": "0l23-4567-89AB-CDEF-GHJS",
        "code/nobody": CODE_OF_NOBODY, "code/slip": "0123-4567-89AB-CDEF-GHJT",
        "code/short": code[:-1], "code/long": code + "0", "code/u": "U" + code[1:],
        "code/words": "not a code", "code/one": "7", "code/unicode": code[:-1] + "９",
        "qr/no-seal": head, "qr/empty-seal": head + ".", "qr/seal-of-another":
            f"{head}.{their_seal}", "qr/cut": qr[:-1], "qr/cut-more": qr[:-20],
        "qr/padded": qr + "=", "qr/longer": qr + "A",
        "qr/http": qr.replace("https", "http"),
        "qr/upper-scheme": qr.replace("https", "HTTPS"), "qr/upper-host":
            qr.replace("verify.school", "VERIFY.SCHOOL"),
        "qr/other-host": qr.replace("verify.school", "verify.skool"),
        "qr/port": qr.replace(".example/", ".example:8443/"),
        "qr/path": qr.replace(".example/#", ".example/a/#"),
        "qr/query": qr.replace("/#", "/?x=1#"), "qr/user": qr.replace("//", "//u@"),
        "qr/no-fragment": qr.split("#")[0], "qr/empty-fragment": qr.split("#")[0] + "#",
        "qr/lower-code": qr.replace(code.replace("-", ""), code.replace("-", "").lower()),
        "qr/hyphens": qr.replace(code.replace("-", ""), code),
        "qr/other-code": qr.replace(code.replace("-", ""), other.code.replace("-", "")),
        "qr/huge": qr + "A" * 5000, "qr/web-page": "https://example.com/",
    }
    for i in range(20):
        at = len(head) + 1 + i * (len(seal) - 1) // 19
        letter = "A" if qr[at] != "A" else "B"
        texts[f"qr/letter-{at}"] = qr[:at] + letter + qr[at + 1:]
    for name, text in texts.items():
        cases.add(f"altered/text/{name}", {"text": text}, "main")
    for name in ("qr/seal-of-another", "qr/no-seal", "qr/upper-scheme"):
        cases.add(f"altered/text/{name}/offline", {"text": texts[name]}, None)
