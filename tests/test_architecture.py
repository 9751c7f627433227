"""The shape of the whole: what may know what, and that importing does nothing."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"
MODULES = {path.relative_to(BOT).as_posix(): path for path in sorted(BOT.rglob("*.py"))}
CORE = [name for name in MODULES if name.startswith("core/")]
FORBIDDEN_IN_CORE = {
    "aiohttp", "asyncio", "click", "datetime", "discord", "dotenv", "io", "logging", "os", "pathlib", "random",
    "requests", "rich", "secrets", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "threading", "time",
}  # fmt: skip
# Words of the report that comes with the bot. Code that knows them would be code about that report alone.
REPORT = re.compile(
    r"\b(essex|parr|winsor|sadiq|khan|hmic\w*|ipcc|iopc|met police|metropolitan police|scotland yard|ibtimes|"
    r"constabulary)\b",
    re.I,
)


def _tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def _imports(name: str) -> set[str]:
    """Return the absolute names of what a module of bot imports, wherever in it, for types or not."""
    package = ["bot", *name.split("/")[:-1]]
    found = set()
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def test_the_modules_are_found():
    """The tests below look at something."""
    assert {"core/knowledge/loading.py", "core/language/text.py", "errors.py", "settings.py", "cli/root.py"} <= set(
        MODULES
    )


@pytest.mark.parametrize("name", CORE)
def test_core_imports_no_edge(name):
    """Core knows itself, the errors, and nothing else of the bot."""
    of_the_bot = {each for each in _imports(name) if each.split(".")[0] == "bot"}
    assert {each for each in of_the_bot if not each.startswith(("bot.core.", "bot.errors."))} == set()


# The rooms of the bot from the ground up: each may know itself and those before it.
STAIRS = (
    "errors", "core", "shards", "settings", "background", "stopping", "request", "routes", "metrics", "logs", "store",
    "serving", "drafting", "charts", "render", "keeping", "lessons", "memory", "preferences", "sync", "pace",
    "identifying", "refused", "insisting", "reconnecting", "client", "links", "readings", "health", "cogs", "app",
    "lab", "cli", "__main__",
)  # fmt: skip


def _room(path: str) -> str:
    """Return the room of a module, or of what is imported, by the path below bot/: its first step."""
    return path.partition("/")[0].removesuffix(".py")


def test_every_module_has_its_place_on_the_stairs():
    assert {_room(name) for name in MODULES} - {"__init__"} == set(STAIRS)


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__init__.py"])
def test_the_rooms_of_the_bot_import_downwards_only(name):
    """One staircase, from the errors up to the command line: no room knows one above it, for types or not."""
    above = STAIRS[STAIRS.index(_room(name)) + 1 :]
    known = {each for each in _imports(name) if each.startswith("bot.")}
    assert [each for each in sorted(known) if _room(each.removeprefix("bot.").replace(".", "/")) in above] == []


def test_the_client_is_composed_by_the_app_alone():
    """The client knows no cog, and no cog the app: features are added without a change to what carries them."""
    assert [each for each in _imports("client.py") if each.startswith("bot.cogs")] == []
    assert {_room(name) for name in MODULES if any(f"{each}.".startswith("bot.app.") for each in _imports(name))} == {
        "cli"
    }


# The rooms of the core from the ground up: each may know itself and those before it.
ROOMS = ("language", "knowledge", "search", "factcheck", "answering")


@pytest.mark.parametrize("name", [name for name in CORE if name.count("/") == 2])
def test_the_rooms_of_the_core_import_downwards_only(name):
    """One staircase: no room knows one above it, for types or not."""
    above = ROOMS[ROOMS.index(name.split("/")[1]) + 1 :]
    assert [
        each for each in sorted(_imports(name)) if each.startswith(tuple(f"bot.core.{room}." for room in above))
    ] == []


def test_few_modules_lie_directly_in_the_core():
    """What the core holds lies in its rooms."""
    assert len([name for name in CORE if name.count("/") == 1]) <= 8


@pytest.mark.parametrize("name", MODULES)
def test_no_module_is_longer_than_450_lines(name):
    """A module is about one noun."""
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 450


def _of_the_bot(name: str) -> set[str]:
    """Return the modules of the bot that a module imports, by their names in MODULES; of a package, what it shows."""
    found = set()
    for each in _imports(name):
        path = each.removeprefix("bot.").replace(".", "/") if each.startswith("bot.") else ""
        inside = path.rpartition("/")[0]
        options = (f"{path}.py", f"{path}/__init__.py", f"{inside}.py", f"{inside}/__init__.py" if inside else "")
        found |= {option for option in options[:1] if option in MODULES} or {
            option for option in options[1:] if option in MODULES
        }
    return found - {name}


def test_no_modules_import_one_another_in_a_circle():
    """Whoever reads a module need not have read those that use it; imports for types count as well."""
    arrows = {name: _of_the_bot(name) for name in MODULES}
    assert list(TopologicalSorter(arrows).static_order())  # raises CycleError, which names the circle


@pytest.mark.parametrize("name", CORE)
def test_core_imports_no_discord_no_files_no_clock_no_dice(name):
    """Deciding is ordinary synchronous Python."""
    assert {each.split(".")[0] for each in _imports(name)} & FORBIDDEN_IN_CORE == set()


@pytest.mark.parametrize("name", CORE)
def test_core_opens_no_file_and_awaits_nothing(name):
    """No open(), no print(), no input(), no async in core."""
    nodes = list(ast.walk(_tree(name)))
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called & {"open", "print", "input", "exec", "eval", "__import__"} == set()
    assert not any(isinstance(node, ast.AsyncFunctionDef | ast.Await) for node in nodes)


@pytest.mark.parametrize("name", [name for name in MODULES if name != "settings.py"])
def test_only_settings_reads_the_environment(name):
    """No other module asks for a variable."""
    nodes = [node for node in ast.walk(_tree(name)) if isinstance(node, ast.Attribute)]
    assert {node.attr for node in nodes} & {"environ", "getenv", "environb"} == set()
    assert _imports(name) & {"os.environ", "os.getenv", "dotenv.load_dotenv", "dotenv.dotenv_values"} == set()


# Runs in a process of its own, in which nothing of the bot is imported yet. Libraries may read the environment (asyncio
# asks for PYTHONASYNCIODEBUG), modules of the bot may not: so who asks is looked up on the stack.
_PROBE = """
import importlib, json, os, sys
bot = sys.argv[1]
seen = []

