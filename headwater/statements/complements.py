"""What a verb of saying governs in German, French and Spanish: a clause, a quotation, an infinitive or an object."""

from headwater.statements.lexica import list_words, load_list
from headwater.statements.noun_phrases import is_capital, names_agent
from headwater.statements.speech_cues import Cue
from headwater.statements.subjects import CONCESSIVE, CONJUNCTIONS, Sentence, is_title

_WITHOUT = list_words("sans pero aber mais ohne avant antes tras après doch aunque sin nach")


SUBJUNCTIVE = list_words(
    "sei seien habe werde könne müsse solle wolle dürfe gebe gehe stehe bleibe komme lasse liege halte "
    "sehe nehme lebe brauche führe zeige bringe wisse mache laufe bestehe fehle reiche gelte handle helfe "
    "arbeite leide lägen gäben hätten müssten könnten würden wären sollten dürften spiele finde glaube "
    "bedeute betrage drohe treffe trage verdiene erhalte entstehe bekomme beginne ende fahre schließe "
    "verliere gewinne kenne denke gehöre diene setze"
)
"""German verbs in the subjunctive of indirect speech."""
INFINITIVE = {"fr": ("er", "ir", "oir", "re"), "es": ("ar", "er", "ir", "arse", "erse", "irse"), "de": ()}


def stop_content(sentence: Sentence, cue: Cue, cues: list[Cue]) -> int:
    """Where what a verb governs ends at the latest: at a semicolon, or where another says something after "and"."""
    for at in range(cue.end, sentence.last):
        if sentence.quoted[at]:
            continue
        if sentence.low(at) == ";":
            return at
        if (
            sentence.low(at) == ","
            and sentence.low(at + 1) in CONCESSIVE
            and any(c.begin > at for c in cues)
            and not any(cue.end <= c.begin < at for c in cues)
        ):
            return at
        if sentence.low(at) in CONJUNCTIONS:
            later = [c for c in cues if at < c.begin <= at + 6]
            inside = any(sentence.low(i) in load_list(sentence.language, "complement") for i in range(cue.end, at))
            if (
                later
                and not inside
                and (later[0].begin == at + 1 or names_agent(sentence.words, at + 1, later[0].begin, sentence.language))
            ):
                return at
    return sentence.last


def find_complement(sentence: Sentence, cue: Cue, stop: int) -> tuple[int, int, bool] | None:
    """The clause, quotation or infinitive that a verb governs, and whether it shows that the verb is one of saying."""
    language = sentence.language
    words = load_list(language, "complement") - {""}
    for at in range(cue.end, min(stop, cue.end + 24)):
        low = sentence.low(at)
        if at in cue.marks:
            continue
        if sentence.quoted[at]:
            colon = sentence.low(at - 1) in {":", ","} or at == cue.end
            if not colon and is_title(sentence, at):
                continue
            return (at, stop, True) if colon else None
        if low == ":":
            return at + 1, stop, True
        if language == "de":
            if low == "," and at + 1 < stop and _opens_clause(sentence, cue, at, stop):
                return at + 1, stop, True
        elif low in words and (low not in {"si", "que", "quien"} or at - cue.end <= 12):
            if at > cue.end and sentence.low(at - 1) == "," and low in {"que", "qui"} and at - cue.end > 1:
                continue
            if low in {"que", "qu'"} and _tells_of(sentence, cue.end, at):
                continue
            if language == "es" and at > cue.end and sentence.low(at - 1) == "de":
                at -= 1
            return at, stop, True
        elif (
            (at == cue.end and low in {"n'", "ne"} and language == "fr" and _ends_negated(sentence, at))
            or (
                language != "de"
                and at <= cue.end + 1
                and low.endswith(INFINITIVE[language])
                and at == cue.end
                and len(low) > 4
            )
            or (
                language == "fr"
                and low in {"de", "d'"}
                and "," not in sentence.words.low[cue.end : at]
                and sentence.low(at + 1 + (sentence.low(at + 1) in {"y", "ne", "se", "s'", "n'"})).endswith(
                    INFINITIVE["fr"]
                )
            )
        ):
            return at, stop, True
    return None


