"""Everybody who is introduced by office: name, rank, office, and for whom or where."""

from dataclasses import dataclass, replace
from functools import cache

from headwater.intervals import Span
from headwater.statements.lexicon import load_data
from headwater.statements.names import is_name_word, is_office, load_set, read_name
from headwater.statements.words import Words

_LINKS = frozenset({"of", "for", "at", "with", "to", "in"})
_INSIDE_ORGANISATIONS = frozenset(["of", "for", "and", "the", "on", "&", "to"])


@dataclass(frozen=True)
class Introduction:
    """Somebody introduced by office, and where; the name as written, without rank."""

    span: Span
    name: str
    rank: str | None
    role: str | None
    affiliation: str | None


def find_roles(words: Words, first: int, last: int) -> list[Introduction]:
    """The introductions in a stretch of words, in order, none within another.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("Harbour spokesman Lt. Tom Ray left.")
    >>> [(i.name, i.rank, i.role, i.affiliation) for i in find_roles(w, 0, len(w))]
    [('Tom Ray', 'Lt.', 'spokesman', 'Harbour')]
    """
    found: list[Introduction] = []
    reached = first
    for at in range(first, last):
        if at < reached:
            continue
        low = words.low[at]
        found_here = None
        if is_office(low) and not _goes_on(words, at, last):
            found_here = _read_head(words, reached, at, last) or _read_head(words, first, at, last)
            while found and found_here is not None and found_here[0].span[0] < found[-1].span[1]:
                if found[-1].name != found_here[0].name:
                    found_here = None
                elif not _is_bare(found[-1]):  # a second office of the same person
                    span = (found[-1].span[1], found_here[0].span[1])
                    found_here = (replace(found_here[0], span=span), found_here[1]) if span[0] < span[1] else None
                else:
                    found.pop()  # "Dr. Ann Ray" goes on as "Dr. Ann Ray, a surgeon at St Hild's"
        if found_here is None and low in load_set("ranks") and low not in load_set("courtesy"):
            found_here = _read_ranked(words, at, last)
        if found_here is not None:
            introduction, reached = found_here
            found.append(introduction)
    return found


def _goes_on(words: Words, at: int, last: int) -> bool:
    """Whether an office only qualifies the one behind it: "chief" in "chief constable"."""
    if words.low[at] not in load_set("modifiers"):
        return False
    after = at + 1
    while after < last and words.low[after] in load_set("modifiers") and not is_office(words.low[after]):
        after += 1
    return after < last and is_office(words.low[after])


def _is_bare(found: Introduction) -> bool:
    """Whether somebody is introduced by a rank alone."""
    return found.affiliation is None and (found.role is None or found.role.casefold() in load_set("ranks"))


def _read_head(words: Words, first: int, at: int, last: int) -> tuple[Introduction, int] | None:
    begin, end = at, _end_office(words, at, last)
    while begin > first and _modifies(words.low[begin - 1]):
        begin -= 1
    owner = _find_owner(words, first, begin)
    if owner is None:
        return None
    target, after = _read_target(words, end, last)
    named = _read_named(words, after, last)
    if named is None and target:
        target, after, named = _split_target(words, end, after, last)
    if named is None and (name := _read_behind(words, owner, after, last)) is not None:
        named = (None, *name)
    if named is not None:
        rank, name_first, name_last = named
        if target is None and owner == begin and words.low[min(name_last, last - 1)] in {"of", "from", "at"}:
            behind, reached = _read_target(words, name_last, last)
        else:
            behind, reached = None, name_last
        span = words.cover(owner, reached)
        found = _introduce(words, span, (name_first, name_last), rank, (begin, end), (owner, begin), target or behind)
        return (found if target else replace(found, role=words.text[slice(*words.cover(begin, end))])), reached
    return _read_apposition(words, first, (owner, begin, end), after, target)


def _modifies(low: str) -> bool:
    return low in load_set("modifiers") or low.startswith(("then-", "ex-"))


