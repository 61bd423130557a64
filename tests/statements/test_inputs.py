"""What the stage reads of a document: the words of its paragraphs, and nothing that stands between them."""

import pyarrow as pa

from headwater.statements import extract_statements
from headwater.tables import TABLES
from tests.statements.articles import lay_pile

BOX = "Ana María RuizStorm closes harbour Bridge to reopen in May MORE"


def test_extract_statements__reads_a_sentence_without_the_links_written_out_in_it() -> None:
    text = f"The mill will close in May, Mayor Ana Ruiz {BOX} said on Friday."
    pile = lay_pile(text)
    at = text.index(BOX)
    box = {**pile["regions"].to_pylist()[0], "start": at, "end": at + len(BOX), "kind": "chrome"}
    pile["regions"] = pa.concat_tables([pile["regions"], TABLES["regions"].build([box])])
    said = extract_statements(pile, {})
    words = [text[s["start"] : s["end"]] for s in said["spans"].to_pylist()]
    assert "The mill will close in May" in words
    assert any("Ruiz" in word for word in words)
    assert not any("Storm" in word or "MORE" in word for word in words)
    assert said["sources"]["name"].to_pylist() == ["Ana Ruiz"]
