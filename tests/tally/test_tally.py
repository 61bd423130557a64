"""Small stories whose counts a careful reader is sure of."""

from headwater.schema import read_id
from headwater.tables import TABLES
from tests.tally.newsstand import NOBODY, Newsstand, read_interval

CLOSE = "the Brennick swing bridge will close to lorries before winter"
OFFICIALS = ("unnamed_group", "officials in the harbour ministry")


def _tell(who: str, more: str = "") -> str:
    return (
        f"Brennick swing bridge.\n\n{who} said {CLOSE}. Traders in Brennick harbour are worried about lorries. {more}"
    )


def test_tally_claims__counts_a_wire_story_once() -> None:
    stand = Newsstand()
    wire = stand.print_article("wire", _tell("Mayor Ilse Toren"), "harbourwire.example", 1)
    said = [stand.quote(wire, CLOSE, ("person", "Ilse Toren", "mayor"))]
    for number in range(12):
        copy = stand.print_article(f"copy{number}", _tell("Mayor Ilse Toren"), f"paper{number}.example")
        said.append(stand.quote(copy, CLOSE, ("person", "Ilse Toren", "mayor")))
        stand.copy(copy, wire, _tell("Mayor Ilse Toren"))
    count = stand.count(said)
    assert (count["reports"], count["texts"], count["sites"], count["on_record"]) == (13, 1, 13, 1)
    assert read_interval(count) == (1, 1) and count["cut"] == ["Ilse Toren"]
    assert "all 13 reports go back to Ilse Toren" in count["reason"]


def test_tally_claims__sees_one_outlet_behind_two_unnamed_officials() -> None:
    stand = Newsstand()
    said = []
    for number, who in enumerate(["a ministry official", "a second harbour official"]):
        paper = stand.print_article(f"p{number}", _tell(f"{who} told the Quay Courier and"), f"p{number}.example")
        said.append(stand.quote(paper, CLOSE, ("unnamed_person", who), via="Quay Courier"))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["cut"] == ["Quay Courier"] and count["on_record"] == 0
    origins = stand.tally()["claim_origins"].to_pylist()
    assert {o["via"] for o in origins} == {"Quay Courier"} and all(o["path"] for o in origins)
    assert all(read_id(step) for o in origins for step in o["path"])


def test_tally_claims__climbs_to_the_outlet_s_own_text_in_the_pile() -> None:
    stand = Newsstand()
    first = stand.print_article("first", _tell("a harbour clerk"), "quaycourier.example", 1)
    later = stand.print_article("later", _tell("a clerk told Quaycourier, which"), "other.example", 2)
    said = [stand.quote(first, CLOSE, ("unnamed_person", "a harbour clerk"))]
    said.append(stand.quote(later, CLOSE, ("unnamed_person", "a clerk"), via="Quaycourier"))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["cut"] == ["first.txt"]


def test_tally_claims__counts_an_official_through_an_outlet_and_a_minister_as_two() -> None:
    stand = Newsstand()
    one = stand.print_article("one", _tell("an official told the Quay Courier and"), "one.example")
    two = stand.print_article("two", _tell("Transport minister Pavel Orrin"), "two.example")
    said = [stand.quote(one, CLOSE, ("unnamed_person", "an official"), via="Quay Courier")]
    said.append(stand.quote(two, CLOSE, ("person", "Pavel Orrin", "minister")))
    count = stand.count(said)
    assert (
        read_interval(count) == (2, 2) and count["cut"] == ["Quay Courier", "Pavel Orrin"] and count["on_record"] == 1
    )
    assert count["reason"].startswith("Two sources, because the two reports go back to")


def test_tally_claims__puts_unnamed_sources_together_in_the_low_count_only() -> None:
    stand = Newsstand()
    said = []
    for number, who in enumerate(["a ministry official", "officials in the harbour ministry", "one person"]):
        paper = stand.print_article(f"p{number}", _tell(who), f"p{number}.example")
        said.append(stand.quote(paper, CLOSE, ("unnamed_person", who)))
    assert read_interval(stand.count(said)) == (1, 3)
    friend = stand.print_article("friend", _tell("a friend of the engineer"), "friend.example")
    said.append(stand.quote(friend, CLOSE, ("unnamed_person", "a friend of the engineer")))
    assert read_interval(stand.count(said)) == (2, 4)


