"""What each kind of evidence counts for, and how much is enough.

Written by `python -m bot tune`, never by hand.

Cross-validated over 947 questions: 723 answered right, 13 wrong at the bar 0.64.
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
    "odds": (0.007, 0.138),
    "centre": (0.501, 0.026),
    "alike": (0.377, -1.048),
    "votes": (-0.007, 0.091),
    "chance": (-0.009, 0.062),
    "silent_chance": (0.104, -0.019),
    "covered": (1.93, 0.464),
    "lacking": (0.03, 0.17),
    "asks": (0.204, -0.018),
    "numbers": (0.125, -0.158),
    "foreign": (0.249, 0.153),
    "named": (1.07, 0.046),
    "uncovered": (-0.707, 0.208),
    "numberless": (-0.778, -0.06),
    "silence": (-1.086, -0.055),
    "brief": (-0.536, -1.146),
    "none": (1.724, -0.427),
    "none_unknown": (0.555, -0.448),
    "none_brief": (2.124, 1.314),
    "none_votes": (-0.418, -0.062),
    "none_centre": (-1.066, 0.163),
    "none_letters": (0.017, -0.39),
    "none_chance": (0.796, -0.129),
    "none_many": (0.029, 0.155),
}
# Probabilities; core/deciding.py says of what.
BARS = {
    "answer": 0.64,
    "alone": 0.8,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
CALIBRATION = (0.636, 1.856)
# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.
DISTRESS_BAR = -0.3
DISTRESS_RELIEF = 2.0

# The same where there are vectors of words.
SEMANTIC_WEIGHTS = {
    "odds": (0.181, 0.121),
    "centre": (-0.003, 0.129),
    "alike": (-0.345, -1.154),
    "votes": (0.039, -0.036),
    "chance": (-0.056, 0.054),
    "silent_chance": (0.179, -0.026),
    "covered": (0.853, 0.397),
    "lacking": (0.039, 0.136),
    "asks": (0.225, -0.026),
    "numbers": (0.062, -0.157),
    "foreign": (0.187, 0.222),
    "named": (0.788, 0.047),
    "uncovered": (-0.36, 0.13),
    "numberless": (-0.734, -0.061),
    "silence": (-1.072, -0.015),
    "brief": (-0.56, -1.157),
    "meaning": (0.922, -0.241),
    "meant": (0.006, 0.074),
    "close": (0.605, 1.073),
    "vector_chance": (-0.001, 0.034),
    "none": (1.886, -0.25),
    "none_unknown": (0.741, -0.449),
    "none_brief": (1.98, 1.482),
    "none_votes": (-0.393, 0.028),
    "none_centre": (-1.151, 0.146),
    "none_letters": (0.161, -0.369),
    "none_chance": (0.772, -0.122),
    "none_many": (0.166, 0.077),
    "none_meaning": (0.102, 0.542),
    "none_close": (0.063, -0.058),
    "none_vector_chance": (0.068, -0.056),
}
SEMANTIC_BARS = {
    "answer": 0.67,
    "alone": 0.8,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
SEMANTIC_CALIBRATION = (0.661, 1.858)
