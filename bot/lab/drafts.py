"""How good drafts are: each report drafted and nothing put right, held against what is known to be in it.

Run it over a folder of reports, each with document.html (or another form), figures.jsonl, quotes.jsonl, tables.jsonl
and questions.jsonl:

    python -m bot.lab.drafts FOLDER
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..core.answering.answerer import Answerer
from ..core.knowledge.figure_reading import FigureError, written
from ..core.knowledge.loading import load
from ..core.language.numbers import numbers
from ..core.language.quantity import Quantity
from ..core.language.text import fold
from ..core.search.vectors import Vectors
from ..drafting.asking import without_unit
from ..drafting.draft import Draft, Drafted
from ..drafting.drafting import drafted, header_of
from ..drafting.figures import SAID_AGAIN
from ..drafting.proving import proved
from ..drafting.reading import read_document
from ..drafting.sentences import sentences
from ..drafting.source import as_source_text
from .evaluation import Evaluation, evaluate
from .questions import Asked

__all__ = ["Measured", "draft_of", "measure_draft"]

_FORM = "document.html"


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a report; pairs are (right, of how many).

    Attributes:
        name: The folder.
        entries: How many were drafted, by form.
        found: Of the figures with digits in its text, those that became entries with the right value, unit, evidence.
        in_words: The same of figures in words: none that only counts in passing ("two popular languages"); of what
            says the same as the figure beside it ("64 %, or nearly two thirds") one is enough.
        right: Of the drafted figures, those that the report states.
        quoted: Of the quotations that somebody says, those that became entries with the right speaker.
        cells: Of the numbers in tables, those that became entries.
        missed: Figures, quotations and cells that are missing, for people.
        wrong: Drafted figures that are not right, for people.
        asked: What became of the questions; None without any.
    """

    name: str
    entries: Mapping[str, int]
    found: tuple[int, int]
    in_words: tuple[int, int]
    right: tuple[int, int]
    quoted: tuple[int, int]
    cells: tuple[int, int]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    asked: Evaluation | None

    def __str__(self) -> str:
        """Return the lines of a report."""
        told = [f"{self.name}: {', '.join(f'{count} {form}' for form, count in self.entries.items())}"]
        for name in ("found", "in_words", "right", "quoted", "cells"):
            right, of = getattr(self, name)
            if of:
                told.append(f"  {name.replace('_', ' '):<10} {right}/{of} ({right / of:.0%})")
        if self.asked is not None:
            answered = sum(o.reply.kind == "answer" for o in self.asked.outcomes if o.asked.expect == "no_answer")
            none = sum(o.asked.expect == "no_answer" for o in self.asked.outcomes)
            share, helped = self.asked.share("answer", "right"), self.asked.helped()
            told.append(
                f"  questions  answered right {share:.0%}, helped {helped:.0%}, answered in vain {answered}/{none}"
            )
        return "\n".join(told)


def draft_of(name: str, data: bytes) -> tuple[Draft, Mapping[str, bytes]]:
    """Return the draft of a document, as the command makes it, and its files."""
    document = read_document(name, data)
    header = header_of(document, "report", "2026-01-01")
    made, files = proved(drafted(document, header, as_source_text(document), sentences), {})
    return made, files.files


