"""Texts that come and go: only those are counted again to which it makes a difference, and the pairs are those of all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from headwater.copies import candidates
from headwater.copies.candidates import find_candidates
from headwater.copies.texts import order_texts
from headwater.pipeline import copy_additions, copy_index, copy_stage
from headwater.pipeline.copy_decisions import DECIDED, METHODS
from headwater.schema import Tables
from headwater.store import Store, open_store
from tests.copies.piles import lay_pile
from tests.pipeline.test_copy_stage import put, take_part

WORDS = ("harbour", "crane", "ferry", "council", "lamp", "tide", "letter", "quay", "timber", "bay")


def _write(rng: Random, count: int) -> list[str]:
    return [f"{rng.choice(WORDS)}{rng.randrange(300)}" for _ in range(count)]


def _date(rows: pa.Table, rng: Random) -> pa.Table:
    """Some rows of `documents` with dates in any order, some without."""
    day = datetime(2025, 1, 1, tzinfo=UTC)
    dates = [None if rng.random() < 0.3 else day + timedelta(hours=rng.randrange(400)) for _ in range(rows.num_rows)]
    at = rows.schema.get_field_index("published_at")
    return rows.set_column(at, rows.schema.field(at), pa.array(dates, pa.timestamp("us", "UTC")))


def _write_pile(rng: Random) -> Tables:
    """Families of stories that are copied from any earlier version, alone or behind something else, with notices."""
    stories = [_write(rng, rng.choice((30, 60, 100))) for _ in range(rng.randint(2, 5))]
    notice, versions, texts = _write(rng, 20), [[story] for story in stories], {}
    for n in range(rng.randint(10, 40)):
        family = rng.choice(versions)
        rate = rng.choice((0.0, 0.02, 0.1))
        family.append([f"x{rng.random()}" if rng.random() < rate else word for word in rng.choice(family)])
        parts = [_write(rng, 30)] * (rng.random() < 0.4) + [family[-1]] + [rng.choice(stories)] * (rng.random() < 0.2)
        parts += [notice] * (rng.random() < 0.5)
        texts[f"{n:03}"] = "\n\n".join(map(" ".join, parts))
    pile = lay_pile(texts, {name: f"outlet {int(name) % 3}" for name in texts})
    return pile | {"documents": _date(pile["documents"], rng)}


def _find_all(store: Store) -> list[list[int]]:
    prints = store.read("fingerprints")
    about = store.ask("SELECT document_id, published_at FROM documents ORDER BY document_id")
    about = about.filter(pc.is_in(about["document_id"], prints["document_id"].combine_chunks()))
    texts, order = order_texts(about, prints["digest"].to_numpy())
    pairs = find_candidates(prints.take(pa.array(texts.leads[order])))
    return sorted(np.sort(texts.digests[order][pairs], axis=1).tolist())


def _list_compared(store: Store) -> list[list[int]]:
    known = store.ask("SELECT a_digest, b_digest FROM shared_stretches WHERE a_digest <> b_digest")
    return sorted(map(list, zip(known["a_digest"].to_pylist(), known["b_digest"].to_pylist(), strict=True)))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Whether each run but the first compared what changed alone; nothing is decided."""
    runs: list[bool] = []
    compare = copy_additions.compare_changes

    def watch(*given: Any) -> Any:
        found = compare(*given)
        runs.append(found is not None)
        return found

    def pass_over(store: Store, *_: object) -> int:
        store.note(DECIDED, METHODS)
        return 0

    monkeypatch.setattr(copy_stage, "compare_changes", watch)
    monkeypatch.setattr(copy_stage, "decide_again", pass_over)
    monkeypatch.setattr(copy_additions, "MANY", 0)
    yield runs


@pytest.mark.parametrize("seed", range(12))
def test_compare_changes__finds_the_pairs_of_one_run_after_any_steps(
    seed: int, counted: list[bool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rng = Random(seed)
    bounds = {"SOME": (2, 8), "FEW": (1, 3), "LITTLE": (1, 4), "WHOLE": (3, 9), "CLOSINGS": (3, 6), "NEAREST": (1, 3),
              "FOUNDERS": (1, 3)}  # fmt: skip
    for name, ends in bounds.items():
        monkeypatch.setattr(candidates, name, rng.randint(*ends))
    monkeypatch.setattr(candidates, "CROWDED", rng.choice((0.1, 0.25, 0.6, 2.0)))
    monkeypatch.setattr(copy_index, "BLOCK", rng.choice((3, 50)))
    pile = _write_pile(rng)
    ids = pile["documents"]["document_id"].to_pylist()
    have = set(rng.sample(ids, rng.randint(2, len(ids))))
    with open_store(tmp_path / "pile.duckdb") as store:
        for step in range(5):
            here = take_part(pile, have)
            put(store, here if step != 2 else here | {"documents": _date(here["documents"], rng)})
            assert _list_compared(store) == _find_all(store)
            have ^= set(rng.sample(ids, rng.randint(1, 3)))
            have |= {ids[0]}
    assert counted == [True] * 4


def test_compare_changes__much_is_compared_anew(
    counted: list[bool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(copy_additions, "MANY", 8)
    pile = _write_pile(Random(1))
    ids = pile["documents"]["document_id"].to_pylist()
    with open_store(tmp_path / "pile.duckdb") as store:
        for have in (ids[: len(ids) // 2], ids, ids[1:]):
            put(store, take_part(pile, set(have)))
    assert counted == [False, True]
