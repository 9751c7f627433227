"""What the bot remembers: settings of servers and people, and what Discord was last told. Knows nothing of Discord."""

from __future__ import annotations

from .store import ServerSettings, Store

__all__ = ["ServerSettings", "Store"]
