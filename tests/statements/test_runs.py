"""One run or many, whole or killed: the same rows."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.schema import Tables
from headwater.statements import extract_statements
from headwater.statements.namesakes import join_names
from headwater.work import Work
from tests.statements.articles import lay_pile, read_text

TEXTS = [
    "Mayor Ute Sand said the dam was safe. “We checked it,” she said. The mill reportedly closed.",
    "Sand said the dam was safe, the Harbour Gazette reported. It rained on her.",
    "A port official said the crane was new.\n\nThe official said it did not work, according to Tom Ray.",
    "Tom Ray, a spokesman for the port, denied that the crane was new. In June it broke.",
]


def _cut(pile: Tables, kept: list[int]) -> Tables:
    documents = pile["documents"].take(pa.array(kept, pa.int64()))
    return {"documents": documents, "regions": pile["regions"]}


def _same(a: Tables, b: Tables) -> bool:
    return set(a) == set(b) and all(a[name].equals(b[name]) for name in a)


def test_extract_statements__gives_the_same_rows_in_any_order() -> None:
    pile = lay_pile(*TEXTS)
    assert _same(extract_statements(pile, {}), extract_statements(_cut(pile, [3, 1, 0, 2]), {}))


@pytest.mark.parametrize("first", [[0], [1, 2], [0, 1, 2, 3], []])
def test_extract_statements__adds_to_what_is_known(first: list[int]) -> None:
    pile = lay_pile(*TEXTS)
    known = extract_statements(_cut(pile, first), {})
    assert _same(extract_statements(pile, {}, known=known), extract_statements(pile, {}))


def test_extract_statements__forgets_what_was_removed() -> None:
    pile = lay_pile(*TEXTS)
    known = extract_statements(pile, {})
    assert _same(extract_statements(_cut(pile, [1, 3]), {}, known=known), extract_statements(_cut(pile, [1, 3]), {}))


def test_extract_statements__reads_again_what_was_touched() -> None:
    pile, changed = lay_pile(*TEXTS), lay_pile(*TEXTS, published=None)
    known = extract_statements(pile, {})
    assert _same(extract_statements(changed, {}, known=known), extract_statements(changed, {}))


def test_extract_statements__carries_on_from_the_parts_of_a_killed_run() -> None:
    pile = lay_pile(*TEXTS)
    parts: list[Tables] = []
    extract_statements(_cut(pile, [0, 2]), {}, work=Work(keep=parts.append))
    read: list[int] = []

    def count(function: Any, batches: Any) -> Any:
        for batch in batches:
            read.append(len(batch))
            yield function(batch)

    again = extract_statements(pile, {}, known=parts[0], work=Work(map=count))
    assert read == [2]
    assert _same(again, extract_statements(pile, {}))


def test_join_names__takes_a_surname_for_the_only_one_who_bears_it() -> None:
    full = {"source_id": 1, "name": "Ute Sand", "kind": "person"}
    short = {"source_id": 2, "name": "Sand", "kind": "person"}
    other = {"source_id": 3, "name": "Karl Sand", "kind": "person"}
    assert join_names([full, short]) == {2: 1}
    assert join_names([full, short, other]) == {}


def test_extract_statements__joins_a_surname_over_the_pile() -> None:
    rows = extract_statements(lay_pile(*TEXTS), {})["sources"].to_pylist()
    assert [r["name"] for r in rows if "Sand" in (r["name"] or "")] == ["Ute Sand"]


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["“", "”", "said ", "Tom Ray ", "he ", ", ", ". ", "the mill ", "closed ", "that ", "é🙂 ",
                                 "reportedly ", "according to ", "\n\n", ": ", "not ", "which ", "In May ", "told ", "'"]), max_size=25))  # fmt: skip
def test_extract_statements__keeps_spans_in_the_text_whatever_it_is(pieces: list[str]) -> None:
    text = "".join(pieces)
    rows = read_text(text)
    numbers = {s["statement_id"] for s in rows["statements"]}
    assert len(numbers) == len(rows["statements"])
    assert all(0 <= s["start"] < s["end"] <= len(text) for s in rows["spans"])
    assert {s["statement_id"] for s in rows["spans"] if s["role"] == "content"} == numbers
    assert {s["outer_id"] for s in rows["statements"]} - {None} <= numbers
    assert all(s["outer_id"] != s["statement_id"] for s in rows["statements"])
    assert {s["source_id"] for s in rows["statements"]} <= {s["source_id"] for s in rows["sources"]}
