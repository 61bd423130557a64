"""The tagger and its kernels."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statements.features import ATTRIBUTES, MARKS, QUOTE, TEMPLATES, describe_words, has_cue_word, mark_words
from headwater.statements.quotes import find_quotations
from headwater.statements.relations import absorb_runs, gather_runs, relate_runs
from headwater.statements.sentences import cut_sentences, mark_quoted
from headwater.statements.tagger import LABELS, lay_templates, load_linear
from headwater.statements.tagger_kernels import add_weights, find_best_path, hash_features
from headwater.statements.words import cut_words
from tests.reference import statements as slow

TEXTS = st.text(alphabet="aet sdiTMr.,“”\"'’:\n", max_size=60)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.integers(0, 6), st.integers(0, 2**31))
def test_hash_features__agrees_with_its_slow_twin(count: int, seed: int) -> None:
    table = np.random.default_rng(seed).integers(0, 2**31 - 1, (count, len(ATTRIBUTES)), dtype=np.int32)
    fast = hash_features(table, *lay_templates(), 20)
    assert fast.tolist() == slow.hash_features(table.tolist(), TEMPLATES, 20)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(2, 4), st.integers(0, 2**31))
def test_find_best_path__finds_the_best_of_all_paths(count: int, labels: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = rng.integers(-9, 9, (6, labels)).astype(np.int8)
    features = rng.integers(0, 8, (count, 3)).astype(np.int32)
    places = np.array([0, 1, 2, 3, 4, 5, -1, -1], np.int32)
    marks = rng.integers(0, 2, count).astype(np.int32)
    steps = rng.normal(size=(2, labels + 1, labels))
    rows = [[places[f] for f in word if places[f] >= 0] for word in features]
    scores = [[0.5 * sum(int(weights[r, y]) for r in row) for y in range(labels)] for row in rows]
    added = add_weights(features, places, weights, 0.5)
    assert added.tolist() == scores
    path = find_best_path(added, marks, steps)
    best = slow.find_best_path(scores, marks.tolist(), steps)
    assert abs(slow.score_path(path.tolist(), scores, marks.tolist(), steps) - best) < 1e-9


def test_find_best_path__of_no_words_is_empty() -> None:
    assert not len(find_best_path(np.zeros((0, 2)), np.zeros(0, np.int32), np.zeros((1, 3, 2))))


def test_tag_words__labels_a_plain_sentence() -> None:
    text = "The mayor said the bridge was closed."
    words = cut_words(text)
    labels = load_linear().tag_words(words, [(0, len(words))], [False] * len(words))
    assert labels[:3] == ["B-source>", "I-source>", "B-cue"]
    assert labels[3] == "B-<content"


@settings(derandomize=True, max_examples=100, deadline=None)
@given(TEXTS)
def test_tag_words__gives_every_word_a_label(text: str) -> None:
    words = cut_words(text)
    quotations = find_quotations(text)
    quoted = mark_quoted(words, quotations)
    sentences = cut_sentences(text, words, quotations)
    labels = load_linear().tag_words(words, sentences, quoted)
    assert len(labels) == len(words)
    assert set(labels) <= set(LABELS)
    table = describe_words(words, sentences, quoted)
    assert table.shape == (len(words), len(ATTRIBUTES))
    assert not len(words) or table[:, QUOTE].min() > 0
    assert all(0 <= m < MARKS for m in mark_words(words, sentences, quoted))


def test_gather_runs__begins_anew_where_a_label_says_so() -> None:
    assert gather_runs(["B-cue", "B-cue", "I-cue", "O", "I-cue"]) == [("cue", 0, 1), ("cue", 1, 3), ("cue", 4, 5)]


def test_absorb_runs__lets_a_content_go_on_over_what_is_no_cue() -> None:
    words = cut_words("said the new bridge on the river was closed")
    runs = [("cue", 0, 1), ("<content", 1, 4), ("cue", 4, 5), ("<content", 5, 9)]
    assert absorb_runs(words, runs) == [("cue", 0, 1), ("<content", 1, 9)]


def test_relate_runs__shares_a_source_between_cues_of_a_sentence() -> None:
    words = cut_words("He said it rained and added it snowed")
    runs = [("source>", 0, 1), ("cue", 1, 2), ("<content", 2, 4), ("cue", 5, 6), ("<content", 6, 8)]
    drafts = relate_runs(words, runs, [0] * len(words))
    assert [d.source for d in drafts] == [((0, 2),), ((0, 2),)]


def test_has_cue_word__does_not_take_a_noun_for_a_verb() -> None:
    assert has_cue_word(["they", "plan"])
    assert not has_cue_word(["visits", "to", "the", "inland", "state"])
