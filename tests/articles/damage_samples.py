"""Files of every kind, damaged in every way, and what of their sentences got lost without a word.

A loss is a file with a sentence that stands in its bytes as it was written, outside of any tag, and in no article that
was read from it, while no row of `problems` names the file. Of a packed file, in which sentences do not stand as they
were written, it is one with a sentence from before the damage of which not half the words were read.
"""

import gzip
import io
import json
import plistlib
import random
import re
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from email.message import EmailMessage

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.articles.files import Input
from headwater.schema import Tables
from tests.articles.export_samples import BODY, LAYOUTS, write_export
from tests.articles.office_samples import write_docx, write_paragraph, write_pdf, write_rtf
from tests.articles.test_markdown import YAML
from tests.articles.test_news_files import NAMED, NITF, NUMBER, write_item, write_message

SENTENCES = (
    *BODY,
    "The quay of Lund will be shut on Friday for repairs, and the ferry stays in its dock until Monday.",
    "It was the third storm of the year, and the council wants a stronger wall along the pier.",
)
FIRST, SECOND = SENTENCES[:2], SENTENCES[2:]
URL = "https://coast.example/2024/05/harbour"


def write_page(sentences: tuple[str, ...] = SENTENCES, title: str = "Harbour closed") -> str:
    body = "".join(f"<p>{text}</p>" for text in sentences)
    head = f'<head><title>{title}</title><meta property="article:published_time" content="2024-05-19T10:00:00Z"></head>'
    foot = '<footer><a href="/about">About us</a></footer>'
    return f"<!DOCTYPE html><html>{head}<body><article><h1>{title}</h1><p>By Ana Ruiz</p>{body}</article>{foot}</body></html>"


def _write_record(number: int, sentences: tuple[str, ...]) -> bytes:
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + write_page(sentences).encode()
    lines = [
        "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {URL}-{number}", "WARC-Date: 2024-05-19T10:30:00Z",
        f"WARC-Record-ID: <urn:uuid:{number}>", "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(payload)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload + b"\r\n\r\n"


def _write_message(sentences: tuple[str, ...], html: bool) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Coast Post <letter@coast.example>", "Harbour closed"
    message["Date"], message["Message-ID"] = "Sun, 19 May 2024 06:30:00 +0200", "<1@coast.example>"
    message.set_content(
        write_page(sentences) if html else "\n\n".join(sentences), subtype="html" if html else "plain", cte="8bit"
    )
    message.add_attachment(b"A picture.", maintype="image", subtype="png")
    return bytes(message)


def _write_mhtml() -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nSubject: Harbour closed\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--"\r\n\r\n\r\n----b--\r\n'
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\nContent-Location: {URL}\r\n\r\n"
    )
    return f"{head}{write_page()}\r\n----b--\r\nContent-Type: image/png\r\n\r\nPNG\r\n----b----\r\n".encode()


