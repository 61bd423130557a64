"""What is known of earlier runs: it spares work, and never changes a row."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.schema import Tables
from headwater.tables import TABLES
from headwater.tally import digests, tally_claims
from headwater.tally.counts import count_claim
from headwater.work import Work
from tests.tally.newsstand import NOBODY, Newsstand

FERRY = "The Osk ferry will stop at the old harbour from the first of May, because its pier has been mended"
AGAIN = "From the first of May the ferry to Osk stops at the old harbour again, whose pier has been mended"
CARS = "The Osk ferry carried {} cars in the storm of last week"
WHO = (
    ("person", "Ilse Toren", "mayor"),
    ("person", "Toren"),
    ("unnamed_person", "a harbour official"),
    ("organisation", "Quay Courier"),
    NOBODY,
)


@dataclass(frozen=True)
class Sheet:
    """One article of a small pile: who says it to whom, on which day, in which words, copied from which other."""

    number: int
    who: int
    via: bool
    day: int
    cars: int
    copied_from: int
    role: str


def _vary(number: int, turn: int) -> Sheet:
    """A sheet as it nearly always is, or with one thing changed."""
    sheet = Sheet(number, number % 5, number % 3 == 0, 1 + number, 2 + number % 2, number // 2, "mayor")
    changes: list[dict[str, Any]] = [
        {}, {}, {}, {"who": (number + 1) % 5}, {"via": not sheet.via}, {"day": 9}, {"cars": 5 - sheet.cars},
        {"copied_from": 7}, {"role": "harbour master"},
    ]  # fmt: skip
    return replace(sheet, **changes[turn])


SHEETS = st.builds(_vary, st.integers(0, 7), st.integers(0, 8))
PILES = st.lists(SHEETS, max_size=7, unique_by=lambda sheet: sheet.number)


def _print(sheets: list[Sheet]) -> Newsstand:
    """The pile of some sheets; the text of a sheet hangs on its number alone, so that what is said of it can change."""
    stand = Newsstand()
    papers: dict[int, tuple[int, str]] = {}
    for sheet in sorted(sheets, key=lambda s: s.number):
        told = "The Quay Courier" if sheet.number % 2 else "Somebody"
        text = f"Ferry.\n\n{told} has it: {FERRY}. {AGAIN}. {CARS.format(2)}. {CARS.format(3)}. It was number {sheet.number}."
        site = f"p{sheet.number % 4}.example"
        paper = stand.print_article(f"p{sheet.number}", text, site, sheet.day)
        source = WHO[sheet.who]
        by = (source[0], source[1], sheet.role) if len(source) == 3 else source
        via = "Quay Courier" if sheet.via and sheet.number % 2 else None
        stand.quote(paper, AGAIN if sheet.number % 4 == 2 else FERRY, by, via=via)
        stand.quote(paper, CARS.format(sheet.cars), WHO[(sheet.who + 1) % 5][:2])
        if sheet.copied_from in papers and sheet.copied_from < sheet.number:
            stand.copy(paper, papers[sheet.copied_from][0], f"{FERRY}. {AGAIN}")
        papers[sheet.number] = paper, text
    sources: dict[int, dict[str, Any]] = {}
    for row in stand.rows.get("sources", []):
        sources[row["source_id"]] = row
    stand.rows["sources"] = list(sources.values())
    return stand


def _assert_same(whole: Tables, again: Tables) -> None:
    for name, table in whole.items():
        assert table.to_pylist() == again[name].to_pylist(), name


@given(PILES, PILES, PILES)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_tally_claims__is_the_same_whatever_was_known(a: list[Sheet], b: list[Sheet], c: list[Sheet]) -> None:
    first = _print(a).tally()
    second = _print(b).tally(first)
    _assert_same(_print(b).tally(), second)
    _assert_same(_print(c).tally(), _print(c).tally(second))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The claims that are counted and not taken over."""
    seen: list[int] = []

    def watch(claim_id: int, *rest: Any) -> Any:
        seen.append(claim_id)
        return count_claim(claim_id, *rest)

    monkeypatch.setattr("headwater.tally.rows.count_claim", watch)
    return seen


def _pile() -> list[Sheet]:
    return [Sheet(n, n % 4, n % 3 == 0, 1 + n, 2 + n % 2, 7 if n % 2 else n - 2, "mayor") for n in range(6)]


def test_tally_claims__counts_nothing_again_that_is_as_it_was(counted: list[int]) -> None:
    stand = _print(_pile())
    known = stand.tally()
    assert counted
    counted.clear()
    _assert_same(known, stand.tally(known))
    assert counted == []


def test_tally_claims__counts_again_only_what_is_touched(counted: list[int]) -> None:
    stand = _print(_pile())
    away = stand.print_article("away", "The mill at Fenn has a new roof, its owner said on Sunday.", "away.example")
    stand.quote(away, "The mill at Fenn has a new roof", ("person", "Ana Rey"))
    known = stand.tally()
    more = _print([*_pile(), Sheet(7, 0, True, 3, 2, 1, "mayor")])
    more.print_article("away", stand.texts[away], "away.example")
    more.quote(away, "The mill at Fenn has a new roof", ("person", "Ana Rey"))
    whole = more.tally()
    counted.clear()
    _assert_same(whole, more.tally(known))
    assert 0 < len(counted) < whole["claims"].num_rows


