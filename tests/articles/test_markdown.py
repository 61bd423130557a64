"""Markdown: fields in front, headings as cross-heads, links as their words, pictures as captions."""

from pathlib import Path
from typing import Any

import pytest

from headwater.articles import read_articles
from headwater.articles.markdown import read_markdown

YAML = """---
title: "Harbour of Vik: closed"
url: https://coast.example/2024/harbour
date: 2024-05-19T10:30:00+02:00
authors:
  - Ana Ruiz
  - Tom Hale
tags: [harbour, storm]
publication: Coast Post
summary: >
  A crane
  fell.
---
"""
TEXT = """# Harbour of Vik: closed

![The crane in the basin](crane.jpg "x")

The **harbour** of [Vik](https://vik.example/a_(b)) was closed on *Tuesday* after
a crane had fallen, the mayor said.[^1]

## Ships wait

> Nobody was hurt, she said.

* One ship waits.
* [Related story](https://coast.example/other)

***

Ships\\_wait & <b>wait</b> in `the` bay. snake_case_word 2 * 3 * 4. [![A quay](q.jpg)](https://x.example)

[ref]: https://coast.example
"""


def read(path: Path, text: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    path.write_text(text, encoding="utf-8")
    tables = read_articles([path])
    (document,) = tables["documents"].to_pylist()
    rows = sorted(tables["regions"].to_pylist(), key=lambda r: (r["start"], -r["end"]))
    return document, [(r["kind"], document["text"][r["start"] : r["end"]]) for r in rows]


def test_read_articles__reads_markdown(tmp_path: Path) -> None:
    document, regions = read(tmp_path / "a.md", YAML + TEXT)
    assert (document["uri"], document["url"], document["site"], document["byline"]) == (
        "a.md", "https://coast.example/2024/harbour", "coast.example", "Ana Ruiz, Tom Hale",
    )  # fmt: skip
    assert document["published_at"].isoformat() == "2024-05-19T08:30:00+00:00"
    assert '"summary": "A crane fell."' in document["extra"] and '"tags": "harbour, storm"' in document["extra"]
    assert regions == [
        ("title", "Harbour of Vik: closed"),
        ("caption", "The crane in the basin"),
        ("body", "The harbour of Vik was closed on Tuesday after a crane had fallen, the mayor said.[^1]"),
        ("section", "Ships wait"),
        ("body", "Nobody was hurt, she said."),
        ("body", "One ship waits."),
        ("chrome", "Related story"),
        ("caption", "A quay"),
        ("body", "Ships_wait & wait in the bay. snake_case_word 2 * 3 * 4."),
    ]


def test_read_markdown__reads_toml_in_front() -> None:
    draft = read_markdown(
        '+++\ntitle = "Quay"\ndate = 2024-05-19\n[author]\nname = "Ana Ruiz"\n+++\nThe quay is shut.\n'
    )
    assert (draft.title, draft.published, draft.byline) == ("Quay", "2024-05-19", "Ana Ruiz")


@pytest.mark.parametrize("front", ["---\n[broken\n---\n", "+++\nnot = = toml\n+++\n", "---\nno fields here\n---\n"])
def test_read_markdown__reads_a_text_whose_front_is_broken(front: str) -> None:
    assert "The quay is shut." in [
        text for _, text in read_markdown(f"{front}# Quay\n\nThe quay is shut.\n").paragraphs
    ]


def test_read_markdown__takes_headings_with_lines_below() -> None:
    draft = read_markdown("Quay shut\n=========\n\nIt leaks.\n\nShips\n-----\n\nThey wait.")
    assert draft.title == "Quay shut"
    assert draft.paragraphs == (("", "It leaks."), ("section", "Ships"), ("", "They wait."))


def test_read_articles__reads_plain_text_in_a_markdown_file(tmp_path: Path) -> None:
    body = "The harbour of Vik was closed on Tuesday after a crane had fallen into the basin, the mayor said."
    document, regions = read(tmp_path / "a.md", f"Harbour closed\n\n{body}\n\nNobody was hurt, she said.\n")
    assert document["title"] == "Harbour closed" and ("body", body) in regions


def test_read_articles__reads_marks_as_marks_in_markdown_only(tmp_path: Path) -> None:
    text = "# Harbour closed\n\nThe *harbour* of Vik was closed on Tuesday after a crane had fallen, the mayor said.\n"
    assert "The harbour of Vik" in read(tmp_path / "a.md", text)[0]["text"]
    assert "The *harbour* of Vik" in read(tmp_path / "a.txt", text)[0]["text"]
