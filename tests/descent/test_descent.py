"""The stage as a whole: who was taken from whom, and that nothing but the set of documents counts."""

import random
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest

from headwater.articles import read_articles
from headwater.copies import find_copies
from headwater.descent import trace_descent
from headwater.schema import Tables
from headwater.tables import DOCUMENTS, EDGES, EDITS, VERSIONS
from headwater.work import Work
from tests.descent.piles import FERRY, SCHOOL, Page, day, lay_pile, list_edits, list_parents, trace_pile
from tests.newsrooms.traditions import write_tradition

ORIGINAL = Page("a.html", FERRY, "anselcourier.example", day(6))
EDITED = [p.replace("240", "420").replace("“", '"').replace("”", '"') for p in FERRY]


def test_trace_descent__takes_the_earlier_text_for_the_parent() -> None:
    made = trace_pile(ORIGINAL, Page("b.html", EDITED, "baydaily.example", day(7)))
    assert list_parents(made) == {"a.html": None, "b.html": "a.html"}
    edge = made["edges"].to_pylist()[0]
    assert edge["kind"] in ("repost", "edited") and edge["confidence"] >= 0.9 and "2031-05-06" in edge["basis"]


def test_trace_descent__believes_a_permission_line_where_no_date_is_known() -> None:
    first = Page("a.txt", FERRY, None, None, footer="Ansel Courier\nSupport the Ansel Courier with a gift")
    second = Page("b.txt", EDITED, None, None, notice="This article first stood in the Ansel Courier.",
                  signals=(("permission", "from", "Ansel Courier"),))  # fmt: skip
    made = trace_pile(first, second)
    assert list_parents(made) == {"a.txt": None, "b.txt": "a.txt"}
    edge = made["edges"].to_pylist()[0]
    assert edge["credited"] == "yes" and edge["confidence"] >= 0.9


@pytest.mark.parametrize(("signals", "credited"), [((), "no"), ((("cut_short", "same", "paywall"),), "unknown")])
def test_trace_descent__does_not_know_what_a_text_credits_that_was_cut_short(
    signals: tuple[tuple[str, str, str], ...], credited: str
) -> None:
    made = trace_pile(ORIGINAL, Page("b.html", EDITED[:4], "baydaily.example", day(7), signals=signals))
    assert made["edges"]["credited"].to_pylist() == [credited]


def test_trace_descent__says_that_the_order_is_unknown_where_nothing_tells() -> None:
    made = trace_pile(Page("a.html", FERRY, "one.example"), Page("b.html", EDITED, "two.example"))
    assert made["edges"].num_rows > 0 and all(c < 0.6 for c in made["edges"]["confidence"].to_pylist())


def test_trace_descent__believes_a_credit_rather_than_a_date_and_keeps_births_in_order() -> None:
    copy = Page("b.html", EDITED, "baydaily.example", day(2), signals=(("permission", "from", "Ansel Courier"),))
    made = trace_pile(ORIGINAL, copy)
    assert list_parents(made)["b.html"] == "a.html"
    births = {v["version_id"]: v["born_at"] for v in made["versions"].to_pylist()}
    for edge in made["edges"].to_pylist():
        assert births[edge["parent_id"]] <= births[edge["child_id"]]


def test_trace_descent__gives_an_undated_original_the_date_of_its_copy() -> None:
    made = trace_pile(Page("a.html", FERRY, "anselcourier.example"),
                      Page("b.html", EDITED, "baydaily.example", day(7), signals=(("credit_line", "from", "Ansel Courier"),)))  # fmt: skip
    rows = {v["born_basis"]: v["born_at"] for v in made["versions"].to_pylist() if v["document_id"]}
    assert rows["family"] == rows["document"] == day(7)


def test_trace_descent__prefers_the_nearest_of_two_older_texts() -> None:
    changed = [p.replace("240", "420").replace("Tuesday", "Monday").replace("eleven", "nine") for p in FERRY]
    third = [p.replace("2 million", "5 million") for p in changed]
    made = trace_pile(
        ORIGINAL, Page("b.html", changed, "baydaily.example", day(7)), Page("c.html", third, "capepost.example", day(8))
    )
    assert list_parents(made) == {"a.html": None, "b.html": "a.html", "c.html": "b.html"}


def test_trace_descent__gives_a_text_of_two_parts_two_parents() -> None:
    other = Page("s.html", SCHOOL, "marshherald.example", day(5))
    joined = Page("m.html", FERRY[:4] + SCHOOL, "capepost.example", day(9))
    made = trace_pile(ORIGINAL, other, joined)
    ids = {v["document_id"]: v["version_id"] for v in made["versions"].to_pylist() if v["document_id"]}
    uris = dict(zip(made["documents"]["document_id"].to_pylist(), made["documents"]["uri"].to_pylist(), strict=True))
    pairs = {(next(uris[d] for d in ids if ids[d] == e["child_id"]), next(uris[d] for d in ids if ids[d] == e["parent_id"]))
             for e in made["edges"].to_pylist()}  # fmt: skip
    assert pairs == {("m.html", "a.html"), ("m.html", "s.html")}


def test_trace_descent__puts_two_copies_of_one_credited_text_under_an_unseen_original() -> None:
    one = Page("a.html", EDITED, "baydaily.example", day(6), signals=(("permission", "from", "Ansel Courier"),))
    two = Page("b.html", [p.replace("Tuesday", "Monday") for p in FERRY], "capepost.example", day(7),
               signals=(("credit_line", "from", "The Ansel Courier"),))  # fmt: skip
    made = trace_pile(one, two)
    assert list_parents(made) == {"a.html": "(Ansel Courier report)", "b.html": "(Ansel Courier report)"}
    unseen = [v for v in made["versions"].to_pylist() if v["document_id"] is None]
    assert len(unseen) == 1 and "Port Ansel" in unseen[0]["text"] and unseen[0]["born_at"] == day(6)
    for edge in made["edges"].to_pylist():
        assert 0 <= edge["parent_start"] < edge["parent_end"] <= len(unseen[0]["text"])


def test_trace_descent__names_an_outlet_that_a_text_says_had_the_news() -> None:
    page = Page("a.html", [*SCHOOL, "Two aides leaked the letter to the Marsh Signal news outlet."], "baydaily.example")
    made = trace_pile(page)
    rows = made["versions"].to_pylist()
    assert [v["name"] for v in rows if v["document_id"] is None] == ["Marsh Signal report"]
    assert len({v["family_id"] for v in rows}) == 1 and made["edges"].num_rows == 0


def _drop(made: Tables) -> Tables:
    return {name: made[name] for name in ("versions", "edges", "edits", "descent_families", "descent_scans")}


@pytest.mark.parametrize("seed", range(3))
def test_trace_descent__is_the_same_in_any_order_and_from_any_earlier_run(seed: int) -> None:
    pages = [ORIGINAL, Page("b.html", EDITED, "baydaily.example", day(7)), Page("c.html", FERRY[:4], "capepost.example", day(8)),
             Page("s.html", SCHOOL, "marshherald.example", day(5)), Page("t.html", SCHOOL[1:], "baydaily.example")]  # fmt: skip
    whole = _drop(trace_pile(*pages))
    mixed = random.Random(seed).sample(pages, len(pages))
    part = _drop(trace_pile(*mixed[:3]))
    again = _drop(trace_pile(*mixed, known=part))
    fewer = _drop(trace_pile(*pages[:3], known=whole))
    assert all(again[name].equals(whole[name]) for name in whole)
    alone = _drop(trace_pile(*pages[:3]))
    assert all(fewer[name].equals(alone[name]) for name in alone)


def test_trace_descent__carries_on_from_the_parts_of_a_killed_run() -> None:
    pages = [ORIGINAL, Page("b.html", EDITED, "baydaily.example", day(7))]
    whole = trace_pile(*pages)
    parts: list[Tables] = []
    pile = lay_pile(*pages)
    trace_descent(pile, {"passages": whole["passages"]}, work=Work(keep=parts.append))
    again = trace_descent(pile, {"passages": whole["passages"]}, known=parts[0])
    assert all(again[name].equals(whole[name]) for name in again)


def test_trace_descent__gives_empty_tables_for_an_empty_pile() -> None:
    made = trace_pile()
    for table in (VERSIONS, EDGES, EDITS):
        assert made[table.name].num_rows == 0 and made[table.name].schema.equals(table.schema)


def test_trace_descent__stays_sound_on_texts_without_words() -> None:
    made = trace_pile(Page("a.txt", ["…"]), Page("b.txt", ["🙂🙂", "\u202eابجد"]), Page("c.txt", [" "]))
    assert made["versions"].num_rows == 3 and made["edges"].num_rows == 0


def test_trace_descent__makes_no_edge_of_what_somebody_said_to_both() -> None:
    said = "“Nobody who has crossed this bay in winter would close the old landing before the new one has stood a storm”, said Anna Quist."
    one = Page("a.html", [SCHOOL[0], said, SCHOOL[1]], "one.example", day(6))
    two = Page("b.html", [FERRY[0], said, FERRY[3]], "two.example", day(7))
    assert trace_pile(one, two)["edges"].num_rows == 0


def test_trace_descent__follows_variants_in_common_past_the_text_that_others_credit() -> None:
    credit = (("credit_line", "from", "Ansel Courier"),)
    changed = [p.replace("240", "420").replace("eleven", "twelve").replace("4.2", "2.4") for p in FERRY]
    pages = (
        Page("a.html", FERRY, "anselcourier.example", day(6)),
        Page("b.html", changed, "baydaily.example", day(7), signals=credit),
        Page("c.html", [*changed[:3], *changed[4:]], "cliffpost.example", day(8)),
        Page("d.html", FERRY[:5], "dunemail.example", day(8), signals=credit),
    )
    made = trace_pile(*pages)
    assert list_parents(made) == {"a.html": None, "b.html": "a.html", "c.html": "b.html", "d.html": "a.html"}
    numbers = [edit for edit in list_edits(made) if edit[0] == "number"]
    assert {(old, new) for _, old, new in numbers} >= {("240", "420"), ("4.2", "2.4")}


def test_trace_descent__leaves_a_text_without_the_variants_with_the_credited_one() -> None:
    credit = (("credit_line", "from", "Ansel Courier"),)
    changed = [p.replace("240", "420").replace("eleven", "twelve").replace("4.2", "2.4") for p in FERRY]
    made = trace_pile(
        Page("a.html", FERRY, "anselcourier.example", day(6)),
        Page("b.html", changed, "baydaily.example", day(7), signals=credit),
        Page("c.html", FERRY[:5], "cliffpost.example", day(8)),
    )
    assert list_parents(made)["c.html"] == "a.html"


WELL = [
    "The well in Lower Marsh has been dry since the first week of June, and the farmers carry water from the mill in milk churns.",
    "Old people there remember a summer like this one, when the mayor of the day had the church bells rung for rain every evening.",
    "An engineer from the county let a lamp down on a rope and found roots as thick as an arm between the stones of the shaft.",
    "It would take six weeks to clear them, she thought, and nobody could promise that the spring had not gone another way.",
    "The brewer has offered to sink a borehole behind his stables if the village lets him have the meadow by the chapel.",
    "A vote on that is to be held after the harvest, in the school, with the windows open, as the schoolmaster put it.",
]


def test_trace_descent__names_edges_to_an_unseen_original_by_what_its_children_show() -> None:
    reworded = [
        p.replace("Tuesday", "Monday").replace("240", "250").replace("eleven", "twelve").replace("4.2", "4.5")
        .replace("slipway", "old slipway").replace("second survey", "new survey").replace("quay", "pier")
        for p in FERRY
    ]  # fmt: skip
    pages = {
        "whole.html": (FERRY, "repost"),
        "again.html": (FERRY, "repost"),
        "changed.html": (reworded, "edited"),
        "short.html": (FERRY[:3], "abridged"),
        "longer.html": ([*FERRY, *WELL], "expanded"),
        "part.html": ([*SCHOOL, *FERRY[1:3]], "excerpt"),
    }
    credit = (("credit_line", "from", "Sound Wire"),)
    made = trace_pile(*[
        Page(name, paragraphs, f"{name[:-5]}news.example", day(7, 6 + n), signals=credit)
        for n, (name, (paragraphs, _)) in enumerate(pages.items())
    ])  # fmt: skip
    uris = dict(zip(made["documents"]["document_id"].to_pylist(), made["documents"]["uri"].to_pylist(), strict=True))
    names = {v["version_id"]: v["document_id"] for v in made["versions"].to_pylist()}
    kinds = {uris[names[e["child_id"]]]: e["kind"] for e in made["edges"].to_pylist() if names[e["parent_id"]] is None}
    assert kinds == {name: kind for name, (_, kind) in pages.items()}


