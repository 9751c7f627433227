"""Vectors of words come from a package; where it is missing or broken, the bot goes by words alone."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

from bot.core.search.vectors import Vectors
from bot.serving import word_vectors
from bot.serving.word_vectors import load_vectors

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    found = load_vectors()
    assert found is not None
    return found


def test_there_are_none_where_they_are_not_wanted():
    assert load_vectors(False) is None


def test_there_are_none_where_the_package_is_not_installed_and_the_log_says_so(monkeypatch, caplog):
    monkeypatch.setattr(word_vectors, "_PACKAGE", "no_such_package")
    assert load_vectors() is None
    assert "no_such_package is not installed" in caplog.text


def test_there_are_none_where_the_package_is_broken_and_the_log_says_so(tmp_path, monkeypatch, caplog):
    (tmp_path / "broken_package").mkdir()
    (tmp_path / "broken_package" / "__init__.py").write_text("raise RuntimeError('is not to be imported')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(word_vectors, "_PACKAGE", "broken_package")
    assert load_vectors() is None
    assert "answering without them" in caplog.text


def test_vectors_have_length_one_and_a_text_without_anything_has_none(vectors):
    rows = vectors.of(["how many loans were late", "", "when did the roof leak"])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 0.0, 1.0])
    assert vectors.of([]).shape == (0, rows.shape[1])


def test_what_means_the_same_is_nearer_than_what_does_not(vectors):
    car, automobile, banana = vectors.of(["repair of a car", "fixing an automobile", "bananas grow on trees"])
    assert car @ automobile > car @ banana + 0.2


def test_alone_or_among_others_a_text_has_the_same_vector(vectors):
    texts = ["how many", "a much longer question about what became of the chairs in the end"]
    assert vectors.of(texts)[1] == pytest.approx(vectors.of(texts[1:])[0], abs=1e-6)


def test_a_long_text_takes_no_longer_than_its_beginning(vectors):
    assert (vectors.of(["loan " * 400]) == vectors.of(["loan " * 400 + "zebra " * 100_000])).all()


def test_the_version_names_the_packages_that_the_vectors_hang_on(vectors):
    assert vectors.version == f"wordllama {version('wordllama')}, tokenizers {version('tokenizers')}"


def test_the_numbers_are_those_of_the_file_and_read_only(vectors):
    """By the package safetensors, which we do without."""
    (folder,) = importlib.util.find_spec("wordllama").submodule_search_locations
    with safe_open(str(Path(folder) / "weights/l2_supercat_256.safetensors"), framework="np") as file:
        assert (vectors._pieces == file.get_tensor("embedding.weight")).all()
    assert not vectors._pieces.flags.writeable


def test_numbers_of_another_type_are_not_read_as_if_they_were_ours(tmp_path):
    file = tmp_path / "weights.safetensors"
    save_file({"embedding.weight": np.ones((2, 3), np.float32)}, file)
    with pytest.raises(ValueError, match="numbers of the type F32, not F16"):
        word_vectors._mapped(file, "embedding.weight")


def test_loading_imports_no_package_and_leaves_logging_alone():
    code = (
        "import json, logging, sys; from bot.serving.word_vectors import load_vectors; found = load_vectors()\n"
        "print(json.dumps([found is not None, 'wordllama' in sys.modules, 'requests' in sys.modules, "
        "len(logging.getLogger().handlers)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True, False, False, 0]