def test_tally_claims__hears_one_voice_in_a_spokesman_and_his_organisation() -> None:
    stand = Newsstand()
    one = stand.print_article("one", _tell("Port Board spokesman Jan Weel"), "one.example")
    two = stand.print_article("two", _tell("The Port Board"), "two.example")
    three = stand.print_article("three", _tell("Ruta Silm, spokeswoman of the Port Board,"), "three.example")
    said = [stand.quote(one, CLOSE, ("person", "Jan Weel", "spokesman", "Port Board"))]
    said.append(stand.quote(two, CLOSE, ("organisation", "The Port Board")))
    said.append(stand.quote(three, CLOSE, ("person", "Ruta Silm", "spokeswoman", "Port Board")))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["on_record"] == 1
    four = stand.print_article("four", _tell("Transport minister Pavel Orrin"), "four.example")
    said.append(stand.quote(four, CLOSE, ("person", "Pavel Orrin", "minister")))
    assert read_interval(stand.count(said)) == (2, 2)


def test_tally_claims__an_organisation_could_speak_by_its_own_officer() -> None:
    stand = Newsstand()
    one = stand.print_article("one", _tell("The Port Board"), "one.example")
    two = stand.print_article("two", _tell("Port Board chairman Ole Brandt"), "two.example")
    said = [stand.quote(one, CLOSE, ("organisation", "The Port Board"))]
    said.append(stand.quote(two, CLOSE, ("person", "Ole Brandt", "chairman", "Port Board")))
    assert read_interval(stand.count(said)) == (1, 2)


def test_tally_claims__lets_texts_without_a_source_add_to_the_high_count_only() -> None:
    stand = Newsstand()
    said = [
        stand.quote(
            stand.print_article("m", _tell("Minister Pavel Orrin"), "m.example"), CLOSE, ("person", "Pavel Orrin")
        )
    ]
    for number in range(3):
        paper = stand.print_article(f"p{number}", _tell("It is"), f"p{number}.example")
        said.append(stand.quote(paper, CLOSE))
    count = stand.count(said)
    assert read_interval(count) == (1, 4) and count["cut_low"] == ["Pavel Orrin"]
    assert "name no source" in count["reason"]


def test_tally_claims__counts_one_where_nobody_names_a_source() -> None:
    stand = Newsstand()
    papers = [stand.print_article(f"p{n}", _tell("It is"), f"p{n}.example") for n in range(3)]
    count = stand.count([stand.quote(paper, CLOSE) for paper in papers])
    assert read_interval(count) == (1, 3) and "none of the three reports says" in count["reason"]


def test_tally_claims__finds_no_source_in_a_circle_of_outlets() -> None:
    stand = Newsstand()
    names = ["Quaycourier", "Dockpost", "Millgazette"]
    said = []
    for number, name in enumerate(names):
        cited = names[(number + 1) % 3]
        paper = stand.print_article(name, _tell(f"{cited} reports and"), f"{name.lower()}.example")
        said.append(stand.quote(paper, CLOSE, ("outlet", cited)))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["on_record"] == 0
    assert "cite each other" in count["reason"]


def test_tally_claims__takes_the_one_who_passes_it_on_for_the_origin() -> None:
    stand = Newsstand()
    text = f"Brennick swing bridge.\n\nHis wife Mara Holt said the engineer had told her that {CLOSE}. Lorries wait."
    paper = stand.print_article("one", text, "one.example")
    outer = stand.quote(paper, f"the engineer had told her that {CLOSE}", ("person", "Mara Holt", "wife"))
    inner = stand.quote(paper, CLOSE, ("unnamed_person", "the engineer"), inside=outer)
    count = stand.count([inner])
    assert read_interval(count) == (1, 1) and count["cut"] == ["Mara Holt"]
    (origin,) = (o for o in stand.tally()["claim_origins"].to_pylist() if o["statement_id"] == inner)
    assert not origin["on_record"]