def measure_draft(folder: Path, vectors: Vectors | None, form: str = _FORM, *, ask: bool = True) -> Measured:
    """Draft one form of the report in a folder, and return how good it is.

    ask: whether to ask the questions as well.
    """
    made, files = draft_of(form, (folder / form).read_bytes())
    missed: list[str] = []
    found, in_words = _figures(folder, made, missed)
    wrong = _wrong(folder, made.entries)
    figured = [each for each in made.entries if each.figure and each.form in ("figure", "year")]
    known = (folder / "figures.jsonl").exists()
    asked = _questions(folder) if ask else []
    answerer = Answerer(load(files), vectors=vectors) if asked else None
    forms = ("figure", "year", "cell", "quotation", "finding")
    return Measured(
        name=f"{folder.name}/{form}",
        entries={each: sum(entry.form == each for entry in made.entries) for each in forms},
        found=found,
        in_words=in_words,
        right=(len(figured) - len(wrong), len(figured)) if known else (0, 0),
        quoted=_quoted(folder, made.entries, missed),
        cells=_cells(folder, made.entries, missed),
        missed=tuple(missed),
        wrong=tuple(f"{entry.figure}: {entry.sentence[:100]}" for entry in wrong) if known else (),
        asked=evaluate(asked, answerer.answer) if answerer is not None else None,
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _figures(folder: Path, made: Draft, missed: list[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    counts = {"figures": [0, 0], "word_figures": [0, 0]}
    again = [(_bare(each.sentence), fold(each.said)) for each in made.skipped if each.why == SAID_AGAIN]
    for line in _lines(folder / "figures.jsonl"):
        near = [
            each
            for each in made.entries
            if _bare(line["sentence"])[:60] in _bare(each.sentence) or _bare(each.evidence) in _bare(line["sentence"])
        ]
        for key, count in counts.items():
            for figure in line[key] if key == "figures" or not line.get("weak") else ():
                right = any(_states(each, figure) for each in near) or any(
                    _bare(line["sentence"])[:60] in sentence and said in fold(figure) for sentence, said in again
                )
                count[1] += 1
                count[0] += right
                if not right:
                    missed.append(f"{key}: {figure}: {line['sentence'][:90]}")
    return (counts["figures"][0], counts["figures"][1]), (counts["word_figures"][0], counts["word_figures"][1])


def _states(entry: Drafted, figure: str) -> bool:
    """Tell whether an entry has a figure: its value, currency, kind and unit."""
    if not entry.figure or entry.form == "year":
        return False
    wanted = [number for number in numbers(fold(figure)) if number.kind != "year"]
    if not wanted:  # "a tenfold increase"
        return fold(figure) in fold(entry.figure) or fold(entry.figure) in fold(figure)
    held = [*_quantities(entry.figure), *numbers(fold(entry.figure))]
    if fold(figure).endswith(" times"):
        return any(h.kind == "times" and w.value == h.value for w in wanted for h in held)
    same = [
        w
        for w in wanted
        for h in held
        if (w.value, w.high, w.kind, w.currency) == (h.value, h.high, h.kind, h.currency)
    ]
    if not same:
        return False
    unit = fold(figure)[same[0].end :].split()
    return not unit or unit[-1].strip(".,") in fold(entry.figure) or same[0].rate != ""


def _quantities(figure: str) -> list[Quantity]:
    try:
        made = written(figure)
    except FigureError:
        return []
    return [each for each in (made.quantity, made.of, made.before) if each is not None]


def _wrong(folder: Path, entries: Sequence[Drafted]) -> list[Drafted]:
    """Return the entries whose figure their sentence does not state, by what is known of it."""
    lines = list(_lines(folder / "figures.jsonl"))
    found = []
    for entry in entries:
        if entry.form not in ("figure", "year") or not entry.figure:
            continue
        near = [
            each
            for each in lines
            if _bare(each["sentence"])[:60] in _bare(entry.sentence) or _bare(entry.evidence) in _bare(each["sentence"])
        ]
        if entry.form == "year":
            right = any(entry.figure[:4] in date for each in near for date in each["dates"])
        else:
            right = any(_states(entry, figure) for each in near for figure in (*each["figures"], *each["word_figures"]))
        if not right:
            found.append(entry)
    return found


def _quoted(folder: Path, entries: Sequence[Drafted], missed: list[str]) -> tuple[int, int]:
    right = of = 0
    for line in _lines(folder / "quotes.jsonl"):
        if line["speaker"] is None:
            continue
        of += 1
        near = [each for each in entries if each.quote and _bare(line["quote"])[:40] == _bare(each.quote)[:40]]
        good = any(_same_speaker(each.speaker, line["speaker"]) for each in near)
        right += good
        if not good:
            missed.append(
                f"quotation: {line['speaker']} (drafted {[each.speaker for each in near]}): {line['quote'][:70]}"
            )
    return right, of


def _same_speaker(drafted_: str, known: str) -> bool:
    named, _, more = known.partition(" (")
    wanted = set(fold(f"{named} {more}").replace(")", "").split())
    return fold(named) in fold(drafted_) or set(fold(drafted_).split()) == wanted


def _cells(folder: Path, entries: Sequence[Drafted], missed: list[str]) -> tuple[int, int]:
    right = of = 0
    for table in _lines(folder / "tables.jsonl"):
        for row in table["rows"]:
            for cell, head in zip(row[1:], table["header"][1:], strict=False):
                if not re.fullmatch(r"[£$€]?[\d,.]+ ?%?", cell):
                    continue
                of += 1
                of_row = [e for e in entries if e.form == "cell" and _bare(row[0]) in _bare(e.evidence)]
                near = [e for e in of_row if fold(without_unit(head)).removesuffix("s") in fold(e.says)]
                good = any(re.search(rf"(?<!\d){re.escape(cell)}(?!\d)", each.says) for each in near)
                right += good
                if not good:
                    missed.append(f"cell: {row[0][:50]} / {head}: {cell}")
    return right, of


def _questions(folder: Path) -> list[Asked]:
    return [
        Asked(
            ask=line["q"],
            kind=line["kind"],
            expect="answer" if line["kind"] == "answerable" else "no_answer",
            shows=(tuple(line["expect"]),) if line["expect"] else (),
        )
        for line in _lines(folder / "questions.jsonl")
    ]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad|]|\[\d+\]", "", text)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--form", default=_FORM, show_default=True, help="Which form of the documents to draft from.")
@click.option("--show", is_flag=True, help="Tell what is missing and wrong as well.")
def _main(folder: Path, form: str, *, show: bool) -> None:
    """Draft the report in FOLDER, or those in folders of it, and print how good the drafts are."""
    from ..serving.word_vectors import load_vectors
    from ..settings import Settings

    vectors = load_vectors(Settings.read().semantic)
    reports = (
        [folder] if (folder / form).exists() else sorted(each for each in folder.iterdir() if (each / form).exists())
    )
    for each in reports:
        measured = measure_draft(each, vectors, form)
        click.echo(str(measured))
        if show:
            for line in (*measured.missed, *(f"wrong: {wrong}" for wrong in measured.wrong)):
                click.echo(f"    {line}")
            if measured.asked is not None:
                for outcome in measured.asked.outcomes:
                    entry = (
                        outcome.reply.entry.title
                        if outcome.reply.entry
                        else [s.title for s in outcome.reply.suggestions]
                    )
                    mark = (
                        ""
                        if outcome.verdict == "right"
                        else f"{outcome.verdict}{' (helped)' if outcome.helped else ''}"
                    )
                    said = f"{outcome.reply.kind} {outcome.reply.confidence:.2f} {entry}"
                    click.echo(f"    {mark:<16} {outcome.asked.ask} -> {said}")


if __name__ == "__main__":
    _main()
