"""Quotations and words with offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statements.clauses import has_negation, split_clauses
from headwater.statements.quotes import find_quotations, measure_kind
from headwater.statements.sentences import cut_sentences, mark_quoted
from headwater.statements.words import cut_words

ANY = st.text(alphabet=st.sampled_from("ab C.é…,“”\"'’‘«»„—\n東ق𝒳🙂\u0301;"), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” twice.", ["“no”"]),
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said 'no' to Tom's aunt.", ["'no'"]),
        ("The boys’ coats aren’t here.", []),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("Il a dit « non » hier.", ["« non »"]),
        ("“It goes on and on.", ["“It goes on and on."]),
        ("“He called it ‘mad’ once,” she said.", ["“He called it ‘mad’ once,”"]),
        ("It is 5'9\" tall.", []),
    ],
)
def test_find_quotations__in_all_styles(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in find_quotations(text)] == expected


@settings(derandomize=True, max_examples=300, deadline=None)
@given(ANY)
def test_find_quotations__lie_in_the_text_in_order(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= s < e <= len(text) for s, e in found)
    assert all(a[1] <= b[0] for a, b in zip(found, found[1:], strict=False))  # noqa: RUF007


@settings(derandomize=True, max_examples=300, deadline=None)
@given(ANY)
def test_cut_words__have_no_space_and_lie_in_order(text: str) -> None:
    words = cut_words(text)
    assert all(s < e and not any(c.isspace() for c in text[s:e]) for s, e in words.spans)
    assert "".join(text[s:e] for s, e in words.spans) == "".join(c for c in text if not c.isspace())


@settings(derandomize=True, max_examples=200, deadline=None)
@given(ANY)
def test_cut_sentences__hold_every_word_once(text: str) -> None:
    words, quotations = cut_words(text), find_quotations(text)
    cut = cut_sentences(text, words, quotations)
    assert [i for first, last in cut for i in range(first, last)] == list(range(len(words)))
    assert len(mark_quoted(words, quotations)) == len(words)


def test_split_clauses__at_a_conjunction_between_two_verbs() -> None:
    words = cut_words("The mill closed in May, and the crew was sent home.")
    cut = split_clauses(words, 0, len(words), [False] * len(words))
    assert [words.text[slice(*words.cover(*c))] for c in cut] == ["The mill closed in May", "the crew was sent home"]


@pytest.mark.parametrize(
    ("text", "negated"), [("it was not only late", False), ("nobody came", True), ("it came", False)]
)
def test_has_negation__reads_the_first_clause(text: str, negated: bool) -> None:
    words = cut_words(text)
    assert has_negation(words, 0, len(words)) is negated


def test_measure_kind__tells_direct_mixed_and_indirect() -> None:
    assert measure_kind("“No”", [(0, 4)], [(0, 4)]) == "direct"
    assert measure_kind("all “No”", [(0, 8)], [(4, 8)]) == "mixed"
    assert measure_kind("all", [(0, 3)], []) == "indirect"
