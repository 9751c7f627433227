"""What a knowledge base may hold at most, and each limit's reason. Knows nothing of how any of it is read.

All are far above what a report needs: the shipped base has 20,000 phrasings of 70 entries in 1.7 MB; 600 entries with
160 phrasings each were tried. Below them, loading takes time in proportion to the size of the files: about a second for
2 MB (`python -m bot bench --entries 600`).
"""

from __future__ import annotations

__all__ = [
    "MAX_ASKED",
    "MAX_BYTES",
    "MAX_CHECKS",
    "MAX_DENOMINATOR",
    "MAX_DEPTH",
    "MAX_ENTRIES",
    "MAX_FAULTS",
    "MAX_FILES",
    "MAX_MESSAGE",
    "MAX_MESSAGES",
    "MAX_NODES",
    "MAX_NUMBER",
    "MAX_PHRASING",
    "MAX_PHRASINGS",
    "MAX_RESTS",
    "MAX_TOTAL_BYTES",
    "MAX_TOTAL_NODES",
    "MAX_WORK",
]

# --- Files --------------------------------------------------------------------------------------------------------

MAX_FILES = 12_000
"""Files of a base: one with ways of asking for each of MAX_ENTRIES, and some besides."""
MAX_BYTES = 16 * 1024 * 1024
"""Bytes of a file. The largest that was tried, with 100,000 phrasings, had 8 MB."""
MAX_TOTAL_BYTES = 4 * MAX_BYTES
"""Bytes of all files together, which are held in memory and kept in the store with each version."""
MAX_DEPTH = 12
"""Lists and mappings inside one another in a YAML file; no format of ours has more than six."""
MAX_NODES = 500_000
"""Keys, values, lists and mappings of a YAML file, and lines of a text file. Reading so many takes three seconds."""
MAX_TOTAL_NODES = 2 * MAX_NODES
"""The same of all YAML files together."""
MAX_FAULTS = 1_000
"""Faults of a file that are told; nobody mends more in one go. The last of them says that there are others."""

# --- Entries ------------------------------------------------------------------------------------------------------

MAX_ENTRIES = 10_000
"""Entries and silences of a base. The search was measured on so many."""
MAX_PHRASING = 300
"""Characters of a way of asking, wherever it stands."""
MAX_ASKED = 5_000
"""Ways of asking for one entry or silence, those that must not lead to it included; the shipped base has 200."""
MAX_PHRASINGS = 250_000
"""Ways of asking of a base. The search was measured on 100,000, for which its index is built in five seconds."""
MAX_MESSAGE = 1_000
"""Characters of a message that calls for help lines, or does not."""
MAX_MESSAGES = 100_000
"""Such messages in all languages; 13,000 are shipped."""
MAX_CHECKS = 5_000
"""Check questions. All of them are asked before a version is served, in 5 ms each."""

# --- What is proved -----------------------------------------------------------------------------------------------

MAX_RESTS = 100
"""Other entries that a calculated figure rests on, directly and through them: enough for a sum over fifty states."""
MAX_NUMBER = 10**30
"""Where numbers end that a figure may have. Beyond 10**308 they could not be drawn, beyond 10**4300 not be written."""
MAX_DENOMINATOR = 10**1000
"""Where the denominators of calculated numbers end, which are kept exact: a sum over a hundred shares has less."""
MAX_WORK = 4_000_000
"""Comparisons to prove a base: of each number in a sentence with each in its evidence and figures, which takes 3
microseconds. Ten thousand entries with ten numbers each need a quarter."""
