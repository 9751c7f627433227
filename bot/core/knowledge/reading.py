"""The files of a knowledge base, each read in its format, with all that is wrong with them so far.

Knows nothing of what the files say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ...errors import Fault
from . import limits
from .linetext import Lines, read_lines
from .schema_faults import schema_fault
from .yamltext import Document, read

__all__ = ["Reading", "salvaged"]

_Spec = TypeVar("_Spec", bound=BaseModel)


@dataclass(slots=True)
class Reading:
    """Reads the files of one knowledge base.

    Attributes:
        files: Their contents by name.
        faults: What is wrong with them; added to.
    """

    files: Mapping[str, bytes]
    faults: list[Fault] = field(default_factory=list)
    _nodes: int = 0

    def too_large(self) -> bool:
        """Tell whether the base is so large that nothing of it should be read, which is a fault."""
        size = sum(map(len, self.files.values()))
        for number, limit, what in (
            (len(self.files), limits.MAX_FILES, "files"),
            (size, limits.MAX_TOTAL_BYTES, "bytes"),
        ):
            if number > limit:
                told = f"there are {number:,} {what}, more than the {limit:,} allowed"
                self.faults.append(Fault("knowledge", 0, 0, told, "take away what is not needed"))
        return bool(self.faults)

    def yaml(self, name: str, kind: type[_Spec]) -> tuple[Document, _Spec | None]:
        """Read a file in its format; None in place of what cannot be used, or is not there. Faults are noted."""
        if name not in self.files:
            return Document(name, None, {}, ()), None
        if self._nodes > limits.MAX_TOTAL_NODES:
            return Document(name, None, {}, ()), None  # which is a fault already
        document = read(name, self.files[name])
        self.faults += document.faults
        self._nodes += len(document.places)
        if self._nodes > limits.MAX_TOTAL_NODES:
            what = f"the files up to here hold more than {limits.MAX_TOTAL_NODES:,} values"
            self.faults.append(Fault(name, 0, 0, what, "move ways of asking to files in asked/, or take some away"))
            return Document(name, None, {}, ()), None
        if document.value is None:
            if not document.faults:
                self.faults.append(Fault(name, 0, 0, "the file is empty", "fill it in, or delete it"))
            return document, None
        try:
            return document, kind.model_validate(document.value)
        except ValidationError as error:
            found = error.errors(include_url=False)
            self.faults += [schema_fault(document, each) for each in found[: limits.MAX_FAULTS]]
            if len(found) > limits.MAX_FAULTS:
                what = f"the file has {len(found):,} faults, of which {limits.MAX_FAULTS:,} are told"
                self.faults.append(Fault(name, 0, 0, what, "correct those, then check again"))
            return document, None

    def lines(self, name: str, max_chars: int) -> Lines:
        """Read a file of one phrasing a line; none if there is no such file. Faults are noted."""
        found = read_lines(name, self.files[name], max_chars=max_chars) if name in self.files else Lines()
        self.faults += found.faults
        return found


def salvaged(kind: type[_Spec], value: object) -> _Spec | None:
    """Return what can be read of a part of a file in which other things are faulty; None if it is faulty itself."""
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None
