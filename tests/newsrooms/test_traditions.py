"""The simulator of texts copied by hand."""

from pathlib import Path
from random import Random

from tests.newsrooms.traditions import copy_by_hand, hand_down, write_tradition


def test_hand_down__copies_from_earlier_witnesses_with_a_few_errors() -> None:
    texts, parents = hand_down(3)
    assert len(texts) == 13 and parents[0] == -1 and all(0 <= p < n for n, p in enumerate(parents) if n)
    for text, parent in zip(texts[1:], parents[1:], strict=True):
        mine, theirs = set(text.split()), set(texts[parent].split())
        assert text != texts[parent] and len(mine & theirs) > 0.8 * len(theirs)
    assert hand_down(3) == (texts, parents)


def test_copy_by_hand__without_errors_is_the_same() -> None:
    words = ["one", "two", "\n\n", "three"]
    assert copy_by_hand(words, Random(1), 0.0) == words


def test_write_tradition__tells_nothing_by_the_names(tmp_path: Path) -> None:
    truth = write_tradition(tmp_path, 3)
    assert {p.name for p in tmp_path.iterdir()} == set(truth) and list(truth.values()).count(None) == 1
    assert sorted(truth) != list(truth)
