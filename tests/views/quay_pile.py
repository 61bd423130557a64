"""A small pile of tables by hand: a port is to be closed, seven articles, one original that nobody has, one denial."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from headwater.schema import Tables, make_id, write_id
from headwater.tables import TABLES

HOSTILE = "</script><script>alert(1)</script> <img src=x onerror=alert(2)>"

LEAD = "The port of Varrow will shut its north quay for two years, two officials told the Harbour Ledger on Sunday."
JOBS = "The closure would cost 340 jobs, one of them said."
VARGA = "“Nothing has been signed,” said Ilo Varga, a spokesman for the transport ministry."
PLAIN = "The quay was built in 1931 and handles about a third of the port's timber."
TEXTS = {
    "wire": ("Varrow to shut north quay, officials say", [LEAD, JOBS, VARGA, PLAIN]),
    "tide": ("Varrow port to close north quay", [LEAD, JOBS.replace("340", "430"), VARGA, PLAIN]),
    "north": ("North quay to shut", [LEAD.replace(", two officials told the Harbour Ledger on Sunday", ""), JOBS]),
    "gull": (
        "Varrow to shut north quay, officials say",
        [LEAD, JOBS, VARGA, PLAIN, "Reposted with permission of Calder Wire."],
    ),
    "lantern": (
        "Dockers fear for the quay",
        [
            "“They will close the north quay for two years,” said Mara Quist, who leads the dockers’ union.",
            "She was not told when.",
        ],
    ),
    "capital": (
        "Ministry denies quay plan",
        ["The north quay will not be shut, Ilo Varga, a ministry spokesman, said on Tuesday."],
    ),
    "odd": (HOSTILE, ["😀 מזח הצפון 😀 " + HOSTILE, "The quay 🚢 will be shut for two years, a reader wrote."]),
}
_NAMES = ("calderwire", "tidepost", "northshore", "gull", "lantern", "capital", "oddments")
SITES = {key: f"{name}.example" for key, name in zip(TEXTS, _NAMES, strict=True)}
TIMES = {
    "wire": ("2026-03-02T07:10", "instant"), "tide": ("2026-03-02T08:30", "instant"), "north": ("2026-03-03", "day"),
    "lantern": ("2026-03-02T18:00", "instant"), "capital": ("2026-03-03T09:00", "instant"), "odd": ("2026-03-05", "day"),
}  # fmt: skip


Way = tuple[str, str, str | None, list[str]]
"""Source, version where the climb ended, outlet between, path."""


class QuayPile:
    """Rows by table, gathered one article, one tie and one statement at a time."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self.texts: dict[str, str] = {}

    def add_article(self, key: str) -> None:
        title, paragraphs = TEXTS[key]
        text = "\n\n".join([title, *paragraphs])
        self.texts[key] = text
        at, precision = TIMES.get(key, (None, None))
        number = make_id(key)
        self.rows["documents"].append({
            "document_id": number, "uri": f"quay/{key}.html", "url": f"https://{SITES[key]}/quay", "site": SITES[key],
            "title": title, "language": "en", "published_at": datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None,
            "published_precision": precision, "published_basis": "meta" if at else None, "text": text, "text_hash": 1,
            "source_path": f"quay/{key}.html", "source_hash": 1, "analysed": "full",
        })  # fmt: skip
        self.rows["regions"].append({"document_id": number, "start": 0, "end": len(title), "kind": "title"})
        self.rows["regions"].append({"document_id": number, "start": len(title) + 2, "end": len(text), "kind": "body"})

    def add_version(self, key: str, family: str, name: str | None = None) -> None:
        at = TIMES.get(key, (None, None))[0]
        self.rows["versions"].append({
            "version_id": make_id("v", key), "document_id": None if name else make_id(key), "name": name,
            "family_id": make_id("f", family), "born_at": datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None,
            "born_basis": "document" if at else None,
        })  # fmt: skip

    def add_edge(
        self, child: str, parent: str, kind: str, confidence: float, changes: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        low, high = self.texts[child].index("\n\n") + 2, len(self.texts[child].split("\n\nReposted")[0])
        start = self.texts[parent].index("\n\n") + 2
        end = min(len(self.texts[parent]), start + high - low)
        edge = make_id("e", child, parent)
        self.rows["edges"].append({
            "edge_id": edge, "child_id": make_id("v", child), "child_start": low, "child_end": high,
            "parent_id": make_id("v", parent), "parent_start": start, "parent_end": end,
            "blocks": [{"child_start": low, "parent_start": start, "length": min(60, end - start)}], "kind": kind,
            "basis": "it was published later and says nothing that the other lacks", "confidence": confidence,
            "credited": "yes" if child == "gull" else "no",
        })  # fmt: skip
        for kind_, new, old in changes:
            at, was = self.texts[child].index(new), self.texts[parent].index(old)
            span = {"child_start": at, "child_end": at + len(new), "parent_start": was, "parent_end": was + len(old)}
            weight = 0.0 if kind_ == "typography" else 0.9
            self.rows["edits"].append(
                {"edit_id": make_id("x", edge, kind_, new), "edge_id": edge, "kind": kind_, "weight": weight} | span
            )

    def add_source(self, key: str, **columns: Any) -> None:
        self.rows["sources"].append({"source_id": make_id("o", key), "kind": "person"} | columns)

    def add_statement(self, key: str, source: str, content: str, cue: str, who: str = "", **columns: Any) -> int:
        number = make_id("s", key, content)
        text = self.texts[key]
        self.rows["statements"].append({
            "statement_id": number, "document_id": make_id(key), "kind": "indirect", "force": "statement",
            "source_id": make_id("o", source), "negated": False, "confidence": 0.9,
        } | columns)  # fmt: skip
        for role, words in (("content", content), ("cue", cue), ("source", who), ("hedge", columns.get("hedge", ""))):
            if words:
                at = text.index(words)
                self.rows["spans"].append({"statement_id": number, "role": role, "start": at, "end": at + len(words)})
        return number

    def add_claim(self, wording: str, count: dict[str, Any], said: dict[int, Way]) -> int:
        number = make_id("c", wording)
        self.rows["claims"].append({"claim_id": number, "wording": wording, "first_statement_id": next(iter(said))})
        self.rows["claim_counts"].append(
            {"claim_id": number, "reason": "So it was counted by hand.", "confidence": 0.8, "sites": count["reports"]}
            | count
        )
        for statement, (source, version, via, path) in said.items():
            stance = "doubts" if version == "odd" else "asserts"
            self.rows["claim_statements"].append(
                {"claim_id": number, "statement_id": statement, "stance": stance, "similarity": 1.0}
            )
            self.rows["claim_origins"].append({
                "claim_id": number, "statement_id": statement, "source_id": make_id("o", source), "via": via,
                "version_id": make_id("v", version), "on_record": source in ("quist", "varga"), "path": path, "reason": "the text names it",
            })  # fmt: skip
        return number

    def build(self) -> Tables:
        return {name: TABLES[name].build(self.rows[name]) for name in TABLES}


def build_quay_pile() -> dict[str, pa.Table]:
    """The tables of the pile; `decisions` is empty."""
    pile = QuayPile()
    for key in TEXTS:
        pile.add_article(key)
        pile.add_version(key, "wire" if key in ("wire", "tide", "north", "gull") else key)
    pile.add_version("ledger", "ledger", "Harbour Ledger report")
    pile.add_edge("tide", "wire", "edited", 0.95, [("number", "430", "340"), ("typography", "“Nothing", "“Nothing")])
    pile.add_edge(
        "north", "wire", "abridged", 0.8, [("source_dropped", "", ", two officials told the Harbour Ledger on Sunday")]
    )
    pile.add_edge("gull", "wire", "repost", 0.5)
    pile.add_source("officials", kind="unnamed_group", described_as="two officials")
    pile.add_source("quist", name="Mara Quist", role="leader", affiliation="dockers’ union")
    pile.add_source("varga", name="Ilo Varga", role="spokesman", affiliation="transport ministry")
    pile.add_source("reader", kind="unnamed_person", described_as="a reader")
    _add_sayings(pile)
    pile.rows["problems"].append(
        {
            "source_path": "quay/empty.html",
            "stage": "articles",
            "reason": "empty",
            "detail": "The file is empty: save the page again.",
        }
    )
    pile.rows["runs"].append({
        "run_id": 1, "stage": "tally", "options": "{}", "versions": '{"headwater": "0.1.0"}', "started_at": datetime(2026, 3, 6, tzinfo=UTC),
        "seconds": 1.0, "cpu_seconds": 1.0, "peak_memory": 1, "rows_in": 1, "rows_out": 1,
    })  # fmt: skip
    return pile.build()


def _add_sayings(pile: QuayPile) -> None:
    shut = "The port of Varrow will shut its north quay for two years"
    said: dict[int, Way] = {}
    for key in ("wire", "tide", "gull"):
        path = [] if key == "wire" else [write_id("e", make_id("e", make_id("e", key, "wire")))]
        path = [] if key == "wire" else [write_id("e", make_id("e", key, "wire"))]
        number = pile.add_statement(key, "officials", shut, "told", "two officials")
        said[number] = ("officials", "ledger", "Harbour Ledger", path)
    north = pile.add_statement("north", "officials", shut, "", force="assertion")
    said[north] = ("officials", "ledger", "Harbour Ledger", [write_id("e", make_id("e", "north", "wire"))])
    quist = pile.add_statement(
        "lantern", "quist", "They will close the north quay for two years", "said", "Mara Quist", kind="direct"
    )
    said[quist] = ("quist", "lantern", None, [])
    odd = pile.add_statement("odd", "reader", "The quay 🚢 will be shut for two years", "wrote", "a reader")
    said[odd] = ("reader", "odd", None, [])
    count = {"reports": 6, "texts": 3, "independent_low": 2, "independent_high": 3, "on_record": 1}
    closing = pile.add_claim(
        shut,
        count | {"cut": ["Harbour Ledger", "Mara Quist", "a reader"], "cut_low": ["Harbour Ledger", "Mara Quist"]},
        said,
    )
    jobs: dict[int, Way] = {
        pile.add_statement(key, "officials", f"The closure would cost {n} jobs", "said", "one of them"): (
            "officials",
            key,
            None,
            [],
        )
        for key, n in (("wire", 340), ("north", 340))
    }
    one = {"independent_low": 1, "independent_high": 1, "on_record": 0}
    fewer = pile.add_claim(
        "The closure would cost 340 jobs",
        one | {"reports": 2, "texts": 1, "cut": ["two officials"], "cut_low": ["two officials"]},
        jobs,
    )
    more = pile.add_statement("tide", "officials", "The closure would cost 430 jobs", "said", "one of them")
    other = pile.add_claim(
        "The closure would cost 430 jobs",
        one | {"reports": 1, "texts": 1, "cut": ["two officials"], "cut_low": ["two officials"]},
        {more: ("officials", "tide", None, [])},
    )
    no = pile.add_statement("capital", "varga", "The north quay will not be shut", "said", "Ilo Varga", negated=True)
    denial = pile.add_claim(
        "The north quay will not be shut",
        one | {"reports": 1, "texts": 1, "on_record": 1, "cut": ["Ilo Varga"], "cut_low": ["Ilo Varga"]},
        {no: ("varga", "capital", None, [])},
    )
    for a, b, kind in ((denial, closing, "denies"), (other, fewer, "number_differs")):
        pile.rows["claim_relations"].append({"claim_id": a, "other_id": b, "kind": kind})
