"""The nouns: what a knowledge base holds once it has been read and proved. Knows nothing of YAML or of matching."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ...errors import Fault, KnowledgeError
from ..language.quantity import Quantity
from ..language.vocabulary import Vocabulary
from .locators import Locator

__all__ = [
    "MAX_SHORT",
    "About",
    "Check",
    "Entry",
    "Excerpt",
    "Figure",
    "Help",
    "HelpCountry",
    "HelpLine",
    "HelpMessages",
    "HelpWords",
    "Knowledge",
    "Silence",
    "Source",
    "Speaker",
]

MAX_SHORT = 38
"""Characters of a title that is written on a button: as many as a telephone shows of one."""


@dataclass(frozen=True, slots=True)
class About:
    """The report that a source is about.

    Attributes:
        title: Its title.
        publisher: Who published it.
        published: Year, year-month or full date: as exact as is known.
    """

    title: str
    publisher: str
    published: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document that entries rest on.

    Attributes:
        id: Its id; its fingerprint is sources/<id>.fingerprint.
        title: Its title.
        publisher: Who published it.
        published: Year, year-month or full date: as exact as is known.
        url: Where it can be read.
        about: The report that it is about; None: it is the report itself.
    """

    id: str
    title: str
    publisher: str
    published: str
    url: str
    about: About | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, as it may be said.

    Attributes:
        text: The figure for readers, as the source writes it: "278 of 374 cases (74.3 %)", "£1.7 billion a year".
        quantity: The number with its kind, currency and bound; of a change from one to another the later one. None if
            the source says it in words only ("hundreds").
        unit: What is counted; "%" for a share, a currency's sign for money.
        of: The number that it is a part of; None if it is not one.
        whole_id: The entry that gives that whole; None without one.
        base: What a share is a share of, as the figure has it ("UK adults"); "" if it does not say.
        before: Of a change from one number to another the earlier one; None otherwise.
        dates: When the earlier and the later were, in folded text; () if it does not say of both.
        operands: Ids of the two entries that a calculated figure comes from, in order; () if it was not
            calculated.
        working: How it was calculated ("278 of 374 = 74.3 %"); None if it was not.
        operator: What was done with the operands: "of" for their share, "/", "+" or "-"; "" if it was not
            calculated.
    """

    text: str
    quantity: Quantity | None
    unit: str
    of: Quantity | None = None
    whole_id: str | None = None
    base: str = ""
    before: Quantity | None = None
    dates: tuple[str, ...] = ()
    operands: tuple[str, ...] = ()
    working: str | None = None
    operator: str = ""

    @property
    def value(self) -> Fraction | None:
        """The number, a share as a fraction of 1; None of a range, and if it is known in words only."""
        return self.quantity.value if self.quantity is not None and self.quantity.high is None else None

    @property
    def whole(self) -> Fraction | None:
        """The number that it is a part of; None if it is not one."""
        return self.of.value if self.of is not None else None

    @property
    def share(self) -> Quantity | None:
        """What part of its whole it is; None if it has none, or if one of the two is no exact number."""
        if self.value is None or self.of is None or not self.of.value:
            return None
        if self.quantity is None or {self.quantity.way, self.of.way} != {"exact"}:
            return None
        return Quantity(value=self.value / self.of.value, kind="share")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a quotation. role may be ""."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words that stand in a source.

    Attributes:
        text: The words.
        paragraph: The paragraph in which they were found, from 1.
        locator: Where that stands in the document; None if the base doesn't tell.
    """

    text: str
    paragraph: int
    locator: Locator | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact or quotation that can be asked for.

    Attributes:
        id: Small letters, digits and hyphens; of no other entry or silence.
        title: A few words.
        topic: What it is listed under; may be "".
        source: The document that it rests on.
        says: One sentence; "" for a bare quotation.
        quote: Words that somebody said; "" if it is no quotation.
        speaker: Who said them; None without a quotation.
        figure: Its number; None if it has none.
        excerpts: The source's own words, found there; those of a calculated figure are its operands'. Empty
            only if `paraphrased`.
        asked: Ways of asking for it.
        not_asked: Questions that look like it and are not.
        contradicts: Ids of entries that it contradicts.
        confirms: Ids of entries that it confirms.
        paraphrased: Whether it is in nobody's words, and so not proved.
        locator: Where a paraphrase stands; "" otherwise.
        short: The title for a button, MAX_SHORT characters at most; "" for one that is made of the title.
    """

    id: str
    title: str
    topic: str
    source: Source
    says: str
    quote: str
    speaker: Speaker | None
    figure: Figure | None
    excerpts: tuple[Excerpt, ...]
    asked: tuple[str, ...]
    not_asked: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    confirms: tuple[str, ...] = ()
    paraphrased: bool = False
    locator: str = ""
    short: str = ""

    def without_others(self, kept: Container[str]) -> Entry:
        """Return the entry without mention of entries that are not kept."""
        return replace(
            self,
            contradicts=tuple(id for id in self.contradicts if id in kept),
            confirms=tuple(id for id in self.confirms if id in kept),
        )


@dataclass(frozen=True, slots=True)
class Silence:
    """Something that people ask and no source says.

    Attributes:
        id: Small letters, digits and hyphens; of no other entry or silence.
        title: A few words.
        source: The document that does not say it.
        says: The honest sentence.
        near: Ids of the entries nearest to it, the nearest first.
        asked: Ways of asking for it.
        not_asked: Questions that look like it and are not.
    """

    id: str
    title: str
    source: Source
    says: str
    near: tuple[str, ...]
    asked: tuple[str, ...]
    not_asked: tuple[str, ...] = ()


_NO_VOCABULARY = Vocabulary()


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Somebody to turn to.

    Attributes:
        name: Who it is.
        number: A telephone number; may be "".
        when: What for, or when.
        url: A web address; may be "".
        languages: Languages in which one is answered besides those of its country, as ISO 639-1 has them.
    """

    name: str
    number: str
    when: str
    url: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpCountry:
    """Whom to turn to in one country.

    Attributes:
        lines: In the order in which they are shown.
        languages: What is spoken there, and so on these lines, as ISO 639-1 has it; one or more.
    """

    lines: tuple[HelpLine, ...]
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class HelpWords:
    """What is said around the help lines in one language.

    Attributes:
        opening: The first sentences.
        closing: The last one; may be "".
    """

    opening: str
    closing: str = ""


