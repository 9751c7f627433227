"""A message comes in; a reply goes out: an answer, suggestions, that the report does not say, or help lines.

Also what surrounds a reply: follow-ups, whether a base is fit to be published, and what nobody could be told.
Knows nothing of how a reply is worded or sent.
"""
