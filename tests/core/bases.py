"""Little knowledge bases for tests, from YAML text and a source of our own about a harbour's lamps.

Every file of a base is bytes under its name, as `core.loading.load` takes them. The document is called "harbour.yaml";
its first line is the source, its second is "entries:", and the first line of the text of the entries is line 3.
"""

from __future__ import annotations

from textwrap import dedent

from bot.core.knowledge.fingerprint import fingerprint

__all__ = ["ENTRIES", "HELP", "SILENCES", "SOURCE", "TEXT", "VOCABULARY", "base", "document"]

TEXT = """\
Dozens of lamps on Northgate quay were dark for most of the winter, the Lantern Office has found.

Its inspectors looked at 240 lamps. They found that 90 of the 240 lamps they tested were broken or "dim," while twelve \
were taken down because they could have fallen. In March 0 lamps were mended.

"We saw rust, loose wires and a shameful lack of care on every mast," said Ada Quill, Keeper of the Lights. "Nobody \
had written down who was to mend what."

The harbour spent £1,250 on new glass in 2019, or 40 % of its budget, and three quarters of it before June.

The harbour master's answer was short: his men "will be out with ladders before the first frost," he promised.
"""

SOURCE = (
    "source: {id: northgate-2021, title: Northgate lamps left dark all winter, publisher: The Pilot,"
    ' published: "2021-04", url: "https://pilot.example/lamps"}'
)

ENTRIES = """\
- id: lamps-tested
  title: Lamps that were tested
  says: The Lantern Office tested 240 lamps.
  figure: {value: 240, unit: lamps}
  evidence: 90 of the 240 lamps they tested
  asked: [how many lamps did they test, number of lamps inspected, lamps looked at]
- id: lamps-broken
  title: Lamps that were broken or dim
  says: Of the 240 lamps tested, 90 were broken or "dim".
  figure: {value: 90, of: lamps-tested, unit: lamps}
  evidence: 90 of the 240 lamps they tested were broken or "dim,"
  asked: [how many lamps were broken, number of dim lamps, lamps that did not work]
- id: share-broken
  title: Share of lamps that were broken or dim
  figure: {calculate: lamps-broken / lamps-tested, as: percent}
  says: That is 37.5 % of the lamps tested.
  asked: [what share of the lamps was broken, percentage of broken lamps]
- id: lamps-removed
  title: Lamps that were taken down
  says: Twelve lamps were taken down because they could have fallen.
  figure: {value: 12, unit: lamps}
  evidence: twelve were taken down because they could have fallen
  asked: [how many lamps were removed, why were lamps taken down]
- id: lamps-dark
  title: Lamps that were dark
  says: Dozens of lamps were dark for most of the winter.
  figure: {words: Dozens, unit: lamps}
  evidence: Dozens of lamps on Northgate quay were dark
  asked: [how many lamps were dark in the winter, was the quay dark]
- id: quill-rust
  title: What Ada Quill saw
  quote: We saw rust, loose wires and a shameful lack of care on every mast
  speaker: {name: Ada Quill, role: Keeper of the Lights}
  asked: [what did Ada Quill say about rust, quote on loose wires]
- id: glass-cost
  title: Spending on new glass
  says: The harbour spent £1,250 on new glass in 2019.
  figure: {value: 1250, unit: pounds}
  evidence: The harbour spent £1,250 on new glass in 2019
  asked: [how much was spent on glass, cost of new glass]
- id: master-promise
  title: What the harbour master promised
  says: The harbour master promised that his men "will be out with ladders".
  evidence: his men "will be out with ladders before the first frost," he promised
  asked: [what did the harbour master promise, when will the men be out with ladders]
"""

SILENCES = """\
- id: who-broke-lamps
  title: Who broke the lamps
  says: The article does not say who broke the lamps.
  near: [lamps-broken]
  asked: [who broke the lamps, names of the vandals]
"""

VOCABULARY = """\
same:
  - [lamp, lantern, light]
  - [harbour master, harbourmaster]
names:
  person: [[Ada Quill, Quill]]
"""

HELP = """\
opening: You did right to say so.
lines:
  - {name: Harbour watch, number: "0123", when: if somebody is in the water}
calls: [somebody fell into the water, i am drowning]
plain: [what fell into the water]
"""


def document(entries: str, silences: str = "", *, source: str = SOURCE) -> bytes:
    """Return one document: the source's record, entries and silences, each given as YAML text, indented as you like.

    The source is as many lines as you give it, "entries:" is the next one.
    """
    parts = [source, "entries:", dedent(entries).strip("\n")]
    if silences:
        parts += ["silences:", dedent(silences).strip("\n")]
    return ("\n".join(parts) + "\n").encode()


def base(
    *,
    entries: str = ENTRIES,
    silences: str = SILENCES,
    vocabulary: str = VOCABULARY,
    help: str = "",
    checks: str = "",
    text: str = TEXT,
) -> dict[str, bytes]:
    """Return the files of a knowledge base, sound unless you make it otherwise; "" leaves a file or section out.

    text: the source's text, of which the fingerprint is made.
    """
    files = {
        "harbour.yaml": document(entries, silences),
        "sources/northgate-2021.fingerprint": str(fingerprint(text)).encode(),
    }
    for name, content in (("vocabulary", vocabulary), ("help", help), ("checks", checks)):
        if content:
            files[f"{name}.yaml"] = dedent(content).encode()
    return files
