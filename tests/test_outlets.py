"""The table of outlets: every row is well formed, and every stage finds it by all that it says."""

from collections import Counter

import pytest

from headwater.articles.outlets import find_outlet, find_target_site, is_agency_name
from headwater.descent.outlets import name_keys, squeeze_name, write_name
from headwater.outlets import Outlet, find_by_host, list_outlets, parse_outlets
from headwater.tally.outlets import name_outlet

OUTLETS = list_outlets()
LANGUAGES = {
    "en": "Guardian", "de": "Süddeutsche Zeitung", "fr": "Le Monde", "es": "El País", "it": "La Repubblica",
    "pt": "Jornal Público", "nl": "NRC", "pl": "Rzeczpospolita", "tr": "Cumhuriyet", "ru": "Vedomosti",
    "ar": "Al-Ahram", "zh": "Caixin",
}  # fmt: skip


def test_list_outlets__has_well_formed_rows_in_order() -> None:
    assert len(OUTLETS) > 800
    for outlet in OUTLETS:
        assert all(text == text.strip() and text and "*" not in text for text in (*outlet.names, *outlet.sites))
        assert all(site == site.casefold() and "." in site and "/" not in site for site in outlet.sites)
        common = {name.casefold() for name in outlet.common}
        assert all(name in outlet.common for name in outlet.names if name.casefold() in common), outlet.name
        assert outlet.common <= set(outlet.names) and (outlet.sites or outlet.agency), outlet.name
    order = [(not outlet.agency, outlet.name.casefold()) for outlet in OUTLETS]
    assert order == sorted(order)


def test_list_outlets__has_no_name_and_no_site_twice() -> None:
    sites = Counter(site for outlet in OUTLETS for site in outlet.sites)
    names = Counter(name for outlet in OUTLETS for name in {squeeze_name(name) for name in outlet.names})
    assert [s for s, n in sites.items() if n > 1] == [] and [name for name, n in names.items() if n > 1] == []


def test_list_outlets__has_groups_of_several() -> None:
    groups = Counter(outlet.group for outlet in OUTLETS if outlet.group)
    assert len(groups) > 30 and [group for group, n in groups.items() if n < 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_outlets__covers_the_languages(language: str) -> None:
    assert LANGUAGES[language] in {outlet.name for outlet in OUTLETS}


def _ask(outlet: Outlet) -> list[str]:
    """What a stage does not find of an outlet."""
    missed = []
    for name in outlet.names:
        if find_outlet(name) != outlet:
            missed.append(f"articles {name}")
        if write_name(name) != outlet.name:
            missed.append(f"descent {name}")
        if name_outlet(name) != outlet.name and not (name in outlet.common and name.islower()):
            missed.append(f"tally {name}")
    for site in outlet.sites:
        for host in (site, f"www.{site}", f"amp.{site}", f"m.{site}"):
            if find_by_host(host) != outlet or find_outlet(host) != outlet or name_outlet(host) != outlet.name:
                missed.append(host)
            if name_keys(host) != {squeeze_name(outlet.name)}:
                missed.append(f"descent {host}")
    return missed


def test_stages__find_every_outlet_by_all_its_names_and_sites() -> None:
    assert [line for outlet in OUTLETS for line in _ask(outlet)] == []


def test_find_target_site__gives_the_main_site() -> None:
    assert find_target_site("The Beeb") == "bbc.co.uk" and find_target_site("Нью-Йорк таймс") == "nytimes.com"
    assert is_agency_name("新华社") and not is_agency_name("Le Monde")


def test_name_outlet__takes_no_common_word_for_an_outlet() -> None:
    for words in ("the paper", "people", "the information", "focus", "the nation", "science"):
        assert name_outlet(words).casefold() == words.removeprefix("the "), words
    assert name_outlet("Focus") == "Focus" and name_outlet("the Times") == "The Times"


def test_parse_outlets__reads_a_table_of_a_user() -> None:
    ours = "# ours\n\nHarbour Times\toutlet\nCoast Wire*\tagency\tcoastwire.example\tCW|Coast*\tCoast Papers\n"
    assert list(parse_outlets(ours)) == [
        Outlet("Harbour Times", False),
        Outlet("Coast Wire", True, ("coastwire.example",), ("CW", "Coast"), "Coast Papers", frozenset({"Coast Wire", "Coast"})),
    ]  # fmt: skip
