"""Writes the tables of a small pile by hand: articles, who took what from whom, who said what, and the counts.

Spans are given as quoted words and looked up in the text, so that a test says what it means.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any

from headwater.schema import Tables, make_id, write_id
from headwater.tables import TABLES
from headwater.text import find_words


@dataclass
class Pile:
    """Rows of every table, as they are being written."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, str] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)

    def build(self) -> Tables:
        """The tables, empty ones too."""
        return {name: table.build(self.rows[name]) for name, table in TABLES.items()}

    def add_article(self, uri: str, title: str | None, paragraphs: list[str], *, family: str = "", **more: Any) -> None:
        """One article: its text, its title and body as regions, its version."""
        body = "\n\n".join(paragraphs)
        text = f"{title}\n\n{body}" if title else body
        self.texts[uri], self.families[uri] = text, family or uri
        document = name_document(uri)
        at = more.pop("at", None)
        basis = more.pop("basis", "json-ld" if at else None)
        published = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
        precision = ("instant" if at and "T" in at else "day") if at else None
        self.rows["documents"].append(
            {
                "document_id": document,
                "uri": uri,
                "title": title,
                "text": text,
                "text_hash": make_id(text),
                "source_path": f"pile/{uri.split('#')[0]}",
                "source_hash": make_id(uri),
                "analysed": "full",
                "language": "en",
                "published_at": published,
                "published_precision": precision,
                "published_basis": basis,
                **more,
            }
        )
        if title:
            self._add_region(document, 0, len(title), "title")
        start = len(text) - len(body)
        for paragraph in paragraphs:
            kind = "notice" if "permission" in paragraph else "body"
            self._add_region(document, start, start + len(paragraph), kind)
            start += len(paragraph) + 2
        self.rows["versions"].append(
            {
                "version_id": make_id("v", uri),
                "document_id": document,
                "family_id": make_id("family", self.families[uri]),
                "born_at": published,
                "born_basis": "document" if published else None,
            }
        )

    def add_unseen(self, name: str, *, family: str = "", text: str | None = None, at: str | None = None) -> None:
        """An original that is not in the pile."""
        self.texts[name], self.families[name] = text or "", family or name
        born = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
        self.rows["versions"].append(
            {
                "version_id": make_id("v", name),
                "name": name,
                "text": text,
                "family_id": make_id("family", self.families[name]),
                "born_at": born,
                "born_basis": "signal" if born else None,
            }
        )

    def add_signal(self, uri: str, words: str, kind: str, target: str, **more: Any) -> None:
        """A hint of origin in an article's text."""
        start = self.texts[uri].index(words)
        self.rows["signals"].append(
            {
                "signal_id": make_id("g", uri, words),
                "document_id": name_document(uri),
                "start": start,
                "end": start + len(words),
                "kind": kind,
                "direction": "from",
                "target": target,
                "evidence": words,
                **more,
            }
        )

    def add_edge(self, child: str, parent: str, kind: str, confidence: float, **more: Any) -> None:
        """A text that took a stretch of another, whole or from `first` to `last`; changes: (kind, old words, new words, weight)."""
        first, last = more.get("first", ""), more.get("last", "")
        ours, theirs = self.texts[child], self.texts[parent]
        matcher = SequenceMatcher(
            None, [ours[s:e] for s, e in find_words(ours)], [theirs[s:e] for s, e in find_words(theirs)], autojunk=False
        )
        a, b = find_words(ours), find_words(theirs)
        blocks = [
            {
                "child_start": a[m.a][0],
                "parent_start": b[m.b][0],
                "length": min(a[m.a + m.size - 1][1] - a[m.a][0], b[m.b + m.size - 1][1] - b[m.b][0]),
            }
            for m in matcher.get_matching_blocks()
            if m.size
        ]
        if first:
            low, high = ours.index(first), ours.index(last) + len(last)
            blocks = [x for x in blocks if low <= x["child_start"] < high]
        edge = make_id("e", child, parent, first)
        self.rows["edges"].append(
            {
                "edge_id": edge,
                "child_id": make_id("v", child),
                "child_start": blocks[0]["child_start"],
                "child_end": blocks[-1]["child_start"] + blocks[-1]["length"],
                "parent_id": make_id("v", parent),
                "parent_start": blocks[0]["parent_start"],
                "parent_end": blocks[-1]["parent_start"] + blocks[-1]["length"],
                "blocks": blocks,
                "kind": kind,
                "basis": more.get("basis", "dates"),
                "confidence": confidence,
                "credited": more.get("credited", "unknown"),
            }
        )
        for change in more.get("changes", ()):
            self._add_edit(edge, ours, theirs, change)

    def add_passage(self, a: str, b: str, words: str, similarity: float, kind: str = "copy") -> None:
        """A stretch that two articles share word for word."""
        a, b = sorted((a, b), key=name_document)
        places = [self.texts[uri].index(words) for uri in (a, b)]
        self.rows["passages"].append(
            {
                "passage_id": make_id("p", a, b, words),
                "a_document_id": name_document(a),
                "a_start": places[0],
                "a_end": places[0] + len(words),
                "b_document_id": name_document(b),
                "b_start": places[1],
                "b_end": places[1] + len(words),
                "blocks": [{"a_start": places[0], "b_start": places[1], "length": len(words)}],
                "shared_tokens": len(find_words(words)),
                "similarity": similarity,
                "kind": kind,
            }
        )

    def add_source(self, key: str, kind: str, **more: Any) -> None:
        """Somebody or something that statements are attributed to."""
        self.rows["sources"].append({"source_id": make_id("o", key), "kind": kind, **more})

    def add_statement(self, uri: str, source: str, content: str, **more: Any) -> None:
        """What an article reports somebody to have said: content, words (of the source), cue, via, hedge as in the text."""
        statement = name_statement(uri, content)
        outer = more.get("outer")
        self.rows["statements"].append(
            {
                "statement_id": statement,
                "document_id": name_document(uri),
                "kind": more.get("kind", "indirect"),
                "force": more.get("force", "statement"),
                "source_id": make_id("o", source),
                "outer_id": name_statement(uri, outer) if outer else None,
                "hedge": more.get("hedge"),
                "negated": more.get("negated", False),
                "confidence": more.get("confidence", 0.9),
            }
        )
        spans = {"content": content, "source": more.get("words")} | {
            role: more.get(role) for role in ("cue", "via", "hedge")
        }
        for role, quoted in spans.items():
            if quoted:
                start = self.texts[uri].index(quoted)
                self.rows["spans"].append(
                    {"statement_id": statement, "role": role, "start": start, "end": start + len(quoted)}
                )

    def add_claim(
        self, wording: str, statements: list[tuple[str, str]], *, stances: dict[str, str] | None = None, **count: Any
    ) -> int:
        """A claim, the (article, content) that make it, and its count."""
        numbers = [name_statement(uri, content) for uri, content in statements]
        claim = make_id("c", min(numbers))
        self.rows["claims"].append({"claim_id": claim, "wording": wording, "first_statement_id": numbers[0]})
        for (uri, _), number in zip(statements, numbers, strict=True):
            stance = (stances or {}).get(uri, "asserts")
            self.rows["claim_statements"].append(
                {"claim_id": claim, "statement_id": number, "stance": stance, "similarity": 0.9}
            )
        defaults = {
            "reports": len({uri for uri, _ in statements}),
            "texts": 1,
            "sites": 1,
            "independent_low": 1,
            "independent_high": 1,
            "on_record": 0,
            "reason": "One source.",
            "confidence": 0.9,
            "cut": [],
        }
        self.rows["claim_counts"].append(
            {"claim_id": claim, **defaults, **count, "cut_low": count.get("cut_low", count.get("cut", []))}
        )
        return claim

    def add_origin(self, claim: int, statement: tuple[str, str], source: str, version: str, **more: Any) -> None:
        """Where the climb from a statement ends; path of ("e", child, parent) and ("s", article, content)."""
        path, via = more.get("path", ()), more.get("via")
        steps = [
            write_id("s", name_statement(*p[1:])) if p[0] == "s" else write_id("e", make_id("e", p[1], p[2], ""))
            for p in path
        ]
        self.rows["claim_origins"].append(
            {
                "claim_id": claim,
                "statement_id": name_statement(*statement),
                "source_id": make_id("o", source),
                "via": via,
                "version_id": make_id("v", version),
                "on_record": more.get("on_record", False),
                "path": steps,
                "reason": more.get("reason", "no earlier text in this pile"),
            }
        )

    def relate(self, claim: int, other: int, kind: str) -> None:
        """How one claim bears on another."""
        self.rows["claim_relations"].append({"claim_id": claim, "other_id": other, "kind": kind})

    def _add_edit(self, edge: int, ours: str, theirs: str, change: tuple[str, str, str, float]) -> None:
        what, old, new, weight = change
        start, at = (theirs.index(old), ours.index(new) if new else 0) if old else (0, ours.index(new))
        self.rows["edits"].append(
            {
                "edit_id": make_id("x", edge, what, old, new),
                "edge_id": edge,
                "child_start": at,
                "child_end": at + len(new),
                "parent_start": start,
                "parent_end": start + len(old),
                "kind": what,
                "weight": weight,
            }
        )

    def _add_region(self, document: int, start: int, end: int, kind: str) -> None:
        self.rows["regions"].append({"document_id": document, "start": start, "end": end, "kind": kind})


def name_document(uri: str) -> int:
    """The id of an article of this pile."""
    return make_id("d", uri)


def name_statement(uri: str, content: str) -> int:
    """The id of a statement of this pile."""
    return make_id("s", uri, content)
