"""The tree of a saved page, and its text as blocks in reading order: a paragraph, heading, cell or line each."""

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree
from lxml import html as lxml_html

from headwater.articles.page_nesting import flatten_page

Element: TypeAlias = Any
"""An lxml element (lxml has no types)."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin a line of their own."""
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "textarea",
        "input",
        "canvas",
        "audio",
        "video",
        "source",
        "track",
        "map",
        "title",
        "meta",
        "link",
        "noscript",
    ]
)
"""Elements of which nothing is text; what a head may hold is among them, since the page stands in one never closed."""
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)[^<>]{8000,}>")
_MOST_ATTRIBUTES = 2000
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NAMES = ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type", "rel", "aria-label")


@dataclass(frozen=True)
class Block:
    """A run of text that nothing breaks, the element it stands in, and how much of it is links."""

    text: str
    element: Element
    tag: str
    names: str
    above: tuple[Element, ...]
    linked: int
    bold: int
    hidden: bool


def parse_page(page: str) -> Element | None:
    """The tree of a page or of a fragment of HTML; None where there is nothing to read.

    What is nested deeper than 256 elements, where libxml2 gives up, is read without its nesting; an element with
    thousands of attributes without them.
    """
    source = _LONG_TAG.sub(_thin_tag, _PROLOGUE.sub("", page.replace("\x00", "")))
    if not source.strip():
        return None
    tree, error = _parse_source(source, huge=False)
    if "depth" in error:
        tree, error = _parse_source(flatten_page(source), huge=True)
    elif error:  # a word, or a picture in an address, of more than 10 MB
        tree, error = _parse_source(source, huge=True)
    return tree


def _thin_tag(match: re.Match[str]) -> str:
    """A tag; without its attributes where it has more than any element: libxml2 compares each with all others."""
    return f"<{match.group(1)}>" if match.group().count("=") > _MOST_ATTRIBUTES else match.group()


def _parse_source(source: str, *, huge: bool) -> tuple[Element | None, str]:
    """The tree, and what broke the reading off."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_blank_text=False, huge_tree=huge)
    try:
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        tree = None
    last = parser.error_log.last_error
    return tree, last.message if last is not None and last.level == etree.ErrorLevels.FATAL else ""


def fold_space(text: str) -> str:
    """A text on one line, without soft hyphens and other marks that nobody sees.

    >>> fold_space("Ver\\u00adein \\n\\u00a0 heute ")
    'Verein heute'
    """
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip()


def read_names(element: Element) -> str:
    """What an element is called in its class, id and the like, in lower case with a space around."""
    return " " + " ".join(v for name in _NAMES if (v := element.get(name))).lower() + " "


def find_blocks(tree: Element) -> list[Block]:
    """Every block of a page in reading order; scripts, forms' fields and pictures give none."""
    body = tree.find("body")
    return _Walk().run(tree if body is None else body)


class _Walk:
    """One pass over the tree, without recursion: pages nest as deep as they like."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.linked = self.bold = self.in_link = self.in_bold = self.breaks = 0
        self.hidden: list[Element] = []
        self.stack: list[Element] = []

    def run(self, root: Element) -> list[Block]:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walk:
            if event in ("comment", "pi"):
                self._add(node.tail)
            elif event == "start":
                if node.tag in _SKIPPED or not isinstance(node.tag, str):
                    walk.skip_subtree()
                else:
                    self._open(node)
            elif node.tag not in _SKIPPED:
                self._close(node)
                if node is not root:
                    self._add(node.tail)
            else:
                self._add(node.tail)
        self._flush()
        return self.blocks

    def _open(self, node: Element) -> None:
        tag = node.tag
        if tag == "br":
            self.breaks += 1
            if self.breaks == 2:
                self._flush()
            else:
                self.parts.append("\n")
            return
        if tag in BLOCKS or ("-" in tag and len(node)):
            self._flush()
            self.stack.append(node)
        elif tag in ("a", "button"):
            self.in_link += 1
        elif tag in ("b", "strong"):
            self.in_bold += 1
        if _is_hidden(node):
            self.hidden.append(node)
        self._add(node.text)

    def _close(self, node: Element) -> None:
        if self.stack and self.stack[-1] is node:
            self._flush()
            self.stack.pop()
        elif node.tag in ("a", "button"):
            self.in_link -= 1
        elif node.tag in ("b", "strong"):
            self.in_bold -= 1
        if self.hidden and self.hidden[-1] is node:
            self.hidden.pop()

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(text)
        letters = len(text.strip())
        if letters:
            self.breaks = 0
            self.linked += letters if self.in_link else 0
            self.bold += letters if self.in_bold else 0

    def _flush(self) -> None:
        text = fold_space("".join(self.parts))
        if text and self.stack:
            owner = self.stack[-1]
            names = "".join(read_names(e) for e in self.stack[-3:])
            block = Block(text, owner, owner.tag, names, tuple(self.stack), self.linked, self.bold, bool(self.hidden))
            self.blocks.append(block)
        self.parts, self.linked, self.bold, self.breaks = [], 0, 0, 0


def _is_hidden(node: Element) -> bool:
    style = node.get("style")
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or bool(style and _HIDDEN_STYLE.search(style.lower()))
    )
