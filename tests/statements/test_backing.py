"""What a sentence or a headline says of where something else is from; quotations that are signed below them."""

from headwater.statements import extract_statements
from headwater.tables import TABLES
from tests.statements.articles import lay_pile, read_text


def _read(text: str, title: str | None = None) -> list[tuple[str, str, str]]:
    pile = dict(lay_pile(text if title is None else f"{title}\n\n{text}"))
    if title is not None:
        first, *others = pile["regions"].to_pylist()
        pile["regions"] = TABLES["regions"].build([first | {"kind": "title"}, *others])
    said = extract_statements(pile, {}, tagger="neural")
    whole = pile["documents"]["text"][0].as_py()
    words: dict[int, dict[str, str]] = {}
    for row in said["spans"].to_pylist():
        words.setdefault(row["statement_id"], {}).setdefault(row["role"], whole[row["start"] : row["end"]])
    told = [words[row["statement_id"]] for row in said["statements"].to_pylist() if row["force"] != "assertion"]
    return [(w.get("source", ""), w.get("via", ""), w["content"]) for w in told]


def test_find_origins__takes_the_sentence_before_for_what_is_said() -> None:
    found = _read("The mill will close. That is according to two officials who spoke to Axios.")
    assert found == [("two officials who spoke to Axios", "Axios", "The mill will close")]


def test_find_origins__gives_an_outlet_whom_it_cites_in_the_next_sentence() -> None:
    found = _read("The Harbour Gazette reported that the mill will close. It cited two clerks.")
    assert found == [("two clerks", "The Harbour Gazette", "that the mill will close")]
    assert len(_read("The mayor said the mill will close. It cited two clerks.")) == 1


def test_extract_statements__carries_the_outlet_that_only_the_headline_names() -> None:
    text = "Officials say the harbour will reopen next week. Officials say rents fell."
    found = _read(text, title="Harbour to reopen, Axios reports")
    assert ("Officials", "Axios", "the harbour will reopen next week") in found
    assert ("Officials", "", "rents fell") in found


def test_sign_quotations__finds_the_name_below_a_quotation() -> None:
    text = "“The harbour has been closed too long, and everybody knows it.”\n\nMia Stone, The Gazette\n\nRain fell."
    assert _read(text)[0][0] == "Mia Stone"


def test_read_stretch__takes_no_sentence_in_capitals_for_a_name() -> None:
    assert read_text("MAYOR SAYS PORT IS SHUT")["roles"] == []
    assert [row["name"] for row in read_text("MAYOR ANN HALE")["roles"]] == ["ANN HALE"]