def _tells_of(sentence: Sentence, first: int, at: int) -> bool:
    """Whether "que" belongs to a noun that is told of ("cuenta la historia de una mujer que"), not to the verb."""
    between = [sentence.low(i) for i in range(first, at)]
    told = not between or between[0] in load_list(sentence.language, "hearer")
    return not told and bool({"historia", "histoire", "récit", "relato"} & set(between))


def _ends_negated(sentence: Sentence, at: int) -> bool:
    """Whether "n'" opens an infinitive: "n'avoir jamais vu", "ne pas savoir"."""
    after = [sentence.low(i) for i in range(at + 1, at + 3)]
    return any(w.endswith(INFINITIVE["fr"]) for w in after)


def _opens_clause(sentence: Sentence, cue: Cue, at: int, stop: int) -> bool:
    """Whether a German comma opens what is said, not a relative clause or a name beside a noun."""
    relative = (
        at - 1 not in cue.marks
        and sentence.low(at + 1) in {"der", "die", "das", "dem", "den", "deren", "dessen"}
        and not (_has_verb_second(sentence, at + 1) or _ends_in_infinitive(sentence, stop))
    )
    capital = (
        is_capital(sentence.words, at + 1)
        and at - cue.end <= 6
        and any(sentence.low(i) == "," for i in range(at + 2, min(stop, at + 5)))
    )
    return not relative and not capital


def _ends_in_infinitive(sentence: Sentence, stop: int) -> bool:
    """Whether a German clause ends in an infinitive with "zu"."""
    ends = [i for i in range(sentence.first, stop) if sentence.words.low[i][0].isalnum()][-2:]
    low = [sentence.words.low[i] for i in ends]
    return bool(low) and ("zu" in low or (low[-1].endswith("n") and "zu" in low[-1][2:-3]))


def _has_verb_second(sentence: Sentence, at: int) -> bool:
    """Whether a clause that begins with an article is a main clause: a subjunctive stands right behind its noun."""
    if any(sentence.low(i) == "," for i in range(at, at + 4)):
        return False
    if any(sentence.low(i) in SUBJUNCTIVE for i in range(at + 1, at + 5)):
        return True
    noun = next((i for i in range(at + 1, at + 3) if i < sentence.last and is_capital(sentence.words, i)), None)
    small = noun is not None and noun + 1 < sentence.last and not is_capital(sentence.words, noun + 1)
    verb = sentence.low(noun + 1) if noun is not None and small else ""
    after = noun is not None and noun + 2 < sentence.last and is_capital(sentence.words, noun + 2)
    return verb.endswith("e") and len(verb) > 3 and not after and sentence.low(at) in {"das", "der", "die"}


def find_object(sentence: Sentence, cue: Cue, after: int, stop: int) -> tuple[int, int, bool] | None:
    """What a verb has for its object: the words up to the next clause."""
    language = sentence.language
    if not any(sentence.low(m) in load_list(language, "object") for m in cue.marks):
        return None
    at = max(after, cue.end)
    while (
        sentence.low(at) in {"am", "im"} | load_list(language, "hearer")
        and language == "de"
        and at + 2 < stop
        and sentence.low(at) not in {"den", "der"}
    ):
        at += 2
    ends = [
        i for i in range(at, stop) if (sentence.low(i) == "," and sentence.low(i + 1) in _WITHOUT) or i in cue.marks
    ]
    ends += [
        i for i in range(at, stop) if sentence.low(i) in CONJUNCTIONS and sentence.low(i + 1) in {"annonce", "anuncia"}
    ]
    end = min([*ends, stop])
    return (at, end, False) if end > at and sentence.low(at) not in {"en", "lors"} else None
