"""How long a draft of a long document takes, step by step, and how much memory: a PDF made of the texts of reports.

The document is as long as is asked for. The texts are told over and over, each time with other numbers and with words
in one another's places, so that hardly a sentence stands in it twice. It lies in a scratch folder, and is gone then.

    python -m bot.lab.long_drafts FOLDER --pages 200
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..drafting.apart import read_document_apart
from ..drafting.drafting import drafted, header_of
from ..drafting.proving import proved
from ..drafting.sentences import sentences
from ..drafting.source import as_source_text
from ..errors import ScoredSetError

__all__ = ["LongDraft", "bound", "long_pdf", "measure_long_draft", "told_anew"]

_WIDTH, _HEIGHT, _MARGIN, _SIZE, _PITCH = 595, 842, 72, 10.5, 13.5  # points: A4
_FORMS = ("source.txt", "document.txt")
_WORD = re.compile(r"[a-z]{6,}")
_NUMBER = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class LongDraft:
    """What a long draft took.

    Attributes:
        pages: How many the document has.
        words: How many were read.
        entries: How many were drafted and proved.
        reading_s: Seconds until it was read, in the process of its own.
        drafting_s: Seconds until entries were drafted.
        proving_s: Seconds until they were proved, as files.
        reading_mib: The most memory that the reading process held; None where the system does not tell.
        own_mib: The most that this process held; None likewise.
    """

    pages: int
    words: int
    entries: int
    reading_s: float
    drafting_s: float
    proving_s: float
    reading_mib: float | None
    own_mib: float | None

    def __str__(self) -> str:
        """Return the line of a report."""
        mib = [f"{each:.0f} MiB" if each is not None else "memory unknown" for each in (self.reading_mib, self.own_mib)]
        whole = self.reading_s + self.drafting_s + self.proving_s
        return (
            f"{self.pages} pages, {self.words:,} words, {self.entries:,} entries: read in {self.reading_s:.1f} s "
            f"({mib[0]}), drafted in {self.drafting_s:.1f} s, proved in {self.proving_s:.1f} s ({mib[1]}); "
            f"{whole:.1f} s in all"
        )


def measure_long_draft(folder: Path, pages: int) -> LongDraft:
    """Draft a PDF of so many pages, made of the reports in a folder.

    Raises ScoredSetError if no report is there, DocumentError if the PDF cannot be read.
    """
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "long.pdf"
        path.write_bytes(long_pdf(told_anew(_texts(folder)), pages))
        times = [time.perf_counter()]
        read = read_document_apart(path)
        times.append(time.perf_counter())
    text = as_source_text(read)
    draft = drafted(read, header_of(read, "long", "2026-01-01"), text, sentences)
    times.append(time.perf_counter())
    made, _ = proved(draft, {})
    times.append(time.perf_counter())
    reading, drafting, proving = (after - before for before, after in pairwise(times))
    return LongDraft(
        pages, len(text.split()), len(made.entries), reading, drafting, proving, _most_mib(True), _most_mib(False)
    )


def told_anew(texts: Sequence[str], *, seed: int = 0) -> Iterator[str]:
    """Yield the paragraphs of some texts, and then without end again, with other numbers and long words."""
    dice = random.Random(seed)
    known = sorted({word for text in texts for word in _WORD.findall(text)})
    while True:
        dice.shuffle(mixed := list(known))
        other = dict(zip(known, mixed, strict=True))
        for text in texts:
            for paragraph in re.split(r"\n\s*\n", text):
                told = _WORD.sub(lambda found: other[found[0]] if dice.random() < 0.3 else found[0], paragraph)  # noqa: B023 - called at once
                yield _NUMBER.sub(lambda found: _numbered(found[0], dice), " ".join(told.split()))


def _numbered(number: str, dice: random.Random) -> str:
    """Return a number of the same form with other digits."""
    return "".join(
        str(dice.randint(0 if at else 1, 9)) if char.isdigit() and number != "0" else char
        for at, char in enumerate(number)
    )


def long_pdf(paragraphs: Iterable[str], pages: int) -> bytes:
    """Return a PDF of so many pages: set in one column, ragged, a running head and the page's number on each."""
    from pdfminer.fontmetrics import FONT_METRICS

    letters = FONT_METRICS["Helvetica"][1]
    rows = _rows(paragraphs, letters)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in range(1, pages + 1):
        drawn = [_shown(_MARGIN, 40, 8, "Long report"), _shown(_WIDTH / 2, _HEIGHT - 30, 8, str(page))]
        top = float(_MARGIN)
        while top < _HEIGHT - _MARGIN:
            row = next(rows)
            drawn.append(_shown(_MARGIN, top, _SIZE, row))
            top += _PITCH if row else _PITCH * 0.6
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return bound(objects)


def _rows(paragraphs: Iterable[str], letters: dict[str, int]) -> Iterator[str]:
    """Yield lines of the width of a page; "" between paragraphs."""
    most = (_WIDTH - 2 * _MARGIN) / _SIZE * 1000
    for paragraph in paragraphs:
        row, wide = "", 0
        for word in paragraph.encode("cp1252", "ignore").decode("cp1252").split():
            width = sum(letters.get(char, 556) for char in f" {word}")
            if row and wide + width > most:
                yield row
                row, wide = "", 0
            row, wide = f"{row} {word}" if row else word, wide + width
        yield row
        yield ""


def _shown(left: float, top: float, size: float, words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F {size} Tf {left} {_HEIGHT - top} Td ({escaped}) Tj ET"


def bound(objects: Sequence[str], more: str = "") -> bytes:
    """Return a PDF of objects, the first of which is its root. more: what else stands in its trailer."""
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {more} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(made)


def _texts(folder: Path) -> list[str]:
    found = [path for form in _FORMS for path in sorted(folder.glob(f"**/{form}"))]
    if not found:
        raise ScoredSetError(f"{folder}: there is no folder with a {' or '.join(_FORMS)} in it")
    return [path.read_text(encoding="utf-8") for path in found]


def _most_mib(children: bool) -> float | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--pages", type=click.IntRange(1), default=200, show_default=True, help="How many pages it has.")
def _main(folder: Path, pages: int) -> None:
    """Draft a long PDF made of the texts of the reports in FOLDER, and print what each step took."""
    click.echo(str(measure_long_draft(folder, pages)))


if __name__ == "__main__":
    _main()
