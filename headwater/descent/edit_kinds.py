"""What kind of change an edit is: from the words that were there and those that are, and where they stand."""

import unicodedata
from dataclasses import dataclass

from headwater.descent.edit_names import find_names, is_same_name, opens_name
from headwater.descent.edit_words import Lexicon, read_lexicon
from headwater.descent.readings import fold_token
from headwater.text import fold_quotes

WEIGHTS = {
    "negation": 1.0, "number": 0.9, "hedge_dropped": 0.9, "name": 0.85, "source_dropped": 0.85, "date": 0.8,
    "quote": 0.8, "source_changed": 0.75,
    "role": 0.7, "hedge_added": 0.6, "wording": 0.3, "insert": 0.35, "cut": 0.35, "move": 0.15,
    "house_style": 0.04, "spelling": 0.03, "typography": 0.02,
}  # fmt: skip
"""How much a change of each kind matters to a reader: what makes a report wrong first, style last."""

_LONGEST = 9
"""Tokens on one side up to which a replaced run is read as one change of a number, name, date or role."""
_MOST_PARTICLES = 2
"""Tokens in a loss or gain that is no more than another way to put it: "at first" for "first"."""


@dataclass(frozen=True)
class Change:
    """One change: tokens as written on both sides, their sentences, and whether both stand in a quotation."""

    child: tuple[str, ...]
    parent: tuple[str, ...]
    child_sentence: tuple[str, ...]
    parent_sentence: tuple[str, ...]
    quoted: bool
    opens: bool
    """Whether it stands at the beginning of a sentence, where a capital proves nothing."""
    language: str | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return read_lexicon(self.language)


def name_kind(change: Change) -> str:
    """The weightiest kind that fits a change within a sentence that both texts have."""
    child, parent = _fold(change.child), _fold(change.parent)
    if _is_marks(child) and _is_marks(parent):
        return "typography"
    if not child or not parent:
        return _name_one_sided(change, child, parent)
    style = _name_style(change, child, parent)
    return style or _name_replaced(change, child, parent)


def _name_one_sided(change: Change, child: tuple[str, ...], parent: tuple[str, ...]) -> str:
    """The kind of a loss (child is empty) or of a gain."""
    lost = not child
    words, lexicon = parent or child, change.lexicon
    if lexicon.count_negations(words):
        return "negation" if len(words) <= 4 else ("cut" if lost else "insert")
    if lexicon.has_hedge(words) and len(words) <= 5:
        return "hedge_dropped" if lost else "hedge_added"
    if lexicon.is_attribution(words):
        return "source_dropped" if lost else "source_changed"
    if len(words) <= 2 and set(words) <= lexicon.role_modifiers | {"-"}:
        return "role"
    if len(words) <= _MOST_PARTICLES and {w for w in words if w[0].isalnum()} <= lexicon.particles:
        return "wording"
    return "cut" if lost else "insert"


def _name_style(change: Change, child: tuple[str, ...], parent: tuple[str, ...]) -> str | None:
    """typography, spelling or house_style where only the way of writing differs."""
    one, other = _join(child), _join(parent)
    if one == other:
        if "".join(c for c in "".join(change.child) if c.isalnum()) == "".join(
            c for c in "".join(change.parent) if c.isalnum()
        ):
            return "typography" if _differs_in_marks(change) else "house_style"
        return "house_style"
    if _strip_accents(one) == _strip_accents(other):
        return "spelling"
    folded = [tuple(f for f in map(fold_token, side) if f not in ".-") for side in (change.child, change.parent)]
    if folded[0] == folded[1]:
        return "spelling" if _is_spelling(one, other) else "house_style"
    lexicon = change.lexicon
    styles = lexicon.styles
    texts = [" ".join(w for w in side if w[0].isalnum() or w in "%$€£&") for side in (child, parent)]
    if texts[0] in styles and styles[texts[0]] == styles.get(texts[1]):
        return "house_style"
    if is_same_name(change.child, change.parent):
        return "house_style"
    if sorted(child) == sorted(parent) and any(lexicon.is_dated(w) for w in child):
        return "house_style"
    values = [lexicon.read_values(side) for side in (child, parent)]
    if values[0] and values[0] == values[1]:
        plain = [{w for w in side if w[0].isalpha() and lexicon.read_number(w) is None} for side in (child, parent)]
        if not (plain[0] ^ plain[1]) - set(styles):
            return "house_style"
    if len(child) == len(parent) == 1 and _is_misspelling(child[0], parent[0]):
        return "spelling"
    return None


def _is_spelling(one: str, other: str) -> bool:
    """Whether two forms of one word are spellings of it ("colour", "color") and not a short and a long form."""
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    return abs(len(one) - len(other)) <= 2 and one[:3] == other[:3]


