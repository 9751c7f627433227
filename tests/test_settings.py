"""Settings are read from the environment, and behind it from .env; a bad value names its variable."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, default_knowledge

ROOT = Path(__file__).parent.parent
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A .env file that is not there."""
    return tmp_path / "none.env"


def test_without_any_variable_the_defaults_hold(nowhere):
    assert Settings.read({"XDG_CACHE_HOME": "/caches", "XDG_DATA_HOME": "/data"}, dotenv=nowhere) == Settings(
        discord_token=None,
        discord_api=None,
        knowledge_dir=ROOT / "knowledge",
        log_level="INFO",
        log_words=False,
        log_format="text",
        http_address=None,
        message_content=False,
        cache_dir=Path("/caches/verbatim"),
        database_url="/data/verbatim/verbatim.sqlite3",
        curator_guilds=frozenset(),
        four_eyes="off",
        four_eyes_folder="two",
        min_right=1.0,
        keep_questions_days=90,
        semantic=True,
        prove_seconds=120,
        database_connections=10,
        shards=None,
        shard_ids=None,
    )


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        pytest.param("DISCORD_TOKEN", "abc.def", "discord_token", "abc.def", id="token"),
        pytest.param("DISCORD_TOKEN", "  abc.def \n", "discord_token", "abc.def", id="token with white space around"),
        pytest.param("DISCORD_TOKEN", "", "discord_token", None, id="empty token"),
        pytest.param("DISCORD_TOKEN", "  ", "discord_token", None, id="blank token"),
        pytest.param("DISCORD_API", "http://127.0.0.1:1/api", "discord_api", "http://127.0.0.1:1/api", id="API"),
        pytest.param(
            "DISCORD_API", "https://a.example/", "discord_api", "https://a.example", id="API ending in a slash"
        ),
        pytest.param("DISCORD_API", "", "discord_api", None, id="empty API"),
        pytest.param("LOG_FORMAT", "JSON", "log_format", "json", id="form of the log"),
        pytest.param("HTTP_ADDRESS", "0.0.0.0:80", "http_address", ("0.0.0.0", 80), id="address"),
        pytest.param("HTTP_ADDRESS", "[::1]:9100", "http_address", ("::1", 9100), id="IPv6 address"),
        pytest.param("HTTP_ADDRESS", "localhost:0", "http_address", ("localhost", 0), id="any port"),
        pytest.param("KNOWLEDGE_DIR", "/some/where", "knowledge_dir", Path("/some/where"), id="knowledge"),
        pytest.param("KNOWLEDGE_DIR", "", "knowledge_dir", ROOT / "knowledge", id="empty knowledge"),
        pytest.param("LOG_LEVEL", "DEBUG", "log_level", "DEBUG", id="level"),
        pytest.param("LOG_LEVEL", "warning", "log_level", "WARNING", id="level in small letters"),
        pytest.param("LOG_LEVEL", "", "log_level", "INFO", id="empty level"),
        pytest.param("LOG_WORDS", "on", "log_words", True, id="words in the log"),
        pytest.param("MESSAGE_CONTENT", "on", "message_content", True, id="on"),
        pytest.param("MESSAGE_CONTENT", "1", "message_content", True, id="1"),
        pytest.param("MESSAGE_CONTENT", "TRUE", "message_content", True, id="true"),
        pytest.param("MESSAGE_CONTENT", "yes", "message_content", True, id="yes"),
        pytest.param("MESSAGE_CONTENT", "off", "message_content", False, id="off"),
        pytest.param("MESSAGE_CONTENT", "0", "message_content", False, id="0"),
        pytest.param("MESSAGE_CONTENT", "False", "message_content", False, id="false"),
        pytest.param("MESSAGE_CONTENT", "no", "message_content", False, id="no"),
        pytest.param("MESSAGE_CONTENT", "", "message_content", False, id="empty switch"),
        pytest.param("CACHE_DIR", "/c", "cache_dir", Path("/c"), id="cache"),
        pytest.param("CACHE_DIR", "off", "cache_dir", None, id="no cache"),
        pytest.param("CACHE_DIR", "OFF", "cache_dir", None, id="no cache, in capitals"),
        pytest.param("DATABASE_URL", "postgresql://h/d", "database_url", "postgresql://h/d", id="database"),
        pytest.param("CURATOR_GUILDS", "12, 34", "curator_guilds", frozenset({12, 34}), id="curators"),
        pytest.param("FOUR_EYES", "on", "four_eyes", "on", id="four eyes"),
        pytest.param("FOUR_EYES", "Sensitive", "four_eyes", "sensitive", id="four eyes on what is sensitive"),
        pytest.param("FOUR_EYES_FOLDER", "operator", "four_eyes_folder", "operator", id="who sees to the folder"),
        pytest.param("MIN_RIGHT", "0.95", "min_right", 0.95, id="share of checks"),
        pytest.param("KEEP_QUESTIONS_DAYS", "0", "keep_questions_days", 0, id="no questions kept"),
        pytest.param("PROVE_SECONDS", "30", "prove_seconds", 30, id="time to prove"),
        pytest.param("DATABASE_CONNECTIONS", "4", "database_connections", 4, id="connections"),
        pytest.param("SHARDS", "16", "shards", 16, id="shards"),
        pytest.param("SHARDS", "", "shards", None, id="as many shards as Discord recommends"),
        pytest.param("SEMANTIC", "off", "semantic", False, id="no vectors of words"),
        pytest.param("SEMANTIC", "", "semantic", True, id="vectors of words unless switched off"),
    ],
)
def test_a_variable_sets_its_field(nowhere, variable, value, field, expected):
    assert getattr(Settings.read({variable: value}, dotenv=nowhere), field) == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({"XDG_CACHE_HOME": "/x", "LOCALAPPDATA": "/l"}, Path("/x/verbatim"), id="XDG first"),
        pytest.param({"LOCALAPPDATA": "/l"}, Path("/l/verbatim"), id="Windows"),
        pytest.param({}, Path.home() / ".cache" / "verbatim", id="home"),
        pytest.param({"XDG_CACHE_HOME": "/x", "CACHE_DIR": "/c"}, Path("/c"), id="CACHE_DIR before all"),
    ],
)
def test_the_cache_lies_in_the_users_own_folder(nowhere, environ, expected):
    assert Settings.read(environ, dotenv=nowhere).cache_dir == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({"XDG_DATA_HOME": "/x", "LOCALAPPDATA": "/l"}, Path("/x/verbatim"), id="XDG first"),
        pytest.param({"LOCALAPPDATA": "/l"}, Path("/l/verbatim"), id="Windows"),
        pytest.param({}, Path.home() / ".local" / "share" / "verbatim", id="home"),
        pytest.param(
            {"DATABASE_URL": " "}, Path.home() / ".local" / "share" / "verbatim", id="blank counts as not set"
        ),
    ],
)
def test_the_store_lies_in_the_users_own_folder(nowhere, environ, expected):
    assert Settings.read(environ, dotenv=nowhere).database_url == str(expected / "verbatim.sqlite3")


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        pytest.param("LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING, ERROR, CRITICAL", id="level"),
        pytest.param("MESSAGE_CONTENT", "maybe", "on or off", id="switch"),
        pytest.param("LOG_FORMAT", "xml", "text or json", id="form of the log"),
        pytest.param("HTTP_ADDRESS", "9100", "host:port, such as 127.0.0.1:9100", id="a port alone"),
        pytest.param("HTTP_ADDRESS", ":9100", "host:port", id="no host"),
        pytest.param("HTTP_ADDRESS", "localhost", "host:port", id="no port"),
        pytest.param("HTTP_ADDRESS", "localhost:http", "host:port", id="a port by its name"),
        pytest.param("HTTP_ADDRESS", "localhost:65536", "host:port", id="a port too high"),
        pytest.param("HTTP_ADDRESS", "::1:9100", "[::1]:9100", id="IPv6 without brackets"),
        pytest.param("HTTP_ADDRESS", "http://localhost:9100", "host:port", id="a whole URL"),
        pytest.param("DISCORD_API", "discord.com", "https://", id="API without a scheme"),
        pytest.param("DISCORD_API", "ftp://discord.com", "https://", id="API of another scheme"),
        pytest.param("CURATOR_GUILDS", "my server", "server ids in digits", id="a server's name"),
        pytest.param("CURATOR_GUILDS", "12,-3", "server ids in digits", id="a negative id"),
        pytest.param("FOUR_EYES", "four", "on, off or sensitive", id="another switch"),
        pytest.param("FOUR_EYES_FOLDER", "one", "two or operator", id="nobody for the folder"),
        pytest.param("SEMANTIC", "wordllama", "on or off", id="a third switch"),
        pytest.param("MIN_RIGHT", "95%", "a number from 0 to 1", id="no number"),
        pytest.param("MIN_RIGHT", "nan", "a number from 0 to 1", id="not a number"),
        pytest.param("PROVE_SECONDS", "0", "a number from 5 to 3600", id="no time at all"),
        pytest.param("DATABASE_CONNECTIONS", "1", "a number from 2 to 1000", id="one connection alone"),
        pytest.param("SHARDS", "0", "how many there are in all", id="no shard at all"),
        pytest.param("SHARDS", "auto", "or leave it empty", id="no number of shards"),
        pytest.param("SHARD_IDS", "0-3", "set SHARDS, too", id="of how many shards"),
        pytest.param("KEEP_QUESTIONS_DAYS", "-1", "a number from 0 to 3650", id="below zero"),
    ],
)
def test_a_bad_value_names_the_variable_the_value_and_the_remedy(nowhere, variable, value, hint):
    with pytest.raises(SettingsError) as raised:
        Settings.read({variable: value}, dotenv=nowhere)
    text = str(raised.value)
    assert text.startswith(f"{variable} is '{value}'; ")
    assert hint in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("", None, id="all"),
        pytest.param("2", (2,), id="one"),
        pytest.param("0-3", (0, 1, 2, 3), id="a run"),
        pytest.param("0,2", (0, 2), id="some"),
        pytest.param(" 6 - 7, 0-1 ,1", (0, 1, 6, 7), id="runs, with spaces, one twice"),
    ],
)
def test_the_shards_of_a_process_are_read(nowhere, value, expected):
    assert Settings.read({"SHARDS": "8", "SHARD_IDS": value}, dotenv=nowhere).shard_ids == expected


