"""Languages are what py3langid says they are."""

import py3langid
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.languages import classify

TEXTS = [
    "The council met on Tuesday to discuss the bridge, which had been closed since May.",
    "Der Rat trat am Dienstag zusammen, um über die Brücke zu sprechen.",
    "Le conseil s'est réuni mardi pour parler du pont, fermé depuis mai.",
    "El puente está cerrado desde mayo, dijo la alcaldesa.",
    "Мост закрыт с мая, сообщил мэр.",
    "大桥自五月起关闭，市长说。",
    "الجسر مغلق منذ مايو، قال رئيس البلدية.",
    "THE BRIDGE IS CLOSED",
    "Kilde: NTB",
    "12 — 13",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_classify__says_what_the_library_says(text: str) -> None:
    assert classify([text]) == [py3langid.classify(text)[0]]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=40).map(" ".join))
def test_classify__says_what_the_library_says_of_any_words(text: str) -> None:
    assert classify([text]) == [py3langid.classify(text)[0]]


def test_classify__tells_each_of_many_texts_as_it_tells_one() -> None:
    assert classify(TEXTS) == [language for text in TEXTS for language in classify([text])]
    assert classify([]) == []
