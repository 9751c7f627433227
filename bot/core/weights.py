"""What each kind of evidence counts for, and how much is enough.

Written by `python -m bot tune`, never by hand.

Cross-validated over 591 questions: 425 answered right, 20 wrong at the bar 0.50.
"""

__all__ = ["BARS", "CALIBRATION", "DISTRESS_BAR", "DISTRESS_RELIEF", "WEIGHTS"]

# For each feature: at one phrasing a target, and by how much more for each e-fold of them.
WEIGHTS = {
    "odds": (-0.217, 0.225),
    "centre": (0.441, 0.141),
    "letters": (0.103, -0.172),
    "alike": (0.238, -0.07),
    "votes": (0.364, 0.13),
    "likeness": (-0.533, 0.439),
    "covered": (1.796, 0.351),
    "lacking": (0.008, 0.174),
    "asks": (0.223, -0.022),
    "numbers": (-0.008, -0.501),
    "foreign": (0.537, -0.06),
    "strange": (-0.008, 0.202),
    "named": (1.197, 0.076),
    "unnamed": (0.665, -0.109),
    "uncovered": (-0.713, 0.16),
    "numberless": (-0.458, -0.284),
    "quoted": (0.316, 0.285),
    "silence": (-1.263, -0.306),
    "brief": (-0.365, -0.504),
    "none": (1.4, -0.097),
    "none_unknown": (0.741, -0.441),
    "none_brief": (1.954, 1.386),
    "none_likeness": (1.082, -0.02),
    "none_votes": (-0.571, -0.116),
    "none_centre": (-0.509, 0.126),
    "none_letters": (0.034, 0.0),
    "none_many": (-0.438, 0.24),
}
# Probabilities; core/deciding.py says of what.
BARS = {
    "answer": 0.5,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
CALIBRATION = (0.459, 1.875)
# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.
DISTRESS_BAR = 1.2
DISTRESS_RELIEF = 2.0
