"""The program and its peers: what is installed where, and the command that finds the copies of a pile."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
HERE = str(Path(__file__).parents[2])


@dataclass(frozen=True)
class Tool:
    """One program: its name in the table, what pip installs for it, its driver, the largest pile it is asked."""

    name: str
    packages: tuple[str, ...]
    driver: str
    most: int
    settings: str


TOOLS = (
    Tool("headwater", (HERE,), "", 1_000_000, "its defaults; gives stretches with ends, the others give pairs"),
    Tool("daft", ("daft", "numpy", "pyarrow"), "daft_minhash.py", 1_000_000, "`minhash` of 128, shingles of 5 words"),
    Tool("rensa", ("rensa", "numpy", "pyarrow"), "rensa_minhash.py", 100_000, "R-MinHash of 128, shingles of 5 words"),
    Tool("datasketch", ("datasketch", "numpy", "pyarrow"), "datasketch_minhash.py", 100_000,
         "MinHash of 128, shingles of 5 words, its own index at .5"),
    Tool("text-dedup", ("text-dedup",), "text_dedup_minhash.py", 100_000,
         "its program: 128, shingles of 5 words, .5, one process; all pairs of a cluster"),
)  # fmt: skip


def make_environment(tool: Tool, folder: Path) -> Path:
    """The Python of an environment of the tool's own, made when it is not there; headwater, which changes, is installed
    anew.

    Raises CalledProcessError where pip cannot install the tool.
    """
    python, made = folder / tool.name / "bin" / "python", folder / tool.name / "installed"
    if not made.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / tool.name)], check=True)
    if not (made.exists() and tool.driver):
        subprocess.run([str(python), "-m", "pip", "install", "-q", *tool.packages], check=True)
        made.touch()
    return python


def write_command(tool: Tool, python: Path, pile: Path, answer: Path) -> list[str]:
    """The command line that reads a pile and writes an answer."""
    if tool.driver:
        return [str(python), str(PEERS / tool.driver), str(pile), str(answer)]
    parts = [str(p) for p in sorted(pile.glob("part-*.parquet"))]
    return [str(python.with_name("headwater")), "copies", *parts, "-o", str(answer), "--id", "id", "--quiet"]


def read_version(tool: Tool, python: Path) -> str:
    """The installed version of a tool."""
    code = f"from importlib.metadata import version; print(version({tool.name!r}))"
    return subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True).stdout.strip()
