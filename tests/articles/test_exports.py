"""What news databases hand out is divided into its articles, each with its outlet, date and page."""

import re
import time
from html import escape
from pathlib import Path
from typing import Any

import pytest

from headwater.articles import read_articles
from headwater.articles.exports import divide_export
from headwater.articles.proquest_exports import read_proquest
from headwater.errors import InputError
from headwater.schema import Tables
from tests.articles.export_samples import BODY, LAYOUTS, write_export, write_nexis_new, write_nexis_old
from tests.articles.office_samples import write_docx, write_pdf, write_rtf


def save(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def documents(tables: Tables) -> list[dict[str, Any]]:
    return sorted(tables["documents"].to_pylist(), key=lambda d: str(d["uri"]))


def body(tables: Tables, document: dict[str, Any]) -> list[str]:
    rows = [r for r in tables["regions"].to_pylist() if r["document_id"] == document["document_id"]]
    return [
        document["text"][r["start"] : r["end"]]
        for r in sorted(rows, key=lambda r: int(r["start"]))
        if r["kind"] == "body"
    ]


def write_html(text: str) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return f"<!DOCTYPE html><html><head><title>Results</title></head><body><div>{lines}</div></body></html>"


def check_pair(tables: Tables, name: str) -> None:
    one, two = documents(tables)
    assert (one["uri"], two["uri"]) == (f"{name}#1", f"{name}#2")
    assert (one["title"], two["title"]) == ("Harbour of Vik is closed", "Quay of Lund is shut")
    assert (one["site"], two["site"]) == ("The Vik Herald", "Lund Post")
    assert [str(d["published_at"])[:10] for d in (one, two)] == ["2023-05-19", "2023-05-18"]
    assert all('"page": "12"' in d["extra"] for d in (one, two))
    for document in (one, two):
        assert [text.removeprefix("VIK – ") for text in body(tables, document)] == list(BODY)
        assert document["byline"].lower().startswith("ana ruiz")
    assert tables["problems"].num_rows == 0


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_read_articles__divides_what_databases_hand_out(tmp_path: Path, layout: str) -> None:
    check_pair(read_articles([save(tmp_path / "export.txt", write_export(layout))]), "export.txt")


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("form", ["docx", "rtf", "html"])
def test_read_articles__divides_exports_in_other_formats(tmp_path: Path, layout: str, form: str) -> None:
    text = write_export(layout)
    lines = text.split("\n")
    content = write_docx(lines) if form == "docx" else write_rtf(lines) if form == "rtf" else write_html(text).encode()
    if layout == "nexis-old":  # a paragraph that is broken by hand is no paragraph in Word
        pytest.skip("hard line ends are for plain text")
    check_pair(read_articles([save(tmp_path / "export.bin", content)]), "export.bin")


@pytest.mark.parametrize("layout", ["nexis-new", "factiva-codes", "proquest-details"])
def test_read_articles__divides_exports_in_pdf(tmp_path: Path, layout: str) -> None:
    pytest.importorskip("pypdfium2")
    check_pair(
        read_articles([save(tmp_path / "export.pdf", write_pdf(write_export(layout).split("\n")))]), "export.pdf"
    )


def test_read_articles__keeps_an_export_of_one_article_as_its_file(tmp_path: Path) -> None:
    text = write_nexis_new(
        2, "Harbour of Vik is closed", "Agence France Presse - English", "May 19, 2023 Friday 10:30 AM GMT"
    )
    tables = read_articles([save(tmp_path / "one.txt", text)])
    (document,) = documents(tables)
    assert (document["uri"], document["host"]) == ("one.txt", "lexisnexis.com")
    assert document["published_at"].isoformat() == "2023-05-19T10:30:00+00:00"
    assert document["site"] == "Agence France Presse - English"


def test_read_articles__finds_the_agency_of_an_article_in_an_export(tmp_path: Path) -> None:
    tables = read_articles([save(tmp_path / "a.txt", write_export("nexis-old"))])
    assert {(s["kind"], s["target"]) for s in tables["signals"].to_pylist()} == {("agency", "Associated Press")}


@pytest.mark.parametrize(("layout", "number"), [
    ("factiva-plain", "factiva:VIKH000020230519ej5j00001"),
    ("proquest", "proquest:2812345671"),
    ("europresse", "europresse:news·20230519·VK·1234561"),
])  # fmt: skip
def test_read_articles__keeps_the_numbers_of_databases(tmp_path: Path, layout: str, number: str) -> None:
    tables = read_articles([save(tmp_path / "a.txt", write_export(layout))])
    found = {
        s["target"] for s in tables["signals"].to_pylist() if (s["kind"], s["direction"]) == ("item_number", "same")
    }
    assert number in found and len(found) == 2


@pytest.mark.parametrize("layout", ["nexis-old", "nexis-older", "nexis-german", "proquest", "europresse"])
def test_read_articles__loses_no_first_article_whose_head_is_damaged(tmp_path: Path, layout: str) -> None:
    whole = write_export(layout).split("\n")
    second = next(i for i, line in enumerate(whole) if "Lund" in line)
    marked = [i for i in range(second) if re.search(r"1 (?:of|von) 2|19 mai 2023", whole[i])]
    text = "\n".join("#" * 9 if i in marked[:1] else line for i, line in enumerate(whole))
    tables = read_articles([save(tmp_path / "a.txt", text)])
    assert len(documents(tables)) == 2 or tables["problems"]["reason"].to_pylist() == ["many_articles"]
    assert marked


@pytest.mark.parametrize("layout", ["proquest", "proquest-spanish", "proquest-details"])
def test_read_articles__loses_no_second_article_whose_mark_is_damaged(tmp_path: Path, layout: str) -> None:
    text = re.sub(r"(?m)^Document.? 2 (?:of|de) 2$", "Do#ument 2", write_export(layout))
    tables = read_articles([save(tmp_path / "a.txt", text)])
    assert "Do#ument" in text
    assert sum(d["text"].count("Nobody was hurt") for d in documents(tables)) == 2


def test_read_articles__says_what_of_an_export_gave_nothing(tmp_path: Path) -> None:
    empty = "3 of 3 DOCUMENTS\n\nLund Post\n\nMay 17, 2023\n\n"
    tables = read_articles([save(tmp_path / "a.txt", write_export("nexis-old") + empty)])
    assert len(documents(tables)) == 2
    assert [(p["reason"], "1 of the articles" in p["detail"]) for p in tables["problems"].to_pylist()] == [
        ("many_articles", True)
    ]


def test_read_articles__counts_nothing_that_it_cannot_divide(tmp_path: Path) -> None:
    """Many articles with no layout that is known: one row that says so, and no document."""
    text = "\n\n".join(
        f"Title: Harbour {i}\nDate: 2024-05-0{i}\nURL: https://vik.example/{i}\n\n{' '.join(BODY * 3)}"
        for i in (1, 2, 3)
    )
    for name, content in (
        ("a.txt", text.encode()),
        ("a.docx", write_docx(text.split("\n"))),
        ("a.rtf", write_rtf(text.split("\n"))),
    ):
        with pytest.raises(InputError, match="holds about 3 articles"):
            read_articles([save(tmp_path / name, content)])


@pytest.mark.parametrize("text", [
    "The mayor closed the harbour.\n\nEnd of Document\n",
    "The number alone says nothing.\n\nnews·20230519·VK·1234561\n",
    "ProQuest was bought on May 19, 2023, it said.\n\nDocument 1 of 2 was lost.",
    "Length: 512 words\n\nThat was the whole letter.",
    "Reuters News\n19 May 2023\nThe harbour is closed. Copyright 2023 Vik Herald. All rights reserved.",
    "\n\n".join(BODY),
])  # fmt: skip
def test_divide_export__leaves_other_texts_alone(text: str) -> None:
    assert divide_export(text) is None


def test_divide_export__reads_an_item_that_breaks_off() -> None:
    """A download that was cut: what is there of the last article is read."""
    text = write_nexis_old(1, "Harbour of Vik is closed", "The Vik Herald", "May 19, 2023 Friday")
    cut = text + text.replace("1 of 2", "2 of 2").split("URL:")[0]
    division = divide_export(cut)
    assert division is not None and [draft.title for draft in division.drafts] == ["Harbour of Vik is closed"] * 2


def test_read_proquest__is_quick_with_a_damaged_line() -> None:
    began = time.process_time()
    read_proquest(["Storm closes harbour", "Publication info: " + "((" * 2000, "Full text: The quay is shut."])
    assert time.process_time() - began < 5