def _differs_in_marks(change: Change) -> bool:
    """Whether quotation marks, dashes or spaces differ, not the dots of abbreviations or hyphens of compounds."""
    marks = [
        "".join(c for token in side for c in token if not c.isalnum() and c not in ".-,")
        for side in (change.child, change.parent)
    ]
    return marks[0] != marks[1]


def _name_replaced(change: Change, child: tuple[str, ...], parent: tuple[str, ...]) -> str:
    """The kind of a change of words into other words."""
    lexicon = change.lexicon
    if lexicon.count_negations(child) != lexicon.count_negations(parent) and max(len(child), len(parent)) <= 5:
        return "negation"
    if max(len(child), len(parent)) <= _LONGEST:
        kind = _name_thing(change, child, parent)
        if kind:
            return kind
        hedged = [lexicon.has_hedge(side) for side in (child, parent)]
        if hedged[0] != hedged[1]:
            return "hedge_added" if hedged[0] else "hedge_dropped"
        spoken = [lexicon.is_attribution(side) and lexicon.is_according(side) for side in (child, parent)]
        if spoken[1] and not spoken[0] and len(child) <= 2:
            return "source_dropped"
        if _changes_source(change, child, parent):
            return "source_changed"
    if change.quoted and any(w[0].isalnum() and w not in lexicon.cues for w in child + parent):
        return "quote"
    return "wording"


def _name_thing(change: Change, child: tuple[str, ...], parent: tuple[str, ...]) -> str | None:
    """date, number, role or name, where one became another."""
    lexicon = change.lexicon
    dated = [{w for w in side if lexicon.is_dated(w)} for side in (child, parent)]
    if dated[0] and dated[1] and dated[0] != dated[1]:
        return "date"
    values = [lexicon.read_values(side) for side in (child, parent)]
    if values[0] and values[1] and values[0] != values[1]:
        return "date" if _is_by_month(change) else "number"
    ranks = [{w for w in side if w in lexicon.roles | lexicon.role_modifiers} for side in (child, parent)]
    if ranks[0] and ranks[1] and ranks[0] != ranks[1]:
        if _changes_source(change, child, parent) and not any(w[0].isupper() for w in change.child + change.parent):
            return "source_changed"
        return "role"
    return "name" if _changes_name(change) else None


def _changes_name(change: Change) -> bool:
    """Whether names became other names that mean somebody else."""
    lexicon, sides = change.lexicon, ((change.child, change.child_sentence), (change.parent, change.parent_sentence))
    opens = change.opens and not all(opens_name(lexicon, sentence) for _, sentence in sides)
    one, other = (find_names(lexicon, words, sentence, opens=opens) for words, sentence in sides)
    return bool(one and other and not one & other) and not is_same_name(change.child, change.parent)


def _changes_source(change: Change, child: tuple[str, ...], parent: tuple[str, ...]) -> bool:
    """Whether one kind of source became another in a sentence that reports speech."""
    lexicon = change.lexicon
    sources = [{w for w in side if w in lexicon.sources} for side in (child, parent)]
    if not sources[0] or not sources[1] or sources[0] == sources[1]:
        return False
    return any(w.casefold() in lexicon.cues for w in change.child_sentence + change.parent_sentence)


def _fold(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold_quotes(token).casefold() for token in tokens)


def _is_marks(words: tuple[str, ...]) -> bool:
    return all(not any(c.isalnum() for c in word) and word not in ("%", "$", "€", "£", "&") for word in words)


def _join(words: tuple[str, ...]) -> str:
    return "".join(c for word in words for c in word if c.isalnum())


def _strip_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _is_by_month(change: Change) -> bool:
    """Whether a month stands right beside the number that changed: it is a day, and the change one of date."""
    months = change.lexicon.months
    for tokens, sentence in ((change.child, change.child_sentence), (change.parent, change.parent_sentence)):
        size = len(tokens)
        for k in range(len(sentence) - size + 1):
            if sentence[k : k + size] == tokens:
                beside = sentence[max(0, k - 1) : k] + sentence[k + size : k + size + 1]
                if any(w[:1].isupper() and w.casefold().rstrip(".") in months for w in beside):
                    return True
    return False


def _is_misspelling(one: str, other: str) -> bool:
    """Whether two words of some length differ by one letter or by two that changed places, not in an ending.

    >>> _is_misspelling("recieved", "received"), _is_misspelling("walks", "walk"), _is_misspelling("house", "horse")
    (True, False, False)
    """
    if min(len(one), len(other)) < 6 or one[0] != other[0] or not (one.isalpha() and other.isalpha()):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    return end > 1 and (len(a) + len(b) == 1 or (len(a) == len(b) == 2 and a == b[::-1]))
