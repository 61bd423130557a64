"""Public functions that nobody uses are taken out."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "headwater"


def test_public_names__are_used_somewhere() -> None:
    sources = {p: p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*.py")}
    words = {p: set(re.findall(r"\w+", text)) for p, text in sources.items()}
    unused = []
    for path, text in sources.items():
        for node in ast.parse(text).body:
            if (
                not isinstance(node, (ast.FunctionDef, ast.ClassDef))
                or node.name.startswith("_")
                or node.decorator_list
            ):
                continue
            elsewhere = any(node.name in found for other, found in words.items() if other != path)
            if not elsewhere and len(re.findall(rf"\b{node.name}\b", text)) < 2:
                unused.append(f"{path.relative_to(PACKAGE)}: {node.name}")
    assert not unused