def _end_office(words: Words, at: int, last: int) -> int:
    """The word after an office: "secretary general", "president and chief executive", "head of research"."""
    end = at + 1
    while (
        end < last
        and words.low[end] in load_set("tails")
        and (words.low[end] != "in" or words.low[min(end + 1, last - 1)] == "chief")
    ):
        end += 1
    if words.low[end : end + 2] == ("of", "staff"):
        return end + 2
    if end < last and words.low[end] == "and":
        other = end + 1
        while other < last and _goes_on(words, other, last):
            other += 1
        if other < last and is_office(words.low[other]) and not is_name_word(words, min(other + 1, last - 1)):
            return _end_office(words, other, last)
    return _end_field(words, end, last)


def _end_field(words: Words, at: int, last: int) -> int:
    """The word after "of communications" in "director of communications for the city"; `at` where no field follows."""
    if at >= last or words.low[at] not in {"of", "for"}:
        return at
    end = at + 1
    while end < last and end - at <= 4 and words.low[end].isalpha() and words.read(end).islower():
        if words.low[end] in _LINKS | {"the", "a", "an", "his", "her", "its", "their", "who", "said", "says"}:
            break
        end += 1
    links = end < last and (words.low[end] in _LINKS or (words.low[end] == "," and words.low[at] == "of"))
    return end if at + 1 < end and links and not is_office(words.low[at + 1]) else at


def _find_owner(words: Words, first: int, begin: int) -> int | None:
    """The first word of whose or which an office is: "Harbour board", "Tarsis's", "the bank's"; None if a rank is."""
    owner = begin
    while owner > first and begin - owner < 6:
        low = words.low[owner - 1]
        body = low in load_bodies() and words.read(owner - 1).islower()
        mine = owner == begin and low.endswith(("'s", "s'", "’s")) and low not in _VAGUE_OWNERS
        if not (is_name_word(words, owner - 1) or low == "&" or body or mine):
            break
        if low in load_set("ranks") and begin == owner:
            return None
        owner -= 1
        if mine and not is_name_word(words, owner):
            break
    return owner


@cache
def load_bodies() -> frozenset[str]:
    """The common nouns of organisations, folded: "board", "union", "ministry"."""
    lists = load_data("sources.json")
    return frozenset(f"{lists['organisation']} {lists['body']} village parish island".split()) - {"country", "state"}


_VAGUE_OWNERS = frozenset(
    f"{noun}'s" for noun in ["country", "nation", "group", "company", "firm", "man", "woman", "it", "who", "year",
                             "world", "state", "family", "today", "that", "one", "there", "what", "here"]
)  # fmt: skip
"""Genitives that say nothing of where an office is held."""


_OWNERS = frozenset({"the", "his", "her", "its", "their", "a", "an"})


def _read_behind(words: Words, owner: int, after: int, last: int) -> tuple[int, int] | None:
    """The name behind an office that says whose or which it is: "the mayor of Fenn, Tom Ray,"."""
    before = words.low[max(0, owner - 2) : owner]  # one adjective may stand between: "his one-time chief of staff"
    known = any(low in _OWNERS or low.endswith(("'s", "s'")) for low in (*before, *words.low[owner : owner + 4]))
    if not known or after + 2 >= last or words.low[after] != ",":
        return None
    end = read_name(words, after + 1, last)
    if not 2 <= end - after - 1 <= 4 or words.low[end - 1] in load_source_names():
        return None
    closed = end >= last or words.low[end] in {",", ".", ";", ")", "—", "–"}
    leads = any(words.low[i] == "as" for i in range(max(0, owner - 6), owner))
    return (after + 1, end) if closed or leads else None


@cache
def load_source_names() -> frozenset[str]:
    """The words that end the names of organisations, folded."""
    return frozenset(load_data("sources.json")["organisation_name"].casefold().split())


