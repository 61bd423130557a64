"""Statements that a text has from another: the edge that covers the content, and the statement at its other end."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.intervals import Block, Span, count_overlap, lift_span
from headwater.schema import Tables

COVERED = 0.6
"""The share of a content that an edge must cover for the statement to be copied with it."""

SAME_PLACE = 0.5
"""The overlap over union from which a statement of the parent stands where the child's content was taken from."""


@dataclass(frozen=True)
class Copy:
    """A statement's way up one edge: to a version, and there to a document's statement, where it has one."""

    edge_id: int
    version_id: int
    document_id: int | None
    statement_id: int | None


@dataclass(frozen=True)
class _Edge:
    edge_id: int
    start: int
    end: int
    parent: int
    blocks: list[Block]


def find_copied(
    descent: Tables, contents: Mapping[int, Sequence[tuple[int, Span]]]
) -> tuple[dict[int, Copy], list[tuple[int, int]]]:
    """The copy of every copied statement, and pairs of statements that stand at one place of an unseen version.

    `contents` holds, for every document, (statement id, span of its content) in order of statement ids.
    """
    document_of = dict(
        zip(descent["versions"]["version_id"].to_pylist(), descent["versions"]["document_id"].to_pylist(), strict=True)
    )
    copies: dict[int, Copy] = {}
    unseen: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    for child, edges in _list_edges(descent):
        for statement, span in contents.get(document_of.get(child) or 0, ()):
            edge = _pick_edge(span, edges)
            if edge is None:
                continue
            parent = document_of.get(edge.parent)
            lifted = lift_span(span, edge.blocks)
            found = None
            if parent is not None:
                found = _find_at(lifted, contents.get(parent, ()))
            elif lifted is not None:
                unseen[edge.parent].append((statement, lifted))
            copies[statement] = Copy(edge.edge_id, edge.parent, parent, found)
    return copies, [pair for version in sorted(unseen) for pair in _pair_siblings(unseen[version])]


def _list_edges(descent: Tables) -> Iterator[tuple[int, list[_Edge]]]:
    """The edges of every child, in order of their stretches."""
    table = descent["edges"].sort_by([("child_id", "ascending"), ("child_start", "ascending")])
    names = ("child_id", "edge_id", "child_start", "child_end", "parent_id", "blocks")
    found: dict[int, list[_Edge]] = defaultdict(list)
    for child, edge, start, end, parent, blocks in zip(*(table[n].to_pylist() for n in names), strict=True):
        listed = [(b["child_start"], b["parent_start"], b["length"]) for b in blocks]
        found[child].append(_Edge(edge, start, end, parent, listed))
    yield from found.items()


def _pick_edge(span: Span, edges: list[_Edge]) -> _Edge | None:
    """The edge whose same words cover enough of a span."""
    best, share = None, 0.0
    for edge in edges:
        if edge.start >= span[1] or edge.end <= span[0]:
            continue
        same = sum(count_overlap(span, (b[0], b[0] + b[2])) for b in edge.blocks)
        if same / (span[1] - span[0]) > share:
            best, share = edge, same / (span[1] - span[0])
    return best if share >= COVERED else None


def _find_at(span: Span | None, contents: Sequence[tuple[int, Span]]) -> int | None:
    """The statement that stands at a place."""
    best, share = None, SAME_PLACE
    for statement, other in contents if span is not None else ():
        same = _share_place(span, other)
        if same >= share:
            best, share = statement, same
    return best


def _share_place(a: Span | None, b: Span) -> float:
    same = count_overlap(a, b) if a is not None else 0
    return same / (max(a[1], b[1]) - min(a[0], b[0])) if a is not None and same else 0.0


def _pair_siblings(placed: list[tuple[int, Span]]) -> Iterator[tuple[int, int]]:
    """Statements of different texts that stand at one place of their unseen original."""
    ordered = sorted(placed, key=lambda item: (item[1], item[0]))
    for i, (statement, span) in enumerate(ordered):
        for other, at in ordered[i + 1 : i + 9]:
            if at[0] >= span[1]:
                break
            if _share_place(span, at) >= SAME_PLACE:
                yield min(statement, other), max(statement, other)
