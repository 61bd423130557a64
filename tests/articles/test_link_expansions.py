"""Links written out inside sentences: found where a headline is glued to a name that stands twice."""

import pytest

from headwater.articles.item import Item
from headwater.articles.link_expansions import find_expansions, mark_expansions

BOX = "Ana María RuizStorm closes harbour Crane falls into basin MORE"


@pytest.mark.parametrize(
    "text",
    [
        f"Mayor Ana Ruiz {BOX} said so.",
        f"Mayor Ana Ruiz {BOX}’s plan is dead.",
        "Mayor Bill de RuizBill de RuizStorm closes harbour MORE said so.",
        "Mayor William Ruiz William (Bill) Ruiz7 cranes that fell MORE said so.",
        "Governor Ruiz Jr. Ana Ruiz Jr.Storm closes harbour MORE said so.",
    ],
)
def test_find_expansions__finds_the_box_behind_the_name(text: str) -> None:
    ((start, end),) = find_expansions(text)
    assert text[:start].rstrip().endswith(("Ruiz", "Jr.")) and text[:end].endswith("MORE")
    assert text.count("Ruiz", 0, start) == 1


def test_find_expansions__finds_each_of_several_once_one_is_glued() -> None:
    text = (
        f"Mayor Ana Ruiz {BOX} met Tom Hale Tom Hale Hale leaves MORE and Eva Lind Eva Ruth LindLind wins MORE there."
    )
    assert [text[slice(*span)][:8] for span in find_expansions(text)] == ["Ana Marí", "Tom Hale", "Eva Ruth"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz and Tom Ruiz asked for MORE money.",
        "THE RUIZ FAMILY AND THE RUIZMEN WANT MORE",
        "Mayor Ana Ruiz Ana María RuizStorm closes harbour.\n\nMORE is to come.",
        "Mayor Ana Ruiz Ana Ruiz Storm closes harbour MORE said so.",
        "Mayor Ana Ruiz spoke. MORE said Hale.",
    ],
)
def test_find_expansions__leaves_other_text_alone(text: str) -> None:
    assert find_expansions(text) == []


def test_mark_expansions__makes_the_box_chrome_inside_the_body() -> None:
    text = f"Mayor Ana Ruiz {BOX} said so."
    at = text.index(BOX)
    item = mark_expansions(Item(text, ((0, len(text), "body"),)))
    assert item.regions == ((0, len(text), "body"), (at, at + len(BOX), "chrome"))
    assert mark_expansions(Item(text, ((0, len(text), "chrome"),))).regions == ((0, len(text), "chrome"),)


def test_mark_expansions__makes_a_headline_in_brackets_chrome_inside_a_paragraph() -> None:
    text = "The harbour was closed (RELATED: Storm closes harbour of Lund), the mayor said (see below)."
    item = mark_expansions(Item(text, ((0, len(text), "body"),)))
    assert [text[s:e] for s, e, kind in item.regions if kind == "chrome"] == ["(RELATED: Storm closes harbour of Lund)"]