@dataclass(frozen=True, slots=True)
class HelpMessages:
    """Messages in one language by which it is learnt who is in danger.

    Attributes:
        calls: Those that call for help lines.
        plain: Those that do not.
    """

    calls: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """What is said to somebody in danger, and the messages by which they are known.

    Attributes:
        opening: The first sentence.
        closing: The last one; may be "".
        lines: Whom to turn to where no country was chosen, in order.
        calls: Messages that call for help lines.
        plain: Messages in the same words that do not.
        words: Classes of words that matter in them ("person", "harm"), each with its words.
        countries: Whom to turn to by country, as ISO 3166 has it (GB); empty if there are only the `lines`.
        default: The country whose lines `lines` are; "" if there are no countries.
        anywhere: Whom to turn to wherever one is.
        languages: What is said in other languages than English, as ISO 639-1 has them (es).
        messages: Such messages in other languages than English, as ISO 639-1 has them (es).
    """

    opening: str
    closing: str
    lines: tuple[HelpLine, ...]
    calls: tuple[str, ...]
    plain: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, HelpCountry] = field(default_factory=dict)
    default: str = ""
    anywhere: tuple[HelpLine, ...] = ()
    languages: Mapping[str, HelpWords] = field(default_factory=dict)
    messages: Mapping[str, HelpMessages] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A question and what must answer it.

    Attributes:
        ask: The question.
        expect: The id of an entry or silence, or a kind of reply.
        line: Where it stands in checks.yaml.
    """

    ask: str
    expect: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One whole knowledge base, proved.

    Attributes:
        version: 12 hexadecimal digits of the hash of its files.
        sources: Its documents by id.
        entries: By id, in the order of the files.
        silences: By id, in the order of the files.
        vocabulary: Words for the same thing, and names.
        help: Help lines; None if it has none.
        checks: Questions that it must answer rightly.
        files: What it was read from, by name.
    """

    version: str
    sources: Mapping[str, Source]
    entries: Mapping[str, Entry]
    silences: Mapping[str, Silence]
    vocabulary: Vocabulary = _NO_VOCABULARY
    help: Help | None = None
    checks: tuple[Check, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def only(self, source: str) -> Knowledge:
        """Return what is known from one source alone. KnowledgeError if there is no source of that id."""
        if source not in self.sources:
            what = f'there is no source "{source}"'
            raise KnowledgeError([Fault("knowledge", 0, 0, what, f"choose one of: {', '.join(self.sources)}")])
        entries = {id: entry for id, entry in self.entries.items() if entry.source.id == source}
        silences = {id: silence for id, silence in self.silences.items() if silence.source.id == source}
        entries = {id: entry.without_others(entries) for id, entry in entries.items()}
        return replace(self, sources={source: self.sources[source]}, entries=entries, silences=silences)
