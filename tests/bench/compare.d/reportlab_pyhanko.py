# SPDX-License-Identifier: Apache-2.0
# reportlab 3.6 attaches no files: its pages are without the record.
import io

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench import directory, fill, font_file, measure, page, qr_rows

for font in page["fonts"]:
    pdfmetrics.registerFont(TTFont(font, font_file(font)))
ink, height = HexColor(page["ink"]), page["height"]


def draw(of):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(page["width"], height), pageCompression=1)
    canvas.setTitle(page["title"])
    canvas.setFillColor(ink)
    canvas.setStrokeColor(ink)
    for x, y, w, h, stroke in page["frames"]:
        canvas.setLineWidth(stroke)
        canvas.rect(x, height - y - h, w, h)
    canvas.setLineWidth(0.5)
    for x, y, length in page["rules"]:
        canvas.line(x, height - y, x + length, height - y)
    for line in page["lines"]:
        canvas.setFont(line["font"], line["size"])
        canvas.drawCentredString(line["x"], height - line["y"], fill(line["text"], of))
    draw_qr(canvas, qr_rows(of["qr"]))
    canvas.save()
    return out.getvalue()


def draw_qr(canvas, rows):
    x, y, side = page["qr"]
    canvas.translate(x, height - y - side)
    canvas.scale(side / len(rows), side / len(rows))
    path = canvas.beginPath()
    for row, modules in enumerate(reversed(rows)):
        for column, dark in enumerate(modules):
            if dark:
                path.rect(column, row, 1, 1)
    canvas.drawPath(path, stroke=0, fill=1)


measure("reportlab", "page without record", draw, "reportlab.pdf")

try:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
except ImportError:
    print("missing: reportlab + pyHanko", flush=True)
else:
    signer = signers.SimpleSigner.load(str(directory / "key.pem"),
                                       str(directory / "certificate.pem"))
    settings = signers.PdfSignatureMetadata(
        field_name="Signature", subfilter=fields.SigSeedSubFilter.PADES)

    def sign(pdf):
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        return signers.sign_pdf(writer, settings, signer=signer).getvalue()

    measure("reportlab + pyHanko", "page without record, signed",
            lambda of: sign(draw(of)), "reportlab-signed.pdf")
