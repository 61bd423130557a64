"""Gates: the kernel does what its slow twin does, and no gate is shut for a stretch in which its expression matches."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.line_columns import lay_lines
from headwater.articles.line_gates import PICTURED, find_possible
from headwater.articles.line_rules import is_notice, is_offer
from headwater.articles.phrase_places import match_at
from headwater.articles.required_words import START, find_openings, find_required, fold_word
from headwater.articles.signal_patterns import GROUPS, LANGUAGES, load_patterns, load_phrases
from headwater.articles.word_gates import Rule, build_gate, choose_open, name_word, require
from tests.articles.test_signal_phrases import EXAMPLES
from tests.reference.word_gates import find_open_slowly, list_places_slowly

LETTERS = "abAB éÉßİıſK报._-\n\t  "
WORDS = st.text("abéß报. ", min_size=1, max_size=4).filter(str.strip).map(fold_word)
NAMES = st.text("abAß报.", min_size=1, max_size=4)
ASKED = st.builds(name_word, NAMES, starts=st.booleans(), whole=st.booleans(), big=st.booleans())
CONDITIONS = st.frozensets(st.one_of(WORDS, WORDS.map(START.__add__), ASKED), min_size=1, max_size=3)
RULES = st.lists(st.lists(CONDITIONS, max_size=2).map(tuple), min_size=1, max_size=70)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(RULES, st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=4))
def test_find_open__is_what_its_slow_twin_is(rules: list[Rule], stretches: list[str]) -> None:
    text, spans = "", []
    for stretch in stretches:
        spans.append((len(text), len(text) + len(stretch)))
        text += stretch + "\n"
    assert build_gate(rules).find_open(text, spans) == [find_open_slowly(rules, stretch) for stretch in stretches]


PLAIN = st.frozensets(st.one_of(WORDS, WORDS.map(START.__add__)), min_size=1, max_size=3)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=5, unique=True), st.lists(st.text(LETTERS, max_size=30), min_size=1))
def test_list_places__is_what_its_slow_twin_is(conditions: list[frozenset[str]], stretches: list[str]) -> None:
    gate = build_gate([(words,) for words in conditions])
    every = list(range(len(conditions)))
    found = gate.list_places(lay_lines(stretches), [every] * len(stretches))
    assert set(found) == {
        (line, *place) for line, stretch in enumerate(stretches) for place in list_places_slowly(conditions, stretch)
    }
    odd = gate.list_places(lay_lines(stretches), [[0] if line % 2 else [] for line in range(len(stretches))])
    assert odd == [row for row in found if row[0] % 2 and row[1] == 0]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?i)straße\s+nach", "STRASSE NACH"),
        (r"(?i)kilo", "\N{KELVIN SIGN}ILO"),
        (r"(?i)istanbul", "İSTANBUL"),
        (r"(?i)sieh", "\N{LATIN SMALL LETTER LONG S}ieh"),
        (r"a(?:b|cd)?e{2,3}\s*f", "acdee\n f"),
        (r"^(?:by|von)\s+\w+", "by Ana"),
        (r"(?:x|yy)+z", "xyyz"),
        (r"(?i:Ab)[cd][^e]", "aBdf"),
        (r"(?m)^line", "one\nline"),
        (r"(?=look)\w+", "look"),
        (r"a\s\sb", "a  b"),
    ],
)
def test_find_required__asks_for_nothing_that_a_match_can_do_without(pattern: str, text: str) -> None:
    regex = re.compile(pattern)
    open_ = build_gate([require(regex)]).find_open(text, [(0, len(text))])
    assert open_ == [1] or not regex.search(text)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_load_phrases__no_gate_is_shut_for_a_phrase_that_matches(language: str) -> None:
    phrases = load_phrases(language)
    lines = [line for rows in EXAMPLES.values() for line, *_ in rows]
    for line in lines:
        (open_,) = phrases.gate.find_open(line, [(0, len(line))])
        for group in GROUPS:
            chosen = list(phrases.choose(group, open_))
            low = line.lower()
            asked = [p for p in load_patterns(group, language) if not p.words or any(w in low for w in p.words)]
            missed = [p.regex.pattern for p in asked if p not in chosen and p.regex.search(line)]
            assert not missed, (line, missed)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(?i)\b(?:told|spoke (?:to|with)) us", {"told u", "spoke "}),
        (r"(?:is|was)\s*(?:not )?so", {"is so", "isso", "is not ", "isnot ", "was so", "wasso", "was not ", "wasnot "}),
        (r"^\W*by", {START}),
        (r"(?:^|[.!]\s+)in \w", {START + "in ", ". in ", "! in "}),
        (r"(?:the )*(?:ab|cd)+e", {"the ", "ab", "cd"}),
        (r"[A-Z]\w+ said", set()),
        (r"\w*said", set()),
        (r"(?m)^said", set()),
    ],
)
def test_find_openings__has_the_words_with_which_every_match_begins(pattern: str, words: set[str]) -> None:
    assert find_openings(re.compile(pattern)) == words


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_find_places__leaves_out_no_match_of_a_phrase(language: str) -> None:
    phrases = load_phrases(language)
    lines = [line for rows in EXAMPLES.values() for line, *_ in rows]
    lines += [" ".join(pair) for pair in zip(lines, lines[7:], strict=False)] + [line.upper() for line in lines]
    open_ = phrases.gate.read_lines(lay_lines(lines))
    for line, rules, places in zip(lines, open_, phrases.openings.find_places(lay_lines(lines), open_), strict=True):
        for pattern in choose_open([*phrases.patterns, *[None] * 64], rules):
            if pattern is not None:
                found = [match.span() for match in pattern.find(line, places)]
                assert found == [match.span() for match in pattern.regex.finditer(line)], (line, pattern.regex.pattern)


def test_find_openings__knows_those_of_most_phrases() -> None:
    patterns = load_phrases("en").patterns
    assert sum(bool(find_openings(pattern.rest or pattern.regex)) for pattern in patterns) > 0.8 * len(patterns)


def test_match_at__tries_names_right_before_the_place() -> None:
    regex, rest = re.compile(r"(?P<target>[A-Z]\w+(?: [A-Z]\w+)*) said"), re.compile(" said")
    text = "Ana, of Vik Herald said. He said it; Storm said, Lund\u2019s said."
    places = [match.start() for match in rest.finditer(text)]
    assert next(match_at(regex, rest, text, places)).group("target") == "Vik Herald"
    assert [m.span() for m in match_at(regex, rest, text, places)] == [m.span() for m in regex.finditer(text)]


def test_find_required__finds_the_words_of_most_phrases() -> None:
    patterns = [pattern for group in GROUPS for pattern in load_patterns(group, "en")]
    assert sum(bool(find_required(pattern.regex)) for pattern in patterns) > 0.9 * len(patterns)


@pytest.mark.parametrize(
    "line", ["Photo: Ana Ruiz", "The quay. Photo: Ana Ruiz", "ALL RIGHTS RESERVED", "Sign up", "© 2024 Vik"]
)
def test_find_possible__leaves_out_nothing_that_a_line_is(line: str) -> None:
    (kinds,) = find_possible([line])
    asked = {"notice": is_notice(line), "offer": is_offer(line), "pictured": PICTURED.search(line) is not None}
    assert {kind for kind, is_one in asked.items() if is_one} <= kinds
    assert any(asked.values()) or line == "Photo: Ana Ruiz"
