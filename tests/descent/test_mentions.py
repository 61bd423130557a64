"""Outlets that a text names as having the news."""

import pytest

from headwater.descent.mentions import find_named_outlets
from headwater.descent.outlets import name_keys, squeeze_name, write_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two aides leaked the letter to the Marsh Signal news outlet.", ["Marsh Signal"]),
        ("The minister told the Ansel Evening Herald that he would go.", ["Ansel Evening Herald"]),
        ("The Bay Tribune first reported the merger on Monday.", ["Bay Tribune"]),
        ("The cost is higher, according to the newspaper Kvällsbladet.", ["Kvällsbladet"]),
        ("A Reuters report put the number at nine.", ["Reuters"]),
        ("The offer was made in May, people familiar told Axios on Friday.", ["Axios"]),
        ("In an interview with Ann Roe of CBS News he denied it.", ["CBS News"]),
        ("The mayor told the council that the money was gone.", []),
        ("He told Time and again that it was over.", []),
        ("It was reported by a German newspaper.", []),
        ("Brandt told reporters after the meeting.", []),
    ],
)
def test_find_named_outlets__finds_who_had_the_news(text: str, names: list[str]) -> None:
    found = find_named_outlets(text)
    assert [name for _, name in found] == names
    assert all(0 <= start < end <= len(text) for (start, end), _ in found)


def test_name_keys__makes_aliases_sites_and_names_one() -> None:
    assert name_keys("AP") == name_keys("The Associated Press") == name_keys("apnews.com")
    assert name_keys("Ansel Courier") == name_keys("www.anselcourier.example") == name_keys("The Ansel Courier")
    assert not name_keys("Ansel Courier") & name_keys("Bay Courier")
    assert not name_keys(None) and not name_keys("  ")


def test_squeeze_name__is_case_and_accent_blind() -> None:
    assert squeeze_name("Le Journál de L’Île") == "lejournaldelile"


def test_write_name__knows_the_name_behind_a_site() -> None:
    assert write_name("nytimes.com") == "New York Times" and write_name("The Bay Daily,") == "Bay Daily"
