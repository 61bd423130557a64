"""One text file that holds several articles: told by what stands between them."""

import re
from itertools import pairwise

_RULE = re.compile(r"^[ \t]*(?:([-=_*#~+—–])(?:[ \t]?\1){4,}|\f)[ \t]*$", re.MULTILINE)
_NUMBERED = re.compile(
    r"^[ \t]*(?:document|article|story|item|record|doc|"
    r"result)?[ \t]*#?(\d{1,5})[ \t]+of[ \t]+\d{1,5}(?:[ \t]+(?:documents|articles|stories|items|results))?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(
    r"^[ \t]*(title|headline|url|link|date|published|publication date|load-date|source|byline|author|section|"
    r"length|publication|dateline|document[ -]?id|id|copyright)[ \t]*[:=][ \t]*\S",
    re.MULTILINE | re.IGNORECASE,
)
_ENDS = re.compile(
    r"^[ \t]*(?:end of (?:document|article|story)|load-date:.*|document [A-Z]{3,8}0{2,}\w{6,})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(r"[^\n]{8,160}[^\s.,;]\s*(?:\n|$)")
_ARTICLE = 300
"""Letters that the shortest article of a bundle has."""


def count_articles(text: str) -> int:
    """How many articles a plain text clearly holds; 1 where nothing says more.

    Articles are told by numbers ("2 of 50 DOCUMENTS"), by fields that come again ("Title:", "Date:"), and by rules of
    marks between blocks that each begin with a headline. A rule inside an article ("* * *") divides no headlines.

    >>> count_articles("A council met.\\n\\n* * * * *\\n\\nIt met again.")
    1
    """
    numbered = {match.group(1) for match in _NUMBERED.finditer(text)}
    if len(numbered) > 1:
        return len(numbered)
    ends = [" ".join(match.split()[:2]).lower() for match in _ENDS.findall(text)]
    if ends and (most := max(map(ends.count, ends))) > 1:
        return most
    if (fields := _count_fields(text)) > 1:
        return fields
    return _count_blocks(text)


def _count_fields(text: str) -> int:
    counts: dict[str, int] = {}
    places: list[int] = []
    for match in _FIELD.finditer(text):
        name = match.group(1).lower()
        counts[name] = counts.get(name, 0) + 1
        if name in ("title", "headline", "url", "link"):
            places.append(match.start())
    repeated = sorted((n for n in counts.values() if n > 1), reverse=True)
    apart = sum(b - a > _ARTICLE for a, b in pairwise(places))
    return repeated[0] if len(repeated) > 1 and apart >= 1 else 1


def _count_blocks(text: str) -> int:
    blocks, at = [], 0
    for match in _RULE.finditer(text):
        blocks.append(text[at : match.start()])
        at = match.end()
    blocks = [block for block in [*blocks, text[at:]] if block.strip()]
    long = [block for block in blocks if sum(c.isalpha() for c in block) > _ARTICLE]
    if len(long) < 2:
        return 1
    headed = sum(bool(_TITLE.match(block.lstrip("\n \t")) and len(block.strip().split("\n")) > 1) for block in long)
    return len(long) if headed >= max(2, 0.8 * len(long)) and len(long) >= 0.6 * len(blocks) else 1
