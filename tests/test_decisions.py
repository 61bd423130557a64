"""What readers decide: applied over the program, kept through every run, undone without a trace."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from headwater import decide_commands
from headwater.cli import commands, run
from headwater.deciding import add_decisions, make_row, note_file, undo_decision
from headwater.decisions import STAGE_OF, read_decisions
from headwater.errors import InputError
from headwater.pipeline.stages import Analysis, apply_decisions
from headwater.quoted import find_statements
from headwater.schema import write_id
from headwater.store import open_store
from headwater.tables import DECISIONS
from headwater.views.decisions import list_decisions, place_typed, say_decision
from headwater.views.evidence import explain
from headwater.views.exports import export_tables
from headwater.views.page import write_report
from headwater.views.payload import build_payload
from headwater.views.pile import TABLES_READ
from tests.piles import SAMPLES, list_differences, read_rows, trace_into

Row = dict[str, Any]

FILES = [
    path for path in sorted(SAMPLES.iterdir()) if "ferry" in path.name or "jobs" in path.name or "rescue" in path.name
]
NORTH, DOCK = "brackwaterpost-jobs.html", "portsorrelherald-jobs.html"
WIRE, LEDGER = "calderwire-ferry.html", "valleyledger-ferry.html"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decisions") / "pile.duckdb"
    trace_into(path, *FILES, analysis=Analysis("rules"))
    return path


@pytest.fixture
def pile(plain: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "pile.duckdb"
    shutil.copy(plain, path)
    yield path


def decide(path: Path, kind: str, subject: str, other: str | None = None, **more: str) -> Row:
    """Decide something and apply it; the decision as it is listed."""
    with open_store(path) as store:
        given = {"kind": kind, "subject": place_typed(store, kind, subject), **more}
        if other is not None:
            given["object"] = place_typed(store, kind, other)
        number = add_decisions(store, [make_row(given)])[0]
    apply_decisions(path)
    return next(row for row in read_decided(path) if row["id"] == write_id("k", number))


def read_decided(path: Path) -> list[Row]:
    with open_store(path, read_only=True) as store:
        return list_decisions(store)


def ask(path: Path, sql: str) -> list[Row]:
    with open_store(path, read_only=True) as store:
        rows: list[Row] = store.ask(sql).to_pylist()
        return rows


def find_claims(path: Path, words: str) -> list[str]:
    """The claims that have a statement whose article's words at its content begin so, as written ids."""
    sql = f"""
        SELECT DISTINCT m.claim_id FROM claim_statements m JOIN statements USING (statement_id) JOIN spans p
        USING (statement_id) JOIN documents d USING (document_id)
        WHERE role = 'content' AND contains(substr(d.text, p."start" + 1, p."end" - p."start"), '{words}')"""
    return [write_id("c", row["claim_id"]) for row in ask(path, sql)]


def quote_first(path: Path, file: str, words: str) -> str:
    """The content of a statement of an article that holds some words, as a person types it."""
    sql = f"""
        SELECT substr(d.text, p."start" + 1, p."end" - p."start") AS words FROM spans p JOIN statements
        USING (statement_id) JOIN documents d USING (document_id)
        WHERE role = 'content' AND ends_with(uri, '{file}') ORDER BY p."start" """
    return next(f'{file} "{row["words"]}"' for row in ask(path, sql) if words in row["words"])


EDGE = """
    SELECT c.uri AS child, p.uri AS parent, confidence, basis FROM edges JOIN versions a ON a.version_id = child_id
    JOIN versions b ON b.version_id = parent_id JOIN documents c ON c.document_id = a.document_id
    JOIN documents p ON p.document_id = b.document_id"""


def list_parents(path: Path) -> set[tuple[str, str]]:
    return {(row["child"].rsplit("/")[-1], row["parent"].rsplit("/")[-1]) for row in ask(path, EDGE)}


def test_kinds__of_the_command_are_those_of_the_program() -> None:
    assert set(decide_commands.KINDS) == set(STAGE_OF)


def test_date_and_site__are_the_readers_and_go_when_undone(pile: Path, plain: Path) -> None:
    row = decide(pile, "date", WIRE, value="2026-02")
    decide(pile, "site", WIRE, value="other.example")
    [article] = ask(pile, f"SELECT * FROM documents WHERE ends_with(uri, '{WIRE}')")
    assert article["published_at"] == datetime(2026, 2, 1, tzinfo=UTC) and article["published_precision"] == "month"
    assert article["published_basis"] == "given" and article["site"] == "other.example"
    assert row["effect"] == "applied" and row["thought"] == "2026-03-04 09:12"
    for decided in read_decided(pile):
        undo(pile, decided["id"])
    assert list_differences(plain, pile) == []


