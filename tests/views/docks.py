"""A small pile about a fire in an invented harbour; everything that the views tell apart happens in it once."""

from headwater.schema import Tables
from tests.views.writing import Pile

HURT = "Three dock workers were hurt in a fire at the Marlow docks"
FOUR = HURT.replace("Three", "Four")
OUT = "“The fire was put out within an hour,”"
STORE = "the fire may have begun in a fuel store"
NO_HURT = "nobody was hurt"
ANCHOR = "The harbour of Marlow will be closed to ferries until the end of the week, and the night market is cancelled."
HOSTILE_TITLE = "\x1b[31mRed\x1b[0m [bold]alert[/bold] <script>alert(1)</script> \u202etfel ot thgir\u202c 火災"


def write_docks() -> Tables:
    """The tables of the pile."""
    pile = Pile()
    _write_copies(pile)
    _write_others(pile)
    _write_statements(pile)
    _write_claims(pile)
    return pile.build()


def _write_copies(pile: Pile) -> None:
    lead = f"{HURT}, two port officials told the Calder Wire."
    middle = f"{OUT} said Ilo Varga, spokesman of the port authority."
    end = f"Officials said {STORE}."
    pile.add_article("harbor.html", "Three hurt in fire at Marlow docks", [lead, middle, end, ANCHOR], family="fire", site="harborpost.example", outlet_group="Coast Papers",
                     url="https://www.harborpost.example/news/docks-fire", at="2026-03-02T07:10")  # fmt: skip
    pile.add_article(
        "tidewater.html", "Four hurt in fire at Marlow docks",
        [lead.replace("Three", "Four"), middle.replace("“", '"').replace("”", '"').replace("authority", "agency"),
         "Officials said the fire began in a fuel store.", ANCHOR,
         "This article first appeared in the Harbor Post and is reposted with permission."],
        family="fire", site="tidewatertimes.example", url="https://tidewatertimes.example/fire", at="2026-03-02T09:00", basis="meta",
    )  # fmt: skip
    pile.add_article(
        "evening/mail.txt",
        None,
        [lead, end, ANCHOR],
        family="fire",
        site="eveningmail.example",
        outlet_group="Coast Papers",
        at="2026-03-03",
    )
    pile.add_article("mirror.txt", "Three hurt in fire at Marlow docks", [lead, middle, end, ANCHOR], family="fire")
    pile.add_unseen("Calder Wire report", at="2026-03-02")
    pile.add_signal(
        "tidewater.html",
        "first appeared in the Harbor Post",
        "permission",
        "Harbor Post",
        target_site="harborpost.example",
    )
    pile.add_edge(
        "tidewater.html", "harbor.html", "repost", 0.97, credited="yes", basis="it says that it is reposted with permission from Harbor Post",
        changes=(("number", "Three dock", "Four dock", 0.9), ("number", "Three hurt", "Four hurt", 0.9), ("hedge_dropped", "may have begun", "began", 0.8),
                 ("name", "port authority", "port agency", 0.6), ("typography", "“", '"', 0.02), ("typography", "”", '"', 0.02),
                 ("insert", "", "This article first appeared in the Harbor Post and is reposted with permission.", 0.1)),
    )  # fmt: skip
    pile.add_edge("evening/mail.txt", "harbor.html", "abridged", 0.7, credited="no", basis="it is later and lacks a paragraph",
                  changes=(("cut", f"{OUT} said Ilo Varga, spokesman of the port authority.", "", 0.3),))  # fmt: skip
    pile.add_edge(
        "mirror.txt", "harbor.html", "repost", 0.5, basis="neither has anything that the other could not have"
    )
    for uri in ("tidewater.html", "evening/mail.txt", "mirror.txt"):
        pile.add_passage("harbor.html", uri, ANCHOR, 0.9)
    pile.add_passage("evening/mail.txt", "tidewater.html", ANCHOR, 0.6)