@pytest.mark.parametrize("value", ["8", "0-8", "3-1", "-1", "0,,2", "0-", "first", "0-1-2", "٣"])
def test_shards_that_there_are_not_are_refused(nowhere, value):
    with pytest.raises(SettingsError) as raised:
        Settings.read({"SHARDS": "8", "SHARD_IDS": value}, dotenv=nowhere)
    assert str(raised.value).startswith(f"SHARD_IDS is {value!r}; set it to shards from 0 to 7, such as 0-3 or 0,2")


def test_a_file_is_read(tmp_path):
    file = tmp_path / ".env"
    file.write_text('# a comment\nLOG_LEVEL=DEBUG\nDISCORD_TOKEN="quoted"\n\nKNOWLEDGE_DIR\n')
    read = Settings.read({}, dotenv=file)
    assert (read.log_level, read.discord_token, read.knowledge_dir) == ("DEBUG", "quoted", ROOT / "knowledge")


def test_the_environment_comes_before_the_file(tmp_path):
    file = tmp_path / ".env"
    file.write_text("LOG_LEVEL=DEBUG\nMESSAGE_CONTENT=on\n")
    read = Settings.read({"LOG_LEVEL": "ERROR"}, dotenv=file)
    assert (read.log_level, read.message_content) == ("ERROR", True)


