"""A document's sentences, quotations and tables -> drafted entries, and what was passed over. Proves nothing yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..core.knowledge.figure_proof import prove_written
from ..core.knowledge.figure_reading import FigureError, written
from ..core.knowledge.model import MAX_SHORT
from ..core.knowledge.phrasings import alike
from ..core.knowledge.schema import is_id
from ..core.language.text import fold
from .asking import ask_cell, ask_quotation, ask_statement, ask_term, without_unit, years_of
from .clauses import clauses
from .counted import counted
from .draft import Drafted, Form, Skipped
from .figure_asking import ask_figure
from .figures import UNCOUNTED, Found, figures
from .passages import Passage, standing_alone, unquoted
from .people import People
from .question import Asking, few, varied
from .quotations import attributed, marked, quotations
from .rows import cell_figure, told_apart
from .text import Block
from .wholes import with_whole
from .wording import keywords, lowered, opened, shortened

__all__ = ["Entries"]

_MOST = 600  # characters of evidence
_FEWEST_WORDS = 4  # of a piece that can be proved
_MOST_CELLS = 80  # of a table
_LONGEST_ID = 40
_NUMBER = re.compile(r"[£$€]?\d[\d,. ]*(?:%|[a-zA-Z]{0,8})?")
_SUMMARY = re.compile(
    r"\b(?:summary|findings?|conclusions?|recommendations?|key (?:points|messages|facts)|at a glance|results?"
    r"|overview)\b",
    re.I,
)
_OF_THEM = re.compile(r"[\w,.%-]+ of (?:them|these|those)\b(?! \w+s\b)")
_ASKING = frozenset(["why", "how", "what", "when", "where", "who", "which"])
_RECOMMENDED = re.compile(r"\brecommend(?:s|ed|ations?)?\b[^.]*:\s*$", re.I)
_QUOTED = re.compile(r"[“\"'‘]")
_CALLED = re.compile(r"^(?:Table|Figure|Chart|Box)\s+[\w.]+[.:]\s+")
_CURRENCIES = tuple("£$€")
_CELLS = re.compile(r"\s*\|\s*")


@dataclass(slots=True)
class Entries:
    """Makes entries of one document, one passage after another.

    Attributes:
        people: Who is named in it.
        same: Groups of words that mean the same, of the base.
        taken: Ids that are in use.
        labels: What the rows of each table are about, by its number.
        made: The entries so far.
        skipped: What was passed over so far.
    """

    people: People
    same: Sequence[Sequence[str]] = ()
    taken: set[str] = field(default_factory=set)
    labels: Mapping[int, Sequence[str]] = field(default_factory=dict)
    made: list[Drafted] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _brief: list[tuple[str, ...]] = field(default_factory=list)  # of each entry
    _asked: set[str] = field(default_factory=set)
    _titles: set[str] = field(default_factory=set)
    _cells: dict[int, int] = field(default_factory=dict)
    _block: Block | None = None  # of which the sentences so far are
    _earlier: list[str] = field(default_factory=list)
    _recommends: bool = False  # whether the list that may follow is one of recommendations
    _paragraph: str = ""  # the last one, which may name who says a quotation
    _speaker: tuple[str, str, str] = ("", "", "")
    _goes_on: bool = False  # whether the quotation before goes on in the next paragraph

    def add(self, passage: Passage, caption: str = "") -> None:
        """Draft what a passage holds. caption: of its table, for a row."""
        block = passage.block
        if block.kind == "row":
            self._row(passage, caption)
        elif block.kind == "quote":
            self._block_quotation(passage)
        elif block.kind == "heading":
            self._heading(passage)
        elif block.kind in ("paragraph", "item", "caption"):
            self._sentence(passage)
            if block.kind == "item" and self._recommends and not passage.before:
                self._recommendation(passage)
        if block.kind != "item":
            self._recommends = block.kind == "paragraph" and _RECOMMENDED.search(block.text) is not None
        if block.kind in ("paragraph", "item"):
            self._paragraph = block.text

    def is_quoted(self, block: Block) -> bool:
        """Tell whether a paragraph is a quotation, as the one before it ends with who says it: "Ada Fenn writes:".

        So is the next one, if a quotation ends with "[...]".
        """
        if block.kind == "paragraph" and self._goes_on and not self._paragraph:
            return True
        if block.kind != "paragraph" or not self._paragraph.rstrip().endswith(":") or _QUOTED.match(block.text):
            return False
        speaker, _, doubt = attributed(self._paragraph, self.people)
        return speaker in self.people.full and not doubt

    def quoted(self, passage: Passage) -> None:
        """Draft the quotations in the running text of a whole block, given the first of its passages."""
        found, passed = quotations(passage.block.text, self.people)
        for each in found:
            self._quotation(passage, each.text, (each.speaker, each.role, each.doubt))
        self.skipped += [Skipped(each.said, each.why, passage.block.text, passage.block.page) for each in passed]

    def settled(self) -> tuple[Drafted, ...]:
        """Return the entries, each with the short ways of asking that it alone has."""
        keys = [{alike(text): text for text in brief} for brief in self._brief]
        times = Counter(key for each in keys for key in each)
        return tuple(
            replace(entry, asked=(*entry.asked, *few([text for key, text in own.items() if self._is_free(key, times)])))
            for entry, own in zip(self.made, keys, strict=True)
        )

    def _is_free(self, key: str, times: Mapping[str, int]) -> bool:
        return bool(key) and times[key] == 1 and key not in self._asked

    def _before(self, passage: Passage) -> list[str]:
        """Return the sentences before one in its block, and remember it for those that follow."""
        if passage.block is not self._block:
            self._block, self._earlier = passage.block, []
        self._earlier.append(passage.text)
        return self._earlier[:-1]

    # --- Sentences ------------------------------------------------------------------------------------------------

    def _sentence(self, passage: Passage) -> None:
        evidence = _evidence(passage.text)
        found, passed = figures(passage.text, evidence)
        says, doubt = standing_alone(passage)
        says = _CALLED.sub("", says) if passage.block.kind == "caption" else says
        numbered = [each for each in found if each.of not in ("rank", "times")]
        years = years_of(says, numbered) if passage.block.kind != "caption" and len(passage.text.split()) > 3 else []
        quoted = list(marked(passage.text))
        loose = "“them” points to something said before" if _OF_THEM.match(passage.text) else ""
        for figure in found:
            if any(start < figure.start < end for start, end in quoted) and passage.block.kind != "caption":
                self.skipped.append(Skipped(figure.text, "it stands in a quotation", passage.text, passage.block.page))
                continue
            doubts = [
                each
                for each in (doubt, figure.doubt, loose, "from a caption" if passage.block.kind == "caption" else "")
                if each
            ]
            if passage.block.kind == "caption" and any(fold(each.figure) == fold(figure.text) for each in self.made):
                self.skipped.append(Skipped(figure.text, "a caption that repeats it", passage.text, passage.block.page))
                continue
            if figure.evidence:
                self._piece(passage, figure, doubts)
                continue
            near = _evidence(passage.text, figure.start)
            if _within(figure, near):
                told = says if figure.text in says else standing_alone(passage, text=near)[0]
                figure = with_whole(figure, told, passage)
                asking = ask_figure(told if passage.block.kind == "caption" else unquoted(told), figure)
                self._put("figure", passage, asking, told, doubts, figure=figure.text, evidence=near)
        earlier = self._before(passage)
        for each in passed:
            part = counted(passage.text, each.said, earlier) if each.why == UNCOUNTED and not doubt else None
            if part is not None and len(part.evidence) <= _MOST:
                doubts = [part.figure.doubt] if part.figure.doubt else []
                asking, shown = ask_figure(part.told, part.figure), part.figure.text
                around = keywords(re.sub(r"\d[\d,.]*", " ", part.evidence), most=14)
                asking = replace(asking, asked=(*asking.asked, f"{part.figure.unit} {around}"))
                self._put("figure", passage, asking, part.says, doubts, figure=shown, evidence=part.evidence)
            elif not any(each.said[-4:] in when for when in years):
                self.skipped.append(Skipped(each.said, each.why, passage.text, passage.block.page))
        for when in years:
            self._year(passage, says, when, evidence, doubt)
        term = ask_term(passage.text) if not doubt and not found else None
        if term is not None:
            self._put("finding", passage, term, says, [], evidence=evidence)
        elif (
            not found
            and not years
            and (_SUMMARY.search(passage.topic) or _finds(passage.text))
            and passage.block.kind != "caption"
        ):
            self._finding(passage, says, doubt)

    def _piece(self, passage: Passage, figure: Found, doubts: Sequence[str]) -> None:
        """Draft a figure that only a piece of its sentence proves; or the sentence, if that is too short."""
        told, _ = standing_alone(passage, text=figure.evidence.replace(" ... ", " ").rstrip(".") + ".")
        asking, parts = ask_figure(told, figure), figure.evidence.split(" ... ")
        if all(len(fold(part).split()) >= _FEWEST_WORDS for part in parts):
            self._put("figure", passage, asking, told, doubts, figure=figure.text, evidence=figure.evidence)
        else:
            whole = standing_alone(passage)[0]
            self._put("finding", passage, asking, whole, doubts, evidence=_evidence(passage.text, figure.start))

    def _year(self, passage: Passage, says: str, when: str, evidence: str, doubt: str) -> None:
        figure = f"{when[-4:]} (year)"
        try:
            prove_written(written(figure), evidence, "")
        except FigureError:
            figure = ""
        asking = ask_statement(says, when)
        self._put("year", passage, asking, says, [doubt] if doubt else [], figure=figure, evidence=evidence)

    def _finding(self, passage: Passage, says: str, doubt: str) -> None:
        if len(passage.text.split()) < 5 or doubt or not any(clause.finite for clause in clauses(says)):
            return
        self._put("finding", passage, ask_statement(says), says, [], evidence=_evidence(passage.text))

    def _recommendation(self, passage: Passage) -> None:
        """Draft an item of a list of recommendations, which is asked for by what it is about."""
        if self.made and self.made[-1].sentence == passage.text:
            return  # it states a figure
        says = standing_alone(passage)[0].rstrip(".") + "."
        made = ask_statement(says)
        about = lowered(keywords(says, most=5))
        asked = (f"what do they recommend about {about}", f"recommendation {about}", *made.asked[:1])
        self._put("finding", passage, Asking(made.title, asked), says, [], evidence=_evidence(passage.text))

    def _heading(self, passage: Passage) -> None:
        words = passage.topic.split()
        if (
            passage.block.level > 1
            and len(words) > 5
            and any(c.finite for c in clauses(passage.topic))
            and words[0].casefold() not in _ASKING
            and not passage.topic.endswith("?")
        ):
            says = passage.topic.rstrip(".") + "."
            self._put(
                "finding", replace(passage, topic=""), ask_statement(says), opened(says), [], evidence=passage.topic
            )

    # --- Quotations -----------------------------------------------------------------------------------------------

    def _block_quotation(self, passage: Passage) -> None:
        if self._paragraph:
            self._speaker = attributed(self._paragraph, self.people)
            self._paragraph = ""
        text, own = passage.text.strip(), self._speaker
        self._goes_on = text.endswith(("[...]", "[…]"))
        signed = re.search(r"[”\"]?\s*[—–]\s*([^—–.]{3,80})$", text)
        if signed is not None:
            name, _, role = signed[1].partition(",")
            own, text = (self.people.whole(name.strip()), role.strip(), ""), text[: signed.start()].strip()
        text = text.strip('“”" ')
        if not own[0]:
            self.skipped.append(
                Skipped(shortened(text, 80), "nobody is said to say it", passage.text, passage.block.page)
            )
            return
        self._quotation(passage, text, own)
        for figure in figures(text)[0]:
            near = _sentence_around(text, figure.start)
            says = f"{own[0]}: “{near}”"
            if len(says) <= _MOST and _within(figure, near):
                telling = keywords(near.replace(figure.text, " "), most=5)
                asked = (f"what does {own[0]} say about {telling}", f"{figure.unit} {telling} {own[0]}")
                self._put(
                    "figure",
                    passage,
                    Asking(f"{own[0]} on {lowered(telling)}", asked),
                    says,
                    ["it stands in a quotation"],
                    figure=figure.text,
                    evidence=near,
                )

    def _quotation(self, passage: Passage, text: str, told: tuple[str, str, str]) -> None:
        speaker, role, doubt = told
        doubts = [doubt] if doubt else []
        if len(text) > _MOST:
            text = text[:_MOST].rsplit(". ", 1)[0] + "."
            doubts.append("it is long and was cut")
        evidence = ""
        if len(fold(text).split()) < 5:
            evidence = next((each for each in re.split(r"(?<=[.!?])\s+", passage.block.text) if text in each), "")
            evidence = evidence if len(evidence) <= _MOST else ""
        self._put(
            "quotation",
            passage,
            ask_quotation(speaker, text, passage.topic),
            "",
            doubts,
            evidence=evidence,
            quote=text,
            speaker=speaker,
            role=role,
        )

    # --- Tables ---------------------------------------------------------------------------------------------------

    def _row(self, passage: Passage, caption: str) -> None:
        block = passage.block
        cells, heads = _CELLS.split(block.text.strip()), _CELLS.split(block.header.strip())
        if len(cells) != len(heads) or len(cells) < 2:
            self.skipped.append(
                Skipped(shortened(block.text, 80), "a row that does not fit its header", block.text, block.page)
            )
            return
        label = cells[0]
        for cell, head in zip(cells[1:], heads[1:], strict=True):
            if not _NUMBER.fullmatch(cell.strip()):
                continue
            number = self._cells[block.table or 0] = self._cells.get(block.table or 0, 0) + 1
            if number > _MOST_CELLS:
                self.skipped.append(
                    Skipped(cell, "a large table: only its first cells are drafted", block.text, block.page)
                )
                continue
            figure, unit = cell_figure(cell, head, label, heads[0], block)
            if not label.strip() or cell.count("|"):
                continue
            self._cell(passage, caption, (label, head, heads[0]), figure, unit, cell)

    def _cell(
        self, passage: Passage, caption: str, told: tuple[str, str, str], figure: str, unit: str, cell: str
    ) -> None:
        label, head, first = told
        row = shortened(label, 300)
        shown = figure or cell
        says = f"{row.rstrip('.')}{' ' if row.endswith('?') else ': '}{shown}"
        column = without_unit(head) if figure else head
        says += "" if fold(column).removesuffix("s") in fold(shown) else f" ({column})"
        if first.rstrip().endswith("?"):
            says = f"{first} {says}"
        asking = ask_cell(label, head, first, caption, unit, money=figure[:1] in _CURRENCIES)
        asking = told_apart(asking, label, self.labels.get(passage.block.table or 0, ()), without_unit(head), first)
        doubts = [] if figure else ["what the number counts could not be proved by the header"]
        evidence, header = passage.block.text, passage.block.header
        if len(evidence) > _MOST or len(header) > _MOST or len(says) > _MOST:
            self.skipped.append(Skipped(cell, "the row is too long", passage.text, passage.block.page))
            return
        self._put(
            "cell", passage, asking, says, doubts, figure=figure, evidence=evidence, header=header if figure else ""
        )

    # --- What all have --------------------------------------------------------------------------------------------

    def _put(
        self, form: Form, passage: Passage, asking: Asking, says: str, doubts: Iterable[str], *, figure: str = "",
        evidence: str = "", header: str = "", quote: str = "", speaker: str = "", role: str = "",
    ) -> None:  # fmt: skip
        title = self._title(asking.title, says or quote, figure)
        asked = []
        for each in varied(asking.asked, self.same):
            key = alike(each)
            if key and key not in self._asked:
                self._asked.add(key)
                asked.append(each)
        if not asked:
            only = f"{title} {passage.topic}".strip()[:200]
            self._asked.add(alike(only))
            asked = [only]
        self._brief.append(asking.brief)
        self.made.append(
            Drafted(
                id=self._id(title), form=form, title=title, topic=shortened(passage.topic.rstrip("."), 120),
                says=says, figure=figure, evidence=evidence, header=header, quote=quote, speaker=speaker[:200],
                role=role[:200], asked=tuple(asked),
                sentence=passage.text, page=passage.block.page, doubts=tuple(dict.fromkeys(doubts)),
                short=_short(title) if len(title) > MAX_SHORT else "",
            )
        )  # fmt: skip

    def _title(self, title: str, said: str, figure: str) -> str:
        title = " ".join(title.split()).strip(" :,") or shortened(said, 80)
        tried = [title, f"{title} ({keywords(said.replace(title, ''), most=3)})", f"{title}: {figure}"]
        chosen = next((each for each in tried if fold(each) not in self._titles), f"{title} ({len(self.made) + 1})")
        self._titles.add(fold(chosen))
        return opened(chosen)[:190]

    def _id(self, title: str) -> str:
        words = re.findall(r"[a-z0-9]+", fold(keywords(title, most=6)).replace("'", ""))
        base = ""
        for word in words:
            if len(base) + len(word) + 1 > _LONGEST_ID:
                break
            base = f"{base}-{word}" if base else word
        base = base if base[:1].isalpha() else f"entry-{base}".rstrip("-")
        id, number = base, 2
        while id in self.taken or not is_id(id):
            id, number = f"{base}-{number}", number + 1
        self.taken.add(id)
        return id


def _evidence(sentence: str, at: int = 0) -> str:
    """Return a sentence, or of a long one the piece around a place that may be evidence."""
    if len(sentence) <= _MOST:
        return sentence
    start = max(0, at - _MOST // 2)
    start = sentence.find(" ", start) + 1 if start else 0
    return sentence[start : start + _MOST - 10].rsplit(" ", 1)[0]


def _sentence_around(text: str, at: int) -> str:
    """Return the sentence of a quotation in which a place is; the whole of it if that sentence is a short one."""
    start = max((match.end() for match in re.finditer(r"[.!?…]\s+", text[:at])), default=0)
    end = next((match.start() + 1 for match in re.finditer(r"[.!?…](?:\s|$)", text[at:])), len(text) - at)
    piece = text[start : at + end].strip()
    return piece if len(piece.split()) > 4 else text


def _within(figure: Found, evidence: str) -> bool:
    try:
        prove_written(written(figure.text), evidence, "")
    except FigureError:
        return False
    return True


def _finds(sentence: str) -> bool:
    """Tell whether a sentence says what was found: "the survey found that ..."."""
    return any(clause.teller and any(word.low in _FINDERS for word in clause.teller) for clause in clauses(sentence))


_FINDERS_WORDS = """
    survey report review study inspection inspectors audit auditors analysis evaluation inquiry investigation
    research researchers panel committee commission data results respondents stakeholders participants evidence
"""
_FINDERS = frozenset(_FINDERS_WORDS.split())


def _short(title: str) -> str:
    """Return a title for a button."""
    bare = re.sub(r"^(?:What|How long|When|Share of|Share that|Share)\s+(?:the\s+|a\s+|an\s+)?", "", title)
    bare = re.sub(r"\s*\([^)]*\)$", "", bare)
    return opened(shortened(bare, MAX_SHORT)) or title[:MAX_SHORT]
