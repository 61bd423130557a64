"""Small piles of invented texts, with the passages that `copies` finds in them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from headwater.copies import find_copies
from headwater.descent import trace_descent
from headwater.schema import Tables, make_id
from headwater.tables import DOCUMENTS, REGIONS, SIGNALS

FERRY = [
    "The harbour council of Port Ansel voted on Tuesday to replace the old chain ferry with two electric boats, according to minutes seen by residents.",
    "Mayor Ilse Brandt said the boats would carry 240 passengers an hour and halve the noise along the eastern quay by next spring.",
    "“We have waited eleven years for a crossing that does not wake the whole town,” Brandt told reporters after the meeting.",
    "The plan will reportedly cost 4.2 million crowns, most of it paid by the regional transport fund over six years.",
    "Fishermen objected that the new landing would cut off the slipway which their families have used since the great storm.",
    "Councillor Piet Okafor did not support the motion and asked for a second survey of the sea bed before any work begins.",
]
SCHOOL = [
    "Teachers at the Lower Marsh school found a Roman mosaic under the gymnasium floor while workers were repairing the pipes.",
    "Archaeologists from the county museum dated the pavement to the third century and covered it with sand within two days.",
    "The headmistress said that lessons in physical education would move to the old chapel until the summer holidays.",
    "A spokesman for the museum said the mosaic shows a dolphin, a trident and part of an inscription nobody has read so far.",
]


@dataclass(frozen=True)
class Page:
    """One article of a test: its text by paragraphs, and what is known of it."""

    name: str
    paragraphs: list[str]
    site: str | None = None
    published: datetime | None = None
    title: str | None = None
    notice: str | None = None
    footer: str | None = None
    signals: tuple[tuple[str, str, str], ...] = ()
    """(kind, direction, target)"""
    language: str = "en"


def day(number: int, hour: int = 9) -> datetime:
    """A moment in May 2031."""
    return datetime(2031, 5, number, hour, tzinfo=UTC)


def lay_pile(*pages: Page) -> Tables:
    """Documents, regions and signals of some pages."""
    documents, regions, signals = [], [], []
    for page in pages:
        parts = [
            (page.title, "title"),
            *((p, "body") for p in page.paragraphs),
            (page.notice, "notice"),
            (page.footer, "chrome"),
        ]
        text = ""
        number = make_id(page.name)
        for words, kind in parts:
            if words:
                text += "\n\n" if text else ""
                regions.append({"document_id": number, "start": len(text), "end": len(text) + len(words), "kind": kind})
                text += words
        documents.append(
            {
                "document_id": number, "uri": page.name, "site": page.site, "title": page.title, "text": text,
                "published_at": page.published, "published_precision": page.published and "instant",
                "published_basis": page.published and "meta", "text_hash": make_id(text), "source_path": page.name,
                "source_hash": 1, "analysed": "full", "language": page.language,
            }
        )  # fmt: skip
        for kind, direction, target in page.signals:
            row = {
                "document_id": number,
                "kind": kind,
                "direction": direction,
                "target": target,
                "evidence": f"from {target}",
            }
            signals.append(row | {"signal_id": make_id(number, kind, target)})
    return {
        "documents": DOCUMENTS.build(documents),
        "regions": REGIONS.build(regions),
        "signals": SIGNALS.build(signals),
    }


def trace_pile(*pages: Page, known: Tables | None = None) -> Tables:
    """What `descent` makes of some pages, together with the pile."""
    pile = lay_pile(*pages)
    passages = find_copies(pile)
    return pile | passages | trace_descent(pile, passages, known=known)


def list_parents(made: Tables) -> dict[str, str | None]:
    """The main parent of every page, by name; of an unseen original its name."""
    names: dict[int, str] = {}
    uris = dict(zip(made["documents"]["document_id"].to_pylist(), made["documents"]["uri"].to_pylist(), strict=True))
    for row in made["versions"].to_pylist():
        names[row["version_id"]] = uris[row["document_id"]] if row["document_id"] else f"({row['name']})"
    sizes: dict[str, dict[str, int]] = {uri: {} for uri in uris.values()}
    for edge in made["edges"].to_pylist():
        child, parent = names[edge["child_id"]], names[edge["parent_id"]]
        sizes[child][parent] = sizes[child].get(parent, 0) + edge["child_end"] - edge["child_start"]
    return {uri: max(found, key=lambda p: found[p]) if found else None for uri, found in sizes.items()}


def list_edits(made: Tables) -> list[tuple[str, str, str]]:
    """Every edit as (kind, words in the parent, words in the child)."""
    texts: dict[Any, str] = dict(
        zip(made["documents"]["document_id"].to_pylist(), made["documents"]["text"].to_pylist(), strict=True)
    )
    documents = {v["version_id"]: v["document_id"] for v in made["versions"].to_pylist()}
    edges = {e["edge_id"]: e for e in made["edges"].to_pylist()}
    found = []
    for edit in made["edits"].to_pylist():
        edge = edges[edit["edge_id"]]
        child, parent = texts[documents[edge["child_id"]]], texts[documents[edge["parent_id"]]]
        old = parent[edit["parent_start"] : edit["parent_end"]]
        found.append((edit["kind"], old, child[edit["child_start"] : edit["child_end"]]))
    return sorted(found)
