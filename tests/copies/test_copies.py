"""The stage as a whole."""

from random import Random

import pyarrow as pa
import pytest

from headwater.copies import find_copies
from headwater.schema import Tables, make_id
from headwater.states import STATES
from headwater.tables import PASSAGES
from headwater.work import Work
from tests.copies.piles import MILL, QUAY, lay_pile, take_out
from tests.newsrooms.rooms import simulate_newsroom
from tests.newsrooms.stories import tell_stories
from tests.newsrooms.truth import list_copies


@pytest.fixture(scope="module")
def newsroom() -> tuple[Tables, set[frozenset[str]]]:
    room = simulate_newsroom(120, 3, tell_stories(Random(3)))
    texts = {a.name: a.text for a in room.list_seen()}
    pairs = {
        frozenset((r["copy"], r["source"]))
        for r in list_copies(room)
        if "copy" in r and not r["source"].startswith("unseen")
    }
    return lay_pile(texts, {a.name: a.outlet.name for a in room.list_seen()}), pairs


@pytest.fixture(scope="module")
def whole(newsroom: tuple[Tables, set[frozenset[str]]]) -> Tables:
    return find_copies(newsroom[0])


def _is_same(one: Tables, two: Tables) -> bool:
    return set(one) == set(two) and all(one[name].equals(two[name]) for name in one)


def test_find_copies__finds_the_pairs_of_a_simulated_newsroom(
    newsroom: tuple[Tables, set[frozenset[str]]], whole: Tables
) -> None:
    pile, pairs = newsroom
    rows = whole["passages"].to_pylist()
    found = {frozenset((r["a_document_id"], r["b_document_id"])) for r in rows}
    wanted = {frozenset(map(make_id, pair)) for pair in pairs}
    assert len(wanted & found) >= 0.97 * len(wanted)
    assert pile["documents"].num_rows >= 120


def test_find_copies__its_rows_keep_the_rules(newsroom: tuple[Tables, set[frozenset[str]]], whole: Tables) -> None:
    texts = dict(zip(*newsroom[0]["documents"].select(["document_id", "text"]).to_pydict().values(), strict=True))
    assert whole["passages"].schema.equals(PASSAGES.schema)
    assert all(whole[name].schema.equals(STATES[name].schema) for name in ("fingerprints", "shared_stretches"))
    rows = whole["passages"].to_pylist()
    assert rows == sorted(rows, key=lambda r: r["passage_id"]) and len({r["passage_id"] for r in rows}) == len(rows)
    for row in rows:
        a, b = texts[row["a_document_id"]], texts[row["b_document_id"]]
        assert row["a_document_id"] < row["b_document_id"] and 0 < row["similarity"] <= 1
        reached = (row["a_start"], row["b_start"])
        for block in row["blocks"]:
            here, there, length = block["a_start"], block["b_start"], block["length"]
            assert here >= reached[0] and there >= reached[1]
            assert _plain(a[here : here + length]) == _plain(b[there : there + length])
            reached = (here + length, there + length)
        assert reached == (row["a_end"], row["b_end"])


def _plain(text: str) -> str:
    return text.casefold().translate(str.maketrans("“”’‘—–", "\"\"''--"))


def test_find_copies__does_not_depend_on_the_order(newsroom: tuple[Tables, set[frozenset[str]]], whole: Tables) -> None:
    rng = Random(1)
    mixed = {}
    for name, table in newsroom[0].items():
        rows = list(range(table.num_rows))
        rng.shuffle(rows)
        mixed[name] = table.take(pa.array(rows))
    assert _is_same(find_copies(mixed), whole)


def test_find_copies__does_not_depend_on_what_is_known(
    newsroom: tuple[Tables, set[frozenset[str]]], whole: Tables
) -> None:
    pile, _ = newsroom
    names = sorted({n for pair in newsroom[1] for n in pair})
    fewer = take_out(pile, set(names[::2]))
    first = find_copies(fewer)
    assert _is_same(find_copies(pile, known=first), whole)
    assert _is_same(find_copies(fewer, known=whole), first)
    assert _is_same(find_copies(pile, known=whole), whole)


