"""Files in archives are read as if they lay in a folder; what should not be unpacked is a problem and costs no other."""

import gzip
import io
import json
import random
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from headwater.articles import read_articles, remove_items
from headwater.articles.problems import REASONS
from headwater.schema import Tables

PLACES = ("Vik", "Lund", "Tarn")


def write_text(place: str) -> str:
    return f"The harbour of {place} was closed on Tuesday after a storm, the mayor said.\n\nShips wait in the bay."


FILES: dict[str, bytes] = {
    "p/a.txt": write_text("Vik").encode(),
    "p/rows.jsonl": json.dumps({"title": "Storm", "text": write_text("Lund")}).encode(),
    "p/deep/packed.txt.gz": gzip.compress(write_text("Tarn").encode()),
    "p/page.html": b"<html><body><article><h1>Storm</h1><p>The quay of Osby was closed on Tuesday.</p></article></body></html>",
    "p/page_files/frame.html": b"<html><body><p>Buy a boat today and save on everything.</p></body></html>",
    "p/.hidden": b"nothing",
}


def write_zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def write_tar(files: dict[str, bytes], mode: Any = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def save(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def uris(tables: Tables) -> list[str]:
    return sorted(tables["documents"]["uri"].to_pylist())


def reasons(tables: Tables) -> dict[str, str]:
    return {str(p["source_path"]).split("/")[-1]: str(p["reason"]) for p in tables["problems"].to_pylist()}


@pytest.mark.parametrize(
    "data", [write_zip(FILES), write_tar(FILES), write_tar(FILES, "w:gz")], ids=["zip", "tar", "tgz"]
)
def test_read_articles__reads_the_files_of_an_archive(tmp_path: Path, data: bytes) -> None:
    path = save(tmp_path / "pile.bin", data)
    tables = read_articles([path])
    below = ["p/a.txt", "p/deep/packed.txt.gz", "p/page.html", "p/rows.jsonl#1"]
    assert uris(tables) == [f"pile.bin/{name}" for name in below]
    assert set(tables["documents"]["source_path"].to_pylist()) == {f"{path}!/{name.split('#')[0]}" for name in below}
    assert tables["problems"].num_rows == 0
    assert sorted(path.parent.iterdir()) == [path]


def test_read_articles__reads_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = write_zip({"a.txt": FILES["p/a.txt"]})
    assert uris(read_articles([save(tmp_path / "o.zip", write_tar({"i.zip": inner}))])) == ["o.zip/i.zip/a.txt"]
    for _ in range(4):
        inner = write_zip({"i.zip": inner})
    tables = read_articles([save(tmp_path / "deep.zip", inner), save(tmp_path / "b.txt", FILES["p/a.txt"])])
    assert uris(tables) == ["b.txt"] and list(reasons(tables).values()) == ["unsafe"]


def test_read_articles__reads_an_archive_once_and_only_what_changed_in_it(tmp_path: Path) -> None:
    first = read_articles([save(tmp_path / "a.zip", write_zip(FILES))])
    again = read_articles([tmp_path / "a.zip"], known=first)
    assert {n: t.to_pylist() for n, t in again.items()} == {n: t.to_pylist() for n, t in first.items()}
    changed = FILES | {"p/new.txt": write_text("Mora").encode()}
    more = read_articles([save(tmp_path / "a.zip", write_zip(changed))], known=first)
    assert len(uris(more)) == 5 and reasons(more) == {}


def test_remove_items__lets_an_entry_come_back(tmp_path: Path) -> None:
    path = save(tmp_path / "a.zip", write_zip(FILES))
    whole = read_articles([path])
    left = remove_items(whole, "a.zip/p/a.txt")
    assert len(uris(left)) == 3
    back = read_articles([path], known=left)
    assert back["documents"].to_pylist() == whole["documents"].to_pylist()


def test_read_articles__refuses_what_is_not_safe(tmp_path: Path) -> None:
    files = {
        "../up.txt": b"x" * 50,
        "/root.txt": b"x" * 50,
        "good.txt": FILES["p/a.txt"],
        "zeros.txt": b"0" * (20 << 20),
    }
    tables = read_articles([save(tmp_path / "a.zip", write_zip(files))])
    assert uris(tables) == ["a.zip/good.txt"]
    assert reasons(tables) == {"up.txt": "unsafe", "root.txt": "unsafe", "zeros.txt": "unsafe"}


def test_read_articles__refuses_links_and_devices(tmp_path: Path) -> None:
    secret = save(tmp_path / "secret.txt", write_text("Hamra").encode())
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("device", tarfile.CHRTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, str(secret)
            archive.addfile(entry)
        good = tarfile.TarInfo("good.txt")
        good.size = len(FILES["p/a.txt"])
        archive.addfile(good, io.BytesIO(FILES["p/a.txt"]))
    tables = read_articles([save(tmp_path / "a.tar", stream.getvalue())])
    assert uris(tables) == ["a.tar/good.txt"]
    assert reasons(tables) == {"link.txt": "unsafe", "hard.txt": "unsafe", "device": "unsafe"}


def test_read_articles__refuses_what_is_locked(tmp_path: Path) -> None:
    data = bytearray(write_zip({"a.txt": FILES["p/a.txt"]}, zipfile.ZIP_STORED))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):  # the flag that says so, in both headers
        data[data.index(mark) + (6 if mark.endswith(b"\x04") else 8)] |= 1
    tables = read_articles([save(tmp_path / "a.zip", bytes(data)), save(tmp_path / "b.txt", FILES["p/a.txt"])])
    assert uris(tables) == ["b.txt"] and reasons(tables) == {"a.txt": "unsafe"}


def test_read_articles__keeps_what_was_whole_in_a_tar_that_breaks_off(tmp_path: Path) -> None:
    data = write_tar({"a.txt": FILES["p/a.txt"], "b.txt": b"x" * 5000})[:3000]
    tables = read_articles([save(tmp_path / "a.tar", data), save(tmp_path / "c.txt", write_text("Mora").encode())])
    assert "c.txt" in uris(tables) and "broken_archive" in reasons(tables).values()


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz"])
def test_read_articles__never_fails_on_damaged_archives(tmp_path: Path, name: str) -> None:
    draw = random.Random(name)
    seed = write_zip(FILES) if name == "a.zip" else write_tar(FILES, "w:gz" if name.endswith("gz") else "w")
    for i in range(60):
        data = bytearray(seed)
        for _ in range(draw.randint(1, 12)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if draw.random() < 0.4:
            del data[draw.randrange(1, len(data)) :]
        save(tmp_path / f"{i:02}{name}", bytes(data))
    tables = read_articles([tmp_path])
    problems = tables["problems"].to_pylist()
    assert {p["reason"] for p in problems} <= REASONS.keys() - {"failed"}
    told = [str(d["source_path"]) for n in ("documents", "article_spares") for d in tables[n].to_pylist()]
    told += [str(p["source_path"]) for p in problems]
    assert {Path(path.split("!/")[0]).name for path in told} == {path.name for path in tmp_path.iterdir()}


def test_read_articles__says_that_the_head_of_a_file_in_a_tar_is_broken(tmp_path: Path) -> None:
    """tarfile takes it for the end."""
    data = bytearray(write_tar(FILES))
    data[1024 + 150] ^= 0x55
    (tmp_path / "a.tar").write_bytes(data)
    tables = read_articles([tmp_path / "a.tar"])
    assert tables["documents"].num_rows >= 1 and reasons(tables)["a.tar"] == "broken_archive"


def test_read_articles__keeps_the_first_files_of_a_tar_that_breaks_off_early(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(write_tar(FILES)[:1600])
    tables = read_articles([tmp_path / "a.tar"])
    assert tables["documents"].num_rows == 1 and reasons(tables)["a.tar"] == "broken_archive"


def test_read_articles__reads_every_entry_of_one_name(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "The harbour of Vik is closed, the mayor said.")
        archive.writestr("a.txt", "The harbour of Vik is open again, the mayor said.")
    assert read_articles([tmp_path / "a.zip"])["documents"].num_rows == 2
