"""Makes a knowledge base, and questions on it, of a public set of questions (../shared/eval/banking77/banking77.json).

    python tests/banking.py FILE.json FOLDER [--each 5]
    python -m bot eval --rivals --knowledge FOLDER FOLDER/questions/all.yaml

The base is about nothing that anybody wrote an answer for: its entries are paraphrases that say nothing but the first
way of asking for them, so that a matcher has the phrasings alone to go by.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import yaml

from bot.core.loading import load
from bot.core.model import Knowledge
from bot.lab.questions import Asked

__all__ = ["files", "knowledge", "main", "questions"]


def files(data: dict, *, each: int) -> dict[str, bytes]:
    """Return the files of a knowledge folder with the first `each` phrasings of every entry."""
    source = {
        "id": "public",
        "title": "A public set of questions",
        "publisher": "its authors",
        "published": "2020",
        "url": "https://example.org/questions",
    }
    entries = [
        {
            "id": _id(entry["id"]),
            "title": entry["asked"][0][:100],
            "says": entry["asked"][0][:100],
            "paraphrased": True,
            "locator": entry["id"],
            "asked": entry["asked"][:each],
        }
        for entry in data["entries"]
    ]
    return {"public.yaml": yaml.safe_dump({"source": source, "entries": entries}, sort_keys=False).encode()}


def knowledge(path: Path, *, each: int) -> Knowledge:
    """Return the knowledge base of a set of questions."""
    return load(files(json.loads(path.read_text("utf-8")), each=each))


def questions(path: Path) -> list[Asked]:
    """Return the questions of a set; their kind says whether and how far they are beside the base."""
    return [
        Asked(item["ask"], item["kind"], item["expect"], entry=item.get("entry", ""))
        for item in _questions(json.loads(path.read_text("utf-8")))
    ]


def _questions(data: dict) -> list[dict]:
    made = []
    for question in data["questions"]:
        if question["entry"] is None:
            made.append({"ask": question["question"], "kind": question.get("kind", "none"), "expect": "no_answer"})
        else:
            entry = _id(question["entry"])
            made.append({"ask": question["question"], "kind": "direct", "expect": "answer", "entry": entry})
    return made


def _id(name: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in name.casefold()).strip("-")


def main() -> None:
    """Write the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=10, help="phrasings an entry")
    arguments = parser.parse_args()
    data = json.loads(arguments.file.read_text("utf-8"))
    (arguments.folder / "questions").mkdir(parents=True, exist_ok=True)
    for name, content in files(data, each=arguments.each).items():
        (arguments.folder / name).write_bytes(content)
    (arguments.folder / "questions" / "all.yaml").write_text(yaml.safe_dump(_questions(data), sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