def _write_others(pile: Pile) -> None:
    pile.add_article("union.html", "Union calls for inquiry after docks fire",
                     ["Three people of the night shift were injured, said Mara Okoye, head of the dock workers’ union.",
                      "She called the fuel store “a disgrace”."],
                     site="labournews.example", at="2026-03-02T12:00")  # fmt: skip
    pile.add_article("denial.html", "Minister plays down fire", [f"Jorun Hale, the port minister, said {NO_HURT} in the fire at the docks."],
                     site="calderradio.example", at="2026-03-03T08:00")  # fmt: skip
    pile.add_article("column.html", "What we do not know", ["It is doubtful that anybody was hurt in the Marlow fire at all.", "Was the fire laid on purpose?"],
                     site="ledger.example", at="2026-03-04")  # fmt: skip
    pile.add_article("clips.csv#1", "Repairs to cost 2 million crowns", ["Repairs to the quay will cost 2 million crowns, the harbour office said."],
                     family="repairs", site="northern.example", at="2026-03-05", basis="row")  # fmt: skip
    pile.add_article("clips.csv#2", "Quay repairs priced", ["Repairs to the quay will cost 2 million crowns, the harbour office said."],
                     family="repairs", site="southern.example", at="2026-03-05", basis="row")  # fmt: skip
    pile.add_unseen(
        "Coastal Agency report",
        family="repairs",
        text="Repairs to the quay will cost 2 million crowns, the harbour office said.",
    )
    for uri in ("clips.csv#1", "clips.csv#2"):
        pile.add_edge(
            uri,
            "Coastal Agency report",
            "repost",
            0.92,
            basis="the same words in two articles that do not name each other",
        )
    pile.add_passage(
        "clips.csv#1", "clips.csv#2", "Repairs to the quay will cost 2 million crowns, the harbour office said.", 0.9
    )
    pile.add_article("hostile.html", HOSTILE_TITLE, ["The harbour office said the quay will cost 3 million crowns.\x9b2J"],
                     site="evil.example", at="2026-03-06")  # fmt: skip


def _write_statements(pile: Pile) -> None:
    pile.add_source("officials", "unnamed_group", described_as="two port officials")
    pile.add_source("varga", "person", name="Ilo Varga", role="spokesman", affiliation="port authority")
    pile.add_source("okoye", "person", name="Mara Okoye", role="head", affiliation="dock workers’ union")
    pile.add_source("hale", "person", name="Jorun Hale", role="port minister")
    pile.add_source("office", "organisation", name="harbour office")
    pile.add_source("unstated", "unstated")
    for uri in ("harbor.html", "tidewater.html", "evening/mail.txt", "mirror.txt"):
        four = uri == "tidewater.html"
        pile.add_statement(
            uri, "officials", FOUR if four else HURT, words="two port officials", cue="told", via="the Calder Wire"
        )
        pile.add_statement(
            uri,
            "officials",
            "the fire began in a fuel store" if four else STORE,
            words="Officials",
            cue="said",
            hedge=None if four else "may",
        )
        if uri != "evening/mail.txt":
            pile.add_statement(
                uri,
                "varga",
                OUT.replace("“", '"').replace("”", '"') if four else OUT,
                words="Ilo Varga",
                cue="said",
                kind="direct",
            )
    pile.add_statement(
        "union.html", "okoye", "Three people of the night shift were injured", words="Mara Okoye", cue="said"
    )
    pile.add_statement(
        "union.html", "okoye", "the fuel store “a disgrace”", words="She", cue="called", force="attitude", kind="mixed"
    )
    pile.add_statement("denial.html", "hale", NO_HURT, words="Jorun Hale, the port minister", cue="said", negated=True)
    pile.add_statement("column.html", "unstated", "anybody was hurt in the Marlow fire at all", force="assertion")
    pile.add_statement("column.html", "unstated", "Was the fire laid on purpose?", force="question")
    for uri in ("clips.csv#1", "clips.csv#2"):
        pile.add_statement(
            uri, "office", "Repairs to the quay will cost 2 million crowns", words="the harbour office", cue="said"
        )
    pile.add_statement(
        "hostile.html", "office", "the quay will cost 3 million crowns", words="The harbour office", cue="said"
    )


