"""The commands of people who ask and of operators, as they run them: python -m bot in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.serving.folder import read_files
from bot.settings import default_knowledge
from tests.cli.running import TIMEOUT_S, Run, one_line
from tests.core import library

# --- ask ----------------------------------------------------------------------------------------------------------


def test_the_shipped_base_answers_with_figure_excerpt_paragraph_source_and_link(bot, shipped_cache):
    done = bot("ask", "how many cases did they look at?", CACHE_DIR=str(shipped_cache))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "374 cases"
    assert "374 cases it reviewed" in lines[2]
    assert lines[2].endswith(" - IBTimes UK, paragraph 3")
    assert lines[3] == (
        "Fundamental deficiencies by Met risk safety of hundreds of children, says watchdog (November 2016) "
        "https://www.ibtimes.co.uk/"
        "fundamental-deficiencies-by-met-risk-safety-hundreds-children-says-watchdog-1593338"
    )


def test_the_shipped_base_says_an_honest_no(bot, shipped_cache):
    done = bot("ask", "whats the budget of the met", CACHE_DIR=str(shipped_cache))
    assert (done.returncode, done.stderr) == (1, "")
    assert "budget" in done.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "code", "first"),
    [
        pytest.param(["how many loans did they look at"], 0, "412 loans", id="answered"),
        pytest.param(
            ["how", "many", "loans", "did", "they", "look", "at"], 0, "412 loans", id="without quotation marks"
        ),
        pytest.param(
            ["what is the budget of the libraries"], 1, "The article says nothing of money.", id="an honest no"
        ),
        pytest.param(["my uncle hits me"], 1, "It sounds as if you may not be safe.", id="help lines"),
        pytest.param(  # blocked by what it takes for granted, whatever the weights
            ["what percentage of the chairs in oakham were broken"],
            1,
            "I'm not sure what you mean. Did you mean:",
            id="suggestions",
        ),
        pytest.param([""], 1, 'Ask me anything about "Libraries in Elmstead are worn out".', id="an empty question"),
        pytest.param(["--", "--loans", "looked", "at", "how", "many"], 0, "412 loans", id="a question like an option"),
    ],
)
def test_ask_answers_and_tells_by_its_exit_code_whether_it_did(bot, base, question, code, first):
    done = bot("ask", "--knowledge", base, *question)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.startswith(first)


def test_ask_as_json_prints_one_line_with_the_keys_of_the_contract(bot, base):
    done = bot("ask", "--json", "--knowledge", base, "how many broken chairs in oakham")
    assert one_line(done.stdout)
    reply = json.loads(done.stdout)
    assert list(reply) == [
        "question", "kind", "entry", "confidence", "text", "figure", "evidence", "speaker", "source", "also",
        "suggestions", "version",
    ]  # fmt: skip
    assert (reply["kind"], reply["entry"], reply["source"]["paragraph"]) == ("answer", "chairs-oakham", 4)


def test_the_exit_code_is_the_same_with_json(bot, base):
    assert bot("ask", "--json", "--knowledge", base, "pizza").returncode == 1


def test_explain_shows_why_after_the_reply(bot, base):
    done = bot("ask", "--explain", "--knowledge", base, "how many atlases were ruined")
    reply, _, why = done.stdout.partition("\n\n")
    assert reply.startswith("Dozens of atlases\n")
    assert "entry atlases-ruined: how many atlases were ruined" in why
    assert "none of these" in why


def test_explain_leaves_the_json_alone(bot, base):
    done = bot("ask", "--explain", "--json", "--knowledge", base, "how many atlases were ruined")
    assert json.loads(done.stdout)["entry"] == "atlases-ruined"
    assert "none of these" in done.stderr


def test_source_answers_from_that_source_only(bot, tmp_path):
    """Of two sources the one is asked that knows nothing of ponds."""
    other = (
        "source: {id: other, title: Other, publisher: Other, published: '2018', url: 'https://other.example'}\n"
        "entries:\n"
        "  - {id: pond, title: Pond, says: There is a pond., paraphrased: true, locator: p. 1, asked: [any pond]}\n"
    )
    folder = library.write(library.write(tmp_path), {"other.yaml": other.encode()})
    done = bot(
        "ask",
        "--json",
        "--source",
        "gazette-2018",
        "--knowledge",
        folder,
        "-",
        given="how many atlases were ruined\nis there a pond\n",
    )
    assert [json.loads(line)["entry"] for line in done.stdout.splitlines()] == ["atlases-ruined", None]


def test_a_source_that_is_not_there_is_a_mistake_in_one_line(bot, base):
    done = bot("ask", "--source", "nosuch", "--knowledge", base, "hi")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert "nosuch" in done.stderr
    assert "gazette-2018" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["ask"], "QUESTION", id="no question"),
        pytest.param(["ask", "--nosuch", "hi"], "--nosuch", id="no such option"),
        pytest.param(["nosuch"], "nosuch", id="no such command"),
        pytest.param(["schema", "nosuch"], "document", id="no such schema"),
        pytest.param(["fingerprint"], "FILE", id="no file"),
        pytest.param(["fingerprint", "nosuch.txt"], "nosuch.txt", id="a file that is not there"),
    ],
)
def test_a_mistake_on_the_command_line_is_told_without_a_traceback(bot, arguments, told):
    done = bot(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


# --- ask - --------------------------------------------------------------------------------------------------------

QUESTIONS = ["how many atlases were ruined", "pizza", "who inspected the libraries", "", "my uncle hits me", "naïve? ☂"]


def test_questions_on_standard_input_are_answered_a_line_each_in_order(bot, base):
    done = bot("ask", "--json", "--knowledge", base, "-", given="\n".join(QUESTIONS) + "\n")
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["question"] for reply in replies] == QUESTIONS
    assert [reply["entry"] for reply in replies] == ["atlases-ruined", None, "inspection", None, None, None]
    assert replies[4]["kind"] == "signpost"
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("given", "questions"),
    [
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"one\ntwo", ["one", "two"], id="no line break at the end"),
        pytest.param(b"one\r\ntwo\r\n", ["one", "two"], id="line breaks of Windows"),
        pytest.param(b"caf\xc3\xa9\n", ["café"], id="UTF-8"),
        pytest.param(b"a\xff\xfeb\n", ["a\ufffd\ufffdb"], id="bytes that are not UTF-8"),
        pytest.param(b"a\x00b\x0cc\xe2\x80\xa8d\n", ["a\x00b\x0cc\u2028d"], id="NUL and signs like line breaks"),
    ],
)
def test_whatever_bytes_come_in_a_line_is_a_question(bot, base, given, questions):
    done = bot("ask", "--json", "--knowledge", base, "-", given=given)
    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == questions
    assert (done.returncode, done.stderr) == (0, "")


def test_each_reply_is_flushed_before_the_next_question_comes(environ, base):
    """Write a line, read its reply, then write the next, as another program does over pipes."""
    command = [sys.executable, "-m", "bot", "ask", "--json", "--knowledge", str(base), "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=base, env=environ) as talk:
        for question in ("how many atlases were ruined", "pizza", "how many loans did they look at"):
            talk.stdin.write(question.encode() + b"\n")
            talk.stdin.flush()
            assert json.loads(talk.stdout.readline())["question"] == question
        talk.stdin.close()
        assert talk.stdout.read() == b""
        assert talk.wait(TIMEOUT_S) == 0


# --- A knowledge base that cannot be used ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["ask", "hi"], ["chat"]])
def test_a_folder_that_is_not_there_is_told_in_one_line(bot, command):
    done = bot(*command, "--knowledge", "nosuch")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert "nosuch" in done.stderr


@pytest.mark.parametrize("command", [["ask", "hi"], ["ask", "--json", "-"], ["chat"]])
def test_a_faulty_base_is_told_in_one_line(bot, faulty, command):
    done = bot(*command, "--knowledge", faulty)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert done.stderr.startswith("error: gazette.yaml:13:13: ")
    assert "python -m bot check" in done.stderr


def test_the_knowledge_folder_may_be_set_in_the_environment(bot, base):
    assert bot("ask", "how many atlases were ruined", KNOWLEDGE_DIR=str(base)).stdout.startswith("Dozens of atlases\n")


def test_the_option_comes_before_the_environment(bot, base):
    done = bot("ask", "--knowledge", base, "how many atlases were ruined", KNOWLEDGE_DIR="nosuch")
    assert done.returncode == 0


def test_the_knowledge_folder_may_be_set_in_a_file(bot, base, tmp_path):
    (tmp_path / ".env").write_text(f"KNOWLEDGE_DIR={base}\n")
    assert bot("ask", "how many atlases were ruined", cwd=tmp_path).returncode == 0


def test_a_bad_setting_is_told_in_one_line(bot, base):
    done = bot("ask", "--knowledge", base, "hi", LOG_LEVEL="LOUD")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert done.stderr.startswith("error: LOG_LEVEL is 'LOUD'; ")


# --- check --------------------------------------------------------------------------------------------------------


def test_check_proves_a_sound_base_and_counts_what_it_holds(bot, base):
    done = bot("check", "--knowledge", base)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "10 entries, 6 figures (1 calculated), 2 quotations, 2 silences, 59 phrasings, 1 sources"
    assert lines[1].startswith("8 excerpts stand word for word in their source; 1 ")
    assert lines[-1].endswith(": 0 faults")


def test_a_base_without_help_lines_is_warned_of_first(bot, tmp_path):
    """By check, which finds it sound all the same, and once by chat; in a saved-as name it is a fault."""
    folder = library.write(tmp_path, {name: data for name, data in library.FILES.items() if name != "help.yaml"})
    warning = (
        "warning: help.yaml:0:0: there is no such file, so somebody who writes that they are in danger is told that "
        "nothing was found; add one with help lines; knowledge/README.md shows how\n"
    )
    done = bot("check", "--knowledge", folder)
    assert (done.returncode, done.stderr) == (0, warning)
    found = json.loads(bot("check", "--json", "--knowledge", folder).stdout)
    assert (found["faults"], [each["file"] for each in found["warnings"]]) == ([], ["help.yaml"])
    assert bot("chat", "--knowledge", folder, given="pizza\npizza\n").stderr == warning
    (folder / "help.yaml.txt").write_bytes(library.FILES["help.yaml"])
    done = bot("check", "--knowledge", folder)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "help.yaml.txt:0:0: the bot reads no file of this name; rename it to help.yaml",
    )


def test_check_as_json_counts_alike(bot, base):
    done = bot("check", "--json", "--knowledge", base)
    found = json.loads(done.stdout)
    expected = {
        "entries": 10,
        "figures": 6,
        "calculated": 1,
        "quotations": 2,
        "excerpts": 8,
        "paraphrased": 1,
        "silences": 2,
        "phrasings": 59,
        "sources": 1,
        "faults": [],
        "warnings": [],
    }
    assert {key: found[key] for key in expected} == expected
    assert len(found["version"]) == 12
    assert done.returncode == 0


CHECKS = """\
checks:
  - {ask: how many atlases were ruined, expect: atlases-ruined}
  - {ask: what is the budget of the libraries, expect: money}
  - {ask: my uncle hits me, expect: signpost}
  - {ask: who wrote the report, expect: roof-leaked}
