"""Who says something in a sentence of German, French or Spanish: the noun phrase before or behind the verb."""

from dataclasses import dataclass

from headwater.statements.lexica import list_words, load_list, load_verbs
from headwater.statements.noun_phrases import end_phrase, is_capital, names_agent
from headwater.statements.speech_cues import Cue, find_cues
from headwater.statements.words import Words

CONJUNCTIONS = list_words("und et y e mais pero aber doch sowie car denn sino")


DASHES = frozenset("—–-") | {"--"}


CONCESSIVE = list_words("obwohl während wobei wogegen aunque mientras tandis alors bien")


_BETWEEN = list_words(
    "sich weiter auch hier ayer gestern heute lundi mardi mercredi jeudi vendredi hoy también dann zudem damals"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence while it is read: its words from `first` to before `last`, what of it is quoted, its language."""

    words: Words
    first: int
    last: int
    quoted: list[bool]
    language: str

    def low(self, at: int) -> str:
        """A folded word, or nothing outside the sentence."""
        return self.words.low[at] if self.first <= at < self.last else ""


def find_subject_behind(sentence: Sentence, at: int, last: int, closing: bool = False) -> tuple[int, int] | None:
    """The noun phrase behind a verb, past the one who is told and what stands between commas."""
    words, language = sentence.words, sentence.language
    while at < last and sentence.low(at) in _BETWEEN:
        at += 1
    if sentence.low(at) == "," and at + 1 < last:  # "resumió, a condición de …, un directivo"
        close = next((i for i in range(at + 1, last) if sentence.low(i) == ","), last)
        at = close + 1 if close < last and sentence.low(at + 1) in load_list(language, "pp") else at
    told = load_list(language, "hearer")
    if sentence.low(at) in told and (
        language != "de" or sentence.low(at) in {"gegenüber", "dem", "in", "im", "einem"} or _is_told(sentence, at)
    ):
        end = end_phrase(words, min(at + 1, last - 1), last, language, relative=False)
        if language != "de":
            end = next(
                (
                    i
                    for i in range(at + 2, end)
                    if sentence.low(i) in load_list(language, "definite", "indefinite")
                    and sentence.low(i - 1) not in {"de", "del", "à", "a", "al"}
                ),
                end,
            )
        at = max(end, at + 1)
    titled = sentence.low(at) in load_list(language, "definite") and at + 1 < last and sentence.quoted[at + 1]
    if titled and not sentence.quoted[at] and is_title(sentence, at + 1):
        return at, next((i for i in range(at + 1, last) if not sentence.quoted[i]), last)
    if at >= last or sentence.quoted[at] or (not sentence.words.low[at][0].isalnum() and sentence.low(at)[0] != "-"):
        return None
    opens = words.low[at] in load_list(language, "nominative") or (language == "de" and is_capital(words, at))
    if not names_agent(words, at, last, language) and not (closing and opens):
        return None
    end = end_phrase(words, at, last, language)
    if end < last and sentence.quoted[end] and not sentence.quoted[end - 1] and is_title(sentence, end):
        end = next((i for i in range(end, last) if not sentence.quoted[i]), last)
    return (at, end) if end > at else None


def _is_told(sentence: Sentence, at: int) -> bool:
    """Whether "der" begins a dative: an outlet's noun stands behind it."""
    return sentence.low(at) == "der" and sentence.low(at + 1) in load_list("de", "outlet")


def find_subject_ahead(sentence: Sentence, cue: Cue, strong: bool) -> tuple[int, int] | None:
    """The noun phrase before a verb: the last part between commas, or all of them when a comma stands at its end."""
    words, language, first = sentence.words, sentence.language, sentence.first
    cuts = [i for i in range(first, cue.begin) if sentence.low(i) in {";", ":"} | DASHES or sentence.quoted[i]]
    first = cuts[-1] + 1 if cuts and not sentence.quoted[cuts[-1]] else first
    joints = [i for i in range(first, cue.begin) if words.low[i] in CONJUNCTIONS and i + 1 < cue.begin]
    if (
        joints
        and names_agent(words, joints[-1] + 1, cue.begin, language)
        and cue.begin - joints[-1] <= 6
        and language != "de"
    ):
        plural = words.low[cue.begin] in {"ont", "han", "étaient"} or words.low[cue.verb].endswith(
            ("ent", "an", "ron", "en")
        )
        first = joints[-1] + 1 if not plural else first
    if first >= cue.begin:
        return None
    if words.low[cue.begin - 1] in CONJUNCTIONS:
        for start in [first, *(i + 1 for i in range(first, cue.begin - 1) if words.low[i] == ",")]:
            if words.low[start] not in load_list(language, "pp") and names_agent(words, start, cue.begin - 1, language):
                return start, end_subject(sentence, start, cue.begin - 1)
    if words.low[first] in CONJUNCTIONS:
        first += 1
    commas = [i for i in range(first, cue.begin) if words.low[i] == ","]
    if commas and commas[-1] == cue.begin - 1:
        starts = [first, *(c + 1 for c in commas[:-1])]
        for start in starts:
            if (
                start < cue.begin
                and words.low[start] not in load_list(language, "pp")
                and names_agent(words, start, cue.begin, language)
            ):
                return start, cue.begin
        return None
    return _read_last_part(sentence, cue, commas[-1] + 1 if commas else first, strong)


def _read_last_part(sentence: Sentence, cue: Cue, start: int, strong: bool) -> tuple[int, int] | None:
    """The noun phrase between the last comma and the verb."""
    words, language = sentence.words, sentence.language
    if start >= cue.begin:
        return None
    if words.low[start] in load_list(language, "complement") | CONCESSIVE:
        start += 1
    if (
        start + 1 < cue.begin
        and words.low[start] in {"aus", "in", "desde"}
        and (words.low[cue.verb] in {"verlautete", "verlautet"} or words.low[start] == "desde")
        and (words.low[start] != "desde" or words.low[cue.verb].endswith("n"))
    ):
        return start + 1, cue.begin
    if start >= cue.begin or words.low[start] in load_list(language, "pp"):
        return None
    opens = words.low[start] in load_list(language, "definite", "possessive", "indefinite", "plural_words") | {
        "dont",
        "cuyo",
        "cuya",
    }
    if not (names_agent(words, start, cue.begin, language) or (strong and opens and cue.begin - start <= 8)):
        return None
    end = cue.begin
    if language == "de":
        end = min(end, max(end_phrase(words, start, cue.begin, "de"), start + 1))
    return start, end


def end_subject(sentence: Sentence, start: int, last: int) -> int:
    """Where a subject ends: outside German before the first word that looks like a verb."""
    words, language = sentence.words, sentence.language
    last = max(start + 1, min(last, end_phrase(words, start, last, language)))
    if language == "de":
        return last
    verbs = load_verbs(language).keys() | load_list(language, "finite")
    ends = ("ó", "aba", "aban", "ía", "ait", "aient")
    verbish = (
        i
        for i in range(start + 1, last)
        if not is_capital(words, i) and words.low[i - 1] not in load_list(language, "definite")
    )
    return next((i for i in verbish if words.low[i] in verbs or words.low[i].endswith(ends)), last)


def is_title(sentence: Sentence, at: int) -> bool:
    """Whether a quoted word belongs to the quoted name of an outlet: one to four words, with a capital, no stop."""
    first, last = at, at
    while first > sentence.first and sentence.quoted[first - 1]:
        first -= 1
    while last < sentence.last and sentence.quoted[last]:
        last += 1
    named = any(is_capital(sentence.words, i) for i in range(first, last))
    return named and last - first <= 6 and not any(sentence.low(i) in {".", "!", "?", ","} for i in range(first, last))


def open_asides(words: Words, quoted: list[bool], language: str) -> list[bool]:
    """Which words are quoted, without who says it in the middle of a French or Spanish quotation.

    "« Le pont tiendra, assure l'ingénieur, mais il faudra le surveiller. »": between the commas nobody is quoted.
    """
    if language == "de" or not any(quoted):
        return quoted
    opened = list(quoted)
    for at in range(1, len(words) - 3):
        if not (quoted[at] and words.low[at] == ","):
            continue
        end = next((i for i in range(at, len(words)) if not quoted[i]), len(words))
        cue = next(iter(find_cues(words, at + 1, min(at + 7, end), [False] * len(words), language)), None)
        if cue is None or cue.begin != at + 1:
            continue
        inside = Sentence(words, at + 1, end, [False] * len(words), language)
        subject = find_subject_behind(inside, cue.end, end, True)
        if subject is not None and inside.low(subject[1]) in {",", "."} and subject[1] - at <= 16:
            opened[at : subject[1] + 1] = [False] * (subject[1] + 1 - at)
    return opened
