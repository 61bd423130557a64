"""The neural tagger: windows, links, and what is said where its model cannot be loaded."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.errors import HeadwaterError
from headwater.statements import extract_statements, neural
from headwater.statements.drafts import Draft
from headwater.statements.likelihood import is_likely, rate_draft
from headwater.statements.links import Links, link_runs
from headwater.statements.neural import WINDOW, cut_windows, load_neural
from headwater.statements.pieces import MOST, cut_pieces, load_pieces
from headwater.statements.quotes import find_quotations
from headwater.statements.sentences import cut_sentences, mark_quoted
from headwater.statements.tagger import LABELS
from headwater.statements.taggers import load_tagger
from headwater.statements.words import cut_words
from tests.statements.articles import lay_pile

TEXTS = st.text(alphabet="aet sdiTMr.,“”\"'’:\n漢é", max_size=60)
LONG = "The harbour master said that the ferry would sail at noon. "


def _read(text: str) -> tuple[list[str], Links]:
    words, quotations = cut_words(text), find_quotations(text)
    quoted = mark_quoted(words, quotations)
    labels, links, _ = load_neural().tag_words(words, cut_sentences(text, words, quotations), quoted)
    return labels, links


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(max_size=20))
def test_cut_pieces__knows_every_word(word: str) -> None:
    assert 1 <= len(cut_pieces(word)) <= MOST
    assert all(0 <= number < len(load_pieces()) for number in cut_pieces(word))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 300), max_size=30), st.sets(st.integers(1, 30), max_size=6))
def test_cut_windows__hold_every_word_once(sizes: list[int], ends: set[int]) -> None:
    last = [e for e in sorted(ends) if e < len(sizes)] + [len(sizes)]
    windows = cut_windows(sizes, list(zip([0, *last], last, strict=False)))
    assert [i for a, b in windows for i in range(a, b)] == list(range(len(sizes)))
    assert all(sum(sizes[a:b]) <= WINDOW or b == a + 1 for a, b in windows)


def test_link_runs__gives_contents_to_the_cue_that_they_belong_to() -> None:
    words = cut_words("it rained he said and she denied it")
    runs = [("content>", 0, 2), ("source>", 2, 3), ("cue", 3, 4), ("cue", 6, 7), ("<content", 7, 8)]
    cues, roles = np.zeros((8, 2)), np.full((8, 2, 2), -3.0)
    cues[3], cues[6] = (1, 0), (0, 1)
    roles[2, 0, 0] = roles[0:2, 1, 1] = roles[7, 1, 1] = roles[5, 0, 1] = 3
    drafts = link_runs(words, runs, Links(cues, roles, np.zeros(8)), [(0, 8)])
    read = words.text.__getitem__
    assert [(read(slice(*d.source[0])), [read(slice(*c)) for c in d.content]) for d in drafts] == [
        ("she", ["it rained", "it"])
    ]


def test_load_tagger__knows_its_names() -> None:
    with pytest.raises(HeadwaterError, match="no tagger parser"):
        load_tagger("parser")


@pytest.mark.parametrize("bytes_", [None, b"", b"no model"])
def test_load_neural__says_how_to_go_on_without(
    bytes_: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tagger.onnx"
    if bytes_ is not None:
        path.write_bytes(bytes_)
    monkeypatch.setattr(neural, "read_model", path.read_bytes)
    load_neural.cache_clear()
    with pytest.raises(HeadwaterError, match="--tagger rules"):
        extract_statements(lay_pile("The mayor said it rained."), {}, tagger="neural")
    assert extract_statements(lay_pile("The mayor said it rained."), {}, tagger="rules")["statements"].num_rows
    load_neural.cache_clear()


@settings(derandomize=True, max_examples=60, deadline=None)
@given(TEXTS)
def test_tag_words__gives_every_word_a_label(text: str) -> None:
    if len(cut_words(text)):
        labels, links = _read(text)
        assert len(labels) == len(links.windows) == len(cut_words(text))
        assert set(labels) <= set(LABELS)
        assert all(b == "B" + a[1:] or b == a for b, a in zip(["O", *labels], labels, strict=False) if a[0] == "I")


def test_tag_words__reads_a_sentence_without_end() -> None:
    labels, _ = _read("word " * 20_000 + "the mayor said it rained.")
    assert len(labels) == 20_006


def test_find_drafts__finds_source_cue_and_content() -> None:
    words = cut_words(LONG)
    [draft] = load_neural().find_drafts(words, [(0, len(words))], [False] * len(words))
    found = [words.text[slice(*spans[0])] for spans in (draft.source, draft.cue, draft.content)]
    assert found == ["The harbour master", "said", "that the ferry would sail at noon"]


def test_extract_statements__gives_a_document_the_same_rows_in_any_company() -> None:
    texts = [LONG + "“We will wait,” Ute Sand told reporters.", "He denied it. " + LONG * 3]
    alone = [extract_statements(lay_pile(t), {}, tagger="neural")["spans"].num_rows for t in texts]
    pile = lay_pile(*texts)
    both = extract_statements(pile, {}, tagger="neural")
    assert both["spans"].num_rows == sum(alone)
    again = extract_statements(pile, {}, tagger="neural", known=both)
    assert again["spans"].to_pylist() == both["spans"].to_pylist()
    other = extract_statements(pile, {}, tagger="rules", known=both)
    assert other["spans"].to_pylist() == extract_statements(pile, {}, tagger="rules")["spans"].to_pylist()


def test_is_likely__asks_more_where_no_word_of_saying_is_in_the_cue() -> None:
    words = cut_words("Ray hoped it closed Ray toppled it closed Ray denied it closed")

    def judge(first: int, odds: float, quoted: bool = False) -> bool:
        source, cue, content = (
            words.cover(first, first + 1),
            words.cover(first + 1, first + 2),
            words.cover(first + 2, first + 4),
        )
        return is_likely(words, Draft((content,), (source,), (cue,), odds=odds), [quoted] * len(words))

    assert [judge(0, 0.5), judge(4, 0.5), judge(8, 0.6), judge(4, 0.5, quoted=True)] == [True, False, True, True]
    assert [judge(0, 0.3), judge(8, 0.3)] == [False, True]


def test_is_likely__asks_most_where_a_thing_follows_a_verb_of_no_list() -> None:
    words = cut_words("The mayor toppled the old statue. The mayor denied the old charge. The mayor said the ice held.")

    def judge(cue: int, content: tuple[int, int], odds: float) -> bool:
        draft = Draft((words.cover(*content),), (words.cover(cue - 2, cue),), (words.cover(cue, cue + 1),), odds=odds)
        return is_likely(words, draft, [False] * len(words))

    assert [judge(2, (3, 6), 0.7), judge(9, (10, 13), 0.7), judge(16, (17, 20), 0.1)] == [False, True, True]


def test_rate_draft__trusts_plain_saying_most() -> None:
    words = cut_words("The mayor said the ice held. The mayor toppled the old statue.")
    said, done = (
        Draft((words.cover(a, b),), (words.cover(a - 3, a - 1),), (words.cover(a - 1, a),))
        for a, b in ((3, 6), (10, 13))
    )
    assert rate_draft(words, said, False) > 0.9 > 0.6 > rate_draft(words, done, False)
    assert rate_draft(words, said, True) > rate_draft(words, said, False)
