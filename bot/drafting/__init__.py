"""How somebody comes to a knowledge base of their own: a small one to begin with, or one made from a document.

A document comes in as bytes (`apart.py`, `reading.py`, a module for each format) and becomes blocks in reading order
(`text.py`), of which the source's text is made (`source.py`). It knows nothing of Discord and of the command line.
"""