def test_a_bad_value_in_the_file_names_the_variable(tmp_path):
    file = tmp_path / ".env"
    file.write_text("LOG_LEVEL=LOUD\n")
    with pytest.raises(SettingsError, match="LOG_LEVEL is 'LOUD'"):
        Settings.read({}, dotenv=file)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(b"abc.def", "abc.def", id="as it is"),
        pytest.param(b"abc.def\n", "abc.def", id="with a line's end"),
        pytest.param(b" abc.def \r\n\r\n", "abc.def", id="with white space around"),
    ],
)
@pytest.mark.parametrize("variable", ["DISCORD_TOKEN", "DATABASE_URL"])
def test_a_secret_may_stand_in_a_file(nowhere, tmp_path, variable, held, expected):
    file = tmp_path / "secret"
    file.write_bytes(held)
    read = Settings.read({f"{variable}_FILE": str(file), variable: ""}, dotenv=nowhere)
    assert getattr(read, variable.lower()) == expected


@pytest.mark.parametrize(
    ("held", "why"),
    [
        pytest.param(None, "that file can't be read (No such file or directory)", id="no file"),
        pytest.param(b"\n", "that file must hold one line, and holds nothing", id="empty"),
        pytest.param(b"abc\ndef\n", "that file must hold one line, and holds several lines", id="several lines"),
        pytest.param(b"abc\xff", "that file is not UTF-8", id="no text"),
    ],
)
@pytest.mark.parametrize("variable", ["DISCORD_TOKEN_FILE", "DATABASE_URL_FILE"])
def test_a_file_that_holds_no_secret_is_named_with_the_reason(nowhere, tmp_path, variable, held, why):
    """What it holds is not shown."""
    file = tmp_path / "secret"
    if held is not None:
        file.write_bytes(held)
    with pytest.raises(SettingsError) as raised:
        Settings.read({variable: str(file)}, dotenv=nowhere)
    assert str(raised.value) == f"{variable} is {str(file)!r}; {why}"


