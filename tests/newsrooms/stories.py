"""Base texts: stories of invented places, made by a grammar; and stories taken from any table of texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"\(([^()]*/[^()]*)\)")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)])\.(?= [A-Z]|$)")
_AUXILIARY = re.compile(r"(?<=[a-z] )(was|has|had|were|have) (?=[a-z]+(?:ed|en|un)\b)")
_WORD_OF_THE_CAST = re.compile(r"[A-Z0-9]+$")
_SENTENCES = ("lead", "detail", "figures", "quote", "indirect", "opinion", "opening")
HEDGES = ("reportedly", "allegedly", "apparently", "purportedly")


@dataclass(frozen=True)
class Story:
    """One original text: its headline and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def read_lists(name: str) -> dict[str, list[str]]:
    """The symbols of a file of lists, with their options."""
    lists: dict[str, list[str]] = {}
    symbol = ""
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("+ "):
            lists[symbol].append(line[2:])
        elif line.strip() and not line.startswith("#"):
            symbol, _, options = line.partition(" = ")
            lists[symbol] = options.split(" | ")
    return lists


@cache
def _grammar() -> dict[str, list[str]]:
    return read_lists("grammar.txt")


@cache
def read_names() -> dict[str, list[str]]:
    """The parts that names of people, towns, bodies and outlets are made of."""
    return read_lists("names.txt")


def draw_name(rng: Random, kind: str) -> str:
    """An invented name: `person`, `town` or `body`."""
    n = read_names()
    if kind == "person":
        return f"{rng.choice(n['first'])} {rng.choice(n['last_head'])}{rng.choice(n['last_tail'])}"
    town = rng.choice(n["town_head"]) + rng.choice(n["town_tail"])
    return town if kind == "town" else f"{town} {rng.choice(n['body_head'])}"


def tell_stories(rng: Random) -> Iterator[Story]:
    """Stories without end, no two about the same place and people."""
    while True:
        yield _tell_story(rng)


def _tell_story(rng: Random) -> Story:
    topic = rng.choice(_grammar()["topic"])
    people = [draw_name(rng, "person") for _ in range(3)]
    cast = {f"WHO{k}": name for k, name in enumerate(people, 1)}
    cast |= {f"LAST{k}": name.split()[1] for k, name in enumerate(people, 1)}
    cast |= {f"ROLE{k}": rng.choice(read_names()["role"]) for k in (1, 2)}
    cast |= {"TOWN": draw_name(rng, "town"), "OTHERTOWN": draw_name(rng, "town")}
    cast |= {"BODY": "the " + draw_name(rng, "body"), "OTHERBODY": "the " + draw_name(rng, "body")}
    cast["OUTLET"] = f"the {rng.choice(read_names()['outlet_head'])} {rng.choice(read_names()['outlet_tail'])}"

    things = rng.sample(_grammar()[f"{topic}_thing"], 3)
    used: set[str] = set()

    def pick(name: str) -> str:
        options = [o for o in _grammar()[name] if o not in used] or _grammar()[name]
        chosen = rng.choice(options)
        used.add(chosen)
        return chosen

    def expand(symbol: str) -> str:
        if _WORD_OF_THE_CAST.match(symbol) and symbol in cast:
            return cast[symbol]
        name = symbol.lower()
        if name in ("thing", "otherthing"):
            text = things[0] if name == "thing" else rng.choice(things[1:])
            return text[:1].upper() + text[1:] if symbol[0].isupper() else text
        name = name.removesuffix("2") if name == "opinion2" else name
        text = _SLOT.sub(lambda m: expand(m[1]), pick(name) if name in _SENTENCES else rng.choice(_grammar()[name]))
        text = _CHOICE.sub(lambda m: rng.choice(m[1].split("/")), text)
        return text[:1].upper() + text[1:] if symbol[0].isupper() or symbol == "opinion2" else text

    paragraphs = [expand("Lead")]
    for _ in range(rng.randint(7, 20)):
        first = rng.choices(("Detail", "Figures", "Quote", "Indirect"), (5, 2, 3, 3))[0]
        second = [expand(rng.choice(("Detail", "Figures", "Indirect")))] if rng.random() < 0.7 else []
        third = [expand(rng.choice(("Detail", "Quote")))] if second and rng.random() < 0.3 else []
        paragraphs.append(" ".join([expand(first), *second, *third]))
    paragraphs.append(expand("Ending"))
    return Story(_capitalise(expand("title")), tuple(_capitalise(p) for p in paragraphs))


def _capitalise(text: str) -> str:
    text = re.sub(r"\ba (?=[aeiou])", "an ", text)
    return re.sub(r"(^|[.!?]”? )“?[a-z]", lambda m: m[0][:-1] + m[0][-1].upper(), text)


def take_stories(path: str, rng: Random) -> Iterator[Story]:
    """Stories from a Parquet table with `text` (and `title`), in a drawn order; short, long and doubled ones left out."""
    import pyarrow.parquet as pq

    columns = [c for c in ("title", "text") if c in pq.read_schema(path).names]
    rows = pq.read_table(path, columns=columns).to_pylist()
    rng.shuffle(rows)
    seen: set[str] = set()
    for row in rows:
        parts = [" ".join(p.split()) for p in (row["text"] or "").split("\n")]
        parts = [p for p in parts if len(p) > 60 and p[-1] in ".!?”\"'"]
        words = sum(len(p.split()) for p in parts)
        if len(parts) < 5 or not 180 <= words <= 1100 or any(p in seen for p in parts):
            continue
        seen.update(parts)
        title = " ".join((row.get("title") or " ".join(parts[0].split()[:9])).split())
        yield Story(title, tuple(parts))


def plant_hedges(story: Story, rng: Random) -> Story:
    """The story with some sentences attributed to unnamed sources and some hedged, so that copies can lose that."""
    grammar = _grammar()

    def attribute(match: re.Match[str]) -> str:
        if rng.random() > 0.1:
            return match[0]
        return f", according to {rng.choice(grammar['several'])} {rng.choice(grammar['sources'])}."

    paragraphs = []
    for paragraph in story.paragraphs:
        if not any(mark in paragraph for mark in '“”"'):
            paragraph = _SENTENCE_END.sub(attribute, paragraph)
            if rng.random() < 0.15:
                paragraph = _AUXILIARY.sub(lambda m: f"{m[1]} {rng.choice(HEDGES)} ", paragraph, count=1)
        paragraphs.append(paragraph)
    return Story(story.title, tuple(paragraphs))