"""


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a base of four check questions, the last of which fails."""
    return library.write(tmp_path_factory.mktemp("checked"), {**library.FILES, "checks.yaml": CHECKS.encode()})


def test_check_tells_which_check_question_is_answered_otherwise(bot, checked):
    done = bot("check", "--knowledge", checked)
    assert (done.returncode, done.stdout) == (1, "")
    fault, count = done.stderr.splitlines()
    assert fault.startswith(
        'checks.yaml:5:1: the check question "who wrote the report" gets inspection, not roof-leaked; '
    )
    assert count == "1 fault"


@pytest.mark.parametrize(
    ("share", "code"),
    [
        pytest.param("0.75", 0, id="three of four asked for"),
        pytest.param("0.76", 1, id="a little more"),
    ],
)
def test_check_passes_with_enough_check_questions_right(bot, checked, share, code):
    assert bot("check", "--knowledge", checked, "--min-right", share).returncode == code


def test_check_finds_no_fault_in_the_shipped_base(bot, shipped_cache):
    done = bot("check", CACHE_DIR=str(shipped_cache))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(": 0 faults\n")


def test_check_tells_every_fault_with_file_line_column_what_and_remedy(bot, faulty):
    done = bot("check", "--knowledge", faulty)
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert lines[0] == (
        'gazette.yaml:13:13: entry "loans-inspected": the number 413 is not in its evidence, which has "412"; '
        "copy the number from the source"
    )
    assert lines[-2].startswith("vocabulary.yaml:")
    assert lines[-2].endswith(': the key "sam" is not known here; see knowledge/README.md for the keys')
    assert lines[-1] == f"{len(lines) - 1} faults"


