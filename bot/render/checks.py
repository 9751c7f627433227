"""A check question that gets another reply than it expects, and how to mend it."""

from __future__ import annotations

from ..core.answering.reply import Reply
from ..core.knowledge.model import Check

__all__ = ["failing_check"]


def failing_check(check: Check, reply: Reply) -> str:
    """Return what is told of it, in one line."""
    told = f'The check question "{check.ask}" no longer gets "{check.expect}"'
    target = reply.entry or reply.silence
    if target is None:
        return f'{told}: add it to the ways of asking for "{check.expect}", or take it out of checks.yaml.'
    return (
        f'{told}, but "{target.id}" ({target.title}): take it out of checks.yaml if that is right, else write it under '
        f'"not_asked:" of "{target.id}".'
    )
