"""Who speaks: what kind of source some words name, and who it is within one document."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from headwater.outlets import follow_outlets, list_added
from headwater.schema import make_id
from headwater.statements.lexicon import load_data, load_text

_ARTICLES = frozenset({"a", "an", "the"})
_FRESH = frozenset({"another", "other", "second", "third", "different"})


_SITE = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|info|tv|co\.uk|com\.au|de|fr|eu|news|io)", re.I)


@dataclass(frozen=True)
class Source:
    """A source as a document shows it (the columns of `sources` without the id)."""

    kind: str
    name: str | None = None
    described_as: str | None = None
    role: str | None = None
    affiliation: str | None = None


UNSTATED = Source("unstated")


@cache
def load_source_words(name: str) -> frozenset[str]:
    """A list of sources.json, folded."""
    return frozenset(load_data("sources.json")[name].casefold().split())


@lru_cache(maxsize=1)
def load_outlets() -> frozenset[str]:
    """Names of outlets, folded, without article."""
    return frozenset(name.casefold().removeprefix("the ") for name in load_data("sources.json")["outlets"].split(";"))


@lru_cache(maxsize=1)
def load_places() -> frozenset[str]:
    """Names of regions and cities that are no capitals, folded."""
    return frozenset(load_data("sources.json")["places"].casefold().split(";"))


@follow_outlets
@cache
def _load_added() -> frozenset[str]:
    """Names of the outlets that the user added, folded, without article, but for those that are also words."""
    names = (name for outlet in list_added() for name in outlet.names if name not in outlet.common)
    return frozenset(name.casefold().removeprefix("the ") for name in names)


@lru_cache(maxsize=1)
def load_governments() -> dict[str, str]:
    """What stands for a government, folded (country, capital, seat), with the country."""
    table: dict[str, str] = {}
    for line in load_text("governments.tsv").splitlines():
        country, _, places, seats = [*line.split("\t"), "", "", ""][:4]
        for name in [country, *places.split(";"), *seats.split(";")]:
            if name:
                table[name.casefold()] = country
    table |= {
        "u.s.": "United States",
        "us": "United States",
        "u.s": "United States",
        "u.k.": "United Kingdom",
        "uk": "United Kingdom",
        "eu": "European Union",
    }
    return table


@lru_cache(maxsize=1)
def load_demonyms() -> dict[str, str]:
    """Adjectives of countries, folded, with the country."""
    table: dict[str, str] = {}
    for line in load_text("governments.tsv").splitlines():
        country, adjectives = line.split("\t")[:2]
        table |= {word.casefold(): country for word in adjectives.split(";") if word}
    return table


@lru_cache(maxsize=1)
def load_outlet_names() -> dict[str, str]:
    """Short names of outlets, folded, with the full name."""
    pairs = (pair.split("=") for pair in load_data("sources.json")["outlet_short"].split(";"))
    return {short.casefold(): full for short, full in pairs}


def is_outlet(name: str) -> bool:
    """Whether a name is that of an outlet: listed, or ending as papers and stations do.

    >>> is_outlet("the Harbour Gazette"), is_outlet("the Orrin Post-Courant"), is_outlet("Axios"), is_outlet("Tom Ray")
    (True, True, True, False)
    """
    words = name.replace("’", "'").removesuffix("'s").split()
    while words and words[0].casefold() in _ARTICLES:
        words = words[1:]
    bare = " ".join(words)
    if len(words) in (2, 3) and words[0] in {"Radio", "Channel"} and all(w[0].isupper() for w in words):
        return True
    if not words or not (words[0][0].isupper() or _SITE.fullmatch(bare) or bare in {"dpa"}):
        return False
    low = bare.casefold()
    if low in load_outlets() or low in load_outlet_names() or low in _load_added() or _SITE.fullmatch(bare):
        return True
    proper = len(words) <= 6 and all(w[:1].isupper() or w in ("of", "the", "and", "&", "on") for w in words)
    if len(words) >= 2 and proper and words[-1].rsplit("-", 1)[-1].casefold() in load_source_words("outlet_end"):
        return True
    named = [w for w in words[:-1] if w[:1].isupper() or w in ("news", "of", "the", "and")]
    noun = words[-1] if words[-1] not in ("agency", "site", "wire") or "news" in words else ""
    noun = "agency" if words[-2:] == ["News", "Agency"] else noun
    return len(words) >= 2 and len(named) == len(words) - 1 and noun in load_source_words("outlet_noun")


_PAPERS = frozenset(
    ["times", "gazette", "herald", "courier", "tribune", "chronicle", "ledger", "echo", "post", "journal", "telegraph",
     "guardian", "examiner", "sentinel", "inquirer", "dispatch", "bulletin", "argus", "clarion", "advertiser"]
)  # fmt: skip


def is_paper(name: str) -> bool:
    """Whether a name is that of a paper by one word: "the Gazette"."""
    return name[:4].casefold() == "the " and name[4:5].isupper() and name[4:].casefold() in _PAPERS


@lru_cache(maxsize=1)
def _load_common() -> frozenset[str]:
    return frozenset(load_data("sources.json")["outlets_common"].casefold().split(";"))


def is_common_outlet(name: str) -> bool:
    """Whether the name of an outlet is a common word too."""
    return name.casefold() in _load_common()


def trim_genitive(text: str) -> str:
    """A name without its genitive ending."""
    return text[:-2] if text.endswith(("'s", "’s")) else text.removesuffix("’").removesuffix("'")


def fold_description(described: str) -> str:
    """A description for comparing: folded, without articles and what only says that it has no name.

    >>> fold_description("The unnamed U.S. official")
    'u.s. official'
    """
    loose = _ARTICLES | {"unnamed", "anonymous", "same", "unidentified", "this", "that", "these", "those"}
    words = [
        w.strip(",.;:()“”\"'’") if w.casefold() not in {"u.s.", "u.k."} else w for w in described.casefold().split()
    ]
    return " ".join(w for w in words if w and w not in loose)


def fold_name(source: Source) -> str:
    """A name for comparing: folded; of an organisation without article and genitive, countries for their people.

    >>> fold_name(Source("organisation", "the French Energy Ministry"))
    'france energy ministry'
    >>> fold_name(Source("organisation", "France’s energy ministry")), fold_name(Source("person", "Ann B. Ray"))
    ('france energy ministry', 'ann ray')
    """
    name = " ".join((source.name or "").casefold().replace("’", "'").split())
    if source.kind not in ("organisation", "outlet"):
        words = name.split()
        return " ".join(w for i, w in enumerate(words) if i == 0 or not re.fullmatch(r"\w\.?", w))
    words = [w.removesuffix("'s") for w in name.removeprefix("the ").split()]
    return " ".join(load_demonyms().get(w, w).casefold() if source.kind == "organisation" else w for w in words)


def identify_source(source: Source, document_id: int) -> int:
    """The id of a source: of its name, or of its document and description; one for everything unstated."""
    if source.kind == "unstated":
        return make_id("source", "unstated")
    if source.name is not None:
        return make_id("source", fold_name(source))
    return make_id("source", document_id, fold_description(source.described_as or ""))


def is_outlet_word(low: str) -> bool:
    """Whether a folded word alone is an outlet or ends the names of outlets."""
    return low in load_outlets() or low in load_source_words("outlet_end")