def undo(path: Path, typed: str) -> None:
    with open_store(path) as store:
        undo_decision(store, typed)
    apply_decisions(path)


def test_reversed__turns_the_edge_round_and_says_what_the_program_thought(pile: Path, plain: Path) -> None:
    assert (LEDGER, WIRE) in list_parents(pile)
    row = decide(pile, "reversed", LEDGER, WIRE, note="the wire bought it")
    assert (WIRE, LEDGER) in list_parents(pile) and (LEDGER, WIRE) not in list_parents(pile)
    assert row["effect"] == "applied" and "is from Calder Wire" in row["thought"]
    with open_store(pile, read_only=True) as store:
        step = explain(store, [WIRE, LEDGER])["steps"][0]
        assert list(store.find_broken_rules()) == []
    assert step["speaks_for"][0] == "a reader decided so" and step["confidence"] > 0.9
    undo(pile, row["id"])
    assert list_differences(plain, pile) == []


def test_not_copy__leaves_no_edge_between_the_two(pile: Path, plain: Path) -> None:
    row = decide(pile, "not_copy", LEDGER, WIRE)
    assert not {(LEDGER, WIRE), (WIRE, LEDGER)} & list_parents(pile)
    assert row["effect"] == "applied" and "words of one text" in row["thought"]
    undo(pile, row["id"])
    assert list_differences(plain, pile) == []


def test_copy__ties_two_texts_that_the_program_did_not(tmp_path: Path) -> None:
    words = "The old lighthouse on Gull Rock lost its lamp in the storm, and nobody has seen it since that night."
    (tmp_path / "a.txt").write_text(f"Lamp lost\n\n{words} Keepers went home early.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "Storm\n\nThe old lighthouse on Gull Rock lost its lamp, it is said. Boats stayed in port and schools closed.",
        encoding="utf-8",
    )
    path = tmp_path / "pile.duckdb"
    trace_into(path, tmp_path / "a.txt", tmp_path / "b.txt", analysis=Analysis("rules"))
    assert list_parents(path) == set()
    row = decide(path, "copy", "b.txt", "a.txt")
    assert list_parents(path) == {("b.txt", "a.txt")} and row["effect"] == "applied"
    assert row["thought"].startswith("neither")


def test_no_statement__takes_it_out_and_undo_puts_it_back(pile: Path, plain: Path) -> None:
    typed = quote_first(pile, NORTH, "120 jobs")
    before = ask(pile, "SELECT count(*) AS n FROM statements")[0]["n"]
    row = decide(pile, "no_statement", typed)
    assert ask(pile, "SELECT count(*) AS n FROM statements")[0]["n"] == before - 1
    assert row["effect"] == "applied" and row["thought"]
    with open_store(pile, read_only=True) as store:
        assert list(store.find_broken_rules()) == []
    undo(pile, row["id"])
    assert list_differences(plain, pile) == []


def test_no_statement__is_still_applied_after_the_next_run(pile: Path) -> None:
    row = decide(pile, "no_statement", quote_first(pile, NORTH, "120 jobs"))
    decide(pile, "date", LEDGER, value="2026-03-05")
    assert next(again for again in read_decided(pile) if again["id"] == row["id"]) == row


def test_place_typed__takes_a_part_of_what_is_said_where_one_statement_has_it(pile: Path) -> None:
    with open_store(pile, read_only=True) as store:
        typed = quote_first(pile, NORTH, "120 jobs")
        words = typed.split('"')[1]
        part = " ".join(words.split()[-2:])
        assert place_typed(store, "no_statement", f'{NORTH} "{part}"') == place_typed(store, "no_statement", typed)
        with pytest.raises(InputError, match=r"^\d+ statements of .* have "):
            place_typed(store, "no_statement", f'{NORTH} "the"')


def test_decide__takes_no_date_that_is_none(pile: Path) -> None:
    assert run(["decide", str(pile), "date", NORTH, "tomorrow"]) == 1
    assert read_decided(pile) == []


