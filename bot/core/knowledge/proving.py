"""Holds what entries claim against what they rest on: excerpts against the source, figures against excerpts.

Knows nothing of files: it is given specs with their places, and adds to a list of faults.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import Fault
from ..language.dates import spoken
from ..language.numbers import numbers
from ..language.quantity import Quantity
from ..language.text import fold
from .arithmetic import calculated, counted, parse_calculation, unsupported, worded
from .figure_proof import prove_mapped, prove_written
from .figure_reading import FigureError, mapped, written
from .fingerprint import WINDOW, Fingerprint, astray, find, within
from .locators import Locator
from .model import Excerpt, Figure, Source
from .schema import EntrySpec, FigureSpec
from .yamltext import Document, Path

__all__ = ["Part", "Prover"]


@dataclass(slots=True)
class Part:
    """One entry on its way.

    Attributes:
        document: The file that it is written in.
        path: Where it stands there.
        spec: What it claims.
        source: What it rests on.
        excerpts: Its excerpts that were found so far.
        figure: Its figure, once that is worked out; None before, and without one.
        proved: Whether its excerpts, or those of all that it is calculated from, were found.
    """

    document: Document
    path: Path
    spec: EntrySpec
    source: Source
    excerpts: tuple[Excerpt, ...] = ()
    figure: Figure | None = None
    proved: bool = False

    def fault(self, key: str, what: str, remedy: str) -> Fault:
        """Return a fault at one of the entry's keys."""
        return self.document.fault((*self.path, key), f'entry "{self.spec.id}": {what}', remedy)


