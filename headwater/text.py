"""Words and sentences with offsets, in any script.

A word is a run of letters, digits and combining marks, with an apostrophe, a full stop, a hyphen or a comma inside
kept only where it stands between letters or digits of one word ("U.S", "1,200", "Lt.-Col" stays three). Scripts that
are written without spaces (Han, kana, Thai, Lao, Khmer, Myanmar) give one word a character.
"""

import re
from collections.abc import Iterator

from headwater.intervals import Span

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(
    rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[\u0300-\u036f]|[^\W_{_UNSPACED}]|(?<=\d)[.,](?=\d)|['’](?=[^\W\d_]))*"
)
_QUOTE_FOLD = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
    }
)

_BREAK = re.compile(r"""[.!?…]+['"’”»)\]]*(?=\s+|$)|[。！？]+[」』”]*|\n\s*\n|\n(?=\s{2,}|[-•*]\s)""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Cmdr|Adm|Maj|Rev|Hon|St|Jr|Sr|No|vs|Vs|VS|etc|al|Inc|Ltd|Corp|Co|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mme|Mlle|Sra|Dra|bzw|Nr|ca|usw|approx|Fig|Vol|ed|pp)|\b[A-Za-z](?:\.[A-Za-z])+)\.$"
)
_MONTH_OR_END = re.compile(r"(?:U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|Inc|Ltd|Corp|Co|Jr|Sr|etc)\.$")
_STARTS_SENTENCE = re.compile(r"\s+['\"‘“«(\[]*(?:[^\W\d_a-zà-ÿ]|\d|[^\x00-\x7f])")
_NEW_SUBJECT = re.compile(
    r"\s+['\"‘“]*(?:The|A|An|He|She|It|They|We|I|In|On|But|And|This|That|There|His|Her|At|For|As|If|When|Officials|President)\b"
)


def fold_quotes(text: str) -> str:
    """The text with plain quotation marks and hyphens, of the same length, so that offsets hold.

    >>> fold_quotes("‘so’ – “it”")
    '\\'so\\' - "it"'
    """
    return text.translate(_QUOTE_FOLD)


def find_words(text: str) -> list[Span]:
    """(start, end) of every word.

    >>> [("It's 1,200 U.S. men – 東京"[s:e]) for s, e in find_words("It's 1,200 U.S. men – 東京")]
    ["It's", '1,200', 'U', 'S', 'men', '東', '京']
    """
    return [match.span() for match in _WORD.finditer(text)]


def fold_word(word: str) -> str:
    """A word for comparing: case folded, apostrophes plain.

    >>> fold_word("It’s")
    "it's"
    """
    return word.translate(_QUOTE_FOLD).casefold()


def find_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """(start, end) of every sentence in a stretch, without the space around it.

    A full stop after an abbreviation or an initial ends a sentence only where a word follows that begins one; an empty
    line always does.

    >>> text = "Gen. Smith left. He said no."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Gen. Smith left.', 'He said no.']
    """
    end = len(text) if end is None else end
    at = start
    for match in _BREAK.finditer(text, start, end):
        if match.start() < at or not _ends_sentence(text, at, match, end):
            continue
        if (span := _trim(text, at, match.end())) is not None:
            yield span
        at = match.end()
    if (span := _trim(text, at, end)) is not None:
        yield span


def _ends_sentence(text: str, at: int, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if not mark.startswith((".", "…")):
        return mark[0] in "\n。！？" or match.end() >= end or bool(_STARTS_SENTENCE.match(text, match.end()))
    if match.end() >= end or "\n\n" in text[match.end() : match.end() + 3]:
        return True
    before = text[max(at, match.start() - 12) : match.start() + 1]
    if len(mark) == 1 and _ABBREVIATION.search(before):
        return bool(_MONTH_OR_END.search(before) and _NEW_SUBJECT.match(text, match.end()))
    return bool(_STARTS_SENTENCE.match(text, match.end()))


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
