"""Is a message a greeting, thanks, a reaction: something that people say to a bot without asking of the report?

Knows how people are polite, or not, in English chat; knows nothing of any report, and not what is said in return.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_args

from ..language.message import Message

__all__ = ["MANNERS", "Manner", "leaning", "manner", "phrases", "remarks"]

Manner = Literal[
    "bare", "greeting", "thanks", "praise", "apology", "insult", "reaction", "farewell", "identity", "abilities"
]
"""Ways in which people speak to a bot. "bare" is a message without a word."""

MANNERS: tuple[Manner, ...] = get_args(Manner)

# Of several in one message the first of these is replied to.
_RANK: tuple[Manner, ...] = (
    "abilities", "identity", "insult", "apology", "thanks", "farewell", "praise", "greeting", "reaction", "bare",
)  # fmt: skip

_SAID: dict[Manner, str] = {
    "greeting": """
        hi | hello | hey | heya | hiya | hullo | yo | oi | howdy | ello | alright | sup | wassup | whats up | what is up
        | good morning | good afternoon | good evening | morning | evening | afternoon | greetings | hey there
        | hi there | hello there | how are you | how r u | how are you doing | how is it going | hows it going
        | how are things | nice to meet you | you there | are you there | anyone there | anybody there | anyone here
        | hi everyone | hi all | hello everyone | welcome | welcome back | im back | test | testing | ping | hola
        | bonjour | salut | ciao | hallo | guten tag | ola | namaste | salaam | salam | merhaba | czesc | privet
    """,
    "thanks": """
        thanks | thank you | thank u | thank | thankyou | thanx | thanks a lot | thanks a bunch | thanks a million | ty
        | tysm | tyvm | thx | thnx | tnx | tanks | cheers | ta | much appreciated | appreciate it | appreciated
        | i appreciate it | i appreciate that | many thanks | much obliged | thank god | gracias | merci | danke
        | obrigado | obrigada | spasibo | arigato | grazie | bless you | bless | thanks for | thank you for
        | that is all | thats all | that is all i needed | thats all i needed | that is what i needed
        | thats what i needed | just what i needed | exactly what i needed | that helps | that helped | this helps
        | really helpful | very helpful | so helpful | helpful | that was helpful
    """,
    "praise": """
        good bot | great bot | nice bot | best bot | clever bot | smart bot | good | nice | nice one | great | cool
        | awesome | brilliant | excellent | perfect | amazing | lovely | sweet | neat | wicked | sick | class | ace
        | fantastic | wonderful | super | well done | good job | great job | nice work | good work | bravo | congrats
        | love it | love this | i love it | i love you | love you | i like you | youre great | you are great
        | youre the best | you are the best | ur the best | the best | youre awesome | you are awesome | youre good
        | you are good | youre clever | you are clever | you are smart | youre smart | goat | legend | what a legend
        | you legend | impressive | im impressed | that is impressive | good answer | great answer | nice answer
        | good to know | that is good to know | makes sense | that makes sense | got it | gotcha | i see | understood
        | noted | interesting | thats interesting | that is interesting | very interesting | fascinating | quick
        | that was quick | that was fast | fast | useful | thats useful | that is useful | very useful | w bot | based
        | youre funny | you are funny | youre nice | you are nice | not bad | good stuff | nicely done | sounds good
        | thats great | that is great | thats good | that is good | thats cool | that is cool | thats nice
        | that is nice | that is helpful | thats helpful | correct | you are right | youre right | spot on
        | thats right | that is right
    """,
    "apology": """
        sorry | im sorry | i am sorry | so sorry | my bad | my mistake | my fault | oops | oopsie | whoops | soz | sry
        | apologies | i apologise | i apologize | my apologies | pardon | excuse me | wrong chat | wrong channel
        | wrong window | wrong person | wrong server | wrong one | sorry wrong chat | ignore that | ignore me
        | ignore this | nvm | nevermind | never mind | forget it | forget that | forget i asked | disregard | mb
        | misclick | typo | that was a typo | didnt mean to send that | i did not mean that | wasnt for you
        | that was not for you | not for you | was not talking to you | wasnt talking to you | not talking to you
        | didnt mean you | i did not mean you
    """,
    "insult": """
        bad bot | stupid bot | dumb bot | useless bot | crap bot | shit bot | rubbish bot | silly bot | trash bot
        | garbage bot | useless | stupid | dumb | idiot | moron | rubbish | crap | trash | garbage | pathetic | lame
        | you suck | u suck | this sucks | that sucks | sucks | shut up | stfu | go away | get lost | piss off
        | fuck off | fuck you | fuck u | screw you | i hate you | hate you | i hate this bot | youre useless
        | you are useless | youre stupid | you are stupid | youre dumb | you are dumb | youre rubbish | you are rubbish
        | you are an idiot | youre an idiot | not helpful | that is not helpful | thats not helpful | unhelpful
        | that did not help | that doesnt help | that does not help | no help | no use | worst bot | worst bot ever
        | what a useless bot | boring | youre boring | you are boring | clanker | bot is broken | are you stupid
        | are you dumb | you are broken | youre broken | what is wrong with you | whats wrong with you
    """,
    "reaction": """
        wow | woah | whoa | omg | omfg | oh my god | oh my gosh | oh my | my god | god | gosh | jesus | christ | jeez
        | blimey | crikey | bloody hell | hell | heck | damn | damn it | dammit | darn | shit | holy shit | fuck
        | fucking hell | fuck me | wtf | wth | what the hell | what the heck | what the fuck | ffs | for fucks sake
        | for gods sake | lol | lmao | lmfao | rofl | haha | hahaha | hehe | heh | ha | kek | xd | hmm | hm | hmmm | mhm
        | huh | oh | ah | aw | aww | ouch | ugh | ew | eww | yikes | oof | bruh | bro | pff | pfft | phew | meh | duh | eek
        | ok | okay | okey | oki | k | kk | okie | okay then | right | right then | alright then | fine | fair
        | fair enough | fair dos | fair play | true | indeed | exactly | totally | definitely | absolutely | of course
        | i guess | i suppose | if you say so | whatever | yes | yeah | yep | yup | ye | no | nah | nope | no way | sure
        | sad | so sad | that is sad | thats sad | very sad | how sad | sad times | sad face | depressing | grim | bleak
        | awful | terrible | horrible | dreadful | horrific | appalling | shocking | shameful | shame | what a shame
        | disgusting | disgraceful | a disgrace | what a disgrace | outrageous | unbelievable | incredible | insane
        | crazy | mad | wild | mental | nuts | heartbreaking | tragic | scary | worrying | upsetting | gross | sickening
        | vile | thats awful | that is awful | thats terrible | that is terrible | thats horrible | that is horrible
        | thats shocking | that is shocking | thats disgusting | that is disgusting | thats mad | that is mad
        | thats crazy | that is crazy | thats insane | that is insane | thats wild | that is wild | thats bad
        | that is bad | thats not good | that is not good | not good | thats a lot | that is a lot | a lot | that many
        | poor things | poor kids | poor children | poor souls | i cant even | i cannot even | im shocked | i am shocked
        | im speechless | speechless | no words | i am disgusted | im disgusted | i am appalled | im appalled
        | who knew | figures | typical | unreal | wowzers | my goodness | goodness | goodness me | good grief | dear me
        | oh dear | dear god | good god | good lord | lord | rip | f | smh | fml | tbh | ngl | idk | i dont know
        | i do not know | dunno | cry | crying | im crying | lets go | yay | woo | woohoo | hooray | finally | same
        | me too | promise | pinky promise | i see what you did there | as expected | thought so | i thought so
        | knew it | i knew it | told you | told you so | i told you so | that was it | thats it | that is it | nothing
        | just kidding | kidding | jk | only joking | just joking | joking | what a mess | what a joke | what a shambles
        | thats life | so it goes | interesting times | mate | hang on | wait | one sec | one moment | brb | ill be back
    """,
    "farewell": """
        bye | bye bye | goodbye | good bye | cya | see ya | see you | see you later | see you soon | see you tomorrow
        | later | laters | l8r | ttyl | talk later | talk to you later | good night | goodnight | night | nighty night
        | gn | take care | farewell | so long | peace | peace out | im off | i am off | gotta go | got to go | g2g | gtg
        | i have to go | i must go | have a nice day | have a good day | have a good one | have a great day | cheerio
        | ta ra | toodles | ciao ciao | adios | au revoir | until next time | catch you later | im out | im done
        | i am done | i am out
    """,
    "identity": """
        are you a bot | are you bot | you a bot | youre a bot | you are a bot | you are a bot right | are you human
        | are you a human | are you a person | are you a real person | are you real | are you alive | are you a robot
        | are you ai | are you an ai | are you chatgpt | are you chat gpt | are you gpt | are you claude | are you gemini
        | are you a machine | is this a bot | is this ai | is this chatgpt | is this an ai | bot or human | human or bot
        | is this a real person | am i talking to a bot | am i talking to a person | am i talking to a human
        | am i talking to a real person | who are you | what are you | who r u | what is your name | whats your name
        | who made you | who built you | who created you | who wrote you | who programmed you | who runs you
        | who is your owner | who owns you | introduce yourself | tell me about yourself | about you | where are you from
        | how old are you | do you have feelings | do you sleep | do you use ai | do you use chatgpt | are you sentient
        | are you chat bot | are you a chatbot | is that a bot | r u a bot | are u a bot | ur a bot | ur a bot right
    """,
    "abilities": """
        help | help please | help pls | please help | help me use this | help menu | help command | commands | command
        | menu | options | instructions | manual | usage | info | what can you do | what can u do | what do you do
        | what can you tell me | what can you help with | what can you help me with | what can i ask
        | what can i ask you | what can i ask you about | what should i ask | what do i ask | what to ask
        | what do you know | what do you know about | what are you for | what are you about | what is this
        | what is this bot | what is this bot for | what is this for | what is this about | what does this do
        | what does this bot do | what does it do | whats this | whats this bot | how do i use you
        | how do i use this | how do i use this bot | how to use | how to use this | how to use you | how to use this bot
        | how does this work | how does this bot work | how do you work | how does it work | how do i ask
        | how do i ask you | how do i ask a question | how do i ask you something | can i ask you something
        | can i ask a question | can i ask you a question | can i ask something | i have a question | i got a question
        | question | i want to ask something | i want to ask a question | can you help | can you help me
        | can u help me | could you help me | help me out | need some help using this | show me what you can do
        | start | get started | how do i start | where do i start | faq | examples | example | give me an example
        | what else can you do | what else can i ask | what are your commands | list commands | show commands
        | what topics | which topics | topics | what topics do you know | what questions can i ask
        | what sort of questions can i ask | what kind of questions can i ask | what stuff do you know
        | do you know anything | do you speak english | do you speak spanish
    """,
}
_BESIDE = """
    a again all am an and answer answers anyway are babe bot bots btw bud buddy but buddies bye dude everyone everybody
    for fr friend friends girl guys haha have help here i im info information is it its just lad lads lol m8 man mate
    me much my no now of oh okay ok one on please pls pal person quick quickly really robot set sir so some still stuff
    super that the them then there this those though to today too u ur very was well wow x xx xxx ya yes you your bruv
    fam sis bestie chat chatbot darling love dear clearing up explaining answering reply replying response actually
    honestly literally got get know day night time bit little kind kindly truly indeed dont do not
