"""A user's own outlets: the file and its faults, what they change in every stage, and that they stay for later runs."""

import json
from pathlib import Path

import pytest

from headwater.articles.outlets import find_group, find_outlet, is_agency_name
from headwater.descent.outlets import name_keys, write_name
from headwater.errors import InputError
from headwater.outlet_files import read_outlets
from headwater.outlets import find_by_host, know_outlets, lay_over, list_outlets, make_outlet
from headwater.statements.sources import is_outlet
from headwater.store import open_store
from headwater.tally.outlets import name_outlet
from headwater.work import Work, map_processes
from tests.piles import list_differences, read_rows, run_headwater, trace_into

TABLE = """name,kind,sites,aliases,group
Kystposten,outlet,kystposten.example|https://www.kp.example/,KP|The Coaster*,Coast Papers
Fjordwire,agency,fjordwire.example,FW,
"Vik, Lund and Sea",,vls.example,,Coast Papers
"""
WIRE = """The harbour of Vik closed on Monday

VIK (Fjordwire) - The harbour of Vik was closed to all ships on Monday after a barge sank at its mouth.

The harbour master, Ana Ruiz, said the fairway would be cleared within a week by two tugs from Lund.

She told Kystposten that nobody had been hurt when the barge went down shortly before dawn.
"""


def _write(folder: Path, table: str = TABLE, name: str = "outlets.csv") -> Path:
    path = folder / name
    path.write_text(table, encoding="utf-8")
    return path


def test_read_outlets__reads_the_columns_of_our_own_table(tmp_path: Path) -> None:
    post, wire, sea = read_outlets(_write(tmp_path))
    assert post.sites == ("kystposten.example", "kp.example") and post.aliases == ("KP", "The Coaster")
    assert post.common == {"The Coaster"} and post.group == sea.group == "Coast Papers"
    assert wire.agency and not sea.agency and sea.name == "Vik, Lund and Sea"


@pytest.mark.parametrize("table", ["name;group\nVik Post;Coast\n", "# ours\ngroup\tname\nCoast\tVik Post\n\n"])
def test_read_outlets__takes_any_delimiter_order_and_empty_lines(tmp_path: Path, table: str) -> None:
    assert read_outlets(_write(tmp_path, table))[0] == make_outlet("Vik Post", "", [], [], "Coast")


