"""The rows of a count, and what it takes to count many sources."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.schema import make_id
from headwater.tally.counts import _keep_shortest
from headwater.tally.flows import join_sources
from headwater.tally.origins import Origin
from headwater.tally.speakers import make_speaker
from tests.reference.tally import join_speakers
from tests.tally.newsstand import Newsstand

_TABLES = ("documents", "versions", "sources", "statements", "spans")
CLOSE = "the Brennick swing bridge will close to lorries before winter"


def test_keep_shortest__keeps_one_way_to_an_origin_through_an_outlet() -> None:
    way = {
        "claim_id": 1,
        "statement_id": 2,
        "source_id": 3,
        "version_id": 4,
        "via": "Harbour Radio",
        "reason": "It says so.",
    }
    long, short = way | {"path": ["s1", "s2", "s3"]}, way | {"path": ["s1", "s3"]}
    other = way | {"path": ["s1"], "via": None}
    kept = _keep_shortest([long, other, short])
    assert len(kept) == 2 and short in kept and other in kept
    assert kept == _keep_shortest([short, long, other])


_NAMES = st.tuples(st.sampled_from(["Ana", "A", "Rey", "Bo"]), st.sampled_from(["Rey", "Rey Duval", "", "Toren"]))
_SOURCES = st.one_of(
    st.tuples(st.just("person"), _NAMES.map(" ".join), st.sampled_from([None, "mayor", "spokeswoman"])),
    st.tuples(st.just("organisation"), st.sampled_from(["Port Board", "PB", "Rey Council"]), st.none()),
    st.tuples(st.just("unnamed_person"), st.sampled_from(["his sister", "a sister", "an official"]), st.none()),
)


@given(st.lists(_SOURCES, min_size=1, max_size=12))
@settings(max_examples=150)
def test_join_sources__agrees_with_its_twin(told: list[tuple[str, str, str | None]]) -> None:
    speakers = []
    for number, (kind, name, role) in enumerate(told):
        named = kind != "unnamed_person"
        row = {"source_id": number, "kind": kind, "role": role, "affiliation": "the Port Board" if role else None}
        speakers.append(make_speaker(row | {"name" if named else "described_as": name.strip()}))
    joined = join_sources([Origin(s.source_id, 1, (), s, s.source_id, False, False, 1, (), "") for s in speakers])
    found = sorted(sorted(s.source_id for s in group) for group in joined.speakers)
    assert found == join_speakers(speakers)


@pytest.mark.parametrize("sources", [10, 3_000])
def test_count_claim__takes_thousands_of_unnamed_sources_in_a_moment(sources: int) -> None:
    stand, said = Newsstand(), []
    for number in range(sources):
        who = ("a harbour official", "a dock worker", "a witness")[number % 3]
        text = f"Bridge of Brennick.\n\n{who} said {CLOSE}."
        document = make_id("document", number)
        stand.texts[document] = text
        row = {"document_id": document, "uri": f"{number}.txt", "site": f"{number % 99}.example", "text": text}
        row |= {"published_at": None, "text_hash": 1, "source_path": "x", "source_hash": 1, "analysed": "full"}
        version = {"version_id": document, "document_id": document, "family_id": 1, "born_at": None}
        source = {"source_id": number, "kind": "unnamed_person", "described_as": who}
        statement = {"statement_id": number, "document_id": document, "source_id": number, "force": "statement"}
        statement |= {"kind": "indirect", "negated": False, "confidence": 1.0}
        start = text.index(CLOSE)
        span = {"statement_id": number, "role": "content", "start": start, "end": start + len(CLOSE)}
        rows: list[dict[str, Any]] = [row, version, source, statement, span]
        for name, made in zip(_TABLES, rows, strict=True):
            stand.rows.setdefault(name, []).append(made)
        said.append(number)
    began = time.process_time()
    count = stand.count(said)
    assert (count["reports"], count["independent_low"], count["independent_high"]) == (sources, 3, sources)
    assert time.process_time() - began < 10
