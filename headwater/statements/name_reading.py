"""Who a source is that some words name: a person by office or name, a body, an outlet."""

import re

from headwater.statements.descriptions import find_head
from headwater.statements.institutions import read_institution
from headwater.statements.lexicon import load_words
from headwater.statements.mentions import Cast, add_person, find_full_name, find_person, is_body, is_first_name
from headwater.statements.names import is_name_word, load_set, read_name
from headwater.statements.roles import Introduction, find_roles
from headwater.statements.sources import (
    Source,
    is_outlet,
    load_places,
    load_source_words,
    trim_genitive,
)
from headwater.statements.words import Words, cut_words

_JOINS = frozenset({"of", "for", "and", "&", "on", "the", "de", "la"})
_AIMED = frozenset(
    {"committee", "campaign", "coalition", "center", "centre", "council", "fund", "alliance", "initiative"}
)
"""Bodies whose names say what they are for: "Committee to Protect Journalists"."""
_PERSONAL = re.compile(r"\b(?:he|she|his|her)\b", re.I)
_FIRM_ENDS = frozenset({"&", "inc.", "co.", "corp.", "ltd."})
_FIRM_TAILS = (
    " Inc",
    " Corp",
    " Co ",
    " Co.",
    " Ltd",
    " spokes",
    " shares",
    " CEO",
    " executives",
    " officials",
    " employees",
)


def read_named(cast: Cast, words: Words, document_text: str) -> Source | None:
    """The person, organisation or outlet that the words of a source name, or None where they only describe.

    A person joins the cast of the document.
    """
    return (
        _read_titled_body(words)
        or _read_owned_name(cast, words)
        or _read_person(cast, words, document_text)
        or _read_proper(cast, words, document_text)
    )


def _read_titled_body(words: Words) -> Source | None:
    """A body behind the noun that says what it is: "the technology giant Corvid", "printer maker Hale & Co."."""
    end = len(words)
    while end > 0 and words.low[end - 1] in {",", "."}:
        end -= 1
    begin = end
    while begin > 0 and (is_name_word(words, begin - 1) or words.low[begin - 1] in _FIRM_ENDS):
        begin -= 1
    known = load_words("generic_body") | load_source_words("organisation")
    if begin in (0, end) or words.read(begin - 1) not in known:
        return None
    if any(words.low[i] in load_set("ranks") or words.low[i] in load_set("heads") for i in range(begin, end - 1)):
        return None  # "state Rep. Tom Ray"
    name = trim_genitive(words.text[slice(*words.cover(begin, end))])
    return Source("outlet" if is_outlet(name) else "organisation", name.rstrip(" ,"))


def _read_owned_name(cast: Cast, words: Words) -> Source | None:
    """A person named behind whose he is: "Politico's Josh Dane", "The Fenn Beacon's Ann Ray"."""
    owns = next((i for i in range(len(words)) if words.low[i].endswith(("'s", "’s"))), None)
    if owns is None or not all(is_name_word(words, i) or words.low[i] == "the" for i in range(owns + 1)):
        return None
    begin = end = owns + 1
    while end < len(words) and is_name_word(words, end):
        end += 1
    if not 2 <= end - begin <= 3 or (end < len(words) and words.low[end] not in {",", "who"}):
        return None
    name = words.text[slice(*words.cover(begin, end))]
    owner = trim_genitive(words.text[slice(*words.cover(0, begin))]).removeprefix("the ").removeprefix("The ")
    known = find_person(cast, name) is not None
    body = is_body(owner) or owner.split()[-1].casefold() in load_source_words("organisation")
    if is_body(name) or not (known or body or is_outlet(owner) or is_first_name(words.low[begin])):
        return None
    return cast.people[add_person(cast, name, None, owner)]


def _read_person(cast: Cast, words: Words, document_text: str) -> Source | None:
    """A person by name: introduced by office in these very words, or of the cast, or with the name last."""
    for found in find_roles(words, 0, len(words)):
        if _leads(words, found):
            return cast.people[add_person(cast, found.name, found.role or found.rank, found.affiliation)]
    begin, end = _find_last_name(words)
    if begin == end:
        return _read_apposition(cast, words)
    name = trim_genitive(words.text[slice(*words.cover(begin, end))])
    first = name.split(" and ")[0]
    if first != name and (find_person(cast, first) is not None or is_first_name(words.low[begin])):
        name = first  # of two people the first
    if (key := find_person(cast, name)) is not None:
        return cast.people[key]
    if is_body(name):
        return None
    if end - begin == 1 and (full := find_full_name(document_text, name)) is not None and not is_outlet(full):
        return cast.people[add_person(cast, full, None, None)]
    titled = any(words.low[i] in load_set("heads") | load_set("ranks") for i in range(begin))
    before = words.read(begin - 1) if begin else ""
    described = before.islower() and before not in load_words("determiner") | {"and"}
    if (titled or described or is_first_name(words.low[begin])) and end - begin >= 2 - titled and not is_outlet(name):
        role = words.text[slice(*words.cover(0, begin))] if begin else None
        return cast.people[add_person(cast, name, role, None)]
    return None


