"""Sheets to judge by hand, and how far the program agrees with a filled one."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from headwater.check_commands import KINDS
from headwater.cli import commands
from headwater.errors import InputError
from headwater.store import Store, open_store
from headwater.views import sheets
from headwater.views.agreement import find_interval, judge_sheet
from headwater.views.methods import note_agreement, read_agreements
from headwater.views.page import write_report
from headwater.views.sheets import make_sheet, open_verdict

Row = dict[str, Any]


def fill(path: Path, rows: list[Row], delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def answer(row: Row) -> str:
    verdict = open_verdict(row["sealed"])
    return str(verdict.get("low", verdict.get("says")))


def test_kinds__of_the_command_are_those_of_the_sheets() -> None:
    assert tuple(sheets.QUESTIONS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_make_sheet__is_the_same_again_and_does_not_show_the_verdict(docks: Store, kind: str) -> None:
    rows = make_sheet(docks, kind, 50)
    assert rows == make_sheet(docks, kind, 50) and rows
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        assert row["answer"] == "" and row["first"] and row["second"]
        assert open_verdict(row["sealed"])["kind"] == kind
        assert "confidence" not in str(row) and "independent_low" not in str(row)


def test_make_sheet__draws_as_many_as_are_asked_for_and_others_with_another_seed(docks: Store) -> None:
    drawn = {open_verdict(row["sealed"])["about"] for seed in range(8) for row in make_sheet(docks, "edges", 1, seed)}
    assert len(make_sheet(docks, "edges", 1)) == 1 and len(drawn) > 1


@pytest.mark.parametrize("kind", KINDS)
def test_judge_sheet__agrees_with_its_own_verdicts(docks: Store, kind: str, tmp_path: Path) -> None:
    rows = [row | {"answer": answer(row)} for row in make_sheet(docks, kind, 50)]
    judged = judge_sheet(fill(tmp_path / "sheet.csv", rows))
    assert judged["shares"][0]["share"] == 1.0 and judged["wrong"] == [] and judged["unsure"] == 0
    assert judged["shares"][0]["low"] == find_interval(len(rows), len(rows))[0]


def test_judge_sheet__counts_what_differs_and_leaves_out_what_nobody_is_sure_of(docks: Store, tmp_path: Path) -> None:
    rows = make_sheet(docks, "counts", 50)
    rows[0]["answer"], rows[1]["answer"] = "?", str(open_verdict(rows[1]["sealed"])["low"] + 7)
    judged = judge_sheet(fill(tmp_path / "sheet.csv", rows, ";", "cp1252"))
    assert (judged["answered"], judged["unsure"], len(judged["wrong"])) == (2, 1, 1)
    shares = {share["what"]: (share["right"], share["of"]) for share in judged["shares"]}
    assert shares["low count right"] == (0, 1) and shares["not counted too high"] == (1, 1)


def test_judge_sheet__takes_an_order_that_the_reader_cannot_tell_for_unsure(docks: Store, tmp_path: Path) -> None:
    rows = [row | {"answer": "same"} for row in make_sheet(docks, "edges", 50)]
    told = sum(answer(row) != "same" for row in rows)
    judged = judge_sheet(fill(tmp_path / "sheet.csv", rows))
    assert judged["unsure"] == told and judged["shares"][0]["of"] == len(rows) - told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": "perhaps"}, "is no answer"),
        ({"answer": ""}, "has an answer"),
        ({"sealed": "x"}, "not to be read"),
        ({"sealed": ""}, "not to be read"),
    ],
)
def test_judge_sheet__says_what_is_wrong_with_a_row(
    docks: Store, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    rows = [row | {"answer": "yes"} | change for row in make_sheet(docks, "claims", 2)]
    with pytest.raises(InputError, match=said):
        judge_sheet(fill(tmp_path / "sheet.csv", rows))


def test_judge_sheet__refuses_what_is_no_sheet(docks: Store, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for name in ("other.csv", "missing.csv"):
        with pytest.raises(InputError):
            judge_sheet(tmp_path / name)
    mixed = [*make_sheet(docks, "claims", 1), *make_sheet(docks, "counts", 1)]
    with pytest.raises(InputError, match="claims and counts"):
        judge_sheet(fill(tmp_path / "mixed.csv", mixed))
    sealed = make_sheet(docks, "claims", 1)[0]["sealed"]
    with pytest.raises(ValueError, match=r"changed|no sealed"):
        open_verdict(("B" if sealed[0] != "B" else "C") + sealed[1:])


def test_agree__is_noted_in_the_store_and_said_in_its_report(docks_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "docks.duckdb"
    shutil.copy(docks_path, path)
    runner = CliRunner()
    made = runner.invoke(commands, ["sample", str(path), "--of", "counts", "-o", str(tmp_path / "sheet.csv")])
    assert made.exit_code == 0
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    fill(tmp_path / "sheet.csv", [row | {"answer": answer(row)} for row in rows])
    agreed = runner.invoke(commands, ["agree", str(tmp_path / "sheet.csv"), "--store", str(path)])
    assert agreed.exit_code == 0 and "low count right: 3 of 3, 1.00" in agreed.output
    with open_store(path) as store:
        assert "low count right: 3 of 3" in read_agreements(store)[0]
        note_agreement(store, judge_sheet(tmp_path / "sheet.csv"))
        assert len(read_agreements(store)) == 1
        write_report(store, tmp_path / "page.html")
    assert "low count right: 3 of 3" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_sample__says_where_there_is_nothing_to_judge(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.duckdb"):
        pass
    runner = CliRunner()
    assert runner.invoke(commands, ["sample", str(tmp_path / "empty.duckdb"), "--of", "edges"]).exit_code == 1
    wrong = ["sample", str(tmp_path / "empty.duckdb"), "--of", "edges", "-o", "sheet.xlsx"]
    assert runner.invoke(commands, wrong).exit_code == 2
