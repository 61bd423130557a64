"""Files a sitting long, functions a screen long, few parameters, plain names."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "headwater").rglob("*.py"), *(ROOT / "bench").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
ASSETS = sorted(p for s in ("*.js", "*.css", "*.html") for p in (ROOT / "headwater").rglob(s))
BANNED = ("manager", "util", "helper", "misc", "common", "base", "core", "handler", "processor")
MOST_LINES, MOST_FUNCTION_LINES, MOST_PARAMETERS = 400, 50, 7


@pytest.mark.parametrize("path", FILES + ASSETS, ids=lambda p: str(p.relative_to(ROOT)))
def test_files__are_a_sitting_long(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines; is there more than one idea in it?"
    words = path.stem.lower().replace("-", "_").split("_")
    assert not any(word.rstrip("s") in BANNED for word in words), f"{path.name} says nothing"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_functions__are_a_screen_long(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{node.name} has {length} lines"
            given = len(node.args.args) + len(node.args.kwonlyargs)
            is_command = any("command" in ast.unparse(d) for d in node.decorator_list)
            assert given <= MOST_PARAMETERS or is_command, f"{node.name} takes {given} parameters"


@pytest.mark.parametrize("path", sorted((ROOT / "headwater").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_public_names__have_docstrings(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} does not say what it is for"
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} in {path.name} has no docstring"


def test_classes__do_not_inherit_except_exceptions() -> None:
    for path in (ROOT / "headwater").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = [ast.unparse(b) for b in node.bases]
                assert all(b.endswith(("Error", "Exception", "Protocol", "NamedTuple")) for b in bases), (
                    f"{path.name}: {node.name}"
                )
