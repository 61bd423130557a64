"""What single lines say about themselves; and sentences of articles that only look like it."""

import pytest

from headwater.articles import line_rules


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The minister in Vik, March 2, 2024. (Photo: Tor Berg/NPA)", "Photo: Tor Berg/NPA"),
        ("The minister in Vik (Photo by Tor Berg)", "Photo by Tor Berg"),
        ("Waves at Osby. Photograph: Jan Kvist/Nordfoto", "Photograph: Jan Kvist/Nordfoto"),
        ("A ship leaves Tarn. (AP Photo/Ana Ruiz)", "AP Photo/Ana Ruiz"),
        ("Der Hafen von Vik. (Foto: Uwe Thom)", "Foto: Uwe Thom"),
        ("Photo: Ana Ruiz", "Photo: Ana Ruiz"),
        ("Ana Ruiz/Getty Images", "Ana Ruiz/Getty Images"),
        ("(Image: Getty)", "Image: Getty"),
        ("Heron Island seen from the air CREDIT: Sten Falk", "CREDIT: Sten Falk"),
        ("The minister said so in Vik on Tuesday (see page 4).", None),
        ("He holds a photo: a small one, of his mother, who had died in the war that nobody speaks of any more.", None),
        ("The treaty (signed in Lund) ends in May.", None),
    ],
)
def test_find_credit__finds_who_made_a_picture(line: str, credit: str | None) -> None:
    span = line_rules.find_credit(line)
    assert (span and line[slice(*span)]) == credit


@pytest.mark.parametrize(
    "line",
    [
        "This article originally appeared on Harbour Daily and is reposted with permission.",
        "This story was first published by the Coastal Review.",
        "Republished from Harbour Daily under a Creative Commons licence.",
        "Reprinted with the kind permission of the Estmark Post.",
        "Editor's note: This story has been updated with a statement from the ministry.",
        "Correction: An earlier version of this article misspelled the name of the mayor.",
        "© 2024 Harbour Daily. All rights reserved.",
        "(Reporting by Jan Kvist in Osby; Editing by Sara Moe)",
        "The Associated Press contributed to this report.",
        "Ana Ruiz contributed reporting to this story.",
        "FOR IMMEDIATE RELEASE",
        "Copied from The Lantern by kind permission of its editors.",
        "The opinions expressed by columnists are their own.",
    ],
)
def test_is_notice__knows_lines_about_the_text(line: str) -> None:
    assert line_rules.is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "The report was published on Monday by the ministry.",
        "The minister first appeared in public on Tuesday.",
        "The company said it would update customers by post.",
        "He contributed to the victory with two goals.",
        "The council gave permission for the bridge.",
        "The mayor acted with the permission of the council.",
    ],
)
def test_is_notice__leaves_sentences_of_articles_alone(line: str) -> None:
    assert not line_rules.is_notice(line)


@pytest.mark.parametrize(
    "line",
    [
        "The Northern Herald Staff is a team of journalists in Tromsø.",
        "Ingrid Halvorsen is the defence correspondent of Harbour Daily.",
        "Ana Ruiz covers ports and fisheries for the Coastal Review.",
        "Tom Hale is a freelance writer based in Lund.",
        "Follow her on Twitter @ihalvorsen.",
        "Jens Petersen ist Redakteur im Wirtschaftsressort.",
    ],
)
def test_is_bio__knows_lines_about_the_author(line: str) -> None:
    assert line_rules.is_bio(line)


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("By Ana Ruiz", True), ("BY ANA RUIZ", True), ("By Ana Ruiz and Tom Hale, Harbour Daily", True), ("Von Jens Petersen", True), ("Par Élise Aubry", True),
        ("Ana Ruiz, Staff Writer", True), ("Posted by Ana Ruiz on May 4, 2024", True), ("By Ana Ruiz on May 4, 2024", True), ("By our foreign staff", True),
        ("By then the bridge was closed", False), ("By Tuesday, 300 ships were waiting in the bay.", False), ("Ana Ruiz said no.", False),
    ],
)  # fmt: skip
def test_is_byline__knows_who_wrote_it(line: str, is_byline: bool) -> None:
    assert line_rules.is_byline(line) == is_byline


@pytest.mark.parametrize(
    ("line", "is_date"),
    [
        ("date 2023-05-19", True), ("Posted on May 4, 2024", True), ("Published: 14 November 2023, 18:05 GMT", True), ("Stand: 12.03.2024, 07:30 Uhr", True),
        ("Publié le 4 mai 2024 à 17h25, mis à jour le 5 mai 2024", True), ("Mis à jour le 5 mai 2024 à 9h10", True),
        ("3 hours ago", True), ("4 min read", True), ("Thursday, May 4, 2024", True), ("The bridge fell on May 4, 2024", False), ("May 4, 2024 was a cold day in Vik.", False),
    ],
)  # fmt: skip
def test_is_date_line__knows_when_it_appeared(line: str, is_date: bool) -> None:
    assert line_rules.is_date_line(line) == is_date


@pytest.mark.parametrize("line", ["Facebook Twitter WhatsApp Print", "Share", "Facebook | X | E-Mail", "Copy link"])
def test_is_buttons__knows_rows_of_buttons(line: str) -> None:
    assert line_rules.is_buttons(line)


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter",
        "Related: The strait in five charts",
        "Read more",
        "We use cookies to improve your experience.",
        "Most popular",
        "Lesen Sie auch: Der Hafen",
    ],
)
def test_is_offer__knows_what_asks_and_points_elsewhere(line: str) -> None:
    assert line_rules.is_offer(line)


@pytest.mark.parametrize(
    "line",
    ["The mayor said the harbour would stay closed.", "Nobody had seen such waves, said Ana Ruiz, who lives in Vik."],
)
def test_every_rule__leaves_plain_sentences_alone(line: str) -> None:
    rules = (
        line_rules.is_notice,
        line_rules.is_bio,
        line_rules.is_byline,
        line_rules.is_date_line,
        line_rules.is_buttons,
        line_rules.is_offer,
        line_rules.is_caption,
    )
    assert not any(rule(line) for rule in rules)
