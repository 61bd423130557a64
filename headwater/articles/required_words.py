"""What a text must hold for a regular expression to match in it: sets of words, of each of which one must stand there.

The idea is that of Google's code search (R. Cox, "Regular Expression Matching with a Trigram Index", 2012): followed
through its parts, an expression is a set of words as long as these are few; where they are not, the set found
so far is one condition, and the next begins behind it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

Words = frozenset[str]

_MOST = 64
"""Words of a set: more say little, and cost as much to look for as they save."""
_OPENINGS = 256
_ENOUGH = 6
"""Words with which the matches of an expression may begin, and letters of one that say enough."""
_LONGEST = 24
_EMPTY: Words = frozenset(("",))
START = "\x02"
"""Stands in a word for the beginning of the text that is searched."""
_BEHIND_I = {"\u0130": "i", "\u0131": "i"}
"""What `re` takes for an i where case is ignored, and str.casefold does not."""
_ZERO_WIDTH = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


@lru_cache(maxsize=4096)
def find_required(pattern: re.Pattern[str]) -> tuple[Words, ...]:
    """The conditions that every match meets: of each set of words (folded) one stands in it; none: nothing is known.

    Runs of space in a text count as one space. More may be asked of a text by the pattern, never less.

    >>> [sorted(words) for words in find_required(re.compile(r"re-?posted\\s+(?:by|with)\\s+\\w+ leave", re.I))]
    [['re-posted by ', 're-posted with ', 'reposted by ', 'reposted with '], [' leave']]
    """
    if pattern.flags & re.MULTILINE:
        return ()
    exact, needs = _follow(_parse(pattern))
    return tuple(_sift([*needs, *([exact] if exact is not None else [])]))


@lru_cache(maxsize=4096)
def find_openings(pattern: re.Pattern[str]) -> Words:
    """Words (folded), with one of which every match begins; none: nothing is known. START alone: at the beginning.

    >>> sorted(find_openings(re.compile(r"\\b(?:told|spoke (?:to|with)|saw\\w* in) (?:the )?[A-Z]", re.I)))
    ['saw', 'spoke ', 'told ']
    """
    if pattern.flags & re.MULTILINE:
        return frozenset()
    words = frozenset(map(fold_word, frozenset().union(*_open(_parse(pattern)))))
    least = frozenset(word for word in words if not any(word[:size] in words for size in range(len(word))))
    return least if least == {START} or all(len(word) > 1 and word.strip() for word in least) else frozenset()


@lru_cache(maxsize=256)
def _parse(pattern: re.Pattern[str]) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags)


def fold_letter(letter: str) -> str:
    """One letter as words are compared: in small letters; one that has no single small letter stays as it is.

    >>> "".join(map(fold_letter, "Straße İş"))
    'straße iş'
    """
    folded = _BEHIND_I.get(letter) or letter.casefold()
    return folded if len(folded) == 1 else letter


def fold_word(word: str) -> str:
    """A word as texts are searched for it: its letters folded, a space for any run of space."""
    return re.sub(r"\s+", " ", "".join(map(fold_letter, word)))


def _sift(needs: Iterable[Words]) -> Iterator[Words]:
    """The conditions that are worth a look: every word of theirs has two letters, or is a rare mark."""
    kept: set[Words] = set()
    for words in needs:
        folded = frozenset(map(fold_word, words))
        if folded not in kept and all(_is_telling(word) for word in folded):
            kept.add(folded)
            yield folded


def _is_telling(word: str) -> bool:
    plain = word.replace(START, "").strip()
    if plain and START in word:
        return True
    return len(plain) > 1 or (plain != "" and not plain.isascii()) or plain in ("@", "©", "|", "(", "[", "/", "&", "#")


def _follow(parts: Any) -> tuple[Words | None, list[Words]]:
    """What a row of parts matches, as the words it can end with that are known whole, and the conditions before."""
    exact: Words | None = _EMPTY
    needs: list[Words] = []
    whole = True
    for part in parts:
        here, inner = _follow_part(part)
        needs.extend(inner)
        joined = None if here is None or exact is None else _join(exact, here)
        if joined is None:
            whole = False
            if exact is not None:
                needs.append(exact)
            exact = here if here is not None else _EMPTY
        else:
            exact = joined
    if whole:
        return exact, needs
    needs.append(exact or _EMPTY)
    return None, needs


def _join(before: Words, after: Words) -> Words | None:
    if len(before) * len(after) > _MOST:
        return None
    words = frozenset(a + b for a in before for b in after)
    return words if max(map(len, words)) <= _LONGEST else None


def _follow_part(part: Any) -> tuple[Words | None, list[Words]]:
    """The words that a part is one of (None: too many to tell), and the conditions that it makes besides."""
    kind, value = part
    if kind is _constants.AT and value in (_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING):
        return frozenset((START,)), []
    if kind in _ZERO_WIDTH:
        return _EMPTY, []
    if kind is _constants.LITERAL:
        return frozenset((_write_letter(value),)), []
    if kind is _constants.IN:
        return _read_class(value), []
    if kind is _constants.BRANCH:
        return _follow_branches(value[1])
    if kind is _constants.SUBPATTERN:
        return _follow(value[-1])
    if kind is _constants.ATOMIC_GROUP:
        return _follow(value)
    if kind in _REPEATS:
        return _follow_repeat(*value)
    return None, []


def _write_letter(code: int) -> str:
    letter = fold_letter(chr(code))
    return " " if letter.isspace() else letter


def _read_class(members: list[tuple[Any, Any]]) -> Words | None:
    if all(kind is _constants.CATEGORY and value is _constants.CATEGORY_SPACE for kind, value in members):
        return frozenset((" ",))
    if any(kind is not _constants.LITERAL for kind, _ in members):
        return None
    letters = frozenset(_write_letter(code) for _, code in members)
    return letters if len(letters) <= 6 else None


def _follow_branches(branches: list[Any]) -> tuple[Words | None, list[Words]]:
    followed = [_follow(branch) for branch in branches]
    words: frozenset[str] = frozenset()
    for exact, needs in followed:
        if exact is None or needs:
            break
        words |= exact
    else:
        if len(words) <= _MOST:
            return words, []
    return None, _meet([[*needs, *([exact] if exact is not None else [])] for exact, needs in followed])


def _meet(conditions: list[list[Words]]) -> list[Words]:
    """One condition that the branches share: a word of the best set of one of them; none where some branch has none."""
    best: list[Words] = []
    for sets in conditions:
        telling = [words for words in sets if all(_is_telling(word) for word in words)]
        if not telling:
            return []
        best.append(max(telling, key=lambda words: (min(map(len, words)), -len(words))))
    together = frozenset().union(*best)
    return [together] if len(together) <= 4 * _MOST else []


def _follow_repeat(least: int, most: Any, inner: Any) -> tuple[Words | None, list[Words]]:
    exact, needs = _follow(inner)
    if exact == frozenset((" ",)):
        return (exact if least else exact | _EMPTY), []
    if least == 0:
        return (exact | _EMPTY, []) if exact is not None and not needs and most == 1 else (None, [])
    if (least, most) == (1, 1):
        return exact, needs
    return None, [*needs, *([exact] if exact is not None else [])]


_Openings = tuple[Words, Words]
"""How parts can begin: words that are all of them, and words behind which more may follow."""
_UNKNOWN: _Openings = (frozenset(), _EMPTY)


def _open(parts: Iterable[Any]) -> _Openings:
    whole: Words = _EMPTY
    cut: Words = frozenset()
    for part in parts:
        inner = _open_part(part)
        ends, goes = (frozenset(a + b for a in whole for b in words) for words in inner)
        if len(ends) + len(goes) + len(cut) > _OPENINGS or max(map(len, ends | goes), default=0) > _LONGEST:
            return frozenset(), cut | whole
        whole = frozenset(word for word in ends if len(word) < _ENOUGH)
        cut = cut | goes | (ends - whole)
        if not whole:
            break
    return whole, cut


def _open_part(part: Any) -> _Openings:
    kind, value = part
    if kind is _constants.BRANCH:
        followed = [_open(branch) for branch in value[1]]
        whole, cut = (frozenset().union(*words) for words in zip(*followed, strict=True))
        return (whole, cut) if len(whole) + len(cut) <= _OPENINGS else _UNKNOWN
    if kind in (_constants.SUBPATTERN, _constants.ATOMIC_GROUP):
        return _open(value[-1] if kind is _constants.SUBPATTERN else value)
    if kind in _REPEATS:
        return _open_repeat(*value)
    exact, _ = _follow_part(part)
    return (exact, frozenset()) if exact is not None else _UNKNOWN


def _open_repeat(least: int, most: Any, inner: Any) -> _Openings:
    whole, cut = _open(inner)
    if whole == frozenset((" ",)):
        return (whole if least else whole | _EMPTY), frozenset()
    if most != 1:
        whole, cut = frozenset(), cut | whole
    return (whole if least else whole | _EMPTY), cut
