"""Bad input: each a clear row or message, an article beside it is read all the same, and nothing else happens."""

import io
import json
import os
import socket
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headwater.articles import read_articles
from headwater.articles.files import Input
from headwater.articles.formats import tell_kind
from headwater.articles.options import ReadOptions
from headwater.articles.reading import read_paths
from headwater.errors import InputError
from headwater.schema import Tables
from headwater.work import HERE

PARAGRAPHS = (
    "The harbour of Vik was closed on Tuesday after a crane had fallen into the basin, the mayor said.",
    "Nobody was hurt, but the wreck may stay for weeks, and ships have to wait outside in the bay.",
)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
URL = "https://coast.example/2024/05/harbour"


def write_page(body: str = BODY, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Harbour closed</title>{head}</head><body><article><h1>Harbour closed</h1>{body}</article></body></html>"


def write_record(number: int, payload: bytes, length: int | None = None) -> bytes:
    lines = [
        "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {URL}-{number}", "WARC-Date: 2024-05-19T10:30:00Z",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>",
        "Content-Type: application/http; msgtype=response", f"Content-Length: {len(payload) if length is None else length}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload + b"\r\n\r\n"


def write_answer(body: bytes, *heads: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *heads]).encode() + b"\r\n\r\n" + body


def read(folder: Path, name: str, content: bytes) -> Tables:
    """The file is read beside a sound one, which it must not harm."""
    (folder / "pile").mkdir()
    (folder / "pile" / name).write_bytes(content)
    (folder / "pile" / "sound.txt").write_text("The harbour of Lund is open again, the mayor said on Friday.")
    tables = read_articles([folder / "pile"])
    assert "pile/sound.txt" in tables["documents"]["uri"].to_pylist()
    assert sorted(p.name for p in folder.rglob("*")) == sorted(["pile", name, "sound.txt"])
    return tables


def texts(tables: Tables) -> list[str]:
    return [d["text"] for d in tables["documents"].to_pylist() if d["uri"] != "pile/sound.txt"]


def reasons(tables: Tables) -> set[str]:
    return set(tables["problems"]["reason"].to_pylist())


def test_read_articles__stops_at_a_gzip_bomb(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"<p>The harbour of Vik is closed.</p>" * 32_768
    bomb = b"".join(packer.compress(block) for _ in range(260)) + packer.flush()
    tables = read(tmp_path, "bomb.html.gz", bomb)
    assert len(bomb) < 2 << 20 and not texts(tables) and reasons(tables) == {"too_long"}


@pytest.mark.parametrize(
    ("declared", "written"), [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("nonsense", "utf-8"), ("utf-16", "utf-8")]
)
def test_read_articles__reads_pages_that_declare_a_wrong_charset(tmp_path: Path, declared: str, written: str) -> None:
    page = write_page(
        f"<p>Der Hafen von Vík-Größe ist für Wochen gesperrt, sagte der Bürgermeister.</p>{BODY}",
        f'<meta charset="{declared}">',
    )
    (text,) = texts(read(tmp_path, "a.html", page.encode(written)))
    assert "Vík-Größe" in text


@pytest.mark.parametrize("page", [
    write_page(BODY + "<div>" * 100_000 + "<p>Deep down ships wait in the bay for weeks.</p>" + "</div>" * 100_000),
    write_page("<b><i><span>" * 40_000 + BODY),
    write_page(BODY + "<ul><li>" * 50_000 + "</ul>"),
    "<table><tr><td>" * 50_000 + BODY,
])  # fmt: skip
def test_read_articles__reads_pages_nested_too_deep(tmp_path: Path, page: str) -> None:
    tables = read(tmp_path, "deep.html", page.encode())
    (text,) = texts(tables)
    assert all(paragraph in text for paragraph in PARAGRAPHS) and reasons(tables) == set()


@pytest.mark.parametrize("data", [
    "{broken", "[]", "null", '"text"', "[[[[[[]]]]]]", "[" * 100_000, '{"@graph": 5}', '{"@type": ["NewsArticle", 7], "author": [1, null]}',
    json.dumps({"@type": "NewsArticle", "headline": {"a": 1}, "datePublished": ["x", 2], "articleBody": ["no", 3]}),
    json.dumps([{"@type": "NewsArticle", "headline": "Harbour closed", "author": {"name": {"name": {"name": []}}}}]),
    '{"@type": "NewsArticle", "author": ' + '[{"name": ' * 400 + '"x"' + "}]" * 400 + "}",
    json.dumps({"@type": "NewsArticle", "headline": "<script>alert(1)</script>", "url": "javascript:alert(1)", "isBasedOn": "data:x"}),
])  # fmt: skip
def test_read_articles__minds_no_linked_data(tmp_path: Path, data: str) -> None:
    tables = read(tmp_path, "a.html", write_page(head=f'<script type="application/ld+json">{data}</script>').encode())
    (text,) = texts(tables)
    assert all(paragraph in text for paragraph in PARAGRAPHS) and "failed" not in reasons(tables)
    assert not any((s["target_site"] or s["target"]).startswith("data:") for s in tables["signals"].to_pylist())


@pytest.mark.parametrize("field", ["title", "author", "date", "url", "tags"])
def test_read_articles__reads_a_row_whose_field_is_nested_too_deep(tmp_path: Path, field: str) -> None:
    row = f'{{"text": "The quay is shut, she said.", "{field}": ' + '[{"name": ' * 400 + '"x"' + "}]" * 400 + "}"
    tables = read(tmp_path, "a.json", row.encode())
    assert [text.split("\n")[-1] for text in texts(tables)] == ["The quay is shut, she said."]
    assert "failed" not in reasons(tables)


def test_read_articles__reads_a_page_with_a_hundred_thousand_attributes(tmp_path: Path) -> None:
    tag = "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">The bay is full.</p>"
    (text,) = texts(read(tmp_path, "a.html", write_page(BODY + tag).encode()))
    assert text.endswith("The bay is full.")


def test_read_articles__takes_no_address_that_is_none(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="data:text/html,x"><meta property="og:url" content="javascript:1"><base href="file:///etc/">'
    image = f"<figure><img src='data:image/png;base64,{'A' * 200_000}' alt='The crane in the basin of Vik'></figure>"
    tables = read(tmp_path, "a.html", write_page(BODY + image, head).encode())
    (document,) = [d for d in tables["documents"].to_pylist() if d["uri"] == "pile/a.html"]
    assert document["url"] is None and "base64" not in document["text"]


def test_read_articles__reads_titles_of_feeds_without_their_tags(tmp_path: Path) -> None:
    titles = [
        "<![CDATA[Harbour <b>closed</b> &amp; shut]]>",
        "Harbour &lt;i onclick=x&gt;closed&lt;/i&gt; &amp;amp; shut",
    ]
    items = "".join(
        f"<item><title>{t}</title><description>{PARAGRAPHS[i]}</description></item>" for i, t in enumerate(titles)
    )
    tables = read(tmp_path, "feed.xml", f"<rss><channel>{items}</channel></rss>".encode())
    found = [d["title"] for d in tables["documents"].to_pylist() if "feed" in d["uri"]]
    assert found == ["Harbour closed & shut"] * 2


@pytest.mark.parametrize(
    "fault", ["Quay & pier", "Quay&nbsp;pier", "Quay < pier", "Quay <br> pier", "Quay \x01 pier", "<b>Quay</b> & pier"]
)
def test_read_articles__keeps_the_marks_behind_a_fault_of_a_feed(tmp_path: Path, fault: str) -> None:
    """The XML parser goes on behind a fault, but without any reference: `&lt;p&gt;` would be a word."""
    page = "".join(f"&lt;p&gt;{text} Ships &amp;amp; men &amp;quot;wait&amp;quot;.&lt;/p&gt;" for text in PARAGRAPHS)
    items = f"<item><title>{fault}</title><description>It blew, she said.</description></item><item><title>A &lt; B &amp; C</title><description>{page}</description></item>"
    tables = read(tmp_path, "feed.xml", f"<rss><channel>{items}</channel></rss>".encode())
    first, second = sorted((d for d in tables["documents"].to_pylist() if "feed" in d["uri"]), key=lambda d: d["uri"])
    assert first["title"].startswith("Quay") and first["title"].endswith("pier")
    assert second["title"] == "A < B & C" and 'Ships & men "wait".\n\n' in second["text"]
    assert "<" not in second["text"].replace("A < B", "")


def test_read_articles__says_that_a_feed_breaks_off(tmp_path: Path) -> None:
    items = "".join(f"<item><title>T{i}</title><description>{PARAGRAPHS[i]}</description></item>" for i in range(2))
    tables = read(tmp_path, "feed.xml", f"<rss><channel>{items}"[:-60].encode())
    assert len(texts(tables)) == 2 and "broken_archive" in reasons(tables)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.dat"])
def test_read_articles__reads_a_table_whose_cells_hold_pages(tmp_path: Path, name: str) -> None:
    mark = "\t" if name == "a.tsv" else ","
    rows = [
        f'"Storm {i}"{mark}"<div>{BODY}</div><p>It was storm {i}, he said.</p>"{mark}2024-05-1{i}' for i in range(3)
    ]
    tables = read(tmp_path, name, "\n".join([mark.join(("title", "text", "date")), *rows]).encode())
    assert len(texts(tables)) == 3 and reasons(tables) == set()
    assert all(paragraph in text for paragraph in PARAGRAPHS for text in texts(tables))


@pytest.mark.parametrize(
    ("before", "behind"), [(PARAGRAPHS[0] + "\n", ""), ("", "\n" + PARAGRAPHS[0]), ("", "\n"), ("\n", "")]
)
def test_read_articles__says_that_a_text_stands_outside_a_page(tmp_path: Path, before: str, behind: str) -> None:
    tables = read(tmp_path, "a.html", (before + write_page(f"<p>{PARAGRAPHS[1]}</p>" * 2) + behind).encode())
    assert len(texts(tables)) == 1
    assert reasons(tables) == ({"many_articles"} if before.strip() or behind.strip() else set())


def test_read_articles__reads_a_page_whose_head_is_never_closed(tmp_path: Path) -> None:
    page = write_page().replace("</head><body>", "")
    (text,) = texts(read(tmp_path, "a.html", page.encode()))
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_read_articles__says_that_a_name_stands_twice_in_an_object(tmp_path: Path) -> None:
    tables = read(
        tmp_path,
        "a.jsonl",
        b'{"text": "The quay is shut.", "text": "The pier is shut, he said."}\n{"text": "It blew."}\n',
    )
    assert sorted(texts(tables)) == ["It blew.", "The pier is shut, he said."] and reasons(tables) == {"broken_row"}


def test_read_articles__reads_every_line_of_a_broken_csv_record(tmp_path: Path) -> None:
    rows = b'title,text\nStorm,"It blew "hard", he said."\nRain,"A "wet day\nIt rained," she said\nSun,It shone.\n'
    tables = read(tmp_path, "a.csv", rows)
    assert any("It shone." in text for text in texts(tables))


def test_read_articles__counts_control_characters_of_a_text(tmp_path: Path) -> None:
    text = b"The quay is shut,\x01\x02\x03\x04\x05 he said." + b" Ships have to wait in the bay, and men wait too." * 9
    tables = read(tmp_path, "a.txt", text)
    assert len(texts(tables)) == 1 and reasons(tables) == {"encoding"}


def test_read_articles__does_not_take_unknown_xml_for_a_text(tmp_path: Path) -> None:
    tables = read(tmp_path, "a.xml", b"<?xml version='1.0'?><stock><bid>The quay is shut</bid><ask>12</ask></stock>")
    assert texts(tables) == [] and reasons(tables) == {"not_supported"}


@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"text":' * 100_000, b'[{"text": "a"}' + b',{"x":[' * 50_000])
def test_read_articles__reads_json_nested_too_deep(tmp_path: Path, content: bytes) -> None:
    assert reasons(read(tmp_path, "deep.json", content)) & {"broken_row", "no_text_column", "too_long"}


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_read_articles__does_not_read_devices_and_sockets(tmp_path: Path) -> None:
    for path in ("/dev/zero", "/dev/null"):
        with pytest.raises(InputError, match="no ordinary file"):
            read_articles([path])
    (tmp_path / "a").mkdir()
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(os.path.relpath(tmp_path / "plug"))
        with pytest.raises(InputError, match="no ordinary file"):
            read_articles([tmp_path / "plug"])


def test_read_articles__says_that_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "a.txt").write_text("The harbour of Lund is open again, the mayor said on Friday.")
    (tmp_path / "pile" / "round").symlink_to(tmp_path / "pile", target_is_directory=True)
    (problem,) = read_articles([tmp_path / "pile"])["problems"].to_pylist()
    assert problem["reason"] == "not_a_file" and "pile/round is a link to a folder" in problem["detail"]


def test_read_articles__fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = write_page(
        f"{BODY}<iframe src='{URL}'></iframe><img src='{URL}.jpg'>", f'<link rel="stylesheet" href="{URL}.css">'
    )
    feed = f'<!DOCTYPE rss SYSTEM "{URL}.dtd"><rss><channel><item><title>T</title><link>{URL}</link><description>{PARAGRAPHS[1]}</description></item></channel></rss>'
    inputs = [Input("a.html", "a.html", page.encode()), Input("b.xml", "b.xml", feed.encode())]
    assert read_paths(inputs, ReadOptions(), None, HERE)["documents"].num_rows == 2


NAMES = ("a.html", "a.txt", "a.json", "a.pdf", "a.docx", "a.xml", "a.dat", "a")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("content", "kind"), [
    (write_page(), "html"), (f"Harbour closed {BODY}{BODY}", "html"), ('{"title": "Storm", "text": "It blew."}', "json"),
    ('{"text": "One."}\n{"text": "Two."}\n', "jsonl"), ("title,text,url\nStorm,It blew.,https://vik.example/a\n", "csv"),
    ("<rss><channel></channel></rss>", "feed"), ("\n".join(PARAGRAPHS), "text"), ("{\\rtf1 x}", "rtf"), ("%PDF-1.4", "pdf"),
    ("The editor writes <p> and </p> around a paragraph, and the page shows it.", "text"),
])  # fmt: skip
def test_tell_kind__looks_at_the_bytes_and_not_at_the_name(content: str, kind: str, name: str) -> None:
    assert tell_kind(content.encode(), name).name == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.md", "markdown"), ("a.csv", "csv"), ("a.tsv", "csv"), ("a.txt", "text"), ("a.md.gz", "markdown")],
)
def test_tell_kind__looks_at_the_name_of_a_text(name: str, kind: str) -> None:
    assert tell_kind(b"# Storm\n\nIt blew, she said.\n", name).name == kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows.html", b"<html><body><p>The quay is shut.</p>" + b"<li><a href='/x'>Storm</a></li>" * 80_000),
        ("words.html", b"<html><body><p>" + b"The quay is shut, the mayor said. " * 260_000 + b"</p></body></html>"),
        ("words.txt", b"The quay is shut, the mayor said.\n\n" * 60_000),
        ("word.txt", b"x" * 2_000_000),
    ],
)
def test_read_articles__refuses_what_is_larger_than_any_article(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "sound.txt").write_text("The harbour is open again, the mayor said on Friday.")
    tables = read_articles([tmp_path])
    assert [(Path(p["source_path"]).name, p["reason"]) for p in tables["problems"].to_pylist()] == [(name, "too_long")]
    assert tables["documents"].num_rows == 1


def test_read_articles__reads_an_article_among_a_hundred_thousand_nested_elements(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<html><body>" + "<div>" * 100_000 + "<p>The quay is shut, the mayor said.</p>" + "</div>" * 100_000
    )
    tables = read_articles([tmp_path])
    assert tables["documents"]["text"].to_pylist() == ["The quay is shut, the mayor said."]


def test_read_articles__reads_a_parquet_file_whose_names_or_texts_are_no_text(tmp_path: Path) -> None:
    stream = io.BytesIO()
    rows = [{"title": "Storm", "text": f"The quay is shut, the mayor said on day {i}."} for i in range(3)]
    pq.write_table(pa.Table.from_pylist(rows), stream, compression="none", use_dictionary=False)
    data = stream.getvalue()
    tables = read(tmp_path, "a.parquet", data.replace(b"said on day 1", b"said \xff\xff day 1"))
    assert len(texts(tables)) == 2 and reasons(tables) == {"broken_row"}


def test_read_articles__refuses_a_parquet_file_with_a_damaged_name_of_a_column(tmp_path: Path) -> None:
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": ["The quay is shut."]}), stream, store_schema=False)
    tables = read(tmp_path, "a.parquet", stream.getvalue().replace(b"text", b"te\xff\x9e"))
    assert not texts(tables) and reasons(tables) <= {"unreadable", "no_text_column"}
