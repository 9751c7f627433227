"""Plain English, of no report in particular: ordinary words, people's names, and how words are shortened in chat."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import Stemmer

__all__ = ["CHAT", "LITTLE", "names", "ordinary", "stem"]

# Plain form: what people type for it. Typing errors are not here: repair finds those by likeness.
_SHORTENED = """
    you: u ya
    your: ur
    are: r
    why: y
    and: n
    the: da teh tha
    that: dat
    this: dis
    them: dem em
    with: wiv
    people: ppl
    what: wat wut wot wht
    what is: wots wats whats
    when: wen
    how: hw
    who: hoo
    were: wer
    was: wos wuz woz
    there: ther
    please: pls plz
    thanks: thx
    love: luv
    says: sez
    said: sed
    because: cuz coz cos bc bcs becoz
    enough: enuf enuff nuff
    through: thru
    though: tho
    about: abt bout
    every: evry
    many: mny
    before: b4
    someone: sum1 some1
    anyone: any1
    government: gov govt
    information: info
    number: num nr
    year: yr
    years: yrs
    yesterday: yday
    week: wk
    hours: hrs
    minutes: mins
    no: nah nope
    yes: yea yeah yep
    do not know: dunno
    come on: cmon
    going to: gonna
    want to: wanna
    got to: gotta
    kind of: kinda
    out of: outta
    i am: im
    i have: ive
    you are: youre
    they are: theyre
    who is: whos
    where is: wheres
    when is: whens
    why is: whys
    how is: hows
    that is: thats
    there is: theres
    is not: isnt aint
    was not: wasnt
    are not: arent
    were not: werent
    do not: dont dnt
    does not: doesnt
    did not: didnt
    can not: cant cannot
    could not: couldnt
    will not: wont
    would not: wouldnt
    should not: shouldnt
    have not: havent
    has not: hasnt
    had not: hadnt
"""
CHAT = {
    form: plain.strip()
    for plain, forms in (line.split(":") for line in _SHORTENED.strip().splitlines())
    for form in forms.split()
}

# Words that say nothing of what is asked about. They count in matching by their rarity like all others, but not when
# it is weighed how much of a question is known.
_LITTLE = """
    a about above according actually after again against ah all also am an and any anybody anyone anything anyway
    apparently are as asap at aw basically be because been before being between bit both bro bruh bruv btw but by
    can cheers come could curious damn dear did do does done down dude each either else er erm even ever exactly
    explain find for fr from fyi get gets getting give given go going gosh got guys had hang has have having he hell
    hello help her here hey hi him his hmm honestly how however i idk if imo in information innit into is it its
    just keep kind kinda know knows let like literally lmao lol looking lot ltd ma made make mate may maybe me mean
    might mind more most much must my need ngl no not now of off oh ok okay omg on once one only onto or other our
    out over own pal part particular please pretty question quick quickly quite rather read really regarding
    remember right said same say saying says see seen shall she should sir smh so some somebody someone something
    sorry sort still such sure talk talking tbh tell tf than thank thanks that the their them then there these they
    thing things think this those though to today tonight too um under until up upon us use used very wait want
    wanted was we well were what whatever when where whether which while who whole whose why will with within
    without wonder wondering word would wtf yes yet yo you your
"""
LITTLE = frozenset(_LITTLE.split())


@cache
def ordinary() -> frozenset[str]:
    """Return some 12,500 ordinary English words as people type them, without apostrophes.

    Repair leaves them alone: "cake" is no misspelt "case".
    """
    return frozenset((files(__package__) / "english.txt").read_text("ascii").split())


@cache
def names() -> frozenset[str]:
    """Return some 4,500 first names and surnames of people, without apostrophes.

    Repair leaves them alone: "john" is no misspelt "join". The head of the file says where they come from.
    """
    lines = (files(__package__) / "names.txt").read_text("ascii").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_STEMMER = Stemmer.Stemmer("english", 0)


def stem(word: str) -> str:
    """Return a word without its ending ("inspected", "inspection" -> "inspect"), by the Snowball English stemmer."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed
