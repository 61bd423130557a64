"""What stands in the place of an article: a paywall, a question about cookies, an error; and texts cut short."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from headwater.articles.item import Item, Signal
from headwater.articles.problems import Note
from headwater.articles.word_gates import Gate, build_gate, choose_open, require
from headwater.intervals import Span

_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_]+")
_SIGNS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SIGNS_A_WORD = 1.8
"""Characters that a word takes in scripts without spaces."""
_LONGEST = 400
"""Characters of a line that may stand for an article: longer ones are prose."""
_MOST = {"paywall": 45, "consent": 60, "error": 60}
"""Words of other text beside such lines up to which a page is no article: a teaser has one sentence or two."""
_SHARE = {"paywall": 0.0, "consent": 0.3, "error": 0.4}
"""Words that such sentences must have for one of other text: news tells of pages that were removed, too."""
_TITLED = 150
"""Words up to which a page is an error page when its headline says so."""
_NOTES = {
    "paywall": "All that it shows is that the text is for subscribers: save it again as one of them.",
    "consent": "It asks for consent to cookies in the place of the text: save it again after answering.",
    "error": "It says that there is nothing to read: save it again, or drop it.",
}
_REASONS = {"paywall": "paywall", "consent": "consent_page", "error": "error_page"}
_EXCERPT = re.compile(
    r"(?:\[\s*\+\s*\d[\d,. ]* ?chars?\s*\]|[\[(]\s*(?:…|\.\.\.|&hellip;|more…|read more…?|continue reading)\s*[\])]|"
    r"(?:…|\.\.\.)\s*(?:read more|continue reading|more|weiterlesen|mehr|lire la suite|leer más|seguir leyendo|"
    r"leggi tutto|continua a leggere|leia mais|continue lendo|lees (?:meer|verder)|czytaj (?:dalej|więcej)|"
    r"devamı(?:nı oku)?|читать (?:далее|дальше|полностью)|اقرأ المزيد|阅读全文|查看全文|続きを読む)\W*|"
    r"\bthis (?:is|was) an excerpt\b.{0,60})\W*$",
    re.IGNORECASE,
)
"""How the excerpts of feeds and of services that hand out articles end."""
_EXCERPT_SIGNS = ("…", "...", "[", "(", "excerpt")
"""What every such end holds, in small letters."""
_STOP = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])")
_OPEN_END = re.compile(r"(?:…|\.\.\.)[\s\"”’»)]*$")
_SHORT = 110
"""Words up to which a text that ends in three dots is an excerpt."""
_END = 3
"""Lines behind the last paragraph, and with it, in which a text says that it goes on elsewhere."""


def count_words(text: str) -> int:
    """The words of a text; in scripts without spaces, about as many as a translation would have.

    >>> count_words("The pier is closed."), count_words("码头已经关闭。")
    (4, 3)
    """
    words, signs = len(_WORD.findall(text)), len(_SIGNS.findall(text))
    return words - signs + int(signs / _SIGNS_A_WORD)


def name_stub(line: str) -> str:
    """What a line says in the place of an article: paywall, consent, error, or nothing.

    >>> name_stub("Subscribe to continue reading"), name_stub("The page you requested could not be found.")
    ('paywall', 'error')
    >>> name_stub("The council met on Monday.")
    ''
    """
    return name_stubs([line])[0]


def name_stubs(lines: Sequence[str]) -> list[str]:
    """What each line says in the place of an article, as name_stub has it.

    >>> name_stubs(["The council met on Monday.", "Subscribe to continue reading"])
    ['', 'paywall']
    """
    short = [line if len(line) <= _LONGEST else "" for line in lines]
    return [
        next((kind for kind, pattern in choose_open(_load_patterns(), open_) if pattern.search(line)), "")
        for line, open_ in zip(short, _load_gate().find_open_by_line(short), strict=True)
    ]


def find_stub(title: str, lines: Sequence[str]) -> Note | None:
    """Why a text of these lines is no article, where lines about that are most of what it has; else None."""
    if sum(map(len, lines)) > 6 * _TITLED * _SIGNS_A_WORD + _LONGEST * 6:
        return None
    sentences = [sentence for line in lines for sentence in _STOP.split(line)]
    kinds = name_stubs(sentences)
    counts = [count_words(sentence) for sentence in sentences]
    rest = sum(count for kind, count in zip(kinds, counts, strict=True) if not kind)
    headed = name_stub(title)
    if headed == "error" and rest < _TITLED and (rest < _MOST["error"] or "error" in kinds):
        return note_stub("error")
    for kind in ("error", "consent", "paywall"):
        said = sum(count for k, count in zip(kinds, counts, strict=True) if k == kind)
        if (said or headed == kind) and rest < _MOST[kind] and said + rest * (headed == kind) >= _SHARE[kind] * rest:
            return note_stub(kind)
    return None


def note_stub(kind: str) -> Note:
    """Why a page of a kind (paywall, consent, error) is no article, and what to do."""
    return Note(_REASONS[kind], f"{_NAMES[kind]} and no article.", _NOTES[kind])


_NAMES = {"paywall": "A paywall", "consent": "A question about cookies", "error": "An error message"}


def refuse_text(item: Item) -> Note | None:
    """Why an item is no article, by its words alone; None where it is one."""
    if len(item.text) > 6 * _TITLED * _SIGNS_A_WORD:
        return None
    start = len(item.title) if item.title and item.text.startswith(item.title) else 0
    return find_stub(item.title or "", [line for line in item.text[start:].split("\n") if line.strip()])


def find_cut(item: Item) -> Signal | None:
    """The sign that an item's text goes on elsewhere: the mark of an excerpt at its end, or a paywall there.

    >>> find_cut(Item("The pier closed on Monday after the storm… [+1520 chars]")).target
    'excerpt'
    """
    body = [(start, end) for start, end, kind in item.regions if kind in ("body", "section")] or [(0, len(item.text))]
    last = max(end for _, end in body)
    tail = item.text[max(0, last - _LONGEST) : last]
    low = tail.lower()
    if any(sign in low for sign in _EXCERPT_SIGNS) and (match := _EXCERPT.search(tail)):
        return _mark("excerpt", item.text, (last - len(tail) + match.start(), last))
    spans = list(_list_lines(item.text, body[-1][0]))
    for (start, end), kind in zip(spans, name_stubs([item.text[slice(*span)] for span in spans]), strict=True):
        if kind == "paywall" and item.text[start] not in '“"„«':
            return _mark("paywall", item.text, (start, end))
    if _OPEN_END.search(tail) and sum(count_words(item.text[s:e]) for s, e in body) < _SHORT:
        return _mark("excerpt", item.text, (max(body[-1][0], last - 40), last))
    return None


def mark_cut(kind: str, evidence: str) -> Signal:
    """The signal that a text was cut short, seen on the page and not in the text: kind is paywall or excerpt."""
    return Signal("cut_short", "same", kind, evidence[:300])


def _mark(kind: str, text: str, span: Span) -> Signal:
    start, end = span
    return Signal("cut_short", "same", kind, " ".join(text[start:end].split())[:300], (start, end))


def _list_lines(text: str, start: int) -> Iterator[Span]:
    """The last paragraph of a body, where it is short, and the lines behind it."""
    for count, match in enumerate(re.finditer(r"[^\n]+", text[start:])):
        if count > _END:
            return
        if match.end() - match.start() <= _LONGEST:
            yield start + match.start(), start + match.end()


@lru_cache(maxsize=1)
def _load_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The phrases of data/stub_lines.txt, those of a kind together."""
    text = files("headwater.articles").joinpath("data/stub_lines.txt").read_text("utf-8")
    rows = [line.split("\t", 1) for line in text.splitlines() if line and not line.startswith("#")]
    kinds = dict.fromkeys(kind for kind, _ in rows)
    return tuple((kind, re.compile(p, re.IGNORECASE)) for kind in kinds for known, p in rows if known == kind)


@lru_cache(maxsize=1)
def _load_gate() -> Gate:
    return build_gate([require(pattern) for _, pattern in _load_patterns()])
