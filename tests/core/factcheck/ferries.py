"""A little knowledge base for tests of the figure check: who did what to whom, and how often, at two piers."""

from __future__ import annotations

from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Knowledge
from tests.core import bases

__all__ = ["knowledge"]

_TEXT = """\
The Ferry Board received 80 complaints about Oakham, of which 60 complaints were sent back to Elmstead.

Oakham ran 90 trips in 2019. Elmstead ran 50 trips in 2019.

Of 45 boats looked at, 30 boats were mended by Tom Hurst. At the quay 12 buoys were lost in the fog of 2017.

In all, 15 landings were bad. Dozens of passengers were left ashore.
"""

_ENTRIES = """\
- id: complaints
  title: Complaints about Oakham
  says: The Ferry Board received 80 complaints about Oakham.
  figure: {value: 80, unit: complaints}
  evidence: The Ferry Board received 80 complaints about Oakham
  asked: [how many complaints were there, number of complaints received, how many letters came in,
    how many letters were there, is it true that 70 complaints were stolen]
- id: returned
  title: Complaints that were sent back
  says: Of the 80 complaints, 60 were sent back to Elmstead.
  figure: {value: 60, of: complaints, unit: complaints}
  evidence: 80 complaints about Oakham, of which 60 complaints were sent back to Elmstead
  asked: [how many complaints were sent back, number of complaints returned, did they drop the ball,
    why did they drop the ball]
- id: returned-share
  title: Share of complaints that were sent back
  says: Three quarters of the complaints were sent back.
  figure: {calculate: returned / complaints, as: percent}
  asked: [what share of the complaints was sent back]
- id: trips-oakham
  title: Trips from Oakham
  says: Oakham ran 90 trips in 2019.
  figure: {value: 90, unit: trips}
  evidence: Oakham ran 90 trips in 2019
  asked: [how many trips did oakham run, number of trips from oakham]
- id: trips-elmstead
  title: Trips from Elmstead
  says: Elmstead ran 50 trips in 2019.
  figure: {value: 50, unit: trips}
  evidence: Elmstead ran 50 trips in 2019
  asked: [how many trips did elmstead run, number of trips from elmstead]
- id: more-trips
  title: How many more trips there were
  says: Oakham ran 40 more trips than Elmstead.
  figure: {calculate: trips-oakham - trips-elmstead}
  asked: [how many more trips did oakham run than elmstead]
- id: boats
  title: Boats looked at
  says: They looked at 45 boats.
  figure: {value: 45, unit: boats}
  evidence: Of 45 boats looked at
  asked: [how many boats did they look at, number of boats looked at]
- id: boats-mended
  title: Boats that were mended
  says: Of 45 boats, 30 were mended by Tom Hurst.
  figure: {value: 30, of: boats, unit: boats}
  evidence: Of 45 boats looked at, 30 boats were mended by Tom Hurst
  asked: [how many boats were mended, number of boats put right]
- id: bad-landings
  title: Bad landings
  says: 15 landings were bad.
  figure: {value: 15, unit: landings}
  evidence: 15 landings were bad
  asked: [how many landings were not handled well, how many landings were not fine]
- id: ashore
  title: Passengers left ashore
  says: Dozens of passengers were left ashore.
  figure: {words: Dozens, unit: passengers}
  evidence: Dozens of passengers were left ashore
  asked: [how many passengers were left ashore]
- id: fog
  title: Fog
  says: 12 buoys were lost in the fog of 2017.
  evidence: At the quay 12 buoys were lost in the fog of 2017
  asked: [what happened in the fog]
"""

_VOCABULARY = """\
same:
  - [complaint, grievance]
names:
  town: [[Oakham], [Elmstead], [Bramley]]
  body: [[Ferry Board], [Pilot]]
  person: [[Tom Hurst, hurst], [Ann Marsh, marsh]]
"""


def knowledge() -> Knowledge:
    """Return the base, loaded and proved. Its source is The Pilot of April 2021."""
    return load(bases.base(entries=_ENTRIES, silences="", vocabulary=_VOCABULARY, text=_TEXT))
