"""The drafts of one stretch of text (a paragraph or a headline): a function of its words alone."""

import re
from dataclasses import dataclass, replace

from headwater.intervals import Span, count_overlap, is_inside
from headwater.statements.accounts import find_account, find_heard, find_nouned, find_told
from headwater.statements.assertions import find_assertions, find_own_voice
from headwater.statements.backing import find_origins
from headwater.statements.chains import split_outlets
from headwater.statements.citations import find_cited_as, find_citing
from headwater.statements.clauses import is_finite
from headwater.statements.doings import find_doings
from headwater.statements.drafts import Draft
from headwater.statements.grammar import find_according, find_closing, find_feeling, find_headline
from headwater.statements.hearsay import find_hearsay
from headwater.statements.hedges import read_hedge
from headwater.statements.hints import has_hint
from headwater.statements.judgement import (
    find_outer,
    has_cue,
    judge_draft,
    keep_in_clause,
    overrules,
    prefer_rules,
    stands_inside,
)
from headwater.statements.languages import find_attributed_quotations
from headwater.statements.lexica import READ_BY_RULES
from headwater.statements.lexicon import load_words
from headwater.statements.names import read_name
from headwater.statements.nested import count_leading, end_contents, keep_pieces
from headwater.statements.plain_reading import read_plainly
from headwater.statements.plain_roles import find_plain_roles
from headwater.statements.quotes import find_quotations
from headwater.statements.rejections import find_rejections
from headwater.statements.roles import Introduction, find_roles
from headwater.statements.sentences import cut_again, cut_sentences, mark_quoted
from headwater.statements.signatures import find_signed
from headwater.statements.tagger import Tagger
from headwater.statements.witnesses import find_documented, find_witnessed
from headwater.statements.words import Words, cut_words

DEEPEST = 3
"""How deep statements within statements are followed."""

LEAST_INSIDE = 3
"""A content of fewer words holds no statement of its own."""

LEAST_LOOSE = 5
"""A sentence of fewer words that is quoted is no statement by itself."""

_QUOTE_MARKS = frozenset("“”\"„«»‘’'")


@dataclass(frozen=True)
class Stretch:
    """What one stretch of text says: its words, quotations, statements (outer ones first) and introductions."""

    words: Words
    quotations: tuple[Span, ...]
    drafts: tuple[Draft, ...]
    introductions: tuple[Introduction, ...]


def read_quotations(text: str, language: str) -> Stretch:
    """The statements of a paragraph or a headline: all of them by plain rules where there is a lexicon of its language,
    else the attributed quotations.
    """
    if language in READ_BY_RULES:
        return Stretch(*read_plainly(text, language), tuple(find_plain_roles(text, language)))
    words = cut_words(text)
    quotations = tuple(find_quotations(text))
    return Stretch(words, quotations, tuple(find_attributed_quotations(words, quotations, language)), ())


def read_stretch(text: str, tagger: Tagger) -> Stretch:
    """The statements, the text's own assertions, and the introductions of a paragraph or a headline.

    >>> from headwater.statements.tagger import load_linear
    >>> stretch = read_stretch("The mill reportedly closed. The mayor said it was sold.", load_linear())
    >>> [d.force for d in stretch.drafts]
    ['hearsay', 'statement']
    """
    words = cut_words(text)
    quotations = find_quotations(text)
    quoted = mark_quoted(words, quotations)
    sentences = cut_sentences(text, words, quotations)
    introduced = find_roles(words, 0, len(words)) + find_doings(words, 0, len(words))
    roles = tuple(found for found in introduced if not _is_shouted(found.name))
    if said := find_transcribed(words) or find_signed(words, quotations):
        return Stretch(
            words, tuple(quotations), tuple(said + _read_inside(words, said[0], quoted, 0, [], tagger)), roles
        )
    drafts = find_origins(words, sentences, read_layer(words, sentences, quoted, tagger))
    drafts += find_loose_quotations(words, sentences, quoted, drafts)
    taken = [s for d in drafts for s in d.content + d.source + d.cue + d.hedge]
    for first, last in sentences:
        drafts += find_assertions(words, first, last, quoted, taken)
    return Stretch(words, tuple(quotations), tuple(drafts), roles)


def _is_shouted(name: str) -> bool:
    """Whether a name is a sentence in capitals: of "MAYOR SAYS PORT IS SHUT" no office has a bearer."""
    verbs = (load_words("auxiliary") | {"says", "said", "told", "denies", "denied"}) - {"may", "will", "can"}
    return name.isupper() and bool(verbs & set(name.casefold().split()))


