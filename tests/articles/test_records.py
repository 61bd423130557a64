"""Pages and articles that lie several in one file: web archives, feeds, mail; each found, dated, and its own problem."""

import gzip
import plistlib
import random
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from headwater.articles import read_articles
from headwater.articles.formats import tell_kind
from headwater.articles.problems import REASONS
from headwater.errors import InputError
from headwater.schema import Tables

BODY = (
    "<p>The harbour of Vik was closed on Tuesday after a crane had fallen into the basin, the mayor said.</p>"
    "<p>Nobody was hurt, but the wreck may stay for weeks, and ships have to wait outside in the bay.</p>"
)
PAGE = f"<!DOCTYPE html><html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1>{BODY}</article></body></html>"
URL = "https://coast.example/2024/05/harbour"


def save(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def documents(tables: Tables) -> list[dict[str, Any]]:
    return sorted(tables["documents"].to_pylist(), key=lambda d: str(d["uri"]))


def reasons(tables: Tables) -> list[tuple[str, int | None]]:
    return [(str(p["reason"]), p["source_offset"]) for p in tables["problems"].to_pylist()]


def write_record(
    url: str, body: bytes, head: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html", kind: str = "response"
) -> bytes:
    payload = f"{head}\r\n\r\n".encode() + body if kind == "response" else body
    media = "application/http; msgtype=response" if kind == "response" else "text/html; charset=utf-8"
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2024-05-19T10:30:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>", f"Content-Type: {media}",
        f"Content-Length: {len(payload)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload + b"\r\n\r\n"


def write_message(subject: str = "Morning letter: harbour closed", html: bool = True) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Coast Post <letter@news.coast.example>"
    message["Subject"] = subject
    message["Date"] = "Sun, 19 May 2024 06:30:00 +0200"
    message["Message-ID"] = "<1@coast.example>"
    message.set_content("The harbour of Vik was closed on Tuesday after a crane had fallen.\n\nNobody was hurt.")
    if html:
        message.add_alternative(PAGE, subtype="html")
    return message


def write_mhtml(charset: str = "utf-8") -> bytes:
    page = PAGE.replace("Vik", "Vík").encode(charset)
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: " + URL + "\r\nSubject: Harbour closed\r\n"
        "Date: Sun, 19 May 2024 10:30:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--"\r\n\r\n\r\n'
    )
    part = f"----b--\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: binary\r\nContent-Location: {URL}\r\n\r\n"
    other = f"\r\n----b--\r\nContent-Type: image/png\r\nContent-Location: {URL}/a.png\r\n\r\nPNG\r\n----b----\r\n"
    return head.encode() + part.encode() + page + other.encode()


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Coast Post</title><link>https://coast.example/</link>
<item><title>Harbour &lt;b&gt;closed&lt;/b&gt;</title><link>{URL}</link><pubDate>Sun, 19 May 2024 06:30:00 +0200</pubDate>
<dc:creator>Ana Ruiz</dc:creator><description>Short.</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>Quay</title><link>{URL}-2</link><description>The quay of Lund will be closed on Friday.</description></item>
<item><title>Nothing</title><link>{URL}-3</link></item></channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?><!-- made by hand --><feed xmlns="http://www.w3.org/2005/Atom">
<title>Coast Post</title><entry><title>Harbour closed</title><link rel="self" href="https://coast.example/self"/>
<link href="{URL}"/><updated>2024-05-20T06:30:00Z</updated><published>2024-05-19T06:30:00Z</published>
<author><name>Ana Ruiz</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content>
</entry></feed>"""

SITEMAP = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{URL}</loc><lastmod>2024-05-19</lastmod></url></urlset>"""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (write_mhtml(), "mhtml"),
        (write_record(URL, b""), "warc"),
        (bytes(write_message()), "mail"),
        (b"From ana@coast.example Sun May 19 06:30:00 2024\n" + bytes(write_message()), "mbox"),
        (RSS.encode(), "feed"),
        (ATOM.encode(), "feed"),
        (SITEMAP.encode(), "feed"),
        (plistlib.dumps({"WebMainResource": {}}, fmt=plistlib.FMT_BINARY), "webarchive"),
        (plistlib.dumps({"WebMainResource": {}}), "webarchive"),
        (b"From: the mayor\nTo: the county\n\nThe harbour is closed.", "text"),
        (b"From Vik comes word of a crane.", "text"),
    ],
)
def test_tell_kind__knows_records_by_their_bytes(content: bytes, kind: str) -> None:
    assert tell_kind(content, "some.name").name == kind


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_read_articles__reads_a_page_saved_as_one_file(tmp_path: Path, charset: str) -> None:
    (document,) = documents(read_articles([save(tmp_path / "page.mhtml", write_mhtml(charset))]))
    assert (document["uri"], document["url"], document["site"]) == ("page.mhtml", URL, "coast.example")
    assert document["title"] == "Harbour closed" and "The harbour of Vík was closed" in document["text"]
    assert document["captured_at"].isoformat() == "2024-05-19T10:30:00+00:00"


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_read_articles__reads_a_webarchive(tmp_path: Path, form: plistlib.PlistFormat) -> None:
    main = {"WebResourceData": PAGE.encode("utf-16"), "WebResourceURL": URL, "WebResourceTextEncodingName": "UTF-16"}
    path = save(tmp_path / "page.webarchive", plistlib.dumps({"WebMainResource": main}, fmt=form))
    (document,) = documents(read_articles([path]))
    assert document["url"] == URL and "The harbour of Vik was closed" in document["text"]


