"""Text comes in as people type it; words, terms, numbers and names go out.

English, of no report in particular: what a base calls things comes in as a `Vocabulary`. Knows no entry.
"""
