"""The buttons and menus of those who look after the knowledge. As all of the bot's, they keep nothing in memory.

Whoever uses one is asked for their right anew each time: a message may be older than the loss of it.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, cast

import discord

from .. import render
from ..core.knowledge import editing
from ..core.knowledge.model import Entry
from ..errors import StoreError
from ..serving.result import Result
from ..store import Gap, GapState
from .buttons import failed
from .curating import Told, carry_out, note_deed

if TYPE_CHECKING:
    from ..app import Verbatim

__all__ = ["ITEMS", "PAGE", "Lesson", "draft_view", "gaps_page", "teach", "told"]

PAGE = 25  # gaps; as many as a menu holds
_log = logging.getLogger(__name__)
_Interaction = discord.Interaction["Verbatim"]
_DRAFT = r"(?P<draft>[0-9a-f]{16})(?::(?P<gap>[0-9]{1,10}):(?P<target>[a-z0-9-]{1,48}))?"
_STATE = r"(?P<state>open|taught|refused)"
_GAP = r"(?P<gap>[0-9]{1,10})"


@dataclass(frozen=True, slots=True)
class Lesson:
    """The gap that a draft closes, and the entry or silence that it is taught to."""

    gap_id: int
    target: str


# --- What a draft waits for ---------------------------------------------------------------------------------------


def draft_view(result: Result, lesson: Lesson | None = None) -> discord.ui.View | None:
    """Return the buttons below a draft; None if there is nothing to be published."""
    if result.draft is None or result.kind not in ("drafted", "breaks", "needs another"):
        return None
    more = f":{lesson.gap_id}:{lesson.target}" if lesson is not None else ""
    sure = _Anyway if result.kind == "breaks" else _Publish
    view = discord.ui.View(timeout=None)
    for button in (sure, _Discard):
        view.add_item(button(f"v1:{button.key}:{result.draft.id}{more}"))
    return view


def told(client: Verbatim, result: Result, lesson: Lesson | None = None) -> Told:
    """Return what somebody is told of a change that they have just wished for.

    Moderators' channels are told of one that was to be published and is not, and of one that somebody else has to
    publish; not of every try.
    """
    view = draft_view(result, lesson)
    refused = result.origin in ("refresh", "rollback") and result.kind in ("faulty", "breaks", "overtaken")
    if refused or (view is not None and client.publisher.four_eyes):
        client.reports.tell(result, view)
    return Told(render.outcome(result), view)


class _Item(discord.ui.DynamicItem[Any], template=r"v1:none-such"):
    """A button or menu whose fields are the groups of its template."""

    what: ClassVar[str]
    """What pressing it is, in the audit."""

    def __init__(self, item: discord.ui.Item[Any], **fields: str | None) -> None:
        super().__init__(item)
        self.fields = fields

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what it is for, if who uses it may."""
        try:
            await carry_out(interaction, self.what, lambda: self.act(interaction))
        except Exception as error:  # discord.py would log it and leave the person without a word
            await failed(interaction, self.what, error)

    async def act(self, interaction: _Interaction) -> Told:
        """Do what it is for; return what takes the place of the message. May raise VerbatimError."""
        raise NotImplementedError  # each below has its own


class _Button(_Item, template=r"v1:no-such-button"):
    label: ClassVar[str]
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, custom_id: str, *, label: str | None = None, **fields: str | None) -> None:
        super().__init__(discord.ui.Button(label=label or self.label, style=self.style, custom_id=custom_id), **fields)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed."""
        return cls(match.string, **match.groupdict())


class _Menu(_Item, template=r"v1:no-such-menu"):
    placeholder: ClassVar[str]

    def __init__(self, custom_id: str, options: list[discord.SelectOption] | None = None, **fields: str | None) -> None:
        super().__init__(
            discord.ui.Select(custom_id=custom_id, placeholder=self.placeholder, options=options or []), **fields
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the menu that was used, without what it offered."""
        return cls(match.string, None, **match.groupdict())


class _Publish(_Button, template=f"v1:publish:{_DRAFT}"):
    """Publishes a draft; one that would break check questions asks again."""

    what = "publish"
    key = "publish"
    label = render.PUBLISH
    style = discord.ButtonStyle.success
    confirmed: ClassVar[bool] = False

    async def act(self, interaction: _Interaction) -> Told:
        """Publish it, and settle the gap that it closes."""
        result = await interaction.client.publisher.publish(
            self.fields["draft"] or "", person_id=interaction.user.id, confirmed=self.confirmed
        )
        gap, target = self.fields["gap"], self.fields["target"]
        lesson = Lesson(int(gap), target) if gap and target else None
        if result.kind == "published" and lesson is not None:
            try:
                await interaction.client.store.questions.settle(lesson.gap_id, "taught", lesson.target)
            except StoreError as error:  # it is published all the same
                _log.error("gap %d stays open: %s", lesson.gap_id, error)
        message = interaction.message
        if result.kind == "needs another":
            return Told(render.outcome(result), aside=True)
        private = message is None or message.flags.ephemeral
        return Told(render.outcome(result) if private else render.report(result), draft_view(result, lesson))


class _Anyway(_Publish, template=f"v1:anyway:{_DRAFT}"):
    """Publishes a draft although check questions fail, which its message names."""

    what = "publish anyway"
    key = "anyway"
    label = render.ANYWAY
    style = discord.ButtonStyle.danger
    confirmed = True


