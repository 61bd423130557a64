"""The wheel: everything that the program reads at run time is in it, and nothing else."""

import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.piles import ROOT

PACKAGE = ROOT / "headwater"
MADE = {"__pycache__", "samples"}
"""What stands in the package's folder and is no source of it."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    assert path.name.endswith("-py3-none-any.whl")
    return zipfile.ZipFile(path)


def test_wheel__holds_every_file_of_the_package_and_the_sample_pile(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if name.startswith("headwater/")}
    files = [p.relative_to(PACKAGE) for p in PACKAGE.rglob("*") if p.is_file()]
    sources = {f"headwater/{p.as_posix()}" for p in files if not MADE & set(p.parts)}
    samples = {f"headwater/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "samples").rglob("*") if p.is_file()}
    assert names == sources | samples
    assert {"headwater/data/outlets.tsv", "headwater/statements/data/tagger.npz"} <= names


def test_wheel__runs_on_every_system_and_names_its_command(wheel: zipfile.ZipFile) -> None:
    inside = {name.rsplit("/", 1)[-1]: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info" in name}
    assert "headwater = headwater.cli:main" in inside["entry_points.txt"]
    described = Parser().parsestr(inside["METADATA"])
    assert described["Requires-Python"] == ">=3.11" and described["License-Expression"] == "Apache-2.0"
    needed = {str(line).split(">=")[0] for line in described.get_all("Requires-Dist", [])}
    assert {"duckdb", "pyarrow", "trafilatura", "lxml-html-clean", "tzdata"} <= needed


def _list_unixisms(text: str) -> list[str]:
    words = ("os.fork", "import fcntl", "import termios", "import pwd", "os.getuid", "os.geteuid", "os.kill(", "/dev/")
    return [word for word in words if word in text]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_sources__ask_nothing_of_unix_and_name_the_encoding_of_texts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert _list_unixisms(text) == []
    for line in text.splitlines():
        if any(call in line for call in (".read_text()", ".write_text(", '.open("w"', '.open("a"', '.open("r"')):
            assert "utf-8" in line or "encoding=" in line, line.strip()