def _read_target(words: Words, at: int, last: int) -> tuple[tuple[int, int] | None, int]:
    """The organisation or place after "of", "for", "at" …, and the word after it."""
    if at >= last or words.low[at] not in _LINKS:
        return None, at
    target, end = find_target(words, at, last)
    return ((at, end), end) if target else (None, at)


def find_target(words: Words, at: int, last: int) -> tuple[tuple[int, int] | None, int]:
    """The name of an organisation or place behind a word, without its article, and the word after it."""
    begin = at + 1
    if begin < last and words.low[begin] in {"the", "a", "an"}:
        begin += 1
    end = begin
    while end < last and end - begin < 9:
        low = words.low[end]
        if low in load_set("ranks") and low not in load_set("heads"):
            break
        if (
            is_name_word(words, end)
            or low in load_set("domains")
            or (
                end > begin
                and low in _INSIDE_ORGANISATIONS
                and end + 1 < last
                and (is_name_word(words, end + 1) or words.low[end + 1] == "the")
            )
            or (low == "-" and end > begin)
        ):
            end += 1
        else:
            break
    while end > begin and words.low[end - 1] in _INSIDE_ORGANISATIONS:
        end -= 1
    return ((begin, end), end) if end > begin else (None, at)


def _read_named(words: Words, at: int, last: int) -> tuple[str | None, int, int] | None:
    """A rank, if any, and a name that begin at a word."""
    if at < last and words.low[at] == "," and at + 1 < last and words.low[at + 1] in load_set("ranks"):
        at += 1
    begin = at
    while at < last and words.low[at] in load_set("ranks"):
        at += 1
    rank = words.text[slice(*words.cover(begin, at))] if at > begin else None
    end = read_name(words, at, last)
    if end - at == 1 and words.low[at] in load_source_names():
        return None  # "the Justice Department"
    if end == at or (end - at == 1 and rank is None and not words.text[words.spans[begin - 1][0]].isupper()):
        return None
    return rank, at, end


def _split_target(
    words: Words, at: int, after: int, last: int
) -> tuple[tuple[int, int] | None, int, tuple[str | None, int, int] | None]:
    """Where the organisation runs into the name ("Secretary of Defense Jo Ray"): a domain, else the last two words."""
    begin = at + 2 if words.low[at + 1] in {"the", "a", "an"} else at + 1
    if is_office(words.low[begin]) or words.low[begin] in load_set("ranks"):
        return (at, after), after, None  # "a niece of President John F. Kennedy"
    if words.low[begin] in load_set("domains") and after - begin >= 3:
        cut = begin + 1
        while cut < after - 2 and words.low[cut] in load_set("domains") | {"and"}:
            cut += 1
    elif (
        after - begin >= 4
        and words.low[after - 1] not in load_source_names()
        and words.low[after - 3] not in _INSIDE_ORGANISATIONS
        and words.low[after - 2] not in _INSIDE_ORGANISATIONS
    ):
        cut = after - 2
    else:
        return (at, after), after, None
    return (at, cut), cut, (None, cut, after)


def _read_apposition(
    words: Words, first: int, head: tuple[int, int, int], after: int, target: tuple[int, int] | None
) -> tuple[Introduction, int] | None:
    """A name with the office behind it: "Tom Ray, a spokesman for the harbour"."""
    owner, begin, end = head
    at = _start_apposition(words, first, owner)
    reach = at
    while at > first and reach - at < 6 and (words.low[at - 1] in load_set("between") or words.low[at - 1].isdigit()):
        at -= 1
    became = reach = at
    while became > first and reach - became < 6 and words.low[became - 1] in load_set("becomes"):
        became -= 1
    if at > first and words.low[at - 1] == ",":
        name_last = at - 1
    elif first < became < at and words.low[became] != "in" and is_name_word(words, became - 1):
        name_last = became
    else:
        return None
    if name_last - 2 > first and words.low[name_last - 1].isdigit() and words.low[name_last - 2] == ",":
        name_last -= 2  # "Ann Ray, 34, a nurse"
    name_first = name_last
    while name_first > first and name_last - name_first < 4 and is_name_word(words, name_first - 1):
        name_first -= 1
    rank_last = name_first
    while rank_last < name_last and words.low[rank_last] in load_set("ranks"):
        rank_last += 1
    if name_last - rank_last < 2:
        return None
    rank = words.text[slice(*words.cover(name_first, rank_last))] if rank_last > name_first else None
    span = words.cover(name_first, after)
    return _introduce(words, span, (rank_last, name_last), rank, (begin, end), (owner, begin), target), after


