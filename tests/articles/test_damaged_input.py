"""Damaged files of every kind: cut, flipped, spliced, nested. Articles or a problem with its reason; never nothing.

HEADWATER_FUZZ=10000 damages each of them so many times.
"""

import os

import pytest

from headwater.articles.files import Input
from headwater.articles.options import ReadOptions
from headwater.articles.problems import REASONS
from headwater.articles.reading import read_paths
from headwater.work import HERE
from tests.articles.damage_samples import SEEDS, find_losses, find_silent, write_batches

TIMES = int(os.environ.get("HEADWATER_FUZZ", "30"))
SHARE = 20
"""At most one in so many loses a sentence: those that no reader of its format would show, above all."""


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_read_articles__never_fails_on_damaged_files(name: str) -> None:
    sound = Input("/pile/sound.txt", "pile/sound.txt", b"The harbour is open again, the mayor said on Friday.")
    losses = 0
    for batch in write_batches(name, TIMES):
        tables = read_paths([*batch, sound], ReadOptions(), None, HERE)
        failed = [p for p in tables["problems"].to_pylist() if p["reason"] not in REASONS.keys() - {"failed"}]
        assert not failed and not find_silent(batch, tables)
        losses += len(find_losses(batch, tables))
    assert losses <= 1 + TIMES // SHARE


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_read_articles__loses_nothing_of_a_sound_file(name: str) -> None:
    given = Input(f"/pile/0-{name}", f"pile/0-{name}", SEEDS[name])
    tables = read_paths([given, Input("/pile/b.txt", "pile/b.txt", b"It blew, she said.")], ReadOptions(), None, HERE)
    assert not find_losses([given], tables)
    assert {p["reason"] for p in tables["problems"].to_pylist()} <= {"duplicate", "links_only"}
