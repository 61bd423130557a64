"""Invented outlets and agencies, their habits, and the words they put around a text."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from tests.newsrooms.stories import draw_name, read_names

_ABOUT = (
    "{name} covers {town} and {around} since {year}. {ask} {whom} at tips@{domain}.",
    "{name} has served {town} {people} since {year}. {ask} {whom} at tips@{domain}.",
    "{name} has been the paper of {town} since {year}. {ask} {whom} at tips@{domain}.",
)
_GIVE = "{back} {name}. {work} {takes}, and {nobody}. {give} {amount} {often}."
_LETTER = "{get} the {name} {weekday} {letter}: {what}, {made} by our {desk}."
_CHOICES = {
    "around": ("its people", "the towns around it", "the valley"),
    "people": ("and its people", "and the coast", "readers"),
    "ask": ("Have a tip?", "Questions?", "Spotted an error?", "Seen something we should know?"),
    "whom": ("Tell us", "Write to our editors", "Reach the news desk", "Tell the duty editor"),
    "back": ("Support", "Back", "Help", "Stand with"),
    "work": ("Our work", "Local news", "Reporting", "Good journalism"),
    "takes": ("costs time", "eats up hours", "needs patience", "takes money"),
    "nobody": ("there is no paywall here", "readers pay for it", "nobody else does it here", "we keep it open to all"),
    "give": ("Give", "Chip in", "Donate", "Pledge"),
    "often": ("now", "a month", "each week"),
    "get": ("Get", "Receive", "Sign up for"),
    "weekday": ("Monday", "Tuesday", "Thursday", "Saturday", "Sunday"),
    "letter": ("letter", "briefing", "digest", "roundup"),
    "what": ("the week in brief", "all that matters", "what we are reading", "everything you missed"),
    "made": ("chosen", "gathered", "compiled"),
    "desk": ("night desk", "city team", "foreign staff", "morning desk"),
}
CREDITS = {
    "full": (
        "© {year} {name}",
        "Copyright {year} {name}. All rights reserved. This material may not be published, broadcast, rewritten or "
        "redistributed.",
        "This story was first reported by {name}.",
        "Source: {name}",
        "(From {name})",
        "Republished from {name} under a Creative Commons license.",
        "Reprinted with permission from {name}.",
        "This article originally appeared on {name} and is reposted with permission.",
    ),
    "partly": ("{name} contributed to this report.", "With material from {name}.", "Additional reporting by {name}."),
}
"""Lines that say where a text, or some of it, is from."""


@dataclass(frozen=True)
class Outlet:
    """A paper or an agency: how its articles are kept (html, txt, jsonl), and its habits."""

    name: str
    domain: str
    form: str
    layout: str
    dated_urls: bool
    straight_quotes: bool
    notices: tuple[str, ...]
    short: str = ""

    @property
    def folder(self) -> str:
        """The name of its folder, or of its file of rows."""
        return self.domain.split(".")[0]


def found_outlets(rng: Random, count: int) -> list[Outlet]:
    """The agencies, and as many papers."""
    names = read_names()
    outlets = []
    for agency in names["agency"]:
        name, short = agency.split("/")
        outlets.append(_found_outlet(rng, name, "html", short))
    papers = [f"{head} {tail}" for head in names["outlet_head"] for tail in names["outlet_tail"]]
    for name in rng.sample(papers, count):
        form = rng.choices(("html", "txt", "jsonl"), (6, 2, 2))[0]
        outlets.append(_found_outlet(rng, rng.choice(("", "The ")) + name, form))
    return outlets


def _found_outlet(rng: Random, name: str, form: str, short: str = "") -> Outlet:
    domain = name.removeprefix("The ").replace(" ", "").lower() + rng.choice(("", "-online")) + ".example"
    drawn = {key: rng.choice(options) for key, options in _CHOICES.items()}
    drawn |= {"name": name, "domain": domain, "town": draw_name(rng, "town"), "year": str(rng.randint(1860, 2012))}
    drawn["amount"] = f"{rng.choice(('from', 'as little as', 'at least'))} ${rng.randint(2, 9)}"
    lines = [rng.choice(_ABOUT), _GIVE, _LETTER]
    notices = tuple(line.format(**drawn) for line in rng.sample(lines, rng.choice((0, 1, 1, 2))))
    layout = rng.choice(("main", "article", "story"))
    return Outlet(name, domain, form, layout, rng.random() < 0.4, rng.random() < 0.35, notices, short)


def write_credit(rng: Random, source: Outlet, year: int, partly: bool) -> str:
    """A line that credits an outlet for a text, or for some of it."""
    name = f"The {source.name}" if source.short else source.name
    return rng.choice(CREDITS["partly" if partly else "full"]).format(name=name, year=year)


def write_dateline(rng: Random, outlet: Outlet, place: str) -> str:
    """What opens an agency's story: PLACE (SHORT) — ."""
    return f"{place.upper()} ({outlet.short}) {rng.choice(('—', '-', '–'))} " if outlet.short else ""


def write_address(rng: Random, outlet: Outlet, title: str, born: datetime) -> str:
    """The address of an article."""
    words = "".join(c.lower() if c.isalnum() else " " for c in title).split()[:9]
    place = f"{born:%Y/%m/%d}" if outlet.dated_urls else "news"
    return f"https://www.{outlet.domain}/{place}/{'-'.join(words)}-{rng.randint(1000000, 9999999)}"
