"""The sign and the numbers of a content: what of them sets it apart from another in the same words."""

import re
from collections.abc import Iterable, Sequence

Numbers = Sequence[tuple[int, float]]

_NEGATION = re.compile(
    r"\b(?:not|no|nobody|none|never|neither|nor|nothing|nowhere|cannot|without|hardly)\b|n['’]t\b", re.IGNORECASE
)
_FIRST_ENDS = re.compile(
    r";|(?<=\w\w\w)[.!?][\"”’']*\s|,[\"”’]\s+[\"“‘]?[A-Z]|,\s(?:and|but|while|so|yet|which|who|or|we|it|they)\b"
)
"""Where the first clause ends: a stop after a word (not after "Mr."), a quotation that begins anew, a second clause."""


def has_negation(sentence: str) -> bool:
    """Whether the first clause of a sentence that stands alone says that something is not so.

    >>> has_negation("The mill will not close."), has_negation("The mill will close, and nobody was told.")
    (True, False)
    """
    return bool(_NEGATION.search(_FIRST_ENDS.split(sentence, maxsplit=1)[0]))


def is_first_clause_negated(content: str) -> bool:
    """Whether what makes a content negated is its first clause; so too where no word of it negates ("denied that …").

    >>> is_first_clause_negated("All were freed, and nobody was hurt."), is_first_clause_negated("It will not close")
    (False, True)
    """
    return has_negation(content) or not _NEGATION.search(content)


def has_other_numbers(left: Numbers, right: Numbers) -> bool:
    """Whether contents that were one wording have a number replaced: in some unit each has one that the other lacks.

    >>> has_other_numbers([(0, 214.0), (0, 12.0)], [(0, 241.0), (0, 12.0)]), has_other_numbers([(0, 214.0)], [])
    (True, False)
    >>> has_other_numbers([(0, 112000.0)], [(0, 111800.0)])
    False
    """
    return bool(_list_lacking(left, right) & _list_lacking(right, left))


def _list_lacking(ours: Numbers, theirs: Numbers) -> set[int]:
    """The units in which a number of ours is none of theirs, rounded or not."""
    return {unit for unit, value in ours if not _is_among(value, (v for u, v in theirs if u == unit))}


def _is_among(value: float, others: Iterable[float]) -> bool:
    return any(_is_rounded(value, other) or _is_rounded(other, value) for other in others)


def _is_rounded(value: float, round_one: float) -> bool:
    """Whether one number is the other rounded to whole ones, tens, hundreds, thousands …, or the other itself.

    "More than 26" and "nearly 27" are both 26.4 to whole ones.

    >>> _is_rounded(26.4, 26), _is_rounded(27, 26), _is_rounded(3.4, 3)
    (True, False, False)
    """
    step = 1.0
    while round_one and round_one % (step * 10) == 0:
        step *= 10
    reach = step / 2 if step > 1 else float(value % 1 > 0)
    return value == round_one or 0 < abs(value - round_one) <= min(reach, 0.025 * round_one)
