"""Datelines of many languages, agencies in them, and what is none; all places but the great ones are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.agency_marks import find_byline_agencies, find_closing_agencies
from headwater.articles.datelines import read_dateline

DATELINES = [
    ("VIK, May 19 (Reuters) - The ferry sails.", "VIK, May 19 (Reuters) -", ["Reuters"]),
    ("VIK/OSLO (AP) — The ferry sails.", "VIK/OSLO (AP) —", ["AP"]),
    ("Vik (dpa/AFP) - Die Fähre fährt.", "Vik (dpa/AFP) -", ["dpa", "AFP"]),
    ("Vik (epd). Die Fähre fährt.", "Vik (epd).", ["epd"]),
    ("VIK, 19 May. (EUROPA PRESS) - El barco sale.", "VIK, 19 May. (EUROPA PRESS) -", ["EUROPA PRESS"]),
    ("(ANSA) - VIK, 19 MAG - Il traghetto parte.", "(ANSA) - VIK, 19 MAG -", ["ANSA"]),
    ("VIK, May 19 /PRNewswire/ -- Vik Shipping sails.", "VIK, May 19 /PRNewswire/ --", ["PRNewswire"]),
    ("VİK (DHA) - Feribot kalkıyor.", "VİK (DHA) -", ["DHA"]),
    ("МОСКВА, 19 мая — РИА Новости. Паром идёт.", "МОСКВА, 19 мая — РИА Новости.", ["РИА Новости"]),
    ("МОСКВА, 19 мая. /ТАСС/. Паром идёт.", "МОСКВА, 19 мая. /ТАСС/.", ["ТАСС"]),
    ("ВИК — Паром идёт.", "ВИК —", []),
    ("فيك (رويترز) - أبحرت العبارة.", "فيك (رويترز) -", ["رويترز"]),
    ("新华社北京5月19日电 渡轮启航。", "新华社北京5月19日电", ["新华社"]),
    ("本报北京5月19日讯（记者王某）渡轮启航。", "本报北京5月19日讯（记者王某）", []),
    ("VIK — The ferry sails.", "VIK —", []),
]
NONE = [
    "Minister Ana Ruiz (SPD) nannte den Plan falsch.",
    "The United Nations’ (UN) top court met.",
    "WARNING GRAPHIC DETAIL: The ferry sank.",
    "The ferry sails - at last.",
    "BC-EU--Vik-Ferries",
    "Паром — судно, которое ходит между берегами.",
]


@pytest.mark.parametrize(("text", "dateline", "agencies"), DATELINES)
def test_read_dateline__forms(text: str, dateline: str, agencies: list[str]) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (text[: found.end], [text[slice(*span)] for span in found.agencies]) == (dateline, agencies)


@pytest.mark.parametrize("text", NONE)
def test_read_dateline__none(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Vik. Die Fähre und der Hafen sind zu.", 4),
        ("Vik - De pont vaart niet.", 5),
        ("VIK/LUND. Eis hielt den Sund zu.", 9),
        ("Sen. Ana Ruiz left.", None),
    ],
)
def test_read_dateline__plain_places_of_german_and_dutch_papers(text: str, end: int | None) -> None:
    found = read_dateline(text, plain_place=True)
    assert (found.end if found else None) == end
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(dpa/lno)", ["dpa"]),
        ("mit dpa und AFP", ["dpa", "AFP"]),
        ("(Com Lusa)", ["Lusa"]),
        ("Quelle: vik.example, ino/dpa", ["dpa"]),
        ("AFP, MANILA", ["AFP"]),
        ("The ferry sails. (ANI)", ["ANI"]),
        ("(Reporting by Ana Ruiz; Editing by Tom Hale)", ["Reuters"]),
        ("He sailed with the AP crew on Monday.", []),
        ("(Ana Ruiz, 3.5.2024)", []),
        ("Fot. Ana Ruiz/PAP", []),
        ("Bild: dpa", []),
    ],
)
def test_find_closing_agencies__marks(text: str, names: list[str]) -> None:
    found = find_closing_agencies(text)
    assert [name for name, _ in found[0]] == names if found else not names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Ruiz, Associated Press", ["Associated Press"]),
        ("Von Ana Ruiz, dpa", ["dpa"]),
        ("Par Ana Ruiz avec l'AFP", ["AFP"]),
        ("Haber: Ana Ruiz / DHA", ["DHA"]),
        ("By Ana Ruiz", []),
    ],
)
def test_find_byline_agencies__beside_the_authors(text: str, names: list[str]) -> None:
    assert [text[slice(*span)] for span in find_byline_agencies(text)] == names


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([text for text, *_ in DATELINES] + NONE) | st.text(max_size=30), max_size=4))
def test_read_dateline__spans_lie_in_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    found = read_dateline(text, plain_place=True)
    if found is not None:
        assert 0 < found.end < len(text)
        assert all(0 <= start < end <= len(text) for start, end in found.agencies)
