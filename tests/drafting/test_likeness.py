"""Sentences of two editions side by side: the same with other figures, or only near."""

from __future__ import annotations

import pytest

from bot.drafting.likeness import Texts, changes, substituted


def texts(*sentences, headers=None):
    return Texts(sentences, headers or [""] * len(sentences), [(text, at) for at, text in enumerate(sentences)])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "It spent £6.3 million in 2024.", "It spent £900,000 in 2025.",
            ("It spent £900,000 in 2025.", (("6.3 million", "900,000"), ("2024", "2025"))), id="a sum and a year",
        ),
        pytest.param(
            "It filled twelve holes a week", "By May it filled 14 holes a week, and more.",
            ("it filled 14 holes a week", (("twelve", "14"),)), id="a part of a sentence, and a number in words",
        ),
        pytest.param(
            "About 40 per cent of visitors came back.", "More people came. Some 45% of visitors came back.",
            ("Some 45% of visitors came back.", (("40", "45"),)), id="a hedge, and the sign for percent",
        ),
        pytest.param(
            "Visits to the museum rose by 4 %.", "Visits to the museum fell by 3 %.",
            ("Visits to the museum fell by 3 %.", (("rose", "fell"), ("4", "3"))), id="another way",
        ),
        pytest.param("It hired 4 guards in Leeds.", "It hired 5 guards in York.", None, id="another place"),
        pytest.param("Leeds | 4 | 5", "Table of Leeds | 4 | 7", None, id="a row is no part of a row"),
        pytest.param("It was 4.", "It was 5.", None, id="too few words to tell"),
    ],
)  # fmt: skip
def test_a_sentence_is_found_with_other_figures(old, new, expected):
    found = texts("Something else stands above it.", new).same(old)
    assert expected == (None if found is None else (found.text, found.others))


def test_what_stands_twice_is_found_only_by_its_table():
    found = texts("Roads | 5 | 6", "Roads | 7 | 8", headers=["Service | Cost 2025 | Staff", "Service | Visits | Rent"])
    assert found.same("Roads | 1 | 2") is None
    pair = found.same("Roads | 1 | 2", "Service | Cost 2024 | Staff")
    assert pair is not None
    assert pair.text == "Roads | 5 | 6"


def test_the_nearest_sentence_is_the_one_with_its_rare_words():
    found = texts("The council filled 19,004 potholes.", "The council met in May.", "Nobody was hurt.")
    near = found.nearest("The council filled 18,420 potholes between May and June, others were waiting.")
    assert near is not None
    assert near.block == 0
    assert found.nearest("Whales sing at night in the Atlantic.") is None


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        pytest.param("71 in 2023", [("71", "74"), ("84", "71")], "74 in 2023", id="not one after the other"),
        pytest.param("1,712 and 71", [("71", "74")], "1,712 and 74", id="whole numbers only"),
        pytest.param("3 of 3", [("3", "4"), ("3", "5")], "4 of 5", id="in order, where one changed in two ways"),
        pytest.param("all 3", [("3", "4"), ("3", "5")], None, id="in two ways"),
    ],
)
def test_what_changed_is_put_into_other_texts(text, others, expected):
    assert substituted(text, others) == expected


def test_titles_that_differ_in_years_alone_are_alike():
    assert changes("Books lent in 2024", "Books lent in 2025") == (("2024", "2025"),)
    assert changes("Books lent in 2024", "Books sold in 2025") is None
