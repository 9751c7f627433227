"""Gaps: questions that found no answer, page by page, and the buttons and menus that teach or refuse them."""

from __future__ import annotations

import re
from typing import Literal, cast

import discord

from .. import render
from ..client import Interaction, Verbatim
from ..core.knowledge import editing
from ..core.knowledge.model import Entry, Silence
from ..errors import InputError
from ..store import Gap, GapState
from .deeds import DeedButton, DeedMenu, Told, note_deed
from .drafts import Lesson, told

__all__ = ["ITEMS", "gaps_page", "teach"]

_PAGE = 25  # as many as a menu holds
_STATE = r"(?P<state>open|taught|refused)"
_GAP = r"(?P<gap>[0-9]{1,9})"


async def gaps_page(interaction: Interaction, state: GapState, page: int) -> Told:
    """Return a page of the gaps of a state, from 0, to choose one from."""
    found = await interaction.client.store.questions.gaps(state, limit=_PAGE + 1, skip=page * _PAGE)
    shown, more = found[:_PAGE], len(found) > _PAGE
    view = discord.ui.View(timeout=None)
    if shown:
        options = [
            discord.SelectOption(label=render.gap_choice(gap), value=str(gap.id), description=render.gap_details(gap))
            for gap in shown
        ]
        view.add_item(_Pick.of("v1:gap-pick", options))
    if page:
        view.add_item(_Turn.of(f"v1:gaps:{state}:{page - 1}", label=render.PREVIOUS))
    if more:
        view.add_item(_Turn.of(f"v1:gaps:{state}:{page + 1}", label=render.NEXT))
    return Told(render.gaps(shown, state, page, more=more), view)


async def teach(interaction: Interaction, gap_id: int, target: str) -> Told:
    """Make a draft in which an entry or silence has a gap's question among its ways of asking."""
    client = interaction.client
    gap = await client.store.questions.gap(gap_id)
    if gap is None:
        return Told(render.Note(render.NO_GAP), aside=True)
    text = gap.text
    result = await client.publisher.preview(
        person_id=interaction.user.id,
        why=f"-> {target}",  # without the question, whose words somebody may want forgotten
        origin="teach",
        edit=lambda files: editing.teach(files, target, text),
    )
    return told(client, result, Lesson(gap_id, target))


class _Turn(DeedButton, template=rf"v1:gaps:{_STATE}:(?P<page>[0-9]{{1,4}})"):
    """Turns the pages of the gaps, and goes back to them."""

    what = "gaps"
    label = render.PREVIOUS

    async def act(self, interaction: Interaction) -> Told:
        """Show another page."""
        return await gaps_page(interaction, cast(GapState, self.fields["state"]), int(self.fields["page"]))


class _Pick(DeedMenu, template=r"v1:gap-pick"):
    """The gaps of a page."""

    what = "gaps"
    placeholder = render.CHOOSE_GAP

    async def act(self, interaction: Interaction) -> Told:
        """Show the gap, with what can be done about it."""
        return await _shown(interaction.client, _gap_id(self.chosen))


class _Teach(DeedMenu, template=f"v1:gap-teach:{_GAP}"):
    """The entries and silences that a gap is likeliest about."""

    what = "teach"
    placeholder = render.CHOOSE_TARGET

    async def act(self, interaction: Interaction) -> Told:
        """Make a draft."""
        catalogue = interaction.client.catalogue
        if catalogue.of_id(self.chosen) is None and catalogue.silence_of_id(self.chosen) is None:
            return Told(render.Note(render.NO_TARGET), aside=True)
        return await teach(interaction, int(self.fields["gap"]), self.chosen)


class _Settle(DeedButton, template=f"v1:gap-to:{_STATE}:{_GAP}"):
    """Puts a gap out of scope, or opens it again."""

    what = "gap"
    label = render.REFUSE

    async def act(self, interaction: Interaction) -> Told:
        """Set its state, and show it."""
        gap_id, state = int(self.fields["gap"]), cast(Literal["open", "refused"], self.fields["state"])
        questions = interaction.client.store.questions
        if await questions.gap(gap_id) is not None:
            await questions.settle(gap_id, state)
            await note_deed(interaction, self.what, "done", f"{gap_id} is {state}")
        return await _shown(interaction.client, gap_id)


ITEMS = (_Turn, _Pick, _Teach, _Settle)


def _gap_id(chosen: str) -> int:
    """Return the gap that a menu names; raise InputError if it cannot be one."""
    if not re.fullmatch("[0-9]{1,9}", chosen):
        raise InputError("what was chosen is no gap")
    return int(chosen)


async def _shown(client: Verbatim, gap_id: int) -> Told:
    """Return a gap with what can be done about it; that it has gone, if it has."""
    gap = await client.store.questions.gap(gap_id)
    if gap is None:
        return Told(render.Note(render.NO_GAP), aside=True)
    return Told(render.gap(gap), _gap_view(client, gap))


def _gap_view(client: Verbatim, gap: Gap) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    matcher = client.answerer.matcher
    nearest = [match.target for match in matcher.rank(matcher.read_folded(gap.text)).matches[:_PAGE]]
    options = [
        discord.SelectOption(label=target.title[:100], value=target.id, description=_kind(target)) for target in nearest
    ]
    if options:
        view.add_item(_Teach.of(f"v1:gap-teach:{gap.id}", options))
    if gap.state == "open":
        view.add_item(_Settle.of(f"v1:gap-to:refused:{gap.id}", label=render.REFUSE))
    else:
        view.add_item(_Settle.of(f"v1:gap-to:open:{gap.id}", label=render.REOPEN))
    return view.add_item(_Turn.of(f"v1:gaps:{gap.state}:0", label=render.PREVIOUS))


def _kind(target: Entry | Silence) -> str:
    return render.headline(target)[:100] if isinstance(target, Entry) else render.SILENCE