def _leads(words: Words, found: Introduction) -> bool:
    """Whether a source is who is introduced in its words, and not somebody of his ("a niece of President Kemp")."""
    before = words.text[: found.span[0]].split()
    if before and before[-1].casefold() in load_words("preposition"):
        return False
    return (
        words.low[0] in {"the", "a", "an", "former", "then", "mr.", "mrs.", "ms."}
        or found.span[1] >= len(words.text.rstrip(" ,.")) - 1
        or all(word[0].isupper() or word in load_set("modifiers") for word in before)  # "Ohio Rep. Tom Ray, …"
    )


def _find_last_name(words: Words) -> tuple[int, int]:
    """The words of the name that ends a description, without ranks and offices before it."""
    end = find_head(words) + 1
    begin = end
    while begin > 0 and (
        is_name_word(words, begin - 1)
        or (words.low[begin - 1] in _JOINS and 1 < begin < end and is_name_word(words, begin - 2))
    ):
        begin -= 1
    while begin < end and (
        words.low[begin] in load_set("ranks") | load_set("heads") | _JOINS
        or (begin < end - 2 and words.low[begin] in load_set("modifiers"))
    ):
        begin += 1
    return begin, end


def _read_apposition(cast: Cast, words: Words) -> Source | None:
    """The name behind a description: "his sister, Lucy Ray,"."""
    comma = next((i for i in range(1, len(words)) if words.low[i] == ","), len(words))
    if comma + 1 >= len(words) or "who" in words.low[:comma]:
        return None
    last = read_name(words, comma + 1, len(words))
    if last == comma + 1 or (last < len(words) and words.low[last] != ","):
        return None
    name = trim_genitive(words.text[slice(*words.cover(comma + 1, last))])
    role = words.text[slice(*words.cover(0, comma))]
    if is_body(name) or words.low[comma - 1] in load_words("generic_body") | load_source_words("organisation"):
        return Source("outlet" if is_outlet(name) else "organisation", name)
    return cast.people[add_person(cast, name, role, None)]


def _read_proper(cast: Cast, words: Words, document_text: str) -> Source | None:
    """A proper name that nobody introduced: capitals from the beginning, alone or before a comma or "who"."""
    begin = 1 if words.low[0] == "the" and len(words) > 1 else 0
    if words.low[0] in {"the", "a", "an"} and words.low[-1] in load_source_words("person"):
        return None  # "the Fenn, Indiana, resident"
    end = begin
    while end < len(words) and (
        is_name_word(words, end)
        or (words.low[end] in _JOINS and begin < end < len(words) - 1 and is_name_word(words, end + 1))
        or (
            words.low[end] == "and"
            and begin < end < len(words) - 2
            and words.low[end + 1] == "the"
            and is_name_word(words, end + 2)
        )
        or (words.low[end] == "the" and end > begin and words.low[end - 1] in _JOINS)
        or (
            words.low[end] == "to"
            and begin < end < len(words) - 1
            and words.low[end - 1] in _AIMED
            and is_name_word(words, end + 1)
        )
    ):
        end += 1
    if end == begin or (end < len(words) and words.low[end] not in {",", "(", "who", "which", "in", "on"}):
        return None
    last = words.low[end - 1]
    joined = end - begin >= 3 and words.low[end - 2] in {"of", "for"}  # "the National Association of Farmers"
    if not joined and last in load_source_words("group") | load_source_words("crowd") | load_source_words("person"):
        return None
    listed = is_first_name(last) or last in load_places()
    if end - begin == 1 and not listed and re.search(rf"\b{re.escape(last)}\b", document_text):
        return None  # a common word that begins a sentence
    name = trim_genitive(words.text[slice(*words.cover(begin, end))])
    if (cut := name.find(" and ")) > 0 and "Ministry" not in name and "Department" not in name:
        first = cut_words(name[:cut])
        return read_institution(cast, first, 0) or read_named(cast, first, document_text)
    if is_outlet(name):
        return Source("outlet", name)
    return Source("person" if _looks_personal(name, begin, document_text) else "organisation", name)


def _looks_personal(name: str, article: int, document_text: str) -> bool:
    """Whether a name without introduction is a person's: told from its form and from how the text goes on."""
    words = name.split()
    if article or is_body(name) or len(words) > 3 or "-" in words[0] or name.casefold() in load_places():
        return False
    if len(words) > 1 or is_first_name(words[0].casefold()):
        return True
    firm = any(f"{name}{tail}" in document_text for tail in _FIRM_TAILS)
    return not firm and (f"Mr. {words[-1]}" in document_text or bool(_PERSONAL.search(document_text)))
