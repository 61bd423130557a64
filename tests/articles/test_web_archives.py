"""Web archives with damaged records, wrong lengths and bodies packed in every way: one fault costs no other record."""

import gzip
import zlib
from pathlib import Path

import pyarrow as pa
import pytest

from tests.articles.test_bad_input import BODY, URL, read, reasons, texts, write_answer, write_page, write_record


def test_read_articles__stops_at_a_bomb_in_a_web_archive(tmp_path: Path) -> None:
    bomb = write_answer(gzip.compress(bytes(80 << 20)), "Content-Encoding: gzip")
    tables = read(tmp_path, "a.warc", write_record(1, write_answer(write_page().encode())) + write_record(2, bomb))
    assert len(texts(tables)) == 1 and reasons(tables) == {"too_long"}


NUMBERED = [
    write_answer(write_page(f"{BODY}<p>It was the storm number {i} of the year.</p>").encode()) for i in range(4)
]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("length", [0, 10, 40, len(NUMBERED[1]) - 1, len(NUMBERED[1]) + 5, 900, 5_000_000, 1 << 40, -1])
def test_read_articles__reads_every_record_of_a_web_archive_with_a_wrong_length(
    tmp_path: Path, length: int, packed: bool
) -> None:
    records = [write_record(i, answer, length if i == 1 else None) for i, answer in enumerate(NUMBERED)]
    tables = read(tmp_path, "a.warc", b"".join(gzip.compress(r) if packed else r for r in records))
    found = {d["url"]: d["text"] for d in tables["documents"].to_pylist() if d["url"]}
    assert sorted(found) == [f"{URL}-{i}" for i in range(4)]
    assert all(f"number {i} of the year" in found[f"{URL}-{i}"] for i in range(4))
    (problem,) = tables["problems"].to_pylist()
    place = len(gzip.compress(records[0])) if packed else len(records[0])
    assert (problem["reason"], problem["source_offset"]) == ("broken_archive", place)


@pytest.mark.parametrize("damage", ["no head", "no length", "junk", "cut", "member", "checksum"])
def test_read_articles__loses_one_damaged_record_of_a_web_archive_and_no_other(tmp_path: Path, damage: str) -> None:
    records = [write_record(i, answer) for i, answer in enumerate(NUMBERED)]
    damaged = {
        "no head": b"WERC" + records[1][4:],
        "no length": records[1].replace(b"Content-Length", b"Content-Lenght", 1),
        "junk": b"\x00\xff junk\r\n" * 5_000 + records[1],
        "cut": records[1][:-300],
        "member": gzip.compress(records[1])[:60] + b"\x55" * 40 + gzip.compress(records[1])[100:],
        "checksum": gzip.compress(records[1])[:-8] + bytes(8),
    }[damage]
    packed = damage in ("member", "checksum")
    parts = [gzip.compress(r) if packed else r for r in records]
    tables = read(tmp_path, "a.warc", parts[0] + damaged + parts[2] + parts[3])
    found = {d["url"] for d in tables["documents"].to_pylist()}
    assert found >= {f"{URL}-{i}" for i in (0, 2, 3)} and reasons(tables) == {"broken_archive"}


def test_read_articles__numbers_the_records_of_a_web_archive_that_was_packed_at_once(tmp_path: Path) -> None:
    tables = read(
        tmp_path, "a.warc.gz", gzip.compress(b"".join(write_record(i, answer) for i, answer in enumerate(NUMBERED)))
    )
    uris = {d["uri"] for d in tables["documents"].to_pylist() if d["url"]}
    assert len(uris) == len(texts(tables)) == 4 and reasons(tables) == set()


def test_read_articles__reads_bodies_however_they_are_packed(tmp_path: Path) -> None:
    page = [write_page(f"{BODY}<p>It was the storm number {i} of the year.</p>").encode() for i in range(4)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[0][:90], page[0][90:])) + b"0\r\n\r\n"
    records = [
        write_answer(chunks, "Transfer-Encoding: chunked"),
        write_answer(pa.compress(page[1], codec="brotli", asbytes=True), "Content-Encoding: br"),
        write_answer(zlib.compress(page[2]), "Content-Encoding: deflate"),
        write_answer(gzip.compress(page[3]), "Content-Encoding: gzip"),
    ]
    tables = read(tmp_path, "a.warc", b"".join(write_record(i, record) for i, record in enumerate(records)))
    assert len(texts(tables)) == 4 and reasons(tables) == set()
    assert all(f"number {i}" in "".join(texts(tables)) for i in range(4))


@pytest.mark.parametrize(
    "head", ["Content-Encoding: gzip", "Content-Encoding: br", "Transfer-Encoding: chunked", "Content-Encoding: x-odd"]
)
def test_read_articles__reads_a_body_that_is_not_packed_as_it_claims(tmp_path: Path, head: str) -> None:
    """Crawlers unpack bodies and leave the head as it was."""
    plain = write_answer(write_page().encode(), head)
    tables = read(tmp_path, "a.warc", write_record(1, plain))
    assert len(texts(tables)) == 1 and reasons(tables) == set()


@pytest.mark.parametrize(("head", "body"), [
    ("", gzip.compress(write_page().encode())), ("Content-Encoding: deflate", zlib.compress(write_page().encode())[2:-4]),
    ("Content-Encoding: zstd", pa.compress(write_page().encode(), codec="zstd", asbytes=True)),
    ("Content-Encoding: gzip, br", pa.compress(gzip.compress(write_page().encode()), codec="brotli", asbytes=True)),
])  # fmt: skip
def test_read_articles__unpacks_bodies_that_are_packed_oddly(tmp_path: Path, head: str, body: bytes) -> None:
    tables = read(tmp_path, "a.warc", write_record(1, write_answer(body, *filter(None, [head]))))
    assert len(texts(tables)) == 1 and reasons(tables) == set()


@pytest.mark.parametrize(("head", "body"), [
    ("Content-Encoding: gzip", gzip.compress(write_page().encode())[:-40]),
    ("Content-Encoding: br", pa.compress(write_page().encode(), codec="brotli", asbytes=True)[:-20]),
    ("Transfer-Encoding: chunked", b"a0\r\n" + write_page().encode()[:160] + b"\r\nffff\r\n" + write_page().encode()[160:]),
    ("Content-Encoding: gzip", bytes(range(256)) * 9),
])  # fmt: skip
def test_read_articles__refuses_a_body_that_is_not_whole(tmp_path: Path, head: str, body: bytes) -> None:
    tables = read(tmp_path, "a.warc", write_record(1, write_answer(body, head)) + write_record(2, NUMBERED[2]))
    assert [d["url"] for d in tables["documents"].to_pylist() if d["url"]] == [f"{URL}-2"]
    assert reasons(tables) == {"broken_archive"}


def test_read_articles__reads_a_page_whose_server_does_not_name_its_kind(tmp_path: Path) -> None:
    answers = [
        b"HTTP/1.1 200 OK\r\n\r\n" + write_page().encode(),
        b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n" + write_page().encode(),
        write_page().encode(),
    ]
    tables = read(tmp_path, "a.warc", b"".join(write_record(i, answer) for i, answer in enumerate(answers)))
    assert len(texts(tables)) == 3 and reasons(tables) == set()


def test_read_articles__believes_the_bytes_of_a_page_before_its_server(tmp_path: Path) -> None:
    page = write_page(f"<p>Der Hafen von Vík-Größe ist für Wochen gesperrt, sagte der Bürgermeister.</p>{BODY}")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n" + page.encode()
    (text,) = texts(read(tmp_path, "a.warc", write_record(1, answer)))
    assert "Vík-Größe" in text
