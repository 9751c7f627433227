"""The one reader of the environment and of .env. Reads when asked, never at import."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .errors import SettingsError
from .shards import read_shards

__all__ = ["Settings", "default_knowledge", "harmless_environment", "limit_threads"]

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_SECRET = ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "DATABASE_URL", "DATABASE_URL_FILE")
_MOST_SHARDS = 10_000
_TRUE, _FALSE = ("1", "true", "on", "yes"), ("0", "false", "off", "no")


def default_knowledge() -> Path:
    """Return the folder of the knowledge base that comes with the bot, in a checkout or in an installed wheel."""
    package = Path(__file__).parent
    beside = package.parent / "knowledge"
    return beside if beside.is_dir() else package / "knowledge"


def limit_threads() -> None:
    """Have numpy's linear algebra use one thread, unless a variable says how many; numpy must not be imported yet.

    Its sums are small here: its threads would spend more time waiting for each other than adding up.
    """
    if not any(os.environ.get(name) for name in _THREADS):
        os.environ.update(dict.fromkeys(_THREADS, "1"))


def harmless_environment() -> dict[str, str]:
    """Return the environment without what is secret in it: for a process that needs none of it."""
    return {name: value for name, value in os.environ.items() if name not in _SECRET}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set; .env.example tells of each. None: not set.

    What holds a secret, or may, is not shown with the others: settings end up in logs and in reports of bugs.
    """

    discord_token: str | None = field(repr=False)
    discord_api: str | None
    knowledge_dir: Path
    log_level: str
    log_words: bool
    log_format: Literal["text", "json"]
    http_address: tuple[str, int] | None
    message_content: bool
    cache_dir: Path | None
    database_url: str = field(repr=False)
    curator_guilds: frozenset[int]
    four_eyes: Literal["off", "sensitive", "on"]
    four_eyes_folder: Literal["two", "operator"]
    min_right: float
    keep_questions_days: int
    semantic: bool
    prove_seconds: int
    database_connections: int
    shards: int | None
    shard_ids: tuple[int, ...] | None

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None, *, dotenv: Path | None = None) -> Settings:
        """Return the settings of an environment (the process's own), with those of a .env file (./.env) behind it.

        A variable that is set but empty counts as not set. What is secret may stand in a file, which NAME_FILE names.
        Raises SettingsError, naming the variable.
        """
        environ = os.environ if environ is None else environ
        behind = _file(dotenv or Path(".env"))

        def get(name: str) -> str | None:
            return environ.get(name, "").strip() or behind.get(name, "").strip() or None

        level = (get("LOG_LEVEL") or "INFO").upper()
        if level not in _LEVELS:
            raise SettingsError(f"LOG_LEVEL is {level!r}; set it to one of {', '.join(_LEVELS)}")
        api = get("DISCORD_API")
        if api is not None and not api.startswith(("http://", "https://")):
            raise SettingsError(f"DISCORD_API is {api!r}; set it to an address that begins with https:// or http://")
        folder = get("KNOWLEDGE_DIR")
        shards = _shards(get("SHARDS"))
        cache = get("CACHE_DIR") or _user_cache(environ)
        return cls(
            discord_token=_secret("DISCORD_TOKEN", get),
            discord_api=api.rstrip("/") if api else None,
            knowledge_dir=Path(folder) if folder else default_knowledge(),
            log_level=level,
            log_words=_switch("LOG_WORDS", get("LOG_WORDS")),
            log_format=_log_format(get("LOG_FORMAT")),
            http_address=_address("HTTP_ADDRESS", get("HTTP_ADDRESS")),
            message_content=_switch("MESSAGE_CONTENT", get("MESSAGE_CONTENT")),
            cache_dir=None if cache.lower() == "off" else Path(cache),
            database_url=_secret("DATABASE_URL", get) or str(_user_data(environ) / "verbatim.sqlite3"),
            curator_guilds=_ids("CURATOR_GUILDS", get("CURATOR_GUILDS") or ""),
            four_eyes=_four_eyes(get("FOUR_EYES")),
            four_eyes_folder=_four_eyes_folder(get("FOUR_EYES_FOLDER")),
            min_right=_number("MIN_RIGHT", get("MIN_RIGHT") or "1", 0, 1),
            keep_questions_days=int(_number("KEEP_QUESTIONS_DAYS", get("KEEP_QUESTIONS_DAYS") or "90", 0, 3650)),
            semantic=_switch("SEMANTIC", get("SEMANTIC") or "on"),
            prove_seconds=int(_number("PROVE_SECONDS", get("PROVE_SECONDS") or "120", 5, 3600)),
            database_connections=int(_number("DATABASE_CONNECTIONS", get("DATABASE_CONNECTIONS") or "10", 2, 1000)),
            shards=shards,
            shard_ids=_shard_ids(get("SHARD_IDS"), shards),
        )


