"""Which files are meant, what they are called, and what is left out."""

import gzip
import os
from pathlib import Path

import pytest

from headwater.articles.files import Input, Opened, find_inputs, open_input, read_lines
from headwater.articles.problems import Problem
from headwater.errors import InputError


def write(path: Path, content: str = "Text of an article.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def uris(*paths: object) -> list[str]:
    return [found.uri for found in find_inputs([str(p) for p in paths])]


def test_find_inputs__names_files_by_the_last_part_of_the_argument(tmp_path: Path) -> None:
    write(tmp_path / "pile/b/two.txt")
    write(tmp_path / "pile/one.txt")
    assert uris(tmp_path / "pile") == ["pile/b/two.txt", "pile/one.txt"]
    assert uris(tmp_path / "pile/one.txt") == ["one.txt"]
    assert uris(f"{tmp_path}/pile/") == ["pile/b/two.txt", "pile/one.txt"]


def test_find_inputs__takes_the_name_of_the_folder_for_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "pile/one.txt")
    monkeypatch.chdir(tmp_path / "pile")
    assert uris(".") == ["pile/one.txt"]


def test_find_inputs__expands_patterns_itself(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/y.txt", "b/z.html"):
        write(tmp_path / name)
    assert uris(tmp_path / "*" / "*.txt") == ["x.txt", "y.txt"]
    assert uris(f"{tmp_path}/**/*.html") == ["z.html"]


def test_find_inputs__reads_a_file_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    write(tmp_path / "a[1].txt")
    assert uris(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_find_inputs__skips_the_parts_of_a_saved_page_and_hidden_files(tmp_path: Path) -> None:
    for name in (
        "page.html",
        "page_files/ad.html",
        "page_files/style.css",
        ".DS_Store",
        ".git/config",
        "other_files/note.txt",
        "pile.duckdb",
        "pile.duckdb.index/000000.entries",
    ):
        write(tmp_path / "p" / name)
    assert uris(tmp_path / "p") == ["p/other_files/note.txt", "p/page.html"]


def test_find_inputs__gives_each_file_once(tmp_path: Path) -> None:
    path = write(tmp_path / "p/one.txt")
    assert uris(path, path, tmp_path / "p") == ["one.txt", "p/one.txt"]


@pytest.mark.parametrize("argument", ["nothing.txt", "no/such/folder", "*.nothing"])
def test_find_inputs__says_which_path_is_not_there(tmp_path: Path, argument: str) -> None:
    with pytest.raises(InputError) as error:
        uris(tmp_path / argument)
    assert argument.split("/")[-1] in error.value.what and error.value.mend


def test_open_input__gives_head_and_hash_of_plain_and_packed_files(tmp_path: Path) -> None:
    text = "A long text. " * 10
    plain, packed = write(tmp_path / "a.txt", text), tmp_path / "a.txt.gz"
    packed.write_bytes(gzip.compress(text.encode(), mtime=0))
    heads = [open_input(Input(str(p), p.name)) for p in (plain, packed)]
    assert all(isinstance(head, Opened) and head.head == text.encode() for head in heads)
    assert len({head.source_hash for head in heads if isinstance(head, Opened)}) == 2


def reason(path: Path) -> str:
    found = open_input(Input(str(path), path.name))
    assert isinstance(found, Problem) and found.what.endswith(".") and found.mend.endswith(".")
    return found.reason


def test_open_input__says_why_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "broken.gz").write_bytes(gzip.compress(b"text " * 100)[:12] + b"\xff" * 9)
    assert reason(tmp_path / "empty.txt") == "empty"
    assert reason(tmp_path / "broken.gz") == "broken_archive"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_open_input__does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    assert reason(tmp_path / "pipe") == "not_a_file"
    assert reason(tmp_path / "gone") == "not_a_file"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users here")
def test_open_input__says_when_it_has_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path / "secret.txt")
    write(tmp_path / "closed" / "one.txt").parent.chmod(0)
    path.chmod(0)
    if os.geteuid() != 0:
        assert reason(path) == "no_permission"
        return
    child = os.fork()  # root may read everything: ask as nobody
    if not child:
        status = 1
        try:
            tmp_path.chmod(0o755)
            for parent in list(tmp_path.parents)[:-2]:
                parent.chmod(parent.stat().st_mode | 0o011)
            os.setuid(65534)
            closed = [open_input(found) for found in find_inputs([tmp_path / "closed"])]
            told = [problem.reason for problem in closed if isinstance(problem, Problem)]
            status = 0 if reason(path) == "no_permission" and told == ["no_permission"] else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    (tmp_path / "closed").chmod(0o755)


def test_read_lines__passes_over_a_line_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"one\n" + b"x" * 5_000_000 + b"\nthree\n" + b"y" * 3_000_000)
    assert list(read_lines(Input(str(path), "x"), 1_000_000)) == [b"one", None, b"three", None]
