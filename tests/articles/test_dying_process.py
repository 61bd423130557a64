"""An article that kills the process that reads it costs itself, and no other."""

import os
import signal
from pathlib import Path

import pytest

from headwater.articles import item_reading, reading
from headwater.articles.item_reading import Batch, Reading, read_batch
from headwater.articles.options import ReadOptions
from headwater.failures import DIED
from headwater.work import HERE, Work, map_processes


def read_or_die(batch: Batch) -> Reading:
    """What read_batch gives; the process is killed where a text is deadly."""
    if any(b"deadly" in task.data for task in batch.tasks if isinstance(task.data, bytes)):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_batch(batch)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_read_paths__goes_on_when_a_process_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        text = "a deadly word" if number == 3 else "a word"
        (tmp_path / f"{number:02}.txt").write_text(f"The harbour of Vik heard {text} on Friday, said pilot {number}.")
    monkeypatch.setattr(item_reading, "_BATCH", 6)
    sound = reading.read_paths([p for p in sorted(tmp_path.iterdir()) if p.name != "03.txt"], ReadOptions(), None, HERE)
    monkeypatch.setattr(reading, "read_batch", read_or_die)
    work = Work(map=lambda function, batches: map_processes(function, batches, 2))
    tables = reading.read_paths(sorted(tmp_path.iterdir()), ReadOptions(), None, work)
    (problem,) = tables["problems"].to_pylist()
    assert Path(problem["source_path"]).name == "03.txt" and DIED in problem["detail"]
    for name in ("documents", "regions", "signals"):
        assert tables[name].equals(sound[name]), name
