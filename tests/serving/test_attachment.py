"""What somebody attaches is taken for knowledge files, or refused with a sentence that says why."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import AttachmentError
from bot.serving import attachment
from bot.serving.attachment import MAX_FILE_BYTES, MAX_ZIP_BYTES, admit, files_of
from bot.serving.folder import read_files
from bot.settings import default_knowledge

DOCUMENT, ASKED = b"source: {}\n", b"how many\n"
FOLDER = {
    "gazette.yaml": DOCUMENT,
    "help.yaml": b"opening: Hello.\n",
    "asked/loans-late.txt": ASKED,
    "help/calls.txt": b"help me\n",
    "sources/gazette-2018.fingerprint": b"verbatim\n",
}


def packed(
    files: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]], how: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a .zip of these files, in order."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", how) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return kept.getvalue()


def refusal(filename: str, data: bytes) -> str:
    with pytest.raises(AttachmentError) as raised:
        files_of(filename, data)
    return str(raised.value)


# --- One file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filename", "place"),
    [
        pytest.param("gazette.yaml", "gazette.yaml", id="a document"),
        pytest.param("help.yaml", "help.yaml", id="a file with a name of its own"),
        pytest.param("gazette-2018.fingerprint", "sources/gazette-2018.fingerprint", id="a fingerprint"),
        pytest.param("gazette-2018.locators", "sources/gazette-2018.locators", id="where its paragraphs stand"),
        pytest.param("loans-late.txt", "asked/loans-late.txt", id="ways of asking"),
        pytest.param("calls.txt", "help/calls.txt", id="messages that call for help"),
        pytest.param("plain.txt", "help/plain.txt", id="messages that do not"),
    ],
)
def test_a_single_file_is_put_where_it_belongs(filename, place):
    assert files_of(filename, b"x") == {place: b"x"}


@pytest.mark.parametrize(
    ("filename", "says"),
    [
        pytest.param("gazette.pdf", '"gazette.pdf" is not a knowledge file. Attach a .yaml file, ', id="another kind"),
        pytest.param("Loans_late.txt", '"Loans_late.txt" is not a knowledge file. ', id="no id"),
        pytest.param(".yaml", '".yaml" is not a knowledge file. ', id="no name"),
        pytest.param("../x.yaml", '"../x.yaml" is not a knowledge file. ', id="elsewhere"),
        pytest.param("asked/x.txt", '"asked/x.txt" is not a knowledge file. ', id="a path"),
        pytest.param(
            "help.YML", '"help.YML" is not the name of a knowledge file; rename it to help.yaml', id="misnamed"
        ),
        pytest.param("a`*\x07b.exe", '"a???b.exe" is not a knowledge file. ', id="signs that Discord gives a meaning"),
        pytest.param("x" * 90, f'"{"x" * 79}…" is not a knowledge file. ', id="a long name"),
    ],
)
def test_another_file_is_refused(filename, says):
    with pytest.raises(AttachmentError) as raised:
        admit(filename, 1)
    assert str(raised.value).startswith(says)
    assert refusal(filename, b"x") == str(raised.value)


@pytest.mark.parametrize(
    ("filename", "limit", "shown"),
    [
        pytest.param("gazette.yaml", MAX_FILE_BYTES, "1,000,001 bytes, and 1,000,000", id="a file"),
        pytest.param("knowledge.zip", MAX_ZIP_BYTES, "4,000,001 bytes, and 4,000,000", id="a .zip"),
    ],
)
def test_what_is_too_large_is_not_fetched(filename, limit, shown):
    admit(filename, limit)
    with pytest.raises(AttachmentError) as raised:
        admit(filename, limit + 1)
    assert str(raised.value) == f'"{filename}" has {shown} are allowed; attach fewer or smaller files'
    assert refusal(filename, b"x" * (limit + 1)) == str(raised.value)


# --- A .zip -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "packing", [pytest.param(zipfile.ZIP_DEFLATED, id="deflated"), pytest.param(zipfile.ZIP_STORED, id="stored")]
)
@pytest.mark.parametrize("around", ["", "knowledge/", "My Knowledge (2)/"])
def test_a_whole_folder_is_unpacked(packing, around):
    """With one folder around all, or none."""
    files = {f"{around}{name}": data for name, data in FOLDER.items()}
    assert files_of("knowledge.ZIP", packed(files, packing)) == FOLDER


def test_the_knowledge_that_comes_with_the_bot_is_not_too_large_to_be_attached():
    """Whole, or a file of it."""
    shipped = read_files(default_knowledge())
    assert len(shipped) > 50
    assert files_of("knowledge.zip", packed({f"knowledge/{name}": data for name, data in shipped.items()})) == shipped
    for name, data in shipped.items():
        assert files_of(name.rpartition("/")[2], data) == {name: data}


@pytest.mark.parametrize("name", FOLDER)
def test_some_of_the_files_will_do(name):
    """A folder of ours is no folder around all."""
    assert files_of("some.zip", packed({name: FOLDER[name]})) == {name: FOLDER[name]}


def test_what_systems_and_people_leave_in_a_folder_is_passed_over():
    litter = [
        "knowledge/", "knowledge/.DS_Store", "__MACOSX/", "__MACOSX/knowledge/._help.yaml", "knowledge/README.md",
        "knowledge/help.yaml.bak", "knowledge/notes.txt", "knowledge/map.png", "knowledge/.schemas/help.json",
        "knowledge/asked/Thumbs.db",
    ]  # fmt: skip
    files = {f"knowledge/{name}": data for name, data in FOLDER.items()} | dict.fromkeys(litter, b"\xff")
    assert files_of("knowledge.zip", packed(files)) == FOLDER


def test_names_with_backslashes_are_read_as_they_are_meant():
    """Some programs on Windows write them."""
    info = zipfile.ZipInfo("x")
    info.filename = "knowledge\\asked\\loans-late.txt"
    assert files_of("knowledge.zip", packed([(info, ASKED)])) == {"asked/loans-late.txt": ASKED}


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def locked(name: str) -> bytes:
    """Return a .zip whose only file says that a password is needed."""
    data = bytearray(packed({name: DOCUMENT}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", '"x.zip" cannot be unpacked (', id="empty"),
        pytest.param(b"source: {}\n", '"x.zip" cannot be unpacked (', id="no .zip"),
        pytest.param(packed(FOLDER)[:-30], '"x.zip" cannot be unpacked (', id="cut short"),
        pytest.param(packed({}), "there are no knowledge files in the .zip. ", id="no files"),
        pytest.param(packed({"map.png": b"x"}), "there are no knowledge files in the .zip. ", id="none of ours"),
        pytest.param(packed({"/x.yaml": b"x"}), '"/x.yaml" leads out of the .zip; ', id="an absolute path"),
        pytest.param(packed({"a/../x.yaml": b"x"}), '"a/../x.yaml" leads out of the .zip; ', id="a way up"),
        pytest.param(packed({"../x.yaml": b"x"}), '"../x.yaml" leads out of the .zip; ', id="a way out"),
        pytest.param(packed({"C:/x.yaml": b"x"}), '"C:/x.yaml" leads out of the .zip; ', id="a drive"),
        pytest.param(packed([("x.yaml", b"x"), ("x.yaml", b"y")]), '"x.yaml" is in the .zip twice; ', id="twice"),
        pytest.param(packed([(link("x.yaml"), b"/etc/passwd")]), '"x.yaml" in the .zip is a link, ', id="a link"),
        pytest.param(locked("x.yaml"), '"x.yaml" in the .zip is protected by a password; ', id="a password"),
        pytest.param(
            packed({"x.yaml": b"x"}, zipfile.ZIP_LZMA), '"x.yaml" in the .zip is packed in an unusual way; ',
            id="another way of packing",
        ),
        pytest.param(
            packed({"x.yaml": b"x", "more.zip": packed(FOLDER)}), '"more.zip" is an archive itself; ', id="a .zip in it"
        ),
        pytest.param(packed({"x.yaml": b"x", "old.tgz": b"x"}), '"old.tgz" is an archive itself; ', id="a .tar in it"),
        pytest.param(
            packed({"help.YAML": b"x"}),
            '"help.YAML" in the .zip is not the name of a knowledge file; rename it to help.yaml',
            id="a file misnamed",
        ),
        pytest.param(
            packed({"a/sub/x.yaml": b"x", "a/y.yaml": b"y"}),
            '"sub/x.yaml" in the .zip is not the name of a knowledge file; rename it to x.yaml',
            id="a document too deep",
        ),
        pytest.param(
            packed({f"x{number}.png": b"" for number in range(2_001)}),
            "the .zip holds 2,001 files, and 2,000 are allowed", id="many files",
        ),
        pytest.param(
            packed({"x.yaml": b"x" * 1_000_001}),
            '"x.yaml" in the .zip has 1,000,001 bytes, and 1,000,000 are allowed; split it', id="a large file",
        ),
        pytest.param(
            packed({"x.yaml": b"x" * 1_000_000}),
            '"x.yaml" in the .zip is packed to less than 1/100 of its size, which no knowledge file is', id="a bomb",
        ),
    ],
)  # fmt: skip
def test_a_zip_that_is_broken_or_too_clever_is_refused(data, says):
    assert refusal("x.zip", data).startswith(says)


def test_all_files_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(attachment, "_MAX_UNPACKED", 20)
    assert files_of("x.zip", packed({"a.yaml": b"x" * 10, "b.yaml": b"x" * 10})) != {}
    said = refusal("x.zip", packed({"a.yaml": b"x" * 10, "b.yaml": b"x" * 11}))
    assert said == "the .zip unpacks to more than the 20 bytes allowed; attach fewer or smaller files"


def test_what_a_zip_says_of_its_files_is_not_believed():
    """A file that unpacks to more than was said is not read on: what is kept is what was said, or nothing."""
    data = bytearray(packed({"x.yaml": b"x" * 5_000_000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + at, 100)  # its size before it was packed
    assert refusal("x.zip", bytes(data)).startswith('"x.zip" cannot be unpacked (Bad CRC-32')


@settings(max_examples=300)
@given(at=st.integers(0, 2_000), bytes_=st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_refused_or_does_not_matter(at, bytes_):
    """Nothing but AttachmentError is raised, and what comes out has names of knowledge files."""
    data = bytearray(packed(FOLDER))
    at %= len(data)
    data[at : at + len(bytes_)] = bytes_
    try:
        files = files_of("x.zip", bytes(data))
    except AttachmentError:
        return
    assert all(name.endswith((".yaml", ".txt", ".fingerprint", ".locators")) for name in files)
