"""Plain English around a statement, of no report in particular: where it goes on, and what only colours it."""

from __future__ import annotations

__all__ = ["COLOUR", "DEPENDENT", "INDEPENDENT"]

# How a part of a sentence begins that says more of what was said before it ("..., in the north").
_DEPENDENT = """
    about across after again against all are as at bc because been before being both by causing cos coz cuz
    despite due during each ended for from had has have in including inside into involving is leading led mainly
    making meaning mostly near never none not of on only onto out per resulting since thanks through throughout
    to under via was were when where which who whom whose with within
"""
DEPENDENT = frozenset(_DEPENDENT.split())

# And how one begins that is about something else ("..., and nobody cares").
_INDEPENDENT = """
    a absolute absolutely an anyone can check complete could did do does dont even everybody everyone get go he
    her here hes his honestly how i if im imagine it its ive just lets literally lmao lol look maybe my no
    nobody noone now omg our people please ppl read shame she shes should smh so somebody someone still tell
    that the their them then there theres these they theyre this those total we what whats why will would wtf
    yet you your youre
"""
INDEPENDENT = frozenset(_INDEPENDENT.split())

# Words that say what somebody thinks of a thing, how sure they are, or where they have it from. Nothing that praises,
# settles or dates: to say that something was "proven", "closed" or "great" is a claim.
_COLOUR = """
    absolute absolutely abysmal account admit admits admitted afaik aka alarming alone already altogether always
    amount amounting angry annoying appalling article articles asked atrocious author awful awfully basic
    bastards belief believe believes blatant bloody bollocks bonkers bothering breakdown breaking brutal bs
    buddy bullshit bunch chat check chilling claim claimed claims clear clearly clown clowning clowns combined
    comes coming comment compared completely count counted crazy criminally damning damningly data deeply
    definitely deplorable depressing depressingly describe described despicable detail details diabolical dire
    dirty disaster disgrace disgraced disgraceful disgracefully disgust disgusted disgusting dismal dodgy
    dreadful dreadfully effing eg egregious embarrassing embarrassment entire entirely equal equals equates
    essentially estimated evidently exact facepalm fact facts farce ffs figure figures finally finding findings
    finds fml folks found frankly freaking frightening fuck fucked fuckin fucking fuming genuinely god goddamn
    goes google grim gross guy haha hahaha headline headlines hear heard hears heartbreaking heck hilarious
    hopeless horrendous horrible horribly horrid horrific horrified horrifying huge idiot idiots ie ikr imagine
    imao incompetence incompetent indeed infuriating insane insanely insanity interesting ironic jeez jesus
    jfc joke jokers jokes joking journalists kept kidding laughable learn learned learnt link livid lmfao
    ludicrous lunacy mad madness makes massive mates math mathematically maths mental mention mentioned mentions
    mere means merely minds moreover mortifying muppets namely nasty nauseating news newspaper nightmare note
    noted notes number numbers nuts nutshell obviously officially omfg ones oof outrage outrageous outright
    overall page paper paragraph pathetic percentage piece piss pissed pisstake pitiful plain plainly point
    pointed points posted precisely proportion psa published publishes quote quoted quotes rage raging ranting
    reading reads realise realised reality realize recap reckon reference reckoned record remind reminder repeat report
    reported reportedly reports respective respectively reveal revealed reveals ridiculous rofl rotten roughly
    rounded rounding ruddy sad sadly sake saw scandal scandalous scary scathing scream screaming screwing scum
    seriously shambolic shame shameful shameless sheesh shits shitshow shock shocked shocker shocking
    shockingly show showed showing shows sickened sickening simply sink sinks smfh source sources staggering
    stat stated states statistic statistics stats stomach story straight stuff stunning stupid sum summary
    summed supposed supposedly surely tally tbf telling terrible terribly terrifying thinks thought thread tldr
    told total totally tragic travesty turn turned turns tweet ugh unacceptable unbelievable unbelievably
    unforgivable unreal update urgh useless utter utterly versus vile vs wake wankers went whopping wild woeful
    woefully words worrying worse worst worth wow write writes writing written wrote yikes yup
"""
# Short forms and joining words that the little words of questions do not have.
_JOINING = """
    couldve due either hadve hed hes itd itll mightve mustve neither shes shouldve since thatd thatll theyd theyll
    theyve thus weve whereas whereby whilst wholl whove wouldve youd youll youve
"""
COLOUR = frozenset(_COLOUR.split()) | frozenset(_JOINING.split())
