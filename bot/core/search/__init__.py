"""A message that was read comes in; the entries and silences that it may be asking for go out, each with a probability.

What speaks for a match is called a feature. Knows nothing of what is then said.
"""
