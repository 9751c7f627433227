"""Verbatim: answers questions about a published report with the figure, the words it rests on, and their place."""
