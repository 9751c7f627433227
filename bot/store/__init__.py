"""What the bot remembers: settings of servers and people, published knowledge, deeds. Knows nothing of Discord."""

from __future__ import annotations

from .audit import Audit, Deed, Outcome
from .corrections import ChangedFigures, Correction
from .learnt import Candidate, Word
from .people import FOLDER, OPERATOR, People, Person
from .processes import Process
from .questions import Gap, GapState
from .reviews import KeptReview
from .shown import Noted, ShownMessage
from .store import ServerSettings, Store
from .versions import Draft, Published, Versions

__all__ = [
    "FOLDER",
    "OPERATOR",
    "Audit",
    "Candidate",
    "ChangedFigures",
    "Correction",
    "Deed",
    "Draft",
    "Gap",
    "GapState",
    "KeptReview",
    "Noted",
    "Outcome",
    "People",
    "Person",
    "Process",
    "Published",
    "ServerSettings",
    "ShownMessage",
    "Store",
    "Versions",
    "Word",
]
