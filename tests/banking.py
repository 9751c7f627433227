"""Makes a knowledge base, and questions on it, of a public set of questions, such as banking77.

    python tests/banking.py FILE.json FOLDER [--each 5] [--keep 0.7 --seed 1] [--questions 400] [--typos]
    python -m bot eval --rivals --knowledge FOLDER FOLDER/questions/all.yaml

The base is about nothing that anybody wrote an answer for: its entries are paraphrases that say nothing but the first
way of asking for them, so that a matcher has the phrasings alone to go by.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import yaml

from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Knowledge
from bot.lab.questions import Asked, with_typos

__all__ = ["files", "knowledge", "main", "part", "questions"]


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


def part(data: dict, *, keep: float, seed: int, questions: int | None = None) -> dict:
    """Return a part of a set: a share of its entries, chosen by the seed, with their phrasings in another order.

    The questions on entries that are left out have no answer then. Of all questions so many at most are kept.
    """
    dice = random.Random(seed)
    entries = dice.sample(data["entries"], round(len(data["entries"]) * keep))
    kept = {entry["id"] for entry in entries}
    asked = [
        question if question["entry"] in {*kept, None} else {**question, "entry": None, "kind": "left out"}
        for question in data["questions"]
    ]
    return {
        "entries": [{**entry, "asked": dice.sample(entry["asked"], len(entry["asked"]))} for entry in entries],
        "questions": asked if questions is None else dice.sample(asked, min(questions, len(asked))),
    }


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


def main(given: list[str] | None = None) -> None:
    """Write the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=10, help="phrasings an entry")
    parser.add_argument("--keep", type=float, default=1.0, help="share of the entries; the others have no answer then")
    parser.add_argument("--questions", type=int, help="so many at most")
    parser.add_argument("--seed", type=int, default=0, help="chooses what is kept")
    parser.add_argument("--typos", action="store_true", help="misspell every third question")
    arguments = parser.parse_args(given)
    data = json.loads(arguments.file.read_text("utf-8"))
    if arguments.keep < 1.0 or arguments.questions is not None:
        data = part(data, keep=arguments.keep, seed=arguments.seed, questions=arguments.questions)
    if arguments.typos:
        dice = random.Random(arguments.seed)
        for question in data["questions"][::3]:
            question["question"] = with_typos(question["question"], dice)
    (arguments.folder / "questions").mkdir(parents=True, exist_ok=True)
    for name, content in files(data, each=arguments.each).items():
        (arguments.folder / name).write_bytes(content)
    (arguments.folder / "questions" / "all.yaml").write_text(yaml.safe_dump(_questions(data), sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
