"""Is a loaded knowledge base fit to be published? Asks its check questions and counts what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ...errors import Fault
from ..knowledge.fingerprint_diff import allowed_excerpts, fingerprint_file
from ..knowledge.model import Knowledge
from .answerer import Answerer
from .reply import Reply

__all__ = ["Checked", "check_questions", "counts", "lost_files", "meets", "to_confirm", "warnings_of"]

# The files of which there is one at most, and what is gone without them.
_KEPT = {
    "help.yaml": "somebody who writes that they are in danger would be told that nothing was found",
    "vocabulary.yaml": "words for the same thing and names would no longer be known",
    "checks.yaml": "no check question would be asked any more",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of the check questions.

    Attributes:
        asked: How many there are.
        right: How many of them got what they expect.
        faults: Those that failed; empty while enough are right.
    """

    asked: int
    right: int
    faults: tuple[Fault, ...]


def meets(reply: Reply, expect: str) -> bool:
    """Tell whether a reply is what a check expects: the id of an entry or silence, or a kind of reply."""
    ids = {reply.entry.id if reply.entry else None, reply.silence.id if reply.silence else None}
    return expect in ids or expect == reply.kind


def check_questions(
    answerer: Answerer, *, min_right: float = 1.0, tell: Callable[[int, int], None] | None = None
) -> Checked:
    """Ask an answerer the check questions of its knowledge base.

    Args:
        min_right: The share of them that must be right, 0.0 to 1.0; with fewer, each that is not is a fault.
        tell: Told before each question how many were asked, and how many there are; None: nobody is told.
    """
    checks = answerer.knowledge.checks
    failed = []
    for at, check in enumerate(checks):
        if tell is not None:
            tell(at, len(checks))
        reply = answerer.answer(check.ask)
        if not meets(reply, check.expect):
            got = reply.entry.id if reply.entry else reply.silence.id if reply.silence else reply.kind
            what = f'the check question "{check.ask}" gets {got}, not {check.expect}'
            remedy = 'add the question to the "asked:" of what it is about, or correct the check'
            failed.append(Fault("checks.yaml", check.line, 1, what, remedy))
    right = len(checks) - len(failed)
    enough = right >= min_right * len(checks)
    return Checked(len(checks), right, () if enough else tuple(failed))


def warnings_of(knowledge: Knowledge) -> tuple[Fault, ...]:
    """Return what people should know of a base that is sound, and what to do: it may be meant, and seldom is."""
    if knowledge.help is not None:
        return ()
    what = "there is no such file, so somebody who writes that they are in danger is told that nothing was found"
    return (Fault("help.yaml", 0, 0, what, "add one with help lines; knowledge/README.md shows how"),)


def lost_files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """Return what a base would lose that the version before had: seldom on purpose, so it has to be confirmed.

    Args:
        before: The files of the version before, by name; empty if there was none.
        after: Those that are to take their place.
    """
    return tuple(
        Fault(name, 0, 0, f"the version before had this file, and now it is gone: {loss}", "put it back, or confirm it")
        for name, loss in _KEPT.items()
        if name in before and name not in after
    )


def to_confirm(before: Mapping[str, bytes], after: Knowledge) -> tuple[Fault, ...]:
    """Return what somebody has to confirm by its name before a base is published: `lost_files`, and fingerprints.

    A fingerprint that is another one, or new, lets other words pass for the source's own.

    Args:
        before: The files of the version before, by name; empty if there was none.
        after: The base that is to take its place.
    """
    changed = [
        source
        for source in (after.sources if before else ())
        if fingerprint_file(source) in after.files
        and before.get(fingerprint_file(source)) != after.files[fingerprint_file(source)]
    ]
    return (*lost_files(before, after.files), *(_changed_fingerprint(before, after, source) for source in changed))


def _changed_fingerprint(before: Mapping[str, bytes], after: Knowledge, source: str) -> Fault:
    name = fingerprint_file(source)
    allowed = [id for id, _ in allowed_excerpts(before.get(name), after, source)]
    what = f"what the source says is {'another' if name in before else 'a new'} fingerprint"
    what += f", and only by it the excerpts of {', '.join(dict.fromkeys(allowed))} are proved" if allowed else ""
    return Fault(name, 0, 0, what, "hold it against the source, and confirm it")


def counts(knowledge: Knowledge) -> dict[str, int]:
    """Return how many there are of everything that a knowledge base holds."""
    entries = knowledge.entries.values()
    return {
        "entries": len(entries),
        "figures": sum(entry.figure is not None for entry in entries),
        "calculated": sum(entry.figure is not None and bool(entry.figure.operands) for entry in entries),
        "quotations": sum(entry.quote != "" for entry in entries),
        "excerpts": sum(len(entry.excerpts) for entry in entries if not (entry.figure and entry.figure.operands)),
        "paraphrased": sum(entry.paraphrased for entry in entries),
        "silences": len(knowledge.silences),
        "phrasings": sum(len(entry.asked) for entry in entries)
        + sum(len(silence.asked) for silence in knowledge.silences.values()),
        "sources": len(knowledge.sources),
        "checks": len(knowledge.checks),
    }
