"""The format of the knowledge files, field by field. Knows nothing of what a value must prove; loading does."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from .limits import MAX_MESSAGE, MAX_PHRASING
from .model import MAX_SHORT

__all__ = [
    "FORMATS",
    "FORMS",
    "AboutSpec",
    "CheckSpec",
    "ChecksFile",
    "DocumentFile",
    "EntrySpec",
    "FigureSpec",
    "HelpCountrySpec",
    "HelpFile",
    "HelpLineSpec",
    "HelpWordsSpec",
    "SilenceSpec",
    "SourceSpec",
    "SpeakerSpec",
    "VocabularyFile",
    "is_id",
    "json_schema",
]

_ID, _MAX_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$", 48
_Id = Annotated[str, StringConstraints(pattern=_ID, max_length=_MAX_ID)]
_Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]
_Short = Annotated[str, StringConstraints(min_length=1, max_length=MAX_SHORT, pattern=r"\S")]
_Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"\S")]
_Phrasing = Annotated[str, StringConstraints(min_length=1, max_length=MAX_PHRASING, pattern=r"[^\W_]")]
_Message = Annotated[str, StringConstraints(min_length=1, max_length=MAX_MESSAGE, pattern=r"[^\W_]")]
_Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
_Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=400)]


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AboutSpec(_Spec):
    """The report that the source is about."""

    title: _Line
    publisher: _Line
    published: _Date


class SourceSpec(_Spec):
    """The document that the entries of this file rest on."""

    id: Annotated[_Id, Field(description="its fingerprint is sources/<id>.fingerprint")]
    title: _Line
    publisher: _Line
    published: Annotated[_Date, Field(description="year, year-month or full date, in quotes: as exact as is known")]
    url: _Url
    about: AboutSpec | None = None


class FigureSpec(_Spec):
    """A number with its unit: as the source has it (value or words), or calculated from other entries."""

    value: Annotated[float | None, Field(description="the number, without quotes")] = None
    words: Annotated[_Line | None, Field(description='a number that the source gives in words only: "hundreds"')] = None
    unit: Annotated[_Line | None, Field(description="what is counted: cases")] = None
    of: Annotated[_Id | None, Field(description="the entry whose figure this is a part of")] = None
    calculate: Annotated[
        str | None, Field(max_length=120, description="two entries with + - or / between: part / whole")
    ] = None
    as_: Annotated[Literal["number", "percent"] | None, Field(alias="as")] = None


def _form(figure: Any) -> str:
    """Return which of FORMS a figure has; what is neither is taken for fields, and refused as such."""
    return FORMS[isinstance(figure, str)]


FORMS = ("fields", "text")
"""The two forms of a figure, which stand in the place of an error in one."""
_Figure = Annotated[Annotated[FigureSpec, Tag(FORMS[0])] | Annotated[_Line, Tag(FORMS[1])], Discriminator(_form)]


class SpeakerSpec(_Spec):
    """Who said the quotation."""

    name: _Line
    role: _Line | None = None


class EntrySpec(_Spec):
    """One fact or quotation that can be asked for."""

    id: _Id
    title: _Line
    short: Annotated[_Short | None, Field(description="the title for a button, if it is a long one")] = None
    topic: _Line | None = None
    says: Annotated[_Sentence | None, Field(description="the fact, in one sentence")] = None
    quote: Annotated[_Sentence | None, Field(description="the speaker's words, as they stand in the source")] = None
    speaker: SpeakerSpec | None = None
    figure: Annotated[
        _Figure | None,
        Field(description="its number as the source writes it (£1.7 billion a year), or as value and unit"),
    ] = None
    evidence: Annotated[
        _Sentence | None, Field(description="the source's own words, four or more; of a table the row")
    ] = None
    header: Annotated[_Sentence | None, Field(description="of a table: its header row, as it stands there")] = None
    paraphrased: bool = False
    locator: Annotated[_Line | None, Field(description="where a paraphrase stands in its source")] = None
    contradicts: list[_Id] = []
    confirms: list[_Id] = []
    asked: Annotated[list[_Phrasing], Field(description="ways of asking for it; more of them in asked/<id>.txt")] = []
    not_asked: Annotated[list[_Phrasing], Field(description="questions that look like it and are not")] = []


class SilenceSpec(_Spec):
    """Something that people ask and the source does not say."""

    id: _Id
    title: _Line
    says: Annotated[_Sentence, Field(description="the honest sentence")]
    near: Annotated[list[_Id], Field(max_length=5, description="the entries nearest to it")] = []
    asked: Annotated[list[_Phrasing], Field(description="ways of asking for it; more of them in asked/<id>.txt")] = []
    not_asked: Annotated[list[_Phrasing], Field(description="questions that look like it and are not")] = []


class DocumentFile(_Spec):
    """One source and what is known from it."""

    source: SourceSpec
    entries: Annotated[list[EntrySpec], Field(min_length=1)]
    silences: list[SilenceSpec] = []


class VocabularyFile(_Spec):
    """Words for the same thing, and names that never stand for one another."""

    same: Annotated[list[Annotated[list[_Line], Field(min_length=2)]], Field(description="groups of synonyms")] = []
    names: Annotated[
        dict[_Line, list[Annotated[list[_Line], Field(min_length=1)]]],
        Field(description="kind of name -> names, each a list of its spellings"),
    ] = {}


# That a code is one of a language or country is proved when it is loaded: what is wrong with it is told better there.
_Language = Annotated[
    str, Field(description="two small letters: es for Spanish", json_schema_extra={"pattern": "^[a-z]{2}$"})
]


class HelpLineSpec(_Spec):
    """Somebody to turn to."""

    name: _Line
    number: _Line | None = None
    when: _Line
    url: _Url | None = None
    languages: Annotated[
        list[_Language], Field(description="languages in which one is answered, besides those of the country")
    ] = []


_HelpLines = Annotated[list[HelpLineSpec], Field(min_length=1, max_length=8)]


class HelpCountrySpec(_Spec):
    """Whom to turn to in one country, those who matter most first."""

    languages: Annotated[
        list[_Language], Field(min_length=1, description="what is spoken there; English if left out")
    ] = ["en"]
    lines: _HelpLines


class HelpWordsSpec(_Spec):
    """What is said around the help lines in one language."""

    opening: _Sentence
    closing: _Sentence | None = None


class HelpFile(_Spec):
    """Help lines, and the messages that call for them."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["lines"]}, {"required": ["countries"]}]})

    opening: _Sentence
    closing: _Sentence | None = None
    languages: Annotated[
        dict[str, HelpWordsSpec],
        Field(
            description="the same in other languages: es, fr, ...",
            json_schema_extra={"propertyNames": {"pattern": "^[a-z]{2}$"}},
        ),
    ] = {}
    lines: Annotated[_HelpLines | None, Field(description="whom to turn to, where there is but one country")] = None
    default: Annotated[str | None, Field(description="the country where a server has chosen none")] = None
    countries: Annotated[
        dict[str, HelpCountrySpec],
        Field(
            description="whom to turn to by country: GB, IE, US, ...",
            json_schema_extra={"propertyNames": {"pattern": "^[A-Z]{2}$"}},
        ),
    ] = {}
    anywhere: Annotated[list[HelpLineSpec], Field(max_length=8, description="whom to turn to wherever one is")] = []
    calls: Annotated[
        list[_Message], Field(description="messages that call for help lines; more of them in help/calls.txt")
    ] = []
    plain: Annotated[
        list[_Message], Field(description="messages in the same words that do not; more of them in help/plain.txt")
    ] = []
    words: Annotated[dict[_Id, list[_Line]], Field(description="classes of words that matter in them")] = {}


class CheckSpec(_Spec):
    """A question and what must answer it."""

    ask: _Phrasing
    expect: Annotated[_Line, Field(description="id of an entry or silence, or no_answer, suggestions, signpost")]


class ChecksFile(_Spec):
    """Questions that the knowledge base must answer rightly before it is published."""

    checks: list[CheckSpec] = []


# The files with a name of their own; every other .yaml file is a document.
FORMATS: dict[str, type[_Spec]] = {
    "document": DocumentFile,
    "vocabulary": VocabularyFile,
    "help": HelpFile,
    "checks": ChecksFile,
}


def is_id(text: str) -> bool:
    """Tell whether a text may be the id of an entry, silence or source."""
    return len(text) <= _MAX_ID and re.fullmatch(_ID, text) is not None


def json_schema(name: str = "document") -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one of FORMATS, for editors. KeyError for another name."""
    schema = FORMATS[name].model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
