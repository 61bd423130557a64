"""A page as the lines that a reader sees, where its layout in words matters and its markup does not."""

from collections.abc import Iterator

from lxml import html
from lxml.etree import ParserError

from headwater.articles.page_tree import BLOCKS

_BREAKS = BLOCKS - {"td", "th"} | {"br", "title"}
_GAPS = frozenset(
    ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "section", "article", "hr"]
)
"""Elements before which an empty line stands."""
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head"})


def write_sheet(page: str) -> str:
    """The text of a page line by line: a block a line, an empty line between paragraphs, cells two spaces apart.

    >>> write_sheet("<table><tr><td>HD</td><td>Storm</td></tr></table><p>It  blew.</p>")
    'HD  Storm\\n\\nIt blew.'
    """
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(huge_tree=True, remove_comments=True))
    except (ParserError, ValueError):
        return ""
    lines: list[str] = []
    line = ""
    for mark, text in _walk(tree):
        if mark in _BREAKS:
            lines.append(_fold(line))
            lines.extend([""] if mark in _GAPS else [])
            line = ""
        elif mark in ("td", "th"):
            line = f"{line.rstrip()}\t" if line.strip() else ""
        line += text
    lines.append(_fold(line))
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept).strip("\n")


def _walk(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The marks where elements begin and end, with the text behind each; no recursion, however deep the page."""
    waiting = [iter([tree])]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        if isinstance(node, tuple):
            yield node
        elif not isinstance(node.tag, str) or node.tag in _UNSEEN:
            yield "", node.tail or ""
        else:
            yield node.tag, node.text or ""
            end = "" if node.tag in ("td", "th", "br") else node.tag
            waiting.append(iter([*node, (end, node.tail or "")]))


def _fold(line: str) -> str:
    return "  ".join(" ".join(cell.split()) for cell in line.split("\t")).strip()
