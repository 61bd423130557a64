"""Where the paragraphs that are read begin and end."""

import pyarrow as pa
import pytest

from headwater.statements.inputs import gather_articles
from headwater.statements.rows import cut_stretches
from headwater.tables import TABLES
from tests.statements.articles import lay_pile


@pytest.mark.parametrize("dateline", ["OSTRY, June 3 (Hill Press) -", "OSTRY, June 3 (Hill Press)"])
def test_cut_stretches__begin_behind_the_dateline(dateline: str) -> None:
    """The region of a dateline may end before its dash or behind it."""
    text = "OSTRY, June 3 (Hill Press) - Snow has shut the tunnel, the tunnel authority said."
    pile = lay_pile(text)
    row = {**pile["regions"].to_pylist()[0], "start": 0, "end": len(dateline), "kind": "dateline"}
    pile["regions"] = pa.concat_tables([pile["regions"], TABLES["regions"].build([row])])
    ((start, end, _),) = cut_stretches(gather_articles(pile, {})[0])
    assert text[start:end].startswith("Snow has shut")


def test_cut_stretches__cut_what_has_no_end_between_words() -> None:
    text = "the mayor said that it was closed and " * 1500
    cut = cut_stretches(gather_articles(lay_pile(text), {})[0])
    assert len(cut) == 3
    assert "".join(text[start:end] for start, end, _ in cut).split() == text.split()
    assert all(end - start <= 20_000 and text[end - 1 : end].isspace() for start, end, _ in cut[:-1])