@pytest.mark.parametrize(
    "table, said",
    [
        ("", "no column `name`"),
        ("outlet,sites\nVik,vik.example\n", "no column `name`"),
        ("name,alias\nVik,V\n", "a column `alias`"),
        ("name,kind\nVik Post,outlet\n\nLund,paper\n", "Line 4 .* has the kind paper"),
        ("name,sites\nVik Post,vikpost\n", "Line 2 .* has vikpost as a site"),
        ("name,sites\n,vik.example\n", "Line 2 .* has no name"),
        ("name,sites\nA,vik.example\nB,www.vik.example\n", "Line 3 .* has vik.example, as line 2 has"),
        ("name,aliases\nVik Post,VP\nVolk,vp\n", "Line 3 .* has vp, as line 2 has"),
        ("name,sites\nVik, Lund and Sea,vls.example\n", "Line 2 .* has 3 cells, and there are 2 columns"),
        ('name,sites\n"A\nB",a.example\nC,nowhere\n', "Line 4 .* has nowhere as a site"),
    ],
)  # fmt: skip
def test_read_outlets__names_the_line_that_is_wrong(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_outlets(_write(tmp_path, table))


def test_read_outlets__says_what_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes("name\nLe Progrès\n".encode("cp1252"))
    with pytest.raises(InputError, match=r"Line 2 .* is not UTF-8"):
        read_outlets(tmp_path / "old.csv")
    with pytest.raises(InputError, match="could not be read"):
        read_outlets(tmp_path / "none.csv")


def test_lay_over__adds_to_known_outlets_and_takes_names_and_sites_from_others() -> None:
    ours = (
        make_outlet("Guardian", "", ["guardian.example"], ["The Grauniad"], "Scott"),
        make_outlet("Vik Mirror", "outlet", ["mirror.co.uk"], ["Daily Mirror"], ""),
    )
    table = {outlet.name: outlet for outlet in lay_over(list_outlets(), ours)}
    known = {outlet.name: outlet for outlet in list_outlets()}
    guardian = next(outlet for outlet in table.values() if "The Grauniad" in outlet.names)
    assert guardian.sites[0] == "guardian.example" and "theguardian.com" in guardian.sites and guardian.group == "Scott"
    assert len(table) == len(known) + 1
    claimed = [o.name for o in table.values() if "mirror.co.uk" in o.sites or "Daily Mirror" in o.names]
    assert claimed == ["Vik Mirror"]
    assert lay_over(list_outlets(), ()) == list_outlets()


def test_know_outlets__reaches_every_stage_that_was_asked_before(tmp_path: Path) -> None:
    rows = read_outlets(_write(tmp_path))

    def ask() -> list[object]:
        return [
            find_outlet("KP"), is_agency_name("FW"), find_group("https://m.kp.example/a", None), find_by_host("kp.example"),
            is_outlet("Kystposten"), write_name("kp.example"), name_keys("KP") & name_keys("www.kystposten.example"), name_outlet("the KP"),
        ]  # fmt: skip

    before = ask()
    with know_outlets(rows):
        post = find_outlet("KP")
        assert post is not None and post.name == "Kystposten" and is_agency_name("FW")
        assert find_group("https://m.kp.example/a", None) == "Coast Papers"
        assert write_name("kp.example") == name_outlet("the KP") == "Kystposten"
        assert name_keys("KP") == name_keys("www.kystposten.example")
        assert is_outlet("Kystposten") and not is_outlet("Kystvakten")
    assert ask() == before


def _lay_files(folder: Path) -> list[Path]:
    rows = [
        {"url": f"https://{site}/{number}", "title": f"Number {number}", "text": WIRE.replace("Monday", day)}
        for number, (site, day) in enumerate(
            [("kp.example", "Monday"), ("vls.example", "Tuesday"), ("lund.example", "Monday")]
        )
    ]
    files = []
    for number, row in enumerate(rows):
        files.append(folder / f"{number}.jsonl")
        files[-1].write_text(json.dumps(row) + "\n", encoding="utf-8")
    return files


def test_trace__knows_the_users_outlets_in_this_run_and_the_next(tmp_path: Path) -> None:
    from headwater.articles import ReadOptions

    table, files = str(_write(tmp_path)), _lay_files(tmp_path)
    once, plain = tmp_path / "once.duckdb", tmp_path / "plain.duckdb"
    trace_into(once, *files, options=ReadOptions(outlets=table), work=Work(map=map_processes))
    trace_into(plain, *files)
    groups = [row["outlet_group"] for row in sorted(read_rows(once)["documents"], key=lambda row: row["uri"])]
    assert groups == ["Coast Papers", "Coast Papers", None]
    agencies = {(row["kind"], row["target"]) for row in read_rows(once)["signals"]}
    assert ("agency", "Fjordwire") in agencies
    with open_store(once, read_only=True) as store:
        options = json.loads(store.ask("SELECT options FROM runs WHERE stage = 'articles'")["options"][0].as_py())
    assert options["outlets"] == table and options["added_outlets"] == 3
    parts = tmp_path / "parts.duckdb"
    trace_into(parts, *files[:1], options=ReadOptions(outlets=table))
    trace_into(parts, *files[1:])
    assert list_differences(once, parts) == []
    trace_into(plain, *files, options=ReadOptions(outlets=table))
    assert list_differences(once, plain) == []
    none = _write(tmp_path, "name\n", "none.csv")
    trace_into(plain, *files, options=ReadOptions(outlets=str(none)))
    fresh = tmp_path / "fresh.duckdb"
    trace_into(fresh, *files)
    assert list_differences(fresh, plain) == [] != list_differences(fresh, once)


def test_trace__says_how_many_articles_were_left_as_read_with_other_outlets(tmp_path: Path) -> None:
    table, files, store = _write(tmp_path), _lay_files(tmp_path), tmp_path / "a.duckdb"
    words = "that were not named again keep what was read"
    told = [
        run_headwater("trace", *some, "-o", store, "--until", "articles", "--outlets", table).stderr
        for some in (files[:1], files[:1])
    ]
    assert words not in "".join(told)
    again = run_headwater(
        "trace", files[1], "-o", store, "--until", "articles", "--outlets", _write(tmp_path, "name\n")
    )
    assert f"1 articles {words}" in again.stderr


def test_trace__says_which_line_of_the_users_outlets_is_wrong(tmp_path: Path) -> None:
    table = _write(tmp_path, "name,kind\nVik Post,paper\n")
    done = run_headwater("trace", *_lay_files(tmp_path)[:1], "-o", tmp_path / "a.duckdb", "--outlets", table)
    assert done.returncode == 1 and "Line 2 of" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "a.duckdb").exists()
