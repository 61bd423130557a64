"""Puts the payload and the page's own style and script into one HTML file that opens offline.

The payload is compressed in parts, which the page opens when they are looked at; only a directory of them is plain.
Nothing is loaded from outside and nothing but the page's own script runs: a content security policy names the hashes.
"""

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headwater.errors import HeadwaterError
from headwater.views.methods import read_agreements
from headwater.views.payload import ORDINARY, Payload, ReportOptions, build_payload
from headwater.views.pile import TABLES_READ
from headwater.work import SILENT, Watch

if TYPE_CHECKING:
    from headwater.store import Store

STYLES = ("ground.css", "lists.css", "pictures.css", "articles.css")
SCRIPTS = ("elements.js", "parts.js", "words.js", "layout.js", "flow.js", "whatif.js", "timeline.js", "times.js",
           "claims.js", "texts.js", "marks.js", "articles.js", "comparison.js", "pages.js", "main.js")  # fmt: skip
PART = 400_000
"""Characters of JSON in one compressed part: about 100 articles, opened in some 10 ms (Chromium 156, one core)."""
FIRST_CLAIMS = 20
"""Claims that the page holds as plain HTML for readers without a script."""


def write_report(
    store: "Store", path: str | Path, *, options: ReportOptions = ORDINARY, watch: Watch = SILENT
) -> dict[str, int]:
    """Write the page of a store; returns how many of what it leaves out, empty when it holds everything.

    Raises HeadwaterError where the store was traced only in part.
    """
    path = Path(path)
    names = [name for name in TABLES_READ if name not in store.lacks]
    read = dict(watch.follow("tables", ((name, store.read(name)) for name in names), len(names), "tables"))
    if read["versions"].num_rows < read["documents"].num_rows:  # each has one, when `descent` has run
        raise HeadwaterError(
            f"No report can be made of {store.path} yet: it was traced only in part.",
            f"Finish it: headwater trace ARTICLES -o {store.path}",
        )
    options = replace(_with_title(options, store.path), checked=tuple(read_agreements(store)))
    payload = build_payload(read, options, watch)
    watch.stage("page")
    text, left_out = build_page(payload, options.size)
    path.write_text(text, encoding="utf-8", newline="\n")
    return left_out


def build_page(payload: Payload, size: int = ORDINARY.size) -> tuple[str, dict[str, int]]:
    """The page of a payload, and how many rows of which part are left out to stay under a size in bytes."""
    style, script = _read_assets(STYLES), '"use strict";\n(() => {\n' + _read_assets(SCRIPTS) + "})();\n"
    blocks = [_compress(_dump(payload["index"]))]
    directory: dict[str, Any] = {"index": [[1, 0]]}
    room = size - len(style) - len(script) - len(blocks[0]) - 100_000
    left_out: dict[str, int] = {}
    for name, rows in payload["parts"].items():
        directory[name], at = [], 0
        for end, part in _cut_parts(rows):
            block = _compress(part)
            if len(block) > room:
                left_out[name] = len(rows) - at
                break
            room -= len(block)
            at = end
            directory[name].append([end, len(blocks)])
            blocks.append(block)
    words = [*payload["left_out"], *(_WORDS_LEFT_OUT[name].format(f"{count:,}") for name, count in left_out.items())]
    head = {key: payload[key] for key in ("format", "pile", "methods")} | {"left_out": words, "parts": directory}
    values = {
        "title": html.escape(payload["pile"].get("title") or "headwater"),
        "policy": _write_policy(style, script),
        "style": style,
        "script": script,
        "head": _write_json(head),
        "parts": "\n".join(
            f'<script type="text/plain" id="part-{n}">{block}</script>' for n, block in enumerate(blocks)
        ),
        "plain": "".join(_write_plain(payload)),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], _read_assets(("page.html",))), left_out


_WORDS_LEFT_OUT = {
    "articles": "The texts of {} articles are not on this page, which would have grown too large; their names are.",
    "claims": "The pictures of {} claims are not on this page, which would have grown too large; their wordings are.",
    "comparisons": "{} comparisons of two texts are not on this page, which would have grown too large.",
    "sayings": "What {} sources said is not listed on this page, which would have grown too large.",
}


def _with_title(options: ReportOptions, path: Path) -> ReportOptions:
    return options if options.title else replace(options, title=path.stem.replace("_", " ").replace("-", " "))


def _read_assets(names: tuple[str, ...]) -> str:
    folder = files("headwater.views") / "assets"
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def _cut_parts(rows: list[Any]) -> Iterator[tuple[int, str]]:
    """(the place after its last row, rows as JSON) of each part."""
    part: list[str] = []
    length = 0
    for end, row in enumerate(rows, 1):
        part.append(_dump(row))
        length += len(part[-1])
        if length > PART or end == len(rows):
            yield end, f"[{','.join(part)}]"
            part, length = [], 0


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _compress(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _write_json(value: Any) -> str:
    """JSON that may stand inside a script tag: no character in it can end the tag or begin a comment."""
    escapes: dict[str, str | int | None] = {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
    return _dump(value).translate(str.maketrans(escapes))


def _write_policy(style: str, script: str) -> str:
    def sign(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return (
        f"default-src 'none'; script-src {sign(script)}; style-src {sign(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _write_plain(payload: Payload) -> Iterator[str]:
    """The leading claims as plain HTML, for readers without a script."""
    for row in payload["index"]["claims"][:FIRST_CLAIMS]:
        yield f"<li><strong>{html.escape(row['wording'])}</strong><br>{html.escape(row['verdict'])}</li>\n"
