"""The slow twin of word_gates_kernels.py: every word of every condition is looked for by itself."""

import re
from collections.abc import Iterator, Sequence

from headwater.articles.required_words import START, fold_letter, fold_word
from headwater.articles.word_gates import Rule
from headwater.articles.word_gates_kernels import BIG, STARTS, WHOLE


def find_open_slowly(rules: Sequence[Rule], stretch: str) -> int:
    """The rules that are open for a stretch of text, as bits."""
    return sum(
        1 << number
        for number, rule in enumerate(rules)
        if all(any(_stands(word, stretch) for word in words) for words in rule)
    )


def list_places_slowly(conditions: Sequence[frozenset[str]], stretch: str) -> set[tuple[int, int]]:
    """Where the words of each condition begin in a stretch of text: condition, place."""
    return {
        (number, place) for number, words in enumerate(conditions) for word in words for place in _find(word, stretch)
    }


def _find(word: str, stretch: str) -> Iterator[int]:
    bare = word.removeprefix(START)
    letters = "".join(r"\s+" if letter == " " else re.escape(letter) for letter in fold_word(bare))
    folded = "".join(map(fold_letter, stretch))
    for match in re.finditer(f"(?={letters})", folded):
        inside = bare[:1] == " " and match.start() > 0 and stretch[match.start() - 1].isspace()
        if not inside and (word == bare or match.start() == 0):
            yield match.start()


def _stands(word: str, stretch: str) -> bool:
    plain, _, asked = word.partition("\0")
    bare = plain.removeprefix(START)
    letters = [r"\s+" if letter == " " else re.escape(letter) for letter in fold_word(bare)]
    folded = "".join(map(fold_letter, stretch))
    for match in re.finditer(f"(?={''.join(letters)})", folded):
        end = re.compile("".join(letters)).match(folded, match.start())
        if (
            end is not None
            and _fits(stretch, (match.start(), end.end()), int(asked or 0))
            and (plain == bare or match.start() == 0)
        ):
            return True
    return False


def _fits(stretch: str, span: tuple[int, int], asked: int) -> bool:
    before, first, behind = stretch[: span[0]][-1:], stretch[span[0] : span[0] + 1], stretch[span[1] : span[1] + 1]
    if asked & BIG and not (first.isalpha() and not first.islower()):
        return False
    if asked & WHOLE and _is_letter(behind):
        return False
    return not (asked & STARTS and _is_letter(before))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