class Prover:
    """Proves the entries of a knowledge base, given all of them.

    Args:
        parts: The entries by id; their excerpts and figures are filled in.
        broken: Ids of entries that could not be read; what refers to one is not faulted for it.
        faults: Where faults are added.
    """

    def __init__(self, parts: Mapping[str, Part], broken: Collection[str], faults: list[Fault]) -> None:
        self.parts = parts
        self.broken = broken
        self.faults = faults

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
                places = (locators or {}).get(part.source.id, {})
                found = self._excerpts(part, fingerprint)
                part.excerpts = tuple(Excerpt(text, at, places.get(at)) for text, at in found)
                part.proved = len(part.excerpts) > 0 or part.spec.paraphrased
        state: dict[str, str] = {}
        for id in self.parts:
            self._figure(id, state)
        for part in self.parts.values():
            says = part.spec.says
            if says is not None and part.proved and not part.spec.paraphrased:
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

    def _figure(self, id: str, state: dict[str, str]) -> Figure | None:
        """Return the figure of an entry, worked out once; None if it has none, or if that is faulty.

        state: by id, "open" while it is being worked out, then "done" or "broken"; added to.
        """
        part = self.parts[id]
        if part.spec.figure is None or state.get(id) in ("done", "broken"):
            return part.figure
        if state.get(id) == "open":
            self.faults.append(part.fault("figure", "its figure rests on itself", 'correct "calculate:" or "of:"'))
            state[id] = "broken"
            return None
        state[id] = "open"
        spec = part.spec.figure
        try:
            if isinstance(spec, FigureSpec) and spec.calculate:
                part.figure = self._calculated(part, spec, state)
            else:
                part.figure = self._stated(part, spec, state)
        except _Unknown:
            state[id] = "broken"  # as is the entry that it rests on, which is a fault already
        except FigureError as error:
            state[id] = "broken"
            self.faults.append(part.fault("figure", str(error), error.remedy))
        if state[id] == "open":
            state[id] = "done"
        return part.figure

    def _operand(self, part: Part, id: str, state: dict[str, str]) -> Figure:
        """Return the figure that an entry's figure rests on; FigureError if there is none, _Unknown if it is faulty."""
        if id not in self.parts:
            if id in self.broken:
                raise _Unknown
            raise FigureError(f'there is no entry "{id}"')
        figure = self._figure(id, state)
        if state.get(id) == "broken":
            raise _Unknown
        if figure is None:
            raise FigureError(f'the entry "{id}" has no figure to calculate with')
        return figure

    def _calculated(self, part: Part, spec: FigureSpec, state: dict[str, str]) -> Figure:
        """Calculate an entry's figure; it is as proved as its operands, and has their excerpts."""
        if spec.value is not None or spec.words is not None or spec.of is not None:
            raise FigureError('a calculated figure has no "value:", "words:" or "of:" besides')
        calculation = parse_calculation(spec.calculate or "")
        if calculation is None:
            raise FigureError('"calculate:" must be two entry ids with " + ", " - " or " / " between them')
        left, right = (self._operand(part, id, state) for id in (calculation[0], calculation[2]))
        part.proved = self.parts[calculation[0]].proved and self.parts[calculation[2]].proved
        part.excerpts = _merged(self.parts[calculation[0]].excerpts, self.parts[calculation[2]].excerpts)
        return calculated(calculation, left, right, percent=spec.as_ == "percent", unit=spec.unit)

    def _stated(self, part: Part, spec: FigureSpec | str, state: dict[str, str]) -> Figure:
        """Prove a figure that stands in the evidence, or in the quotation where there is none."""
        evidence, header = part.spec.evidence or part.spec.quote or "", part.spec.header or ""
        if isinstance(spec, str):
            return prove_written(written(spec), evidence, header)
        if (spec.value is None) == (spec.words is None):
            raise FigureError('a figure has either "value:", "words:" or "calculate:"')
        if spec.unit is None:
            raise FigureError(
                'a figure needs "unit:", what is counted',
                "write it as: {value: 374, unit: cases}, or as the source does: 374 cases",
            )
        if spec.as_ is not None:
            raise FigureError('"as:" belongs to "calculate:"')
        if spec.words is not None:
            if not within(spec.words, evidence):
                raise FigureError(f'"{spec.words}" is not in its evidence')
            return worded(spec.words, spec.unit)
        assert spec.value is not None
        said = f"{part.spec.title} {part.spec.says or ''}"
        figure = prove_mapped(mapped(spec.value, spec.unit), evidence, header, said=said, part=spec.of is not None)
        if spec.of is None:
            return figure
        whole = self._operand(part, spec.of, state)
        if whole.value is None or figure.value is None or not 0 <= figure.value <= whole.value:
            raise FigureError(f'{figure.text} is no part of "{spec.of}" ({whole.text})')
        if whole.unit != figure.unit:
            what = f'{figure.text} is no part of "{spec.of}" ({whole.text}), which is in another unit'
            raise FigureError(what, f'give both the same "unit:", here "{whole.unit}"')
        return counted(figure, whole, spec.of)

    def hold(self, document: Document, path: Path, says: str, source: Source, parts: Sequence[Part]) -> None:
        """Hold the numbers and quoted words of a sentence against the entries that it rests on; note what is in none.

        Args:
            document: The file that the sentence stands in.
            path: Where it stands there.
            says: The sentence.
            source: Its source; its title and dates may be told as well.
            parts: The entries, their figures worked out.
        """
        texts = [source.title]
        allowed: list[Quantity] = []
        for part in parts:
            texts += [excerpt.text for excerpt in part.excerpts]
            allowed += self._quantities(part.figure)
        allowed += [number for text in texts for number in numbers(fold(text))]
        dates = [source.published, *([source.about.published] if source.about else [])]
        undated = says
        for date in sorted((spoken(date) for date in dates), key=len, reverse=True):
            undated = undated.replace(date, "")
        for number in unsupported(undated, allowed):
            what = f'"{number}" in the sentence is neither in its figure nor in its evidence'
            self.faults.append(document.fault(path, what, "correct the sentence or the evidence"))
        for quoted in says.replace("“", '"').replace("”", '"').split('"')[1::2]:
            if not any(within(quoted, text) for text in texts):
                what = f'the quoted words "{quoted}" are not in its evidence'
                self.faults.append(
                    document.fault(path, what, "quote the source's own words, or remove the quotation marks")
                )

    def _quantities(self, figure: Figure | None) -> Iterator[Quantity]:
        """Yield the numbers of a figure, of the figures that it comes from, and its share."""
        if figure is None:
            return
        yield from (each for each in (figure.quantity, figure.of, figure.share, figure.before) if each is not None)
        for id in figure.operands:
            yield from self._quantities(self.parts[id].figure)


def _merged(first: Sequence[Excerpt], second: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """Return both rows of excerpts without those that stand inside another."""
    kept: list[Excerpt] = []
    for excerpt in sorted(dict.fromkeys([*first, *second]), key=lambda excerpt: -len(excerpt.text)):
        inside = (within(excerpt.text, other.text) for other in kept if other.paragraph == excerpt.paragraph)
        if not any(inside):
            kept.append(excerpt)
    return tuple(sorted(kept, key=lambda excerpt: excerpt.paragraph))


class _Unknown(Exception):
    """A figure rests on an entry that is faulty itself."""
