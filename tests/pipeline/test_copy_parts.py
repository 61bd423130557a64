"""Copies through partitions: the rows of find_copies, whatever the sizes; stopped runs; memory."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headwater.articles import read_texts
from headwater.cli import run
from headwater.copies import find_copies
from headwater.errors import HeadwaterError, InputError
from headwater.memory import MEGABYTE, STANDING, Sizes, check_need, find_memory, fit_span, plan_sizes, read_size
from headwater.partitions import (
    Memory,
    Place,
    drop_partitions,
    hold_run,
    is_held,
    list_partitions,
    read_runs,
    write_partition,
)
from headwater.pipeline.copy_lists import list_copies
from headwater.pipeline.copy_parts import Parts
from headwater.work import Work, map_here
from tests.newsrooms.rooms import simulate_newsroom
from tests.newsrooms.stories import tell_stories
from tests.pipeline.test_copy_lists import STORY

SMALL = Sizes(run=9_000, share=500, sheaf=6_000)


def write_newsroom(folder: Path, documents: int = 60) -> Path:
    """A simulated newsroom as two Parquet files with row groups of 16; one text stands there three times."""
    articles = simulate_newsroom(documents, 5, tell_stories(Random(5))).list_seen()
    rows = [{"url": f"https://{a.outlet.name}.example/{a.name}", "text": a.text} for a in articles]
    rows += [{"url": f"https://again.example/{k}", "text": rows[3]["text"]} for k in range(2)]
    rows += [rows[7], {"url": "https://empty.example/", "text": "12 345"}]
    folder.mkdir()
    middle = len(rows) // 2
    for name, part in (("a.parquet", rows[:middle]), ("b.parquet", rows[middle:])):
        pq.write_table(pa.Table.from_pylist(part), folder / name, row_group_size=16)
    return folder


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_newsroom(tmp_path_factory.mktemp("pile") / "news")


@pytest.fixture(scope="module")
def whole(newsroom: Path) -> pa.Table:
    return find_copies(read_texts([newsroom]))["passages"]


def take_passages(copies: pa.Table, like: pa.Table) -> pa.Table:
    """The columns of `passages` of the rows of `copies`, in their order."""
    return copies.select(like.column_names).sort_by("passage_id").combine_chunks()


@pytest.mark.parametrize(
    "sizes", [Sizes(), SMALL, Sizes(run=1, share=50, sheaf=1, span=40)], ids=["large", "small", "one by one"]
)
def test_list_copies__gives_the_rows_of_find_copies(
    newsroom: Path, whole: pa.Table, tmp_path: Path, sizes: Sizes
) -> None:
    made = list_copies([newsroom], parts=Parts(Place(str(tmp_path)), sizes))
    assert whole.num_rows > 40 and take_passages(made["copies"], whole).equals(whole)
    [problem] = made["problems"].to_pylist()
    assert problem["source_path"].endswith("b.parquet") and "holds no article text" in problem["detail"]


def test_list_copies__cuts_the_words_of_every_run(newsroom: Path, tmp_path: Path) -> None:
    documents = read_texts([newsroom])["documents"]
    texts = dict(zip(documents["uri"].to_pylist(), documents["text"].to_pylist(), strict=True))
    rows = list_copies([newsroom], with_texts=True, parts=Parts(Place(str(tmp_path)), SMALL))["copies"].to_pylist()
    assert all(
        row[f"{s}_text"] == texts[row[f"{s}_uri"]][row[f"{s}_start"] : row[f"{s}_end"]] for row in rows for s in "ab"
    )


def test_list_copies__reads_addresses(newsroom: Path, tmp_path: Path) -> None:
    parts = Parts(Place((tmp_path / "work").as_uri()), SMALL)
    assert list_copies([newsroom.as_uri()], parts=parts)["copies"].equals(list_copies([newsroom])["copies"])
    with pytest.raises(InputError):
        list_copies([(tmp_path / "nothing").as_uri()])
    with pytest.raises(HeadwaterError, match="cannot be reached"):
        list_copies(["gopher://news/"])


def test_list_copies__reads_pages_beside_tables(newsroom: Path, tmp_path: Path) -> None:
    text = pq.read_table(newsroom / "a.parquet")["text"][0].as_py()
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x00\x01\x02" * 50)
    files = [newsroom, tmp_path / "page.txt", tmp_path / "picture.txt"]
    whole = find_copies(read_texts(files))["passages"]
    made = list_copies(files, parts=Parts(Place(str(tmp_path / "work")), SMALL))
    assert take_passages(made["copies"], whole).equals(whole) and "page.txt" in made["copies"]["b_uri"].to_pylist()
    assert made["problems"].num_rows == 2


class StoppedError(Exception):
    """The run was stopped."""


def stop_after(tasks: int) -> Work:
    """Work that is stopped after some tasks."""
    left = [tasks]

    def map_some(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            if not left[0]:
                raise StoppedError
            left[0] -= 1
            yield function(batch)

    return Work(map_kernels=map_some)


def test_list_copies__goes_on_where_it_was_stopped(newsroom: Path, whole: pa.Table, tmp_path: Path) -> None:
    parts, stops = Parts(Place(str(tmp_path)), SMALL), 0
    while True:
        try:
            made = list_copies([newsroom], parts=parts, work=stop_after(9))
            break
        except StoppedError:
            stops += 1
    assert stops > 3 and take_passages(made["copies"], whole).equals(whole)
    assert list_copies([newsroom], parts=parts, work=stop_after(0))["copies"].equals(made["copies"])


def test_list_copies__starts_anew_when_a_file_changed(newsroom: Path, tmp_path: Path) -> None:
    copy = tmp_path / "news"
    copy.mkdir()
    for name in ("a.parquet", "b.parquet"):
        (copy / name).write_bytes((newsroom / name).read_bytes())
    parts = Parts(Place(str(tmp_path / "work")), SMALL)
    before = list_copies([copy], parts=parts)["copies"]
    pq.write_table(pq.read_table(copy / "a.parquet").slice(3), copy / "a.parquet", row_group_size=16)
    after = list_copies([copy], parts=parts)["copies"]
    assert after.num_rows < before.num_rows and after.equals(list_copies([copy])["copies"])


@pytest.mark.parametrize("room", [0, 3_000, 40_000, 200_000, 1 << 30])
def test_list_copies__gives_the_same_rows_however_much_is_held(
    newsroom: Path, whole: pa.Table, tmp_path: Path, room: int
) -> None:
    (tmp_path / "page.txt").write_text("Nobody has copied this page about the lamps of Brindmouth.", encoding="utf-8")
    parts = Parts(Place(str(tmp_path / "w"), Memory(room)), SMALL)
    made = list_copies([newsroom, tmp_path / "page.txt"], parts=parts, with_texts=True)["copies"]
    assert take_passages(made, whole).equals(whole)
    assert made.equals(list_copies([newsroom, tmp_path / "page.txt"], with_texts=True)["copies"])
    assert (tmp_path / "w").exists() == (room < 1 << 30)


def test_list_copies__says_that_a_file_changed_meanwhile(newsroom: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a.parquet"
    copy.write_bytes((newsroom / "a.parquet").read_bytes())

    def change(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        if function.__name__ == "sort_texts":
            pq.write_table(pq.read_table(copy).slice(3), copy)
        return map(function, batches)

    parts = Parts(Place(str(tmp_path / "w")), SMALL)
    with pytest.raises(InputError, match="changed while it was read"):
        list_copies([copy], parts=parts, work=Work(map_kernels=change))


def test_list_copies__reads_equal_texts_that_are_written_once_a_few_at_a_time(tmp_path: Path) -> None:
    rows = pa.table({"url": [f"https://a.example/{k}" for k in range(3_000)], "text": [STORY] * 3_000})
    pq.write_table(rows, tmp_path / "same.parquet")
    parts = Parts(Place(str(tmp_path / "w")), Sizes(run=40_000))
    assert list_copies([tmp_path / "same.parquet"], parts=parts)["copies"].num_rows == 2_999
    [prints] = (tmp_path / "w").glob("*/prints/*.arrow")
    assert pa.ipc.open_file(prints).num_record_batches > 20 and prints.stat().st_size < 100_000


SCHEMA = pa.schema([("n", pa.int64())])


@pytest.mark.parametrize("memory", [None, Memory(0), Memory(100)], ids=["folder", "no room", "room"])
def test_write_partition__leaves_nothing_half_done(tmp_path: Path, memory: Memory | None) -> None:
    def fail() -> Iterator[pa.Table]:
        yield pa.table({"n": [1] * 20})
        raise StoppedError

    place = Place(str(tmp_path), memory)
    with pytest.raises(StoppedError):
        write_partition(place, "one", SCHEMA, fail())
    assert list_partitions(place) == set() and not [*tmp_path.iterdir()]
    write_partition(place, "two", SCHEMA, [pa.table({"n": [1]}), pa.table({"n": [2, 3]}), pa.table({"n": [4]})])
    write_partition(place, "none", SCHEMA, [])
    assert list_partitions(place) == {"two", "none"}
    assert [run["n"].to_pylist() for run in read_runs(place, "two")] == [[1], [2, 3], [4]]
    assert [run["n"].to_pylist() for run in read_runs(place, "two", 1, 2)] == [[2, 3]]
    assert [run.num_rows for run in read_runs(place, "none")] == [0]


def test_memory__holds_a_partition_whole_or_not_at_all(tmp_path: Path) -> None:
    memory = Memory(80)
    place, other = Place(str(tmp_path), memory), Place(str(tmp_path / "other"), memory)
    hold_run(place, "one", pa.table({"n": [1] * 6}))
    assert is_held(place, "one")
    hold_run(place, "one", pa.table({"n": [1] * 6}))
    hold_run(place, "one", pa.table({"n": [1]}))
    assert not is_held(place, "one")
    hold_run(other, "two", pa.table({"n": [1] * 10}))
    hold_run(place, "three", pa.table({"n": [1]}))
    assert is_held(other, "two") and not is_held(place, "three")
    drop_partitions(other)
    hold_run(place, "four", pa.table({"n": [1] * 10}))
    assert is_held(place, "four") and not is_held(other, "two")


def test_write_partition__says_when_there_is_no_room() -> None:
    with pytest.raises(HeadwaterError, match="could not be written"):
        write_partition(Place("/dev/full"), "one", SCHEMA, [pa.table({"n": [1]})])


def test_plan_sizes__says_how_much_is_needed() -> None:
    with pytest.raises(HeadwaterError, match=r"300 MB of memory are not enough .* it needs \d+ MB") as caught:
        plan_sizes(300 * MEGABYTE, 2)
    least = read_size(caught.value.mend.split()[-1].rstrip("."))
    assert plan_sizes(least, 2).sheaf < plan_sizes(4 * least, 2).sheaf


def test_plan_sizes__leaves_room_for_what_is_known_of_documents() -> None:
    without, beside = plan_sizes(1 << 30, 2), plan_sizes(1 << 30, 2, 10**6)
    assert beside.held < without.held and beside.sheaf < without.sheaf and beside.memory == without.memory
    with pytest.raises(HeadwaterError, match="it needs") as caught:
        plan_sizes(1 << 30, 2, 10**7)
    plan_sizes(read_size(caught.value.mend.split()[-1].rstrip(".")), 2, 10**7)


def test_fit_span__is_all_where_memory_has_room() -> None:
    assert fit_span(plan_sizes(1 << 32, 2), 10**5, 10**6) == 10**6
    assert fit_span(plan_sizes(1 << 30, 2), 10**6, 10**8) < 10**7


def test_check_need__counts_documents_and_groups() -> None:
    sizes = plan_sizes(2 * STANDING, 2)
    check_need(sizes, 10_000, 1_000_000)
    check_need(Sizes(), 10**9, 10**12)
    with pytest.raises(HeadwaterError, match="it needs"):
        check_need(sizes, 10**9, 0)
    with pytest.raises(HeadwaterError, match="it needs"):
        check_need(sizes, 1, 10**8)


@pytest.mark.parametrize("words", ["", "much", "GB", "-", "1e999"])
def test_read_size__says_what_is_no_size(words: str) -> None:
    with pytest.raises(HeadwaterError, match="no amount"):
        read_size(words)


def test_find_memory__is_a_part_of_the_machine() -> None:
    assert STANDING < find_memory() < 1 << 50


def test_copies__keeps_to_memory_and_says_when_it_cannot(
    newsroom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    assert run(["copies", str(newsroom), "-o", str(one), "--quiet"]) == 0
    assert (
        run(["copies", str(newsroom), "-o", str(two), "--quiet", "--memory", "1GB", "--work", str(tmp_path / "w")]) == 0
    )
    assert one.read_bytes() == two.read_bytes() and any((tmp_path / "w").iterdir())
    capsys.readouterr()
    assert run(["copies", str(newsroom), "-o", str(two), "--quiet", "--memory", "50MB"]) == 1
    assert "not enough for this pile: it needs" in capsys.readouterr().err


def test_list_copies__works_one_task_after_the_other(newsroom: Path, whole: pa.Table) -> None:
    assert take_passages(list_copies([newsroom], work=Work(map_kernels=map_here))["copies"], whole).equals(whole)
