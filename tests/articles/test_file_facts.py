"""What a user says of loose files is taken before what they say themselves, of files and of those in archives."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from headwater.articles import ReadOptions, read_articles
from headwater.articles.file_facts import read_file_facts
from headwater.errors import InputError
from headwater.schema import Tables

TEXT = "The harbour of Vik was closed on Tuesday after a storm, the mayor said.\n\nShips wait in the bay outside."
META = (
    "File;URL;Publisher;Published at;Headline;Author\n"
    "a.txt;https://coast.example/a;Coast Post;2024-05-19T10:30:00Z;Harbour closed;Ana Ruiz\n"
    "sub/b.txt;;Valley News;2024-05-20;;\n"
)


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    for name in ("a.txt", "sub/b.txt", "b.txt"):
        (tmp_path / "pile" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pile" / name).write_text(f"{TEXT} {name}")
    (tmp_path / "meta.csv").write_text(META)
    return tmp_path


def read(pile: Path, known: Tables | None = None, meta: str = "meta.csv") -> Tables:
    return read_articles([pile / "pile"], options=ReadOptions(meta=str(pile / meta)), known=known)


def test_read_articles__takes_what_is_said_of_a_file(pile: Path) -> None:
    a, b, sub = sorted(read(pile)["documents"].to_pylist(), key=lambda d: str(d["uri"]))
    assert (a["url"], a["site"], a["title"], a["byline"]) == (
        "https://coast.example/a",
        "coast.example",
        "Harbour closed",
        "Ana Ruiz",
    )
    assert (a["published_at"].isoformat(), a["published_basis"]) == ("2024-05-19T10:30:00+00:00", "given")
    assert a["text"] == f"Harbour closed\n\n{TEXT} a.txt"
    assert (sub["site"], sub["published_precision"], sub["text"]) == ("Valley News", "day", f"{TEXT} sub/b.txt")
    assert (b["site"], b["published_at"]) == (None, None)


def test_read_articles__moves_regions_behind_a_headline_that_is_given(pile: Path) -> None:
    tables = read(pile)
    texts = dict(zip(*(tables["documents"][c].to_pylist() for c in ("document_id", "text")), strict=True))
    found = {(r["kind"], texts[r["document_id"]][r["start"] : r["end"]]) for r in tables["regions"].to_pylist()}
    assert ("title", "Harbour closed") in found and ("body", TEXT.split("\n\n")[0]) in found


def test_read_articles__reads_a_file_again_when_something_else_is_said_of_it(pile: Path) -> None:
    known = read(pile)
    (pile / "new.csv").write_text(META.replace("Valley News", "Hill Press"))
    again = read(pile, known, "new.csv")
    assert {n: t.to_pylist() for n, t in again.items()} == {
        n: t.to_pylist() for n, t in read(pile, None, "new.csv").items()
    }
    assert "Hill Press" in again["documents"]["site"].to_pylist()


def test_read_articles__takes_what_is_said_of_an_entry_of_an_archive(pile: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("in/a.txt", TEXT)
    (pile / "pile.zip").write_bytes(stream.getvalue())
    known = read_articles([pile / "pile.zip"])
    (document,) = read_articles([pile / "pile.zip"], options=ReadOptions(meta=str(pile / "meta.csv")), known=known)[
        "documents"
    ].to_pylist()
    assert (document["uri"], document["url"]) == ("pile.zip/in/a.txt", "https://coast.example/a")


def test_read_articles__says_which_rows_name_no_file(pile: Path) -> None:
    (pile / "meta.csv").write_text(META + "gone.txt;https://coast.example/b;;;;\n")
    tables = read(pile)
    (problem,) = tables["problems"].to_pylist()
    assert (problem["source_path"], problem["source_offset"], problem["reason"]) == (
        (pile / "meta.csv").as_posix(), 3, "unmatched",
    )  # fmt: skip
    assert "gone.txt" in problem["detail"]
    (pile / "pile/gone.txt").write_text(f"{TEXT} Gone.")
    more = read(pile, tables)
    assert more["problems"].num_rows == 0 and "https://coast.example/b" in more["documents"]["url"].to_pylist()
    assert {n: t.to_pylist() for n, t in more.items()} == {n: t.to_pylist() for n, t in read(pile).items()}


def test_read_articles__says_that_a_file_it_is_told_of_holds_several_articles(pile: Path) -> None:
    (pile / "pile/a.txt").write_text('{"text": "The quay is shut, he said."}\n{"text": "The pier is shut."}\n')
    (problem,) = read(pile)["problems"].to_pylist()
    assert (problem["reason"], problem["source_offset"]) == ("unmatched", None) and "several" in problem["detail"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("url,site\nx,y\n", "no column that names files"),
        ("file,date\na.txt,soon\n", "which is no date"),
        (None, "could not be read"),
    ],
)
def test_read_file_facts__says_what_is_wrong(tmp_path: Path, content: str | None, says: str) -> None:
    path = tmp_path / "meta.csv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=says):
        read_file_facts(str(path))


@pytest.mark.parametrize(
    ("piped", "uri"), [(TEXT, "stdin"), ('{"text": "The quay is shut, he said."}\n{"text": "No."}', "stdin#1")]
)
def test_read_articles__reads_standard_input(piped: str, uri: str) -> None:
    program = "from headwater.articles import read_articles; print(sorted(read_articles(['-'])['documents']['uri'].to_pylist())[0])"
    done = subprocess.run([sys.executable, "-c", program], input=piped, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == uri


def test_read_articles__reads_a_json_feed(tmp_path: Path) -> None:
    feed = """{"version": "https://jsonfeed.org/version/1.1", "title": "Coast Post", "items": [
      {"id": "1", "url": "https://coast.example/a", "title": "Storm", "content_text": "The quay is shut, he said.",
       "date_published": "2024-05-19T10:30:00Z", "authors": [{"name": "Ana Ruiz"}]},
      {"id": "2", "url": "https://coast.example/b", "content_html": "<p>The pier is shut.</p><p>It leaks.</p>"}]}"""
    (tmp_path / "feed.json").write_text(feed)
    one, two = sorted(read_articles([tmp_path / "feed.json"])["documents"].to_pylist(), key=lambda d: str(d["uri"]))
    assert (one["url"], one["title"], one["byline"]) == ("https://coast.example/a", "Storm", "Ana Ruiz")
    assert "It leaks." in two["text"] and "<p>" not in two["text"]
