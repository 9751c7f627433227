"""What each kind of evidence counts for, and how much is enough.

Written by `python -m bot tune`, never by hand.

Cross-validated over 296 questions, one at a time: 205 answered right, 7 wrong at the bar 0.36.
"""

__all__ = ["BARS", "DISTRESS_BAR", "DISTRESS_RELIEF", "WEIGHTS"]

WEIGHTS = {
    "odds": 0.068,
    "centre": 0.052,
    "votes": 0.288,
    "likeness": -0.305,
    "covered": 0.421,
    "numbers": -0.581,
    "foreign": 0.053,
    "strange": 0.379,
    "named": 0.221,
    "unnamed": -0.168,
    "uncovered": -0.015,
    "numberless": -0.237,
    "quoted": 0.314,
    "silence": -0.263,
    "brief": -0.311,
    "none": -0.425,
    "none_unknown": 0.247,
    "none_brief": 1.651,
    "none_likeness": 0.033,
    "none_votes": -0.31,
    "none_centre": -0.087,
    "sharpening": 1.5,
}
# Probabilities; core/deciding.py says of what.
BARS = {
    "answer": 0.36,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.
DISTRESS_BAR = 1.0
DISTRESS_RELIEF = 2.0
