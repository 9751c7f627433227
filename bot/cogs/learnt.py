"""/knowledge learnt: questions that people say an entry answers, approved as ways of asking in one draft."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

import discord
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from ..core.answering.learning import untaught
from ..core.answering.taking import Lesson
from ..core.knowledge.editing import teach_all
from ..errors import StoreError
from ..serving.result import Result
from ..store import Candidate
from .deeds import DeedButton, DeedMenu, Told, note_deed, progress_of
from .drafts import told

__all__ = ["ITEMS", "Learning", "learnt_page"]

_log = logging.getLogger(__name__)
_PAGE = 25  # as many as a menu holds
_MARKED = "!"  # at the end of a choice that would take something from another entry


async def learnt_page(interaction: Interaction) -> Told:
    """Return what was learnt and is not taught yet, to be approved, with what each would take from other entries."""
    client = interaction.client
    found = await _found(client)
    if not found:
        return Told(render.Note(render.NOTHING_LEARNT))
    lessons = [Lesson(each.text, each.target, each.people, each.against) for each in found]
    taken = await client.publisher.weigh(lessons[:_PAGE], lessons, progress_of(interaction))
    shown = list(zip(found, taken, strict=False))
    view = discord.ui.View(timeout=None)
    options = [
        discord.SelectOption(
            label=render.learnt_choice(each),
            value=f"{each.id}{_MARKED if takes else ''}",
            description=render.learnt_details(each, takes),
        )
        for each, takes in shown
    ]
    view.add_item(_Some.of("v1:learnt-some", options, several=True))
    view.add_item(_Decline.of("v1:learnt-decline", options, several=True))
    if not all(takes for _, takes in shown):
        view.add_item(_All.of("v1:learnt-all"))
    return Told(render.learnt(shown, client.answerer.knowledge.entries, len(found) - len(shown)), view)


class _All(DeedButton, template=r"v1:learnt-all"):
    """Approves all that the message shows and that takes nothing from other entries; nothing that has come since."""

    what = "learnt"
    label = render.APPROVE_ALL
    style = discord.ButtonStyle.success

    async def act(self, interaction: Interaction) -> Told:
        """Make a draft."""
        rows = interaction.message.components if interaction.message is not None else []
        menus = [part for row in rows if isinstance(row, discord.ActionRow) for part in row.children]
        shown = [part for part in menus if isinstance(part, discord.SelectMenu) and part.custom_id == "v1:learnt-some"]
        options = [option.value for menu in shown for option in menu.options]
        return await _approved(interaction, [value for value in options if not value.endswith(_MARKED)])


class _Some(DeedMenu, template=r"v1:learnt-some"):
    """What the message shows, to approve some of it."""

    what = "learnt"
    placeholder = render.APPROVE_SOME

    async def act(self, interaction: Interaction) -> Told:
        """Make a draft."""
        return await _approved(interaction, self.all_chosen)


class _Decline(DeedMenu, template=r"v1:learnt-decline"):
    """What the message shows, to leave some of it out for good."""

    what = "learnt"
    placeholder = render.DECLINE

    async def act(self, interaction: Interaction) -> Told:
        """Show the others."""
        await interaction.client.store.learnt.decline(_ids(self.all_chosen))
        await note_deed(
            interaction, self.what, "done", f"left out: {', '.join(map(str, sorted(_ids(self.all_chosen))))}"
        )
        return await learnt_page(interaction)


ITEMS = (_All, _Some, _Decline)


class Learning(commands.Cog):
    """Settles what was learnt once it is published."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client

    @commands.Cog.listener()
    async def on_knowledge_change(self, result: Result, lesson: object) -> None:
        """Let open questions of the same words be taught, too."""
        if result.published is None or result.origin != "learnt":
            return
        answerer, store = self._client.answerer, self._client.store
        try:
            for each in await store.learnt.found():
                target = await asyncio.to_thread(answerer.foreseen, each.text)
                if target is not None and target.id == each.target:
                    await store.learnt.settle(each.text, target.id)
        except StoreError as error:  # it is published all the same
            _log.error("questions that were learnt stay open: %s", error)


async def _found(client: Verbatim) -> list[Candidate]:
    """Return what was learnt and can still be taught, those of most people first."""
    found, answerer = await client.store.learnt.found(), client.answerer
    return await asyncio.to_thread(lambda: [each for each in found if untaught(answerer, each.text, each.target)])


def _ids(values: Collection[str]) -> set[int]:
    ids = [value.removesuffix(_MARKED) for value in values]
    return {int(id) for id in ids if id.isdecimal() and len(id) < 10}


async def _approved(interaction: Interaction, values: Collection[str]) -> Told:
    """Make a draft in which each of these questions is a way of asking for what was chosen."""
    client, ids = interaction.client, _ids(values)
    lessons = [(each.text, each.target) for each in await _found(client) if each.id in ids]
    if not lessons:
        return Told(render.Note(render.NOTHING_LEARNT), aside=True)
    result = await client.publisher.preview(
        person_id=interaction.user.id,
        why=render.learnt_reason(len(lessons)),
        origin="learnt",
        edit=lambda files: teach_all(files, lessons),
    )
    return told(client, result)
