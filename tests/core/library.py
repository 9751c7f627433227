"""A small knowledge base for tests: a made-up report on a town's libraries, proved against a made-up source."""

from __future__ import annotations

from pathlib import Path

from bot.core.knowledge.fingerprint import fingerprint
from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Entry, Knowledge, Silence

__all__ = ["FILES", "TEXT", "counted", "entry", "files", "knowledge", "silence", "write"]

TEXT = """\
Libraries in Elmstead are worn out, says the Reading Council

The Reading Council inspected every library in Elmstead last spring and wrote a report about what it found there.

Inspectors looked at 412 loans, of which 103 came back late, the report says.

They counted 96 broken chairs in Elmstead and 31 broken chairs in Oakham, its neighbour.

"Our readers deserve better than wet carpets and dark rooms," said Rosa Bell, the chief librarian.

"We have asked for new lamps since 2009 and nobody listened," said Tom Hurst, the caretaker.

The roof of the reading room leaked in 2014 and dozens of atlases were ruined by rain.
"""

_REPORT = """\
source:
  id: gazette-2018
  title: Libraries in Elmstead are worn out
  publisher: Elmstead Gazette
  published: "2018-03"
  url: https://gazette.example/libraries
  about: {title: Inspection of the libraries of Elmstead, publisher: Reading Council, published: "2018-03-09"}

entries:
  - id: loans-inspected
    title: Loans looked at
    says: Inspectors looked at 412 loans.
    figure: {value: 412, unit: loans}
    evidence: "Inspectors looked at 412 loans"
    asked:
      - how many loans did they look at
      - number of loans inspected
      - how many loans were in the sample
      - what was the total of loans examined
      - loans looked at, how many
      - size of the sample of loans
  - id: loans-late
    title: Loans that came back late
    says: Of the 412 loans, 103 came back late.
    figure: {value: 103, of: loans-inspected, unit: loans}
    evidence: "412 loans, of which 103 came back late"
    asked:
      - how many loans came back late
      - number of late loans
      - how many were returned late
      - how many overdue loans were there
      - late returns, how many
      - were lots of loans overdue
  - id: late-share
    title: Share of loans that came back late
    figure: {calculate: loans-late / loans-inspected, as: percent}
    says: A quarter of the loans came back late.
    asked:
      - what share of loans came back late
      - what percentage of loans was late
      - proportion of overdue loans
      - late loans in percent
  - id: chairs-elmstead
    title: Broken chairs in Elmstead
    says: The inspectors counted 96 broken chairs in Elmstead.
    figure: {value: 96, unit: chairs}
    evidence: "They counted 96 broken chairs in Elmstead"
    contradicts: [chairs-oakham]
    asked:
      - how many broken chairs in elmstead
      - how many chairs were broken in the elmstead libraries
      - number of broken chairs elmstead
      - elmstead chairs broken, how many
      - how many seats were damaged in elmstead
  - id: chairs-oakham
    title: Broken chairs in Oakham
    says: Oakham had 31 broken chairs.
    figure: {value: 31, unit: chairs}
    evidence: "31 broken chairs in Oakham, its neighbour"
    asked:
      - how many broken chairs in oakham
      - how many chairs were broken in oakham
      - number of broken chairs oakham
      - oakham chairs broken, how many
  - id: bell-carpets
    title: Rosa Bell on wet carpets
    quote: Our readers deserve better than wet carpets and dark rooms
    speaker: {name: Rosa Bell, role: chief librarian}
    asked:
      - what did rosa bell say
      - what did the chief librarian say
      - quote from rosa bell
      - what did bell say about wet carpets
      - who said readers deserve better
      - what do readers deserve
  - id: hurst-lamps
    title: Tom Hurst on lamps
    says: The caretaker said that lamps had been asked for since 2009.
    quote: We have asked for new lamps since 2009 and nobody listened
    speaker: {name: Tom Hurst}
    asked:
      - what did tom hurst say
      - what did the caretaker say about lamps
      - since when have they asked for new lamps
      - who said nobody listened
      - quote from the caretaker
  - id: roof-leaked
    title: The roof of the reading room leaked
    says: The roof of the reading room leaked in 2014.
    evidence: "The roof of the reading room leaked in 2014"
    asked:
      - when did the roof leak
      - did rain come through the roof
      - what happened to the roof of the reading room
      - did the reading room get wet
  - id: atlases-ruined
    title: Atlases ruined by rain
    says: Dozens of atlases were ruined.
    figure: {words: dozens, unit: atlases}
    evidence: "dozens of atlases were ruined by rain"
    asked:
      - how many atlases were ruined
      - what happened to the atlases
      - were any maps spoilt by rain
      - number of atlases lost
  - id: inspection
    title: Who inspected the libraries
    says: The Reading Council inspected every library in Elmstead.
    paraphrased: true
    locator: first paragraph
    confirms: [loans-inspected]
    asked:
      - who inspected the libraries
      - who wrote the report
      - whose inspection was it
      - which body looked into the libraries

silences:
  - id: money
    title: Money and wages
    says: The article says nothing of money.
    near: [loans-inspected, roof-leaked]
    asked:
      - what is the budget of the libraries
      - how much did the new roof cost
      - what do librarians earn
      - how much money do they get
      - what did the repair cost
      - who pays for the libraries
  - id: other-towns
    title: Chairs and loans of other towns
    says: The article has numbers for Elmstead and Oakham only.
    near: [chairs-elmstead, chairs-oakham]
    asked:
      - how many broken chairs in wexford
      - how many chairs were broken in westford
      - broken chairs in bramley, how many
      - what about the libraries of bramley
      - which town had the most broken chairs
"""

