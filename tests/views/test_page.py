"""The page as a file: one piece, escaped, signed, and no larger than asked for."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from headwater.articles import read_articles
from headwater.store import Store, open_store
from headwater.tables import TABLES
from headwater.views.page import build_page, write_report
from headwater.views.payload import Payload, ReportOptions, build_payload
from tests.views.docks import write_docks
from tests.views.strange import SCRIPT, write_strange


@pytest.fixture(scope="module")
def payload() -> Payload:
    return build_payload(write_strange(), ReportOptions(title=f"Strange {SCRIPT}"))


@pytest.fixture(scope="module")
def page(payload: Payload) -> str:
    return build_page(payload)[0]


def _open_part(page: str, number: int) -> Any:
    found = re.search(rf'<script type="text/plain" id="part-{number}">([A-Za-z0-9+/=]*)</script>', page)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def _read_head(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="head">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_build_page__holds_the_whole_payload(page: str, payload: Payload) -> None:
    head = _read_head(page)
    assert head["pile"] == payload["pile"]
    assert _open_part(page, head["parts"]["index"][0][1]) == payload["index"]
    for name, rows in payload["parts"].items():
        found = [row for _, number in head["parts"][name] for row in _open_part(page, number)]
        assert found == rows, name


def test_build_page__signs_its_script_and_its_style(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(found) == 1
        signature = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{rule} 'sha256-{signature}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1] and "http" not in policy[1]


def test_build_page__lets_no_text_become_markup(page: str) -> None:
    plain = page.split("<noscript>")[0] + page.split("</noscript>")[1]
    scripts = re.findall(r"<script\b([^>]*)>", plain)
    assert [s.strip() for s in scripts if "text/plain" not in s] == ['type="application/json" id="head"', ""]
    assert "onerror" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL).replace(
        "onerror=alert(2)&gt;", ""
    )
    assert "<img" not in page and "alert(1)</script>" not in page
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page


def test_build_page__asks_nothing_of_anybody(page: str) -> None:
    written = re.sub(r"<script type=.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"<\w+[^>]*\s(src|srcset|action|formaction|ping)\s*=", written)
    assert not re.search(
        r"url\(|@import|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|outerHTML|eval\(", written
    )


def test_build_page__is_the_same_twice(page: str, payload: Payload) -> None:
    assert build_page(payload)[0] == page


def test_build_page__leaves_out_what_would_not_fit_and_says_so() -> None:
    payload = build_payload(write_docks())
    whole, left_out = build_page(payload)
    assert left_out == {}
    small, left_out = build_page(payload, size=100_000 + 1)
    assert left_out["articles"] == 10 and len(small) < len(whole)
    assert "The texts of 10 articles are not on this page" in " ".join(_read_head(small)["left_out"])


def test_write_report__writes_the_page_of_a_store(docks: Store, tmp_path: Path) -> None:
    path = tmp_path / "docks.html"
    assert write_report(docks, path) == {}
    head = _read_head(path.read_text(encoding="utf-8"))
    assert head["pile"]["articles"] == docks.count("documents") and head["pile"]["title"] == "docks"


def test_write_report__writes_no_article(docks: Store, tmp_path: Path) -> None:
    write_report(docks, tmp_path / "docks.html")
    (tmp_path / "a.txt").write_text(
        "The ferry stopped on Monday.\n\nThe harbour office said on Tuesday that it would sail again."
    )
    read = read_articles([tmp_path])
    assert read["documents"].num_rows == 1 and read["problems"]["reason"].to_pylist() == ["own_report"]


def test_write_report__writes_the_page_of_an_empty_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.duckdb") as store:
        assert all(store.count(name) == 0 for name in TABLES)
        write_report(store, tmp_path / "empty.html")
    assert "No claim in this pile" in (tmp_path / "empty.html").read_text(encoding="utf-8")
