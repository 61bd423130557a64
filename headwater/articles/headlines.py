"""The headline of a page, from the several that it gives."""

import re
from collections.abc import Iterable, Mapping

from headwater.articles.page_tree import fold_space

_JOINT = re.compile(r"\s+[|–—•·»«*-]+\s+|\s*[|｜ㅣ]\s*")
_TAIL = re.compile(r"\s*(?:[|｜ㅣ*•·»]|[–—-])\s*\S")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+\.(?:com|org|net|info|co\.uk|com\.\w\w|[a-z]{2,4})", re.IGNORECASE)
_WEIGHTS = {"shown": 1.0, "og": 0.9, "title": 0.3, "twitter": 0.1}
"""How far each is believed where JSON-LD has no headline: what the page shows, unless the head is against it."""


def choose_headline(headlines: Mapping[str, str], shown: Iterable[str], sites: Iterable[str]) -> str | None:
    """The headline: that of JSON-LD, else what the page's heading, og:title and title agree on; without the site.

    Where og:title holds the same without a label in front ("Budget: Council votes", "Council votes") it is that.

    >>> choose_headline({"og": "Bridge reopens | Harbour Daily", "title": "Bridge reopens"}, ["Bridge reopens"], [])
    'Bridge reopens'
    """
    sites = list(sites)
    visible = [head for h in shown if (head := fold_space(h))]
    stated = {k: v for k, v in headlines.items() if v}
    heading = _choose_shown(visible, list(stated.values()))
    whole = [h for h in (heading, stated.get("json-ld", "")) if h]
    clean = {k: strip_site(v, sites, whole) for k, v in stated.items()}
    if heading:
        clean["shown"] = heading
    if not clean:
        return None
    best = clean.get("json-ld") or _vote(clean)
    if heading and _agree(clean, "shown", "og") and _agree(clean, "json-ld", "title"):  # the wording for search engines
        best = heading
    plain = _find_common(best, clean.get("og", best))
    front = best[: -len(plain)].rstrip() if plain and best.endswith(plain) else ""
    return (
        plain
        if front.endswith((":", "-", "–", "—", "|", '"', "”", "“")) and len(fold_words(plain).split()) > 2
        else best
    )


def strip_site(headline: str, sites: Iterable[str], whole: Iterable[str] = ()) -> str:
    """A headline without the site, the section or the date behind it; `whole`: headlines known to be complete.

    >>> strip_site("Bridge reopens - Local | Harbour Daily", ["Harbour Daily"], ["Bridge reopens"])
    'Bridge reopens'
    >>> strip_site("Bridge reopens - Harbour Daily", ["Harbour Daily"])
    'Bridge reopens'
    """
    for known in sorted(whole, key=len):
        if headline != known and headline.startswith(known) and _TAIL.match(headline[len(known) :]):
            return known
    names = [words for site in sites if (words := fold_words(site))]
    while joints := list(_JOINT.finditer(headline)):
        last = joints[-1]
        if last.start() == 0 or not _is_name(headline[last.end() :], names):
            break
        headline = headline[: last.start()].strip()
    return headline


def fold_words(text: str) -> str:
    """A headline for comparing: words in lower case.

    >>> fold_words("„Bridge“ – reopens!")
    'bridge reopens'
    """
    return " ".join(re.findall(r"\w+", text.lower()))


def _is_name(part: str, names: list[str]) -> bool:
    words = fold_words(part)
    if not words or _DOMAIN.fullmatch(part.strip()):
        return True
    return any(words == name or (name in words and len(words) < len(name) + 12) for name in names)


def _find_common(best: str, other: str) -> str:
    """What two headlines share behind different labels ("War: Council votes", "Us - Council votes"); else the other."""
    for joint in (": ", " - ", " – ", " — ") if fold_words(best) != fold_words(other) else ():
        tail = other.split(joint, 1)[-1]
        if len(fold_words(tail).split()) > 3 and best != tail and best.endswith(tail):
            return tail
    return other


def _agree(clean: Mapping[str, str], a: str, b: str) -> bool:
    return fold_words(clean.get(a, "")) == fold_words(clean.get(b, "")) != ""


def _vote(clean: Mapping[str, str]) -> str:
    votes: dict[str, float] = {}
    for key, text in clean.items():
        votes[fold_words(text)] = votes.get(fold_words(text), 0) + _WEIGHTS.get(key, 0)
    ordered = [clean[k] for k in ("shown", "og", "title", "twitter") if k in clean]
    return max(ordered, key=lambda text: votes[fold_words(text)])


def _choose_shown(visible: list[str], stated: list[str]) -> str:
    """Of the page's top headings the one that its head knows best."""
    known = [set(fold_words(text).split()) for text in stated]

    def likeness(head: str) -> float:
        words = set(fold_words(head).split())
        return max((len(words & k) / max(1, len(words | k)) for k in known), default=0.0)

    return max(visible[:8], key=likeness, default="")
