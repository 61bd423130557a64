"""A small pile of strange texts: tags, right-to-left, emoji, one text twelve times, an original known by its words."""

from headwater.schema import Tables
from tests.views.writing import Pile

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
SHUT = "The quay 🚢🚢 will be shut for two years"
HEBREW = "הרציף הצפוני ייסגר לשנתיים"
ORIGINAL = "The north quay of Varrow will be shut for two years, said Ilo Varga of the port, and 340 jobs will go."
COPIES = 12


def write_strange() -> Tables:
    """The tables of the pile."""
    pile = Pile()
    pile.add_article(
        "odd.html", f"😀 {SCRIPT}", [f"😀😀 {SHUT}, said {SCRIPT} on Sunday.", HEBREW], site="odd.example", at="2026-03-02",
        url="javascript:alert(3)", byline=SCRIPT,
    )  # fmt: skip
    pile.add_article("other.html", HEBREW, [f"{SHUT}, a reader wrote."], site=SCRIPT, url="https://other.example/<b>")
    pile.add_source("script", "person", name=SCRIPT)
    pile.add_source("reader", "unnamed_person", described_as="a reader")
    pile.add_statement("odd.html", "script", SHUT, words=SCRIPT, cue="said")
    pile.add_statement("other.html", "reader", SHUT, words="a reader", cue="wrote")
    shut = pile.add_claim(
        SHUT, [("odd.html", SHUT), ("other.html", SHUT)], texts=2, sites=2, independent_high=2, cut=[SCRIPT, "a reader"], cut_low=[SCRIPT],
    )  # fmt: skip
    pile.add_origin(shut, ("odd.html", SHUT), "script", "odd.html", via=SCRIPT)
    pile.add_origin(shut, ("other.html", SHUT), "reader", "other.html")
    _write_copies(pile)
    return pile.build()


def _write_copies(pile: Pile) -> None:
    pile.add_unseen("Varrow Wire report", family="wire", text=ORIGINAL)
    pile.add_source("varga", "person", name="Ilo Varga", role="spokesman", affiliation="port")
    content = "The north quay of Varrow will be shut for two years"
    uris = [f"copy{n:02}.html" for n in range(COPIES)]
    for n, uri in enumerate(uris):
        text = ORIGINAL if n % 3 else ORIGINAL.replace("340", "430")
        pile.add_article(
            uri,
            f"Quay to be shut ({n})",
            [text],
            family="wire",
            site=f"outlet{n:02}.example",
            at=f"2026-03-{n % 28 + 1:02}",
        )
        changes = () if n % 3 else (("number", "340", "430", 0.9),)
        pile.add_edge(uri, "Varrow Wire report", "repost", 0.95 if n % 2 else 0.7, changes=changes, credited="no")
        pile.add_statement(uri, "varga", content, words="Ilo Varga", cue="said")
    claim = pile.add_claim(content, [(uri, content) for uri in uris], sites=COPIES, on_record=1, cut=["Varrow Wire"])
    for uri in uris:
        pile.add_origin(
            claim,
            (uri, content),
            "varga",
            "Varrow Wire report",
            on_record=True,
            path=(("e", uri, "Varrow Wire report"),),
        )
