"""Pages whose elements are nested deeper than any browser shows: their words without the nesting."""

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
_KEPT = frozenset(
    ("html", "head", "title", "meta", "link", "base", "script", "style", "body", "h1", "h2", "h3", "h4", "img", "time")
)
_BLOCK = re.compile(
    r"address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|fieldset|fig\w+|footer|form|h[56]|header|hr|"
    r"li|main|nav|ol|p|pre|section|summary|t(?:able|body|d|foot|h|head|r)|ul"
)
_REPEATED = re.compile(r"<p>(?:\s*<p>)+")


def flatten_page(source: str) -> str:
    """The source of a page with no element inside another but its head's: a block is a paragraph, other tags go.

    >>> flatten_page("<body><div><div><b>One</b> pier</div></div><h1>Two</h1>")
    '<body><p>One pier<p><h1>Two</h1>'
    """
    return _REPEATED.sub("<p>", _TAG.sub(_replace, source))


def _replace(match: re.Match[str]) -> str:
    name = match.group(2).lower()
    if name in _KEPT:
        return match.group()
    return "<p>" if _BLOCK.fullmatch(name) else ""