def read_layer(
    words: Words,
    sentences: list[tuple[int, int]],
    quoted: list[bool],
    tagger: Tagger,
    outer: Draft | None = None,
    depth: int = 0,
) -> list[Draft]:
    """The statements of some words and, each read as a text of its own, what stands inside them."""
    tagged = tagger.find_drafts(words, sentences, quoted)
    drafts: list[Draft] = []
    for first, last in sentences:
        start, end = words.cover(first, last)
        here = [keep_in_clause(words, d, first, last, quoted) for d in tagged if start <= d.cue[0][0] < end]
        hearsay = find_hearsay(words, first, last, quoted, [s for d in here for s in d.content])
        here = [d for d in here if not any(is_inside(d.cue[0], _whole(h)) or _shares_hedge(h, d) for h in hearsay)]
        ruled = find_documented(words, first, last, quoted) or find_witnessed(words, first, last, quoted)
        ruled = ruled or find_cited_as(words, first, last, quoted) or find_citing(words, first, last, quoted)
        ruled = ruled or find_according(words, first, last, quoted)
        before = [d for d in here if d.content[0][0] < d.cue[0][0]]
        ruled = ruled or [c for c in find_closing(words, first, last, quoted) if overrules(words, c, before, quoted)]
        ruled = ruled or (find_headline(words, first, last, quoted) if len(sentences) == 1 and not here else [])
        ruled = ruled or [f for f in find_feeling(words, first, last, quoted) if not has_cue(here, f)]
        here = prefer_rules(here, ruled)
        if outer is not None:
            here += [t for t in find_told(words, first, last, quoted) if not has_cue(here, t)]
        nouned = find_nouned(words, first, last, quoted) + find_account(words, first, last, quoted)
        heard = find_heard(words, first, last, quoted)
        here = [d for d in here if not _only_hears(words, d, heard)]
        nouned += heard
        rejected = find_rejections(words, first, last, quoted)
        here = [_without_tail(d, rejected) for d in here if not has_cue(rejected, d)] + rejected
        read = here if outer is None else [d for d in here if stands_inside(words, d, outer)]
        here += [n for n in nouned if not any(is_inside(n.cue[0], c) for d in read for c in d.content)]
        here = [d for d in here if d in nouned or not has_cue(nouned, d)]
        if outer is not None:
            here = [end_contents(words, d) for d in here]
        found = [*hearsay, *(judge_draft(words, d, first, last) for d in here)]
        inner = [d for d in found if find_outer(words, d, found) is not None]
        for draft in (replace(d, outer=outer) for d in found if d not in inner):
            if outer is None and (own := find_own_voice(words, draft, first, last, quoted)) is not None:
                drafts.append(own)
                draft = replace(draft, outer=own)
            drafts += split_outlets(words, draft)
            draft = drafts[-1]
            if depth < DEEPEST:
                drafts += _read_inside(words, draft, quoted, depth, inner, tagger)
    return drafts


def find_loose_quotations(
    words: Words, sentences: list[tuple[int, int]], quoted: list[bool], drafts: list[Draft]
) -> list[Draft]:
    """Sentences that are quoted as a whole and that nobody is said to have said: whoever spoke last goes on."""
    covered = [c for d in drafts for c in d.content]
    loose = []
    for first, last in sentences:
        span = words.cover(first, last)
        letters = [i for i in range(first, last) if words.low[i][0].isalnum()]
        if len(letters) < LEAST_LOOSE or not all(quoted[i] for i in letters):
            continue
        if not any(count_overlap(span, c) for c in covered):
            beside = [s for s in sentences if s[1] == first or s[0] == last]
            source = next((s for place in beside if (s := _find_actor(words, *place, quoted)) is not None), None)
            loose.append(Draft((span,), (source,) if source else (), loose=True, confidence=0.5))
    return loose


def _find_actor(words: Words, first: int, last: int, quoted: list[bool]) -> Span | None:
    """Who does something in the sentence beside a quotation: "Tom Ray wiped his glasses." """
    while first < last and quoted[first]:
        first += 1
    end = read_name(words, first, last) if first < last else first
    stop = end
    if end > first and words.low[end : end + 1] == (",",):  # "Tom Ray, 58, who farms here, wiped his glasses."
        commas = [i for i in range(end + 1, last - 1) if words.low[i] == "," and is_finite(words.low[i + 1])]
        stop = commas[-1] + 1 if commas else end
    acts = first + 2 <= end <= stop < last and is_finite(words.low[stop])
    return words.cover(first, end) if acts else None


