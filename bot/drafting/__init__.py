"""How somebody comes to a knowledge base of their own: a small one to begin with, or one made from a document.

A document comes in as bytes (`apart.py`, `reading.py`, a module for each format) and becomes blocks in reading order
(`text.py`), of which the source's text is made (`source.py`). Its sentences (`passages.py`) are cut into clauses
(`clauses.py`); `figures.py` and `quotations.py` find what they state, `figure_asking.py` and `asking.py` how that is
asked for, `entries.py` makes entries of it, `proving.py` keeps those that the loader proves, and `writing.py` writes
them as files. Looked through (`reviewing.py`, `finishing.py`), each in its paragraph (`context.py`), an entry is kept,
changed or dropped. Of a new edition `edition_making.py` tells what became of the entries of the old one, by sentences
that `likeness.py` pairs, and `edition_files.py` puts it in its place. It knows nothing of Discord and of the command
line.
"""
