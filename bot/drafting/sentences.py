"""Where a sentence ends."""

from __future__ import annotations

from functools import cache
from typing import Any

from .libraries import library

__all__ = ["sentences"]


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph in order, each as it stands there; together they hold all its words."""
    found = [each.strip() for each in _segmenter().segment(text)]
    return [each for each in found if each]


@cache
def _segmenter() -> Any:
    # pySBD is the most exact of those that were tried, and has not been tended since 2021: only this function knows it.
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its regular expressions
        return library("pysbd").Segmenter(language="en", clean=False)
