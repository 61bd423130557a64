"""Piles for the tests of copies."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pyarrow as pa

from headwater.schema import Tables, make_id
from headwater.tables import REGIONS

_DOCUMENTS = pa.schema(
    [
        ("document_id", pa.int64()),
        ("text", pa.string()),
        ("site", pa.string()),
        ("published_at", pa.timestamp("us", tz="UTC")),
    ]
)


def lay_pile(
    texts: dict[str, str],
    sites: Mapping[str, str | None] | None = None,
    skip: dict[str, list[tuple[str, str]]] | None = None,
) -> Tables:
    """A pile of texts by name; `skip` gives (kind, words) of stretches that are regions of their own."""
    rows, regions = [], []
    for day, (name, text) in enumerate(sorted(texts.items())):
        number = make_id(name)
        published = datetime(2026, 1, 1 + day % 28, tzinfo=UTC) if day % 3 else None
        rows.append(
            {"document_id": number, "text": text, "site": (sites or {}).get(name, name), "published_at": published}
        )
        if text:
            regions.append({"document_id": number, "start": 0, "end": len(text), "kind": "body"})
        for kind, words in (skip or {}).get(name, []):
            at = text.index(words)
            regions.append({"document_id": number, "start": at, "end": at + len(words), "kind": kind})
    return {"documents": pa.Table.from_pylist(rows, _DOCUMENTS), "regions": REGIONS.build(regions)}


def take_out(pile: Tables, names: set[str]) -> Tables:
    """The pile without some documents."""
    import pyarrow.compute as pc

    gone = pa.array([make_id(name) for name in names], pa.int64())
    return {key: table.filter(pc.invert(pc.is_in(table["document_id"], gone))) for key, table in pile.items()}


QUAY = (
    "The harbour master of Ferrow Sound closed the northern quay on Tuesday after divers found that three of its oldest piles had "
    "rotted through. Boats that usually unload there were sent across the bay to Little Marsden, where the crane is slower "
    "and the road to the packing sheds is a mile longer. Nobody could say how long the work would take or who was going "
    "to pay for the timber.",
    "Odile Renner, who speaks for the boat owners, said the first warnings had reached the council four winters ago. She keeps "
    "copies of the letters in a biscuit tin and is glad to show them. The replies are shorter than the questions, and "
    "two of them answer something that was never asked.",
    "A spokesman for the council pointed out that the quay had passed an inspection in March. The inspector, he said, had gone "
    "down himself with a lamp, and had come up satisfied. What the lamp did not reach is now the subject of a separate "
    "report, which will be read in public when the tide tables for the autumn are agreed.",
)
"""Three paragraphs about a quay."""
MILL = (
    "Forty looms stand idle at the Pellworth mill since a belt tore on Friday evening and wound itself around the drive "
    "shaft. The owner sent the night shift home with half a day of pay. A fitter from Castle Dray looked at the damage, "
    "whistled, and asked whether anybody had kept the drawings.",
    "Wool that was promised to a tailor in the capital lies in the yard under sailcloth. If it rains before the week is out the "
    "order will be late and the price will fall, said the foreman, Ludo Hask, and he did not look at the sky while he "
    "said it. His brother had the same trouble with flax.",
    "In the canteen they talk about selling the smaller hall to a maker of bicycles. He has been twice to measure the "
    "windows. The women who work the carding machines would have to walk to the other bank, and the ferry stops at seven.",
)
"""Three paragraphs about a mill."""
