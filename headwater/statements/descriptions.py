"""What a description without a name shows of a source: unnamed, an organisation, or something written."""

from headwater.statements.calendar_words import WEEKDAYS
from headwater.statements.lexicon import load_words
from headwater.statements.names import is_name_word, load_set
from headwater.statements.sources import UNSTATED, Source, load_source_words, trim_genitive
from headwater.statements.words import Words, cut_words

_CONNECTORS = frozenset({"of", "for", "and", "the", "&", "on", "de", "la", "al"})

_PARTICIPLES = frozenset(
    [
        "seen",
        "known",
        "written",
        "sent",
        "told",
        "made",
        "held",
        "given",
        "taken",
        "shown",
        "drawn",
        "led",
        "put",
        "run",
    ]
)
"""What was done to what a description is about, besides forms in -ed: its noun stands before them."""

_WHEN = WEEKDAYS.keys() | {"last", "next", "earlier", "later", "today", "yesterday", "tonight", "due", "during"}
"""Words behind a description's noun that say when."""


def find_head(words: Words) -> int:
    """The head noun of a description: the last word before a relative clause, a preposition, a comma or a time."""
    for at in range(1, len(words)):
        low, after = words.low[at], words.low[at + 1] if at + 1 < len(words) else ""
        done = low in _PARTICIPLES or (low.endswith("ed") and len(low) > 4 and words.read(at).islower())
        if done and after in load_words("preposition"):
            return at - 1
        if low in load_words("source_break") or (low in _WHEN and words.low[at - 1] not in load_words("determiner")):
            return at - 1
    return len(words) - 1


def read_description(text: str) -> Source:
    """The source that a description without a name shows by itself: unnamed, or an organisation, or a document.

    >>> read_description("two senior Harbour officials").kind, read_description("the report").kind
    ('unnamed_group', 'document')
    >>> read_description("52 percent of voters").kind, read_description("A survey last week by the Port Trust").kind
    ('unnamed_group', 'document')
    """
    words = cut_words(text.rstrip("'’ "))
    if not words.low:
        return UNSTATED
    head = find_head(words)
    low = trim_genitive(words.low[head])
    described = trim_genitive(" ".join(text.split()))
    affiliation = _read_owners(words, head) or _read_place(words, head + 1)
    if low in load_source_words("document") | load_source_words("writing"):
        return Source("document", None, described, None, affiliation)
    if low in load_source_words("organisation") or is_body_noun(words, head):
        return Source("organisation", None, described, None, affiliation)
    role = low if low in load_set("heads") else None
    if _is_plural(low) or low in load_source_words("share") or words.low[0] in load_source_words("count"):
        return Source("unnamed_group", None, described, role, affiliation)
    return Source("unnamed_person", None, described, role, affiliation)


def _is_plural(low: str) -> bool:
    if low in load_source_words("group") or low in load_source_words("crowd"):
        return True
    if low.endswith("men") and low[:-2] + "an" in load_source_words("person") | load_set("heads"):
        return True
    return low.endswith("s") and low not in load_source_words("person") and not low.endswith("ss")


def _read_owners(words: Words, head: int) -> str | None:
    """Whom the people of a description belong to: the names before their noun ("Fenn Harbour officials")."""
    owners = [
        trim_genitive(words.read(i))
        for i in range(head)
        if words.low[i] not in load_words("determiner")
        and not (i == 0 and words.low[i] in load_source_words("describing"))
        and words.low[i] not in load_set("courtesy")
        and (is_name_word(words, i) or (words.low[i] == "and" and 0 < i < head - 1))
    ]
    while owners and owners[0] == "and":
        owners = owners[1:]
    while owners and owners[-1] == "and":
        owners = owners[:-1]
    return " ".join(owners) or None


def is_body_noun(words: Words, at: int) -> bool:
    """Whether a common noun is that of a body that speaks as one: "the brigade", "the coast guard", not "a guard"."""
    low = words.low[at]
    if low in {"guard", "guards"}:
        return at > 0 and words.low[at - 1] in load_source_words("guarded")
    if low in {"works", "hall"}:
        return at > 0 and words.low[at - 1] in {"town", "city", "water", "gas", "parish"}
    return low in load_source_words("body")


def name_body(words: Words, head: int) -> str | None:
    """What to call a body that a text gives no name but says which it is: "the road authority", not "the company".

    >>> from headwater.statements.words import cut_words
    >>> name_body(cut_words("the road authority"), 2), name_body(cut_words("the company"), 1)
    ('road authority', None)
    """
    first = 1 if words.low[0] == "the" else 0
    while head - first >= 2 and words.low[first].endswith(("'s", "s'")):
        first += 1
    lows = words.low[first : head + 1]
    if not lows or any(not low[0].isalpha() for low in lows):
        return None
    if len(lows) == 1 and lows[0] not in {"police", "coastguard"}:
        return None
    if lows[0] in load_source_words("vague") or lows[-1] in load_words("generic_body") | {"operator"}:
        return None
    if any(low in load_words("determiner") | load_words("preposition") for low in lows):
        return None
    return words.text[slice(*words.cover(first, head + 1))].replace("coastguard", "coast guard")


def _read_place(words: Words, at: int) -> str | None:
    """The first name after "at", "for", "with", "in" behind the head of a description."""
    for begin in range(at, len(words)):
        if is_name_word(words, begin) and words.low[begin - 1] in {"at", "for", "with", "in", "of", "the", "from"}:
            end = begin
            while end < len(words) and (
                is_name_word(words, end)
                or (words.low[end] in _CONNECTORS and end + 1 < len(words) and is_name_word(words, end + 1))
            ):
                end += 1
            return words.text[slice(*words.cover(begin, end))]
    return None
