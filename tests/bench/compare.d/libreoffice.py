# SPDX-License-Identifier: Apache-2.0
# What a mail merge makes of a letter, one document a graduate, converted by one start of
# the program; the words alone one below the other, and the QR code as a picture.
import base64
import html
import io
import os
import pathlib
import subprocess
import tempfile

import qrcode

from bench import ROUNDS, count, cpu_seconds, directory, fill, graduate, page, report

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">
"""
FAMILIES = {"display": 'EB Garamond 12" fo:font-style="normal',
            "italic": 'EB Garamond 12" fo:font-style="italic',
            "small": 'EB Garamond 08" fo:font-style="normal'}


def styles():
    kinds = sorted({(line["font"], line["size"]) for line in page["lines"]})
    return "<office:automatic-styles>" + "".join(
        f'<style:style style:name="{font}{size}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="center"/>'
        f'<style:text-properties fo:font-family="{FAMILIES[font]}" '
        f'fo:font-size="{size * 0.6}pt"/>'
        f"</style:style>" for font, size in kinds) + (
        '<style:page-layout style:name="sheet"><style:page-layout-properties '
        f'fo:page-width="{page["width"]}pt" fo:page-height="{page["height"]}pt" '
        'fo:margin="30pt" fo:border="1.1pt solid #16263f"/></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="sheet"/>'
        "</office:master-styles>")


def qr(of):
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(of["qr"])
    out = io.BytesIO()
    code.make_image().save(out)
    picture = base64.b64encode(out.getvalue()).decode()
    return (f'<text:p><draw:frame text:anchor-type="as-char" svg:width="92pt" '
            f'svg:height="92pt"><draw:image><office:binary-data>{picture}'
            f"</office:binary-data></draw:image></draw:frame></text:p>")


def document(of):
    words = "".join(f'<text:p text:style-name="{line["font"]}{line["size"]}">'
                    f'{html.escape(fill(line["text"], of))}</text:p>'
                    for line in page["lines"])
    return (f"{HEAD}{styles()}<office:body><office:text>{words}{qr(of)}"
            f"</office:text></office:body></office:document>")


def convert(work, first):
    names = [f"{number}.fodt" for number in range(first, first + count)]
    for number, name in enumerate(names, first):
        (work / name).write_text(document(graduate(number)))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless",
                    "--convert-to", "pdf", *names], cwd=work, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "HOME": str(work)})
    return work / f"{first}.pdf"


with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name)
    pdf = convert(work, 0)  # makes the profile
    seconds = []
    for number in range(1, ROUNDS + 1):
        begin = cpu_seconds()
        pdf = convert(work, number * count)
        seconds.append(cpu_seconds() - begin)
    (directory / "libreoffice.pdf").write_bytes(pdf.read_bytes())
    report("LibreOffice", "page without record, with the program's start", seconds,
           "libreoffice.pdf")
