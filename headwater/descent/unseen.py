"""Originals that are not in the pile: outlets that copies credit, and what their texts must have been."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.descent.blocks import list_blocks
from headwater.descent.credits import STATED, is_foreign
from headwater.descent.members import Family, Member
from headwater.descent.outlets import find_host, is_acronym, name_keys, squeeze_name, take_initials, write_name
from headwater.descent.stretches import Sheets, Stretch
from headwater.intervals import Block, join_spans
from headwater.schema import Tables, make_id

_IN_TEXT = ("agency", "dateline")
"""Signals that stand in the text itself and go with it when it is copied."""
_FEWEST = 12
"""Words that a child must add to be more than what the others already show of an unseen text."""


@dataclass(frozen=True)
class Source:
    """An outlet that members credit and no member is from: its name and who credits it; or one nobody names."""

    name: str | None
    keys: frozenset[str]
    credited_by: frozenset[int]
    inherited: bool = False
    """Whether all of them credit it in the same words of the copied text itself, which one may have from another."""


@dataclass(frozen=True)
class Original:
    """An unseen original: its name (None where nobody names it), its text as its children show it, and their blocks."""

    name: str | None
    text: str
    blocks: dict[int, list[Block]]
    """For every child: (start in the child, start in this text, length)."""


def find_sources(family: Family) -> list[Source]:
    """The outlets that members of a family credit as where their text is from, and that are no member's; and, the last,
    one that nobody names."""
    found: dict[frozenset[str], tuple[str, set[int]]] = {}
    words: dict[frozenset[str], set[str]] = {}
    spelled: dict[frozenset[str], frozenset[str]] = {}
    for place, member in enumerate(family.members):
        for hint in member.hints:
            keys, initials = hint.keys, take_initials(hint.target)
            if not keys or not is_foreign(hint, member) or _is_there(keys, family.members, place):
                continue
            same = next((k for k in found if _is_same(k, keys, spelled[k], initials)), keys)
            name = write_name((hint.target_site if find_host(hint.target) else None) or hint.target)
            if same & initials and not spelled[same]:
                found[same] = (name, found[same][1])
            found.setdefault(same, (name, set()))[1].add(place)
            spelled[same] = spelled.get(same, frozenset()) | initials
            words.setdefault(same, set()).add(squeeze_name(hint.evidence) if hint.kind in _IN_TEXT else "")
    sources = [
        Source(name, keys, frozenset(places), len(words[keys]) == 1 and "" not in words[keys])
        for keys, (name, places) in found.items()
    ]
    sources.sort(key=lambda s: (-len(s.credited_by), s.name or ""))
    return [*sources, Source(None, frozenset(), frozenset())]


def _is_same(known: frozenset[str], keys: frozenset[str], one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of keys mean one outlet, the initials of a name being that name.

    `one` and `other` are the initials of the two, where they are names of several words; else letters in order will do.
    """
    if known & keys or keys & one or known & other:
        return True
    if one or other:
        return False
    return any(is_acronym(a, b) or is_acronym(b, a) for a in known for b in keys)


def _is_there(keys: frozenset[str], members: tuple[Member, ...], place: int) -> bool:
    """Whether a member is, or may be, the text of an outlet: its page, or a page of nobody knows whom."""
    others = [m for i, m in enumerate(members) if i != place]
    if any(m.is_from(keys) for m in others):
        return True
    return any(_is_nameless(m) for m in others)


def _is_nameless(member: Member) -> bool:
    """Whether nothing tells who published a text, and it does not say that it is from elsewhere."""
    credits = any(is_foreign(h, member) for h in member.hints)
    return not member.outlets and not any(member.page) and not credits


def measure_distances(sheets: Sheets) -> np.ndarray:
    """Changes a word between every two members."""
    count = len(sheets.readings)
    apart = np.full((count, count), np.inf)
    for (a, b), shared in sheets.shared.items():
        apart[a, b] = shared.changes / max(1, sum(len(s.a_equal) for s in shared.stretches))
    np.fill_diagonal(apart, 0)
    return apart


def measure_own_changes(apart: np.ndarray, child: int) -> float:
    """Changes a word that are a member's own, as the others show: how far it is from a text that nobody has.

    Half of how much farther it is from two others than they are from each other (the Gromov product), the least over
    all pairs.
    """
    near = [n for n in np.flatnonzero(np.isfinite(apart[child])).tolist() if n != child]
    if not near:
        return 0.0
    if len(near) == 1:
        return float(apart[child, near[0]]) / 2
    row = apart[child, near]
    among = apart[np.ix_(near, near)].copy()
    np.fill_diagonal(among, np.inf)
    among[~np.isfinite(among)] = 0
    product = (row[:, None] + row[None, :] - among) / 2
    np.fill_diagonal(product, np.inf)
    return max(0.0, float(product.min()))


def build_original(sheets: Sheets, children: list[int], name: str | None) -> Original:
    """The text of an unseen original, put together from what its children share, and where it stands in each."""
    text, blocks = "", dict[int, list[Block]]()
    sizes = {c: sum(int(s.a_high - s.a_low) for o in children for s in _list_shared(sheets, c, o)) for c in children}
    for child in sorted(children, key=lambda c: (-sizes[c], c)):
        reading = sheets.readings[child]
        cover = np.zeros(len(reading), bool)
        for other in children:
            for stretch in _list_shared(sheets, child, other):
                cover[stretch.a_low : stretch.a_high] = True
        mine: list[Block] = []
        for other, theirs in sorted(blocks.items()):
            for stretch in _list_shared(sheets, child, other):
                if cover[stretch.a_equal].any():
                    mine += _lift_blocks(sheets, child, other, stretch, theirs, cover)
                    cover[stretch.a_low : stretch.a_high] = False
        for low, high in _find_runs(cover):
            start, end = reading.find_span(low, high)
            text += ("\n\n" if text else "") + reading.text[start:end]
            mine.append((start, len(text) - (end - start), end - start))
        blocks[child] = _order_blocks(mine)
    return Original(name, text, blocks)


