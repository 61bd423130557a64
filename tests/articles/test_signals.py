"""Hints of origin in words. All outlets but the great agencies are invented."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.item import Signal
from headwater.articles.signals import find_signals
from headwater.articles.target_names import clean_target

STATED = [
    (
        "This article originally appeared on All Harbour News and is reposted with permission.",
        "permission",
        "from",
        "All Harbour News",
    ),
    ("Republished with the permission of Fjord Weekly.", "permission", "from", "Fjord Weekly"),
    ("Reprinted with permission from the Tarnvik Gazette.", "permission", "from", "Tarnvik Gazette"),
    (
        "This article is republished from Fjord Review under a Creative Commons license. Read the original article.",
        "permission",
        "from",
        "Fjord Review",
    ),
    (
        "This article first appeared in the June 12, 2017, print issue of Northern Review.",
        "credit_line",
        "from",
        "Northern Review",
    ),
    ("Originally published in the Tarnvik Post, May 3, 2024.", "credit_line", "from", "Tarnvik Post"),
    ("This story was first reported by Tarnvik Chronicle.", "first_reported", "from", "Tarnvik Chronicle"),
    ("This story also appeared in The Fjord Tribune.", "credit_line", "to", "The Fjord Tribune"),
    ("(From Tarnvik Record)", "credit_line", "from", "Tarnvik Record"),
    ("Source: Associated Press", "credit_line", "from", "Associated Press"),
    ("© 2024 Associated Press", "copyright", "from", "Associated Press"),
    (
        "Copyright 2024 The Associated Press. All rights reserved. This material may not be published or broadcast.",
        "copyright",
        "from",
        "The Associated Press",
    ),
    ("The Associated Press contributed to this report.", "credit_line", "part", "The Associated Press"),
    ("Mira Lund of Fjord News contributed to this report.", "credit_line", "part", "Fjord News"),
    ("TARNVIK (Reuters) - The bridge is closed.", "agency", "from", "Reuters"),
    ("MADRID, 3 May. (EUROPA PRESS) - El puente está cerrado.", "agency", "from", "EUROPA PRESS"),
    ("mit dpa", "agency", "from", "dpa"),
    ("(dpa/lno)", "agency", "from", "dpa"),
    ("Mit Material von AFP", "credit_line", "part", "AFP"),
    ("Dieser Artikel erschien zuerst in der Neuen Hafenzeitung.", "credit_line", "from", "Neuen Hafenzeitung"),
    ("Cet article a été publié dans Le Courrier du Port.", "credit_line", "from", "Le Courrier du Port"),
    (
        "Este artículo fue publicado originalmente en El Diario del Puerto.",
        "credit_line",
        "from",
        "El Diario del Puerto",
    ),
    ("The plan was leaked to the Fjordwatch news outlet by two officials.", "first_reported", "part", "Fjordwatch"),
    ("He told the Tarnvik Times that it was over.", "first_reported", "part", "Tarnvik Times"),
    (
        "The closure, first reported by the Tarnvik Post’s Page Two, came late.",
        "first_reported",
        "part",
        "Tarnvik Post",
    ),
    ("© dpa-infocom, dpa:240516-99-53606/3", "item_number", "same", "dpa:240516-99-53606/3"),
    ("UPDATE 2-Bridge closed after storm", "update", "same", "UPDATE 2"),
]


@pytest.mark.parametrize(("text", "kind", "direction", "target"), STATED)
def test_find_signals__phrases(text: str, kind: str, direction: str, target: str) -> None:
    found = find_signals(text, ())
    assert (kind, direction, target) in {(s.kind, s.direction, s.target) for s in found}


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Monday that the report was published by the committee.",
        "The mayor told reporters that the bridge would stay closed.",
        "Edda Voss reported for duty on Monday.",
        "According to the engineers, the steel has been rusting for years.",
        "He came from Tarnvik and went to sea at sixteen, and the town never saw him again in his long life.",
    ],
)
def test_find_signals__plain_prose_gives_none(text: str) -> None:
    assert find_signals(text, ()) == ()


def test_find_signals__says_nothing_of_the_outlet_itself() -> None:
    text = "© 2024 Tarnvik Courier. All rights reserved.\n\nThe mayor told the Tarnvik Courier that it was over."
    assert find_signals(text, (), site="Tarnvik Courier") == ()
    assert find_signals(text, (), url="https://www.tarnvikcourier.example/a") == ()
    assert find_signals("TARNVIK (Reuters) - The bridge is closed.", (), url="https://reuters.com/a") == ()


def test_find_signals__credits_of_pictures_are_not_of_the_text() -> None:
    text = "The old bridge. (Photo: Lars Beck/AP)\n\nThe bridge is closed for the winter, the council said on Monday."
    regions = ((0, 37, "caption"), (16, 36, "credit"), (39, len(text), "body"))
    assert find_signals(text, regions) == ()


def test_find_signals__one_hint_of_several_that_overlap() -> None:
    text = "This article originally appeared on Fjord Daily and is republished with permission from Fjord Daily."
    assert [(s.kind, s.target) for s in find_signals(text, ())] == [("permission", "Fjord Daily")]


def test_find_signals__sites_of_domains_and_known_outlets() -> None:
    found = find_signals(
        "This article originally appeared on fjorddaily.example.\n\nTARNVIK (AP) — The bridge is closed.", ()
    )
    assert {s.target_site for s in found} == {"fjorddaily.example", "apnews.com"}


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("Fjord Daily on Monday", "Fjord Daily"),
        ("the Fjord Daily’s", "Fjord Daily"),
        ("“Fjord Daily”,", "Fjord Daily"),
        ("x" * 200, ""),
    ],
)
def test_clean_target__leaves_the_name(written: str, clean: str) -> None:
    assert clean_target(written) == clean


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([text for text, *_ in STATED]) | st.text(max_size=50), max_size=8))
def test_find_signals__spans_lie_in_the_text(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    found: tuple[Signal, ...] = find_signals(text, ())
    for signal in found:
        assert signal.span is not None
        start, end = signal.span
        assert 0 <= start < end <= len(text)
        assert signal.evidence[:20] == " ".join(text[start:end].split())[:20]
        assert signal.target
    assert len({(s.span, s.kind, s.target) for s in found}) == len(found)


@pytest.mark.parametrize(
    ("byline", "role", "staff"),
    [
        ("By Ana Ruiz, Moscow correspondent", "", True),
        ("Von Ana Ruiz", "Redaktionsleiterin", True),
        ("By Ana Ruiz", "The ferry is old.", False),
    ],
)
def test_find_signals__own_reporter_above_a_dateline_without_agency(byline: str, role: str, staff: bool) -> None:
    parts = [part for part in (byline, role, "VIK — The ferry sails at noon, the harbour office said.") if part]
    text, regions, at = "\n\n".join(parts), [], 0
    for part, kind in zip(parts, ("byline", "caption", "body") if role else ("byline", "body"), strict=True):
        regions.append((at, at + len(part), kind))
        at += len(part) + 2
    start = text.index("VIK")
    found = find_signals(text, [*regions, (start, start + 5, "dateline")], language="en")
    assert ("staff" in {s.kind for s in found}) is staff
    agency = text.replace("VIK —", "VIK (AP) —")
    assert "staff" not in {s.kind for s in find_signals(agency, [*regions, (start, start + 10, "dateline")])}


def test_find_signals__reads_an_outlet_in_a_byline_wherever_it_stands() -> None:
    lines = [f"The crane was lifted on day {n} of the year." for n in range(20)]
    lines[9] = "By Ana Ruiz, Associated Press"
    text = "\n\n".join(lines)
    spans = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    regions = [(*span, "byline" if n == 9 else "body") for n, span in enumerate(spans)]
    assert [s.target for s in find_signals(text, regions, language="en")] == ["Associated Press"]


@pytest.mark.parametrize(("text", "target"), [
    ("„Wir hatten keine Wahl“, sagte der Wärter der „Viker Rundschau“ am Montag.", "Viker Rundschau"),
    ("„Wir hatten keine Wahl“, sagte Hafenmeister Nils Aas der „Viker Rundschau“.", "Viker Rundschau"),
    ("„Wir hatten keine Wahl“, sagte der Wärter der Mühle.", None),
])  # fmt: skip
def test_find_signals__passes_over_a_name_that_is_no_outlet(text: str, target: str | None) -> None:
    body = f"{text} Der Hafen bleibt für Wochen geschlossen, und die Schiffe müssen in der Bucht warten."
    found = [s.target for s in find_signals(body, ((0, len(body), "body"),), language="de")]
    assert found == ([target] if target else [])
