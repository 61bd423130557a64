"""All that the page knows, from the tables of a store; payload.schema.json says what it looks like."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from headwater.views.flows import draw_flow
from headwater.views.methods import MEASURED, describe_options
from headwater.views.payload_articles import (
    list_documents,
    list_sources,
    rank_documents,
    rank_sources,
    show_articles,
    show_sayings,
)
from headwater.views.payload_claims import is_plain, list_claims, rank_claims, show_claims
from headwater.views.payload_decisions import mark_decided, read_decided
from headwater.views.payload_texts import find_texts, list_comparisons, list_texts, pair_edges, show_comparisons
from headwater.views.payload_times import list_events
from headwater.views.pile import Pile, read_pile
from headwater.views.places import Places, drop_empty, write_time
from headwater.views.verdicts import spell_number
from headwater.work import SILENT, Watch

Payload = dict[str, Any]
FORMAT = 1
ASSUMPTIONS = (
    "The number of independent sources is the smallest number of sources or articles that would have to be wrong, or "
    "invented, for nothing to be left of the claim.",
    "It is a range where the articles leave it open. The low number takes unnamed sources for the same people where "
    "their descriptions allow it; the high number takes no two for the same.",
    "A spokesperson and the organisation spoken for count as one source; so do two spokespeople of one organisation.",
    "An article is a way that a claim must take too: five named people quoted in one article alone count as one.",
    "Where an article gives no source, it may rest on any other that says the same: it adds nothing to the low number "
    "and one to the high.",
    "On record means named, and speaking for oneself. Who passes on what somebody else told them is not counted there.",
    "A denial is a claim of its own, with a number of its own.",
    "First always means the earliest in this pile. Nothing is known here of articles that are not in it, except what "
    "those in it say of them.",
    "The articles were read by a program. It quotes what it goes by: check it before you publish.",
)


@dataclass(frozen=True)
class ReportOptions:
    """What the page is called, how many claims of single reports it lists at most, how large it may be (bytes), what
    readers checked of the pile by hand."""

    title: str = ""
    single_claims: int = 4_000
    problems: int = 2_000
    size: int = 40_000_000
    checked: tuple[str, ...] = ()


ORDINARY = ReportOptions()


def build_payload(tables: Mapping[str, pa.Table], options: ReportOptions = ORDINARY, watch: Watch = SILENT) -> Payload:
    """The payload: what the pile is, lists of rows (index), and what is shown of each row when it is opened (parts)."""
    watch.stage("lists")
    pile = read_pile(tables)
    places = _find_places(pile, options)
    problems = tables["problems"].to_pylist()
    decided = read_decided(tables)
    drawn = ((claim_id, draw_flow(pile, claim_id)) for claim_id in places.claims)
    flows = dict(watch.follow("claims", drawn, len(places.claims), "claims"))
    shown = show_articles(pile, places, tables["roles"], tables["dates"])
    missing = len(pile.claims) - len(places.claims)
    left_out = [f"{missing:,} claims of a single article are not on this page."] if missing else []
    if len(problems) > options.problems:
        left_out.append(f"{len(problems) - options.problems:,} problems are not on this page.")
    return {
        "format": FORMAT,
        "pile": _describe_pile(pile, places, len(problems)) | {"title": options.title},
        "left_out": left_out,
        "methods": _describe_methods(tables["runs"], options.checked),
        "index": {
            "documents": mark_decided(list_documents(pile, places), places.documents, decided.documents),
            "claims": mark_decided(list_claims(pile, places, flows), places.claims, decided.claims),
            "texts": list_texts(pile, places),
            "sources": list_sources(pile, places),
            "comparisons": list_comparisons(pile, places),
            "problems": [_show_problem(row) for row in problems[: options.problems]],
            "decisions": decided.rows,
            "events": list_events(pile, places, flows),
        },
        "parts": {
            "claims": list(show_claims(pile, places, flows)),
            "sayings": list(watch.follow("sources", show_sayings(pile, places), len(places.sources), "sources")),
            "comparisons": show_comparisons(pile, places),
            "articles": list(watch.follow("texts", shown, len(places.documents), "articles")),
        },
    }


def _find_places(pile: Pile, options: ReportOptions) -> Places:
    ranked = rank_claims(pile)
    several = [c for c in ranked if pile.counts[c].reports > 1]
    single = [c for c in ranked if pile.counts[c].reports == 1]
    texts = find_texts(pile)
    pairs = [pair for pair in pair_edges(pile) if pile.body_of(pair[1]) is not None]
    return Places(
        documents=_number(rank_documents(pile)),
        claims=_number(several + single[: options.single_claims]),
        texts=_number(texts),
        sources=_number(rank_sources(pile)),
        comparisons={pair: place for place, pair in enumerate(pairs)},
    )


def _number(ids: list[int]) -> dict[int, int]:
    return {number: place for place, number in enumerate(ids)}


def _describe_pile(pile: Pile, places: Places, problems: int) -> dict[str, Any]:
    dated = sorted(d.published_at for d in pile.documents.values() if d.published_at)
    plain = [pile.counts[c] for c in places.claims if is_plain(pile, c)]
    copied = {pile.versions[child].document_id for child in pile.edges_into} - {None}
    languages = Counter(d.language for d in pile.documents.values() if d.language)
    row = {
        "articles": len(pile.documents),
        "outlets": len({d.outlet for d in pile.documents.values()}),
        "undated": len(pile.documents) - len(dated),
        "claims": len(pile.claims),
        "repeated": len(plain),
        "single_source": sum(count.independent_high == 1 for count in plain),
        "maybe_single": sum(count.independent_low == 1 < count.independent_high for count in plain),
        "copies": len(copied),
        "texts": len(places.texts),
        "problems": problems,
        "first": write_time(dated[0]) if dated else None,
        "last": write_time(dated[-1]) if dated else None,
        "languages": [language for language, _ in languages.most_common()],
    }
    return drop_empty(row | {"lede": _word_lede(row)})


def _word_lede(row: dict[str, Any]) -> str:
    repeated, single = row["repeated"], row["single_source"]
    if not repeated:
        return "No claim in this pile is made by more than one article."
    made = "claims are made" if repeated > 1 else "claim is made"
    claims = f"{spell_number(repeated).capitalize()} {made} by more than one article"
    if single == repeated:
        return f"{claims}; {'every one of them rests' if repeated > 1 else 'it rests'} on a single source."
    if single:
        return f"{claims}; {spell_number(single)} of them {'rest' if single > 1 else 'rests'} on a single source."
    if row["maybe_single"]:
        return f"{claims}; {spell_number(row['maybe_single'])} of them may rest on a single source."
    return f"{claims}; each rests on more than one independent source."


def _describe_methods(runs: pa.Table, checked: tuple[str, ...]) -> dict[str, Any]:
    rows = sorted(runs.to_pylist(), key=lambda row: row["started_at"])
    versions = json.loads(rows[-1]["versions"]) if rows else {}
    last = {row["stage"]: write_time(row["started_at"]) for row in rows}
    return {
        "assumptions": list(ASSUMPTIONS),
        "versions": versions,
        "runs": last,
        "options": describe_options(rows),
        "measured": list(MEASURED),
        "checked": list(checked),
    }


def _show_problem(row: dict[str, Any]) -> dict[str, Any]:
    return drop_empty(
        {"file": row["source_path"], "at": row["source_offset"], "reason": row["reason"], "detail": row["detail"]}
    )
