"""One run or many, whatever the order and the batches, killed or not: the same rows."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from headwater.errors import HeadwaterError, InputError, StoreError
from headwater.pipeline import stages
from headwater.pipeline.stages import Analysis
from headwater.schema import Tables
from headwater.store import Store, open_store
from headwater.views.page import write_report
from headwater.work import SILENT, Work, map_processes
from tests.piles import SAMPLES, list_differences, read_rows, run_headwater, trace_into

FILES = sorted(SAMPLES.iterdir())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "pile.duckdb"
    trace_into(path, *FILES)
    return path


def test_trace__fills_every_table(whole: Path) -> None:
    rows = read_rows(whole)
    assert [name for name, listed in rows.items() if not listed and name not in ("problems", "decisions")] == []


def test_trace__keeps_every_rule(whole: Path) -> None:
    with open_store(whole, read_only=True) as store:
        assert list(store.find_broken_rules()) == []


@pytest.mark.parametrize("order", ["forward", "backward", "interleaved"])
def test_trace__in_parts_leaves_the_rows_of_one_run(whole: Path, tmp_path: Path, order: str) -> None:
    files = {"forward": FILES, "backward": FILES[::-1], "interleaved": FILES[::2] + FILES[1::2]}[order]
    path = tmp_path / "pile.duckdb"
    for part in (files[:3], files[3:4], files[4:]):
        trace_into(path, *part)
    assert list_differences(whole, path) == []


def test_trace__in_processes_leaves_the_rows_of_one_process(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    trace_into(path, *FILES, work=Work(map=map_processes))
    assert list_differences(whole, path) == []


def test_run_stage__has_in_hand_what_the_store_has(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    path.write_bytes(whole.read_bytes())
    have: Tables = {}
    with open_store(path) as store:
        for stage in stages.STAGES:
            _, have = stages.run_stage(store, stage, have, Work(), SILENT, {})
        for name, table in have.items():
            assert table.to_pylist() == store.read(name).to_pylist(), name


def test_trace__same_files_again_add_nothing(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    trace_into(path, *FILES[:4])
    before = read_rows(path)
    trace_into(path, *FILES[:4])
    assert read_rows(path) == before


def test_trace__with_another_tagger_leaves_the_rows_of_one_run_with_it(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    trace_into(path, *FILES[:3], analysis=Analysis("rules"))
    trace_into(path, *FILES[3:])
    once = tmp_path / "once.duckdb"
    trace_into(once, *FILES, analysis=Analysis("rules"), work=Work(map=map_processes))
    assert list_differences(once, path) == []
    trace_into(path, *FILES, analysis=Analysis("neural"))
    assert list_differences(whole, path) == []
    assert list_differences(whole, once) != []


def test_trace__a_changed_file_is_a_new_document(tmp_path: Path) -> None:
    article = tmp_path / "dam.txt"
    article.write_text(
        "The dam at Fenn will be closed on Friday, the road authority said on Monday.\n", encoding="utf-8"
    )
    path = tmp_path / "pile.duckdb"
    assert trace_into(path, article)["documents"] == 1
    article.write_text(
        "The dam at Fenn will be closed on Sunday, the road authority said on Monday.\n", encoding="utf-8"
    )
    assert trace_into(path, article)["documents"] == 2


def test_views__say_that_a_pile_was_traced_only_in_part(tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    trace_into(path, *FILES[:2], until="copies")
    for command in ("claims", "texts", "said"):
        done = subprocess.run(
            [sys.executable, "-m", "headwater", command, str(path)], capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0 and done.stderr.startswith(f"Not all of {path} is worked out yet: descent, and")
    with open_store(path, read_only=True) as store, pytest.raises(HeadwaterError, match="only in part"):
        write_report(store, tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_remove__leaves_the_rows_of_a_run_that_never_saw_it(tmp_path: Path) -> None:
    with_it, without = tmp_path / "with.duckdb", tmp_path / "without.duckdb"
    trace_into(with_it, *FILES)
    gone = stages.remove(with_it, "orrincourier-lake.html")
    assert gone == 1
    trace_into(without, *[f for f in FILES if f.name != "orrincourier-lake.html"])
    assert list_differences(with_it, without) == []


def test_remove__says_when_nothing_matches(whole: Path) -> None:
    with pytest.raises(HeadwaterError, match="matches"):
        stages.remove(whole, "no-such-file.html")


def test_trace__until_a_stage_stops_there_and_goes_on_later(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    rows = trace_into(path, *FILES, until="copies")
    assert rows["passages"] and not rows["versions"]
    trace_into(path, *FILES)
    assert list_differences(whole, path) == []


KILL = """
import os, sys
from headwater import store
from headwater.pipeline import stages
method, count = sys.argv[1], int(sys.argv[2])
original, calls = getattr(store.Store, method), [0]
def die(self, *a, **k):
    calls[0] += 1
    if calls[0] == count and sys.argv[3] == "before": os._exit(9)
    done = original(self, *a, **k)
    if calls[0] == count: os._exit(9)
    return done