def _write_claims(pile: Pile) -> None:
    copies = ("harbor.html", "evening/mail.txt", "mirror.txt")
    others = [
        ("union.html", "Three people of the night shift were injured"),
        ("column.html", "anybody was hurt in the Marlow fire at all"),
    ]
    hurt = pile.add_claim(
        HURT, [*((uri, HURT) for uri in copies), *others], stances={"column.html": "doubts"}, texts=3, sites=4, independent_low=2, independent_high=2,
        on_record=1, cut=["Calder Wire", "Mara Okoye"], reason="Three reports have it from the Calder Wire, and Mara Okoye says it herself.",
    )  # fmt: skip
    four = pile.add_claim(
        FOUR, [("tidewater.html", FOUR)], cut=["Calder Wire"], reason="One report, from the Calder Wire."
    )
    for uri in copies:
        edge = () if uri == "harbor.html" else (("e", uri, "harbor.html"),)
        pile.add_origin(hurt, (uri, HURT), "officials", "Calder Wire report", via="Calder Wire", path=(*edge, ("s", "harbor.html", HURT)),
                        reason="the officials spoke to the Calder Wire, which is not in this pile")  # fmt: skip
    pile.add_origin(
        hurt,
        others[0],
        "okoye",
        "union.html",
        on_record=True,
        path=(("s", *others[0]),),
        reason="she is named and speaks to this text",
    )
    pile.add_origin(hurt, others[1], "unstated", "column.html", path=(("s", *others[1]),), reason="no source is given")
    pile.add_origin(
        four,
        ("tidewater.html", FOUR),
        "officials",
        "Calder Wire report",
        via="Calder Wire",
        path=(("s", "tidewater.html", FOUR),),
    )
    denial = pile.add_claim(
        NO_HURT, [("denial.html", NO_HURT)], on_record=1, cut=["Jorun Hale"], reason="One named source in one report."
    )
    pile.add_origin(
        denial, ("denial.html", NO_HURT), "hale", "denial.html", on_record=True, path=(("s", "denial.html", NO_HURT),)
    )
    pile.relate(denial, hurt, "denies")
    pile.relate(four, hurt, "number_differs")
    put_out = pile.add_claim("The fire was put out within an hour", [("harbor.html", OUT), ("mirror.txt", OUT)], texts=1, sites=2, on_record=1, cut=["Ilo Varga"],
                             reason="Both reports are one text; Ilo Varga speaks in it.")  # fmt: skip
    for uri in ("harbor.html", "mirror.txt"):
        pile.add_origin(put_out, (uri, OUT), "varga", "harbor.html", on_record=True, path=(("s", uri, OUT),))
    _write_repairs(pile)
    _write_small_claims(pile)


def _write_small_claims(pile: Pile) -> None:
    for content in ("the fuel store “a disgrace”", "Was the fire laid on purpose?"):
        uri = "union.html" if "store" in content else "column.html"
        claim = pile.add_claim(content, [(uri, content)], stances={"column.html": "questions"})
        pile.add_origin(claim, (uri, content), "okoye" if uri == "union.html" else "unstated", uri)


def _write_repairs(pile: Pile) -> None:
    two = "Repairs to the quay will cost 2 million crowns"
    repairs = pile.add_claim(two, [("clips.csv#1", two), ("clips.csv#2", two)], texts=1, sites=2, independent_high=2, cut=["Coastal Agency", "clips.csv#2"],
                             cut_low=["Coastal Agency"], reason="Both reports are copies of one text that is not in this pile.")  # fmt: skip
    for uri in ("clips.csv#1", "clips.csv#2"):
        pile.add_origin(
            repairs, (uri, two), "office", "Coastal Agency report", path=(("e", uri, "Coastal Agency report"),)
        )
    three = pile.add_claim(
        "the quay will cost 3 million crowns",
        [("hostile.html", "the quay will cost 3 million crowns")],
        cut=["hostile.html"],
    )
    pile.add_origin(three, ("hostile.html", "the quay will cost 3 million crowns"), "office", "hostile.html")
    pile.relate(three, repairs, "number_differs")
