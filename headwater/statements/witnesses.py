"""What an outlet's own people saw, and what a document shows that an outlet has seen."""

from headwater.statements.chains import HELD
from headwater.statements.clauses import OPENERS, is_finite
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_cues, load_words
from headwater.statements.names import is_name_word
from headwater.statements.sources import is_outlet, is_paper, load_demonyms, load_source_words
from headwater.statements.words import Words

_SAW = frozenset(
    ["saw", "sees", "heard", "hears", "counted", "counts", "watched", "watches", "witnessed", "witnesses", "observed",
     "observes", "filmed", "photographed"]
)  # fmt: skip
_SHOWS = frozenset(
    ["show", "shows", "showed", "record", "records", "recorded", "suggest", "suggests", "suggested", "say", "says",
     "said", "accuse", "accuses", "accused", "describe", "describes", "described", "indicate", "indicates", "indicated",
     "reveal", "reveals", "revealed", "warn", "warns", "warned", "state", "states", "stated", "detail", "details",
     "detailed", "list", "lists", "listed", "allege", "alleges", "alleged", "conclude", "concludes", "concluded",
     "confirm", "confirms", "confirmed", "claim", "claims", "claimed", "note", "notes", "noted", "argue", "argues",
     "argued", "call", "calls", "called", "depict", "depicts", "depicted", "contain", "contains", "put", "puts"]
)  # fmt: skip
_COUNTS = frozenset(["a", "an", "one", "two", "three", "four", "several", "some", "the", "our", "this", "many"])
_OF = frozenset(["for", "from", "with", "at", "of"])


def find_staff(words: Words, first: int, last: int) -> tuple[int, int, int] | None:
    """The name of the outlet (first word and the one behind the last) whose staff a phrase opens with, and its end.

    Of "our correspondent" there is no name: both ends of it are the noun.

    >>> from headwater.statements.words import cut_words
    >>> find_staff(cut_words("two AFP journalists at the scene"), 0, 6), find_staff(cut_words("a dock worker"), 0, 3)
    ((1, 2, 3), None)
    """
    begin = first
    while begin < last and words.low[begin] in _COUNTS:
        begin += 1
    noun = next((i for i in range(begin, min(begin + 6, last)) if _is_staff(words.low[i])), None)
    if noun is None:
        return None
    if noun > begin:
        name = words.text[slice(*words.cover(begin, noun))]
        named = all(is_name_word(words, i) for i in range(begin, noun))
        strange = named and noun - begin > 1 and not any(words.low[i] in load_demonyms() for i in range(begin, noun))
        listed = strange and not words.low[noun].startswith("witness")
        return (begin, noun, noun + 1) if is_outlet(name) or listed else None
    if begin > first and words.low[begin - 1] in {"our", "this"}:
        return noun, noun, noun + 1
    start = noun + 2
    if start >= last or words.low[noun + 1] not in _OF:
        return None
    start += words.low[start] == "the"
    end = start
    while end < last and (is_name_word(words, end) or words.low[end] in {"of", "and"}):
        end += 1
    while end > start and not is_outlet(words.text[slice(*words.cover(start, end))]):
        end -= 1
    return (start, end, end) if end > start else None


def _is_staff(low: str) -> bool:
    staff = load_source_words("outlet_staff")
    return low in staff or low.removesuffix("s") in staff or low.removesuffix("es") in staff


def find_witnessed(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """What an outlet's staff, or an outlet, saw, heard or counted: its own statement.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("A Reuters photographer saw at least ten tanks on the bridge.")
    >>> [w.text[slice(*d.content[0])] for d in find_witnessed(w, 0, len(w), [False] * len(w))]
    ['at least ten tanks on the bridge']
    """
    at = next((i for i in range(first + 1, last - 1) if words.low[i] in _SAW and not quoted[i]), None)
    if at is None or at - first > 14 or words.low[at - 1] in load_words("auxiliary") | {"to"}:
        return []
    staff = find_staff(words, first, at)
    who = words.text[slice(*words.cover(first, at))]
    if staff is None and not (is_outlet(who) or is_paper(who)):
        return []
    if any(is_finite(words.low[i]) and words.low[i - 1] not in OPENERS for i in range(first + 1, at)):
        return []
    start = at + 1 + (words.low[at + 1] in {"as", "that", "how"})
    source, content = (trim_span(words.text, *words.cover(*part)) for part in ((first, at), (start, last)))
    if source is None or content is None or words.low[at + 1] in {"no", "nothing", "it", "him", "her", "them"}:
        return []
    return [Draft((content,), (source,), (words.spans[at],), confidence=0.8)]


def find_documented(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """What a document shows that somebody has seen, leaked or published: "Slides obtained by Axios describe …".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("Minutes of the meeting, which the Courier has seen, record that nobody voted.")
    >>> [w.text[slice(*d.source[0])] for d in find_documented(w, 0, len(w), [False] * len(w))]
    ['Minutes of the meeting, which the Courier has seen']
    """
    noun = next((i for i in range(first, min(first + 5, last)) if words.low[i] in load_source_words("document")), None)
    held = next((i for i in range(noun + 1, min(noun + 16, last)) if words.low[i] in HELD), None) if noun else None
    if noun == first:
        held = next((i for i in range(noun + 1, min(noun + 16, last)) if words.low[i] in HELD), None)
    if noun is None or held is None or any(is_finite(words.low[i]) for i in range(first, noun)):
        return []
    at = next(
        (i for i in range(held + 1, min(held + 16, last - 2)) if words.low[i] in _SHOWS and _is_verb(words, i)), None
    )
    if at is None or any(quoted[first : at + 1]) or not _may_relate(words, noun, held):
        return []
    between = range(held + 1, at)
    if any(is_finite(words.low[i]) and words.low[i] not in HELD and load_cues().get(words.low[i]) for i in between):
        return []
    source, content = (trim_span(words.text, *words.cover(*part)) for part in ((first, at), (at + 1, last)))
    if source is None or content is None or words.low[first] in load_words("preposition"):
        return []
    return [Draft((content,), (source,), (words.spans[at],), confidence=0.8)]


def _is_verb(words: Words, at: int) -> bool:
    return words.low[at - 1] not in load_words("determiner") | load_words("preposition") | load_words("auxiliary")


def _may_relate(words: Words, noun: int, held: int) -> bool:
    """Whether what stands between a document and "seen by" only describes it."""
    verbs = [i for i in range(noun + 1, held) if is_finite(words.low[i]) and words.read(i).islower()]
    relative = any(words.low[i] in {"which", "that", "whom"} for i in range(noun + 1, held))
    return not verbs or relative or all(words.low[i] in {"dated", "titled", "entitled", "marked"} for i in verbs)