setattr(store.Store, method, die)
stages.trace(sys.argv[4], sys.argv[5:])
"""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize(
    ("method", "count"),
    [("append", 1), ("append", 2), ("append", 4), ("save", 1), ("save", 2), ("save", 3), ("save", 5)],
)
def test_trace__killed_at_any_moment_carries_on(
    whole: Path, tmp_path: Path, method: str, count: int, moment: str
) -> None:
    path = tmp_path / "pile.duckdb"
    command = [sys.executable, "-c", KILL, method, str(count), moment, str(path), *map(str, FILES)]
    killed = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert killed.returncode == 9, killed.stderr
    with open_store(path) as store:
        store.count("documents")
    trace_into(path, *FILES)
    assert list_differences(whole, path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_trace__ctrl_c_says_a_word_and_leaves_a_sound_store(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    command = [sys.executable, "-m", "headwater", "trace", *map(str, FILES), "-o", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    while "copies" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in words and "carry on" in words
    trace_into(path, *FILES)
    assert list_differences(whole, path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_trace__a_full_disk_is_said_and_the_store_stays_sound(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    trace_into(path, *FILES[:2])
    before, size = read_rows(path), path.stat().st_size
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
        f"from headwater.cli import run; sys.exit(run(['trace', {str(SAMPLES)!r}, '-o', {str(path)!r}, '--workers', '1']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "run the same command again" in done.stderr
    assert read_rows(path)["documents"] == before["documents"]
    trace_into(path, *FILES)
    assert list_differences(whole, path) == []


@pytest.mark.parametrize("kind", [duckdb.FatalException, duckdb.IOException])
def test_open_store__says_that_the_disk_is_full_whatever_the_database_makes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[duckdb.Error]
) -> None:
    path = tmp_path / "pile.duckdb"
    trace_into(path, FILES[0])
    before = read_rows(path)

    def fill_disk(self: Store, rows: pa.Table, sql: str) -> None:
        self.close()  # after a checkpoint that failed the database takes no word any more
        raise kind("the autocheckpoint failed: Could not write file: No space left on device")

    monkeypatch.setattr(Store, "_with_rows", fill_disk)
    with pytest.raises(StoreError, match="no space is left"):
        trace_into(path, FILES[1])
    monkeypatch.undo()
    assert read_rows(path) == before
    trace_into(path, FILES[1])
    assert len(read_rows(path)["documents"]) == 2


def test_open_store__says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    other = tmp_path / "notes.duckdb"
    other.write_text("These are notes, not a store.\n" * 200, encoding="utf-8")
    with pytest.raises(StoreError, match="no store"), open_store(other):
        pass
    sheet = tmp_path / "clips.csv"
    sheet.write_text("url,text\nhttps://dock.example/a,The quay is shut.\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"clips\.csv is no store"), open_store(sheet):
        pass
    assert sheet.read_text(encoding="utf-8").startswith("url,text")
    with pytest.raises(StoreError, match="headwater trace"), open_store(tmp_path / "none.duckdb", read_only=True):
        pass
    with pytest.raises(StoreError, match="folder"), open_store(tmp_path):
        pass


def test_trace__that_could_read_nothing_leaves_no_store(tmp_path: Path) -> None:
    path, empty = tmp_path / "pile.duckdb", tmp_path / "empty.txt"
    empty.touch()
    for _ in range(2):
        with pytest.raises(InputError):
            trace_into(path, empty)
        assert [p.name for p in tmp_path.iterdir()] == ["empty.txt"]
    trace_into(path, FILES[0])
    before = read_rows(path)
    trace_into(path, empty)
    rows = read_rows(path)
    assert [row["reason"] for row in rows.pop("problems")] == ["empty"]
    assert all(rows[name] == before[name] for name in rows)


def test_remove__makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="headwater trace"):
        stages.remove(tmp_path / "none.duckdb", "a")
    assert list(tmp_path.iterdir()) == []


def test_open_store__refuses_another_format(tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    with open_store(path) as store:
        store.note("format_version", "0")
    with pytest.raises(StoreError, match="format 0"), open_store(path):
        pass


def test_open_store__in_use_is_said(tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    code = f"from headwater.store import open_store\nwith open_store({str(path)!r}) as s:\n print('open', flush=True)\n input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        done = run_headwater("claims", path)
        process.communicate("\n", timeout=20)
    assert done.returncode == 1
    assert "in use" in done.stderr and len(done.stderr.splitlines()) == 2


def test_headwater__a_closed_pipe_ends_quietly(whole: Path) -> None:
    command = f"{sys.executable} -m headwater said {whole} --json"
    with subprocess.Popen(command.split(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        words = process.stderr.read()
        time.sleep(0)
    assert "Traceback" not in words and "BrokenPipe" not in words


def test_headwater__a_list_says_nothing_beside_itself(whole: Path) -> None:
    done = run_headwater("claims", whole, "--json")
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("{")


def test_headwater__wrong_usage_ends_with_2(tmp_path: Path) -> None:
    assert run_headwater("trace").returncode == 2
    assert run_headwater("nonsense").returncode == 2


def test_headwater__debug_shows_the_traceback(tmp_path: Path) -> None:
    done = run_headwater("claims", tmp_path / "none.duckdb", env={**os.environ, "HEADWATER_DEBUG": "1"})
    assert "Traceback" in done.stderr