class Watched(os._Environ):
    def __getitem__(self, key):
        note("environment", key); return super().__getitem__(key)
    def __iter__(self):
        note("environment", "all of it"); return super().__iter__()

def asker():
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name != "<string>" and "_collections_abc" not in name and not name.endswith("os.py"):
            return name
        frame = frame.f_back
    return ""

def note(kind, what):
    if asker().startswith(bot):
        seen.append([kind, str(what), asker()])

def hook(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "sqlite3.", "urllib.")):
        if event not in ("socket.gethostname",):
            seen.append([event, str(arguments), asker()])
    elif event == "open" and not str(arguments[0]).endswith((".py", ".pyc", ".so")):
        note("open", arguments[0])

os.environ.__class__ = Watched
sys.addaudithook(hook)
for name in sys.argv[2:]:
    importlib.import_module(name)
missing = [name for name in sys.argv[2:] if name not in sys.modules]
print(json.dumps({"seen": seen, "missing": missing}))
"""


def test_importing_any_module_has_no_effect():
    """Importing reads no environment, opens no file and no socket, and needs no token."""
    names = []
    for name in MODULES:
        if name != "__main__.py":  # importing that one is running the bot
            names.append(".".join(["bot", *name.removesuffix(".py").split("/")]).removesuffix(".__init__"))
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(BOT), *names],
        cwd=BOT.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"seen": [], "missing": []}


def _public(name: str) -> set[str]:
    """Return the names that a module defines at its top and that do not begin with an underscore.

    A command of the command line is reached by typing it and not by its name: it does not count.
    """
    found: set[str] = set()
    for node in _tree(name).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not any(
                isinstance(each, ast.Attribute) and each.attr in ("command", "group") for each in _decorators(node)
            ):
                found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, ast.ImportFrom) and node.level and name.endswith("__init__.py"):
            found |= {alias.asname or alias.name for alias in node.names}  # a package may show what its modules make
    return {each for each in found if not each.startswith("_")}


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[ast.expr]:
    return [each.func if isinstance(each, ast.Call) else each for each in node.decorator_list]


def _exported(name: str) -> list[str]:
    for node in _tree(name).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "__all__" for target in node.targets):
            exported: list[str] = ast.literal_eval(node.value)
            return exported
    return []


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_is_exported(name):
    """What has no underscore is in __all__, and what is in __all__ exists."""
    assert {each for each in _exported(name) if not each.startswith("__")} == _public(name)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name):
    """A module begins with a docstring."""
    assert ast.get_docstring(_tree(name))


# Not its documents, whose examples are about the shipped base, nor the list of people's names, which is of a census.
_FILES = sorted(
    path.relative_to(BOT).as_posix()
    for path in BOT.rglob("*.*")
    if "__pycache__" not in path.parts and path.suffix not in (".md", ".ttf") and path.name != "names.txt"
)


@pytest.mark.parametrize("name", _FILES)
def test_the_code_knows_nothing_of_the_report(name):
    """The bot answers from any report: nothing in its code is about the one that comes with it."""
    lines = (BOT / name).read_text(encoding="utf-8").splitlines()
    assert [f"{number}: {line.strip()}" for number, line in enumerate(lines, 1) if REPORT.search(line)] == []
