"""A small Discord on the loopback interface, against which the real discord.py runs in tests."""

from .errors import Refusal
from .interactions import Interaction, Modal, Response
from .permissions import EVERYDAY, Permission
from .rest import Call
from .server import Loopback
from .waiting import TooLate
from .world import COMPONENTS_V2, EPHEMERAL, Channel, Guild, Message, Role, User

__all__ = [
    "COMPONENTS_V2",
    "EPHEMERAL",
    "EVERYDAY",
    "Call",
    "Channel",
    "Guild",
    "Interaction",
    "Loopback",
    "Message",
    "Modal",
    "Permission",
    "Refusal",
    "Response",
    "Role",
    "TooLate",
    "User",
]
