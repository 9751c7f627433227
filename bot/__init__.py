"""Verbatim: answers questions about a published report with the figure, the words it rests on, and their place."""

__all__ = ["__version__"]

__version__ = "0.1.0"