_ARTICLES = frozenset(["a", "an", "the", "its", "their", "his", "her", "s", "then", "once", "one", "of"])


def _start_apposition(words: Words, first: int, owner: int) -> int:
    """The first word of "a", "the Norwegian-born", "one of its", before an office."""
    at = owner
    while at > first and words.low[at - 1] in _ARTICLES:
        at -= 1
    for begin in range(owner - 2, max(first, owner - 5), -1):
        told = at == owner and words.low[begin] in {"a", "an", "the"} and words.low[begin - 1] == ","
        if told and all(words.low[i][0].isalnum() for i in range(begin, owner)):
            return begin
    return at


_ADJECTIVES = frozenset({"major", "general", "private", "chief"})
"""Ranks that are adjectives when they are written small."""


def _read_ranked(words: Words, at: int, last: int) -> tuple[Introduction, int] | None:
    """A rank or an office in front of a name alone: "Gen. Ray", "Sen. Ann Lee, D-Ohio"."""
    named = _read_named(words, at, last)
    if named is None or named[0] is None:
        return None
    rank, begin, end = named
    if end - begin == 1 and words.read(at) in _ADJECTIVES:
        return None  # "two major US retailers"
    office = (rank or "").split()[-1].casefold() in load_set("offices")
    state = None
    after = end
    if end + 1 < last and words.low[end] in {",", "("} and words.low[end + 1][:2] in {"d-", "r-", "i-"}:
        state, after = words.read(end + 1)[2:], end + 2
        while (
            after < last and words.spans[after][0] == words.spans[after - 1][1] and words.low[after] not in {")", ","}
        ):
            state, after = state + words.read(after), after + 1  # "R-S.C."
    span = words.cover(at, after)
    name = words.text[slice(*words.cover(begin, end))]
    return Introduction(span, _tidy(name), None if office else rank, rank if office else None, state), after


def _introduce(
    words: Words, span: Span, name: tuple[int, int], rank: str | None, role: tuple[int, int],
    owner: tuple[int, int], target: tuple[int, int] | None,
) -> Introduction:  # fmt: skip
    office = words.text[slice(*words.cover(*role))]
    affiliation = _name_owner(words, owner, role) if owner[1] > owner[0] else None
    if target is not None:
        begin = target[0] + (2 if words.low[target[0] + 1] in {"the", "a", "an"} else 1)
        whole = words.text[slice(*words.cover(*target))]
        if words.low[target[0]] == "of":
            office = f"{office} {whole}"
        if affiliation is None or words.low[begin] not in load_set("domains"):
            affiliation = words.text[slice(*words.cover(begin, target[1]))]
    rank = None if rank is not None and rank.casefold() in load_set("courtesy") else rank
    return Introduction(
        span, _tidy(words.text[slice(*words.cover(*name))]), rank, office, affiliation and _tidy(affiliation)
    )


def _name_owner(words: Words, owner: tuple[int, int], role: tuple[int, int]) -> str:
    """Whose an office is, with what of the office belongs to it: "Mine union" of "Mine union president"."""
    end = owner[1]
    while end < role[1] - 1 and words.low[end] in load_bodies() and words.low[end - 1][-2:] not in {"'s", "’s"}:
        end += 1
    return words.text[slice(*words.cover(owner[0], end))]


def _tidy(name: str) -> str:
    """A name on one line, without the genitive."""
    name = " ".join(name.split())
    return name[:-2] if name.endswith(("'s", "’s")) else name
