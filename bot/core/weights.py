"""What each kind of evidence counts for, and how much is enough.

Written by `python -m bot tune`, never by hand.

Cross-validated over 591 questions: 432 answered right, 17 wrong at the bar 0.50.
"""

__all__ = ["BARS", "CALIBRATION", "DISTRESS_BAR", "DISTRESS_RELIEF", "WEIGHTS"]

# For each feature: at one phrasing a target, and by how much more for each e-fold of them.
WEIGHTS = {
    "odds": (-0.242, 0.211),
    "centre": (0.592, 0.053),
    "letters": (-0.017, -0.11),
    "alike": (0.275, -0.132),
    "votes": (0.32, 0.187),
    "likeness": (-0.621, 0.507),
    "covered": (1.875, 0.422),
    "lacking": (0.004, 0.202),
    "asks": (0.203, -0.017),
    "numbers": (-0.033, -0.73),
    "foreign": (0.122, 0.029),
    "strange": (0.249, 0.363),
    "named": (1.163, 0.059),
    "unnamed": (0.399, -0.089),
    "uncovered": (-0.81, 0.217),
    "numberless": (-0.475, -0.283),
    "quoted": (0.293, 0.219),
    "silence": (-1.29, -0.303),
    "brief": (-0.336, -0.43),
    "none": (1.475, -0.114),
    "none_unknown": (0.694, -0.483),
    "none_brief": (1.99, 1.393),
    "none_likeness": (1.165, -0.066),
    "none_votes": (-0.689, -0.075),
    "none_centre": (-0.474, 0.086),
    "none_letters": (0.028, 0.071),
    "none_many": (-0.522, 0.247),
}
# Probabilities; core/deciding.py says of what.
BARS = {
    "answer": 0.5,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
CALIBRATION = (0.523, 1.89)
# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.
DISTRESS_BAR = 1.5
DISTRESS_RELIEF = 2.0
