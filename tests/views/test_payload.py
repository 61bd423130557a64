"""The payload: what the page knows, by its schema and by what is in the store."""

import json
import re
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from headwater.schema import Tables
from headwater.store import Store
from headwater.tables import EDGES, EDITS, REGIONS, SPANS, TABLES
from headwater.views.claims import ClaimChoice, list_claims
from headwater.views.payload import Payload, ReportOptions, build_payload
from tests.views.docks import HURT, write_docks
from tests.views.strange import COPIES, SHUT, write_strange

SCHEMA = json.loads((files("headwater.views") / "payload.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def payload() -> Payload:
    return build_payload(write_docks(), ReportOptions(title="Docks"))


@pytest.mark.parametrize("tables", [write_docks(), write_strange(), {t.name: t.build() for t in TABLES.values()}])
def test_build_payload__fits_its_schema(tables: Tables) -> None:
    payload = build_payload(tables)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    problems = [
        f"{list(e.absolute_path)}: {e.message}" for e in jsonschema.Draft202012Validator(SCHEMA).iter_errors(payload)
    ]
    assert not problems[:3]
    for name in ("claims", "sayings", "comparisons", "articles"):
        rows = payload["index"][{"sayings": "sources", "articles": "documents"}.get(name, name)]
        assert len(payload["parts"][name]) == len(rows), name


def test_build_payload__has_no_field_that_the_schema_lacks(payload: Payload) -> None:
    broken = payload | {"index": payload["index"] | {"claims": [payload["index"]["claims"][0] | {"cut": ["x"]}]}}
    with pytest.raises(jsonschema.ValidationError, match="cut"):
        jsonschema.validate(broken, SCHEMA)


def test_schema__names_the_words_of_the_tables() -> None:
    def listed(name: str, field: str) -> Any:
        return SCHEMA["$defs"][name]["properties"][field]["items"]["prefixItems"]

    words = {c.name: set(c.values) for table in (EDITS, EDGES, REGIONS, SPANS) for c in table.columns}
    kinds = {c.name: set(c.values) for c in EDITS.columns}["kind"]
    assert set(listed("comparison_part", "edits")[0]["enum"]) == kinds
    assert set(SCHEMA["$defs"]["copy"]["enum"]) == {c.name: set(c.values) for c in EDGES.columns}["kind"]
    assert set(listed("article_part", "regions")[2]["enum"]) == words["kind"] | set(REGIONS.columns[3].values)
    assert set(SCHEMA["$defs"]["role"]["enum"]) == words["role"]


def test_build_payload__refers_only_to_rows_that_it_has(payload: Payload) -> None:
    index, parts = payload["index"], payload["parts"]
    articles = len(index["documents"])
    assert all(0 <= place < articles for row in index["claims"] for place in row["documents"])
    for claim in parts["claims"]:
        nodes = claim["flow"]["nodes"]
        assert all(0 <= tie[end] < len(nodes) for tie in claim["flow"]["links"] for end in ("from", "to"))
        assert all(node.get("document", 0) < articles for node in nodes)
    for text in index["texts"]:
        assert all(0 <= tie[end] < len(text["versions"]) for tie in text["ties"] for end in ("child", "parent"))


def test_build_payload__lists_claims_in_the_order_of_the_terminal(payload: Payload, docks: Store) -> None:
    listed = [row["id"] for row in list_claims(docks, ClaimChoice(limit=0))["claims"]]
    assert [row["id"] for row in payload["index"]["claims"] if row.get("plain")] == listed


def test_build_payload__keeps_every_word_of_an_article(payload: Payload) -> None:
    texts = dict(
        zip(write_docks()["documents"]["uri"].to_pylist(), write_docks()["documents"]["text"].to_pylist(), strict=True)
    )
    shown = {
        row["uri"]: part["text"]
        for row, part in zip(payload["index"]["documents"], payload["parts"]["articles"], strict=True)
    }
    assert shown == texts


def test_show_claims__marks_what_the_count_rests_on(payload: Payload) -> None:
    place = next(n for n, row in enumerate(payload["index"]["claims"]) if row["wording"] == HURT)
    nodes = payload["parts"]["claims"][place]["flow"]["nodes"]
    assert {node["label"] for node in nodes if node.get("rests")} == {"Calder Wire report", "Mara Okoye"}
    assert [node["label"] for node in nodes if node["kind"] == "unseen"] == ["Calder Wire report"]
    assert {node["stance"] for node in nodes if node.get("label") == "ledger.example"} == {"doubts"}


def test_draw_flow__leads_from_sources_to_every_report(payload: Payload) -> None:
    for row, part in zip(payload["index"]["claims"], payload["parts"]["claims"], strict=True):
        nodes, links = part["flow"]["nodes"], part["flow"]["links"]
        reached = {n for n, node in enumerate(nodes) if node["kind"] in ("source", "unstated")}
        for _ in nodes:
            reached |= {tie["to"] for tie in links if tie["from"] in reached}
        reports = {n for n, node in enumerate(nodes) if node["kind"] == "report"}
        assert len(reports) == row["reports"] and reports <= reached, row["wording"]


def test_draw_flow__says_how_sure_an_order_is(payload: Payload) -> None:
    place = next(n for n, row in enumerate(payload["index"]["claims"]) if row["wording"] == HURT)
    flow = payload["parts"]["claims"][place]["flow"]
    sure = {flow["nodes"][tie["to"]]["label"]: tie["sure"] for tie in flow["links"] if tie["kind"] == "copy"}
    assert sure == {"eveningmail.example": "probable", "mirror.txt": "unknown"}


def test_show_claims__quotes_words_with_marks_that_fit() -> None:
    payload = build_payload(write_strange())
    place = next(n for n, row in enumerate(payload["index"]["claims"]) if row["wording"] == SHUT)
    for saying in payload["parts"]["claims"][place]["sayings"]:
        text = payload["parts"]["articles"][saying["document"]]["text"]
        contents = [(start, end) for start, end, role in saying["marks"] if role == "content"]
        assert [text[start:end] for start, end in contents] == [SHUT]
        assert all(saying["start"] <= start and end <= saying["end"] for start, end in contents)


def test_list_documents__links_only_to_the_web() -> None:
    urls = {row["uri"]: row.get("url") for row in build_payload(write_strange())["index"]["documents"]}
    assert urls["odd.html"] is None and urls["other.html"] == "https://other.example/<b>"


def test_list_texts__puts_versions_in_the_order_of_time_and_undated_ones_last(payload: Payload) -> None:
    text = next(t for t in payload["index"]["texts"] if len(t["versions"]) == 4)
    times = [version.get("at") for version in text["versions"]]
    assert times == [*sorted(t for t in times if t), None]
    repairs = next(t for t in payload["index"]["texts"] if len(t["versions"]) == 3)
    assert [v.get("name") for v in repairs["versions"]] == ["Coastal Agency report", None, None]


def test_show_comparisons__puts_the_weightiest_change_first(payload: Payload) -> None:
    kinds = [[edit[0] for edit in part.get("edits", ())] for part in payload["parts"]["comparisons"]]
    longest = max(kinds, key=len)
    assert longest[:3] == ["number", "number", "hedge_dropped"] and longest[-2:] == ["typography", "typography"]


def test_show_sayings__tells_the_same_words_once(payload: Payload) -> None:
    place = next(n for n, row in enumerate(payload["index"]["sources"]) if row["who"] == "Ilo Varga")
    rows = payload["parts"]["sayings"][place]
    assert sum(len(row) for row in rows) == payload["index"]["sources"][place]["statements"]
    assert len(rows) == 2, "in curly and in plain marks"
    for article, number in rows[0]:
        assert payload["parts"]["articles"][article]["statements"][number]["who"] == "Ilo Varga"


def test_build_payload__says_what_it_leaves_out() -> None:
    tables = write_docks()
    payload = build_payload(tables, ReportOptions(single_claims=2))
    single = [row for row in payload["index"]["claims"] if row["reports"] == 1]
    missing = tables["claims"].num_rows - len(payload["index"]["claims"])
    assert len(single) == 2 and missing > 0
    assert payload["left_out"] == [f"{missing} claims of a single article are not on this page."]


def test_word_verdict__counts_out_of_how_many(payload: Payload) -> None:
    articles = len(payload["index"]["documents"])
    assert all(
        re.search(rf"\b(of {articles}|of ten|the one article)\b", row["verdict"]) for row in payload["index"]["claims"]
    )


def test_draw_flow__gathers_nothing_away() -> None:
    payload = build_payload(write_strange())
    assert payload["index"]["claims"][0]["reports"] == COPIES
    assert sum(n["kind"] == "report" for n in payload["parts"]["claims"][0]["flow"]["nodes"]) == COPIES
