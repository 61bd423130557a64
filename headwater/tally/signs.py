"""The sign and the numbers of a content: what of them sets it apart from another in the same words."""

import re
from collections.abc import Iterable, Sequence

from headwater.tally.numbers import find_numbers, locate_numbers
from headwater.tally.words import choose_term, weigh_term
from headwater.text import find_words

Numbers = Sequence[tuple[int, float]]

_NEGATION = re.compile(
    r"\b(?:not|no|nobody|none|never|neither|nor|nothing|nowhere|cannot|without|hardly)\b|n['’]t\b", re.IGNORECASE
)
_FIRST_ENDS = re.compile(
    r";|(?<=\w\w\w)[.!?][\"”’']*\s|,[\"”’]\s+[\"“‘]?[A-Z]|,\s(?:and|but|while|so|yet|which|who|or|we|it|they)\b"
)
"""Where the first clause ends: a stop after a word (not after "Mr."), a quotation that begins anew, a second clause."""


_NO_DENIAL = re.compile(
    r"\b(?:not|no)\s+(?:only|just|merely|simply|(?:be\s+)?the\s+(?:first|only|last)|doubt|wonder|surprise|matter)\b"
    r"|\bnot\s+(?:be\s+)?(?:a|the)\s+(?:first|surprise|secret)\b|\bno\s+(?:fewer|less|more|later|sooner)\b"
    r"|\bnothing\s+but\b|\bwhy\s+not\b|\bif\s+not\b|\bor\s+not\b",
    re.IGNORECASE,
)
"""Negations that deny nothing of what they stand before ("not only", "not the first time that …")."""

_CLAUSE = re.compile(
    r"[,;:.!?…—–]|\b(?:and|but|or|because|since|as|while|when|although|though|if|unless|until|after|before|that|which|who)"
    r"\b|(?P<finite>\s(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should)(?=\s))",
    re.IGNORECASE,
)
"""Where what a negation denies ends: with its clause, or where another finite verb begins."""

_SUBJECT = re.compile(r"no|nobody|none|neither|nothing|without", re.IGNORECASE)
"""Negations that may stand before the verb that they deny ("nobody was hurt")."""

_TELLING = 0.8
"""From this weight on a word says what is counted or denied ("close" has it); as in decisions_kernels."""

_AROUND = 2
"""Telling words before and behind a number that say what it counts."""

_REACHED = re.compile(
    r"\b(?:to|at|is|was|are|were|reache[sd]|hits?|passe[sd])\s+(?:(?:more|less|fewer)\s+than\s+|at\s+(?:least|most)\s+|"
    r"about\s+|around\s+|nearly\s+|almost\s+|over\s+|some\s+)?[$€£¥]?$",
    re.IGNORECASE,
)
"""What stands before a number that says how large its subject is: all before it says what it counts."""


def shares_half(left: str, right: str) -> bool:
    """Whether half the telling words of each of two contents, and two, are the other's: else they speak of two things.

    >>> shares_half("the mill cut 90 jobs", "80 jobs were cut at the mill"), shares_half("the mill", "the mill burnt")
    (True, False)
    """
    a, b = _list_terms(left), _list_terms(right)
    return len(a & b) >= max(2, len(a - b), len(b - a))


def denies_the_same(left: str, right: str) -> bool:
    """Whether of two contents one denies in words what the other says; true also where no word of them negates.

    >>> denies_the_same("The mill will not be sold in May", "the mill was sold")
    True
    >>> denies_the_same("It would not be the first time a car was stolen", "a car was stolen")
    False
    """
    if not _NEGATION.search(left) and not _NEGATION.search(right):
        return True
    return _denies(left, right) or _denies(right, left)


def _denies(content: str, other: str) -> bool:
    """Whether a word that a negation of a content denies is said, and not denied, in another."""
    return bool(_list_denied(content) & (_list_terms(other) - _list_denied(other)))


def _list_denied(content: str) -> set[str]:
    """What each negation denies: the first telling word behind it; with a subject ("nobody") all of its clause."""
    denied: set[str] = set()
    content = _NO_DENIAL.sub(lambda match: " " * len(match[0]), content)
    for match in _NEGATION.finditer(content):
        scope = content[match.end() : _find_end(content, match)]
        terms = [_list_terms(scope[start:end], names=False) for start, end in find_words(scope)]
        told = [one for one in terms if one]
        denied.update(*(told if _SUBJECT.fullmatch(match[0]) else told[:1]))
    return denied


def _find_end(content: str, negation: re.Match[str]) -> int:
    """Where what a negation denies ends."""
    own = _SUBJECT.fullmatch(negation[0]) is not None
    for match in _CLAUSE.finditer(content, negation.end()):
        if not (own and match["finite"]):
            return match.start()
        own = False
    return len(content)


def counts_the_same(left: str, right: str) -> bool:
    """Whether of two contents each has a number that the other lacks, beside a word that both have beside it.

    >>> counts_the_same("Twelve people died in the flood", "15 dead in the flood at Velm")
    True
    >>> counts_the_same("It cut 60,000 jobs in 1993", "112,000 workers will go in 1993")
    False
    """
    a, b = find_numbers(left), find_numbers(right)
    ours, theirs = _list_beside(left, b), _list_beside(right, a)
    return any(unit == other and words & beside for unit, words in ours for other, beside in theirs)


def _list_beside(content: str, others: Numbers) -> list[tuple[int, set[str]]]:
    """For every number that is none of some others its unit and the telling words around it."""
    numbers = locate_numbers(content)
    words = [(s, e) for s, e in find_words(content) if not any(n[2] <= s < n[3] for n in numbers)]
    told = [(s, _list_terms(content[s:e])) for s, e in words]
    found = []
    for unit, value, start, _ in numbers:
        if not _is_among(value, (v for u, v in others if u == unit)):
            before = [terms for at, terms in told if at < start and terms]
            before = before if _REACHED.search(content[:start]) else before[-_AROUND:]
            behind = [terms for at, terms in told if at > start and terms][:_AROUND]
            found.append((unit, set().union(*before, *behind)))
    return found


def _list_terms(words: str, *, names: bool = True) -> set[str]:
    """The telling words of some, brought to the word that they are compared by."""
    read = [words[s:e] for s, e in find_words(words)]
    terms = {choose_term(word) for word in read if names or word[0].islower()}
    return {term for term in terms if weigh_term(term) >= _TELLING}


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