class _Discard(_Button, template=f"v1:discard:{_DRAFT}"):
    """Takes a draft away."""

    what = "discard"
    key = "discard"
    label = render.DISCARD

    async def act(self, interaction: _Interaction) -> Told:
        """Take it away."""
        draft_id = self.fields["draft"] or ""
        result = await interaction.client.publisher.discard(draft_id, person_id=interaction.user.id)
        return Told(render.Note(render.DISCARDED) if result.kind == "unchanged" else render.outcome(result))


# --- What people ask in vain --------------------------------------------------------------------------------------


async def gaps_page(client: Verbatim, state: GapState, page: int) -> Told:
    """Return a page of the gaps of a state, from 0, to choose one from."""
    found = await client.store.questions.gaps(state, limit=PAGE + 1, skip=page * PAGE)
    shown, more = found[:PAGE], len(found) > PAGE
    view = discord.ui.View(timeout=None)
    if shown:
        options = [
            discord.SelectOption(label=render.gap_choice(gap), value=str(gap.id), description=render.gap_details(gap))
            for gap in shown
        ]
        view.add_item(_Pick("v1:gap-pick", options))
    if page:
        view.add_item(_Turn(f"v1:gaps:{state}:{page - 1}", label=render.PREVIOUS))
    if more:
        view.add_item(_Turn(f"v1:gaps:{state}:{page + 1}", label=render.NEXT))
    return Told(render.gaps(shown, state, page, more=more), view)


async def teach(interaction: _Interaction, gap_id: int, target: str) -> Told:
    """Make a draft in which an entry or silence has a gap's question among its ways of asking."""
    client = interaction.client
    gap = await client.store.questions.gap(gap_id)
    if gap is None:
        return Told(render.Note(render.NO_GAP), aside=True)
    text = gap.text
    result = await client.publisher.preview(
        person_id=interaction.user.id,
        why=f'"{text}" -> {target}',
        origin="teach",
        edit=lambda files: editing.teach(files, target, text),
    )
    return told(client, result, Lesson(gap_id, target))


class _Turn(_Button, template=rf"v1:gaps:{_STATE}:(?P<page>[0-9]{{1,4}})"):
    """Turns the pages of the gaps, and goes back to them."""

    what = "gaps"
    label = render.PREVIOUS

    async def act(self, interaction: _Interaction) -> Told:
        """Show another page."""
        return await gaps_page(interaction.client, cast(GapState, self.fields["state"]), int(self.fields["page"] or 0))


class _Pick(_Menu, template=r"v1:gap-pick"):
    """The gaps of a page."""

    what = "gaps"
    placeholder = render.CHOOSE_GAP

    async def act(self, interaction: _Interaction) -> Told:
        """Show the gap, with what can be done about it."""
        gap = await interaction.client.store.questions.gap(int(_chosen(interaction)))
        if gap is None:
            return Told(render.Note(render.NO_GAP), aside=True)
        return Told(render.gap(gap), _gap_view(interaction.client, gap))


class _Teach(_Menu, template=f"v1:gap-teach:{_GAP}"):
    """The entries and silences that a gap is likeliest about."""

    what = "teach"
    placeholder = render.CHOOSE_TARGET

    async def act(self, interaction: _Interaction) -> Told:
        """Make a draft."""
        return await teach(interaction, int(self.fields["gap"] or 0), _chosen(interaction))


class _Settle(_Button, template=f"v1:gap-to:{_STATE}:{_GAP}"):
    """Puts a gap out of scope, or opens it again."""

    what = "gap"
    label = render.REFUSE

    async def act(self, interaction: _Interaction) -> Told:
        """Set its state, and show it."""
        gap_id, state = int(self.fields["gap"] or 0), cast(Literal["open", "refused"], self.fields["state"])
        questions = interaction.client.store.questions
        if await questions.gap(gap_id) is None:
            return Told(render.Note(render.NO_GAP), aside=True)
        await questions.settle(gap_id, state)
        await note_deed(interaction, self.what, "done", f"{gap_id} is {state}")
        gap = await questions.gap(gap_id)
        assert gap is not None
        return Told(render.gap(gap), _gap_view(interaction.client, gap))


ITEMS = (_Publish, _Anyway, _Discard, _Turn, _Pick, _Teach, _Settle)


def _gap_view(client: Verbatim, gap: Gap) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    matcher = client.answerer.matcher
    nearest = [match.target for match in matcher.rank(matcher.understand(gap.text)).matches[:PAGE]]
    options = [
        discord.SelectOption(label=target.title[:100], value=target.id, description=_kind(target)) for target in nearest
    ]
    if options:
        view.add_item(_Teach(f"v1:gap-teach:{gap.id}", options))
    if gap.state == "open":
        view.add_item(_Settle(f"v1:gap-to:refused:{gap.id}", label=render.REFUSE))
    else:
        view.add_item(_Settle(f"v1:gap-to:open:{gap.id}", label=render.REOPEN))
    return view.add_item(_Turn(f"v1:gaps:{gap.state}:0", label=render.PREVIOUS))


def _kind(target: object) -> str:
    return render.headline(target)[:100] if isinstance(target, Entry) else render.SILENCE


def _chosen(interaction: _Interaction) -> str:
    data = cast(dict[str, Any], interaction.data)
    return str(data["values"][0])
