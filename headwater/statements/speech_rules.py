"""Statements with a verb of saying in a sentence of German, French or Spanish: who, the verb, and what is said."""

from headwater.intervals import Span
from headwater.statements.complements import INFINITIVE, find_complement, find_object, stop_content
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexica import list_words, load_list
from headwater.statements.noun_phrases import is_capital, names_agent, trim_phrase
from headwater.statements.relays import find_relay, part_hearer
from headwater.statements.speech_cues import Cue
from headwater.statements.subjects import DASHES, Sentence, find_subject_ahead, find_subject_behind

_AT = frozenset({"à", "au", "aux", "chez"})
"""What stands before whom "-t-on" means: "déplore-t-on à la mairie"."""
_CLOSING = frozenset('“”"»«')


def read_cue(sentence: Sentence, cue: Cue, cues: list[Cue]) -> Draft | None:
    """The statement of a verb of saying: what it follows ("…, sagte X"), or what follows it; None where it has none."""
    return _read_inverted(sentence, cue) or _read_forward(sentence, cue, cues)


def _read_inverted(sentence: Sentence, cue: Cue) -> Draft | None:
    """A statement before its verb, and what goes on behind its source."""
    words, before = sentence.words, cue.begin - 1
    if before <= sentence.first:
        return None
    mark = words.low[before]
    opened = mark == "," or sentence.quoted[before] or mark in _CLOSING | DASHES
    if not opened:
        return None
    pronoun = next((i for i in range(cue.begin, cue.end + 1) if sentence.low(i).startswith("-")), None)
    subject = (
        (pronoun, pronoun + 1) if pronoun is not None else find_subject_behind(sentence, cue.end, sentence.last, True)
    )
    if pronoun is not None and sentence.low(pronoun).endswith("-on") and sentence.low(pronoun + 1) in _AT:
        subject = find_subject_behind(sentence, pronoun + 2, sentence.last, True) or subject
    whole = sentence.quoted[before] or sentence.quoted[before - 1] or sentence.language == "de"
    if subject is not None and not (whole or names_agent(words, subject[0], subject[1], sentence.language)):
        takes = any(sentence.low(m) in load_list(sentence.language, "object") for m in cue.marks)
        subject = None if takes else subject
    mute = sentence.language == "es" and subject is None and sentence.low(cue.end) in {".", ",", ";"}
    if (
        mute
        and sentence.quoted[before - 1]
        and (head := trim_quoted(sentence, _start_content(sentence, before), before))
    ):
        return _draft(sentence, cue, None, (head,), (cue.begin, sentence.last))
    quoted = sentence.quoted[before] or sentence.quoted[before - 1]
    told = quoted and subject is not None and names_agent(words, subject[0], subject[1], sentence.language)
    if subject is None or (not told and _governs(sentence, subject[1])):
        return None
    begin = _start_content(sentence, before)
    if mark == "," and not sentence.quoted[before - 1] and _is_subject(sentence, begin, before):
        return None
    head = trim_quoted(sentence, begin, before + 1)
    if head is None:
        return None
    content = [head, *_resume(sentence, cue, subject[1])]
    source = trim_phrase(words, *subject)
    return _draft(sentence, cue, source, tuple(content), (cue.begin, sentence.last))


def _resume(sentence: Sentence, cue: Cue, after: int) -> list[Span]:
    """What goes on behind the source of an inverted statement: a further quotation, or the rest of what was split."""
    words, before = sentence.words, cue.begin - 1
    content: list[Span] = []
    if sentence.language == "de" and after in cue.marks:
        after += 1
    resumes = sentence.low(after) in DASHES | {","} or (after < sentence.last and sentence.quoted[after])
    quoted_head = sentence.quoted[before] or sentence.quoted[before - 1]
    rest = next((i for i in range(after, sentence.last) if sentence.quoted[i]), None)
    if rest is not None and sentence.low(rest - 1)[:1].isalnum():
        rest = None
    turns = words.low[0] in DASHES
    if (
        quoted_head
        and rest is not None
        and (turns or all(words.low[i] not in {".", "!", "?"} for i in range(after, rest)))
    ):
        tail = trim_quoted(sentence, rest, max(i for i in range(rest, sentence.last) if sentence.quoted[i]) + 1)
        content += [tail] if tail else []
    elif (
        resumes
        and not quoted_head
        and after + 2 < sentence.last
        and (tail := trim_quoted(sentence, after + 1, sentence.last))
    ):
        content.append(tail)
    return content


_RELATIVE = {"de": list_words("der die das deren dessen"), "fr": frozenset({"qui"}), "es": frozenset({"que", "quien"})}


def _is_subject(sentence: Sentence, begin: int, comma: int) -> bool:
    """Whether what stands before a comma and a verb is its subject: it ends in a name, or in a relative clause that
    follows the noun with which it begins."""
    first = next((i for i in range(begin, comma) if sentence.low(i) == ","), comma)
    opens = names_agent(sentence.words, begin, first, sentence.language) and first - begin <= 4
    described = opens and sentence.low(first + 1) in _RELATIVE[sentence.language]
    single = not any(sentence.low(i) == "," for i in range(first + 1, comma))
    return _ends_in_name(sentence, begin, comma) or (described and single)


