"""The docs say what is true: reference pages are current, every command, table, public name and decision is described."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import headwater
from headwater.cli import STAGE_NAMES, commands
from headwater.tables import TABLES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def _load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["tables.md", "commands.md"])
def test_reference_pages__are_current(page: str) -> None:
    made = _load_generator().PAGES[page]()
    assert (DOCS / page).read_text(encoding="utf-8") == made, "run `make docs`"


def test_commands__each_has_a_help_with_an_example_and_json() -> None:
    for name, command in commands.commands.items():
        assert command.help and f"headwater {name}" in command.help, f"{name}: no example"
        assert any("--json" in p.opts for p in command.params), f"{name}: no --json"


def test_commands__each_is_in_the_tutorial_or_a_guide() -> None:
    guides = "\n".join(p.read_text(encoding="utf-8") for p in DOCS.glob("*.md") if p.name != "commands.md")
    assert [name for name in commands.commands if f"headwater {name}" not in guides] == []


def test_tables__each_is_described() -> None:
    page = (DOCS / "tables.md").read_text(encoding="utf-8")
    assert [name for name in TABLES if f"\n## {name}\n" not in page] == []


def test_api__is_exactly_the_list_in_the_docs() -> None:
    listed = re.findall(r"^\| `(\w+)", (DOCS / "api.md").read_text(encoding="utf-8"), re.M)
    assert sorted(listed) == sorted(headwater.__all__)
    for name in headwater.__all__:
        assert getattr(headwater, name) is not None


def test_stage_names__are_those_of_the_pipeline() -> None:
    from headwater.pipeline import stages

    assert stages.STAGE_NAMES == STAGE_NAMES


def test_links__lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_dependencies__each_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (DOCS / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=\[; ]", d)[0] for d in project["dependencies"]]
    assert [name for name in names if f"**{name}**" not in reasons] == []
