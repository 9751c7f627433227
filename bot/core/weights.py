"""What each kind of evidence counts for, and how much is enough. Written by `python -m bot tune`; never by hand."""

WEIGHTS = {"odds": 0.56, "votes": 2.31, "likeness": -0.45, "covered": 1.64, "numbers": -0.28, "foreign": -0.76, "strange": 0.13, "silence": -1.2, "brief": -0.25, "none": -0.85, "none_unknown": 0.16, "none_brief": -0.07, "none_likeness": -0.36, "none_votes": -0.41}
BARS = {"answer": 0.42, "part": 0.5, "suggest": 0.1, "silence": 0.25}
DISTRESS_BAR = 0.5
