"""Short ids, file names and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import InputError
from headwater.schema import read_id, write_id
from headwater.store import Store
from headwater.views.names import find_id, find_range, measure_ids, shorten
from tests.views.writing import name_document

INT64 = st.integers(-(2**63), 2**63 - 1)


@given(INT64, INT64, st.integers(1, 13))
def test_find_range__holds_exactly_the_ids_that_begin_so(number: int, other: int, length: int) -> None:
    digits = write_id("c", number)[1 : length + 1]
    span = find_range(digits)
    assert span is not None
    assert span[0] <= number <= span[1]
    assert (span[0] <= other <= span[1]) == write_id("c", other)[1:].startswith(digits)


@pytest.mark.parametrize(
    "typed",
    [
        "tidewater.html",
        "tidewater",
        "pile/tidewater.html",
        "./tidewater.html",
        "articles\\tidewater.html",
        "https://tidewatertimes.example/fire",
        "http://www.tidewatertimes.example/fire/",
        "tidewatertimes.example/fire",
        "TIDEWATERTIMES.example/fire",
        write_id("d", name_document("tidewater.html")),
        write_id("d", name_document("tidewater.html"))[:6],
        write_id("d", name_document("tidewater.html"))[:6].upper(),
    ],
)
def test_find_id__knows_an_article_by(docks: Store, typed: str) -> None:
    assert find_id(docks, typed, "dc") == ("d", name_document("tidewater.html"))


@pytest.mark.parametrize("typed", ["evening/mail.txt", "mail.txt", "mail", "pile/evening/mail.txt"])
def test_find_id__knows_a_file_in_a_folder(docks: Store, typed: str) -> None:
    assert find_id(docks, typed, "d")[1] == name_document("evening/mail.txt")


def test_find_id__knows_an_unseen_text_by_its_name(docks: Store) -> None:
    assert find_id(docks, "calder wire REPORT", "dv")[0] == "v"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "d",
        "dl",
        "nope.html",
        "c0000000000000",
        "%",
        "'; DROP TABLE documents; --",
        "\x1b[2J",
        "\udcff",
        "é" * 5000,
    ],
)
def test_find_id__says_what_to_do_when_nothing_goes_by_that_name(docks: Store, typed: str) -> None:
    with pytest.raises(InputError) as error:
        find_id(docks, typed, "dcv")
    assert "headwater" in error.value.mend
    assert error.value.what.isprintable() and len(error.value.what) < 200


def test_find_id__asks_whether_a_file_of_nearly_that_name_is_meant(docks: Store) -> None:
    for typed in ("harbr.html", "harbour", "Harbor.htm"):
        with pytest.raises(InputError) as error:
            find_id(docks, typed, "dcv")
        assert error.value.mend.startswith('Is it "harbor.html"')
    with pytest.raises(InputError) as error:
        find_id(docks, "harbr", "c")
    assert error.value.mend.startswith("Give the id of a claim")


def test_find_id__lists_what_an_ambiguous_name_could_be(docks: Store) -> None:
    with pytest.raises(InputError, match=r"clips.csv#1.*clips.csv#2"):
        find_id(docks, "clips.csv", "d")


def test_find_id__takes_only_the_tables_that_make_sense(docks: Store) -> None:
    claim = write_id("c", docks.read("claims")["claim_id"][0].as_py())
    assert find_id(docks, claim, "c")[0] == "c"
    with pytest.raises(InputError):
        find_id(docks, claim, "dv")


@pytest.mark.parametrize("letter", list("dvtcos"))
def test_measure_ids__keeps_every_short_id_plain(docks: Store, letter: str) -> None:
    table, key = {"d": ("documents", "document_id"), "v": ("versions", "version_id"), "t": ("versions", "family_id"), "c": ("claims", "claim_id"),
                  "o": ("sources", "source_id"), "s": ("statements", "statement_id")}[letter]  # fmt: skip
    lengths = measure_ids(docks, letter)
    written = {write_id(letter, number) for number in docks.read(table)[key].to_pylist()}
    assert len({shorten(w, lengths) for w in written}) == len(written)
    for w in written:
        assert find_id(docks, shorten(w, lengths), letter) == read_id(w)
