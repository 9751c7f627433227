"""Web pages, as saved by a person: the article's text, without what stands around it."""

from __future__ import annotations

import re
from typing import Any

from ..errors import DocumentError
from .cleaning import clean, written_date
from .libraries import library
from .markup import blocks_of
from .text import DocumentText

__all__ = ["parsed", "read"]

_AROUND = (
    "script", "style", "noscript", "template", "nav", "form", "button", "dialog", "iframe", "svg", "footer", "input",
    "select", "textarea", "object", "video", "audio", "canvas",
)  # fmt: skip
_ROLES = {"navigation", "dialog", "alertdialog", "banner", "contentinfo", "search", "complementary", "menu", "toolbar"}
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|shar(?:e|ing)|social|breadcrumbs?|newsletter|subscribe|related|recommended|"
    r"promo|advert(?:s|isement)?|ads?|skip|skip-link|sidebar|site-header|site-footer|masthead|pagination|pager|comments?|"
    r"popup|modal|overlay|toolbar|byline|signup|sign-up|navbar|navigation|menu|print-only)(?:$|[\s_-])",
    re.I,
)
_ENOUGH = 0.5  # of the words of the page's main part must stand in what is taken for its article
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w-]+)|<meta[^>]{0,80}charset=[\"']?([\w-]+)", re.I)


def read(data: bytes) -> DocumentText:
    """Read a web page. Scripts, navigation, cookie boxes and links for sharing are left out, captions are kept."""
    root = parsed(data)
    head = _title(root), _published(root)
    for element in list(root.iter()):
        if element.getparent() is not None and _is_beside(element):
            element.drop_tree()
    blocks = blocks_of(_article(root))
    title = next((each.text for each in blocks if each.kind == "heading" and each.level == 1), "") or head[0]
    return DocumentText(tuple(blocks), title, head[1])


def parsed(data: bytes) -> Any:
    """Return the tree of a page or a piece of one. DocumentError if it holds none."""
    html = library("lxml.html")
    etree = library("lxml.etree")
    try:
        root = html.document_fromstring(_decoded(data), parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError, AssertionError) as broken:
        raise DocumentError("the page holds no text that can be read: save it again from the browser") from broken
    return root


def _decoded(data: bytes) -> str:
    """Return the page's text by the encoding that it states, else UTF-8, else Windows' Latin letters."""
    stated = _ENCODING.search(data[:2048])
    names = [(stated[1] or stated[2]).decode("ascii")] if stated else []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names = ["utf-16"]
    for name in [*names, "utf-8", "cp1252"]:
        try:
            text = data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    return data.decode("utf-8", "replace")


def _is_beside(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return True  # comments and the like
    if element.tag in ("html", "body", "main", "article", "head"):
        return False
    if element.tag in _AROUND or element.get("role") in _ROLES or element.get("aria-hidden") == "true":
        return str(element.get("role")) != "doc-footnote"
    if element.tag == "header" and not element.xpath("ancestor::article|.//h1"):
        return True
    told = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag == "aside":
        return re.search(r"note", told, re.I) is None
    if re.search(r"display:\s*none|visibility:\s*hidden", element.get("style") or ""):
        return True
    beside = bool(_BESIDE.search(told)) and not element.xpath(".//h1")
    return beside and len(str(element.text_content())) < 20_000


def _article(root: Any) -> Any:
    """Return the part that is the article: what readability finds, unless it loses much of the page's only article."""
    main = next((found[0] for name in ("article", "main") if len(found := root.findall(f".//{name}")) == 1), None)
    body = root if root.find("body") is None else root.find("body")
    page = library("lxml.etree").tostring(root, encoding="unicode")
    try:
        summary = library("readability").Document(page).summary(html_partial=True)
        found = library("lxml.html").fromstring(summary)
    except Exception:  # whatever it stumbles over, the page itself is still there
        found = None
    whole = body if main is None else main
    length = len(clean(whole.text_content()))
    if found is None or len(clean(found.text_content())) < length * (_ENOUGH if main is None else 0.98):
        return whole
    return found


def _title(root: Any) -> str:
    for path in ("//meta[@property='og:title']/@content", "//title/text()"):
        found = root.xpath(path)
        if found and clean(found[0]):
            return re.sub(r"\s+[|–—·]\s+[^|–—·]{1,40}$", "", clean(found[0]))
    return ""


def _published(root: Any) -> str:
    paths = (
        "//meta[@property='article:published_time']/@content",
        "//meta[@name='date' or @name='DC.date' or @name='dcterms.issued']/@content",
        "//meta[@name='citation_publication_date']/@content",
        "//time/@datetime",
        "//*[contains(@class,'byline') or contains(@class,'published') or contains(@class,'date')]//text()",
    )
    for path in paths:
        date = written_date(" ".join(map(str, root.xpath(path)[:20])).replace("/", "-"))
        if date:
            return date
    return ""
