"""Hold each call and its answer against Discord's own OpenAPI description, where the environment names one.

Where the description is narrower than Discord, it is widened here, each place with its reason:

* An id in a request may be a number. Discord takes both; discord.py sends numbers in `allowed_mentions`,
  `message_reference` and `recipient_id`.
* A message may refer to another as a forward (type 1), which Discord's documentation has and the description has not.
* The code of a fault inside "errors" may be text such as BASE_TYPE_REQUIRED, as Discord's documentation shows it.
* A multipart body is checked as its `payload_json`; the description's `files[n]` are strings in it, which they are not.
* An answer that the description does not foresee for a status (there is none for 5xx) is not checked.
* Formats ("uri", "date-time") are not checked: `attachment://` is no address, yet what a picture is referred to by.
"""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

    from .rest import Call

__all__ = ["Description"]

VARIABLE = "DISCORD_OPENAPI"
FORWARD = 1
_INSTANCE = re.compile(r"\b[1-9]\d{16,18}\b|\b\d{4}-\d\d-\d\dT[\d:.]{8,15}\+00:00")


class Description:
    """The description, with one validator for each body that has been met."""

    def __init__(self, path: Path) -> None:
        from jsonschema import Draft202012Validator  # only needed, and only installed for tests, where there is one
        from jsonschema.exceptions import best_match
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        text = path.read_text(encoding="utf-8")
        given, widened = json.loads(text), json.loads(text)
        self._paths: dict[str, Any] = given["paths"]
        widened["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        for described in (given, widened):
            kinds = described["components"]["schemas"]["MessageReferenceType"]["oneOf"]
            if all(kind["const"] != FORWARD for kind in kinds):
                kinds.append({"title": "FORWARD", "const": FORWARD})
        given["components"]["schemas"]["Error"]["properties"]["code"]["type"] = ["integer", "string"]
        resources = [("urn:answers", given), ("urn:requests", widened)]
        self._registry: Registry[Any] = Registry().with_resources(
            (uri, DRAFT202012.create_resource(contents)) for uri, contents in resources
        )
        self._validator = Draft202012Validator
        self._validators: dict[str, Draft202012Validator] = {}
        self._best_match = best_match
        self._sound: set[tuple[str, str]] = set()
        """Schemas and bodies that fit, ids and times as in `_same`; each bot that starts sends the same commands."""

    @classmethod
    def from_environment(cls) -> Description | None:
        """Return the description that DISCORD_OPENAPI names, read once in a process; None if it is not set."""
        path = os.environ.get(VARIABLE)
        return _load(path) if path else None

    def check(self, call: Call) -> list[str]:
        """Return what is wrong with the request's body, whether it was refused or not, and with the answer's."""
        operation = self._paths.get(call.route, {}).get(call.method.lower())
        if operation is None:
            return []
        pointer = f"/paths/{_escaped(call.route)}/{call.method.lower()}"
        faults = []
        if "requestBody" in operation and call.status != 401:
            schema = f"urn:requests#{pointer}/requestBody/content/application~1json/schema"
            faults += self._faults(schema, call.body, f"{call.name}: the request")
        if call.answer is not None:
            found = self._answer_schema(operation, pointer, call.status)
            if found is not None:
                faults += self._faults(found, call.answer, f"{call.name}: the stand-in's answer {call.status}")
            elif call.status < 300:
                faults.append(f"{call.name}: the stand-in answers {call.status}, which is not described")
        return faults

    def _answer_schema(self, operation: dict[str, Any], pointer: str, status: int) -> str | None:
        for key in (str(status), f"{status // 100}XX"):
            answer = operation["responses"].get(key)
            if answer is not None:
                where = answer.get("$ref", f"#{pointer}/responses/{key}")
                return f"urn:answers{where}/content/application~1json/schema"
        return None

    def _faults(self, schema: str, value: Any, what: str) -> list[str]:
        seen = schema, _INSTANCE.sub(_same, json.dumps(value))
        if seen in self._sound:
            return []
        if schema not in self._validators:
            self._validators[schema] = self._validator({"$ref": schema}, registry=self._registry)
        error = self._best_match(self._validators[schema].iter_errors(value))
        if error is None:
            self._sound.add(seen)
            return []
        return [f"{what} is not as Discord describes it at {error.json_path}: {error.message[:300]}"]


@lru_cache
def _load(path: str) -> Description:
    return Description(Path(path))


def _same(instance: re.Match[str]) -> str:
    """Return one id for all ids and one time for all times: to the description any is as good as another."""
    return "1" + "0" * 17 if instance[0].isdecimal() else "2026-01-01T00:00:00+00:00"


def _escaped(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1")