def test_same_claim__joins_two_and_not_same_claim_parts_one(pile: Path, plain: Path) -> None:
    one, other = (quote_first(pile, name, "120 jobs") for name in (NORTH, DOCK))
    row = decide(pile, "same_claim", one, other, note="one cut")
    assert row["effect"] == "applied" and row["thought"] == "two claims"
    with open_store(pile, read_only=True) as store:
        answer = explain(store, [place_claim(pile, one)])
    assert [decided["id"] for decided in answer["claim"]["decided"]] == [row["id"]]
    undo(pile, row["id"])
    assert list_differences(plain, pile) == []
    first, second = (quote_first(pile, name, "sandbank") for name in (WIRE, LEDGER))
    assert place_claim(pile, first) == place_claim(pile, second)
    parted = decide(pile, "not_same_claim", first, second)
    assert parted["thought"] == "the same claim" and place_claim(pile, first) != place_claim(pile, second)
    undo(pile, parted["id"])
    assert list_differences(plain, pile) == []


def place_claim(path: Path, typed: str) -> str:
    """The claim of the statement that is quoted."""
    row = find_statement(path, typed)
    [claim] = ask(path, f"SELECT claim_id FROM claim_statements WHERE statement_id = {row}")
    return write_id("c", claim["claim_id"])


def find_statement(path: Path, typed: str) -> int:
    """The statement that is quoted."""
    with open_store(path, read_only=True) as store:
        row = make_row({"kind": "no_statement", "subject": place_typed(store, "no_statement", typed)})
        tables = store.read_all(["documents", "statements", "spans"]) | {"decisions": DECISIONS.build([row])}
        place = read_decisions(tables, ["no_statement"])[0].subject
        return find_statements([place], tables["documents"], tables)[place]


def test_report__shows_what_readers_decided_and_runs_nothing_of_it(pile: Path, tmp_path: Path) -> None:
    one, other = (quote_first(pile, name, "120 jobs") for name in (NORTH, DOCK))
    decide(pile, "same_claim", one, other, note="</script><script>alert(1)</script>")
    decide(pile, "site", NORTH, value="<b>other</b>")
    with open_store(pile, read_only=True) as store:
        payload = build_payload({name: store.read(name) for name in TABLES_READ})
        write_report(store, tmp_path / "page.html")
    jsonschema.validate(payload, json.loads((files("headwater.views") / "payload.schema.json").read_text("utf-8")))
    assert [row["effect"] for row in payload["index"]["decisions"]] == ["applied", "applied"]
    assert [row["decided"] for row in payload["index"]["claims"] if "decided" in row] == [[0]]
    assert [row["decided"] for row in payload["index"]["documents"] if "decided" in row] == [[1]]
    assert "<script>alert" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_show__says_what_a_reader_decided_of_an_article(pile: Path) -> None:
    decide(pile, "date", NORTH, value="2026-01-05", note="seen in print")
    shown = CliRunner().invoke(commands, ["show", str(pile), NORTH]).output
    assert "a reader" in shown and "seen in print" in shown and "2026-01-05 (from the user)" in shown


def test_same_source__counts_two_as_one_and_different_source_one_as_two(pile: Path, plain: Path) -> None:
    sources = {
        row["name"]: write_id("o", row["source_id"]) for row in ask(pile, "SELECT * FROM sources") if row["name"]
    }
    row = decide(pile, "same_source", sources["Tomas Hale"], sources["Ines Corvo"])
    assert row["effect"] == "applied" and row["thought"].startswith("two sources")
    names = {row["name"] for row in ask(pile, "SELECT name FROM sources")}
    assert "Ines Corvo" not in names and "Tomas Hale" in names
    undo(pile, row["id"])
    assert list_differences(plain, pile) == []
    first, second = (quote_first(pile, name, "sandbank") for name in (WIRE, LEDGER))
    parted = decide(pile, "different_source", first, second)
    assert parted["thought"].startswith("one source")
    assert sum(r["name"] == "Tomas Hale" for r in ask(pile, "SELECT name FROM sources")) == 2
    with open_store(pile, read_only=True) as store:
        assert list(store.find_broken_rules()) == []
    undo(pile, parted["id"])
    assert list_differences(plain, pile) == []


def test_decisions__survive_a_run_that_reads_all_anew(pile: Path, tmp_path: Path) -> None:
    decide(pile, "reversed", LEDGER, WIRE)
    decide(pile, "date", DOCK, value="2026-01-05")
    decide(pile, "no_statement", quote_first(pile, NORTH, "120 jobs"))
    decide(pile, "not_same_claim", quote_first(pile, WIRE, "sandbank"), quote_first(pile, LEDGER, "sandbank"))
    with open_store(pile, read_only=True) as store:
        export_tables(store, tmp_path / "out", "csv")
    anew = tmp_path / "anew.duckdb"
    note_file(anew, tmp_path / "out" / "decisions.csv")
    files = FILES[::-1]
    trace_into(anew, *files[:3], analysis=Analysis("rules"))
    trace_into(anew, *files[3:])
    assert {row["effect"] for row in read_decided(anew)} == {"applied"}
    assert list_differences(pile, anew) == []