def _list_shared(sheets: Sheets, child: int, other: int) -> tuple[Stretch, ...]:
    shared = sheets.shared.get((child, other))
    return shared.stretches if shared else ()


def _lift_blocks(
    sheets: Sheets, child: int, other: int, stretch: Stretch, theirs: list[Block], cover: np.ndarray
) -> list[Block]:
    """The blocks of a child in the unseen text, through those of another child."""
    free = cover[stretch.a_equal]
    here = list_blocks(sheets.readings[child], sheets.readings[other], stretch.a_equal[free], stretch.b_equal[free])
    lifted = []
    for a_start, b_start, length in here:
        for start, there, size in theirs:
            low, high = max(b_start, start), min(b_start + length, start + size)
            if low < high:
                lifted.append((a_start + low - b_start, there + low - start, high - low))
    return lifted


def _find_runs(cover: np.ndarray) -> list[tuple[int, int]]:
    """Runs of covered tokens of some length."""
    padded = np.concatenate([[False], cover, [False]])
    turns = np.flatnonzero(np.diff(padded.astype(np.int8)))
    runs = list(zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True))
    return [(low, high) for low, high in join_spans(runs, gap=1) if high - low >= _FEWEST]


def _order_blocks(blocks: list[Block]) -> list[Block]:
    """Blocks in the order of the child, without those that overlap there."""
    ordered: list[Block] = []
    for block in sorted(blocks):
        if not ordered or block[0] >= ordered[-1][0] + ordered[-1][2]:
            ordered.append(block)
    return ordered


def place_stretches(blocks: list[Block], gap: int = 240) -> list[list[Block]]:
    """Blocks in groups that lie near each other in order on both sides: one edge each."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups:
            last = groups[-1][-1]
            step, other = block[0] - last[0] - last[2], block[1] - last[1] - last[2]
            if 0 <= other <= gap and step <= gap:
                groups[-1].append(block)
                continue
        groups.append([block])
    return groups


def find_named(pile: Tables, versions: pa.Table, mentions: pa.Table) -> list[dict[str, Any]]:
    """Versions for the outlets that texts name as having the news and that their family lacks, one for each."""
    ids = zip(versions["document_id"].to_pylist(), versions["family_id"].to_pylist(), strict=True)
    families = {document: family for document, family in ids if document is not None}
    sites = dict(zip(pile["documents"]["document_id"].to_pylist(), pile["documents"]["site"].to_pylist(), strict=True))
    there: dict[int, set[str]] = {}
    for document, family in families.items():
        there.setdefault(family, set()).update(name_keys(sites[document]))
    named = zip(versions["family_id"].to_pylist(), versions["name"].to_pylist(), strict=True)
    for family, name in named:
        if name is not None:
            there.setdefault(family, set()).update(name_keys(name.removesuffix(" report")))
    pages = _read_pages(pile, {document for document, site in sites.items() if not site})
    frames: dict[int, list[str]] = {}
    for document, page in pages.items():
        frames.setdefault(families[document], []).append(page)
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for document, name in sorted(_list_named(pile, mentions)):
        keys = name_keys(name)
        family = families[document]
        if not keys or keys & there[family] or any(k in page for k in keys for page in frames.get(family, ())):
            continue
        key = (family, min(keys))
        rows.setdefault(
            key, {"version_id": make_id("unseen", min(keys), family), "name": f"{name} report", "family_id": family}
        )
    return list(rows.values())


def _read_pages(pile: Tables, documents: set[int]) -> dict[int, str]:
    """Of documents without a site what belongs to the page, squeezed: their own outlet's name is there."""
    regions = pile["regions"]
    wanted = pc.is_in(regions["document_id"], pa.array(sorted(documents), pa.int64()))
    kinds = pc.is_in(regions["kind"], pa.array(["section", "bio", "chrome", "byline"]))
    table = pile["documents"].filter(
        pc.is_in(pile["documents"]["document_id"], pa.array(sorted(documents), pa.int64()))
    )
    texts = dict(zip(table["document_id"].to_pylist(), table["text"].to_pylist(), strict=True))
    pages: dict[int, str] = {}
    for row in regions.filter(pc.and_(wanted, kinds)).to_pylist():
        words = texts[row["document_id"]][row["start"] : row["end"]]
        pages[row["document_id"]] = pages.get(row["document_id"], "") + "|" + squeeze_name(words)
    return pages


def _list_named(pile: Tables, mentions: pa.Table) -> set[tuple[int, str]]:
    """(document, name) for what the texts say and what the signals say."""
    found = set()
    for number, named in zip(mentions["document_id"].to_pylist(), mentions["named"].to_pylist(), strict=True):
        found |= {(number, item["name"]) for item in named}
    signals = pile["signals"].select(["document_id", "kind", "direction", "target"])
    for row in signals.to_pylist():
        if row["direction"] in ("from", "part") and row["kind"] in STATED:
            found.add((row["document_id"], write_name(row["target"])))
    return found
