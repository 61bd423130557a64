"""Texts that are alike without being copied: forms that every outlet fills in, and words said to several reporters."""

import re
from random import Random

from tests.newsrooms.stories import draw_name, read_names

TEMPLATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "lottery": (
        "Numbers drawn on {weekday}",
        (
            "The balls that came out of the drum in the provincial draw on {weekday} night were {n2}, {n2}, {n2}, {n2}, {n2} and {n2}.",
            "Whoever holds all six shares a prize of ${n2} million, or ${n2}.{n1} million if it is taken at once. In the "
            "draw before this one {n3} tickets had five right numbers and nobody had six.",
            "The chance of any prize is one in {n2}.{n2}. Tickets can be bought at kiosks and filling stations until an "
            "hour before the draw. A prize that is not collected within 120 days goes to the sports fund.",
        ),
    ),
    "exchange": (
        "How shares and grain closed on {weekday}",
        (
            "Shares {moved} on {weekday} while dealers waited for figures on employment that are expected later in the week.",
            "The index of the thirty largest companies {moved} {n2}.{n2} points, or {n1}.{n1} percent, to {n1},{n3}.{n2}. "
            "The broader index {moved} {n2}.{n2} points to {n1},{n3}.{n2}.",
            "The yield of the ten-year government bond stood at {n1}.{n2} percent, against {n1}.{n2} percent the day "
            "before. The yield sets what banks ask for a mortgage.",
            "On the commodity exchange a barrel of crude {moved} {n2} cents to ${n2}.{n2}, wheat {moved} to ${n3}.{n2} a "
            "tonne and gold {moved} to ${n1},{n3}.{n2} an ounce.",
        ),
    ),
    "weather": (
        "The weather in {town} on {weekday}",
        (
            "Expect a high of {n2} degrees and a low of {n1} degrees in {town} on {weekday}, with wind from the {side} at "
            "{n2} kilometres an hour and gusts of up to {n2}.",
            "The chance of rain is {n2} percent in the morning and {n2} percent after dark. The sun rises at 6:{n2} and "
            "sets at 7:{n2}.",
            "The outlook for the days after that is for highs between {n2} and {n2} degrees. Warnings, if there are any, "
            "are posted by the weather office at the town hall and on its telephone line.",
        ),
    ),
    "match": (
        "{town} {n1}, {town} {n1}",
        (
            "{person} scored in minute {n2} and {person} added another in minute {n2} as {town} met {town} before a crowd of {n1},{n3} on {weekday}.",
            "{person} had the best chance of the first half, but {person} saved well. The referee, {person}, showed the yellow "
            "card {n1} times and sent off {person} in minute {n2}.",
            "{town} now have {n2} points from {n2} matches and play {town} away next; {town} have {n2} points and stay in place {n2}.",
        ),
    ),
}
"""Title and paragraphs of each form, with blanks."""

_BLANK = re.compile(r"\{(\w+)\}")
_SAID = (
    "we will not {do} the people of {town} a {kind} that {whom} have already paid for, and I will say so to anybody who asks",
    "there was no {kind} on the table when I left {town}, and if there had been one I would have torn it up in front of {whom}",
    "I have read every page of the {kind} and I can find no line in it that would hurt {whom}, in {town} or anywhere else",
    "my duty is to {whom} who were promised a {kind} and got a bill from {town} instead, and that is where it ends for me",
    "if the {kind} fails, then {whom} in {town} should know that it failed in this building and because of these people",
    "you can ask {whom} in {town} whether the {kind} has made them richer, and I promise that you will hear some laughter",
)


def fill_template(name: str, rng: Random) -> tuple[str, str]:
    """(title, body) of a form with its blanks filled in."""
    title, paragraphs = TEMPLATES[name]
    day = rng.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"))

    def fill(match: re.Match[str]) -> str:
        blank = match[1]
        if blank[0] == "n" and blank[1:].isdigit():
            digits = int(blank[1:])
            return str(rng.randint(10 ** (digits - 1), 10**digits - 1))
        if blank in ("town", "person"):
            return draw_name(rng, blank)
        words = {
            "weekday": (day,),
            "moved": ("rose", "fell", "gained", "lost"),
            "side": ("north", "south", "west", "east"),
        }
        return rng.choice(words[blank])

    return _BLANK.sub(fill, title), "\n\n".join(_BLANK.sub(fill, p) for p in paragraphs)


def speak(rng: Random) -> str:
    """Something said to several reporters at once."""
    words = {
        "do": ("refuse", "sell", "deny", "hand", "invent for"),
        "kind": ("subsidy", "ferry", "hospital", "treaty", "pension", "levy", "railway", "truce"),
        "whom": ("widows", "small farmers", "the crews", "young families", "the nurses", "taxpayers", "the islanders"),
        "town": (draw_name(rng, "town"), f"{draw_name(rng, 'town')} {rng.choice(read_names()['town_head'])}"),
    }
    said = _BLANK.sub(lambda m: rng.choice(words[m[1]]), rng.choice(_SAID))
    return said[0].upper() + said[1:]
