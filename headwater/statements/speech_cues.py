"""The verbs of saying in a sentence of German, French or Spanish, each with its auxiliary and particle."""

from dataclasses import dataclass

from headwater.intervals import Span
from headwater.statements.lexica import list_words, load_list, load_particles, load_verbs
from headwater.statements.words import Words

_HELPS = {
    "de": list_words("hat habe haben hatte hatten hätte hätten"),
    "fr": list_words("a ont ai avait avaient aurait auraient est sont eut ayant s'est aura avoir"),
    "es": list_words("ha han había habían habría habrían hubo haya hayan"),
}
_BETWEEN = list_words("été également aussi notamment déjà ensuite -t-il -t-elle -t-on -il -elle pas jamais")
_CLITICS = {
    "de": frozenset[str](),
    "fr": list_words("se s' ne n' l' le lui leur y en me m' nous les"),
    "es": list_words("se le les lo la me nos no ya también"),
}
_BARE = {"fr": ("é", "ée", "és", "ées"), "es": ("ado", "ido", "ando", "iendo"), "de": ()}
_STRICT = list_words(
    "répondu soutenu prévenu maintenu reconnu admis promis convenu cru craint nié plaint plaintes plaints défendu "
    "démenti réagi averti conclu poursuivi dicho escrito propuesto savoir appris"
)
_BASE = {"de": ("zz",), "fr": ("er", "ir"), "es": ("ar", "er", "ir")}
_MADE = list_words("hizo hicieron hace hacen hecho")
_AHEAD = {
    "de": frozenset({"zu"}),
    "fr": list_words("le la les un une des du ce cette son sa ses leur leurs de d' l' par en et_le"),
    "es": list_words("el la los las un una su sus esta este de del en por cada otra otro"),
}


@dataclass(frozen=True)
class Cue:
    """A verb of saying: the first and last word of its group, the words that count as its cue, and its class."""

    begin: int
    verb: int
    end: int
    marks: tuple[int, ...]
    kind: str
    negated: bool = False

    def cover(self, words: Words) -> tuple[Span, ...]:
        """The characters of the cue."""
        return tuple(words.spans[i] for i in self.marks)


def find_cues(words: Words, first: int, last: int, masked: list[bool], language: str) -> list[Cue]:
    """Every verb of saying of a sentence outside what is masked (quoted), in order."""
    found: list[Cue] = []
    for at in range(first, last):
        if masked[at]:
            continue
        cue = _read_cue(words, at, first, last, masked, language)
        if cue is not None and not (found and cue.begin < found[-1].end and cue.verb <= found[-1].end - 1):
            found.append(cue)
    return found


def _read_cue(words: Words, at: int, first: int, last: int, masked: list[bool], language: str) -> Cue | None:
    low = words.low[at]
    if language == "de":
        return _read_german(words, at, first, last, masked)
    kind = load_verbs(language).get(low)
    if kind is None or (words.text[words.spans[at][0]].isupper() and at > first + 1):
        return None
    help_at = at - 1
    while help_at >= first and help_at >= at - 4 and words.low[help_at] in _BETWEEN | frozenset({"fait"}):
        help_at -= 1
    helped = help_at >= first and words.low[help_at] in _HELPS[language] and not masked[help_at]
    helped = helped or (low == "saber" and help_at >= first and words.low[help_at] in _MADE)
    bare = low.endswith(_BARE[language]) or low in _STRICT or low == "saber"
    if (bare and not helped and low not in ("écrit",)) or (low.endswith(_BASE[language]) and not bare):
        return None
    begin = help_at if helped else at
    before = begin - 1
    while (
        before >= first and words.low[before] in _CLITICS[language] and (helped or _is_clitic(words, before, language))
    ):
        before -= 1
    if before == begin - 1 and not helped and before >= first and words.low[before] in _AHEAD[language]:
        return None
    if before >= first and words.low[before] in {"qui", "que", "quien", "quienes"} and before > first:
        return None
    clitics = words.low[before + 1 : begin]
    reflexive = bool({"se", "s'"} & set(clitics))
    if kind == "statement" and reflexive and low in {"demandent", "demande", "demandait", "demandé", "demandaient"}:
        kind = "question"
    negated = ("no" in clitics) or bool({"ne", "n'"} & set(clitics))
    marks = list(range(before + 1 if reflexive or negated else begin, at + 1))
    end = at + 1
    while end < last and words.low[end] in {"pas", "plus", "jamais"} and negated:
        marks.append(end)
        end += 1
    return Cue(before + 1, at, end, tuple(m for m in marks if words.low[m] not in _BETWEEN or negated), kind, negated)


