"""What each kind of evidence counts for, and how much is enough.

Written by `python -m bot tune`, never by hand.

Cross-validated over 947 questions: 725 answered right, 12 wrong at the bar 0.58.
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
    "odds": (0.032, 0.138),
    "centre": (0.53, 0.011),
    "alike": (0.4, -0.99),
    "votes": (-0.067, 0.127),
    "chance": (0.004, 0.051),
    "silent_chance": (0.76, -0.106),
    "covered": (1.936, 0.404),
    "lacking": (0.07, 0.167),
    "asks": (0.2, -0.019),
    "numbers": (0.13, -0.112),
    "foreign": (0.294, 0.141),
    "named": (1.036, 0.037),
    "uncovered": (-0.668, 0.185),
    "numberless": (-0.805, -0.055),
    "silence": (-0.069, -0.14),
    "brief": (-0.397, -1.212),
    "none": (1.578, -0.486),
    "none_unknown": (0.56, -0.524),
    "none_brief": (2.033, 1.251),
    "none_votes": (-0.409, -0.08),
    "none_centre": (-1.12, 0.221),
    "none_letters": (-0.146, -0.506),
    "none_chance": (0.946, -0.145),
    "none_many": (0.187, 0.172),
}
# Probabilities; core/deciding.py says of what.
BARS = {
    "answer": 0.58,
    "alone": 0.9,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
CALIBRATION = (0.505, 2.267)
# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.
DISTRESS_BAR = -0.5
DISTRESS_RELIEF = 2.0

# The same where there are vectors of words.
SEMANTIC_WEIGHTS = {
    "odds": (0.194, 0.124),
    "centre": (0.043, 0.109),
    "alike": (-0.293, -1.083),
    "votes": (-0.023, 0.01),
    "chance": (-0.029, 0.039),
    "silent_chance": (0.781, -0.097),
    "covered": (0.892, 0.366),
    "lacking": (0.085, 0.141),
    "asks": (0.218, -0.028),
    "numbers": (0.076, -0.111),
    "foreign": (0.197, 0.199),
    "named": (0.762, 0.035),
    "uncovered": (-0.32, 0.11),
    "numberless": (-0.768, -0.045),
    "silence": (0.013, -0.098),
    "brief": (-0.39, -1.247),
    "meaning": (0.905, -0.227),
    "meant": (0.026, -0.015),
    "close": (0.555, 1.006),
    "vector_chance": (-0.008, 0.033),
    "none": (1.689, -0.351),
    "none_unknown": (0.76, -0.517),
    "none_brief": (1.871, 1.433),
    "none_votes": (-0.42, 0.013),
    "none_centre": (-1.218, 0.203),
    "none_letters": (-0.017, -0.519),
    "none_chance": (0.988, -0.152),
    "none_many": (0.325, 0.097),
    "none_meaning": (0.113, 0.546),
    "none_close": (0.023, -0.024),
    "none_vector_chance": (0.074, -0.08),
}
SEMANTIC_BARS = {
    "answer": 0.64,
    "alone": 0.8,
    "part": 0.4,
    "suggest": 0.1,
    "silence": 0.2,
}
SEMANTIC_CALIBRATION = (0.602, 2.163)
