"""What leaves the body of a row's text: lines that plainly say what they are, and no others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.article_lines import label_article
from headwater.articles.line_columns import find_shapes, lay_lines
from headwater.articles.line_gates import find_looks
from headwater.articles.lines import Line, find_lines
from tests.reference.line_columns import tell_shape_slowly

STORY = [
    "The harbour of Vik was closed on Tuesday after a crane had fallen into the basin.",
    "Nobody was hurt, the mayor said, but the wreck may stay for weeks.",
    "Ships wait in the bay, and fish goes to the market by road.",
    "Divers will look at the crane on Friday.",
    "The county has promised to pay for the quay.",
    "An insurer is to pay for the rest.",
]


def label(line: str, at: int, title: str = "") -> str:
    lines = find_lines("\n\n".join([*STORY[:at], line, *STORY[at:]]))
    assert [found.text for found in lines].count(line) == 1
    return label_article(lines, title)[at]


@pytest.mark.parametrize(
    ("line", "at", "kind"),
    [
        ("Close", 1, "chrome"),
        ("Storm damage:What the harbour lost in one night", 2, "chrome"),
        ("( Also on COAST POST: Ten cranes that fell)", 2, "chrome"),
        (
            "Read or share this story: https://coast.example/story/news/2024/05/19/crane-falls-into-the-basin/84520001/",
            6,
            "chrome",
        ),
        ("Try our morning letter: sign up for the Coast Post newsletter.", 6, "chrome"),
        ("MAYOR BLAMES COUNTY FOR THE FALL", 3, "section"),
        ("Enlarge this image toggle caption Ana Ruiz/Coast Press Ana Ruiz/Coast Press", 2, "caption"),
        ("Media playback is not supported on this device Media caption The crane falls into the basin", 3, "caption"),
        ("The quay of Vik on Wednesday morning. | Ana Ruiz/Coast Press", 0, "caption"),
        ("Ana Ruiz is Senior Editor-at-Large at the Coast Post. Her book is out in May.", 6, "bio"),
        ("Ana Ruiz and Tom Hale contributed.", 6, "notice"),
        ("The crane in the basin on Friday. Photo: Ana Ruiz", 3, "caption"),
        ("Image The crane in the basin on Friday, with divers. Credit Ana Ruiz/Coast Press", 3, "caption"),
        ("The crane lies in the basin, June 24. Ana Ruiz | Coast Press", 3, "caption"),
        ("Play Video 0:43 Divers at the wreck – video", 2, "caption"),
        ("Photos: The crane Photos: The crane The crane at night. Hide Caption 1 of 9", 2, "caption"),
        ("Eva Lind is a columnist for the Coast Post. The opinions expressed in this commentary are hers.", 0, "bio"),
        ("CLOSE The crane fell at night. COAST POST", 0, "caption"),
        ("Ana Ruiz and Tom Hale", 0, "byline"),
        ("-- Ana Ruiz, Tom Hale and Eva Lind", 3, "byline"),
        ("Ruiz reported from Vik, and Hale from Lund.", 6, "notice"),
        ("Ana Ruiz can be reached at ana@coast.example.", 6, "chrome"),
        ("Follow Hale on Twitter", 6, "chrome"),
        ("Write to Ana Ruiz at ana.ruiz@coast.example", 6, "chrome"),
        ("--Updated at 11:12 a.m.", 6, "chrome"),
        (
            "tide-mark Sign up for the newsletter Email (required) By signing up, you agree to our terms. More",
            3,
            "chrome",
        ),
        (
            "The Lamp pleads for fishermen. Stay in touch by following us on the radio or in our monthly newsletter.",
            6,
            "chrome",
        ),
        ("Eva Lind is a columnist for the Coast Post and was mayor of Vik. Follow her on Twitter", 3, "bio"),
        ("Eva Lind, author of The Crane and once mayor, is a poet. To read more of her reports, row over.", 6, "bio"),
        ("[Cranes of the coast: Get daily updates on what has fallen where.]", 3, "chrome"),
        ("Help us report on cranes: our journalism needs what you saw.", 3, "chrome"),
        ("About the Crane Project: five harbours ask why cranes fall. Join the conversation on Facebook.", 2, "chrome"),
        ("(function(d, s, id) { var js = d.createElement(s); }(document)); Post by Coast Post.", 3, "chrome"),
        ("Welcome to the Morning Crane. Click here to subscribe!", 0, "chrome"),
        ("The Coast Post conducted this survey to learn what divers fear. It asked 90 of them.", 3, "notice"),
        ("Divers at the wreck in the basin of Vik, May 19, 2024. REUTERS/Ana Ruiz", 3, "caption"),
        (
            "Tom Hale and Eva Lind founded the Coast Post in a boat. To find out more about Tom Hale, visit the quay.",
            6,
            "bio",
        ),
    ],
)
def test_label_article__names_a_line_that_is_none_of_the_story(line: str, at: int, kind: str) -> None:
    assert label(line, at) == kind


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Some fishermen now are arguing that Hale was no editor of the list.", 6),
        ("The mayor said: “We will close it again.”", 2),
        ("Image sources of the county were asked on Friday.", 2),
        ("He named three ports | Vik, Lund and Tarn | and left.", 2),
        ("NATO ships left on Monday.", 2),
        ("Vik Harbour", 2),
        ("Eva Lind is a journalist, and she was on the quay when the crane fell.", 0),
        ("He reported from Vik that the crane had gone.", 2),
        ("Close to the quay, divers found the crane.", 2),
        ("The mayor gave him credit for the rescue. Photo albums were on sale.", 2),
        ("- Hale is to be asked on Monday.", 6),
        ("Follow the money, the mayor said, and you will find the county.", 6),
    ],
)
def test_label_article__leaves_news_in_the_body(line: str, at: int) -> None:
    assert label(line, at) == "body"


def test_label_article__takes_a_first_line_that_ends_with_the_headline_for_a_caption() -> None:
    line = "A crane lies in the basin of Vik. Harbour of Vik closed for weeks"
    assert label(line, 0, "Harbour of Vik closed for weeks") == "caption"
    assert label(line, 0, "Another headline") == "body"


def test_label_article__takes_no_line_of_a_text_in_capitals_for_a_heading() -> None:
    lines = find_lines(
        "\n\n".join(line.upper() for line in [*STORY, "MAYOR BLAMES COUNTY FOR THE FALL", "THE END OF IT"])
    )
    assert set(label_article(lines)) == {"body"}


def test_label_article__takes_a_line_that_stands_twice_in_a_row_for_a_caption_or_for_chrome() -> None:
    shown = [
        f"The crane is seen from the {side} on the night of the storm." for side in ("north", "south", "east", "west")
    ]
    doubled = [line for line in (*shown[:2], shown[0], shown[1]) for _ in range(2)]
    lines = find_lines("\n\n".join([*STORY[:3], *doubled, shown[2], shown[3], shown[3], *STORY[3:]]))
    assert label_article(lines) == ["body"] * 3 + ["caption"] * 11 + ["body"] * 3
    aged = [STORY[0], "This article is 3 years old", "This article is 3 years old", *STORY[1:]]
    assert label_article(find_lines("\n\n".join(aged)))[:4] == ["body", "chrome", "chrome", "body"]


EVERY_KIND = frozenset(
    [
        "notice", "offer", "template", "pictured", "caption", "bio", "form", "request", "code", "method", "invitation",
        "introduction", "author", "reported", "aside", "gallery", "played", "call",
    ]
)  # fmt: skip
HOUSE_LINES = [
    "The Coast Post conducted this survey to learn how fishermen of the bay sleep. It asked ninety of them in two towns.",
    "Sign up for The Tide Email (required) By signing up, you agree to our terms, and to hear from us every other week.",
    "Help us report on the tides, and support the newsletter that two thousand fishermen of the bay get every Friday.",
    "(function(d,s,id){var js=d.createElement(s);js.src=id;d.body.append(js);js.async=true;})(document,'script','a');",
    "Ana Ruiz reported from Vik, where the crane fell, and Tom Hale reported from Lund, where it had been built in 1990.",
    "Ana Ruiz is a reporter who has covered the harbours of the county for the Coast Post since the storm of the year.",
    "Ada Low, 41, is a graduate of Brindle College. To learn more about her work on cranes and on quays, visit her page.",
    "Ada Low is a professor of cranes at the college of Brindle, where she has taught for years. Follow her on Twitter.",
    "Ana Ruiz can be reached on Twitter at @anaruiz, by letter at the Coast Post, or on the quay of Vik every Thursday.",
    "The Lamp files briefs for fishermen of the whole coast. Stay in touch by signing up for our monthly newsletter now.",
    "Photos: The crane falls Photos: The crane falls into the basin of Vik at night, and nobody is hurt on the quay.",
    "Play Video 0:43 Divers look at the wreck of the crane that fell into the basin of Vik on Tuesday after the storm.",
    "This article originally appeared on Harbour Daily and is reposted here with the permission of that paper's editors.",
    "Ships wait in the bay of Vik for the wreck to be lifted, May 3, 2026, on the second day after the fall. REUTERS/Ana Ruiz",
    "The quay of Vik on Wednesday morning, with the wreck of the crane and the ship that was to lift it. (Photo: Ana Ruiz)",
    "Try our morning letter: sign up for the newsletter of the Coast Post, which comes to your inbox before the tide.",
    "Join 40,000 readers of our letter, and never miss what the divers find beneath the quay of Vik in this long summer.",
    "– Ana Ruiz", "Ana Ruiz", "By Ana Ruiz", "(North Coast Press)", "May 19, 2024", "Share", "REPAIRS TO TAKE THE WHOLE YEAR",
]  # fmt: skip
"""Lines of which a word or a sign tells that they may be none of the story."""


def label_slowly(lines: list[Line]) -> list[str]:
    """What lines are where every question is asked of every line."""
    looks = find_looks([line.text for line in lines])
    return label_article(lines, "", [look._replace(kinds=EVERY_KIND, sentence=False) for look in looks])


@pytest.mark.parametrize("line", HOUSE_LINES)
def test_label_article__asks_no_question_too_few(line: str) -> None:
    for at in (0, 2, len(STORY)):
        lines = find_lines("\n\n".join([*STORY[:at], line, *STORY[at:]]))
        assert label_article(lines) == label_slowly(lines)
    longer = find_lines("\n\n".join([*STORY, *STORY, line, *STORY, *STORY]))
    assert label_article(longer) == label_slowly(longer)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([word for line in HOUSE_LINES for word in line.split()]), max_size=120))
def test_label_article__asks_no_question_too_few_whatever_stands_there(words: list[str]) -> None:
    lines = find_lines("\n\n".join(" ".join(words[at : at + 20]) for at in range(0, len(words), 20)))
    assert label_article(lines) == label_slowly(lines)


def test_label_article__looks_for_words_that_no_bullet_begins() -> None:
    lines = find_lines("\n\n".join(STORY) + "\n\n" + "\n\n".join(f"- {line}" for line in HOUSE_LINES))
    assert label_article(lines) == label_slowly(lines)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.text("aB1 .!…)(]/-–—\"'”»*。ж\t", max_size=70), max_size=8))
def test_find_shapes__is_what_its_slow_twin_is(lines: list[str]) -> None:
    assert find_shapes(lay_lines(lines)) == [tell_shape_slowly(line) for line in lines]
