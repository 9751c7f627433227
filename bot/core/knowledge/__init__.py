"""The files of a knowledge base come in as bytes; entries and silences go out, each proved against its source.

Also what follows from them without a question: figures calculated, series to be drawn, lists to choose from, and
changes to the files themselves. Knows nothing of matching, nor of where the files lie.
"""