def test_a_secret_stands_in_one_place_alone(nowhere, tmp_path):
    with pytest.raises(SettingsError) as raised:
        Settings.read({"DISCORD_TOKEN": "abc", "DISCORD_TOKEN_FILE": str(tmp_path / "none")}, dotenv=nowhere)
    assert str(raised.value) == "DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set; leave one of them empty"


def test_without_arguments_the_processes_own_environment_and_folder_are_read(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("DISCORD_TOKEN=from-file\nLOG_LEVEL=DEBUG\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    read = Settings.read()
    assert (read.discord_token, read.log_level) == ("from-file", "ERROR")


@pytest.mark.parametrize("shown", [pytest.param(repr, id="repr"), pytest.param(str, id="str")])
def test_no_secret_is_shown_with_the_settings(nowhere, shown):
    """They may end up in a log or in a bug report."""
    environ = {"DISCORD_TOKEN": "abc.def.ghi", "DATABASE_URL": "postgresql://me:secret@host/verbatim?password=hidden"}
    text = shown(Settings.read(environ, dotenv=nowhere))
    assert [secret for secret in ("abc.def.ghi", "secret", "hidden") if secret in text] == []
    assert "log_level='INFO'" in text


def test_the_default_knowledge_is_there():
    assert (default_knowledge() / "vocabulary.yaml").is_file()


# --- .env.example -------------------------------------------------------------------------------------------------


def example() -> dict[str, str]:
    """Return the variables of .env.example with the values given there."""
    text = (ROOT / ".env.example").read_text()
    return dict(line.split("=", 1) for line in text.splitlines() if re.match(r"[A-Z]", line))


def test_the_example_lists_every_setting_that_is_read():
    """Every variable of the program's own that settings.py names; what the system or numpy goes by is no setting."""
    code = (ROOT / "bot" / "settings.py").read_text()
    named = set(re.findall(r'"([A-Z][A-Z_]+)"', code))
    system = {"XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
    assert named - system - set(_THREADS) <= set(example())


@pytest.mark.parametrize(
    "variable",
    [
        "DISCORD_TOKEN",
        "DISCORD_TOKEN_FILE",
        "KNOWLEDGE_DIR",
        "DATABASE_URL",
        "DATABASE_URL_FILE",
        "LOG_LEVEL",
        "LOG_WORDS",
        "LOG_FORMAT",
        "HTTP_ADDRESS",
        "MESSAGE_CONTENT",
        "DISCORD_API",
        "CACHE_DIR",
        "CURATOR_GUILDS",
        "FOUR_EYES",
        "FOUR_EYES_FOLDER",
        "MIN_RIGHT",
        "KEEP_QUESTIONS_DAYS",
        "SEMANTIC",
        "PROVE_SECONDS",
        "DATABASE_CONNECTIONS",
        "SHARDS",
        "SHARD_IDS",
    ],
)
def test_the_example_tells_of_each_variable_what_it_means_and_its_default(variable):
    blocks = (ROOT / ".env.example").read_text().split("\n\n")
    (block,) = [block for block in blocks if f"\n{variable}=" in block]
    assert block.startswith("# ")
    assert "Default" in block or "Without it" in block


def test_the_example_as_it_stands_gives_the_defaults(nowhere):
    assert Settings.read(example(), dotenv=nowhere) == Settings.read({}, dotenv=nowhere)


# --- Threads ------------------------------------------------------------------------------------------------------

_PROBE = """
import json, os, sys
from bot.cli import main
try:
    main(["--version"])
except SystemExit:
    early = "numpy" in sys.modules
import numpy
from threadpoolctl import threadpool_info
pools = [pool["num_threads"] for pool in threadpool_info()]
print(json.dumps([early, pools, [os.environ.get(name) for name in sys.argv[1:]]]))
"""


def threads(**variables: str) -> tuple[bool, list[int], list[str | None]]:
    """Return whether the command line imported numpy early, the sizes of the pools of threads, and the variables."""
    bare = {name: value for name, value in os.environ.items() if name not in _THREADS}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *_THREADS],
        cwd=ROOT,
        env={**bare, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def test_linear_algebra_has_one_thread_in_every_command():
    assert threads() == (False, [1], ["1", "1", "1"])


@pytest.mark.parametrize("name", _THREADS)
def test_whoever_sets_a_number_of_threads_has_that_and_nothing_else(name):
    assert threads(**{name: "2"})[2] == ["2" if each == name else None for each in _THREADS]
