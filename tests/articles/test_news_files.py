"""NewsML-G2 and NITF: every item with its headline, times, authors, number and whose it is; nothing outside is read."""

from pathlib import Path
from typing import Any

import pytest

from headwater.articles import read_articles
from headwater.articles.formats import tell_kind
from headwater.errors import InputError
from headwater.schema import Tables

BODY = (
    "<p>The harbour of Vik was closed on Tuesday after a crane had fallen into the basin, the mayor said&nbsp;today.</p>"
    "<h2>Ships wait</h2><p>Nobody was hurt, but the <b>wreck</b> may stay for weeks.</p>"
    "<figure><img src='a.jpg'/><figcaption>The crane in the basin on Tuesday.</figcaption></figure>"
)


def write_item(number: str, content: str, more: str = "", version: str = "3") -> str:
    return f"""<newsItem guid="{number}" version="{version}" xml:lang="en-GB" standard="NewsML-G2"><rightsInfo>
<copyrightHolder literal="Vik Press Agency"/><copyrightNotice>(c) 2024 Vik Press Agency.</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Vik Press Agency"/><versionCreated>2024-05-19T12:30:00+02:00
</versionCreated><firstCreated>2024-05-19T10:00:00+02:00</firstCreated></itemMeta><contentMeta>{more}
<headline>Harbour of Vik closed after storm</headline><slugline>VIK-HARBOUR</slugline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def write_message(*items: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
<header><sent>2024-05-19T10:31:00Z</sent></header><itemSet>{"".join(items)}</itemSet></newsMessage>"""


