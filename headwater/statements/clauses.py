"""Where the clauses of a sentence begin and end, told from commas, conjunctions and finite verbs."""

from functools import lru_cache

from headwater.statements.lexicon import load_cues, load_data, load_words
from headwater.statements.words import Words

OPENERS = frozenset(
    [
        "while",
        "although",
        "though",
        "because",
        "since",
        "as",
        "when",
        "where",
        "which",
        "who",
        "after",
        "before",
        "unless",
        "until",
        "whereas",
        "if",
        "so",
    ]
)
_JOINERS = frozenset({"and", "but", "or", "yet", "so"})


@lru_cache(maxsize=65536)
def is_finite(low: str) -> bool:
    """Whether a folded word can be a finite verb of English: an auxiliary, a listed verb, or a form in -ed."""
    if low in load_words("auxiliary") or low in load_words("verb"):
        return True
    kind = load_cues().get(low)
    return (kind is not None and not low.endswith("ing")) or (low.endswith("ed") and len(low) > 4)


def has_verb(words: Words, first: int, last: int) -> bool:
    """Whether a stretch of words has a finite verb, not counting words after an article."""
    for at in range(first, last):
        if is_finite(words.low[at]) and (at == first or words.low[at - 1] not in load_words("determiner")):
            return True
    return False


def split_clauses(words: Words, first: int, last: int, quoted: list[bool]) -> list[tuple[int, int]]:
    """Clauses of a sentence in order, each with a finite verb of its own; the mark between two belongs to neither.

    A clause ends at a semicolon or a dash, and at a comma before a conjunction or a subordinator, or after a clause
    that began with one, wherever both sides have a finite verb.
    """
    cuts: list[tuple[int, int]] = []
    begin = first
    for at in range(first + 1, last - 1):
        if quoted[at] or not _may_cut(words, begin, at, last):
            continue
        if at - begin >= 3 and last - at > 3 and has_verb(words, begin, at) and has_verb(words, at + 1, last):
            cuts.append((begin, at))
            begin = at + 1
    cuts.append((begin, last))
    return [_strip(words, *cut) for cut in cuts]


def _may_cut(words: Words, begin: int, at: int, last: int) -> bool:
    low, after = words.low[at], words.low[at + 1]
    if low in {";", "—", "–", "--"}:
        return True
    if low in _JOINERS:
        return after in OPENERS
    if low != ",":
        return False
    while begin < at and words.low[begin] in _JOINERS:
        begin += 1
    return after in OPENERS or after in _JOINERS or words.low[begin] in OPENERS


def _strip(words: Words, first: int, last: int) -> tuple[int, int]:
    loose = {
        ",",
        ";",
        ".",
        "—",
        "–",
        "and",
        "but",
        "while",
        "although",
        "though",
        "because",
        "as",
        "since",
        "whereas",
        "yet",
        "so",
    }
    while first < last - 1 and words.low[first] in loose:
        first += 1
    while last > first + 1 and words.low[last - 1] in {",", ";", "."}:
        last -= 1
    return first, last


def has_negation(words: Words, first: int, last: int) -> bool:
    """Whether the first clause of a stretch of words is negated.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("it did not include a strike"); has_negation(w, 0, len(w))
    True
    """
    for at in range(first, min(last, first + 14)):
        low = words.low[at]
        if at > first + 2 and low in OPENERS | {";", "that"}:
            return False
        if low in load_words("negation") or low.endswith(("n't", "n’t")):
            return not (
                low in {"no", "not"}
                and at + 1 < last
                and words.low[at + 1] in load_data("words.json")["not_negating"].split()
            )
    return False
