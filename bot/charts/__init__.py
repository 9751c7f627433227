"""A series -> a picture (PNG). Knows nothing of Discord.

cache.py     which pictures there are: `Charts`, for the event loop
painting.py  a page -> a picture, by Pillow, which is imported when the first is drawn
layout.py    a series -> a page: what stands where
fonts.py     how wide a text is, where its lines break, and which fonts of the machine have what the bundled ones lack
"""

from .cache import Charts

__all__ = ["Charts"]
