"""Vectors of words come from a package; where it is missing or broken, the bot goes by words alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.core.search.vectors import Vectors
from bot.serving import word_vectors
from bot.serving.word_vectors import load_vectors
from tests.core import library
from tests.semantic import MISSING, installed

ROOT = Path(__file__).parents[2]
needs_it = pytest.mark.skipif(not installed(), reason=MISSING)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    found = load_vectors()
    assert found is not None
    return found


def test_there_are_none_where_they_are_not_wanted():
    assert load_vectors(False) is None


def test_there_are_none_where_the_package_is_not_installed(monkeypatch):
    monkeypatch.setattr(word_vectors, "_PACKAGE", "no_such_package")
    assert load_vectors() is None


def test_there_are_none_where_the_package_is_broken_and_the_log_says_so(tmp_path, monkeypatch, caplog):
    (tmp_path / "broken_package").mkdir()
    (tmp_path / "broken_package" / "__init__.py").write_text("raise RuntimeError('is not to be imported')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(word_vectors, "_PACKAGE", "broken_package")
    assert load_vectors() is None
    assert "answering without them" in caplog.text


@needs_it
def test_vectors_have_length_one_and_a_text_without_anything_has_none(vectors):
    rows = vectors.of(["how many loans were late", "", "when did the roof leak"])
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 0.0, 1.0])
    assert vectors.of([]).shape == (0, rows.shape[1])


@needs_it
def test_what_means_the_same_is_nearer_than_what_does_not(vectors):
    car, automobile, banana = vectors.of(["repair of a car", "fixing an automobile", "bananas grow on trees"])
    assert car @ automobile > car @ banana + 0.2


@needs_it
def test_alone_or_among_others_a_text_has_the_same_vector(vectors):
    texts = ["how many", "a much longer question about what became of the chairs in the end"]
    assert vectors.of(texts)[1] == pytest.approx(vectors.of(texts[1:])[0], abs=1e-6)


@needs_it
def test_a_long_text_takes_no_longer_than_its_beginning(vectors):
    assert (vectors.of(["loan " * 400]) == vectors.of(["loan " * 400 + "zebra " * 100_000])).all()


@needs_it
def test_loading_imports_no_package_and_leaves_logging_alone():
    code = (
        "import json, logging, sys; from bot.serving.word_vectors import load_vectors; found = load_vectors()\n"
        "print(json.dumps([found is not None, 'wordllama' in sys.modules, 'requests' in sys.modules, "
        "len(logging.getLogger().handlers)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True, False, False, 0]


@needs_it
@pytest.mark.parametrize("switch", ["on", "off"])
def test_questions_a_line_are_answered_with_and_without(switch, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        cwd=ROOT,
        env={**os.environ, "SEMANTIC": switch, "CACHE_DIR": "off", "KNOWLEDGE_DIR": str(library.write(tmp_path))},
        input="how many loans did they look at\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["kind"] == "answer"
