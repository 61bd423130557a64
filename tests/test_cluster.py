"""Copies as tasks of a Ray cluster of two nodes on this machine: the same rows, whatever dies."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from headwater.cli import run
from headwater.cluster import open_cluster
from headwater.errors import HeadwaterError
from headwater.partitions import Place
from headwater.pipeline.copy_lists import list_copies
from headwater.pipeline.copy_parts import Parts
from headwater.work import MapFunction, Work
from tests.pipeline.test_copy_parts import SMALL, write_newsroom

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    os.environ["RAY_worker_niceness"] = "0"  # noqa: SIM112, its name; or the workers wait for whatever else this machine does
    from ray.cluster_utils import Cluster

    memory = {"object_store_memory": 80 << 20, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, **memory})
    cluster.add_node(num_cpus=1, object_store_memory=80 << 20)
    yield cluster.address
    cluster.shutdown()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def on_cluster(address: str) -> Iterator[MapFunction]:
    with open_cluster(address) as mapped:
        yield mapped


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_newsroom(tmp_path_factory.mktemp("pile") / "news", 40)


@pytest.fixture(scope="module")
def alone(newsroom: Path) -> pa.Table:
    return list_copies([newsroom])["copies"]


def kill_workers(mapped: MapFunction, folder: Path, times: int, steps: set[str]) -> Work:
    """Work in which the worker of one task of each of some steps dies, so many times."""

    def map_deadly(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
        def run_deadly(numbered: tuple[int, Any]) -> Any:
            dead = folder / f"{function.__name__}.dead"
            if function.__name__ in steps and numbered[0] == 1:
                with dead.open("a") as stream:
                    stream.write("x")
                if dead.stat().st_size <= times:
                    os.kill(os.getpid(), signal.SIGKILL)
            return function(numbered[1])

        return mapped(run_deadly, enumerate(batches))

    return Work(map_kernels=map_deadly)


def test_open_cluster__gives_results_in_order_and_errors_as_they_are(on_cluster: MapFunction) -> None:
    def halve(number: int) -> float:
        if number == 7:
            raise HeadwaterError("Seven is odd.")
        return number / 2

    assert list(on_cluster(halve, [4, 2, 0])) == [2, 1, 0]
    with pytest.raises(HeadwaterError, match="Seven is odd"):
        list(on_cluster(halve, range(20)))


def test_list_copies__gives_the_same_rows_on_two_nodes(
    on_cluster: MapFunction, newsroom: Path, alone: pa.Table, tmp_path: Path
) -> None:
    assert len({node["NodeID"] for node in ray.nodes() if node["Alive"]}) == 2
    made = list_copies([newsroom], parts=Parts(Place(str(tmp_path)), SMALL), work=Work(map_kernels=on_cluster))
    assert alone.num_rows > 20 and made["copies"].equals(alone)


def test_list_copies__loses_no_row_when_workers_are_killed(
    on_cluster: MapFunction, newsroom: Path, alone: pa.Table, tmp_path: Path
) -> None:
    work = kill_workers(on_cluster, tmp_path, 1, {"write_articles", "align_sheaf"})
    assert list_copies([newsroom], parts=Parts(Place(str(tmp_path / "w")), SMALL), work=work)["copies"].equals(alone)
    assert [path.stat().st_size for path in tmp_path.glob("*.dead")] == [2, 2]


def test_list_copies__ends_when_workers_die_again_and_again_and_goes_on_later(
    on_cluster: MapFunction, newsroom: Path, alone: pa.Table, tmp_path: Path
) -> None:
    parts = Parts(Place(str(tmp_path / "w")), SMALL)
    with pytest.raises(HeadwaterError, match="A worker died 4 times over the same task") as caught:
        list_copies([newsroom], parts=parts, work=kill_workers(on_cluster, tmp_path, 99, {"align_sheaf"}))
    assert "goes on from there" in caught.value.mend
    done = {path: path.stat().st_mtime_ns for path in (tmp_path / "w").rglob("*.arrow")}
    assert {path.parent.name for path in done} >= {"index", "problems", "prints", "owners", "shared", "texts"}
    assert list_copies([newsroom], parts=parts, work=Work(map_kernels=on_cluster))["copies"].equals(alone)
    assert all(path.stat().st_mtime_ns == at for path, at in done.items())


def test_copies__runs_on_a_cluster(
    on_cluster: MapFunction, address: str, newsroom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ray.shutdown()
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    assert run(["copies", str(newsroom), "-o", str(one), "--quiet"]) == 0
    assert run(["copies", str(newsroom), "-o", str(two), "--quiet", "--cluster", address]) == 0
    assert one.read_bytes() == two.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.parquet", "two.parquet"]


@pytest.mark.parametrize("name", ["127.0.0.1:{port}", "nowhere.invalid:6379", "6379", "node:port"])
def test_copies__says_in_seconds_that_nobody_answers(
    newsroom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.monotonic()
    out = str(tmp_path / "out.parquet")
    assert run(["copies", str(newsroom), "-o", out, "--cluster", name.format(port=port)]) == 1
    assert time.monotonic() - began < 8 and "Nobody answers at" in capsys.readouterr().err
