"""Dates as exact as they are known: 2016, 2016-11 or 2016-11-25."""

from __future__ import annotations

__all__ = ["spoken"]

# English whatever the machine's locale.
_NAMES = "January February March April May June July August September October November December"
_MONTHS = _NAMES.split()


def spoken(date: str) -> str:
    """Return a date as readers write it: "2016", "November 2016", "25 November 2016"."""
    year, *rest = date.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])
