"""What each kind of evidence counts for, and how much is enough.

Written by `python -m bot tune`, never by hand.

Cross-validated over 906 questions: 627 answered right, 26 wrong at the bar 0.59.
"""

__all__ = [
    "BARS",
    "CALIBRATION",
    "DISTRESS_BAR",
    "DISTRESS_RELIEF",
    "SEMANTIC_BARS",
    "SEMANTIC_CALIBRATION",
    "SEMANTIC_WEIGHTS",
    "WEIGHTS",
]

# For each feature: at one phrasing a target, and by how much more for each e-fold of them.
WEIGHTS = {
    "odds": (-0.235, 0.231),
    "centre": (0.548, 0.06),
    "letters": (0.012, -0.135),
    "alike": (0.344, 0.057),
    "votes": (0.307, 0.162),
    "likeness": (-0.586, 0.536),
    "covered": (1.78, 0.48),
    "lacking": (0.106, 0.155),
    "asks": (0.212, -0.006),
    "numbers": (0.101, -0.555),
    "foreign": (0.061, 0.065),
    "strange": (0.231, 0.379),
    "named": (1.273, -0.052),
    "unnamed": (0.428, -0.1),
    "uncovered": (-0.924, 0.276),
    "numberless": (-0.535, -0.117),
    "quoted": (0.301, 0.248),
    "silence": (-1.214, -0.272),
    "brief": (-0.429, -0.77),
    "none": (1.515, 0.084),
    "none_unknown": (0.574, -0.481),
    "none_brief": (1.888, 0.968),
    "none_likeness": (1.11, -0.037),
    "none_votes": (-0.618, -0.054),
    "none_centre": (-0.625, 0.192),
    "none_letters": (0.001, 0.195),
    "none_many": (-0.495, 0.25),
}
# Probabilities; core/deciding.py says of what.
BARS = {
    "answer": 0.59,
    "part": 0.59,
    "suggest": 0.1,
    "silence": 0.2,
}
# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
CALIBRATION = (0.562, 1.672)
# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.
DISTRESS_BAR = 1.5
DISTRESS_RELIEF = 2.0

# The same where there are vectors of words.
SEMANTIC_WEIGHTS = {
    "odds": (0.045, 0.175),
    "centre": (0.281, 0.074),
    "letters": (-0.309, -0.039),
    "alike": (0.047, 0.073),
    "votes": (0.137, 0.045),
    "likeness": (-0.497, 0.356),
    "covered": (0.167, 0.58),
    "lacking": (0.096, 0.102),
    "asks": (0.162, 0.012),
    "numbers": (-0.003, -0.586),
    "foreign": (0.138, 0.05),
    "strange": (0.316, 0.418),
    "named": (1.202, -0.046),
    "unnamed": (0.639, -0.002),
    "uncovered": (-0.303, 0.103),
    "numberless": (-0.464, -0.179),
    "quoted": (0.328, 0.208),
    "silence": (-1.097, -0.372),
    "brief": (-0.349, -0.533),
    "meaning": (0.939, -0.182),
    "meant": (0.658, 0.055),
    "close": (1.003, 1.233),
    "none": (1.706, 0.28),
    "none_unknown": (0.81, -0.345),
    "none_brief": (1.972, 1.277),
    "none_likeness": (1.065, -0.122),
    "none_votes": (-0.462, -0.024),
    "none_centre": (-0.665, 0.262),
    "none_letters": (0.293, 0.155),
    "none_many": (0.011, 0.102),
    "none_meaning": (-0.265, 0.66),
    "none_close": (-0.167, 0.632),
}
SEMANTIC_BARS = {
    "answer": 0.53,
    "part": 0.53,
    "suggest": 0.1,
    "silence": 0.2,
}
SEMANTIC_CALIBRATION = (0.612, 1.521)
