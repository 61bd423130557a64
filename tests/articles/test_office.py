"""Word, rich text and PDF files: what they say, what their styles say of it, and why some cannot be read."""

import builtins
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from headwater.articles import read_articles
from headwater.articles.formats import tell_kind
from headwater.articles.office import read_office
from headwater.articles.rich_text import read_rich_text
from headwater.schema import Tables
from tests.articles.office_samples import write_docx, write_paragraph, write_pdf, write_rtf

TITLE = "Harbour of Vik closed"
BODY = "The harbour of Vik was closed on Tuesday after a crane had fallen into the basin, the mayor said (twice)."
LINES = [
    TITLE,
    "By Ana Ruiz",
    "May 19, 2023",
    BODY,
    "Nobody was hurt, but the wreck may stay for weeks in the bay of Vik.",
]


def read(path: Path, content: bytes) -> Tables:
    path.write_bytes(content)
    return read_articles([path])


def regions(tables: Tables) -> list[tuple[str, str]]:
    (document,) = tables["documents"].to_pylist()
    rows = sorted(tables["regions"].to_pylist(), key=lambda r: (r["start"], -r["end"]))
    return [(r["kind"], document["text"][r["start"] : r["end"]]) for r in rows]


def fault(kind: str, data: bytes) -> tuple[str, str]:
    sheet, (note,) = read_office(kind, data, "a.x")
    assert sheet is None and note.what.endswith(".") and note.mend.endswith((".", '"'))
    return note.reason, note.what


@pytest.mark.parametrize(("content", "kind"), [
    (write_docx(LINES), "docx"), (write_docx(LINES, first="word/document.xml"), "docx"), (write_rtf(LINES), "rtf"),
    (write_pdf(LINES), "pdf"), (b"\n\njunk" + write_pdf(LINES), "pdf"),
])  # fmt: skip
def test_tell_kind__knows_office_files_by_their_bytes(content: bytes, kind: str) -> None:
    assert tell_kind(content, "some.zip").name == kind


@pytest.mark.parametrize("write", [write_docx, write_rtf, write_pdf])
def test_read_articles__reads_an_article_without_styles(tmp_path: Path, write: Any) -> None:
    tables = read(tmp_path / "a.bin", write(LINES))
    (document,) = tables["documents"].to_pylist()
    assert (document["uri"], document["title"]) == ("a.bin", TITLE)
    assert str(document["published_at"])[:10] == "2023-05-19"
    assert [text for kind, text in regions(tables) if kind == "body"] == LINES[3:]