@pytest.mark.parametrize("packed", [False, True])
def test_read_articles__reads_the_pages_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    chunked = b"%x\r\n" % len(PAGE.encode()) + PAGE.encode() + b"\r\n0\r\n\r\n"
    records = [
        write_record(URL, PAGE.encode()),
        write_record(
            f"{URL}-2",
            gzip.compress(PAGE.encode()),
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
        ),
        write_record(f"{URL}-3", chunked, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked"),
        write_record(f"{URL}-4", PAGE.encode(), kind="resource"),
        write_record(f"{URL}-5", PAGE.encode(), "HTTP/1.1 404 Not Found\r\nContent-Type: text/html"),
        write_record(f"{URL}-6", b"PNG", "HTTP/1.1 200 OK\r\nContent-Type: image/png"),
    ]
    data = b"".join(gzip.compress(r) if packed else r for r in records)
    tables = read_articles([save(tmp_path / "a.warc", data)])
    found = documents(tables)
    assert sorted(d["url"] for d in found) == [URL, *(f"{URL}-{i}" for i in (2, 3, 4))]
    assert all("The harbour of Vik was closed" in d["text"] and d["captured_at"] is not None for d in found)
    sizes = [len(gzip.compress(r)) if packed else len(r) for r in records]
    assert {d["uri"] for d in found} == {"a.warc" + (f"#{sum(sizes[:i])}" if i else "") for i in range(4)}


def test_read_articles__keeps_what_was_whole_in_a_web_archive_that_breaks_off(tmp_path: Path) -> None:
    whole = gzip.compress(write_record(URL, PAGE.encode()))
    tables = read_articles(
        [save(tmp_path / "a.warc.gz", whole + gzip.compress(write_record(f"{URL}-2", PAGE.encode()))[:-60])]
    )
    assert [d["url"] for d in documents(tables)][:1] == [URL]
    assert "broken_archive" in {reason for reason, _ in reasons(tables)}


def test_read_articles__reads_the_entries_of_a_feed(tmp_path: Path) -> None:
    tables = read_articles([save(tmp_path / "feed.xml", RSS)])
    first, second = documents(tables)
    assert (first["uri"], first["url"], first["title"], first["byline"]) == (
        "feed.xml#1",
        URL,
        "Harbour closed",
        "Ana Ruiz",
    )
    assert first["published_at"].isoformat() == "2024-05-19T04:30:00+00:00" and "Nobody was hurt" in first["text"]
    assert second["text"].endswith("The quay of Lund will be closed on Friday.")
    assert reasons(tables) == [("no_text", 3)]


def test_read_articles__reads_atom_with_a_page_inside(tmp_path: Path) -> None:
    (document,) = documents(read_articles([save(tmp_path / "feed", ATOM)]))
    assert (document["url"], document["byline"]) == (URL, "Ana Ruiz")
    assert document["published_at"].isoformat() == "2024-05-19T06:30:00+00:00" and "Nobody was hurt" in document["text"]


def test_read_articles__says_that_a_sitemap_has_links_only(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing is fetched"):
        read_articles([save(tmp_path / "news.xml", SITEMAP)])


def test_read_articles__resolves_no_entity_of_a_feed(tmp_path: Path) -> None:
    secret = save(tmp_path / "secret.txt", "The secret of Vik is here for all to read.")
    bomb = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "boom"><!ENTITY file SYSTEM "{secret.as_uri()}">{bomb}]>'
    item = "<item><title>T</title><description>The quay is closed. &a9; &file;</description></item>"
    feed = save(tmp_path / "feed.xml", f"{head}<rss><channel>{item}</channel></rss>")
    (document,) = documents(read_articles([feed]))
    assert (
        "The quay is closed." in document["text"] and "secret" not in document["text"] and len(document["text"]) < 100
    )


@pytest.mark.parametrize("html", [True, False])
def test_read_articles__reads_a_newsletter(tmp_path: Path, html: bool) -> None:
    (document,) = documents(read_articles([save(tmp_path / "letter.eml", bytes(write_message(html=html)))]))
    assert document["title"] == ("Harbour closed" if html else "Morning letter: harbour closed")
    assert document["site"] == "coast.example"
    assert document["published_at"].isoformat() == "2024-05-19T04:30:00+00:00"
    assert "The harbour of Vik was closed" in document["text"]


def test_read_articles__reads_the_messages_of_a_box(tmp_path: Path) -> None:
    sent = b"From ana@coast.example Sun May 19 06:30:00 2024\n"
    plain = bytes(write_message("From Vik", html=False)).replace(b"Nobody", b">From here nobody")
    path = save(tmp_path / "letters.mbox", sent + bytes(write_message()) + b"\n" + sent + plain + b"\n")
    found = documents(read_articles([path]))
    assert [d["uri"] for d in found] == ["letters.mbox#1", "letters.mbox#2"]
    assert found[1]["text"].endswith("From here nobody was hurt.")


def test_read_articles__goes_on_inside_a_file_of_records(tmp_path: Path) -> None:
    """A run that was killed after the first record: the next reads the others only, with the same rows."""
    path = save(tmp_path / "feed.xml", RSS)
    whole = read_articles([path])
    assert list(map(str, read_articles([path], known=whole)["documents"].to_pylist())) == list(
        map(str, whole["documents"].to_pylist())
    )


SEEDS = {
    "a.mhtml": write_mhtml(),
    "a.warc": write_record(URL, PAGE.encode()) * 2,
    "a.warc.gz": gzip.compress(write_record(URL, PAGE.encode())) * 2,
    "a.eml": bytes(write_message()),
    "a.mbox": (b"From a@b.example Sun May 19 06:30:00 2024\n" + bytes(write_message()) + b"\n") * 2,
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
    "a.webarchive": plistlib.dumps(
        {"WebMainResource": {"WebResourceData": PAGE.encode(), "WebResourceURL": URL}}, fmt=plistlib.FMT_BINARY
    ),
}


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_read_articles__never_fails_on_damaged_records(tmp_path: Path, name: str) -> None:
    """Cut, flipped and spliced: articles, or a problem with its reason; never an error, never nothing at all."""
    draw = random.Random(name)
    folder = tmp_path / "damaged"
    folder.mkdir()
    for i in range(40):
        data = bytearray(SEEDS[name])
        for _ in range(draw.randint(0, 20)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if draw.random() < 0.5:
            del data[draw.randrange(1, len(data)) :]
        if draw.random() < 0.3:
            at = draw.randrange(len(data))
            data[at:at] = SEEDS[draw.choice(sorted(SEEDS))][: draw.randint(1, 400)]
        save(folder / f"{i:03}{Path(name).suffix}", bytes(data))
    save(folder / "sound.txt", "The harbour is open again, the mayor said.")
    tables = read_articles([folder])
    told = {str(d["source_path"]) for d in tables["documents"].to_pylist()}
    problems = tables["problems"].to_pylist()
    assert {p["reason"] for p in problems} <= REASONS.keys() - {"failed"}
    spared = {str(p) for p in tables["article_spares"]["source_path"].to_pylist()}
    assert told | {p["source_path"] for p in problems} | spared == {str(p) for p in folder.iterdir()}