"""
_SPOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+[a-z]+|[a-z]+\d+[a-z]*|\d+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LAUGHTER = re.compile(r"(?:(?:ha|he|hi|hue|ja|lo+l|xd|lma+o+|ah)+h?)+")
_MOST_WORDS = 14
_MOST_LEANING_WORDS = 9
_ASKS = re.compile(r"\?|\b(?:who|whose|whom|what|which|when|where|why|how|whos|whats|did|does|is there|was there)\b")


_ANYWHERE: frozenset[Manner] = frozenset(["thanks", "farewell", "apology", "insult", "identity"])
_BEGINS = frozenset(
    [
        "and",
        "anything",
        "any",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "can",
        "could",
        "will",
        "would",
        "should",
        "tell",
        "show",
        "give",
        "list",
        "explain",
        "name",
        "compare",
        "back",
        "about",
        "also",
        "or",
        "not",
        "more",
        "less",
        "only",
        "just",
        "add",
        "sum",
        "define",
        "describe",
        "quote",
        "continue",
        "go",
        "next",
        "other",
        "another",
        "the",
    ]
)


def _phrases() -> dict[tuple[str, ...], Manner]:
    found: dict[tuple[str, ...], Manner] = {}
    for kind, said in _SAID.items():
        for phrase in said.split("|"):
            found.setdefault(tuple(phrase.split()), kind)
    return found


_PHRASES = _phrases()
_LONGEST = max(map(len, _PHRASES))
_FILLING = frozenset(_BESIDE.split())


def phrases() -> list[str]:
    """Return everything that is known to be said without asking of a report, in English, folded."""
    return [" ".join(phrase) for phrase in _PHRASES]


def manner(message: Message) -> Manner | None:
    """Return how a message is meant that is made of nothing but such phrases; None if it says anything else.

    A message without a word or number is "bare"; one of nothing but signs and pictures a "reaction".
    """
    spoken = _spoken(message)
    if not spoken:
        return "reaction" if any(not char.isspace() and char not in "?!." for char in message.typed) else "bare"
    if len(spoken) > _MOST_WORDS:
        return None
    return _first(_covering(spoken))


def leaning(message: Message) -> Manner | None:
    """Return how a short message is meant that has such a phrase, asks nothing and has no number.

    Thanks, farewells, apologies and insults may stand anywhere, what else at its beginning or its end: "thanks, my nan
    says hi". None of any other message.
    """
    spoken = _spoken(message)
    if len(spoken) > _MOST_LEANING_WORDS or message.numbers or _ASKS.search(message.folded):
        return None
    found: list[Manner] = []
    for start in range(len(spoken)):
        for end in range(min(len(spoken), start + _LONGEST), start, -1):
            kind = _PHRASES.get(tuple(spoken[start:end]))
            if kind is not None and (kind in _ANYWHERE or start == 0 or end == len(spoken)):
                found.append(kind)
    return _first(found)


def remarks(message: Message) -> bool:
    """Tell whether a message asks nothing and names nothing: a remark on what was said."""
    begins = message.plain.split(" ", 1)[0]
    return not (message.numbers or message.names or _ASKS.search(message.folded) or begins in _BEGINS)


def _first(found: Sequence[Manner]) -> Manner | None:
    return min(found, key=_RANK.index, default=None)


def _spoken(message: Message) -> list[str]:
    """Return the words of a message as the phrases have them: without apostrophes, drawn-out letters cut short."""
    found = []
    for word in _SPOKEN.findall(message.folded):
        bare = word.replace("'", "")
        if _LAUGHTER.fullmatch(bare) and len(bare) > 2:
            bare = "haha"
        short = _DRAWN_OUT.sub(r"\1", bare)
        double = _DRAWN_OUT.sub(r"\1\1", bare)
        found.append(double if double in _KNOWN else short if short in _KNOWN else bare)
    return found


_KNOWN = _FILLING | {word for phrase in _PHRASES for word in phrase}


def _covering(spoken: Sequence[str]) -> list[Manner]:
    """Return the manners of the phrases that cover all words, but for words that may stand beside; [] if none do."""
    best: list[list[Manner] | None] = [[]]
    for end in range(1, len(spoken) + 1):
        found: list[Manner] | None = None
        for length in range(min(_LONGEST, end), 0, -1):
            before = best[end - length]
            kind = _PHRASES.get(tuple(spoken[end - length : end]))
            if before is not None and kind is not None:
                found = [*before, kind]
                break
        before = best[end - 1]
        if found is None and before is not None and spoken[end - 1] in _FILLING:
            found = list(before)
        best.append(found)
    return best[-1] or []
