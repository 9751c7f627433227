"""Knowledge files are compiled into an answerer, which is kept for as long as compiling would give the same."""

from __future__ import annotations

import ast
import os
import stat
import sys
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.serving.compiled import LIBRARIES, cache_key, open_answerer, packed, unpacked
from tests.core import library
from tests.core.words import Anagrams

CORE = Path(__file__).parents[2] / "bot" / "core"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "verbatim"


def compiled(cache: Path) -> list[Path]:
    return sorted(cache.glob("compiled/*.compiled"))


# --- Opening ------------------------------------------------------------------------------------------------------


def test_a_sound_folder_answers(folder):
    reply = open_answerer(folder).answer("how many loans did they look at?")
    assert reply.entry.id == "loans-inspected"


def test_a_faulty_folder_does_not_open(folder):
    library.write(folder, library.files(gazette=("value: 412", "value: 413")))
    with pytest.raises(KnowledgeError, match="the number 413 is not in its evidence"):
        open_answerer(folder)


def test_one_source_alone_can_be_opened(folder):
    other = library.FILES["gazette.yaml"].decode()
    other = other.replace("id: gazette-2018", "id: other-2018")
    for id in library.knowledge().entries | library.knowledge().silences:
        other = other.replace(id, f"{id}-b")
    fingerprint = library.FILES["sources/gazette-2018.fingerprint"]
    library.write(folder, {"other.yaml": other.encode(), "sources/other-2018.fingerprint": fingerprint})
    opened = open_answerer(folder, source="other-2018").knowledge
    assert list(opened.sources) == ["other-2018"]
    assert len(opened.entries) == 10
    assert all(id.endswith("-b") for id in [*opened.entries, *opened.silences])


def test_a_source_that_is_not_there_is_named_beside_those_that_are(folder):
    with pytest.raises(KnowledgeError, match=r'no source "nosuch"; choose one of: gazette-2018'):
        open_answerer(folder, source="nosuch")


# --- The cache ----------------------------------------------------------------------------------------------------


def test_without_a_cache_nothing_is_written(folder, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    open_answerer(folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_second_start_takes_what_the_first_has_kept(folder, cache):
    """Shown by putting another base's answerer in the place of the kept one."""
    open_answerer(folder, cache=cache)
    (kept,) = compiled(cache)
    answerer = unpacked(kept.read_bytes(), None)
    object.__setattr__(answerer.knowledge, "version", "planted")
    kept.write_bytes(packed(answerer, None))
    assert open_answerer(folder, cache=cache).version == "planted"


def test_a_kept_answerer_gives_the_same_replies(folder, cache):
    fresh, again = open_answerer(folder, cache=cache), open_answerer(folder, cache=cache)
    for question in ("how many loans?", "what's the budget", "my uncle hits me", "were 130 loans late?"):
        assert again.answer(question) == fresh.answer(question)


def test_a_changed_file_is_read_anew(folder, cache):
    first = open_answerer(folder, cache=cache)
    library.write(folder, library.files(gazette=("title: Loans looked at", "title: Loans seen")))
    second = open_answerer(folder, cache=cache)
    assert (first.knowledge.entries["loans-inspected"].title, second.knowledge.entries["loans-inspected"].title) == (
        "Loans looked at",
        "Loans seen",
    )


def test_a_fault_shows_though_the_sound_base_is_kept(folder, cache):
    open_answerer(folder, cache=cache)
    library.write(folder, library.files(gazette=("value: 412", "value: 413")))
    with pytest.raises(KnowledgeError):
        open_answerer(folder, cache=cache)


def test_the_base_of_one_source_is_kept_apart_from_the_whole(folder, cache):
    open_answerer(folder, cache=cache)
    open_answerer(folder, cache=cache, source="gazette-2018")
    assert len(compiled(cache)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"garbage", id="no pickle"),
        pytest.param(b"cnosuchmodule\nThing\n.", id="a pickle of something unknown"),
    ],
)
def test_a_damaged_cache_file_is_made_anew(folder, cache, damage):
    open_answerer(folder, cache=cache)
    (kept,) = compiled(cache)
    kept.write_bytes(damage)
    assert open_answerer(folder, cache=cache).answer("how many loans did they look at?").kind == "answer"
    assert len(kept.read_bytes()) > 1000


def test_somebody_elses_file_is_not_unpickled(folder, cache):
    open_answerer(folder, cache=cache)
    (kept,) = compiled(cache)
    answerer = unpacked(kept.read_bytes(), None)
    object.__setattr__(answerer.knowledge, "version", "planted")
    kept.write_bytes(packed(answerer, None))
    try:
        os.chown(kept, 12345, -1)
    except PermissionError:
        pytest.skip("only root can give a file away")
    assert open_answerer(folder, cache=cache).version != "planted"


def test_vectors_of_phrasings_are_kept_and_the_vectors_themselves_put_back(folder, cache):
    first, later = Anagrams(), Anagrams()
    fresh = open_answerer(folder, cache=cache, vectors=first)
    again = open_answerer(folder, cache=cache, vectors=later)
    assert b"Anagrams" not in compiled(cache)[0].read_bytes()
    assert later.asked == 0
    for question in ("how many loans?", "what's the budget", "my uncle hits me", "were 130 loans late?"):
        assert again.answer(question) == fresh.answer(question)
    assert later.asked > 0