_SPEAKER = re.compile(
    r"(?P<who>[QA]|Question|Answer|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3} \(@\w+\)|@\w+"
    r"|(?:[A-Z][A-Z.’'-]+ ?){1,3}): (?=\S)"
)
"""How a paragraph of a transcript, of questions and answers, or a post begins: with who says it."""


def find_transcribed(words: Words) -> list[Draft]:
    """The statement of a paragraph that begins with its speaker and a colon: "Q: …", "THE CLERK: …", "Ann (@ann): …".

    >>> [d.force for d in find_transcribed(cut_words("Q: When did you hear of it?"))]
    ['question']
    """
    match = _SPEAKER.match(words.text)
    if match is None or set(match["who"].casefold().split()) & load_words("label"):
        return []
    if len(match["who"].split()) > 1 and any(map(is_finite, match["who"].casefold().split())):
        return []  # "MILL GETS REPRIEVE: …"
    content = words.text[match.end() :].rstrip()
    end = match.end() + len(content)
    if len(words.find_inside(((match.end(), end),))) < 2 or content[-1] not in '.?!”"’…':
        return []
    start, stop = match.span("who")
    who = words.text[start:stop].partition(" (@")[0]
    colon = (match.start() + match.group().rindex(":"), match.start() + match.group().rindex(":") + 1)
    force = "question" if content.endswith("?") else "statement"
    return [Draft(((match.end(), end),), ((start, start + len(who)),), (colon,), force=force, confidence=0.8)]


def _only_hears(words: Words, draft: Draft, heard: list[Draft]) -> bool:
    """Whether a draft's verb is hearing, and what is heard is somebody else's statement."""
    told = any(is_inside(h.cue[0], c) for h in heard for c in draft.content)
    return told and bool({"heard", "hears", "hear", "hearing", "overheard"} & set(words.fold_inside(draft.cue)))


def _without_tail(draft: Draft, rejected: list[Draft]) -> Draft:
    """A draft without ", a charge he denies" at its end."""
    starts = [r.content[0][0] for r in rejected if r.content[0][0] < r.cue[0][0]]
    content = tuple(
        next(((s, trim_end) for at in starts if s < at < e and (trim_end := at - 2) > s), (s, e))
        for s, e in draft.content
    )
    return replace(draft, content=content)


def _shares_hedge(hearsay: Draft, draft: Draft) -> bool:
    return any(count_overlap(a, b) for a in hearsay.cue + hearsay.hedge for b in draft.cue)


def _whole(draft: Draft) -> Span:
    return draft.content[0][0], draft.content[-1][1]


def _read_inside(
    words: Words, draft: Draft, quoted: list[bool], depth: int, known: list[Draft], tagger: Tagger
) -> list[Draft]:
    """The statements inside the content of another; what is quoted there is read like any text.

    Only sentences with a hint of one are read: to read every content twice would cost a third of the speed.
    """
    kept = words.find_inside(draft.content)
    if draft.force != "hearsay":
        kept = [i for i in kept if words.low[i] not in _QUOTE_MARKS]
    kept = kept[count_leading(words, kept) :]
    whole = words.choose(kept)
    hinted = [place for place in cut_again(words.text, whole) if has_hint(whole, *place)]
    kept = [kept[i] for place in hinted for i in range(*place)]
    found: list[Draft] = []
    if len(kept) >= LEAST_INSIDE:
        inner = words.choose(kept)
        marks = [quoted[i] for i in kept] if draft.force == "hearsay" else [False] * len(kept)
        found = read_layer(inner, cut_again(words.text, inner), marks, tagger, draft, depth + 1)
    found += [
        replace(d, outer=draft)
        for d in known
        if d.force != "hearsay" and not has_cue(found, d) and find_outer(words, d, [draft, *known]) is draft
    ]
    return _keep_all(words, found, draft)


def _keep_all(words: Words, found: list[Draft], outer: Draft) -> list[Draft]:
    """The statements found inside another, each cut to its pieces, without those that are none of their own: what
    stands inside one of these stands inside the outer one.
    """
    kept: dict[int, Draft] = {}
    for draft in found:
        holder = kept.get(id(draft.outer), outer)
        cut = replace(keep_pieces(words, draft, outer), outer=holder)
        kept[id(draft)] = cut if holder is not outer or stands_inside(words, cut, outer) else outer
    return [draft for draft in dict.fromkeys(kept.values()) if draft is not outer]


def read_hedge_of(words: Words, content: tuple[Span, ...]) -> str | None:
    """The words that weaken a content."""
    inside = words.find_inside(content)
    return read_hedge(words, inside[0], inside[-1] + 1) if inside else None
