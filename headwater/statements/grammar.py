"""Statements by rules of English word order: source, cue verb and content around a verb of saying or thinking."""

from headwater.intervals import Span
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_cues, load_words
from headwater.statements.words import Words

_AFTER_CUE = frozenset({"that", "whether", "if", ":", ",", "how", "why", "what", "to"})


def find_by_rules(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statements of one sentence (words first to last), left to right; `quoted` says which words are in quotations."""
    drafts: list[Draft] = []
    reached = first
    for at in range(first, last):
        if quoted[at] or at < reached:
            continue
        kind = load_cues().get(words.low[at])
        if words.low[at] == "according" and at + 1 < last and words.low[at + 1] == "to":
            draft = _read_according(words, first, last, at)
        elif kind is not None and _is_verb(words, at, first):
            draft = _read_verb(words, first, last, at, quoted)
        else:
            continue
        if draft is not None:
            drafts.append(draft)
            reached = max(at + 1, _word_after(words, max(e for _, e in draft.content), at) if kind else at + 1)
    return drafts


def _word_after(words: Words, offset: int, at: int) -> int:
    while at < len(words) and words.spans[at][1] <= offset:
        at += 1
    return at


def _is_verb(words: Words, at: int, first: int) -> bool:
    """Whether a form of a cue verb stands as a verb: not after an article or a preposition, not as a bare noun."""
    low = words.low[at]
    before = words.low[at - 1] if at > first else ""
    if before in load_words("determiner") or before in load_words("preposition") - {"to"}:
        return False
    return not (low.endswith("ing") and before not in load_words("auxiliary") and before != ",")


def _start_group(words: Words, at: int, first: int) -> int:
    """Where the verb group of a cue begins: its auxiliaries and adverbs belong to it."""
    loose = load_words("auxiliary") | load_words("adverb") | {"to"}
    while at > first and words.low[at - 1] in loose:
        at -= 1
    return at


def _read_verb(words: Words, first: int, last: int, at: int, quoted: list[bool]) -> Draft | None:
    group = _start_group(words, at, first)
    source = _subject_before(words, first, group, quoted)
    after = at + 1
    inverted = None
    if source is None or (
        source is not None and quoted[max(first, source[0] - 1)] is False and words.low[group - 1] == ","
    ):
        inverted = _subject_after(words, after, last, quoted) if _content_before(words, first, group, quoted) else None
    if inverted is not None:
        content = _content_before(words, first, group, quoted)
        rest = _content_after(words, inverted[1], last, quoted, quotes_only=True)
        return _make(words, [c for c in (content, rest) if c], inverted, (group, at + 1))
    if source is None:
        return None
    after = _skip_addressee(words, after, last)
    left = _content_before(words, first, source[0], quoted)
    right = _content_after(words, after, last, quoted, quotes_only=left is not None)
    contents = [c for c in (left, right) if c]
    return _make(words, contents, source, (group, at + 1)) if contents else None


def _subject_before(words: Words, first: int, group: int, quoted: list[bool]) -> tuple[int, int] | None:
    stops = load_words("subordinator") - {"who"} | load_words("conjunction") - {"and"} | {";", ":", "(", ")", "—", "–"}
    at, commas = group, 0
    while at > first and not quoted[at - 1]:
        low = words.low[at - 1]
        if low in stops or low in ("said",):
            break
        if low == ",":
            commas += 1
            if commas > 2 or (at < group and commas == 1 and at != group and words.low[group - 1] != ","):
                break
        at -= 1
    start = at
    while start < group and words.low[start] in {",", '"', "”", "’", "'", "and", "but"}:
        start += 1
    end = group
    while end > start and words.low[end - 1] in {","}:
        end -= 1
    return (start, end) if end > start and end - start <= 25 else None


def _subject_after(words: Words, after: int, last: int, quoted: list[bool]) -> tuple[int, int] | None:
    at = after
    while at < last and not quoted[at] and words.low[at] not in {".", ";", ":", "“", '"'} | load_words("subordinator"):
        if words.low[at] == "," and at + 1 < last and quoted[at + 1]:
            break
        at += 1
    while at > after and words.low[at - 1] in {",", "in", "on", "at"}:
        at -= 1
    return (after, at) if at > after and at - after <= 25 else None


def _content_before(words: Words, first: int, end: int, quoted: list[bool]) -> tuple[int, int] | None:
    """What stands before a subject or an inverted verb, if a comma or a quotation mark closes it."""
    if end - first < 2 or not (words.low[end - 1] in {",", "?", "!"} or quoted[end - 1]):
        return None
    return (first, end) if end - first >= 4 or quoted[first] else None


def _content_after(
    words: Words, after: int, last: int, quoted: list[bool], quotes_only: bool
) -> tuple[int, int] | None:
    at = after
    while at < last and words.low[at] in {",", ":", "that", "–", "—"}:
        at += 1
    if at >= last or words.low[at] == ".":
        return None
    if quotes_only:
        while at < last and not quoted[at]:
            at += 1
        return (at, last) if at < last else None
    return (at, last) if last - at >= 3 else None


def _skip_addressee(words: Words, after: int, last: int) -> int:
    """Past "reporters", "the outlet", "on Sunday", "in a statement" to the word that begins the content."""
    for at in range(after, min(last, after + 12)):
        if words.low[at] in _AFTER_CUE and (words.low[at] != "," or at > after):
            return at
        if words.low[at] in {"“", '"'}:
            return at
    return after


def _read_according(words: Words, first: int, last: int, at: int) -> Draft | None:
    end = at + 2
    depth_stop = {".", ";", ":"}
    while (
        end < last
        and words.low[end] not in depth_stop
        and not (
            words.low[end] == ","
            and (at == first or end + 1 < last and words.low[end + 1] in load_words("conjunction"))
        )
    ):
        end += 1
    content = (end, last) if at == first else (first, at)
    return (
        _make(words, [content], (at + 2, end), (at, at + 2)) if end > at + 2 and content[1] - content[0] > 1 else None
    )


def _make(words: Words, contents: list[tuple[int, int]], source: tuple[int, int], cue: tuple[int, int]) -> Draft | None:
    spans: list[Span] = []
    for begin, end in contents:
        if (span := trim_span(words.text, *words.cover(begin, end))) is not None:
            spans.append(span)
    who = trim_span(words.text, *words.cover(*source))
    if not spans or who is None:
        return None
    return Draft(tuple(spans), (who,), (words.cover(*cue),))
