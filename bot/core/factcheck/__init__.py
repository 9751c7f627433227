"""Somebody's message comes in; for each number in it a verdict goes out: agrees, differs, or not in the report.

Knows nothing of how a verdict is worded.
"""
