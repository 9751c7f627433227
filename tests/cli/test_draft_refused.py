"""python -m bot draft, the whole command: what cannot be read is told in one line, and nothing is written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.progress import working
from bot.cli.writing import kept_whole, patient, write_new
from bot.errors import DocumentError
from tests.cli.running import one_line
from tests.drafting.making import docx, lines, pdf

ENCRYPTED = pdf(
    lines(70, 100, "Secret"),
    extra=f"<< /Filter /Standard /V 1 /R 2 /O <{'11' * 32}> /U <{'22' * 32}> /P -4 >>",
    trailer=f"/Encrypt EXTRA /ID [<{'33' * 16}> <{'33' * 16}>]",
)
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'


ENTITIES = docx("", parts={"word/x.xml": DTD})
NO_FACTS = b"Hello there, my friend."


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        pytest.param("a.pdf", pdf(["q 100 0 0 100 0 0 cm Q"]), "have its text recognized (OCR)", id="scanned"),
        pytest.param("a.pdf", ENCRYPTED, "is protected by a password", id="encrypted"),
        pytest.param("a.pdf", pdf(lines(70, 100, "Half of it"))[:400], "the PDF is damaged", id="cut off"),
        pytest.param("a.pdf", b"hello, I am a text", "is called .pdf but holds something else", id="wrong suffix"),
        pytest.param("a.docx", docx("", parts={"word/x.xml": b"0" * 20_000_000}), "unpacks to 20 MB", id="zip bomb"),
        pytest.param("a.docx", ENTITIES, "definitions that Word does not write", id="entities"),
        pytest.param("a.html", b"<body><script>it lent 5 books</script></body>", "it holds no text", id="script alone"),
        pytest.param("a.html", b"<p>" + b"x" * 20_000_000, "at most 20 of text are read", id="huge"),
        pytest.param("a.txt", b"It lent 5 books. " * 1_000, "put an empty line between paragraphs", id="no paragraph"),
        pytest.param("a.txt", (b"It lent 5 books. " * 400 + b"\n\n") * 300, "650 pages", id="long"),
        pytest.param("a.txt", b"", "it is empty", id="empty"),
        pytest.param("a.txt", NO_FACTS, "states nothing that entries could be made of", id="no facts"),
        pytest.param("a.xyz", b"words", "files that end with .xyz are not read", id="unknown suffix"),
        pytest.param(".", None, "is a directory", id="a folder"),
        pytest.param("a.txt", "a.txt", "does not exist", id="a link in a circle"),
        pytest.param("a.txt", "/dev/zero", "it is no ordinary file", id="a device without an end"),
    ],
)  # fmt: skip
def test_what_cannot_be_drafted_is_told_in_one_line_and_nothing_is_written(tmp_path, capsys, name, data, told):
    document = tmp_path / name
    if isinstance(data, str):
        document.symlink_to(data)
    elif data is not None:
        document.write_bytes(data)
    with pytest.raises(SystemExit) as ended:
        main(["draft", str(document), "--into", str(tmp_path / "base"), "--country", "IE"])
    line = capsys.readouterr().err
    assert ended.value.code == 2
    assert one_line(line)
    assert told in line
    assert not (tmp_path / "base").exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path, capsys):
    (tmp_path / "a.txt").touch(mode=0o000)
    with pytest.raises(SystemExit):
        main(["draft", str(tmp_path / "a.txt"), "--into", str(tmp_path / "base"), "--country", "IE"])
    assert "a.txt" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process tells its children")
def test_ctrl_c_while_it_is_read_leaves_nothing(tmp_path, environ):
    """It ends at once, as any program that is stopped, and so does the process that reads."""
    document = tmp_path / "slow.txt"
    document.write_bytes(b"a" * 8_000_000)
    command = [sys.executable, "-m", "bot", "draft", str(document), "--into", str(tmp_path / "base"), "--country", "IE"]
    running = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, start_new_session=True)
    readers = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while running.poll() is None and not readers.read_text().strip():
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert (running.returncode, b"Traceback" in told) == (130, False)
    assert not (tmp_path / "base").exists()


def test_files_of_a_draft_are_there_all_together_or_not_at_all(tmp_path):
    """Whatever interrupts it, folders that were made for them go as well."""
    (tmp_path / "mine.txt").touch()

    def write_some() -> None:
        with kept_whole(tmp_path / "base") as noted:
            write_new(tmp_path / "base", {"sources/a": b"1", "b": b"2"}, noted)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_some()
    assert [path.name for path in Path(tmp_path).rglob("*")] == ["mine.txt"]


def test_what_takes_too_long_to_draft_is_ended():
    """It is asked after each paragraph."""
    with working("Drafting") as work:
        patient(work, "a.txt", (0, 1))(0.5)
        with pytest.raises(DocumentError, match=r"a\.txt: it could not be drafted in 0 s: give a part of it"):
            patient(work, "a.txt", (0, 1), deadline_s=-0.1)(0.5)