def test_an_answerer_by_vectors_is_kept_apart_from_one_by_words(folder, cache):
    open_answerer(folder, cache=cache, vectors=Anagrams())
    assert open_answerer(folder, cache=cache).matcher.features.vectors is None
    assert open_answerer(folder, cache=cache, vectors=Anagrams()).matcher.features.vectors is not None
    assert len(compiled(cache)) == 2


def test_a_kept_answerer_whose_vectors_are_missing_is_made_anew(folder, cache):
    open_answerer(folder, cache=cache)
    (by_words,) = compiled(cache)
    open_answerer(folder, cache=cache, vectors=Anagrams())
    (by_vectors,) = set(compiled(cache)) - {by_words}
    by_vectors.replace(by_words)
    assert open_answerer(folder, cache=cache).matcher.features.vectors is None


def test_the_cache_folder_is_the_users_alone(folder, cache):
    open_answerer(folder, cache=cache)
    assert stat.S_IMODE((cache / "compiled").stat().st_mode) == 0o700


def test_a_cache_that_cannot_be_written_does_not_matter(folder, tmp_path):
    file = tmp_path / "file"
    file.write_text("in the way")
    assert open_answerer(folder, cache=file / "cache").answer("how many loans did they look at?").kind == "answer"


def test_only_the_four_latest_versions_are_kept_and_nothing_else_is_left(folder, cache):
    for round in range(6):
        library.write(folder, library.files(gazette=("title: Loans looked at", f"title: Loans {round}")))
        open_answerer(folder, cache=cache)
    assert len(compiled(cache)) == 4
    assert sorted((cache / "compiled").iterdir()) == compiled(cache)


def test_what_was_used_last_is_kept_though_it_was_made_first(folder, cache):
    open_answerer(folder, cache=cache)
    (first,) = compiled(cache)
    for round in range(4):
        os.utime(first, ns=(round, round))  # as if it lay there for long
        open_answerer(folder, cache=cache)
        other = library.files(gazette=("title: Loans looked at", f"title: Loans {round}"))
        open_answerer(library.write(folder.parent / "other", other), cache=cache)
    assert first in compiled(cache)


# --- What it is kept under ----------------------------------------------------------------------------------------

FILES = {"gazette.yaml": b"a: 1\n"}


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A folder of code with a sub-folder, as the core has them."""
    return library.write(
        tmp_path / "code", {"text.py": b"one\n", "room/index.py": b"two\n", "room/words.txt": b"three\n"}
    )


def key(code: Path, **other: object) -> str:
    same = {"files": FILES, "source": None, "libraries": {"numpy": "2.0.0", "PyYAML": "6.0.2"}, "python": "3.12.1"}
    return cache_key(**{**same, "vectors": "", "code": [code], **other})


def test_what_has_not_changed_keeps_its_key(code):
    assert key(code) == key(code)


@pytest.mark.parametrize("name", ["text.py", "room/index.py", "room/words.txt", "room/new.py", "room/inner/new.bin"])
def test_a_file_of_the_code_that_has_changed_gives_another_key(code, name):
    before = key(code)
    library.write(code, {name: b"changed\n"})
    assert key(code) != before


def test_code_of_the_same_size_written_later_gives_another_key(code):
    os.utime(code / "room" / "index.py", ns=(1, 1))
    before = key(code)
    os.utime(code / "room" / "index.py", ns=(2, 2))
    assert key(code) != before


@pytest.mark.parametrize("name", ["text.py", "room/index.py"])
def test_a_file_of_the_code_that_has_gone_gives_another_key(code, name):
    before = key(code)
    (code / name).unlink()
    assert key(code) != before


def test_what_python_compiles_of_the_code_does_not_matter(code):
    before = key(code)
    library.write(code, {"room/__pycache__/index.cpython-312.pyc": b"compiled"})
    assert key(code) == before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"libraries": {"numpy": "2.0.1", "PyYAML": "6.0.2"}}, id="another version of a library"),
        pytest.param({"libraries": {"numpy": "2.0.0"}}, id="a library less"),
        pytest.param({"python": "3.13.0"}, id="another Python"),
        pytest.param({"source": "gazette-2018"}, id="one source alone"),
        pytest.param({"vectors": "wordllama 0.4.0"}, id="vectors of words"),
        pytest.param({"files": {"gazette.yaml": b"a: 2\n"}}, id="another content"),
        pytest.param({"files": {"other.yaml": b"a: 1\n"}}, id="another name"),
        pytest.param({"files": {**FILES, "more.yaml": b""}}, id="a file more"),
    ],
)
def test_anything_else_that_is_other_gives_another_key(code, other):
    assert key(code, **other) != key(code)


PACKAGES = {"Stemmer": "PyStemmer", "ruamel": "ruamel.yaml", "yaml": "PyYAML"}  # those not named as they are imported


def test_the_libraries_are_those_that_the_core_imports():
    """Else a new version of one could be served what an older one compiled."""
    names = {name.split(".")[0] for path in CORE.rglob("*.py") for name in imported(path)} - sys.stdlib_module_names
    assert {PACKAGES.get(name, name) for name in names} == set(LIBRARIES)


def imported(path: Path) -> list[str]:
    """Return the names of what a module imports from elsewhere, wherever in it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            found.append(node.module)
    return found


def test_the_arrays_of_a_kept_answerer_stay_in_its_file(folder, cache):
    """Copies would be each process's own, and this is most of what an answerer takes."""
    open_answerer(folder, cache=cache)
    counts = open_answerer(folder, cache=cache).matcher.features.index._often
    assert (counts.flags.owndata, counts.flags.writeable) == (False, False)
