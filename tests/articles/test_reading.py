"""Files into the pile: one run or many, in any order, killed or not, the rows are the same; bad input costs no other."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles import ReadOptions, item_reading, read_articles, reading, remove_items, signals
from headwater.articles.problems import REASONS
from headwater.errors import InputError
from headwater.schema import Tables
from headwater.work import Work

PLACES = ["Vik", "Lund", "Tarn", "Osby", "Mora", "Hamra"]
PUBLIC = ("documents", "regions", "signals", "problems")


def write_article(place: str, number: int = 1) -> str:
    return (
        f"The harbour of {place} was closed on Tuesday after a storm of force {number + 6}, the mayor said.\n\n"
        f"Ana Ruiz, who lives in {place}, said that nobody had seen such waves since {1950 + number}.\n\n"
        "Ships will wait in the bay until Friday, according to the harbour office."
    )


def save(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def save_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    return save(path, "".join(json.dumps(row) + "\n" for row in rows))


def rows_of(tables: Tables) -> dict[str, list[dict[str, object]]]:
    return {name: tables[name].to_pylist() for name in PUBLIC}


def reasons(tables: Tables) -> list[tuple[str, str]]:
    return [(Path(str(p["source_path"])).name, str(p["reason"])) for p in tables["problems"].to_pylist()]


def uris(tables: Tables) -> list[str]:
    return sorted(tables["documents"]["uri"].to_pylist())


@pytest.fixture
def pile(tmp_path: Path) -> list[Path]:
    return write_pile(tmp_path)


def write_pile(tmp_path: Path) -> list[Path]:
    """Files with everything that could depend on order: the same article twice, the same url with other words, bad ones."""
    url = "https://vik.example/a"
    return [
        save_rows(
            tmp_path / "b.jsonl",
            [
                {"url": url, "text": write_article("Vik")},
                {"text": ""},
                {"text": write_article("Lund"), "date": "2023-13-01"},
            ],
        ),
        save_rows(
            tmp_path / "a.jsonl",
            [
                {"url": url, "text": write_article("Vik"), "date": "2023-05-19"},
                {"url": url, "text": write_article("Vik", 2)},
            ],
        ),
        save(tmp_path / "c.txt", write_article("Tarn")),
        save(tmp_path / "d" / "c.txt", write_article("Tarn")),
        save(tmp_path / "e.pdf", b"%PDF-1.7 ..."),
        save_rows(tmp_path / "f.json", [{"url": url, "text": write_article("Vik")}]),
    ]


def test_read_articles__gives_documents_with_uris_and_regions(tmp_path: Path) -> None:
    save(tmp_path / "p/one.txt", write_article("Vik"))
    save_rows(tmp_path / "p/rows.jsonl", [{"title": "Storm", "text": write_article("Lund")}])
    save(tmp_path / "p/obj.json", json.dumps({"title": "Storm", "text": write_article("Tarn")}))
    tables = read_articles([tmp_path / "p"])
    assert uris(tables) == ["p/obj.json", "p/one.txt", "p/rows.jsonl#1"]
    texts = dict(
        zip(tables["documents"]["document_id"].to_pylist(), tables["documents"]["text"].to_pylist(), strict=True)
    )
    for region in tables["regions"].to_pylist():
        assert 0 <= region["start"] < region["end"] <= len(texts[region["document_id"]])
    assert tables["problems"].num_rows == 0


def test_read_articles__keeps_the_smaller_path_of_two_and_says_so(pile: list[Path]) -> None:
    tables = read_articles(pile)
    (kept,) = [d for d in tables["documents"].to_pylist() if d["text"] == write_article("Vik")]
    assert kept["uri"] == "a.jsonl#1" and kept["published_at"] is not None
    assert reasons(tables).count(("b.jsonl", "duplicate")) == 1
    assert ("d", "duplicate") not in reasons(tables)


def test_read_articles__takes_the_same_url_with_another_text_for_another_document(pile: list[Path]) -> None:
    documents = read_articles(pile)["documents"].to_pylist()
    assert sum(d["url"] == "https://vik.example/a" for d in documents) == 2


def test_read_articles__takes_the_same_text_at_another_url_for_another_document(tmp_path: Path) -> None:
    path = save_rows(
        tmp_path / "a.jsonl", [{"url": f"https://{p}.example/a", "text": write_article("Vik")} for p in "xyz"]
    )
    assert read_articles([path])["documents"].num_rows == 3


@settings(max_examples=25)
@given(st.permutations(range(6)), st.sets(st.integers(1, 5)))
def test_read_articles__gives_the_same_rows_in_any_order_and_any_runs(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: set[int]
) -> None:
    files = write_pile(tmp_path_factory.mktemp("pile"))
    shuffled, known = [files[i] for i in order], None
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), 6], strict=True):
        batch = shuffled[start:end]
        if known is None and batch == [files[4]]:  # nothing at all can be read: that is an error, not a pile
            batch = [*batch, files[2]]
        known = read_articles(batch, known=known)
    assert known is not None and rows_of(known) == rows_of(read_articles(files))


def test_read_articles__gives_the_same_rows_in_processes(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "a.jsonl", [{"text": write_article(PLACES[i % 6], i)} for i in range(600)])
    backwards = Work(map=lambda function, batches: iter([function(b) for b in list(batches)][::-1]))
    assert rows_of(read_articles([path])) == rows_of(read_articles([path], work=backwards))


def write_many_rows(folder: Path) -> Path:
    """Rows of several languages, with markup or none, long and short, and one without a word."""
    texts = [
        "VIK (Reuters) - The crane fell on Tuesday.\n\nNobody was hurt, the mayor told the Vik Herald.\n\n(Reuters)",
        "Der Kran ist am Dienstag in das Hafenbecken gestürzt, teilte die Stadt mit.\n\nVerletzt wurde niemand. (dpa)",
        "<p>La grue est tombée mardi dans le bassin.</p><p>Personne n'a été blessé, selon l'AFP.</p>",
        "Photo: Ana Ruiz\n\nThe crane of Vik fell.\n\nThis article originally appeared on Harbour News.",
        "Кран упал во вторник в гавань, сообщил мэр города.\n\nНикто не пострадал.",
        "—",
    ]
    rows = [{"url": f"https://vik.example/{n}", "title": f"Crane {n}", "text": t} for n, t in enumerate(texts * 3)]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder / "rows.jsonl"


@pytest.mark.parametrize("size", [1, 60, 400])
def test_read_articles__gives_the_same_rows_however_many_are_read_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    path = write_many_rows(tmp_path)
    together = read_articles([path])
    assert together["signals"].num_rows > 8
    monkeypatch.setattr(item_reading, "_GROUP", size)
    assert read_articles([path]) == together


def test_read_articles__loses_of_rows_that_are_read_together_only_the_one_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_many_rows(tmp_path)
    sound = read_articles([path])
    find_all = signals.find_all_signals

    def fail(texts: list[signals.Said]) -> list[Any]:
        assert not any(said.url == "https://vik.example/7" for said in texts)
        return find_all(texts)

    monkeypatch.setattr(item_reading, "find_all_signals", fail)
    found = read_articles([path])
    urls = sound["documents"]["url"].to_pylist()
    assert found["documents"]["url"].to_pylist() == [url for url in urls if url != "https://vik.example/7"]
    assert [row["source_offset"] for row in found["problems"].to_pylist() if row["reason"] == "failed"] == [8]


def test_read_articles__does_not_read_again_what_it_knows(pile: list[Path]) -> None:
    known = read_articles(pile)
    batches: list[Any] = []

    def note(function: Any, given: Any) -> Any:
        batches.extend(given)
        return map(function, batches)

    again = read_articles(pile, known=known, work=Work(map=note))
    assert not batches and all(again[name] is known[name] for name in ("documents", "regions", "signals"))
    assert rows_of(again) == rows_of(known)


def test_read_articles__carries_on_inside_a_file_after_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_KEPT", 1)
    path = save_rows(
        tmp_path / "a.jsonl", [{"text": write_article(PLACES[i % 6], i), "date": "2023-02-30"} for i in range(900)]
    )
    parts: list[Tables] = []

    def die(part: Tables) -> None:
        parts.append(part)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_articles([path], work=Work(keep=die))
    done: list[tuple[int, int | None]] = []
    tables = read_articles([path], known=parts[0], work=Work(tell=lambda n, total, unit: done.append((n, total))))
    assert 0 < done[-1][0] < 900 and done[-1][0] == done[-1][1]
    assert rows_of(tables) == rows_of(read_articles([path]))
    assert tables["article_spares"].num_rows == 0


def test_read_articles__reads_a_changed_file_as_another_document_and_forgets_its_problem(tmp_path: Path) -> None:
    good, path = save(tmp_path / "good.txt", write_article("Lund")), save(tmp_path / "a.txt", "")
    known = read_articles([good, path])
    assert reasons(known) == [("a.txt", "empty")]
    save(path, write_article("Vik"))
    known = read_articles([path], known=known)
    assert reasons(known) == [] and known["documents"].num_rows == 2
    save(path, write_article("Vik", 3))
    assert read_articles([path], known=known)["documents"].num_rows == 3


def test_read_articles__reads_a_file_again_under_other_options(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "a.jsonl", [{"text": write_article("Vik"), "corpo": write_article("Lund")}])
    known = read_articles([path])
    tables = read_articles([path], options=ReadOptions(text="corpo"), known=known)
    assert rows_of(tables) == rows_of(read_articles([path], options=ReadOptions(text="corpo")))


def test_read_articles__names_rows_by_a_column(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "a.jsonl", [{"nr": "x-7", "text": write_article("Vik")}])
    assert uris(read_articles([path], options=ReadOptions(id="nr"))) == ["a.jsonl#x-7"]


@pytest.mark.parametrize("pattern", ["*/a.jsonl", "https://vik.example/*", "c.txt", "b.jsonl#3", "e.pdf", "d/c"])
def test_remove_items__leaves_what_was_never_read(pile: list[Path], pattern: str) -> None:
    tables = remove_items(read_articles(pile), pattern)
    for path in pile:
        columns = ("source_path", "uri", "url")
        assert not any(pattern in str(d[c]) for d in tables["documents"].to_pylist() for c in columns), path
    if pattern == "*/a.jsonl":
        assert rows_of(tables) == rows_of(read_articles([p for p in pile if p.name != "a.jsonl"]))


def test_remove_items__lets_a_removed_row_come_back(pile: list[Path]) -> None:
    known = read_articles(pile)
    assert rows_of(read_articles(pile, known=remove_items(known, "vik.example"))) == rows_of(known)


BAD = {
    "empty.txt": (b"", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "not_supported"),
    "noise.txt": (bytes(range(256)) * 40, "binary"),
    "paper.pdf": (b"%PDF-1.4 stuff", "broken_archive"),
    "letter.docx": (b"PK\x03\x04 [Content_Types].xml stuff", "not_supported"),
    "cut.txt.gz": (gzip.compress(write_article("Vik").encode() * 90)[:-30], "broken_archive"),
    "none.txt": (b"--- *** --- 12\n  \n", "no_text"),
    "word.txt": (b"word" * 5_000_000, "too_long"),
    "links.csv": (b"url,title\nhttps://vik.example/a,Storm\n", "links_only"),
    "views.csv": (b"id,views\n1,2\n", "no_text_column"),
    "page.html": (b"<!DOCTYPE html><html><head><title></title></head><body></body></html>", "no_text"),
    "feed.xml": (
        b'<?xml version="1.0"?><rss><channel><item><title>Storm</title></item></channel></rss>',
        "links_only",
    ),
    "table.parquet": (b"PAR1" + b"x" * 50, "unreadable"),
    "odd.json": (b'{"a": ', "broken_row"),
}


def test_read_articles__loses_nothing_to_bad_neighbours(tmp_path: Path) -> None:
    for name, (content, _) in BAD.items():
        save(tmp_path / "p" / name, content)
    save(tmp_path / "p/good.txt", write_article("Vik"))
    tables = read_articles([tmp_path / "p"])
    assert uris(tables) == ["p/good.txt"]
    assert dict(reasons(tables)) == {name: reason for name, (_, reason) in BAD.items()}
    for problem in tables["problems"].to_pylist():
        assert problem["reason"] in REASONS and problem["detail"].count(".") >= 2


@pytest.mark.parametrize("name", BAD)
def test_read_articles__raises_where_nothing_at_all_can_be_read(tmp_path: Path, name: str) -> None:
    path = save(tmp_path / name, BAD[name][0])
    with pytest.raises(InputError) as error:
        read_articles([path])
    assert "\n" not in error.value.what and "\n" not in error.value.mend and error.value.mend


@pytest.mark.parametrize("arguments", [[], ["nothing.txt"], ["*.nothing"], ["."]])
def test_read_articles__raises_where_there_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError):
        read_articles(arguments)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_read_articles__reads_the_same_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = write_article("Vik").replace("Ana", "Zoë “Zo”").replace("\n", "\r\n")
    path = save(tmp_path / "a.txt", text.encode(encoding))
    assert read_articles([path])["documents"]["text"].to_pylist() == [text.replace("\r\n", "\n")]


@pytest.mark.parametrize(
    "text",
    [
        "قال رئيس البلدية يوم الثلاثاء إن الميناء أغلق بعد العاصفة. وأضاف أن السفن ستنتظر حتى يوم الجمعة.",
        "港は火曜日の嵐のあと閉鎖された、と市長は述べた。船は金曜日まで湾で待つという。",
        "The 🚢 left Vik 👩‍🚒 at noon, said Zoë́ Ruiz, who had waited since dawn.",
    ],
)
def test_read_articles__reads_every_script(tmp_path: Path, text: str) -> None:
    tables = read_articles([save(tmp_path / "a.txt", text)])
    (region,) = [r for r in tables["regions"].to_pylist() if r["kind"] == "body"]
    assert text[region["start"] : region["end"]] == text


def test_read_articles__reports_a_date_long_after_all_others(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": write_article(PLACES[i % 6], i), "date": f"2023-05-{i + 1:02}"} for i in range(25)
    ]
    path = save_rows(tmp_path / "a.jsonl", [*rows, {"text": write_article("Vik", 99), "date": "2032-05-01"}])
    tables = read_articles([path])
    assert reasons(tables) == [("a.jsonl", "future_date")] and tables["documents"].num_rows == 26


def test_read_articles__reads_parquet_and_packed_files(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [write_article("Vik")]}), tmp_path / "a.parquet")
    save(tmp_path / "b.txt.gz", gzip.compress(write_article("Lund").encode()))
    with pa.CompressedOutputStream(str(tmp_path / "c.jsonl.zst"), "zstd") as out:
        out.write(json.dumps({"text": write_article("Tarn")}).encode())
    assert uris(read_articles([tmp_path])) == [
        f"{tmp_path.name}/{n}" for n in ("a.parquet#1", "b.txt.gz", "c.jsonl.zst#1")
    ]