def _rename_source(stand: Newsstand) -> None:
    for row in stand.rows["sources"]:
        if row["name"] == "Ilse Toren":
            row["affiliation"] = "the Port Board"


def _move_date(stand: Newsstand) -> None:
    stand.rows["documents"][2]["published_at"] = datetime(2031, 4, 2, tzinfo=UTC)


def _name_outlet(stand: Newsstand) -> None:
    stand.add("versions", version_id=-7, name="Toren report", family_id=-7)


def _move_outlet(stand: Newsstand) -> None:
    stand.add("versions", version_id=-(2**63) + 1, name="Quay Courier report", family_id=-7)


def _change_site(stand: Newsstand) -> None:
    stand.rows["documents"][1]["site"] = "toren.example"


def _share_uri(stand: Newsstand) -> None:
    stand.rows["documents"][0]["uri"] = stand.rows["documents"][5]["uri"]


def _drop_edges(stand: Newsstand) -> None:
    stand.rows["edges"] = stand.rows["edges"][1:]


def _move_outer(stand: Newsstand) -> None:
    inner, outer = stand.rows["statements"][:2]
    inner["outer_id"] = outer["statement_id"]


@pytest.mark.parametrize(
    "change",
    [_rename_source, _move_date, _name_outlet, _move_outlet, _change_site, _share_uri, _drop_edges, _move_outer],
)
def test_tally_claims__sees_what_changed_in_another_table(
    change: Callable[[Newsstand], None], counted: list[int]
) -> None:
    stand, other = _print(_pile()), _print(_pile())
    known = stand.tally()
    change(other)
    whole = other.tally()
    assert any(whole[name].to_pylist() != table.to_pylist() for name, table in known.items())
    counted.clear()
    _assert_same(whole, other.tally(known))
    assert counted
    _assert_same(known, stand.tally(other.tally(known)))


def test_tally_claims__uses_nothing_of_another_method(monkeypatch: pytest.MonkeyPatch, counted: list[int]) -> None:
    stand = _print(_pile())
    known = stand.tally()
    claims = set(counted)
    for module in ("inputs", "recalled", "rows"):
        monkeypatch.setattr(f"headwater.tally.{module}.METHOD", digests.METHOD + 1)
    counted.clear()
    again = stand.tally(known)
    assert set(counted) == claims
    _assert_same({name: known[name] for name in TABLES if name in known}, again)


@pytest.mark.parametrize("killed_after", [1, 2, 3])
def test_tally_claims__carries_on_where_it_was_killed(
    killed_after: int, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("headwater.tally.contents.BATCH", 1), ("headwater.tally.rows.KEPT", 2)):
        monkeypatch.setattr(name, value)
    stand = _print(_pile())
    tables, parts = stand.tables(), []

    def keep(part: Tables) -> None:
        parts.append(part)
        if len(parts) == killed_after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tally_claims(tables, tables, tables, work=Work(keep=keep))
    known: Tables = {}
    for part in parts:
        for name, table in part.items():
            held = known.get(name, table.slice(0, 0)).to_pylist()
            known[name] = table.from_pylist(held + table.to_pylist(), table.schema)
    whole = stand.tally()
    counted.clear()
    _assert_same(whole, tally_claims(tables, tables, tables, known=known))
    assert len(counted) == max(0, whole["claims"].num_rows - 2 * (killed_after - 1))


def test_digest_values__tells_null_from_every_value() -> None:
    import pyarrow as pa

    for column in (pa.array(["", None, "a"]), pa.array([0, None, 1]), pa.array([False, None, True])):
        assert len(set(digests.digest_values(column).tolist())) == 3
        chunked = pa.chunked_array([column.slice(0, 1), column.slice(1)])
        assert np.array_equal(digests.digest_values(chunked), digests.digest_values(column))


def test_tally_claims__compares_what_stood_behind_a_document_that_is_gone() -> None:
    pile = [replace(sheet, copied_from=7, via=False) for sheet in _pile()]
    known = _print(pile).tally()
    chosen = {row["statement_id"] for row in known["compared_contents"].to_pylist()}
    gone = 0
    for sheet in pile:
        fewer = _print([other for other in pile if other is not sheet])
        whole = fewer.tally()
        gone += len(chosen - {row["statement_id"] for row in whole["compared_contents"].to_pylist()})
        _assert_same(whole, fewer.tally(known))
    assert gone


def test_tally_claims__counts_again_what_was_copied_from_a_text_that_changed(counted: list[int]) -> None:
    def lay(site: str, more: int) -> Newsstand:
        stand = Newsstand()
        text = f"Ferry.\n\n{FERRY}. The mill at Fenn has a new roof."
        parent = stand.print_article("parent", text, site, 1)
        stand.quote(parent, "The mill at Fenn has a new roof", ("person", "Ana Rey"))
        child = stand.print_article("child", text, "child.example", 2)
        stand.quote(child, FERRY, ("person", "Pavel Orrin"))
        stand.copy(child, parent, FERRY)
        for number in range(more):
            other = stand.print_article(f"other{number}", f"{FERRY}. {number}", "other.example", 3)
            stand.quote(other, FERRY, ("person", "Ilse Toren"))
        return stand

    known = lay("first.example", 0).tally()
    for stand in (lay("second.example", 0), lay("first.example", 1)):
        whole = stand.tally()
        counted.clear()
        _assert_same(whole, stand.tally(known))
        assert len(counted) == 1 or stand.rows["documents"][0]["site"] == "second.example"