def test_find_copies__carries_on_from_the_parts_of_a_killed_run(
    newsroom: tuple[Tables, set[frozenset[str]]], whole: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headwater.copies.fingerprints.BATCH", 60_000)
    monkeypatch.setattr("headwater.copies.alignments.BATCH", 60_000)
    kept: dict[str, list[pa.Table]] = {}

    class KilledError(Exception):
        pass

    def keep(part: Tables) -> None:
        for name, table in part.items():
            kept.setdefault(name, []).append(table)
        if len(kept.get("shared_stretches", [])) == 2:
            raise KilledError

    with pytest.raises(KilledError):
        find_copies(newsroom[0], work=Work(keep=keep))
    known = {name: pa.concat_tables(parts) for name, parts in kept.items()}
    assert 0 < known["shared_stretches"].num_rows < whole["shared_stretches"].num_rows
    assert _is_same(find_copies(newsroom[0], known=known), whole)


def test_find_copies__looks_again_where_regions_changed() -> None:
    texts = {"a": "\n\n".join(QUAY), "b": "\n\n".join([QUAY[0], MILL[0], QUAY[2]])}
    before = find_copies(lay_pile(texts))
    changed = lay_pile(texts, skip={"b": [("chrome", QUAY[2])]})
    after = find_copies(changed, known=before)
    assert (before["passages"].num_rows, after["passages"].num_rows) == (2, 1)
    assert _is_same(after, find_copies(changed))


@pytest.mark.parametrize("texts", [{}, {"a": ""}, {"a": "", "b": "word"}, {"a": "... !!!", "b": "🙂🙂🙂 —"}])
def test_find_copies__piles_with_next_to_nothing_in_them(texts: dict[str, str]) -> None:
    assert find_copies(lay_pile(texts))["passages"].num_rows == 0


def test_find_copies__one_word_over_and_over_ends() -> None:
    passages = find_copies(lay_pile({"a": "word " * 200_000, "b": "word " * 150_000, "c": QUAY[0]}))["passages"]
    assert passages.num_rows == 0


def test_find_copies__any_script() -> None:
    chinese = "港务局周二关闭了北码头，因为潜水员发现三根最老的木桩已经腐烂。平时在那里卸货的船只被派往海湾对面的小镇，那里的起重机更慢，通往包装棚的道路也更远。"
    arabic = "أغلق مدير الميناء الرصيف الشمالي يوم الثلاثاء بعد أن وجد الغواصون أن ثلاثة من أقدم أعمدته قد تعفنت تماما وأرسلت القوارب إلى الضفة الأخرى من الخليج"
    texts = {"a": chinese, "b": "前言。\n\n" + chinese.replace("周二", "周三"), "c": arabic, "d": f"{arabic} ثم عادت"}
    rows = find_copies(lay_pile(texts))["passages"].to_pylist()
    assert {(r["a_document_id"], r["b_document_id"]) for r in rows} == {
        tuple(sorted((make_id("a"), make_id("b")))),
        tuple(sorted((make_id("c"), make_id("d")))),
    }


def test_find_copies__a_large_family_hangs_together() -> None:
    texts = {f"{n:03d}": f"{QUAY[0]}\n\n{QUAY[1].replace('four', str(n))}" for n in range(300)}
    rows = find_copies(lay_pile(texts))["passages"].to_pylist()
    assert {r[f"{s}_document_id"] for r in rows for s in "ab"} == {make_id(name) for name in texts}
    assert len(rows) < 25 * 300


def test_find_copies__equal_texts_are_compared_once() -> None:
    texts = {f"{n:05d}": "\n\n".join(QUAY) for n in range(20_000)} | {"other": QUAY[0] + "\n\n" + MILL[0]}
    found = find_copies(lay_pile(texts))
    rows = found["passages"].select(["a_document_id", "b_document_id"]).to_pydict()
    assert found["shared_stretches"].num_rows == 2 and len(rows["a_document_id"]) == 39_999
    assert set(rows["a_document_id"]) | set(rows["b_document_id"]) == {make_id(name) for name in texts}


def test_find_copies__equal_texts_of_a_small_family_are_all_paired() -> None:
    texts = {f"{n}": "\n\n".join(QUAY) for n in range(9)} | {f"w{n}": QUAY[0] + "\n\n" + MILL[0] for n in range(3)}
    rows = find_copies(lay_pile(texts))["passages"].to_pylist()
    assert len({(r["a_document_id"], r["b_document_id"]) for r in rows}) == len(rows) == 12 * 11 // 2


def test_find_copies__texts_of_one_word_and_texts_that_differ_in_one() -> None:
    assert find_copies(lay_pile({str(n): f"word{n % 90}" for n in range(3_000)}))["passages"].num_rows == 0
    texts = {f"{n:04d}": "\n\n".join(QUAY).replace("four winters", f"{n} winters") for n in range(1_500)}
    rows = find_copies(lay_pile(texts))["passages"].select(["a_document_id", "b_document_id"]).to_pydict()
    assert set(rows["a_document_id"]) | set(rows["b_document_id"]) == {make_id(name) for name in texts}
    assert len(rows["a_document_id"]) < 30 * 1_500


@pytest.mark.parametrize("text", ["a" * 2_000_000, "東" * 700_000, "\u0301" * 900_000, "\u202e\u202b " * 300_000])
def test_find_copies__long_texts_of_next_to_nothing_end(text: str) -> None:
    pile = lay_pile({"a": text, "b": text + QUAY[0], "c": "\u202b" + "\n\n".join(QUAY) + "\u202c"})
    rows = find_copies(pile)["passages"].to_pylist()
    assert [{r["a_document_id"], r["b_document_id"]} for r in rows] == [{make_id("b"), make_id("c")}]


def test_find_copies__words_of_a_notice_bring_no_texts_together() -> None:
    notice = (
        "The Dell Courier has printed the tides since 1804 and thanks its readers for every letter that they send it."
    )
    own = [f"{w}{n}" for n in range(60) for w in ("salt", "reed", "oar", "net", "gull")]
    texts = {f"{n}": " ".join(f"{w}x{n}" for w in own[n : n + 150]) + f"\n\n{notice}" for n in range(30)}
    found = find_copies(lay_pile(texts))
    assert found["shared_stretches"].num_rows == 0 and found["passages"].num_rows == 0
    texts |= {f"copy {n}": texts["7"].replace("gull1x7", "tern") for n in range(2)}
    rows = find_copies(lay_pile(texts))["passages"].to_pylist()
    assert {frozenset((r["a_document_id"], r["b_document_id"])) for r in rows} == {
        frozenset(map(make_id, pair)) for pair in (("7", "copy 0"), ("7", "copy 1"), ("copy 0", "copy 1"))
    }
