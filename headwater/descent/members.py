"""A document as the descent stage sees it, and the families that passages tie together."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from headwater.descent.outlets import (
    find_host,
    is_acronym,
    name_keys,
    read_initials,
    squeeze_name,
    take_initials,
)
from headwater.descent.settled import Settled
from headwater.intervals import Span, count_overlap, join_spans
from headwater.schema import Tables, make_id

DAY = 86_400_000_000
_WIDTHS = {"instant": 0, "day": DAY, "month": 31 * DAY, "year": 366 * DAY}

FRAME_KINDS = frozenset({"notice", "credit", "bio", "chrome", "section", "byline"})
"""Regions that belong to a page and not to the text that is copied from page to page."""

_PAGE_KINDS = frozenset({"section", "bio", "byline", "chrome"})
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_APPEAL = re.compile(
    r"\b(?:sign(?:ing)? up|subscribe|subscri(?:ber|ption)s?|newsletters?|inbox|donat(?:e|ion)s?|chip in|pledge|support|"
    r"become a member|membership|back|stand with|help|try|get|receive|briefing|digest|roundup|"
    r"letter|covers|has served|reports for|"
    r"paywall|follow us|contact|questions|tips?|editors?|news ?desk|download|app)\b",
    re.IGNORECASE,
)
"""What an outlet says in its own cause below a text; believed only beside its own name or an address."""
_LAST = 6
_LONGEST_APPEAL = 320
_SHORTEST_KEY = 5
"""Letters in a name that is looked for in running text: shorter ones stand in any page."""


@dataclass(frozen=True)
class Hint:
    """A signal, as far as descent needs it."""

    kind: str
    direction: str
    target: str
    target_site: str | None
    evidence: str
    start: int = -1
    end: int = -1
    """Where it stands in the text; -1 for what only the page's head says."""

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the outlet that it names; of initials also what they are, as two outlets may share them."""
        return (
            name_keys(self.target_site) | name_keys(find_host(self.target) or self.target) | read_initials(self.target)
        )


@dataclass(frozen=True)
class Copied:
    """A passage of kind copy or quotation, between members by their place in the family."""

    a: int
    b: int
    a_span: Span
    b_span: Span
    kind: str
    shared: int
    """Words in common."""


@dataclass(frozen=True)
class Member:
    """One document of a family; times are microseconds since 1970, UTC."""

    document_id: int
    text: str
    site: str | None
    url: str | None
    site_name: str | None
    group: str | None
    """Whose newsroom or content system its outlet shares."""
    published: int | None
    precision: str
    basis: str
    captured: int | None
    regions: tuple[tuple[int, int, str], ...]
    hints: tuple[Hint, ...]
    language: str | None = None

    @property
    def version_id(self) -> int:
        """The id of this document's version."""
        return make_id("version", self.document_id)

    @property
    def label(self) -> str:
        """What a reader calls it: its outlet, or where nobody knows it how it begins."""
        return self.site_name or self.site or f"“{self.text[:40].split(chr(10))[0].strip()}”"

    @property
    def latest(self) -> int | None:
        """The last moment at which it can have been published, as far as its date says."""
        return None if self.published is None else self.published + _WIDTHS.get(self.precision, DAY)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The keys of the outlet that published it."""
        named = name_keys(self.site) | name_keys(self.site_name) | name_keys(find_host(self.url))
        return named | self.initials

    @cached_property
    def house(self) -> frozenset[str]:
        """The keys of the outlet that published it, where its site is not known by the copyright of its page."""
        own = frozenset(key for h in self.hints if h.kind == "copyright" and self.is_from(h.keys) for key in h.keys)
        return self.outlets | own

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials of the outlet's name, where that is known and of several words."""
        return take_initials(self.site_name or "")

    @cached_property
    def page(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What belongs to the page, squeezed: (sections, bios, bylines and all above the text; the lines below it).

        A line that credits somebody does not say whose page it is; a title does where the copyright has the same name.
        """
        begins = min((s for s, _, kind in self.regions if kind in ("title", "body", "dateline")), default=0)
        telling: list[str] = []
        others: list[str] = []
        credits = [
            (h.start, h.end) for h in self.hints if h.start >= 0 and h.direction != "same" and h.kind != "copyright"
        ]
        for start, end, kind in self.regions:
            if any(count_overlap((start, end), span) for span in credits):
                continue
            words = squeeze_name(self.text[start:end]) if kind in _PAGE_KINDS or kind == "title" else ""
            if kind == "title":
                telling += [words] if any(h.kind == "copyright" and words in h.keys for h in self.hints) else []
            elif words:
                (telling if kind != "chrome" or end <= begins else others).append(words)
        return tuple(telling), tuple(others)

    def is_from(self, keys: frozenset[str]) -> bool:
        """Whether an outlet with these keys published it: by its site, or where that is unknown by its page."""
        if keys & self.outlets:
            return True
        if not self.initials and any(is_acronym(key, own) for key in keys for own in self.outlets):
            return True
        if self.site:
            return False
        telling, others = self.page
        for key in keys:
            if len(key) >= _SHORTEST_KEY and (
                any(key in words for words in telling) or sum(w.count(key) for w in others) > 1
            ):
                return True
        return False

    @cached_property
    def frames(self) -> tuple[Span, ...]:
        """What belongs to the page and not to the text: such regions, and appeals in the outlet's own cause."""
        spans = self.find_regions(FRAME_KINDS)
        keys = [key for key in self.outlets if len(key) >= _SHORTEST_KEY]
        paragraphs = [m.span() for m in _PARAGRAPH.finditer(self.text)]
        for start, end in paragraphs[-_LAST:]:
            words = self.text[start:end]
            own = "@" in words or any(key in squeeze_name(words) for key in keys)
            if own and end - start <= _LONGEST_APPEAL and _APPEAL.search(words):
                spans.append((start, end))
        return tuple(join_spans(spans))

    def find_regions(self, kinds: Iterable[str]) -> list[Span]:
        """The spans of the regions of some kinds, in order."""
        wanted = set(kinds)
        return sorted((s, e) for s, e, kind in self.regions if kind in wanted and e > s)


@dataclass(frozen=True)
class Family:
    """Documents that passages tie together, by document id, those passages, and what readers settled of them."""

    members: tuple[Member, ...]
    passages: tuple[Copied, ...]
    settled: Settled | None = None


def group_documents(document_ids: list[int], passages: pa.Table) -> dict[int, int]:
    """The smallest document id of its family, for every document: connected components of the copied passages."""
    lead = {number: number for number in document_ids}

    def find(number: int) -> int:
        while lead[number] != number:
            lead[number] = lead[lead[number]]
            number = lead[number]
        return number

    columns = (passages[c].to_pylist() for c in ("a_document_id", "b_document_id", "kind"))
    for a, b, kind in zip(*columns, strict=True):
        if kind == "copy" and a in lead and b in lead:
            a, b = find(a), find(b)
            if a != b:
                lead[max(a, b)] = min(a, b)
    return {number: find(number) for number in document_ids}


def gather_members(tables: Tables, wanted: set[int]) -> dict[int, Member]:
    """The wanted documents with their regions and signals."""
    regions: dict[int, list[tuple[int, int, str]]] = {number: [] for number in wanted}
    for row in _pick(tables["regions"], wanted):
        regions[row["document_id"]].append((row["start"], row["end"], row["kind"]))
    hints: dict[int, list[Hint]] = {number: [] for number in wanted}
    for row in _pick(tables["signals"], wanted):
        hint = Hint(
            row["kind"],
            row["direction"],
            row["target"],
            row["target_site"],
            row["evidence"],
            -1 if row["start"] is None else row["start"],
            -1 if row["end"] is None else row["end"],
        )
        hints[row["document_id"]].append(hint)
    members = {}
    for row in _pick(tables["documents"], wanted):
        number = row["document_id"]
        members[number] = Member(
            document_id=number,
            text=row["text"],
            site=row["site"],
            url=row["url"],
            site_name=_read_site_name(row["extra"]),
            group=row["outlet_group"],
            published=row["published_at"],
            precision=row["published_precision"] or "day",
            basis=row["published_basis"] or "guess",
            captured=row["captured_at"],
            regions=tuple(sorted(regions[number])),
            hints=tuple(sorted(hints[number], key=repr)),
            language=row["language"],
        )
    return members


def gather_families(tables: Tables, passages: pa.Table, leads: dict[int, int], settled: Settled) -> dict[int, Family]:
    """The families of two members or more, by the smallest document id in each."""
    sizes: dict[int, list[int]] = {}
    for number in sorted(leads):
        sizes.setdefault(leads[number], []).append(number)
    families = {lead: numbers for lead, numbers in sizes.items() if len(numbers) > 1}
    members = gather_members(tables, {n for numbers in families.values() for n in numbers})
    place = {n: i for numbers in families.values() for i, n in enumerate(numbers)}
    tied: dict[int, list[Copied]] = {lead: [] for lead in families}
    for row in passages.to_pylist():
        a, b = row["a_document_id"], row["b_document_id"]
        if a in place and b in place and leads[a] == leads[b]:
            spans = (row["a_start"], row["a_end"]), (row["b_start"], row["b_end"])
            tied[leads[a]].append(Copied(place[a], place[b], *spans, row["kind"], row["shared_tokens"]))
    return {
        lead: Family(
            tuple(members[n] for n in numbers),
            tuple(sorted(tied[lead], key=repr)),
            settled.place({n: i for i, n in enumerate(numbers)}),
        )
        for lead, numbers in sorted(families.items())
    }


def _pick(table: pa.Table, wanted: set[int]) -> Iterator[dict[str, Any]]:
    """The rows of the wanted documents, times as microseconds."""
    import pyarrow.compute as pc

    picked = table.filter(pc.is_in(table["document_id"], pa.array(sorted(wanted), pa.int64())))
    for i, field in enumerate(picked.schema):
        if pa.types.is_timestamp(field.type):
            picked = picked.set_column(i, field.name, picked[field.name].cast(pa.int64()))
    yield from picked.to_pylist()


def _read_site_name(extra: str | None) -> str | None:
    """The outlet's name where a row or a page gave it in another field."""
    if not extra:
        return None
    fields = json.loads(extra)
    if not isinstance(fields, dict):
        return None
    for name in ("site_name", "site", "publisher", "outlet", "source_name", "publication"):
        if isinstance(fields.get(name), str):
            return str(fields[name])
    return None