def _secret(name: str, get: Callable[[str], str | None]) -> str | None:
    """Return what a variable holds, or else the file that NAME_FILE names. No error shows what the file holds."""
    from_file = f"{name}_FILE"
    value, path = get(name), get(from_file)
    if path is None:
        return value
    if value is not None:
        raise SettingsError(f"{name} and {from_file} are both set; leave one of them empty")
    try:
        lines = Path(path).read_text("utf-8").strip().splitlines()
    except OSError as error:
        raise SettingsError(f"{from_file} is {path!r}; that file can't be read ({error.strerror})") from None
    except ValueError:
        raise SettingsError(f"{from_file} is {path!r}; that file is not UTF-8") from None
    if len(lines) != 1:
        held = "several lines" if lines else "nothing"
        raise SettingsError(f"{from_file} is {path!r}; that file must hold one line, and holds {held}")
    return lines[0]


def _switch(name: str, value: str | None) -> bool:
    if value is None or value.lower() in _FALSE:
        return False
    if value.lower() in _TRUE:
        return True
    raise SettingsError(f"{name} is {value!r}; set it to on or off")


def _log_format(value: str | None) -> Literal["text", "json"]:
    if value is None or value.lower() == "text":
        return "text"
    if value.lower() == "json":
        return "json"
    raise SettingsError(f"LOG_FORMAT is {value!r}; set it to text or json")


def _address(name: str, value: str | None) -> tuple[str, int] | None:
    """Return host and port; None if there are none. An IPv6 address stands in brackets, as in a URL."""
    if value is None:
        return None
    host, _, port = value.rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    whole = bool(bare) and (":" not in host or bare != host) and not set(bare) & set("/[] ")
    if not whole or not (port.isascii() and port.isdecimal()) or int(port) > 65_535:
        raise SettingsError(f"{name} is {value!r}; set it to host:port, such as 127.0.0.1:9100 or [::1]:9100")
    return bare, int(port)


def _four_eyes(value: str | None) -> Literal["off", "sensitive", "on"]:
    if value is not None and value.lower() == "sensitive":
        return "sensitive"
    if value is not None and value.lower() not in (*_TRUE, *_FALSE):
        raise SettingsError(f"FOUR_EYES is {value!r}; set it to on, off or sensitive")
    return "on" if _switch("FOUR_EYES", value) else "off"


def _four_eyes_folder(value: str | None) -> Literal["two", "operator"]:
    if value is None or value.lower() == "two":
        return "two"
    if value.lower() == "operator":
        return "operator"
    raise SettingsError(f"FOUR_EYES_FOLDER is {value!r}; set it to two or operator")


def _ids(name: str, value: str) -> frozenset[int]:
    ids = value.replace(",", " ").split()
    if not all(id.isascii() and id.isdecimal() and 0 < int(id) < 2**63 for id in ids):
        raise SettingsError(f"{name} is {value!r}; set it to server ids in digits, separated by commas")
    return frozenset(map(int, ids))


def _shards(value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= _MOST_SHARDS):
        raise SettingsError(
            f"SHARDS is {value!r}; set it to how many there are in all, from 1 to {_MOST_SHARDS}, or leave it empty"
        )
    return int(value)


def _shard_ids(value: str | None, shards: int | None) -> tuple[int, ...] | None:
    if value is None:
        return None
    if shards is None:
        raise SettingsError(f"SHARD_IDS is {value!r}; set SHARDS, too, to how many there are in all")
    try:
        return read_shards(value, shards)
    except ValueError:
        raise SettingsError(
            f"SHARD_IDS is {value!r}; set it to shards from 0 to {shards - 1}, such as 0-3 or 0,2, or leave it empty"
        ) from None


def _number(name: str, value: str, lowest: float, highest: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not lowest <= number <= highest:
        raise SettingsError(f"{name} is {value!r}; set it to a number from {lowest:g} to {highest:g}")
    return number


def _file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # only where there is a file: it costs a cold start some milliseconds

    try:
        return {name: value for name, value in dotenv_values(path).items() if value is not None}
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8; save it as UTF-8") from None


def _user_data(environ: Mapping[str, str]) -> Path:
    base = environ.get("XDG_DATA_HOME") or environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "share") / "verbatim"


def _user_cache(environ: Mapping[str, str]) -> str:
    base = environ.get("XDG_CACHE_HOME") or environ.get("LOCALAPPDATA")
    return str((Path(base) if base else Path.home() / ".cache") / "verbatim")
