"""What each kind of evidence counts for, and how much is enough. Written by `python -m bot tune`; never by hand."""

WEIGHTS = {
    "odds": 0.594,
    "votes": 2.289,
    "likeness": -0.918,
    "covered": 1.837,
    "numbers": -0.58,
    "foreign": -0.886,
    "strange": 0.541,
    "numberless": -0.904,
    "quoted": 1.307,
    "silence": -1.814,
    "brief": -0.545,
    "none": -0.584,
    "none_unknown": 0.67,
    "none_brief": 0.954,
    "none_likeness": -0.209,
    "none_votes": -1.712,
}
BARS = {"answer": 0.4, "part": 0.5, "suggest": 0.1, "silence": 0.2}
DISTRESS_BAR = 0.7
# By how much a sure answer (probability 1) raises the bar for distress.
DISTRESS_RELIEF = 2.0
