"""A version of the knowledge as the bot serves it: built once, read only, swapped for another as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ..core.answering.answerer import Answerer
from ..core.answering.conversation import converse
from ..core.answering.reply import Reply
from ..core.answering.talk import Talk
from ..core.answering.version_diff import Changes, compare_knowledge
from ..core.factcheck.checker import FigureChecker
from ..core.knowledge.catalogue import Catalogue
from ..core.knowledge.model import Knowledge

__all__ = ["Edition", "Served"]


@dataclass(frozen=True, slots=True)
class Edition:
    """All that one version is served with.

    answerer: Answers questions; by vectors of words as well, where there are any.
    catalogue: What can be asked for, in order.
    checker: Checks figures that people state. It goes by words alone: a verdict must not hang on vectors.
    loaded_at: When it was built, in UTC.
    """

    answerer: Answerer
    catalogue: Catalogue
    checker: FigureChecker
    loaded_at: datetime

    def reply(self, text: str, before: Talk = ()) -> Reply:
        """Return the reply to a message; before: what the bot said before in its conversation."""
        return converse(self.answerer, self.catalogue, text, before)

    @classmethod
    def of(cls, answerer: Answerer) -> Edition:
        """Return the edition of an answerer, loaded now. Takes some tenths of a second for a large base."""
        knowledge = answerer.knowledge
        checker = answerer.checker
        return cls(answerer, Catalogue(knowledge), checker, datetime.now(UTC))


class Served:
    """What is served, and after which published version. Changed by one task at a time: see Publisher."""

    def __init__(self, edition: Edition | None = None) -> None:
        self.edition: Edition | None = edition
        """What questions are answered from; None until the start."""
        self.number: int | None = None
        """The newest published version that is known of, whether or not it can be served: the next one published
        follows it, or was overtaken. None: none was published, or the store could not be read or written so far."""
        self.base: int | None = None
        """The number under which the edition was published; None if it was not, as far as is known."""

    def take(self, edition: Edition, number: int | None, base: int | None) -> None:
        """Serve an edition from now on. number, base: As the attributes of these names."""
        self.edition, self.number, self.base = edition, number, base

    @property
    def now(self) -> Edition:
        """The edition, once there is one."""
        assert self.edition is not None
        return self.edition

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files of the edition."""
        return self.now.answerer.knowledge.files

    @property
    def version(self) -> str:
        """The version of the edition: a hash of its files; "" until the start."""
        return "" if self.edition is None else self.edition.answerer.version

    def changes_to(self, knowledge: Knowledge) -> Changes:
        """Return what would change if this knowledge were served; no changes where nothing is served yet."""
        return Changes() if self.edition is None else compare_knowledge(self.now.answerer.knowledge, knowledge)
