"""The command line: commands for people who ask, for operators, and for developers.

What goes wrong is said in one line, and what a command needs is imported when it runs: help must come at once, and a
question in the terminal must not wait for what only Discord needs.
"""

from .root import main

__all__ = ["main"]
