"""Statements inside statements: what is read again, how deep, and where each ends."""

import pytest

from headwater.statements.drafts import Draft
from headwater.statements.hints import has_hint
from headwater.statements.nested import count_leading, end_contents, keep_pieces
from headwater.statements.neural import load_neural
from headwater.statements.stretches import read_stretch
from headwater.statements.words import cut_words


def _read(text: str) -> list[tuple[str, str, str]]:
    """(source, cue of the statement that it stands inside, content) of every statement."""
    drafts = [d for d in read_stretch(text, load_neural()).drafts if d.force not in ("assertion", "hearsay")]
    spans = [
        [text[slice(*d.source[0])] if d.source else "", _read_outer(text, d), text[slice(*d.content[-1])]]
        for d in drafts
    ]
    return [tuple(row) for row in spans]  # type: ignore[misc]


def _read_outer(text: str, draft: Draft) -> str:
    outer = draft.outer
    return text[slice(*outer.cue[0])] if outer is not None and outer.cue else ""


@pytest.mark.parametrize(
    ("text", "hinted"),
    [
        ("the cook had told the owner", True),
        ("a report on the roof", False),
        ("the roof of the mill fell in", False),
        ("two sailors remembered the song", True),
        ("the boat was reportedly sold", True),
        ("my father used to say so", True),
        ("they want to say goodbye", True),
    ],
)
def test_has_hint__sees_verbs_with_somebody_before_them(text: str, hinted: bool) -> None:
    words = cut_words(text)
    assert has_hint(words, 0, len(words)) is hinted


def test_read_stretch__follows_three_layers() -> None:
    text = "The carter said the miller had claimed that the baker believed the flour was damp."
    assert _read(text) == [
        ("The carter", "", "the miller had claimed that the baker believed the flour was damp"),
        ("the miller", "said", "that the baker believed the flour was damp"),
        ("the baker", "had claimed", "the flour was damp"),
    ]


def test_read_stretch__keeps_what_stands_inside_a_statement_of_the_speaker_himself() -> None:
    text = '"I asked whether the well was dry and the smith said yes," Orla Finn told the court.'
    assert ("the smith", "told", "yes") in _read(text)


def test_read_stretch__reads_who_was_told_by_whom_and_who_heard_whom() -> None:
    told = _read("The inn said it had been assured by the brewer that the beer would come.")
    assert ("the brewer", "said", "that the beer would come") in told
    heard = _read("Herders said they heard a girl calling that the ice had cracked.")
    assert ("a girl", "said", "that the ice had cracked") in heard
    assert not any(source == "they" for source, _, _ in heard)


def test_read_stretch__does_not_take_who_was_told_for_the_speaker() -> None:
    found = _read("Ostry has been told that the road will stay shut, a clerk said.")
    assert [source for source, _, _ in found] == ["a clerk"]


def test_end_contents__ends_where_the_outer_statement_goes_on() -> None:
    words = cut_words("nurses reported the faults, that nobody came, and that it rained")
    draft = Draft(((16, len(words.text)),), ((0, 6),), ((7, 15),))
    assert end_contents(words, draft).content == ((16, 26),)
    opened = Draft(((28, len(words.text)),), ((0, 6),), ((7, 15),))
    assert end_contents(words, opened) == opened


def test_keep_pieces__goes_to_the_end_of_the_piece_where_only_a_time_is_left() -> None:
    words = cut_words("it could announce the move as early as Monday")
    outer = Draft(((0, len(words.text)),), (), ())
    short = Draft(((18, 29),), ((0, 2),), ((3, 17),))
    assert keep_pieces(words, short, outer).content == ((18, len(words.text)),)


def test_count_leading__passes_the_conjunction_only() -> None:
    for text, count in (
        ("that the mill burned", 1),
        ("that, they said, it burned", 2),
        ("That is a lie", 0),
        ("that was it", 0),
    ):
        words = cut_words(text)
        assert count_leading(words, list(range(len(words)))) == count


def test_read_stretch__reads_an_answer_and_leaves_silence_out() -> None:
    assert ("Ostry", "", "this") in _read("Marn said it had taken the bridge. Ostry denied this.")
    assert _read("Tom Ray refused to be drawn on the matter.") == []
    assert [s.rstrip(",") for s, _, _ in _read("A baker, declining to give his name, said the oven was cold.")] == [
        "A baker"
    ]
