"""The pure core: text in, decision out. Knows nothing of Discord, files, clocks or dice.

Five rooms, each of which imports only those below it:

factcheck/  the numbers in somebody's message, held against what the sources give
answering/  a message -> a reply
search/     a message -> the entries that it may be asking for, each with a probability
knowledge/  the files of a knowledge base -> entries, proved against their sources
language/   text -> words, numbers, names: English, of no report in particular
"""
