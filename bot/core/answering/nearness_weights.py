"""What each feature of nearness counts for, and how much is enough.

Written by `python -m bot tune --talks`, never by hand.
"""

__all__ = ["BARS", "WEIGHTS"]

# For each feature: at one phrasing a target, and by how much more for each e-fold of them.
WEIGHTS = {
    "alone": (0.082, 0.065),
    "filled": (0.052, 0.004),
    "joined": (0.483, -0.049),
    "answers": (0.263, -0.032),
    "sure": (0.472, 0.098),
    "asks": (0.045, -0.001),
    "asks_near": (1.453, -0.14),
    "same": (0.288, -0.344),
    "same_asks": (-0.202, 0.08),
    "same_bare": (-0.086, 0.598),
    "beside": (0.717, 0.108),
    "next": (-0.968, 0.261),
    "topic": (0.014, 0.363),
    "speaker": (0.052, 0.262),
    "figures": (-0.081, -0.259),
    "shown": (0.677, -0.298),
    "suggested": (-0.842, 0.152),
    "silence": (0.103, 0.224),
    "silence_near": (0.109, 0.362),
    "silence_bare": (-0.022, -0.044),
    "has": (0.215, 0.604),
    "strange": (0.076, -0.413),
    "named": (-0.709, 0.329),
    "unnamed": (0.166, 0.275),
    "foreign": (0.153, 0.05),
    "said_by": (0.014, 0.07),
    "said_by_other": (-0.013, -0.069),
    "counted": (0.219, 0.928),
    "same_has": (0.167, 0.353),
    "same_strange": (0.517, 0.002),
    "most_unsupported": (-0.231, 0.34),
    "same_lacks": (0.128, -0.651),
    "other": (-0.455, 0.372),
    "likeliest": (0.691, 0.162),
    "numberless": (0.216, -0.42),
    "none": (0.404, -0.182),
    "none_alone": (-1.098, 0.36),
    "none_joined": (-0.086, 0.025),
    "none_telling": (0.341, 0.104),
    "none_bare": (0.157, -0.674),
}
BARS = {"clear": 0.91, "near": 0.5, "two": 0.65, "beside": 0.2}