def test_tally_claims__gives_a_lead_the_source_named_further_down() -> None:
    stand = Newsstand()
    text = f"{CLOSE}, it is clear.\n\nThere will be detours. Minister Pavel Orrin: on Monday {CLOSE}, for good."
    paper = stand.print_article("one", text, "one.example")
    lead = stand.quote(paper, CLOSE)
    said = stand.quote(paper, f"on Monday {CLOSE}, for good", ("person", "Pavel Orrin", "minister"))
    other = stand.print_article("two", _tell("Minister Pavel Orrin"), "two.example")
    third = stand.quote(other, CLOSE, ("person", "Pavel Orrin", "minister"))
    assert read_interval(stand.count([lead, said, third])) == (1, 1)


def test_tally_claims__makes_a_denial_a_claim_of_its_own() -> None:
    stand = Newsstand()
    one = stand.print_article("one", _tell("Minister Pavel Orrin"), "one.example")
    two = stand.print_article("two", _tell("Harbour master Lin Duval denied that"), "two.example")
    yes = stand.quote(one, CLOSE, ("person", "Pavel Orrin", "minister"))
    no = stand.quote(two, CLOSE, ("person", "Lin Duval"), negated=True)
    tallied = stand.tally()
    claim_of = {r["statement_id"]: r["claim_id"] for r in tallied["claim_statements"].to_pylist()}
    relations = tallied["claim_relations"].to_pylist()
    assert relations == [{"claim_id": claim_of[no], "other_id": claim_of[yes], "kind": "denies"}]
    assert {r["independent_low"] for r in tallied["claim_counts"].to_pylist()} == {1}


def test_tally_claims__keeps_another_number_apart() -> None:
    stand = Newsstand()
    said = []
    for number, tons in enumerate(["4,000", "9,500"]):
        text = f"Fire at the Lanmark silo.\n\nThe fire service said the Lanmark silo fire destroyed {tons} tonnes of grain."
        paper = stand.print_article(f"p{number}", text, f"p{number}.example")
        content = f"the Lanmark silo fire destroyed {tons} tonnes of grain"
        said.append(stand.quote(paper, content, ("organisation", "fire service")))
    tallied = stand.tally()
    assert len(tallied["claims"]) == 2
    assert [r["kind"] for r in tallied["claim_relations"].to_pylist()] == ["number_differs"]


def test_tally_claims__sends_the_unnamed_of_a_leaked_story_through_its_outlet() -> None:
    stand = Newsstand()
    text = f"Brennick bridge.\n\nThe bridge is unsafe, officials told the Quay Courier. An engineer said {CLOSE}."
    papers = [stand.print_article(f"p{n}", text, f"p{n}.example") for n in range(2)]
    said = []
    for paper in papers:
        stand.quote(paper, "The bridge is unsafe", ("unnamed_group", "officials"), via="Quay Courier")
        said.append(stand.quote(paper, CLOSE, ("unnamed_person", "An engineer")))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["cut"] == ["Quay Courier"]


def test_tally_claims__lets_an_outlet_rest_on_whom_the_text_names_for_its_other_news() -> None:
    def tell(more: str, via: str | None) -> dict[str, object]:
        stand = Newsstand()
        one = stand.print_article("one", _tell("The Quay Courier", f"{more} new ferries are planned."), "one.example")
        two = stand.print_article("two", _tell("Transport minister Pavel Orrin"), "two.example")
        stand.quote(one, "new ferries are planned", ("unnamed_person", "an official"), via=via)
        said = [stand.quote(one, CLOSE, ("outlet", "Quay Courier"))]
        said.append(stand.quote(two, CLOSE, ("person", "Pavel Orrin", "minister")))
        return stand.count(said)

    known = tell("An official told the Quay Courier that", "the Quay Courier")
    assert read_interval(known) == (2, 2) and "an official" in str(known["reason"])
    assert read_interval(tell("An official told the Hill Post that", "the Hill Post")) == (1, 2)


