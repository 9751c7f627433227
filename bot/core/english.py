"""Plain English, of no report in particular: ordinary words, and how people shorten them in chat."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import Stemmer

__all__ = ["CHAT", "LITTLE", "ordinary", "stem"]

# What people type for it -> what it is. Typing errors are not here: repair finds those by likeness.
CHAT = {
    "u": "you", "ur": "your", "r": "are", "y": "why", "n": "and", "2": "2", "ppl": "people", "pls": "please",
    "plz": "please", "thx": "thanks", "wat": "what", "wut": "what", "wot": "what", "wots": "whats", "wats": "whats",
    "wht": "what", "wen": "when", "wer": "were", "wos": "was", "wuz": "was", "woz": "was", "hw": "how", "hoo": "who",
    "cuz": "because", "coz": "because", "cos": "because", "bc": "because", "bcs": "because", "becoz": "because",
    "enuf": "enough", "enuff": "enough", "thru": "through", "tho": "though", "abt": "about", "bout": "about",
    "dat": "that", "dis": "this", "dem": "them", "da": "the", "teh": "the", "tha": "the", "wiv": "with", "wit": "with",
    "dnt": "dont", "didnt": "didnt", "dunno": "dont know", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "kinda": "kind of", "outta": "out of", "nuff": "enough", "sum1": "someone", "some1": "someone", "any1": "anyone",
    "evry": "every", "b4": "before", "gov": "government", "govt": "government", "info": "information", "no.": "number",
    "num": "number", "nr": "number", "yr": "year", "yrs": "years", "yday": "yesterday", "ystrday": "yesterday",
    "wk": "week", "hrs": "hours", "mins": "minutes", "luv": "love", "cmon": "come on", "nah": "no", "nope": "no",
    "yea": "yes", "yeah": "yes", "yep": "yes", "ya": "you", "em": "them", "sez": "says", "sed": "said", "whos": "who is",
    "whats": "what is", "wheres": "where is", "whens": "when is", "whys": "why is", "hows": "how is", "thats": "that is",
    "theres": "there is", "im": "i am", "ive": "i have", "youre": "you are", "theyre": "they are", "ther": "there",
    "isnt": "is not", "wasnt": "was not", "arent": "are not", "werent": "were not", "doesnt": "does not",
    "cant": "can not", "cannot": "can not", "couldnt": "could not", "wont": "will not", "wouldnt": "would not",
    "havent": "have not", "hasnt": "has not", "hadnt": "had not", "shouldnt": "should not", "aint": "is not",
}  # fmt: skip
CHAT |= {"dont": "do not", "didnt": "did not", "dnt": "do not", "dunno": "do not know"}
del CHAT["2"], CHAT["no."]

# Words that say nothing of what is asked about. They count in matching by their rarity like all others, but not when
# it is weighed how much of a question is known.
LITTLE = frozenset(
    """
    a about above after again against ah all also am an and any anyone anything anyway are as at aw be because been
    before being between bit both bro bruh bruv but by can come could cheers curious dear did do does done down dude
    each either else er erm even ever exactly explain find for from fr get gets getting give given go going got guys
    had hang has have having he hello help her here hey hi him his hmm how however i idk if in information innit into
    is it its just keep kind kinda know knows let like lol looking lot ltd ma made make mate may maybe me mean might
    mind more most much must my need no not now of off oh ok okay on once one only onto or other our out over own pal
    part particular please pretty question quick quickly quite rather read really regarding remember right said same
    say saying says see seen shall she should sir so some somebody someone something sort sorry still such sure talk
    talking tbh tell than thank thanks that the their them then there these they thing things think this those though
    to too um under until up upon us use used very want wanted was we well were what whatever when where whether which
    while who whole whose why will with within without wonder wondering word would yes yet you your yo
    actually apparently according anybody wtf omg smh ngl imo lmao literally basically honestly wait today tonight
    asap btw fyi tf hell damn gosh
    """.split()
)


@cache
def ordinary() -> frozenset[str]:
    """Return some 12,500 ordinary English words as people type them, without apostrophes.

    Repair leaves them alone: "cake" is no misspelt "case".
    """
    return frozenset((files(__package__) / "english.txt").read_text("ascii").split())


_STEMMER = Stemmer.Stemmer("english", 0)


def stem(word: str) -> str:
    """Return a word without its ending ("inspected", "inspection" -> "inspect"), by the Snowball English stemmer."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed
