"""Lines that recur in an outlet are marked, one run or many; a story told twice is not."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles import ReadOptions, read_articles, remove_items
from headwater.schema import Tables

OFFER = "Try the Tarn Courier evening letter for more of this."
MOTTO = "The Tarn Courier has told the valley how it is for ninety years."
BACKGROUND = "The valley has had no railway since the great flood of 1951."
PLACES = ("Vik", "Lund", "Tarn", "Osby", "Mora", "Hamra", "Ekby", "Sala")


def write_story(place: str, *lines: str) -> str:
    return "\n\n".join([
        f"The harbour of {place} was closed on Tuesday, and ships had to wait outside in the bay.",
        f"A crane fell into the basin of {place} at night, but nobody was hurt by it.",
        f"Divers from {place} will look at the wreck today and on all days of the week.",
        f"Fish from {place} went to the market by road, which took three hours longer.",
        f"An insurer from {place} is to pay for the crane and the quay.",
        f"The mayor of {place} asked for help from the county and was told to wait.",
        *lines,
    ])  # fmt: skip


def save_pile(folder: Path, stories: dict[str, str], site: str = "courier.example") -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.json" for name in stories]
    for path, (name, text) in zip(paths, stories.items(), strict=True):
        path.write_text(json.dumps({"title": f"News of {name}", "text": text, "url": f"https://{site}/{name}"}))
    return paths


def find_kinds(tables: Tables, line: str) -> list[str]:
    """The kinds of the regions that are this line, in every document that has it."""
    texts = dict(zip(*(tables["documents"][c].to_pylist() for c in ("document_id", "text")), strict=True))
    rows = tables["regions"].to_pylist()
    return [row["kind"] for row in rows if texts[row["document_id"]][row["start"] : row["end"]] == line]


def list_rows(tables: Tables) -> dict[str, list[dict[str, object]]]:
    return {name: table.to_pylist() for name, table in tables.items()}


@pytest.mark.parametrize(("count", "kinds"), [(1, ["body"]), (2, ["chrome", "chrome"])])
def test_read_articles__marks_an_offer_that_two_articles_have(tmp_path: Path, count: int, kinds: list[str]) -> None:
    offer = "You can follow the Tarn Courier on its channel."
    stories = {p: write_story(p).replace("\n\nA crane", f"\n\n{offer}\n\nA crane") for p in PLACES[:count]}
    assert find_kinds(read_articles(save_pile(tmp_path, stories)), offer) == kinds


@pytest.mark.parametrize(("count", "kind"), [(3, "body"), (4, "chrome")])
def test_read_articles__marks_a_closing_sentence_that_four_articles_have(tmp_path: Path, count: int, kind: str) -> None:
    tables = read_articles(save_pile(tmp_path, {p: write_story(p, MOTTO) for p in PLACES[:count]}))
    assert find_kinds(tables, MOTTO) == [kind] * count


def test_read_articles__takes_marks_around_a_name_for_no_speech(tmp_path: Path) -> None:
    motto = "“The Quay” shows you how the valley thinks about the news of the day."
    speech = "“We will close it again”, the mayor said."
    tables = read_articles(save_pile(tmp_path, {p: write_story(p, speech, motto) for p in PLACES[:4]}))
    assert (find_kinds(tables, motto), find_kinds(tables, speech)) == (["chrome"] * 4, ["body"] * 4)


def test_read_articles__marks_nothing_across_outlets(tmp_path: Path) -> None:
    paths = [
        *save_pile(tmp_path / "a", {p: write_story(p, MOTTO) for p in PLACES[:2]}),
        *save_pile(tmp_path / "b", {p: write_story(p, MOTTO) for p in PLACES[2:4]}, "post.example"),
    ]
    assert find_kinds(read_articles(paths), MOTTO) == ["body"] * 4


def test_read_articles__leaves_a_background_paragraph_of_a_few_stories_in_the_body(tmp_path: Path) -> None:
    stories = {p: write_story(p).replace("\n\nAn insurer", f"\n\n{BACKGROUND}\n\nAn insurer") for p in PLACES[:5]}
    assert find_kinds(read_articles(save_pile(tmp_path, stories)), BACKGROUND) == ["body"] * 5


def test_read_articles__takes_a_story_told_many_times_for_no_chrome(tmp_path: Path) -> None:
    """Updates of one story, each with a sentence of its own, and a copy of it at another address."""
    updates = {f"u{i}": write_story("Vik", f"By hour {p} nothing had changed.") for i, p in enumerate(PLACES)}
    tables = read_articles(save_pile(tmp_path, updates | {"copy": write_story("Vik")}))
    assert set(tables["regions"]["kind"].to_pylist()) == {"title", "body"}


def test_read_articles__counts_a_story_and_its_copies_once(tmp_path: Path) -> None:
    stories = {"Vik": write_story("Vik", MOTTO), "copy": write_story("Vik", MOTTO), "Lund": write_story("Lund", MOTTO)}
    paths = save_pile(tmp_path, stories | {"Tarn": write_story("Tarn", MOTTO)})
    assert set(find_kinds(read_articles(paths), MOTTO)) == {"body"}


def test_read_articles__marks_what_recurs_in_a_copied_story_too(tmp_path: Path) -> None:
    stories = {p: write_story(p, MOTTO) for p in PLACES[:4]}
    tables = read_articles(save_pile(tmp_path, stories | {"copy": write_story("Vik", MOTTO)}))
    assert find_kinds(tables, MOTTO) == ["chrome"] * 5


def test_read_articles__marks_sentences_of_a_text_without_line_breaks(tmp_path: Path) -> None:
    stories = {
        p: write_story(p, *(f"Boat {n} of {p} came in late." for n in PLACES * 5), MOTTO).replace("\n\n", " ")
        for p in PLACES[:5]
    }
    tables = read_articles(save_pile(tmp_path, stories))
    assert find_kinds(tables, MOTTO) == ["chrome"] * 5
    assert tables["regions"]["kind"].to_pylist().count("body") == 5


def test_read_articles__keeps_the_body_of_a_text_that_is_nothing_else(tmp_path: Path) -> None:
    stories = {p: write_story(p, OFFER) for p in PLACES[:4]}
    tables = read_articles(save_pile(tmp_path, stories | {"stub": OFFER}))
    assert sorted(find_kinds(tables, OFFER)) == ["body", *["chrome"] * 4]


def test_read_articles__takes_a_line_about_who_helped_for_a_notice(tmp_path: Path) -> None:
    notice = "The Coast Agency contributed."
    tables = read_articles(save_pile(tmp_path, {p: write_story(p, notice) for p in PLACES[:2]}))
    assert find_kinds(tables, notice) == ["notice"] * 2


@settings(max_examples=25, derandomize=True)
@given(st.permutations(range(8)), st.sets(st.integers(1, 7)), st.sets(st.integers(0, 7), max_size=4))
def test_read_articles__leaves_the_same_rows_in_any_order_and_number_of_runs(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: set[int], removed: set[int]
) -> None:
    tmp_path = tmp_path_factory.getbasetemp() / "recurring"
    notice = "The Coast Agency contributed."
    tails = [
        (OFFER, MOTTO),
        (MOTTO,),
        (MOTTO, notice),
        (notice,),
        (OFFER, MOTTO, notice),
        (notice,),
        (MOTTO,),
        (OFFER,),
    ]
    paths = save_pile(tmp_path, {p: write_story(p, *t) for p, t in zip(PLACES, tails, strict=True)})
    bounds = [0, *sorted(cuts), 8]
    known: Tables | None = None
    for first, last in pairwise(bounds):
        known = read_articles([paths[i] for i in order[first:last]], known=known)
    assert known is not None
    for i in removed:
        known = remove_items(known, paths[i].name)
    left = [path for i, path in enumerate(paths) if i not in removed]
    assert list_rows(known) == list_rows(read_articles(left))


def test_read_articles__marks_an_offer_that_one_article_each_of_a_group_has(tmp_path: Path) -> None:
    table = tmp_path / "outlets.csv"
    table.write_text(
        "name,sites,group\n" + "".join(f"{p} Post,{p.lower()}.example,Coast Papers\n" for p in PLACES), encoding="utf-8"
    )
    offer = "You can follow Coast Papers on its channel."
    paths = [
        path
        for place in PLACES
        for path in save_pile(
            tmp_path / place,
            {place: write_story(place, MOTTO).replace("\n\nA crane", f"\n\n{offer}\n\nA crane")},
            f"{place.lower()}.example",
        )
    ]
    tables = read_articles(paths, options=ReadOptions(outlets=str(table)))
    assert find_kinds(tables, offer) == ["chrome"] * len(PLACES)
    assert find_kinds(tables, MOTTO) == ["body"] * len(PLACES)
    assert set(find_kinds(read_articles(paths), offer)) == {"body"}
