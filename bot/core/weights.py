"""What each kind of evidence counts for, and how much is enough.

Written by `python -m bot tune`, never by hand.

Cross-validated over 947 questions: 710 answered right, 10 wrong at the bar 0.73.
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
    "odds": (-0.006, 0.128),
    "centre": (0.504, 0.01),
    "alike": (0.853, -0.673),
    "votes": (-0.097, 0.137),
    "chance": (0.033, 0.051),
    "silent_chance": (0.428, -0.092),
    "covered": (1.923, 0.558),
    "lacking": (0.112, 0.215),
    "asks": (0.105, 0.003),
    "numbers": (0.084, -0.129),
    "foreign": (0.229, 0.191),
    "named": (1.107, 0.075),
    "uncovered": (-0.723, 0.213),
    "numberless": (-0.809, -0.078),
    "silence": (-0.867, -0.143),
    "brief": (-0.397, -0.916),
    "none": (1.801, 0.002),
    "none_unknown": (0.531, -0.49),
    "none_brief": (2.185, 1.407),
    "none_votes": (-0.226, -0.13),
    "none_centre": (-1.131, 0.181),
    "none_letters": (-0.138, -0.297),
    "none_chance": (0.573, -0.066),
    "none_many": (0.1, 0.063),
}
# Probabilities; core/deciding.py says of what.
BARS = {
    "answer": 0.73,
    "alone": 0.9,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
CALIBRATION = (0.476, 2.304)
# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.
DISTRESS_BAR = -0.5
DISTRESS_RELIEF = 2.0

# The same where there are vectors of words.
SEMANTIC_WEIGHTS = {
    "odds": (0.165, 0.116),
    "centre": (-0.041, 0.126),
    "alike": (-0.17, -0.881),
    "votes": (-0.054, 0.009),
    "chance": (0.013, 0.029),
    "silent_chance": (0.395, -0.071),
    "covered": (0.615, 0.526),
    "lacking": (0.03, 0.18),
    "asks": (0.131, -0.006),
    "numbers": (0.045, -0.169),
    "foreign": (0.228, 0.23),
    "named": (0.959, 0.042),
    "uncovered": (-0.341, 0.124),
    "numberless": (-0.745, -0.068),
    "silence": (-0.866, -0.09),
    "brief": (-0.426, -0.939),
    "meaning": (0.996, -0.27),
    "meant": (0.335, 0.036),
    "close": (0.743, 0.985),
    "vector_chance": (-0.027, 0.054),
    "none": (2.152, 0.197),
    "none_unknown": (0.591, -0.47),
    "none_brief": (2.05, 1.538),
    "none_votes": (-0.212, -0.017),
    "none_centre": (-1.256, 0.163),
    "none_letters": (0.137, -0.277),
    "none_chance": (0.606, -0.068),
    "none_many": (0.288, -0.043),
    "none_meaning": (-0.284, 0.512),
    "none_close": (-0.174, -0.045),
    "none_vector_chance": (0.002, -0.052),
}
SEMANTIC_BARS = {
    "answer": 0.67,
    "alone": 0.8,
    "part": 0.5,
    "suggest": 0.1,
    "silence": 0.2,
}
SEMANTIC_CALIBRATION = (0.655, 2.017)
