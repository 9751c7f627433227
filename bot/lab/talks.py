"""How well conversations are held: whose every turn's right reply is known, said in reply to what the bot said last.

Knows nothing of how replies come about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..core.answering.reply import Reply
from ..core.answering.talk import Talk, continued
from ..core.knowledge.yamltext import Document, Value
from .questions import MAX_TEXT_CHARS, Verdict, lacking, listed, shows, stands_in

__all__ = ["MEASURES", "Held", "Said", "TalkEvaluation", "Wanted", "evaluate_talks", "judge_turn", "read_talks"]

Wanted = Literal["answer", "abstain", "social", "signpost"]

MEASURES = ("first", "facts", "no_facts", "not_wrong", "social")
"""The shares by which a set of conversations is judged; each the higher the better."""

_MOST_SOCIAL_CHARS = 400


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a conversation.

    say: What is said.
    expect: The kind of reply wanted; "abstain" is met by suggestions and by "the report does not say".
    shows: Of every group at least one string stands in the text of the reply.
    never: Strings that must not stand in it.
    near: Strings that make a wrong reply one that only lacks what was asked for.
    other: Another kind of reply that is as right; None if there is none.
    other_shows: Of every group at least one string stands in that; as `shows` if empty.
    """

    say: str
    expect: Wanted
    shows: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    other: Wanted | None = None
    other_shows: tuple[tuple[str, ...], ...] = ()


Held = tuple[Said, ...]
"""A conversation: its turns in order."""


@dataclass(frozen=True, slots=True)
class TalkEvaluation:
    """All turns: each with its place in its conversation, from 0, what was said in reply, and the verdict."""

    judged: tuple[tuple[int, Said, Reply, Verdict], ...]

    @property
    def size(self) -> int:
        """How many turns there are."""
        return len(self.judged)

    def shares(self) -> dict[str, float]:
        """Return the MEASURES: first turns that are right; later ones that need a fact and get it; later ones that the
        report has no answer to and get none; later ones that get no wrong reply; social ones that are right."""
        first = [verdict == "right" for place, _, _, verdict in self.judged if not place]
        later = [(said.expect, verdict) for place, said, _, verdict in self.judged if place]
        facts = [verdict == "right" for expect, verdict in later if expect == "answer"]
        none = [verdict == "right" for expect, verdict in later if expect == "abstain"]
        wrong = [verdict != "wrong" for _, verdict in later]
        social = [verdict == "right" for _, said, _, verdict in self.judged if said.expect == "social"]
        shares = (sum(each) / len(each) if each else 1.0 for each in (first, facts, none, wrong, social))
        return dict(zip(MEASURES, shares, strict=True))

    def as_json(self) -> dict[str, Any]:
        """Return everything measured, for machines."""
        return {
            "turns": self.size,
            **self.shares(),
            "wrong": [
                {"say": said.say, "expect": said.expect, "kind": reply.kind, "entry": _id(reply), "verdict": verdict}
                for _, said, reply, verdict in self.judged
                if verdict != "right"
            ],
        }

    def __str__(self) -> str:
        """Return everything measured as text for readers."""
        shares = self.shares()
        first, facts, none, not_wrong, social = (f"{shares[measure]:.1%}" for measure in MEASURES)
        lines = [
            f"first turns right {first}, later ones that need a fact {facts}, that have none {none}; "
            f"later turns not wrong {not_wrong}; social {social}"
        ]
        for place, said, reply, verdict in self.judged:
            if verdict != "right":
                lines.append(
                    f"  {verdict}, turn {place + 1}: {said.say} -> {reply.kind} {_id(reply)}, not {said.expect}"
                )
        return "\n".join(lines)


def evaluate_talks(
    talks: Sequence[Held], reply_to: Callable[[str, Talk], Reply], text_of: Callable[[Reply], str]
) -> TalkEvaluation:
    """Hold every conversation, and judge every reply. text_of: what people read of a reply."""
    judged = []
    for talk in talks:
        before: Talk = ()
        for place, said in enumerate(talk):
            reply = reply_to(said.say, before)
            before = continued(before, reply)
            judged.append((place, said, reply, judge_turn(said, reply.kind, text_of(reply))))
    return TalkEvaluation(tuple(judged))


def judge_turn(said: Said, kind: str, text: str) -> Verdict:
    """Return the verdict on a reply: right, missed (silent, or near and without what was asked for), or wrong."""
    if len(text) > MAX_TEXT_CHARS or any(stands_in(never, text) for never in said.never):
        return "wrong"
    found = {_judged(said, said.expect, said.shows, kind, text)}
    if said.other is not None:
        found.add(_judged(said, said.other, said.other_shows or said.shows, kind, text))
    verdicts: tuple[Verdict, ...] = ("right", "missed", "wrong")
    return next(verdict for verdict in verdicts if verdict in found)


def _judged(said: Said, expect: Wanted, groups: Sequence[Sequence[str]], kind: str, text: str) -> Verdict:
    near = any(stands_in(each, text) for each in said.near)
    if expect == "signpost":
        return "right" if kind == "signpost" else "wrong" if kind == "answer" else "missed"
    if expect == "abstain":
        return "right" if kind in ("no_answer", "suggestions") else "missed" if near else "wrong"
    if expect == "social":
        quiet = kind in ("social", "no_answer", "suggestions") and len(text) <= _MOST_SOCIAL_CHARS
        return "right" if quiet else "wrong"
    if kind == "answer":
        return "right" if shows(groups, text) else "missed" if near else "wrong"
    return "wrong" if kind == "signpost" else "missed"


def _id(reply: Reply) -> str:
    target = reply.entry or reply.silence
    return target.id if target is not None else "-"


def read_talks(paths: Iterable[Path]) -> list[Held]:
    """Return the conversations of YAML files, and of all those in folders, in the order of their names.

    Raises KnowledgeError with the first fault, and FileNotFoundError.
    """
    found = []
    for document, at, item in listed(paths):
        turns = item.get("turns")
        if not isinstance(turns, list) or not turns:
            raise lacking(document, at, 'a conversation has no list "turns"')
        found.append(tuple(_said(document, at, turn) for turn in turns))
    return found


def _said(document: Document, at: int, turn: Value) -> Said:
    wanted = ("answer", "abstain", "social", "signpost")
    if not isinstance(turn, dict) or "say" not in turn or turn.get("expect") not in wanted:
        raise lacking(document, at, f'a turn has no "say", or its "expect" is none of {", ".join(wanted)}')
    other = turn.get("or")
    return Said(
        say=str(turn["say"]),
        expect=turn["expect"],  # type: ignore[arg-type]  # looked at above
        shows=_groups(turn.get("shows")),
        never=_texts(turn.get("never")),
        near=_texts(turn.get("near")),
        other=other if other in wanted else None,  # type: ignore[arg-type]
        other_shows=_groups(turn.get("or_shows")),
    )


def _groups(value: Value | None) -> tuple[tuple[str, ...], ...]:
    return tuple(_texts(group) for group in value) if isinstance(value, list) else ()


def _texts(value: Value | None) -> tuple[str, ...]:
    return tuple(str(text) for text in value) if isinstance(value, list) else ()
