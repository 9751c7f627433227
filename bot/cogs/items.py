"""Buttons and menus that keep nothing in memory: all they know stands in their custom ids, so they survive restarts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from ..client import Interaction
from ..errors import InputError
from ..pace import in_pace
from .telling import handled

__all__ = ["Button", "Item", "Menu"]


class Item(discord.ui.DynamicItem[discord.ui.Item[Any]], template=r"(?!)"):
    """A button or menu of a template, which is what its custom id looks like; that of a mere base matches nothing."""

    paced: ClassVar[bool] = True
    """Whether who uses many in a short time has to wait."""

    def __init_subclass__(cls, *, template: str = r"(?!)") -> None:
        super().__init_subclass__(template=template)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return what was used, as it stands on the message."""
        return cls(item)

    @property
    def fields(self) -> dict[str, str]:
        """The groups of the template; "" for one that the custom id goes without."""
        match = self.template.fullmatch(self.custom_id)
        assert match is not None  # or discord.py would not have made it
        return match.groupdict("")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what it is for, or say that it failed."""
        async with handled(interaction, self.custom_id):
            if not self.paced or await in_pace(interaction):
                await self.use(interaction)

    async def use(self, interaction: Interaction) -> None:
        """Do what it is for."""
        raise NotImplementedError  # every kind of them has its own


class Button(Item):
    """A button with a label."""

    label: ClassVar[str]
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    @classmethod
    def of(cls, custom_id: str, *, label: str | None = None) -> Self:
        """Return the button of a custom id. label: None for the one that all of its kind have."""
        return cls(discord.ui.Button(label=(label or cls.label)[:80], style=cls.style, custom_id=custom_id))


class Menu(Item):
    """A menu from which one thing is chosen, or several."""

    placeholder: ClassVar[str]

    @classmethod
    def of(cls, custom_id: str, options: Sequence[discord.SelectOption], *, several: bool = False) -> Self:
        """Return the menu of a custom id. several: whether more than one can be chosen."""
        most = len(options) if several else 1
        held = list(options)
        return cls(discord.ui.Select(custom_id=custom_id, placeholder=cls.placeholder, options=held, max_values=most))

    @property
    def chosen(self) -> str:
        """The value of what was chosen."""
        return self.all_chosen[0]

    @property
    def all_chosen(self) -> list[str]:
        """The values of all that was chosen."""
        assert isinstance(self.item, discord.ui.Select)
        if not self.item.values:
            raise InputError("nothing was chosen")
        return self.item.values