def _is_clitic(words: Words, at: int, language: str) -> bool:
    """Whether a word before a verb without auxiliary is a pronoun, not an article."""
    low = words.low[at]
    if low in {"se", "s'", "ne", "n'", "lui", "leur", "me", "m'", "le", "les"} and language == "es":
        return low not in {"la"}
    return low in {"se", "s'", "ne", "n'", "lui", "y", "me", "m'", "no", "nos"}


def _read_german(words: Words, at: int, first: int, last: int, masked: list[bool]) -> Cue | None:
    low = words.low[at]
    if words.text[words.spans[at][0]].isupper() and at > first:
        return None
    clause = at + 1
    while clause < last and words.low[clause] not in {".", ";", ":", "?", "!"} and not masked[clause]:
        clause += 1
    stop = next((i for i in range(at + 1, clause) if words.low[i] == ","), clause)
    for particle, kind in load_particles("de").get(low, {}).items():
        ends = [
            i
            for i in range(at + 1, clause)
            if words.low[i] == particle
            and (
                i + 1 >= last
                or not words.text[words.spans[i + 1][0]].isalnum()
                or i + 1 == stop
                or words.low[i + 1] in {"und", "dass"}
            )
        ]
        if ends:
            return Cue(at, at, at + 1, (at, ends[-1]), kind)
    kind_of = load_verbs("de").get(low)
    called = low in {"ruft", "rief"} and any(masked[max(first, at - 2) : at])
    if kind_of is None or (low in {"heisst", "hiess", "wies", "ruft", "rief", "gab", "gibt"} and not called):
        return None
    if at > first and words.low[at - 1] == "zu":
        return None
    if (
        low in {"rechnen", "rechnet", "rechnete", "rechneten"}
        and "mit" not in words.low[at:stop]
        and not any(w == "damit" for w in words.low[at:clause])
    ):
        return None
    participle = low.startswith("ge") or low in load_list("de", "hearer")
    around = [i for i in range(first, at) if words.low[i] in _HELPS["de"] and not masked[i]]
    behind = at + 1 < last and words.low[at + 1] in _HELPS["de"]
    if behind:
        return Cue(at, at, at + 2, (at, at + 1), kind_of)
    if around and (at + 1 >= last or words.low[at + 1] in {",", ".", ":", "“", "„"}):
        return Cue(around[-1], at, at + 1, (around[-1], at), kind_of)
    if around and words.low[at - 1] in _HELPS["de"]:
        return Cue(at - 1, at, at + 1, (at - 1, at), kind_of)
    if participle and not around:
        return None
    if low.endswith("en") and not low.endswith(("ten", "eben")) and _has_modal(words, first, at):
        return None
    negated = "nicht" in words.low[at + 1 : min(stop, at + 4)]
    marks = (at, at + 1) if at + 1 < last and words.low[at + 1] in {"sich", "damit"} else (at,)
    return Cue(at, at, marks[-1] + 1, marks, kind_of, negated)


def _has_modal(words: Words, first: int, at: int) -> bool:
    modal = {"soll", "sollen", "sollte", "sollten", "kann", "können", "muss", "müssen", "will", "wollen", "wollte",
             "wollten", "wird", "werden", "würde", "würden", "möchte", "möchten", "darf", "dürfen"}  # fmt: skip
    return any(words.low[i] in modal for i in range(first, at))