@pytest.mark.parametrize(
    ("groups", "surer"), [(("Coast", "Coast"), False), (("Coast", "Hill"), True), ((None, None), True)]
)
def test_trace_descent__is_less_sure_of_the_order_within_a_group(groups: tuple[str | None, ...], surer: bool) -> None:
    pile = lay_pile(Page("a", FERRY, "a.example", day(3, 9)), Page("b", EDITED, "b.example", day(3, 11)))
    group = dict(zip(("a", "b"), groups, strict=True))
    column = pa.array([group[uri] for uri in pile["documents"]["uri"].to_pylist()], pa.string())
    place = pile["documents"].column_names.index("outlet_group")
    grouped = pile["documents"].set_column(place, DOCUMENTS.schema.field("outlet_group"), column)
    edges = trace_descent(pile | {"documents": grouped}, find_copies(pile))["edges"]
    assert (edges["confidence"][0].as_py() > 0.9) is surer


def test_trace_descent__takes_initials_for_the_outlet_that_is_there_and_not_for_one_that_is_known() -> None:
    mark = (("dateline", "from", "AP"),)
    pile = lay_pile(
        Page("a.html", FERRY, "anselpress.example", day(6), signals=mark),
        Page("b.html", EDITED, "baydaily.example", day(7), signals=mark),
        Page("c.html", FERRY[:5], "capepost.example", day(8), signals=mark),
    )
    names = pa.array(
        [
            '{"site_name": "The Ansel Press"}' if uri == "a.html" else None
            for uri in pile["documents"]["uri"].to_pylist()
        ],
        pa.string(),
    )
    place = pile["documents"].column_names.index("extra")
    documents = pile["documents"].set_column(place, DOCUMENTS.schema.field("extra"), names)
    made = trace_descent(pile | {"documents": documents}, find_copies(pile))
    assert list_parents(made | {"documents": documents}) == {"a.html": None, "b.html": "a.html", "c.html": "a.html"}


def test_trace_descent__is_unsure_of_two_that_each_claim_to_be_from_the_other() -> None:
    one = Page("a.html", FERRY, "anselcourier.example", signals=(("permission", "from", "Bay Daily"),))
    two = Page("b.html", EDITED, "baydaily.example", signals=(("permission", "from", "Ansel Courier"),))
    assert all(c < 0.6 for c in trace_pile(one, two)["edges"]["confidence"].to_pylist())


def test_trace_descent__makes_no_circle_of_outlets_that_credit_each_other_in_a_ring() -> None:
    sites = ("anselcourier", "baydaily", "capepost")
    names = ("Ansel Courier", "Bay Daily", "Cape Post")
    made = trace_pile(*[
        Page(f"{n}.html", [p.replace("240", str(240 + n)) for p in FERRY], f"{sites[n]}.example",
             signals=(("credit_line", "from", names[(n + 1) % 3]),))
        for n in range(3)
    ])  # fmt: skip
    assert list(list_parents(made).values()).count(None) == 1


def test_trace_descent__does_not_believe_an_outlet_that_credits_itself() -> None:
    one = Page("a.html", FERRY, "anselcourier.example", day(6), signals=(("first_reported", "from", "Ansel Courier"),))
    two = Page("b.html", EDITED, "baydaily.example", day(7), signals=(("first_reported", "from", "Bay Daily"),))
    made = trace_pile(one, two)
    assert list_parents(made) == {"a.html": None, "b.html": "a.html"}
    assert made["edges"]["credited"].to_pylist() == ["no"]


@pytest.mark.parametrize("published", [None, day(6)])
def test_trace_descent__does_not_know_the_order_of_texts_without_dates_or_of_one_date(
    published: datetime | None,
) -> None:
    made = trace_pile(*[
        Page(f"{n}.html", [p.replace("240", str(240 + n)) for p in FERRY], f"paper{n}.example", published)
        for n in range(4)
    ])  # fmt: skip
    assert made["edges"].num_rows == 3 and all(c < 0.6 for c in made["edges"]["confidence"].to_pylist())


def test_trace_descent__finds_most_of_the_tree_of_a_tradition_without_dates(tmp_path: Path) -> None:
    truth = write_tradition(tmp_path, 5)
    pile = read_articles([tmp_path])
    made = trace_descent(pile, find_copies(pile))
    parents = {
        Path(c).name: Path(p or "").name for c, p in list_parents(made | {"documents": pile["documents"]}).items()
    }
    true = {frozenset((child, parent)) for child, parent in truth.items() if parent}
    assert len(true & {frozenset(pair) for pair in parents.items()}) >= 10
