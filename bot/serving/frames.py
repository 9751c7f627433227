"""What two processes of this program tell each other over a pipe: the length of a message, then the message, pickled.

Only for pipes that nobody else has an end of: what is read is unpickled.
"""

from __future__ import annotations

import pickle
from typing import IO, Any

__all__ = ["receive", "send"]

_LENGTH = 8


def send(pipe: IO[bytes], message: object) -> None:
    """Write a message. OSError if nobody reads any more."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Return the next message, once it is there whole. EOFError if none comes any more."""
    length = pipe.read(_LENGTH)
    data = pipe.read(int.from_bytes(length, "big")) if len(length) == _LENGTH else b""
    if not data or len(data) < int.from_bytes(length, "big"):
        raise EOFError
    return pickle.loads(data)
