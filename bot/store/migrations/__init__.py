"""The steps from an empty database to the present tables, one module each, applied when a store is opened.

A new step is a new module here, named after its number, with `down_revision` set to the step before it. It is written
by hand and never changed once released; tests/store/test_migrating.py fails while tables.py and the steps disagree.
"""
