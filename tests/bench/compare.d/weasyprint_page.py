# SPDX-License-Identifier: Apache-2.0
import html
import io
import pathlib

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from bench import fill, font_file, measure, page, qr_rows, record

fonts = FontConfiguration()
FACES = "".join(f"@font-face {{font-family: {name}; src: url({path})}}"
                for name in page["fonts"]
                for path in [pathlib.Path(font_file(name)).as_uri()])
style = CSS(font_config=fonts, string=FACES + f"""
  @page {{size: {page["width"]}pt {page["height"]}pt; margin: 0}}
  body {{margin: 0; color: {page["ink"]}}}
  div, svg {{position: absolute}}
  .text {{width: 600pt; text-align: center; line-height: 1; white-space: nowrap}}""")


def box(x, y, width, height, rest):
    return (f'<div style="left: {x}pt; top: {y}pt; width: {width}pt; '
            f'height: {height}pt; {rest}"></div>')


FIXED = "".join(
    [box(x, y, w, h, f"border: {stroke}pt solid")
     for x, y, w, h, stroke in page["frames"]] +
    [box(x, y, w, 0, "border-top: 0.5pt solid") for x, y, w in page["rules"]])


def text(line, of):
    words = html.escape(fill(line["text"], of))
    return (f'<div class="text" style="left: {line["x"] - 300}pt; '
            f'top: {line["y"] - 0.8 * line["size"]}pt; '
            f'font: {line["size"]}pt {line["font"]}">{words}</div>')


def qr(of):
    x, y, side = page["qr"]
    rows = qr_rows(of["qr"])
    path = "".join(f"M{column} {row}h1v1h-1z" for row, modules in enumerate(rows)
                   for column, dark in enumerate(modules) if dark)
    return (f'<svg style="left: {x}pt; top: {y}pt" width="{side}pt" height="{side}pt" '
            f'viewBox="0 0 {len(rows)} {len(rows)}"><path d="{path}"/></svg>')


def draw(of):
    words = "".join(text(line, of) for line in page["lines"])
    source = f"<title>{page['title']}</title><body>{FIXED}{words}{qr(of)}"
    attachment = Attachment(file_obj=io.BytesIO(record), description="Record")
    return HTML(string=source).write_pdf(stylesheets=[style], font_config=fonts,
                                         attachments=[attachment])


measure("WeasyPrint", "page", draw, "weasyprint.pdf")
