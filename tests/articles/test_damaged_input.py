"""Damaged files of every kind: cut, flipped, spliced, nested. Articles or a problem with its reason; never nothing.

HEADWATER_FUZZ=10000 damages each of them so many times.
"""

import gzip
import os
import random
from collections.abc import Iterator

import pytest

from headwater.articles.files import Input
from headwater.articles.options import ReadOptions
from headwater.articles.problems import REASONS
from headwater.articles.reading import read_paths
from headwater.work import HERE
from tests.articles.export_samples import LAYOUTS, write_export
from tests.articles.office_samples import write_docx, write_paragraph, write_pdf, write_rtf
from tests.articles.test_markdown import TEXT, YAML
from tests.articles.test_news_files import NAMED, NITF, NUMBER, PAGE, write_item, write_message

TIMES = int(os.environ.get("HEADWATER_FUZZ", "30"))
BATCH = 500
LINES = [
    "Harbour of Vik closed",
    "By Ana Ruiz",
    "The harbour of Vik was closed on Tuesday, the mayor said.",
    "Nobody was hurt.",
]
ROWS = (
    '[{"title": "Storm", "text": "The quay is shut, he said.", "date": "2024-05-19"}, {"text": "It leaks, she said."}]'
)
HTML = f"<!DOCTYPE html><html><head><title>Storm</title></head><body><article>{''.join(f'<p>{line}</p>' for line in LINES)}</article></body></html>"

SEEDS: dict[str, bytes] = {
    "a.docx": write_docx([write_paragraph(LINES[0], "berschrift1"), *LINES[1:]]),
    "a.rtf": write_rtf(LINES),
    "a.pdf": write_pdf(LINES, sizes={0: 20}, frame="https://coast.example/a"),
    "a.md": (YAML + TEXT).encode(),
    "a.newsml": write_message(write_item(NUMBER, PAGE, NAMED), write_item("urn:newsml:vik:2", PAGE)).encode(),
    "a.nitf": NITF.encode(),
    "a.html": HTML.encode(),
    "a.json": ROWS.encode(),
    "a.csv": b"title,text,date\nStorm,The quay is shut,2024-05-19\nRain,\"It leaks, she said\",2024-05-20\n",
    "a.txt": "\n\n".join(LINES).encode(),
    "a.txt.gz": gzip.compress("\n\n".join(LINES).encode()),
    **{f"{layout}.txt": write_export(layout).encode() for layout in LAYOUTS},
    "export.html": f"<html><body>{''.join(f'<p>{line}</p>' for line in write_export('factiva-codes').split(chr(10)))}</body></html>".encode(),
}  # fmt: skip
NESTS = (
    b"<div>" * 400,
    b"[" * 3000,
    b"{\\b " * 400,
    b"<block>" * 400,
    b"> " * 2000,
    b"- " * 2000,
    b"((" * 2000,
    b"\x00" * 50,
)


def damage(seed: bytes, draw: random.Random) -> bytes:
    """A file as damaged ones are: bytes flipped, cut off, spliced with another, nested without end."""
    data = bytearray(seed)
    for _ in range(draw.choice((0, 1, 3, 10, 40))):
        data[draw.randrange(len(data))] = draw.randrange(256)
    if draw.random() < 0.4:
        del data[draw.randrange(1, len(data)) :]
    if draw.random() < 0.3:
        other = SEEDS[draw.choice(sorted(SEEDS))]
        start, at = draw.randrange(len(other)), draw.randrange(len(data) + 1)
        data[at:at] = other[start : start + draw.randint(1, 600)]
    if draw.random() < 0.1:
        at = draw.randrange(len(data) + 1)
        data[at:at] = draw.choice(NESTS)
    return bytes(data)


def write_batches(name: str) -> Iterator[list[Input]]:
    draw = random.Random(name)
    for start in range(0, TIMES, BATCH):
        yield [
            Input(f"/pile/{i:05}-{name}", f"pile/{i:05}-{name}", damage(SEEDS[name], draw))
            for i in range(start, min(TIMES, start + BATCH))
        ]


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_read_articles__never_fails_on_damaged_files(name: str) -> None:
    sound = Input("/pile/sound.txt", "pile/sound.txt", b"The harbour is open again, the mayor said on Friday.")
    for batch in write_batches(name):
        tables = read_paths([*batch, sound], ReadOptions(), None, HERE)
        problems = tables["problems"].to_pylist()
        failed = [p["detail"] for p in problems if p["reason"] not in REASONS.keys() - {"failed"}]
        assert not failed, failed[0]
        told = {str(row["source_path"]) for n in ("documents", "article_spares") for row in tables[n].to_pylist()}
        told |= {str(p["source_path"]).split("!/")[0] for p in problems}
        assert {given.path for given in batch} <= {path.split("!/")[0] for path in told}