def test_read_articles__takes_what_the_styles_of_word_say(tmp_path: Path) -> None:
    changed = "<w:p><w:ins><w:r><w:t>Nobody was hurt.</w:t></w:r></w:ins><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"
    boxed = (
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice>"
        f"<w:txbxContent>{write_paragraph('In a box.')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"{write_paragraph('In a box.')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    paragraphs = [
        write_paragraph(TITLE, "berschrift1"), "By Ana Ruiz", f"VIK (Reuters) - {BODY}",
        write_paragraph("Ships wait", "berschrift2"), changed, boxed,
        f"<w:sdt><w:sdtContent>{write_paragraph('In a control.')}</w:sdtContent></w:sdt>",
        f"<w:tbl><w:tr><w:tc>{write_paragraph('In a table.')}</w:tc></w:tr></w:tbl>",
        write_paragraph("The crane in the basin.", "Beschriftung"),
    ]  # fmt: skip
    assert regions(read(tmp_path / "a.docx", write_docx(paragraphs))) == [
        ("title", TITLE),
        ("byline", "By Ana Ruiz"),
        ("body", f"VIK (Reuters) - {BODY}"),
        ("dateline", "VIK (Reuters) -"),
        ("section", "Ships wait"),
        ("body", "Nobody was hurt."),
        ("body", "In a box."),
        ("body", "In a control."),
        ("body", "In a table."),
        ("caption", "The crane in the basin."),
    ]


def test_read_articles__takes_the_headline_and_the_address_of_a_printed_page(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    lines = [
        "News Sport",
        "",
        TITLE,
        "",
        "By Ana Ruiz",
        "",
        *(f"{BODY} {i}\n" for i in range(40)),
        "",
        "Ships wait",
        "",
        "They wait.",
    ]
    data = write_pdf(
        [part for line in lines for part in line.split("\n")],
        sizes={2: 20, len(lines) + 40 - 3: 14},
        frame="https://coast.example/a",
    )
    tables = read(tmp_path / "a.pdf", data)
    (document,) = tables["documents"].to_pylist()
    assert (document["title"], document["url"], document["site"]) == (TITLE, "https://coast.example/a", "coast.example")
    found = regions(tables)
    assert found[:3] == [("title", TITLE), ("chrome", "News Sport"), ("byline", "By Ana Ruiz")]
    assert [text for kind, text in found if kind == "body"] == [*(f"{BODY} {i}" for i in range(40)), "They wait."]
    assert ("section", "Ships wait") in found


def test_read_rich_text__reads_the_signs_of_many_scripts() -> None:
    head = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0 "
    cases = {
        rb"The pier\'92s end\emdash now.": "The pier’s end—now.",
        rb"{\f1 \'cf\'f0\'e8} \'e9": "При é",
        rb"\u1055?\u1088\'3f\uc0\u1080": "При",
        rb"\u-10179?\u-8704?": "\U0001f600",
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt here}} {\v hidden}{\*\unknown no}{\pict 00ff}end": "here end",
        rb"a\cell b\cell\row c\line d\par e": "a  b\nc\nd\ne",
        rb"\{x\} \\ \~y\_z": "{x} \\  y-z",
        rb"one {\bin5 }}}}}two": "one two",
    }
    assert {raw: read_rich_text(head + raw + b"}")[0] for raw in cases} == cases


def test_read_rich_text__minds_no_depth() -> None:
    assert read_rich_text(b"{\\rtf1 " + b"{" * 200_000 + b"deep" + b"}" * 300_000) == ("deep", True)


def test_read_office__says_which_extra_reads_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    sheet, (note,) = read_office("pdf", write_pdf(LINES), "a.pdf")
    assert sheet is None and note.reason == "not_supported" and "headwater[office]" in note.mend


def test_read_office__says_what_is_wrong() -> None:
    pytest.importorskip("pypdfium2")
    assert fault("pdf", write_pdf([""])) == ("no_text", "a.x has 1 pages and no text on them: a scan.")
    assert fault("pdf", write_pdf(LINES)[:200])[0] == "broken_archive"
    assert fault("docx", write_docx(LINES)[:300])[0] == "broken_archive"
    assert fault("docx", write_docx([""])) == ("no_text", "a.x holds no text.")
    assert fault("rtf", b"{\\rtf1 }")[0] == "no_text"
    bomb = write_docx([f"<w:p><w:r><w:t>{' ' * (65 << 20)}</w:t></w:r></w:p>"])
    assert len(bomb) < 1 << 20 and fault("docx", bomb)[0] == "unsafe"
    entities = {"word/document.xml": b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'}
    assert fault("docx", write_docx(LINES, files=entities))[0] == "unsafe"


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Size 4/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
)


def test_read_office__says_that_a_file_is_locked() -> None:
    pytest.importorskip("pypdfium2")
    assert fault("pdf", LOCKED) == ("locked", "a.x is locked with a password.")
    data = bytearray(write_docx(LINES))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [i for i in archive.infolist() if i.filename == "_rels/.rels"]
    at = data.index(b"PK\x01\x02", names[0].header_offset)
    while data[at + 46 : at + 57] != b"_rels/.rels":
        at = data.index(b"PK\x01\x02", at + 1)
    data[at + 8] |= 1
    assert fault("docx", bytes(data))[0] == "locked"
    kind = tell_kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx")
    assert kind.refused == "not_supported" and "password" in kind.what


def test_read_articles__says_that_pages_of_a_pdf_have_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf([""] * 60 + ["The harbour of Vik was closed on Tuesday, he said."]))
    tables = read_articles([tmp_path])
    (problem,) = tables["problems"].to_pylist()
    assert tables["documents"].num_rows == 1 and problem["reason"] == "broken_archive"
    assert "has no text on 1 of its 2 pages" in problem["detail"]


@pytest.mark.parametrize(("end", "told"), [(b"}", False), (b"", True)])
def test_read_articles__says_that_rich_text_breaks_off(tmp_path: Path, end: bytes, told: bool) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 The harbour of Vik was closed on Tuesday, the mayor said." + end)
    tables = read_articles([tmp_path])
    assert tables["documents"].num_rows == 1
    assert [p["reason"] for p in tables["problems"].to_pylist()] == ["broken_archive"] * told
