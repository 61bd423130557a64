"""The simulator: its truth must be true."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.newsrooms.pages import write_newsroom
from tests.newsrooms.rooms import Newsroom, simulate_newsroom
from tests.newsrooms.stories import take_stories, tell_stories
from tests.newsrooms.truth import list_copies, list_descent, list_groups


@pytest.fixture(scope="module")
def room() -> Newsroom:
    return simulate_newsroom(160, 5, tell_stories(Random(5)))


def _plain(text: str) -> str:
    return text.translate(str.maketrans("“”’‘—", "\"\"''–"))


def test_simulate_newsroom__has_every_kind_and_trap(room: Newsroom) -> None:
    kinds = Counter(a.kind for a in room.list_seen())
    assert set(kinds) >= {
        "original",
        "repost",
        "edited",
        "abridged",
        "expanded",
        "excerpt",
        "rewrite",
        "merge",
        "template",
    }
    assert len(room.list_seen()) >= 160
    assert 0.45 < sum(bool(a.taken) for a in room.list_seen()) / len(room.list_seen()) < 0.65
    assert any(a.unseen for a in room.articles)
    assert {a.date_status for a in room.articles} == {"right", "missing", "wrong", "day"}
    assert {row["group"] for row in list_groups(room)} == {"boilerplate", "notice", "quotation", "template"}


def test_simulate_newsroom__the_same_seed_gives_the_same_pile(room: Newsroom) -> None:
    again = simulate_newsroom(160, 5, tell_stories(Random(5)))
    assert [(a.name, a.text) for a in again.articles] == [(a.name, a.text) for a in room.articles]


def test_list_copies__reposts_are_the_same_words(room: Newsroom) -> None:
    texts = {a.name: a.text for a in room.articles}
    reposts = [r for r in list_copies(room) if r.get("kind") == "repost" and r["source_span"]]
    assert len(reposts) > 10
    for row in reposts:
        copy, source = texts[row["copy"]][slice(*row["copy_span"])], texts[row["source"]][slice(*row["source_span"])]
        assert _plain(copy) == _plain(source)


def test_list_copies__stretches_lie_in_their_texts_and_do_not_overlap(room: Newsroom) -> None:
    texts = {a.name: a.text for a in room.articles}
    for row in list_copies(room):
        if "copy" in row:
            assert 0 <= row["copy_span"][0] < row["copy_span"][1] <= len(texts[row["copy"]])
            if row["source_span"]:
                assert 0 <= row["source_span"][0] < row["source_span"][1] <= len(texts[row["source"]])


def test_list_descent__edits_show_their_words(room: Newsroom) -> None:
    texts = {a.name: a.text for a in room.articles}
    kinds: Counter[str] = Counter()
    for row in list_descent(room):
        for edit in row.get("edits", []):
            kinds[edit["kind"]] += 1
            assert texts[row["document"]][slice(*edit["child_span"])] == edit["child_text"]
            assert texts[edit["parent"]][slice(*edit["parent_span"])] == edit["parent_text"]
            assert edit["kind"] == "move" or edit["child_text"] != edit["parent_text"]
    assert len(kinds) >= 12, kinds


def test_list_descent__parents_are_born_first(room: Newsroom) -> None:
    born = {a.name: a.born for a in room.articles}
    for row in list_descent(room):
        for parent in row.get("parents", []):
            assert all(born[name] <= born[row["document"]] for name in [parent["parent"], *parent["also"]])


def test_write_newsroom__writes_pages_plain_text_and_rows(room: Newsroom, tmp_path: Path) -> None:
    write_newsroom(room, tmp_path, 1)
    names = {json.loads(line)["document"] for line in (tmp_path / "truth/documents.jsonl").read_text().splitlines()}
    files = {str(p.relative_to(tmp_path / "articles")) for p in (tmp_path / "articles").rglob("*") if p.is_file()}
    assert {n.split("#")[0] for n in names} == files
    assert {Path(f).suffix for f in files} == {".html", ".txt", ".jsonl"}


def test_take_stories__leaves_out_what_is_short_or_doubled(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    story = next(tell_stories(Random(1)))
    long = "\n".join(story.paragraphs)
    pq.write_table(pa.table({"title": ["A", "B", "C"], "text": [long, "Too short.", long]}), tmp_path / "t.parquet")
    assert [s.title for s in take_stories(str(tmp_path / "t.parquet"), Random(1))] in (["A"], ["C"])