def test_check_as_json_lists_every_fault(bot, faulty):
    done = bot("check", "--json", "--knowledge", faulty)
    (first, *_, last) = json.loads(done.stdout)["faults"]
    assert (done.returncode, done.stderr) == (1, "")
    assert first == {
        "file": "gazette.yaml",
        "line": 13,
        "column": 13,
        "what": 'entry "loans-inspected": the number 413 is not in its evidence, which has "412"',
        "remedy": "copy the number from the source",
    }
    assert last["file"] == "vocabulary.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("374", "375", id="a digit"),
        pytest.param("cases", "files", id="a word"),
    ],
)
def test_one_digit_or_word_of_the_shipped_evidence_changed_is_found_with_its_place(bot, tmp_path, old, new):
    folder = library.write(tmp_path, read_files(default_knowledge()))
    document = folder / "met-child-protection-2016.yaml"
    lines = document.read_text("utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if "evidence: " in line and "of the 374 cases" in line)
    lines[at] = lines[at].replace(old, new)
    document.write_text("\n".join(lines), "utf-8")
    done = bot("check", "--knowledge", folder)
    column = lines[at].index("evidence: ") + len("evidence: ") + 1
    assert done.returncode == 1
    assert f"met-child-protection-2016.yaml:{at + 1}:{column}: " in done.stderr
    assert "the evidence is not, word for word" in done.stderr


def test_check_of_a_folder_that_is_not_there_fails(bot):
    done = bot("check", "--knowledge", "nosuch")
    assert done.returncode == 1
    assert "there is no such folder" in done.stderr
    assert "Traceback" not in done.stderr


# --- fingerprint --------------------------------------------------------------------------------------------------

HEADER = "verbatim fingerprint 1; window 4 words; hash blake2b-32; folding 1\n"


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source's text of two paragraphs: of five words, and of four."""
    path = tmp_path_factory.mktemp("source") / "source.txt"
    path.write_text("One two three four five.\n\nSix seven eight nine.\n")
    return path


def test_fingerprint_prints_a_header_and_a_line_a_paragraph(bot, source):
    done = bot("fingerprint", source)
    assert (done.returncode, done.stderr) == (0, "")
    header, first, second = done.stdout.splitlines(keepends=True)
    assert header == HEADER
    assert [len(hash) for hash in first.split()] == [8, 8]
    assert [len(hash) for hash in second.split()] == [8]


def test_fingerprint_carries_no_word_of_the_text(bot, source):
    rows = "".join(bot("fingerprint", source).stdout.splitlines()[1:])
    assert set(rows) <= set("0123456789abcdef ")


def test_fingerprint_writes_a_file_that_proves_the_base(bot, tmp_path):
    text = tmp_path / "text.txt"
    text.write_text(library.TEXT)
    folder = library.write(tmp_path / "base")
    out = folder / "sources" / "gazette-2018.fingerprint"
    out.write_text("stale")
    done = bot("fingerprint", text, "-o", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{out}: 7 paragraphs\n"
    assert bot("check", "--knowledge", folder).returncode == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"four words and a bad byte \xff here", "byte 26 is not UTF-8", id="bad UTF-8"),
        pytest.param(b"", "no paragraph of 4 words", id="empty"),
        pytest.param(b"three short words", "no paragraph of 4 words", id="too short"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8", id="a picture"),
    ],
)
def test_a_text_without_a_fingerprint_is_told_in_one_line(bot, tmp_path, data, told):
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    done = bot("fingerprint", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert told in done.stderr


def test_a_byte_order_mark_does_not_count(bot, tmp_path, source):
    marked = tmp_path / "marked.txt"
    marked.write_bytes(b"\xef\xbb\xbf" + source.read_bytes())
    assert bot("fingerprint", marked).stdout == bot("fingerprint", source).stdout


# --- schema -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def schemas(bot: Run) -> dict[str, dict]:
    return {name: json.loads(bot("schema", name).stdout) for name in ("document", "vocabulary", "help", "checks")}


@pytest.mark.parametrize("name", ["document", "vocabulary", "help", "checks"])
def test_schema_prints_a_valid_json_schema(schemas, name):
    assert schemas[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schemas[name])


def test_schema_is_of_a_document_unless_another_is_named(bot, schemas):
    done = bot("schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == schemas["document"]


def test_the_shipped_files_are_as_the_schemas_say(schemas):
    files = sorted(default_knowledge().glob("*.yaml"))
    assert len(files) >= 3
    for path in files:
        schema = schemas.get(path.stem, schemas["document"])
        value = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        jsonschema.Draft202012Validator(schema).validate(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("document", {}, id="nothing"),
        pytest.param("document", {"source": {}, "entries": []}, id="an empty source"),
        pytest.param("vocabulary", {"sam": []}, id="an unknown key"),
        pytest.param("vocabulary", {"same": [["alone"]]}, id="a group of one"),
        pytest.param("help", {"opening": "Hello."}, id="no lines"),
        pytest.param("checks", {"checks": [{"ask": "?"}]}, id="nothing expected"),
    ],
)
def test_the_schemas_refuse_what_loading_refuses(schemas, name, value):
    assert not jsonschema.Draft202012Validator(schemas[name]).is_valid(value)


# --- chat and run -------------------------------------------------------------------------------------------------


def test_chat_over_a_pipe_carries_a_conversation_until_an_empty_line_begins_another(bot, base):
    """And goes on to the end, or to /quit."""
    given = "how many loans came back late\nwhat percent is that?\n\nwhat percent is that?\n/about\n/quit\npizza\n"
    done = bot("chat", "--knowledge", base, given=given)
    assert (done.returncode, done.stderr) == (0, "")
    head, count, share, nothing, about = done.stdout.split("\n\n", 4)
    assert head.startswith("Ask about: Libraries in Elmstead are worn out\n(/help lists the commands; ")
    assert count.startswith("103 of 412 loans (25 %)\n")
    assert share.startswith("25 % (103 of 412 loans)\n")
    assert not nothing.startswith("25 %")
    assert about.startswith("I answer questions about a published report")
    assert "I found nothing" not in about


@pytest.mark.parametrize("arguments", [[], ["chat"]])
def test_without_a_token_the_bot_chats_in_the_terminal(bot, base, arguments):
    done = bot(*arguments, given="who wrote the report", KNOWLEDGE_DIR=str(base))
    assert done.returncode == 0
    assert "The Reading Council inspected every library in Elmstead." in done.stdout


def test_chat_over_a_pipe_shows_no_prompt(bot, base):
    assert ">" not in bot("chat", "--knowledge", base, given="pizza\n").stdout


def test_run_without_a_token_is_told_in_one_line(bot):
    done = bot("run")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert done.stderr.startswith("error: DISCORD_TOKEN is not set; ")


def test_with_a_token_the_bot_goes_to_discord(bot, base):
    """Shown by an API address at which nobody listens."""
    done = bot(DISCORD_TOKEN="abc", DISCORD_API="http://127.0.0.1:9", KNOWLEDGE_DIR=str(base), LOG_LEVEL="CRITICAL")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: Discord cannot be reached ")
    assert one_line(done.stderr)


# --- help and start ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "DISCORD_TOKEN", id="the whole"),
        pytest.param(["ask"], "Exit code: 0 answered, 1 any other reply, 2 a mistake", id="ask"),
        pytest.param(["check"], "file:line:column", id="check"),
        pytest.param(["fingerprint"], "sources/<source id>.fingerprint", id="fingerprint"),
        pytest.param(["schema"], "[document|vocabulary|help|checks]", id="schema"),
        pytest.param(["chat"], "/quit or Ctrl+D ends it", id="chat"),
        pytest.param(["run"], "Needs DISCORD_TOKEN", id="run"),
    ],
)
def test_help_tells_what_a_command_does(bot, arguments, told):
    done = bot(*arguments, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert told in " ".join(done.stdout.split())


def test_help_lists_every_command(bot):
    listed = bot("-h").stdout.partition("Commands:")[2]
    commands = {line.split()[0] for line in listed.splitlines() if line.strip()}
    assert {"run", "chat", "ask", "check", "fingerprint", "schema"} <= commands


SLOW = {"numpy", "discord", "yaml", "pydantic", "rapidfuzz", "aiohttp", "asyncio", "dotenv", "rich", "prompt_toolkit"}


def imported(text: str) -> set[str]:
    """Return the top-level modules of what -X importtime tells."""
    rows = [line.rpartition("|")[2].strip() for line in text.splitlines() if line.startswith("import time:")]
    return {row.partition(".")[0] for row in rows}


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"]])
def test_help_imports_nothing_slow(bot, arguments):
    modules = imported(bot(*arguments, options=("-X", "importtime")).stderr)
    assert "click" in modules
    assert modules & SLOW == set()


def test_ask_imports_no_discord_and_over_a_pipe_nothing_for_terminals(bot, base):
    done = bot("ask", "--knowledge", base, "how many atlases were ruined", options=("-X", "importtime"))
    modules = imported(done.stderr)
    assert "numpy" in modules
    assert modules & {"discord", "aiohttp", "asyncio", "rich", "prompt_toolkit"} == set()


def test_ask_with_a_kept_base_reads_no_yaml(bot, base):
    bot("ask", "--knowledge", base, "hi")
    done = bot("ask", "--knowledge", base, "how many atlases were ruined", options=("-X", "importtime"))
    assert imported(done.stderr) & {"yaml", "pydantic"} == set()


# --- new ----------------------------------------------------------------------------------------------------------


def test_new_makes_a_folder_and_says_what_to_do_next(bot, tmp_path):
    folder = tmp_path / "mine"
    made = bot("new", str(folder), "--country", "ie")
    assert (made.returncode, made.stderr) == (0, "")
    assert f'python -m bot ask --knowledge {folder} "how many books did the library lend?"' in made.stdout
    assert (folder / "gazette.yaml").is_file()


def test_a_folder_that_holds_something_is_left_alone_by_new(bot, tmp_path):
    (tmp_path / "mine.yaml").write_text("mine")
    done = bot("new", str(tmp_path), "--country", "IE")
    assert (done.returncode, one_line(done.stderr)) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_new_needs_a_country_where_nobody_can_be_asked(bot, tmp_path):
    done = bot("new", str(tmp_path / "mine"))
    assert (done.returncode, "--country" in done.stderr) == (2, True)
    assert not (tmp_path / "mine").exists()


def test_with_four_eyes_refresh_makes_a_draft_that_the_operator_confirms(bot, tmp_path):
    """The store's first version is what the operator finds in place."""
    folder = library.write(tmp_path / "knowledge")
    settings = {"DATABASE_URL": str(tmp_path / "store.sqlite3"), "FOUR_EYES": "on", "FOUR_EYES_FOLDER": "operator"}
    first = bot("refresh", "--knowledge", folder, **settings)
    assert (first.returncode, first.stdout.splitlines()[0][-8:]) == (0, "number 1")
    library.write(folder, library.files(gazette=("Loans looked at", "Loans inspected")))
    drafted = bot("refresh", "--knowledge", folder, **settings)
    kept = re.search(
        r"it is kept as draft (\w+); you publish it with: python -m bot refresh --approve \1\n", drafted.stderr
    )
    assert (drafted.returncode, drafted.stdout.splitlines()[0]) == (1, "Changed in other ways:")
    assert kept is not None, drafted.stderr
    confirmed = bot("refresh", "--knowledge", folder, "--approve", kept[1], **settings)
    assert (confirmed.returncode, confirmed.stdout.splitlines()[0][-8:]) == (0, "number 2"), confirmed.stderr
