"""The files with names of their own: vocabulary.yaml, help.yaml with its messages, and checks.yaml.

Knows nothing of documents, but for the ids that a check may expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ...errors import Fault
from ..language.text import fold, words
from ..language.vocabulary import Name, Vocabulary
from . import limits
from .help_lines import help_lines, help_lines_faults
from .linetext import Lines
from .model import Check, Help, HelpMessages
from .naming import CALLS, ENGLISH, PLAIN, language_of
from .phrasings import Phrasings, inline, repeated, texts
from .reading import Reading
from .schema import ChecksFile, HelpFile, VocabularyFile

__all__ = ["read_checks", "read_help", "read_vocabulary"]

_EXPECTED_KINDS = ("no_answer", "suggestions", "signpost")


def read_vocabulary(reading: Reading) -> Vocabulary:
    """Return the words for the same thing and the names; none without vocabulary.yaml. Faults are noted."""
    document, spec = reading.yaml("vocabulary.yaml", VocabularyFile)
    if spec is None:
        return Vocabulary()
    taken: set[str] = set()
    for at, group in enumerate(spec.same):
        for place, word in enumerate(group):
            if not words(fold(word)):
                reading.faults.append(document.fault(("same", at, place), f"there is no word in {word!r}", "remove it"))
            elif fold(word) in taken:
                what = f'"{word}" stands in these groups twice'
                remedy = "keep it in one group: a word counts as one thing only"
                reading.faults.append(document.fault(("same", at, place), what, remedy))
            taken.add(fold(word))
    names = [
        Name(kind, spellings[0], tuple(fold(spelling) for spelling in spellings))
        for kind, group in spec.names.items()
        for spellings in group
    ]
    same = tuple(tuple(fold(word) for word in group) for group in spec.same)
    return Vocabulary(same, tuple(names))


def read_help(reading: Reading) -> Help | None:
    """Return the help lines and the messages that call for them; None without help.yaml. Faults are noted."""
    document, spec = reading.yaml("help.yaml", HelpFile)
    names = [CALLS, PLAIN, *sorted(name for name in reading.files if language_of(name) not in (None, ENGLISH))]
    further = {name: reading.lines(name, limits.MAX_MESSAGE) for name in names}
    for name, found in further.items():
        other = name.replace("calls", "plain") if "calls" in name else name.replace("plain", "calls")
        remedy = f"remove it, or move the line to {other}"
        reading.faults += [line.fault('"!" means nothing here', remedy) for line in found.denied]
    if spec is None:
        lost = [name for name in further if name in reading.files and "help.yaml" not in reading.files]
        reading.faults += [Fault(name, 0, 0, "there is no help.yaml that this belongs to", "add one") for name in lost]
        return None
    calls = [*inline(document, ("calls",), spec.calls), *further[CALLS].asked]
    plain = [*inline(document, ("plain",), spec.plain), *further[PLAIN].asked]
    if not calls and not further[CALLS].faults:
        what, remedy = "there is no message that calls for help lines", f'write some under "calls:", or in {CALLS}'
        reading.faults.append(document.fault((), what, remedy))
    number = len(spec.calls) + len(spec.plain) + sum(len(found.asked) for found in further.values())
    if number > limits.MAX_MESSAGES:
        what = f"there are {number:,} messages, more than the {limits.MAX_MESSAGES:,} allowed"
        reading.faults.append(document.fault((), what, "take some away, here or in help/"))
    reading.faults += repeated([Phrasings('"calls"', calls), Phrasings('"plain"', plain)])
    reading.faults += help_lines_faults(document, spec)
    classes = {kind: tuple(group) for kind, group in spec.words.items()}
    messages = _messages(reading, {name: found for name, found in further.items() if name not in (CALLS, PLAIN)})
    help = help_lines(spec)
    return replace(help, calls=texts(calls), plain=texts(plain), words=classes, messages=messages)


def _messages(reading: Reading, further: Mapping[str, Lines]) -> dict[str, HelpMessages]:
    """Return the calls and plain messages of each language, from its two files."""
    found: dict[str, HelpMessages] = {}
    for language in dict.fromkeys(filter(None, map(language_of, further))):
        calls, plain = (further.get(name.replace(".txt", f".{language}.txt"), Lines()).asked for name in (CALLS, PLAIN))
        reading.faults += repeated([Phrasings('"calls"', calls), Phrasings('"plain"', plain)])
        found[language] = HelpMessages(texts(calls), texts(plain))
    return found


def read_checks(reading: Reading, may_be: Callable[[str], bool]) -> tuple[Check, ...]:
    """Return the check questions. Faults are noted.

    may_be: tells whether there may be an entry or silence of an id.
    """
    document, spec = reading.yaml("checks.yaml", ChecksFile)
    if spec is None:
        return ()
    if len(spec.checks) > limits.MAX_CHECKS:
        what = f"there are {len(spec.checks):,} check questions, more than the {limits.MAX_CHECKS:,} allowed"
        reading.faults.append(document.fault(("checks", limits.MAX_CHECKS), what, "keep those that matter most"))
        return ()
    for at, check in enumerate(spec.checks):
        if check.expect not in _EXPECTED_KINDS and not may_be(check.expect):
            what = f'there is no entry or silence "{check.expect}"'
            remedy = f"correct the id, or write one of {', '.join(_EXPECTED_KINDS)}"
            reading.faults.append(document.fault(("checks", at, "expect"), what, remedy))
    return tuple(
        Check(check.ask, check.expect, document.place(("checks", at))[0]) for at, check in enumerate(spec.checks)
    )