def _write_feed() -> bytes:
    items = "".join(
        f"<item><title>Harbour {n}</title><link>{URL}-{n}</link><pubDate>Sun, 19 May 2024 06:30:00 +0200</pubDate>"
        f"<description>{' '.join(some)}</description></item>"
        for n, some in enumerate((FIRST, SECOND))
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Coast Post</title>{items}</channel></rss>'.encode()


def _write_atom() -> bytes:
    entries = "".join(
        f'<entry><title>Harbour {n}</title><link href="{URL}-{n}"/><published>2024-05-19T06:30:00Z</published>'
        f'<content type="xhtml"><div>{"".join(f"<p>{text}</p>" for text in some)}</div></content></entry>'
        for n, some in enumerate((FIRST, SECOND))
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Coast</title>{entries}</feed>'.encode()
    )


def _write_rows() -> list[dict[str, str]]:
    return [
        {"title": f"Harbour {n}", "text": " ".join(some), "date": "2024-05-19", "url": f"{URL}-{n}"}
        for n, some in enumerate((FIRST, SECOND))
    ]


def _write_table(delimiter: str) -> bytes:
    lines = ["title", "text", "date", "url"], *([f'"{value}"' for value in row.values()] for row in _write_rows())
    return "".join(delimiter.join(line) + "\n" for line in lines).encode()


def _write_parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(
        pa.Table.from_pylist(_write_rows()), stream, compression="none", use_dictionary=False, write_statistics=False,
        write_page_checksum=True,
    )  # fmt: skip
    return stream.getvalue()


def _write_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", write_page(FIRST))
        archive.writestr("b.txt", "\n\n".join(SECOND))
    return stream.getvalue()


def _write_tar() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, text in (("a.html", write_page(FIRST)), ("b.txt", "\n\n".join(SECOND))):
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return stream.getvalue()


def _write_two_articles(layout: str) -> str:
    """An export whose second article has sentences of its own."""
    text = write_export(layout)
    for old, new in (
        ("Vik was closed on Tuesday", "Lund was shut on a Monday"),
        ("Nobody was hurt", "Two men were hurt"),
    ):
        at = text.rindex(old)
        text = text[:at] + new + text[at + len(old) :]
    return text


EXPORTED = (
    *BODY,
    BODY[0].replace("Vik was closed on Tuesday", "Lund was shut on a Monday"),
    BODY[1].replace("Nobody was hurt", "Two men were hurt"),
)
_NITF = NITF.replace("<p>The harbour of Vik was closed on Tuesday.</p>", "".join(f"<p>{s}</p>" for s in SENTENCES))
_MESSAGES = [_write_message(some, html) for some, html in ((FIRST, False), (SECOND, True))]

SEEDS: dict[str, bytes] = {
    "a.html": write_page().encode(),
    "a.mhtml": _write_mhtml(),
    "a.webarchive": plistlib.dumps(
        {"WebMainResource": {"WebResourceData": write_page().encode(), "WebResourceURL": URL}}, fmt=plistlib.FMT_BINARY
    ),
    "a.warc": _write_record(1, FIRST) + _write_record(2, SECOND),
    "a.warc.gz": gzip.compress(_write_record(1, FIRST)) + gzip.compress(_write_record(2, SECOND)),
    "a.rss": _write_feed(),
    "a.atom": _write_atom(),
    "a.feed.json": json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "Coast Post",
        "items": [{"id": row["url"], "url": row["url"], "title": row["title"], "content_text": row["text"]} for row in _write_rows()],
    }).encode(),
    "a.sitemap": f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{URL}</loc></url></urlset>'.encode(),
    "a.newsml": write_message(*(
        write_item(f"{NUMBER}-{n}", f"<inlineXML><html><body>{''.join(f'<p>{s}</p>' for s in some)}</body></html></inlineXML>", NAMED)
        for n, some in enumerate((FIRST, SECOND))
    )).encode(),
    "a.nitf": _NITF.encode(),
    "a.eml": _MESSAGES[1],
    "a.mbox": b"".join(b"From a@b.example Sun May 19 06:30:00 2024\n" + message + b"\n" for message in _MESSAGES),
    "a.md": (YAML + "# Harbour of Vik: closed\n\n" + "\n\n".join(SENTENCES) + "\n\n[About](https://coast.example/about)\n").encode(),
    "a.txt": "\n\n".join(("Harbour of Vik closed", "By Ana Ruiz", *SENTENCES)).encode(),
    "a.txt.gz": gzip.compress("\n\n".join(SENTENCES).encode()),
    "a.csv": _write_table(","),
    "a.tsv": _write_table("\t"),
    "a.json": json.dumps(_write_rows()).encode(),
    "a.jsonl": "".join(json.dumps(row) + "\n" for row in _write_rows()).encode(),
    "a.parquet": _write_parquet(),
    "a.zip": _write_zip(),
    "a.tar": _write_tar(),
    "a.tgz": gzip.compress(_write_tar()),
    "a.docx": write_docx([write_paragraph("Harbour of Vik closed", "berschrift1"), *SENTENCES]),
    "a.rtf": write_rtf(["Harbour of Vik closed", *SENTENCES]),
    "a.pdf": write_pdf(["Harbour of Vik closed", *SENTENCES], sizes={0: 20}, frame=URL),
    **{f"{layout}.txt": _write_two_articles(layout).encode() for layout in LAYOUTS},
    "export.html": f"<html><body>{''.join(f'<p>{line}</p>' for line in _write_two_articles('factiva-codes').split(chr(10)))}</body></html>".encode(),
    "export.docx": write_docx(_write_two_articles("nexis-new").split("\n")),
    "export.rtf": write_rtf(_write_two_articles("nexis-new").split("\n")),
    "export.pdf": write_pdf(_write_two_articles("proquest").split("\n")),
}  # fmt: skip
PACKED = frozenset({"a.warc.gz", "a.txt.gz", "a.zip", "a.tgz", "a.docx", "a.pdf", "export.docx", "export.pdf"})
"""Files in which sentences do not stand as they were written."""
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
_TAG = re.compile(r"<[A-Za-z/!?][^>]*(?:>|$)|\{\\\*[^{}]*\}?")


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