def test_tally_claims__names_who_is_meant_by_a_source_without_a_name() -> None:
    def tell(described: str, *others: tuple[str, str]) -> dict[str, object]:
        stand = Newsstand()
        more = " ".join(f"{name}, the harbour engineer, said {words}." for name, words in others)
        one = stand.print_article("one", _tell("The harbour engineer", more), "one.example")
        two = stand.print_article("two", _tell("Transport minister Pavel Orrin"), "two.example")
        for name, words in others:
            stand.quote(one, words, ("person", name, "harbour engineer"))
        said = [stand.quote(one, CLOSE, ("unnamed_person", described))]
        said.append(stand.quote(two, CLOSE, ("person", "Pavel Orrin", "minister")))
        return stand.count(said)

    olof, mette = ("Olof Brandt", "the piers are sound"), ("Mette Gull", "the lamps will be lit")
    assert (tell("the harbour engineer", olof)["on_record"], tell("a harbour engineer", olof)["on_record"]) == (2, 1)
    assert tell("the harbour engineer", olof, mette)["on_record"] == 1


def test_tally_claims__makes_nothing_of_a_text_s_own_voice_alone() -> None:
    stand = Newsstand()
    stand.quote(stand.print_article("one", _tell("It is"), "one.example"), CLOSE)
    tallied = stand.tally()
    assert all(len(tallied[name]) == 0 for name in TABLES if TABLES[name].stage == "tally")


def test_tally_claims__takes_a_pile_without_statements() -> None:
    stand = Newsstand()
    assert len(stand.tally()["claims"]) == 0
    stand.print_article("one", "Nothing here.", None)
    tallied = stand.tally()
    assert len(tallied["claim_counts"]) == 0 and {n for n in TABLES if TABLES[n].stage == "tally"} <= set(tallied)


def _fill(stand: Newsstand, papers: range) -> None:
    people = [("person", "Pavel Orrin", "minister"), ("unnamed_person", "a harbour official"), NOBODY, OFFICIALS]
    for number in papers:
        more = f"The ferry to Osk carried {number + 2} cars in the storm."
        paper = stand.print_article(f"p{number}", _tell("Somebody", more), f"p{number % 5}.example", 1 + number % 9)
        stand.quote(paper, CLOSE, people[number % 4])
        stand.quote(paper, f"The ferry to Osk carried {number + 2} cars", people[(number + 1) % 4])


def test_tally_claims__leaves_the_same_rows_whatever_it_knew() -> None:
    stand, part, more = Newsstand(), Newsstand(), Newsstand()
    _fill(stand, range(12))
    _fill(part, range(5))
    _fill(more, range(20))
    whole = stand.tally()
    for known in (part.tally(), more.tally(), whole):
        again = stand.tally(known)
        assert all(whole[name].equals(again[name]) for name in whole)


def test_tally_claims__counts_a_claim_of_many_reports_in_a_moment() -> None:
    stand = Newsstand()
    said = []
    for number in range(600):
        paper = stand.print_article(f"p{number}", _tell("Mayor Ilse Toren"), f"p{number}.example")
        said.append(stand.quote(paper, CLOSE, ("person", "Ilse Toren", "mayor") if number % 2 else NOBODY))
    count = stand.count(said)
    assert (count["reports"], *read_interval(count)) == (600, 1, 301)


def test_tally_claims__keeps_a_copy_with_another_number_apart() -> None:
    stand = Newsstand()
    said = "Lanmark police counted {} tents and 30 carts on the meadow below the old mill"
    texts = [f"Mayor Ilse Toren said {said.format(n)}. The fair of Lanmark opens on Sunday." for n in (512, 521)]
    papers = [stand.print_article(f"p{n}", text, f"p{n}.example", n + 1) for n, text in enumerate(texts)]
    for paper, number in zip(papers, (512, 521), strict=True):
        stand.quote(paper, said.format(number), ("person", "Ilse Toren", "mayor"))
    a, b = texts[1].index("521"), texts[1].index("521") + 3
    blocks = [
        {"child_start": 0, "parent_start": 0, "length": a},
        {"child_start": b, "parent_start": b, "length": len(texts[0]) - b},
    ]
    stand.copy(papers[1], papers[0], texts[0][b:])
    stand.rows["edges"][0].update(child_start=0, parent_start=0, blocks=blocks)
    tallied = stand.tally()
    assert len(tallied["claims"]) == 2
    assert [r["kind"] for r in tallied["claim_relations"].to_pylist()] == ["number_differs"]


