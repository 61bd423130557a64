"""Small stories put together by hand: articles, who says what in them, and who copied whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from headwater.schema import Tables, make_id
from headwater.tables import TABLES
from headwater.tally import tally_claims

Source = tuple[str, ...]
"""Kind, name or description, role, affiliation; the last two may be left out."""

NOBODY: Source = ("unstated", "")


@dataclass
class Newsstand:
    """Rows of the tables that the tally reads."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def add(self, table: str, /, **row: Any) -> None:
        """One row of a table."""
        listed = self.rows.setdefault(table, [])
        if row not in listed:
            listed.append(row)

    def print_article(self, name: str, text: str, site: str | None = None, day: int | None = 3) -> int:
        """A document of March 2031."""
        document = make_id("document", name)
        at = datetime(2031, 3, day, tzinfo=UTC) if day else None
        self.texts[document] = text
        self.add(
            "documents", document_id=document, uri=f"{name}.txt", site=site, published_at=at, text=text,
            text_hash=make_id(text), source_path=name, source_hash=1, analysed="full",
        )  # fmt: skip
        self.add("versions", version_id=make_id("version", document), document_id=document, family_id=1, born_at=at)
        return document

    def quote(
        self,
        document: int,
        content: str,
        source: Source = NOBODY,
        via: str | None = None,
        force: str | None = None,
        inside: int | None = None,
        **more: Any,
    ) -> int:
        """A statement whose content, and outlet, stand in the document in these words."""
        kind, name, role, affiliation = (*source, None, None, None)[:4]
        named = kind in ("person", "organisation", "document", "outlet")
        by = make_id(kind, name, affiliation, None if named else document)
        self.add(
            "sources", source_id=by, kind=kind, name=name if named else None, role=role, affiliation=affiliation,
            described_as=name if not named and name else None,
        )  # fmt: skip
        text = self.texts[document]
        start = text.index(content)
        statement = make_id(document, start, len(content), by, inside)
        force = force or ("assertion" if kind == "unstated" and not via else "statement")
        row = {"kind": "indirect", "negated": False, "confidence": 1.0, "outer_id": inside} | more
        self.add("statements", statement_id=statement, document_id=document, source_id=by, force=force, **row)
        self.add("spans", statement_id=statement, role="content", start=start, end=start + len(content))
        if via is not None:
            at = text.index(via)
            self.add("spans", statement_id=statement, role="via", start=at, end=at + len(via))
            self.add("versions", version_id=make_id(via), name=f"{via} report", family_id=make_id(via))
        return statement

    def copy(self, child: int, parent: int, words: str) -> None:
        """An edge over words that stand in both."""
        a, b = self.texts[child].index(words), self.texts[parent].index(words)
        self.add(
            "edges", edge_id=make_id(child, parent, a), child_id=make_id("version", child), child_start=a,
            child_end=a + len(words), parent_id=make_id("version", parent), parent_start=b, parent_end=b + len(words),
            blocks=[{"child_start": a, "parent_start": b, "length": len(words)}], kind="repost", basis="date",
            confidence=0.9, credited="no",
        )  # fmt: skip

    def tables(self) -> Tables:
        """The tables, complete and sorted."""
        names = ("documents", "versions", "edges", "statements", "spans", "sources", "signals", "regions")
        built = {name: TABLES[name].build(self.rows.get(name, [])) for name in names}
        return {n: t.sort_by([(k, "ascending") for k in TABLES[n].key]) for n, t in built.items()}

    def tally(self, known: Tables | None = None) -> Tables:
        """What the tally makes of it."""
        tables = self.tables()
        return tally_claims(tables, tables, tables, known=known)

    def count(self, statements: Sequence[int]) -> dict[str, Any]:
        """The count of the one claim that holds all these statements."""
        tallied = self.tally()
        claims = {
            row["claim_id"] for row in tallied["claim_statements"].to_pylist() if row["statement_id"] in statements
        }
        assert len(claims) == 1, f"{len(claims)} claims"
        (count,) = (row for row in tallied["claim_counts"].to_pylist() if row["claim_id"] in claims)
        return dict(count)


def read_interval(count: dict[str, Any]) -> tuple[int, int]:
    """Low and high."""
    return count["independent_low"], count["independent_high"]
