"""Small real documents, made letter by letter, so that a test says where everything stands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from pdfminer.fontmetrics import FONT_METRICS

from bot.lab.long_drafts import bound

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}
TEXT = tuple[float, float, float, str, str]  # left, from the page's top, size, font, words


def pdf(*pages: Sequence[TEXT | str], extra: str = "", trailer: str = "") -> bytes:
    """Return a PDF of A4 pages; each holds words at places, and drawing operators as they are written."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    fonts = []
    for key, name in FONTS.items():
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
        fonts.append(f"/{key} {len(objects)} 0 R")
    kids = []
    for page in pages:
        drawn = [each if isinstance(each, str) else _shown(*each) for each in page]
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
            f"/Resources << /Font << {' '.join(fonts)} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if extra:
        objects.append(extra)
    return bound(objects, trailer.replace("EXTRA", f"{len(objects)} 0 R"))


def _shown(left: float, top: float, size: float, font: str, words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {left} {842 - top} Td ({escaped}) Tj ET"


def lines(left: float, top: float, *words: str, size: float = 10, font: str = "F", pitch: float = 13) -> list[TEXT]:
    """Return lines below each other, the first with its foot at `top`."""
    return [(left, top + at * pitch, size, font, each) for at, each in enumerate(words)]


def width(words: str, size: float, font: str = "F") -> float:
    """Return how wide words are set."""
    letters = FONT_METRICS[FONTS[font]][1]
    return sum(letters[each] for each in words) * size / 1000


def grid(lefts: Sequence[float], tops: Sequence[float]) -> str:
    """Return the rules of a table."""
    across = [f"{lefts[0]} {842 - top} m {lefts[-1]} {842 - top} l S" for top in tops]
    down = [f"{left} {842 - tops[0]} m {left} {842 - tops[-1]} l S" for left in lefts]
    return "\n".join(across + down)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, *, notes: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """Return a Word document from the XML of its body, and of its footnotes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_RELS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        packed.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_RELS}/footnotes" Target="footnotes.xml"/></Relationships>',
        )
        packed.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{notes}</w:footnotes>")
        packed.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, data in (parts or {}).items():
            packed.writestr(name, data)
    return made.getvalue()
