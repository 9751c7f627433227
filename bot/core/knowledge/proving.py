"""Holds what entries claim against what they rest on: excerpts against the source, figures against excerpts.

Knows nothing of files: it is given specs with their places, and adds to a list of faults.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from ...errors import Fault
from ..language.dates import spoken
from ..language.numbers import numbers
from ..language.quantity import Quantity
from ..language.text import fold
from .arithmetic import disagreeing
from .figure_working import work_out
from .fingerprint import WINDOW, Fingerprint, astray, find, within
from .limits import MAX_WORK
from .locators import Locator
from .model import Excerpt, Figure, Source
from .schema import FigureSpec
from .unproved import Part, Work
from .yamltext import Document, Path

__all__ = ["Prover"]


class Prover:
    """Proves the entries of a knowledge base, given all of them.

    Args:
        parts: The entries by id; their excerpts and figures are filled in.
        broken: Ids of entries that could not be read; what refers to one is not faulted for it.
        faults: Where faults are added.
        all_read: Whether there are no entries but those.
    """

    def __init__(
        self, parts: Mapping[str, Part], broken: Collection[str], faults: list[Fault], *, all_read: bool = True
    ) -> None:
        self.parts = parts
        self.broken = broken
        self.faults = faults
        self.all_read = all_read
        self._work = Work()
        self._numbers = cache(_numbers)  # an excerpt is looked at for each sentence that rests on it

    def prove(
        self, fingerprints: Mapping[str, Fingerprint], locators: Mapping[str, Mapping[int, Locator]] | None = None
    ) -> None:
        """Find every excerpt, work out every figure, and hold every sentence against them.

        fingerprints: by source id; excerpts of a source without one are left unproved, which is a fault elsewhere.
        locators: by source id and paragraph, for readers.
        """
        for part in self.parts.values():
            self._shape(part)
            fingerprint = fingerprints.get(part.source.id)
            if fingerprint is not None:
                before = len(self.faults)
                places = (locators or {}).get(part.source.id, {})
                excerpts = self._excerpts(part, fingerprint)
                part.excerpts = tuple(Excerpt(text, at, places.get(at)) for text, at in excerpts)
                found = len(self.faults) == before and len(part.excerpts) > 0
                part.proved = found or part.spec.paraphrased
        work_out(self.parts, self.broken, self.faults, all_read=self.all_read)
        for part in self.parts.values():
            says = part.spec.says
            if says is not None and not part.spec.paraphrased:
                self.hold(part.document, (*part.path, "says"), says, part.source, [part])

    def _shape(self, part: Part) -> None:
        """Note what an entry lacks or has too much of."""
        spec = part.spec
        calculated_ = isinstance(spec.figure, FigureSpec) and spec.figure.calculate is not None
        if spec.says is None and spec.quote is None:
            self.faults.append(part.fault("id", "it says nothing", 'add "says:" or "quote:"'))
        if spec.quote is not None and spec.speaker is None:
            self.faults.append(part.fault("quote", "it does not say who said it", 'add "speaker:"'))
        if spec.paraphrased:
            for key in ("evidence", "quote", "figure"):
                if getattr(spec, key) is not None:
                    what = f'a paraphrase cannot have "{key}:", which would have to be proved'
                    self.faults.append(part.fault(key, what, f'remove "{key}:" or "paraphrased:"'))
            if spec.locator is None:
                what = "a paraphrase must say where it is in the source"
                self.faults.append(part.fault("paraphrased", what, 'add "locator:", such as a page'))
        elif spec.locator is not None:
            what = "the place of an excerpt is worked out, not typed in"
            self.faults.append(part.fault("locator", what, 'remove "locator:"'))
        elif not calculated_ and spec.evidence is None and spec.quote is None:
            what = "it quotes no words of the source"
            self.faults.append(part.fault("id", what, 'add "evidence:", or mark it "paraphrased: true"'))
        if spec.header is not None and (spec.evidence is None or spec.figure is None):
            what = "a table's header belongs to the row that is its evidence, and to a figure"
            self.faults.append(part.fault("header", what, 'add "evidence:" and "figure:", or remove "header:"'))
        if calculated_ and spec.evidence is not None:
            what = "a calculated figure rests on the evidence of what it is calculated from"
            self.faults.append(part.fault("evidence", what, 'remove "evidence:" or "calculate:"'))

    def _excerpts(self, part: Part, source: Fingerprint) -> Iterator[tuple[str, int]]:
        """Find the entry's evidence and quotation in the source; note what does not stand there."""
        spec = part.spec
        if spec.evidence is not None and spec.quote is not None:
            inside = within(spec.quote, spec.evidence)
            if inside:
                yield from self._excerpt(part, "evidence", spec.evidence, source)
                return
        for key, text in (("quote", spec.quote), ("header", spec.header), ("evidence", spec.evidence)):
            if text is not None:
                yield from self._excerpt(part, key, text, source)

    def _excerpt(self, part: Part, key: str, text: str, source: Fingerprint) -> Iterator[tuple[str, int]]:
        try:
            paragraph = find(text, source)
        except ValueError:
            what = f"the {key} is too short to be proved ({WINDOW} words at least, also between ellipses)"
            remedy = 'quote more of the sentence (a shorter "quote:" may stand inside a longer "evidence:")'
            self.faults.append(part.fault(key, what, remedy))
            return
        if paragraph is None:
            what = f'the {key} is not, word for word, in any single paragraph of "{part.source.id}"'
            hint = astray(text, source)
            remedy = f"copy it from the source again, exactly{f': {hint}' if hint else ''}"
            self.faults.append(part.fault(key, what, remedy))
            return
        yield text, paragraph

    def hold(self, document: Document, path: Path, says: str, source: Source, parts: Sequence[Part]) -> None:
        """Hold the numbers and quoted words of a sentence against the entries that it rests on; note what is in none.

        Args:
            document: The file that the sentence stands in.
            path: Where it stands there.
            says: The sentence.
            source: Its source; its title and dates may be told as well.
            parts: The entries, their figures worked out. If one of them is faulty itself, nothing is noted: what the
                sentence seems to lack may be there.
        """
        if any(part.faulty or not (part.proved or part.spec.paraphrased) for part in parts):
            return
        texts = [source.title, *dict.fromkeys(excerpt.text for part in parts for excerpt in part.excerpts)]
        figures = [part.figure for part in parts]
        figures += [self.parts[id].figure for id in dict.fromkeys(id for part in parts for id in part.rests)]
        allowed = [quantity for figure in figures if figure is not None for quantity in _quantities(figure)]
        allowed += [number for text in texts for number in self._numbers(text)]
        dates = [source.published, *([source.about.published] if source.about else [])]
        undated = says
        for date in sorted((spoken(date) for date in dates), key=len, reverse=True):
            undated = re.sub(rf"(?<![\w/.-]){re.escape(date)}(?!\w|[/.-]\d)", "", undated)  # "2023", not "2023/24"
        told, quotes = numbers(fold(undated)), says.replace("“", '"').replace("”", '"').split('"')[1::2]
        if self._work.spend((len(told) + 1) * (len(allowed) + 1) + 10 * len(quotes) * len(texts)):
            what = f"it takes more than {MAX_WORK:,} comparisons to prove the base up to here"
            self.faults.append(document.fault(path, what, "make shorter sentences, with fewer numbers"))
        if self._work.left < 0:
            return
        for number in disagreeing(told, allowed):
            what = f'"{number}" in the sentence is neither in its figure nor in its evidence'
            self.faults.append(document.fault(path, what, "correct the sentence or the evidence"))
        for quoted in quotes:
            if not any(within(quoted, text) for text in texts):
                what = f'the quoted words "{quoted}" are not in its evidence'
                self.faults.append(
                    document.fault(path, what, "quote the source's own words, or remove the quotation marks")
                )


def _quantities(figure: Figure) -> Iterator[Quantity]:
    """Yield the numbers of a figure, and its share."""
    yield from (each for each in (figure.quantity, figure.of, figure.share, figure.before) if each is not None)


def _numbers(text: str) -> Sequence[Quantity]:
    return numbers(fold(text))
