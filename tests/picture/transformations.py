# SPDX-License-Identifier: Apache-2.0
"""What happens to a page between the printer and a file: scanners, faxes, telephones.

Each transformation takes a page in gray at 300 dots an inch and a random generator, and gives
a file. Radii of blur are in pixels of the picture that comes out, of which a module of a QR code
has 1.6 at 100 dots an inch, and 2.4 at 150.
"""
import io

import numpy
from PIL import Image, ImageFilter

DPI = 300
PAPER = 255


def at_dpi(page, dpi):
    """As a scanner sees it: each pixel is the light of its whole area."""
    size = [max(1, round(side * dpi / DPI)) for side in page.size]
    return page.resize(size, Image.Resampling.BOX)


def rotated(page, degrees, ground=PAPER):
    return page.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)


def shifted(page, rng):
    """Paper never lies on whole pixels."""
    x, y = rng.uniform(0, 3, 2)
    return page.transform(page.size, Image.Transform.AFFINE, (1, 0, x, 0, 1, y),
                          Image.Resampling.BICUBIC, fillcolor=PAPER)


def noisy(page, rng, deviation):
    pixels = numpy.asarray(page, dtype=numpy.float32)
    pixels = pixels + rng.normal(0, deviation, pixels.shape).astype(numpy.float32)
    return Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8))


def blurred(page, radius):
    return page.filter(ImageFilter.GaussianBlur(radius))


def toned(page, dark, light):
    """Ink and paper of these grays."""
    return page.point([round(dark + (light - dark) * value / 255) for value in range(256)])


def shaded(page, rng, least):
    """Light that falls off to a share of `least` across the page."""
    angle = rng.uniform(0, 2 * numpy.pi)
    x = numpy.linspace(-1, 1, page.width, dtype=numpy.float32)[None, :]
    y = numpy.linspace(-1, 1, page.height, dtype=numpy.float32)[:, None]
    along = (x * numpy.cos(angle) + y * numpy.sin(angle)) / numpy.float32(2 ** 0.5)
    light = least + (1 - least) * (along + 1) / 2
    pixels = numpy.asarray(page, dtype=numpy.float32) * light.astype(numpy.float32)
    return Image.fromarray(pixels.clip(0, 255).astype(numpy.uint8))


def jpeg(page, quality):
    file = io.BytesIO()
    page.save(file, "JPEG", quality=quality)
    return file.getvalue()


def tilted(page, rng, strength):
    """Seen from aside: each corner is up to that share of the page out of its place."""
    width, height = page.size
    margin = round(strength * max(width, height))
    corners = numpy.array([(0, 0), (width, 0), (width, height), (0, height)], float) + margin
    seen = corners + rng.uniform(-1, 1, (4, 2)) * margin
    equations, values = [], []
    for (x, y), (u, v) in zip(seen, corners - margin):
        equations += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solution = numpy.linalg.solve(numpy.array(equations), numpy.array(values))
    return page.transform((width + 2 * margin, height + 2 * margin),
                          Image.Transform.PERSPECTIVE, tuple(solution),
                          Image.Resampling.BICUBIC, fillcolor=200)


def scan(page, rng, dpi):
    """A flat-bed scanner: hardly crooked, a little soft, a little noise, paper not quite
    white."""
    page = at_dpi(rotated(shifted(page, rng), rng.uniform(-1.5, 1.5)), dpi)
    page = toned(blurred(page, rng.uniform(0.2, 0.5)), 25, rng.integers(225, 255))
    return noisy(page, rng, 4)


def rotation(page, rng):
    return scan(rotated(page, rng.uniform(-15, 15)), rng, 150)


def perspective(page, rng):
    return noisy(at_dpi(tilted(page, rng, 0.08), 150), rng, 4)


def blur(page, rng):
    return blurred(scan(page, rng, 150), rng.uniform(0.5, 1.0))


def noise(page, rng):
    return noisy(scan(page, rng, 150), rng, rng.uniform(15, 40))


def jpeg_30(page, rng):
    return jpeg(scan(page, rng, 150), 30)


def fax(page, rng):
    """100 dots an inch, black or white."""
    page = at_dpi(rotated(shifted(page, rng), rng.uniform(-1, 1)), 100)
    threshold = rng.integers(110, 150)
    return page.point([255 * (value >= threshold) for value in range(256)]).convert("1")


def low_light(page, rng):
    """A telephone in a dim room: dark, low in contrast, unevenly lit, grainy."""
    page = at_dpi(rotated(page, rng.uniform(-5, 5), 128), 150)
    page = shaded(toned(blurred(page, 0.5), 12, rng.integers(60, 110)), rng, 0.5)
    return noisy(page, rng, 3)


def photo(page, rng):
    """A telephone over the page: from aside, turned, unevenly lit, soft, noise, JPEG."""
    page = at_dpi(tilted(rotated(page, rng.uniform(-10, 10), 180), rng, 0.06), 170)
    page = shaded(blurred(page, rng.uniform(0.5, 0.9)), rng, 0.4)
    return jpeg(noisy(page, rng, 6), 75)


def as_png(picture):
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


def as_pdf(picture, dpi):
    """As scanners make it: JPEG of a gray page, fax (group 4) of a black and white one."""
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=dpi)
    return file.getvalue()


def scanned_pdf(page, rng):
    return as_pdf(scan(page, rng, 200), 200)


def fax_pdf(page, rng):
    picture = scan(page, rng, 200)
    return as_pdf(picture.point([255 * (value >= 128) for value in range(256)]).convert("1"), 200)


# By name, what gives the bytes of a file.
TRANSFORMATIONS = {
    "scan, 100 dpi": lambda page, rng: as_png(scan(page, rng, 100)),
    "scan, 150 dpi": lambda page, rng: as_png(scan(page, rng, 150)),
    "scan, 200 dpi": lambda page, rng: as_png(scan(page, rng, 200)),
    "scan, 300 dpi": lambda page, rng: as_png(scan(page, rng, 300)),
    "scanned PDF, 200 dpi, gray": scanned_pdf,
    "scanned PDF, 200 dpi, black and white": fax_pdf,
    "rotation to 15 degrees": lambda page, rng: as_png(rotation(page, rng)),
    "perspective": lambda page, rng: as_png(perspective(page, rng)),
    "blur": lambda page, rng: as_png(blur(page, rng)),
    "noise": lambda page, rng: as_png(noise(page, rng)),
    "JPEG quality 30": jpeg_30,
    "fax, 100 dpi, black and white": lambda page, rng: as_png(fax(page, rng)),
    "low light": lambda page, rng: as_png(low_light(page, rng)),
    "photo": photo,
}