def _ends_in_name(sentence: Sentence, begin: int, comma: int) -> bool:
    """Whether a name between commas stands before a verb: what precedes it is its subject, not what is said."""
    before = next((i for i in range(comma - 1, begin, -1) if sentence.low(i) == ","), None)
    inner = range(before + 1, comma) if before is not None else range(0)
    return len(inner) >= 2 and all(is_capital(sentence.words, i) for i in inner)


def _governs(sentence: Sentence, at: int) -> bool:
    """Whether an infinitive or a clause behind a noun phrase shows that it is the object of the verb."""
    if sentence.low(at) in {"que", "qu'"} and sentence.language != "de":
        return True
    opens = sentence.low(at) in {"à", "a", "de", "d'"}
    return opens and sentence.low(at + 1).endswith(INFINITIVE[sentence.language] or ("zz",))


def trim_quoted(sentence: Sentence, first: int, last: int) -> Span | None:
    """The characters of a content: a quotation with its marks as a whole, else without commas and marks at its ends."""
    while first < last and not sentence.quoted[first] and not sentence.words.low[first][0].isalnum():
        first += 1
    while last > first and not sentence.quoted[last - 1] and not sentence.words.low[last - 1][-1].isalnum():
        last -= 1
    if first >= last:
        return None
    start, end = sentence.words.cover(first, last)
    return (
        (start, end)
        if sentence.quoted[last - 1] or sentence.quoted[first]
        else trim_span(sentence.words.text, start, end)
    )


def _start_content(sentence: Sentence, before: int) -> int:
    """Where what stands before a verb began: the quotation if one has a lead-in before it, else the sentence."""
    at = before if sentence.quoted[before] else before - 1
    if at >= sentence.first and sentence.quoted[at]:
        while at > sentence.first and sentence.quoted[at - 1]:
            at -= 1
        whole = not any(sentence.low(i) in {",", ":"} for i in range(sentence.first, at))
        return sentence.first if whole and at - sentence.first <= 12 else at
    cut = [i for i in range(sentence.first, before) if sentence.low(i) in {":", ";"} and not sentence.quoted[i]]
    return cut[-1] + 1 if cut else sentence.first


def _read_forward(sentence: Sentence, cue: Cue, cues: list[Cue]) -> Draft | None:
    """A statement behind its verb."""
    language = sentence.language
    stop = stop_content(sentence, cue, cues)
    found = find_complement(sentence, cue, stop)
    strong = found is not None and found[2]
    subject = find_subject_ahead(sentence, cue, strong)
    after = cue.end
    if subject is None and cue.verb > cue.begin + 1 and language == "de":
        subject = find_subject_behind(sentence, cue.begin + 1, cue.verb)
    if subject is None and sentence.low(cue.end).startswith("-"):
        subject = (cue.end, cue.end + 1)
    if subject is None:
        limit = found[0] if found is not None else stop
        subject = find_subject_behind(sentence, cue.end, limit)
        after = subject[1] if subject else after
    if found is None:
        found = find_object(sentence, cue, after, stop)
    if found is None or (subject is None and not (language == "es" and strong)):
        return None
    content = trim_quoted(sentence, found[0], found[1])
    if content is None:
        return None
    source = trim_phrase(sentence.words, *subject) if subject else None
    draft = _draft(sentence, cue, source, (content,), (sentence.first, found[0]))
    asks = sentence.low(found[0]) in load_list(language, "question_words") and cue.kind == "question"
    return Draft(draft.content, draft.source, draft.cue, draft.via, (), "question", draft.negated) if asks else draft


def cut_spans(text: str, spans: tuple[Span, ...], at: int) -> tuple[Span, ...]:
    """What of some spans stands before a place; all of them where nothing does."""
    kept = [trim_span(text, s, min(e, at)) for s, e in spans if s < at]
    return tuple(k for k in kept if k is not None) or spans


def _draft(
    sentence: Sentence, cue: Cue, source: Span | None, content: tuple[Span, ...], near: tuple[int, int]
) -> Draft:
    """A draft with its force and negation, the outlet it came through, and whom that cites."""
    kind = cue.kind
    quoted = sentence.words.text[content[-1][0] : content[-1][1]].rstrip('“”»«" ')
    asked = sentence.words.low[cue.verb] in load_list(sentence.language, "asked") and quoted.endswith("?")
    force = "question" if kind == "question" or asked else "attitude" if kind == "attitude" else "statement"
    denies = (kind == "denial") != cue.negated
    inside = sentence.words.fold_inside(content)[:14]
    negated = denies != bool(set(inside) & load_list(sentence.language, "negation")) if kind != "denial" else denies
    via, cited, mark = find_relay(
        sentence.words, (sentence.first, sentence.last), sentence.quoted, sentence.language, source
    )
    if cited is not None and mark is not None:
        content = cut_spans(sentence.words.text, content, mark[0])
        return Draft(content, (cited,), (mark,), cut_spans(sentence.words.text, via, mark[0]), (), force, negated)
    via = tuple(v for v in via if not any(s < v[1] and v[0] < e for s, e in content))
    if source is not None and not via and sentence.language == "de":
        source, told = part_hearer(sentence.words, source, sentence.quoted)
        via = (told,) if told else ()
    return Draft(content, (source,) if source else (), cue.cover(sentence.words), via, (), force, negated)