def write_batches(name: str, times: int, size: int = 500) -> Iterator[list[Input]]:
    """One kind of file, damaged so many times, so many in a batch."""
    draw = random.Random(name)
    for start in range(0, times, size):
        yield [
            Input(f"/pile/{i:05}-{name}", f"pile/{i:05}-{name}", damage(SEEDS[name], draw))
            for i in range(start, min(times, start + size))
        ]


def find_silent(batch: list[Input], tables: Tables) -> list[Input]:
    """Files that gave neither an article nor a row of problems."""
    told = _list_articles(tables).keys() | _list_problems(tables)
    return [given for given in batch if given.path not in told]


def find_losses(batch: list[Input], tables: Tables) -> list[tuple[Input, str]]:
    """Files with a sentence that got lost without a word, and the sentence."""
    articles, problems = _list_articles(tables), _list_problems(tables)
    losses = []
    for given in batch:
        if given.path in problems:
            continue
        read = " ".join(articles.get(given.path, ()))
        packed = _find_name(given) in PACKED
        lost = [s for s in _list_whole(given) if not (_has_words(s, read) if packed else _fold(s) in _fold(read))]
        losses += [(given, lost[0])] if lost else []
    return losses


def _list_whole(given: Input) -> list[str]:
    """The sentences that a damaged file still has."""
    name = _find_name(given)
    sentences: tuple[str, ...] = (
        EXPORTED if name in {f"{layout}.txt" for layout in LAYOUTS} or name.startswith("export.") else SENTENCES
    )
    sentences = SECOND if name == "a.eml" else sentences
    if name in PACKED:
        return list(sentences)
    text = _fold(_TAG.sub(" ", bytes(given.data or b"").decode("utf-8", "replace")))
    return [] if name == "a.sitemap" else [s for s in sentences if _fold(s) in text]


def _find_name(given: Input) -> str:
    return given.path.split("-", 1)[1]


def _has_words(sentence: str, read: str) -> bool:
    """Whether most words of a sentence were read: in a packed file the others may have been damaged."""
    words, there = set(sentence.split()), set(read.split())
    return len(words & there) > len(words) / 2


def _fold(text: str) -> str:
    return "".join(text.split())


def _list_articles(tables: Tables) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in ("documents", "article_spares"):
        for row in tables[name].select(["source_path", "text"]).to_pylist():
            found.setdefault(str(row["source_path"]).split("!/")[0], []).append(str(row["text"]))
    return found


def _list_problems(tables: Tables) -> set[str]:
    return {str(path).split("!/")[0] for path in tables["problems"]["source_path"].to_pylist()}
