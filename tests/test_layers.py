"""The layers of docs/builders/architecture.md: who may import whom."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "headwater"
STAGES = ("articles", "copies", "descent", "statements", "tally")
LOWEST = {"schema", "tables", "states", "errors", "kernel"}
LOW = LOWEST | {
    "text",
    "intervals",
    "provenance",
    "work",
    "mixing",
    "failures",
    "outlets",
    "outlet_files",
    "partitions",
    "memory",
    "decisions",
    "quoted",
}
COMMANDS = ("cli", "commands", "copy_commands", "check_commands", "decide_commands", "running")
FILES = sorted(PACKAGE.rglob("*.py"))


def _unit(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _may_import(unit: str) -> set[str]:
    if unit in LOWEST:
        return LOWEST
    if unit in LOW:
        return LOW
    if unit in STAGES:
        return LOW | {unit}
    if unit == "store":
        return LOW
    if unit == "views":
        return LOW | {"store", "views"}
    if unit in ("pipeline", "cluster"):
        return LOW | {"store", unit, *STAGES}
    above = {"store", "pipeline", "cluster", "deciding", "supposing", "questions", "views", "__init__"}
    return LOW | above | {*STAGES, *COMMANDS}


def _list_imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += (
                [node.module] if node.module != "headwater" else [f"headwater.{alias.name}" for alias in node.names]
            )
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports__keep_the_layers(path: Path) -> None:
    allowed = _may_import(_unit(path))
    for name in _list_imports(path):
        if name.startswith("headwater."):
            assert name.split(".")[1] in allowed, f"{path.name} imports {name}"
        if name.split(".")[0] == "numba":
            assert path.name == "kernel.py", f"{path.name} imports the compiler"
        if name.split(".")[0] == "duckdb":
            assert path.name == "store.py", f"{path.name} imports the database"
        assert name.split(".")[0] not in ("ray", "dask", "pyspark") or path.name == "cluster.py"


@pytest.mark.parametrize("path", [p for p in FILES if p.name.endswith("_kernels.py")], ids=lambda p: p.name)
def test_kernels__import_only_arrays_and_the_compiler(path: Path) -> None:
    assert {n.split(".")[0] for n in _list_imports(path)} <= {"numpy", "headwater", "collections", "typing"}
    stages = {n for n in _list_imports(path) if n.startswith("headwater.")}
    assert all(n == "headwater.kernel" or n.endswith("_kernels") for n in stages), stages