_VOCABULARY = """\
same:
  - [loan, borrowing]
  - [reading room, study hall]
  - [chair, seat, stool]
names:
  town:
    - [Elmstead]
    - [Oakham, oakham on sea]
    - [Westford]
    - [Wexford]
    - [Bramley]
  person:
    - [Rosa Bell, bell]
    - [Tom Hurst, hurst]
    - [Ann Marsh, marsh]
"""

_HELP = """\
opening: It sounds as if you may not be safe.
closing: They will listen.
lines:
  - {name: Emergency services, number: "999", when: if somebody is in danger now}
  - {name: Childline, number: 0800 1111, when: for anyone under 19, url: "https://www.childline.org.uk"}
  - {name: Somebody you trust, when: at any hour}
words:
  person: [mum, dad, brother, uncle, teacher, sitter]
  harm: [hurts, hits, beats, kicks, scared, afraid, danger]
  help: [help, tell, call]
calls:
  - my dad hits me
  - my mum hits me and i am scared
  - my brother beats me every night
  - my uncle hurts me and i am afraid to tell
  - i am scared of my dad
  - my teacher hurts me, please help
  - i am in danger, who can i call
  - someone hurts me at home
  - i am afraid to go home
  - my mum beats my brother
  - he hits me when he is drunk
  - help me, he hurts me
plain:
  - a falling book hit me on the head lol
  - my dad loves the library
  - my brother is a librarian
  - my teacher told us to read the report
  - i am afraid that i forgot the question
  - can you help me with the homework
  - my mum wants to know when the roof leaked
  - who can i call about the report
"""

FILES = {
    "gazette.yaml": _REPORT.encode(),
    "vocabulary.yaml": _VOCABULARY.encode(),
    "help.yaml": _HELP.encode(),
    "sources/gazette-2018.fingerprint": str(fingerprint(TEXT)).encode(),
}


def files(**changes: tuple[str, str]) -> dict[str, bytes]:
    """Return the files of the base; each change is a file's stem with (old text, new text), the old standing there."""
    changed = dict(FILES)
    for stem, (old, new) in changes.items():
        name = f"{stem}.yaml"
        text = changed[name].decode()
        assert old in text, f"{old!r} does not stand in {name}"
        changed[name] = text.replace(old, new, 1).encode()
    return changed


def counted(loans: int) -> dict[str, bytes]:
    """Return the files of the base with another number of loans looked at, in the source as well. It is sound."""
    text = FILES["gazette.yaml"].replace(b"412", str(loans).encode()).replace(b"A quarter of the", b"Some of the")
    source = fingerprint(TEXT.replace("412", str(loans)))
    return {**FILES, "gazette.yaml": text, "sources/gazette-2018.fingerprint": str(source).encode()}


def knowledge(**changes: tuple[str, str]) -> Knowledge:
    """Return the base as it is loaded, changed as in `files`."""
    return load(files(**changes))


def entry(id: str, base: Knowledge | None = None) -> Entry:
    """Return one entry of the base."""
    return (base or knowledge()).entries[id]


def silence(id: str, base: Knowledge | None = None) -> Silence:
    """Return one silence of the base."""
    return (base or knowledge()).silences[id]


def write(folder: Path, contents: dict[str, bytes] | None = None) -> Path:
    """Write the files of the base, or others, into a folder that need not exist; return the folder."""
    for name, data in (FILES if contents is None else contents).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
