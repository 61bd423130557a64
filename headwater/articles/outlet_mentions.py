"""Where a text may name an outlet of the list: quick, to spare the phrases that mean nothing without one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from headwater.articles.line_columns import LineColumns
from headwater.articles.word_gates import Gate, build_gate, name_word
from headwater.outlets import follow_outlets, list_outlets

_ARTICLE = re.compile(r"^(?:(?:the|die|der|das|dem|den|le|la|les|el|il)\s+|l['’]\s*)(?=\S)", re.IGNORECASE)


def find_mentions(lines: LineColumns) -> list[bool]:
    """Whether each of some lines may hold the name or the site of an outlet of the list.

    >>> from headwater.articles.line_columns import lay_lines
    >>> find_mentions(lay_lines(["He told Reuters so.", "He told the mayor so."]))
    [True, False]
    """
    return [bool(open_) for open_ in _load_gate().read_lines(lines)]


@follow_outlets
@lru_cache(maxsize=1)
def _load_gate() -> Gate:
    return build_gate([(frozenset(_list_words()),)])


def _list_words() -> Iterator[str]:
    """The names and sites of outlets; a name that is a word too, or short, begins with a capital as it is written."""
    for outlet in list_outlets():
        for name in outlet.names:
            big = name in outlet.common or len(name) <= 3
            for written in {name, name.replace("'", "’"), name.replace("’", "'")}:
                yield name_word(written.rstrip("."), starts=False, big=big and not name[:1].islower())
                if (short := _ARTICLE.sub("", written.rstrip("."))) != written:
                    yield name_word(short, starts=False)
        for site in outlet.sites:
            yield name_word(site, starts=False, whole=False)