NUMBER = "urn:newsml:vikpress.example:20240519:harbour-1"
PAGE = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{BODY}</body></html></inlineXML>'
PLAIN = "<inlineData contenttype='text/plain'>The quay of Lund will be closed on Friday for repairs.</inlineData>"
PICTURE = "<remoteContent href='https://vikpress.example/a.jpg'/>"
NAMED = "<by>By Ana Ruiz</by><dateline>VIK, May 19 (Reuters) -</dateline>"
NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>Harbour</title><docdata>
<doc-id id-string="V240519-7" regsrc="Vik Herald"/><date.issue norm="20240519T103000+0200"/><du-key version="2"/>
<doc.copyright year="2024" holder="Associated Press"/></docdata>
<pubdata name="The Vik Herald" position.section="Harbour" date.publication="20240519"/></head><body><body.head><hedline>
<hl1>Harbour of Vik closed</hl1><hl2>Crane fell into basin</hl2></hedline><byline>By <person>Ana Ruiz</person>
<byttl>Staff writer</byttl></byline><distributor>The Associated Press</distributor><dateline><location>VIK</location>
</dateline></body.head><body.content><block><p>The harbour of Vik was closed on Tuesday.</p><p>Nobody was hurt.</p>
<hl2>Ships</hl2><ul><li>One waits.</li><li>Two left.</li></ul><media media-type="image"><media-reference source="x.jpg"/>
<media-caption>The crane.</media-caption><media-producer>Tom Hale/AP</media-producer></media></block></body.content>
<body.end><tagline>Tom Hale contributed to this report.</tagline></body.end></body></nitf>"""


def save(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def documents(tables: Tables) -> list[dict[str, Any]]:
    return sorted(tables["documents"].to_pylist(), key=lambda d: str(d["uri"]))


def regions(tables: Tables, document: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [r for r in tables["regions"].to_pylist() if r["document_id"] == document["document_id"]]
    rows.sort(key=lambda r: (r["start"], -r["end"]))
    return [(r["kind"], document["text"][r["start"] : r["end"]]) for r in rows]


def signals(tables: Tables) -> set[tuple[str, str, str]]:
    return {(s["kind"], s["direction"], s["target"]) for s in tables["signals"].to_pylist()}


@pytest.mark.parametrize("content", [write_message(write_item(NUMBER, PAGE)), write_item(NUMBER, PAGE), NITF])
def test_tell_kind__knows_news_by_its_elements(content: str) -> None:
    assert tell_kind(content.encode(), "some.dat").name == "news"


def test_read_articles__reads_every_item_of_a_news_message(tmp_path: Path) -> None:
    message = write_message(
        write_item(NUMBER, PAGE, NAMED), write_item("urn:newsml:vik:2", PICTURE), write_item("urn:newsml:vik:3", PLAIN)
    )
    tables = read_articles([save(tmp_path / "wire.xml", message)])
    one, two = documents(tables)
    assert [d["uri"] for d in (one, two)] == ["wire.xml#1", "wire.xml#2"]
    assert (one["site"], one["title"], one["byline"], one["language"]) == (
        "Vik Press Agency", "Harbour of Vik closed after storm", "Ana Ruiz", "en",
    )  # fmt: skip
    assert one["published_at"].isoformat() == "2024-05-19T08:00:00+00:00" and one["published_precision"] == "instant"
    assert one["modified_at"].isoformat() == "2024-05-19T10:30:00+00:00"
    assert regions(tables, one) == [
        ("title", "Harbour of Vik closed after storm"),
        ("byline", "By Ana Ruiz"),
        (
            "body",
            "VIK, May 19 (Reuters) - The harbour of Vik was closed on Tuesday after a crane had fallen into the basin, the mayor said today.",
        ),
        ("dateline", "VIK, May 19 (Reuters) -"),
        ("section", "Ships wait"),
        ("body", "Nobody was hurt, but the wreck may stay for weeks."),
        ("caption", "The crane in the basin on Tuesday."),
        ("notice", "(c) 2024 Vik Press Agency."),
    ]
    assert two["text"].split("\n\n")[1] == "The quay of Lund will be closed on Friday for repairs."
    assert {
        ("item_number", "same", f"{NUMBER}/3"), ("agency", "from", "Reuters"), ("agency", "from", "Vik Press Agency"),
        ("copyright", "from", "Vik Press Agency"),
    } <= signals(tables)  # fmt: skip
    (problem,) = tables["problems"].to_pylist()
    assert problem["reason"] == "no_text" and problem["detail"].startswith("1 of 3 items")


def test_read_articles__reads_nitf(tmp_path: Path) -> None:
    tables = read_articles([save(tmp_path / "harbour.nitf", NITF)])
    (document,) = documents(tables)
    assert (document["uri"], document["site"], document["byline"]) == ("harbour.nitf", "The Vik Herald", "Ana Ruiz")
    assert document["published_at"].isoformat() == "2024-05-19T08:30:00+00:00"
    assert regions(tables, document) == [
        ("title", "Harbour of Vik closed"),
        ("section", "Crane fell into basin"),
        ("byline", "By Ana Ruiz"),
        ("byline", "Staff writer"),
        ("body", "VIK – The harbour of Vik was closed on Tuesday."),
        ("dateline", "VIK"),
        ("body", "Nobody was hurt."),
        ("section", "Ships"),
        ("body", "One waits."),
        ("body", "Two left."),
        ("caption", "The crane."),
        ("credit", "Tom Hale/AP"),
        ("notice", "Tom Hale contributed to this report."),
        ("notice", "© 2024 Associated Press"),
    ]
    assert {
        ("item_number", "same", "V240519-7/2"), ("agency", "from", "The Associated Press"),
        ("copyright", "from", "Associated Press"),
    } <= signals(tables)  # fmt: skip


def test_read_articles__knows_the_same_item_in_two_files(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        save(tmp_path / name, write_message(write_item(NUMBER, PAGE.replace("Vik", name))))
    tables = read_articles([tmp_path])
    same = [s["target"] for s in tables["signals"].to_pylist() if s["direction"] == "same"]
    assert same == [f"{NUMBER}/3"] * 2


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "b">', '<!ENTITY f SYSTEM "file:///etc/hostname">', '<!ENTITY % p SYSTEM "x">']
)
def test_read_articles__refuses_news_that_declares_entities(tmp_path: Path, entity: str) -> None:
    content = NITF.replace('"nitf-3-4.dtd"', f'"nitf-3-4.dtd" [{entity}]')
    tables = read_articles([save(tmp_path / "a.xml", content), save(tmp_path / "b.xml", NITF)])
    assert [d["uri"] for d in documents(tables)] == ["b.xml"]
    assert [(p["reason"], "declares entities" in p["detail"]) for p in tables["problems"].to_pylist()] == [
        ("unsafe", True)
    ]


def test_read_articles__says_what_is_missing_of_damaged_news(tmp_path: Path) -> None:
    tables = read_articles([save(tmp_path / "a.xml", NITF[: NITF.index("Two left")])])
    (document,) = documents(tables)
    assert "Nobody was hurt." in document["text"]
    assert [p["reason"] for p in tables["problems"].to_pylist()] == ["broken_row"]


def test_read_articles__stops_at_news_nested_too_deep(tmp_path: Path) -> None:
    deep = NITF.replace("<p>Nobody", "<block>" * 100_000 + "<p>Nobody")
    tables = read_articles([save(tmp_path / "a.xml", deep)])
    assert [p["reason"] for p in tables["problems"].to_pylist()] == ["broken_row"]
    assert "was closed on Tuesday" in documents(tables)[0]["text"]


def test_read_articles__says_that_a_list_of_items_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"1 of 1 items of a\.xml hold no text"):
        read_articles([save(tmp_path / "a.xml", write_message(write_item(NUMBER, PICTURE)))])
