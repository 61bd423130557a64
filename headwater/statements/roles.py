"""Everybody who is introduced by office: name, rank, office, and for whom or where."""

from dataclasses import dataclass, replace
from functools import cache

from headwater.intervals import Span
from headwater.statements.calendar_words import MONTHS
from headwater.statements.lexicon import load_data
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


@cache
def load_set(name: str) -> frozenset[str]:
    """A list of roles.json, folded."""
    return frozenset(load_data("roles.json")[name].casefold().split())


def is_office(low: str) -> bool:
    """Whether a folded word is what somebody is by office or trade, with or without "ex-", "vice-", "-general".

    >>> is_office("ex-president"), is_office("secretary-general"), is_office("hydrologist"), is_office("table")
    (True, True, True, False)
    """
    if low in load_set("heads") or (low.endswith(_TRADES) and len(low) > 8):
        return True
    first, _, rest = low.partition("-")
    return bool(rest) and (
        (first in _PREFIXES and rest in load_set("heads")) or (rest in _SUFFIXES and first in load_set("heads"))
    )


_TRADES = ("ologist", "ologists", "ographer", "ometrist")
_PREFIXES = frozenset({"ex", "vice", "co", "under", "deputy", "then"})
_SUFFIXES = frozenset({"general", "elect", "designate", "in-chief"})


def is_name_word(words: Words, at: int) -> bool:
    """Whether a word can stand in a proper name: a capital, and none of the words that begin sentences."""
    first = words.text[words.spans[at][0]]
    return first.isupper() and words.low[at] not in load_set("no_name") and words.low[at] not in MONTHS


def read_name(words: Words, at: int, last: int) -> int:
    """The word after a personal name that begins at `at` (at itself, if none does): capitals and particles."""
    end = at
    while end < last and end - at < 4:
        if is_name_word(words, end) and not is_office(words.low[end]):
            end += 1
            if words.low[end - 1].endswith(("'s", "s'")):
                break
        elif (
            end > at and words.low[end] in load_set("inside_names") and end + 1 < last and is_name_word(words, end + 1)
        ):
            end += 2
        else:
            break
    if end < last and end > at and words.low[end] in {"jr.", "sr.", "ii", "iii", "iv"}:
        end += 1
    return end


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
                if found[-1].name != found_here[0].name or not _is_bare(found[-1]):
                    found_here = None
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
    return words.low[at] in load_set("modifiers") and at + 1 < last and is_office(words.low[at + 1])


def _is_bare(found: Introduction) -> bool:
    """Whether somebody is introduced by a rank alone."""
    return found.affiliation is None and (found.role is None or found.role.casefold() in load_set("ranks"))


def _read_head(words: Words, first: int, at: int, last: int) -> tuple[Introduction, int] | None:
    begin, end = at, at + 1
    while begin > first and words.low[begin - 1] in load_set("modifiers"):
        begin -= 1
    while (
        end < last
        and words.low[end] in load_set("tails")
        and (words.low[end] != "in" or words.low[min(end + 1, last - 1)] == "chief")
    ):
        end += 1
    if words.low[end : end + 2] == ("of", "staff"):
        end += 2
    owner = begin
    while owner > first and begin - owner < 5 and (is_name_word(words, owner - 1) or words.low[owner - 1] == "&"):
        if words.low[owner - 1] in load_set("ranks") and begin - owner == 0:
            return None
        owner -= 1
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


_OWNERS = frozenset({"the", "his", "her", "its", "their", "a", "an"})


def _read_behind(words: Words, owner: int, after: int, last: int) -> tuple[int, int] | None:
    """The name behind an office that says whose or which it is: "the mayor of Fenn, Tom Ray,"."""
    before = words.low[max(0, owner - 2) : owner]  # one adjective may stand between: "his one-time chief of staff"
    known = any(low in _OWNERS or low.endswith(("'s", "s'")) for low in before)
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
    return ((at, end), end) if end > begin else (None, at)


def _read_named(words: Words, at: int, last: int) -> tuple[str | None, int, int] | None:
    """A rank, if any, and a name that begin at a word."""
    if at < last and words.low[at] == "," and at + 1 < last and words.low[at + 1] in load_set("ranks"):
        at += 1
    begin = at
    while at < last and words.low[at] in load_set("ranks"):
        at += 1
    rank = words.text[slice(*words.cover(begin, at))] if at > begin else None
    end = read_name(words, at, last)
    if end == at or (end - at == 1 and rank is None and not words.text[words.spans[begin - 1][0]].isupper()):
        return None
    return rank, at, end


def _split_target(
    words: Words, at: int, after: int, last: int
) -> tuple[tuple[int, int] | None, int, tuple[str | None, int, int] | None]:
    """Where the organisation runs into the name ("Secretary of Defense Jo Ray"): a domain, else the last two words."""
    begin = at + 2 if words.low[at + 1] in {"the", "a", "an"} else at + 1
    if words.low[begin] in load_set("domains") and after - begin >= 3:
        cut = begin + 1
        while cut < after - 2 and words.low[cut] in load_set("domains") | {"and"}:
            cut += 1
    elif (
        after - begin >= 4
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
    at = owner
    while at > first and words.low[at - 1] in {
        "a",
        "an",
        "the",
        "its",
        "their",
        "his",
        "her",
        "s",
        "then",
        "once",
        "one",
        "of",
    }:
        at -= 1
    reach = at
    while at > first and reach - at < 6 and (words.low[at - 1] in load_set("between") or words.low[at - 1].isdigit()):
        at -= 1
    if at <= first or words.low[at - 1] != ",":
        return None
    name_last = at - 1
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


def _read_ranked(words: Words, at: int, last: int) -> tuple[Introduction, int] | None:
    """A rank or an office in front of a name alone: "Gen. Ray", "Sen. Ann Lee, D-Ohio"."""
    named = _read_named(words, at, last)
    if named is None or named[0] is None:
        return None
    rank, begin, end = named
    office = (rank or "").split()[-1].casefold() in load_set("offices")
    state = None
    after = end
    if end + 1 < last and words.low[end] in {",", "("} and words.low[end + 1][:2] in {"d-", "r-", "i-"}:
        state, after = words.read(end + 1)[2:], end + 2
    span = words.cover(at, after)
    name = words.text[slice(*words.cover(begin, end))]
    return Introduction(span, _tidy(name), None if office else rank, rank if office else None, state), after


def _introduce(
    words: Words, span: Span, name: tuple[int, int], rank: str | None, role: tuple[int, int],
    owner: tuple[int, int], target: tuple[int, int] | None,
) -> Introduction:  # fmt: skip
    office = words.text[slice(*words.cover(*role))]
    affiliation = words.text[slice(*words.cover(*owner))] if owner[1] > owner[0] else None
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


def _tidy(name: str) -> str:
    """A name on one line, without the genitive."""
    name = " ".join(name.split())
    return name[:-2] if name.endswith(("'s", "’s")) else name
