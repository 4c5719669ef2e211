# SPDX-License-Identifier: Apache-2.0
"""Files that are made to exhaust whoever reads them."""
import os
import struct
import zlib

MEGABYTE = 1 << 20


def elsewhere(work):
    """Does work in a process of its own: a program's largest memory, as the system counts
    it, begins with that of the process which starts it. So that one has to stay small."""
    child = os.fork()
    if child == 0:
        done = False
        try:
            work()
            done = True
        finally:
            os._exit(0 if done else 1)
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError("a hostile file could not be made")


def write(path, contents):
    """Writes bytes, or what a function makes."""
    def work():
        with open(path, "wb") as file:
            file.write(contents() if callable(contents) else contents)
    elsewhere(work)
    return path


def sparse(path, size=2 << 30):
    """A file of zeros that takes no room on the disk."""
    with open(path, "wb") as file:
        file.truncate(size)
    return path


def endless(piece=b"\0" * 65536):
    while True:
        yield piece


HEAD = b"%PDF-1.7\n%\xb7\xbe\xad\xaa\n"
FREE = b"0000000000 65535 f\r\n"


def pdf(objects):
    """Lays out objects as certseal does: so that more than the first look is taken."""
    out = bytearray(HEAD)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n" % (len(objects) + 1) + FREE
    for offset in offsets:
        out += b"%010d 00000 n\r\n" % offset
    identifier = b"<" + b"0" * 32 + b">"
    out += b"trailer\n<<\n/ID [ %s %s ]\n/Root 1 0 R\n/Size %d\n>>\n" % (
        identifier, identifier, len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def deflated_zeros(size):
    """A zlib stream without its end, which nobody gets to: the same megabyte repeated."""
    deflate = zlib.compressobj(9)
    head = deflate.compress(b"") + deflate.flush(zlib.Z_FULL_FLUSH)
    once = deflate.compress(b"\0" * MEGABYTE) + deflate.flush(zlib.Z_FULL_FLUSH)
    return head + once * (size // MEGABYTE)


def stream(entries, data):
    return b"<<\n%s/Length %d\n>>\nstream\r\n%s\nendstream" % (entries, len(data), data)


def pdfs():
    """PDFs below the four megabytes that a lookup reads, made when they are called."""
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    page = b"<</Type/Page/Parent 2 0 R>>"
    attached = (b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(credential.json)"
                b" 4 0 R]>>>>>>")
    filespec = b"<</Type/Filespec/F(credential.json)/UF(credential.json)/EF<</F 5 0 R>>>>"
    embedded = b"/Type/EmbeddedFile/Filter/FlateDecode"
    yield "nested arrays", lambda: pdf([catalog, pages, b"[" * 1900000 + b"]" * 1900000])
    yield "nested dictionaries", lambda: pdf([catalog, pages, b"<</A" * 900000])
    yield "unclosed strings", lambda: pdf([catalog, b"(" * 3900000])
    yield "a hundred thousand objects", lambda: pdf([catalog, pages, page] + [b"0"] * 85000)
    yield "a table of 190,000 entries", lambda: (
        HEAD + b"xref\n0 190000\n" + FREE * 190000 +
        b"trailer\n<</Size 190000/Root 1 0 R>>\nstartxref\n15\n%%EOF\n")
    yield "a table said to be of 9,999,999,999", lambda: (
        HEAD + b"xref\n0 9999999999\n" + FREE +
        b"trailer\n<</Size 9999999999/Root 1 0 R>>\nstartxref\n15\n%%EOF\n")
    yield "pages that are their own kids", lambda: pdf(
        [catalog, b"<</Type/Pages/Kids[2 0 R 2 0 R]>>"])
    yield "a stream whose length is itself", lambda: pdf(
        [catalog, pages, page, b"<</Length 4 0 R>>\nstream\nx\nendstream"])
    yield "references in a circle", lambda: pdf([b"2 0 R", b"3 0 R", b"1 0 R"])
    yield "two gigabytes deflated", lambda: pdf(
        [attached, pages, page, filespec, stream(embedded, deflated_zeros(2048 * MEGABYTE))])
    yield "a hundred thousand records", lambda: pdf([catalog]) + b'{"@context":1}' * 250000
    yield "a hundred thousand beginnings", lambda: HEAD * 250000
    yield "a hundred thousand ends", lambda: HEAD + b"startxref\n9\n%%EOF\n" * 200000
    yield "a hundred thousand streams", lambda: (
        HEAD + b"1 0 obj<</Length 9>>stream\nx\x9c" * 100000)
    yield "a hundred thousand signatures", lambda: HEAD + b"/Contents<3082000" * 200000
    yield "nothing but NUL", lambda: HEAD + bytes(3900000)


def picture(width, height):
    """A PNG of that many pixels, all of them black, in few bytes."""
    def chunk(name, data):
        return (struct.pack(">I", len(data)) + name + data +
                struct.pack(">I", zlib.crc32(name + data)))
    rows = zlib.compress(bytes(min(height * (width // 8 + 1), 64 * MEGABYTE)), 9)
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) +
            chunk(b"IDAT", rows) + chunk(b"IEND", b""))


def crowded_directory(path):
    """Ten thousand PDFs that are none, thirty thousand other files, circles, devices."""
    many = os.path.join(path, "many")
    os.makedirs(many)
    for i in range(10000):
        os.close(os.open(os.path.join(many, f"{i}.pdf"), os.O_CREAT, 0o644))
    for i in range(30000):
        os.close(os.open(os.path.join(many, f"{i}.txt"), os.O_CREAT, 0o644))
    os.symlink("..", os.path.join(many, "up"))
    os.symlink("circle.pdf", os.path.join(path, "circle.pdf"))
    os.symlink("/dev/zero", os.path.join(path, "zero.pdf"))
    os.symlink("/dev/tty", os.path.join(path, "terminal.pdf"))
    os.mkfifo(os.path.join(path, "waits.pdf"))
    deep = path
    while len(deep) < 3900:
        deep = os.path.join(deep, "d")
        os.mkdir(deep)
    write(os.path.join(deep, "x.pdf"), b"")
    return path