def test_tally_claims__keeps_how_often_it_happened_apart_from_the_one_time() -> None:
    stand = Newsstand()
    contents = (
        "a rockfall has closed the Lanmark tunnel to all traffic",
        "the tunnel was opened in 1952 and has been closed by rockfalls seven times",
        "a rockfall has shut the Lanmark tunnel to traffic",
    )
    said = []
    for number, content in enumerate(contents):
        text = f"Rockfall at the Lanmark tunnel.\n\nThe police said {content}."
        paper = stand.print_article(f"p{number}", text, f"p{number}.example")
        said.append(stand.quote(paper, content, ("organisation", "police")))
    members = stand.tally()["claim_statements"].to_pylist()
    claim = {row["statement_id"]: row["claim_id"] for row in members}
    assert claim[said[0]] == claim[said[2]] != claim[said[1]]


def test_tally_claims__relates_no_content_to_one_that_it_stands_in() -> None:
    stand = Newsstand()
    content = f"{CLOSE}, but that this is not for certain"
    paper = stand.print_article("one", _tell("Minister Pavel Orrin").replace(CLOSE, content), "one.example")
    outer = stand.quote(paper, content, ("person", "Pavel Orrin", "minister"), negated=True)
    stand.quote(paper, CLOSE, ("person", "Lin Duval"), inside=outer)
    assert stand.tally()["claim_relations"].num_rows == 0


def test_tally_claims__hears_no_denial_in_a_later_clause() -> None:
    stand = Newsstand()
    both = f"{CLOSE}, and nobody was asked"
    one = stand.print_article("one", _tell("Minister Pavel Orrin").replace(CLOSE, both), "one.example")
    two = stand.print_article("two", _tell("Harbour master Lin Duval"), "two.example")
    first = stand.quote(one, both, ("person", "Pavel Orrin", "minister"), negated=True)
    assert read_interval(stand.count([first, stand.quote(two, CLOSE, ("person", "Lin Duval"))])) == (2, 2)


def test_tally_claims__hears_no_witness_inside_a_denial() -> None:
    stand = Newsstand()
    one = stand.print_article("one", _tell("Minister Pavel Orrin"), "one.example")
    yes = stand.quote(one, CLOSE, ("person", "Pavel Orrin", "minister"))
    text = f"Brennick swing bridge.\n\nLin Duval denied that the mayor said {CLOSE}. Lorries wait in Brennick harbour."
    two = stand.print_article("two", text, "two.example")
    outer = stand.quote(two, f"the mayor said {CLOSE}", ("person", "Lin Duval"), negated=True)
    stand.quote(two, CLOSE, ("unnamed_person", "the mayor"), inside=outer)
    count = stand.count([yes])
    assert (count["reports"], count["cut"]) == (1, ["Pavel Orrin"])


def test_tally_claims__takes_who_is_asked_and_rumours_for_no_sources() -> None:
    stand = Newsstand()
    one = stand.print_article("one", _tell("an official told the Quay Courier and"), "one.example")
    said = [stand.quote(one, CLOSE, ("unnamed_person", "an official"), via="Quay Courier")]
    two = stand.print_article("two", _tell("Reporters asked the Brennick police whether"), "two.example")
    said.append(stand.quote(two, CLOSE, ("organisation", "Brennick police"), force="question"))
    three = stand.print_article("three", _tell("Unconfirmed rumours"), "three.example")
    said.append(stand.quote(three, CLOSE, ("unnamed_group", "Unconfirmed rumours")))
    count = stand.count(said)
    assert (count["independent_low"], count["on_record"], count["reports"]) == (1, 0, 3)