def test_contradicting_decisions__are_named_and_neither_is_applied(pile: Path, plain: Path) -> None:
    decide(pile, "copy", LEDGER, WIRE)
    decide(pile, "copy", WIRE, LEDGER)
    one, other = (quote_first(pile, name, "120 jobs") for name in (NORTH, DOCK))
    decide(pile, "same_claim", one, other)
    decide(pile, "not_same_claim", other, one)
    rows = read_decided(pile)
    assert {row["effect"] for row in rows} == {"contradicted"}
    for row in rows:
        assert any(other["id"] in row["detail"] for other in rows if other is not row)
    before, after = read_rows(plain), read_rows(pile)
    assert {n for n in before if before[n] != after[n]} == {"decisions"}


def test_trace__says_how_many_decisions_could_not_be_applied(pile: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "decided.csv"
    sheet.write_text(f"kind,subject,object\ncopy,{NORTH},{NORTH}\ncopy,{DOCK},nowhere.html\n")
    told = ["trace", *map(str, FILES), "-o", str(pile), "--tagger", "rules", "--quiet", "--decisions", str(sheet)]
    done = CliRunner().invoke(commands, told)
    assert "2 decisions could not be applied" in done.output
    assert {row["detail"] for row in read_decided(pile)} >= {"It is about one thing, not two."}


def test_decision__whose_article_or_quote_is_gone_is_kept_and_said(pile: Path) -> None:
    place = quote_first(pile, NORTH, "120 jobs").split(' "')[0]
    with open_store(pile) as store:
        rows = [
            {"kind": "no_statement", "subject": f'{place} "Words that nobody wrote"'},
            {"kind": "copy", "subject": "nowhere.html", "object": place},
            {"kind": "date", "subject": place, "value": "in spring"},
        ]
        add_decisions(store, [make_row(row) for row in rows])
    apply_decisions(pile)
    decided = read_decided(pile)
    assert [row["effect"] for row in decided] == ["lost"] * 3
    assert all("not applied" in say_decision(row) for row in decided)
    assert any("nowhere.html" in row["detail"] for row in decided)


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "guess", "subject": "a.txt"},
        {"kind": "copy", "subject": "a.txt"},
        {"kind": "date", "subject": "a.txt"},
        {"kind": "site", "subject": "", "value": "x"},
    ],
)
def test_make_row__says_what_is_missing(row: dict[str, str]) -> None:
    with pytest.raises(InputError):
        make_row(row)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "what,who\nx,y\n"),
        ("b.jsonl", "no json\n"),
        ("c.jsonl", "[1]\n"),
        ("d.csv", "kind,subject\ncopy,a.txt\n"),
        ("e.parquet", "no parquet"),
    ],
)
def test_note_file__says_what_is_wrong_with_a_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        note_file(tmp_path / "pile.duckdb", tmp_path / name)
    assert not (tmp_path / "pile.duckdb").exists()


def test_decide__decides_lists_and_undoes(pile: Path) -> None:
    runner = CliRunner()
    made = runner.invoke(commands, ["decide", str(pile), "reversed", LEDGER, WIRE, "--note", "bought", "--by", "Ana"])
    assert made.exit_code == 0 and "bought" in made.output and "the program:" in made.output
    listed = runner.invoke(commands, ["decide", str(pile)]).stdout
    assert "(Ana)" in listed
    undone = runner.invoke(commands, ["decide", str(pile), "--undo", listed.split()[0]])
    assert undone.exit_code == 0 and "taken back" in undone.output
    assert "Nothing was decided" in runner.invoke(commands, ["decide", str(pile)]).output
    noted = runner.invoke(commands, ["decide", str(pile), "not_copy", LEDGER, WIRE, "--later"])
    assert "not applied yet" in noted.output and (LEDGER, WIRE) in list_parents(pile)
    assert runner.invoke(commands, ["decide", str(pile), "copy"]).exit_code == 1
    assert runner.invoke(commands, ["decide", str(pile), "copy", "--undo", "k"]).exit_code == 2
    trace_into(pile, *FILES)
    assert (LEDGER, WIRE) not in list_parents(pile)
