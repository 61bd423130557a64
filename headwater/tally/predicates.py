"""The kinds of words that show what a content says of something, and what it denies."""

from types import MappingProxyType

from headwater.tally.predicates_kernels import (
    AUXILIARY,
    BREAK,
    FORM,
    HOLDS,
    INFINITIVE,
    INTENT,
    MADE,
    NEGATION,
    SHORT,
    TURN,
)
from headwater.tally.words import read_irregular
from headwater.text import fold_word

_CLOSED = (
    (AUXILIARY, "is are was were be been being am has have had having do does did will would shall should can could "
                "may might must 'll"),
    (AUXILIARY | INFINITIVE, "to"),
    (AUXILIARY | NEGATION, "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't "
                           "shouldn't can't couldn't mustn't ain't cannot"),
    (NEGATION, "not no nobody none never neither nor nothing nowhere without hardly"),
    (BREAK, "and but or so yet"),
    (BREAK | TURN, "which who whom whose where when after before because while as since although though if until "
                   "unless whether despite following than"),
    (INTENT, "decision plan move proposal bid effort attempt agreement deal refusal failure threat promise pledge "
             "order request intention desire wish vote offer push campaign announcement"),
    (MADE | FORM, "made taken announced confirmed approved reached revealed unveiled agreed came followed meant"),
    (MADE, "comes follows marks means"),
    (HOLDS, "the a an this that these those his her its their my our your of in on at by for with from into over "
            "under some any every each all many two three several"),
)  # fmt: skip


def _read_closed() -> MappingProxyType[str, int]:
    return MappingProxyType({word: kind for kind, words in _CLOSED for word in words.split()})


_KINDS = _read_closed()
_NO_PAST = frozenset(
    [
        "breed",
        "bleed",
        "creed",
        "exceed",
        "greed",
        "indeed",
        "proceed",
        "speed",
        "succeed",
        "hundred",
        "sacred",
        "naked",
    ]
)


def class_word(word: str) -> int:
    """The kind of a word, as predicates_kernels counts them.

    >>> class_word("wasn't") == AUXILIARY | NEGATION, class_word("freed") == FORM, class_word("Mary's") == HOLDS
    (True, True, True)
    """
    short = SHORT if 1 < len(word) < 6 and word.isupper() else 0
    word = fold_word(word)
    if (known := _KINDS.get(word)) is not None:
        return known
    if word.endswith("'s"):
        return HOLDS
    if word.endswith(("'re", "'ve", "'ll", "'d", "'m")):
        return AUXILIARY
    past = len(word) > 4 and word.endswith("ed") and word not in _NO_PAST
    return FORM if past or word in read_irregular() else short
